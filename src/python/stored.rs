//! What a mention holds, told to a tape: see [`Tape`].

use std::sync::Arc;

use super::mention::{MentionPlace, Names};
use super::tape::Tape;
use crate::Span;
use crate::gazetteer as core;
use crate::gazetteer::{Candidate, Candidates, MatchKind, Reason};

const NOWHERE: Span = Span::new(0, 0);

/// The entities of what is stored, which go with it: by id and type, so that no gazetteer is needed to read it.
pub(super) struct Entities<'n> {
    /// Where they are looked up; none: they are read.
    known: Option<&'n Names>,
    read: Vec<(String, String)>,
}

impl<'n> Entities<'n> {
    pub(super) fn new(known: Option<&'n Names>) -> Self {
        Self { known, read: Vec::new() }
    }

    pub(super) fn names(self) -> Names {
        Names::Brought(Arc::new(self.read))
    }

    fn entity(&mut self, tape: &mut Tape<'_>, entity: &mut u32) {
        let known = self.known.map(|names| (names.id(*entity).to_owned(), names.kind(*entity).to_owned()));
        let (mut id, mut kind) = known.unwrap_or_default();
        tape.text(&mut id);
        tape.text(&mut kind);
        if self.known.is_none() {
            *entity = self.read.len() as u32;
            self.read.push((id, kind));
        }
    }
}

fn small(tape: &mut Tape<'_>, number: &mut u32) {
    let mut wide = *number as usize;
    tape.number(&mut wide);
    *number = wide as u32;
}

/// What a mention is before it is read.
pub(super) const NO_MENTION: core::Mention = core::Mention {
    span: NOWHERE,
    entity: None,
    kind: MatchKind::Name,
    candidates: Candidates::NONE,
    alias: 0,
    antecedent: None,
};

/// All but the alias, which nobody asks a mention for.
pub(super) fn found(tape: &mut Tape<'_>, found: &mut core::Mention, entities: &mut Entities<'_>) {
    tape.span(&mut found.span);
    tape.option(&mut found.entity, &0, |tape, entity| entities.entity(tape, entity));
    tape.choice(&mut found.kind, MatchKind::ALL);
    let blank = Candidate { entity: 0, score: 0.0, reason: Reason::Prior };
    let mut candidates = found.candidates.to_vec();
    tape.list(&mut candidates, &blank, |tape, candidate| {
        entities.entity(tape, &mut candidate.entity);
        tape.score(&mut candidate.score);
        tape.choice(&mut candidate.reason, &Reason::all());
    });
    found.candidates = candidates.into();
    tape.option(&mut found.antecedent, &0, small);
}

pub(super) fn place(tape: &mut Tape<'_>, place: &mut MentionPlace) {
    tape.option(&mut place.segment_label, &"", Tape::word);
    tape.option(&mut place.article_id, &0, small);
    tape.option(&mut place.sentence_id, &0, Tape::number);
}
