//! Asks the rules, in order, and remembers what they say.

use std::cell::LazyCell;

use super::blocks;
use super::captions;
use super::chat;
use super::cues::Cue;
use super::echo;
use super::gates;
use super::kind::Kind;
use super::label::Label;
use super::line::{End, Line, ones};
use super::marks::Marks;
use super::names;
use super::numbered;
use super::rules::{self, LINE_RULES, Rule, View};
use super::signed_days;
use super::signs::Signs;
use super::sorted::sorted;
use super::story;
use super::widgets;

/// Line rules, then those that need neighbours: live entries, captions with credits, lists of other stories.
pub(super) fn label_lines(view: &View<'_>, marks: &mut Marks<'_>) {
    let mut told = false;
    let lone = LazyCell::new(|| {
        (0..view.lines.len()).filter(|&at| view.lines[at].words == 1 && rules::byline::is_by(view, at)).nth(1).is_none()
    });
    for at in 0..view.lines.len() {
        let first = view.line_text(at).as_bytes().first().copied().unwrap_or_default();
        for nth in ones(gates::open(&view.lines[at], first).into()) {
            let (rule, _, judge) = &LINE_RULES[nth];
            if marks.allows(*rule)
                && let Some(score) = judge(view, at)
            {
                marks.set(at, *rule, score);
                break;
            }
        }
        if marks.label(at) == Some(Label::Byline) {
            signed_days::cut_time(view, marks, at);
        }
        if marks.free(at) && view.lines[at].digits >= 3 && view.lines[at].words <= 18 {
            signed_days::label(view, marks, at);
        }
        if !told
            && marks.free(at)
            && view.lines[at].signs.any(Signs::COLON)
            && rules::ui_text::is_address(view.line_text(at))
        {
            marks.set(at, Rule::UiText, 0.8);
        }
        if marks.free(at) || marks.label(at) == Some(Label::Caption) {
            captions::label_credited(view, marks, at);
        }
        if marks.free(at)
            && let Some(start) = rules::source_credit::tail(view, at)
        {
            marks.set_tail(at, view.lines[at].span.start() + start, Rule::SourceCredit, 0.9);
        }
        told = told || rules::is_paragraph(view, at);
        // "By" alone, and the name on the next line: over the story, with the day below, or but once on the page, since
        // teasers have writers, too; "Posted by" anywhere. Behind "and" stands who else wrote it.
        if at > 0
            && (marks.free(at - 1) || matches!(marks.label(at - 1), Some(Label::UiText | Label::SourceCredit)))
            && view.lines[at].words <= 7
            && view.lines[at - 1].words <= 2
            && (match rules::byline::is_by(view, at - 1) {
                true => !told || is_dated(view, at + 1) || *lone && !is_linked(view, at),
                false => {
                    view.lines[at - 1].cues.has(Cue::Byline)
                        && rules::byline::is_lead(view.line_text(at - 1))
                        && (view.lines[at - 1].words == 2 || !is_linked(view, at))
                }
            } || at >= 2 && view.line_text(at - 1) == "and" && marks.label(at - 2) == Some(Label::Byline))
            && !names::leading(view.line_text(at)).names.is_empty()
            && marks.allows(Rule::Byline)
        {
            marks.set(at - 1, Rule::Byline, 0.9);
            marks.set(at, Rule::Byline, 0.9);
        }
    }
    chat::label(view, marks);
    widgets::label(view, marks);
    label_live_entries(view, marks);
    blocks::label(view, marks);
    captions::label(view, marks);
}

/// Whether "by" and the name behind it are pieces of a sentence.
fn is_linked(view: &View<'_>, at: usize) -> bool {
    let goes_on = |line: &Line| line.continues && line.lower > 0;
    view.lines.get(at + 1).is_some_and(goes_on)
        || at >= 2 && !view.lines[at - 2].closed() && goes_on(&view.lines[at - 1])
}

/// Whether line `at` is there and tells a full day.
fn is_dated(view: &View<'_>, at: usize) -> bool {
    let line = view.lines.get(at).filter(|line| line.words <= 12 && line.digits >= 5);
    line.is_some() && rules::timestamp::is_full(view.line_text(at))
}

