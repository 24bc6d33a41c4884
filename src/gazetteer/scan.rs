//! Walking a text over the places where an alias may begin.

use std::cell::Cell;
use std::sync::Arc;

use super::batch::{Batch, Begin, len_of_char};
use super::hash::{extend, head};
use super::index::{DEEP, Index, Slot};
use super::kinds::MatchKind;
use super::pool::{Packed, Pool, Record};
use super::repeats::{Repeats, nothing_until};
use super::words::Words;

/// Matches of one index in one text, leftmost and longest first, from any position on.
///
/// The text is handed to every call instead of being kept, so that whoever owns a rewritten text can own its scan too;
/// it must be the same text each time.
#[derive(Debug)]
pub(super) struct Scan<'g> {
    index: &'g Index,
    pool: &'g Pool,
    words: Arc<Words>,
    /// The block of the bitmap to read next.
    block: usize,
    batch: Batch,
    next: usize,
    /// How many of the matches found ahead were taken.
    taken: usize,
    /// Whether anything was refused after the last match.
    asked: bool,
    repeats: Repeats,
}

/// An alias, and what it is where its index is known to have no other that is exactly the match. One number, for what is
/// written in parts and read in one piece is waited for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Found(u64);

impl Found {
    const SOLE: u64 = 1 << 40;

    fn new(record: &Record<'_>, sole: bool) -> Self {
        Self(u64::from(record.alias) | u64::from(record.packed.0) << 32 | if sole { Self::SOLE } else { 0 })
    }

    /// One of whose kind nothing is said.
    pub(super) const fn alias_alone(alias: u32) -> Self {
        Self(alias as u64)
    }

    #[inline(always)]
    pub(super) const fn alias(self) -> u32 {
        self.0 as u32
    }

    /// The alias's kind, if no other is exactly the match.
    #[inline(always)]
    pub(super) fn sole(self) -> Option<MatchKind> {
        (self.0 & Self::SOLE != 0).then(|| Packed((self.0 >> 32) as u8).kind())
    }
}

/// A match: the byte range in the text scanned, and the first alias in the order added that is exactly this.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) found: Found,
}

impl Hit {
    /// The same, further on.
    pub(super) const fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by, ..self }
    }
}

impl<'g> Scan<'g> {
    /// `words` are those of the text, of which a `lower` text is in lower case; all else happens on demand.
    #[inline(always)]
    pub(super) fn new(index: &'g Index, pool: &'g Pool, words: Arc<Words>, lower: bool) -> Self {
        Self {
            index,
            pool,
            words,
            block: 0,
            batch: Batch::new(lower),
            next: 0,
            taken: 0,
            asked: false,
            repeats: Repeats::default(),
        }
    }

