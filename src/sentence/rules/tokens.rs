//! Stops with no blank after them.

use crate::sentence::candidate::{Candidate, First};
use crate::sentence::marks::{char_before, is_unspaced};
use crate::sentence::words::Class;
use crate::text::is_space;

/// What: a capitalised word right after a small one's stop is the next sentence, its blank lost.
/// Why: scraping glues paragraphs together: `he said.The mayor left.`
/// Example: that is two; `example.Com`, `Node.Js`, `U.S.A` and `a.B.c` are one.
/// Limits: the word before must be small letters, digits or closed by a quote, the one after a capital and small
/// letters with no stop or sign inside, so addresses and file names are left alone.
#[inline]
pub(in crate::sentence) fn glued_sentence(c: &Candidate<'_>) -> Option<bool> {
    if !c.is_glued() {
        return None;
    }
    let after = &c.after;
    if after.first != First::Upper || after.opened {
        return None;
    }
    // What comes after is looked at first: acronyms ("U.S.") are told by it, and it costs less.
    let mut beyond = after.rest(c.text).chars();
    let whole = match beyond.next() {
        Some('.') => after.word.len() > 1 && !beyond.next().is_some_and(char::is_alphanumeric),
        Some(c) => is_space(c) || matches!(c, ',' | ';' | ':' | '’' | '\'' | '”'),
        None => true,
    };
    let shaped =
        after.word.chars().skip(1).all(char::is_lowercase) && (after.word.len() > 1 || matches!(after.word, "I" | "A"));
    if !whole || !shaped || is_handle(c) {
        return None;
    }
    let before = &c.before;
    let quoted = c.marks_end < c.close && !c.closers().starts_with('\'');
    let starter = after.classes.has(Class::Starter);
    // A capital before the stop may begin a name with a stop inside ("Node.Js"), unless a starter says otherwise.
    let letters = before.word.trim_start_matches(|c: char| starter && c.is_uppercase());
    let small = letters.len() >= 2 && before.classes.is_plain() && letters.chars().all(char::is_lowercase);
    let number = before.number && !before.dotted;
    let open = before.word.is_empty() && starter;
    (open || small || number || quoted).then_some(true)
}

/// Whether the token is an address, a path or a handle.
fn is_handle(c: &Candidate<'_>) -> bool {
    let before = &c.before;
    char_before(c.text, before.at).is_some_and(|c| matches!(c, '/' | '@' | '_' | '\\' | '=' | '#' | '-'))
        && before.at > c.start
}

/// What: a stop with no blank after it is inside a token.
/// Why: decimals, addresses, versions, file names, times, `U.S.-led`, `Inc.’s`, `Jr.,`.
/// Example: `a 3.5-inch gap` is one.
/// Limits: a script that writes no blanks may follow at once.
#[inline]
pub(in crate::sentence) fn inside_token(c: &Candidate<'_>) -> Option<bool> {
    if !c.is_glued() {
        return None;
    }
    let unspaced = c.after.word.chars().next().is_some_and(is_unspaced);
    (!unspaced || c.before.number).then_some(false)
}
