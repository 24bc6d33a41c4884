//! Who wrote a story and when, on one line: which part of the line says what.
//!
//! `By Ada Moe | May 3, 2026` is a byline that a rule knows, from which the time is cut; `May 3, 2026 Ada Moe` and its like are
//! known here.

use super::marks::Marks;
use super::names;
use super::rules::{self, Rule, View};

/// Cuts the time off the end of a byline, or off its beginning.
pub(super) fn cut_time(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    let (text, from) = (view.line_text(at), view.lines[at].span.start());
    if let Some(start) = rules::timestamp::tail(text) {
        marks.set_tail(at, from + start, Rule::Timestamp, 0.9);
    } else if let Some(rest) = rules::byline::behind_date(text).or_else(|| rules::byline::within(text)) {
        let day = text[..text.len() - rest.len()].trim_end();
        let day = day.strip_suffix("by").or_else(|| day.strip_suffix("By")).unwrap_or(day);
        let day = day.trim_end_matches(|c: char| !c.is_alphanumeric());
        if rules::timestamp::is_full(day) {
            marks.set_lead(at, from + day.len(), Rule::Timestamp, 0.9);
        }
    }
}

/// `Posted on May 3, 2026 by Ada Moe`, `May 3, 2026 Ada Moe`, `Submitted by Ada Moe on 3 May 2026`, `Published by Ada Moe /
/// May 3, 2026`: who wrote it and when on one line, in either order.
pub(super) fn label(view: &View<'_>, marks: &mut Marks<'_>, at: usize) {
    let (text, start) = (view.line_text(at), view.lines[at].span.start());
    let when = |text: &str| rules::timestamp::is_full(text);
    let Some(by) = text.find(" by ") else {
        // "May 3, 2026 Ada Moe", "May 3, 2026 | Ada Moe"
        let mut blanks = text.rmatch_indices(' ').map(|(at, _)| at).skip(1).take(2);
        if let Some(name) = blanks.find(|&at| when(&text[..at]) && names::is_name(&text[at + 1..])) {
            let end = text[..name].trim_end_matches([' ', '|']).len();
            marks.set(at, Rule::Timestamp, 0.9);
            marks.set_tail(at, start + end, Rule::Byline, 0.8);
        } else if let Some(day) = day_behind_name(text) {
            marks.set(at, Rule::Byline, 0.8);
            marks.set_tail(at, start + day, Rule::Timestamp, 0.9);
        }
        return;
    };
    let named = |text: &str| names::is_name(text) || matches!(text, "admin" | "Admin" | "Staff");
    if when(&text[..by]) && text[by + 4..].split_whitespace().count() <= 5 {
        marks.set(at, Rule::Timestamp, 0.9);
        marks.set_tail(at, start + by, Rule::Byline, 0.8);
        return;
    }
    let day = [" on ", " / ", " at "].into_iter().find_map(|mark| Some((text.rfind(mark)?, mark.len())));
    let Some((day, mark)) = day.filter(|day| day.0 > by) else { return };
    // "Posted by Moe at 9:12 AM"
    let clock = || text[day..].starts_with(" at ") && rules::timestamp::is_when(&text[day + mark..]).is_some();
    let posted = || text.starts_with("Posted") && !text[by + 4..day].contains(' ');
    let (name, told) = (&text[by + 4..day], when(&text[day + mark..]) || clock());
    if text[..by].split(' ').count() == 1 && (named(name) || posted()) && told {
        marks.set(at, Rule::Byline, 0.9);
        marks.set_tail(at, start + day, Rule::Timestamp, 0.9);
    }
}

/// Where the day begins behind a name and marks, and the house's name in a few words between them: `Ada Moe · NW News ·
/// Posted: May 3, 2026 4:00 PM`.
fn day_behind_name(text: &str) -> Option<usize> {
    const HOUSE: usize = 4;
    let mut parts =
        text.split_inclusive(['|', '•', '·']).map(|part| (part, part.trim_end_matches(['|', '•', '·', ' '])));
    let behind = parts.next().filter(|part| names::is_name(part.1))?.0.len();
    let (second, house) = parts.next()?;
    let day = |from: usize| text[from..].trim_start();
    let full = |from: &usize| rules::timestamp::is_full(day(*from));
    let between = || house.trim_start().starts_with(char::is_uppercase) && house.split_whitespace().count() <= HOUSE;
    let from = Some(behind).filter(full).or_else(|| Some(behind + second.len()).filter(|_| between()).filter(full))?;
    Some(text.len() - day(from).len())
}
