//! Lines that are known from other pages of the same publisher.
//!
//! Such a line is furniture unless this page says otherwise: a rule that knows better what it is has spoken already, or
//! it is the title of this page's story, which other pages only announce.

use super::echo::Words;
use super::label::Label;
use super::line::Line;
use super::marks::Marks;
use super::rules::{self, Rule, View};

/// How a line is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownKind {
    /// The same line stands on other pages.
    Line,
    /// A line of the same form does.
    Template,
    /// A line of the same form does, and it names who wrote it.
    Byline,
    /// A line of the same form does, and it says when.
    Timestamp,
}

/// One line that is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KnownLine {
    /// How.
    pub kind: KnownKind,
    /// The share of the publisher's pages that it stands on: the score of the segment.
    pub score: f32,
}

/// How much of a title must come back in the text after it.
const ECHO: f32 = 0.3;

/// How many lines below a title its story begins at the latest.
const REACH: usize = 30;

/// How many paragraphs of the story are listened to.
const PARAGRAPHS: usize = 8;

/// What is known of each line of the view, of what is known of each line of the page: of joined ones nothing.
fn of_lines(lines: &[Line], known: &[Option<KnownLine>]) -> Vec<Option<KnownLine>> {
    let mut rest = known;
    let own = |line: &Line| {
        let (pieces, after) = rest.split_at_checked(line.pieces as usize)?;
        rest = after;
        if let [piece] = pieces { *piece } else { None }
    };
    lines.iter().map(own).collect()
}

/// Marks known lines about which no rule has spoken. `known` has an entry for each line of the page, or is shorter.
pub(super) fn mark(view: &View<'_>, marks: &mut Marks<'_>, known: &[Option<KnownLine>]) {
    if known.is_empty() {
        return;
    }
    let known = &of_lines(view.lines, known);
    let mut story = Story::default();
    let mut announced = false;
    for (at, line) in known.iter().enumerate().take(view.lines.len()) {
        let Some(line) = line else {
            announced = false;
            continue;
        };
        if !marks.free(at) {
            continue;
        }
        // Under a title that is kept, the summary that other pages print with it is kept too.
        announced = is_title(view, known, &mut story, at, announced);
        if announced {
            continue;
        }
        match line.kind {
            KnownKind::Line => marks.set(at, Rule::CorpusLine, line.score),
            KnownKind::Template => marks.set(at, Rule::CorpusTemplate, line.score),
            KnownKind::Byline => marks.set_as(at, Rule::CorpusTemplate, Label::Byline, line.score),
            KnownKind::Timestamp => marks.set_as(at, Rule::CorpusTemplate, Label::Timestamp, line.score),
        }
    }
}

/// Whether a known line is the title of the story below it, or its summary.
fn is_title(view: &View<'_>, known: &[Option<KnownLine>], story: &mut Story, at: usize, announced: bool) -> bool {
    let line = &view.lines[at];
    let summary = line.words >= 8 && line.closed();
    let shaped = announced || summary || rules::headline::shape(view, at).is_some();
    line.words >= 4 && shaped && story.below(view, known, at).share(&view.heard.borrow_mut().all(view, [at])) >= ECHO
}

/// The words of the story below a line; kept, since the lines of a menu all stand above the same story.
#[derive(Default)]
struct Story {
    first: Option<usize>,
    words: Words,
}

impl Story {
    fn below(&mut self, view: &View<'_>, known: &[Option<KnownLine>], at: usize) -> &Words {
        let own = |line: usize| known.get(line).is_none_or(Option::is_none) && rules::is_paragraph(view, line);
        let first = (at + 1..view.lines.len()).take(REACH).find(|&line| own(line));
        if self.first != first || first.is_none() {
            self.first = first;
            let from = first.unwrap_or(view.lines.len());
            let lines = (from..view.lines.len()).take(4 * PARAGRAPHS).filter(|&line| own(line)).take(PARAGRAPHS);
            self.words.clear();
            let all = view.heard.borrow_mut().all(view, lines);
            all.into_iter().for_each(|word| _ = self.words.insert(word));
        }
        &self.words
    }
}
