//! From the trees' sums to marks: smoothing, limits, and what the model may not touch.

use std::ops::Range;

use super::features::{Features, ROW};
use super::forest::ABREAST;
use super::weights;
use crate::page::kind::Kind;
use crate::page::label::{Action, Label};
use crate::page::marks::Marks;
use crate::page::rules::{Rule, View, is_paragraph};
use crate::page::story::{self, Story};

/// What it costs, in log-odds, to pass from story to something else or back: lone doubtful lines follow their neighbours.
const SWITCH: f32 = 0.5;
/// Lines of full pages below these log-odds are cut; lines that only their place spoke against are taken back above.
const FULL: f32 = -0.65;
/// The same for sentences of a language that the model has not learned from, and for paragraphs of several sentences: what
/// surrounds a story is seldom told at such length.
const SURER: f32 = -2.0;
/// The same for extracted text that shows by other cuts that it is not clean.
const EXTRACTED: f32 = -1.5;
/// So many lines of extracted text must have been cut for a named reason before the model may cut there at all.
const PROVED: usize = 2;
/// Extracted text of fewer lines shows too little of itself to be judged.
const SHORTEST: usize = 12;
/// Log-odds of lines that the model is not asked about.
const SETTLED: f32 = -3.0;
/// So many lines from the story no short line is story.
const FAR: usize = 12;
/// So many lines from a headline on a standfirst, a byline or a time may stand.
const HEAD: usize = 8;
/// Log-odds above which a line is too much like story to be a headline or a tag.
const STORY: f32 = 2.0;

/// How much speaks for each line being story, and what may be done about it.
pub(in crate::page) struct Verdict {
    /// Log-odds of story, smoothed.
    odds: Vec<f32>,
    /// What each line must fall below to be cut; none does where the model may not cut.
    limits: Vec<f32>,
}

/// Judges the lines that are not decided yet, and cuts or takes back those outside the head of the story.
///
/// `weights` and `story` are what [`crate::page::story::find`] gave, `beyond` are lines of the story that boxes part from
/// it. `None` where the model has no say: it is switched off, or the text is extracted and nothing shows that the extractor
/// left anything behind.
pub(in crate::page) fn decide(
    view: &View<'_>,
    marks: &mut Marks<'_>,
    weights: &[f32],
    story: Option<Story>,
    beyond: &[usize],
) -> Option<Verdict> {
    let full = view.kind == Kind::Full;
    if !may_judge(view, marks) || !full && story.is_none() {
        return None;
    }
    let open: Vec<bool> = (0..view.lines.len()).map(|at| !is_settled(view, marks, story, at)).collect();
    // What is a notice is asked of every line of extracted text.
    let asked = if full { open.clone() } else { vec![true; open.len()] };
    let features = Features::new(view, marks, weights, story, weights::lexicon(), &asked);
    let glued = !full && (0..view.lines.len()).any(|at| marks.label(at).is_some_and(parts_stories));
    let mut verdict = Verdict {
        odds: judge(&features, &open),
        limits: (0..view.lines.len())
            .map(|at| match full {
                true if features.tells(at) || view.foreign.is_some() && view.lines[at].prose() => SURER,
                true => FULL,
                false if !features.is_notice(at, glued) => f32::MIN,
                false => EXTRACTED,
            })
            .collect(),
    };
    smooth(&mut verdict.odds);
    let dated = (0..view.lines.len()).filter(|&at| open[at] && story::is_dated(view, at));
    let entries = (1..view.lines.len()).filter(|&at| open[at] && view.lines[at].prose() && begins_entry(marks, at - 1));
    for at in story::closing(view, marks).chain(dated).chain(entries).chain(beyond.iter().copied()) {
        verdict.odds[at] = verdict.odds[at].max(STORY);
    }
    if full {
        let survives = |at| marks.free(at) && verdict.odds[at] >= FULL;
        if !(0..view.lines.len()).any(survives) {
            // Nothing would be left: such a page is unlike those that the model knows.
            return None;
        }
        // Headline and standfirst are no story either, but fields: they are labelled first, what is left is cut later.
        let head = story.and_then(|story| Some(story.headline?..story.first.max(story.headline? + HEAD)));
        for at in 0..view.lines.len() {
            match marks.rule(at) {
                Some(Rule::OutsideStory) if story.is_some() && verdict.odds[at] > FULL => marks.clear(at),
                None if !head.as_ref().is_some_and(|head| head.contains(&at)) => verdict.cut(marks, at),
                _ => {}
            }
        }
    }
    Some(verdict)
}

/// The log-odds of the lines that are open.
fn judge(features: &Features, open: &[bool]) -> Vec<f32> {
    let mut odds = vec![SETTLED; open.len()];
    let mut columns = [[0.0; ABREAST]; ROW];
    let lines: Vec<usize> = (0..open.len()).filter(|&at| open[at]).collect();
    for some in lines.chunks(ABREAST) {
        for (nth, &at) in some.iter().enumerate() {
            columns.iter_mut().zip(features.row(at)).for_each(|(column, value)| column[nth] = value);
        }
        some.iter().zip(weights::forest().log_odds(&columns)).for_each(|(&at, value)| odds[at] = value);
    }
    odds
}

