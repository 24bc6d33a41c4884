//! The head of a story on a full page, once it is known where its text begins.
//!
//! What stands outside a story, and what the model takes for no story, is cut before anybody knows whether it is the
//! headline, the summary or the name of the writer. None of these is text, so to give them back changes fields and
//! never the clean text: lines are looked at again from the first paragraph upwards.

use std::ops::Range;

use super::captions;
use super::head;
use super::label::{Action, Label};
use super::line::{self, End};
use super::marks::Marks;
use super::names;
use super::rules::byline::{BARE, is_by};
use super::rules::{self, Rule, View};
use super::signed_days::cut_time;

/// How many lines above the first paragraph the headline may stand.
const ABOVE: usize = 45;
/// What a headline must weigh that nothing but this look shows, and how much more than one that is known already.
const SURE: f32 = 1.1;
const BETTER: f32 = 0.15;
/// The same for one that stands twice above the text.
const BETTER_TWICE: f32 = 0.5;
/// What one must weigh with who wrote it or when close to it, where no other is known.
const ENOUGH: f32 = 0.9;
/// A headline of which the story repeats less than this is not believed without a look at others.
const ECHO: f32 = 0.3;
/// How many lines below a headline who wrote it or when may stand, how many a summary.
const SIGNED: usize = 14;
/// How many below one that is known by that more than by its words.
const PLACED: usize = 5;
const NEAR: usize = 6;
/// Words of a summary that ends as a sentence, at most.
const SUMMARY: u32 = 45;

/// Labels what was cut of the head of the story in lines `first..end`.
pub(super) fn label(view: &View<'_>, marks: &mut Marks<'_>, first: usize, end: usize) {
    let kept = |at: usize| marks.label(at).is_none_or(|label| label.default_action() == Action::Keep);
    let Some(body) = (first..end).find(|&at| kept(at) && rules::is_paragraph(view, at)) else { return };
    let story: Vec<usize> = (body..end).filter(|&at| kept(at) && rules::is_paragraph(view, at)).take(8).collect();
    let from = first.max(body.saturating_sub(ABOVE));
    if let Some(title) = headline(view, marks, first..body, from, &story) {
        below(view, marks, title, body, &story);
        return headings(view, marks, body, end);
    }
    // Where no title stands above what is kept first, that is a menu's, and the story begins below the writer's name.
    let by = (body..end).take(ABOVE).find(|&at| marks.rule(at) == Some(Rule::Byline) && is_led(view, at));
    let under = |by: usize| story.iter().position(|&at| at > by && at <= by + SIGNED);
    if let Some((by, nth)) = by.and_then(|by| Some((by, under(by)?)))
        && let Some(title) =
            headline(view, marks, first..story[nth], by.saturating_sub(PLACED).max(first), &story[nth..])
    {
        below(view, marks, title, story[nth], &story[nth..]);
    }
    headings(view, marks, body, end);
}

/// Labels headings that the model took for no story: alone between paragraphs, and told again by the next one.
fn headings(view: &View<'_>, marks: &mut Marks<'_>, body: usize, end: usize) {
    let text = |marks: &Marks<'_>, at: usize| at < end && marks.free(at) && rules::is_paragraph(view, at);
    for at in body + 1..end {
        if marks.rule(at) != Some(Rule::Model) || !text(marks, at + 1) || !(view.gap(at) && view.gap(at + 1)) {
            continue;
        }
        let above = &view.lines[at - 1];
        let named =
            matches!(marks.label(at - 1), Some(Label::Advert | Label::UiText | Label::Caption | Label::PhotoCredit));
        if !(named || above.closed() && above.words >= 12) {
            continue;
        }
        let Some(before) = (body..at).rfind(|&before| text(marks, before)) else { continue };
        let after: Vec<usize> = (at + 1..end).take(3).filter(|&after| text(marks, after)).collect();
        if let Some(score) = rules::subheading::judge(view, at, before, &after)
            && rules::subheading::echoed(view, at, &after) >= 0.5
        {
            marks.set(at, Rule::Subheading, score);
        }
    }
}

