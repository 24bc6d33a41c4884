//! Which bytes of a text belong to word characters, sixty-four at a time.
//!
//! The bitmap is what makes token-start matching fast: word starts, word ends and boundaries become questions about
//! bits.

use std::cell::Cell;

use super::heads::Heads;
use super::sets::{Openings, WINDOW};
use super::vector::{keep_sieved, read, window};
use crate::text::is_word;

/// Most blocks that a thread keeps: those of a text of half a megabyte.
const MOST_SPARE: usize = 8 << 10;

/// Likely words, and picked ones.
type Lists = (Vec<u64>, [Vec<u32>; 2]);

thread_local! {
    /// The bitmap of the text before, whose memory the next one uses.
    static BITS: Cell<Vec<u64>> = const { Cell::new(Vec::new()) };
    /// Its lists, which nobody needs as long as the bitmap.
    static LISTS: Cell<Lists> = const { Cell::new((Vec::new(), [const { Vec::new() }; 2])) };
}

/// The longest text whose words are [picked](Words::pick).
const LONGEST_PICKED: usize = 1 << 26;

/// One bit a byte: set where the byte belongs to a word character ([`is_word`]). An eighth of the text in memory.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    // Invariant: one block more than the text has, which is empty.
    bits: Vec<u64>,
    /// The first bytes of those words that aliases may begin with, once they were sifted.
    likely: Vec<u64>,
    /// The places of those that aliases may begin with, and aliases that are sought in any case, once they were picked.
    picked: [Vec<u32>; 2],
    is_picked: bool,
    len: usize,
}

