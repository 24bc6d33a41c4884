//! # What it does
//! Finds headings between the paragraphs of a story.
//!
//! # Example
//! `What happens next` between two paragraphs.
//!
//! # Limits
//! A short line of at most fourteen words that does not end as a sentence, with prose after it and text before. One of
//! nine words or more must share some of them with the paragraphs below: titles of other stories stand between
//! paragraphs, too. Points of a list, people under their picture, and titles of forms and series, which the lines beside
//! them give away, are none. It is kept either way, so a mistake costs a label, not text.

use super::{RuleInfo, View};
use crate::page::label::Label;
use crate::page::line::End;
use crate::page::names;
use crate::page::signs::Signs;
use crate::text::holds;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "subheading", summary: "a heading between paragraphs", label: Label::Subheading };

/// Whether line `at` is a heading; `before` is the nearest line of the story above it, `after` are the next below it.
pub(in crate::page) fn judge(view: &View<'_>, at: usize, before: usize, after: &[usize]) -> Option<f32> {
    let &next = after.first()?;
    let line = &view.lines[at];
    let (above, below) = (&view.lines[before], &view.lines[next]);
    let text = view.line_text(at);
    // A square before a single line marks a heading, a dot an item of a list.
    let marked = || text.starts_with(['■', '▶', '►', '◆', '▪', '●']) && !below.bullet && !above.bullet;
    if line.words == 0 || line.words > 14 || line.continues || line.span.len() > 110 || line.bullet && !marked() {
        return None;
    }
    let open = match line.end {
        End::None | End::Colon => true,
        End::Shout => line.words <= 10,
        End::Stop => line.all_capitals() && line.words <= 8,
        End::Open => false,
    };
    // A quotation ends with its mark, a heading in quotes is short and stands between paragraphs of full sentences.
    let quoted = text.starts_with(['"', '“']) && (line.words > 10 || line.end == End::Shout);
    let framed = text.starts_with(['(', '[', '—', '–', '-', '/', '|']) || line.signs.any(Signs::AT);
    // Sites that print titles of other stories between paragraphs put them in capitals.
    let shouted = line.all_capitals() && line.words > 8;
    // "May 3, 2026/June 2026, Issue" is where the story was printed.
    let issue = line.digits >= 4 && text.ends_with(" Issue");
    let numeric = issue || line.digits >= line.lower + line.upper;
    // Where blank lines part the paragraphs, one stands above a heading too: below a picture or a film it is its title.
    let hung = view.gap(next) && !view.gap(at);
    if !open || quoted || framed || numeric || shouted || hung || below.continues {
        return None;
    }
    let told = || echoed(view, at, after);
    let finished = above.closed() || above.end == End::Colon;
    let sentence = below.prose() || below.closed() || below.end == End::Colon && below.small >= 2;
    let text_after = sentence && (below.words >= 12 || below.words >= 8 && below.prose() && told() >= 0.3)
        || is_broken(view, after)
        || opens_shortly(view, at, after);
    // Between blank lines, a title stands over a list or a table too.
    let listed = below.bullet && finished && line.words <= 4;
    let apart = listed || view.gap(at) && (view.gap(next) || below.bullet) && line.end == End::None && line.words <= 8;
    let tabbed = || below.signs.any(Signs::GAP) && view.line_text(next).contains('\t');
    let over_list = below.bullet || below.closed() && below.words >= 4 || tabbed();
    let titled = line.words >= 2 && !line.bullet && line.upper >= 1 && line.lower > 0;
    let placed = (text_after && finished) || apart && titled && (over_list || text_after);
    // Titles of other stories are long, and the story does not go on with their words. Asked last, for it costs most.
    let named = || line.words <= 3 && is_person(view, at, after) || line.words <= 8 && are_people(text);
    let other = || line.words >= 9 && told() < 0.35 || is_other(text) || named();
    (placed && !other()).then_some(if line.end == End::Colon { 0.5 } else { 0.7 })
}

/// Whether a short heading stands over a short sentence, and that over a paragraph: `Old-school tools`, `So where does that leave
/// them?`.
fn opens_shortly(view: &View<'_>, at: usize, after: &[usize]) -> bool {
    const HEADING: u32 = 6;
    let &[below, text, ..] = after else { return false };
    let (line, below, text) = (&view.lines[at], &view.lines[below], &view.lines[text]);
    line.words <= HEADING
        && line.end == End::None
        && below.closed()
        && (4..12).contains(&below.words)
        && text.closed()
        && text.words >= 20
        && text.prose()
}

