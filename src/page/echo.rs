//! Which words a line shares with the lines around it.
//!
//! A headline is echoed by the story after it, not by the story before; a heading within a story by both. Each line of a
//! page is read once, when it is first asked about. Its words get small numbers, so that sets of them are marks in a list.

use std::cell::Cell;
use std::ops::Range;

use memchr::{memchr, memchr_iter};

use super::line::{LONGEST_SMALL, is_small_word, ones};
use super::rules::View;
use super::sorted::sorted;
use crate::text::hash::{SEED, mix, packed};
use crate::text::{Run, block, classes, is_letter, weighty};

/// Calls `each` with the numbers of the words that carry meaning in a part of the text, some at a time; see [`key`].
fn content(view: &View<'_>, part: Range<usize>, mut each: impl FnMut(&[u64])) {
    const SOME: usize = 64;
    let bytes = view.text.as_bytes();
    let (mut keys, mut count) = ([0; SOME], 0);
    weighty(bytes, view.planes, part, |Run { start, end, ascii }| {
        if !ascii {
            beyond_ascii(view.text, start, end, &mut each);
            return;
        }
        // Whether it is taken is not foretold from word to word, so it is only counted or not.
        let word = packed(bytes, start, (end - start).min(LETTERS));
        keys[count % SOME] = mix(SEED, in_small(word, end - start));
        count += usize::from(!is_small_word(word));
        if count == SOME {
            each(&keys);
            count = 0;
        }
    });
    each(&keys[..count]);
}

/// The same of a run that is not all letters and digits of ASCII: there are marks in it, too.
#[inline(never)]
fn beyond_ascii(text: &str, start: usize, end: usize, each: &mut dyn FnMut(&[u64])) {
    let mut at = start;
    for piece in text[start..end].split_inclusive(|c| !is_letter(c)) {
        let letters = piece.trim_end_matches(|c| !is_letter(c));
        let (from, to) = (at, at + letters.len());
        let found = match letters.is_ascii() {
            true if to - from >= 3 => plain(text.as_bytes(), from, to),
            _ => wide(letters),
        };
        each(found.as_slice());
        at += piece.len();
    }
}

/// The number of the word `start..end`, three ASCII letters and digits or more, if it carries meaning.
#[inline(always)]
fn plain(bytes: &[u8], start: usize, end: usize) -> Option<u64> {
    let length = end - start;
    if length == 3 && bytes[start].is_ascii_lowercase() {
        return None;
    }
    let word = packed(bytes, start, length.min(LETTERS));
    (length > LONGEST_SMALL || !is_small_word(word)).then(|| mix(SEED, in_small(word, length)))
}

/// The first letters of a word of ASCII letters and digits, small: the bit makes small letters of capital ones and leaves
/// digits alone.
#[inline]
fn in_small(word: u64, length: usize) -> u64 {
    word | 0x2020_2020_2020_2020 & (u64::MAX >> (64 - 8 * length.min(LETTERS)))
}

/// As [`key`], for a word of so many ASCII letters and digits, one at least.
#[inline]
fn plain_key(bytes: &[u8], start: usize, length: usize) -> u64 {
    mix(SEED, in_small(packed(bytes, start, length.min(LETTERS)), length))
}

/// The number of a word if it carries meaning, whatever its letters.
fn wide(word: &str) -> Option<u64> {
    let big = || word.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase());
    (word.len() >= 4 || word.len() == 3 && big()).then(|| key(word))
}

/// The share of a title's words that what stands below it says again, where it is told there.
pub(super) const ECHOED: f32 = 0.4;

/// How many letters of a word count, so that "fires" and "fired" are one.
const LETTERS: usize = 6;

/// A number for the first six letters of a word, case aside.
fn key(word: &str) -> u64 {
    let mut letters = word.chars().take(LETTERS).flat_map(char::to_lowercase);
    // Letters of ASCII make one number, as those of words do that are in ASCII throughout.
    let mut plain = 0;
    for nth in 0.. {
        match letters.next() {
            Some(c) if c.is_ascii() && nth < 8 => plain |= u64::from(c) << (8 * nth),
            Some(c) => return letters.fold(mix(mix(!SEED, plain), u64::from(c)), |key, c| mix(key, u64::from(c))),
            None => break,
        }
    }
    mix(SEED, plain)
}

/// How much of a long paragraph is read, in bytes.
const SAMPLE: usize = 800;
/// How many of its words are looked at for names.
const WORDS: usize = 240;

