//! # What it does
//! Finds separators that no list knows: one short line that comes back between stories, word for word or with another
//! name behind its first two words.
//!
//! # Why
//! Every aggregator has its own line under a story; that it comes back, each time after finished prose and before
//! something that looks like a headline, gives it away.
//!
//! # Example
//! `[Original at example.org]` three times on a page, each time with a headline after it; `Published by Nordwire`, then
//! `Published by Southlight`.
//!
//! # Limits
//! Needs the line at least twice, and a head after all but its last place. Called by the article splitter.

use super::RuleInfo;
use crate::page::label::Label;

pub(in crate::page) const INFO: RuleInfo = RuleInfo {
    name: "repeated-separator",
    summary: "an unknown line that comes back between stories",
    label: Label::Separator,
};
