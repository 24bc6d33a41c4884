//! Runs of letters and digits, found sixty-four bytes at a time.
//!
//! Whoever walks over words byte by byte pays for every byte; here a block's bytes become bits, and only the ends of runs
//! cost a step.

use super::vector::gather;

/// The runs of ASCII letters and digits, bytes beyond ASCII, and bytes equal to `also` where one is given, as places
/// where they begin and end.
pub(crate) fn runs(bytes: &[u8], also: Option<u8>) -> Runs<'_> {
    Runs { bytes, also: also.unwrap_or(b'a'), next: 0, base: 0, ends: 0, inside: false, wide: false }
}

/// A run of letters and digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether it holds nothing beyond ASCII.
    pub(crate) ascii: bool,
}

/// Iterator over runs; made by [`runs`].
pub(crate) struct Runs<'t> {
    bytes: &'t [u8],
    also: u8,
    /// The block that is read next.
    next: usize,
    /// Where the bits of `ends` begin.
    base: usize,
    /// A bit where a run begins, or the first byte behind one stands.
    ends: u64,
    /// Whether the last byte of the block before belongs to a run.
    inside: bool,
    /// Whether anything beyond ASCII stands in the block, or in those before it that the run reaches back to.
    wide: bool,
}

impl Runs<'_> {
    /// The next place where a run begins or is over.
    #[inline]
    fn edge(&mut self) -> Option<usize> {
        while self.ends == 0 {
            if self.next > self.bytes.len() {
                return None;
            }
            let block = block(self.bytes, self.next);
            let also = self.also;
            let bits = gather(&block.map(|b| letter_or_digit(b) | b >> 7 | u8::from(b == also)));
            self.ends = bits ^ (bits << 1 | u64::from(self.inside));
            self.wide = self.wide && self.inside || !block.is_ascii();
            self.inside = bits >> 63 == 1;
            self.base = self.next;
            self.next += 64;
        }
        let at = self.base + self.ends.trailing_zeros() as usize;
        self.ends &= self.ends - 1;
        Some(at)
    }
}

impl Iterator for Runs<'_> {
    type Item = Run;

    #[inline]
    fn next(&mut self) -> Option<Run> {
        let (start, end) = (self.edge()?, self.edge()?);
        Some(Run { start, end, ascii: !self.wide || self.bytes[start..end].is_ascii() })
    }
}

/// The sixty-four bytes from `start` on; zeros behind the end.
#[inline]
pub(crate) fn block(bytes: &[u8], start: usize) -> [u8; 64] {
    let rest = bytes.get(start..).unwrap_or_default();
    match rest.first_chunk() {
        Some(whole) => *whole,
        None => {
            let mut block = [0; 64];
            block[..rest.len()].copy_from_slice(rest);
            block
        }
    }
}

/// 1 for ASCII letters and digits.
#[inline]
pub(crate) fn letter_or_digit(byte: u8) -> u8 {
    u8::from((byte | 0x20).wrapping_sub(b'a') < 26) | u8::from(byte.wrapping_sub(b'0') < 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_a_plain_loop() {
        use proptest::prelude::*;
        let inside = |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80 || byte == b'_';
        proptest!(|(text in "[aZ09_ .@`{\\[/:é]{0,200}")| {
            let bytes = text.as_bytes();
            let slow: Vec<Run> = bytes
                .chunk_by(|a, b| inside(*a) == inside(*b))
                .map(|run| (run.as_ptr() as usize - bytes.as_ptr() as usize, run))
                .filter(|(_, run)| inside(run[0]))
                .map(|(start, run)| Run { start, end: start + run.len(), ascii: run.is_ascii() })
                .collect();
            prop_assert_eq!(runs(bytes, Some(b'_')).collect::<Vec<_>>(), slow);
        });
    }

    #[test]
    fn runs_that_fill_blocks() {
        for length in [0, 1, 63, 64, 65, 128, 200] {
            for letter in ["a", "é"] {
                let text = letter.repeat(length);
                let whole = Run { start: 0, end: text.len(), ascii: letter.is_ascii() };
                let expected: Vec<Run> = [whole].into_iter().filter(|_| length > 0).collect();
                assert_eq!(runs(text.as_bytes(), None).collect::<Vec<_>>(), expected, "{letter} {length}");
            }
        }
    }
}
