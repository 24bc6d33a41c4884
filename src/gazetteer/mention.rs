//! What a search gives back.

use std::fmt::{Debug, Formatter};
use std::ops::{Deref, DerefMut};

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
    pub candidates: Candidates,
    /// The alias that matched: of the first candidate. Of a second mention, the alias of its antecedent.
    pub alias: u32,
    /// For a family name or an introduced acronym: the mention that it stands for, as its place in the list returned.
    pub antecedent: Option<u32>,
}

/// Takes out of mentions those that do not `stay`. One piece of code for all who do so.
pub(super) fn keep(found: &mut Vec<Mention>, stay: &mut dyn FnMut(&Mention) -> bool) {
    found.retain(stay);
}

/// An entity that a mention may name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The entity.
    pub entity: u32,
    /// Its share among the candidates; they add up to 1.
    pub score: f32,
    /// Why it is a candidate.
    pub reason: Reason,
}

/// A list of candidates. Most mentions have one, which needs no memory of its own.
#[derive(Clone)]
pub struct Candidates(Few);

#[derive(Clone)]
enum Few {
    One([Candidate; 1]),
    Any(Vec<Candidate>),
}

impl Candidates {
    /// No candidate.
    pub const NONE: Self = Self(Few::Any(Vec::new()));

    /// One candidate.
    pub const fn one(candidate: Candidate) -> Self {
        Self(Few::One([candidate]))
    }
}

impl Deref for Candidates {
    type Target = [Candidate];

    fn deref(&self) -> &[Candidate] {
        match &self.0 {
            Few::One(one) => one,
            Few::Any(all) => all,
        }
    }
}

impl DerefMut for Candidates {
    fn deref_mut(&mut self) -> &mut [Candidate] {
        match &mut self.0 {
            Few::One(one) => one,
            Few::Any(all) => all,
        }
    }
}

impl From<Vec<Candidate>> for Candidates {
    fn from(candidates: Vec<Candidate>) -> Self {
        Self(Few::Any(candidates))
    }
}

impl PartialEq for Candidates {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Debug for Candidates {
    fn fmt(&self, out: &mut Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(out)
    }
}

/// Why an entity is a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// An alias of this kind.
    Kind(MatchKind),
    /// An alias that states how often it means this entity.
    Prior,
    /// A context word nearby speaks for it.
    Nearby,
    /// A context word in the article does.
    InArticle,
    /// Its alias is not valid on the day of the text.
    OtherTime,
    /// The article uses the name for it elsewhere.
    Elsewhere,
    /// The article names this person in full.
    FullName,
    /// The article introduces the acronym for it.
    Introduced,
}

impl Reason {
    /// All of them.
    pub fn all() -> Vec<Self> {
        let kinds = MatchKind::ALL.iter().map(|&kind| Self::Kind(kind));
        let others = [Self::Prior, Self::Nearby, Self::InArticle, Self::OtherTime, Self::Elsewhere];
        kinds.chain(others).chain([Self::FullName, Self::Introduced]).collect()
    }

    /// For people to read.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Kind(MatchKind::Name) => "alias",
            Self::Kind(MatchKind::Capital) => "capital for its country",
            Self::Kind(MatchKind::Surname) => "family name",
            Self::Kind(kind) => kind.as_str(),
            Self::Prior => "prior",
            Self::Nearby => "context word nearby",
            Self::InArticle => "context word in the article",
            Self::OtherTime => "not at this time",
            Self::Elsewhere => "meant elsewhere in the article",
            Self::FullName => "family name of a person named in full",
            Self::Introduced => "introduced in brackets",
        }
    }

    /// Whether the context speaks for it.
    pub(super) const fn is_told(self) -> bool {
        matches!(self, Self::Nearby | Self::InArticle)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_listed() {
        for reason in Reason::all() {
            // A reason that is missing here is missing there, too, and would not come back from a pickle.
            match reason {
                Reason::Kind(_) | Reason::Prior | Reason::Nearby | Reason::InArticle | Reason::OtherTime => {}
                Reason::Elsewhere | Reason::FullName | Reason::Introduced => {}
            }
        }
        assert_eq!(Reason::all().len(), MatchKind::ALL.len() + 7);
    }

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
