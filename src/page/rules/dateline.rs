//! # What it does
//! Cuts place, date and agency off the first sentence of a story.
//!
//! # Example
//! `OSLO, March 3 (Nordwire) —` · `May 12 (UPI) —` · `LAGOS, Nigeria (AP) —` · `MADRID —` · `(Reuters) -` ·
//! `ROSTOV, November 18. /TASS/.` · `ASTARA. KazInform –` · `BAKU, Azerbaijan, May 3.` · `New Delhi, May 13 (PTI)` ·
//! `Indore (Osk) [India], November 14 (ANI):` · `Dubai:` · `Birganjpur, Nov 14` alone above the first sentence
//!
//! # Limits
//! Without an agency or a date the place must be in capitals, the mark a dash, and the line one of the story's first; a
//! colon is accepted only with an agency or a date, or behind a city that is listed, since "SPEAKER: ..." is a transcript.

use memchr::{memchr, memchr_iter, memchr2, memchr3_iter, memmem};

use super::{RuleInfo, View};
use crate::page::agencies::Agencies;
use crate::page::date::{is_weekday, month_named};
use crate::page::label::Label;
use crate::page::line::ones;
use crate::page::names;
use crate::text::first as bits;
use crate::text::hash::WordList;

pub(in crate::page) const INFO: RuleInfo =
    RuleInfo { name: "dateline", summary: "place, date and agency before the first sentence", label: Label::Dateline };

/// A dateline's parts, as byte ranges of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::page) struct Parts {
    /// All of it, the dash included.
    pub end: usize,
    /// The place, as written.
    pub place: Option<(usize, usize)>,
    /// The date, as written.
    pub date: Option<(usize, usize)>,
    /// The agency's sign or name, without brackets.
    pub agency: Option<(usize, usize)>,
}

impl Parts {
    /// A place of so many bytes and the mark behind it.
    pub(in crate::page) const fn of_place(length: usize) -> Self {
        Self { end: length + 1, place: Some((0, length)), date: None, agency: None }
    }
}

/// The dateline at the start of line `at`; `first` where the line is among the first of its story.
pub(in crate::page) fn of_line(view: &View<'_>, at: usize, first: bool) -> Option<Parts> {
    if may_hold_one(view, at) { parse(view.agencies, view.line_text(at), first) } else { None }
}

/// Whether one of the marks that close datelines stands near the line's start, as in few lines: a dash or a colon only behind
/// a date, a place in capitals, or what is as short as a city.
fn may_hold_one(view: &View<'_>, at: usize) -> bool {
    let text = view.line_text(at).as_bytes();
    let near = &text[..text.len().min(REACH + 1)];
    let shouted = begins_shouted(near);
    let capitals = !near.iter().take(3).any(u8::is_ascii_lowercase);
    let start = view.lines[at].span.start();
    let mut dated = false;
    (0..near.len()).step_by(64).any(|base| {
        let all = view.planes.at(start + base);
        let marks = !(all.letters | all.digits | all.gaps) & bits(near.len() - base);
        let found = ones(marks).any(|nth| {
            let place = base + nth;
            let led = || capitals || dated || place <= SHORT || all.digits & bits(nth) != 0;
            match near[place] {
                b'-' => !is_hyphen(text, place) && (led() || text[place..].starts_with(b"--")),
                b':' => text[place..].starts_with(b": ") && led(),
                b')' | b'/' => true,
                b'.' => shouted,
                0xe2 => begins_dash(&text[place..]) && (led() || text.get(place + 3) == Some(&b'(')),
                _ => false,
            }
        });
        dated |= all.digits != 0;
        found
    })
}

/// No mark behind a listed city stands further from the line's start, blanks and other marks before it included.
const SHORT: usize = LONGEST_CITY + 8;

/// Whether what stands there joins two words.
fn is_hyphen(text: &[u8], at: usize) -> bool {
    let letter = |at: usize| text.get(at).is_some_and(u8::is_ascii_alphanumeric);
    at > 0 && letter(at - 1) && letter(at + 1)
}

