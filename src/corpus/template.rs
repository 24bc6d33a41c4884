//! The form of a line: what is left when numbers, dates, times and the writer's name are taken out.

use super::read::{SEED, hash_letters};

/// What stands in a template that says what the line is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Holes {
    /// A name after "By".
    pub name: bool,
    /// A month, a day of the week or a clock time.
    pub date: bool,
    /// Words that were left as they are.
    pub fixed: usize,
}

/// The template of a line and what was taken out; `None` where nothing was.
pub(super) fn of(line: &str) -> Option<(String, Holes)> {
    // Most lines hold nothing to take out: one look at the bytes tells.
    let candidate = |byte: u8| byte.is_ascii_digit();
    if !line.bytes().any(candidate)
        && !line.split(' ').any(|word| is_by(word) || is_month(bare(word)) || is_day(bare(word)))
    {
        return None;
    }
    let mut out = String::with_capacity(line.len());
    let mut holes = Holes::default();
    let mut numbers = false;
    let mut after_by = false;
    for word in line.split_whitespace() {
        let core = bare(word);
        let open = word.len() - word.trim_start_matches(is_mark).len();
        // "Jan" and "May" are months unless they stand within a name.
        let within = out.ends_with("{name}") && (is_joint(word) || is_capitalised(core));
        let hole = if after_by && (within || is_capitalised(core) && !is_month(core) && !is_day(core)) {
            if out.ends_with("{name}") {
                continue;
            }
            holes.name = true;
            Some("{name}")
        } else if is_month(core) {
            holes.date = true;
            Some("{month}")
        } else if is_day(core) {
            holes.date = true;
            Some("{day}")
        } else if out.ends_with("{time}") && matches!(core, "am" | "pm" | "AM" | "PM" | "a.m" | "p.m") {
            continue;
        } else {
            None
        };
        after_by = hole == Some("{name}") || is_by(word);
        if !out.is_empty() {
            out.push(' ');
        }
        if let Some(hole) = hole {
            out.push_str(&word[..open]);
            out.push_str(hole);
            // A comma within a run of names belongs to the run.
            if hole != "{name}" {
                out.push_str(&word[open + core.len()..]);
            }
        } else if word.bytes().any(|byte| byte.is_ascii_digit()) {
            numbers = true;
            holes.date |= push_number(&mut out, word);
        } else {
            holes.fixed += usize::from(core.chars().any(char::is_alphabetic) && !is_by(word));
            out.push_str(word);
        }
    }
    (holes.name || holes.date || numbers).then_some((out, holes))
}

/// Which template two lines share: its letters, digits and holes, case aside.
pub(super) fn key(template: &str) -> u64 {
    hash_letters(!SEED, template, |c| matches!(c, '{' | '}'))
}

/// Writes a word with its numbers taken out; true if it is a clock time or a date in figures.
fn push_number(out: &mut String, word: &str) -> bool {
    let bytes = word.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut dated = false;
    let mut at = 0;
    let mut plain = 0;
    while at < bytes.len() {
        let first = digits(at);
        if first == 0 {
            at += 1;
            continue;
        }
        out.push_str(&word[plain..at]);
        let mut end = at + first;
        let joined =
            |end: usize, marks: &[u8]| end + 1 < bytes.len() && marks.contains(&bytes[end]) && digits(end + 1) > 0;
        if first <= 2 && joined(end, b":") {
            while joined(end, b":") {
                end += 1 + digits(end + 1);
            }
            dated = true;
            out.push_str("{time}");
            let rest = &word[end..];
            if ["am", "pm", "AM", "PM"].iter().any(|half| rest.starts_with(half)) {
                end += 2;
            }
        } else {
            let slashes = |end: usize| joined(end, b"/") || joined(end, b"-");
            let dashed = slashes(end);
            while joined(end, b".,/-") {
                end += 1 + digits(end + 1);
            }
            dated |= dashed && end - at >= 8;
            out.push_str("{n}");
            let rest = &word[end..];
            if ["st", "nd", "rd", "th"].iter().any(|ending| rest.starts_with(ending)) {
                end += 2;
            }
        }
        at = end;
        plain = end;
    }
    out.push_str(&word[plain..]);
    dated
}

fn is_mark(c: char) -> bool {
    !c.is_alphanumeric() && c != '{' && c != '}'
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(is_mark)
}

fn is_by(word: &str) -> bool {
    matches!(word, "By" | "by" | "BY" | "By:" | "by:")
}

/// What may stand between the names of a byline.
fn is_joint(word: &str) -> bool {
    matches!(word, "and" | "&" | "de" | "van" | "von" | "der" | "al" | "el" | "bin" | "di" | "la" | "," | "AND")
}

fn is_capitalised(core: &str) -> bool {
    core.starts_with(char::is_uppercase) && !core.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether `word` is `full`, or its first three letters (or four, as in "Sept"), capitalised or in capitals.
fn names_one_of(word: &str, full: &[&str]) -> bool {
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) || !(3..=9).contains(&word.len()) {
        return false;
    }
    let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
    full.iter()
        .any(|name| same(word, name) || word.len() <= 5 && name.get(..word.len()).is_some_and(|head| same(word, head)))
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = [
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
    names_one_of(word, &MONTHS)
}

fn is_day(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    names_one_of(word, &DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(line: &str) -> String {
        of(line).map_or_else(String::new, |(template, _)| template)
    }

    #[test]
    fn what_is_taken_out() {
        assert_eq!(show("Updated March 3, 2026"), "Updated {month} {n}, {n}");
        assert_eq!(show("Published at 10:45 a.m. on Mon, 4th Nov."), "Published at {time} on {day}, {n} {month}.");
        assert_eq!(show("By Ilse Oru and Jan van Dam | Osk Herald"), "By {name} | Osk Herald");
        assert_eq!(show("4 min read"), "{n} min read");
        assert_eq!(show("1,204 comments (12.5%)"), "{n} comments ({n}%)");
        assert_eq!(show("2026-03-04T10:45:00Z"), "{n}T{time}Z");
        assert_eq!(show("Home and garden"), "");
        assert_eq!(show("may the sun come"), "");
    }

    #[test]
    fn what_the_holes_say() {
        let holes = |line: &str| of(line).map(|(_, holes)| holes).unwrap_or_default();
        assert_eq!(holes("By Ilse Oru"), Holes { name: true, date: false, fixed: 0 });
        assert_eq!(holes("Last updated 04/11/2026"), Holes { name: false, date: true, fixed: 2 });
        assert_eq!(holes("12 - 3"), Holes { name: false, date: false, fixed: 0 });
    }

    #[test]
    fn case_and_marks_do_not_matter() {
        assert_eq!(key("Updated: {month} {n}"), key("UPDATED {month} {n}"));
        assert_ne!(key("{n} n"), key("n {n}"));
    }
}
