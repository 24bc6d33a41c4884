//! # What it does
//! Finds lines that say who wrote the story.
//!
//! # Example
//! `By Ada Moe and Bo Lund` · `- Ada Moe` under the last paragraph · `Ada Moe, Senior Writer` · `Associated Press` ·
//! `From Ada Moe, Umuokra` · `Our Correspondent`
//!
//! # Limits
//! After "By" and after a dash every part must look like a person's name or a known agency, a role may follow. A name
//! without either is a byline only between headline and story (see [`in_head`]).

use memchr::memmem;

use super::{RuleInfo, View};
use crate::page::agencies::Agencies;
use crate::page::cues::{self, Cue};
use crate::page::date::{is_weekday, month_named};
use crate::page::label::Label;
use crate::page::line::End;
use crate::page::markup;
use crate::page::names;
use crate::page::rules::{dateline, timestamp};
use crate::page::signs::Signs;
use crate::text::hash::WordList;

pub(in crate::page) const INFO: RuleInfo = RuleInfo { name: "byline", summary: "who wrote it", label: Label::Byline };

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    if line.words > 24 || line.words == 0 || line.span.len() > 200 {
        return None;
    }
    let marked = !view.line_text(at).as_bytes().first().is_some_and(u8::is_ascii_alphanumeric);
    // Without "By" or a dash, a line with a bar or a comma may name its writer.
    let glued = || line.words <= 5 && matches!(view.line_text(at).as_bytes(), [b'b' | b'B', b'y', b'A'..=b'Z', ..]);
    if !line.cues.has(Cue::Byline) && !marked && !glued() && !line.signs.any(Signs::MARKUP | Signs::BAR | Signs::COMMA)
    {
        return None;
    }
    let (plain, _) = markup::of_line(view, at);
    let text = &*plain;
    // "byAda Moe"
    if !line.cues.has(Cue::Byline) {
        let rest = text.strip_prefix("by").or_else(|| text.strip_prefix("By"));
        if rest.is_some_and(|rest| rest.starts_with(char::is_uppercase) && names::is_name(rest)) {
            return Some(0.9);
        }
    }
    if line.cues.has(Cue::Byline) {
        let rest = after_lead(text)?;
        // Reviews say who published a book.
        if text.starts_with("Published") && !is_dated(view, at) {
            return None;
        }
        return named_first(view.agencies, rest).then_some(0.95);
    }
    // "News | Published: 5 hours ago | Written by Ada Moe"
    if text.contains('|')
        && barred(view.agencies, text).is_some()
        && text.split('|').any(|part| timestamp::is_when(part).is_some())
    {
        return Some(0.85);
    }
    // A signature: a dash and a name, under a finished paragraph.
    let signed = text.strip_prefix(['-', '–', '—'])?.trim_start_matches(['-', ' ']);
    let under_text = at > 0 && (view.lines[at - 1].closed() || view.lines[at - 1].words > 12);
    let signed = after_lead(signed).unwrap_or(signed);
    let named = !names::leading(signed).names.is_empty() && named_first(view.agencies, signed);
    // Under a quotation the name is that of whoever said it.
    let quoted = at > 0 && is_quotation(view.line_text(at - 1));
    // "— Ada Moe (@ada) 3 May" stands under a post that the story shows.
    let posted = text.contains("(@");
    (under_text && !quoted && !posted && line.words <= 8 && named).then_some(0.85)
}

/// Whether a time stands right above or below the line.
fn is_dated(view: &View<'_>, at: usize) -> bool {
    let when = |line: usize| view.lines.get(line).is_some() && timestamp::is_when(view.line_text(line)).is_some();
    when(at + 1) || at > 0 && when(at - 1)
}

/// Whether the text is one quotation and nothing else.
fn is_quotation(text: &str) -> bool {
    let inside = text.strip_prefix(['"', '“', '‘']).and_then(|rest| rest.strip_suffix(['"', '”', '’']));
    inside.is_some_and(|inside| !inside.contains(['"', '“', '”']))
}

/// Whether a line between headline and story is a byline although no word says so.
pub(in crate::page) fn in_head(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    if line.words > 18 || line.span.len() > 140 || line.closed() || line.end == End::Colon {
        return None;
    }
    view.signers.of(view.lines.len(), at, || signs(view, at))
}