/// Whether the text begins with three capitals, as few lines do.
fn begins_shouted(text: &[u8]) -> bool {
    text.first_chunk().is_some_and(|first: &[u8; 3]| first.iter().all(u8::is_ascii_uppercase))
}

/// Whether the text, which begins with the first byte of the longer dashes and of quotation marks, begins with a dash.
fn begins_dash(text: &[u8]) -> bool {
    matches!(text, [_, 0x80, 0x93..=0x95, ..])
}

/// The dateline at the start of `text`; `first` where the line is among the first of its story.
pub(in crate::page) fn parse(agencies: &Agencies, text: &str, first: bool) -> Option<Parts> {
    let (stop, end) = unmarked(agencies, text).or_else(|| mark(text))?;
    let head = text[..stop].trim_end();
    let colon = text[stop..end].contains(':');
    let mut parts = Parts { end, place: None, date: None, agency: None };
    let mut left = head;
    if let Some(open) = head.rfind('(').filter(|_| head.ends_with(')')) {
        let inside = head[open + 1..head.len() - 1].trim();
        let named = agencies.named(inside).is_some();
        // An agency nobody listed: one or two capitalised words in brackets, with a date or place before them.
        let likely = open > 0 && inside.split_whitespace().count() <= 3 && inside.starts_with(char::is_uppercase);
        // "(Nairobi) – The", as those write who watch over rights.
        if open == 0 && !named && first && !colon && text[end..].trim_start().starts_with(char::is_uppercase) {
            let placed = inside.len() <= 32 && inside.split(", ").all(names::is_capital_words);
            parts.place = Some((1, 1 + inside.len()));
            return placed.then_some(parts);
        }
        let dated = date_start(inside) == Some(0);
        if !named && !likely && !dated {
            return None;
        }
        let from = open + 1 + (head[open + 1..].len() - head[open + 1..].trim_start().len());
        let bracket = Some((from, from + inside.len()));
        // "PORT MOE (Nov 15): Ships"
        *(if dated { &mut parts.date } else { &mut parts.agency }) = bracket;
        left = head[..open].trim_end();
    }
    if let Some((before, inside)) = slashed(head) {
        let from = before.len() + 1;
        parts.agency = Some((from, from + inside.len()));
        left = before.trim_end().trim_end_matches('.');
    }
    if parts.agency.is_none()
        && let Some((before, from)) = behind_place(agencies, head)
    {
        parts.agency = Some((from, head.len()));
        left = before;
    }
    let left = left.trim_end_matches([',', '|', ' ', '-']);
    if left.is_empty() {
        return parts.agency.map(|_| parts);
    }
    // Without an agency it takes a date or capitals, which few sentences with a dash in them begin with.
    // "Nairobi — The": before a dash a new sentence follows.
    let told = colon || text[end..].trim_start().starts_with(char::is_uppercase);
    let city = told && first && left.len() <= LONGEST_CITY && is_city(left);
    if !city && parts.agency.is_none() && !left.bytes().any(|byte| byte.is_ascii_digit()) && !leading_capitals(left) {
        return None;
    }
    // The date is the last part that names a month; what stands before it is the place.
    let date_at = date_start(left);
    let place = match date_at {
        Some(at) => {
            parts.date = Some((at, left.len()));
            // "Port Moe, Thursday, May 14": the day of the week is no part of the place.
            let place = left[..at].trim_end_matches([',', ' ', '|', '.']);
            place.rsplit_once(", ").filter(|(_, day)| is_weekday(day)).map_or(place, |(place, _)| place)
        }
        None => left,
    };
    if !place.is_empty() {
        let upper = leading_capitals(place);
        let titled = place.split_whitespace().count() <= 4
            && place.split_whitespace().all(|word| word.trim_start_matches(['(', '[']).starts_with(char::is_uppercase));
        let plausible = place.len() <= 48
            && place.split_whitespace().count() <= 6
            && !place.contains(['"', '“', '?', ':'])
            && !has_sentence(place)
            || place.len() <= 24 && upper;
        let plausible = plausible && !place.contains('$');
        let proved = parts.agency.is_some() || parts.date.is_some();
        // "KYODO NEWS - Nov 12" says who sent it.
        let house = agencies.named(place).is_some();
        if house || !plausible || !(city || upper && (proved || first && !colon) || titled && proved) {
            return None;
        }
        parts.place = Some((0, place.len()));
    } else if parts.agency.is_none() {
        return None;
    }
    (!colon || parts.agency.is_some() || parts.date.is_some() || city).then_some(parts)
}