    /// What the text is walked with.
    pub(super) fn walker(&self) -> Walker<'_> {
        Walker { index: self.index, pool: self.pool, words: &self.words }
    }

    /// The word bitmap of the text.
    pub(super) fn words(&self) -> &Arc<Words> {
        &self.words
    }

    /// The bitmap of all words, if nobody else has it.
    pub(super) fn into_words(self) -> Option<Words> {
        Arc::into_inner(self.words).map(Words::all)
    }

    /// The next of the matches that wait.
    #[inline(always)]
    pub(super) fn take(&mut self) -> Option<Hit> {
        let hit = self.batch.hits().get(self.taken).copied();
        self.taken += usize::from(hit.is_some());
        hit
    }

    /// Whether a match waits to be [taken](Self::take).
    #[inline(always)]
    pub(super) fn has_more(&self) -> bool {
        self.taken < self.batch.hits().len()
    }

    /// Finds the leftmost match that begins at `from` or later, and of those the longest; then the next one from its end on,
    /// as long as the text is already looked up, up to `most`. They replace those that wait; none is there after the last.
    /// `accept` is asked about an alias that stands in the text byte for byte, and may refuse it; it lowers `reach` to where
    /// the text searched says no more that its answers are the same again. `from` must not go back between calls.
    #[inline(never)]
    pub(super) fn look(
        &mut self,
        text: &str,
        mut from: usize,
        most: usize,
        reach: &Cell<usize>,
        mut accept: impl FnMut(&Record<'_>, usize, usize) -> bool,
    ) {
        let (bytes, longest) = (text.as_bytes(), self.index.longest());
        let walker = Walker { index: self.index, pool: self.pool, words: &self.words };
        let (_, hits) = self.batch.parts();
        hits.clear();
        self.taken = 0;
        // What the text repeats is not searched again.
        let mut place = loop {
            let place = self.repeats.place(bytes, from);
            let known = self.repeats.in_run(from).or_else(|| self.repeats.answer(bytes, place, longest));
            let Some(hit) = known else { break place };
            hits.push(hit);
            from = hit.end;
            if hits.len() == most {
                return;
            }
        };
        if !hits.is_empty() {
            return;
        }
        loop {
            let (begins, hits) = self.batch.parts();
            let mut next = self.next;
            while let Some(begin) = begins.get(next) {
                if begin.start >= from
                    && let Some(hit) = walker.longest(text, begin, &mut |record, start, end| {
                        self.asked = true;
                        accept(record, start, end)
                    })
                {
                    self.repeats.note(place, hit, reach.replace(usize::MAX));
                    hits.push(hit);
                    (from, self.asked) = (hit.end, false);
                    place = self.repeats.place(bytes, from);
                    if hits.len() == most || place.is_known() {
                        // A caller may ask again for what begins here, so this beginning is not used up.
                        self.next = next;
                        return;
                    }
                }
                next += 1;
            }
            self.next = next;
            if !hits.is_empty() || self.block >= self.words.blocks() {
                return;
            }
            // What lies wholly before `from` need not be looked at, nor what repeats a text without any alias.
            let nothing = match std::mem::take(&mut self.asked) {
                true => 0,
                false => nothing_until(self.batch.places(), bytes, from, longest),
            };
            self.block = self.block.max(from.max(nothing) / 64);
            self.block = self.batch.fill(self.index, self.pool, text, &self.words, self.block);
            self.next = 0;
        }
    }

    /// Every accepted match from the scan's beginning on, also those that lie in others.
    pub(super) fn every(
        &mut self,
        text: &str,
        mut accept: impl FnMut(&Record<'_>, usize, usize) -> bool,
        mut visit: impl FnMut(usize, usize),
    ) {
        let walker = Walker { index: self.index, pool: self.pool, words: &self.words };
        loop {
            while let Some(begin) = self.batch.parts().0.get(self.next) {
                let mut walk = walker.walk(begin.start, begin.end, begin.hash, begin.slot);
                loop {
                    for record in self.index.ending(self.pool, walk.slot) {
                        let (start, end) = (walk.start, walk.start + record.text.len());
                        if end >= walk.end
                            && text.as_bytes()[start..].starts_with(record.text)
                            && self.words.is_boundary(end)
                            && accept(&record, start, end)
                        {
                            visit(start, end);
                        }
                    }
                    if walk.is_deep() {
                        let start = walk.start;
                        self.index.deep_prefixes(self.pool, walk.hash, &text.as_bytes()[start..], &mut |record| {
                            let end = start + record.text.len();
                            if self.words.is_boundary(end) && accept(&record, start, end) {
                                visit(start, end);
                            }
                            false
                        });
                    }
                    if !walker.step(text, &mut walk, usize::MAX) {
                        break;
                    }
                }
                self.next += 1;
            }
            if self.block >= self.words.blocks() {
                return;
            }
            self.block = self.batch.fill(self.index, self.pool, text, &self.words, self.block);
            self.next = 0;
        }
    }
}

/// What a walk asks.
#[derive(Clone, Copy)]
pub(super) struct Walker<'s> {
    pub(super) index: &'s Index,
    pub(super) pool: &'s Pool,
    pub(super) words: &'s Words,
}

