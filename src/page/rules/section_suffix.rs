//! # What it does
//! Cuts the section or site name off a headline.
//!
//! # Example
//! `Ministry lifts ban on gallium exports | Trade News`: the suffix is `| Trade News`, its bar included.
//!
//! # Limits
//! At most six words behind a bar that has blanks around it, and at least three words before. A dash may belong to the
//! headline and is left alone, unless a site's address stands behind it: `Flyers win in overtime - Harbour.ca`.

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
    let Some(_) = memchr(b'|', headline.as_bytes()) else { return site(headline) };
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

/// Where a dash and a site's address begin.
fn site(headline: &str) -> Option<usize> {
    let dash = |c: char| matches!(c, '-' | '–');
    let at = headline.rfind(dash).filter(|&at| headline[..at].ends_with(' '))?;
    let (name, country) = headline[at..].trim_start_matches(dash).strip_prefix(' ')?.rsplit_once('.')?;
    let letters = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
    let ends = (2..=4).contains(&country.len()) && country.bytes().all(|byte| byte.is_ascii_lowercase());
    (ends && name.len() >= 3 && letters(name) && headline[..at].split_whitespace().count() >= 3).then_some(at)
}