fn signs(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    let text = view.core_text(at);
    if view.agencies.named(text).is_some() {
        return Some(0.8);
    }
    if line.words <= 3 && names::is_role(text) && is_desk(text) {
        return Some(0.7);
    }
    // "From Ada Moe, Umuokra"
    let sent = from(text).map(|rest| (names::leading(rest), rest)).filter(|(leading, _)| !leading.names.is_empty());
    if sent.is_some_and(|(leading, rest)| rest.len() == leading.rest || rest[leading.rest..].starts_with(", ")) {
        return Some(0.75);
    }
    // "AFP, MANILA"
    let placed = view.agencies.leads(text).and_then(|end| text[end..].strip_prefix(", "));
    if placed.is_some_and(|place| line.words <= 5 && place.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | ',')))
    {
        return Some(0.75);
    }
    if line.digits > 0 && behind_date(text).is_some() {
        return Some(0.75);
    }
    // "ByAda Moe UpdatedMay 3, 2026", "Posted byAda MoeMay 3, 2026"
    let glued = || after_lead(text).filter(|_| ["By", "by", "Posted by"].iter().any(|lead| text.starts_with(lead)));
    if within(text).or_else(glued).is_some_and(|rest| !names::leading(rest).names.is_empty()) {
        return Some(0.85);
    }
    if line.words >= 7 && text.contains(" in ") && are_posted(text) {
        return Some(0.75);
    }
    // "Harbours, National, News | Written by Ada Moe"
    if line.signs.any(Signs::BAR) && barred(view.agencies, text).is_some() {
        return Some(0.75);
    }
    let leading = names::leading(text);
    if leading.names.is_empty() {
        return None;
    }
    let rest = text[leading.rest..].trim();
    if rest.is_empty() {
        // "Roger Moe." stands under his picture, five capital words are a title's.
        let stopped = text.ends_with('.') && !["Jr.", "Sr."].iter().any(|end| text.ends_with(end));
        let titled = leading.names.len() == 1 && line.capitals > 4;
        return (!stopped && !titled && !dateline::is_city(text) && !is_topic(view, at) && !is_common(view, at))
            .then_some(BARE);
    }
    // "Ada Moe by Ada Moe"
    if rest.strip_prefix("by ").is_some_and(|name| text.starts_with(name)) {
        return Some(0.8);
    }
    // What is glued to a name or stands behind a mark is its bearer's role, house, place or time.
    // "Ada Lines (ADLN) Stock" is a share.
    let sign = rest.strip_prefix('(').and_then(|rest| rest.split_once(") "));
    let share = sign.is_some_and(|(sign, _)| sign.bytes().all(|byte| byte.is_ascii_uppercase()));
    let marked = rest.starts_with(['|', '•', '·', '/', '-', '–', '—', ',', '(', '@']) && !share;
    let told = names::is_role(rest)
        || rest.starts_with("Follow @")
        || timestamp::is_when(rest).is_some()
        || view.agencies.leads(rest).is_some();
    let placed = ["in ", "for ", "at "].iter().any(|word| rest.starts_with(word)) && line.words <= 8;
    // Behind a comma a long rest is a sentence about the person, a caption, unless it says when to the minute.
    let most = if line.digits >= 7 && line.signs.any(Signs::COLON) { 12 } else { 7 };
    let short = !rest.starts_with(',') || rest.split_whitespace().count() <= most;
    // "Ada Moe 7 hours" lost its "ago".
    let aged = rest.starts_with(|c: char| c.is_ascii_digit()) && rest.split_whitespace().count() <= 3;
    (leading.glued || aged || marked && short || told && line.words <= 14 || placed).then_some(0.75)
}

/// The score of a name and nothing else.
pub(in crate::page) const BARE: f32 = 0.6;

/// What no word leads scores no more than this.
pub(in crate::page) const LED: f32 = 0.8;

/// The word `By` alone on its line: names follow.
pub(in crate::page) fn is_by(view: &View<'_>, at: usize) -> bool {
    view.core_text(at).eq_ignore_ascii_case("by")
}

/// Whether names follow on the next line: `By`, `Posted by`, `Author:`.
pub(in crate::page) fn is_lead(text: &str) -> bool {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    cues::lead(text, Cue::Byline) == Some(text.len())
        || ["author", "authors", "author of the article"].iter().any(|lead| text.eq_ignore_ascii_case(lead))
}

/// Whether three words or more with capitals are a title or a subject and no name: another's name stands below behind "By",
/// or the title above says one of them, the last aside, `Reader Kitchen Remodel` below `How this kitchen was saved`.
fn is_topic(view: &View<'_>, at: usize) -> bool {
    const ABOVE: usize = 2;
    let text = view.line_text(at);
    let words = || text.split(' ');
    if words().count() < 3 {
        return false;
    }
    let other = |rest: &str| !rest.contains(text) && !names::leading(rest).names.is_empty();
    if view.lines.get(at + 1).is_some_and(|_| after_lead(view.line_text(at + 1)).is_some_and(other)) {
        return true;
    }
    let last = words().next_back();
    let telling = || words().filter(|word| word.len() >= 5 && Some(*word) != last);
    let says = |line: usize, word: &str| {
        view.line_text(line).split(|c: char| !c.is_alphanumeric()).any(|told| told.eq_ignore_ascii_case(word))
    };
    (at.saturating_sub(ABOVE)..at)
        .filter(|&line| view.lines[line].words >= 5)
        .any(|line| telling().any(|word| says(line, word)) && !words().all(|word| says(line, word)))
}

