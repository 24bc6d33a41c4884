//! # What it does
//! Finds lines that say who else worked on a story and where it came from.
//!
//! # Example
//! `Additional reporting by A. Person.` · `(Reporting by A. Person; editing by B. Person)` · `Source: Nordwire` ·
//! `The Associated Press contributed to this report.` · `With assistance from A. Person` · `mns/lpt/rb` · `Published in Harbour Times, November 19th, 2025` ·
//! `via The Harbour Star` · `Media contact:` with the names, numbers and addresses under it
//!
//! # Limits
//! Known by fixed formulas. `Source:` and `Via` need a short line without a sentence in it, since a sentence may begin
//! so.

use super::{RuleInfo, View};
use crate::page::cues::Cue;
use crate::page::label::Label;
use crate::page::names;
use crate::page::rules::timestamp;
use crate::page::signs::Signs;

pub(in crate::page) const INFO: RuleInfo = RuleInfo {
    name: "source-credit",
    summary: "who else worked on it, where it came from",
    label: Label::SourceCredit,
};

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    if line.cues.has(Cue::SourceCredit) {
        let text = view.line_text(at);
        if text.starts_with(['"', '“']) || line.words > 70 {
            return None;
        }
        if line.words > 20 && text.contains(" contributed reporting from ") {
            return None;
        }
        // "With assistance from the council, ..." is the story's.
        if let Some(rest) = helped(text) {
            let leading = names::leading(rest);
            let over = rest[leading.rest..].trim_start_matches(['.', ')', ' ']);
            let told = over.is_empty() || over.starts_with("in ");
            return (!leading.names.is_empty() && told && line.words <= 20).then_some(0.9);
        }
        if text.contains(FEED) {
            return is_feed(text).then_some(0.9);
        }
        if is_bare_source(text) || is_bare_editor(text) {
            // "Sources:" over a list is a heading of the story's.
            return (2..=12).contains(&line.words).then_some(0.9);
        }
        return Some(0.9);
    }
    // "NW" alone closes the page, initials under it or not.
    let last = at + 1 == view.lines.len() || at + 2 == view.lines.len() && is_initials(view, at + 1);
    if last && line.words <= 2 && view.agencies.named(view.core_text(at)).is_some() {
        return Some(0.8);
    }
    if closes_release(view, at) || is_initials(view, at) {
        return Some(0.9);
    }
    if is_printed(view, at) {
        return Some(0.85);
    }
    if is_syndicated(view, view.line_text(at)) {
        return Some(0.8);
    }
    (line.cues.has(Cue::SourceVia) && is_via(view, at)).then_some(0.7)
}

/// `Source: Nordwire`, a formula that other things follow too ("Source: author's calculation").
pub(in crate::page) fn is_bare_source(text: &str) -> bool {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    lower.starts_with("source:") || lower.starts_with("sources:")
}

/// `Editor: Moe`, which a story may say of somebody, too.
fn is_bare_editor(text: &str) -> bool {
    let lead = text.split(':').next().unwrap_or(text);
    lead.len() <= 12 && lead.len() < text.len() && lead.to_ascii_lowercase().ends_with("editor")
}

/// `SOURCE Nordwire Grid plc`: who sent out a release, in the form that wires for releases close it with.
fn closes_release(view: &View<'_>, at: usize) -> bool {
    let line = &view.lines[at];
    let rest = view.line_text(at).strip_prefix("SOURCE ");
    rest.is_some_and(|name| name.contains(|c: char| c.is_lowercase()) || line.words == 2)
        && (2..=8).contains(&line.words)
        && line.capitals * 2 > line.words
        && (!line.closed()
            || ["Inc.", "Corp.", "Ltd.", "Co.", "S.A.", "N.V."]
                .iter()
                .any(|end| rest.is_some_and(|name| name.ends_with(end))))
}

/// `The post Harbour Closed appeared first on Harbour Times.`, with which feeds of blogs close a story.
pub(in crate::page) fn is_feed(text: &str) -> bool {
    ["The post ", "The article ", "The story "].iter().any(|lead| text.starts_with(lead)) && text.contains(FEED)
}

const FEED: &str = " appeared first on ";

