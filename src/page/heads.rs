//! Whether a line is the headline of a new story although nothing separates it from the one before.
//!
//! Everything seen is put in one struct, [`Head`], and weighed by [`Head::score`]; a learned model can take that
//! function's place. The words of a headline come back in the text after it, and not in the text before; the people and
//! places of the text after it are new. A heading within a story is short and stands among names known already.

use memchr::memchr2_iter;

use super::echo::Words;
use super::label::Label;
use super::line::Line;
use super::marks::Marks;
use super::rules::{self, View};
use super::weights::HEAD;

/// What is seen of a line that might be a headline.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Head {
    /// Words of the line.
    pub words: u32,
    /// Share of the line's words that stand in the next three, the next six lines.
    pub near: f32,
    pub ahead: f32,
    /// Share of them that stand in the six lines before, in the whole story before.
    pub behind: f32,
    pub story: f32,
    /// Share of the words of the next six lines that stand in the six before, in the whole story before.
    pub common: f32,
    pub common_story: f32,
    /// Share of the names in the next eight lines that the story before has named; whether there are but few.
    pub known_names: f32,
    pub few_names: bool,
    /// Paragraphs in the story before, and in the next eight lines.
    pub text_before: usize,
    pub text_after: usize,
    /// Words of the line that stand in the next six lines and not in the story before.
    pub fresh: usize,
    /// Words of the story before; its short lines that do not end as sentences, which are headings if this is one, too.
    pub length: u32,
    pub headings: usize,
    /// Share of the words of the next eight lines that stand in the story before.
    pub known_ahead: f32,
    /// Whether a section or site name stands behind the line, a dateline after it.
    pub suffix: bool,
    pub dateline: bool,
    /// Whether the next line says the same again, or begins so.
    pub doubled: bool,
    /// Whether the line right before is a credit, a notice or another thing that stands under a story, or a wide gap.
    pub after_end: bool,
}

impl Head {
    /// How much speaks for a new story; above 0 it is taken to be one. The weights stand in `src/data/heads`.
    pub(super) fn score(&self) -> f32 {
        let w = &*HEAD;
        self.hope()
            + w.behind * self.behind
            + w.story * self.story
            + w.common * self.common.min(0.4)
            + w.common_story * self.common_story.min(0.5)
            + w.known_names * self.known_names
            + if self.few_names { w.few_names } else { 0.0 }
            + w.fresh * (self.fresh.min(5) as f32 / 5.0 - 1.0)
            + w.known_ahead * self.known_ahead
    }

    /// The part of the score that needs no look at the story before: an upper bound.
    fn hope(&self) -> f32 {
        let w = &*HEAD;
        let words = self.words as f32;
        let sign = |seen: bool, weight: f32| if seen { weight } else { 0.0 };
        w.near * self.near
            + w.ahead * self.ahead
            + w.words * words.min(6.0) / 6.0
            + w.words_more * (words - 6.0).clamp(0.0, 5.0) / 5.0
            + w.words_many * (words - 16.0).clamp(0.0, 10.0) / 10.0
            + w.text_before * self.text_before.min(5) as f32 / 5.0
            + w.text_after * self.text_after.min(6) as f32 / 6.0
            + w.fresh
            + w.length * (1.0 + self.length as f32).ln().min(7.0) / 7.0
            + w.headings * self.headings.min(4) as f32 / 4.0
            + sign(self.words < 5, w.short)
            + sign(self.suffix, w.suffix)
            + sign(self.dateline, w.dateline)
            + sign(self.doubled, w.doubled)
            + sign(self.after_end, w.after_end)
            + w.bias
    }
}

/// Walks the free lines of a page and remembers the story so far.
pub(super) struct Walker<'a, 't> {
    pub(super) view: &'a View<'t>,
    marks: &'a Marks<'a>,
    /// The lines about which no rule has spoken.
    pub(super) free: &'a [usize],
    /// How many words stand before each of them.
    words: Vec<u32>,
    /// Words of the story so far, up to `read`.
    pub(super) known: Words,
    read: usize,
    /// Where in `free` the story began.
    start: usize,
}

impl<'a, 't> Walker<'a, 't> {
    pub(super) fn new(view: &'a View<'t>, marks: &'a Marks<'a>, free: &'a [usize]) -> Self {
        let mut words = Vec::with_capacity(free.len() + 1);
        words.push(0);
        words.extend(free.iter().scan(0, |all, &at| {
            *all += view.lines[at].words;
            Some(*all)
        }));
        Self { view, marks, free, words, known: Words::default(), read: 0, start: 0 }
    }

    /// A story begins at `free[nth]`.
    pub(super) fn begin(&mut self, nth: usize) {
        self.known.clear();
        self.read = nth;
        self.start = nth;
    }

