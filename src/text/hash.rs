//! Numbers for short pieces of text: what sets and tables of words are looked up by.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A number that depends on `key` and everything mixed into it before, in order.
pub(super) const fn mix(key: u64, next: u64) -> u64 {
    (key ^ next).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23)
}

/// Where mixing begins.
pub(super) const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// The `length` bytes (eight at most) at `start` as one number, zeros behind them: two pieces of at most eight bytes,
/// none of them zero, are the same where their numbers are.
#[inline]
pub(super) fn packed(bytes: &[u8], start: usize, length: usize) -> u64 {
    match bytes.get(start..).and_then(|rest| rest.first_chunk::<8>()) {
        Some(_) if length == 0 => 0,
        Some(eight) => u64::from_le_bytes(*eight) & (u64::MAX >> (64 - 8 * length)),
        None => packed_alone(&bytes[start..start + length]),
    }
}

/// As [`packed`], of bytes behind which none may be read: their ends, which overlap, are put together.
fn packed_alone(word: &[u8]) -> u64 {
    match (word.first_chunk(), word.last_chunk(), word) {
        (Some(head), Some(tail), _) => {
            u64::from(u32::from_le_bytes(*head)) | u64::from(u32::from_le_bytes(*tail)) << (8 * (word.len() - 4))
        }
        (_, _, &[one, two, three]) => u64::from(u32::from_le_bytes([one, two, three, 0])),
        (_, _, &[one, two]) => u64::from(u16::from_le_bytes([one, two])),
        (_, _, &[one, ..]) => u64::from(one),
        _ => 0,
    }
}

/// A number for a word of any length. `bit` is set in each byte: 0x20 makes small letters of ASCII's capital ones.
pub(super) fn of_word(word: &[u8], bit: u8) -> u64 {
    let (mut key, mut start) = (SEED, 0);
    while start < word.len() {
        let length = (word.len() - start).min(8);
        key = mix(key, packed(word, start, length) | packed(&[bit; 8], 0, length));
        start += 8;
    }
    key
}

/// A set of numbers that are well mixed already.
pub(super) type MixedSet = HashSet<u64, BuildHasherDefault<Mixed>>;

/// A list of words in small letters that is looked up without regard to the case of ASCII.
pub(super) struct WordList {
    words: Vec<&'static str>,
    /// What [`of_word`] gives for each.
    numbers: MixedSet,
}

impl WordList {
    /// The words of a text, a bar between two: a string is smaller than an array of them.
    pub(super) fn new(words: &'static str) -> Self {
        let words: Vec<&str> = words.split('|').collect();
        let numbers = words.iter().map(|word| of_word(word.as_bytes(), 0x20)).collect();
        Self { words, numbers }
    }

    /// Whether the word is in the list.
    pub(super) fn contains(&self, word: &str) -> bool {
        match word.is_ascii() {
            // Marks may meet letters in one number; what is found is looked at again.
            true => {
                self.numbers.contains(&of_word(word.as_bytes(), 0x20))
                    && self.words.iter().any(|it| it.eq_ignore_ascii_case(word))
            }
            false => self.words.contains(&word.to_lowercase().as_str()),
        }
    }
}

/// A map from numbers that are well mixed already.
pub(super) type MixedMap<T> = HashMap<u64, T, BuildHasherDefault<Mixed>>;

/// Takes a number for its own hash.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |key, byte| mix(key, u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case() {
        let list = WordList::new("wire|what’s");
        assert!(["wire", "Wire", "WIRE", "What’s"].iter().all(|word| list.contains(word)));
        assert!(!["wires", "", "wir", "Whats", "w\tre"].iter().any(|word| list.contains(word)));
    }

    #[test]
    fn packed_is_the_same_wherever_it_stands() {
        for text in ["", "a", "of", "their", "harbours"] {
            let within = format!("<<{text}>> and more");
            assert_eq!(packed(text.as_bytes(), 0, text.len()), packed(within.as_bytes(), 2, text.len()));
        }
    }
}