/// Place and date alone on line `at`, above the first sentence: `Birganjpur, Nov 14`, `PORT MOE, Ill. —`.
pub(in crate::page) fn alone(view: &View<'_>, at: usize) -> Option<Parts> {
    let (line, text) = (&view.lines[at], view.line_text(at));
    if text.ends_with(['—', '–']) && line.upper >= 4 {
        return parse(view.agencies, &format!("{text} X"), true).filter(|parts| parts.end >= text.len());
    }
    if line.digits == 0 {
        return None;
    }
    let parts = parse(view.agencies, &format!("{text} — x"), false)?;
    // "Harbour Courier, Nov 14" is a paper.
    let house = parts.place.is_some_and(|(start, end)| names::is_house(&text[start..end]));
    (!house && parts.date.is_some() && parts.place.is_some() && parts.end > text.len()).then_some(parts)
}

/// Where a place of one or two words ends that a colon parts from a paragraph, if the page names the place elsewhere:
/// `Barsana: Police arrested ...` under `Four held in Barsana`. What more than one line begins with is a speaker.
pub(in crate::page) fn told_place(view: &View<'_>, at: usize) -> Option<usize> {
    let (line, text) = (&view.lines[at], view.line_text(at));
    let end = text.as_bytes().windows(2).take(25).position(|two| two == b": ")?;
    let (place, rest) = (&text[..end], &text[end + 2..]);
    let placed = names::is_capital_words(place) && place.split(' ').count() <= 2 && !names::is_role(place);
    if !placed || line.words < 12 || !line.closed() || !rest.starts_with(char::is_uppercase) {
        return None;
    }
    // "PORT MOE:" is Port Moe elsewhere.
    let shouted = place.as_bytes().get(1).is_some_and(u8::is_ascii_uppercase);
    let mut titled = String::new();
    for c in place.chars() {
        let inside = shouted && titled.ends_with(char::is_alphabetic);
        titled.push(if inside { c.to_ascii_lowercase() } else { c });
    }
    let found = |name: &str, told: &dyn Fn(bool, &str) -> bool| {
        let mut all = memmem::find_iter(view.text.as_bytes(), name).filter(|&at| at != line.span.start());
        all.any(|at| told(view.text[..at].ends_with(' '), &view.text[at + name.len()..]))
    };
    let spoken = found(place, &|_, after| after.starts_with(':'));
    let inside = found(&titled, &|behind, after| behind && !after.starts_with(char::is_alphanumeric));
    (inside && !spoken).then_some(place.len() + 1)
}

/// Bytes of the longest of these.
const LONGEST_CITY: usize = 13;

/// Whether the place is one from which papers of Asia, Africa and the Gulf report with a colon or a
/// dash (`NEW DELHI: ...`, `Nairobi — ...`).
///
/// Before a colon capitals may as well be a call, a subject or a speaker, so these are listed. Source: own collection,
/// seats of government and of trade.
pub(in crate::page) fn is_city(place: &str) -> bool {
    static CITIES: WordList = WordList::new(
        "\
        abu dhabi|abuja|accra|addis ababa|ahmedabad|amritsar|ankara|baghdad|bangalore|bangkok|beijing|beirut|\
        bengaluru|berlin|bhopal|bhubaneswar|brussels|cairo|cape town|chandigarh|chennai|colombo|dakar|damascus|\
        dar es salaam|dhaka|doha|dubai|gaza city|geneva|george town|guwahati|hanoi|harare|hong kong|hyderabad|\
        indore|islamabad|istanbul|jaipur|jakarta|jeddah|jerusalem|johannesburg|johor baru|juba|kabul|kampala|\
        karachi|kathmandu|kigali|kochi|kolkata|kuala lumpur|kuching|kuwait city|lagos|lahore|london|lucknow|lusaka|\
        los angeles|manila|mogadishu|monrovia|moscow|mumbai|nagpur|nairobi|new delhi|new york|paris|patna|peshawar|pune|\
        putrajaya|riyadh|san francisco|singapore|srinagar|tehran|tokyo|washington|windhoek",
    );
    place.is_ascii() && CITIES.contains(place)
}

