//! # What it does
//! Finds comment counts and the prompts around a comment form.
//!
//! # Example
//! `12 Comments` · `Log in to comment` · `Your email address will not be published.`
//!
//! # Limits
//! What readers wrote is not known by its words; on full pages it falls outside the story.

use super::social::is_count;
use super::{RuleInfo, View};
use crate::page::cues::Cue;
use crate::page::label::Label;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "comment", summary: "a comment count or prompt", label: Label::Comment };

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    let text = view.line_text(at);
    if line.words <= 3 && line.digits > 0 {
        let text = text.trim_matches(|c: char| !c.is_alphanumeric());
        let reversed = text.strip_prefix("Comments").is_some_and(|rest| {
            !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | ':'))
        });
        if reversed || is_count(text, &["comment", "comments", "replies", "responses"]) {
            return Some(0.95);
        }
    }
    (line.cues.has(Cue::Comment) && line.words <= 60 && !text.starts_with(['"', '“'])).then_some(0.85)
}
