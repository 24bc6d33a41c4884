//! # What it does
//! Finds the header lines of a live blog's entries: a clock time, with or without the entry's title.
//!
//! # Example
//! `14:05 GMT — Ferries stop running` · `10.32am`
//!
//! # Limits
//! At least three different times on the page, two where its head says that it is a live blog, not all of them bare
//! lengths of films (`2:34`). They are kept: the entries' prose needs them. Where entries carry no times, only the page's
//! head says that it is a live blog; then its titles are sub-headings.

use super::{RuleInfo, View};
use crate::page::label::Label;
use crate::page::rules::timestamp;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "live-entry", summary: "the header line of a live blog's entry", label: Label::LiveEntry };

/// Whether such lines are those of a live blog: `enough` different times. `2:34` and nothing else, on every one of
/// them, is how long a film is.
pub(in crate::page) fn are_times<'t>(mut entries: impl Iterator<Item = &'t str> + Clone, enough: usize) -> bool {
    let length = |entry: &str| entry.len() == 4 && entry.as_bytes()[1] == b':';
    let clock = |entry: &'t str| entry.split(' ').next().unwrap_or(entry).trim_start_matches(['0', '[']);
    let mut clocks: Vec<&str> = Vec::new();
    for clock in entries.clone().map(clock) {
        if clocks.len() < enough && !clocks.contains(&clock) {
            clocks.push(clock);
        }
    }
    clocks.len() == enough && !entries.all(length)
}

/// Whether line `at` could head an entry.
pub(in crate::page) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    if line.words > 22 || line.digits < 3 || line.span.len() > 160 {
        return None;
    }
    let text = view.core_text(at);
    let mut words = text.split_whitespace();
    let clock = words.next()?.trim_matches(|c: char| matches!(c, '[' | ']' | ',' | ':'));
    if !is_clock(clock) {
        return None;
    }
    let rest: Vec<&str> = words.collect();
    // "10:30 is when doors open" is a sentence; a header has a zone, a dash or a title next.
    let next = rest.first().copied().unwrap_or_default();
    let headed = rest.is_empty()
        || matches!(next, "-" | "–" | "—" | "|" | "•" | "·")
        || timestamp::is_when(&format!("{clock} {next}")).is_some()
        || (next.starts_with(char::is_uppercase) && !line.closed());
    headed.then_some(0.7)
}

/// Whether one of the page's first lines says that it is a live blog.
pub(in crate::page) fn is_page_called(view: &View<'_>) -> bool {
    const HEAD: usize = 15;
    let lines = 0..view.lines.len().min(HEAD);
    let short = lines.filter(|&at| view.lines[at].words <= 30);
    short.into_iter().any(|at| is_called(view.line_text(at)))
}

/// Whether a line at the head of a page says that the page is a live blog: `Storm LIVE: Ferries stop`, `Follow our live
/// coverage`, `As it happened`.
pub(in crate::page) fn is_called(text: &str) -> bool {
    const LIVE: [&str; 6] = [" live:", "live blog", "liveblog", "live updates", "live coverage", "live reporting"];
    const OTHERS: [&str; 4] =
        ["latest updates below", "as it happened", "this blog is now closed", "closing this blog"];
    let shouted =
        || text.split([' ', ':', '-', '–', '|']).any(|word| word == "LIVE") && text.contains(char::is_lowercase);
    let lower = text.to_lowercase();
    let holds = |phrase: &&str| lower.contains(phrase);
    lower.contains("live") && (shouted() || LIVE.iter().any(holds)) || OTHERS.iter().any(holds)
}

/// `14:05`, `10.32am`, `9:05`.
fn is_clock(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    let Some((hour, minute)) = digits.split_once([':', '.']) else { return false };
    let minute_ok = minute.len() == 2 && minute.parse::<u8>().is_ok_and(|m| m < 60);
    minute_ok && (1..=2).contains(&hour.len()) && hour.parse::<u8>().is_ok_and(|h| h < 24)
}