/// Whether the text from the line on has all of the line's words in small letters, too: `Plant Help` is no name.
fn is_common(view: &View<'_>, at: usize) -> bool {
    const REACH: usize = 20_000;
    let from = view.lines[at].span.end();
    let rest = &view.text.as_bytes()[from..view.text.len().min(from + REACH)];
    let small = |word: &str| {
        let word = word.to_lowercase();
        // "ada.moe@..." is where mail for her goes.
        let blank = |at: usize| rest.get(at).is_none_or(|byte| b" \n,".contains(byte));
        memmem::find_iter(rest, &word).any(|at| at > 0 && blank(at - 1) && blank(at + word.len()))
    };
    view.line_text(at).split_whitespace().all(small)
}

/// What follows `From`.
pub(in crate::page) fn from(text: &str) -> Option<&str> {
    text.strip_prefix("From ").or_else(|| text.strip_prefix("FROM "))
}

/// `Staff Reporter`, `Our Correspondent`, `NW Correspondent`, `Web Desk`: one of the house, whose name is not told.
fn is_desk(text: &str) -> bool {
    // "Our Correspondent, Umuokra"
    let text = text.split(", ").next().unwrap_or(text);
    let (first, last) = (text.split(' ').next().unwrap_or(text), text.rsplit(' ').next().unwrap_or(text));
    let one = ["Staff", "STAFF", "Our", "OUR", "Special", "Web", "News", "Agency", "Bureau"].contains(&first);
    let house = names::is_house(first)
        || text.ends_with(" News Service")
        || first.len() <= 3 && first.bytes().all(|byte| byte.is_ascii_uppercase())
        || ["Desk", "Bureau"].contains(&last) && first.starts_with(char::is_uppercase);
    let office = ["reporter", "correspondent", "desk", "bureau", "report", "writer", "staff", "service"];
    let office = office.iter().any(|office| office.eq_ignore_ascii_case(last));
    (one || house) && first.len() < text.len() && office
}

/// `Ada Moe in Oslo and Bo Lund in Hong Kong`
fn are_posted(text: &str) -> bool {
    posted(text).count() >= 2 && posted(text).all(|name| name.is_some())
}

/// The names before each `in`; `None` where a part is no name and place. Of the last the place may be left out.
pub(in crate::page) fn posted(text: &str) -> impl Iterator<Item = Option<&str>> {
    let last = |part: &str| {
        let others = text.strip_suffix(part).and_then(|rest| rest.strip_suffix(" and "));
        others.is_some_and(|others| others.contains(" in ")) && names::is_name(part)
    };
    let name = move |part: &'_ str| {
        let Some((name, place)) = part.split_once(" in ") else { return last(part).then_some(part.len()) };
        let placed = place.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
        (placed && names::is_name(name)).then_some(name.len())
    };
    let parts = text.split(" and ").flat_map(|part| part.split(", "));
    parts.map(move |part| name(part).map(|end| &part[..end]))
}

/// Whether the line, right under a byline, goes on about the writer: an office, or from where the report comes.
pub(in crate::page) fn continues(view: &View<'_>, at: usize) -> bool {
    let line = &view.lines[at];
    let text = view.core_text(at);
    let house = text.ends_with(" Group") || text.ends_with(" Media");
    let office =
        line.words <= 6 && (house || names::is_role(text) || names::is_office(text)) && line.capitals * 2 >= line.words;
    let other = text.strip_prefix("and ").is_some_and(names::is_name);
    // ", NWN" behind a name that is a link.
    let behind = line.words <= 4 && text.strip_prefix(", ").is_some_and(|house| house.starts_with(char::is_uppercase));
    let sent = text.strip_prefix("in ").or_else(|| text.strip_prefix("Reporting from "));
    let sent = line.words <= 5 && sent.is_some_and(|place| place.starts_with(char::is_uppercase));
    (office || other || behind || sent) && line.end == End::None
}

/// What follows "By" and its kin.
pub(in crate::page) fn after_lead(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    // "ByAda Moe", "byAda Moe", "Byby Ada Moe", "Posted byAda Moe"
    let glued = || {
        let rest = text.strip_prefix("Posted ").unwrap_or(text).strip_prefix(['B', 'b'])?.strip_prefix('y')?;
        (rest.starts_with(char::is_uppercase) || rest.starts_with("by ")).then(|| text.len() - rest.len())
    };
    let end = cues::lead(text, Cue::Byline).or_else(glued)?;
    let rest = text[end..].trim_start_matches([':', ' ', '\u{a0}', '\t']);
    // "BYLINE: By Ada Moe"
    let rest = rest.strip_prefix("By ").or_else(|| rest.strip_prefix("by ")).unwrap_or(rest);
    let rest = behind_role(rest).unwrap_or(rest);
    (!rest.is_empty()).then_some(rest)
}

