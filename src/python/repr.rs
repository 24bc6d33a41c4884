//! How objects show themselves on one line.

use pyo3::prelude::*;
use pyo3::types::PyString;

/// Characters of a text that a repr shows before it is cut short.
const SHOWN: usize = 60;

/// `1 alias`, `2 aliases`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// `950 kB`, `1.2 MB`.
pub(super) fn sized(bytes: usize) -> String {
    if bytes < 1_000_000 { format!("{} kB", bytes.div_ceil(1000)) } else { format!("{:.1} MB", bytes as f64 / 1e6) }
}

/// The repr of a text, cut short in the middle of nowhere but marked so.
pub(super) fn quoted(text: &Bound<'_, PyString>) -> PyResult<String> {
    let length = text.len()?;
    if length <= SHOWN {
        return Ok(text.repr()?.to_string());
    }
    let head = super::text::slice(text, (0, SHOWN))?.repr()?.to_string();
    Ok(format!("{head}… ({length} characters)"))
}
