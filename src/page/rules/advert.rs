//! # What it does
//! Finds advertisement marks and the notes around them.
//!
//! # Example
//! `Advertisement` · `Story continues below advertisement` · `This article contains affiliate links.`
//!
//! # Limits
//! The advertisement's own text is known only by the marks around it.

use super::{RuleInfo, View};
use crate::page::cues::Cue;
use crate::page::label::Label;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "advert", summary: "an advertisement or its mark", label: Label::Advert };

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    // "Advertisement 2"
    let numbered = line.words == 2 && line.digits > 0 && view.line_text(at).starts_with("Advertisement ");
    (numbered || line.cues.has(Cue::Advert) && line.words <= 60).then_some(0.9)
}
