//! Acronyms that an article introduces: "Joint Copper Council (JCC)", "JCC (Joint Copper Council)".

use std::collections::HashSet;

use super::kinds::MatchKind;
use super::mention::{self, Mention};
use super::{Gazetteer, context};
use crate::Span;
use crate::text::{is_space, is_word};

/// Longest acronym believed, in characters.
const LONGEST: usize = 12;

/// The acronym that brackets right after a name introduce, or that stands right before a name in brackets.
///
/// It must have at least two capitals and no blank, and its letters must stand in the name in this order, the first one
/// at its beginning: "(Tuesday)" or "(AP)" after a ministry's name is something else.
pub(super) fn introduced(text: &str, region: Span, name: Span) -> Option<&str> {
    let surface = name.of(text);
    let after = text.get(name.end()..region.end())?;
    // "the Joint Copper Council's (JCC) rules"
    let after = after.strip_prefix("'s").or_else(|| after.strip_prefix("’s")).unwrap_or(after);
    // Most names are followed by a word: no bracket, and no company ending but "plc" is written small.
    if matches!(after.as_bytes(), [b' ', next, ..] if next.is_ascii_lowercase() && *next != b'p') {
        return None;
    }
    let before = text.get(region.start()..name.start())?;
    let acronym = in_brackets(after).or_else(|| before_brackets(before, after))?;
    // "JCC.N" is a code of an exchange's.
    let code = acronym.split_once('.').is_some_and(|(firm, exchange)| firm.len() > 1 && !exchange.is_empty());
    (!code && abbreviates(acronym, surface)).then_some(acronym)
}

/// "Name (ABC)", "Name Inc. (“ABC” or the “Firm”)", "Name (ABC, founded 1990)".
fn in_brackets(after: &str) -> Option<&str> {
    let bracket = after.trim_start_matches(blank).strip_prefix('(').or_else(|| after_company_ending(after))?;
    let inside = bracket.trim_start_matches(quotation_mark);
    let quoted = inside.len() < bracket.len();
    let end = inside.char_indices().take(LONGEST + 1).find(|&(_, c)| !acronym_character(c)).map(|(at, _)| at)?;
    let (acronym, rest) = inside.split_at(end);
    // Without quotation marks the acronym must be all that is said: "(UN forces)" introduces nothing.
    (rest.starts_with([')', ',', ';']) || quoted && rest.starts_with(quotation_mark)).then_some(acronym)
}

/// What follows the opening bracket in " Co., Ltd. (".
fn after_company_ending(after: &str) -> Option<&str> {
    let mut rest = after;
    for _ in 0..2 {
        rest = rest.trim_start_matches([',', '.', ' ', '\u{a0}']);
        // Most words after a name are small, and one ending is.
        if !rest.starts_with(|c: char| c.is_uppercase() || c == 'p') {
            return None;
        }
        let word = rest.split(|c| !is_word(c)).next()?;
        if !is_company_ending(word) {
            return None;
        }
        rest = rest[word.len()..].trim_start_matches(['.', ' ', '\u{a0}']);
        if let Some(inside) = rest.strip_prefix('(') {
            return Some(inside);
        }
    }
    None
}

/// What may stand between a firm's name and the brackets.
fn is_company_ending(word: &str) -> bool {
    match word.len() {
        2 => matches!(word, "AB" | "AG" | "AS" | "Co" | "NV" | "SA" | "SE"),
        3 => matches!(word, "ASA" | "Inc" | "LLC" | "LLP" | "Ltd" | "Oyj" | "PLC" | "SpA" | "plc"),
        _ => matches!(word, "Company" | "Corp" | "Corporation" | "GmbH" | "Limited"),
    }
}

/// "ABC (Name)".
fn before_brackets<'t>(before: &'t str, after: &str) -> Option<&'t str> {
    if !after.starts_with(')') {
        return None;
    }
    let outside = before.strip_suffix('(')?.trim_end_matches(blank);
    let start = outside.char_indices().rev().take(LONGEST).take_while(|&(_, c)| acronym_character(c)).last()?.0;
    let acronym = &outside[start..];
    (!outside[..start].ends_with(is_word)).then_some(acronym)
}

/// Takes out of an article's mentions the abbreviations that it introduces for another name: after "Namibian Broadcasting
/// Corporation (NBC)" its NBC is that one. A name that shares half its words with one of the entity's own is the entity's.
pub(super) fn drop_foreign(gazetteer: &Gazetteer, text: &str, found: &mut Vec<Mention>) {
    let mut foreign = HashSet::new();
    for (number, mention) in found.iter().enumerate() {
        let (start, end) = (mention.span.start(), mention.span.end());
        if mention.kind != MatchKind::Abbreviation
            || !text[..start].ends_with('(')
            || !text[end..].starts_with([')', ','])
        {
            continue;
        }
        let outside = text[..start - 1].trim_end_matches(blank);
        let known = number.checked_sub(1).is_some_and(|before| found[before].span.end() == outside.len());
        if !known
            && spelled_out(outside, mention.span.of(text)).is_some_and(|words| !belong(gazetteer, mention, &words))
        {
            foreign.insert((mention.alias, mention.span.of(text)));
        }
    }
    if !foreign.is_empty() {
        mention::keep(found, &mut |mention| !foreign.contains(&(mention.alias, mention.span.of(text))));
    }
}