impl Walker<'_> {
    /// Every record that is exactly `start..end` of the text, in the order added.
    pub(super) fn all_at(&self, text: &str, start: usize, end: usize, mut visit: impl FnMut(Record<'_>)) {
        let bytes = text.as_bytes();
        if start >= end || !self.words.is_boundary(start) || !self.words.is_boundary(end) {
            return;
        }
        if !self.index.openings().may_hold(opening_at(bytes, start)) {
            return;
        }
        let mut first = self.words.word_end(start);
        if first == start {
            first += len_of_char(bytes[start]);
        }
        let hash = self.index.hash_first(head(bytes, start, first), bytes, start, first);
        let slot = self.index.slot(hash);
        if slot.is_empty() {
            return;
        }
        let mut walk = self.walk(start, first, hash, slot);
        loop {
            let all = |record: &Record<'_>| *record.text == bytes[start..end];
            self.index.ending(self.pool, walk.slot).filter(all).for_each(&mut visit);
            if walk.is_deep() {
                self.index.deep_prefixes(self.pool, walk.hash, &bytes[start..end], &mut |record| {
                    let all = record.text.len() == end - start;
                    if all {
                        visit(record);
                    }
                    !all
                });
            }
            if !self.step(text, &mut walk, end) {
                return;
            }
        }
    }

    /// The longest accepted alias that begins at `begin`.
    #[inline(always)]
    fn longest(
        &self,
        text: &str,
        begin: &Begin,
        accept: &mut impl FnMut(&Record<'_>, usize, usize) -> bool,
    ) -> Option<Hit> {
        // Most are one word, which by itself is or is not an alias.
        if begin.second().is_none() && self.words.is_word(begin.start) {
            let walk = self.walk(begin.start, begin.end, begin.hash, begin.slot);
            return self.stands(text, &walk, accept);
        }
        let (end, found) = self.longest_of_several(text, begin, accept);
        (end != 0).then_some(Hit { start: begin.start, end, found })
    }

    /// The same but for its start where more than one point is to be looked at; the end is 0 where there is none. Two
    /// numbers are handed over in registers: a match in memory would be waited for each time.
    #[inline(never)]
    fn longest_of_several(
        &self,
        text: &str,
        begin: &Begin,
        accept: &mut impl FnMut(&Record<'_>, usize, usize) -> bool,
    ) -> (usize, Found) {
        let mut walk = self.walk(begin.start, begin.end, begin.hash, begin.slot);
        // What ends at a later point is always longer than what ends at an earlier one.
        let mut ends = [None; DEEP];
        let mut second = begin.second();
        loop {
            if walk.slot.ends() {
                ends[walk.points - 1] = Some(walk);
            }
            if walk.is_deep()
                && let Some(hit) = self.deep(text, &walk, accept)
            {
                return (hit.end, hit.found);
            }
            // What the batch knows of the second point need not be looked up again.
            let goes_on = match second.take() {
                Some((end, hash)) => Self::step_to(&mut walk, end, hash, begin.then),
                None => self.step(text, &mut walk, usize::MAX),
            };
            if !goes_on {
                break;
            }
        }
        let hit = ends.iter().rev().flatten().find_map(|walk| self.stands(text, walk, accept));
        hit.map_or((0, Found::default()), |hit| (hit.end, hit.found))
    }

    /// The longest accepted alias that has its last point where the walk is.
    ///
    /// That its bytes stand in the text makes it a match, whatever its hash: the other two tests only see to it that a
    /// hash met by chance cannot let a part of a word through, or a short alias before a longer one.
    #[inline(always)]
    fn stands(
        &self,
        text: &str,
        walk: &Walk,
        accept: &mut impl FnMut(&Record<'_>, usize, usize) -> bool,
    ) -> Option<Hit> {
        let start = walk.start;
        for record in self.index.ending(self.pool, walk.slot) {
            let end = start + record.text.len();
            if end >= walk.end
                && self.pool.stands(&record, text.as_bytes(), start)
                && (end == walk.end || self.words.is_boundary(end))
                && accept(&record, start, end)
            {
                return Some(Hit { start, end, found: Found::new(&record, !walk.slot.is_several()) });
            }
        }
        None
    }

    /// The longest accepted alias that goes on beyond the points of the table.
    fn deep(&self, text: &str, walk: &Walk, accept: &mut impl FnMut(&Record<'_>, usize, usize) -> bool) -> Option<Hit> {
        let start = walk.start;
        let mut hit = None;
        self.index.deep_prefixes(self.pool, walk.hash, &text.as_bytes()[start..], &mut |record| {
            let end = start + record.text.len();
            let found = self.words.is_boundary(end) && accept(&record, start, end);
            if found {
                hit = Some(Hit { start, end, found: Found::new(&record, false) });
            }
            found
        });
        hit
    }

    /// Goes on to the next point of the text if some alias goes on there, and the point does not lie past `limit`.
    #[inline]
    fn step(&self, text: &str, walk: &mut Walk, limit: usize) -> bool {
        if !walk.slot.goes_on() || walk.points == DEEP {
            return false;
        }
        let bytes = text.as_bytes();
        let limit = limit.min(bytes.len()).min(walk.start + self.index.longest());
        if walk.end >= limit {
            return false;
        }
        let end = if walk.leading && !self.words.is_word(walk.end) {
            walk.end + len_of_char(bytes[walk.end])
        } else {
            walk.leading = false;
            let Some(start) = self.words.word_start(walk.end, limit) else { return false };
            self.words.word_end(start)
        };
        if end > limit {
            return false;
        }
        let hash = extend(walk.hash, bytes, walk.end, end);
        Self::step_to(walk, end, hash, self.index.slot(hash))
    }

    /// Goes on to the point at `end`, given its hash and slot, if some alias has it.
    #[inline(always)]
    fn step_to(walk: &mut Walk, end: usize, hash: u64, slot: Slot) -> bool {
        (walk.end, walk.hash, walk.slot, walk.points) = (end, hash, slot, walk.points + 1);
        !slot.is_empty()
    }

    #[inline(always)]
    fn walk(&self, start: usize, end: usize, hash: u64, slot: Slot) -> Walk {
        Walk { start, end, hash, slot, points: 1, leading: !self.words.is_word(start) }
    }
}

/// The four bytes at a place, the first lowest; zeros past the end.
fn opening_at(bytes: &[u8], at: usize) -> u32 {
    match bytes[at..] {
        [one, two, three, four, ..] => u32::from_le_bytes([one, two, three, four]),
        [one, two, three] => u32::from_le_bytes([one, two, three, 0]),
        [one, two] => u32::from_le_bytes([one, two, 0, 0]),
        [one] => u32::from(one),
        [] => 0,
    }
}

/// A walk over the points of the text from one beginning.
#[derive(Debug, Clone, Copy)]
struct Walk {
    start: usize,
    end: usize,
    hash: u64,
    slot: Slot,
    /// How many points it has passed.
    points: usize,
    /// No word has been met yet, so each mark is a point.
    leading: bool,
}

impl Walk {
    /// Whether the table ends here and some alias goes on.
    #[inline]
    const fn is_deep(&self) -> bool {
        self.points == DEEP && self.slot.goes_on()
    }
}
