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
    let (line, next) = (&view.lines[at], after);
    let (before, after) = (&view.lines[before], &view.lines[after]);
    let text = view.line_text(at);
    // A square before a single line marks a heading, a dot an item of a list.
    let marked = text.starts_with(['■', '▶', '►', '◆', '▪', '●']) && !after.bullet && !before.bullet;
    if line.words == 0 || line.words > 14 || line.continues || line.bullet && !marked || line.span.len() > 110 {
        return None;
    }
    let open = match line.end {
        End::None | End::Colon => true,
        End::Shout => line.words <= 10,
        End::Stop => line.all_capitals() && line.words <= 8,
        End::Open => false,
    };
    // A quotation ends with its mark, a heading in quotes is short and stands between paragraphs of full sentences.
    let quoted = text.starts_with(['"', '“']) && (line.words > 10 || line.end == End::Shout);
    let framed = text.starts_with(['(', '[', '—', '–', '-']) || text.contains('@');
    // Sites that print titles of other stories between paragraphs put them in capitals.
    let shouted = line.all_capitals() && line.words > 8;
    let person = line.words <= 3 && names::is_name(text);
    let numeric = line.digits >= line.lower + line.upper;
    if !open || quoted || framed || numeric || person || shouted || after.continues {
        return None;
    }
    let text_after = after.words >= 12 && (after.prose() || after.closed());
    let finished = before.closed() || before.end == End::Colon;
    // Between blank lines, a title stands over a list or a table too.
    let apart = view.gap(at) && (view.gap(next) || after.bullet) && line.end == End::None && line.words <= 8;
    let over_list = after.bullet || view.line_text(next).contains('\t') || after.closed() && after.words >= 4;
    let titled = line.words >= 2 && !line.bullet && line.upper >= 1 && line.lower > 0;
    ((text_after && finished) || apart && titled && (over_list || text_after)).then_some(if line.end == End::Colon {
        0.5
    } else {
        0.7
    })
}
