//! What a person has decided goes before every rule: labels of texts, starts of articles, and starts that are none.

use super::articles::{Evidence, Stretch};
use super::head;
use super::label::{Action, Label};
use super::options::{ArticleMode, PageOptions};
use super::rules::View;
use super::segments::Segment;

/// The name that a segment carries whose label a person has given.
const RULE: &str = "override";

/// Knows what was decided about the pages of a source.
pub trait Decider {
    /// The label that the text of a segment gets, if it was decided.
    fn label(&self, text: &str) -> Option<Label>;

    /// Whether it was decided that no article begins with the segment of this text.
    fn joined(&self, text: &str) -> bool;

    /// Whether it was decided that an article begins with the line of this text.
    fn begins(&self, text: &str) -> bool;
}

/// Begins articles where it was decided that they do: with a line, or with a headline without the section behind it.
pub(super) fn part(view: &View<'_>, mode: ArticleMode, decider: &dyn Decider, stretches: &mut Vec<Stretch>) {
    let begins = |&at: &usize| decider.begins(view.line_text(at)) || decider.begins(head::bare_title(view, at));
    for first in (0..view.lines.len()).filter(begins) {
        let nth = stretches.partition_point(|stretch| stretch.first < first);
        let known = stretches.get(nth).is_some_and(|stretch| stretch.first == first);
        if known || mode == ArticleMode::Single {
            continue;
        }
        if let Some(before) = nth.checked_sub(1).and_then(|nth| stretches.get_mut(nth)) {
            let end = std::mem::replace(&mut before.end, first);
            stretches.insert(nth, Stretch { first, end, confidence: 1.0, evidence: vec![Evidence::Override] });
        }
    }
}

/// Relabels segments and joins articles. What is put back into the text belongs to the article before it.
pub(super) fn apply(
    text: &str,
    options: &PageOptions,
    decider: &dyn Decider,
    segments: &mut [Segment],
    stretches: &mut Vec<Stretch>,
) {
    let mut joined = 0;
    let mut open: Option<u32> = None;
    let mut current: Option<u32> = None;
    for segment in segments {
        let piece = segment.span.of(text);
        if let Some(number) = segment.article {
            if open != Some(number) {
                open = Some(number);
                let at = number - joined;
                if at > 0 && decider.joined(piece) && (at as usize) < stretches.len() {
                    let gone = stretches.remove(at as usize);
                    stretches[at as usize - 1].end = gone.end;
                    joined += 1;
                }
            }
            current = Some(number - joined);
            segment.article = current;
        }
        if let Some(label) = decider.label(piece) {
            segment.label = label;
            segment.action = options.actions.get(label);
            segment.rule = RULE;
            segment.score = 1.0;
            segment.article = segment.article.or(current.filter(|_| segment.action != Action::Drop));
        }
    }
}
