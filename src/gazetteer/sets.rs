//! Sets that sort out most of a text's words before anything else is done with them. Each may err on the side of "yes".

use super::array::Array;
use crate::text::is_word;

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

    /// Whether a hash may be in the set and end an alias.
    #[inline(always)]
    pub(super) fn may_end(&self, hash: u64) -> bool {
        let (block, bits) = self.place(hash);
        let bits = bits | 1 << (hash >> 40 & 63);
        self.blocks[block] & bits == bits
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

/// The first three bytes of aliases: a set that sorts out most words of a text before anything else is done with them, as
/// long as there are not too many aliases.
///
/// It is a table, not a set of hashes: of the first byte all bits count but one, of the others the lowest five, which
/// tell letters apart but for their case. So the small words of a text are never taken for names in capitals or in other
/// scripts, however many of these there are.
#[derive(Debug, Clone)]
pub(super) struct Openings(pub(super) Array<u64>);

impl Openings {
    const BLOCKS: usize = 1 << 11;

    /// An empty set.
    pub(super) fn new() -> Self {
        Self(vec![0; Self::BLOCKS].into())
    }

    /// The set for asking.
    #[inline(always)]
    pub(super) fn open(&self) -> Opened<'_> {
        static ALL: [u64; Openings::BLOCKS] = [!0; Openings::BLOCKS];
        Opened(self.0.first_chunk().unwrap_or(&ALL))
    }

    /// This set, and another of aliases in lower case whose text may have ASCII letters of either case.
    pub(super) fn with_lower(&self, lower: &Self) -> Self {
        // Capitals are thirty-two before their small letters, by the first byte; the others' case does not count.
        Self(self.0.iter().zip(lower.0.iter()).map(|(own, lower)| own | lower | lower >> 32).collect::<Vec<_>>().into())
    }

    /// `opening` has the first byte lowest.
    #[inline(always)]
    fn place(opening: u32) -> (usize, u32) {
        let second = opening >> 7 & 0x3f;
        let third = opening >> 10 & 0x7c0;
        ((second | third) as usize, opening & 63)
    }

    /// Adds what a text may begin with where this alias stands.
    pub(super) fn add(&mut self, text: &str) {
        let edge = text.ends_with(is_word);
        let after = |at: usize| match text.as_bytes().get(at) {
            Some(&byte) => byte..=byte,
            None => 0..=255,
        };
        // No word goes on right after an alias that ends in one.
        let ends_here =
            |at: usize, byte: u8| at == text.len() && edge && (byte.is_ascii_alphanumeric() || byte == b'_');
        self.0.edit(|blocks| {
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

/// [`Openings`] of known size, so that asking needs no check.
#[derive(Clone, Copy)]
pub(super) struct Opened<'i>(&'i [u64; Openings::BLOCKS]);

impl Opened<'_> {
    /// Whether these three bytes, the first lowest, may begin an alias; zeros stand for what lies past the end of a text.
    #[inline(always)]
    pub(super) fn may_hold(self, opening: u32) -> bool {
        let (block, bit) = Openings::place(opening);
        self.0[block] >> bit & 1 == 1
    }

    /// Calls `visit` with each of these places in a block and whether an alias may begin there; `window` is the block and
    /// what follows it.
    #[inline(always)]
    pub(super) fn sift(self, window: &[u8; WINDOW], mut places: u64, mut visit: impl FnMut(usize, bool)) {
        while places != 0 {
            let at = (places.trailing_zeros() % 64) as usize;
            places &= places - 1;
            let opening = window[at..].first_chunk().map_or(0, |four| u32::from_le_bytes(*four) & 0xff_ffff);
            visit(at, self.may_hold(opening));
        }
    }
}
