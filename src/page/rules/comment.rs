//! # What it does
//! Finds comment counts and the prompts around a comment form.
//!
//! # Example
//! `12 Comments` · `Log in to comment` · `Your email address will not be published.` · `3 thoughts on “Harbour reopens”`
//! · `May 3, 2026 ada_moe:` over what she wrote
//!
//! # Limits
//! What readers wrote is not known by its words, only by such a line over all of it that names the story, or by lines that
//! tell who wrote each comment and when; on full pages it falls outside the story.

use super::social::is_count;
use super::{RuleInfo, View, timestamp};
use crate::page::cues::Cue;
use crate::page::label::Label;
use crate::page::line::End;

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

/// `May 3, 2026 ada_moe:`, `9. Ada Moe • 3 weeks ago`: who wrote a comment, and when.
pub(in crate::page) fn is_signed(view: &View<'_>, at: usize) -> bool {
    let line = &view.lines[at];
    let text = view.line_text(at).trim_end_matches(':');
    let dated = || line.digits >= 5 || line.digits > 0 && text.ends_with(" ago");
    if !(2..=9).contains(&line.words) || line.end == End::Stop || !dated() {
        return false;
    }
    let text = text.split_once(". ").filter(|(nth, _)| nth.bytes().all(|b| b.is_ascii_digit())).map_or(text, |it| it.1);
    let who = |who: &str| {
        let who = who.trim_matches(|c: char| !c.is_alphanumeric());
        (1..=3).contains(&who.split_whitespace().count()) && who.contains(char::is_alphabetic)
    };
    let when = |when: &str| timestamp::is_full(when) || when.ends_with(" ago") && timestamp::is_when(when).is_some();
    text.match_indices(' ').any(|(at, _)| {
        let (one, other) = text.split_at(at);
        when(one) && who(other) || who(one) && when(other.trim_start_matches([' ', '•', '·', '|', '-', '–']))
    })
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
