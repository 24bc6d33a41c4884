//! # What it does
//! Finds comment counts and the prompts around a comment form.
//!
//! # Example
//! `12 Comments` · `Log in to comment` · `Your email address will not be published.` · `3 thoughts on “Harbour reopens”`
//!
//! # Limits
//! What readers wrote is not known by its words, only by such a line over all of it that names the story; on full pages
//! it falls outside the story.

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
        let text = ["View ", "Show "].iter().find_map(|verb| text.strip_prefix(verb)).unwrap_or(text);
        let reversed = text
            .get(..7)
            .filter(|word| word.eq_ignore_ascii_case("comment"))
            .map(|_| text[7..].trim_start_matches(['s', 'S']));
        let reversed = reversed.is_some_and(|rest| {
            !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | ':'))
        });
        if reversed || is_count(text, &["comment", "comments", "replies", "responses"]) {
            return Some(0.95);
        }
    }
    // "Full story 3 comments", "0Comments"
    let counted = || {
        let (before, last) = text.rsplit_once(' ').unwrap_or(("", text));
        let glued = last.trim_start_matches(|c: char| c.is_ascii_digit());
        glued.eq_ignore_ascii_case("comments")
            && (glued.len() < last.len() || before.ends_with(|c: char| c.is_ascii_digit()))
    };
    if line.digits > 0 && line.words <= 4 && counted() {
        return Some(0.85);
    }
    if heads_section(view, at) {
        return Some(0.9);
    }
    (line.cues.has(Cue::Comment) && line.words <= 120 && !text.starts_with(['"', '“'])).then_some(0.85)
}

/// `34 responses to “Harbour reopens after storm”`: so blogs head all that readers wrote.
pub(in crate::page) fn heads_section(view: &View<'_>, at: usize) -> bool {
    let text = view.line_text(at);
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return text.starts_with("One thought on ") || text.starts_with("One response to ");
    }
    let Some((number, rest)) = text.split_once(' ') else { return false };
    let title =
        ["thought on ", "thoughts on ", "response to ", "responses to ", "comment on ", "comments on ", "replies to "]
            .iter()
            .find_map(|head| {
                rest.get(..head.len()).filter(|it| it.eq_ignore_ascii_case(head)).map(|_| &rest[head.len()..])
            });
    number.bytes().all(|byte| byte.is_ascii_digit() || byte == b',')
        && title.is_some_and(|title| title.starts_with(['"', '“', '‘', '\'']))
}
