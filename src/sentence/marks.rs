//! The characters that matter: marks that may end a sentence, what may close after them, what may open before a word.

use crate::text::{is_space, is_word};

/// What a candidate character is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `.`: the only mark that is more often something else.
    Dot,
    /// `!`, `?` and their kin in scripts that put blanks between words.
    Strong,
    /// 。！？ and their kin: no blank is needed after them.
    Wide,
    /// `…`
    Ellipsis,
    /// A line terminator (`\r\n` is one).
    LineEnd,
    /// • and ⁃, which begin an item wherever they stand.
    Bullet,
}

/// A candidate character and where it stands, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
}

/// What `c` is, were it met as a candidate.
pub(super) const fn kind_of(c: char) -> Option<Kind> {
    Some(match c {
        '.' => Kind::Dot,
        '!' | '?' | '‼' | '‽' | '⁇' | '⁈' | '⁉' | '﹒' | '﹖' | '﹗' => Kind::Strong,
        // Arabic, Urdu, Armenian, Devanagari (single and double), Ethiopic, Burmese, Khmer, Mongolian, Cree.
        '؟' | '۔' | '։' | '।' | '॥' | '።' | '፧' | '၊' | '။' | '។' | '៕' | '᠃' | '᠉' | '᙮' => {
            Kind::Strong
        }
        '。' | '！' | '？' | '．' | '｡' => Kind::Wide,
        '…' => Kind::Ellipsis,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Kind::LineEnd,
        '•' | '⁃' => Kind::Bullet,
        _ => return None,
    })
}

/// The mark that begins at byte `start`, where there is one.
#[inline(always)]
pub(super) fn mark_at(text: &str, start: usize) -> Option<Mark> {
    let c = char_at(text, start)?;
    let kind = kind_of(c)?;
    let crlf = c == '\r' && text.as_bytes().get(start + 1) == Some(&b'\n');
    Some(Mark { start, end: start + c.len_utf8() + usize::from(crlf), kind })
}

/// The character at byte `at`, if any.
#[inline]
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(&byte) if byte.is_ascii() => Some(byte as char),
        Some(_) => text.get(at..)?.chars().next(),
        None => None,
    }
}

/// The character that ends at byte `end`, if any.
#[inline]
pub(super) fn char_before(text: &str, end: usize) -> Option<char> {
    match text.as_bytes().get(end.wrapping_sub(1)) {
        Some(&byte) if byte.is_ascii() => Some(byte as char),
        Some(_) => text.get(..end)?.chars().next_back(),
        None => None,
    }
}

/// Whether `c` may close what stands before it: quotation marks and brackets, straight ones included.
#[inline]
pub(super) const fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | ')' | ']' | '}') || is_certain_closer(c)
}

/// Whether `c` closes and can never open (but for the Germans, who open with “ and close with ‘).
#[inline]
pub(super) const fn is_certain_closer(c: char) -> bool {
    matches!(c, '”' | '’' | '»' | '›' | '」' | '』' | '）' | '】' | '〉' | '》' | '〕' | '］' | '＂')
}

/// Whether `c` may stand before the first word of a sentence.
#[inline]
pub(super) const fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '('
            | '['
            | '{'
            | '“'
            | '‘'
            | '„'
            | '‚'
            | '«'
            | '‹'
            | '»'
            | '「'
            | '『'
            | '（'
            | '【'
            | '《'
            | '¿'
            | '¡'
            | '”'
            | '’'
            | '*'
            | '_'
    )
}

/// Whether `c` is part of a word as abbreviations see it: word characters and the signs that combine with them.
#[inline]
pub(super) fn is_wordy(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { is_word(c) || c.is_alphabetic() || is_combining(c) }
}

/// Signs that stand on a letter and are neither letters nor numbers themselves: accents, viramas, vowel points.
const fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{93c}' | '\u{94d}' | '\u{9cd}'
        | '\u{a4d}' | '\u{acd}' | '\u{bcd}' | '\u{c4d}' | '\u{ccd}' | '\u{d4d}' | '\u{200c}' | '\u{200d}' | '\u{ad}')
}

/// The first byte at or after `at` that is not a blank; line ends count as blanks only where `across_lines`.
#[inline]
pub(super) fn skip_blanks(text: &str, mut at: usize, across_lines: bool) -> usize {
    // Hardly ever is there anything but a blank or two line feeds.
    for _ in 0..3 {
        match text.as_bytes().get(at) {
            Some(byte) if byte.is_ascii_graphic() => return at,
            Some(b' ') => at += 1,
            Some(b'\n') if across_lines => at += 1,
            _ => break,
        }
    }
    skip_more_blanks(text, at, across_lines)
}