/// Gives back pieces of sentences that links broke over lines, where the piece before or after them is kept.
pub(super) fn pieces(view: &View<'_>, marks: &mut Marks<'_>, first: usize, end: usize) {
    let piece = |marks: &Marks<'_>, at: usize| unnamed(marks, at) && view.lines[at].cues.is_empty();
    let goes_on = |at: usize| !view.lines[at].closed() && view.begins_within(at + 1);
    for at in first..end.saturating_sub(1) {
        if begins_sentence(view, marks, at) {
            marks.clear(at);
        }
    }
    for at in first + 1..end {
        if piece(marks, at) && marks.free(at - 1) && goes_on(at - 1) && view.lines[at].words >= 3 {
            marks.clear(at);
        }
    }
    for at in (first..end.saturating_sub(1)).rev() {
        if piece(marks, at) && marks.free(at + 1) && goes_on(at) {
            marks.clear(at);
        }
    }
}

/// Whether the line was cut, and the next one, which is kept, shows that a sentence begins with it: it goes on with a comma
/// or behind a name, `’s ship`, or is a paragraph, and this line ends with a comma or is of little words alone.
fn begins_sentence(view: &View<'_>, marks: &Marks<'_>, at: usize) -> bool {
    const WORDS: u32 = 6;
    let line = &view.lines[at];
    if line.words > WORDS || line.closed() || !marks.free(at + 1) {
        return false;
    }
    let known = matches!(marks.label(at), Some(Label::Navigation | Label::Timestamp | Label::Byline | Label::UiText));
    let (text, next) = (view.line_text(at), view.line_text(at + 1));
    let behind = || [", ", "’s ", "‘s ", "'s "].iter().any(|mark| next.starts_with(mark));
    let paragraph = || rules::is_paragraph(view, at + 1) && !view.lines[at + 1].bullet;
    let header = marks.label(at) == Some(Label::RelatedBlockHeader) && view.begins_within(at + 1);
    (known || unnamed(marks, at)) && (behind() || text.ends_with(',') && paragraph())
        || header && paragraph()
        || unnamed(marks, at) && line.words <= 3 && paragraph() && text.split(' ').all(line::is_little)
}

/// Whether the line is cut, and nothing but its place or the model speaks for that.
fn unnamed(marks: &Marks<'_>, at: usize) -> bool {
    matches!(marks.rule(at), Some(Rule::OutsideStory | Rule::Model))
}

