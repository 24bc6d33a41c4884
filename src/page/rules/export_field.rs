//! # What it does
//! Finds what a database of newspapers puts over and under each story that it hands out: lines that tell the record's
//! section, length, language and day of loading; and the slug with which an agency sends it.
//!
//! # Example
//! `SECTION: NEWS; Pg. 4` · `LENGTH: 512 words` · `Load-Date: November 6, 2026` · `512 words` ·
//! `BC-EU--Harbour Strike,410`
//!
//! # Limits
//! Known by a closed list of names before a colon, and by the bare count of words. `BYLINE:` is a byline.

use super::{RuleInfo, View};
use crate::page::label::Label;
use crate::page::signs::Signs;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "export-field", summary: "what a database says of a story", label: Label::SourceCredit };

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    const NAMES: [&str; 25] = [
        "SECTION",
        "LENGTH",
        "LANGUAGE",
        "PUBLICATION-TYPE",
        "DOCUMENT-TYPE",
        "TYPE",
        "SUBJECT",
        "URL",
        "LOAD-DATE",
        "Load-Date",
        "DATELINE",
        "Publication info",
        "Word count",
        "Publication title",
        "Publication year",
        "Publication date",
        "Language of publication",
        "Document type",
        "Source type",
        "ProQuest document ID",
        "Document URL",
        "Database",
        "Subject",
        "Link",
        "GUID",
    ];
    let line = &view.lines[at];
    if line.words > 20 || line.prose() {
        return None;
    }
    let text = view.line_text(at);
    let named = line.signs.any(Signs::COLON)
        && text.split_once(':').is_some_and(|(name, rest)| !rest.is_empty() && NAMES.contains(&name.trim_end()));
    let counted =
        text.strip_suffix(" words").is_some_and(|count| count.bytes().all(|b| b.is_ascii_digit() || b == b','));
    (named || counted || line.digits > 0 && is_slug(text)).then_some(0.9)
}

/// `BC-EU--Harbour Strike, 1st Ld-Writethru,410`: an agency's desks, subject and count of words.
pub(in crate::page) fn is_slug(text: &str) -> bool {
    // Most lines show at their second byte that they are none.
    let desks = text.bytes().take_while(|byte| byte.is_ascii_uppercase() || *byte == b'-').count();
    (4..=16).contains(&desks)
        && text.starts_with(char::is_uppercase)
        && text[..desks].contains("--")
        && text.ends_with(|c: char| c.is_ascii_digit())
}