fn label_live_entries(view: &View<'_>, marks: &mut Marks<'_>) {
    let found: Vec<(usize, f32)> = (0..view.lines.len())
        .filter(|&at| view.lines[at].digits >= 3 && matches!(marks.label(at), None | Some(Label::Timestamp)))
        .filter_map(|at| Some((at, rules::live_entry::judge(view, at)?)))
        .collect();
    // Entries have text between them; clock times one under another are a programme or a table.
    let told = |at: usize| rules::is_paragraph(view, at) || view.lines[at].closed() && view.lines[at].words >= 5;
    let apart = found.windows(2).filter(|pair| (pair[0].0 + 1..pair[1].0).any(told)).count();
    let told = |&(at, _): &(usize, f32)| view.core_text(at);
    let enough = if found.len() == 2 && rules::live_entry::is_page_called(view) { 2 } else { 3 };
    if apart * 3 + 2 >= found.len() * 2 && rules::live_entry::are_times(found.iter().map(told), enough) {
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
        let tail = if open && view.kind == Kind::Extracted { tail_items(view, marks, at) } else { None };
        if !(open && is_header(view, at)) && tail.is_none() {
            at += 1;
            continue;
        }
        // Icons stand among the titles, and the age of each.
        let free = |line: usize| match marks.label(line) {
            None | Some(Label::Timestamp | Label::RelatedLink) => true,
            Some(Label::UiText) => view.line_text(line).contains('_'),
            Some(_) => false,
        };
        let mut items = rules::related_block::items(view, at, last_text, free);
        if view.kind == Kind::Extracted {
            items = tail.unwrap_or_else(|| before_title(view, marks, at, items));
            items -= usize::from(items > 0 && closes_items(view, at, at + items));
        }
        marks.set(at, Rule::RelatedBlock, 0.9);
        // The age of a teaser is part of it.
        (at + 1..=at + items).for_each(|item| set_item(marks, item, 0.8));
        at += items + 1;
    }
}

/// Whether the line heads other stories. One that the paragraph right below tells again is the heading of a part of the story:
/// `Explainer Video`, `These videos explain how ...`.
fn is_header(view: &View<'_>, at: usize) -> bool {
    let told =
        || at + 1 < view.lines.len() && rules::is_paragraph(view, at + 1) && view.echo(at, [at + 1]) >= echo::ECHOED;
    rules::related_block::is_header(view, at) && !told()
}

/// Whether the header is the link under each item of a round-up, and line `title` the title of the next item: the
/// paragraph below tells it again, and the same link stands near.
fn closes_items(view: &View<'_>, header: usize, title: usize) -> bool {
    const NEAR: usize = 12;
    let next = title + 1;
    let again = || {
        let near = header.saturating_sub(NEAR)..(header + NEAR).min(view.lines.len());
        near.into_iter().any(|other| other != header && view.alike(other, header))
    };
    next < view.lines.len()
        && rules::is_paragraph(view, next)
        && view.lines[title].words >= 4
        && again()
        && view.echo(title, [next]) >= 0.5
}

/// Of the lines under a header above the story, those before the story's own title.
fn before_title(view: &View<'_>, marks: &Marks<'_>, header: usize, items: usize) -> usize {
    const HEAD: usize = 6;
    if header > HEAD || (0..header).any(|at| rules::is_paragraph(view, at)) {
        return items;
    }
    let after = || (header + 1 + items..view.lines.len()).filter(|&at| rules::is_paragraph(view, at)).take(4);
    let title = |at: usize| {
        view.lines[at].words >= 5
            && rules::headline::shape(view, at).is_some()
            && view.echo(at, after()) >= echo::ECHOED
    };
    match (0..items).find(|nth| title(header + 1 + nth)) {
        // The day over the title is the story's.
        Some(nth) => {
            nth - (0..nth).rev().take_while(|nth| marks.label(header + 1 + nth) == Some(Label::Timestamp)).count()
        }
        None => items,
    }
}

