//! Boilerplate learned from a publisher's own pages: lines, and forms of lines, that come back from page to page.
//!
//! A *source* is a publisher (or any other group of pages made alike). A *line* here is one that is not blank, compared
//! by its letters and digits alone. Its *template* is the line with numbers, months, days, clock times and the name
//! after "By" taken out: `Updated {month} {n}, {n}`. A *story* is one page, or several that tell the same.
//!
//! # How it works
//! 1. [`Fitter::read`] turns a page into a [`PageRecord`]; pure, so callers read pages in parallel. [`Fitter::add`]
//!    keeps, of each source, the [`FitOptions::max_pages`] pages whose content hashes to the smallest numbers: a random
//!    sample that does not depend on the order of the pages, and in which a page counts once however often it is given.
//! 2. [`SourceSample::learn`] joins pages that tell the same story, counts each line and template once a story, and
//!    gives every one that repeats a verdict. Guards speak for what repeats without being furniture: sentences, lines
//!    between paragraphs, quotations, leads that run on into the text.
//! 3. [`Model::known`] says of a page's lines which are known. What becomes of them is the labeller's decision; it
//!    protects the title of a story that other pages announce.
//!
//! # Resource usage
//! Reading is linear in the text. Of each source at most [`FitOptions::max_pages`] pages are held, and of each page at
//! most [`RECORD_BYTES`] (its text and some thirty bytes a line), however many pages are given. Learning takes some
//! hundred and fifty bytes more for each different line of the source in work. It is linear in the sample but for the
//! search for stories told twice, which looks at pairs of pages that share a sentence.
//!
//! # Limits
//! Templates know English months and days. A line that a publisher changes on every page is never known.

mod learn;
mod model;
mod options;
mod read;
mod sample;
mod stories;
mod template;

pub use learn::{Learned, RuleKind, RuleRow, Verdict};
pub use model::{Known, KnownAs, Model, SourceCount};
pub use options::FitOptions;
pub use read::{PageRecord, RECORD_BYTES};
pub use sample::{Fitter, SourceSample};
