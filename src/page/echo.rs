//! Which words a line shares with the lines around it.
//!
//! A headline is echoed by the story after it, not by the story before; a heading within a story by both.

use super::hash::MixedSet;
use super::line::is_small;
use super::rules::View;

/// The line's words that carry meaning, cut to six letters so that "fires" and "fired" are one, as sorted numbers.
pub(super) fn content(text: &str, into: &mut Vec<u64>) {
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let big = word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if word.len() < 3 || (word.len() < 4 && !big) || is_small(word) {
            continue;
        }
        into.push(key(word));
    }
}

/// A number for the first six letters of a word, case aside.
pub(super) fn key(word: &str) -> u64 {
    let mix = |key: u64, c: u32| (key ^ u64::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23);
    if word.is_ascii() {
        return word.bytes().take(6).fold(SEED, |key, byte| mix(key, u32::from(byte.to_ascii_lowercase())));
    }
    word.chars().take(6).flat_map(char::to_lowercase).fold(SEED, |key, c| mix(key, u32::from(c)))
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

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
const SAMPLE: usize = 800;

/// The words of a line, sorted, each once.
pub(super) fn words(view: &View<'_>, lines: impl IntoIterator<Item = usize>) -> Vec<u64> {
    let mut all = Vec::new();
    for at in lines {
        let text = view.line_text(at);
        // Long paragraphs are sampled from their start, so that the cost of one look is bounded.
        let mut end = text.len().min(SAMPLE);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        content(&text[..end], &mut all);
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The share of `some` that stands in `all` too (both sorted); 0 where `some` is empty.
pub(super) fn share(some: &[u64], all: &[u64]) -> f32 {
    if some.is_empty() {
        return 0.0;
    }
    let found = some.iter().filter(|word| all.binary_search(word).is_ok()).count();
    found as f32 / some.len() as f32
}
