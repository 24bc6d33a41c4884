//! The head of a story: tag, headline, standfirst, byline, up to the first paragraph.

use std::cell::LazyCell;
use std::ops::Range;

use super::captions;
use super::date::is_weekday;
use super::label::Label;
use super::line::{End, Line};
use super::marks::Marks;
use super::names;
use super::numbered;
use super::records::Field;
use super::rules::{self, Rule, View};
use super::signed_days::cut_time;
use super::signs::Signs;

/// How many lines without a mark may stand between the head's first line and the first paragraph.
const REACH: usize = 14;

/// How many words an item of a menu has at most, and how many items make a menu.
const ITEM: u32 = 4;
const MENU: usize = 8;

/// How many free lines a copy of the headline stands above it at most.
const COPIES: usize = 10;

/// How much of a headline's words must come back in the story, where nothing else says that it is one.
const ECHO: f32 = 0.3;

/// Words of a summary, at most.
const LONGEST: u32 = 45;

/// A story of fewer words than this is too short to echo its headline.
const SHORT: usize = 40;

/// Labels the head of the story in these lines, and gives the line where its text begins. `title` is its title, if that is
/// known; `certain` says that the story begins with the first line.
pub(super) fn label(
    view: &View<'_>,
    marks: &mut Marks<'_>,
    lines: Range<usize>,
    title: Option<usize>,
    certain: bool,
) -> usize {
    let Range { start: first, end } = lines;
    let mut free = Vec::with_capacity(REACH + 10);
    // Of a menu that an extractor left above the title, however long it is, no item is one.
    let item = |at: &usize| view.lines[*at].bullet && view.lines[*at].words <= ITEM;
    let longer = |at: &usize| !view.lines[*at].bullet && view.lines[*at].words > ITEM;
    let top = (first..end).find(longer).filter(|&top| (first..top).filter(item).count() >= MENU).unwrap_or(first);
    free.extend((first..end).filter(|at| marks.free(*at) && (*at >= top || !item(at))).take(REACH + 10));
    // The record says which line its title is.
    let told = (first..end).take(REACH).find(|&at| view.lines[at].field == Field::Title);
    if let Some(title) = told.filter(|_| marks.allows(Rule::Headline)) {
        label_headline(view, marks, title);
        return label_below(view, marks, title, &free[free.partition_point(|&at| at < title)..], end);
    }
    let known = title.and_then(|title| free.iter().position(|&at| at == title));
    let Some(nth) = known.or_else(|| headline(view, marks, &free, certain)) else {
        return free.first().copied().unwrap_or(end);
    };
    let title = free[nth];
    if !marks.allows(Rule::Headline) {
        return title;
    }
    for &tag in &free[..nth] {
        if view.lines[tag].words >= 4 && view.alike(tag, title) || is_named_after(view, tag, title) {
            marks.set(tag, Rule::RepeatedHeadline, 0.9);
        } else if let Some(score) = rules::topic_tag::judge(view, tag) {
            marks.set(tag, Rule::TopicTag, score);
        } else if captions::is_owned(view, tag) {
            marks.set(tag, Rule::Caption, 0.6);
        }
    }
    label_headline(view, marks, title);
    label_below(view, marks, title, &free[nth + 1..], end)
}

