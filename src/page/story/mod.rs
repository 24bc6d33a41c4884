//! Where the story stands on a full page.
//!
//! Every line gets a weight: prose pulls up by its words, short lines and cues of menus and widgets pull down. The
//! story is the stretch of lines with the greatest sum, found in one pass. Its headline is sought above it.

mod across;
mod bare;
mod openings;
mod stretch;
mod title;

use super::cues::Cue;
use super::kind::Kind;
use super::label::{Action, Label};
use super::line::Line;
use super::marks::Marks;
use super::rules::{self, Rule, View};
use super::widgets;
pub(super) use bare::{is_bare, is_notice};
pub(super) use openings::is_dated;
use openings::{as_story, opening};
use stretch::{Stretch, cap_known, heaviest, is_known, lift_lists, weight};
pub(super) use title::MEASURES;

/// Where the story stands: lines `first..end`, and its headline, which may stand above them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Story {
    pub first: usize,
    pub end: usize,
    pub headline: Option<usize>,
}

/// Whether the line is a whole sentence of at least so many words.
fn is_sentence(line: &Line, least: u32) -> bool {
    line.closed() && line.words >= least && line.small >= 1 && line.lower > line.upper
}

/// Marks every line that no rule spoke about as furniture.
pub(super) fn mark_all(view: &View<'_>, marks: &mut Marks<'_>) {
    for at in 0..view.lines.len() {
        if marks.free(at) {
            marks.set(at, Rule::OutsideStory, 0.6);
        }
    }
}

/// A stretch lighter than this (three short sentences) is no story; without one, nothing is cut.
const LEAST: f32 = 20.0;

/// The weight of every line, and the story if there is one.
pub(super) fn find(view: &View<'_>, marks: &Marks<'_>) -> (Vec<f32>, Option<Story>) {
    let weights = weigh(view, marks);
    let story = place(view, marks, &weights).map(|stretch| {
        let headline = title::find(view, marks, stretch);
        // What stood before a headline inside the stretch is no part of the story.
        let first = headline.map_or(stretch.first, |at| at.max(stretch.first));
        Story { first, end: stretch.end, headline }
    });
    (weights, story)
}

/// The weight of every line.
fn weigh(view: &View<'_>, marks: &Marks<'_>) -> Vec<f32> {
    let mut weights: Vec<f32> = (0..view.lines.len()).map(|at| weight(view, marks, at)).collect();
    for (at, weight) in weights.iter_mut().enumerate() {
        if marks.free(at) && rules::is_paragraph(view, at) {
            *weight += opening(view, marks, at);
        }
    }
    // A list of other stories that says where it ends does not end the story around it.
    for list in (0..view.lines.len()).filter_map(|at| widgets::counted(view, at)) {
        weights[list].fill(0.0);
    }
    lift_lists(view, marks, &mut weights);
    cap_known(|at| is_known(marks, at), &mut weights);
    weights
}

/// A line that stands as often on a page is of boxes in the middle of its story, such as players.
const PLAYERS: u8 = 3;

/// How many lines above the first paragraph a live blog's entry reaches.
const ENTRY: usize = 4;

/// The lines from the story's first paragraph to its last.
fn place(view: &View<'_>, marks: &Marks<'_>, weights: &[f32]) -> Option<Stretch> {
    let mut weights = as_story(view, marks, weights);
    let mut found = heaviest(&weights);
    let apart = |stretch: Stretch| {
        let outside = || weights[..stretch.first].iter().chain(&weights[stretch.end..]);
        outside().any(|weight| *weight >= LEAST)
    };
    if view.kind == Kind::Full && found.is_some_and(apart) {
        cap_known(|at| view.copies(at) >= PLAYERS && !rules::is_paragraph(view, at), &mut weights);
        found = heaviest(&weights);
    }
    let mut stretch = found.filter(|stretch| stretch.sum >= LEAST)?;
    stretch.end = last_words(view, marks, stretch.end);
    stretch.end = up_to_credit(view, marks, stretch.end);
    // Time and title of a live blog's entry stand over its text, whose first lines may be short.
    let near = (stretch.first.saturating_sub(ENTRY)..stretch.first).rev();
    let mut above = near.take_while(|&at| marks.free(at) || marks.label(at) == Some(Label::LiveEntry));
    while let Some(entry) = above.find(|&at| marks.label(at) == Some(Label::LiveEntry)) {
        stretch.first = entry;
    }
    Some(stretch)
}

/// Marks what stands outside the story; gives the lines there that are of it.
pub(super) fn mark_outside(view: &View<'_>, marks: &mut Marks<'_>, weights: &[f32], story: Story) -> Vec<usize> {
    if !marks.allows(Rule::OutsideStory) {
        return Vec::new();
    }
    let beyond = across::find(view, marks, weights, story);
    let headline = story.headline;
    give_back_head(view, marks, story);
    for at in 0..view.lines.len() {
        let inside = (story.first..story.end).contains(&at);
        if inside || Some(at) == headline || beyond.binary_search(&at).is_ok() {
            continue;
        }
        let in_head = headline.is_some_and(|headline| (headline + 1..story.first).contains(&at));
        let copy = headline.is_some_and(|headline| view.alike(headline, at));
        if in_head
            && (copy
                || keeps_in_head(marks.label(at))
                || headline.is_some_and(|headline| at <= headline + NEAR) && summary_shape(&view.lines[at])
                || marks.free(at)
                    && (rules::byline::in_head(view, at).is_some()
                        || marks.label(at - 1) == Some(Label::Byline) && rules::byline::continues(view, at)))
        {
            continue;
        }
        let told = |label: Label| label.default_action() == Action::Keep && label != Label::Correction;
        if marks.label(at).is_none_or(told) {
            marks.set(at, Rule::OutsideStory, 0.7);
        }
    }
    drop_widgets(view, marks, story);
    beyond
}

