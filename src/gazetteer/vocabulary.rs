//! Which words a text may have, a bit for each.
//!
//! Of the phrases that contexts ask for, nearly all stand nowhere in an article; their words show it without a search.

use super::vector::{read, window};
use crate::text::hash::packed;

/// Shorter words are taken to stand in every text.
const SHORTEST: usize = 4;

/// The letters of a word that count.
const LETTERS: usize = 8;

/// A block and the letters of a word that begins at its end.
const WINDOW: usize = 64 + LETTERS;

/// Which bytes are letters and digits of ASCII, a bit each, and an empty block behind them.
fn letters(bytes: &[u8]) -> Vec<u64> {
    let mut letters = vec![0; bytes.len() / 64 + 2];
    read(bytes, &mut letters, |_, _, _| {});
    letters
}

/// Calls `visit` with each run of at least so many letters and digits of ASCII: its place, the eight bytes from there on, the
/// first lowest, and its length, of which no more than sixty-four bytes are counted.
#[inline(always)]
pub(super) fn each_word(text: &str, least: usize, mut visit: impl FnMut(usize, u64, usize)) {
    let bytes = text.as_bytes();
    let letters = letters(bytes);
    let (mut before, mut end) = (0, [0; WINDOW]);
    for (base, pair) in (0..).step_by(64).zip(letters.windows(2)) {
        let (here, next) = (pair[0], pair[1]);
        let ahead = |by: usize| here >> by | next << 1 << (63 - by);
        let starts = here & !(here << 1 | before);
        let mut starts = (1..least).fold(starts, |starts, by| starts & ahead(by));
        before = here >> 63;
        let near = window(&bytes[base.min(bytes.len())..], &mut end);
        while starts != 0 {
            let nth = (starts.trailing_zeros() % 64) as usize;
            starts &= starts - 1;
            let eight = near[nth..].first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight));
            visit(base + nth, eight, (!ahead(nth)).trailing_zeros() as usize);
        }
    }
}

/// See the module.
#[derive(Debug)]
pub(super) struct Vocabulary {
    bits: Vec<u64>,
    /// A word's bit is told by the uppermost bits of its number: what is left of it behind so many.
    shift: u32,
}

impl Vocabulary {
    /// Time linear in the text; in memory at most as large as it.
    pub(super) fn of(text: &str) -> Self {
        let mut bits = vec![0; (text.len() / 16 + 1).next_power_of_two()];
        let shift = bits.len().leading_zeros() - 5;
        each_word(text, SHORTEST, |_, first, length| {
            let word = number(first, length) >> shift;
            bits[(word / 64) as usize] |= 1 << (word % 64);
        });
        Self { bits, shift }
    }

    /// Whether all words of `phrase` may stand in the text, ASCII case ignored.
    pub(super) fn may_hold(&self, phrase: &str) -> bool {
        let mut words = phrase.as_bytes().split(|byte| !(byte.is_ascii_alphanumeric() || *byte == b'_'));
        words.all(|word| {
            let number = number(packed(word, 0, word.len().min(LETTERS)), word.len()) >> self.shift;
            word.len() < SHORTEST || self.bits[(number / 64) as usize] >> (number % 64) & 1 == 1
        })
    }
}

/// A number for a word of so many letters that begins with these, the first lowest; ASCII case is ignored. Its uppermost bits
/// depend on all of them.
#[inline]
fn number(first: u64, length: usize) -> u64 {
    // The bit makes small letters of capital ones.
    let small = first | 0x2020_2020_2020_2020;
    let own = small & (u64::MAX >> (64 - 8 * length.clamp(1, LETTERS)));
    own.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::phrases::holds;

    #[test]
    fn what_stands_in_a_text_may_stand_there() {
        use proptest::prelude::*;
        proptest!(|(text in "([a-cA-C_é’]{1,9}[ .-]){0,40}", from in 0..200_usize, long in 0..20_usize)| {
            let (vocabulary, chars) = (Vocabulary::of(&text), text.chars());
            let phrase: String = chars.skip(from).take(long).collect();
            let phrase = phrase.to_uppercase();
            prop_assert!(vocabulary.may_hold(&phrase) || !holds(&text, &phrase), "{phrase} in {text}");
        });
    }

    #[test]
    fn what_does_not_is_mostly_known() {
        let vocabulary = Vocabulary::of("The harbour of Nordfold was opened again on Monday, the port’s office said.");
        assert!(vocabulary.may_hold("nordfold was") && vocabulary.may_hold("PORT") && vocabulary.may_hold("EU"));
        for phrase in ["ordfold", "ports", "the quay", "mondays", "open"] {
            assert!(!vocabulary.may_hold(phrase), "{phrase}");
        }
    }
}
