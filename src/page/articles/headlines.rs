//! Starts that only a headline shows, or a change of topic.

use super::{Evidence, Page, Start};
use crate::page::heads::Walker;
use crate::page::rules::{self, Rule};

impl Page<'_, '_> {
    /// Starts that only a head shows; with `bold` also those that only a change of topic shows.
    ///
    /// Pages of several stories are rare: at least one head must be sure, unless it is `proved` already that there are
    /// several. Where one is, those that are a little less sure are believed too, but where separators stand (`parted`).
    pub(super) fn heads(&self, known: &[Start], parted: bool, proved: bool, bold: bool) -> Vec<Start> {
        let mut free = Vec::with_capacity(self.view.lines.len());
        free.extend((0..self.view.lines.len()).filter(|&at| self.marks.free(at)));
        // Whether one may be all but sure is asked first: of most pages' headings it is soon known that none is.
        if !bold && !proved && self.heads_above(known, &free, HOPED, false).is_empty() {
            return Vec::new();
        }
        let starts = self.outside_live(self.heads_above(known, &free, 0.0, bold), known);
        let proved = bold || proved || starts.iter().any(|start| start.1 >= SURE);
        if !proved {
            let known: Vec<Start> = starts.into_iter().filter_map(|start| self.behind_known(start)).collect();
            return if self.is_round_up(&known, &free) { Vec::new() } else { known };
        }
        if !bold && self.is_round_up(&starts, &free) {
            return Vec::new();
        }
        // Where separators stand between stories, a head without one is rather a heading.
        if parted && self.ends_with_separator() {
            starts.into_iter().filter(|start| start.1 >= CERTAIN).collect()
        } else if parted {
            starts
        } else {
            self.outside_live(self.heads_above(known, &free, BELIEVED, bold), known)
        }
    }

    /// The start, if a line that the publisher's pages share stands right before it: of heads that are not quite sure
    /// these are believed.
    fn behind_known(&self, (at, confidence, mut evidence): Start) -> Option<Start> {
        let before = at.checked_sub(1)?;
        let known = matches!(self.marks.rule(before), Some(Rule::CorpusLine | Rule::CorpusTemplate));
        evidence.insert(0, Evidence::RepeatedSeparator);
        (known && confidence >= PARTED).then_some((at, confidence, evidence))
    }

    /// Starts whose heads weigh more than `least`.
    fn heads_above(&self, known: &[Start], free: &[usize], least: f32, bold: bool) -> Vec<Start> {
        let mut walker = Walker::new(self.view, self.marks, free);
        let mut known = known.iter().map(|start| start.0).skip(1).peekable();
        let mut starts = Vec::new();
        let mut next = 0;
        for (nth, &at) in free.iter().enumerate() {
            if nth < next {
                continue;
            }
            if known.next_if(|start| *start <= at).is_some() {
                walker.begin(nth);
                continue;
            }
            let found =
                head_start(&mut walker, nth, least).or_else(|| if bold { topic_start(&mut walker, nth) } else { None });
            if let Some(mut found) = found {
                // A line may look like a headline because the headline stands right below it.
                let mut chosen = nth;
                for below in nth + 1..free.len().min(nth + 5) {
                    if rules::is_paragraph(self.view, free[below - 1]) {
                        break;
                    }
                    if let Some(better) = head_start(&mut walker, below, least).filter(|better| better.0 > found.0) {
                        (found, chosen) = (better, below);
                    }
                }
                starts.push((free[chosen], found.0, found.1));
                walker.begin(chosen);
                next = chosen + 1;
            }
        }
        starts
    }
}

/// A start that the line's own shape and its echo show.
fn head_start(walker: &mut Walker<'_, '_>, nth: usize, least: f32) -> Option<(f32, Vec<Evidence>)> {
    let head = walker.look(nth, least)?;
    let score = head.score();
    let signs =
        [(true, Evidence::Headline), (head.suffix, Evidence::SectionSuffix), (head.dateline, Evidence::Dateline)];
    let evidence = signs.into_iter().filter(|sign| sign.0).map(|sign| sign.1).collect();
    (score > least).then(|| (confidence(score), evidence))
}

/// A start that only the words before and after show.
fn topic_start(walker: &mut Walker<'_, '_>, nth: usize) -> Option<(f32, Vec<Evidence>)> {
    let score = walker.look_break(nth)?.score();
    (score > 0.0).then(|| (confidence(score), vec![Evidence::Topic]))
}

/// A score as a share of certainty; the threshold was put a little below even odds.
fn confidence(score: f32) -> f32 {
    1.0 / (1.0 + (-score + 0.5).exp())
}

/// What a head must weigh at least where a sure one, which weighs 2.4, is still to be looked for: a weaker one begins a
/// story, too, and a sure one may follow in it, but hardly ever behind one weaker than this.
const HOPED: f32 = 1.0;

/// How sure the surest head of a page must be.
const SURE: f32 = 0.87;

/// How sure a head must be right behind a line that the publisher's pages share.
const PARTED: f32 = 0.6;

/// How sure a head must be where separators stand between and under the stories.
const CERTAIN: f32 = 0.97;

/// What a head must weigh at least on a page that has a sure one.
const BELIEVED: f32 = -0.3;
