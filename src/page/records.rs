//! Records as feeds and databases print them: a field a line, its name before a colon.
//!
//! The title says that it is one. Its name, and that of the text and of the summary, are cut off; fields that say nothing
//! of the story are found by the rule for export fields.

use super::label::Label;
use super::marks::Marks;
use super::rules::{self, Rule, View};

/// What names the title.
const TITLES: [&str; 6] = ["TITLE: ", "Title: ", "HEADLINE: ", "Headline: ", "# ", "ARTICLE: "];

/// What names the text, and the summary.
const TEXTS: [&str; 6] = ["Content: ", "Full text: ", "Text: ", "Body: ", "CONTENT: ", "TEXT: "];
const SUMMARIES: [&str; 5] = ["Description: ", "Summary: ", "DESCRIPTION: ", "SUMMARY: ", "Subtitle: "];

/// How long the name is that a line begins with, if it is one of these.
fn named(text: &str, names: &[&str]) -> Option<usize> {
    names.iter().find(|name| text.starts_with(**name)).map(|name| name.len())
}

/// How long the name of the title is that the line begins with.
pub(super) fn title(text: &str) -> Option<usize> {
    named(text, &TITLES)
}

/// Cuts off the names of texts and summaries, and marks the titles that begin stories where there may be `several`.
pub(super) fn label(view: &View<'_>, marks: &mut Marks<'_>, several: bool) {
    let lead = |at: usize| TITLES.iter().position(|lead| view.line_text(at).starts_with(lead));
    let first = (0..view.lines.len()).find_map(lead);
    let record = || (0..view.lines.len()).take(3).any(|at| rules::separator::is_document_mark(view.line_text(at)));
    if first.is_none() && !record() {
        return;
    }
    let mut told = true;
    for at in 0..view.lines.len() {
        let (text, start) = (view.line_text(at), view.lines[at].span.start());
        if several && told && first.is_some() && lead(at) == first {
            marks.set_begins(at);
            told = false;
        }
        if let Some(name) = named(text, &TEXTS) {
            marks.set_lead(at, start + name, Rule::ExportField, 0.8);
        } else if let Some(name) = named(text, &SUMMARIES) {
            marks.set_lead(at, start + name, Rule::ExportField, 0.8);
            marks.set_as(at, Rule::Standfirst, Label::Standfirst, 0.8);
        }
        told |= rules::is_paragraph(view, at);
    }
}
