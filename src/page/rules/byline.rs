//! # What it does
//! Finds lines that say who wrote the story.
//!
//! # Example
//! `By Ada Moe and Bo Lund` · `- Ada Moe` under the last paragraph · `Ada Moe, Senior Writer` · `Associated Press`
//!
//! # Limits
//! After "By" and after a dash every part must look like a person's name or a known agency, a role may follow. A name
//! without either is a byline only between headline and story (see [`in_head`]).

use super::{RuleInfo, View};
use crate::page::agencies;
use crate::page::cues::{self, Cue};
use crate::page::label::Label;
use crate::page::names;
use crate::page::rules::timestamp;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "byline", summary: "who wrote it", label: Label::Byline };

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    if line.words > 24 || line.words == 0 || line.span.len() > 200 {
        return None;
    }
    let text = view.line_text(at);
    if line.cues.has(Cue::Byline) {
        let rest = after_lead(text)?;
        return named_first(rest).then_some(0.95);
    }
    // A signature: a dash and a name, under a finished paragraph.
    let signed = text.strip_prefix(['-', '–', '—'])?.trim_start();
    let under_text = at > 0 && (view.lines[at - 1].closed() || view.lines[at - 1].words > 12);
    (under_text && line.words <= 8 && (named_first(signed) || after_lead(signed).is_some_and(named_first))).then_some(0.85)
}

/// Whether a line between headline and story is a byline although no word says so.
pub(in crate::page) fn in_head(view: &View<'_>, at: usize, beside_time: bool) -> Option<f32> {
    let line = &view.lines[at];
    if line.words > 16 || line.span.len() > 120 || line.closed() {
        return None;
    }
    let text = view.core_text(at);
    if agencies::named(text).is_some() {
        return Some(0.8);
    }
    let parts = names::split(text);
    let (&(start, end), rest) = parts.split_first()?;
    // "Staff writer" alone.
    if line.words <= 3 && names::is_role(text) && text.to_lowercase().starts_with("staff") {
        return Some(0.7);
    }
    let name = names::is_name(&text[start..end]);
    let role = rest.iter().any(|&(a, b)| names::is_role(&text[a..b]) || agencies::named(&text[a..b]).is_some());
    if name && role {
        return Some(0.8);
    }
    (beside_time && names::list(text).is_some_and(|list| list.iter().all(|&(a, b)| text[a..b].split_whitespace().count() <= 4))).then_some(0.6)
}

/// What follows "By" and its kin.
pub(in crate::page) fn after_lead(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = cues::lead(text, Cue::Byline)?;
    let rest = text[end..].trim_start_matches([':', ' ', '\u{a0}', '\t']);
    (!rest.is_empty()).then_some(rest)
}

/// Whether the text begins with a name or an agency, and goes on only with more of them, roles, places and times.
fn named_first(text: &str) -> bool {
    let text = text.trim_end_matches(['.', '|', ' ', ',', ')']);
    let parts = names::split(text);
    let Some(&(start, end)) = parts.first() else { return false };
    let first = text[start..end].trim();
    // "Ada Moe in Oslo", "Ada Moe for Example News", "Ada Moe - 3 May 2025"
    let first = [" in ", " for ", " at ", " of ", " - ", " – ", " — ", " • ", " @", " (", "\t"].iter().fold(first, |name, mark| name.split(mark).next().unwrap_or(name));
    let first = first.trim();
    let lone = !first.contains(' ') && parts.len() == 1 && first == text;
    let named = names::is_name(first) || agencies::named(first).is_some() || names::is_role(first) && first.starts_with(char::is_uppercase) && text.split_whitespace().count() <= 6;
    let single = lone && (first.chars().all(char::is_uppercase) && first.chars().count() >= 4 || timestamp::is_when(first).is_none() && first.len() > 3 && first.starts_with(char::is_uppercase) && crate::page::date::month_named(first).is_none() && !crate::page::date::is_weekday(first));
    // Any further part may be a name, a role, a place or a time, all of which begin with a capital or a number.
    let rest = parts[1..].iter().all(|&(a, b)| text[a..b].chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || c == '@') || names::is_role(&text[a..b]));
    (named || single) && rest
}
