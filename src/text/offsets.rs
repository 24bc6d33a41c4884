//! From byte offsets to code point offsets and back.

use std::str::FromStr;

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
    pub fn counter(self, text: &str) -> CodePoints<'_> {
        match self {
            Self::CodePoints => CodePoints::new(text),
            Self::Bytes => CodePoints { bytes: text.as_bytes(), ascii: true, byte: 0, point: 0 },
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

/// Counts code points from wherever it was asked last: offsets asked in roughly rising order cost one pass in all.
///
/// A step back costs the distance of the step, so that fields found here and there on a page are cheap too.
///
/// ```
/// use newscore::text::CodePoints;
/// let mut points = CodePoints::new("“é” x");
/// assert_eq!(points.at(3), 1);
/// assert_eq!(points.at(9), 4);
/// assert_eq!(points.at(0), 0);
/// ```
#[derive(Debug, Clone)]
pub struct CodePoints<'t> {
    bytes: &'t [u8],
    /// Whether every byte counts.
    ascii: bool,
    byte: usize,
    point: usize,
}

impl<'t> CodePoints<'t> {
    /// A counter at the start of `text`. Costs one fast pass that asks whether the text is ASCII.
    pub fn new(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), ascii: text.is_ascii(), byte: 0, point: 0 }
    }

    /// How many code points stand before byte `offset` (which must be a character boundary).
    pub fn at(&mut self, offset: usize) -> usize {
        if self.ascii {
            return offset;
        }
        if offset >= self.byte {
            self.point += count(&self.bytes[self.byte..offset]);
        } else {
            self.point -= count(&self.bytes[offset..self.byte]);
        }
        self.byte = offset;
        self.point
    }

    /// The span in code points.
    pub fn span(&mut self, span: Span) -> (usize, usize) {
        (self.at(span.start()), self.at(span.end()))
    }
}

/// Code points in valid UTF-8: the bytes that do not continue a character. Sums of so few bytes fit a byte, which lets
/// the compiler count sixteen at a time.
fn count(bytes: &[u8]) -> usize {
    let starts = |block: &[u8]| block.iter().map(|&byte| u8::from((byte as i8) >= -0x40)).sum::<u8>();
    let (sixteens, rest) = bytes.as_chunks::<16>();
    let many: usize = sixteens.as_flattened().chunks(240).map(|block| usize::from(starts(block))).sum();
    // Most stretches are short: what is left is counted eight at a time, in words that hold the last bytes twice.
    let ones = 0x0101_0101_0101_0101_u64;
    let continues = |word: u64| ((word >> 7 & !word >> 6 & ones).wrapping_mul(ones) >> 56) as usize;
    let more = match (rest.first_chunk(), rest.last_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last), _) => {
            let last = u64::from_le_bytes(*last) >> (8 * (16 - rest.len()) as u32 % 64);
            continues(u64::from_le_bytes(*first)) + if rest.len() > 8 { continues(last) } else { 0 }
        }
        (_, _, Some(last)) if !rest.is_empty() => continues(u64::from_le_bytes(*last) >> (8 * (8 - rest.len()))),
        _ => return many + usize::from(starts(rest)),
    };
    many + rest.len() - more
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
        proptest!(|(text in "\\PC{0,60}")| {
            let mut points = CodePoints::new(&text);
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
