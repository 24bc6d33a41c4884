//! # What it does
//! Finds lines that only say when something was published or changed.
//!
//! # Example
//! `Published 3 hours ago` · `Updated Nov. 9, 2025 4:12 p.m. ET` · `February 5, 2026` ·
//! `November 16, 2025 / 11:34 AM EST / Harbour News` · `Mar 7, 2025 at 6:05 pm ET • 3 min read` · `Wed, Feb 12, 2025 page3` · `Politics / January 11, 2026` ·
//! `Nordwire Now, [12.11.2026 14:05]`
//!
//! # Limits
//! Every word of the line must belong to the language of dates, an agency's sign at its start aside; a date, a clock
//! time or an age must be among them. A month alone, or with a year only, is no timestamp.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memchr_iter;

use super::{RuleInfo, View, byline};
use crate::page::date::{MONTHS, WEEKDAYS, is_weekday, month_named};
use crate::page::label::Label;
use crate::page::signs::Signs;
use crate::page::{markup, names};
use crate::text::hash::{MixedSet, of_word};

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "timestamp", summary: "when it was published or changed", label: Label::Timestamp };

pub(super) fn judge(view: &View<'_>, at: usize) -> Option<f32> {
    let line = &view.lines[at];
    if line.words > 24 || line.span.len() > 160 {
        return None;
    }
    let sectioned = || line.digits > 0 && line.signs.any(Signs::BAR);
    let raw = view.line_text(at);
    let marked = line.signs.any(Signs::MARKUP);
    let led = if marked { None } else { view.agencies.leads(raw) };
    let bare = !marked && led.is_none() && !line.signs.any(Signs::WIDE);
    let may_tell = || if bare { may_all_open(raw) } else { marked || led.is_some() || may_open(raw) };
    let placed = || line.digits >= 6 && line.words <= 9 && line.signs.any(Signs::COMMA);
    let posted = || line.digits >= 8 && raw.ends_with(']');
    let aged = || line.digits > 0 && line.words <= 5 && is_aged_section(raw);
    if !(may_tell() || sectioned() || placed() || posted() || aged()) {
        return None;
    }
    let (plain, _) = markup::of_line(view, at);
    let led = if marked { view.agencies.leads(&plain) } else { led };
    let text = led.map_or(&*plain, |end| &plain[end..]);
    // "9.12" alone is a mark that somebody gave.
    if line.words == 1 && text.len() <= 5 && line.digits as usize + 1 == text.len() && text.contains('.') {
        return None;
    }
    // "Last Monday," begins a sentence that a link broke.
    if raw.ends_with(',') && view.lines.get(at + 1).is_some_and(|next| next.words > 12) {
        return None;
    }
    // "0:00 / 0:41" is how far a player has come.
    let when = is_when(text).filter(|_| !super::ui_text::is_progress(text));
    when.or_else(|| {
        (sectioned() && behind_section(text)
            || line.digits >= 5 && before_house(text)
            || posted() && is_post(raw)
            || aged()
            || placed() && behind_place(text))
        .then_some(0.9)
    })
}

/// `Nordwire Now, [12.11.2026 14:05]`: whose post it is, and when it was sent.
pub(in crate::page) fn is_post(text: &str) -> bool {
    let when = text.strip_suffix(']').and_then(|rest| rest.rsplit_once(", [")).map(|(_, when)| is_when(when));
    when.flatten().is_some_and(|score| score >= 0.95)
}

/// `Umuokra, Nov 12, 2026 16:20 IST`, `KQRB News November 12, 2026, 4:20 PM`: a place or a house of up to three words, and a
/// date with its time of day.
fn behind_place(text: &str) -> bool {
    if !text.contains(':') {
        return false;
    }
    let place = text.split_once(", ").filter(|(place, when)| place.len() <= 24 && when.contains(':'));
    let house = || text.match_indices(' ').take(3).map(|(at, _)| (&text[..at], &text[at + 1..]));
    let dated = |(place, when): (&str, &str)| names::is_capital_words(place) && is_full(when);
    place.is_some_and(dated) || house().any(|(house, when)| !is_writer(house) && dated((house, when)))
}

