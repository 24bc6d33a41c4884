//! Finds the marks at which a sentence might end, 64 bytes at a time.
//!
//! A block of 64 bytes becomes a mask of one bit a byte. ASCII marks are found by comparing vectors; of the others the
//! vectors only find the first bytes that one of them could have, and each of those is looked at in full. So text in
//! ASCII costs a dozen instructions per 16 bytes, English with curly quotes hardly more, and text in other scripts one
//! look for each character that shares its first byte with a mark. Time is linear; nothing is allocated.

mod vector;

use super::marks::kind_of;

/// Bytes looked at in one step.
const BLOCK: usize = 64;

/// What the vectors say about a block: one bit a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Masks {
    /// ASCII marks and line ends.
    marks: u64,
    /// First bytes that a mark beyond ASCII could have.
    leads: u64,
}

/// Iterator over the first bytes of candidate marks, in rising order.
#[derive(Clone, Debug)]
pub(super) struct Candidates<'t> {
    bytes: &'t [u8],
    /// Offset of the block that `mask` is about.
    base: usize,
    mask: u64,
    /// Where the next block starts.
    next: usize,
}

impl<'t> Candidates<'t> {
    /// The candidates of `text`.
    #[inline]
    pub(super) fn new(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), base: 0, mask: 0, next: 0 }
    }

    /// Leaves out whole blocks before byte `offset`; a few candidates before it may still come.
    #[inline]
    pub(super) fn skip_to(&mut self, offset: usize) {
        if offset >= self.next + BLOCK {
            self.next = offset.min(self.bytes.len()) / BLOCK * BLOCK;
            self.mask = 0;
        }
    }

    /// The last bytes of a text, filled up with zeros.
    #[inline(never)]
    fn last_block(&self) -> Masks {
        let mut block = [0; BLOCK];
        let rest = &self.bytes[self.next..];
        block[..rest.len()].copy_from_slice(rest);
        vector::masks(&block)
    }

    /// The bits of `leads` at which a mark really begins.
    #[inline(never)]
    fn confirmed(&self, mut leads: u64) -> u64 {
        let mut found = 0;
        while leads != 0 {
            let bit = leads & leads.wrapping_neg();
            let at = self.base + leads.trailing_zeros() as usize;
            if is_mark(&self.bytes[at..]) {
                found |= bit;
            }
            leads ^= bit;
        }
        found
    }
}

/// Whether valid UTF-8 begins with a mark beyond ASCII.
#[inline]
fn is_mark(bytes: &[u8]) -> bool {
    let code = match *bytes {
        [a @ 0xe0..=0xef, b, c, ..] => (u32::from(a) & 0xf) << 12 | (u32::from(b) & 0x3f) << 6 | u32::from(c) & 0x3f,
        [a @ 0xc0..=0xdf, b, ..] => (u32::from(a) & 0x1f) << 6 | u32::from(b) & 0x3f,
        _ => return false,
    };
    char::from_u32(code).is_some_and(|c| kind_of(c).is_some())
}

impl Iterator for Candidates<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.mask == 0 {
            self.base = self.next;
            let rest = &self.bytes[self.next..];
            let masks = match rest.first_chunk::<BLOCK>() {
                Some(block) => vector::masks(block),
                None if rest.is_empty() => return None,
                None => self.last_block(),
            };
            self.next += rest.len().min(BLOCK);
            self.mask = masks.marks;
            if masks.leads != 0 {
                self.mask |= self.confirmed(masks.leads);
            }
        }
        let at = self.base + self.mask.trailing_zeros() as usize;
        self.mask &= self.mask - 1;
        Some(at)
    }
}

/// Holds the scan against plain loops: any text's candidates, any block's masks.
///
/// # Panics
/// Where they differ.
#[cfg(any(test, fuzzing))]
pub(crate) fn check(bytes: &[u8], text: &str) {
    let slow: Vec<usize> = text.char_indices().filter(|&(_, c)| kind_of(c).is_some()).map(|(at, _)| at).collect();
    assert_eq!(Candidates::new(text).collect::<Vec<_>>(), slow, "candidates of {text:?}");
    for block in bytes.as_chunks::<BLOCK>().0 {
        assert_eq!(vector::masks(block), vector::portable(block), "masks of {block:?}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_mark_is_found_wherever_it_stands() {
        let marks: Vec<char> = ('\0'..=char::MAX).filter(|&c| kind_of(c).is_some()).collect();
        assert!(marks.len() > 25);
        for mark in marks {
            // An interpreter of the compiler's takes minutes for all.
            for before in (0..BLOCK + 3).step_by(if cfg!(miri) { 15 } else { 1 }) {
                let text = format!("{}{mark}é", "a".repeat(before));
                assert_eq!(Candidates::new(&text).collect::<Vec<_>>(), [before], "{mark:?} after {before}");
            }
        }
    }

    #[test]
    fn agrees_with_a_plain_loop() {
        proptest!(|(text in "(\\PC|[a-z .!?…。।\n\r\u{b}“”é]){0,200}")| check(text.as_bytes(), &text));
    }

    #[test]
    fn vectors_agree_with_the_portable_loop() {
        proptest!(|(bytes in prop::collection::vec(any::<u8>(), BLOCK..=BLOCK))| check(&bytes, ""));
    }
}
