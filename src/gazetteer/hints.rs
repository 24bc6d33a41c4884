//! Context words: what stands around a name and speaks for or against one of its entities.
//!
//! An alias's `context` lists hints, parted by `;`. A hint is a word or a phrase that **raises** its entity where it
//! stands near: within [`NEAR`] bytes before or after the mention, on the same line. A `-` before it makes it a
//! **veto**: the entity is no candidate there. `text:` before the word looks through the whole article instead. Case
//! is ignored, and words are whole.
//!
//! `"-sandwich; -dinner; text:Ankara"` on the alias "Turkey": no country in "a turkey sandwich", and the likelier where
//! the article also speaks of Ankara.

use std::collections::{HashMap, HashSet};

use crate::Span;
use crate::text::{is_line_end, is_word};

/// How far "near" reaches, in bytes.
const NEAR: usize = 120;

/// How much one raising hint counts: a candidate with one beats its equals clearly.
pub(super) const RAISE: f32 = 8.0;

/// One context word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hint<'c> {
    word: &'c str,
    veto: bool,
    whole_text: bool,
}

/// What the hints of one candidate say at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Nothing,
    Raised { near: bool },
    Vetoed,
}

/// Reads a `context` field.
///
/// # Errors
/// A hint without a word.
pub(super) fn parse(context: &str) -> Result<Vec<Hint<'_>>, String> {
    let parts = context.split(';').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| parse_one(part).ok_or_else(|| format!("the context {part:?} has no word"))).collect()
}

fn parse_one(part: &str) -> Option<Hint<'_>> {
    let (veto, rest) = part.strip_prefix('-').map_or((false, part), |rest| (true, rest));
    let (whole_text, word) = rest.strip_prefix("text:").map_or((false, rest), |word| (true, word));
    let word = word.trim();
    (!word.is_empty()).then_some(Hint { word, veto, whole_text })
}

/// The article around the mentions that hints are asked about.
#[derive(Debug)]
pub(super) struct Surroundings<'t> {
    text: &'t str,
    /// What has been looked for in the whole text, and whether it stands there.
    known: HashMap<String, bool>,
    /// The words of the text in lower case, once somebody asks.
    words: Option<HashSet<String>>,
}

impl<'t> Surroundings<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, known: HashMap::new(), words: None }
    }

    /// Asks the hints about a mention at `at`. A veto beats whatever else is said. Hints on the whole article cost one
    /// pass over it for all of them, and one for each phrase that may stand there; the others a few hundred bytes.
    pub(super) fn judge(&mut self, context: &str, at: Span) -> Verdict {
        let mut verdict = Verdict::Nothing;
        for part in context.split(';').map(str::trim) {
            let Some(hint) = parse_one(part) else { continue };
            let holds = if hint.whole_text { self.holds(hint.word) } else { stands_near(self.text, at, hint.word) };
            match (holds, hint.veto) {
                (true, true) => return Verdict::Vetoed,
                (true, false) if verdict != (Verdict::Raised { near: true }) => {
                    verdict = Verdict::Raised { near: !hint.whole_text };
                }
                _ => {}
            }
        }
        verdict
    }

    /// Whether `phrase` stands anywhere in the article.
    fn holds(&mut self, phrase: &str) -> bool {
        if let Some(&known) = self.known.get(phrase) {
            return known;
        }
        let words = self.words.get_or_insert_with(|| {
            self.text.split(|c| !is_word(c)).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
        });
        let mut asked = phrase.split(|c| !is_word(c)).filter(|word| !word.is_empty());
        let found = asked.all(|word| words.contains(&word.to_lowercase())) && holds(self.text, phrase);
        self.known.insert(phrase.to_owned(), found);
        found
    }
}

fn stands_near(text: &str, at: Span, word: &str) -> bool {
    let (before, after) = (&text[..at.start()], &text[at.end()..]);
    let from = floor(before, before.len().saturating_sub(NEAR));
    let to = floor(after, NEAR.min(after.len()));
    let before = before[from..].rsplit(is_line_end).next().unwrap_or_default();
    let after = after[..to].split(is_line_end).next().unwrap_or_default();
    holds(before, word) || holds(after, word)
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether `word` stands in `text` as whole words, case ignored.
fn holds(text: &str, word: &str) -> bool {
    let Some(first) = word.chars().next() else { return false };
    let mut before = None;
    text.char_indices().any(|(at, c)| {
        let inside = before.is_some_and(is_word) && is_word(c);
        before = Some(c);
        !inside && c.to_lowercase().eq(first.to_lowercase()) && begins_with(&text[at..], word)
    })
}

/// Whether `text` begins with `word`, case ignored, and the word ends there.
fn begins_with(text: &str, word: &str) -> bool {
    let mut rest = text.chars();
    let mut last = None;
    for wanted in word.chars() {
        match rest.next() {
            Some(c) if c == wanted || c.to_lowercase().eq(wanted.to_lowercase()) => last = Some(c),
            _ => return false,
        }
    }
    !(last.is_some_and(is_word) && rest.next().is_some_and(is_word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_are_whole_words_near_or_anywhere() {
        let text = "A Turkey Sandwich, please.\nAnkara called.";
        let at = Span::new(2, 8);
        assert_eq!(Surroundings::new(text).judge("-sandwich", at), Verdict::Vetoed);
        assert_eq!(Surroundings::new(text).judge("-sand", at), Verdict::Nothing);
        assert_eq!(Surroundings::new(text).judge("ankara", at), Verdict::Nothing);
        assert_eq!(Surroundings::new(text).judge("text:ankara", at), Verdict::Raised { near: false });
        assert_eq!(Surroundings::new(text).judge("text:ankara; please", at), Verdict::Raised { near: true });
        assert_eq!(Surroundings::new(text).judge("please; -text:ankara called", at), Verdict::Vetoed);
    }

    #[test]
    fn a_hint_has_a_word() {
        assert_eq!(parse("a; -text:b c;").map(|hints| hints.len()), Ok(2));
        assert_eq!(parse("a; -"), Err("the context \"-\" has no word".to_owned()));
    }
}
