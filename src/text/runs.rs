//! Runs of letters and digits, found sixty-four bytes at a time.
//!
//! Whoever walks over words byte by byte pays for every byte; here a block's bytes become bits, and only the ends of runs
//! cost a step.

use std::ops::Range;

use super::planes::Planes;
use super::vector::{classes, gather};

/// The runs of ASCII letters and digits, bytes beyond ASCII, and bytes equal to `also` where one is given, in a part of a
/// text; only those of `least` bytes or more.
pub(crate) fn runs(bytes: &[u8], part: Range<usize>, also: Option<u8>, least: u32) -> Runs<'_> {
    let (next, end) = (part.start, part.end.min(bytes.len()));
    Runs { bytes, end, also, least, next, base: next, starts: 0, inside: 0, wide: 0 }
}

/// Calls `each` with the runs of three bytes or more that may be words with a meaning of their own: of three only those
/// that do not begin with a small letter of ASCII. `planes` are those of `bytes`.
///
/// All in one call, so that what is known of a block stays at hand from run to run: this is done for most words of a page.
#[inline(always)]
pub(crate) fn weighty(bytes: &[u8], planes: &Planes, part: Range<usize>, mut each: impl FnMut(Run)) {
    let (mut base, end) = (part.start, part.end.min(bytes.len()));
    while base < end {
        let all = planes.at(base);
        let (inside, mut next) = whole(all.letters | all.digits | all.wide, base, end);
        let (more, wide) = (inside >> 1 & inside >> 2, all.wide & inside);
        let mut starts = inside & !(inside << 1) & more & (inside >> 3 | !all.letters | all.capitals);
        while starts != 0 {
            let nth = starts.trailing_zeros();
            starts &= starts - 1;
            let (start, length) = (base + nth as usize, (!inside >> nth).trailing_zeros());
            let (mut end_of_run, mut ascii) = (start + length as usize, wide >> nth & first(length as usize) == 0);
            if length == 64 {
                next = long(bytes, next, end, None);
                (end_of_run, ascii) = (next, bytes[start..next].is_ascii());
            }
            each(Run { start, end: end_of_run, ascii });
        }
        base = next;
    }
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
    end: usize,
    also: Option<u8>,
    least: u32,
    /// Where the next block begins, and the one before it.
    next: usize,
    base: usize,
    /// Of the block before: where a run begins that was not given yet, what belongs to runs, what is beyond ASCII.
    starts: u64,
    inside: u64,
    wide: u64,
}

impl Runs<'_> {
    /// Reads the next block. Not a part of every loop over runs, for these would grow too large to be put in place.
    #[inline(never)]
    fn read(&mut self) {
        let block = block(self.bytes, self.next);
        let all = classes(&block);
        let mut inside = all.letters | all.digits | all.wide;
        if let Some(also) = self.also {
            inside |= gather(&block.map(|byte| u8::from(byte == also)));
        }
        self.base = self.next;
        (self.inside, self.next) = whole(inside, self.base, self.end);
        self.wide = all.wide;
        self.starts = self.inside & !(self.inside << 1);
        for more in 1..self.least {
            self.starts &= self.inside >> more;
        }
    }
}

impl Iterator for Runs<'_> {
    type Item = Run;

    // As a function of its own it would cost half as much again: callers use but a part of what it gives.
    #[inline(always)]
    fn next(&mut self) -> Option<Run> {
        while self.starts == 0 {
            if self.next >= self.end {
                return None;
            }
            self.read();
        }
        let nth = self.starts.trailing_zeros();
        self.starts &= self.starts - 1;
        let start = self.base + nth as usize;
        let behind = !self.inside >> nth;
        if behind == 0 {
            self.next = long(self.bytes, self.next, self.end, self.also);
            return Some(Run { start, end: self.next, ascii: self.bytes[start..self.next].is_ascii() });
        }
        let length = behind.trailing_zeros();
        let ascii = (self.wide >> nth) & ((1 << length) - 1) == 0;
        Some(Run { start, end: start + length as usize, ascii })
    }
}

/// Of what is `inside` runs in the block at `base` that which ends in it or fills it, and where the next block begins: with
/// the run that this one cuts off.
#[inline(always)]
fn whole(inside: u64, base: usize, end: usize) -> (u64, usize) {
    let inside = inside & first(end - base);
    let cut = if end - base > 64 { inside.leading_ones() % 64 } else { 0 };
    (inside & u64::MAX >> cut, base + 64 - cut as usize)
}

/// Where a run ends that reaches the end of its block, behind which the next begins at `next`.
#[cold]
#[inline(never)]
fn long(bytes: &[u8], next: usize, end: usize, also: Option<u8>) -> usize {
    let member = |byte: &&u8| byte.is_ascii_alphanumeric() || !byte.is_ascii() || Some(**byte) == also;
    let rest = bytes.get(next..end).unwrap_or_default();
    end.min(next + rest.iter().take_while(member).count())
}

/// The first so many bits.
#[inline]
pub(crate) fn first(bits: usize) -> u64 {
    if bits < 64 { (1 << bits) - 1 } else { u64::MAX }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_a_plain_loop() {
        use proptest::prelude::*;
        let inside = |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80 || byte == b'_';
        proptest!(|(before in "[a ]{0,9}", text in "[aZ09_ .@`{\\[/:é]{0,200}", after in "[a ]{0,90}")| {
            let page = format!("{before}{text}{after}");
            let part = before.len()..before.len() + text.len();
            let bytes = &page.as_bytes()[part.clone()];
            let slow: Vec<Run> = bytes
                .chunk_by(|a, b| inside(*a) == inside(*b))
                .map(|run| (run.as_ptr() as usize - page.as_ptr() as usize, run))
                .filter(|(_, run)| inside(run[0]))
                .map(|(start, run)| Run { start, end: start + run.len(), ascii: run.is_ascii() })
                .collect();
            for least in 1..4 {
                let slow: Vec<Run> = slow.iter().copied().filter(|run| run.end - run.start >= least as usize).collect();
                prop_assert_eq!(runs(page.as_bytes(), part.clone(), Some(b'_'), least).collect::<Vec<_>>(), slow);
            }
        });
    }

    #[test]
    fn runs_that_fill_blocks() {
        for length in [0, 1, 63, 64, 65, 128, 200] {
            for letter in ["a", "é"] {
                let text = letter.repeat(length);
                let whole = Run { start: 0, end: text.len(), ascii: letter.is_ascii() };
                let expected: Vec<Run> = [whole].into_iter().filter(|_| length > 0).collect();
                assert_eq!(
                    runs(text.as_bytes(), 0..text.len(), None, 1).collect::<Vec<_>>(),
                    expected,
                    "{letter} {length}"
                );
            }
        }
    }
}