/// Calls `each` with the names in a text: words with a capital that no sentence begins with, numbered like those of
/// [`content`].
fn names(text: &str, mut each: impl FnMut(u64)) {
    let whole = memchr_iter(b' ', text.as_bytes()).nth(WORDS - 1).unwrap_or(text.len());
    let bytes = &text.as_bytes()[..whole];
    let mut after = 0;
    for base in (0..bytes.len()).step_by(64) {
        let all = classes(&block(bytes, base));
        // What stands behind a blank and is no small letter.
        let begins = (all.gaps << 1 | after) & !(all.letters & !all.capitals) & !all.gaps;
        after = all.gaps >> 63;
        for start in ones(begins).map(|nth| base + nth) {
            // A name right after a small word or a comma stands within a sentence.
            let inside = match bytes.get(start.wrapping_sub(2)) {
                Some(last) if last.is_ascii() => last.is_ascii_lowercase() || matches!(last, b',' | b';'),
                Some(_) => text[..start - 1].ends_with(char::is_lowercase),
                None => false,
            };
            if inside && bytes[start - 1] == b' ' && start < bytes.len() {
                // A blank ends it, and mostly stands in the same block.
                let near = all.gaps >> (start - base);
                let end = match near {
                    0 => memchr(b' ', &bytes[start..]).map_or(bytes.len(), |length| start + length),
                    _ => start + near.trailing_zeros() as usize,
                };
                name(&text[start..end]).into_iter().for_each(&mut each);
            }
        }
    }
}

/// The number of a word if it is a name: a capital letter and two small ones.
fn name(word: &str) -> Option<u64> {
    if word.is_ascii() {
        let bytes = word.as_bytes();
        let start = bytes.iter().position(u8::is_ascii_alphanumeric)?;
        let named = bytes[start].is_ascii_uppercase()
            && bytes.get(start + 1..start + 3).is_some_and(|next| next.iter().all(u8::is_ascii_lowercase));
        let letters = || bytes[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        return named.then(|| plain_key(bytes, start, letters()));
    }
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let mut letters = bare.chars();
    let named =
        letters.next().is_some_and(char::is_uppercase) && letters.take(2).filter(|c| c.is_lowercase()).count() == 2;
    let end = bare.find(|c: char| !c.is_alphanumeric()).unwrap_or(bare.len());
    named.then(|| key(&bare[..end]))
}

/// Which share of the names of each text, each once, another of the texts has, too, on average over the texts; all of them
/// where a text has fewer than `least`. No text is without names.
pub(super) fn retold(texts: &[Vec<u32>], least: usize) -> f32 {
    let all = sorted(texts.concat());
    let again = |name: &u32| {
        let first = all.partition_point(|other| other < name);
        all.get(first + 1) == Some(name)
    };
    let share = |names: &Vec<u32>| match names.len() {
        few if few < least => 1.0,
        all => names.iter().filter(|name| again(name)).count() as f32 / all as f32,
    };
    texts.iter().map(share).sum::<f32>() / texts.len() as f32
}

/// Numbers for the words of a page, from 0 on; emptied in one step.
#[derive(Debug)]
struct Numbers {
    /// Each word stands where its key says, or at the next free place after it. At least half are free.
    places: Vec<Place>,
    round: u32,
    count: u32,
}

/// A word's key and number; free where it is not of the round.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    key: u64,
    number: u32,
    round: u32,
}

impl Default for Numbers {
    fn default() -> Self {
        Self { places: Vec::new(), round: 1, count: 0 }
    }
}

impl Numbers {
    fn clear(&mut self) {
        self.round += 1;
        self.count = 0;
    }

    /// Where a key stands, or would.
    #[inline]
    fn place(&self, key: u64) -> usize {
        let last = self.places.len() - 1;
        let mut at = key as usize & last;
        while self.places[at].key != key && self.places[at].round == self.round {
            at = (at + 1) & last;
        }
        at
    }

    /// Makes room for a word more.
    #[cold]
    fn grow(&mut self) {
        let more = vec![Place::default(); (self.places.len() * 2).max(512)];
        for place in std::mem::replace(&mut self.places, more) {
            if place.round == self.round {
                let at = self.place(place.key);
                self.places[at] = place;
            }
        }
    }

    #[inline(always)]
    fn of(&mut self, key: u64) -> u32 {
        if self.count as usize * 2 >= self.places.len() {
            self.grow();
        }
        let at = self.place(key);
        let place = &mut self.places[at];
        if place.round != self.round {
            *place = Place { key, number: self.count, round: self.round };
            self.count += 1;
        }
        place.number
    }
}

/// A set of words that is emptied in one step.
#[derive(Debug)]
pub(super) struct Words {
    /// For each word the round in which it was added last.
    rounds: Vec<u32>,
    round: u32,
    count: usize,
}

