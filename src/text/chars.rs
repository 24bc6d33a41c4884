//! Character classes.

use memchr::memchr_iter;

use super::tables::{WORD_BLOCKS, WORD_INDEX};
use crate::Span;

/// Whether Python's `str.isspace` calls the character a space (U+001C..U+001F included, U+200B not).
pub const fn is_space(c: char) -> bool {
    matches!(c,
        '\t'..='\r' | '\u{1c}'..='\u{20}' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}'
        | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// Whether the character ends a line (`\r\n` together end one line).
pub const fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether the character is a word character: `str.isalnum` or `_`.
///
/// ```
/// use newscore::text::is_word;
/// assert!(is_word('é') && is_word('7') && is_word('_') && is_word('新'));
/// assert!(!is_word('’') && !is_word('-') && !is_word(' '));
/// ```
pub fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    let code = c as usize;
    let block = WORD_INDEX[(code >> 8).min(WORD_INDEX.len() - 1)] as usize;
    WORD_BLOCKS[block][(code & 0xff) >> 3] >> (code & 7) & 1 == 1
}

/// `char::is_alphanumeric`, quick about the quotes and dashes that most of what is not ASCII is in English.
pub(crate) fn is_letter(c: char) -> bool {
    !matches!(c, '\u{2000}'..='\u{206f}') && c.is_alphanumeric()
}

/// `str::contains`, for a piece that is not empty and begins with a rare byte: without the search that the standard library
/// makes ready for long texts first.
pub(crate) fn holds(text: &str, piece: &str) -> bool {
    let (text, piece) = (text.as_bytes(), piece.as_bytes());
    memchr_iter(piece[0], text).any(|at| text[at..].starts_with(piece))
}

/// Whether the text holds nothing but blanks.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_space)
}

/// `span` of `text` without the blanks at both ends; empty, at the span's start, where there is nothing else.
pub fn trim(text: &str, span: Span) -> Span {
    let slice = span.of(text);
    // Most spans begin and end with a letter or a mark of ASCII, or are empty.
    if slice.is_empty() {
        return span;
    }
    if let ([first, ..], [.., last]) = (slice.as_bytes(), slice.as_bytes())
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        return span;
    }
    let kept = slice.trim_end_matches(is_space);
    let end = span.start() + kept.len();
    let start = end - kept.trim_start_matches(is_space).len();
    if start == end { Span::new(span.start(), span.start()) } else { Span::new(start, end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_characters_are_letters_and_numbers_only() {
        for c in ['a', 'Z', '0', '_', 'ß', 'Ж', 'ش', '々', 'ก', '½', '²', 'Ⅻ', '𝒜'] {
            assert!(is_word(c), "{c}");
        }
        // U+0301 and U+0940 are combining marks, U+24B6 a circled letter: alphabetic to Rust, not to str.isalnum.
        for c in ['\u{301}', '\u{940}', '\u{24b6}', '\u{200b}', '\u{ad}', '—', '€', '\u{e000}', '\u{10ffff}'] {
            assert!(!is_word(c), "{c:?}");
        }
    }

    #[test]
    fn trim_leaves_the_inside_alone() {
        let text = "\u{a0} a b\u{3000}";
        assert_eq!(trim(text, Span::new(0, text.len())).of(text), "a b");
        assert!(trim(" \n ", Span::new(0, 3)).is_empty());
    }
}
