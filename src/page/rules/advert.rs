//! # What it does
//! Finds advertisement marks and the notes around them.
//!
//! # Example
//! `Advertisement` · `Story continues below advertisement` · `This article contains affiliate links.` ·
//! `Support independent reporting by becoming a member today.`
//!
//! # Limits
//! The advertisement's own text is known only by the marks around it. An appeal for money needs a phrase of such appeals
//! and words that speak to the reader and for the publisher; a long one stands at the end of the page, so that a column
//! about such appeals stays.

use super::{RuleInfo, View};
use crate::page::cues::Cue;
use crate::page::label::Label;
use crate::page::line::Line;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "advert", summary: "an advertisement or its mark", label: Label::Advert };

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    // "Advertisement 2"
    let numbered = line.words == 2 && line.digits > 0 && view.line_text(at).starts_with("Advertisement ");
    if numbered || line.cues.has(Cue::Advert) && line.words <= 60 {
        return Some(0.9);
    }
    (line.cues.has(Cue::Appeal) && is_appeal(view, at)).then_some(0.8)
}

/// What those who ask do or are.
const PRESS: [&str; 10] =
    ["journalism", "journalists", "newsroom", "news", "reporting", "reporters", "readers", "reader", "media", "radio"];

/// Whether a line with a phrase of appeals asks the reader for money.
fn is_appeal(view: &View<'_>, at: usize) -> bool {
    /// Paragraphs that may follow a long appeal, and the words of one that counts.
    const AFTER: usize = 2;
    const PARAGRAPH: u32 = 15;
    /// Lines in which the page's end is sought.
    const LAST: usize = 60;
    let text = view.line_text(at);
    if text.starts_with(['"', '“', '‘', '\'']) {
        return false;
    }
    let count = |words: &[&str]| {
        text.split(|c: char| !c.is_alphabetic())
            .filter(|word| words.iter().any(|it| it.eq_ignore_ascii_case(word)))
            .count()
    };
    let (reader, house) = (count(&["you", "your", "please"]), count(&["we", "our", "us"]));
    // Who asks is of the press: charities that a story names ask, too.
    if count(&PRESS) == 0 {
        return false;
    }
    if view.lines[at].words <= 45 {
        return reader + house >= 1 && view.lines[at].words >= 5;
    }
    if view.lines.len() - at > LAST {
        return false;
    }
    let follows = |line: &&Line| line.prose() && line.words >= PARAGRAPH && !line.cues.has(Cue::Appeal);
    reader >= 2 && reader + house >= 4 && view.lines[at + 1..].iter().filter(follows).take(AFTER + 1).count() <= AFTER
}
