//! # What it does
//! Finds lines that are nothing but the stub which content delivery networks put in the place of an e-mail address.
//!
//! # Why
//! `[email protected]` is what a scraper sees instead of the reporter's address; it says nothing and breaks sentences.
//!
//! # Example
//! `[email protected]`, also with a no-break space inside.
//!
//! # Limits
//! Only whole lines: inside a sentence the stub stays, since cutting it would leave a hole in the sentence.

use super::{RuleInfo, View};
use crate::page::label::Label;
use crate::page::signs::Signs;
use crate::text::is_space;

pub(in crate::page) const INFO: RuleInfo = RuleInfo {
    name: "email-obfuscation",
    summary: "the stub of an e-mail address hidden from robots",
    label: Label::EmailObfuscation,
};

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    if line.words > 3 || line.span.len() > 40 {
        return None;
    }
    if line.signs.any(Signs::AT) && is_torn(view.line_text(at)) {
        return Some(0.9);
    }
    let inside = view.line_text(at).strip_prefix('[')?.strip_suffix(']')?;
    let mut words = inside.split(is_space).filter(|word| !word.is_empty());
    let first = words.next()?;
    let hidden = matches!(first, "email" | "e-mail") && words.next() == Some("protected") && words.next().is_none();
    hidden.then_some(1.0)
}

/// `ada@ example.com`: a blank keeps robots from reading the address.
fn is_torn(text: &str) -> bool {
    let Some((name, host)) = text.split_once("@ ") else { return false };
    let letters = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
    !name.is_empty() && letters(name) && letters(host) && host.contains('.') && !host.ends_with('.')
}
