//! # What it does
//! Finds notices of rights.
//!
//! # Why
//! They are no part of the story, yet must not vanish: they go to the article's `rights`.
//!
//! # Example
//! `© 2025 Example Media. All rights reserved.`
//!
//! # Limits
//! `(c)` at the start of a longer sentence may be an item of a list and is left alone without a year or a second sign.

use super::{RuleInfo, View};
use crate::page::cues::Cue;
use crate::page::label::Label;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "copyright", summary: "a notice of rights", label: Label::Copyright };

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    if !line.cues.has(Cue::Copyright) || line.words > 120 {
        return None;
    }
    let text = view.line_text(at);
    if text.starts_with(['"', '“', '‘']) {
        return None;
    }
    let year = line.digits >= 4;
    let sign = text.contains('©') || text.contains("(c)") || text.contains("(C)");
    // "Copyright law changed ..." begins a story; "Copyright 2025 ..." and "Copyright © ..." end one.
    let begins_with_word = text.get(..9).is_some_and(|word| word.eq_ignore_ascii_case("copyright"));
    if begins_with_word && !year && !sign && line.words > 8 && !text.to_lowercase().contains("reserved") {
        return None;
    }
    if text.get(..3).is_some_and(|mark| mark.eq_ignore_ascii_case("(c)")) && !year && line.words > 8 {
        return None;
    }
    Some(0.9)
}
