//! Captions, known by the credit beside them.
//!
//! A picture's text reads like a sentence of the story, and often ends like one. That it is none shows in what stands
//! at its end or on the next line: whose the picture is. Sites differ in the order of the two, and in whether they print
//! both twice.

use super::cues::Cue;
use super::kind::Kind;
use super::label::Label;
use super::line::{End, Line};
use super::marks::Marks;
use super::names;
use super::rules::{self, Rule, View};

/// Words of a caption, at most.
const LONGEST: u32 = 45;

/// A picture's credit at the end of line `at` makes the line a caption.
pub(super) fn label_credited(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    if !allowed(marks) {
        return;
    }
    if let Some(start) = rules::photo_credit::tail(view, at) {
        marks.set(at, Rule::Caption, 0.85);
        marks.set_tail(at, view.lines[at].span.start() + start, Rule::PhotoCredit, 0.85);
    } else if rules::photo_credit::is_whole(view, at) {
        marks.set(at, Rule::PhotoCredit, 0.85);
    }
}

/// Captions that the lines around them show.
pub(super) fn label(view: &View<'_>, marks: &mut Marks<'_>) {
    if !allowed(marks) {
        return;
    }
    for at in 0..view.lines.len() {
        match marks.label(at) {
            Some(Label::Caption) => announced(view, marks, at),
            Some(Label::PhotoCredit) => owned_below(view, marks, at),
            None => doubled(view, marks, at),
            Some(_) => {}
        }
        slashed(view, marks, at);
    }
    beside_credits(view, marks);
}

fn allowed(marks: &Marks<'_>) -> bool {
    marks.allows(Rule::PhotoCredit) && marks.allows(Rule::Caption)
}

/// `Image caption,` alone on its line, over the caption: the line was known for one.
fn announced(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    let next = at + 1;
    if view.lines[at].words == 2
        && view.core_text(at).to_ascii_lowercase().ends_with(" caption")
        && next < view.lines.len()
        && marks.free(next)
        && view.lines[next].words <= LONGEST
    {
        marks.set(next, Rule::Caption, 0.85);
    }
}

/// `Image Credits:` alone on its line, over the owner: the line was known for a credit.
fn owned_below(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    let line = &view.lines[at];
    let owner = |next: &Line| next.words <= 6 && next.capitals * 2 > next.words && next.end == End::None;
    if line.end == End::Colon && line.words <= 2 && view.lines.get(at + 1).is_some_and(owner) && marks.free(at + 1) {
        marks.set(at + 1, Rule::PhotoCredit, 0.8);
    }
}

/// Caption and credit, and the same two lines again: the picture, and the picture enlarged.
fn doubled(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    let pair = at..at + 2;
    if pair.end + 2 > view.lines.len() || !(5..=LONGEST).contains(&view.lines[at].words) {
        return;
    }
    let credit = &view.lines[at + 1];
    let shaped = credit.words <= 8 && credit.end == End::None;
    let again = |line: usize| marks.free(line) && marks.free(line + 2) && view.alike(line, line + 2);
    if shaped && pair.clone().all(again) && !names::leading(view.line_text(at + 1)).names.is_empty() {
        for caption in [at, at + 2] {
            marks.set(caption, Rule::Caption, 0.8);
            marks.set(caption + 1, Rule::PhotoCredit, 0.8);
        }
    }
}

/// `/` alone on its line between who took the picture and for whom; the caption stands above.
fn slashed(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    let owner =
        |line: usize| marks.free(line) && (1..=5).contains(&view.lines[line].words) && !view.lines[line].closed();
    if view.line_text(at) != "/" || at == 0 || at + 1 >= view.lines.len() || !owner(at - 1) || !owner(at + 1) {
        return;
    }
    (at - 1..=at + 1).for_each(|line| marks.set(line, Rule::PhotoCredit, 0.8));
    let caption = |line: &usize| marks.free(*line) && view.lines[*line].words >= 3 && !rules::is_paragraph(view, *line);
    if let Some(caption) = at.checked_sub(2).filter(caption) {
        marks.set(caption, Rule::Caption, 0.75);
    }
}

/// Whether the line stands right over the credit of a picture.
pub(super) fn is_over_credit(view: &View<'_>, marks: &Marks<'_>, at: usize) -> bool {
    at + 1 < view.lines.len() && marks.label(at + 1) == Some(Label::PhotoCredit)
}

/// Captions right above or below a line that credits their picture, and the agency's name as that line.
fn beside_credits(view: &View<'_>, marks: &mut Marks<'_>) {
    let mut told = false;
    let mut title = Title::default();
    for credit in 1..view.lines.len() {
        let at = credit - 1;
        let credited = marks.label(credit) == Some(Label::PhotoCredit);
        let agency = || view.lines[credit].words <= 2 && view.agencies.named(view.core_text(credit)).is_some();
        if credited || marks.free(credit) && agency() {
            let above = is_above(view, marks, credit, credited, told, &mut title).then_some(at);
            let caption = above.or_else(|| Some(credit + 1).filter(|_| is_below(view, marks, credit, told)));
            if let Some(caption) = caption {
                marks.set(caption, Rule::Caption, 0.75);
                if !credited {
                    marks.set(credit, Rule::PhotoCredit, 0.75);
                }
            }
        }
        told |= rules::is_paragraph(view, at);
    }
}

/// Whether a line that may be a title was seen, as far as anybody asked.
#[derive(Default)]
struct Title {
    found: bool,
    looked: usize,
}