/// What stands before `/TASS/` at the end of `head`, and what between the slashes: one to three words of a name.
fn slashed(head: &str) -> Option<(&str, &str)> {
    let (before, inside) = head.strip_suffix('/')?.rsplit_once('/')?;
    let named = (2..=24).contains(&inside.len()) && inside.starts_with(char::is_uppercase) && !inside.contains('.');
    (named && before.ends_with([' ', '\u{a0}'])).then_some((before, inside))
}

/// How far from the line's start the mark may stand, in bytes.
const REACH: usize = 90;

/// Where the mark that closes the dateline begins and ends: a dash with blanks around it, or a colon.
fn mark(text: &str) -> Option<(usize, usize)> {
    let near = &text.as_bytes()[..text.len().min(REACH + 1)];
    let dash = |at: usize| near[at] != 0xe2 || begins_dash(&text.as_bytes()[at..]);
    if !memchr3_iter(b'-', b':', 0xe2, near).any(dash) {
        return stopped(text, near);
    }
    let mut depth = 0;
    // Of other characters nothing is asked.
    let told = |byte: &u8| matches!(byte, b'(' | b')' | b'-' | b':' | b'?' | b'!' | b'"' | 0xe2);
    let mut from = 0;
    while let Some(at) = near[from..].iter().position(told).map(|nth| from + nth) {
        from = at + 1;
        match text[at..].chars().next()? {
            '(' => depth += 1,
            ')' => depth -= 1,
            c @ ('—' | '–' | '-' | '―') if depth == 0 => {
                let blank_before = text[..at].ends_with([' ', '\u{a0}', ')']);
                let mut end = at + c.len_utf8();
                while text[end..].starts_with('-') {
                    end += 1;
                }
                let blank_after = text[end..].starts_with([' ', '\u{a0}']);
                // Wires for press releases set no blanks: PLACE--(WIRE)--Text.
                let tight = end - at >= 2 && text[end..].starts_with('(');
                if tight {
                    let close = end + text[end..].find(')')?;
                    let after = &text[close + 1..];
                    let dashes = after.len() - after.trim_start_matches(['-', '–', '—']).len();
                    return (dashes > 0 && close < 120).then_some((close + 1, close + 1 + dashes));
                }
                // "(EFE).- Ships"
                if text[..at].ends_with(").") && blank_after {
                    return Some((at - 1, end));
                }
                if (blank_before && blank_after || c == '—' && (blank_before || blank_after) || end - at >= 2)
                    && end < text.len()
                {
                    return Some((at, end));
                }
            }
            ':' if depth == 0 => {
                return text[at + 1..].starts_with(' ').then_some((at, at + 1));
            }
            '?' | '!' | '"' | '“' => return None,
            _ => {}
        }
    }
    None
}

/// Where a dateline ends that neither dash nor colon parts from the sentence: behind the sign of `ASTARA. KAZINFORM`, the
/// bracket of `New Delhi, May 13 (PTI)`, the stop of `BAKU, Azerbaijan, November 2.` and `YEREVAN, NOVEMBER 2, ARMENPRESS.`
fn unmarked(agencies: &Agencies, text: &str) -> Option<(usize, usize)> {
    let opens = |c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '"' | '“');
    let goes_on = |end: usize| text[end..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(opens));
    let near = &text.as_bytes()[..text.len().min(REACH)];
    let dated =
        |head: &str| date_start(head).is_some_and(|at| head[..at].ends_with(", ") && !head[at..].contains(", "));
    if let Some(close) = memchr(b')', near) {
        let sign = near[..close].iter().rev().take_while(|byte| byte.is_ascii_uppercase()).count();
        let open = close - sign;
        let open = memchr(b'(', &near[..close])
            .filter(|&at| agencies.named(&text[at + 1..close]).is_some())
            .map_or(open, |at| at + 1);
        let signed = close - open >= 2 && text[..open].ends_with(" (") && goes_on(close + 1);
        return (signed && dated(&text[..open - 2])).then_some((close + 1, close + 1));
    }
    let stop =
        memchr_iter(b'.', if begins_shouted(near) { near } else { &[] }).find(|&at| text[at + 1..].starts_with(' '))?;
    let (place, rest) = (&text[..stop], &text[stop + 2..]);
    if let Some(end) = agencies.leads(rest).map(|end| stop + 2 + end).filter(|_| is_shouted(place)) {
        return goes_on(end).then_some((end, end));
    }
    let signed = place.rsplit_once(", ").filter(|(_, sign)| agencies.named(sign).is_some());
    let place = signed.map_or(place, |(place, _)| place);
    (goes_on(stop + 1) && dated(place)).then_some((stop, stop + 1))
}