/// What follows a "by" that stands behind when or how long: `May 3, 2026 by Ada Moe`, `3 min read · By Ada Moe`.
pub(in crate::page) fn within(text: &str) -> Option<&str> {
    const REACH: usize = 60;
    static COUNTS: WordList = WordList::new("min|mins|minute|minutes|read|comment|comments|guide");
    let counts = |part: &str| {
        part.split(|c: char| !c.is_alphanumeric())
            .all(|word| word.bytes().all(|byte| byte.is_ascii_digit()) || COUNTS.contains(word))
    };
    let told = |before: &str| {
        before.split(['·', '•', '|', '—']).all(|part| counts(part) || timestamp::is_when(part.trim()).is_some())
    };
    let at = text.match_indices("y ").map_while(|y| y.0.checked_sub(1)).take_while(|at| *at <= REACH);
    let at = at
        .filter(|&at| matches!(text.as_bytes()[at], b'b' | b'B'))
        .find(|&at| text[..at].ends_with(|c: char| !c.is_alphabetic()) && told(&text[..at]))?;
    Some(text[at + 2..].trim_start())
}

/// The name that stands behind a day, `May 3, 2026Ada Moe`, `May 3, 2026 • Ada Moe in Harbours`, and nothing else.
pub(in crate::page) fn behind_date(text: &str) -> Option<&str> {
    const REACH: usize = 48;
    let year = |at: &usize| text.as_bytes()[*at..].iter().take(4).filter(|byte| byte.is_ascii_digit()).count() == 4;
    let at = text.match_indices("20").map(|it| it.0).take_while(|at| *at <= REACH).filter(year).last()?;
    let (when, rest) = text.split_at(at + 4);
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let leading = names::leading(rest);
    let alone = rest[leading.rest..].is_empty() || rest[leading.rest..].starts_with(" in ");
    let last = when[..at].rfind("20").map_or(0, |first| first + 4);
    let dated = when.get(last.min(at)..).is_some_and(|day| timestamp::is_when(day.trim()).is_some());
    (alone && !leading.names.is_empty() && dated).then_some(rest)
}

/// The names behind a role that begins in small letters, `regional affairs reporter Ada Moe`, or ends so, `North America
/// correspondent Ada Moe`.
fn behind_role(text: &str) -> Option<&str> {
    const OFFICES: [&str; 5] = [" reporter ", " correspondent ", " editor ", " writer ", " journalist "];
    let ends = OFFICES.iter().filter_map(|office| text.find(office).map(|at| at + office.len()));
    let end = ends.filter(|&end| end <= 48).max()?;
    let names = !text[..end].contains([',', '|']) && !names::leading(&text[end..]).names.is_empty();
    names.then(|| &text[end..])
}

/// The names in the part of a line with bars that "by" leads.
pub(in crate::page) fn barred<'t>(agencies: &Agencies, text: &'t str) -> Option<&'t str> {
    text.split('|').filter_map(|part| after_lead(part.trim())).find(|rest| named_first(agencies, rest))
}

/// Whether the text begins with a name, an agency or a role, and goes on with nothing that a sentence would.
fn named_first(agencies: &Agencies, text: &str) -> bool {
    let text = text.trim_end_matches(['.', '|', ' ', ',', ')']);
    let leading = names::leading(text);
    if !leading.names.is_empty() {
        let rest = text[leading.rest..].trim_start();
        let next = rest.split_whitespace().next().unwrap_or_default();
        let marked = !rest.starts_with(char::is_alphabetic);
        let told = next.starts_with(char::is_uppercase)
            || names::is_role(rest)
            || next.contains('@')
            || matches!(next, "in" | "for" | "at" | "of" | "with" | "published")
            || next == "on" && timestamp::is_when(rest["on".len()..].trim_start()).is_some();
        return rest.is_empty() || leading.glued || marked || told;
    }
    let words = text.split_whitespace().count();
    let first = text.split([',', '|', '•']).next().unwrap_or(text).trim();
    let big = text.starts_with(char::is_uppercase);
    let house = agencies.named(first).is_some()
        || agencies.leads(first).is_some()
        || names::is_role(text) && words <= 6
        || names::is_house(first);
    // One name alone ("By Moe") must not be a month or a day.
    let single = words == 1 && text.len() > 3 && month_named(text).is_none() && !is_weekday(text);
    big && (house || single)
}
