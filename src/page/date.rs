//! Calendar dates as news text writes them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Error, Result};

const MICROSECONDS_A_DAY: i64 = 86_400_000_000;

/// A day of the Gregorian calendar; displays as ISO 8601.
///
/// ```
/// use newscore::page::Date;
/// let date: Date = "2026-02-05".parse()?;
/// assert_eq!(date.to_string(), "2026-02-05");
/// assert!("2026-02-30".parse::<Date>().is_err());
/// # Ok::<(), newscore::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    // Invariant: a day that exists, years 1 to 9999. Field order makes the derived order the order of time.
    year: i32,
    month: u8,
    day: u8,
}

impl Date {
    /// The day that is `days` after 1970-01-01 (before it, where negative); `None` outside the years 1 to 9999.
    pub fn from_days_since_1970(days: i32) -> Option<Self> {
        // Howard Hinnant's civil_from_days: years that begin in March put the leap day last.
        let days = i64::from(days) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let (month, carry) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
        let year = i32::try_from(year + era * 400 + carry).ok()?;
        Self::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// Days since 1970-01-01; negative before it.
    pub fn days_since_1970(self) -> i32 {
        let (month, carry) = match self.month() {
            month @ 3.. => (i32::from(month) - 3, 0),
            month => (i32::from(month) + 9, 1),
        };
        let year = self.year() - carry;
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let day_of_year = (153 * month + 2) / 5 + i32::from(self.day()) - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + day_of_year - 719_468
    }

    /// The day of a moment, in microseconds since 1970-01-01; `None` outside the years 1 to 9999.
    pub fn from_microseconds_since_1970(moment: i64) -> Option<Self> {
        Self::from_days_since_1970(i32::try_from(moment.div_euclid(MICROSECONDS_A_DAY)).ok()?)
    }

    /// The first moment of the day, in microseconds since 1970-01-01.
    pub fn microseconds_since_1970(self) -> i64 {
        i64::from(self.days_since_1970()) * MICROSECONDS_A_DAY
    }

    /// The date, if that day exists.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let valid = (1..=9999).contains(&year) && (1..=12).contains(&month) && day >= 1 && day <= days(year, month);
        valid.then_some(Self { year, month, day })
    }

    /// The year.
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The month, from 1.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The last day of this month and day that is not after `self`: what a date without a year means in a page
    /// published on `self`.
    pub fn nearest_past(self, month: u8, day: u8) -> Option<Self> {
        // Eight years back holds a 29 February even across a century without one.
        (0..=8).filter_map(|back| Self::new(self.year - back, month, day)).find(|date| *date <= self)
    }
}

const fn days(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let parts: Vec<&str> = text.split('-').collect();
        let date = match parts[..] {
            [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
                match (year.parse(), month.parse(), day.parse()) {
                    (Ok(year), Ok(month), Ok(day)) => Self::new(year, month, day),
                    _ => None,
                }
            }
            _ => None,
        };
        date.ok_or_else(|| Error::bad_option("date", text, "write a day that exists as YYYY-MM-DD"))
    }
}

impl TryFrom<String> for Date {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

/// The English names of the months.
pub(super) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The English names of the days of the week, in full or in three or four letters.
pub(super) const WEEKDAYS: [&str; 17] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
];

/// The month that an English month name or its abbreviation stands for: `November`, `Nov.`, `Sept.`, any case.
pub(super) fn month_named(word: &str) -> Option<u8> {
    let word = word.trim_end_matches(['.', ',']);
    let opens = |first: &u8| matches!(first | 0x20, b'a' | b'd' | b'f' | b'j' | b'm' | b'n' | b'o' | b's');
    if !(3..=9).contains(&word.len()) || !word.as_bytes().first().is_some_and(opens) || !word.is_ascii() {
        return None;
    }
    let begins = |name: &str| name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let short = word.len() == 3 || word.eq_ignore_ascii_case("sept");
    let at = MONTHS.iter().position(|name| (short || name.len() == word.len()) && begins(name));
    at.map(|month| month as u8 + 1)
}

/// Whether the word is one of [`WEEKDAYS`], any case.
pub(super) fn is_weekday(word: &str) -> bool {
    let opens = |first: &u8| matches!(first | 0x20, b'f' | b'm' | b's' | b't' | b'w');
    if !word.as_bytes().first().is_some_and(opens) {
        return false;
    }
    let word = word.trim_end_matches(['.', ',', ':']);
    WEEKDAYS.iter().any(|day| day.eq_ignore_ascii_case(word))
}