/// `Politics / January 11, 2026`: a section of up to three words and a full date behind a bar; `in Shipping News 11/01/2026`.
pub(in crate::page) fn behind_section(text: &str) -> bool {
    if let Some((section, day)) = text.strip_prefix("in ").and_then(|rest| rest.rsplit_once(' ')) {
        return day.contains('/') && names::is_capital_words(section) && is_full(day);
    }
    let Some((section, when)) = text.split_once(['/', '|', '•', '·']) else { return false };
    let short = (1..=3).contains(&section.split_whitespace().count());
    let section = section.trim();
    short && !section.contains(|c: char| c.is_ascii_digit()) && !is_writer(section) && is_full(when)
}

/// Whether the text is somebody's name, behind "by" or not.
fn is_writer(text: &str) -> bool {
    names::is_name(text) || byline::after_lead(text).is_some_and(names::is_name)
}

/// `Politics3 days ago`: section and age of a teaser, which lost what stood between.
pub(in crate::page) fn is_aged_section(text: &str) -> bool {
    let Some(age) = text.find(|c: char| c.is_ascii_digit()).filter(|_| text.ends_with(" ago")) else { return false };
    let section = &text[..age];
    section.starts_with(char::is_uppercase)
        && section.ends_with(char::is_lowercase)
        && section.split(' ').count() <= 2
        // "Ada Moe2 minutes ago" wrote it.
        && !is_writer(section)
        && is_when(&text[age..]).is_some()
}

/// `November 16, 2025 / 11:34 AM EST / KQRB News`, `Nov 12, 2026 - Business`,
/// `November 12, 2025 16:30 ET | Source: Moe Corp.`
fn before_house(text: &str) -> bool {
    // "Wed, 11 Nov 2026 Source: www.harbour.example"
    if text.split_once(" Source: ").is_some_and(|(when, _)| is_full(when)) {
        return true;
    }
    let Some((when, house)) = text.rsplit_once(['/', '|']).or_else(|| text.rsplit_once(" - ")) else { return false };
    let house = house.trim();
    let named = (1..=3).contains(&house.split_whitespace().count()) && house.starts_with(char::is_uppercase);
    // "May 3, 2026 | Ada Moe" says who wrote it, too.
    let named = named && !is_writer(house);
    (named || house.starts_with("Source: ")) && is_full(when)
}

/// Whether the text is only about when, and tells a full date.
pub(in crate::page) fn is_full(text: &str) -> bool {
    is_when(text).is_some_and(|score| score >= 0.95)
}

