//! Lines of a page and what can be seen of each by itself.

use std::cell::Cell;

use memchr::memchr;

use super::broken;
use super::calls;
use super::cues::{self, Cue, Cues, Starts};
use super::kind::{self, Kind};
use super::language;
use super::one_line;
use super::records::{self, Field};
use super::signs::Signs;
use crate::Span;
use crate::text::hash::{SEED, mix, packed};
use crate::text::{Planes, counts, first, is_letter, is_space, lines, trim};

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
    /// Whether it is a paragraph of text.
    pub paragraph: bool,
    /// Whether a bullet stands before it.
    pub bullet: bool,
    /// Whether its first letter is a small one, or it begins with a mark that continues a sentence.
    pub continues: bool,
    /// The stock phrases in it.
    pub cues: Cues,
    /// The marks that may stand in it.
    pub signs: Signs,
    /// What it is of a record's fields.
    pub field: Field,
    /// How many lines of the page it is joined of; see [`broken`].
    pub pieces: u32,
}

impl Line {
    /// Whether it ends as a sentence does.
    #[inline]
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

    /// What [`Line::paragraph`] says, once its words are counted.
    pub(super) fn is_paragraph(&self) -> bool {
        self.prose() || self.closed() && self.words >= 12 || self.words >= 30
    }

    /// Whether there are letters and none of them small.
    pub(super) fn all_capitals(&self) -> bool {
        self.upper >= 2 && self.lower == 0
    }
}

/// The lines of a page, with what all of them together show.
#[derive(Debug)]
pub(super) struct Measured {
    pub lines: Vec<Line>,
    pub kind: Kind,
    /// The language that the lines were counted by, if not English.
    pub foreign: Option<&'static str>,
}

/// Most lines for which a thread keeps room.
const MOST_SPARE: usize = 2 << 10;

thread_local! {
    /// The lines of the page before, whose memory the next one uses.
    static SPARE: Cell<Vec<Line>> = const { Cell::new(Vec::new()) };
}

impl Drop for Measured {
    fn drop(&mut self) {
        if self.lines.capacity() <= MOST_SPARE {
            SPARE.set(std::mem::take(&mut self.lines));
        }
    }
}

/// The lines of `text` that are not blank; `planes` are the text's. Time linear.
pub(super) fn measure(text: &str, planes: &Planes) -> Measured {
    let mut out = SPARE.take();
    out.clear();
    out.reserve(text.len() / 40 + 1);
    let all = Measure { text, planes, tabbed: memchr(b'\t', text.as_bytes()).is_some() };
    out.extend(lines(text).map(|line| trim(text, line)).filter(|span| !span.is_empty()).map(|span| all.trimmed(span)));
    records::part(text, &mut out, &all);
    one_line::part(text, &mut out, &all);
    let foreign = language::count_small(text, &mut out);
    let kind = kind::judge(text, &out, foreign.is_some());
    if kind == Kind::Full {
        broken::join(text, &mut out);
    }
    Measured { lines: out, kind, foreign }
}

/// The page that lines are measured of.
pub(super) struct Measure<'t> {
    text: &'t str,
    planes: &'t Planes,
    /// Whether tabs are in it.
    tabbed: bool,
}

impl Measure<'_> {
    /// The line in `span`, which is not blank.
    pub(super) fn of(&self, span: Span) -> Line {
        self.trimmed(trim(self.text, span))
    }

    fn trimmed(&self, span: Span) -> Line {
        let mut line = measure_line(self.text, self.planes, span);
        if self.tabbed && span.of(self.text).contains('\t') {
            line.signs = line.signs | Signs::GAP;
        }
        line
    }
}

/// Words of a line that leads to another story and gives its title, at most.
const LONGEST_LINK: u32 = 32;

const BULLETS: [char; 12] = ['*', '•', '·', '●', '▪', '◦', '‣', '■', '►', '▸', '➤', '∙'];

fn measure_line(text: &str, planes: &Planes, span: Span) -> Line {
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
        paragraph: false,
        bullet,
        continues: continues(open),
        cues: Cues::default(),
        signs: Signs::default(),
        field: Field::None,
        pieces: 1,
    };
    let starts = count(text, planes, &mut line);
    line.paragraph = line.is_paragraph();
    let place = (core.start() - span.start(), core.end() - span.start());
    line.cues = cues::of_measured(raw, place, &starts, |start| planes.at(span.start() + start));
    let named = [Cue::UiText, Cue::RelatedHeader, Cue::Comment, Cue::Newsletter, Cue::Navigation, Cue::Advert];
    if !line.continues
        && !named.into_iter().any(|cue| line.cues.has(cue))
        && let Some(cue) = calls::of_line(core.of(text), line.words)
    {
        line.cues.add(cue);
    }
    if line.words <= LONGEST_LINK
        && line.signs.any(Signs::COLON | Signs::BAR | Signs::WIDE)
        && calls::lead(core.of(text)).is_some()
    {
        line.cues.add(Cue::RelatedLead);
    }
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
    let open = open.trim_start_matches(|c| {
        is_space(c) || matches!(c, '-' | '–' | '—' | '>' | '›' | '»' | '(' | '[' | '|') || is_pictograph(c)
    });
    (behind_tags(open), bullet)
}

