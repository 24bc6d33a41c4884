//! # What it does
//! Finds further copies of a story's headline.
//!
//! # Why
//! Pages carry the title again in breadcrumbs, galleries and share boxes.
//!
//! # Example
//! The headline, a menu, then the headline once more above the story.
//!
//! # Limits
//! Letter for letter, marks and case aside, and at least four words.

use super::RuleInfo;
use crate::page::label::Label;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "repeated-headline", summary: "the headline once more", label: Label::Headline };