/// Which of the first free lines is the headline: of the lines before the first paragraph that have its shape, the one
/// that the story echoes most; earlier ones first.
fn headline(view: &View<'_>, marks: &Marks<'_>, free: &[usize], certain: bool) -> Option<usize> {
    let body = first_text(view, free)?;
    let story = || free[body..].iter().take(8).copied();
    let length = LazyCell::new(|| view.heard.borrow_mut().all(view, story()).len());
    let mut best: Option<(f32, usize)> = None;
    for nth in 0..body {
        let at = free[nth];
        let Some(shape) = rules::headline::shape(view, at).filter(|_| !numbered::is_one(view, at)) else { continue };
        // "Ada Moe in Oslo" below the title wrote the story.
        if nth > 0 && rules::byline::posted(view.line_text(at)).all(|name| name.is_some()) {
            continue;
        }
        let signed = signed_below(view, marks, at, view.lines.len());
        let line = &view.lines[at];
        let long = rules::headline::is_too_long(line, signed);
        // A question is a call to the reader where a title stands above it; a section's name is none.
        let over = free[..nth].iter().any(|&above| view.lines[above].words >= 4);
        let called = line.end == End::Shout && over && !signed && line.capitals * 2 < line.words;
        if (long || called) && !(certain && nth == 0) {
            continue;
        }
        // The head's title stands above who wrote it and when.
        let below = |title: usize| {
            (free[title]..at).any(|at| matches!(marks.label(at), Some(Label::Byline | Label::Timestamp)))
        };
        if best.is_some_and(|(_, title)| below(title)) {
            break;
        }
        // Without a sign that a story begins here, a short unfinished line may be a broken piece of text.
        let echoed = view.echo(at, story());
        // "Ada Moe, Nordwire" under the title wrote the story.
        if over && line.words <= 6 && rules::byline::in_head(view, at).is_some_and(|score| score > 0.7) {
            continue;
        }
        // Two names and nothing else wrote the story.
        let writers = names::leading(view.line_text(at));
        if writers.names.len() >= 2 && view.line_text(at)[writers.rest..].trim().is_empty() && signed {
            continue;
        }
        // Who sends out a release stands over the words that say so.
        if free[nth + 1..].iter().take(2).any(|&line| is_release(view.core_text(line))) {
            continue;
        }
        // In the record of a database the paper's name stands over the date and the title.
        let paper = line.words <= 4 && line.capitals + line.small == line.words && echoed < 0.5;
        if paper && nth + 1 < body && marks.label(at + 1) == Some(Label::Timestamp) {
            continue;
        }
        // A title may name several things of which the first paragraphs tell but one or two.
        let told = echoed >= ECHO
            || !over && line.words >= 8 && echoed >= 0.18 && {
                let own = view.heard.borrow_mut().all(view, [at]).len();
                echoed * own as f32 >= 1.5
            };
        let sign = told || (signed || *length < SHORT) && shape >= 0.6;
        let proved = certain && nth == 0 || sign || rules::section_suffix::start(view.line_text(at)).is_some();
        let broken = free[nth + 1] == at + 1 && goes_on(view, at + 1);
        // That the story repeats the words of a section's name says little.
        let next = marks.label(at + 1);
        let score = shape
            + echoed
            + if signed { 0.2 } else { 0.0 }
            + if matches!(next, Some(Label::Byline | Label::Timestamp)) { 0.15 } else { 0.0 }
            - if line.words < 4 { 0.2 } else { 0.0 }
            - 0.15 * nth as f32;
        if proved && !broken && shape >= 0.5 && best.is_none_or(|(known, _)| score > known) {
            best = Some((score, nth));
        }
    }
    let (_, nth) = best?;
    // The title of the page stands over that of the story.
    if let Some(own) = (nth + 1..body.min(nth + 8)).find(|&own| is_named_after(view, free[nth], free[own])) {
        return Some(own);
    }
    // Where the title stands twice in one head, the head begins with the first.
    let copy = free[nth.saturating_sub(COPIES)..nth].iter().find(|&&at| view.alike(at, free[nth]));
    let above = title_above(view, marks, *copy.unwrap_or(&free[nth]));
    free[..nth].iter().position(|&at| at == above).or(Some(nth))
}

/// `PRESS RELEASE`
fn is_release(text: &str) -> bool {
    let words = text.split_once(' ');
    words.is_some_and(|(sort, kind)| {
        ["press", "media", "news"].iter().any(|it| it.eq_ignore_ascii_case(sort))
            && ["release", "statement", "advisory"].iter().any(|it| it.eq_ignore_ascii_case(kind))
    })
}