#[inline(never)]
fn skip_more_blanks(text: &str, mut at: usize, across_lines: bool) -> usize {
    while !text.as_bytes().get(at).is_some_and(u8::is_ascii_graphic) {
        match char_at(text, at) {
            Some(c) if is_space(c) && (across_lines || !crate::text::is_line_end(c)) => at += c.len_utf8(),
            _ => break,
        }
        if text.as_bytes().get(at + 1).is_some_and(|&byte| byte <= b' ') {
            at = skip_blocks(text.as_bytes(), at, across_lines);
        }
    }
    at
}

/// Skips whole blocks of ASCII blanks.
#[inline(never)]
fn skip_blocks(bytes: &[u8], mut at: usize, across_lines: bool) -> usize {
    while let Some(block) = bytes.get(at..).and_then(|rest| rest.first_chunk::<BLANKS>())
        && are_blanks(block, across_lines)
    {
        at += BLANKS;
    }
    at
}

/// How many blanks are skipped at once.
const BLANKS: usize = 16;

/// Whether all bytes are ASCII blanks; every byte is looked at, which vectors do in one step.
#[inline]
fn are_blanks(block: &[u8; BLANKS], across_lines: bool) -> bool {
    block.iter().fold(true, |all, &byte| {
        let within = byte == b' ' || byte == b'\t' || (0x1c..=0x1f).contains(&byte);
        all & (within | (across_lines & (b'\n'..=b'\r').contains(&byte)))
    })
}

/// Whether sentences of this script follow one another without blanks.
pub(super) const fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Whether `c` is a syllable or a word by itself, never an initial.
pub(super) const fn is_syllable(c: char) -> bool {
    is_unspaced(c) || matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// Whether `c` is hiragana: after a closing quote it is a particle that carries the sentence on.
pub(super) const fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_one_character_or_one_line_end() {
        for (text, at, end, kind) in [
            (".", 0, 1, Kind::Dot),
            ("a…", 1, 4, Kind::Ellipsis),
            ("a\r\nb", 1, 3, Kind::LineEnd),
            ("a\rb", 1, 2, Kind::LineEnd),
            ("a\r", 1, 2, Kind::LineEnd),
            ("a\n\r", 1, 2, Kind::LineEnd),
            ("a\u{85}\n", 1, 3, Kind::LineEnd),
            ("•", 0, 3, Kind::Bullet),
        ] {
            let mark = mark_at(text, at).expect("a mark begins there");
            assert_eq!((mark.start, mark.end, mark.kind), (at, end, kind), "{text:?}");
        }
        assert!(mark_at("ab", 1).is_none() && mark_at("ab", 2).is_none());
    }

    #[test]
    fn blanks_are_skipped_alike_in_blocks_and_alone() {
        let alone = |text: &str, across: bool| {
            let blank = |c: char| is_space(c) && (across || !crate::text::is_line_end(c));
            text.find(|c| !blank(c)).unwrap_or(text.len())
        };
        for blank in [" ", "\t", "\u{1c}", "\u{1f}", "\n", "\r\n", "\u{b}", "\u{a0}", "\u{2009}", "\u{0}", "\u{e}"] {
            for count in [0, 1, 2, 15, 16, 17, 40] {
                for (before, after) in [("", "a"), ("   ", ""), ("\n", "\u{e9}"), ("     ", " .")] {
                    let text = format!("{before}{}{after}", blank.repeat(count));
                    for across in [false, true] {
                        assert_eq!(skip_blanks(&text, 0, across), alone(&text, across), "{text:?} {across}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_block_is_blank_when_all_of_it_is() {
        let mixed = |other: u8| {
            let mut block = *b" \t\x1c\x1d\x1e\x1f   \t\t    \t";
            block[7] = other;
            block
        };
        for (byte, within, across) in [
            (b' ', true, true),
            (b'\t', true, true),
            (0x1b, false, false),
            (0x1c, true, true),
            (0x1f, true, true),
            (b'!', false, false),
            (b'\n', false, true),
            (b'\r', false, true),
            (0x0e, false, false),
            (0xa0, false, false),
        ] {
            assert_eq!(are_blanks(&mixed(byte), false), within, "{byte:#x}");
            assert_eq!(are_blanks(&mixed(byte), true), across, "{byte:#x}");
        }
    }
}