/// `mns/lpt/rb`, `dr/wmr (dpa, AFP)`, `/lpt`: the initials of those who wrote and edited, as agencies close a story.
fn is_initials(view: &View<'_>, at: usize) -> bool {
    let line = &view.lines[at];
    if line.words == 1 && view.line_text(at).strip_prefix('/').is_some_and(is_few_letters) {
        return true;
    }
    if line.words > 5 || line.capitals > 4 || !line.continues || !line.signs.any(Signs::BAR) {
        return false;
    }
    let text = view.line_text(at);
    let (initials, house) = text.split_once(" (").map_or((text, None), |(initials, house)| (initials, Some(house)));
    let parts = initials.split(['/', '-']).count();
    let named = house.and_then(|house| house.strip_suffix(')'));
    let named = named.map(|house| house.split(", ").all(|house| view.agencies.named(house).is_some()));
    initials.split(['/', '-']).all(is_few_letters)
        && (parts >= 3 && house.is_none() || parts >= 2 && (named == Some(true) || at + 1 == view.lines.len()))
}

fn is_few_letters(text: &str) -> bool {
    (2..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// `Published in Harbour Times, November 19th, 2025`, `Published by Harbour Times on Nov. 17, 2025.`
fn is_printed(view: &View<'_>, at: usize) -> bool {
    let line = &view.lines[at];
    let Some(rest) = view.line_text(at).strip_prefix("Published ").filter(|_| line.words <= 14) else { return false };
    let day = match rest.split_once(' ') {
        Some(("in", rest)) => rest.split_once(", ").map(|(_, day)| day),
        Some(("by", rest)) => rest.split_once(" on ").map(|(_, day)| day),
        _ => None,
    };
    day.is_some_and(timestamp::is_full)
}

/// `(Harbour Times / Nordwire)`, `(HARBOUR 24 with Nordwire and AFP)`: a paper and the agencies that passed its story on, in
/// brackets.
fn is_syndicated(view: &View<'_>, text: &str) -> bool {
    let inside = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|inside| inside.len() <= 80);
    let agencies = inside.and_then(|inside| inside.split_once("with ")).map(|(_, agencies)| agencies);
    if agencies
        .is_some_and(|all| all.split(" and ").flat_map(|it| it.split(", ")).all(|it| view.agencies.named(it).is_some()))
    {
        return true;
    }
    let Some((paper, agency)) = inside.and_then(|inside| inside.rsplit_once('/')) else { return false };
    // A person before the slash took a picture.
    view.agencies.named(agency.trim()).is_some() && !names::is_name(paper.trim()) && !paper.contains("hoto")
}

/// `Originally published on Harbour Times`, `This story first appeared in The Harbour`.
pub(in crate::page) fn is_taken_over(text: &str) -> bool {
    ["riginally published", "riginally appeared", "irst published", "irst appeared"].iter().any(|it| text.contains(it))
}

/// What follows `With assistance from` and `Graphics by`.
fn helped(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let leads = ["With assistance from ", "Graphics by ", "Graphic by "];
    leads.iter().find_map(|lead| text.strip_prefix(lead))
}

/// Where `(Reporting by Ada Moe; Editing by Bo Lund)` behind the last sentence of a paragraph begins in the line.
pub(in crate::page) fn tail(view: &View<'_>, at: usize) -> Option<usize> {
    let text = view.line_text(at);
    if !matches!(text.as_bytes(), [.., b')'] | [.., b')', b'.']) {
        return None;
    }
    let start = text.rfind(" (")? + 1;
    let told = text[..start].trim_end().ends_with(['.', '!', '?', '”', '"']);
    (told && (is_reporting(&text[start..]) || text[start..].starts_with("(Editing by "))).then_some(start)
}

/// `Reporting by Ada Moe`, `(Additional reporting by Ada Moe)`.
pub(in crate::page) fn is_reporting(text: &str) -> bool {
    let text = text.trim_start_matches(['(', '-', '–', '—', ' ']);
    ["Reporting by ", "Additional reporting by ", "Reporting and writing by "].iter().any(|lead| text.starts_with(lead))
}

/// What follows `Via`.
pub(in crate::page) fn via(text: &str) -> Option<&str> {
    text.strip_prefix("Via ").or_else(|| text.strip_prefix("via "))
}

/// `Via Nordwire`, `via The Harbour Star`: a name of one to five words after the word, and nothing else.
fn is_via(view: &View<'_>, at: usize) -> bool {
    let line = &view.lines[at];
    let named = line.capitals + u32::from(line.continues) == line.words;
    (2..=6).contains(&line.words) && named && !line.closed()
}
