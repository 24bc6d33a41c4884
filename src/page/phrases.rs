//! The table of stock phrases, and the search in it.
//!
//! All phrases of `src/data/cues.txt` stand in one tree, so that looking costs the same however many there are.

use std::sync::LazyLock;

use super::cues::Cue;
use crate::text::hash::{SEED, mix, packed};
use crate::text::is_word;
use crate::text::remarks::without_remarks;

static TABLE: &str = without_remarks!(include_str!("../data/cues.txt"));

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Whole,
    Start,
    End,
    Anywhere,
}

/// All phrases as a tree of their beginnings. A *token* is a run of letters and digits, or any other byte by itself.
///
/// Everything here is small, for every line of a page looks into it at places that nothing foretells.
pub(super) struct Phrases {
    beginnings: Beginnings,
    all: Vec<Phrase>,
    /// What the phrases say, one behind another.
    texts: String,
    /// How all of them begin.
    openings: Openings,
    /// How those begin that may stand behind a line's start.
    pub(super) behind: Openings,
    /// How those begin that fill whole lines.
    pub(super) whole: Openings,
}

/// One use of a phrase.
pub(super) struct Phrase {
    /// Where it stands in the texts.
    start: u32,
    length: u16,
    /// Another use of the same phrase, or [`UNFINISHED`].
    also: u16,
    pub(super) anchor: Anchor,
    pub(super) cue: Cue,
}

/// No place of a phrase.
const UNFINISHED: u16 = u16::MAX;

pub(super) static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases {
        beginnings: Beginnings { slots: vec![0; 1 << Beginnings::BITS] },
        all: Vec::new(),
        texts: String::new(),
        openings: Openings::default(),
        behind: Openings::default(),
        whole: Openings::default(),
    };
    for (anchor, cue, phrase) in table() {
        for spelling in spellings(phrase) {
            phrases.insert(&spelling, anchor, cue);
        }
    }
    phrases
});

impl Phrases {
    fn insert(&mut self, phrase: &str, anchor: Anchor, cue: Cue) {
        let (mut key, mut end) = (SEED, 0);
        while end < phrase.len() {
            (key, end) = token(phrase.as_bytes(), end, key);
            if !is_passed(phrase.as_bytes(), end) {
                self.beginnings.slot(key, UNFINISHED);
            }
        }
        let (start, place) = (self.texts.len() as u32, self.all.len() as u16);
        let slot = self.beginnings.slot(key, UNFINISHED);
        let also = place_of(*slot);
        *slot = *slot & !u64::from(u16::MAX) | u64::from(place);
        self.all.push(Phrase { start, length: phrase.len() as u16, also, anchor, cue });
        self.texts.push_str(phrase);
        self.openings.insert(phrase.as_bytes());
        if matches!(anchor, Anchor::End | Anchor::Anywhere) {
            self.behind.insert(phrase.as_bytes());
        }
        if anchor == Anchor::Whole {
            self.whole.insert(phrase.as_bytes());
        }
    }

    /// The phrases that begin at `start` and end at `limit` at the latest, both where words do.
    pub(super) fn at<'p>(&'p self, text: &'p str, start: usize, limit: usize) -> Found<'p> {
        let opens = start < limit && self.openings.opens(&text.as_bytes()[start..]);
        self.opened(text, start, if opens { limit } else { start })
    }

    /// The same where it is known that one may open there.
    pub(super) fn opened<'p>(&'p self, text: &'p str, start: usize, limit: usize) -> Found<'p> {
        let limit = if start < limit && begins_token(text, start) { limit } else { start };
        Found { phrases: self, text, start, limit, key: SEED, end: start }
    }
}

/// Each beginning of a phrase that ends where a token does, blanks aside, by the number of its text, ASCII case aside: the
/// number, and in its last sixteen bits the place of the phrase, [`UNFINISHED`] where it is none; 0 where free.
struct Beginnings {
    slots: Vec<u64>,
}

impl Beginnings {
    /// The tests see to it that half of so many are free.
    const BITS: u32 = 14;

    fn find(&self, key: u64) -> (usize, bool) {
        // Of the bits of a number made by `mix` these depend on all that was mixed.
        let mut at = (key >> (23 - Self::BITS)) as usize % (1 << Self::BITS);
        loop {
            let slot = self.slots[at];
            if slot == 0 || (slot ^ key) >> 16 == 0 {
                return (at, slot != 0);
            }
            at = (at + 1) % (1 << Self::BITS);
        }
    }

    fn get(&self, key: u64) -> Option<u16> {
        let (at, known) = self.find(key);
        known.then(|| place_of(self.slots[at]))
    }

    /// The slot of a beginning, a new one with that place.
    fn slot(&mut self, key: u64, place: u16) -> &mut u64 {
        let (at, known) = self.find(key);
        let slot = &mut self.slots[at];
        if !known {
            *slot = key & !u64::from(u16::MAX) | u64::from(place);
        }
        slot
    }
}

