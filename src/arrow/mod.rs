//! Columns in and out as Arrow arrays.
//!
//! [`TextChunk`] reads one chunk of a text column of any of Arrow's string layouts without copying it; [`columns`]
//! builds the columns that the column functions return, [`mentions`] those of a gazetteer; [`tables`] builds the tables of a run.

pub mod columns;
pub mod mentions;
pub mod tables;

mod check;
mod text;
mod texts;

pub use text::TextChunk;
pub use texts::TextListColumn;
