//! Finding names: up to three searches of one text, merged.
//!
//! Aliases that match exactly are sought in the text as it is, those with spelling variants in its folded twin, those
//! that ignore case in a folded twin in lower case. Each search gives the leftmost-longest match from any position on,
//! and the merge takes the leftmost-longest of these, so that the result is that of one search for all.

use super::capitals::Capitals;
use super::fold::Folded;
use super::index::Index;
use super::kinds::{CaseMode, MatchKind, Spelling};
use super::mention::{Candidate, Mention, reason, weigh, winner};
use super::pool::{Pool, Record};
use super::scan::{Hit, Scan};
use super::{Inner, NO_ENTITY};
use crate::Span;

/// One index searched in one form of the text, hits given in offsets of the raw text.
#[derive(Debug)]
struct Search<'g> {
    scan: Scan<'g>,
    folded: Option<Folded>,
    capitals: Capitals,
    /// The next hit, once known.
    peeked: Option<Hit>,
    /// Where that hit ends in the folded text: mostly where the search goes on.
    folded_end: usize,
    done: bool,
}

impl<'g> Search<'g> {
    fn new(index: &'g Index, pool: &'g Pool, text: &str, folded: Option<Folded>) -> Self {
        let scan = Scan::new(index, pool, folded.as_ref().map_or(text, Folded::text));
        Self { scan, folded, capitals: Capitals::default(), peeked: None, folded_end: 0, done: false }
    }

    /// The leftmost-longest hit from `from` on.
    #[inline]
    fn peek(&mut self, pool: &Pool, text: &str, from: usize) -> Option<Hit> {
        if self.done || self.peeked.is_some_and(|hit| hit.start >= from) {
            return self.peeked;
        }
        self.peeked = match &self.folded {
            None => self.scan.next_from(text, from, |_, _, _| true),
            Some(folded) => {
                let capitals = &mut self.capitals;
                let accept = |record: Record<'_>, start, end| accepts(pool, text, folded, capitals, record, start, end);
                let from = match self.peeked {
                    Some(last) if last.end == from => self.folded_end,
                    _ => folded.to_folded(from),
                };
                self.scan.next_from(folded.text(), from, accept).map(|hit| {
                    let (start, end) = folded.range_to_raw(text, hit.start, hit.end);
                    self.folded_end = hit.end;
                    Hit { start, end, ..hit }
                })
            }
        };
        self.done = self.peeked.is_none();
        self.peeked
    }

    /// Every alias that may stand at exactly `start..end` of the raw text.
    fn all_at(&mut self, pool: &Pool, text: &str, start: usize, end: usize, mut visit: impl FnMut(Record<'_>)) {
        let Some(folded) = &self.folded else { return self.scan.all_at(text, start, end, visit) };
        let (from, to) = (folded.to_folded(start), folded.to_folded(end));
        if folded.range_to_raw(text, from, to) != (start, end) {
            return;
        }
        let capitals = &mut self.capitals;
        self.scan.all_at(folded.text(), from, to, |record| {
            if accepts(pool, text, folded, capitals, record, from, to) {
                visit(record);
            }
        });
    }
}

/// Whether an alias whose folded form stands at `start..end` of the folded text also meets what it demands of the raw
/// text there.
fn accepts(
    pool: &Pool,
    text: &str,
    folded: &Folded,
    capitals: &mut Capitals,
    record: Record<'_>,
    start: usize,
    end: usize,
) -> bool {
    let traits = record.traits();
    if traits.spelling == Spelling::Variants && !traits.capitals {
        return true;
    }
    let (start, end) = folded.range_to_raw(text, start, end);
    if traits.capitals && !capitals.hold(text, start, end) {
        return false;
    }
    if traits.spelling == Spelling::Variants {
        return true;
    }
    let Some(raw) = text.get(start..end) else { return false };
    let Some(surface) = pool.surface(record.alias) else { return false };
    let surface = std::str::from_utf8(surface.text).unwrap_or_default();
    match traits.case {
        CaseMode::Ignore => raw.chars().flat_map(char::to_lowercase).eq(surface.chars().flat_map(char::to_lowercase)),
        _ if traits.capitals => raw.chars().eq(surface.chars().flat_map(char::to_uppercase)),
        _ => raw == surface,
    }
}

/// Iterator over the matches in a text; made by [`Gazetteer::spans`](super::Gazetteer::spans).
#[derive(Debug)]
pub struct Spans<'g, 't> {
    inner: &'g Inner,
    text: &'t str,
    exact: Option<Search<'g>>,
    cased: Option<Search<'g>>,
    lower: Option<Search<'g>>,
    from: usize,
}

impl<'g, 't> Spans<'g, 't> {
    pub(super) fn new(inner: &'g Inner, text: &'t str) -> Self {
        let pool = &inner.pool;
        let exact = inner.exact.as_ref().map(|index| Search::new(index, pool, text, None));
        let folded = |index, lower| Search::new(index, pool, text, Some(Folded::new(text, lower)));
        let cased = inner.cased.as_ref().map(|index| folded(index, false));
        let lower = inner.lower.as_ref().map(|index| folded(index, true));
        Self { inner, text, exact, cased, lower, from: 0 }
    }

