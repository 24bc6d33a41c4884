//! # What it does
//! Finds headings between the paragraphs of a story.
//!
//! # Example
//! `What happens next` between two paragraphs.
//!
//! # Limits
//! A short line of at most fourteen words that does not end as a sentence, with prose after it and text before. It is
//! kept either way, so a mistake costs a label, not text.

use super::{RuleInfo, View};
use crate::page::label::Label;
use crate::page::line::End;
use crate::page::names;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "subheading", summary: "a heading between paragraphs", label: Label::Subheading };

/// Whether line `at` is a heading; `before` and `after` are the nearest lines of the story around it.
pub(in crate::page) fn judge(view: &View<'_>, at: usize, before: usize, after: usize) -> Option<f32> {
    let line = &view.lines[at];
    let (before, after) = (&view.lines[before], &view.lines[after]);
    if line.words == 0 || line.words > 14 || line.continues || line.bullet || line.span.len() > 110 {
        return None;
    }
    let text = view.line_text(at);
    let open = match line.end {
        End::None | End::Colon => true,
        End::Shout => line.words <= 10,
        End::Stop => line.all_capitals() && line.words <= 8,
        End::Open => false,
    };
    // A quotation ends with its mark, a heading in quotes is short and stands between paragraphs of full sentences.
    let quoted = text.starts_with(['"', '“']) && line.words > 10;
    let big = after.words >= 12 && (after.prose() || after.closed());
    let finished = before.closed() || before.end == End::Colon;
    let person = line.words <= 3 && names::is_name(text);
    let numeric = line.digits as usize * 2 > text.len();
    (open && !quoted && big && finished && !numeric && !person && !after.continues)
        .then_some(if line.end == End::Colon { 0.5 } else { 0.7 })
}
