//! Raw text and clean text: which character of one stands for which of the other.
//!
//! Clean text is a view: the kept spans of the raw text, one after another, each with the blanks that stand before it,
//! trimmed at both ends. Nothing is inserted and nothing rewritten, so a list of raw pieces says it all.

use super::chars::is_space;
use crate::Span;

/// How clean text is made of raw text. Offsets are in **bytes**; memory is three words a piece, not one a character.
///
/// ```
/// use newscore::{Span, text::Alignment};
/// let raw = "Kept.\nShare\nKept too.";
/// let alignment = Alignment::new(raw, [Span::new(0, 5), Span::new(12, 21)]);
/// assert_eq!(alignment.clean(raw), "Kept.\nKept too.");
/// assert_eq!(alignment.to_clean(12), Some(6));
/// assert_eq!(alignment.to_raw(6), Some(12));
/// assert_eq!(alignment.to_clean(7), None);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alignment {
    // Invariant: pieces are non-empty, disjoint and in order; `clean` of each is the sum of the lengths before it.
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    raw: Span,
    clean: usize,
}

impl Alignment {
    /// The view over `kept`: trimmed spans of `raw`, disjoint and in order. Time linear in the number of spans and the
    /// blanks between them.
    pub fn new(raw: &str, kept: impl IntoIterator<Item = Span>) -> Self {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut clean = 0;
        for span in kept {
            if span.is_empty() {
                continue;
            }
            // The blanks before a span belong to it, but never at the very start of the clean text.
            let start = if clean == 0 { span.start() } else { raw[..span.start()].trim_end_matches(is_space).len() };
            let floor = pieces.last().map_or(0, |last| last.raw.end());
            let span = Span::new(start.max(floor), span.end());
            match pieces.last_mut() {
                Some(last) if last.raw.end() == span.start() => last.raw = Span::new(last.raw.start(), span.end()),
                _ => pieces.push(Piece { raw: span, clean }),
            }
            clean += span.len();
        }
        Self { pieces }
    }

    /// The clean text of `raw`: one allocation.
    pub fn clean(&self, raw: &str) -> String {
        let mut out = String::with_capacity(self.clean_len());
        self.raw_pieces().for_each(|span| out.push_str(span.of(raw)));
        out
    }

    /// Length of the clean text.
    pub fn clean_len(&self) -> usize {
        self.pieces.last().map_or(0, |last| last.clean + last.raw.len())
    }

    /// The raw spans whose concatenation is the clean text.
    pub fn raw_pieces(&self) -> impl Iterator<Item = Span> + '_ {
        self.pieces.iter().map(|piece| piece.raw)
    }

    /// Where the character at byte `clean` of the clean text stands in the raw text; `None` past its end.
    pub fn to_raw(&self, clean: usize) -> Option<usize> {
        let after = self.pieces.partition_point(|piece| piece.clean <= clean);
        let piece = self.pieces.get(after.checked_sub(1)?)?;
        let into = clean - piece.clean;
        (into < piece.raw.len()).then_some(piece.raw.start() + into)
    }

    /// Where the character at byte `raw` of the raw text stands in the clean text; `None` where it was left out.
    pub fn to_clean(&self, raw: usize) -> Option<usize> {
        let after = self.pieces.partition_point(|piece| piece.raw.start() <= raw);
        let piece = self.pieces.get(after.checked_sub(1)?)?;
        (raw < piece.raw.end()).then(|| piece.clean + raw - piece.raw.start())
    }

    /// Rewrites the raw spans, and with them what is counted: from bytes to code points, for instance.
    pub fn map_raw(&mut self, mut convert: impl FnMut(Span) -> Span) {
        let mut clean = 0;
        for piece in &mut self.pieces {
            *piece = Piece { raw: convert(piece.raw), clean };
            clean += piece.raw.len();
        }
    }

    /// The raw pieces behind a span of the clean text, in order; empty for a span that is empty or out of range.
    pub fn spans_to_raw(&self, clean: Span) -> Vec<Span> {
        self.pieces
            .iter()
            .skip(self.pieces.partition_point(|piece| piece.clean + piece.raw.len() <= clean.start()))
            .take_while(|piece| piece.clean < clean.end())
            .filter_map(|piece| {
                let start = clean.start().max(piece.clean) - piece.clean;
                let end = clean.end().min(piece.clean + piece.raw.len()) - piece.clean;
                (start < end).then(|| Span::new(piece.raw.start() + start, piece.raw.start() + end))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_go_with_the_span_after_them() {
        let raw = "\n\na\n\nCUT\n\n\nb c";
        let alignment = Alignment::new(raw, [Span::new(2, 3), Span::new(11, 14)]);
        assert_eq!(alignment.clean(raw), "a\n\n\nb c");
        assert_eq!(alignment.spans_to_raw(Span::new(0, 5)), [Span::new(2, 3), Span::new(8, 12)]);
        assert_eq!(alignment.to_raw(99), None);
        assert_eq!(alignment.to_clean(6), None);
    }

    #[test]
    fn nothing_kept_is_an_empty_text() {
        let alignment = Alignment::new("abc", []);
        assert_eq!(alignment.clean("abc"), "");
        assert_eq!(alignment.to_raw(0), None);
        assert!(alignment.spans_to_raw(Span::new(0, 1)).is_empty());
    }
}
