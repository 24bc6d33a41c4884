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
    /// Every entity that the surface may name, each once: names before demonyms, otherwise in the order in which they
    /// were added. An entity wins if it is the only one, or the only one that the surface is more than a demonym of.
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

/// Gives each candidate its share: a demonym weighs a quarter of a name.
pub(super) fn weigh(kinds: &[MatchKind]) -> Vec<f32> {
    let weight = |kind: &MatchKind| if *kind == MatchKind::Demonym { 0.25 } else { 1.0 };
    let total: f32 = kinds.iter().map(weight).sum();
    kinds.iter().map(|kind| weight(kind) / total).collect()
}

/// Which of the candidates wins, if one does; they must stand in their order.
pub(super) fn winner(kinds: &[MatchKind]) -> Option<usize> {
    match kinds {
        [] => None,
        [_] => Some(0),
        [first, second, ..] => (*first != MatchKind::Demonym && *second == MatchKind::Demonym).then_some(0),
    }
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
    use MatchKind::{Capital, Demonym, Name};

    #[test]
    fn only_a_mere_demonym_gives_way() {
        assert_eq!(winner(&[Name]), Some(0));
        assert_eq!(winner(&[Name, Demonym]), Some(0));
        assert_eq!(winner(&[Name, Demonym, Demonym]), Some(0));
        assert_eq!(winner(&[Name, Capital]), None);
        assert_eq!(winner(&[Demonym, Demonym]), None);
        assert_eq!(winner(&[]), None);
        assert_eq!(weigh(&[Name, Demonym]), [0.8, 0.2]);
    }
}