impl Default for Words {
    fn default() -> Self {
        Self { rounds: Vec::new(), round: 1, count: 0 }
    }
}

impl Words {
    pub(super) fn clear(&mut self) {
        self.round += 1;
        self.count = 0;
    }

    /// Adds a word; whether it is new.
    pub(super) fn insert(&mut self, word: u32) -> bool {
        let at = word as usize;
        if at >= self.rounds.len() {
            self.rounds.resize((at + 1).next_power_of_two().max(256), 0);
        }
        let new = self.rounds[at] != self.round;
        self.rounds[at] = self.round;
        self.count += usize::from(new);
        new
    }

    pub(super) fn contains(&self, word: u32) -> bool {
        self.rounds.get(word as usize).is_some_and(|round| *round == self.round)
    }

    /// Takes a word out; whether it was there.
    #[inline]
    fn remove(&mut self, word: u32) -> bool {
        match self.rounds.get_mut(word as usize) {
            Some(round) if *round == self.round => {
                *round = 0;
                self.count -= 1;
                true
            }
            _ => false,
        }
    }

    /// How many different words there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The share of some words that is in the set; 0 where there are none.
    pub(super) fn share(&self, words: &[u32]) -> f32 {
        let found = words.iter().filter(|word| self.contains(**word)).count();
        if words.is_empty() { 0.0 } else { found as f32 / words.len() as f32 }
    }
}

/// What was read of each line: words one line after another.
#[derive(Debug, Default)]
struct Read {
    words: Vec<u32>,
    /// Where in `words` those of a line stand, by the number of the line; nowhere, beyond their end, before it is read.
    lines: Vec<Range<u32>>,
}

impl Read {
    fn clear(&mut self) {
        self.words.clear();
        self.lines.clear();
    }

    /// The words of line `at`, which `read` takes down if nobody asked for them before.
    fn of(&mut self, view: &View<'_>, at: usize, read: impl FnOnce(&mut Vec<u32>)) -> Range<usize> {
        const UNREAD: Range<u32> = u32::MAX..u32::MAX;
        if self.lines.is_empty() {
            self.lines.resize(view.lines.len(), UNREAD);
            // A word in ten bytes carries meaning, about.
            self.words.reserve(view.text.len() / 10);
        }
        if self.lines[at] == UNREAD {
            let start = self.words.len() as u32;
            read(&mut self.words);
            self.lines[at] = start..self.words.len() as u32;
        }
        let Range { start, end } = self.lines[at];
        start as usize..end as usize
    }
}

thread_local! {
    /// What was heard of the page before, whose memory the next one uses.
    static SPARE: Cell<Heard> = Cell::default();
}

/// Most words for which a thread keeps room, and pages until it makes it anew.
const MOST_SPARE: usize = 4 << 10;
const MOST_ROUNDS: u32 = 1 << 30;

/// The words of a page's lines.
#[derive(Debug, Default)]
pub(super) struct Heard {
    numbers: Numbers,
    content: Read,
    names: Read,
    /// Room for what is looked for.
    sought: Words,
}

impl Heard {
    /// Nothing heard yet.
    pub(super) fn new() -> Self {
        let mut spare = SPARE.take();
        spare.numbers.clear();
        spare.content.clear();
        spare.names.clear();
        spare
    }

    /// Leaves its memory to the next page.
    pub(super) fn leave(self) {
        let room = self.numbers.places.len().max(self.content.words.capacity()).max(self.names.words.capacity());
        if room <= MOST_SPARE && self.numbers.round.max(self.sought.round) < MOST_ROUNDS {
            SPARE.set(self);
        }
    }

    /// The words of a line that carry meaning, in their order, as often as they stand there.
    pub(super) fn words(&mut self, view: &View<'_>, at: usize) -> &[u32] {
        let Self { numbers, content: read, .. } = self;
        let range = read.of(view, at, |into| {
            let (start, end) = (view.lines[at].span.start(), view.lines[at].span.end());
            // Long paragraphs are sampled from their start, so that the cost of one look is bounded.
            let mut end = end.min(start + SAMPLE);
            while !view.text.is_char_boundary(end) {
                end -= 1;
            }
            content(view, start..end, |keys| into.extend(keys.iter().map(|key| numbers.of(*key))));
        });
        &self.content.words[range]
    }

    /// As [`Heard::words`], of all of a long paragraph, too.
    pub(super) fn add_all(&mut self, view: &View<'_>, at: usize, to: &mut Words) {
        let text = view.line_text(at);
        if text.len() <= SAMPLE {
            self.words(view, at).iter().for_each(|word| _ = to.insert(*word));
        } else {
            let span = view.lines[at].span;
            content(view, span.start()..span.end(), |keys| {
                keys.iter().for_each(|key| _ = to.insert(self.numbers.of(*key)));
            });
        }
    }

