//! Lines of a page and what can be seen of each by itself.

use super::cues::{self, Cues};
use super::hash::{SEED, mix, packed};
use super::signs::Signs;
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
    /// The marks that may stand in it.
    pub signs: Signs,
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
    let (open, bullet) = if begins_plainly(raw) { (raw, false) } else { opened(raw) };
    let core = if ends_plainly(raw) { open } else { closed(open) };
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
        signs: Signs::default(),
        key: 0,
    };
    count_letters(raw.as_bytes(), &mut line);
    count_words(raw, &mut line);
    line
}

/// Whether a text begins with a letter or digit of ASCII, as most lines do: nothing stands before it.
fn begins_plainly(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric)
}

/// Whether a text ends with a letter or digit of ASCII: no mark closes it.
fn ends_plainly(text: &str) -> bool {
    text.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric)
}

/// The text behind bullets, opening marks and tags, and whether there was a bullet.
fn opened(raw: &str) -> (&str, bool) {
    let open = raw.trim_start_matches(|c| is_space(c) || BULLETS.contains(&c));
    let bullet = open.len() < raw.len();
    let open =
        open.trim_start_matches(|c| is_space(c) || matches!(c, '-' | '–' | '—' | '>' | '›' | '»' | '(' | '[' | '|'));
    (behind_tags(open), bullet)
}

