//! Item numbers of lists.

use crate::sentence::candidate::{Candidate, First, WINDOW};
use crate::text::is_space;

/// What: a number or letter that opens the sentence is an item's number, not a sentence.
/// Why: `1. Tea` is one item; so is `2.) Coffee`.
/// Example: `3. The harbour` is one.
/// Limits: up to three digits, or one letter. A number after a colon counts too (`do this: 1. Stir`).
#[inline]
pub(in crate::sentence) fn marker(c: &Candidate<'_>) -> Option<bool> {
    let before = &c.before;
    if !(before.single || (before.number && before.word.len() <= 3)) || before.dotted {
        return None;
    }
    let lead = &c.text[c.start..before.at];
    if before.number && lead.ends_with(": ") {
        return Some(false);
    }
    let bullets = |c| is_space(c) || matches!(c, '•' | '⁃' | '-' | '*' | '(' | '#');
    (lead.len() <= WINDOW && lead.chars().all(bullets)).then_some(false)
}

/// What: in a sentence that began with item number n, number n + 1 begins the next item, even with no mark before it.
/// Why: lists flattened into one line: `1. Tea 2. Coffee`.
/// Example: that is two.
/// Limits: the number must open the sentence and follow a blank; letters count too (`a. Tea b. Coffee`).
#[inline]
pub(in crate::sentence) fn next_item(c: &Candidate<'_>) -> Option<usize> {
    let number = c.text.as_bytes()[c.start..c.at].iter().take(4).any(|&byte| byte == b'.');
    if c.is_glued() || !number {
        return None;
    }
    let before = &c.before;
    if !(before.single || before.number) || before.at == c.start || before.word.len() > 3 {
        return None;
    }
    let opening = &c.text.as_bytes()[c.start..];
    let digits = opening.iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
    let numbers = digits > 0 && before.number;
    let first = c.text.get(c.start..c.start + if numbers { digits } else { 1 })?;
    if opening.get(first.len()) != Some(&b'.') || matches!(c.after.first, First::Nothing | First::Other) {
        return None;
    }
    let follows = if numbers {
        first.parse::<u16>().ok()?.checked_add(1)? == before.word.parse::<u16>().ok()?
    } else {
        let (&[one], &[two]) = (first.as_bytes(), before.word.as_bytes()) else { return None };
        one.is_ascii_lowercase() && two == one + 1
    };
    let kept = c.text[c.start..before.at].trim_end_matches(is_space).len();
    let apart = c.start + kept < before.at;
    // The blank after the first number makes it an item: "1.5 and 2." is none.
    let item = opening.get(first.len() + 1).is_some_and(|byte| matches!(byte, b' ' | b')'));
    (follows && apart && item && kept > first.len() + 1).then_some(c.start + kept)
}
