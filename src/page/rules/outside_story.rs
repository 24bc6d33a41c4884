//! # What it does
//! On full pages, drops what stands before and after the stretches of prose: menus, teasers, widgets, footers.
//!
//! # Why
//! A page that was turned to text whole is mostly menu. Prose is dense where the story is and thin elsewhere.
//!
//! # Example
//! `Home`, `News`, `Sport`, ... before the headline; `Most popular` and ten titles behind the last paragraph.
//!
//! # Limits
//! Never speaks on text that an extractor has already cleaned. See [`crate::page::story`] for how stretches are found.

use super::RuleInfo;
use crate::page::label::Label;

pub(in crate::page) const INFO: RuleInfo = RuleInfo {
    name: "outside-story",
    summary: "on full pages, what stands outside the stretches of prose",
    label: Label::Navigation,
};
