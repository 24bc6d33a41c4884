//! Sets that sort out most of a text's words before anything else is done with them. Each may err on the side of "yes".

use std::ops::Range;
use std::sync::OnceLock;

use super::array::Array;
use super::sieve::Sieve;
use crate::text::{fetch, is_word};

/// A set of hashes; one cache line a question.
#[derive(Debug, Clone, Default)]
pub(super) struct Bloom {
    pub(super) blocks: Array<u64>,
}

impl Bloom {
    const BITS_PER_KEY: usize = 10;
    /// Half a megabyte at most: two larger ones would leave the core's own cache and then help no more.
    const MAX_BLOCKS: usize = 1 << 16;

    pub(super) fn new(keys: usize) -> Self {
        let blocks = (keys * Self::BITS_PER_KEY / 64 + 1).next_power_of_two();
        Self { blocks: vec![0; blocks.min(Self::MAX_BLOCKS)].into() }
    }

    #[inline(always)]
    fn place(&self, hash: u64) -> (usize, u64) {
        let block = hash as usize & (self.blocks.len() - 1);
        (block, 1 << (hash >> 58) | 1 << (hash >> 52 & 63) | 1 << (hash >> 46 & 63))
    }

    /// Has the answer about a hash come to the cache.
    #[inline(always)]
    pub(super) fn fetch(&self, hash: u64) {
        fetch(&self.blocks[self.place(hash).0]);
    }

    /// Adds a hash; with one bit more where it `ends` an alias.
    pub(super) fn add(&mut self, hash: u64, ends: bool) {
        let (block, bits) = self.place(hash);
        self.blocks.edit(|blocks| blocks[block] |= bits | u64::from(ends) << (hash >> 40 & 63));
    }

    #[inline(always)]
    pub(super) fn may_hold(&self, hash: u64) -> bool {
        let (block, bits) = self.place(hash);
        self.blocks[block] & bits == bits
    }

    /// Whether a hash may be in the set; and whether it may then end an alias.
    #[inline(always)]
    pub(super) fn may_end(&self, hash: u64) -> (bool, bool) {
        let (block, bits) = self.place(hash);
        let block = self.blocks[block];
        (block & bits == bits, block >> (hash >> 40 & 63) & 1 == 1)
    }
}

/// The beginnings of first pieces, up to eight bytes, which is most words whole: a small set, asked before pieces are hashed.
#[derive(Debug, Clone)]
pub(super) struct Beginnings(pub(super) Array<u64>);

impl Beginnings {
    const BITS_PER_KEY: usize = 8;
    /// An eighth of a megabyte, so that of a million aliases it still tells some words.
    const MAX_BLOCKS: usize = 1 << 14;

    pub(super) fn new(keys: usize) -> Self {
        let blocks = (keys * Self::BITS_PER_KEY / 64 + 1).min(Self::MAX_BLOCKS);
        Self(vec![0; blocks].into())
    }

    pub(super) fn add(&mut self, head: u64) {
        let (block, bit) = self.place(head);
        self.0.edit(|blocks| blocks[block] |= bit);
    }

    /// Whether a first piece with this [`head`](super::hash::head) may begin an alias.
    #[inline(always)]
    pub(super) fn may_hold(&self, head: u64) -> bool {
        let (block, bit) = self.place(head);
        self.0[block] & bit != 0
    }

    #[inline(always)]
    fn place(&self, head: u64) -> (usize, u64) {
        let hash = head.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        let place = (hash * (64 * self.0.len() as u64)) >> 32;
        (place as usize / 64, 1 << (place % 64))
    }
}

/// The first bytes of aliases: a set that sorts out most words of a text before anything else is done with them, without
/// asking where they end.
///
/// It is a table of three bytes, not a set of hashes: of the first byte all bits count but one, of the others the lowest five,
/// which tell letters apart but for their case. So the small words of a text are never taken for names in capitals or in
/// other scripts, however many of these there are. Where many aliases begin with a small letter, but not so many that any
/// four do, those of four bytes and more are in a set of hashes of these four instead, which tell much of the second word,
/// too, if the first is a short one.
#[derive(Debug, Clone)]
pub(super) struct Openings {
    // Invariant: the table, then a power of two of blocks for the set, or none.
    pub(super) blocks: Array<u64>,
    sieve: OnceLock<Option<Sieve>>,
}

