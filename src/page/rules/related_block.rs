//! # What it does
//! Finds lists of other stories: a header line that says so, and the titles under it.
//!
//! # Example
//! `ALSO SEE:` and eight titles at the end of a story; `More from Business` and three titles between two paragraphs;
//! `Ferries Run Late Again Ferries Run Late Again`, which a picture's text and its title leave.
//!
//! # Limits
//! Titles end where prose, a known line of another kind, or the page ends. Between paragraphs at most six titles are
//! taken, each shorter than twenty-five words and not ending as a sentence: what is doubtful stays.

use super::{RuleInfo, View, headline, is_paragraph};
use crate::page::cues::Cue;
use crate::page::label::Label;
use crate::page::line::{End, Line};

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "related-block", summary: "a list of other stories", label: Label::RelatedBlockHeader };

/// Whether line `at` heads a list of other stories.
pub(in crate::page) fn is_header(view: &View<'_>, at: usize) -> bool {
    let line = &view.lines[at];
    line.words <= 7
        && (line.cues.has(Cue::RelatedHeader)
            || line.capitals == line.words && line.words <= 4 && is_more_news(view.core_text(at)))
        && (line.end != End::Stop || view.line_text(at).ends_with('…'))
        && line.small <= 2
        && !is_next_game(view, at)
}

/// `More Transportation News`
fn is_more_news(text: &str) -> bool {
    text.starts_with("More ") && text.ends_with(" News")
}

/// `UP NEXT` over `Harbour: At Mill on Wednesday night.`, with which reports of games close.
fn is_next_game(view: &View<'_>, at: usize) -> bool {
    let sentence = |line: &Line| line.end == End::Stop && line.words >= 4;
    view.core_text(at).eq_ignore_ascii_case("up next") && view.lines.get(at + 1).is_some_and(sentence)
}

/// Whether line `at` is a title said twice: as the text of a picture, then as its own.
pub(in crate::page) fn is_doubled(view: &View<'_>, at: usize) -> bool {
    let text = view.line_text(at);
    let half = text.len() / 2;
    (6..=2 * LONGEST).contains(&view.lines[at].words)
        && text.as_bytes()[half] == b' '
        && text[..half] == text[half + 1..]
        && !text.ends_with('.')
}

/// Words of a title, at most.
const LONGEST: u32 = 25;

/// How many lines after the header are titles; `free` says whether no other rule has spoken about a line, `last_text`
/// is the page's last long paragraph.
pub(in crate::page) fn items(
    view: &View<'_>,
    header: usize,
    last_text: Option<usize>,
    free: impl Fn(usize) -> bool,
) -> usize {
    let mut taken = 0;
    let mut at = header + 1;
    while at < view.lines.len() && is_title(view, at) && free(at) && !is_header(view, at) && !is_next(view, header, at)
    {
        taken += 1;
        at += 1;
    }
    // Days of a tour, results, wines and their prices are the story's own.
    let counted = (header + 1..at).filter(|&line| view.lines[line].digits > 0).count();
    let listed = taken > 6 && counted * 3 > taken * 2;
    if (last_text.is_none_or(|text| text < at) || taken <= 6) && !listed {
        return taken;
    }
    // A long run that prose follows: the list is over where an empty line or the shape changes; be careful instead.
    3
}

/// Whether an empty line parts the title from those above it, between which there is none, and a paragraph stands under it:
/// then it is that of the next story.
fn is_next(view: &View<'_>, header: usize, at: usize) -> bool {
    at > header + 1
        && view.gap(at)
        && !(header + 1..at).any(|above| view.gap(above))
        && (at + 1..view.lines.len())
            .take(SIGNED)
            .find(|&below| !is_signature(view, below))
            .is_some_and(|below| is_paragraph(view, below))
}

/// How many lines may stand between a title and its story.
const SIGNED: usize = 4;

/// Whether the line says who wrote a story, or when.
fn is_signature(view: &View<'_>, at: usize) -> bool {
    let line = &view.lines[at];
    line.words <= 12
        && (line.cues.has(Cue::Byline) || line.digits > 0 && super::timestamp::is_when(view.line_text(at)).is_some())
}

/// Whether the line begins a sentence of the story that goes on below it, behind a link on a line of its own or not.
fn is_piece(view: &View<'_>, at: usize) -> bool {
    let begun = view.lines[at].small >= 1 && view.lines[at].words >= 4;
    // Buttons and credits may begin with a small letter, too.
    let goes_on = view.lines.get(at + 1).is_some_and(|next| {
        let text = next.continues && next.cues.is_empty() && (next.closed() || next.words >= 6);
        let link = || view.lines[at].words <= 5 && view.line_text(at + 1).starts_with(',');
        text && view.begins_within(at + 1) && (begun || link())
    });
    goes_on || begun && headline::is_piece(view, at)
}

fn is_title(view: &View<'_>, at: usize) -> bool {
    let line = &view.lines[at];
    let text = view.line_text(at);
    let quoted_sentence = text.starts_with(['"', '“']) && line.words > 14;
    let sentence = line.end == End::Stop && line.words >= 6 || quoted_sentence;
    (1..LONGEST).contains(&line.words) && !line.continues && !sentence && !is_piece(view, at)
}
