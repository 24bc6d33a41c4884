//! # What it does
//! Finds calls to follow, and counts of shares and views.
//!
//! # Example
//! `Follow us on Facebook and X` · `1.2K shares` · `@reporter`
//!
//! # Limits
//! A call needs both a verb at the start and the name of a site, in a line of at most forty words that is not quoted.

use super::{RuleInfo, View};
use crate::page::cues::Cue;
use crate::page::label::Label;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "social", summary: "a call to follow or a count of shares", label: Label::Social };

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    let text = view.line_text(at);
    if line.words <= 3 {
        const COUNTED: [&str; 10] =
            ["share", "shares", "views", "view", "likes", "retweets", "reposts", "followers", "reads", "reactions"];
        if line.digits > 0 && is_count(text, &COUNTED) {
            return Some(0.9);
        }
        if line.words == 1 && is_handle(text) {
            return Some(0.8);
        }
    }
    if line.words <= 60 && is_row_of_sites(text) {
        return Some(0.8);
    }
    // "Follow Nordwire's coverage at https://..." stands under agency copy wherever it is printed.
    if text.starts_with("Follow ") && text.contains("://") && line.words <= 20 {
        return Some(0.8);
    }
    let called = line.cues.has(Cue::SocialLead) && line.cues.has(Cue::SocialSite) && line.words <= 40;
    (called && !text.starts_with(['"', '“'])).then_some(0.8)
}

/// `1.2K shares`, `34 views`: a number and one of the words.
pub(super) fn is_count(text: &str, words: &[&str]) -> bool {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let mut parts = text.split_whitespace();
    let (Some(number), Some(word), None) = (parts.next(), parts.next(), parts.next()) else { return false };
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | 'k' | 'K' | 'm' | 'M' | '+'))
        && words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

fn is_handle(text: &str) -> bool {
    let name = text.strip_prefix('@').unwrap_or_default();
    (2..=30).contains(&name.len()) && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))
}

/// `Facebook   X   LinkedIn   Email`, `Tweet | Share | Pin it`: buttons that pass a story on, at least two of them.
fn is_row_of_sites(text: &str) -> bool {
    const BUTTONS: [&str; 24] = [
        "facebook",
        "x",
        "twitter",
        "linkedin",
        "whatsapp",
        "email",
        "e-mail",
        "reddit",
        "pinterest",
        "telegram",
        "print",
        "share",
        "tweet",
        "pin it",
        "copy link",
        "instagram",
        "youtube",
        "tiktok",
        "threads",
        "bluesky",
        "messenger",
        "flipboard",
        "link",
        "sms",
    ];
    // No button begins with another letter than these.
    let opens = |first: &u8| {
        let first = first.to_ascii_lowercase();
        !first.is_ascii_lowercase()
            || matches!(first, b'b' | b'c' | b'e' | b'f' | b'i' | b'l' | b'm' | b'p' | b'r' | b's' | b't' | b'w'..=b'y')
    };
    if text.len() > 120 || !text.as_bytes().first().is_some_and(opens) {
        return false;
    }
    // A mark between two buttons stands no further from the start than the longest of them is long.
    const LONGEST: usize = 9;
    let start = &text.as_bytes()[..text.len().min(LONGEST + 3)];
    let parts = |two: &[u8]| matches!(two[0], b'|' | b'\t' | b'/' | b',' | 0x80..) || two == b"  ";
    if !start.windows(2).any(parts) {
        return false;
    }
    let mut parts = text
        .split(['|', '•', '·', '\t', '/', ','])
        .flat_map(|part| part.split("  "))
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let mut count = 0;
    parts.all(|part| {
        count += 1;
        BUTTONS.iter().any(|button| part.eq_ignore_ascii_case(button))
    }) && count >= 2
}