/// How many lines follow a header if these are the beginnings of other stories, to the end of the page: paragraphs of
/// which each names people and places of its own, and hardly any of the story above.
fn tail_items(view: &View<'_>, marks: &Marks<'_>, header: usize) -> Option<usize> {
    const TEASERS: usize = 4;
    const LINES: usize = 120;
    const ABOVE: usize = 5;
    let line = &view.lines[header];
    let more = || line.words <= 5 && line.end == End::None && view.line_text(header).starts_with("More ");
    if view.lines.len() - header > LINES || !(is_header(view, header) || more()) {
        return None;
    }
    const NAMES: usize = 10;
    const MOST: usize = 60;
    const KNOWN: f32 = 0.3;
    let rest = || header + 1..view.lines.len();
    // A separator, a dateline or a quotation says that a whole story follows.
    let story = |at: usize| {
        matches!(marks.label(at), Some(Label::Separator | Label::EndMark | Label::SourceCredit))
            || marks.ends_story(at)
            || marks.begins_story(at)
            || view.line_text(at).starts_with(['"', '“', '‘'])
            || rules::dateline::of_line(view, at, true).is_some()
    };
    let text = |at: &usize| marks.free(*at) && view.lines[*at].words >= 12;
    let told: Vec<usize> = rest().filter(text).collect();
    let paragraph = |at: &usize| marks.free(*at) && rules::is_paragraph(view, *at);
    let above: Vec<usize> = (0..header).rev().take(LINES).filter(paragraph).collect();
    if !(TEASERS..=MOST).contains(&told.len()) || above.len() < ABOVE || rest().any(story) {
        return None;
    }
    // Titles right under the header are all that it heads unless most paragraphs further on have their own.
    let title =
        |at: usize| view.lines[at].words >= 3 && view.lines[at].end == End::None && !rules::is_paragraph(view, at);
    let titles = rest().take_while(|&at| title(at)).count();
    if titles > 0 && 2 * rest().skip(titles).filter(|&at| title(at)).count() < told.len() {
        return None;
    }
    let names = |lines: &[usize]| view.heard.borrow_mut().names(view, lines.iter().copied());
    let each: Vec<Vec<u32>> = told.iter().map(|&at| names(&[at])).filter(|names| !names.is_empty()).collect();
    let mut all = sorted(each.concat());
    all.dedup();
    let known = names(&above);
    let strange =
        all.len() >= NAMES && all.iter().filter(|name| known.contains(name)).count() as f32 <= KNOWN * all.len() as f32;
    (strange && echo::retold(&each, 1) <= KNOWN).then(|| view.lines.len() - header - 1)
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

/// Whether the lines beside line `at`, which has the shape of a heading, show that it is of a list, a form or a box: they
/// were cut themselves, or speak to the reader above a form.
fn is_boxed(view: &View<'_>, marks: &Marks<'_>, at: usize, after: &[usize]) -> bool {
    let cut = |line: usize| matches!(marks.rule(line), Some(Rule::Model | Rule::OutsideStory));
    let above = &view.lines[at - 1];
    // Right below a piece of a widget stands another.
    if cut(at - 1) && above.words <= 6 {
        return true;
    }
    // "Read our complete coverage" stands over the title of a series.
    let call = ["Read ", "See ", "Watch ", "Listen "].iter().any(|verb| view.line_text(at - 1).starts_with(verb));
    let Some(below) = view.lines.get(at + 1) else { return true };
    if call && above.words <= 6 && !above.closed() && marks.label(at - 1) != Some(Label::RelatedBlockHeader) {
        return true;
    }
    // Points of a list are alike.
    let twin = (3..=20).contains(&above.words) && !above.closed() && view.echo(at, [at - 1]) >= 0.5;
    let aged = marks.label(at + 1) == Some(Label::Timestamp) && view.line_text(at + 1).ends_with(" ago");
    let appeal = marks.free(at + 1) && below.words <= 25 && story::is_notice(view.line_text(at + 1));
    let form = |line| matches!(marks.label(line), Some(Label::Newsletter | Label::UiText));
    if aged || appeal && at + 2 < view.lines.len() && form(at + 2) || twin {
        return true;
    }
    let beside = cut(at - 1) && (above.words <= 10 || !above.closed()) || cut(at + 1);
    beside && rules::subheading::echoed(view, at, after) < 0.3
}

/// Datelines and headings of one story: `first..end` are its lines, `body` the first of its text.
pub(super) fn label_story(view: &View<'_>, marks: &mut Marks<'_>, body: usize, end: usize) {
    let mut text = Vec::with_capacity(end.saturating_sub(body));
    text.extend((body..end).filter(|&at| marks.free(at)));
    for (nth, &at) in text.iter().enumerate() {
        let line = &view.lines[at];
        // A round-up has a place under each heading.
        let headed = || nth > 0 && view.lines[text[nth - 1]].end == End::None && view.lines[text[nth - 1]].words <= 12;
        if line.words >= 6
            && let Some(parts) = rules::dateline::of_line(view, at, nth < 3 || headed())
        {
            marks.set_lead(at, line.span.start() + parts.end, Rule::Dateline, 0.9);
        } else if nth < 4 && line.words <= 6 && rules::dateline::alone(view, at).is_some() {
            marks.set(at, Rule::Dateline, 0.8);
        } else if line.signs.any(Signs::COLON)
            && (nth == 0 || headed())
            && let Some(end) = rules::dateline::told_place(view, at)
        {
            marks.set_lead(at, line.span.start() + end, Rule::Dateline, 0.6);
        }
    }
    for (nth, &at) in text.iter().enumerate() {
        let after = &text[nth + 1..text.len().min(nth + 4)];
        // "Source: Nordwire" over the caption of its picture.
        let sourced = at > 0
            && view.lines[at].end == End::None
            && view.lines[at].words >= 4
            && marks.label(at - 1) == Some(Label::SourceCredit)
            && rules::source_credit::is_bare_source(view.line_text(at - 1));
        if numbered::is_one(view, at) {
            marks.set(at, Rule::Subheading, 0.8);
        } else if sourced && rules::subheading::echoed(view, at, after) == 0.0 {
            marks.set(at, Rule::Caption, 0.6);
        } else if nth > 0
            && let Some(score) = rules::subheading::judge(view, at, text[nth - 1], after)
            && !is_boxed(view, marks, at, after)
        {
            marks.set(at, Rule::Subheading, score);
        }
    }
}