/// Whether the text is only about when; the score tells how full the date is.
pub(in crate::page) fn is_when(text: &str) -> Option<f32> {
    // Most lines are done with at their first word.
    let first = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let alone = first > 0 && text.as_bytes().get(first).is_none_or(|next| *next == b' ');
    if alone && !may_tell(&text[..first]) {
        return None;
    }
    let mut seen = Seen::default();
    for word in
        text.split(|c: char| c.is_whitespace() || matches!(c, '|' | '•' | '·' | '(' | ')' | ',' | '–' | '—' | '@'))
    {
        let word = word.trim_matches(|c: char| matches!(c, '-' | ':' | ';' | '/' | '[' | ']' | '*' | '‑' | '+'));
        if word.is_empty() {
            continue;
        }
        // "2026Updated", "11/18/2025November" lost the end of a line.
        let verbs = ["Updated", "Published", "Last", "Modified"];
        // Most words have nothing glued to them and do not tell when.
        let glued = || verbs.iter().any(|verb| word.starts_with(verb) || word.ends_with(verb));
        if word.bytes().all(|byte| byte.is_ascii_alphabetic()) && !may_tell(word) && !glued() {
            return None;
        }
        let glued = verbs.iter().find_map(|verb| word.strip_suffix(verb));
        // "Updated12"
        let day = verbs.iter().find_map(|verb| word.strip_prefix(verb)).filter(|day| !day.is_empty());
        seen.verb |= day.is_some();
        let word = day.unwrap_or(word);
        seen.verb |= glued.is_some_and(|number| !number.is_empty());
        // "AM2 mins", "ago3 hours" did so, too.
        let half = ["AM", "PM", "ago"].iter().find_map(|half| word.strip_prefix(half));
        let half = half.filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        seen.clock |= half.is_some();
        let word = half.unwrap_or(word);
        let month = || word.rfind(|c: char| c.is_ascii_digit()).map(|at| word.split_at(at + 1));
        let month = month().filter(|(_, name)| name.len() >= 3 && month_named(name).is_some());
        seen.month |= month.is_some();
        let glued = glued.or(month.map(|(date, _)| date));
        // "UTCUpdated"
        let zone = |part: &str| part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_uppercase());
        let word = glued.filter(|part| part.ends_with(|c: char| c.is_ascii_digit()) || zone(part)).unwrap_or(word);
        // "GMT+1" is a zone.
        let zone = word.split_once('+').filter(|(_, hours)| hours.bytes().all(|b| b.is_ascii_digit() || b == b':'));
        let word = zone.map_or(word, |(zone, _)| zone);
        if !may_tell(word) {
            return None;
        }
        // "12-Nov-2026"
        if let Some((day, rest)) = word.split_once('-')
            && let Some((month, year)) = rest.split_once('-')
            && month_named(month).is_some()
            && [day, year].iter().all(|it| it.len() <= 4 && it.bytes().all(|byte| byte.is_ascii_digit()))
        {
            seen.full = true;
            continue;
        }
        if month_named(word).is_some() {
            seen.month = true;
            continue;
        }
        if is_weekday(word) {
            seen.day = true;
            continue;
        }
        let small = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
        let lower = if small { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) };
        let bare = lower.trim_end_matches('.');
        if matches!(bare, "today" | "yesterday") {
            seen.age = true;
        } else if bare.starts_with(|c: char| c.is_ascii_digit()) {
            match number(bare)? {
                Number::Plain => {
                    seen.numbers += 1;
                    seen.year |= bare.len() == 4;
                }
                Number::Clock => seen.clock = true,
                Number::Full => seen.full = true,
                Number::Age => seen.age = true,
            }
        } else if UNITS.contains(&bare) {
            seen.age |= bare == "ago";
        } else if VERBS.contains(&bare) {
            seen.verb = true;
        } else if !OTHERS.contains(&bare) && !is_page(bare) {
            return None;
        }
    }
    seen.score(text.len())
}

/// Whether the word may be one of those that tell when.
fn may_tell(word: &str) -> bool {
    if word.starts_with(|c: char| c.is_ascii_digit()) || !word.is_ascii() || is_page(word) {
        return true;
    }
    WORDS.contains(&number_of(word.trim_end_matches(['.', ':', ','])))
}

/// Whether each word of a text of ASCII may be one of those that tell when.
fn may_all_open(text: &str) -> bool {
    may_open(text) && memchr_iter(b' ', text.as_bytes()).all(|blank| may_open(&text[blank + 1..]))
}

/// Whether the first of the text's words may be one of those that tell when, as its first three letters say.
#[inline]
fn may_open(text: &str) -> bool {
    match text.as_bytes() {
        &[one, two, ref rest @ ..] if one.is_ascii_alphabetic() && two.is_ascii_alphabetic() => {
            let three = rest.first().filter(|third| third.is_ascii_alphabetic()).map_or(0, |third| letter(*third));
            OPENINGS[letter(one) << 5 | letter(two)] >> three & 1 == 1
        }
        _ => true,
    }
}

/// A letter of ASCII as a number from 1 to 26, case aside.
fn letter(byte: u8) -> usize {
    usize::from(byte & 0x1f)
}