/// Whether the lines below, one under the other, are pieces of a paragraph that links broke: `A`, `da Moe is the author of`,
/// `a book`, `about harbours.`
fn is_broken(view: &View<'_>, after: &[usize]) -> bool {
    const WORDS: u32 = 12;
    // A name of a few words may be the link itself, in the middle of a sentence that began above.
    const BEGIN: u32 = 5;
    let Some(&first) = after.first() else { return false };
    let pieces = after.windows(2).take_while(|pair| pair[1] == pair[0] + 1 && view.lines[pair[1]].continues).count();
    let words: u32 = after[..=pieces].iter().map(|&at| view.lines[at].words).sum();
    let open = view.line_text(first).starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“'));
    let begun = view.lines[first].words >= BEGIN || view.line_text(first).chars().nth(1).is_none();
    pieces > 0 && open && begun && !view.lines[first].bullet && words >= WORDS
}

/// The share of the heading's words that stand in the paragraphs below it.
pub(in crate::page) fn echoed(view: &View<'_>, at: usize, after: &[usize]) -> f32 {
    view.echo(at, after.iter().copied())
}

/// Whether the line is a caption, a credit, a link, or a piece of a sentence.
fn is_other(text: &str) -> bool {
    const PLACES: [&str; 8] = ["(left)", "(right)", "(centre)", "(center)", "(pictured)", "(above)", "(below)", "(c)"];
    const PIECES: [&str; 16] =
        ["of", "the", "a", "an", "to", "and", "or", "by", "with", "from", "against", "at", "as", "his", "their", "its"];
    let last = text.rsplit(' ').next().unwrap_or_default();
    let film = ["– video", "- video", "| video", "– podcast", "– in pictures", "– live"];
    let ends = |end: &str| {
        text.len() >= end.len() && text.as_bytes()[text.len() - end.len()..].eq_ignore_ascii_case(end.as_bytes())
    };
    let credited = || {
        let leading = names::leading(text);
        let rest = text[leading.rest..].trim_start();
        !leading.names.is_empty() && (rest.starts_with("for ") || rest.starts_with('/'))
    };
    let credit = || (text.contains('/') || holds(text, "for ")) && credited();
    // The length of a film stands before its title.
    let first = || text.split(' ').next().unwrap_or_default();
    let timed = || text.starts_with(|c: char| c.is_ascii_digit()) && first().contains(':');
    let placed = || {
        let lower = text.to_lowercase();
        PLACES.iter().any(|place| lower.contains(place))
    };
    holds(text, "://")
        || is_twice(text)
        || timed()
        || PIECES.iter().any(|piece| piece.eq_ignore_ascii_case(last))
        || text.ends_with(['»', '›', '>', '→'])
        || text.contains('(') && placed()
        || film.into_iter().any(ends)
        || credit()
}

/// Whether the second half of the line says the first again.
fn is_twice(text: &str) -> bool {
    const LONG: usize = 12;
    let half = text.len() / 2;
    // Most lines show it at their halves' first letters.
    let (Some(first), Some(second)) =
        (text.chars().next(), text.get(half..).and_then(|half| half.trim_start().chars().next()))
    else {
        return false;
    };
    half > LONG && first.to_lowercase().eq(second.to_lowercase()) && {
        let lower = text.to_lowercase();
        let half = lower.len() / 2;
        lower.is_char_boundary(half) && lower[..half].trim() == lower[half..].trim()
    }
}

/// `Ada Moe and Bo Lund`, under their picture.
fn are_people(text: &str) -> bool {
    if !holds(text, "and ") || !text.contains(" and ") {
        return false;
    }
    let leading = names::leading(text);
    leading.names.len() >= 2 && leading.rest == text.len()
}

/// Whether the line is a person's name: two or three words with capitals that the text below does not use as words.
fn is_person(view: &View<'_>, at: usize, after: &[usize]) -> bool {
    let text = view.line_text(at);
    let shouted = |word: &str| word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    // Three words in capitals between paragraphs are a heading.
    let heading = view.lines[at].all_capitals() && view.lines[at].words >= 3 && !text.contains('.');
    if heading || !names::is_name(text) || text.split(' ').any(shouted) && view.lines[at].lower > 0 {
        return false;
    }
    !is_used(view, at, after.iter().copied())
}

/// Whether the text below uses one of the line's words as a word, in small letters.
pub(in crate::page) fn is_used(view: &View<'_>, at: usize, after: impl Iterator<Item = usize> + Clone) -> bool {
    let used = |word: &str| {
        let word = word.to_lowercase();
        let whole = word.chars().all(char::is_alphanumeric);
        whole
            && after.clone().any(|line| {
                let text = view.line_text(line);
                let ends = |at: usize| !text[at + word.len()..].starts_with(char::is_alphanumeric);
                text.match_indices(&word).any(|(at, _)| ends(at) && !text[..at].ends_with(char::is_alphanumeric))
            })
    };
    view.line_text(at).split(' ').any(used)
}
