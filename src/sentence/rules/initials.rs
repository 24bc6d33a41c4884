//! Single letters before a stop.

use crate::sentence::candidate::{Candidate, First};
use crate::sentence::words::Class;

/// What: a single letter is an initial, unless the next word starts a sentence.
/// Why: `George W. Fen`; but `and vitamin C. It helps`.
/// Example: `J. R. Tane left.` is one, `you and I. Did you` two.
/// Limits: digits are no initials; a letter of a script without blanks is none either.
#[inline]
pub(in crate::sentence) fn initial(c: &Candidate<'_>) -> Option<bool> {
    let before = c.before();
    if !before.single || before.number || !c.closers().is_empty() {
        return None;
    }
    let after = c.after();
    Some(match after.first {
        // "A", "I": a letter alone is another initial, if a stop follows it.
        First::Upper if after.word.len() == 1 => !after.rest(c.text).starts_with('.') && after.word == "I",
        First::Upper => after.classes.has(Class::Starter),
        _ => false,
    })
}