/// What a text that names one date says: `May 12`, `23 November 2025`, `February 5, 2026`, `2026-02-05`, `2 days ago`.
///
/// A numeric date of another order is read only where one order is possible: `25/12/2026`, not `5/2/2026`.
pub(super) fn parse(text: &str, published: Option<Date>) -> Option<Date> {
    // "2026-02-05", "2026.02.05"
    let iso = |word: &str| word.get(..10).unwrap_or(word).replace(['.', '/'], "-").parse().ok();
    if let Some(date) = text.split_whitespace().find_map(iso) {
        return Some(date);
    }
    if let Some(orders) = numeric(text) {
        return match orders {
            (Some(date), None) | (None, Some(date)) => Some(date),
            (Some(one), Some(other)) => (one == other).then_some(one),
            (None, None) => None,
        };
    }
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).collect();
    let Some(at) = words.iter().position(|word| month_named(word).is_some()) else {
        return Date::from_days_since_1970(published?.days_since_1970() - days_ago(text)?);
    };
    let month = month_named(words[at])?;
    let number = |at: Option<usize>| -> Option<u16> {
        let word = at.and_then(|at| words.get(at))?.trim_end_matches(['.', ',']);
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = &word[digits.len()..];
        (suffix.is_empty() || matches!(suffix, "st" | "nd" | "rd" | "th") || suffix.starts_with('U'))
            .then(|| digits.parse().ok())
            .flatten()
    };
    let is_day = |value: &u16| (1..=31).contains(value);
    let is_year = |value: &u16| (1800..=2999).contains(value);
    let (before, after, later) = (number(at.checked_sub(1)), number(Some(at + 1)), number(Some(at + 2)));
    let (day, year) = match (before.filter(is_day), after.filter(is_day)) {
        (_, Some(day)) => (day, later.filter(is_year)),
        (Some(day), None) => (day, after.filter(is_year)),
        (None, None) => return None,
    };
    let day = u8::try_from(day).ok()?;
    match year {
        Some(year) => Date::new(i32::from(year), month, day),
        None => published?.nearest_past(month, day),
    }
}

/// How many days back `yesterday` and `2 days ago` are. Hours may be of one day or the day before, weeks are no count of
/// days, and "today" is a paper's name as well.
fn days_ago(text: &str) -> Option<i32> {
    const MOST: i32 = 31;
    let lower = text.to_ascii_lowercase();
    if lower.contains("yesterday") {
        return Some(1);
    }
    let ago = lower.find(" day ago").or_else(|| lower.find(" days ago"))?;
    match lower[..ago].rsplit(' ').next()? {
        "a" => Some(1),
        number => number.parse().ok().filter(|days| (1..=MOST).contains(days)),
    }
}

/// Whether the text names a day in numbers that two orders read differently: `5/2/2026`.
pub(super) fn is_ambiguous(text: &str) -> bool {
    matches!(numeric(text), Some((Some(one), Some(other))) if one != other)
}

/// The first `5/2/2026` of a text, read with the day first and with the month first.
fn numeric(text: &str) -> Option<(Option<Date>, Option<Date>)> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '[' | ']')).find_map(|word| {
        let mut parts = word.split(['/', '.', '-']);
        let mut number = |longest: usize| -> Option<u16> {
            let part = parts.next()?;
            (part.len() <= longest && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse().ok())
                .flatten()
        };
        let (one, two, year) = (number(2)?, number(2)?, number(4)?);
        let of = |day: u16, month: u16| Date::new(i32::from(year), u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        // Between stops the day stands first.
        let other = if word.contains('.') { None } else { of(two, one) };
        (year >= 1800 && parts.next().is_none()).then(|| (of(one, two), other))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970() {
        let day = |year, month, day| Date::new(year, month, day).expect("a day");
        assert_eq!(day(1970, 1, 1).days_since_1970(), 0);
        assert_eq!(day(2000, 3, 1).days_since_1970(), 11_017);
        assert_eq!(day(1969, 12, 31).days_since_1970(), -1);
        for days in [-719_162, -1, 0, 59, 11_016, 20_000, 20_512] {
            assert_eq!(Date::from_days_since_1970(days).expect("in range").days_since_1970(), days);
        }
    }

    #[test]
    fn dates_as_written() {
        let published = Date::new(2025, 11, 24);
        let iso = |text: &str| parse(text, published).map(|date| date.to_string());
        assert_eq!(iso("May 12").as_deref(), Some("2025-05-12"));
        assert_eq!(iso("Dec. 1").as_deref(), Some("2024-12-01"));
        assert_eq!(iso("February 5, 2026").as_deref(), Some("2026-02-05"));
        assert_eq!(iso("23rd November 2025").as_deref(), Some("2025-11-23"));
        assert_eq!(iso("Published 2026-02-05 10:00").as_deref(), Some("2026-02-05"));
        assert_eq!(iso("5/2/2026"), None);
        assert!(is_ambiguous("Published 5/2/2026") && !is_ambiguous("25/12/2026") && !is_ambiguous("2026-02-05"));
        assert_eq!(iso("Updated 25/12/2026, 10:00").as_deref(), Some("2026-12-25"));
        assert_eq!(iso("5.2.2026").as_deref(), Some("2026-02-05"));
        assert_eq!(iso("2026.02.05").as_deref(), Some("2026-02-05"));
        assert_eq!(iso("5 Feb 2026Updated 10:00").as_deref(), Some("2026-02-05"));
        assert_eq!(iso("Yesterday at 10:00").as_deref(), Some("2025-11-23"));
        assert_eq!(iso("Published 2 days ago").as_deref(), Some("2025-11-22"));
        assert_eq!(iso("Posted a day ago").as_deref(), Some("2025-11-23"));
        assert_eq!((iso("Nordfold Today"), iso("days ago")), (None, None));
        assert_eq!((iso("3 hours ago"), iso("2 weeks ago"), iso("900 days ago")), (None, None, None));
        assert_eq!((parse("May 12", None), parse("Yesterday", None)), (None, None));
        assert_eq!(Date::new(2023, 1, 1).and_then(|date| date.nearest_past(2, 29)), Date::new(2020, 2, 29));
    }
}
