//! Where a text is set in capitals, so that capitals say nothing about the name.

use crate::Span;
use crate::text::{is_line_end, line_around};

/// Answers whether a place stands in capitals; remembers the line it looked at last, so that asking in reading order
/// costs one look at each line.
#[derive(Debug, Default)]
pub(super) struct Capitals {
    /// The line, or where all of it is in capitals, it and those after it that are so, too.
    line: Option<Span>,
    /// End of the part of that line, from its start, whose letters are all upper case.
    until: usize,
}

impl Capitals {
    /// Whether `start..end` stands in a line whose letters are all upper case, or in such a head of a line: what comes
    /// before its first comma, bracket, colon or dash, or before its first word with small letters, as in a dateline; or
    /// is a dateline within the line.
    /// Where it spans lines, each has to.
    pub(super) fn hold(&mut self, text: &str, mut start: usize, end: usize) -> bool {
        loop {
            let line = self.look_at(text, start);
            if end <= line.end() || self.until < line.end() {
                return end <= self.until
                    || end <= line.end() && is_dateline(&text[line.start()..start], &text[end..line.end()]);
            }
            let Some(next) = text[line.end()..end].find(|c| !is_line_end(c)) else { return true };
            start = line.end() + next;
        }
    }

    /// Up to where what stands in capitals stands in them as what ends at `end` does, which was just asked for; 0 for nothing
    /// else.
    pub(super) const fn until(&self, end: usize) -> usize {
        if end <= self.until { self.until } else { 0 }
    }

    /// Makes the line around `at` the one that is known.
    fn look_at(&mut self, text: &str, at: usize) -> Span {
        match self.line {
            Some(line) if line.start() <= at && at < line.end() => line,
            _ => {
                let mut line = line_around(text, Span::new(at, at));
                self.until = line.start() + capitals_until(line.of(text));
                if self.until == line.end() {
                    self.until = lines_until(text, line.end());
                    line = Span::new(line.start(), self.until);
                }
                *self.line.insert(line)
            }
        }
    }
}

/// End of the last line without a small letter, of those that follow one another from the one that ends at `end`, which has
/// none.
fn lines_until(text: &str, end: usize) -> usize {
    match text[end..].find(char::is_lowercase) {
        None => text.len(),
        Some(small) => {
            let last = text[end..end + small].rfind(is_line_end).unwrap_or_default();
            end + text[end..end + last].trim_end_matches(is_line_end).len()
        }
    }
}

/// Length of the part of a line that is in capitals: the whole line, or its head, or nothing.
fn capitals_until(line: &str) -> usize {
    match line.find(char::is_lowercase) {
        None => line.len(),
        Some(small) => {
            // "(OSLO) — Two"
            let open = line.len() - line.trim_start_matches('(').len();
            let capitals = &line[open..small];
            // "OSLO- Two", but "LUND-OSK, A READER: Two"
            let end = |mark: fn(char) -> bool| {
                let dashes = ["- ", "--"].iter().filter_map(|dash| capitals.find(dash));
                capitals.find(mark).into_iter().chain(dashes).min()
            };
            let head = end(ends_head);
            // "OSLO, NORWAY — Two"
            let country = head.filter(|&head| capitals[head..].starts_with(',')).and_then(|_| end(ends_country));
            let country = country.filter(|&end| !capitals[..end].contains(':'));
            country.or(head).map_or_else(|| bare_head(&line[..small]), |head| open + head)
        }
    }
}

/// Whether a place between `before` and `after` is a dateline within a line, as where line ends were lost: "Mina Quill. OSLO
/// (Nordwire) — Two", "Mina Quill. OSLO, Norway – Two", "Mina Quill. OSLO, NORWAY – Two"; behind an agency's bracket with
/// a dash also without a full stop before it: "By Mina Quill OSLO (Nordwire) -Two".
fn is_dateline(before: &str, after: &str) -> bool {
    let town = before.strip_suffix(", ").map(|town| town.trim_end_matches(|c: char| c.is_uppercase() || c == ' '));
    let parted = (town.is_some() || before.ends_with([' ', '\u{a0}']))
        && town.unwrap_or(before).trim_end().ends_with(['.', ')', '!', '?']);
    let near = after.char_indices().nth(LONGEST).map_or(after, |(end, _)| &after[..end]);
    let first = |dashes: &[&str]| dashes.iter().filter_map(|dash| near.find(dash)).min();
    // "It froze. OSLO (AP) Two"
    let agency = near.strip_prefix(" (").and_then(|rest| rest.split_once(')'));
    let dash = if parted && agency.is_some_and(|(agency, _)| agency.chars().all(char::is_uppercase)) {
        Some(0)
    } else if parted {
        first(&[" \u{2013} ", " \u{2014} ", " - ", " -- ", ") -"])
    } else if before.trim_end().ends_with(char::is_lowercase) {
        first(&[") -", ") \u{2013}", ") \u{2014}"])
    } else {
        None
    };
    dash.is_some_and(|dash| {
        (dash == 0 || after.starts_with([',', ' ']))
            && after[..dash].split([' ', ',', '(']).all(|word| !word.starts_with(char::is_lowercase))
    })
}

/// How far behind the place of a dateline within a line its dash is sought, in characters.
const LONGEST: usize = 40;

