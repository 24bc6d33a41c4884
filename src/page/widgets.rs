//! Pieces of pages that say themselves where they begin and end: lists that are read out with their counts, captions with
//! buttons that hide them, papers and what they gained, whom to ask about a release, a live blog's list of events, what is
//! on live, teasers under their section and age or over their writers, what stands beside a time; and marks alone between what was cut.

use std::ops::Range;

use super::cues::Cue;
use super::label::{Action, Label};
use super::line::End;
use super::marks::Marks;
use super::names;
use super::rules::{self, Rule, View};
use super::signs::Signs;

/// Labels them, wherever they stand.
pub(super) fn label(view: &View<'_>, marks: &mut Marks<'_>) {
    for at in 0..view.lines.len() {
        match marks.rule(at) {
            Some(Rule::UiText) => {}
            None if view.lines[at].cues.has(Cue::Contact) => {
                contacts(view, marks, at);
                continue;
            }
            Some(Rule::Social) => {
                counts(view, marks, at);
                continue;
            }
            Some(Rule::Timestamp) => {
                beside_time(view, marks, at);
                aged_teaser(view, marks, at);
                continue;
            }
            Some(Rule::Byline) => {
                signed_teasers(view, marks, at);
                continue;
            }
            _ => continue,
        }
        let text = view.core_text(at);
        quoted_papers(view, marks, at);
        // The title of a film stands over how long it plays.
        if let Some(title) =
            at.checked_sub(1).filter(|_| view.lines[at].digits >= 3 && view.line_text(at).contains(" - Source: "))
            && marks.free(title)
            && view.lines[title].words <= 12
            && !view.lines[title].closed()
        {
            marks.set(title, Rule::Caption, 0.7);
        }
        let next = at + 1;
        if text.eq_ignore_ascii_case("news provided by")
            && view.lines.get(next).is_some_and(|line| line.words <= 8)
            && marks.free(next)
        {
            marks.set(next, Rule::SourceCredit, 0.8);
        }
        if rules::ui_text::list_length(text).is_some() {
            counted_list(view, marks, at);
        } else if text.eq_ignore_ascii_case("key events") {
            key_events(view, marks, at);
        } else if text.eq_ignore_ascii_case("hide caption") {
            hidden_caption(view, marks, at);
        } else if text.eq_ignore_ascii_case("watch live") {
            live_film(view, marks, at);
        }
    }
}

/// `WATCH LIVE` between who wrote the story and its text, then the titles of what is on and of its programme.
fn live_film(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    const LINES: usize = 2;
    let head = |line| matches!(marks.rule(line), Some(Rule::Byline | Rule::Timestamp));
    let title = |&line: &usize| {
        let seen = &view.lines[line];
        marks.free(line) && seen.words <= 12 && !seen.closed() && !seen.prose()
    };
    let titles: Vec<usize> = (at + 1..view.lines.len()).take(LINES + 1).take_while(title).collect();
    if titles.len() <= LINES && (at.saturating_sub(LINES)..at).any(head) {
        titles.into_iter().for_each(|line| marks.set(line, Rule::Caption, 0.7));
    }
}

/// `Media contact:`, then names, numbers and addresses: whom to ask about a release, up to the last number or address.
fn contacts(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    const LINES: usize = 10;
    let part = |&line: &usize| {
        let seen = &view.lines[line];
        let short = marks.free(line) && seen.words <= 10 && !seen.prose() && (seen.words <= 5 || !seen.closed());
        short || matches!(marks.rule(line), Some(Rule::UiText | Rule::EmailObfuscation))
    };
    let reached = |&line: &usize| {
        let seen = &view.lines[line];
        seen.digits >= 7 || seen.signs.any(Signs::AT) || marks.rule(line) == Some(Rule::EmailObfuscation)
    };
    let all = (at..view.lines.len()).take(LINES).take_while(part);
    let Some(last) = all.filter(reached).last() else { return };
    for line in at..=last {
        if marks.free(line) {
            marks.set(line, Rule::SourceCredit, 0.8);
        }
    }
}