/// Whether the line goes on with the sentence of the line before; a deck and a byline in small letters do not.
fn goes_on(view: &View<'_>, at: usize) -> bool {
    let text = view.line_text(at);
    let told = view.lines[at].lower + view.lines[at].upper > 0;
    // "byAda Moe" lost its blank.
    let by = text
        .strip_prefix("by")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(|c: char| c == ' ' || c.is_uppercase()));
    told && view.lines[at].continues && !text.starts_with(['…', '.']) && !by
}

/// Of two titles one under the other with a byline below, the second is the summary, which often says more of the story.
pub(super) fn title_above(view: &View<'_>, marks: &Marks<'_>, found: usize) -> usize {
    let Some(above) = found.checked_sub(1) else { return found };
    let (title, summary) = (&view.lines[above], &view.lines[found]);
    // "Published | Updated", without the days, shows where they stand.
    let known = |at: usize| {
        matches!(marks.label(at), Some(Label::Byline | Label::Timestamp)) || view.line_text(at).starts_with("Published")
    };
    let signed = (found + 1..(found + 4).min(view.lines.len())).any(|at| known(at) || signature(view, at).is_some());
    let paragraphs = || (found + 1..view.lines.len()).filter(|&at| rules::is_paragraph(view, at)).take(4);
    let told = || view.echo(above, paragraphs());
    let sentence = summary.capitals * 2 < summary.words && (summary.words >= 9 || summary.words >= 6 && told() > 0.0);
    // The section's name above a title that the story tells again is told by none of it.
    let section = || title.words <= 5 && told() == 0.0 && view.echo(found, paragraphs()) >= ECHO;
    // A few words that somebody said stand over what the story tells.
    let said = |text: &str| text.starts_with(['‘', '“', '"']) && text.ends_with(['’', '”', '"']);
    // What stands first is no section's name, however short it is.
    let opens = above == 0 || matches!(marks.label(above - 1), Some(Label::Separator | Label::EndMark));
    let short = || opens && title.words >= 3 && title.capitals < title.words && told() > 0.0;
    let titled = (title.words >= 5 || said(view.line_text(above)) || short())
        && !view.alike(above, found)
        && marks.free(above)
        && rules::headline::shape(view, above).is_some()
        && rules::section_suffix::start(view.line_text(found)).is_none();
    // What stands twice on the page is the title, and what stands once above it another story's, or said by somebody.
    let twice = || view.stands_again(found) && !view.stands_again(above);
    if signed && sentence && titled && !section() && !twice() { above } else { found }
}

/// The headline at line `at`, without the section behind it.
pub(super) fn bare_title<'t>(view: &View<'t>, at: usize) -> &'t str {
    let text = view.line_text(at);
    let end = rules::section_suffix::start(text).unwrap_or(text.len());
    text[..end].trim_end()
}

/// Whether line `title` is line `at` with the site's name behind it: `Harbour reopens - Nordfold Courier`.
pub(super) fn is_named_after(view: &View<'_>, title: usize, at: usize) -> bool {
    let rest = view.line_text(title).strip_prefix(view.line_text(at)).unwrap_or_default();
    [" - ", " – ", " — ", " | "].iter().any(|mark| rest.starts_with(mark)) && rest.split(' ').count() <= 8
}

/// Whether the page's name in the browser, its first line or, with the site behind it, one of the next two, begins or ends
/// with line `at`.
pub(super) fn is_named_on_top(view: &View<'_>, at: usize) -> bool {
    const TOP: usize = 3;
    let text = view.line_text(at);
    let named = |top: &str| top.starts_with(text) || top.ends_with(text);
    (0..at.min(TOP)).any(|top| (top == 0 || view.lines[top].words > view.lines[at].words) && named(view.line_text(top)))
}

/// Whether two texts are of the same letters and digits, case and marks aside.
pub(super) fn same_letters(one: &str, other: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
    }
    letters(one).eq(letters(other))
}

