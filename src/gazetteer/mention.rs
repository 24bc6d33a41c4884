//! What a search gives back.

use super::kinds::MatchKind;
use crate::Span;

/// One place in a text where an entity of the gazetteer is named.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Where, in bytes of the text searched.
    pub span: Span,
    /// The entity, unless several come into question and none clearly wins; see [`Mention::candidates`].
    pub entity: Option<u32>,
    /// What kind of name stands here: that of the first candidate.
    pub kind: MatchKind,
    /// Every entity that the surface may name, each once, the likeliest first and equals in the order in which they were
    /// added. What an alias weighs: its prior, or 1; a quarter of that for a demonym; eight times as much where a
    /// context word speaks for it. An entity wins if it is the only one or weighs four times the next.
    pub candidates: Vec<Candidate>,
    /// The alias that matched: of the first candidate. Of a second mention, the alias of its antecedent.
    pub alias: u32,
    /// For a family name or an introduced acronym: the mention that it stands for, as its place in the list returned.
    pub antecedent: Option<u32>,
}

/// An entity that a mention may name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The entity.
    pub entity: u32,
    /// Its share among the candidates; they add up to 1.
    pub score: f32,
    /// Why it is a candidate, for people to read.
    pub reason: &'static str,
}

/// How much an alias of this kind speaks for its entity: a demonym a quarter of a name.
pub(super) fn weight(kind: MatchKind) -> f32 {
    if kind == MatchKind::Demonym { 0.25 } else { 1.0 }
}

/// By how much the first of several has to be likelier than the second to win: a name wins against a demonym, one
/// context word wins between equals, a prior of twice another's does not.
const CLEARLY: f32 = 4.0;

/// Whether the likeliest candidate wins, given what it and the next one weigh.
pub(super) fn wins(first: f32, second: Option<f32>) -> bool {
    second.is_none_or(|second| first >= CLEARLY * second)
}

/// The reason that a candidate of this kind shows.
pub(super) const fn reason(kind: MatchKind) -> &'static str {
    match kind {
        MatchKind::Name => "alias",
        MatchKind::Abbreviation => "abbreviation",
        MatchKind::Acronym => "acronym",
        MatchKind::Capital => "capital for its country",
        MatchKind::Demonym => "demonym",
        MatchKind::Surname => "family name",
        MatchKind::Blocker => "blocker",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_is_clearly_likelier_wins() {
        let (name, demonym) = (weight(MatchKind::Name), weight(MatchKind::Demonym));
        assert!(wins(name, None));
        assert!(wins(name, Some(demonym)));
        assert!(!wins(name, Some(weight(MatchKind::Capital))));
        assert!(!wins(demonym, Some(demonym)));
        assert!(!wins(2.0 * name, Some(name)));
    }
}