    /// The next match, blockers included.
    #[inline]
    fn next_hit(&mut self) -> Option<Hit> {
        let pool = &self.inner.pool;
        let mut best: Option<Hit> = None;
        for search in [&mut self.exact, &mut self.cased, &mut self.lower].into_iter().flatten() {
            let Some(hit) = search.peek(pool, self.text, self.from) else { continue };
            let rank = |hit: Hit| (hit.start, std::cmp::Reverse(hit.end), hit.alias);
            if best.is_none_or(|best| rank(hit) < rank(best)) {
                best = Some(hit);
            }
        }
        self.from = best?.end;
        best
    }

    /// The aliases of a hit, each once, in the order added.
    fn aliases(&mut self, hit: Hit) -> Vec<(u32, MatchKind)> {
        let mut aliases = Vec::new();
        for search in [&mut self.exact, &mut self.cased, &mut self.lower].into_iter().flatten() {
            search.all_at(&self.inner.pool, self.text, hit.start, hit.end, |record| {
                aliases.push((record.alias, record.traits().kind));
            });
        }
        aliases.sort_unstable();
        aliases.dedup_by_key(|alias| alias.0);
        aliases
    }

    /// Whether the hit is a blocker's, which another alias of the same surface does not undo.
    fn is_blocked(&mut self, hit: Hit) -> bool {
        self.inner.blockers && self.aliases(hit).iter().any(|alias| alias.1 == MatchKind::Blocker)
    }

    /// The next mention, with all its candidates. Calls `blocked` for each blocker on the way to it.
    pub(super) fn next_mention(&mut self, mut blocked: impl FnMut(Span)) -> Option<Mention> {
        loop {
            let hit = self.next_hit()?;
            let mut aliases = self.aliases(hit);
            if aliases.is_empty() || aliases.iter().any(|alias| alias.1 == MatchKind::Blocker) {
                blocked(Span::new(hit.start, hit.end));
                continue;
            }
            aliases.sort_by_key(|&(alias, kind)| (kind == MatchKind::Demonym, alias));
            let mut kinds = Vec::with_capacity(1);
            let mut candidates: Vec<Candidate> = Vec::with_capacity(1);
            for &(alias, kind) in &aliases {
                let entity = self.inner.entity_of[alias as usize];
                if entity != NO_ENTITY && candidates.iter().all(|known| known.entity != entity) {
                    candidates.push(Candidate { entity, score: 1.0, reason: reason(kind) });
                    kinds.push(kind);
                }
            }
            for (candidate, score) in candidates.iter_mut().zip(weigh(&kinds)) {
                candidate.score = score;
            }
            let (alias, kind) = aliases[0];
            let entity = winner(&kinds).map(|place| candidates[place].entity);
            let span = Span::new(hit.start, hit.end);
            return Some(Mention { span, entity, kind, candidates, alias, antecedent: None });
        }
    }
}

impl Iterator for Spans<'_, '_> {
    type Item = (Span, u32);

    #[inline]
    fn next(&mut self) -> Option<(Span, u32)> {
        loop {
            let hit = self.next_hit()?;
            if !self.is_blocked(hit) {
                return Some((Span::new(hit.start, hit.end), hit.alias));
            }
        }
    }
}