/// With which third letters words go on that tell when, a bit each, by their first two; bit 0 for those of two letters.
static OPENINGS: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let mut openings = vec![0; 1 << 10];
    let lists = [&MONTHS[..], &WEEKDAYS, &["today", "yesterday", "page"], &UNITS, &VERBS, OTHERS.as_slice()];
    for word in lists.into_iter().flatten() {
        if let &[one, two, ref rest @ ..] = word.as_bytes() {
            openings[letter(one) << 5 | letter(two)] |= 1 << rest.first().map_or(0, |third| letter(*third));
        }
    }
    openings
});

/// `page1`: where a printed paper had it.
fn is_page(word: &str) -> bool {
    let page = word.get(..4).filter(|page| page.eq_ignore_ascii_case("page"));
    page.is_some() && word[4..].bytes().all(|byte| byte.is_ascii_digit())
}

/// A number for the word, ASCII case aside. Marks may meet in one; what is looked up is looked at again.
fn number_of(word: &str) -> u64 {
    of_word(word.as_bytes(), 0x20)
}

/// The numbers of all words that tell when.
static WORDS: LazyLock<MixedSet> = LazyLock::new(|| {
    let short_months = MONTHS.iter().map(|month| &month[..3]).chain(["sept"]);
    let lists = [&MONTHS[..], &WEEKDAYS, &["today", "yesterday"], &UNITS, &VERBS, OTHERS.as_slice()];
    lists.into_iter().flatten().copied().chain(short_months).map(number_of).collect()
});

/// Which parts of a date a text holds.
#[derive(Default)]
struct Seen {
    month: bool,
    numbers: u32,
    year: bool,
    clock: bool,
    full: bool,
    age: bool,
    verb: bool,
    day: bool,
}

impl Seen {
    /// Whether it is enough for a timestamp in a text of so many bytes.
    fn score(&self, length: usize) -> Option<f32> {
        // "November 2019" may be an issue, a heading, a chapter.
        let year_only = self.month && self.numbers == 1 && self.year && !self.verb && !self.clock;
        if year_only {
            return None;
        }
        let dated = self.month && self.numbers >= 1 || self.full;
        // An age or a time alone needs a verb, a day or a short line.
        let aged = self.age && (self.verb || self.numbers >= 1 || length <= 40);
        let timed = self.clock && (self.verb || self.day || length <= 20);
        let told = self.verb && self.day;
        (dated || aged || timed || told).then_some(if dated || self.verb { 0.95 } else { 0.8 })
    }
}

/// Where the time at the end of a byline begins, its bar or bullet included: `By Ada Moe | Nov 6, 2026`, `By Ada Moe@ada Nov
/// 6, 2026`.
pub(in crate::page) fn tail(text: &str) -> Option<usize> {
    let bar = |c: char| matches!(c, '|' | '•' | '·');
    let dated = text.bytes().filter(u8::is_ascii_digit).nth(2).is_some();
    let mut starts = text.char_indices().filter(|&(at, c)| at > 0 && (bar(c) || dated && c == ' '));
    // "Ada Moe, USA TODAY 3:53 p.m. January 25, 2026" names her paper.
    let paper = |at: usize| text[at..].starts_with(" TODAY");
    let whole =
        |(at, c): (usize, char)| !paper(at) && is_when(&text[at..]).is_some_and(|score| bar(c) || score >= 0.95);
    starts.find(|&start| whole(start)).map(|start| start.0)
}

enum Number {
    Plain,
    Clock,
    Full,
    Age,
}

