//! # What it does
//! Finds corrections, clarifications and editor's notes.
//!
//! # Why
//! They stay in the text but are no paragraph of the story; who counts words of it wants to tell them apart.
//!
//! # Example
//! `Correction: An earlier version of this story misstated the year.`
//!
//! # Limits
//! Known by their opening words only.

use super::{RuleInfo, View};
use crate::page::cues::Cue;
use crate::page::label::Label;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "correction", summary: "a correction or an editor's note", label: Label::Correction };

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    (line.cues.has(Cue::Correction) && line.words >= 5).then_some(0.9)
}
