//! What a surface may mean where it stands, and what is decided.

use super::few;
use super::hints::{RAISE, Surroundings, Verdict};
use super::kinds::MatchKind;
use super::mention::{Candidate, Candidates, Mention, Reason, weight, wins};
use super::{Inner, NO_ENTITY};
use crate::Span;
use crate::text::decimal;

/// One entity that a surface may mean.
#[derive(Debug)]
struct Meaning {
    alias: u32,
    kind: MatchKind,
    entity: u32,
    weight: f32,
    reason: Reason,
}

/// Weighs meanings, mention after mention.
#[derive(Debug)]
pub(super) struct Meanings<'g> {
    inner: &'g Inner,
    /// Those of the mention at hand: each entity once, the likeliest first, then in the order added.
    found: Vec<Meaning>,
}

impl<'g> Meanings<'g> {
    pub(super) const fn new(inner: &'g Inner) -> Self {
        Self { inner, found: Vec::new() }
    }

    /// The mention at `span` by these aliases, with all its candidates; `None` where they mean nothing here. `around` knows the
    /// article, in which it stands at `at`.
    pub(super) fn mention(
        &mut self,
        aliases: &[(u32, MatchKind)],
        span: Span,
        at: Span,
        around: &mut Surroundings<'_>,
    ) -> Option<Mention> {
        self.weigh(aliases, at, around);
        mention(span, &self.found)
    }

    fn weigh(&mut self, aliases: &[(u32, MatchKind)], at: Span, around: &mut Surroundings<'_>) {
        let meanings = &mut self.found;
        meanings.clear();
        for &(alias, kind) in aliases {
            let entity = self.inner.entity_of[alias as usize];
            if entity == NO_ENTITY {
                continue;
            }
            let (mut weight, mut because) = (weight(kind), Reason::Kind(kind));
            if let Some(prior) = self.inner.priors.get(alias).and_then(decimal) {
                (weight, because) = (weight * prior, Reason::Prior);
            }
            match around.judge(self.inner, alias, kind, at) {
                Verdict::Vetoed => continue,
                Verdict::Raised { near } => {
                    weight *= RAISE;
                    because = if near { Reason::Nearby } else { Reason::InArticle };
                }
                Verdict::Nothing => {}
            }
            let meaning = Meaning { alias, kind, entity, weight, reason: because };
            match meanings.iter_mut().find(|known| known.entity == entity) {
                Some(known) if known.weight < weight => *known = meaning,
                Some(_) => {}
                None => meanings.push(meaning),
            }
        }
        if meanings.len() > 1 {
            for meaning in meanings.iter_mut() {
                if around.day.is_some_and(|day| !self.inner.is_valid(meaning.alias, day)) {
                    meaning.weight /= RAISE;
                    meaning.reason = Reason::OtherTime;
                }
            }
            few::order(meanings, |one, other| other.weight.total_cmp(&one.weight).is_gt());
        }
    }
}

/// The mention of what a surface may mean; `None` where that is nothing.
fn mention(span: Span, meanings: &[Meaning]) -> Option<Mention> {
    let &Meaning { alias, kind, entity, weight, .. } = meanings.first()?;
    let entity = wins(weight, meanings.get(1).map(|second| second.weight)).then_some(entity);
    let total: f32 = meanings.iter().map(|meaning| meaning.weight).sum();
    let candidate = |it: &Meaning| Candidate { entity: it.entity, score: it.weight / total, reason: it.reason };
    let candidates = match meanings {
        [one] => Candidates::one(candidate(one)),
        _ => meanings.iter().map(candidate).collect::<Vec<_>>().into(),
    };
    Some(Mention { span, entity, kind, candidates, alias, antecedent: None })
}

impl Inner {
    /// Whether an alias names its entity on a day; its dates may leave out day and month.
    fn is_valid(&self, alias: u32, day: &str) -> bool {
        let begun = self.valid_from.get(alias).is_none_or(|from| from <= day);
        begun && self.valid_to.get(alias).is_none_or(|to| day <= to || day.starts_with(to))
    }
}
