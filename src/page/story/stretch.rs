//! What each line of a full page weighs, and the heaviest stretch of lines.

use super::is_sentence;
use crate::page::cues::Cue;
use crate::page::label::{Action, Label};
use crate::page::line::End;
use crate::page::marks::Marks;
use crate::page::rules::{self, Rule, View};

/// A stretch of lines `first..end`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stretch {
    pub first: usize,
    pub end: usize,
    pub sum: f32,
}

pub(super) fn weight(view: &View<'_>, marks: &Marks<'_>, at: usize) -> f32 {
    let line = &view.lines[at];
    if rules::related_block::is_header(view, at) {
        return -25.0;
    }
    match marks.label(at) {
        Some(Label::Copyright | Label::Navigation) => return -12.0,
        Some(Label::Comment | Label::Newsletter) => return -8.0,
        Some(
            Label::Caption
            | Label::PhotoCredit
            | Label::Byline
            | Label::Timestamp
            | Label::RelatedLink
            | Label::SourceCredit,
        ) => return -3.0,
        Some(Label::LiveEntry) => return 0.0,
        Some(label) if label.default_action() == Action::Drop => return -5.0,
        _ => {}
    }
    if line.cues.has(Cue::Consent) {
        return -12.0;
    }
    let words = line.words as f32;
    if line.prose() {
        return (words - 9.0).clamp(1.0, 60.0);
    }
    let flowing = line.small * 6 >= line.words && line.lower > line.upper;
    // Pages that break lines at every link leave pieces of sentences.
    let piece = line.continues || at + 1 < view.lines.len() && view.lines[at + 1].continues;
    match () {
        () if flowing && line.words >= 14 => words * 0.3,
        () if piece && flowing => 1.0,
        () if piece => -1.0,
        () if line.words >= 7 && line.closed() && flowing => 1.0,
        () if line.closed() && line.words >= 4 => -1.0,
        () => -4.0,
    }
}

/// What known lines in a row weigh at most: as much as two paragraphs.
const KNOWN_MOST: f32 = 40.0;

/// Lets known lines between two stretches of prose weigh no more than [`KNOWN_MOST`] together: they are cut wherever
/// they stand, so that a long box in the middle of a story need not end it.
pub(super) fn cap_known(known: impl Fn(usize) -> bool, weights: &mut [f32]) {
    let mut left = KNOWN_MOST;
    for (at, weight) in weights.iter_mut().enumerate() {
        if known(at) {
            *weight = weight.max(-left);
            left += *weight;
        } else if *weight > 5.0 {
            left = KNOWN_MOST;
        }
    }
}

/// Whether the line is known from other pages of the publisher.
pub(super) fn is_known(marks: &Marks<'_>, at: usize) -> bool {
    matches!(marks.rule(at), Some(Rule::CorpusLine | Rule::CorpusTemplate))
}

/// Points of a list that a sentence with a colon announces, up to the sentence with which the story goes on, are of the
/// story, short and unfinished as they may be.
pub(super) fn lift_lists(view: &View<'_>, marks: &Marks<'_>, weights: &mut [f32]) {
    const POINTS: usize = 8;
    for at in 0..view.lines.len() {
        let line = &view.lines[at];
        if line.end != End::Colon || line.words < 5 || line.small < 2 || !marks.free(at) {
            continue;
        }
        let point = |line: &usize| marks.free(*line) && (3..=30).contains(&view.lines[*line].words);
        let end =
            (at + 1..view.lines.len()).take(POINTS).take_while(point).find(|&line| is_sentence(&view.lines[line], 7));
        for weight in &mut weights[at..end.unwrap_or(at)] {
            *weight = weight.max(0.0);
        }
    }
}

/// The stretch with the greatest sum.
pub(super) fn heaviest(weights: &[f32]) -> Option<Stretch> {
    let mut best: Option<Stretch> = None;
    let mut open = Stretch { first: 0, end: 0, sum: 0.0 };
    for (at, weight) in weights.iter().enumerate() {
        if open.sum <= 0.0 {
            open = Stretch { first: at, end: at, sum: 0.0 };
        }
        open.sum += weight;
        open.end = at + 1;
        if open.sum > best.map_or(0.0, |best| best.sum) {
            best = Some(open);
        }
    }
    best
}