impl From<Array<u64>> for Openings {
    fn from(blocks: Array<u64>) -> Self {
        Self { blocks, sieve: OnceLock::new() }
    }
}

impl Openings {
    const TABLE: usize = 1 << 11;
    /// How many aliases that begin with a small letter the set tells from words which the table does not tell from them.
    const SMALL: Range<usize> = 1 << 12..1 << 18;
    /// Blocks of the set at most: an eighth of a megabyte.
    const MAX_BLOCKS: usize = 1 << 14;

    /// An empty set for so many aliases, of which so many begin with a small letter.
    pub(super) fn new(aliases: usize, small: usize) -> Self {
        // Eight bits an alias.
        let blocks = (aliases / 8).next_power_of_two().min(Self::MAX_BLOCKS);
        let blocks = if Self::SMALL.contains(&small) { blocks } else { 0 };
        Array::from(vec![0; Self::TABLE + blocks]).into()
    }

    /// The set for asking.
    #[inline(always)]
    pub(super) fn open(&self) -> Opened<'_> {
        static ALL: [u64; Openings::TABLE] = [!0; Openings::TABLE];
        let (table, set) = self.blocks.split_first_chunk().unwrap_or((&ALL, &[]));
        Opened { table, set }
    }

    /// This set, and another of aliases in lower case whose text may have ASCII letters of either case.
    pub(super) fn with_lower(&self, lower: &Self) -> Self {
        let (own, lower) = (self.open(), lower.open());
        let block = |set: &[u64], at: usize| if set.is_empty() { 0 } else { set[at % set.len()] };
        let sets = (0..own.set.len().max(lower.set.len())).map(|at| (block(own.set, at), block(lower.set, at)));
        let tables = own.table.iter().copied().zip(lower.table.iter().copied());
        // Capitals are thirty-two before their small letters, by the first byte; the others' case does not count.
        Array::from(tables.chain(sets).map(|(own, lower)| own | lower | lower >> 32).collect::<Vec<_>>()).into()
    }

    /// What sorts out most small words before; `None` where nothing does.
    #[inline]
    pub(super) fn sieve(&self) -> Option<&Sieve> {
        self.sieve.get_or_init(|| self.new_sieve()).as_ref()
    }

    /// Aliases in the set are not in the table, so where there is one nothing is known of these.
    #[cold]
    fn new_sieve(&self) -> Option<Sieve> {
        let Opened { table, set: [] } = self.open() else { return None };
        let mut letters = [0; 32];
        // Blocks of an odd number are of first bytes that are not ASCII.
        for (nth, block) in table.iter().enumerate().step_by(2) {
            letters[nth / 2 % 32] |= (block >> (b'a' & 63)) as u32 & ((1 << 26) - 1);
        }
        Sieve::new(letters)
    }

    /// Where an opening is in the table; the first byte is the lowest.
    #[inline(always)]
    fn place(opening: u32) -> (usize, u32) {
        let second = opening >> 7 & 0x3f;
        let third = opening >> 10 & 0x7c0;
        ((second | third) as usize, opening & 63)
    }

    /// Where an opening of four bytes is in the set, but for the number of blocks. Case does not count, but in the first byte.
    #[inline(always)]
    fn place_of_four(opening: u32) -> (usize, u32) {
        let hash = u64::from(opening & 0xdfdf_dfdf).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((hash >> 32) as usize, (hash >> 59) as u32 | opening & 0x20)
    }

    /// Adds what a text may begin with where this alias stands.
    pub(super) fn add(&mut self, text: &str) {
        if let (Some(four), blocks @ 1..) = (text.as_bytes().first_chunk(), self.blocks.len() - Self::TABLE) {
            let (block, bit) = Self::place_of_four(u32::from_le_bytes(*four));
            self.blocks.edit(|all| all[Self::TABLE + block % blocks] |= 1 << bit);
            return;
        }
        let edge = text.ends_with(is_word);
        let after = |at: usize| match text.as_bytes().get(at) {
            Some(&byte) => byte..=byte,
            None => 0..=255,
        };
        // No word goes on right after an alias that ends in one.
        let ends_here =
            |at: usize, byte: u8| at == text.len() && edge && (byte.is_ascii_alphanumeric() || byte == b'_');
        self.blocks.edit(|blocks| {
            for (first, second) in after(0).flat_map(|first| after(1).map(move |second| (first, second))) {
                for third in after(2).filter(|&third| !ends_here(1, second) && !ends_here(2, third)) {
                    let (block, bit) = Self::place(u32::from_le_bytes([first, second, third, 0]));
                    blocks[block] |= 1 << bit;
                }
            }
        });
    }
}

