//! The head of a story: tag, headline, standfirst, byline, up to the first paragraph.

use super::echo;
use super::label::Label;
use super::marks::Marks;
use super::rules::{self, Rule, View};

/// How many lines without a mark may stand between the head's first line and the first paragraph.
const REACH: usize = 14;

/// How much of a headline's words must come back in the story, where nothing else says that it is one.
const ECHO: f32 = 0.3;

/// A story of fewer words than this is too short to echo its headline.
const SHORT: usize = 40;

/// Labels the head of the story in lines `first..end`, and gives the line where its text begins.
pub(super) fn label(view: &View<'_>, marks: &mut Marks<'_>, first: usize, end: usize, certain: bool) -> usize {
    let free: Vec<usize> = (first..end).filter(|&at| marks.free(at)).take(REACH + 10).collect();
    let Some(nth) = headline(view, &free, certain) else {
        return free.first().copied().unwrap_or(end);
    };
    let title = free[nth];
    if !marks.allows(Rule::Headline) {
        return title;
    }
    for &tag in &free[..nth] {
        if let Some(score) = rules::topic_tag::judge(view, tag) {
            marks.set(tag, Rule::TopicTag, score);
        }
    }
    label_headline(view, marks, title);
    label_below(view, marks, title, &free[nth + 1..], end)
}

/// Which of the first free lines is the headline: of the lines before the first paragraph that have its shape, the one
/// that the story echoes most; earlier ones first.
fn headline(view: &View<'_>, free: &[usize], certain: bool) -> Option<usize> {
    let body = free.iter().take(REACH + 1).position(|&at| {
        // A headline that ends in "U.S." reads like a short paragraph.
        rules::is_paragraph(view, at) && !(view.lines[at].closed() && rules::headline::shape(view, at).is_some())
    })?;
    let story = echo::words(view, free[body..].iter().take(8).copied());
    let mut best: Option<(f32, usize)> = None;
    for nth in 0..body {
        let at = free[nth];
        let Some(shape) = rules::headline::shape(view, at) else { continue };
        // Without a sign that a story begins here, a short unfinished line may be a broken piece of text.
        let echoed = echo::share(&echo::words(view, [at]), &story);
        let sign = if story.len() < SHORT { shape >= 0.6 } else { echoed >= ECHO };
        let proved = certain && nth == 0 || sign || rules::section_suffix::start(view.line_text(at)).is_some();
        let broken = view.lines[free[nth + 1]].continues;
        let score = shape + echoed - 0.15 * nth as f32;
        if proved && !broken && shape >= 0.5 && best.is_none_or(|(known, _)| score > known) {
            best = Some((score, nth));
        }
    }
    best.map(|(_, nth)| nth)
}

fn label_headline(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    let score = rules::headline::shape(view, at).unwrap_or(0.5);
    marks.set(at, Rule::Headline, score.min(1.0));
    if let Some(start) = rules::section_suffix::start(view.line_text(at)) {
        marks.set_tail(at, view.lines[at].span.start() + start, Rule::SectionSuffix, 0.9);
    }
}

/// What stands between headline and text. Gives the first line of the text.
fn label_below(view: &View<'_>, marks: &mut Marks<'_>, title: usize, below: &[usize], end: usize) -> usize {
    let mut standfirst = false;
    for (nth, &at) in below.iter().enumerate() {
        let line = &view.lines[at];
        if line.key == view.lines[title].key && line.words >= 4 {
            marks.set(at, Rule::RepeatedHeadline, 0.9);
            continue;
        }
        let beside = |other: Option<usize>| {
            other.is_some_and(|other| matches!(marks.label(other), Some(Label::Timestamp | Label::Byline)))
        };
        let beside_time = beside(at.checked_sub(1)) || beside((at + 1 < end).then_some(at + 1));
        if let Some(score) = rules::byline::in_head(view, at, beside_time) {
            marks.set(at, Rule::Byline, score);
            continue;
        }
        let next = below[nth + 1..].first().copied();
        let dated = rules::dateline::parse(view.line_text(at), true).is_some();
        if !standfirst
            && !dated
            && let Some(next) = next
            && let Some(score) = standfirst_score(view, at, next, below, nth)
        {
            marks.set(at, Rule::Standfirst, score);
            standfirst = true;
            continue;
        }
        return at;
    }
    below.last().copied().unwrap_or(end)
}

/// A summary may be followed by the byline or another short line before the text.
fn standfirst_score(view: &View<'_>, at: usize, next: usize, below: &[usize], nth: usize) -> Option<f32> {
    let text = below[nth + 1..].iter().take(2).copied().find(|&line| rules::is_paragraph(view, line)).unwrap_or(next);
    rules::standfirst::judge(view, at, text)
}
