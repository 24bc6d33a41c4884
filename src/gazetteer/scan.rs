//! Walking a text over the points where an alias may begin.
//!
//! The work is staged, a batch of beginnings at a time: find them in the bitmap, throw out by their first two bytes
//! what begins no alias, hash the first piece and ask the Bloom filter, fetch the slots of the rest. Only then comes
//! the part that branches. Within a batch the fetches do not depend on each other, so the processor has many cache
//! misses under way at once; that is most of the speed with large gazetteers.

use super::hash::extend;
use super::index::{Index, Slot};
use super::pool::{Pool, Record};
use super::words::{Words, gather};

/// Beginnings handled together. Enough to hide the cache misses, few enough to stay in the first-level cache.
const BATCH: usize = 128;

/// A place where an alias may begin.
#[derive(Debug, Clone, Copy, Default)]
struct Begin {
    start: usize,
    /// End of the first piece: of the word, or of the mark.
    end: usize,
    hash: u64,
}

/// Matches of one index in one text, leftmost and longest first, from any position on.
///
/// The text is handed to every call instead of being kept, so that whoever owns a rewritten text can own its scan too;
/// it must be the same text each time.
#[derive(Debug)]
pub(super) struct Scan<'g> {
    index: &'g Index,
    pool: &'g Pool,
    words: Words,
    /// The block of the bitmap to read next.
    block: usize,
    batch: Box<Batch>,
    next: usize,
    filled: usize,
}

#[derive(Debug)]
struct Batch {
    starts: [usize; BATCH + 64],
    begins: [Begin; BATCH + 64],
    homes: [Slot; BATCH + 64],
}

/// A match: the byte range in the text scanned, and the first alias in the order added that is exactly this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) alias: u32,
}

impl<'g> Scan<'g> {
    /// Reads the text once for its word bitmap; the rest happens on demand.
    pub(super) fn new(index: &'g Index, pool: &'g Pool, text: &str) -> Self {
        let batch = Box::new(Batch {
            starts: [0; BATCH + 64],
            begins: [Begin::default(); BATCH + 64],
            homes: [Slot::default(); BATCH + 64],
        });
        Self { index, pool, words: Words::new(text), block: 0, batch, next: 0, filled: 0 }
    }

