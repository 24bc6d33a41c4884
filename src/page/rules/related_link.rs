//! # What it does
//! Finds links to other stories that stand between paragraphs, cue and title on one line.
//!
//! # Example
//! `ALSO SEE: Second Plant Will Open in Spring` · `Read more: What the ruling means` · `WATCH | The harbour at night`
//!
//! # Limits
//! Needs a known cue, then a colon, bar or dash, then a title that does not end as a sentence does. `More:` and the
//! like in a sentence ("More: she wants it all.") are kept.

use super::{RuleInfo, View};
use crate::page::cues::{self, Cue};
use crate::page::label::Label;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "related-link", summary: "a cue and the title of another story", label: Label::RelatedLink };

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    if !line.cues.has(Cue::RelatedLead) || line.words > 32 || line.words < 3 {
        return None;
    }
    let text = line.core.of(view.text);
    let (title, mark) = title_after_cue(text)?;
    if title.split_whitespace().count() < 2 {
        return None;
    }
    // A colon is what sites put there; a dash or bar needs the cue in capitals.
    let cue_in_capitals = !text[..text.len() - title.len()].chars().any(char::is_lowercase);
    let sure = mark == ':' || cue_in_capitals;
    let sentence = line.end == crate::page::line::End::Stop
        && !view.line_text(at).ends_with("...")
        && !cue_in_capitals
        && line.words > 16;
    (sure && !sentence).then_some(0.9)
}

/// The title behind the cue and the mark between them.
fn title_after_cue(text: &str) -> Option<(&str, char)> {
    let rest = text[cues::lead(text, Cue::RelatedLead)?..].trim_start();
    let mark = rest.chars().next().filter(|c| matches!(c, ':' | '|' | '-' | '–' | '—' | '>' | '»'))?;
    let title = rest[mark.len_utf8()..].trim();
    (!title.is_empty()).then_some((title, mark))
}
