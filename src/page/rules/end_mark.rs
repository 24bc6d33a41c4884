//! # What it does
//! Finds the signs with which agencies and press offices end a story.
//!
//! # Example
//! `(END)`, `ENDS`, `###`, `-30-`, `/ENDS/`, `(ends)`.
//!
//! # Limits
//! A bare `end` or `ends` in small letters is left alone: it may be a line of a poem or a table.

use super::{RuleInfo, View};
use crate::page::label::Label;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "end-mark", summary: "an agency's sign that the story is over", label: Label::EndMark };

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    if line.words > 3 || line.span.len() > 24 {
        return None;
    }
    let text = view.line_text(at);
    let first = text.as_bytes().first()?;
    // No other letter or digit begins such a sign.
    if first.is_ascii_alphanumeric() && !matches!(first, b'E' | b'e' | b'3') {
        return None;
    }
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let framed = bare.len() < text.len();
    let known = match bare {
        "" => text.len() >= 3 && text.chars().all(|c| c == '#' || c == ' '),
        _ if bare.strip_prefix("Enditem").is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) => true,
        "END" | "ENDS" | "ENDS HERE" | "END OF TEXT" | "END OF TRANSCRIPT" => true,
        "ends" | "end" | "Ends" | "End" | "30" => {
            framed && !text.ends_with(['.', '!', '?', ',', ':']) && !text.starts_with(['$', '+', '*', '•'])
        }
        _ => false,
    };
    known.then_some(0.95)
}