    /// The leftmost match that begins at `from` or later, and of those the longest. `accept` is asked about an alias
    /// that stands in the text byte for byte, and may refuse it. `from` must not go back between calls.
    #[inline]
    pub(super) fn next_from(
        &mut self,
        text: &str,
        from: usize,
        mut accept: impl FnMut(Record<'_>, usize, usize) -> bool,
    ) -> Option<Hit> {
        loop {
            while self.next < self.filled {
                let begin = self.batch.begins[self.next];
                let home = self.batch.homes[self.next];
                self.next += 1;
                if begin.start < from {
                    continue;
                }
                if let Some(slot) = self.index.slot(begin.hash, home)
                    && let Some(hit) = self.longest(text, begin, slot, &mut accept)
                {
                    // A caller may ask again for what begins here, so this beginning is not used up.
                    self.next -= 1;
                    return Some(hit);
                }
            }
            if self.block >= self.words.blocks() {
                return None;
            }
            // What lies wholly before `from` need not be looked at.
            self.block = self.block.max(from / 64);
            self.fill(text);
        }
    }

    /// Fills the next batch.
    fn fill(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let Batch { starts, begins: kept_begins, homes } = &mut *self.batch;
        let mut count = 0;
        while count < BATCH && self.block < self.words.blocks() {
            let base = self.block * 64;
            let word = self.words.block(self.block);
            let before = if self.block == 0 { 0 } else { self.words.block(self.block - 1) >> 63 };
            let mut begins = word & !(word << 1 | before);
            if let Some(marks) = self.index.marks() {
                begins |= marks_in(bytes, base, marks) & !word;
            }
            while begins != 0 {
                let start = base + begins.trailing_zeros() as usize;
                begins &= begins - 1;
                starts[count] = start;
                let is_mark = !self.words.is_word(start);
                count += usize::from(is_mark | self.index.may_begin(bytes, start));
            }
            self.block += 1;
        }
        let mut kept = 0;
        for &start in &starts[..count] {
            let mut end = self.words.word_end(start);
            if end == start {
                end += len_of_char(bytes[start]);
            }
            let hash = self.index.hash_first(bytes, start, end);
            kept_begins[kept] = Begin { start, end, hash };
            kept += usize::from(self.index.may_hold_first(hash));
        }
        for (home, begin) in homes[..kept].iter_mut().zip(kept_begins) {
            *home = self.index.home(begin.hash);
        }
        self.next = 0;
        self.filled = kept;
    }

    /// The longest accepted alias that begins at `begin`.
    fn longest(
        &self,
        text: &str,
        begin: Begin,
        slot: Slot,
        accept: &mut impl FnMut(Record<'_>, usize, usize) -> bool,
    ) -> Option<Hit> {
        let mut walk = self.walk(begin, slot);
        // Longer points first: what ends at a later point is always longer than what ends at an earlier one. Two points
        // are the common case; more are kept aside in order.
        let mut ends: [Option<Slot>; 4] = [None; 4];
        let mut more: Vec<Slot> = Vec::new();
        let mut count = 0;
        loop {
            if walk.slot.ends() {
                match ends.get_mut(count) {
                    Some(place) => *place = Some(walk.slot),
                    None => more.push(walk.slot),
                }
                count += 1;
            }
            if !self.step(text, &mut walk, usize::MAX) {
                break;
            }
        }
        more.into_iter().rev().chain(ends.into_iter().rev().flatten()).find_map(|slot| {
            let found = self.index.ending(self.pool, slot).find(|record| {
                let end = begin.start + record.text.len();
                self.stands(text, *record, begin.start) && accept(*record, begin.start, end)
            })?;
            Some(Hit { start: begin.start, end: begin.start + found.text.len(), alias: found.alias })
        })
    }

    /// Every record that is exactly `start..end` of the text, in the order added.
    pub(super) fn all_at(&self, text: &str, start: usize, end: usize, mut visit: impl FnMut(Record<'_>)) {
        let bytes = text.as_bytes();
        if start >= end || !self.words.is_boundary(start) {
            return;
        }
        let mut first = self.words.word_end(start);
        if first == start {
            first += len_of_char(bytes[start]);
        }
        let hash = self.index.hash_first(bytes, start, first);
        let Some(slot) = self.index.slot(hash, self.index.home(hash)) else { return };
        let mut walk = self.walk(Begin { start, end: first, hash }, slot);
        loop {
            for record in self.index.ending(self.pool, walk.slot) {
                if record.text.len() == end - start && self.stands(text, record, start) {
                    visit(record);
                }
            }
            if !self.step(text, &mut walk, end) {
                return;
            }
        }
    }

    /// Goes on to the next point of the text if some alias goes on there, and the point does not lie past `limit`.
    #[inline]
    fn step(&self, text: &str, walk: &mut Walk, limit: usize) -> bool {
        if !walk.slot.goes_on() {
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
        walk.hash = extend(walk.hash, bytes, walk.end, end);
        walk.end = end;
        match self.index.slot(walk.hash, self.index.home(walk.hash)) {
            Some(slot) => {
                walk.slot = slot;
                true
            }
            None => false,
        }
    }

    /// Whether the record's bytes stand at `start`. That they end at a boundary needs no test: their last point does,
    /// and a tail ends in a mark.
    #[inline]
    fn stands(&self, text: &str, record: Record<'_>, start: usize) -> bool {
        text.as_bytes()[start..].starts_with(record.text)
    }

    fn walk(&self, begin: Begin, slot: Slot) -> Walk {
        let leading = !self.words.is_word(begin.start);
        Walk { start: begin.start, end: begin.end, hash: begin.hash, slot, leading }
    }
}

/// A walk over the points of the text from one beginning.
#[derive(Debug, Clone, Copy)]
struct Walk {
    start: usize,
    end: usize,
    hash: u64,
    slot: Slot,
    /// No word has been met yet, so each mark is a point.
    leading: bool,
}

/// Which bytes of a block are among the marks that begin an alias.
fn marks_in(bytes: &[u8], base: usize, marks: &[u8; 256]) -> u64 {
    let mut flags = [0; 64];
    for (flag, &byte) in flags.iter_mut().zip(&bytes[base.min(bytes.len())..]) {
        *flag = marks[usize::from(byte)];
    }
    gather(&flags)
}

/// Length of the character that begins with this byte.
#[inline]
const fn len_of_char(first: u8) -> usize {
    match first {
        0..0xc0 => 1,
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}