/// The first paragraph among the free lines; of a story without one, its dateline or first finished sentence.
fn first_text(view: &View<'_>, free: &[usize]) -> Option<usize> {
    let paragraph = |at: usize| {
        // A headline that ends in "U.S." reads like a short paragraph.
        rules::is_paragraph(view, at) && !(view.lines[at].closed() && rules::headline::shape(view, at).is_some())
    };
    let dated =
        |at: usize| rules::dateline::of_line(view, at, true).is_some_and(|it| it.agency.is_some() || it.date.is_some());
    let near = || free.iter().copied().take(REACH + 1);
    let sentence = |at: usize| view.lines[at].closed() && view.lines[at].words >= 3 && view.lines[at].small >= 1;
    near().position(|at| paragraph(at) || dated(at)).or_else(|| near().skip(1).position(sentence).map(|nth| nth + 1))
}

pub(super) fn label_headline(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    let score = rules::headline::shape(view, at).unwrap_or(0.5);
    marks.set(at, Rule::Headline, score.min(1.0));
    if let Some(start) = rules::section_suffix::start(view.line_text(at)) {
        marks.set_tail(at, view.lines[at].span.start() + start, Rule::SectionSuffix, 0.9);
    }
}

/// What stands between headline and text. Gives the first line of the text.
fn label_below(view: &View<'_>, marks: &mut Marks<'_>, title: usize, below: &[usize], end: usize) -> usize {
    for (nth, &at) in below.iter().enumerate().take(REACH) {
        if view.lines[at].words >= 4 && (view.alike(at, title) || is_named_after(view, title, at)) {
            marks.set(at, Rule::RepeatedHeadline, 0.9);
        } else if view.line_text(at).ends_with(')') && is_pictured(view, at) && is_owned(view, marks, &below[..nth], at)
        {
            marks.set(at, Rule::Caption, 0.6);
        } else if rules::is_paragraph(view, at) && view.lines[at].words > 18 {
            // A long summary is told from the first paragraph by the byline right under it.
            let signed = below[nth + 1..]
                .iter()
                .take(2)
                .take_while(|&&next| view.lines[next].words <= LONGEST)
                .enumerate()
                .any(|(under, &next)| signature(view, next).is_some_and(|score| under == 0 || score >= 0.75));
            let open = view.lines[at].end == End::None || signed || signed_below(view, marks, at, end);
            if nth > 0 || !open {
                break;
            }
        } else if at > 0 && marks.label(at - 1) == Some(Label::Caption) && rules::caption::beside(view, at)
            || view.lines[at].words >= 5 && is_owned(view, marks, &below[..nth], at)
        {
            marks.set(at, Rule::Caption, 0.6);
        } else if nth == 0 && is_house(view, marks, below, end) || is_between(view, marks, at) {
            marks.set(at, Rule::SourceCredit, 0.6);
        } else if is_credited_below(view, marks, at) {
            marks.set(at, Rule::Caption, 0.6);
        } else if let Some(score) = signature(view, at) {
            // Right under a sentence, below who wrote the story, stands who took the picture that it tells of.
            let told = at - 1;
            let pictured = told > title
                && marks.free(told)
                && view.lines[told].closed()
                && (5..=LONGEST).contains(&view.lines[told].words)
                && (title..told).any(|line| marks.label(line) == Some(Label::Byline));
            // Two words in capitals there may as well be a heading.
            if pictured && view.lines[at].all_capitals() && !view.line_text(at).contains(',') {
                continue;
            }
            if pictured {
                marks.set(told, Rule::Caption, 0.6);
                marks.set(at, Rule::PhotoCredit, score);
            } else {
                marks.set(at, Rule::Byline, score);
                cut_time(view, marks, at);
            }
        } else if rules::byline::continues(view, at)
            && (title + 1..at).rev().take(2).any(|above| marks.label(above) == Some(Label::Byline))
        {
            marks.set(at, Rule::Byline, 0.7);
        }
    }
    if let Some(at) =
        below.iter().copied().find(|&at| marks.free(at)).filter(|&at| is_captioned(view, marks, title, at))
    {
        marks.set(at, Rule::Caption, 0.5);
    }
    let below: Vec<usize> = below.iter().copied().filter(|&at| marks.free(at)).collect();
    let Some(&first) = below.first() else { return end };
    let dated = rules::dateline::of_line(view, first, true).is_some();
    if dated {
        return first;
    }
    // What stands between the headline and the paragraph that a dateline opens is no paragraph itself.
    let dated = |at: usize| rules::dateline::of_line(view, at, true).is_some();
    if let Some(nth) = below.iter().take(5).position(|&at| dated(at)).filter(|&nth| nth > 0) {
        for &at in &below[..nth] {
            // Points in a list are the story's.
            if !view.lines[at].bullet && rules::standfirst::above_byline(view, at).is_some() {
                marks.set(at, Rule::Standfirst, 0.75);
            }
        }
        return below[nth];
    }
    let score = if signed_below(view, marks, first, end) {
        rules::standfirst::above_byline(view, first)
    } else {
        let text =
            below[1..].iter().take(2).copied().find(|&at| rules::is_paragraph(view, at)).or(below.get(1).copied());
        text.and_then(|text| rules::standfirst::judge(view, first, text))
    };
    match score {
        Some(score) => {
            marks.set(first, Rule::Standfirst, score);
            // A second summary stands above the byline, too.
            match below.get(1).copied() {
                Some(second)
                    if below.len() > 2
                        && view.lines[second].words <= LONGEST
                        && signed_below(view, marks, second, end) =>
                {
                    if let Some(score) = rules::standfirst::above_byline(view, second) {
                        marks.set(second, Rule::Standfirst, score);
                    }
                    below[2]
                }
                Some(second) if below.len() > 2 && is_unfinished(view, second, below[2]) => {
                    marks.set(second, Rule::Caption, 0.5);
                    below[2]
                }
                next => next.unwrap_or(end),
            }
        }
        None => first,
    }
}

