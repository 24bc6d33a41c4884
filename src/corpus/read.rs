//! One page as the learner holds it: its lines, their keys and shapes.

use super::template;
use crate::Span;
use crate::text::{is_space, is_word, lines, trim};

/// How much of a page is held at most, in bytes, text and what is noted of its lines: half from its start, half from its
/// end, whole lines.
///
/// A longer page has its furniture at the ends and its story in the middle.
pub const RECORD_BYTES: usize = 64 << 10;

/// A line longer than this, in bytes, is no furniture.
const LONGEST: usize = 4 << 10;

/// The longest line that has a template, in words.
const TEMPLATE_WORDS: usize = 14;

pub(super) const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// One step of FNV-1a.
pub(super) fn hash_byte(state: u64, byte: u8) -> u64 {
    (state ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
}

/// What a line looks like, as far as the guards ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Words without a sentence's end.
    Short,
    /// A sentence of a few words: "Enter your address here, please."
    Sentence,
    /// Running text.
    Prose,
}

/// One line of a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct LineRecord {
    /// Equal for lines of the same letters and digits; 0 for lines of marks alone.
    pub key: u64,
    /// Equal for lines of the same template; 0 where there is none.
    pub template: u64,
    pub shape: Shape,
    /// Words, as far as they are counted: 255 or more are 255.
    pub words: u8,
    /// Begins with a quotation mark.
    pub quoted: bool,
    /// Ends in a mark after which the text goes on in the next line.
    pub runs_on: bool,
    start: u32,
    end: u32,
}

/// A page as the learner holds it.
#[derive(Debug, Clone)]
pub struct PageRecord {
    text: String,
    pub(super) lines: Vec<LineRecord>,
    /// A number for the whole content; pages of the same lines have the same.
    pub(super) id: u64,
}

impl PageRecord {
    /// Reads a page. Time linear in its length, memory at most [`RECORD_BYTES`].
    pub(super) fn new(text: &str) -> Self {
        let mut record = Self { text: String::new(), lines: Vec::new(), id: SEED };
        let spans: Vec<Span> = page_lines(text).collect();
        let half = |spans: &mut dyn Iterator<Item = &Span>| {
            let mut left = RECORD_BYTES / 2;
            spans.take_while(|span| take(&mut left, span.len() + size_of::<LineRecord>())).count()
        };
        let head = half(&mut spans.iter());
        let tail = half(&mut spans[head..].iter().rev());
        for span in spans[..head].iter().chain(&spans[spans.len() - tail..]) {
            record.push(span.of(text));
        }
        for line in &record.lines {
            record.id = (record.id ^ line.key).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
        }
        record.text.shrink_to_fit();
        record.lines.shrink_to_fit();
        record
    }

    fn push(&mut self, line: &str) {
        let start = self.text.len() as u32;
        let measured = measure(line);
        let template = if measured.words <= TEMPLATE_WORDS && measured.shape == Shape::Short {
            template::of(line).map_or(0, |(template, _)| template::key(&template))
        } else {
            0
        };
        if line.len() <= LONGEST {
            self.text.push_str(line);
        }
        self.lines.push(LineRecord {
            key: if line.len() <= LONGEST { key(line) } else { 0 },
            template,
            shape: measured.shape,
            words: u8::try_from(measured.words).unwrap_or(u8::MAX),
            quoted: line.starts_with(['"', '“', '‘', '«', '\'']),
            runs_on: line.ends_with(['—', '–', '-', '―', ',', ';']),
            start,
            end: self.text.len() as u32,
        });
    }

    /// The text of a line of this page.
    pub(super) fn text_of(&self, line: &LineRecord) -> &str {
        &self.text[line.start as usize..line.end as usize]
    }

    /// Whether nothing stands on the page.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

fn take(left: &mut usize, length: usize) -> bool {
    let fits = length <= *left;
    *left = left.saturating_sub(length);
    fits
}

/// The lines of a page that are not blank, trimmed, in order.
pub(super) fn page_lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    lines(text).map(|line| trim(text, line)).filter(|line| !line.is_empty())
}

/// Which line two lines are: their letters and digits, case aside; 0 for marks alone.
pub(super) fn key(line: &str) -> u64 {
    if !line.chars().any(|c| c != '_' && is_word(c)) {
        return 0;
    }
    hash_letters(SEED, line, |_| false)
}

/// Hashes the letters and digits of a text, and what else is `kept`, case aside.
pub(super) fn hash_letters(seed: u64, text: &str, kept: impl Fn(char) -> bool) -> u64 {
    let mut state = seed;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || c.is_ascii() && kept(c) {
            state = hash_byte(state, c.to_ascii_lowercase() as u8);
        } else if !c.is_ascii() && is_word(c) {
            let mut bytes = [0; 4];
            for c in c.to_lowercase() {
                state = c.encode_utf8(&mut bytes).bytes().fold(state, hash_byte);
            }
        }
    }
    state
}

struct Measured {
    words: usize,
    shape: Shape,
}

fn measure(line: &str) -> Measured {
    let (mut words, mut capitals, mut inside) = (0, 0, false);
    for byte in line.bytes() {
        let blank = matches!(byte, b' ' | b'\t');
        if !blank && !inside {
            words += 1;
            capitals += usize::from(byte.is_ascii_uppercase());
        }
        inside = !blank;
    }
    let bare = line.trim_end_matches(|c| is_space(c) || matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»' | '*'));
    let closed = bare.ends_with(['.', '!', '?', '…', '。', '？', '！']);
    // A script that sets no blanks between words has few words and many bytes.
    let unspaced = words <= 3 && line.len() >= 60;
    let shape = match () {
        () if closed && (words >= 8 || unspaced) || words >= 25 && capitals * 2 < words => Shape::Prose,
        () if closed && words >= 5 => Shape::Sentence,
        () => Shape::Short,
    };
    Measured { words, shape }
}

/// The template of a line that may have one.
pub(super) fn template_of(line: &str) -> Option<(String, template::Holes)> {
    let measured = measure(line);
    (measured.words <= TEMPLATE_WORDS && measured.shape == Shape::Short).then(|| template::of(line)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        assert_eq!(measure("Home & Garden").shape, Shape::Short);
        assert_eq!(measure("Please enter a valid address.").shape, Shape::Sentence);
        assert_eq!(measure("The council met on Monday and agreed on “nothing at all.”").shape, Shape::Prose);
    }

    #[test]
    fn a_long_page_is_held_by_its_ends() {
        let page: String = (0..4000).map(|n| format!("Line number {n} of a very long page of lines.\n")).collect();
        let record = PageRecord::new(&page);
        assert!(record.text.capacity() + record.lines.capacity() * size_of::<LineRecord>() <= RECORD_BYTES);
        let texts: Vec<&str> = record.lines.iter().map(|line| record.text_of(line)).collect();
        assert_eq!(texts.first(), Some(&"Line number 0 of a very long page of lines."));
        assert_eq!(texts.last(), Some(&"Line number 3999 of a very long page of lines."));
    }

    #[test]
    fn marks_and_case_do_not_tell_lines_apart() {
        assert_eq!(key("• HOME »"), key("Home"));
        assert_eq!(key("“Économie”"), key("économie"));
        assert_eq!(key("* * *"), 0);
    }
}
