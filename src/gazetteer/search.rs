//! One table searched in one form of a text, its hits given where they stand in the raw one.

use std::cell::Cell;
use std::sync::Arc;

use super::capitals::Capitals;
use super::fold::Folded;
use super::index::Index;
use super::pool::{Pool, Record};
use super::scan::{Hit, Scan};
use super::tongue::Tongue;
use super::words::Words;

/// Hits found in one go where no other search has a say.
const AHEAD: usize = 32;

/// One index searched in one form of the text, hits given in offsets of the raw text.
#[derive(Debug)]
pub(super) struct Search<'g> {
    pub(super) scan: Scan<'g>,
    pub(super) folded: Option<Folded>,
    pub(super) capitals: Capitals,
    /// The next hit, once known.
    peeked: Option<Hit>,
    /// Where that hit stands in the text searched; the search mostly goes on at its end.
    pub(super) place: (usize, usize),
    /// What [`Folded::next_range_to_raw`] remembers.
    turn: usize,
    /// Whether all stands in the text searched where it stands in the raw one.
    straight: bool,
    /// Up to where what was refused after the last hit is refused again in the same text.
    reach: usize,
    /// Whether the text searched has all characters where the text with its capitals has them.
    pub(super) aligned: bool,
    done: bool,
    pub(super) tongue: Tongue<'g>,
}

impl<'g> Search<'g> {
    #[inline]
    pub(super) fn new(
        index: &'g Index,
        pool: &'g Pool,
        text: &str,
        folded: Option<Folded>,
        tongue: Tongue<'g>,
    ) -> Self {
        let searched = folded.as_ref().map_or(text, Folded::text);
        let words = Words::new(searched).sieve(searched, &index.openings);
        let scan = Scan::new(index, pool, words.into(), false);
        Self::with_scan(scan, folded, tongue, false)
    }

    /// With a scan of the text searched, which is `aligned` if it has all characters where the text with its capitals has them.
    #[inline(always)]
    pub(super) fn with_scan(scan: Scan<'g>, folded: Option<Folded>, tongue: Tongue<'g>, aligned: bool) -> Self {
        let capitals = Capitals::default();
        let straight = folded.as_ref().is_none_or(Folded::is_straight);
        Self {
            scan,
            folded,
            capitals,
            peeked: None,
            place: (0, 0),
            turn: 0,
            straight,
            reach: usize::MAX,
            aligned,
            done: false,
            tongue,
        }
    }

    /// The search of `index` in the same text folded to lower case.
    pub(super) fn lowered(&self, index: &'g Index, pool: &'g Pool) -> Option<Self> {
        let folded = self.folded.as_ref()?.lowered()?;
        let scan = Scan::new(index, pool, Arc::clone(self.scan.words()), true);
        Some(Self::with_scan(scan, Some(folded), self.tongue, true))
    }

    /// Whether the text is known to hold none of the aliases of `lower`, which are sought in any case.
    pub(super) fn has_no_lower(&self, lower: &Index) -> bool {
        // What begins with a mark is in no list of words.
        lower.marks().is_none() && self.scan.words().picked(true).is_some_and(<[u32]>::is_empty)
    }

    /// The leftmost-longest hit from `from` on.
    #[inline]
    pub(super) fn peek(&mut self, text: &str, from: usize) -> Option<Hit> {
        if self.done || self.peeked.is_some_and(|hit| hit.start >= from) {
            return self.peeked;
        }
        self.next(text, from)
    }

    #[inline(never)]
    fn next(&mut self, text: &str, from: usize) -> Option<Hit> {
        let begin = match (&self.folded, self.peeked) {
            (None, _) => from,
            (_, Some(last)) if last.end == from => self.place.1,
            (Some(folded), _) => folded.to_folded(from),
        };
        self.look(text, begin, 1);
        self.peeked = self.take(text);
        self.done = self.peeked.is_none();
        self.peeked
    }

    /// The next of this search's own hits, each sought from the end of the one before: for who asks for nothing else.
    #[inline]
    pub(super) fn next_in_turn(&mut self, text: &str) -> Option<Hit> {
        if !self.scan.has_more() {
            self.look(text, self.place.1, AHEAD);
        }
        self.take(text)
    }

    /// The next hit of those that [`look`](Self::look) found.
    #[inline(always)]
    fn take(&mut self, text: &str) -> Option<Hit> {
        let mut hit = self.scan.take()?;
        self.place = (hit.start, hit.end);
        if !self.straight {
            (hit.start, hit.end) = self.raw(text);
        }
        Some(hit)
    }

    /// Where the hit at [`place`](Self::place) stands in the raw text.
    #[inline(never)]
    fn raw(&mut self, text: &str) -> (usize, usize) {
        let (start, end) = self.place;
        let folded = self.folded.as_ref();
        folded.map_or((start, end), |folded| folded.next_range_to_raw(text, start, end, &mut self.turn))
    }

    /// Has the scan look for hits from a place in the text searched.
    #[inline(always)]
    fn look(&mut self, text: &str, from: usize, most: usize) {
        let Self { scan, folded, capitals, tongue, .. } = self;
        let folded = folded.as_ref();
        let reach = Cell::new(self.reach);
        scan.look(folded.map_or(text, Folded::text), from, most, &reach, |record, start, end| {
            tongue.speaks(record.alias)
                && (!record.is_in_capitals() || stands_in_capitals(text, folded, capitals, &reach, start, end))
        });
        self.reach = reach.get();
    }

    /// Whether a hit of this search is where [`all_at`](Self::all_at) looks for it: the text searched has the places of the raw
    /// one, or of the one with capitals.
    #[inline(always)]
    pub(super) fn keeps_places(&self) -> bool {
        self.aligned || self.folded.is_none()
    }

    /// Every alias that may stand at exactly this range of the raw text. `place` is where it stands in the text with its
    /// capitals, for who knows.
    pub(super) fn all_at(
        &mut self,
        text: &str,
        (start, end): (usize, usize),
        place: Option<(usize, usize)>,
        mut visit: impl FnMut(Record<'_>),
    ) {
        let Self { scan, folded, capitals, tongue, .. } = self;
        let (searched, (from, to)) = match (folded, place.filter(|_| self.aligned)) {
            (None, _) => (text, (start, end)),
            (Some(folded), Some(place)) => (folded.text(), place),
            (Some(folded), None) => {
                let (from, to) = (folded.to_folded(start), folded.to_folded(end));
                if folded.range_to_raw(text, from, to) != (start, end) {
                    return;
                }
                (folded.text(), (from, to))
            }
        };
        scan.walker().all_at(searched, from, to, |record| {
            if tongue.speaks(record.alias) && (!record.is_in_capitals() || capitals.hold(text, start, end)) {
                visit(record);
            }
        });
    }
}

/// Whether an alias in capitals that stands at `start..end` of the text searched counts there: where the raw text around is
/// in capitals, too. `reach` learns up to where in the text searched the answer is the same.
#[inline(never)]
fn stands_in_capitals(
    text: &str,
    folded: Option<&Folded>,
    capitals: &mut Capitals,
    reach: &Cell<usize>,
    start: usize,
    end: usize,
) -> bool {
    let (start, end) = folded.map_or((start, end), |folded| folded.range_to_raw(text, start, end));
    let holds = capitals.hold(text, start, end);
    let until = if holds { capitals.until(end) } else { 0 };
    reach.set(reach.get().min(folded.map_or(until, |folded| folded.to_folded(until))));
    holds
}