/// Whether the model may have a say; in extracted text only if there is a story, too.
pub(in crate::page) fn may_judge(view: &View<'_>, marks: &Marks<'_>) -> bool {
    let judged = || view.kind == Kind::Full || view.lines.len() >= SHORTEST && cuts(view, marks) >= PROVED;
    marks.allows(Rule::Model) && judged()
}

/// Whether the model need not be asked: a rule knows what the line is, or it lies far outside the story and is no text.
pub(super) fn is_settled(view: &View<'_>, marks: &Marks<'_>, story: Option<Story>, at: usize) -> bool {
    match marks.rule(at) {
        None => false,
        Some(Rule::OutsideStory) => {
            story.is_some_and(|story| (at + FAR < story.first || at >= story.end + FAR) && !is_paragraph(view, at))
        }
        Some(_) => true,
    }
}

/// Whether the line is the time or the heading of an entry of a live blog, whose text stands below.
fn begins_entry(marks: &Marks<'_>, at: usize) -> bool {
    marks.label(at) == Some(Label::LiveEntry)
}

/// Lines that a rule drops, counted as far as [`PROVED`]. What parts or ends stories shows nothing: whoever joins clean
/// stories puts it there.
fn cuts(view: &View<'_>, marks: &Marks<'_>) -> usize {
    let dropped = |at: &usize| {
        marks.label(*at).is_some_and(|label| label.default_action() == Action::Drop && !parts_stories(label))
    };
    (0..view.lines.len()).filter(dropped).take(PROVED).count()
}

/// Whether lines of this label part stories, or end them.
fn parts_stories(label: Label) -> bool {
    matches!(label, Label::Separator | Label::EndMark)
}

impl Verdict {
    /// Cuts what the rules for heads and headings left of `lines`, and takes back heads that read like story, unless the
    /// lines are `parted` from others, so that a head is to be expected.
    pub(in crate::page) fn finish(&self, marks: &mut Marks<'_>, lines: Range<usize>, parted: bool) {
        for at in lines {
            match marks.rule(at) {
                None | Some(Rule::Subheading) => self.cut(marks, at),
                Some(Rule::Headline | Rule::TopicTag) if !parted && self.odds[at] > STORY => marks.clear(at),
                _ => {}
            }
        }
    }

    fn cut(&self, marks: &mut Marks<'_>, at: usize) {
        if self.odds[at] < self.limits[at] {
            marks.set(at, Rule::Model, logistic(-self.odds[at]));
        }
    }
}

/// Replaces the log-odds of each line by those of the best ways to label the whole page with and without it.
fn smooth(odds: &mut [f32]) {
    let mut before = Vec::with_capacity(odds.len());
    let (mut keep, mut cut) = (0.0_f32, 0.0_f32);
    for own in odds.iter() {
        before.push(keep - cut);
        (keep, cut) = (keep.max(cut - SWITCH) + own / 2.0, cut.max(keep - SWITCH) - own / 2.0);
        // Only the difference matters; without this the sums of a long page lose their last digits.
        (keep, cut) = (keep - cut, 0.0);
    }
    let link = |difference: f32| difference.clamp(-SWITCH, SWITCH);
    let mut after = 0.0;
    for (own, before) in odds.iter_mut().zip(&before).rev() {
        let alone = *own;
        *own = link(*before) + alone + link(after);
        after = link(after) + alone;
    }
}

/// The probability that belongs to log-odds, from sums and products alone: the same on every machine.
fn logistic(odds: f32) -> f32 {
    let mut power = 1.0 + odds.clamp(-20.0, 20.0).abs() / 1024.0;
    for _ in 0..10 {
        power *= power;
    }
    if odds > 0.0 { power / (1.0 + power) } else { 1.0 / (1.0 + power) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The best sum over all ways to label the page in which line `at` has that label.
    fn best(odds: &[f32], at: usize, keep: bool) -> f32 {
        (0..1_u32 << odds.len())
            .filter(|way| (way >> at & 1 == 1) == keep)
            .map(|way| {
                let sign = |at: usize| if way >> at & 1 == 1 { 0.5 } else { -0.5 };
                let own: f32 = (0..odds.len()).map(|at| odds[at] * sign(at)).sum();
                let switches = (1..odds.len()).filter(|at| sign(*at) != sign(at - 1)).count();
                own - SWITCH * switches as f32
            })
            .fold(f32::MIN, f32::max)
    }

    #[test]
    fn smoothing_is_the_best_over_all_ways() {
        for odds in [vec![0.4, -0.2, 0.4, -3.0, 0.1, -0.3], vec![-0.1], vec![2.0, -0.9, -0.9, 2.0, 0.0], vec![]] {
            let mut smoothed = odds.clone();
            smooth(&mut smoothed);
            for (at, value) in smoothed.iter().enumerate() {
                assert!((value - (best(&odds, at, true) - best(&odds, at, false))).abs() < 1e-5, "{odds:?} at {at}");
            }
        }
    }

    #[test]
    fn probabilities() {
        assert_eq!(logistic(0.0), 0.5);
        assert!((logistic(1.0) - 0.731).abs() < 0.001 && (logistic(-3.0) - 0.0474).abs() < 0.001);
        assert!(logistic(1e9) <= 1.0 && logistic(-1e9) >= 0.0);
    }
}