/// `▶` `➡` `✉` and pictures such as a pointing hand or a camera, which stand before calls and titles.
pub(super) fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{25b6}' | '\u{2600}'..='\u{27bf}' | '\u{2b05}'..='\u{2b07}' | '\u{fe0f}' | '\u{1f300}'..='\u{1faff}')
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

/// Counts what the line is made of, sixty-four bytes at a time; gives where phrases may begin.
fn count(text: &str, planes: &Planes, line: &mut Line) -> Starts {
    let (bytes, span) = (text.as_bytes(), line.span);
    // Whether a word that begins with the next block would go on with one begun in the last.
    let mut outside = 1;
    // Whether the last block ends in a blank.
    let mut gap = 0;
    let (mut starts_of_phrases, mut nth, mut word) = (Starts::default(), 0, 0);
    // Small letters, capitals, words, and those with a capital.
    let mut counted = [0; 4];
    let mut base = span.start();
    while base < span.end() {
        let inside = first(span.end() - base);
        let all = planes.at(base);
        starts_of_phrases.add(nth, &all, &mut word);
        nth += 1;
        let (letters, capitals, digits) = (all.letters & inside, all.capitals & inside, all.digits & inside);
        // What follows the line parts words as a blank does.
        let gaps = all.gaps | !inside;
        // Most blocks hold none.
        if digits != 0 {
            line.digits += digits.count_ones();
        }
        if gaps & (gaps << 1 | gap) & inside != 0 {
            line.signs = line.signs | Signs::GAP;
        }
        gap = gaps >> 63;
        let starts = !gaps & (gaps << 1 | outside);
        outside = gaps >> 63;
        let plain = starts & letters;
        let here = counts([letters & !capitals, capitals, plain, plain & capitals]);
        counted.iter_mut().zip(here).for_each(|(all, here)| *all += here);
        // Words that end within the block and are short enough, and those of which it is not seen where they end.
        let short = gaps >> 1 | gaps >> 2 | gaps >> 3 | gaps >> 4 | gaps >> 5 | u64::MAX << (64 - LONGEST_SMALL);
        let near = bytes[base..].first_chunk::<72>();
        for nth in ones(plain & !capitals & short) {
            let length = (gaps >> nth).trailing_zeros() as usize;
            let eight = near.and_then(|near| near[nth % 64..].first_chunk());
            line.small += u32::from(match eight {
                Some(eight) if length <= LONGEST_SMALL => {
                    is_small_word(u64::from_le_bytes(*eight) & !(u64::MAX << (8 * length)))
                }
                _ => is_small(bytes, base + nth, end_of_short(bytes, base + nth, span.end())),
            });
        }
        for nth in ones(starts & !letters) {
            count_marked(text, base + nth, line);
        }
        for nth in ones(inside & !(letters | digits | gaps)) {
            line.signs = line.signs | SIGNS[usize::from(bytes[base + nth])];
        }
        base += 64;
    }
    let [lower, upper, words, capitals] = counted;
    (line.lower, line.upper) = (lower, upper);
    line.words += words;
    line.capitals += capitals;
    starts_of_phrases
}

/// The places of the bits that are set.
pub(super) fn ones(bits: u64) -> Ones {
    Ones(bits)
}

/// Iterator over the places of set bits; made by [`ones`].
pub(super) struct Ones(u64);

impl Iterator for Ones {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        let at = self.0.trailing_zeros() as usize;
        self.0 &= self.0.wrapping_sub(1);
        (at < 64).then_some(at)
    }
}

/// Where the word at `start` ends, before the next blank or `end`, as far as it may be a little word.
fn end_of_short(bytes: &[u8], start: usize, end: usize) -> usize {
    let word = &bytes[start..end.min(start + LONGEST_SMALL + 1)];
    start + word.iter().position(|byte| matches!(byte, b' ' | b'\t')).unwrap_or(word.len())
}

/// Counts the word at `start`, which begins with something else than a letter of ASCII.
fn count_marked(text: &str, start: usize, line: &mut Line) {
    let rest = &text[start..line.span.end()];
    let mut letters = rest.chars().take_while(|c| !matches!(c, ' ' | '\t'));
    if let Some(first) = letters.find(|c| is_letter(*c)) {
        line.words += 1;
        line.capitals += u32::from(first.is_uppercase());
    }
}

