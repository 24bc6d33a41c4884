//! Which of a line's words stand in the paragraphs of the page, of the lines around it, of the story's beginning.
//!
//! A story comes back to its words; teasers, biographies and notices do not share theirs with what stands around them.
//! Words are told apart by their first letters' hash in a table whose size follows the page's; two words that meet there
//! make the measure a little blunter, never wrong to use.

use crate::Span;
use crate::page::line::{LONGEST_SMALL, is_small_word};
use crate::text::hash::packed;
use crate::text::{Planes, Run, weighty};

/// The words of a page's lines, as numbers.
pub(super) struct Words {
    keys: Vec<u64>,
    /// About how many a page of this length has, whether they are all taken in or not.
    usual: usize,
    /// Where each line's words end in `keys`.
    ends: Vec<u32>,
}

/// What a line's words share with paragraphs: a share from 0 to 1, below 0 where the line has no word that counts.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Shared {
    /// With any other paragraph.
    pub page: f32,
    /// With the paragraphs right before.
    pub before: f32,
    /// With the paragraphs right after.
    pub after: f32,
    /// With the first paragraphs of the story.
    pub lead: f32,
}

/// Bytes of a line that are looked at: cost stays bounded for a page on a single line.
const LOOK: usize = 600;
/// How many paragraphs before and after a line are near.
const NEAR: u32 = 4;
/// How many paragraphs a story's beginning has.
const LEAD: u32 = 3;

impl Words {
    /// For a page of so many bytes and lines.
    pub(super) fn new(bytes: usize, lines: usize) -> Self {
        let usual = bytes / 10;
        Self { keys: Vec::with_capacity(usual), usual, ends: Vec::with_capacity(lines) }
    }

    /// Takes in the next line, which stands at `line` in the page of those planes.
    pub(super) fn push(&mut self, page: &str, planes: &Planes, line: Span) {
        let part = line.start()..line.end().min(line.start() + LOOK);
        weighty(page.as_bytes(), planes, part, |run| {
            if let Some(key) = word(page.as_bytes(), &run) {
                self.keys.push(key);
            }
        });
        self.ends.push(self.keys.len() as u32);
    }

    /// The words of line `at`.
    #[inline(always)]
    pub(super) fn of(&self, at: usize) -> &[u64] {
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        &self.keys[start..self.ends[at] as usize]
    }

    /// What every line that is `wanted` shares; `paragraph` says which lines are paragraphs, the story begins at line
    /// `story`.
    pub(super) fn shared(
        &self,
        paragraph: impl Fn(usize) -> bool,
        wanted: impl Fn(usize) -> bool,
        story: usize,
    ) -> Vec<Shared> {
        let lines = self.ends.len();
        let bits = self.usual.clamp(1 << 10, 1 << 16).next_power_of_two().trailing_zeros();
        let slot = |key: u64| (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - bits)) as usize;
        let mut table = vec![Seen::default(); 1 << bits];
        let mut all = vec![Shared::default(); lines];
        let (mut number, mut led) = (NEAR, 0);
        for (at, shared) in all.iter_mut().enumerate() {
            let keys = self.of(at);
            let learn = paragraph(at);
            if !learn && !wanted(at) {
                continue;
            }
            let lead = learn && at >= story && led < LEAD;
            let mut found = 0_u32;
            for &key in keys {
                let seen = &mut table[slot(key)];
                found += u32::from(seen.last + NEAR > number);
                if learn && seen.last != number + 1 {
                    (seen.last, seen.paragraphs) = (number + 1, seen.paragraphs.saturating_add(1));
                    seen.lead |= lead;
                }
            }
            shared.before = share(found, keys);
            number += u32::from(learn);
            led += u32::from(lead);
        }
        table.iter_mut().for_each(|seen| seen.last = 0);
        let mut number = NEAR;
        for at in (0..lines).rev() {
            let keys = self.of(at);
            let learn = paragraph(at);
            if !learn && !wanted(at) {
                continue;
            }
            let (mut near, mut far, mut lead) = (0_u32, 0_u32, 0_u32);
            for &key in keys {
                let seen = &mut table[slot(key)];
                near += u32::from(seen.last + NEAR > number);
                far += u32::from(seen.paragraphs > u8::from(learn));
                lead += u32::from(seen.lead);
                if learn {
                    seen.last = number + 1;
                }
            }
            number += u32::from(learn);
            all[at].after = share(near, keys);
            all[at].page = share(far, keys);
            all[at].lead = share(lead, keys);
        }
        all
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    last: u32,
    paragraphs: u8,
    lead: bool,
}

fn share(found: u32, keys: &[u64]) -> f32 {
    if keys.is_empty() { -1.0 } else { found as f32 / keys.len() as f32 }
}

/// A number for a word that carries meaning: its first six bytes, case aside.
#[inline]
fn word(bytes: &[u8], run: &Run) -> Option<u64> {
    let length = run.end - run.start;
    if length == 3 && !bytes[run.start].is_ascii() {
        return None;
    }
    let word = packed(bytes, run.start, length.min(6));
    // Of three letters a small word in capitals counts, too.
    let small = (4..=LONGEST_SMALL).contains(&length) && is_small_word(word);
    (!small).then(|| number(word, length.min(6)))
}

/// The bytes of a word as [`packed`] gives them as one number, the first uppermost; capital letters of ASCII as small
/// ones.
#[inline]
fn number(word: u64, length: usize) -> u64 {
    // The bit makes small letters of capital ones and leaves digits alone; beyond ASCII it would do harm.
    let ascii = (!word & 0x8080_8080_8080_8080) >> 2;
    (word | ascii).swap_bytes() >> (64 - 8 * length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares() {
        let lines = [
            "Harbour opened",
            "The harbour of the old town was opened again on Monday.",
            "Gardens, harbours",
            "Ships waited off the harbour for three days.",
            "of the",
        ];
        let mut words = Words::new(200, lines.len());
        lines.iter().for_each(|line| words.push(line, &Planes::new(line), Span::new(0, line.len())));
        let shared = words.shared(|at| at % 2 == 1, |_| true, 0);
        assert_eq!((shared[0].page, shared[0].before, shared[0].after), (1.0, 0.0, 1.0));
        assert_eq!((shared[2].page, shared[2].before, shared[2].after), (0.5, 0.5, 0.5));
        assert_eq!(shared[4].page, -1.0);
        assert!(words.of(4).is_empty());
    }
}
