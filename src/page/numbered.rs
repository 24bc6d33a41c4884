//! Titles with numbers, each over a paragraph of its own: `1. Harbour strike ends`, `2. Ferry sinks`.
//!
//! Digests and lists of the ten best are one story; the titles in it are its headings, however long they are and whether
//! the first of them opens the page or not.

use super::line::End;
use super::rules::{self, View};

/// Whether line `at` is such a title, and another with the number before or after it stands near.
pub(super) fn is_one(view: &View<'_>, at: usize) -> bool {
    const NEAR: usize = 40;
    let Some(own) = number(view, at) else { return false };
    let next = |other: usize| number(view, other).is_some_and(|number| number.abs_diff(own) == 1);
    (at.saturating_sub(NEAR)..view.lines.len().min(at + NEAR)).any(next)
}

/// The number of the title at line `at`, if a paragraph stands right below it.
fn number(view: &View<'_>, at: usize) -> Option<u32> {
    const WORDS: u32 = 17;
    let (line, text) = (&view.lines[at], view.line_text(at));
    // Hardly any line begins with a digit.
    let digits = text.bytes().take(3).take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return None;
    }
    let title = text[digits..].strip_prefix(". ").or_else(|| text[digits..].strip_prefix(") "))?;
    let open = matches!(line.end, End::None | End::Shout) && (2..=WORDS).contains(&line.words);
    let told = || at + 1 < view.lines.len() && rules::is_paragraph(view, at + 1);
    (open && title.starts_with(char::is_uppercase) && told()).then(|| text[..digits].parse().ok())?
}
