//! The head of a story: tag, headline, standfirst, byline, up to the first paragraph.

use super::label::Label;
use super::marks::Marks;
use super::rules::{self, Rule, View};

/// How many lines without a mark may stand between headline and first paragraph.
const REACH: usize = 6;

/// Labels the head of the story in lines `first..end`, and gives the line where its text begins.
pub(super) fn label(view: &View<'_>, marks: &mut Marks<'_>, first: usize, end: usize, certain: bool) -> usize {
    let free: Vec<usize> = (first..end).filter(|&at| marks.free(at)).take(REACH + 3).collect();
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

/// Which of the first free lines is the headline.
fn headline(view: &View<'_>, free: &[usize], certain: bool) -> Option<usize> {
    let reaches_prose = |nth: usize| free[nth + 1..].iter().take(REACH).any(|&at| rules::is_paragraph(view, at));
    let shape = |nth: usize| free.get(nth).and_then(|&at| rules::headline::shape(view, at));
    let first = shape(0).filter(|_| reaches_prose(0));
    // A tag above the headline is shorter than it and stands on its own.
    if let Some(&at) = free.first()
        && rules::topic_tag::judge(view, at).is_some()
        && let Some(second) = shape(1)
        && reaches_prose(1)
        && view.lines[free[1]].words >= 5
        && view.lines[at].words * 2 <= view.lines[free[1]].words
        && second >= first.unwrap_or(0.0)
    {
        return Some(1);
    }
    let first = first?;
    // On a page without any sign of a head, a short unfinished line may be a broken piece of text.
    let next_begins_well = free.get(1).is_some_and(|&at| !view.lines[at].continues);
    (certain || (first >= 0.6 && next_begins_well)).then_some(0)
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