fn place_of(slot: u64) -> u16 {
    slot as u16
}

/// Whether what was read up to `end` is not looked up: behind a blank a phrase goes on or there is none.
fn is_passed(bytes: &[u8], end: usize) -> bool {
    bytes[end - 1] == b' '
}

/// Iterator over the phrases that may begin at a byte, shorter ones first; made by [`Phrases::at`].
pub(super) struct Found<'p> {
    phrases: &'p Phrases,
    text: &'p str,
    pub(super) start: usize,
    limit: usize,
    /// The number of all up to `end`.
    key: u64,
    end: usize,
}

/// A phrase that a part of the text is by its number.
pub(super) struct Hit<'p> {
    phrases: &'p Phrases,
    text: &'p str,
    start: usize,
    pub(super) end: usize,
    place: u16,
}

impl<'p> Iterator for Found<'p> {
    type Item = Hit<'p>;

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        while self.end < self.limit {
            (self.key, self.end) = token(bytes, self.end, self.key);
            if is_passed(bytes, self.end) {
                continue;
            }
            let known = if self.end <= self.limit { self.phrases.beginnings.get(self.key) } else { None };
            let Some(place) = known else {
                self.end = self.limit;
                return None;
            };
            if place != UNFINISHED {
                return Some(Hit { phrases: self.phrases, text: self.text, start: self.start, end: self.end, place });
            }
        }
        None
    }
}

impl<'p> Hit<'p> {
    pub(super) fn uses(&self) -> impl Iterator<Item = &'p Phrase> {
        let all = &self.phrases.all;
        std::iter::successors(all.get(usize::from(self.place)), |one| all.get(usize::from(one.also)))
    }

    /// Whether the phrase stands there indeed: asked last, for most are not wanted.
    pub(super) fn stands(&self) -> bool {
        self.uses().next().is_some_and(|phrase| {
            let text = &self.phrases.texts[phrase.start as usize..][..usize::from(phrase.length)];
            self.text.as_bytes()[self.start..self.end].eq_ignore_ascii_case(text.as_bytes())
                && begins_token(self.text, self.end)
        })
    }
}

/// Where the token that begins at `start` ends, and the number of all that was read with it.
#[inline]
fn token(bytes: &[u8], start: usize, key: u64) -> (u64, usize) {
    let end = plain_word(bytes, start);
    if end == start {
        return (mix(key, bytes[start].into()), start + 1);
    }
    // The bit makes small letters of capital ones and leaves digits alone.
    const SMALL: u64 = 0x2020_2020_2020_2020;
    let (mut key, mut from) = (key, start);
    while from < end {
        let length = (end - from).min(8);
        key = mix(key, packed(bytes, from, length) | SMALL >> (64 - 8 * length));
        from += length;
    }
    (key, end)
}

pub(super) fn token_end(bytes: &[u8], start: usize) -> usize {
    plain_word(bytes, start).max(start + 1)
}

/// Where the letters and digits of ASCII end that begin at `start`.
#[inline]
pub(super) fn plain_word(bytes: &[u8], start: usize) -> usize {
    static PLAIN: [bool; 256] = {
        let mut plain = [false; 256];
        let mut byte = 0_u8;
        while byte < 128 {
            plain[byte as usize] = byte.is_ascii_alphanumeric();
            byte += 1;
        }
        plain
    };
    let rest = &bytes[start..];
    start + rest.iter().position(|byte| !PLAIN[usize::from(*byte)]).unwrap_or(rest.len())
}

/// Whether no word stands on both sides of byte `at`.
fn begins_token(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let (Some(&before), Some(&after)) = (at.checked_sub(1).and_then(|last| bytes.get(last)), bytes.get(at)) else {
        return true;
    };
    if before.is_ascii() && after.is_ascii() {
        return !(is_word(before.into()) && is_word(after.into()));
    }
    let Some((before, after)) = text.split_at_checked(at) else { return false };
    !(after.starts_with(is_word) && before.ends_with(is_word))
}

/// How phrases begin, ASCII case aside; may say yes to what none begins with.
///
/// Looking whether one begins at a byte takes a handful of instructions, however many phrases there are.
#[derive(Default)]
pub(super) struct Openings {
    /// The first four bytes of every phrase that has so many.
    all: Bits,
    /// The first four bytes of those of fewer than eight.
    short: Bits,
    /// The first eight bytes of the others, for small words stand at the start of many.
    long: Bits,
    /// The first two bytes of those of fewer than four.
    tiny: Bits,
}