impl Words {
    /// Reads the whole text once; only characters that are not ASCII are decoded.
    pub(super) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let (mut bits, (mut likely, mut picked)) = (BITS.take(), LISTS.take());
        bits.clear();
        likely.clear();
        picked.iter_mut().for_each(Vec::clear);
        bits.resize(bytes.len() / 64 + 2, 0);
        read(bytes, &mut bits, |nth, leads, bits| decode(text, nth * 64, leads, bits));
        Self { bits, likely, picked, is_picked: false, len: bytes.len() }
    }

    /// Leaves out of the [`starts`](Self::starts) what begins no alias by the sieve of these openings, if they have one.
    pub(super) fn sieve(mut self, text: &str, openings: &Openings) -> Self {
        if let Some(sieve) = openings.sieve() {
            self.likely = self.all_starts();
            keep_sieved(text.as_bytes(), sieve, &mut self.likely);
        }
        self
    }

    /// Leaves out of the [`starts`](Self::starts) what begins no alias by these openings.
    pub(super) fn sift(mut self, text: &str, openings: &Openings) -> Self {
        self = self.sieve(text, openings);
        if self.likely.is_empty() {
            self.likely = self.all_starts();
        }
        let opened = openings.open();
        let mut end = [0; WINDOW];
        for (block, places) in self.likely.iter_mut().enumerate() {
            let rest = text.as_bytes().get(block * 64..).unwrap_or_default();
            let mut likely = 0;
            opened.sift(window(rest, &mut end), *places, |at, may| likely |= u64::from(may) << at);
            *places = likely;
        }
        self
    }

    /// Picks the words that may begin an alias by these openings and heads, unless the text is too long for that.
    #[inline(never)]
    pub(super) fn pick(mut self, text: &str, openings: &Openings, heads: &Heads) -> Self {
        self = self.sieve(text, openings);
        if text.len() > LONGEST_PICKED {
            return self;
        }
        let (opened, mut end) = (openings.open(), [0; WINDOW]);
        let [mut picked, mut lower] = std::mem::take(&mut self.picked);
        let mut count = 0;
        for block in 0..self.blocks() {
            let starts = self.likely.get(block).copied().unwrap_or_else(|| self.starts(block));
            let rest = text.as_bytes().get(block * 64..).unwrap_or_default();
            if picked.len() < count + 64 {
                // Mostly there is one in eight bytes.
                picked.resize(count + 64 + rest.len() / 8, 0);
            }
            let Some(room) = picked[count..].first_chunk_mut::<64>() else { break };
            let mut nth = 0;
            opened.sift(window(rest, &mut end), starts, |at, may| {
                room[nth % 64] = (block * 64 + at) as u32;
                nth += usize::from(may);
            });
            count += nth;
        }
        let count = heads.keep(text.as_bytes(), &self, &mut picked[..count]);
        picked.truncate(count);
        lower.extend(picked.iter().filter(|&&at| heads.may_be_lower(text.as_bytes(), &self, at)));
        (self.picked, self.is_picked) = ([picked, lower], true);
        self
    }

    /// The [`starts`](Self::starts) of all blocks, in the memory for likely ones.
    fn all_starts(&mut self) -> Vec<u64> {
        let mut starts = std::mem::take(&mut self.likely);
        let mut before = 0;
        starts.extend(
            self.bits[..self.blocks()]
                .iter()
                .map(|&word| word & !(word << 1 | std::mem::replace(&mut before, word >> 63))),
        );
        starts
    }

    /// The words from a block on.
    #[inline(always)]
    pub(super) fn onward(&self, block: usize) -> Onward<'_> {
        Onward { words: self, bits: self.bits.get(block..).unwrap_or_default(), base: block * 64 }
    }

    /// From a block on: the bits, and the [`starts`](Self::starts) where some were left out.
    #[inline(always)]
    pub(super) fn blocks_from(&self, block: usize) -> (&[u64], &[u64]) {
        (self.bits[..self.blocks()].get(block..).unwrap_or_default(), self.likely.get(block..).unwrap_or_default())
    }

    /// The places of the words that may begin an alias, or one that is `lower`, sought in any case; where they were picked.
    #[inline(always)]
    pub(super) fn picked(&self, lower: bool) -> Option<&[u32]> {
        self.is_picked.then(|| self.picked[usize::from(lower)].as_slice())
    }

    /// The same with no start left out.
    pub(super) fn all(mut self) -> Self {
        self.spare_lists();
        self.is_picked = false;
        self
    }

    fn spare_lists(&mut self) {
        if self.bits.len() <= MOST_SPARE {
            LISTS.set((std::mem::take(&mut self.likely), std::mem::take(&mut self.picked)));
        } else {
            self.likely.clear();
        }
    }

    /// The first bytes of words in a block.
    #[inline(always)]
    pub(super) fn starts(&self, block: usize) -> u64 {
        let carry = if block == 0 { 0 } else { self.block(block - 1) >> 63 };
        let word = self.block(block);
        word & !(word << 1 | carry)
    }

    /// The bits of bytes `64 * block ..`; nothing is set at or past the end of the text.
    #[inline(always)]
    pub(super) fn block(&self, block: usize) -> u64 {
        self.bits.get(block).copied().unwrap_or(0)
    }

    /// Number of blocks.
    pub(super) fn blocks(&self) -> usize {
        self.bits.len().saturating_sub(1)
    }

    /// Whether byte `at` belongs to a word character; `false` past the end.
    #[inline(always)]
    pub(super) fn is_word(&self, at: usize) -> bool {
        self.block(at / 64) >> (at % 64) & 1 == 1
    }

    /// Whether a match may begin or end at `at`.
    #[inline(always)]
    pub(super) fn is_boundary(&self, at: usize) -> bool {
        at == 0 || !(self.is_word(at - 1) && self.is_word(at))
    }

    /// The first byte at or after `at` that belongs to no word character; the text's length at most.
    #[inline(always)]
    pub(super) fn word_end(&self, at: usize) -> usize {
        // The bitmap always holds one clear bit past the last byte, so the search ends.
        let mut block = at / 64;
        let mut clear = !self.block(block) & (!0 << (at % 64));
        while clear == 0 {
            block += 1;
            clear = !self.block(block);
        }
        block * 64 + clear.trailing_zeros() as usize
    }

    /// Where the first word after `at`, which belongs to none, begins and ends; the text's length twice where there is none.
    #[inline(always)]
    pub(super) fn next_word(&self, at: usize) -> (usize, usize) {
        // Most words are so near that sixty-four bits show all of one.
        let (block, shift) = (at / 64, at % 64);
        let near = self.block(block) >> shift | self.block(block + 1) << 1 << (63 - shift);
        let gap = near.trailing_zeros();
        let long = (!(near >> (gap & 63))).trailing_zeros();
        if gap + long < 64 {
            let start = at + gap as usize;
            return (start, start + long as usize);
        }
        self.far_word(at)
    }

    #[cold]
    fn far_word(&self, at: usize) -> (usize, usize) {
        let start = self.word_start(at, self.len).unwrap_or(self.len);
        (start, self.word_end(start))
    }

    /// The first byte at or after `at` that belongs to a word character; `None` when there is none before `limit`.
    #[inline(always)]
    pub(super) fn word_start(&self, at: usize, limit: usize) -> Option<usize> {
        let mut block = at / 64;
        let mut set = self.block(block) & (!0 << (at % 64));
        while set == 0 {
            block += 1;
            if block * 64 >= limit.min(self.len) {
                return None;
            }
            set = self.block(block);
        }
        let start = block * 64 + set.trailing_zeros() as usize;
        (start < limit).then_some(start)
    }
}

/// The words from a block on, where places are counted from it: numbers so small that one check of them is enough.
#[derive(Clone, Copy)]
pub(super) struct Onward<'w> {
    words: &'w Words,
    bits: &'w [u64],
    /// The place in the text of the first bit.
    base: usize,
}

