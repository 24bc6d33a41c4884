//! # What it does
//! Finds captions: lines with a picture's credit at their end, and lines that begin as captions do.
//!
//! # Example
//! `The harbour at dawn. File Photo by Ada Moe/Nordwire` · `FILE - The minister leaves the palace.` · `Above: A ship.` ·
//! `2 of 4 | The lighthouse at dusk.` · a line without a full stop right above a credit, or hung right under one
//!
//! # Limits
//! A caption without credit or cue reads like body and is kept.

use super::{RuleInfo, View};
use crate::page::cues::Cue;
use crate::page::label::Label;
use crate::page::line::End;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "caption", summary: "the text under a picture", label: Label::Caption };

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    let text = view.line_text(at);
    if line.cues.has(Cue::Caption) && (2..=90).contains(&line.words) {
        // "File -" is a verb in a sentence unless in capitals.
        let begins_file = text.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("file"));
        return (!begins_file
            || text.starts_with("FILE")
            || text.starts_with("File photo")
            || text.starts_with("File Photo"))
        .then_some(0.85);
    }
    // "1 of 4 | The lighthouse at dusk": one of a gallery's pictures.
    if line.words <= 90 && text.starts_with(|c: char| c.is_ascii_digit()) {
        let counted = text.split_once(" | ").filter(|(count, _)| super::ui_text::is_picture_count(count));
        if counted.is_some() {
            return Some(0.85);
        }
    }
    if line.cues.has(Cue::PhotoCredit)
        && line.words <= 60
        && !line.cues.has(Cue::SourceCredit)
        && text.contains(':')
        && line.words >= 3
    {
        return Some(0.6);
    }
    None
}

/// Whether the line right under a caption in a story's head is the next picture's: long, and without a full stop.
pub(in crate::page) fn beside(view: &View<'_>, at: usize) -> bool {
    let line = &view.lines[at];
    (8..=50).contains(&line.words) && line.end == End::None && line.small >= 1 && !line.continues && !line.bullet
}
