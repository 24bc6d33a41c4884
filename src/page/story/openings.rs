//! What stands at the beginning of a story, however short it is: its head, its dateline.

use std::iter::Peekable;
use std::sync::LazyLock;

use memchr::memchr2;
use memchr::memmem::{FindIter, Finder};

use crate::Span;
use crate::page::echo::ECHOED;
use crate::page::kind::Kind;
use crate::page::label::Label;
use crate::page::marks::Marks;
use crate::page::rules::{self, View};

/// How many lines above its first paragraph the head of a story reaches.
pub(super) const HEAD: usize = 14;

/// The lines between the paragraph at line `at` and the one before it, the nearest first, as far as a head reaches.
fn above<'v>(view: &'v View<'_>, marks: &'v Marks<'_>, at: usize) -> impl Iterator<Item = usize> + 'v {
    // Buttons in any number may stand between.
    const LINES: usize = 40;
    let button = |line: usize| matches!(marks.label(line), Some(Label::UiText | Label::Social));
    let lines = (at.saturating_sub(LINES)..at).rev().filter(move |&line| !button(line)).take(HEAD);
    lines.take_while(|&line| !rules::is_paragraph(view, line))
}

/// What speaks for a story that begins with the paragraph at line `at`: its dateline, or above it who wrote it or when.
/// The weights were chosen on the development pages, whole and with all but one to three of their paragraphs left out:
/// a time alone stands over teasers as well.
pub(super) fn opening(view: &View<'_>, marks: &Marks<'_>, at: usize) -> f32 {
    if rules::dateline::of_line(view, at, false).is_some() {
        return 30.0;
    }
    let sign = |line| match marks.label(line) {
        Some(Label::Byline) => 15.0,
        Some(Label::Timestamp) => 1.0,
        _ => 0.0,
    };
    above(view, marks, at).map(sign).fold(0.0, f32::max)
}

/// The weights of a full page's lines where the story is sought. The first paragraph under a whole head weighs as much as
/// a long story's, and so does a line that a dateline opens: menus, teasers and notices around a brief are longer than
/// the brief. A paragraph that speaks to the reader weighs half.
pub(super) fn as_story(view: &View<'_>, marks: &Marks<'_>, weights: &[f32]) -> Vec<f32> {
    const HEADED: f32 = 60.0;
    const DATED: f32 = 30.0;
    let mut weights = weights.to_vec();
    if view.kind == Kind::Extracted {
        return weights;
    }
    let mut headed = false;
    let mut said = Said::on(view.text);
    for (at, weight) in weights.iter_mut().enumerate().filter(|line| marks.free(line.0)) {
        if !rules::is_paragraph(view, at) {
            *weight += if is_dated(view, at) { DATED } else { 0.0 };
            continue;
        }
        if *weight > 0.0 && said.speaks(view.line_text(at), view.lines[at].span) {
            *weight /= 2.0;
        }
        if !headed && has_head(view, marks, at) {
            *weight += HEADED;
            headed = true;
        }
    }
    weights
}

/// How far from the line's start a dateline reaches, in bytes.
const REACH: usize = 120;

/// Whether a dateline opens the line, with a date, or an agency that is known or stands behind a place in capitals.
pub(in crate::page) fn is_dated(view: &View<'_>, at: usize) -> bool {
    let (line, text) = (&view.lines[at], view.line_text(at));
    // A date has digits, an agency stands in brackets, between slashes, or behind a place in capitals; most lines show none.
    let near = &text.as_bytes()[..text.len().min(REACH)];
    let shouted = || {
        near.first_chunk()
            .is_some_and(|first: &[u8; 3]| first.iter().all(|byte| !matches!(byte, 0x20..=0x40 | b'a'..=b'z')))
    };
    let hinted = || line.digits > 0 || memchr2(b'(', b'/', near).is_some() || shouted();
    line.words >= 8 && hinted() && view.dated.of(view.lines.len(), at, || tells_when(view, at).then_some(1.0)).is_some()
}

