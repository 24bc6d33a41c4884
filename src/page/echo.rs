//! Which words a line shares with the lines around it.
//!
//! A headline is echoed by the story after it, not by the story before; a heading within a story by both.

use std::ops::Range;

use super::hash::{MixedSet, SEED, mix, packed};
use super::line::is_small;
use super::rules::View;
use crate::text::{Run, runs};

/// The numbers of the line's words that carry meaning; see [`key`].
pub(super) fn content(text: &str, into: &mut Vec<u64>) {
    let bytes = text.as_bytes();
    for Run { start, end, ascii } in runs(bytes, None) {
        if ascii {
            word(text, start, end, true, into);
            continue;
        }
        // Beyond ASCII there are marks, too.
        let mut at = start;
        for piece in text[start..end].split_inclusive(|c| !is_letter(c)) {
            let letters = piece.trim_end_matches(|c| !is_letter(c));
            word(text, at, at + letters.len(), letters.is_ascii(), into);
            at += piece.len();
        }
    }
}

/// `char::is_alphanumeric`, quick about the quotes and dashes that most of what is not ASCII is in English.
fn is_letter(c: char) -> bool {
    !matches!(c, '\u{2000}'..='\u{206f}') && c.is_alphanumeric()
}

/// Takes down the word `start..end` if it carries meaning; `plain` where it is in ASCII.
fn word(text: &str, start: usize, end: usize, plain: bool, into: &mut Vec<u64>) {
    if end - start < 3 {
        return;
    }
    let bytes = text.as_bytes();
    let long = end - start >= 4;
    let first = bytes[start];
    let big = || match first.is_ascii() {
        true => first.is_ascii_uppercase() || first.is_ascii_digit(),
        false => text[start..end].starts_with(char::is_uppercase),
    };
    if (long || big()) && !is_small(bytes, start, end) {
        into.push(if plain { plain_key(bytes, start, end) } else { key(&text[start..end]) });
    }
}

/// How many letters of a word count, so that "fires" and "fired" are one.
const LETTERS: usize = 6;

/// A number for the first six letters of a word, case aside.
pub(super) fn key(word: &str) -> u64 {
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

/// As [`key`], for a word of ASCII letters and digits at `start..end`.
fn plain_key(bytes: &[u8], start: usize, end: usize) -> u64 {
    let length = (end - start).min(LETTERS);
    // The bit makes small letters of capital ones and leaves digits alone.
    let small = 0x2020_2020_2020_2020 & (u64::MAX >> (64 - 8 * length));
    mix(SEED, packed(bytes, start, length) | small)
}

/// The words of a story.
pub(super) type Words = MixedSet;

/// The names in the lines: words with a capital that no sentence begins with, as sorted numbers like those of
/// [`content`].
pub(super) fn names(view: &View<'_>, lines: &[usize]) -> Vec<u64> {
    let mut all = Vec::new();
    for &at in lines {
        let mut inside = false;
        for word in view.line_text(at).split(' ').take(240) {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let mut letters = bare.chars();
            let named = letters.next().is_some_and(char::is_uppercase)
                && letters.clone().take(2).filter(|c| c.is_lowercase()).count() == 2;
            if inside && named {
                let end = bare.find(|c: char| !c.is_alphanumeric()).unwrap_or(bare.len());
                all.push(key(&bare[..end]));
            }
            // A name right after a small word or a comma stands within a sentence.
            inside = word.ends_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';'));
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// How much of a long paragraph is read, in bytes.
pub(super) const SAMPLE: usize = 800;

/// Takes down the words of a line.
fn sample(view: &View<'_>, at: usize, into: &mut Vec<u64>) {
    let text = view.line_text(at);
    // Long paragraphs are sampled from their start, so that the cost of one look is bounded.
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    content(&text[..end], into);
}

/// The words of lines, sorted, each once.
pub(super) fn words(view: &View<'_>, lines: impl IntoIterator<Item = usize>) -> Vec<u64> {
    let mut all = Vec::new();
    lines.into_iter().for_each(|at| sample(view, at, &mut all));
    all.sort_unstable();
    all.dedup();
    all
}

/// Where the words of a line stand that was not read yet.
const UNREAD: Range<usize> = usize::MAX..usize::MAX;

/// The words of a page's lines, each line read once, when it is first asked for.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// The words of one line after another, as they stand.
    words: Vec<u64>,
    /// Where in `words` those of a line stand, by the number of the line; nowhere, beyond their end, before it is read.
    lines: Vec<Range<usize>>,
}

impl Heard {
    fn line(&mut self, view: &View<'_>, at: usize) -> Range<usize> {
        if self.lines.is_empty() {
            self.lines = vec![UNREAD; view.lines.len()];
        }
        if self.lines[at] == UNREAD {
            let start = self.words.len();
            sample(view, at, &mut self.words);
            self.lines[at] = start..self.words.len();
        }
        self.lines[at].clone()
    }

    /// The words of a line, in their order, as often as they stand there.
    pub(super) fn words(&mut self, view: &View<'_>, at: usize) -> &[u64] {
        let range = self.line(view, at);
        &self.words[range]
    }

    /// The share of the words of line `at` that stand in `lines`, too.
    pub(super) fn share(&mut self, view: &View<'_>, at: usize, lines: impl IntoIterator<Item = usize>) -> f32 {
        let own = self.all(view, [at]);
        if own.is_empty() {
            return 0.0;
        }
        // A bit for each own word lets most words of the others pass at once.
        let bit = |word: u64| 1_u64 << (word >> 58);
        let bits = own.iter().fold(0, |bits, word| bits | bit(*word));
        let mut found = vec![false; own.len()];
        for other in lines {
            for &word in self.words(view, other) {
                if bits & bit(word) != 0
                    && let Ok(nth) = own.binary_search(&word)
                {
                    found[nth] = true;
                }
            }
        }
        found.iter().filter(|found| **found).count() as f32 / own.len() as f32
    }

    /// The words of several lines, sorted, each once.
    pub(super) fn all(&mut self, view: &View<'_>, lines: impl IntoIterator<Item = usize>) -> Vec<u64> {
        let mut all = Vec::new();
        for at in lines {
            all.extend_from_slice(self.words(view, at));
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// The share of `some` that stands in `all` too (both sorted); 0 where `some` is empty.
pub(super) fn share(some: &[u64], all: &[u64]) -> f32 {
    if some.is_empty() {
        return 0.0;
    }
    let found = some.iter().filter(|word| all.binary_search(word).is_ok()).count();
    found as f32 / some.len() as f32
}