/// Length of a dateline that nothing parts from the sentence, "OSLO Two ferries", "CAPE TOWN A ferry", or of a story's first
/// words where a paper sets several of them in capitals: "THE FAROES have". `capitals` is what comes before the line's first
/// small letter.
fn bare_head(capitals: &str) -> usize {
    let head = match capitals.strip_suffix(" A ") {
        Some(head) => head,
        None if capitals.ends_with(' ') => {
            Some(capitals.trim_end()).filter(|head| head.contains(' ')).unwrap_or_default()
        }
        None => capitals.strip_suffix(char::is_uppercase).and_then(|head| head.strip_suffix(' ')).unwrap_or_default(),
    };
    if head.len() > 3 && head.chars().all(|c| c.is_uppercase() || c == ' ') { head.len() } else { 0 }
}

/// What the head of a line ends with: "OSLO, Nov. 17", "CAPE TOWN (Nordwire)", "BUSAN — Two".
fn ends_head(c: char) -> bool {
    matches!(c, ',' | ':') || ends_country(c)
}

/// What ends it behind a comma, too: "OSLO, NORWAY (Nordwire)", "OSLO • Two".
fn ends_country(c: char) -> bool {
    matches!(c, '(' | ')' | '\u{2013}'..='\u{2015}' | '\u{2022}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hold(text: &str, part: &str) -> bool {
        let start = text.find(part).expect("the part stands in the text");
        Capitals::default().hold(text, start, start + part.len())
    }

    #[test]
    fn what_was_looked_at_before_changes_nothing() {
        use proptest::prelude::*;
        proptest!(|(text in "[AB,a1 \n]{0,60}")| {
            let mut capitals = Capitals::default();
            let mut from = 0;
            for line in text.split_inclusive('\n') {
                for (at, _) in line.match_indices(['A', 'B']) {
                    let alone = Capitals::default().hold(line.trim_end(), at, at + 1);
                    prop_assert_eq!(capitals.hold(&text, from + at, from + at + 1), alone, "{} in {:?}", from + at, text);
                }
                from += line.len();
            }
        });
    }

    #[test]
    fn whole_lines_and_heads() {
        assert!(hold("a\nCHINA, INDIA AGREE\nb", "INDIA"));
        assert!(hold("OSLO, Nov. 17 (Nordwire) — A ferry", "OSLO"));
        assert!(hold("x\u{2028}CAPE TOWN (Nordwire)", "CAPE TOWN"));
        assert!(hold("x\r\nCHINA", "CHINA"));
        assert!(hold("x\nTO CAPE\r\nTOWN BY SEA\ny", "CAPE\r\nTOWN"));
        assert!(!hold("The CAPE\nTOWN BY SEA", "CAPE\nTOWN"));
        assert!(!hold("TO CAPE\nTOWN by sea", "CAPE\nTOWN"));
        assert!(!hold("The CHINA desk", "CHINA"));
        assert!(!hold("CHINA desk", "CHINA"));
        assert!(hold("x\nOSLO Two ferries", "OSLO"));
        assert!(hold("CAPE TOWN A ferry", "CAPE TOWN"));
        assert!(hold("THE FAROES have a ferry", "FAROES"));
        assert!(hold("(OSLO) — Two ferries", "OSLO"));
        assert!(hold("OSLO- Two ferries", "OSLO"));
        assert!(hold("OSLO --Two ferries", "OSLO"));
        assert!(hold("LUND-OSLO: Two ferries", "LUND-OSLO"));
        assert!(!hold("(Nordwire) OSLO Two", "OSLO"));
        assert!(hold("By Mina Quill. OSLO (Nordwire) - Two ferries", "OSLO"));
        assert!(hold("(Photo: Quill) CAPE TOWN, South Africa, May 5 – Two ferries", "CAPE TOWN"));
        assert!(!hold("By Mina Quill. OSLO said a word - Two ferries", "OSLO"));
        assert!(!hold("By Mina Quill, OSLO (Nordwire) - Two ferries", "OSLO"));
        assert!(!hold("By Mina Quill. OSLO (Nordwire) Two ferries", "OSLO"));
        assert!(hold("By Mina Quill OSLO (Nordwire) -Two ferries", "OSLO"));
        assert!(hold("By Mina Quill OSLO, May 5 (Nordwire) \u{2013} Two ferries", "OSLO"));
        assert!(!hold("Ferries of OSLO (Nordwire) sailed - late", "OSLO"));
        assert!(!hold("Ferries of OSLO said (Nordwire) - so", "OSLO"));
        assert!(!hold("The OSLO Two", "OSLO"));
        assert!(!hold("IT Two ferries", "IT"));
        assert!(!hold("7 OSLO Two ferries", "OSLO"));
        assert!(!hold("OSLO, Nov. 17 (NORDWIRE)", "NORDWIRE"));
    }

    #[test]
    fn a_line_that_was_left_is_looked_at_anew() {
        let text = "CHINA\nChina INDIA\nINDIA";
        let mut capitals = Capitals::default();
        assert!(capitals.hold(text, 0, 5));
        assert!(!capitals.hold(text, 12, 17));
        assert!(capitals.hold(text, 18, 23));
    }
}
