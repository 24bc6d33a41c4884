//! Asks the rules, in order, and remembers what they say.

use super::blocks;
use super::label::Label;
use super::marks::Marks;
use super::names;
use super::rules::{self, LINE_RULES, Rule, View};
use super::widgets;

/// Line rules, then those that need neighbours: live entries, captions with credits, lists of other stories.
pub(super) fn label_lines(view: &View<'_>, marks: &mut Marks<'_>) {
    for at in 0..view.lines.len() {
        for (rule, judge) in LINE_RULES {
            if marks.allows(*rule)
                && let Some(score) = judge(view, at)
            {
                marks.set(at, *rule, score);
                break;
            }
        }
        if marks.label(at) == Some(Label::Byline)
            && marks.allows(Rule::Timestamp)
            && let Some(start) = rules::timestamp::tail(view.line_text(at))
        {
            marks.set_tail(at, view.lines[at].span.start() + start, Rule::Timestamp, 0.9);
        }
        if marks.free(at) || marks.label(at) == Some(Label::Caption) {
            label_caption(view, marks, at);
        }
        // "By" alone, and the name on the next line.
        if at > 0
            && marks.free(at - 1)
            && view.lines[at].words <= 4
            && view.core_text(at - 1).eq_ignore_ascii_case("by")
            && names::is_name(view.line_text(at))
            && marks.allows(Rule::Byline)
        {
            marks.set(at - 1, Rule::Byline, 0.9);
            marks.set(at, Rule::Byline, 0.9);
        }
    }
    label_live_entries(view, marks);
    blocks::label(view, marks);
    widgets::label(view, marks);
}

/// A picture's credit at the end of a line makes the line a caption.
fn label_caption(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    if !(marks.allows(Rule::PhotoCredit) && marks.allows(Rule::Caption)) {
        return;
    }
    if let Some(start) = rules::photo_credit::tail(view, at) {
        marks.set(at, Rule::Caption, 0.85);
        marks.set_tail(at, view.lines[at].span.start() + start, Rule::PhotoCredit, 0.85);
    }
}

fn label_live_entries(view: &View<'_>, marks: &mut Marks<'_>) {
    let found: Vec<(usize, f32)> = (0..view.lines.len())
        .filter(|&at| marks.free(at) || marks.label(at) == Some(Label::Timestamp))
        .filter_map(|at| Some((at, rules::live_entry::judge(view, at)?)))
        .collect();
    // Entries have text between them; clock times one under another are a programme or a table.
    let apart = found.windows(2).filter(|pair| pair[1].0 > pair[0].0 + 1).count();
    if found.len() >= rules::live_entry::ENOUGH && apart * 3 >= found.len() * 2 - 2 {
        for (at, score) in found {
            marks.set(at, Rule::LiveEntry, score);
            // A bare time is followed by the entry's title, which is followed by its text.
            let mut title = at + 1;
            let untitled = view.lines[at].words <= 2;
            if untitled
                && title + 1 < view.lines.len()
                && marks.free(title)
                && view.lines[title].words <= 14
                && !view.lines[title].closed()
            {
                marks.set(title, Rule::LiveEntry, score);
                title += 1;
            }
            if title < view.lines.len() && marks.free(title) && blocks::entry_writer(view, title) {
                marks.set(title, Rule::Byline, score);
            }
        }
    }
}

/// Lists of other stories.
pub(super) fn label_related(view: &View<'_>, marks: &mut Marks<'_>) {
    if !marks.allows(Rule::RelatedBlock) {
        return;
    }
    label_doubled(view, marks);
    let last_text = view.lines.iter().rposition(|line| line.prose() && line.words >= 20);
    let mut at = 0;
    while at < view.lines.len() {
        let open = marks.free(at) || marks.label(at) == Some(Label::UiText);
        if !(open && rules::related_block::is_header(view, at)) {
            at += 1;
            continue;
        }
        let free =
            |line: usize| marks.free(line) || matches!(marks.label(line), Some(Label::Timestamp | Label::RelatedLink));
        let items = rules::related_block::items(view, at, last_text, free);
        marks.set(at, Rule::RelatedBlock, 0.9);
        // The age of a teaser is part of it.
        (at + 1..=at + items).for_each(|item| set_item(marks, item, 0.8));
        at += items + 1;
    }
}

/// Teasers whose titles stand twice on their lines, with the summaries and names between two of them.
fn label_doubled(view: &View<'_>, marks: &mut Marks<'_>) {
    const APART: usize = 4;
    let mut last: Option<(usize, usize)> = None;
    for at in 0..view.lines.len() {
        if !marks.free(at) || !rules::related_block::is_doubled(view, at) {
            continue;
        }
        let apart = last.map(|(last, _)| at - last).filter(|apart| *apart <= APART);
        (at + 1 - apart.unwrap_or(1)..=at).for_each(|line| set_item(marks, line, 0.9));
        last = Some((at, apart.unwrap_or(1)));
        // What stands between two of them stands under the last one, too.
        let next =
            (at + 1..view.lines.len().min(at + 1 + APART)).any(|line| rules::related_block::is_doubled(view, line));
        if let Some(apart) = apart.filter(|_| !next) {
            (at + 1..view.lines.len().min(at + apart)).for_each(|line| set_item(marks, line, 0.7));
        }
    }
}

fn set_item(marks: &mut Marks<'_>, at: usize, score: f32) {
    if marks.free(at) || matches!(marks.label(at), Some(Label::Timestamp | Label::RelatedLink)) {
        marks.set_as(at, Rule::RelatedBlock, Label::RelatedBlockItem, score);
    }
}

/// Datelines and headings of one story: `first..end` are its lines, `body` the first of its text.
pub(super) fn label_story(view: &View<'_>, marks: &mut Marks<'_>, body: usize, end: usize) {
    let text: Vec<usize> = (body..end).filter(|&at| marks.free(at)).collect();
    for (nth, &at) in text.iter().enumerate() {
        let line = &view.lines[at];
        if line.words >= 6
            && let Some(parts) = rules::dateline::parse(view.agencies, view.line_text(at), nth < 3)
        {
            marks.set_lead(at, line.span.start() + parts.end, Rule::Dateline, 0.9);
        }
    }
    for nth in 1..text.len() {
        let at = text[nth];
        let after = &text[nth + 1..text.len().min(nth + 4)];
        // Right below a piece of a widget stands another.
        let crowded =
            matches!(marks.rule(at - 1), Some(Rule::Model | Rule::OutsideStory)) && view.lines[at - 1].words <= 6;
        if !crowded && let Some(score) = rules::subheading::judge(view, at, text[nth - 1], after) {
            marks.set(at, Rule::Subheading, score);
        }
    }
}
