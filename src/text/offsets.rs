//! From byte offsets to code point offsets and back.

use std::str::FromStr;

use super::runs::{block, first};
use super::vector::gather;
use crate::Span;
use crate::error::Error;

/// The unit of offsets that are handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// Unicode code points, as Python counts.
    #[default]
    CodePoints,
    /// Bytes of UTF-8.
    Bytes,
}

impl Unit {
    /// Its name, as options and metadata have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CodePoints => "code points",
            Self::Bytes => "bytes",
        }
    }

    /// What turns the byte offsets of `text` into offsets of this unit.
    ///
    /// ```
    /// use newscore::text::Unit;
    /// assert_eq!(Unit::CodePoints.counter("“é” x").at(8), 3);
    /// assert_eq!(Unit::Bytes.counter("“é” x").at(8), 8);
    /// ```
    pub fn counter(self, text: &str) -> CodePoints {
        match self {
            Self::CodePoints => CodePoints::new(text),
            Self::Bytes => CodePoints::default(),
        }
    }
}

impl FromStr for Unit {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let found = [Self::CodePoints, Self::Bytes].into_iter().find(|unit| unit.as_str() == name);
        found.ok_or_else(|| Error::unknown_value("unit", name, [Self::CodePoints, Self::Bytes].map(Self::as_str)))
    }
}

/// How many code points stand before each byte of a text: one pass over it, after which offsets may be asked in any order.
///
/// ```
/// use newscore::text::CodePoints;
/// let points = CodePoints::new("“é” x");
/// assert_eq!(points.at(3), 1);
/// assert_eq!(points.at(9), 4);
/// assert_eq!(points.at(0), 0);
/// ```
#[derive(Debug, Clone, Default)]
pub struct CodePoints {
    /// For every sixty-four bytes how many bytes before them continue a character, and which of them do; none of a text in
    /// ASCII, in which every byte counts.
    blocks: Vec<(usize, u64)>,
}

impl CodePoints {
    /// Those of `text`. Costs one fast pass that asks whether the text is ASCII, and one more where it is not, with
    /// memory of a quarter of the text.
    pub fn new(text: &str) -> Self {
        let mut blocks = Vec::new();
        if !text.is_ascii() {
            let mut before = 0;
            let (whole, rest) = text.as_bytes().as_chunks();
            blocks.reserve(whole.len() + 1);
            for block in whole.iter().chain([&block(rest, 0)]) {
                let continuing = gather(&block.map(|byte| u8::from((byte as i8) < -0x40)));
                blocks.push((before, continuing));
                before += continuing.count_ones() as usize;
            }
        }
        Self { blocks }
    }

    /// How many code points stand before byte `offset` (which must be a character boundary of the text).
    pub fn at(&self, offset: usize) -> usize {
        match self.blocks.get(offset / 64) {
            Some(&(before, continuing)) => offset - before - (continuing & first(offset % 64)).count_ones() as usize,
            None => offset,
        }
    }

    /// The span in code points.
    // Many ask for it: where each has a copy, the copies are larger than all else here.
    #[inline(never)]
    pub fn span(&self, span: Span) -> (usize, usize) {
        (self.at(span.start()), self.at(span.end()))
    }
}

/// The byte offset of code point `point` of `text`; the text's length for every point past its end. Time linear.
pub fn to_byte(text: &str, point: usize) -> usize {
    if text.is_ascii() {
        return point.min(text.len());
    }
    text.char_indices().nth(point).map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn units_round_trip_and_strangers_are_refused_by_name() {
        for unit in [Unit::CodePoints, Unit::Bytes] {
            assert_eq!(unit.as_str().parse(), Ok(unit));
        }
        let error = "words".parse::<Unit>().expect_err("words are no unit");
        assert!(error.to_string().contains("\"words\"") && error.to_string().contains("code points, bytes"), "{error}");
    }

    #[test]
    fn agrees_with_char_indices() {
        proptest!(|(text in "\\PC{0,160}")| {
            let points = CodePoints::new(&text);
            for (k, (at, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(at), k);
                prop_assert_eq!(to_byte(&text, k), at);
            }
            for (k, (at, _)) in text.char_indices().enumerate().collect::<Vec<_>>().into_iter().rev() {
                prop_assert_eq!(points.at(at), k);
            }
        });
    }
}
