//! The learned line model: how likely each line is to be story, from all that is measured of the page.
//!
//! Boosted trees look at a line, its four neighbours, its place and the page ([`features`]); what the rules said of them,
//! how a line's words hold together with the text around it ([`cohesion`]) and which of its words speak for or against
//! story ([`lexicon`]) are among the measures. Lone doubtful lines follow their neighbours, and limits that depend on the
//! page's kind turn log-odds into cuts ([`decide`]).
//!
//! The model never overrules a cue: it speaks about lines that no other rule knows, and takes back only what the place
//! alone spoke against. Of text that an extractor has cleaned it says nothing unless cues have shown that something was
//! left behind, and then only where it is all but sure.
//!
//! Weights, their training and the figures on unseen publishers: `src/data/line_model`. Cost: on full pages about two
//! thirds of what all rules cost, on clean text next to nothing; linear in the page; 30 KB of weights.

mod cohesion;
mod decide;
#[cfg(test)]
mod dump;
mod features;
mod forest;
mod lexicon;
mod weights;

pub(super) use decide::{decide, may_judge};
pub(super) use weights::{TREES, WORDS};