/// A block of the text, and four bytes from any place in it.
pub(super) const WINDOW: usize = 68;

/// [`Openings`] for asking; the table is of known size, so that this needs no check.
#[derive(Clone, Copy)]
pub(super) struct Opened<'i> {
    table: &'i [u64; Openings::TABLE],
    set: &'i [u64],
}

impl Opened<'_> {
    /// Whether these four bytes, the first lowest, may begin an alias; zeros stand for what lies past the end of a text.
    pub(super) fn may_hold(self, opening: u32) -> bool {
        self.in_table(opening) || !self.set.is_empty() && self.in_either(opening)
    }

    #[inline(always)]
    fn in_table(self, opening: u32) -> bool {
        let (block, bit) = Openings::place(opening);
        self.table[block] >> bit & 1 == 1
    }

    /// Both are asked, for which of them says yes would be guessed wrong often.
    #[inline(always)]
    fn in_either(self, opening: u32) -> bool {
        let (block, bit) = Openings::place(opening);
        let table = self.table[block] >> bit;
        let (block, bit) = Openings::place_of_four(opening);
        (table | self.set[block & (self.set.len() - 1)] >> bit) & 1 == 1
    }

    /// Calls `visit` with each of these places in a block and whether an alias may begin there; `window` is the block and
    /// what follows it.
    #[inline(always)]
    pub(super) fn sift(self, window: &[u8; WINDOW], places: u64, mut visit: impl FnMut(usize, bool)) {
        if self.set.is_empty() {
            openings(window, places, |at, opening| visit(at, self.in_table(opening)));
        } else {
            openings(window, places, |at, opening| visit(at, self.in_either(opening)));
        }
    }
}

/// Calls `visit` with each of these places in a block and the four bytes from there on.
#[inline(always)]
fn openings(window: &[u8; WINDOW], mut places: u64, mut visit: impl FnMut(usize, u32)) {
    while places != 0 {
        let at = (places.trailing_zeros() % 64) as usize;
        places &= places - 1;
        visit(at, window[at..].first_chunk().map_or(0, |four| u32::from_le_bytes(*four)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALIASES: [&str; 12] = ["a", "Xi", "UN", "U.", "the", "Osk", "é", "新", "$T", "Osk Bank", "of Osk", "tinned"];

    fn may_hold(openings: &Openings, text: &str) -> bool {
        let mut four = [0; 4];
        text.bytes().zip(&mut four).for_each(|(byte, place)| *place = byte);
        openings.open().may_hold(u32::from_le_bytes(four))
    }

    /// Openings of aliases: only of a table, and of a table and a set.
    fn both(aliases: &[&str]) -> [Openings; 2] {
        [0, Openings::SMALL.start].map(|small| {
            let mut openings = Openings::new(1000, small);
            aliases.iter().for_each(|alias| openings.add(alias));
            openings
        })
    }

    #[test]
    fn no_alias_is_sorted_out() {
        for openings in both(&ALIASES) {
            for alias in ALIASES {
                for after in ["", " ", ".", "’s", "\n\n", "-led", " Xi"] {
                    assert!(may_hold(&openings, &format!("{alias}{after}")), "{alias:?} before {after:?}");
                }
            }
            assert!(!may_hold(&openings, "Waters"));
        }
    }

    #[test]
    fn nor_is_one_in_lower_case_whatever_the_case_of_the_text() {
        for own in both(&["Norvik"]) {
            for lower in both(&["osk", "osk bank", "un", "3m group"]) {
                let openings = own.with_lower(&lower);
                for text in ["Norvik", "osk", "Osk.", "OSK Bank", "oSK BANK", "Un", "3M Group", "3m group"] {
                    assert!(may_hold(&openings, text), "{text}");
                }
                assert!(!may_hold(&openings, "Waters"));
            }
        }
    }
}
