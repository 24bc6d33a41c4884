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
use crate::page::signs::Signs;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "social", summary: "a call to follow or a count of shares", label: Label::Social };

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    let text = view.line_text(at);
    if line.words <= 6 {
        const COUNTED: [&str; 17] = [
            "share",
            "shares",
            "views",
            "view",
            "likes",
            "retweets",
            "reposts",
            "followers",
            "reads",
            "reactions",
            "photos",
            "images",
            "pictures",
            "videos",
            "comment",
            "comments",
            "captures",
        ];
        if line.digits > 0 && is_count(text, &COUNTED) {
            return Some(0.9);
        }
        if line.words == 1 && (is_handle(text) || text.len() >= 12 && is_glued(text)) {
            return Some(0.8);
        }
    }
    if line.words <= 60 && line.signs.any(BETWEEN) && is_row_of_sites(text) {
        return Some(0.8);
    }
    // "Facebook: @harbourtimes"
    if line.words <= 8 && line.signs.any(Signs::AT | Signs::BAR) && text.contains(": ") && is_address(text) {
        return Some(0.8);
    }
    // "Follow Nordwire's coverage at https://..." stands under agency copy wherever it is printed.
    if text.starts_with("Follow ") && text.contains("://") && line.words <= 20 {
        return Some(0.8);
    }
    let called = line.cues.has(Cue::SocialLead) && line.cues.has(Cue::SocialSite) && line.words <= 40;
    (called && !text.starts_with(['"', '“'])).then_some(0.8)
}

/// `1.2K shares`, `0 comments 34 views`: numbers, each with one of the words.
pub(super) fn is_count(text: &str, words: &[&str]) -> bool {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let mut parts = text.split_whitespace();
    let mut counted = 0;
    while let Some(number) = parts.next() {
        let told = number.starts_with(|c: char| c.is_ascii_digit())
            && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | 'k' | 'K' | 'm' | 'M' | '+'))
            && parts.next().is_some_and(|word| words.iter().any(|known| known.eq_ignore_ascii_case(word)));
        if !told {
            return false;
        }
        counted += 1;
    }
    counted > 0
}

/// `Facebook: @harbourtimes`, `Telegram : https://t.me/harbour`
fn is_address(text: &str) -> bool {
    const SITES: [&str; 9] =
        ["facebook", "twitter", "x", "instagram", "telegram", "youtube", "tiktok", "whatsapp", "linkedin"];
    let Some((site, address)) = text.split_once(':') else { return false };
    let address = address.trim_start();
    (address.starts_with('@') || address.contains("://")) && SITES.iter().any(|it| it.eq_ignore_ascii_case(site.trim()))
}

fn is_handle(text: &str) -> bool {
    let name = text.strip_prefix('@').unwrap_or_default();
    (2..=30).contains(&name.len()) && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))
}

/// What passes a story on.
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

/// `FacebookTwitterWhatsApp`: such buttons with nothing between.
fn is_glued(text: &str) -> bool {
    if text.bytes().filter(u8::is_ascii_uppercase).count() < 2 {
        return false;
    }
    let mut rest = text;
    while let Some(button) = BUTTONS
        .iter()
        .filter(|it| rest.get(..it.len()).is_some_and(|start| start.eq_ignore_ascii_case(it)))
        .max_by_key(|it| it.len())
    {
        // "Share9Tweet6" counts how often.
        rest = rest[button.len()..].trim_start_matches(|c: char| c.is_ascii_digit());
    }
    rest.is_empty()
}

/// What may stand between two buttons.
const BETWEEN: Signs = Signs::BAR.and(Signs::COMMA).and(Signs::WIDE).and(Signs::GAP);

/// `Facebook   X   LinkedIn   Email`, `Tweet | Share | Pin it`: buttons that pass a story on, at least two of them.
fn is_row_of_sites(text: &str) -> bool {
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
    let mark = |c: char| matches!(c, '|' | '•' | '·' | '\t' | '/' | ',');
    let mut parts = text.split(mark).flat_map(|part| part.split("  ")).map(str::trim).filter(|part| !part.is_empty());
    let mut count = 0;
    parts.all(|part| {
        count += 1;
        BUTTONS.iter().any(|button| part.eq_ignore_ascii_case(button))
    }) && count >= 2
}
