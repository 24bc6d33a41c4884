//! Pages: which part is story, which is not, where one story ends and the next begins, and what stands in its head.
//!
//! A *page* is one input text. [`analyze`] cuts it into *segments*: labelled, disjoint, in order, covering every
//! character that is not blank. Usually a segment is one line; a line may hold several (dateline and first sentence,
//! caption and photo credit, headline and section). Nothing is deleted: clean text is a view over the kept segments.
//!
//! # How it works
//! 1. Lines are measured once: words, letters, how they end, which stock phrases they hold.
//! 2. *Line rules* speak about lines that a named cue proves to be something (one documented file per rule).
//! 3. The page's *kind* is judged from the page. Only on full pages is everything outside the story dropped; of text
//!    that an extractor has already cleaned, only what a cue proves is cut.
//! 4. Articles are cut apart at separators and heads; each gets its headline, standfirst, byline.
//! 5. Fields are read from the labelled segments.
//!
//! # Limits
//! English. Captions without a credit, and teasers without a cue in extracted text, are kept as body. Time is linear in
//! the length of the page; no text makes it fail.

mod agencies;
mod articles;
mod blocks;
mod breaks;
mod broken;
mod calls;
mod captions;
mod chat;
mod clock;
mod cues;
mod date;
mod decided;
mod echo;
mod fields;
mod flags;
mod gates;
mod head;
mod heads;
mod kind;
mod known;
mod label;
mod labeller;
mod language;
mod line;
mod marks;
mod markup;
mod memo;
mod model;
mod names;
mod numbered;
mod one_line;
mod options;
mod phrases;
mod records;
mod regain;
mod repeats;
mod rules;
mod segments;
mod signed_days;
mod signs;
mod sorted;
mod story;
mod weights;
mod widgets;

pub use agencies::Agencies;
pub use articles::Evidence;
pub use date::Date;
pub use decided::Decider;
pub use fields::{Credit, Dateline, FieldValue, Fields, Published, Role};
pub use flags::Flag;
pub use known::{KnownKind, KnownLine};
pub use label::{Action, ActionTable, Label};
pub use options::{ArticleMode, DisabledRules, PageOptions};
pub use rules::{RuleInfo, rules};
pub use segments::{Analysis, Article, Segment, analyze, analyze_with, kept, segments, segments_with};

use crate::text::hash::{mix, of_word};

/// A number that stands for the weights of what was learned: of the line model, and of heads.
pub fn model_hash() -> u64 {
    mix(mix(of_word(model::TREES, 0), of_word(model::WORDS.as_bytes(), 0)), of_word(weights::TABLE.as_bytes(), 0))
}