/// The last copy of the headline above the text, sought from line `from` on, after the best line for it has been labelled.
/// The story stands in `lines` up to its text.
fn headline(
    view: &View<'_>,
    marks: &mut Marks<'_>,
    lines: Range<usize>,
    from: usize,
    story: &[usize],
) -> Option<usize> {
    let Range { start: first, end: body } = lines;
    let known = (from..body).rfind(|&at| marks.label(at) == Some(Label::Headline));
    let known = known.or_else(|| (first..body).rfind(|&at| marks.rule(at) == Some(Rule::Headline)));
    let signed = |mut lines: Range<usize>| lines.any(|at| is_signature(view, marks, at));
    let under = |at: usize, lines: usize| signed(at + 1..body.min(at + 1 + lines));
    let twice =
        |at: usize| (from..body).any(|other| other != at && view.alike(other, at)) || head::is_named_on_top(view, at);
    // Its time may stand right above a title, too.
    let placed = |at: usize| under(at, PLACED) || at > from && is_dated(view, marks, at - 1);
    let weigh = |at: usize| {
        let shape = rules::headline::shape(view, at)?;
        let echoed = view.echo(at, story.iter().copied());
        let words = view.heard.borrow_mut().all(view, [at]).len() as f32;
        let far = (body - at) as f32 / 30.0;
        // That the story repeats one or two words says less than that it repeats six.
        let score = shape
            + 1.25 * echoed * words / (words + 1.0)
            + if under(at, SIGNED) || placed(at) { 0.25 } else { 0.0 }
            + if twice(at) { 0.2 } else { 0.0 }
            - if view.lines[at].words < 5 { 0.3 } else { 0.0 }
            - 0.3 * far;
        Some((score, echoed))
    };
    let held = known.map(|at| weigh(at).map_or(SURE, |seen| seen.0));
    // What stands below who wrote it and when, and above nobody's name, is a caption's or a part's title.
    let sure = |at: usize| is_signature(view, marks, at) && !is_bare(marks, at);
    let doubled = known.is_some_and(twice);
    let part = !doubled && known.is_some_and(|known| !(known + 1..body.min(known + 1 + SIGNED)).any(sure));
    let heads =
        |at: usize| part && known.is_some_and(|known| at < known && known - at <= SIGNED && (at + 1..known).any(sure));
    let better = if doubled { BETTER_TWICE } else { BETTER };
    let mut best: Option<(f32, usize)> = None;
    // Points and captions stand below the writer's name, the title above it.
    let named = known.and_then(|known| (known + 1..body).take(2).find(|&at| marks.label(at) == Some(Label::Byline)));
    let reach = named.filter(|_| held >= Some(SURE)).unwrap_or(body);
    // A copy of the known title says no more than that does.
    let open = |at: usize| unnamed(marks, at) && !known.is_some_and(|known| view.alike(at, known));
    for at in (from..reach).filter(|&at| open(at) && view.lines[at].words >= 4) {
        let (line, text) = (&view.lines[at], view.line_text(at));
        // The titles of a live blog's entries carry their time; a long line in small letters is a summary.
        let timed = text.ends_with(|c: char| c.is_ascii_digit()) && text.contains(':');
        if timed || line.words > 22 && line.capitals * 2 < line.words {
            continue;
        }
        let Some((score, echoed)) = weigh(at) else { continue };
        // Where no line is known for the title, its place may say more than its words.
        let enough = match held {
            Some(_) if heads(at) => SURE,
            Some(held) => (held + better).max(SURE),
            None if line.words >= 5 && placed(at) => ENOUGH,
            None => SURE,
        };
        let told = echoed >= ECHO || held.is_none() && enough < SURE && (echoed > 0.0 || twice(at));
        if told && score >= enough && best.is_none_or(|(known, _)| score > known) {
            best = Some((score, at));
        }
    }
    let found = best.map(|best| best.1).or(known).or_else(|| over_byline(view, marks, from..body))?;
    // Of two such lines one under the other the second is the summary, which often says more of the story.
    let over = found.checked_sub(1).filter(|&at| {
        let (title, summary) = (&view.lines[at], &view.lines[found]);
        at >= from
            && (unnamed(marks, at) || marks.rule(at) == Some(Rule::Standfirst))
            && (5..=20).contains(&title.words)
            && (summary.words >= 9 || summary.words >= 6 && weigh(at) > weigh(found))
            && summary.small >= 1
            && rules::section_suffix::start(view.line_text(found)).is_none()
            && !view.alike(at, found)
            && (view.stands_again(at) || !view.stands_again(found))
            && (found + 1..body).take(NEAR).any(|at| is_signature(view, marks, at))
            && weigh(at).is_some_and(|(_, echoed)| echoed >= ECHO || view.echo(at, [found]) >= ECHO)
    });
    let title = over.unwrap_or(found);
    if Some(title) != known {
        if let Some(known) = known {
            marks.clear(known);
            marks.set(known, Rule::OutsideStory, 0.6);
            // What stands between it and the title are sections, whether they were taken for writers' names or not.
            for at in known + 1..title {
                let bare = marks.get(at).main.is_some_and(|mark| mark.rule == Rule::Byline && mark.score <= BARE);
                if bare || marks.free(at) && view.lines[at].words <= 4 {
                    marks.clear(at);
                    marks.set(at, Rule::OutsideStory, 0.6);
                }
            }
        }
        head::label_headline(view, marks, title);
    }
    Some(title)
}

/// The line over the first "By" with a name, or over the summary that stands there: a title of which the story tells nothing,
/// or one that ends as a sentence.
fn over_byline(view: &View<'_>, marks: &Marks<'_>, head: Range<usize>) -> Option<usize> {
    const WORDS: u32 = 20;
    let by = head.clone().find(|&at| marks.rule(at) == Some(Rule::Byline) && is_led(view, at))?;
    let open = |at: usize, most: u32| {
        let line = &view.lines[at];
        at >= head.start && unnamed(marks, at) && (3..=most).contains(&line.words) && !line.continues && !line.bullet
    };
    let under = by.checked_sub(1).filter(|&at| open(at, SUMMARY))?;
    let told = view.lines[under].words >= 9 && view.lines[under].small >= 1;
    let over = under.checked_sub(1).filter(|&at| told && open(at, WORDS) && view.lines[at].words >= 5);
    over.or(Some(under).filter(|&at| open(at, WORDS)))
}