/// The text before closing marks.
fn closed(open: &str) -> &str {
    open.trim_end_matches(|c: char| {
        is_space(c)
            || matches!(c, '.' | ':' | '…' | '>' | '›' | '»' | ')' | ']' | '|' | '→' | '!' | '-' | '–' | '—' | ',')
    })
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

/// Counts letters and digits of ASCII, collects the marks and makes the line's number, without a branch.
fn count_letters(bytes: &[u8], line: &mut Line) {
    let (mut key, mut signs, mut kept) = (0_u64, Signs::default(), 0_u64);
    // A tally has room for so many bytes and what is left of those before.
    for round in bytes.chunks(usize::from(u16::MAX) - 63) {
        let mut tally = kept;
        for &byte in round {
            let class = &CLASSES[usize::from(byte)];
            // What is left when case and marks are ignored; turning tells places apart, and no step waits for the last.
            key = key.wrapping_add(class.key.rotate_left(tally as u32 & 63));
            tally += class.tally;
            signs = signs | class.signs;
        }
        let field = |nth: u32| u32::from((tally >> (16 * nth)) as u16);
        line.lower += field(1);
        line.upper += field(2);
        line.digits += field(3);
        kept = tally & 63;
    }
    line.key = key;
    line.signs = signs;
}

/// Counts words, which spaces and tabs part.
fn count_words(raw: &str, line: &mut Line) {
    let (eights, rest) = raw.as_bytes().as_chunks::<8>();
    let mut start = 0;
    let mut part = |end: usize| {
        if start < end {
            count_word(raw, start, end, line);
        }
        start = end + 1;
    };
    for (nth, eight) in eights.iter().enumerate() {
        let mut ends = parting(u64::from_le_bytes(*eight));
        while ends != 0 {
            part(8 * nth + ends.trailing_zeros() as usize / 8);
            ends &= ends - 1;
        }
    }
    for (nth, byte) in rest.iter().enumerate() {
        if matches!(byte, b' ' | b'\t') {
            part(8 * eights.len() + nth);
        }
    }
    part(raw.len());
}

/// The uppermost bit of each of eight bytes that is a space or a tab.
fn parting(eight: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const LOWER: u64 = 0x7f * EACH;
    // The sum carries into the uppermost bit, and never beyond, where any of the lower bits is set.
    let differs = |from: u64| ((from & LOWER) + LOWER) | from;
    !(differs(eight ^ (0x20 * EACH)) & differs(eight ^ (0x09 * EACH))) & !LOWER
}

fn count_word(raw: &str, start: usize, end: usize, line: &mut Line) {
    let bytes = raw.as_bytes();
    let first = bytes[start];
    if first.is_ascii_alphabetic() {
        let big = first.is_ascii_uppercase();
        line.words += 1;
        line.capitals += u32::from(big);
        line.small += u32::from(!big && is_small(bytes, start, end));
    } else if let Some(first) = raw[start..end].chars().find(|c| c.is_alphanumeric()) {
        line.words += 1;
        line.capitals += u32::from(first.is_uppercase());
    }
}

/// What a byte counts for.
#[derive(Clone, Copy)]
struct Class {
    /// Different for each letter (case aside), digit and byte beyond ASCII; 0 for marks and blanks.
    key: u64,
    /// One in the fields, of 16 bits each, of bytes whose key is not 0, of small letters, of capital ones, of digits.
    tally: u64,
    signs: Signs,
}

static CLASSES: [Class; 256] = {
    let mut classes = [Class { key: 0, tally: 0, signs: Signs::of(0) }; 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        classes[at].signs = Signs::of(byte);
        if byte.is_ascii_alphanumeric() || byte >= 0x80 {
            classes[at].key = mix(SEED, mix(SEED, byte.to_ascii_lowercase() as u64));
            classes[at].tally = 1
                | (byte.is_ascii_lowercase() as u64) << 16
                | (byte.is_ascii_uppercase() as u64) << 32
                | (byte.is_ascii_digit() as u64) << 48;
        }
        at += 1;
    }
    classes
};

/// Whether the word `start..end` is one of the little words that hold English sentences together.
pub(super) fn is_small(bytes: &[u8], start: usize, end: usize) -> bool {
    if end - start > LONGEST_SMALL {
        return false;
    }
    let word = packed(bytes, start, end - start);
    let mut slot = small_slot(word);
    while SMALL_TABLE[slot] != 0 {
        if SMALL_TABLE[slot] == word {
            return true;
        }
        slot = (slot + 1) % SMALL_TABLE.len();
    }
    false
}

const LONGEST_SMALL: usize = 5;

const SMALL: [&str; 55] = [
    "the", "of", "and", "to", "in", "a", "an", "that", "for", "was", "were", "on", "with", "is", "are", "by", "at",
    "from", "said", "it", "its", "as", "his", "her", "their", "they", "he", "she", "has", "had", "have", "be", "been",
    "but", "not", "who", "which", "this", "will", "would", "than", "or", "we", "you", "i", "our", "my", "after",
    "about", "into", "more", "when", "what", "could", "there",
];

/// The little words as [`packed`] gives them, each at its slot or the next free one after it.
static SMALL_TABLE: [u64; 512] = {
    let mut table = [0; 512];
    let mut at = 0;
    while at < SMALL.len() {
        let bytes = SMALL[at].as_bytes();
        let mut word = 0;
        let mut last = bytes.len();
        while last > 0 {
            last -= 1;
            word = word << 8 | bytes[last] as u64;
        }
        let mut slot = small_slot(word);
        while table[slot] != 0 {
            slot = (slot + 1) % table.len();
        }
        table[slot] = word;
        at += 1;
    }
    table
};

const fn small_slot(word: u64) -> usize {
    (word.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 55) as usize
}

fn end_of(raw: &str) -> End {
    if ends_plainly(raw) {
        return End::None;
    }
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
    fn words_are_parted_by_spaces_and_tabs() {
        use proptest::prelude::*;
        proptest!(|(text in "[aBé7 \t!\u{8}\n\u{80}\u{a0}]{1,40}")| {
            let mut line = measure_line(&text, Span::new(0, text.len()));
            let words = || text.split([' ', '\t']).filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
            prop_assert_eq!(line.words as usize, words().count());
            prop_assert_eq!(line.capitals as usize, words().filter(|first| first.is_uppercase()).count());
            prop_assert_eq!(line.digits as usize, text.bytes().filter(u8::is_ascii_digit).count());
            let key = line.key;
            count_letters(text.replace([' ', '!'], "").to_ascii_uppercase().as_bytes(), &mut line);
            prop_assert_eq!(line.key, key);
        });
    }

    #[test]
    fn little_words() {
        let small = |word: &&str| is_small(word.as_bytes(), 0, word.len());
        assert!(SMALL.iter().all(small));
        assert!(!["", "The", "th", "thea", "theirs", "xyz"].iter().any(small));
    }

    #[test]
    fn what_a_line_shows() {
        let found = measure("  The council met on Monday and agreed on nothing at all.\r\n\r\n* HOME »\n");
        assert_eq!(found.len(), 2);
        assert!(found[0].prose() && found[0].end == End::Stop);
        assert!(found[1].bullet && found[1].all_capitals());
        assert_eq!(found[1].core.len(), 4);
    }
}
