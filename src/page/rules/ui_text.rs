//! # What it does
//! Finds buttons, player controls, form fields and messages of the page itself.
//!
//! # Example
//! `Share` · `Play video` · `Copy link` · `5 min read` · `list of 4 itemsend of list`
//!
//! # Limits
//! Short ones must fill the line. A call at the start of a line ("Log in to ...") needs a line of at most forty words.

use super::{RuleInfo, View, navigation};
use crate::page::cues::Cue;
use crate::page::label::Label;
use crate::page::signs::Signs;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "ui-text", summary: "a button, a control or a message of the page", label: Label::UiText };

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    let text = view.line_text(at);
    if line.cues.has(Cue::UiText) && line.words <= 40 && !text.starts_with(['"', '“', '‘']) {
        // A lone word with a full stop may end a sentence that the page broke over lines.
        return (line.words > 2 || !text.ends_with(['.', ','])).then_some(0.9);
    }
    if line.cues.has(Cue::Paywall) && line.words <= 30 {
        return Some(0.8);
    }
    if line.cues.has(Cue::ClickHere) && line.words <= 16 && (!line.closed() || line.all_capitals()) {
        return Some(0.8);
    }
    (line.digits > 0 && is_read_time(text)
        || line.signs.any(Signs::PERCENT) && navigation::is_ticker(text) && text.matches('%').count() < 3
        || line.signs.any(Signs::COLON) && is_player_time(text)
        || line.signs.any(Signs::BRACE | Signs::PERCENT) && is_template(text)
        || is_bare_markup(text))
    .then_some(0.9)
}

/// `5 min read`, `Reading time: 4 minutes`.
fn is_read_time(text: &str) -> bool {
    if text.len() > 40 {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let words = || lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let allowed = |word: &str| {
        word.bytes().all(|b| b.is_ascii_digit())
            || matches!(
                word,
                "min"
                    | "mins"
                    | "minute"
                    | "minutes"
                    | "read"
                    | "reading"
                    | "time"
                    | "estimated"
                    | "less"
                    | "than"
                    | "a"
                    | "listen"
                    | "watch"
            )
    };
    words().all(allowed) && words().any(|word| matches!(word, "read" | "reading" | "listen" | "watch"))
}

/// `VIDEO 2:31`, `Listen 04:12`: a player and how long it plays.
fn is_player_time(text: &str) -> bool {
    let Some((player, time)) = text.split_once(' ') else { return false };
    let named =
        ["video", "audio", "watch", "listen", "play", "duration"].iter().any(|it| player.eq_ignore_ascii_case(it));
    named && time.contains(':') && time.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
}

/// Tags with nothing between them: `<div class="slot"></div>`, `&nbsp;`.
fn is_bare_markup(text: &str) -> bool {
    if text == "&nbsp;" {
        return true;
    }
    let mut depth = 0;
    text.starts_with('<')
        && text.ends_with('>')
        && text[1..].starts_with(|c: char| c.is_ascii_lowercase() || c == '/' || c == '!')
        && text.chars().all(|c| {
            match c {
                '<' => depth += 1,
                '>' => depth -= 1,
                _ => {}
            }
            depth > 0 || c == '>' || c.is_whitespace()
        })
}

/// What templates leave when nobody fills them: `{* loginWidget *}`, `{{ title }}`, `%2Fnews%2F`.
fn is_template(text: &str) -> bool {
    text.starts_with("{*")
        || text.starts_with("{{")
        || text.contains("*}")
        || (text.starts_with("%2F") && !text.contains(' '))
}
