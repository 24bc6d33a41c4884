//! What every engine needs to know of plain text: characters, lines, and the way between bytes and code points.
//!
//! - *Blank* is what Python's `str.isspace` calls a space: [`is_space`].
//! - A *word character* is `str.isalnum` or `_`: [`is_word`].
//! - A *line* ends at `\n`, `\r`, `\r\n`, `\v`, `\f`, U+0085, U+2028 or U+2029: [`lines()`].

mod alignment;
mod chars;
mod code;
mod decimal;
pub(crate) mod hash;
mod lines;
mod offsets;
mod planes;
pub(crate) mod remarks;
mod runs;
mod tables;
mod vector;

pub use alignment::Alignment;
pub(crate) use chars::{holds, is_letter};
pub use chars::{is_blank, is_line_end, is_space, is_word, trim};
pub(crate) use code::base_language;
pub(crate) use decimal::decimal;
pub(crate) use lines::line_around;
pub use lines::{LineEnds, Lines, line_ends, lines};
pub use offsets::{CodePoints, Unit, to_byte};
pub(crate) use planes::Planes;
pub(crate) use runs::{Run, block, first, runs, weighty};
pub use tables::UNICODE_VERSION;
#[cfg(feature = "python")]
pub(crate) use vector::narrow;
#[cfg(target_arch = "x86_64")]
pub(crate) use vector::x86;
pub(crate) use vector::{Classes, classes, counts, fetch, gather};