/// The capitalised words at the end of `before` whose first letters hold the acronym's; `None` where they do not.
fn spelled_out<'t>(before: &'t str, acronym: &str) -> Option<Vec<&'t str>> {
    let mut words = Vec::new();
    let mut gap = Span::new(0, before.len());
    let mut word = before
        .rsplit(|c| !is_word(c) && !matches!(c, '-' | '\'' | '’'))
        .next()
        .map(|last| Span::new(gap.end() - last.len(), gap.end()));
    while let Some(span) = word.filter(|_| words.len() < LONGEST) {
        let name = span.of(before);
        if name.starts_with(char::is_uppercase) {
            words.push(name);
        } else if !matches!(name, "of" | "for" | "the" | "and" | "on" | "de") {
            break;
        }
        gap = Span::new(0, span.start());
        word = context::word_before(before, gap);
    }
    words.reverse();
    let letters: Vec<char> = acronym.chars().filter(|c| c.is_alphabetic()).collect();
    let first = words.iter().position(|word| word.starts_with(letters.first().copied().unwrap_or(' ')))?;
    let mut initials = words[first..].iter().filter_map(|word| word.chars().next());
    let held = letters.len() > 1 && letters.iter().all(|letter| initials.any(|initial| initial == *letter));
    held.then(|| words.split_off(first))
}

/// Whether half of the words stand in one of the entity's names, or none of several words is known; rows of one entity are
/// taken to be neighbours.
fn belong(gazetteer: &Gazetteer, mention: &Mention, words: &[&str]) -> bool {
    let entity = gazetteer.entity_of(mention.alias);
    let same = |alias: &u32| gazetteer.entity_of(*alias) == entity;
    let rows = (0..mention.alias).rev().take(NEIGHBOURS).take_while(same);
    let rows = rows.chain((mention.alias + 1..).take(NEIGHBOURS).take_while(same));
    let mut spelled_out = false;
    let shares = rows.into_iter().any(|alias| {
        let name = gazetteer.alias(alias);
        spelled_out |= name.contains(is_space);
        let shared = words.iter().filter(|&&word| name.split(|c| !is_word(c)).any(|part| part == word)).count();
        shared * 2 >= words.len()
    });
    shares || !spelled_out
}

/// How many rows before and after are looked at.
const NEIGHBOURS: usize = 32;

fn blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}')
}

fn quotation_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '‘' | '’' | '“' | '”')
}

fn acronym_character(c: char) -> bool {
    is_word(c) || matches!(c, '.' | '&' | '-')
}

/// Whether the letters of `acronym` stand in `name` in this order, beginning with its first.
fn abbreviates(acronym: &str, name: &str) -> bool {
    if acronym.chars().filter(|c| c.is_uppercase()).count() < 2 {
        return false;
    }
    let lower = |text: &str| text.chars().filter(|c| is_word(*c)).flat_map(char::to_lowercase).collect::<Vec<_>>();
    let (letters, name_letters) = (lower(acronym), lower(name));
    let mut rest = name_letters.iter();
    letters.first() == name_letters.first()
        && name.contains(is_space)
        && letters.len() < name_letters.len()
        && letters.iter().all(|letter| rest.any(|other| other == letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, name: &str) -> Option<&'t str> {
        let start = text.find(name)?;
        introduced(text, Span::new(0, text.len()), Span::new(start, start + name.len()))
    }

    #[test]
    fn introductions() {
        let name = "Joint Copper Council";
        for text in [
            "the Joint Copper Council (JCC) said",
            "the Joint Copper Council (“JCC”) said",
            "the Joint Copper Council\u{a0}(JCC, founded in 1990) said",
            "the Joint Copper Council’s (JCC) rules",
            "the JCC (Joint Copper Council) said",
            "the Joint Copper Council Co., Ltd. (the firm)".replace("the firm", "“JCC” or the “Firm”").as_str(),
        ] {
            assert_eq!(found(text, name), Some("JCC"), "{text}");
        }
        assert_eq!(found("Ministry of Trade (MoT) rules", "Ministry of Trade"), Some("MoT"));
    }

    #[test]
    fn words_that_an_acronym_stands_for() {
        assert_eq!(spelled_out("told the Namibian Broadcasting Corporation", "NBC").map(|words| words.len()), Some(3));
        assert_eq!(spelled_out("the Office for the Care of Harbours", "OCH").map(|words| words.len()), Some(3));
        assert_eq!(
            spelled_out("Centres for Disease Control and Prevention", "C.D.C.").map(|words| words.len()),
            Some(4)
        );
        for (before, acronym) in
            [("he told reporters", "NBC"), ("", "NBC"), ("Broadcasting Corporation", "NBC"), ("BBC", "BBC")]
        {
            assert_eq!(spelled_out(before, acronym), None, "{before}");
        }
    }

    #[test]
    fn other_brackets() {
        let name = "Joint Copper Council";
        for text in [
            "the Joint Copper Council (Tuesday)",
            "the Joint Copper Council (AP)",
            "the Joint Copper Council (a body)",
            "the Joint Copper Council (J)",
            "the Joint Copper Council, (JCC)",
            "the Joint Copper Council (JCC and others)",
            "the Joint Copper Council (JCC",
            "the JCC, (Joint Copper Council)",
        ] {
            assert_eq!(found(text, name), None, "{text}");
        }
    }
}
