//! # What it does
//! Drops lines that a fitted model knows from other pages of the same publisher.
//!
//! # Why
//! What comes back word for word under every story is no part of any: menus, boxes, pitches, teasers, boilerplate notes.
//!
//! # Example
//! `Most read` and `Download our app for the best experience.` on four pages of five.
//!
//! # Limits
//! Only with a model, and only for its sources. A line that another rule has labelled keeps that label, and a title that
//! this page's story echoes is left alone; see [`crate::page::known`]. The score is the share of pages.

use super::RuleInfo;
use crate::page::label::Label;

pub(in crate::page) const INFO: RuleInfo = RuleInfo {
    name: "corpus-line",
    summary: "a line that stands on other pages of the publisher",
    label: Label::Navigation,
};
