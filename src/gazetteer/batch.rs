//! A batch of places where an alias may begin, found in stages.
//!
//! Find the beginnings in the bitmap; throw out by their first four bytes, then by their first eight, those that begin no
//! alias; hash the first piece and ask the Bloom filter; hash the piece after and ask again; look up the slots of the rest.
//! Only what gets through is walked, with all its branches. Within a stage the fetches do not depend on each other, so the
//! processor has many cache misses under way at once; that is most of the speed with large gazetteers.

use std::cell::Cell;

use super::hash::{extend, extend_short, head};
use super::index::{Index, Slot};
use super::pool::Pool;
use super::scan::Hit;
use super::sets::WINDOW;
use super::vector::window;
use super::words::{Onward, Words};
use crate::text::gather;

/// Beginnings handled together. Enough to hide the cache misses, few enough to stay in the first-level cache.
const BATCH: usize = 128;

/// Room for a batch and what the block that fills it may add: a power of two, so that no place in it needs checking.
const ROOM: usize = 256;

/// Most blocks that a batch looks at, so that places in it are small numbers.
const MOST_BLOCKS: usize = 1 << 20;

/// A first piece: a word, or a mark; its places are those in the batch.
#[derive(Debug, Clone, Copy, Default)]
struct First {
    /// With [`ALONE`].
    start: u32,
    end: u32,
    /// Its head, then its hash.
    hash: u64,
}

/// Set in the start of a first piece that counts without a second point: that may be all points of an alias, or is a mark.
const ALONE: u32 = 1 << 31;

/// The second point after a [`First`]; its end is 0 where no alias is so long.
#[derive(Debug, Clone, Copy, Default)]
struct Second {
    end: u32,
    hash: u64,
}

/// A place where an alias may begin.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Begin {
    pub(super) start: usize,
    /// End of the first piece: of the word, or of the mark.
    pub(super) end: usize,
    pub(super) hash: u64,
    /// What the index knows of the first piece.
    pub(super) slot: Slot,
    /// End of the second point, 0 for none; and its hash.
    second: (usize, u64),
    /// What the index knows of that.
    pub(super) then: Slot,
}

impl Begin {
    /// End and hash of the second point, unless no alias has it; `None` for one that begins with a mark.
    #[inline]
    pub(super) fn second(&self) -> Option<(usize, u64)> {
        (self.second.0 != 0).then_some(self.second)
    }
}

/// See the module. The early stages work on the front of their list and leave there what they keep.
#[derive(Debug)]
pub(super) struct Batch {
    lists: Lists,
    /// Whether its aliases are sought in lower case.
    lower: bool,
    /// Where in the text it begins.
    base: usize,
    places: usize,
    filled: usize,
}

/// The memory of a batch. What stands in it before [`Batch::fill`] is of no account.
#[derive(Debug, Default)]
struct Lists {
    // Invariant: ROOM of each but hits, once a batch has them.
    starts: Vec<usize>,
    firsts: Vec<First>,
    seconds: Vec<Second>,
    begins: Vec<Begin>,
    hits: Vec<Hit>,
}

/// Most batches whose memory a thread keeps: those of the searches that one text needs.
const MOST_SPARE: usize = 4;

thread_local! {
    /// The memory of batches before: many texts are short, and clearing it would cost as much as searching them.
    static SPARE: Cell<Vec<Lists>> = const { Cell::new(Vec::new()) };
}

impl Drop for Batch {
    fn drop(&mut self) {
        if self.lists.starts.is_empty() {
            return;
        }
        SPARE.with(|kept| {
            let mut spare = kept.take();
            if spare.len() < MOST_SPARE {
                spare.push(std::mem::take(&mut self.lists));
            }
            kept.set(spare);
        });
    }
}

impl Lists {
    /// The memory of a batch before, or new one.
    fn again() -> Self {
        let spare = SPARE.with(|kept| {
            let mut spare = kept.take();
            let lists = spare.pop();
            kept.set(spare);
            lists
        });
        let mut lists = spare.unwrap_or_else(|| Self {
            starts: vec![0; ROOM],
            firsts: vec![First::default(); ROOM],
            seconds: vec![Second::default(); ROOM],
            begins: vec![Begin::default(); ROOM],
            hits: Vec::new(),
        });
        lists.hits.clear();
        lists
    }
}

impl Batch {
    /// An empty batch, of words that begin aliases which are sought in any case if it is `lower`.
    pub(super) fn new(lower: bool) -> Self {
        Self { lists: Lists::default(), lower, base: 0, places: 0, filled: 0 }
    }

    /// The beginnings, and the matches found.
    #[inline(always)]
    pub(super) fn parts(&mut self) -> (&[Begin], &mut Vec<Hit>) {
        (&self.lists.begins[..self.filled], &mut self.lists.hits)
    }

