//! # What it does
//! Finds separators that no list knows: lines that come back between stories, alike in their words, or but for numbers,
//! months and addresses, or in their first two words, or in what stands before a colon.
//!
//! # Why
//! Every aggregator has its own line under a story; that it comes back, each time after finished prose and before
//! something that looks like a headline, gives it away.
//!
//! # Example
//! `[Original at example.org]` three times on a page, each time with a headline after it; `Published by Nordwire`, then
//! `Published by Southlight`; `Document 1 of 9`, then `Document 2 of 9`.
//!
//! # Limits
//! Needs the line at least twice where it opens or closes the page or begins with a mark, else three times, and a headline
//! beside most places, which the story below it repeats rather than the story above, or somebody signed. Where stories
//! are short, they must tell of other people and places each time. Bare numbers stand over the items of lists, and part
//! nothing. Not asked on a full page of one site.

use super::RuleInfo;
use crate::page::label::Label;

pub(in crate::page) const INFO: RuleInfo = RuleInfo {
    name: "repeated-separator",
    summary: "an unknown line that comes back between stories",
    label: Label::Separator,
};
