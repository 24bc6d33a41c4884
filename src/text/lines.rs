//! Cutting a text at its line ends.

use memchr::memchr;

use super::runs::block;
use super::vector::line_marks;
use crate::Span;

/// The lines of `text` in order, each without its terminator, empty ones included. Time linear, no allocation.
///
/// A text of *n* terminators has *n* + 1 lines (`\r\n` counts as one terminator).
///
/// ```
/// use newscore::text::lines;
/// let text = "One\r\n\u{2028}two";
/// let found: Vec<&str> = lines(text).map(|line| line.of(text)).collect();
/// assert_eq!(found, ["One", "", "two"]);
/// ```
pub fn lines(text: &str) -> Lines<'_> {
    Lines { ends: line_ends(text), length: text.len(), next: Some(0) }
}

/// The line that `at` lies in, from the first to the last where it lies in several; its terminators left out. Time linear
/// in the line.
pub(crate) fn line_around(text: &str, at: Span) -> Span {
    let (before, after) = (&text[..at.start()], &text[at.end()..]);
    // Newlines bound where the others are looked for.
    let near = before.rfind('\n').map_or(0, |newline| newline + 1);
    let start = line_ends(&before[near..]).last().map_or(near, |end| near + end.end());
    let near = &after[..memchr(b'\n', after.as_bytes()).unwrap_or(after.len())];
    let end = line_ends(near).next().map_or(near.len(), Span::start);
    Span::new(start, at.end() + end)
}

/// Iterator over the lines of a text; made by [`lines`].
#[derive(Debug, Clone)]
pub struct Lines<'t> {
    ends: LineEnds<'t>,
    length: usize,
    next: Option<usize>,
}

impl Iterator for Lines<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let start = self.next?;
        let end = self.ends.next();
        self.next = end.map(Span::end);
        Some(Span::new(start, end.map_or(self.length, Span::start)))
    }
}

/// The terminators of `text` in order; `\r\n` is one of two bytes. Time linear, no allocation.
pub fn line_ends(text: &str) -> LineEnds<'_> {
    LineEnds { bytes: text.as_bytes(), next: 0, marks: 0 }
}

/// Iterator over the terminators of a text; made by [`line_ends`].
#[derive(Debug, Clone)]
pub struct LineEnds<'t> {
    bytes: &'t [u8],
    /// The block that is looked at next.
    next: usize,
    /// The bytes of the block before it that terminators may end with, as far as they were not looked at, a bit each.
    marks: u64,
}

impl Iterator for LineEnds<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        loop {
            while self.marks == 0 {
                if self.next >= self.bytes.len() {
                    return None;
                }
                self.marks = match self.bytes[self.next..].first_chunk() {
                    Some(whole) => line_marks(whole),
                    None => line_marks(&block(self.bytes, self.next)),
                };
                self.next += 64;
            }
            let at = self.next - 64 + self.marks.trailing_zeros() as usize;
            self.marks &= self.marks - 1;
            let start = match (self.bytes[at], &self.bytes[..at]) {
                (b'\n', [.., b'\r']) => at - 1,
                // It ends with the newline behind it.
                (b'\r', _) if self.bytes.get(at + 1) == Some(&b'\n') => continue,
                (b'\n'..=b'\r', _) => at,
                (0x85, [.., 0xc2]) => at - 1,
                (0xa8 | 0xa9, [.., 0xe2, 0x80]) => at - 2,
                _ => continue,
            };
            return Some(Span::new(start, at + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_around_a_place() {
        use proptest::prelude::*;
        let text = "[ab é\n\r\u{b}\u{c}\u{85}\u{2028}’]{0,40}";
        proptest!(|(before in text, here in "[ab \n]{0,3}", after in text)| {
            let whole = format!("{before}{here}{after}");
            let at = Span::new(before.len(), before.len() + here.len());
            let start = before.rsplit(is_line_end).next().map_or(0, str::len);
            let end = after.split(is_line_end).next().map_or(0, str::len);
            prop_assert_eq!(line_around(&whole, at), Span::new(at.start() - start, at.end() + end));
        });
    }
    use crate::text::is_line_end;

    fn slow(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        let mut start = 0;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if is_line_end(c) {
                out.push(&text[start..at]);
                start = at + c.len_utf8();
                if c == '\r' && chars.peek().is_some_and(|next| next.1 == '\n') {
                    chars.next();
                    start += 1;
                }
            }
        }
        out.push(&text[start..]);
        out
    }

    #[test]
    fn every_terminator_ends_a_line() {
        let text = "a\nb\rc\r\nd\u{b}e\u{c}f\u{85}g\u{2028}h\u{2029}i\n";
        let found: Vec<&str> = lines(text).map(|line| line.of(text)).collect();
        assert_eq!(found, ["a", "b", "c", "d", "e", "f", "g", "h", "i", ""]);
    }

    #[test]
    fn agrees_with_a_plain_loop() {
        use proptest::prelude::*;
        proptest!(|(text in "[ab\n\r\u{b}\u{85}\u{2028}\u{2029}é“”\u{a8}\u{a9}ਅ]{0,40}")| {
            let found: Vec<&str> = lines(&text).map(|line| line.of(&text)).collect();
            prop_assert_eq!(found, slow(&text));
        });
    }
}
