//! # What it does
//! Finds cookie and consent notices.
//!
//! # Example
//! `We use cookies to improve your visit. Accept all cookies`
//!
//! # Limits
//! On text that an extractor has already cleaned, a longer paragraph about cookies is kept unless it speaks to the
//! reader ("we", "you", "our"): a story may report on cookies.

use super::{RuleInfo, View};
use crate::page::cues::Cue;
use crate::page::label::Label;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "consent", summary: "a cookie or consent notice", label: Label::UiText };

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    if !line.cues.has(Cue::Consent) || line.words > 200 || view.line_text(at).starts_with(['"', '“']) {
        return None;
    }
    let addressed = || {
        let lower = view.line_text(at).to_lowercase();
        lower.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "you" | "your" | "we" | "our"))
    };
    (line.words <= 12 || addressed()).then_some(0.9)
}
