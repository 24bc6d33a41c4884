//! Numbers for short pieces of text: what sets and tables of words are looked up by.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

/// A number that depends on `key` and everything mixed into it before, in order.
pub(crate) const fn mix(key: u64, next: u64) -> u64 {
    (key ^ next).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23)
}

/// Where mixing begins.
pub(crate) const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// The `length` bytes (eight at most) at `start` as one number, zeros behind them: two pieces of at most eight bytes,
/// none of them zero, are the same where their numbers are.
#[inline]
pub(crate) fn packed(bytes: &[u8], start: usize, length: usize) -> u64 {
    match bytes.get(start..).and_then(|rest| rest.first_chunk::<8>()) {
        Some(_) if length == 0 => 0,
        Some(eight) => u64::from_le_bytes(*eight) & (u64::MAX >> (64 - 8 * length)),
        None => packed_alone(&bytes[start..start + length]),
    }
}

/// As [`packed`], of bytes behind which none may be read: their ends, which overlap, are put together. Few words stand so near
/// a text's end, and without this [`packed`] is small enough to be put in its place everywhere.
#[cold]
#[inline(never)]
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
pub(crate) fn of_word(word: &[u8], bit: u8) -> u64 {
    let (mut key, mut start) = (SEED, 0);
    while start < word.len() {
        let length = (word.len() - start).min(8);
        key = mix(key, packed(word, start, length) | packed(&[bit; 8], 0, length));
        start += 8;
    }
    key
}

/// A set of numbers that are well mixed already.
pub(crate) type MixedSet = HashSet<u64, BuildHasherDefault<Mixed>>;

/// A list of words in small letters that is looked up without regard to the case of letters.
#[derive(Debug)]
pub(crate) struct WordList {
    words: &'static str,
    /// Where each word begins in `words`, one more, and above that half of its number: at the place that the number says, or
    /// the next free one after it; 0 where free. At least half are free. Made when one is asked for; four bytes each, since
    /// many lists are asked by turns.
    places: OnceLock<Places>,
}

#[derive(Debug)]
struct Places {
    places: Vec<u32>,
    /// How long words are, a bit a length, by the last five bits of their first byte: most that are looked up are unlike all of
    /// the list.
    lengths: [u32; 32],
}

/// The bits of a word in [`Places::lengths`], and which of them are its own.
#[inline]
fn shape(word: &str) -> (usize, u32) {
    (usize::from(word.as_bytes().first().map_or(0, |first| first & 31)), 1 << word.len().min(31))
}

impl WordList {
    /// The words of a text shorter than sixty-four kilobytes, a bar between two: a string is smaller than an array of them.
    pub(crate) const fn new(words: &'static str) -> Self {
        Self { words, places: OnceLock::new() }
    }

    /// Whether the word is in the list.
    pub(crate) fn contains(&self, word: &str) -> bool {
        match word.is_ascii() {
            true => self.alike(word).is_some(),
            false => self.contains_small(&word.to_lowercase()),
        }
    }

    /// Whether the word, its letters as they are, is in the list.
    pub(crate) fn contains_small(&self, word: &str) -> bool {
        self.alike(word) == Some(word)
    }

    /// The word of the list that is the same but for the case of ASCII.
    fn alike(&self, word: &str) -> Option<&'static str> {
        let Places { places, lengths } = self.places.get_or_init(|| places(self.words));
        let (first, length) = shape(word);
        if lengths[first] & length == 0 {
            return None;
        }
        let number = number(word);
        let mut at = number as usize & (places.len() - 1);
        while places[at] != 0 {
            if (places[at] ^ number) >> 16 == 0 {
                let rest = &self.words[(places[at] & 0xffff) as usize - 1..];
                let known = rest.split_once('|').map_or(rest, |(known, _)| known);
                if known.eq_ignore_ascii_case(word) {
                    return Some(known);
                }
            }
            at = (at + 1) & (places.len() - 1);
        }
        None
    }
}

fn places(words: &str) -> Places {
    let mut places = vec![0; (2 * words.split('|').count()).next_power_of_two()];
    let (mut start, mut lengths) = (1, [0; 32]);
    for word in words.split('|') {
        let (first, length) = shape(word);
        lengths[first] |= length;
        let mut at = number(word) as usize & (places.len() - 1);
        while places[at] != 0 {
            at = (at + 1) & (places.len() - 1);
        }
        places[at] = number(word) & 0xffff_0000 | start;
        start += word.len() as u32 + 1;
    }
    Places { places, lengths }
}

fn number(word: &str) -> u32 {
    (of_word(word.as_bytes(), 0x20) >> 16) as u32
}

/// A map from numbers that are well mixed already.
pub(crate) type MixedMap<T> = HashMap<u64, T, BuildHasherDefault<Mixed>>;

/// Takes a number for its own hash.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks();
        self.0 = eights.iter().fold(self.0, |key, eight| mix(key, u64::from_le_bytes(*eight)));
        self.0 = mix(self.0, packed(bytes, bytes.len() - rest.len(), rest.len()));
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