/// Takes the head of the story, the times in it told anew, out of the list of other stories above it.
fn give_back_head(view: &View<'_>, marks: &mut Marks<'_>, story: Story) {
    let taken = |at: usize| matches!(marks.label(at), Some(Label::RelatedBlockItem | Label::RelatedLink));
    let Some(title) = story.headline.filter(|&at| taken(at)) else { return };
    marks.clear(title);
    for at in title..story.first.max(title + 1) {
        if marks.label(at) == Some(Label::RelatedBlockItem) {
            marks.clear(at);
            if let Some(score) = rules::timestamp::is_when(view.line_text(at)) {
                marks.set(at, Rule::Timestamp, score);
            }
        }
    }
}

/// How many lines below a headline its summary stands at most.
const NEAR: usize = 4;

fn keeps_in_head(label: Option<Label>) -> bool {
    matches!(label, Some(Label::Byline | Label::Timestamp | Label::Caption | Label::PhotoCredit | Label::SourceCredit))
}

/// What may be a standfirst or a byline between headline and story.
fn summary_shape(line: &Line) -> bool {
    (2..=45).contains(&line.words)
}

/// Where a story ends whose stretch ends at line `end`: last paragraphs may be short sentences among headings, and too
/// light for the sum.
fn last_words(view: &View<'_>, marks: &Marks<'_>, mut end: usize) -> usize {
    const APART: usize = 3;
    let (mut at, mut apart) = (end, 0);
    while at < view.lines.len() && apart < APART {
        let line = &view.lines[at];
        // What a page sets into a story, however long it is.
        let set_in = matches!(marks.label(at), Some(Label::UiText | Label::Advert | Label::Social));
        let over = matches!(
            marks.label(at),
            Some(Label::Copyright | Label::Navigation | Label::Newsletter | Label::Comment | Label::RelatedBlockItem)
        );
        if over || rules::related_block::is_header(view, at) || line.cues.has(Cue::Consent) && !set_in {
            break;
        }
        at += 1;
        apart += usize::from(!set_in);
        if marks.free(at - 1) && is_sentence(line, 5) {
            (end, apart) = (at, 0);
        }
    }
    end
}

/// Where a story ends whose stretch ends at line `end`: a credit such as `Reporting by ...; editing by ...` a few lines
/// further down closes it, if what stands between are sentences and what sites put between a story's paragraphs.
fn up_to_credit(view: &View<'_>, marks: &Marks<'_>, end: usize) -> usize {
    const REACH: usize = 12;
    let credits = |at: usize| {
        marks.label(at) == Some(Label::SourceCredit) && rules::source_credit::is_reporting(view.line_text(at))
    };
    let open = |at: usize| match marks.label(at) {
        None => !rules::related_block::is_header(view, at),
        Some(Label::Newsletter | Label::Advert | Label::RelatedLink | Label::Caption | Label::PhotoCredit) => true,
        Some(label) => label.default_action() != Action::Drop,
    };
    let near = (end..view.lines.len()).take(REACH);
    let credit = near.clone().take_while(|&at| open(at)).find(|&at| credits(at));
    let told = |credit: usize| (end..credit).filter(|&at| marks.free(at) && is_sentence(&view.lines[at], 5)).count();
    credit
        .filter(|&credit| told(credit) * 2 >= (end..credit).filter(|&at| marks.free(at)).count().min(2))
        .unwrap_or(end)
}

/// The sentences that credits such as `Reporting by ...` follow at once, buttons and calls aside: a story closed with them.
pub(super) fn closing<'v>(view: &'v View<'_>, marks: &'v Marks<'_>) -> impl Iterator<Item = usize> + 'v {
    const APART: usize = 4;
    let credits = |&at: &usize| {
        marks.label(at) == Some(Label::SourceCredit) && rules::source_credit::is_reporting(view.line_text(at))
    };
    let above = |credit: usize| (credit.saturating_sub(APART)..credit).rfind(|&at| marks.free(at));
    let sentence = |&at: &usize| is_sentence(&view.lines[at], 5);
    (0..view.lines.len()).filter(credits).filter_map(above).filter(sentence)
}

/// Inside the story, drops runs of short lines that are no text: teaser boxes, galleries, sign-up forms.
fn drop_widgets(view: &View<'_>, marks: &mut Marks<'_>, story: Story) {
    let thin = |marks: &Marks<'_>, at: usize| {
        let line = &view.lines[at];
        !line.closed()
            && line.words <= 16
            && !line.continues
            && !line.bullet
            && (marks.free(at) || marks.label(at).is_some_and(|label| label.default_action() == Action::Drop))
    };
    let mut at = story.first;
    while at < story.end {
        let mut end = at;
        while end < story.end && thin(marks, end) {
            end += 1;
        }
        let cued = (at..end).filter(|&line| !marks.free(line)).count();
        if end - at >= 4 && cued * 3 >= end - at {
            for line in at..end {
                if marks.free(line) {
                    marks.set(line, Rule::OutsideStory, 0.6);
                }
            }
        }
        at = end.max(at + 1);
    }
}
