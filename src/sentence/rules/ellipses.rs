//! Runs of stops, and `…`.

use crate::sentence::candidate::{Candidate, First, WINDOW};
use crate::sentence::marks::{is_opener, is_unspaced};
use crate::text::is_space;

/// What: an ellipsis with no blank after it is inside something.
/// Why: `well…you know`, `[...]`, `(...)`.
/// Example: `He was…tired.` is one.
/// Limits: a capital after four stops begins a sentence; so does one after a closing quote.
pub(in crate::sentence) fn inside_token(c: &Candidate<'_>) -> Option<bool> {
    if c.marks_end < c.close && c.closers().starts_with([')', ']']) && c.before.word.is_empty() {
        return Some(false);
    }
    if !c.is_glued() {
        return None;
    }
    let capital = c.after.first == First::Upper && (c.after.word.len() > 1 || c.after.word == "I");
    let unspaced = c.after.word.chars().next().is_some_and(is_unspaced);
    (!capital || unspaced).then_some(false)
}

/// What: an ellipsis that opens the sentence belongs to it.
/// Why: quotations that begin in the middle: `“… The numbers are in our favour.”`
/// Example: that is one.
/// Limits: none known.
pub(in crate::sentence) fn opening(c: &Candidate<'_>) -> Option<bool> {
    let lead = &c.text[c.start..c.at];
    (lead.len() <= WINDOW && lead.chars().all(|c| is_opener(c) || is_space(c))).then_some(false)
}

/// What: small letters after an ellipsis go on with the sentence.
/// Why: hesitation and omission are what ellipses are for.
/// Example: `He was ... tired.` is one.
/// Limits: a sentence that begins in small letters is joined, but for the address of a page.
pub(in crate::sentence) fn goes_on(c: &Candidate<'_>) -> Option<bool> {
    matches!(c.after.first, First::Lower | First::Other | First::Digit).then(|| c.address_follows())
}

/// What: an ellipsis with blanks on both sides stands for words left out, unless a starter follows.
/// Why: `the ... Treaty` is one phrase; `I left ... The rest` is two sentences.
/// Example: `The old ... Bridge fell.` is one.
/// Limits: four stops or more are an ellipsis and a stop.
pub(in crate::sentence) fn omission(c: &Candidate<'_>) -> Option<bool> {
    let apart = c.char_before().is_none_or(char::is_whitespace);
    // "I" has its capital everywhere.
    let starter = c.starter_follows() && c.after.word != "I";
    (apart && c.dots < 4 && !starter).then_some(false)
}