    /// The words of several lines, each once.
    pub(super) fn all(&mut self, view: &View<'_>, lines: impl IntoIterator<Item = usize>) -> Vec<u32> {
        let mut sought = std::mem::take(&mut self.sought);
        sought.clear();
        let mut all = Vec::with_capacity(64);
        for at in lines {
            all.extend(self.words(view, at).iter().filter(|word| sought.insert(**word)));
        }
        self.sought = sought;
        all
    }

    /// The names in several lines, each once.
    pub(super) fn names(&mut self, view: &View<'_>, lines: impl IntoIterator<Item = usize>) -> Vec<u32> {
        let Self { numbers, names: read, sought, .. } = self;
        sought.clear();
        let mut all = Vec::new();
        for at in lines {
            let range = read.of(view, at, |into| {
                names(view.line_text(at), |key| into.push(numbers.of(key)));
            });
            all.extend(read.words[range].iter().filter(|word| sought.insert(**word)));
        }
        all
    }

    /// The shares of some words, each once, that stand in the first so many of `lines`, for each count, in rising
    /// order; 0 where there are no words.
    pub(super) fn shares<const N: usize>(
        &mut self,
        view: &View<'_>,
        own: &[u32],
        lines: impl IntoIterator<Item = usize>,
        counts: [usize; N],
    ) -> [f32; N] {
        if own.is_empty() {
            return [0.0; N];
        }
        let mut missing = std::mem::take(&mut self.sought);
        missing.clear();
        own.iter().for_each(|word| _ = missing.insert(*word));
        let (mut lines, mut read, mut found) = (lines.into_iter(), 0, 0);
        let shares = counts.map(|count| {
            while read < count
                && let Some(line) = lines.next()
            {
                found += self.words(view, line).iter().filter(|word| missing.remove(**word)).count();
                read += 1;
            }
            found as f32 / own.len() as f32
        });
        self.sought = missing;
        shares
    }

    /// How many of the words of line `at`, as often as they stand there, stand in `lines` and are not `known`.
    pub(super) fn fresh(
        &mut self,
        view: &View<'_>,
        at: usize,
        lines: impl IntoIterator<Item = usize>,
        known: &Words,
    ) -> usize {
        let mut missing = std::mem::take(&mut self.sought);
        missing.clear();
        self.words(view, at).iter().for_each(|word| _ = missing.insert(*word));
        for line in lines {
            self.words(view, line).iter().for_each(|word| _ = missing.remove(*word));
        }
        let own = self.words(view, at).iter();
        let fresh = own.filter(|word| !known.contains(**word) && !missing.contains(**word)).count();
        self.sought = missing;
        fresh
    }

    /// The share of the different words of line `at` that stand in `lines`, too.
    pub(super) fn share(&mut self, view: &View<'_>, at: usize, lines: impl IntoIterator<Item = usize>) -> f32 {
        let own = self.all(view, [at]);
        self.share_of(view, &own, lines)
    }

    /// The share of some words, each once, that stand in `lines`; 0 where there are none.
    pub(super) fn share_of(&mut self, view: &View<'_>, own: &[u32], lines: impl IntoIterator<Item = usize>) -> f32 {
        let [share] = self.shares(view, own, lines, [usize::MAX]);
        share
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_within_sentences() {
        let found = |text: &str| {
            let mut all = Vec::new();
            names(text, |name| all.push(name));
            all
        };
        assert_eq!(found("The harbour of “Nordfold”, said  Moe. Ada and ABC."), [key("Nordfold")]);
        assert_eq!(found("Moe, Ada Lund"), [key("Ada"), key("Lund")]);
        assert!(found("Ada. Moe! Lund").is_empty());
        assert_eq!(found("wo Österreich liegt"), [key("österreich")]);
    }

    #[test]
    fn words_are_numbered_and_told_apart() {
        let mut numbers = Numbers::default();
        let keys: Vec<u64> = (0..2000).map(|nth| mix(SEED, nth)).collect();
        let first: Vec<u32> = keys.iter().map(|key| numbers.of(*key)).collect();
        assert_eq!(first, (0..2000).collect::<Vec<u32>>());
        assert!(keys.iter().zip(first).all(|(key, number)| numbers.of(*key) == number));
        let mut words = Words::default();
        assert!(words.insert(7) && !words.insert(7) && words.insert(900));
        assert_eq!((words.len(), words.share(&[7, 8, 900, 2000]), words.share(&[])), (2, 0.5, 0.0));
        words.clear();
        assert!(!words.contains(7) && words.len() == 0);
    }
}