impl Title {
    /// Whether one stands above line `end`.
    fn is_above(&mut self, view: &View<'_>, marks: &Marks<'_>, end: usize) -> bool {
        while !self.found && self.looked < end {
            let at = self.looked;
            self.found = marks.free(at) && view.lines[at].words >= 4 && rules::headline::shape(view, at).is_some();
            self.looked += 1;
        }
        self.found
    }
}

/// Whether the line above the credit is its caption. A story's title may have the credit of its picture under it, and so
/// may its summary.
fn is_above(view: &View<'_>, marks: &Marks<'_>, credit: usize, credited: bool, told: bool, title: &mut Title) -> bool {
    let at = credit - 1;
    let line = &view.lines[at];
    let extracted = view.kind == Kind::Extracted;
    let credited_itself = marks.get(at).tail.is_some();
    if !marks.free(at) || credited_itself || !(4..=LONGEST).contains(&line.words) || line.bullet || line.continues {
        return false;
    }
    if line.end == End::None {
        return extracted && told && !view.gap(credit);
    }
    // A caption that ends as a sentence names the day, or stands in the head, where the story has not begun.
    let text = view.line_text(at);
    let dated = line.words <= 40 && ends_in_date(text) && !text.starts_with(['"', '“']);
    let signed = || (at.saturating_sub(HEAD)..at).any(|line| marks.label(line) == Some(Label::Byline));
    let mut titled = || title.is_above(view, marks, at);
    let mut head = || !told && line.end == End::Stop && !rules::is_paragraph(view, at) && signed() && titled();
    // A few words right under the time and over a credit.
    let few = || line.words <= 14 && at > 0 && marks.label(at - 1) == Some(Label::Timestamp);
    credited && (dated || few() || head())
}

/// How far above a caption the byline of the head stands.
const HEAD: usize = 8;

/// Whether the line under the credit is its caption: hung between blank lines, or a whole statement without a full stop
/// with the story going on right under it.
fn is_below(view: &View<'_>, marks: &Marks<'_>, credit: usize, told: bool) -> bool {
    let under = credit + 1;
    if under >= view.lines.len() || !marks.free(under) || view.kind != Kind::Extracted {
        return false;
    }
    let line = &view.lines[under];
    let shaped = (4..=LONGEST).contains(&line.words) && line.end == End::None && !line.bullet && !line.continues;
    if !shaped {
        return false;
    }
    let hangs = under + 1 < view.lines.len() && view.gap(credit) && !view.gap(under) && view.gap(under + 1);
    let stated = told
        && line.words >= 6
        && line.small >= 1
        && line.capitals * 3 <= line.words * 2
        && view.lines[credit - 1].closed()
        && view.lines.get(under + 1).is_some_and(|next| next.closed() && next.words >= 4);
    hangs || stated
}

/// `..., Tuesday, Nov. 18, 2025.`: month, day and year at the end of a sentence.
fn ends_in_date(text: &str) -> bool {
    let bare = text.trim_end_matches('.');
    let Some((before, year)) = bare.rsplit_once(", ") else { return false };
    let day = before.rsplit(", ").next().unwrap_or(before);
    let year = year.len() == 4 && year.starts_with("20") && year.bytes().all(|byte| byte.is_ascii_digit());
    let day = day.split_whitespace().rev().take(2).collect::<Vec<_>>();
    year && matches!(day[..], [number, month]
        if number.bytes().all(|byte| byte.is_ascii_digit()) && super::date::month_named(month).is_some())
}

/// Whether a line of a story's head is a caption by its end: a bracket that names an owner, or a dash and a name.
pub(super) fn is_owned(view: &View<'_>, at: usize) -> bool {
    let line = &view.lines[at];
    let text = view.line_text(at);
    if line.words > LONGEST || text.starts_with(['"', '“']) {
        return false;
    }
    let named = |inside: &str| {
        let words = || inside.split_whitespace();
        (1..=8).contains(&words().count())
            && words().all(|word| {
                !word.starts_with(char::is_lowercase)
                    || matches!(word, "of" | "the" | "and" | "via" | "by" | "courtesy")
            })
            && inside.contains(char::is_alphabetic)
    };
    let bracket = text.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    // "Ships wait in May [NORDWIRE]"
    let framed = || text.strip_suffix(']').and_then(|rest| rest.rsplit_once(" ["));
    let dash = || ["— ", "– ", "—", "-- ", "Photo ", "Source: "].iter().find_map(|dash| text.rsplit_once(dash));
    let behind = |before: &str| before.trim_end().ends_with(['.', '!', '?']);
    // "A ferry at the quay (Nordwire)", "... | Nordwire", "... / Nordwire"
    let agency = |inside: &str| inside.split('/').any(|part| view.agencies.named(part.trim()).is_some());
    let bar = || text.rsplit_once(['|', '/']).is_some_and(|(_, owner)| agency(owner));
    line.cues.has(Cue::CreditTail) && text.ends_with(" Getty Images")
        || bracket
            .is_some_and(|(before, inside)| behind(before) && named(inside) || names::is_name(inside) || agency(inside))
        || bar()
        || framed().is_some_and(|(_, inside)| named(inside))
        || dash().is_some_and(|(before, name)| {
            (behind(before) || name.contains(" Photo")) && named(name) && !name.ends_with('.')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_at_the_end() {
        assert!(ends_in_date("A plant in Veld, March 4, 2025."));
        assert!(ends_in_date("A ferry off Thasia, Tuesday, Nov. 18, 2025."));
        assert!(!ends_in_date("It was sold in 2025."));
        assert!(!ends_in_date("They met in Veld, in May, 2025."));
    }
}