    /// What is seen of `free[nth]`, if it may be a headline at all and may weigh more than `least`.
    pub(super) fn look(&mut self, nth: usize, least: f32) -> Option<Head> {
        let at = self.free[nth];
        let line = &self.view.lines[at];
        if nth < self.start + 2 || line.words < 3 {
            return None;
        }
        rules::headline::shape(self.view, at)?;
        let before = &self.free[self.start..nth];
        // Counting stops where more changes nothing, which keeps the walk linear.
        let text_before =
            before.iter().rev().take(60).filter(|&&at| rules::is_paragraph(self.view, at)).take(5).count();
        if text_before < 2 {
            return None;
        }
        let ahead: Vec<usize> = self.free[nth + 1..].iter().take(8).copied().collect();
        let paragraph = |at: usize| rules::is_paragraph(self.view, at);
        let first_text = ahead.iter().take(5).copied().find(|&at| paragraph(at))?;
        let view = self.view;
        let own = view.heard.borrow_mut().all(view, [at]);
        let [near, in_six] = view.heard.borrow_mut().shares(view, &own, ahead.iter().copied(), [3, 6]);
        // At most all words are fresh but those that do not come back.
        let missing = own.len() - (in_six * own.len() as f32).round() as usize;
        let mut head = Head {
            words: line.words,
            near,
            ahead: in_six,
            text_before,
            length: self.words[nth] - self.words[self.start],
            headings: before.iter().rev().take(60).filter(|&&at| is_heading(&self.view.lines[at])).take(4).count(),
            fresh: view.heard.borrow_mut().words(view, at).len() - missing,
            text_after: ahead.iter().filter(|&&at| paragraph(at)).count(),
            suffix: rules::section_suffix::start(self.view.line_text(at)).is_some()
                || has_site(self.view.line_text(at)),
            dateline: rules::dateline::of_line(self.view, first_text, true).is_some(),
            doubled: ahead.first().is_some_and(|&next| self.says_again(at, next)),
            after_end: at > 0 && self.marks.label(at - 1).is_some_and(ends_stories) || wide_gap(self.view, at),
            ..Head::default()
        };
        if head.score() <= least {
            return None;
        }
        let recent = || before.iter().rev().take(6).copied();
        head.behind = view.heard.borrow_mut().share_of(view, &own, recent());
        // What is seen from here on speaks against a headline, if at all, and costs more.
        if head.score() <= least {
            return None;
        }
        self.read_up_to(nth);
        let mut heard = view.heard.borrow_mut();
        head.story = self.known.share(heard.words(view, at));
        head.fresh = heard.fresh(view, at, ahead.iter().take(6).copied(), &self.known);
        if head.score() <= least {
            return None;
        }
        // Most headings are known by the names below them, the others by the words.
        let names = heard.names(view, ahead.iter().copied());
        head.known_names = self.known.share(&names);
        head.few_names = names.len() < ENOUGH_NAMES;
        if head.score() <= least {
            return None;
        }
        head.known_ahead = self.known.share(&heard.all(view, ahead.iter().copied()));
        if head.score() <= least {
            return None;
        }
        let next = heard.all(view, ahead.iter().take(6).copied());
        head.common = heard.share_of(view, &next, recent());
        head.common_story = self.known.share(&next);
        Some(head)
    }

    /// Where in `free` the story began.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    /// Whether line `next` begins with the words of line `at`.
    fn says_again(&self, at: usize, next: usize) -> bool {
        let line = &self.view.lines[at];
        line.words >= 4 && (self.view.alike(at, next) || self.view.line_text(next).starts_with(self.view.line_text(at)))
    }

    /// Takes the lines before `free[nth]` into the story.
    pub(super) fn read_up_to(&mut self, nth: usize) {
        let mut heard = self.view.heard.borrow_mut();
        self.free[self.read..nth].iter().for_each(|&at| heard.add_all(self.view, at, &mut self.known));
        self.read = nth;
    }
}

fn is_heading(line: &Line) -> bool {
    (3..=14).contains(&line.words) && !line.closed()
}

/// Fewer names than this say nothing about a story's being new.
const ENOUGH_NAMES: usize = 3;

/// Whether a site's name stands behind the title: `Harbour reopens after storm - Nordfold Courier`.
fn has_site(title: &str) -> bool {
    let bytes = title.as_bytes();
    if !memchr2_iter(b'-', 0xe2, bytes).any(|at| at > 0 && bytes[at - 1] == b' ') {
        return false;
    }
    let Some((head, site)) = [" - ", " – ", " — "].iter().find_map(|dash| title.rsplit_once(dash)) else {
        return false;
    };
    let named = site.split(' ').all(|word| word.starts_with(char::is_uppercase) || word.contains('.'));
    named && site.split(' ').count() <= 4 && head.split(' ').count() >= 4 && !site.ends_with(['?', '!'])
}

/// Whether more blank lines stand before the line than after it, three at least, or the end of a printed page.
fn wide_gap(view: &View<'_>, at: usize) -> bool {
    let between = |one: usize, other: usize| &view.text[view.lines[one].span.end()..view.lines[other].span.start()];
    if at == 0 || at + 1 >= view.lines.len() {
        return false;
    }
    let breaks = |text: &str| text.bytes().filter(|byte| *byte == b'\n').count();
    let (above, below) = (between(at - 1, at), between(at, at + 1));
    above.contains('\u{c}') || breaks(above) >= 4 && breaks(above) >= 2 * breaks(below)
}

/// Labels of what stands under a story.
fn ends_stories(label: Label) -> bool {
    matches!(
        label,
        Label::SourceCredit
            | Label::Copyright
            | Label::Comment
            | Label::RelatedBlockItem
            | Label::Newsletter
            | Label::EndMark
    )
}