    /// The matches found, until the next ones replace them.
    #[inline(always)]
    pub(super) fn hits(&self) -> &[Hit] {
        &self.lists.hits
    }

    /// The places that were looked at when it was filled: all where an alias may begin, and others.
    pub(super) fn places(&self) -> &[usize] {
        &self.lists.starts[..self.places]
    }

    /// Replaces the batch by the next one, from `block` of the bitmap on; gives the block after it.
    pub(super) fn fill(&mut self, index: &Index, pool: &Pool, text: &str, words: &Words, block: usize) -> usize {
        let bytes = text.as_bytes();
        if self.lists.starts.is_empty() {
            self.lists = Lists::again();
        }
        if let Some(picked) = words.picked(self.lower).filter(|_| index.marks().is_none()) {
            let from = picked.partition_point(|&at| (at as usize) < block * 64);
            return self.fill_picked(index, pool, bytes, words, &picked[from..]).unwrap_or(words.blocks());
        }
        self.base = block * 64;
        let part = Part { rest: bytes.get(self.base..).unwrap_or_default(), words: words.onward(block) };
        let (count, next) = self.find_starts(index, bytes, words, block);
        self.places = count;
        let count = self.keep_begun(index, part, count);
        let count = self.hash_first(index, part, count);
        let count = self.add_second(index, part, count);
        self.filled = look_up(index, pool, words, &mut self.lists.begins[..count]);
        next
    }

    /// The same from a list of words most of which begin an alias; gives the block after the last, unless the list ends there.
    #[inline(never)]
    fn fill_picked(
        &mut self,
        index: &Index,
        pool: &Pool,
        bytes: &[u8],
        words: &Words,
        picked: &[u32],
    ) -> Option<usize> {
        let Lists { starts, begins, .. } = &mut self.lists;
        let mut block = usize::MAX;
        let mut count = 0;
        for (place, (begin, &start)) in starts.iter_mut().zip(begins.iter_mut().zip(picked)) {
            let start = start as usize;
            if count >= BATCH && start >= block * 64 {
                break;
            }
            block = start / 64 + 1;
            (*place, count) = (start, count + 1);
            let end = words.word_end(start);
            let hash = index.hash_first(head(bytes, start, end), bytes, start, end);
            index.fetch(hash);
            let to = words.next_word(end).1;
            let near = to - start <= index.longest();
            let then = if near { extend(hash, bytes, end, to) } else { hash };
            index.fetch(then);
            *begin = Begin { start, end, hash, second: (to * usize::from(near), then), ..Begin::default() };
        }
        self.places = count;
        self.filled = look_up(index, pool, words, &mut begins[..count]);
        (count < picked.len()).then_some(block)
    }

    // Each stage is a function by itself, so that its loop has all registers.

    /// The places whose first four bytes may begin an alias.
    #[inline(never)]
    fn find_starts(&mut self, index: &Index, bytes: &[u8], words: &Words, mut block: usize) -> (usize, usize) {
        let openings = index.openings();
        let mut count = 0;
        let Some(kept) = self.lists.starts.first_chunk_mut::<ROOM>() else { return (0, words.blocks()) };
        let mut end = [0; WINDOW];
        let (blocks, likely) = words.blocks_from(block);
        for (nth, &word) in blocks.iter().take(MOST_BLOCKS).enumerate() {
            let base = block * 64;
            let rest = bytes.get(base..).unwrap_or_default();
            let mut starts = likely.get(nth).copied().unwrap_or_else(|| words.starts(block));
            if let Some(marks) = index.marks() {
                starts |= marks_in(rest, marks) & !word;
            }
            openings.sift(window(rest, &mut end), starts, |at, may| {
                kept[count % ROOM] = base + at;
                count += usize::from(may);
            });
            block += 1;
            if count >= BATCH {
                break;
            }
        }
        (count, block)
    }

    /// Of those the ones whose first piece may begin an alias by its first eight bytes.
    #[inline(never)]
    fn keep_begun(&mut self, index: &Index, Part { rest, words }: Part<'_>, count: usize) -> usize {
        let Lists { starts, firsts, .. } = &mut self.lists;
        let Some(firsts) = firsts.first_chunk_mut::<ROOM>() else { return 0 };
        let mut kept = 0;
        for &start in &starts[..count] {
            let start = (start - self.base) as u32;
            let (mut end, mut alone) = (words.word_end(start), 0);
            if end == start {
                end += len_of_char(rest[start as usize]) as u32;
                alone = ALONE;
            }
            let head = head(rest, start as usize, end as usize);
            firsts[kept % ROOM] = First { start: start | alone, end, hash: head };
            kept += usize::from(index.may_begin(head));
        }
        kept
    }