/// Whether the line below a headline is of a picture, whose credit stands right under it, below the writer's name.
fn is_captioned(view: &View<'_>, marks: &Marks<'_>, title: usize, at: usize) -> bool {
    let line = &view.lines[at];
    let told = (5..=LONGEST).contains(&line.words) && line.small >= 1 && !line.continues && !line.bullet;
    told && captions::is_over_credit(view, marks, at)
        && (title + 1..at).any(|line| marks.label(line) == Some(Label::Byline))
}

/// Whether the line between the summary and the first paragraph is a caption: a statement without a full stop.
fn is_unfinished(view: &View<'_>, at: usize, next: usize) -> bool {
    let line = &view.lines[at];
    let stated = (6..=30).contains(&line.words) && line.small >= 1 && line.capitals * 2 < line.words;
    stated
        && line.end == End::None
        && !line.bullet
        && !rules::standfirst::is_point(view.line_text(at))
        && !line.continues
        && rules::is_paragraph(view, next)
        && view.lines[next].closed()
}

/// Whether the line is a caption by its end, in a head in which no sentence of the story stands above it.
fn is_owned(view: &View<'_>, marks: &Marks<'_>, above: &[usize], at: usize) -> bool {
    let words = view.line_text(at).rsplit(' ').next();
    let owned = captions::is_owned(view, at) || view.lines[at].words >= 8 && words.is_some_and(|it| it.contains('@'));
    owned && !above.iter().any(|&line| marks.free(line) && view.lines[line].closed())
}

/// Whether the line is a sentence over the credit of its picture.
fn is_credited_below(view: &View<'_>, marks: &Marks<'_>, at: usize) -> bool {
    let line = &view.lines[at];
    captions::is_over_credit(view, marks, at)
        && (5..=LONGEST).contains(&line.words)
        && line.closed()
        && !rules::is_paragraph(view, at)
}

