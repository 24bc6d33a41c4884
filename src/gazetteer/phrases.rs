//! Looking for words in a text, one after another, without an index of it.
//!
//! Most articles ask for few words or none, so that a search for each costs less than gathering all words would. Who asks
//! for many gets them gathered.

use std::collections::HashSet;

use super::vector;
use crate::text::is_word;

/// How many words are searched for before all are gathered.
const FEW: usize = 64;

/// The words that a text writes without a capital.
#[derive(Debug, Default)]
pub(super) struct SmallWords<'t> {
    asked: usize,
    gathered: Option<HashSet<&'t str>>,
}

impl<'t> SmallWords<'t> {
    /// Whether `word` in lower case is one of the words of the text, which is in `parts`, the same at each call.
    pub(super) fn hold(&mut self, parts: impl Iterator<Item = &'t str>, word: &str) -> bool {
        let small = word.to_lowercase();
        if !small.starts_with(char::is_lowercase) || !small.chars().all(is_word) {
            return false;
        }
        if let Some(gathered) = &self.gathered {
            return gathered.contains(small.as_str());
        }
        self.asked += 1;
        if self.asked <= FEW {
            return parts.into_iter().any(|part| stands_in(part, &small));
        }
        let words = parts.flat_map(|part| part.split(|c| !is_word(c)));
        let gathered = self.gathered.insert(words.filter(|word| word.starts_with(char::is_lowercase)).collect());
        gathered.contains(small.as_str())
    }
}

/// How frequent each ASCII byte is in English prose, in no unit: letters by their rank, others as if rare.
const FREQUENT: [u8; 128] = {
    let letters = b"zqjxkvbpygfwmucldrhsniotae";
    let mut ranks = [0; 128];
    let mut rank = 0;
    while rank < letters.len() {
        ranks[letters[rank] as usize] = rank as u8;
        ranks[letters[rank].to_ascii_uppercase() as usize] = rank as u8;
        rank += 1;
    }
    ranks[b' ' as usize] = letters.len() as u8;
    ranks
};

/// Whether one of the places of `text` where `phrase` stands, if its first `even` bytes alone are asked, their case ignored,
/// passes the `test`. It may be asked of other places, too. One piece of code for all who ask.
fn any_place(text: &str, phrase: &[u8], even: usize, test: &dyn Fn(usize) -> bool) -> bool {
    // The two rarest of the bytes, side by side, tell most places at once.
    let rank = |at: &usize| (FREQUENT.get(usize::from(phrase[*at])), *at);
    let rarest = (0..even).min_by_key(rank).unwrap_or(0);
    let other = (0..even).filter(|&at| at != rarest).min_by_key(rank).unwrap_or(rarest);
    let mut from = 0;
    let next = |from| vector::next_both(text.as_bytes(), [rarest, other], [phrase[rarest], phrase[other]], from);
    while let Some((base, mut places)) = next(from) {
        while places != 0 {
            let at = base + places.trailing_zeros() as usize;
            places &= places - 1;
            if text.is_char_boundary(at) && test(at) {
                return true;
            }
        }
        from = base + 64;
    }
    false
}

/// Whether `word` stands in `text` as a whole word.
fn stands_in(text: &str, word: &str) -> bool {
    any_place(text, word.as_bytes(), word.len(), &|at| {
        text[at..].starts_with(word) && !text[..at].ends_with(is_word) && !text[at + word.len()..].starts_with(is_word)
    })
}

/// Whether `phrase` stands in `text` as whole words, case ignored.
pub(super) fn holds(text: &str, phrase: &str) -> bool {
    let Some(first) = phrase.chars().next() else { return false };
    let begins = |at: usize| {
        let inside = text[..at].ends_with(is_word) && text[at..].starts_with(is_word);
        !inside && begins_with(&text[at..], phrase)
    };
    if !first.is_ascii() {
        let mut places = text.char_indices().filter(|&(_, c)| same(c, first));
        return places.any(|(at, _)| begins(at));
    }
    // Up to here a text has the phrase's characters in the phrase's places: beyond ASCII another case may have another
    // length.
    let even = phrase.bytes().take_while(u8::is_ascii).count();
    any_place(text, phrase.as_bytes(), even, &begins)
}

/// Whether `text` begins with `phrase`, case ignored, and the word ends there.
pub(super) fn begins_with(text: &str, phrase: &str) -> bool {
    let mut rest = text.chars();
    let mut last = None;
    for wanted in phrase.chars() {
        match rest.next() {
            Some(c) if same(c, wanted) => last = Some(c),
            _ => return false,
        }
    }
    !(last.is_some_and(is_word) && rest.next().is_some_and(is_word))
}

/// Whether `text` ends with `phrase`, blanks and the stop of an abbreviation aside, case ignored.
pub(super) fn ends_with(text: &str, phrase: &str) -> bool {
    let text = text.trim_end_matches([' ', '\u{a0}']);
    let text = if phrase.ends_with('.') { text } else { text.strip_suffix('.').unwrap_or(text) };
    let mut rest = text.chars().rev();
    let held = phrase.chars().rev().all(|wanted| rest.next().is_some_and(|c| same(c, wanted)));
    held && !(phrase.starts_with(is_word) && rest.next().is_some_and(is_word))
}

/// Whether two characters are the same but for their case.
fn same(a: char, b: char) -> bool {
    // The sign of the kelvin is no letter, though it has a small one.
    a == b
        || if a.is_ascii() || b.is_ascii() { a.eq_ignore_ascii_case(&b) } else { a.to_lowercase().eq(b.to_lowercase()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_words_of_any_case() {
        let text = "He said so, in SEOUL’s Éire Street.";
        for phrase in ["seoul", "he", "street", "Street.", "éire street", "éIRE"] {
            assert!(holds(text, phrase), "{phrase}");
        }
        for phrase in ["seou", "eoul", "stree", "treet", "ire street", "street x", ""] {
            assert!(!holds(text, phrase), "{phrase:?}");
        }
    }

    #[test]
    fn phrases_are_found_by_any_of_their_letters() {
        use proptest::prelude::*;
        let slow = |text: &str, phrase: &str| {
            let places = text.char_indices().map(|(at, _)| at);
            places.into_iter().any(|at| {
                begins_with(&text[at..], phrase) && !(text[..at].ends_with(is_word) && text[at..].starts_with(is_word))
            })
        };
        proptest!(|(text in "[azkKZ É’.\u{212a}]{0,40}", phrase in "[a-bzkZ.][azkKZ É.]{0,3}")| {
            prop_assert_eq!(holds(&text, &phrase), slow(&text, &phrase), "{} in {}", phrase, text);
        });
    }

    #[test]
    fn few_words_and_many_have_the_same_answers() {
        use proptest::prelude::*;
        proptest!(|(text in "[ab éX’_.]{0,60}", words in prop::collection::vec("[abéXÉ.]{1,3}", 2 * FEW))| {
            let half = (0..=text.len() / 2).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
            let parts = [&text[..half], &text[half..]];
            let written: Vec<&str> = parts.iter().flat_map(|part| part.split(|c| !is_word(c))).collect();
            let mut small = SmallWords::default();
            for word in &words {
                let lower = word.to_lowercase();
                let slow = lower.starts_with(char::is_lowercase) && written.contains(&lower.as_str());
                prop_assert_eq!(small.hold(parts.into_iter(), word), slow, "{} in {}", word, text);
            }
        });
    }
}
