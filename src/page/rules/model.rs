//! # What it does
//! Lets the learned line model speak where the other rules cannot know: on full pages it drops lines that are not story
//! and takes back what [`super::outside_story`] would have cut too much.
//!
//! # Why
//! Teasers without a cue, captions without a credit and lists inside the story look alike to any single rule; all
//! measures of a line and its neighbours together tell them apart.
//!
//! # Example
//! Three titles of other stories between two paragraphs, without a header that says so.
//!
//! # Limits
//! English news. On text that an extractor has already cleaned it cuts only what it is all but certain of. What another
//! rule proved by a cue is never taken back. See [`crate::page::model`].

use super::RuleInfo;
use crate::page::label::Label;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "model", summary: "what the learned line model takes for no story", label: Label::Navigation };