/// Whether the line was taken for a byline for a name and nothing else.
fn is_bare(marks: &Marks<'_>, at: usize) -> bool {
    marks.get(at).main.is_some_and(|mark| mark.label == Label::Byline && mark.score <= BARE)
}

/// Whether the line says who wrote the story or when.
fn is_signature(view: &View<'_>, marks: &Marks<'_>, at: usize) -> bool {
    marks.label(at) == Some(Label::Byline) || is_by(view, at) || is_dated(view, marks, at)
}

/// Whether the line says when.
fn is_dated(view: &View<'_>, marks: &Marks<'_>, at: usize) -> bool {
    marks.label(at) == Some(Label::Timestamp) || is_when(view, marks, at)
}

/// Whether the line is a time that was taken for a piece of a menu.
fn is_when(view: &View<'_>, marks: &Marks<'_>, at: usize) -> bool {
    let line = &view.lines[at];
    let cut = unnamed(marks, at) || marks.rule(at) == Some(Rule::Navigation);
    cut && line.digits > 0 && line.words <= 16 && rules::timestamp::is_when(view.line_text(at)).is_some()
}

/// Labels copies of the headline, names and the summary between headline and text.
fn below(view: &View<'_>, marks: &mut Marks<'_>, title: usize, body: usize, story: &[usize]) {
    let name = head::bare_title(view, title);
    let mut last = title;
    for at in title + 1..body {
        if unnamed(marks, at) && view.lines[at].words >= 4 && head::same_letters(view.line_text(at), name) {
            marks.set(at, Rule::RepeatedHeadline, 0.9);
        }
        if matches!(marks.rule(at), Some(Rule::RepeatedHeadline)) {
            last = at;
        }
    }
    if !marks.allows(Rule::Byline) {
        return;
    }
    let (body, story) = match story {
        [deck, next, ..] if *deck == body && is_deck(view, marks, last, body) => {
            marks.set(body, Rule::Standfirst, 0.8);
            (*next, &story[1..])
        }
        _ => (body, story),
    };
    let mut signed = (last + 1..body).any(|at| marks.label(at) == Some(Label::Byline) && !is_bare(marks, at));
    let mut by = false;
    let dated = |marks: &Marks<'_>, at: usize| marks.label(at) == Some(Label::Timestamp);
    for at in title + 1..body {
        let open = unnamed(marks, at) || marks.free(at) && (dated(marks, at - 1) || dated(marks, at + 1));
        if is_when(view, marks, at) {
            // Above a copy of the title stand the ages of teasers.
            if at > last {
                marks.set(at, Rule::Timestamp, 0.8);
            }
            continue;
        }
        let writer = match () {
            () if is_by(view, at) => Some(0.8),
            () if by => written(view, at),
            () if signed || at < last => None,
            () => head::signature(view, at),
        };
        by = is_by(view, at) || by && (open && writer.is_some() || marks.label(at) == Some(Label::Byline));
        if let Some(score) = writer.filter(|_| open) {
            marks.set(at, Rule::Byline, score);
            cut_time(view, marks, at);
            // A name with its role, house or time says that it is the writer's; of bare names there may be several.
            signed |= score > BARE;
        }
    }
    if (last + 1..body).any(|at| marks.label(at) == Some(Label::Standfirst)) {
        return;
    }
    let Some(at) = summary(view, marks, last, body, story) else { return };
    marks.set(at, Rule::Standfirst, 0.7);
    // Decks: each goes on with the sentence of the headline.
    let deck = |at: usize| view.line_text(at).starts_with('…');
    for at in
        (last + 1..at).rev().take_while(|&above| deck(at) && deck(above) && unnamed(marks, above)).collect::<Vec<_>>()
    {
        marks.set(at, Rule::Standfirst, 0.7);
    }
}

