//! Walking over the candidates of a text.

use super::candidate::Candidate;
use super::decide::{Verdict, decide};
use super::explain::Decision;
use super::fast::{self, Found};
use super::marks::{Kind, Mark, char_at, mark_at, skip_blanks};
use super::repeats::{Repeats, SIGHT};
use super::scan::Candidates;
use super::words::Words;
use super::{Lang, LineBreaks};
use memchr::memrchr;

use crate::Span;
use crate::text::{is_line_end, is_space, trim};

/// The longest line, in bytes, that wrapped text is expected to have.
const WIDTH: usize = 512;

/// The longest sentence, in bytes, whose repetitions are not judged anew.
const SHORT: usize = 64;

/// Iterator over the sentences of a text; made by [`Splitter::spans`](super::Splitter::spans).
#[derive(Clone, Debug)]
pub struct Spans<'t> {
    text: &'t str,
    words: &'static Words,
    lang: Option<Lang>,
    wrapped: bool,
    candidates: Candidates<'t>,
    /// First byte of the sentence being read, blanks skipped. Nothing before it is looked at again.
    start: usize,
    /// Candidates before this byte belong to a run that was judged already.
    judged: usize,
    /// What `start` and `judged` were for the last sentence, and where it ended.
    last: (usize, usize, usize),
    repeats: Repeats,
}

impl<'t> Spans<'t> {
    pub(super) fn new(text: &'t str, words: &'static Words, line_breaks: LineBreaks, lang: Option<Lang>) -> Self {
        let wrapped = line_breaks == LineBreaks::Wrapped;
        let start = skip_blanks(text, 0, true);
        let candidates = Candidates::new(text);
        let (last, repeats) = ((start, start, start), Repeats::default());
        Self { text, words, lang, wrapped, candidates, start, judged: start, last, repeats }
    }

    /// The next sentence; every decision on the way is told to `tell`. The short cuts know no names of rules: they are
    /// taken only where nobody listens.
    #[inline]
    pub(super) fn advance<const SHORT_CUTS: bool>(&mut self, tell: &mut impl FnMut(Decision)) -> Option<Span> {
        if SHORT_CUTS && let Some(span) = self.again() {
            return Some(span);
        }
        let (start, judged) = (self.start, self.judged);
        while let Some(at) = self.candidates.next() {
            if at < self.judged {
                self.candidates.skip_to(self.judged);
                continue;
            }
            if SHORT_CUTS && self.text.as_bytes()[at] == b'.' {
                match fast::stop(self.text, self.words, self.start, at, self.wrapped) {
                    None => {}
                    Some(Found::Last | Found::Inside | Found::GoesOn) => continue,
                    Some(Found::Ends { end, next }) => {
                        self.start = next;
                        self.judged = next;
                        self.last = (start, judged, end);
                        return Some(Span::new(start, end));
                    }
                }
            }
            let Some(mark) = mark_at(self.text, at) else { continue };
            let end = match mark.kind {
                Kind::LineEnd => self.line_end(mark, tell),
                Kind::Bullet => self.bullet(mark, tell),
                _ => self.mark(mark, tell),
            };
            if let Some(end) = end {
                self.start = skip_blanks(self.text, end, true);
                self.judged = self.judged.max(self.start);
                self.last = (start, judged, end);
                return Some(Span::new(start, end));
            }
            // Within so long a sentence the marks of several periods were seen, and none of them ended it.
            if SHORT_CUTS
                && at - start > SIGHT
                && let Some((period, room)) = self.repeats.room(self.text.as_bytes(), at)
            {
                self.judged += room / period * period;
            }
        }
        let span = trim(self.text, Span::new(self.start, self.text.len()));
        self.start = self.text.len();
        if span.is_empty() {
            return None;
        }
        tell(Decision { at: span.end(), ends: true, rule: "line-end" });
        Some(span)
    }

    /// The next sentence where it is the last one over again, in the same surroundings.
    #[inline]
    fn again(&mut self) -> Option<Span> {
        let (start, judged, end) = self.last;
        let shift = self.start - start;
        if shift > SHORT || shift == 0 || self.judged + start != judged + self.start {
            return None;
        }
        let bytes = self.text.as_bytes();
        if bytes.get(self.start..end + shift)? != &bytes[start..end] {
            return None;
        }
        let (period, room) = self.repeats.room(bytes, self.start)?;
        if !shift.is_multiple_of(period) || room < shift {
            return None;
        }
        let span = Span::new(self.start, end + shift);
        self.last = (self.start, self.judged, span.end());
        self.start += shift;
        self.judged += shift;
        Some(span)
    }

    /// Where the sentence ends if it ends with the run that begins here.
    #[inline]
    fn mark(&mut self, mark: Mark, tell: &mut impl FnMut(Decision)) -> Option<usize> {
        let candidate = Candidate::new(self.text, self.words, self.start, mark, self.wrapped);
        self.judged = candidate.marks_end;
        if candidate.is_last() {
            return None;
        }
        let Verdict { ends, at, rule } = decide(&candidate, self.lang);
        tell(Decision { at, ends, rule });
        ends.then_some(at)
    }

    #[inline]
    fn line_end(&mut self, mark: Mark, tell: &mut impl FnMut(Decision)) -> Option<usize> {
        self.judged = mark.end;
        // Blanks at the end of a line are rare enough to ask first.
        let end = match self.text.as_bytes()[mark.start - 1] {
            byte if byte.is_ascii_graphic() => mark.start,
            _ => self.start + self.text[self.start..mark.start].trim_end_matches(is_space).len(),
        };
        if self.wrapped && !self.paragraph_begins(mark) {
            tell(Decision { at: end, ends: false, rule: "wrapped-line" });
            return None;
        }
        tell(Decision { at: end, ends: true, rule: "line-end" });
        Some(end)
    }

    /// What: in wrapped text, an empty line or an indented one begins a paragraph, and `* ` begins an item.
    /// Why: those are the ways in which old wire copy marks paragraphs.
    /// Example: `It ended` and, on the next line, two blanks and `Nobody knew` are two.
    /// Limits: text that is indented throughout has only its empty lines.
    fn paragraph_begins(&self, line_end: Mark) -> bool {
        let next = skip_blanks(self.text, line_end.end, false);
        let indented = |line: usize| matches!(self.text.as_bytes()[line..], [b'\t', ..] | [b' ', b' ', ..]);
        let floor = line_end.start.saturating_sub(WIDTH);
        let this = memrchr(b'\n', &self.text.as_bytes()[floor..line_end.start]).map_or(floor, |at| floor + at + 1);
        char_at(self.text, next).is_none_or(is_line_end)
            || self.text[next..].starts_with("* ")
            || indented(line_end.end) && !indented(this)
    }

    /// What: a bullet inside a line begins an item.
    /// Why: lists flattened into one line keep their bullets and nothing else.
    /// Example: `• Tea • Coffee` is two.
    /// Limits: only • and ⁃; a middle dot or a hyphen is too often something else.
    fn bullet(&mut self, mark: Mark, tell: &mut impl FnMut(Decision)) -> Option<usize> {
        let before = &self.text[self.start..mark.start];
        let kept = before.trim_end_matches(is_space);
        if kept.is_empty() || kept.len() == before.len() {
            return None;
        }
        let at = self.start + kept.len();
        tell(Decision { at, ends: true, rule: "bullet" });
        Some(at)
    }
}

impl Iterator for Spans<'_> {
    type Item = Span;

    #[inline]
    fn next(&mut self) -> Option<Span> {
        self.advance::<true>(&mut |_| ())
    }
}

impl std::iter::FusedIterator for Spans<'_> {}
