//! Lines of a page and what can be seen of each by itself.

use super::cues::{self, Cues};
use crate::Span;
use crate::text::{is_space, lines, trim};

/// How a line ends, closing quotes and brackets aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// `.` or `…`
    Stop,
    /// `?` or `!`
    Shout,
    /// `:`
    Colon,
    /// `,` `;` or a dash
    Open,
    /// Anything else.
    None,
}

/// One line that is not blank, measured once; every rule reads from here.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The line without the blanks at both ends.
    pub span: Span,
    /// The line without bullets before and marks behind.
    pub core: Span,
    /// Words, by white space.
    pub words: u32,
    /// Words whose first letter is a capital.
    pub capitals: u32,
    /// Little words such as "the" and "of": many in prose, few in menus.
    pub small: u32,
    /// Small letters.
    pub lower: u32,
    /// Capital letters (ASCII).
    pub upper: u32,
    /// Digits.
    pub digits: u32,
    /// How it ends.
    pub end: End,
    /// Whether a bullet stands before it.
    pub bullet: bool,
    /// Whether its first letter is a small one, or it begins with a mark that continues a sentence.
    pub continues: bool,
    /// The stock phrases in it.
    pub cues: Cues,
    /// A number that lines of the same letters and digits share.
    pub key: u64,
}

impl Line {
    /// Whether it ends as a sentence does.
    pub(super) fn closed(&self) -> bool {
        matches!(self.end, End::Stop | End::Shout)
    }

    /// Whether it reads as running text: a whole sentence or more with little words between the big ones.
    ///
    /// "The council met on Monday and agreed on nothing at all." does; "Home & Garden" does not.
    pub(super) fn prose(&self) -> bool {
        self.words >= 8
            && self.small * 8 >= self.words
            && self.lower > self.upper
            && (self.closed() || self.words >= 25)
    }

    /// Whether there are letters and none of them small.
    pub(super) fn all_capitals(&self) -> bool {
        self.upper >= 2 && self.lower == 0
    }
}

/// The lines of `text` that are not blank. Time linear.
pub(super) fn measure(text: &str) -> Vec<Line> {
    let mut out = Vec::with_capacity(text.len() / 80 + 1);
    for line in lines(text) {
        let span = trim(text, line);
        if span.is_empty() {
            continue;
        }
        out.push(measure_line(text, span));
    }
    out
}

const BULLETS: [char; 12] = ['*', '•', '·', '●', '▪', '◦', '‣', '■', '►', '▸', '➤', '∙'];

fn measure_line(text: &str, span: Span) -> Line {
    let raw = span.of(text);
    let open = raw.trim_start_matches(|c| is_space(c) || BULLETS.contains(&c));
    let bullet = open.len() < raw.len();
    let open =
        open.trim_start_matches(|c| is_space(c) || matches!(c, '-' | '–' | '—' | '>' | '›' | '»' | '(' | '[' | '|'));
    let open = behind_tags(open);
    let core = open.trim_end_matches(|c: char| {
        is_space(c)
            || matches!(c, '.' | ':' | '…' | '>' | '›' | '»' | ')' | ']' | '|' | '→' | '!' | '-' | '–' | '—' | ',')
    });
    let (core, start) = if core.is_empty() { (raw, 0) } else { (core, raw.len() - open.len()) };
    let core = Span::new(span.start() + start, span.start() + start + core.len());
    let mut line = Line {
        span,
        core,
        words: 0,
        capitals: 0,
        small: 0,
        lower: 0,
        upper: 0,
        digits: 0,
        end: end_of(raw),
        bullet,
        continues: continues(open),
        cues: cues::of_line(raw, (start, start + core.len())),
        key: 0xcbf2_9ce4_8422_2325,
    };
    count(raw, &mut line);
    line
}

/// The text behind the tags of a markup language that it begins with.
fn behind_tags(text: &str) -> &str {
    let mut rest = text;
    while rest.starts_with('<') && rest[1..].starts_with(|c: char| c.is_ascii_lowercase() || c == '/') {
        match rest.find('>') {
            Some(end) if end <= 300 => rest = rest[end + 1..].trim_start_matches(is_space),
            _ => break,
        }
    }
    rest
}

/// Whether a text begins in the middle of a sentence: `and then`, `, such as`, `'s car`; not `'Nothing' they saw`.
fn continues(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some(',' | '.' | ';' | ':') => true,
        Some('’' | '\'') => chars.next().is_some_and(char::is_lowercase),
        first => first.is_some_and(char::is_lowercase),
    }
}

/// Counts letters and words; bytes beyond ASCII count as small letters, which is what most of them are.
fn count(raw: &str, line: &mut Line) {
    let mut word_start = None;
    for (at, &byte) in raw.as_bytes().iter().enumerate() {
        match byte {
            b'a'..=b'z' => line.lower += 1,
            b'A'..=b'Z' => line.upper += 1,
            b'0'..=b'9' => line.digits += 1,
            b' ' | b'\t' => {
                if let Some(start) = word_start.take() {
                    count_word(&raw[start..at], line);
                }
                continue;
            }
            _ => {}
        }
        if byte.is_ascii_alphanumeric() || byte >= 0x80 {
            // FNV-1a over what is left when case and marks are ignored.
            line.key = (line.key ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x100_0000_01b3);
        }
        word_start.get_or_insert(at);
    }
    if let Some(start) = word_start {
        count_word(&raw[start..], line);
    }
}

fn count_word(word: &str, line: &mut Line) {
    let mut letters = word.chars().skip_while(|c| !c.is_alphanumeric());
    let Some(first) = letters.next() else { return };
    line.words += 1;
    if first.is_uppercase() {
        line.capitals += 1;
    } else if is_small(word) {
        line.small += 1;
    }
}

/// Whether the word is one of the little words that hold English sentences together.
pub(super) fn is_small(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "of"
            | "and"
            | "to"
            | "in"
            | "a"
            | "an"
            | "that"
            | "for"
            | "was"
            | "were"
            | "on"
            | "with"
            | "is"
            | "are"
            | "by"
            | "at"
            | "from"
            | "said"
            | "it"
            | "its"
            | "as"
            | "his"
            | "her"
            | "their"
            | "they"
            | "he"
            | "she"
            | "has"
            | "had"
            | "have"
            | "be"
            | "been"
            | "but"
            | "not"
            | "who"
            | "which"
            | "this"
            | "will"
            | "would"
            | "than"
            | "or"
            | "we"
            | "you"
            | "i"
            | "our"
            | "my"
            | "after"
            | "about"
            | "into"
            | "more"
            | "when"
            | "what"
            | "could"
            | "there"
    )
}

fn end_of(raw: &str) -> End {
    let bare = raw.trim_end_matches(|c| is_space(c) || matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»' | '*'));
    match bare.chars().next_back() {
        Some('.' | '…' | '。') => End::Stop,
        Some('?' | '!') => End::Shout,
        Some(':') => End::Colon,
        Some(',' | ';' | '-' | '–' | '—') => End::Open,
        _ => End::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_line_shows() {
        let found = measure("  The council met on Monday and agreed on nothing at all.\r\n\r\n* HOME »\n");
        assert_eq!(found.len(), 2);
        assert!(found[0].prose() && found[0].end == End::Stop);
        assert!(found[1].bullet && found[1].all_capitals());
        assert_eq!(found[1].core.len(), 4);
    }
}
