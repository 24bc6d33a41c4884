//! News text as people really have it goes in; clean articles, sentences and entity mentions come out.
//!
//! A *page* is one input text. Analysing it yields *segments*: labelled, disjoint, in order, covering every character
//! that is not blank. Nothing is deleted: clean text is a view over the kept segments, and every [`Span`] leads back
//! to the untouched page. Spans count **bytes** in Rust (code points in the Python package).
//!
//! The engines stand beside one another and know nothing of each other: [`sentence`] splits text, [`page`] labels
//! segments and finds articles, [`gazetteer`] finds names, [`corpus`] learns what a publisher prints on every page.
//! [`document`] joins them for one page and [`pipeline`] runs the whole over many.
//!
//! # Limits
//! Rules and word lists are made for English news first. Any Unicode text is accepted and never panics; what is not
//! understood is kept.

pub mod account;
#[cfg(feature = "arrow")]
pub mod arrow;
pub mod corpus;
pub mod document;
pub mod error;
pub mod gazetteer;
pub mod overrides;
pub mod page;
pub mod parallel;
pub mod pipeline;
#[cfg(feature = "python")]
mod python;
pub mod sentence;
pub mod span;
pub mod text;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod vectors;

pub use error::{Error, Result};
pub use span::Span;
