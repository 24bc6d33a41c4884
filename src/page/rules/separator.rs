//! # What it does
//! Finds lines that stand between two stories: link words that aggregators put under each story, and rows of marks.
//!
//! # Why
//! They are the surest sign of where one article of a glued page ends.
//!
//! # Example
//! `Source link`, `Read the full article here`, `* * *`, `-----`, `=====`, `End of Document`, `Document 3 of 10`.
//!
//! # Limits
//! Says only that the line is no text. Whether a new article begins after it is for the article splitter: magazines put
//! `* * *` between the parts of one story.

use super::{RuleInfo, View};
use crate::page::cues::Cue;
use crate::page::label::Label;

pub(in crate::page) const INFO: RuleInfo = RuleInfo {
    name: "separator",
    summary: "a line of link words or marks between two stories",
    label: Label::Separator,
};

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    if line.cues.has(Cue::Separator) {
        return Some(1.0);
    }
    let text = view.line_text(at);
    if is_document_mark(text) {
        return Some(1.0);
    }
    is_row_of_marks(text).then_some(0.9)
}

/// `End of Document`, `Document 3 of 10`, `Document NORDWI0020261106eab600012`: what databases put between stories.
pub(in crate::page) fn is_document_mark(text: &str) -> bool {
    if !matches!(text.as_bytes(), [b'D' | b'd' | b'E' | b'e', ..] | [.., b'S']) {
        return false;
    }
    // "3 of 10 DOCUMENTS"
    let rest = text.strip_prefix("Document ").or_else(|| text.strip_suffix(" DOCUMENTS"));
    let Some(rest) = rest else { return text.eq_ignore_ascii_case("end of document") };
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let counted = rest.split_once(" of ").is_some_and(|(one, all)| number(one) && number(all));
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    let named = rest.len() >= 15 && digits >= 8 && rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
    counted || named
}

/// `* * *`, `-----`, `=====`, `~~~`, `• • •`, `___`, `§`, `❖`: at least three marks of one kind, or one ornament; not
/// `...`, which may be a pause in a poem, nor `###`, with which agencies end a story.
pub(in crate::page) fn is_row_of_marks(text: &str) -> bool {
    if text.len() > 240 || text.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric) {
        return false;
    }
    let mut marks = text.chars().filter(|c| !c.is_whitespace());
    let Some(first) = marks.next() else { return false };
    let row = matches!(
        first,
        '*' | '-'
            | '='
            | '_'
            | '~'
            | '•'
            | '·'
            | '–'
            | '—'
            | '+'
            | '─'
            | '━'
            | '═'
            | '✦'
            | '◆'
            | '●'
            | '■'
            | '/'
            | '|'
            | '>'
            | '<'
            | '^'
            | '%'
            | '@'
    );
    let ornament = matches!(first, '❖' | '⁂' | '☙' | '❧' | '✻' | '✽' | '§');
    let mut others = 0;
    for mark in marks {
        if mark != first {
            return false;
        }
        others += 1;
    }
    (row && others >= 2) || ornament
}
