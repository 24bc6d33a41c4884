//! Numbers on either side of a stop.

use crate::sentence::Lang;
use crate::sentence::candidate::{Candidate, First};
use crate::sentence::words::Class;

/// What: "No.", "pp.", "Nov." hold on to a number.
/// Why: `No. 10`, `Nov. 4`, `Art. 5`; in French, `au Ve siècle av. J.-C.`
/// Example: `She was No. 2. He lost.` is two.
/// Limits: Arabic digits, and Roman ones of two letters or more.
#[inline]
pub(in crate::sentence) fn numbered(c: &Candidate<'_>) -> Option<bool> {
    let (before, after) = (&c.before, &c.after);
    if after.first == First::Digit && matches!(c.char_before(), Some('°' | 'º' | '№')) {
        return Some(false);
    }
    if !before.classes.has(Class::Numbered) || !c.closers().is_empty() {
        return None;
    }
    let era = after.word == "J" && after.rest(c.text).starts_with(".-C");
    (after.first == First::Digit || is_roman(after.word) || era).then_some(false)
}

/// Whether the word is a Roman number of two letters or more: a single one is a letter first of all.
pub(super) fn is_roman(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C'))
}

/// What: a number whose stop makes it an ordinal holds on to what is counted.
/// Why: `am 3. Oktober`, `der 2. Weltkrieg`; German writes "third" so.
/// Example: with German asked for, `Er kam am 3. Mai.` is one.
/// Limits: one or two digits, or a Roman number; without a language only before month names and a few nouns of the
/// lists, or after a German article (`auf der 35. Tagung`).
#[inline]
pub(in crate::sentence) fn ordinal(c: &Candidate<'_>, lang: Option<Lang>) -> Option<bool> {
    let before = &c.before;
    let counts = before.number && before.word.len() <= 2 || is_roman(before.word);
    if !counts || c.after.opened || !c.closers().is_empty() {
        return None;
    }
    let after = &c.after;
    if after.classes.has(Class::AfterOrdinal) {
        return Some(false);
    }
    if after.first != First::Upper {
        return None;
    }
    let german = lang == Some(Lang::De)
        || lang.is_none()
            && matches!(c.word_before(before.at).word, "der" | "die" | "das" | "dem" | "den" | "zum" | "zur" | "vom");
    (german && !after.classes.has(Class::Starter)).then_some(false)
}