impl Openings {
    fn insert(&mut self, phrase: &[u8]) {
        match (phrase.first_chunk::<4>(), phrase.first_chunk::<8>(), phrase) {
            (Some(four), Some(eight), _) => {
                self.all.insert(of_four(*four));
                self.long.insert(of_eight(*eight));
            }
            (Some(four), None, _) => {
                self.all.insert(of_four(*four));
                self.short.insert(of_four(*four));
            }
            (None, _, [one, two, ..]) => self.tiny.insert(of_two(*one, *two)),
            // One letter could go on with anything.
            (None, _, [one]) => (0..=u8::MAX).for_each(|two| self.tiny.insert(of_two(*one, two))),
            (None, _, []) => {}
        }
    }

    /// Calls `look` with those of the places in the window, a bit each, from `first` on, at which a phrase of at least four bytes may begin.
    pub(super) fn find(&self, window: &[u8], starts: &[u64], first: usize, mut look: impl FnMut(usize)) {
        for (nth, &starts) in starts.iter().enumerate().take(window.len().div_ceil(64)) {
            let base = 64 * nth;
            let passed = first.saturating_sub(base);
            let mut starts = if passed < 64 { starts & u64::MAX << passed } else { 0 };
            while starts != 0 {
                let at = base + starts.trailing_zeros() as usize;
                starts &= starts - 1;
                let Some(rest) = window.get(at..) else { return };
                if self.opens_long(rest) {
                    look(at);
                }
            }
        }
    }

    /// Whether a phrase may begin the text.
    pub(super) fn opens(&self, text: &[u8]) -> bool {
        let [one, two, _, _, ..] = text else { return true };
        self.opens_long(text) || self.tiny.holds(of_two(*one, *two))
    }

    /// Whether a phrase of at least four bytes may begin the text.
    #[inline]
    fn opens_long(&self, text: &[u8]) -> bool {
        let Some(four) = text.first_chunk().map(|four| of_four(*four)) else { return false };
        self.all.holds(four)
            && (self.short.holds(four) || text.first_chunk().is_some_and(|eight| self.long.holds(of_eight(*eight))))
    }
}

/// A number for two bytes.
fn of_two(one: u8, two: u8) -> u32 {
    of_four([one, two, 0, 0])
}

/// A number for four bytes. Setting one bit in each makes small letters of capital ones.
fn of_four(four: [u8; 4]) -> u32 {
    (u32::from_le_bytes(four) | 0x2020_2020).wrapping_mul(0x9e37_79b1)
}

/// The same for eight.
fn of_eight(eight: [u8; 8]) -> u32 {
    ((u64::from_le_bytes(eight) | 0x2020_2020_2020_2020).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

/// A set of well mixed numbers of which only the upper bits are kept.
struct Bits([u64; 1 << (Self::KEPT - 6)]);

impl Default for Bits {
    fn default() -> Self {
        Self([0; 1 << (Self::KEPT - 6)])
    }
}

impl Bits {
    const KEPT: u32 = 13;

    fn insert(&mut self, number: u32) {
        let bit = number >> (32 - Self::KEPT);
        self.0[(bit >> 6) as usize] |= 1 << (bit & 63);
    }

    fn holds(&self, number: u32) -> bool {
        let bit = number >> (32 - Self::KEPT);
        self.0[(bit >> 6) as usize] >> (bit & 63) & 1 == 1
    }
}

/// The rows of the table; the tests see to it that every line of it is one.
fn table() -> impl Iterator<Item = (Anchor, Cue, &'static str)> {
    let mut section = None;
    TABLE.lines().filter_map(move |line| {
        if let Some(name) = line.strip_prefix('[') {
            section = Cue::named(name.trim_end_matches(']'));
            return None;
        }
        let anchor = match line.as_bytes().first()? {
            b'=' => Anchor::Whole,
            b'^' => Anchor::Start,
            b'$' => Anchor::End,
            b'~' => Anchor::Anywhere,
            _ => return None,
        };
        Some((anchor, section?, line[1..].trim()))
    })
}

/// A phrase with its quotes straight and curly.
fn spellings(phrase: &str) -> Vec<String> {
    let mut all = vec![phrase.to_owned()];
    if phrase.contains('\'') {
        all.push(phrase.replace('\'', "’"));
    }
    if phrase.contains('"') {
        all.push(phrase.replace('"', "“"));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_understood() {
        let rows = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('['));
        assert_eq!(rows.count(), table().count());
        for name in TABLE.lines().filter_map(|line| line.strip_prefix('[')) {
            assert!(Cue::named(name.trim_end_matches(']')).is_some(), "{name}");
        }
        for (anchor, _, phrase) in table() {
            assert_eq!(phrase, phrase.to_ascii_lowercase());
            assert!(!phrase.contains(['’', '“', '”']), "{phrase}");
            let plain = phrase.starts_with(|c: char| c.is_ascii() && !c.is_ascii_digit() && !matches!(c, ' ' | '"'));
            assert!(phrase.len() >= 4 && plain || matches!(anchor, Anchor::Whole | Anchor::Start), "{phrase}");
        }
        let slots = &PHRASES.beginnings.slots;
        assert!(2 * slots.iter().filter(|slot| **slot != 0).count() < slots.len());
    }
}
