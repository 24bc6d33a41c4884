//! Cutting a text at its line ends.

use memchr::{Memchr, Memchr3, memchr, memchr_iter, memchr3_iter};

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
    let bytes = text.as_bytes();
    let mut ends = LineEnds {
        bytes,
        newlines: memchr_iter(b'\n', bytes),
        controls: memchr3_iter(b'\r', 0xb, 0xc, bytes),
        exotics: memchr3_iter(0x85, 0xa8, 0xa9, bytes),
        newline: None,
        control: None,
        exotic: None,
    };
    ends.newline = ends.newlines.next();
    ends.control = ends.controls.next();
    ends.exotic = ends.next_exotic();
    ends
}

/// Iterator over the terminators of a text; made by [`line_ends`].
///
/// Three vector searches run side by side, each one hit ahead, so that no byte is looked at twice by the same search
/// whatever mixture of terminators the text holds.
#[derive(Debug, Clone)]
pub struct LineEnds<'t> {
    bytes: &'t [u8],
    newlines: Memchr<'t>,
    controls: Memchr3<'t>,
    /// Last bytes of U+0085 (C2 85), U+2028 (E2 80 A8) and U+2029 (E2 80 A9).
    exotics: Memchr3<'t>,
    newline: Option<usize>,
    control: Option<usize>,
    exotic: Option<usize>,
}

impl LineEnds<'_> {
    /// Start of the next terminator that is not ASCII.
    fn next_exotic(&mut self) -> Option<usize> {
        let bytes = self.bytes;
        self.exotics.find_map(|at| match bytes[at] {
            0x85 if at >= 1 && bytes[at - 1] == 0xc2 => Some(at - 1),
            0xa8 | 0xa9 if at >= 2 && bytes[at - 2..at] == [0xe2, 0x80] => Some(at - 2),
            _ => None,
        })
    }
}

impl Iterator for LineEnds<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let start = [self.newline, self.control, self.exotic].into_iter().flatten().min()?;
        if self.newline == Some(start) {
            self.newline = self.newlines.next();
            return Some(Span::new(start, start + 1));
        }
        if self.exotic == Some(start) {
            self.exotic = self.next_exotic();
            return Some(Span::new(start, start + if self.bytes[start] == 0xc2 { 2 } else { 3 }));
        }
        self.control = self.controls.next();
        if self.bytes[start] == b'\r' && self.newline == Some(start + 1) {
            self.newline = self.newlines.next();
            return Some(Span::new(start, start + 2));
        }
        Some(Span::new(start, start + 1))
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
