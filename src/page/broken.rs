//! Sentences that a page breaks over lines at every link: one line for all who look at lines.
//!
//! Where a line break stands between any two pieces of a page, `The mayor of`, `Port Moe`, `said on Monday that the quay is
//! open.` are three lines, of which none reads as a sentence and two look like a menu's. Only full pages are joined: they
//! alone are judged by what their lines look like.

use super::cues;
use super::line::{LONGEST_SMALL, Line, is_small};
use super::records::Field;
use crate::Span;

/// A piece between two others that is a name or a title has at most so many words.
const NAME: u32 = 8;

/// A sentence, or some in a row, is broken into at most so many pieces.
const PIECES: usize = 64;

/// Joins the pieces of sentences. Time linear.
pub(super) fn join(text: &str, lines: &mut Vec<Line>) {
    let (mut kept, mut at) = (0, 0);
    while at < lines.len() {
        let end = last_piece(text, lines, at);
        let whole = if end > at + 1 { sentence(text, &lines[at..end]) } else { None };
        at = if whole.is_some() { end } else { at + 1 };
        match whole {
            Some(line) => lines[kept] = line,
            None if kept < at - 1 => lines.swap(kept, at - 1),
            None => {}
        }
        kept += 1;
    }
    lines.truncate(kept);
}

/// Whether the line goes on with the sentence of another; an address does not, though its letters are small.
fn follows(text: &str, line: &Line) -> bool {
    let told = &text.as_bytes()[line.span.start()..];
    matches!(told[0], b')' | b']') || line.continues && !told.starts_with(b"http") && !told.starts_with(b"www.")
}

/// Where sentences end of which line `at` may be the first piece; the next line if it is none.
fn last_piece(text: &str, lines: &[Line], at: usize) -> usize {
    let mut end = at + 1;
    let mut closed = end;
    while end < lines.len().min(at + PIECES) && lines[end].field == Field::None && goes_on(text, lines, at, end) {
        end += 1;
        if lines[end - 1].closed() {
            closed = end;
        }
    }
    if lines[at].field == Field::None { closed } else { at + 1 }
}

/// Whether line `end` goes on with the sentence of the line before it, which is one of the pieces from `at` on.
fn goes_on(text: &str, lines: &[Line], at: usize, end: usize) -> bool {
    let (last, next) = (&lines[end - 1], &lines[end]);
    if last.closed() {
        return false;
    }
    let held = |line: usize| follows(text, &lines[line]);
    let begun = end - at > 1 || last.small >= 1 && last.words >= 2;
    let bridge = || begun && next.words <= NAME && !next.closed() && end + 1 < lines.len() && held(end + 1);
    let between = &text.as_bytes()[last.span.end()..next.span.start()];
    let broken = between == b"\n" || between.iter().filter(|byte| **byte == b'\n').count() == 1;
    broken && (held(end) || bridge() || ends_open(text, last))
}

/// Whether the line's last word is one that another follows: `the`, `of`, `and`.
fn ends_open(text: &str, line: &Line) -> bool {
    if line.words < 3 {
        return false;
    }
    let bytes = line.span.of(text).as_bytes();
    let near = bytes.len().saturating_sub(LONGEST_SMALL + 1);
    let blank = bytes[near..].iter().rposition(|byte| *byte == b' ');
    blank.is_some_and(|blank| is_small(bytes, near + blank + 1, bytes.len()))
}

/// One line of these pieces, if together they read as running text.
fn sentence(text: &str, pieces: &[Line]) -> Option<Line> {
    let (first, second, last) = (&pieces[0], &pieces[1], &pieces[pieces.len() - 1]);
    let sum = |of: fn(&Line) -> u32| pieces.iter().map(of).sum::<u32>();
    let mut line = Line {
        span: Span::new(first.span.start(), last.span.end()),
        core: Span::new(first.core.start(), last.core.end()),
        words: sum(|line| line.words),
        capitals: sum(|line| line.capitals),
        small: sum(|line| line.small),
        lower: sum(|line| line.lower),
        upper: sum(|line| line.upper),
        digits: sum(|line| line.digits),
        end: last.end,
        signs: pieces.iter().fold(first.signs, |all, line| all | line.signs),
        pieces: sum(|line| line.pieces),
        ..first.clone()
    };
    let begun = first.small >= 1 || !second.span.of(text).starts_with(char::is_lowercase);
    if !(begun && line.prose()) {
        return None;
    }
    // Phrases are known with blanks between their words.
    let plain = line.span.of(text).replace('\n', " ");
    let start = line.span.start();
    line.cues = cues::of_line(&plain, (line.core.start() - start, line.core.end() - start));
    line.paragraph = line.is_paragraph();
    Some(line)
}
