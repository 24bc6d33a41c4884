//! # What it does
//! Finds lines that say who else worked on a story and where it came from.
//!
//! # Example
//! `Additional reporting by A. Person.` · `(Reporting by A. Person; editing by B. Person)` · `Source: Nordwire` ·
//! `The Associated Press contributed to this report.`
//!
//! # Limits
//! Known by fixed formulas. `Source:` and `Via` need a short line without a sentence in it, since a sentence may begin
//! so.

use super::{RuleInfo, View};
use crate::page::cues::Cue;
use crate::page::label::Label;

pub(in crate::page) const INFO: RuleInfo = RuleInfo {
    name: "source-credit",
    summary: "who else worked on it, where it came from",
    label: Label::SourceCredit,
};

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    if line.cues.has(Cue::SourceCredit) {
        let text = view.line_text(at);
        if text.starts_with(['"', '“']) || line.words > 70 {
            return None;
        }
        if is_bare_source(text) {
            return (line.words <= 12).then_some(0.9);
        }
        return Some(0.9);
    }
    (line.cues.has(Cue::SourceVia) && is_via(view, at)).then_some(0.7)
}

/// `Source: Nordwire`, a formula that other things follow too ("Source: author's calculation").
pub(in crate::page) fn is_bare_source(text: &str) -> bool {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    lower.starts_with("source:") || lower.starts_with("sources:")
}

/// `Via Nordwire`: a name of one to five words after the word, and nothing else.
fn is_via(view: &View<'_>, at: usize) -> bool {
    let line = &view.lines[at];
    (2..=6).contains(&line.words) && line.capitals == line.words && !line.closed()
}