impl Onward<'_> {
    /// The bits of the sixty-four bytes from `at` on: most words are in these.
    #[inline(always)]
    fn near(self, at: u32) -> u64 {
        let (block, shift) = (at as usize / 64, at % 64);
        match self.bits.get(block..block + 2) {
            // Shifting both as one number has an instruction of its own, which takes several times as long.
            Some(&[low, high]) => low >> shift | high.rotate_right(shift) & !(!0 >> shift),
            _ => 0,
        }
    }

    /// How many bytes from `at` on belong to word characters, of sixty-four at most.
    #[inline(always)]
    pub(super) fn length(self, at: u32) -> u32 {
        (!self.near(at)).trailing_zeros()
    }

    /// The first byte at or after `at` that belongs to no word character; the text's length at most.
    #[inline(always)]
    pub(super) fn word_end(self, at: u32) -> u32 {
        let long = self.length(at);
        if long < 64 { at + long } else { self.far_end(at) }
    }

    /// Where the first word after `at`, which belongs to none, ends; the text's length where there is none.
    #[inline(always)]
    pub(super) fn next_end(self, at: u32) -> u32 {
        // Most words are so near that sixty-four bits show all of one.
        let near = self.near(at);
        let gap = near.trailing_zeros();
        let long = (!(near >> (gap & 63))).trailing_zeros();
        if gap + long < 64 { at + gap + long } else { self.far_next_end(at) }
    }

    #[cold]
    fn far_next_end(self, at: u32) -> u32 {
        let (_, end) = self.words.next_word(self.base + at as usize);
        u32::try_from(end - self.base).unwrap_or(u32::MAX)
    }

    /// No alias is so long that it matters where what lies too far away ends.
    #[cold]
    fn far_end(self, at: u32) -> u32 {
        u32::try_from(self.words.word_end(self.base + at as usize) - self.base).unwrap_or(u32::MAX)
    }
}

impl Drop for Words {
    fn drop(&mut self) {
        if self.likely.capacity() > 0 {
            self.spare_lists();
        }
        if self.bits.len() <= MOST_SPARE {
            BITS.set(std::mem::take(&mut self.bits));
        }
    }
}

/// Sets the bits of word characters that are not ASCII, given where in the block at `base` such characters begin.
fn decode(text: &str, base: usize, mut leads: u64, bits: &mut [u64]) {
    while leads != 0 {
        let at = base + leads.trailing_zeros() as usize;
        leads &= leads - 1;
        // Quotation marks and dashes, U+2000 to U+203F, are most of what is not ASCII in English, and none is a word
        // character.
        if matches!(text.as_bytes()[at..], [0xe2, 0x80, ..]) {
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        if is_word(c) {
            (at..at + c.len_utf8()).for_each(|byte| bits[byte / 64] |= 1 << (byte % 64));
        }
    }
}

/// Holds the bitmap against plain loops: any text's words, any block's masks.
///
/// # Panics
/// Where they differ.
#[cfg(any(test, fuzzing))]
pub(crate) fn check(bytes: &[u8], text: &str) {
    let words = Words::new(text);
    let slow: Vec<bool> = text.chars().flat_map(|c| std::iter::repeat_n(is_word(c), c.len_utf8())).collect();
    let (mut end, mut start) = (slow.len(), None);
    for (at, &expected) in slow.iter().enumerate().rev() {
        if expected {
            start = Some(at);
        } else {
            end = at;
        }
        assert_eq!(words.is_word(at), expected, "byte {at} of {text:?}");
        assert_eq!(words.word_end(at), end, "end from {at} of {text:?}");
        let near = words.onward(at / 128).word_end((at % 128) as u32 + (at / 128) as u32 * 64);
        assert_eq!(near as usize + at / 128 * 64, end, "end in a part from {at} of {text:?}");
        assert_eq!(words.word_start(at, text.len()), start, "start from {at} of {text:?}");
        if !expected {
            let start = start.unwrap_or(slow.len());
            assert_eq!(words.next_word(at), (start, words.word_end(start)), "word after {at} of {text:?}");
        }
    }
    assert!(!words.is_word(text.len()));
    for block in bytes.as_chunks::<64>().0 {
        assert_eq!(super::vector::masks(block), super::vector::plain(block), "masks of {block:?}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) {
        super::check(text.as_bytes(), text);
    }

    #[test]
    fn agrees_with_a_plain_loop() {
        use proptest::prelude::*;
        proptest!(|(text in "[aZ09_ .,’é新\u{301}🎈-]{0,200}")| check(&text));
    }

    #[test]
    fn general_punctuation_holds_no_word_character() {
        assert!(('\u{2000}'..'\u{2040}').all(|c| !is_word(c)));
    }

    #[test]
    fn every_byte_value_and_every_length_near_a_block() {
        check(&(0..0x250).filter_map(char::from_u32).collect::<String>());
        for len in 60..70 {
            check(&"a".repeat(len));
            check(&" ".repeat(len));
            check(&format!("{}é新", "a".repeat(len)));
        }
    }
}
