//! Single letters before a stop.

use super::numbers::is_roman;
use crate::sentence::candidate::{Candidate, First};
use crate::sentence::marks::is_syllable;
use crate::sentence::words::Class;

/// What: a single letter is an initial, unless the next word starts a sentence.
/// Why: `George W. Fen`; but `and vitamin C. It helps`.
/// Example: `J. R. Tane left.` is one, `you and I. Did you` two.
/// After what letters number (`Group A. Tarrow`, `vitamin C. Lemons`) a capital begins a sentence.
/// A small letter after a number is a unit (`1998 г.`, `XX в.`, `2010 r.`, `12 m.`) and ends before a capital, as does
/// Russian `т. п.`
/// Limits: digits are no initials; syllables (Korean, Japanese) are words.
#[inline]
pub(in crate::sentence) fn initial(c: &Candidate<'_>) -> Option<bool> {
    let before = &c.before;
    if !before.single || before.number || !c.closers().is_empty() || before.word.chars().any(is_syllable) {
        return None;
    }
    let after = &c.after;
    if !before.capital && matches!(after.first, First::Upper | First::Caseless) {
        let unit = c.word_before(before.at);
        if unit.number || is_roman(unit.word) || unit.word == "т." {
            return Some(true);
        }
    }
    if before.capital && after.first == First::Upper && c.word_before(before.at).classes.has(Class::Lettered) {
        return Some(true);
    }
    Some(match after.first {
        // "A", "I": a letter alone is another initial, if a stop follows it.
        First::Upper if after.word.len() == 1 => !after.rest(c.text).starts_with('.') && after.word == "I",
        First::Upper => c.starter_follows(),
        _ => false,
    })
}
