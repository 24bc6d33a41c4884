//! # What it does
//! Finds calls to sign up for newsletters, alerts and apps.
//!
//! # Example
//! `Sign up for our weekly newsletter` · `Get the day's top stories delivered to your inbox.`
//!
//! # Limits
//! Needs a fixed formula, or a call at the start of the line together with a word for what is sent. Long paragraphs
//! and quotations are left alone.

use super::{RuleInfo, View};
use crate::page::cues::{self, Cue};
use crate::page::label::Label;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "newsletter", summary: "a call to sign up for letters or alerts", label: Label::Newsletter };

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    if line.words > 60 || view.line_text(at).starts_with(['"', '“']) {
        return None;
    }
    if line.cues.has(Cue::Newsletter) {
        return Some(0.9);
    }
    // "Sign up to Morning Briefing": the name of a letter behind the call.
    let named = line.words <= 8
        && !line.closed()
        && line.cues.has(Cue::NewsletterLead)
        && cues::lead(view.core_text(at), Cue::NewsletterLead).is_some_and(|end| {
            let text = view.core_text(at);
            (text[..end].eq_ignore_ascii_case("sign up") || text[..end].eq_ignore_ascii_case("subscribe"))
                && text[end..].split_whitespace().nth(1).is_some_and(|word| word.starts_with(char::is_uppercase))
        });
    if named {
        return Some(0.8);
    }
    let called = line.cues.has(Cue::NewsletterLead) && line.cues.has(Cue::NewsletterWord);
    (called && line.words <= 50).then_some(0.8)
}