    /// Of those the ones whose first piece may begin an alias, and its hash.
    #[inline(never)]
    fn hash_first(&mut self, index: &Index, Part { rest, .. }: Part<'_>, count: usize) -> usize {
        let Some(firsts) = self.lists.firsts.first_chunk_mut::<ROOM>() else { return 0 };
        for first in &mut firsts[..count] {
            let start = first.start & !ALONE;
            first.hash = index.hash_first(first.hash, rest, start as usize, first.end as usize);
            index.first.fetch(first.hash);
        }
        // By itself this loop is so short that many of the set's answers are on their way at once.
        let mut kept = 0;
        for at in 0..count {
            let First { start, end, hash } = firsts[at % ROOM];
            let (may_begin, may_end) = index.may_hold_first(hash);
            firsts[kept % ROOM] = First { start: start | u32::from(may_end) << 31, end, hash };
            kept += usize::from(may_begin);
        }
        kept
    }

    /// Of those the ones that may be all of an alias by themselves, or with the piece after them its first two points. What
    /// begins with a mark is not looked at further.
    #[inline(never)]
    fn add_second(&mut self, index: &Index, Part { rest, words }: Part<'_>, count: usize) -> usize {
        let Lists { firsts, seconds, begins, .. } = &mut self.lists;
        let (Some(firsts), Some(seconds), Some(begins)) =
            (firsts.first_chunk_mut::<ROOM>(), seconds.first_chunk_mut::<ROOM>(), begins.first_chunk_mut::<ROOM>())
        else {
            return 0;
        };
        for (second, &First { start, end, hash }) in seconds.iter_mut().zip(&firsts[..count]) {
            let to = words.next_end(end);
            *second = match extend_short(hash, rest, end, to) {
                Some(hash) => Second { end: to, hash },
                None => far_second(hash, rest, [start & !ALONE, end, to], index.longest()),
            };
            index.second.fetch(second.hash);
        }
        // A short loop by itself, as above.
        let mut kept = 0;
        for (&first, &second) in firsts[..count].iter().zip(&*seconds) {
            let goes_on = second.end != 0 && index.may_hold_second(second.hash);
            let end = |end: u32| self.base + end as usize;
            let begin = &mut begins[kept % ROOM];
            (begin.start, begin.end, begin.hash) = (end(first.start & !ALONE), end(first.end), first.hash);
            begin.second = (end(second.end) * usize::from(goes_on), second.hash);
            kept += usize::from(goes_on | (first.start & ALONE != 0));
        }
        // The homes are asked for in one go, and those of second points with them.
        for begin in &begins[..kept] {
            index.fetch(begin.hash);
            if begin.second.0 != 0 {
                index.fetch(begin.second.1);
            }
        }
        kept
    }
}

/// The second point where it is not within sixteen bytes or at the end of the text.
#[cold]
fn far_second(hash: u64, rest: &[u8], [start, end, to]: [u32; 3], longest: usize) -> Second {
    if (to - start) as usize > longest {
        return Second::default();
    }
    Second { end: to, hash: extend(hash, rest, end as usize, to as usize) }
}

/// The text from a batch's beginning on, and its words.
#[derive(Clone, Copy)]
struct Part<'t> {
    rest: &'t [u8],
    words: Onward<'t>,
}

/// Sets the slots of beginnings, and moves those that lead to an alias to the front; gives their number. The records,
/// which are read one after another later, are asked for.
#[inline(never)]
fn look_up(index: &Index, pool: &Pool, words: &Words, begins: &mut [Begin]) -> usize {
    let mut kept = 0;
    for at in 0..begins.len() {
        let mut begin = begins[at];
        let slot = index.slot(begin.hash);
        let word = words.is_word(begin.start);
        (begin.slot, begin.then) = (slot, Slot::default());
        begin.second.0 *= usize::from(slot.goes_on() & word);
        // Few have a second point.
        if begin.second.0 != 0 {
            begin.then = index.slot(begin.second.1);
        }
        Index::fetch_record(pool, if begin.then.is_empty() { slot } else { begin.then });
        begins[kept] = begin;
        kept += usize::from(slot.ends() | (begin.second.0 != 0) | (slot.goes_on() & !word));
    }
    kept
}

/// Which of the sixty-four bytes that a text goes on with are among the marks that begin an alias.
#[inline(never)]
fn marks_in(rest: &[u8], marks: &[u8; 256]) -> u64 {
    let mut flags = [0; 64];
    for (flag, &byte) in flags.iter_mut().zip(rest) {
        *flag = marks[usize::from(byte)];
    }
    gather(&flags)
}

/// Length of the character that begins with this byte.
#[inline(always)]
pub(super) const fn len_of_char(first: u8) -> usize {
    match first {
        0..0xc0 => 1,
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}
