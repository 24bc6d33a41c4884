//! # What it does
//! Cuts the section or site name off a headline.
//!
//! # Example
//! `Ministry lifts ban on gallium exports | Trade News`: the suffix is `| Trade News`, its bar included.
//!
//! # Limits
//! At most six words behind a bar that has blanks around it, and at least three words before. A dash may belong to the
//! headline and is left alone.

use memchr::memchr;

use super::RuleInfo;
use crate::page::label::Label;

pub(in crate::page) const INFO: RuleInfo = RuleInfo {
    name: "section-suffix",
    summary: "the section or site name behind a headline",
    label: Label::SectionSuffix,
};

/// Where the suffix begins, as a byte offset in the headline.
pub(in crate::page) fn start(headline: &str) -> Option<usize> {
    memchr(b'|', headline.as_bytes())?;
    let at = headline.rfind(" | ")? + 1;
    let at = headline[..at].trim_end().rfind(" | ").map_or(at, |earlier| {
        // "Headline | Section | Site": both parts are suffix when the head before them is long enough.
        let head = &headline[..earlier];
        if head.split_whitespace().count() >= 4 { earlier + 1 } else { at }
    });
    let behind = headline[at + 1..].split_whitespace().filter(|word| *word != "|").count();
    let before = headline[..at].split_whitespace().count();
    // A telephone number or an address behind a bar is no section.
    let named = !headline[at..].contains(['@', '+', '(']) && !headline[at..].contains("www.");
    ((1..=8).contains(&behind) && before >= 3 && named).then_some(at)
}
