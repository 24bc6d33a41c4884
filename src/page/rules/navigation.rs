//! # What it does
//! Finds entries of menus and footers by their names.
//!
//! # Example
//! `Privacy Policy` · `Contact Us` · `Advertise With Us` · `About Us | Careers | Terms of Use`
//!
//! # Limits
//! Section names such as `Politics` count only on full pages: in an extracted story they may be sub-headings.

use memchr::{memchr, memchr3};

use super::{RuleInfo, View};
use crate::page::cues::{self, Cue};
use crate::page::kind::Kind;
use crate::page::label::Label;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "navigation", summary: "an entry of a menu or footer", label: Label::Navigation };

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    if line.cues.has(Cue::Navigation) && (view.kind == Kind::Full || line.words >= 2) {
        return Some(0.8);
    }
    let text = view.line_text(at);
    (is_row_of_links(text) || !line.closed() && is_run_of_names(text)).then_some(0.8)
}

/// `About us Contact us Work for us`: nothing between the names, at least three of which are known and fill most of it.
fn is_run_of_names(text: &str) -> bool {
    if text.len() > 400 {
        return false;
    }
    let names = cues::covering(text, text.len() * 4 / 10, |cue| {
        matches!(cue, Cue::Navigation | Cue::UiText | Cue::Newsletter | Cue::Comment | Cue::Advert)
    });
    names.is_some_and(|names| names >= 3)
}

/// `About Us | Careers | Terms of Use`: at least three short parts between bars, one of them known.
fn is_row_of_links(text: &str) -> bool {
    if text.len() > 300 || !may_hold_bars(text.as_bytes()) {
        return false;
    }
    let parts: Vec<&str> =
        text.split(['|', '•', '·', '›', '>', '»', '/']).map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.len() >= 3
        && parts.iter().all(|part| part.split_whitespace().count() <= 4)
        && parts.iter().any(|part| cues::of_line(part, (0, part.len())).has(Cue::Navigation))
}

/// Whether one of the marks between links may stand in the text: it holds one of ASCII, or the last byte of another.
fn may_hold_bars(bytes: &[u8]) -> bool {
    memchr3(b'|', b'/', b'>', bytes).is_some()
        || memchr3(0xa2, 0xb7, 0xba, bytes).is_some()
        || memchr(0xbb, bytes).is_some()
}