/// Whether what looks like the story's first paragraph is its summary: a sentence between the title and the writer's name,
/// which is led by "By" or stands over the day.
fn is_deck(view: &View<'_>, marks: &Marks<'_>, title: usize, at: usize) -> bool {
    let by = |at: usize| at < view.lines.len() && marks.rule(at) == Some(Rule::Byline) && is_led(view, at);
    let named = |at: usize| {
        at + 1 < view.lines.len()
            && unnamed(marks, at)
            && head::signature(view, at).is_some()
            && (at + 1..view.lines.len()).take(NEAR / 2).any(|at| is_dated(view, marks, at))
    };
    (by(at + 1) || named(at + 1))
        && !(title + 1..at).any(by)
        && view.lines[at].words <= SUMMARY
        && rules::standfirst::above_byline(view, at).is_some()
}

/// Whether the credit of a picture stands at the line's end or right under it.
fn is_caption(view: &View<'_>, marks: &Marks<'_>, at: usize) -> bool {
    captions::is_owned(view, at) || captions::is_over_credit(view, marks, at)
}

/// Whether the line begins with "By" or its kin.
fn is_led(view: &View<'_>, at: usize) -> bool {
    rules::byline::after_lead(view.line_text(at)).is_some()
}

/// A name under the word `By`, its role glued to it or not.
fn written(view: &View<'_>, at: usize) -> Option<f32> {
    (view.lines[at].words <= 8 && !names::leading(view.line_text(at)).names.is_empty()).then_some(0.8)
}

/// The summary: right above the byline, right below the headline, or alone right above the text.
fn summary(view: &View<'_>, marks: &Marks<'_>, title: usize, body: usize, story: &[usize]) -> Option<usize> {
    let shaped = |at: usize| {
        let line = &view.lines[at];
        let text = view.line_text(at);
        unnamed(marks, at)
            && (5..=60).contains(&line.words)
            && line.small >= 1
            && !line.bullet
            && (!line.continues || text.starts_with(['…', '.']))
            && !matches!(line.end, End::Colon | End::Open)
            && !text.contains(['|', '@', '©'])
    };
    let signed = (title + 1..body).find(|&at| matches!(marks.label(at), Some(Label::Byline | Label::Timestamp)));
    let shaped = |at: usize| shaped(at) && !is_caption(view, marks, at);
    let over_byline =
        signed.and_then(|at| at.checked_sub(1)).filter(|&at| at > title && at <= title + NEAR && shaped(at));
    let under_title = (title + 1..body).take(NEAR).find(|&at| unnamed(marks, at)).filter(|&at| shaped(at));
    // Below the writer's name only a sentence is one.
    let named =
        |at: usize| (title + 1..at).any(|line| marks.label(line) == Some(Label::Byline) && !is_bare(marks, line));
    let over_text = body.checked_sub(1).filter(|&at| at > title && view.lines[at].words >= 8 && shaped(at));
    let tells = |at: &usize| {
        let deck = view.line_text(*at).starts_with('…');
        deck || view.echo(*at, story.iter().copied()) >= 0.15
    };
    let told = |&at: &usize| view.lines[at].closed() || !named(at);
    over_byline.or(under_title.filter(told)).or(over_text.filter(told)).filter(tells)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::agencies::Agencies;
    use crate::page::line;
    use crate::text::Planes;

    #[test]
    fn pieces_of_kept_sentences() {
        let text = "A spokesperson for the\ncity council\nsaid that it had made an offer,\nwhich is fair.\nHome\nNews";
        let (planes, agencies) = (Planes::new(text), Agencies::default());
        let page = line::measure(text, &planes);
        let view = View::new(text, &planes, &page, &agencies);
        let disabled = crate::page::DisabledRules::default();
        let mut marks = Marks::new(view.lines.len(), &disabled);
        for at in [1, 3, 4, 5] {
            marks.set(at, Rule::Model, 0.9);
        }
        pieces(&view, &mut marks, 0, view.lines.len());
        assert_eq!(
            (0..view.lines.len()).map(|at| marks.free(at)).collect::<Vec<_>>(),
            [true, true, true, true, false, false]
        );
    }
}
