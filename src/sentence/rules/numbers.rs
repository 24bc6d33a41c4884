//! Numbers on either side of a stop.

use crate::sentence::Lang;
use crate::sentence::candidate::{Candidate, First};
use crate::sentence::words::Class;

/// What: "No.", "pp.", "Nov." hold on to a number.
/// Why: `No. 10`, `Nov. 4`, `Art. 5`.
/// Example: `She was No. 2. He lost.` is two.
/// Limits: Arabic digits, and Roman ones of two letters or more.
#[inline]
pub(in crate::sentence) fn numbered(c: &Candidate<'_>) -> Option<bool> {
    let (before, after) = (c.before(), c.after());
    if after.first == First::Digit && matches!(c.char_before(), Some('°' | 'º' | '№')) {
        return Some(false);
    }
    if !before.classes.has(Class::Numbered) || !c.closers().is_empty() {
        return None;
    }
    let roman = after.word.len() > 1 && after.word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C'));
    (after.first == First::Digit || roman).then_some(false)
}

/// What: a number whose stop makes it an ordinal holds on to what is counted.
/// Why: `am 3. Oktober`, `der 2. Weltkrieg`; German writes "third" so.
/// Example: with German asked for, `Er kam am 3. Mai.` is one.
/// Limits: one or two digits; without a language only before month names and a few nouns of the lists.
#[inline]
pub(in crate::sentence) fn ordinal(c: &Candidate<'_>, lang: Option<Lang>) -> Option<bool> {
    let before = c.before();
    if !before.number || before.word.len() > 2 || c.after().opened || !c.closers().is_empty() {
        return None;
    }
    let after = c.after();
    if after.classes.has(Class::AfterOrdinal) {
        return Some(false);
    }
    (lang == Some(Lang::De) && after.first == First::Upper && !after.classes.has(Class::Starter)).then_some(false)
}