/// A number that lines of the same letters and digits share: what is left when case and marks are ignored.
pub(super) fn key(line: &[u8]) -> u64 {
    let (mut key, mut count) = (0_u64, 0_u32);
    let mut add = |byte: &u8| {
        let own = KEYS[usize::from(*byte)];
        // Turning tells places apart, and no step waits for the last.
        key = key.wrapping_add(own.rotate_left(count & 63));
        count += u32::from(own != 0);
    };
    let (eights, rest) = line.as_chunks::<8>();
    eights.iter().for_each(|eight| eight.iter().for_each(&mut add));
    rest.iter().for_each(&mut add);
    key
}

/// Different for each letter (case aside), digit and byte beyond ASCII; 0 for marks and blanks.
static KEYS: [u64; 256] = {
    let mut keys = [0; 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        if byte.is_ascii_alphanumeric() || byte >= 0x80 {
            keys[at] = mix(SEED, mix(SEED, byte.to_ascii_lowercase() as u64));
        }
        at += 1;
    }
    keys
};

/// What each byte may be a sign of.
static SIGNS: [Signs; 256] = {
    let mut signs = [Signs::of(0); 256];
    let mut at = 0;
    while at < 256 {
        signs[at] = Signs::of(at as u8);
        at += 1;
    }
    signs
};

/// Whether the word `start..end` is one of the little words that hold English sentences together.
pub(super) fn is_small(bytes: &[u8], start: usize, end: usize) -> bool {
    end - start <= LONGEST_SMALL && is_small_word(packed(bytes, start, end - start))
}

/// The same for a word in small letters or with a capital.
pub(super) fn is_little(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    is_small(word.as_bytes(), 0, word.len())
}

/// The same for a word of at most [`LONGEST_SMALL`] bytes as [`packed`] gives it.
#[inline]
pub(super) fn is_small_word(word: u64) -> bool {
    SMALL_TABLE[small_slot(word)] == word
}

pub(super) const LONGEST_SMALL: usize = 5;

const SMALL: [&str; 55] = [
    "the", "of", "and", "to", "in", "a", "an", "that", "for", "was", "were", "on", "with", "is", "are", "by", "at",
    "from", "said", "it", "its", "as", "his", "her", "their", "they", "he", "she", "has", "had", "have", "be", "been",
    "but", "not", "who", "which", "this", "will", "would", "than", "or", "we", "you", "i", "our", "my", "after",
    "about", "into", "more", "when", "what", "could", "there",
];

/// The little words as [`packed`] gives them, each at its slot: the factor was sought so that no two share one. Others hold
/// what no word of so few bytes is.
static SMALL_TABLE: [u64; 512] = {
    let mut table = [u64::MAX; 512];
    let mut at = 0;
    while at < SMALL.len() {
        let bytes = SMALL[at].as_bytes();
        let mut word = 0;
        let mut last = bytes.len();
        while last > 0 {
            last -= 1;
            word = word << 8 | bytes[last] as u64;
        }
        assert!(table[small_slot(word)] == u64::MAX, "two words share a slot");
        table[small_slot(word)] = word;
        at += 1;
    }
    table
};

const fn small_slot(word: u64) -> usize {
    (word.wrapping_mul(0x57ee_05cd_e009_02c7) >> 55) as usize
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
        proptest!(|(text in "[aBé7 \t!\u{8}\n\u{80}\u{a0}]{1,90}")| {
            let page = format!("{text} and more");
            let line = measure_line(&page, &Planes::new(&page), Span::new(0, text.len()));
            let words = || text.split([' ', '\t']).filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
            prop_assert_eq!(line.words as usize, words().count());
            prop_assert_eq!(line.capitals as usize, words().filter(|first| first.is_uppercase()).count());
            prop_assert_eq!(line.digits as usize, text.bytes().filter(u8::is_ascii_digit).count());
            let mut signs = text.bytes().fold(Signs::default(), |all, byte| all | Signs::of(byte));
            if text.as_bytes().windows(2).any(|two| two.iter().all(|byte| matches!(byte, b' ' | b'\t'))) {
                signs = signs | Signs::GAP;
            }
            prop_assert_eq!(line.signs, signs);
            prop_assert_eq!(key(text.replace([' ', '!'], "").to_ascii_uppercase().as_bytes()), key(text.as_bytes()));
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
        let page = "  The council met on Monday and agreed on nothing at all.\r\n\r\n* HOME »\n";
        let measured = measure(page, &Planes::new(page));
        let found = &measured.lines;
        assert_eq!(found.len(), 2);
        assert!(found[0].prose() && found[0].end == End::Stop);
        assert!(found[1].bullet && found[1].all_capitals());
        assert_eq!(found[1].core.len(), 4);
    }
}
