//! # What it does
//! Finds links to other stories that stand between paragraphs, cue and title on one line.
//!
//! # Example
//! `ALSO SEE: Second Plant Will Open in Spring` · `Read more: What the ruling means` · `WATCH | The harbour at night` ·
//! `Read moreWhy the dams failed` · `Moe scores twice, lifts Harbour past Mill (1:12)` ·
//! between paragraphs: `SECOND PLANT WILL OPEN IN SPRING, MINISTER SAYS` and another one
//!
//! # Limits
//! Needs a known cue, then a colon, bar or dash, then a title that does not end as a sentence does. `More:` and the
//! like in a sentence ("More: she wants it all.") are kept. A title in capitals needs seven words (five where two of
//! seven are on the page), text in small letters beside it, no full stop and a second such title: shorter ones are sub-headings, a lone one may be
//! a flash or a telegram that the story quotes.

use super::{RuleInfo, View};
use crate::page::calls;
use crate::page::cues::{self, Cue};
use crate::page::label::Label;
use crate::page::line::{End, Line};
use crate::page::signs::Signs;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "related-link", summary: "a cue and the title of another story", label: Label::RelatedLink };

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    if line.words > 32 || line.words < 3 {
        return None;
    }
    if is_glued(view.line_text(at)) {
        return Some(0.85);
    }
    // "[ Second plant will open in spring ]"
    if view.line_text(at).starts_with("[ ") && view.line_text(at).ends_with(" ]") {
        return Some(0.85);
    }
    // A hand that points to a title.
    if !line.closed() && line.words >= 4 && view.line_text(at).starts_with(['👉', '👈', '☛', '☞', '➡', '⏩', '🔗'])
    {
        return Some(0.8);
    }
    if line.signs.any(Signs::COLON) && is_film(view, at) {
        return Some(0.75);
    }
    if !line.cues.has(Cue::RelatedLead) {
        return None;
    }
    let text = line.core.of(view.text);
    let (title, mark) = title_after_cue(text)?;
    if title.split_whitespace().count() < 2 {
        return None;
    }
    // A colon is what sites put there; a dash or bar needs the cue in capitals.
    let cue_in_capitals = !text[..text.len() - title.len()].chars().any(char::is_lowercase);
    let sure = mark == ':' || cue_in_capitals;
    let sentence = line.end == End::Stop && !view.line_text(at).ends_with("...") && !cue_in_capitals && line.words > 16;
    (sure && !sentence).then_some(0.9)
}

/// `Read moreWhy the dams failed`: the mark between cue and title was lost; `Next Post Why the dams failed`, the next of
/// a blog's.
fn is_glued(text: &str) -> bool {
    const CUES: [&str; 5] = ["Read more ", "Read more", "Read also", "Previous Post ", "Next Post "];
    let title = CUES.iter().find_map(|cue| text.strip_prefix(cue));
    title.is_some_and(|title| title.starts_with(char::is_uppercase) && !title.ends_with('.'))
}

/// `Moe scores twice, lifts Harbour past Mill (1:12)`: a film's title and how long it plays. Lists of results end so,
/// too: one under another they stay.
pub(super) fn is_film(view: &View<'_>, at: usize) -> bool {
    let film = |at: usize| {
        let Some((title, time)) = view.line_text(at).strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) else {
            return false;
        };
        let digits =
            |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        let timed = time
            .split_once(':')
            .is_some_and(|(minutes, seconds)| digits(minutes, 2) && seconds.len() == 2 && digits(seconds, 2));
        timed && title.split_whitespace().count() >= 5 && view.lines[at].lower > view.lines[at].upper
    };
    let around = (at.saturating_sub(2)..(at + 3).min(view.lines.len())).filter(|&line| film(line)).count();
    film(at) && around <= 2
}

/// A title in capitals of at least so many words, alone between paragraphs that are not.
pub(in crate::page) fn is_shouted_title(view: &View<'_>, at: usize, least: u32) -> bool {
    let line = &view.lines[at];
    if !line.all_capitals() || !(least..=30).contains(&line.words) || line.bullet || view.line_text(at).ends_with(')') {
        return false;
    }
    let beside = |at: usize| view.lines.get(at).filter(|line| !line.all_capitals());
    let text = |line: &Line| line.words >= 12 && line.lower > 4 * line.upper;
    let (Some(before), Some(after)) = (beside(at.wrapping_sub(1)), beside(at + 1)) else { return false };
    !matches!(line.end, End::Stop | End::Colon) && (text(before) || text(after))
}

/// The title behind the cue and the mark between them.
fn title_after_cue(text: &str) -> Option<(&str, char)> {
    let ends = [cues::lead(text, Cue::RelatedLead), calls::lead(text)];
    let (rest, mark) = ends.into_iter().flatten().find_map(|end| {
        let rest = text[end..].trim_start();
        let mark = rest.chars().next().filter(|c| matches!(c, ':' | '|' | '-' | '–' | '—' | '>' | '»'))?;
        Some((rest, mark))
    })?;
    let title = rest[mark.len_utf8()..].trim();
    (!title.is_empty()).then_some((title, mark))
}
