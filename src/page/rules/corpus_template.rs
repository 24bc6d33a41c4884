//! # What it does
//! Drops lines that differ from lines on other pages of the same publisher only in numbers, dates or the writer's name.
//!
//! # Why
//! Counters, times and bylines change from page to page; what stands around them does not.
//!
//! # Example
//! `6 min read` where other pages have `3 min read`.
//!
//! # Limits
//! As for `corpus-line`. A form with a date is labelled timestamp, one with a name after "By" byline.

use super::RuleInfo;
use crate::page::label::Label;

pub(in crate::page) const INFO: RuleInfo = RuleInfo {
    name: "corpus-template",
    summary: "a line whose form stands on other pages of the publisher",
    label: Label::Navigation,
};