fn tells_when(view: &View<'_>, at: usize) -> bool {
    let text = view.line_text(at);
    rules::dateline::of_line(view, at, false).is_some_and(|parts| {
        let capitals = |(start, end): (usize, usize)| {
            let first = text[start..end].split([' ', ',']).next().unwrap_or_default();
            first.len() >= 3 && first.chars().all(char::is_uppercase)
        };
        let told = parts.date.is_some() && parts.place.is_some() || parts.place.is_some_and(capitals);
        told && !text[..parts.end].contains(':')
            || parts.agency.is_some_and(|(start, end)| view.agencies.named(&text[start..end]).is_some())
    })
}

/// Where a page speaks to its reader: its lines are asked in order, so that it is searched once and not line by line.
struct Said<'t>([Peekable<FindIter<'t, 'static>>; 2]);

impl<'t> Said<'t> {
    const WORDS: [&'static str; 2] = [" you", " cookies"];

    fn on(page: &'t str) -> Self {
        static FINDERS: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| Said::WORDS.map(Finder::new));
        Self(FINDERS.each_ref().map(|word| word.find_iter(page.as_bytes()).peekable()))
    }

    /// Whether a line, which stands behind all that were asked about, says "you" and quotes nobody, as notices, forms and
    /// advice do; notices of cookies may not even say that.
    fn speaks(&mut self, text: &str, line: Span) -> bool {
        let mut said = text.starts_with("You");
        for (places, word) in self.0.iter_mut().zip(Self::WORDS) {
            while places.next_if(|at| *at < line.start()).is_some() {}
            said |= places.peek().is_some_and(|at| at + word.len() <= line.end());
        }
        // The last byte of a curly quotation mark seldom stands in anything else.
        said && !(memchr2(b'"', 0x9c, text.as_bytes()).is_some() && text.contains(['"', '“']))
    }
}

/// Whether the paragraph at line `at` stands under a whole head: a title that it tells again, and who wrote it or when.
fn has_head(view: &View<'_>, marks: &Marks<'_>, at: usize) -> bool {
    let signed = |line: usize| {
        let short = || view.lines[line].words <= 16;
        let dated = || view.lines[line].digits > 0 && rules::timestamp::is_when(view.line_text(line)).is_some();
        matches!(marks.label(line), Some(Label::Byline | Label::Timestamp))
            || short() && (rules::byline::in_head(view, line).is_some() || dated())
    };
    let titled = |title: usize| view.lines[title].words >= 4 && is_title_of(view, marks, title, at);
    // "PORT MOE — ..." right under its writer or its day.
    let placed = || {
        let capitals = view
            .line_text(at)
            .as_bytes()
            .first_chunk()
            .is_some_and(|it: &[u8; 3]| it.iter().all(u8::is_ascii_uppercase));
        let near = || above(view, marks, at).take(3).any(signed);
        capitals && near() && rules::dateline::of_line(view, at, true).is_some()
    };
    let under = |title: usize| titled(title) && (title.saturating_sub(2)..at).any(|line| line != title && signed(line));
    view.lines[at].words >= 12 && (above(view, marks, at).any(under) || placed())
}

/// Whether line `title` has the shape of a title, and the paragraph at line `at` tells it again.
pub(super) fn is_title_of(view: &View<'_>, marks: &Marks<'_>, title: usize, at: usize) -> bool {
    // A list of other stories right above the head may have taken the title in.
    let open = marks.free(title) || marks.label(title) == Some(Label::RelatedBlockItem);
    open && rules::headline::shape(view, title).is_some() && view.echo(title, [at]) >= ECHOED
}

/// Whether a title stands above the paragraph at line `at` that says what the paragraph says.
pub(super) fn is_titled(view: &View<'_>, marks: &Marks<'_>, at: usize) -> bool {
    view.lines[at].words >= 15 && above(view, marks, at).any(|title| is_title_of(view, marks, title, at))
}