/// `ASTARA` and the place of the sign in `ASTARA. KazInform`, `BAKU, May 3` in `BAKU, May 3, AZERTAC`: what stands before an
/// agency that no bracket frames.
fn behind_place<'t>(agencies: &Agencies, head: &'t str) -> Option<(&'t str, usize)> {
    memchr2(b'.', b',', head.as_bytes())?;
    let (before, sign) = [". ", ", "].iter().filter_map(|mark| head.rsplit_once(*mark)).max_by_key(|it| it.0.len())?;
    let mixed = sign.chars().any(char::is_lowercase) && !sign.contains(' ') && sign.starts_with(char::is_uppercase);
    let stopped = head[before.len()..].starts_with('.');
    let site = sign.len() <= 24 && [".com", ".COM"].iter().any(|end| sign.ends_with(end));
    let named = site || agencies.named(sign).is_some() || stopped && mixed && month_named(sign).is_none();
    (named && (leading_capitals(before) || date_start(before).is_some())).then(|| (before, head.len() - sign.len()))
}

/// Whether the text is one place in capitals, of at least four letters.
fn is_shouted(place: &str) -> bool {
    place.len() >= 4 && place.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b' ' | b'-'))
}

/// The stop behind `ROSTOV, November 18. /TASS/.`, which sets no dash.
fn stopped(text: &str, near: &[u8]) -> Option<(usize, usize)> {
    let at = memchr_iter(b'/', near).find(|&at| near[at..].starts_with(b"/. "))? + 1;
    slashed(&text[..at]).map(|_| (at, at + 1))
}

/// Whether a full stop in the text ends more than an abbreviation: `Springfield, Ill.` and `Washington, D.C.` do not.
fn has_sentence(place: &str) -> bool {
    place.split(' ').any(|word| word.ends_with('.') && word.len() > 6)
}

/// Where a date such as `Nov. 4`, `March 3, 2026` or `4 November` begins, if the text ends with one.
fn date_start(text: &str) -> Option<usize> {
    let mut words: Vec<usize> = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        words.push(at);
        at += word.len() + 1;
    }
    let month =
        words.iter().rposition(|&start| month_named(text[start..].split(' ').next().unwrap_or_default()).is_some())?;
    let number = |i: usize| words.get(i).is_some_and(|&start| text[start..].starts_with(|c: char| c.is_ascii_digit()));
    if month > 0 && number(month - 1) {
        return Some(words[month - 1]);
    }
    number(month + 1).then(|| words[month])
}

