//! A half-open range of a text, in bytes.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open range `start..end` of a text, in **bytes**, with `start <= end`.
///
/// ```
/// use newscore::Span;
/// let span = Span::new(4, 7);
/// assert_eq!(span.of("The Fed."), "Fed");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "(usize, usize)", into = "(usize, usize)")]
pub struct Span {
    // Invariant: start <= end. Every constructor checks it, deserialising included.
    start: usize,
    end: usize,
}

impl Span {
    /// The range `start..end`.
    ///
    /// # Panics
    /// If `start > end`: that is a fault of the caller, not of any text.
    #[inline]
    pub const fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span must not end before it starts");
        Self { start, end }
    }

    /// First byte.
    pub const fn start(self) -> usize {
        self.start
    }

    /// One past the last byte.
    pub const fn end(self) -> usize {
        self.end
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds nothing.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The part of `text` that the span names; empty where the span does not fit the text.
    #[inline]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same range, `by` bytes further on.
    #[must_use]
    pub const fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

impl TryFrom<(usize, usize)> for Span {
    type Error = String;

    fn try_from((start, end): (usize, usize)) -> Result<Self, Self::Error> {
        if start > end { Err(format!("span ends at {end}, before its start {start}")) } else { Ok(Self { start, end }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serde_keeps_the_invariant() {
        let span: Span = serde_json::from_str("[2,5]").expect("valid span");
        assert_eq!(span, Span::new(2, 5));
        assert!(serde_json::from_str::<Span>("[5,2]").is_err());
    }

    #[test]
    fn of_a_foreign_text_is_empty() {
        assert_eq!(Span::new(0, 9).of("short"), "");
        assert_eq!(Span::new(1, 2).of("é"), "");
    }
}
