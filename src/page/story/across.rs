//! Paragraphs of the story that long boxes part from the rest of it.
//!
//! Some sites put lists of other stories, letters and players between any two paragraphs. Their lines weigh more than a
//! paragraph, and the story seems to end with the first of them, or to begin with the last. What stands beyond is of the
//! story if it goes on with its words and no title of its own stands over it.

use std::ops::Range;

use super::{Story, is_notice, is_sentence};
use crate::page::echo::ECHOED;
use crate::page::label::Label;
use crate::page::marks::Marks;
use crate::page::rules::{self, View};

/// How many lines a box has at most.
const REACH: usize = 28;
/// The share of a paragraph's words that stand in the story so far.
const SHARE: f32 = 0.1;
/// How many of its paragraphs are compared.
const NEAR: usize = 12;
/// Words of a story that is whole, boxes or not: beyond stand the beginnings of others.
const LONG: u32 = 200;

/// The lines outside the story that are of it, and with them the story's own paragraphs, in order.
pub(super) fn find(view: &View<'_>, marks: &Marks<'_>, weights: &[f32], story: Story) -> Vec<usize> {
    let text = |at: usize| weights[at] > 5.0 && marks.free(at) && rules::is_paragraph(view, at);
    let own: Vec<usize> = (story.first..story.end).filter(|&at| text(at)).collect();
    let words = |lines: &[usize]| lines.iter().map(|&at| view.lines[at].words).sum::<u32>();
    // Between two parts of a story hardly anything else reads like one; over a teaser stands when it was published.
    let dated = |at: usize| rules::timestamp::is_when(view.line_text(at - 1)).is_some();
    let other = move |at: usize| dated(at) || is_titled(view, marks, at) || is_notice(view.line_text(at));
    let between = |lines: Range<usize>| lines.filter(move |&at| text(at) && !other(at));
    let top = story.headline.map_or(story.first, |title| title + 1);
    let mut found: Vec<usize> = between(top..story.first).collect();
    if words(&own) > LONG {
        return found;
    }
    found.extend(own.iter().copied());
    let mut last = story.end;
    loop {
        let open = |at: &usize| !matches!(marks.label(*at), Some(Label::Comment | Label::Copyright));
        let goes_on = |at: usize| {
            let near = found.iter().rev().take(NEAR).copied().chain(story.headline);
            view.echo(at, near) >= SHARE
        };
        let mut near = (last..view.lines.len()).take(REACH).take_while(open);
        let next = near.find(|&at| text(at) && !is_titled(view, marks, at) && goes_on(at));
        let Some(next) = next else { break };
        found.extend(between(last..next));
        last = next;
        while last < view.lines.len() && marks.free(last) && (last == next || is_sentence(&view.lines[last], 5)) {
            found.push(last);
            last += 1;
        }
    }
    if words(&found) * 2 >= words(&own) * 3 { found } else { Vec::new() }
}

/// Whether a title stands close over the paragraph, which tells it again: it is the beginning of another story.
fn is_titled(view: &View<'_>, marks: &Marks<'_>, at: usize) -> bool {
    const ABOVE: usize = 3;
    (at.saturating_sub(ABOVE)..at).any(|line| {
        let open = marks.free(line) || marks.label(line) == Some(Label::RelatedBlockItem);
        let shaped = view.lines[line].words >= 4 && !view.lines[line].closed();
        open && shaped && view.echo(line, [at]) >= ECHOED
    })
}