/// Whether what stands at the line's end, in a bracket or behind a dash, says that it is about a picture: `(Photo courtesy
/// of the port)`, `— NW Photo Ada Moe`.
fn is_pictured(view: &View<'_>, at: usize) -> bool {
    let end = view.line_text(at).rsplit(['(', '—', '–', '-']).next().unwrap_or_default();
    end.len() <= 60 && ["hoto", "mage", "ourtesy"].iter().any(|word| end.contains(word))
}

/// Whether the line stands between the headline and who wrote the story or when: a few words with capitals, the place or
/// the house.
fn is_between(view: &View<'_>, marks: &Marks<'_>, at: usize) -> bool {
    let line = &view.lines[at];
    let text = view.line_text(at);
    let label = |at: usize| view.lines.get(at).and_then(|_| marks.label(at));
    let below = || (at + 1..at + 4).take_while(|&at| view.lines.get(at).is_some_and(|line| line.words <= 14));
    line.words <= 4
        && line.capitals == line.words
        && line.digits == 0
        && !line.closed()
        && !line.signs.any(Signs::BAR)
        && below().any(|at| matches!(label(at), Some(Label::Timestamp | Label::Byline)))
        && (!names::is_role(text) || text.ends_with(" News"))
        && (signature(view, at).is_none() || rules::dateline::is_city(text))
        // "By", and the name on the next line.
        && !at.checked_sub(1).is_some_and(|by| rules::byline::is_by(view, by))
}

/// Whether the first line below a headline, right above who wrote the story and when, is the name of the paper that it is
/// from: two to four words, each with a capital, on a page that others' stories stand on.
fn is_house(view: &View<'_>, marks: &Marks<'_>, below: &[usize], end: usize) -> bool {
    let &[at, next, ..] = below else { return false };
    let line = &view.lines[at];
    let named = (2..=4).contains(&line.words) && line.capitals == line.words && line.digits == 0;
    let writer = || next == at + 1 && next < end && signature(view, next).is_some();
    let dated = || view.lines.get(next + 1).is_some_and(|_| marks.label(next + 1) == Some(Label::Timestamp));
    named && line.end == End::None && writer() && dated()
}

/// Whether the line is a byline; a name before a line that goes on with its sentence is a piece of broken text.
pub(super) fn signature(view: &View<'_>, at: usize) -> Option<f32> {
    // Where mail for the writer goes is no sentence.
    let goes_on = |next: &Line| next.continues && next.lower + next.upper > 3 && !next.signs.any(Signs::AT);
    let broken = view.lines[at].digits < 3
        && view.lines.get(at + 1).is_some_and(|next| goes_on(next) && !rules::byline::continues(view, at + 1));
    // A heading of two words in capitals stands over what it names.
    let heading =
        || view.lines[at].all_capitals() && rules::subheading::is_used(view, at, at + 1..view.lines.len().min(at + 4));
    rules::byline::in_head(view, at).filter(|_| !broken && !heading())
}

/// Whether a byline or a time stands close under the line, before the story goes on: then the line is not of the story.
fn signed_below(view: &View<'_>, marks: &Marks<'_>, at: usize, end: usize) -> bool {
    for next in (at + 1..end).take(6) {
        match marks.label(next) {
            // "Saturday, Nov. 7" heads what follows.
            Some(Label::Timestamp)
                if rules::is_paragraph(view, at)
                    && view.lines[next].digits <= 2
                    && view.line_text(next).split(',').next().is_some_and(is_weekday) =>
            {
                return false;
            }
            Some(Label::Byline | Label::Timestamp) => return true,
            // A summary without a full stop may stand between.
            None if next == at + 1
                && view.lines[next].words <= LONGEST
                && (view.lines[next].end == End::None
                    || next + 1 < end && matches!(marks.rule(next + 1), Some(Rule::Byline | Rule::Timestamp))) => {}
            None if rules::is_paragraph(view, next) => return false,
            _ => {}
        }
    }
    false
}