/// Bare numbers over a button that shares the story: how often it was shared and read.
fn counts(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    let number = |line: &usize| {
        let text = view.line_text(*line);
        marks.free(*line) && text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let counts: Vec<usize> = (at.saturating_sub(3)..at).rev().take_while(number).collect();
    counts.into_iter().for_each(|line| marks.set(line, Rule::Social, 0.7));
}

/// `/ Harbour News` under the time of day: whose story it is. Over a day, `published` alone.
fn beside_time(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    const VERBS: [&str; 6] = ["published", "updated", "last updated", "and last updated", "posted", "posted on"];
    if let Some(above) = at.checked_sub(1).filter(|&above| marks.free(above) && view.lines[above].words <= 3)
        && VERBS.iter().any(|verb| view.core_text(above).eq_ignore_ascii_case(verb))
    {
        marks.set(above, Rule::Timestamp, 0.8);
    }
    // "in Business" under the day.
    let section = |line: usize| view.line_text(line).strip_prefix("in ").is_some_and(names::is_capital_words);
    if at + 1 < view.lines.len() && marks.free(at + 1) && view.lines[at + 1].words <= 4 && section(at + 1) {
        marks.set(at + 1, Rule::TopicTag, 0.8);
    }
    let house = |line: usize| view.line_text(line).starts_with("/ ") && view.lines[line].words <= 4;
    if at + 1 < view.lines.len() && marks.free(at + 1) && house(at + 1) && !view.lines[at + 1].closed() {
        marks.set(at + 1, Rule::SourceCredit, 0.8);
    }
}

/// `Politics3 days ago` over the title of another story, one of several.
fn aged_teaser(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    const NEAR: usize = 4;
    let aged = |line: usize| view.lines[line].digits > 0 && rules::timestamp::is_aged_section(view.line_text(line));
    let mut near = (at.saturating_sub(NEAR)..(at + NEAR + 1).min(view.lines.len())).filter(|&line| line != at);
    let title = |line: usize| marks.free(line) && view.lines[line].words >= 3 && !rules::is_paragraph(view, line);
    if at + 1 < view.lines.len() && aged(at) && title(at + 1) && near.any(aged) {
        for line in at..=at + 1 {
            marks.set_as(line, Rule::RelatedBlock, Label::RelatedBlockItem, 0.8);
        }
    }
}

/// Three or more titles in turn with their writers, nothing of a story between: other stories, of whom no writer is this one's.
fn signed_teasers(view: &View<'_>, marks: &mut Marks<'_>, first: usize) {
    const TEASERS: usize = 3;
    let title = |marks: &Marks<'_>, at: usize| {
        let line = &view.lines[at];
        marks.free(at) && (2..=20).contains(&line.words) && line.end != End::Stop && !rules::is_paragraph(view, at)
    };
    let by = |marks: &Marks<'_>, at: usize| {
        marks.rule(at) == Some(Rule::Byline) && rules::byline::after_lead(view.line_text(at)).is_some()
    };
    let signed = |at: &usize| *at > 0 && by(marks, *at) && title(marks, at - 1);
    let teasers = (first..view.lines.len()).step_by(2).take_while(signed).count();
    if teasers >= TEASERS {
        for line in first - 1..first + 2 * teasers - 1 {
            marks.clear(line);
            marks.set_as(line, Rule::RelatedBlock, Label::RelatedBlockItem, 0.8);
        }
    }
}

/// Numbers and marks alone on their lines between lines that are cut: how often a story was shared, what stood between
/// two buttons.
pub(super) fn label_bare_marks(view: &View<'_>, marks: &mut Marks<'_>) {
    let mark = |c: char| {
        c.is_ascii_digit() || c.is_ascii_punctuation() || matches!(c, '·' | '•' | '–' | '—' | '×' | '✕' | '›' | '»')
    };
    let bare = |at: usize| view.lines[at].span.len() <= 4 && view.line_text(at).chars().all(mark);
    let cut = |marks: &Marks<'_>, at: Option<usize>| {
        at.and_then(|at| marks.label(at)).is_some_and(|label| label.default_action() != Action::Keep)
    };
    let mut at = 0;
    while at < view.lines.len() {
        let end = (at..view.lines.len()).find(|&line| !(marks.free(line) && bare(line))).unwrap_or(view.lines.len());
        let below = Some(end).filter(|&end| end < view.lines.len());
        if end > at && cut(marks, at.checked_sub(1)) && cut(marks, below) {
            (at..end).for_each(|line| marks.set(line, Rule::UiText, 0.6));
        }
        at = end.max(at + 1);
    }
}