/// `23`, `23rd`, `2025` · `4:12`, `10.32pm`, `1am`, `08:38am` · `5/2/2026`, `2026-02-05T10:00:00Z` · `3h`, `20m`.
fn number(word: &str) -> Option<Number> {
    let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let (digits, rest) = word.split_at(end);
    // "20232:23": an extractor lost what stood between year and time.
    if let Some(clock) = word.get(4..).filter(|_| (5..=6).contains(&digits.len()) && rest.starts_with(':'))
        && matches!(&word[..2], "19" | "20")
    {
        return number(clock);
    }
    if digits.len() > 4 && !rest.is_empty() || digits.len() > 8 {
        return None;
    }
    let only = |allowed: &str| rest.chars().all(|c| c.is_ascii_digit() || allowed.contains(c));
    match rest {
        "" | "st" | "nd" | "rd" | "th" | "min" | "mins" | "minute" => Some(Number::Plain),
        "am" | "pm" | "a.m" | "p.m" => Some(Number::Clock),
        "h" | "m" | "d" | "w" | "hr" | "hrs" | "s" => Some(Number::Age),
        // "4.7" is a mark that readers gave.
        _ if rest.starts_with([':', '.'])
            && only(":.apmhzgt")
            && digits.len() <= 2
            && rest.len() > 2
            && !(rest.len() > 6 && has_parts_of_a_date(word)) =>
        {
            Some(Number::Clock)
        }
        _ if rest.starts_with('h') && digits.len() <= 2 && only("h") => Some(Number::Clock),
        _ if rest.starts_with(['/', '-', '.'])
            && rest.bytes().filter(|b| matches!(b, b'/' | b'-' | b'.')).count() >= 2
            && only("/-.:tz+")
            && has_parts_of_a_date(word) =>
        {
            Some(Number::Full)
        }
        _ => None,
    }
}

/// Day and month of one or two digits, a year of two or four: `02-751-1500` is a telephone number.
fn has_parts_of_a_date(word: &str) -> bool {
    let lengths = word.split(['/', '-', '.']).take(3).map(|part| part.bytes().take_while(u8::is_ascii_digit).count());
    let (mut short, mut years) = (0, 0);
    for length in lengths {
        short += usize::from((1..=2).contains(&length));
        years += usize::from(length == 4);
    }
    short + years == 3 && years <= 1
}

const UNITS: [&str; 20] = [
    "ago", "hrs", "hr", "hours", "hour", "minutes", "mins", "min", "minute", "days", "day", "weeks", "week", "months",
    "month", "years", "year", "seconds", "just", "now",
];

const VERBS: [&str; 17] = [
    "published",
    "updated",
    "posted",
    "modified",
    "created",
    "first",
    "last",
    "revised",
    "publish",
    "update",
    "uploaded",
    "written",
    "added",
    "original",
    "originally",
    "issued",
    "edited",
];

static OTHERS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    const WORDS: &str = "\
        on|at|of|to|the|date|time|and|a|an|about|am|pm|a.m|p.m|et|est|edt|ct|cst|cdt|mt|mst|mdt|pt|pst|pdt|gmt|bst|utc|\
        ist|cet|cest|eet|jst|kst|hkt|sgt|aest|aedt|wib|pkt|wat|eat|sast|z|read|reading|local|noon|midnight|hrs|\
        hours|eastern|central|mountain|pacific|standard|daylight|uk|amt|msk|ict|nzst|nzdt|awst|myt|gst|cat|paris";
    WORDS.split('|').collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_when() {
        for text in [
            "Published 3 hours ago",
            "Updated Nov. 9, 2025 4:12 p.m. ET",
            "February 5, 2026",
            "5/2/2026",
            "Mar 7, 2025 at 6:05 pm ET • 3 min read",
            "Updated 6:05 am EST, Friday, March 7, 2025",
            "Published March 7, 2025 6:05am EST",
            "2026-02-05T10:00:00Z",
            "20 mins ago",
            "Last updated on Mon 3 Feb 2025 10.32 GMT",
            "Published Fri, Nov 6 20262:23 PM EDT",
        ] {
            assert!(is_when(text).is_some(), "{text}");
        }
        for text in [
            "May",
            "November 2019",
            "02-751-1500",
            "The 2026 budget",
            "11 September attacks",
            "US FALLS",
            "4-3",
            "20",
            "5 min read",
            "In 2019",
        ] {
            assert!(is_when(text).is_none(), "{text}");
        }
    }
}