/// Whether the first word, or everything before the first comma, is in capitals.
fn leading_capitals(place: &str) -> bool {
    let first = place.split(',').next().unwrap_or(place);
    let letters = || first.chars().filter(|c| c.is_alphabetic());
    letters().all(char::is_uppercase) && letters().count() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    type Shown<'t> = (&'t str, Option<&'t str>, Option<&'t str>, Option<&'t str>);

    fn show(text: &str) -> Option<Shown<'_>> {
        let parts = parse(&Agencies::default(), text, true)?;
        let part = |range: Option<(usize, usize)>| range.map(|(a, b)| &text[a..b]);
        Some((&text[..parts.end], part(parts.place), part(parts.date), part(parts.agency)))
    }

    #[test]
    fn forms() {
        assert_eq!(
            show("OSLO, March 3 (Nordwire) — Ships"),
            Some(("OSLO, March 3 (Nordwire) —", Some("OSLO"), Some("March 3"), Some("Nordwire")))
        );
        assert_eq!(show("May 12 (UPI) — Ships"), Some(("May 12 (UPI) —", None, Some("May 12"), Some("UPI"))));
        assert_eq!(
            show("LAGOS, Nigeria (AP) — Ships"),
            Some(("LAGOS, Nigeria (AP) —", Some("LAGOS, Nigeria"), None, Some("AP")))
        );
        assert_eq!(show("MADRID — Ships"), Some(("MADRID —", Some("MADRID"), None, None)));
        assert_eq!(show("(Reuters) - Ships"), Some(("(Reuters) -", None, None, Some("Reuters"))));
        assert_eq!(
            show("BEIJING, 4 Nov (Xinhua) -- Ships"),
            Some(("BEIJING, 4 Nov (Xinhua) --", Some("BEIJING"), Some("4 Nov"), Some("Xinhua")))
        );
        assert_eq!(
            show("ROSTOV, November 18. /TASS/. Ships are late."),
            Some(("ROSTOV, November 18. /TASS/.", Some("ROSTOV"), Some("November 18"), Some("TASS")))
        );
        assert_eq!(
            show("LONDON, Nov. 24, 2026 /PRNewswire/ -- Ships"),
            Some(("LONDON, Nov. 24, 2026 /PRNewswire/ --", Some("LONDON"), Some("Nov. 24, 2026"), Some("PRNewswire")))
        );
        assert_eq!(
            show("ASTARA. KazInform – Ships"),
            Some(("ASTARA. KazInform –", Some("ASTARA"), None, Some("KazInform")))
        );
        assert_eq!(
            show("YEREVAN, NOVEMBER 2, ARMENPRESS. Ships are late."),
            Some(("YEREVAN, NOVEMBER 2, ARMENPRESS.", Some("YEREVAN"), Some("NOVEMBER 2"), Some("ARMENPRESS")))
        );
        assert_eq!(
            show("Port Moe, Nov. 12, GNA - Ships"),
            Some(("Port Moe, Nov. 12, GNA -", Some("Port Moe"), Some("Nov. 12"), Some("GNA")))
        );
        assert_eq!(
            show("BAKU, Azerbaijan, May 3. Ships are late."),
            Some(("BAKU, Azerbaijan, May 3.", Some("BAKU, Azerbaijan"), Some("May 3"), None))
        );
        assert_eq!(
            show("New Delhi, May 3 (PTI) Ships are late."),
            Some(("New Delhi, May 3 (PTI)", Some("New Delhi"), Some("May 3"), Some("PTI")))
        );
        assert_eq!(
            show("Port Moe, Sunday, May 3: Ships"),
            Some(("Port Moe, Sunday, May 3:", Some("Port Moe"), Some("May 3"), None))
        );
        assert_eq!(
            show("PORT MOE (Nov 15): Ships"),
            Some(("PORT MOE (Nov 15):", Some("PORT MOE"), Some("Nov 15"), None))
        );
        assert_eq!(show("(Port Moe) – Ships"), Some(("(Port Moe) –", Some("Port Moe"), None, None)));
        assert_eq!(show("Nairobi — Ships"), Some(("Nairobi —", Some("Nairobi"), None, None)));
        assert_eq!(show("PORT ST. LUCIE — Ships"), Some(("PORT ST. LUCIE —", Some("PORT ST. LUCIE"), None, None)));
        for text in [
            "London — the city of fog — is late.",
            "U.S. Steel – the biggest of all – is late.",
            "On May 3 (EU) Ships are late.",
            "The fleet sailed on May 3 (UTC) Ships are late.",
            "IN MAY. Ships are late.",
            "THE END. Reuters said so.",
        ] {
            assert_eq!(show(text), None, "{text}");
        }
        assert_eq!(show("He went in and/or out. Ships are late."), None);
        assert_eq!(show("SPEAKER: Ships are late."), None);
        assert_eq!(show("The harbour – the oldest one – is shut."), None);
        assert_eq!(show("A ship (the Anna) — was late."), None);
    }
}