/// `NRD.OS` over `+1.24%`: a paper and what it gained; names of papers under `In this article`.
fn quoted_papers(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    const PAPERS: usize = 6;
    let sign = |marks: &Marks<'_>, line: usize| {
        let text = view.line_text(line);
        marks.free(line)
            && view.lines[line].words == 1
            && view.lines[line].all_capitals()
            && text.len() <= 10
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'='))
    };
    if let Some(before) =
        at.checked_sub(1).filter(|&line| rules::ui_text::is_gain(view.line_text(at)) && sign(marks, line))
    {
        marks.set(before, Rule::UiText, 0.85);
    }
    let heads = ["in this article", "referenced symbols"];
    if heads.iter().any(|head| view.core_text(at).eq_ignore_ascii_case(head)) {
        let end = (at + 1..view.lines.len()).take(PAPERS).find(|&line| !sign(marks, line));
        (at + 1..end.unwrap_or(at + 1)).for_each(|line| marks.set(line, Rule::UiText, 0.85));
    }
}

/// `list of 4 items`, then titles of other stories, each under `list 1 of 4`, up to `end of list`.
///
/// A list with a sentence in it may be the story's own and stays.
fn counted_list(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    for line in counted(view, at).unwrap_or_default() {
        if marks.rule(line) != Some(Rule::UiText) {
            marks.set_as(line, Rule::RelatedBlock, Label::RelatedBlockItem, 0.8);
        }
    }
}

/// `Key events`, then times and titles of a live blog's entries, up to `Show key events only`.
fn key_events(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    const LINES: usize = 40;
    let closes = |&line: &usize| view.core_text(line).eq_ignore_ascii_case("show key events only");
    let Some(end) = (at + 1..view.lines.len()).take(LINES).find(closes) else { return };
    (at + 1..end).for_each(|line| marks.set_as(line, Rule::RelatedBlock, Label::RelatedBlockItem, 0.8));
}

/// The lines of such a list, first and last included, that line `at` opens.
pub(super) fn counted(view: &View<'_>, at: usize) -> Option<Range<usize>> {
    const LINES: usize = 4;
    if view.lines[at].digits == 0 {
        return None;
    }
    let length = rules::ui_text::list_length(view.core_text(at))?;
    let reach = (at + 2 + LINES * length).min(view.lines.len());
    let end = (at + 1..reach).find(|&line| view.core_text(line).eq_ignore_ascii_case("end of list"))?;
    // A title that asks or quotes ends as a sentence does.
    let asks = |line: usize| view.line_text(line).ends_with(['?', '!', '"', '”', '’']);
    let told = |line: usize| rules::is_paragraph(view, line) && !asks(line);
    (!(at + 1..end).any(told)).then_some(at..end + 1)
}

/// A picture's text and whose it is, above `hide caption`; whose it is stands again under `toggle caption`.
fn hidden_caption(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    const LONGEST: u32 = 60;
    let Some(credit) = at.checked_sub(1) else { return };
    let credited = view.core_text(credit);
    let owner = credited.split(['/', ',']).next().unwrap_or(credited);
    let person = owner.split_once(" for ").map_or(owner, |(person, _)| person);
    if view.lines[credit].words > 10
        || !(marks.label(credit) == Some(Label::PhotoCredit)
            || names::is_name(person.trim())
            || view.agencies.named(credited).is_some())
    {
        return;
    }
    marks.set(credit, Rule::PhotoCredit, 0.85);
    let toggled = view.lines.get(at + 1).is_some_and(|_| view.core_text(at + 1).eq_ignore_ascii_case("toggle caption"));
    if toggled && at + 2 < view.lines.len() && view.alike(at + 2, credit) {
        marks.set(at + 2, Rule::PhotoCredit, 0.85);
    }
    if let Some(caption) = credit.checked_sub(1).filter(|&line| marks.free(line) && view.lines[line].words <= LONGEST) {
        marks.set(caption, Rule::Caption, 0.85);
    }
}
