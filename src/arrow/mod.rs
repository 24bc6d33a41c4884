//! Columns in and out as Arrow arrays.
//!
//! [`TextChunk`] reads one chunk of a text column of any of Arrow's string layouts without copying it; [`columns`]
//! builds the columns that the column functions return; [`tables`] builds the tables of a run.

pub mod columns;
pub mod tables;

mod text;

pub use text::TextChunk;
