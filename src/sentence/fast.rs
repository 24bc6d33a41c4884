//! The commonest full stops, decided from a few bytes.
//!
//! Nine stops in ten stand inside a number or an address, at the end of a line, or between an ordinary word in small
//! letters and a capital. Here those are recognised without cutting out words or asking the rules one by one. It is a
//! short cut, not a rule: whatever it decides, [`super::decide`] would decide alike (a test holds it to that), and
//! whatever it does not recognise is left to the rules.

use super::words::Words;

/// What the short cut found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// The stop stands inside a token.
    Inside,
    /// The stop belongs to a letter before another letter of that kind: initials, items, floods.
    GoesOn,
    /// Nothing but closing marks stands between the stop and the end of the line.
    Last,
    /// The sentence ends at byte `end`; the next one starts at byte `next`.
    Ends { end: usize, next: usize },
}

const WORD: usize = 8;
const TOP: u64 = 0x8080_8080_8080_8080;
const ONES: u64 = 0x0101_0101_0101_0101;

/// Judges the stop at byte `at` of a sentence that began at byte `start`.
#[inline]
pub(super) fn stop(text: &str, words: &Words, start: usize, at: usize, wrapped: bool) -> Option<Found> {
    let bytes = text.as_bytes();
    let mut end = at + 1;
    match *bytes.get(end)? {
        b'0'..=b'9' | b'a'..=b'z' => return Some(Found::Inside),
        b'A'..=b'Z' if bytes.get(end + 1) == Some(&b'.') => return Some(Found::Inside),
        b'"' | b'\'' | b')' => end += 1,
        0xc3 | 0xd0 | 0xd1 if is_small_pair(bytes, end) => return Some(Found::Inside),
        0xe2 if matches!(bytes.get(end + 1..end + 3), Some([0x80, 0x99 | 0x9d])) => end += 3,
        _ => {}
    }
    match *bytes.get(end)? {
        b'\n' if !wrapped => return Some(Found::Last),
        b' ' => {}
        _ => return None,
    }
    let next = end + 1;
    if end == at + 1 && letter_follows_letter(bytes, start, at) {
        return Some(Found::GoesOn);
    }
    let capital = match *bytes.get(next)? {
        b'"' | b'\'' | b'(' => next + 1,
        0xe2 if matches!(bytes.get(next + 1..next + 3), Some([0x80, 0x98 | 0x9c])) => next + 3,
        _ => next,
    };
    if bytes.get(capital).is_some_and(u8::is_ascii_uppercase) && is_ordinary(bytes.get(start..at)?, words) {
        return Some(Found::Ends { end, next });
    }
    None
}

/// Whether the stop at byte `at` stands between two single letters, "J. R. " or "e. g. ", that are no items of one list.
#[inline]
fn letter_follows_letter(bytes: &[u8], start: usize, at: usize) -> bool {
    let &[letter, b'.', b' ', other, b'.', ..] = &bytes[at.wrapping_sub(1).min(at)..] else {
        let begins = at >= start + 2 && (at == start + 2 || bytes[at - 3] == b' ');
        return begins
            && bytes.get(at + 4) == Some(&b'.')
            && is_small_pair(bytes, at - 2)
            && is_small_pair(bytes, at + 2);
    };
    let apart = at == start + 1 || at > start + 1 && bytes[at - 2] == b' ';
    let small = letter.is_ascii_lowercase() && other.is_ascii_lowercase();
    // "a. Tea b. Coffee": the second item ends the first.
    let item = bytes[start] + 1 == letter;
    apart && (letter.is_ascii_uppercase() && other.is_ascii_alphabetic() || small && !item)
}

/// Whether the two bytes at `at` are a small letter of Latin-1 (ß to ÿ) or of Russian.
#[inline]
fn is_small_pair(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at..at + 2) {
        Some(&[0xc3, second]) => second >= 0x9f && second != 0xb7,
        Some(&[0xd0, second]) => second >= 0xb0,
        Some(&[0xd1, second]) => second <= 0x8f,
        _ => false,
    }
}

/// Whether `before` ends with a word of at least two small letters (perhaps with a capital before them) that no list of
/// abbreviations has, or with a year.
#[inline]
fn is_ordinary(before: &[u8], words: &Words) -> bool {
    let Some(last) = before.last_chunk::<WORD>() else { return false };
    let last = u64::from_le_bytes(*last);
    let small = small_letters_at_end(last);
    // The lists hold no abbreviation that ends with so many letters.
    if small == WORD {
        return true;
    }
    let mut length = small;
    let mut lead = last << (8 * small) >> 56;
    if (b'A' as u64..=b'Z' as u64).contains(&lead) {
        length += 1;
        lead = if length == WORD { 0 } else { last << (8 * length) >> 56 };
    }
    if small < 2 {
        return small == 0 && matches!(before, [.., b' ', b'1'..=b'2', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9']);
    }
    let start = before.len() - length;
    let begins = match lead as u8 {
        b' ' | b'-' | b'"' | b'\'' | b'/' => true,
        // “, ’, — and their neighbours, but for those that join letters.
        0x93..=0x9d => start >= 3 && before[start - 3..start - 1] == [0xe2, 0x80],
        _ => false,
    };
    if !begins {
        return false;
    }
    let word = last >> (8 * (WORD - length)) | if length > small { 0x20 } else { 0 };
    // A capitalised word without a vowel is an abbreviation that no list need know.
    (length == small || length > 5 || has_vowel(word)) && !words.abbreviates(word)
}

/// Whether one of the small letters in `word` is a vowel.
#[inline]
fn has_vowel(mut word: u64) -> bool {
    const VOWELS: u32 = 1 | 1 << 4 | 1 << 8 | 1 << 14 | 1 << 20 | 1 << 24;
    while word != 0 {
        if VOWELS >> ((word as u8).wrapping_sub(b'a') & 31) & 1 == 1 {
            return true;
        }
        word >>= 8;
    }
    false
}

/// How many small letters stand at the end of eight bytes, the last byte of the text being the highest.
#[inline]
const fn small_letters_at_end(bytes: u64) -> usize {
    let low = bytes & !TOP;
    let from_a = low + ONES * (0x80 - b'a' as u64);
    let past_z = low + ONES * (0x80 - b'z' as u64 - 1);
    let others = !(from_a & !past_z & !bytes) & TOP;
    if others == 0 { WORD } else { others.leading_zeros() as usize / 8 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentence::Lang;
    use crate::sentence::candidate::Candidate;
    use crate::sentence::decide::decide;
    use crate::sentence::marks::{mark_at, skip_blanks};
    use proptest::prelude::*;

    #[test]
    fn small_letters_are_counted_from_the_end() {
        for (bytes, count) in [
            (b"abcdefgh", 8),
            (b"Abcdefgh", 7),
            (b"a b c de", 2),
            (b"abcdefg ", 0),
            (b"aaaa`{az", 2),
            (b"aaaaaa\xe1z", 1),
        ] {
            assert_eq!(small_letters_at_end(u64::from_le_bytes(*bytes)), count, "{bytes:?}");
        }
    }

    /// Checks every stop of the text, in a sentence that began with the line and in one that began behind the last stop;
    /// gives how many were decided.
    fn agrees(text: &str, wrapped: bool, lang: Option<Lang>) -> usize {
        let words = Words::of(lang);
        let mut decided = 0;
        for (at, _) in text.match_indices('.') {
            let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
            let after = text[..at].rfind(". ").map_or(line, |end| line.max(end + 2));
            for start in [line, after].map(|start| skip_blanks(text, start, false).min(at)) {
                let Some(found) = stop(text, words, start, at, wrapped) else { continue };
                decided += 1;
                let mark = mark_at(text, at).expect("a stop is a mark");
                let candidate = Candidate::new(text, words, start, mark, wrapped);
                let verdict = decide(&candidate, lang);
                match found {
                    Found::GoesOn => assert!(!verdict.ends, "{text:?} {start} {at} {verdict:?}"),
                    Found::Last => assert!(candidate.is_last(), "{text:?} {start} {at}"),
                    Found::Inside => {
                        assert!(!verdict.ends && verdict.rule == "inside-token", "{text:?} {start} {at} {verdict:?}");
                    }
                    Found::Ends { end, next } => {
                        assert!(verdict.ends && verdict.rule == "stop", "{text:?} {start} {at} {verdict:?}");
                        assert_eq!((end, next), (verdict.at, candidate.next), "{text:?} {start} {at}");
                    }
                }
            }
        }
        decided
    }

    /// What the short cut finds at the stop before `¦`, in a sentence that begins with the text or behind `|`; an end as
    /// the bytes of closing marks behind the stop.
    fn found(marked: &str) -> Option<(Found, usize)> {
        let start = marked.find('|').unwrap_or(0);
        let text = marked.replace('|', "");
        let end = text.find('¦').expect("the stop is marked");
        let text = text.replace('¦', "");
        let found = stop(&text, Words::of(None), start, end - 1, false)?;
        Some(match found {
            Found::Ends { end: closed, next } => {
                assert_eq!(next, closed + 1, "{marked:?}");
                (Found::Ends { end: 0, next: 0 }, closed - end)
            }
            found => (found, 0),
        })
    }

    // Where it gives up, the rules decide alike, so only here is it seen that it does not.
    #[test]
    fn the_commonest_stops_need_no_rules() {
        let ends = |closers| Some((Found::Ends { end: 0, next: 0 }, closers));
        for (marked, expected) in [
            ("It rose 3.¦5 per cent", Some((Found::Inside, 0))),
            ("See acme.¦example", Some((Found::Inside, 0))),
            ("The U.¦S. led", Some((Found::Inside, 0))),
            ("Caf.¦é", Some((Found::Inside, 0))),
            ("Caf.¦É", None),
            ("Caf.¦÷", None),
            ("т.¦е.", Some((Found::Inside, 0))),
            ("т.¦р.", Some((Found::Inside, 0))),
            ("т.¦Д.", None),
            ("т.¦ђ.", None),
            ("They left.¦\nShe", Some((Found::Last, 0))),
            ("“They left.¦”\nShe", Some((Found::Last, 0))),
            ("They left.¦ She", ends(0)),
            ("“They left.¦” She", ends(3)),
            ("‘They left.¦’ She", ends(3)),
            ("“They left.¦“ She", None),
            ("'They left.¦' She", ends(1)),
            ("(They left.¦) She", ends(1)),
            ("\"They left.¦\" She", ends(1)),
            ("[They left.¦] She", None),
            ("They left.¦ “She", ends(0)),
            ("They left.¦ ‘She", ends(0)),
            ("They left.¦ ”She", None),
            ("They left.¦ \"She", ends(0)),
            ("They left.¦ 'She", ends(0)),
            ("They left.¦ (She", ends(0)),
            ("They left.¦ [She", None),
            ("They left.¦ she", None),
            ("They left.¦", None),
        ] {
            assert_eq!(found(marked), expected, "{marked:?}");
        }
    }

    #[test]
    fn a_letter_before_a_letter_needs_no_rules() {
        for (marked, goes_on) in [
            ("J.¦ R. Fen", true),
            ("By J.¦ R. Fen", true),
            ("By J.¦ r. Fen", true),
            ("x|J.¦ R. Fen", true),
            ("xJ.¦ R. Fen", false),
            ("ByJ.¦ R. Fen", false),
            ("By J.¦ R Fen", false),
            ("By J.¦ 5. Fen", false),
            ("e.¦ g. this", true),
            ("z. e.¦ g. this", true),
            ("see e.¦ G. This", false),
            ("a. Tea b.¦ c. Milk", false),
            ("a. Tea c.¦ d. Milk", true),
            ("é.¦ à. ou", true),
            ("voir é.¦ à. ou", true),
            ("voir oé.¦ à. ou", false),
            ("x|é.¦ à. ou", true),
            ("é.¦ à ou", false),
            ("é.¦ a. ou", false),
            ("a.¦ é. ou", false),
            ("и т.¦ е. вот", true),
            ("и т.¦ Е. вот", false),
        ] {
            let is_one = found(marked) == Some((Found::GoesOn, 0));
            assert_eq!(is_one, goes_on, "{marked:?}");
        }
    }

    #[test]
    fn an_ordinary_word_needs_no_rules() {
        for (before, ordinary) in [
            ("approximately", true),
            ("They left", true),
            ("They met Oru", true),
            ("They met Orme", true),
            ("They met Orru", true),
            ("They met Tarrows", true),
            ("They met Ldn", false),
            ("They met Ldnmps", true),
            ("They met Ldnmp", false),
            ("They met oRme", false),
            ("They met ORme", false),
            ("at 5 vs", false),
            ("They met Inc", false),
            ("They met inc", false),
            ("It is at a", false),
            ("It is up", true),
            ("the all-in", true),
            ("the \"all", true),
            ("the 'all", true),
            ("the and/or", true),
            ("the “all", true),
            ("the it’ll", true),
            ("the new—old", true),
            ("the new‐old", false),
            ("the new(old", false),
            ("the newÓold", false),
            ("back in 2026", true),
            ("back in 1999", true),
            ("back in 3026", false),
            ("back in 12026", false),
            ("back in 2o26", false),
            ("back in 202", false),
            ("He met A", false),
            ("left", false),
        ] {
            assert_eq!(is_ordinary(before.as_bytes(), Words::of(None)), ordinary, "{before:?}");
        }
        for vowel in ["a", "e", "i", "o", "u", "y", "ba", "bcdfe"] {
            let mut bytes = [0; WORD];
            bytes[..vowel.len()].copy_from_slice(vowel.as_bytes());
            assert!(has_vowel(u64::from_le_bytes(bytes)), "{vowel:?}");
        }
        assert!(!has_vowel(u64::from_le_bytes(*b"bcdfghjk")) && !has_vowel(u64::from_le_bytes(*b"zxwvtsrq")));
    }

    #[test]
    fn decides_as_the_rules_do() {
        let pieces = prop::sample::select(vec![
            ".",
            ".",
            ". ",
            ".” ",
            ".\" ",
            ".’ ",
            ".) ",
            ".\n",
            ".”\n",
            "The",
            "Acme",
            "he",
            "left",
            "inc",
            "vs",
            "am",
            "said",
            "mayor",
            "approximately",
            "e.g",
            "U.S",
            "1",
            "12",
            "2026",
            " ",
            " ",
            "“",
            "\"",
            "(",
            "'",
            "’",
            "—",
            "-",
            "é",
            "é. é. ",
            "é. a. ",
            "г.",
            "Д.я",
            "÷",
            "ș",
            "A",
            "B",
            "a",
            "b",
            "c",
            "A. B. ",
            "a. b. ",
            "a. c. ",
            "xa. b. ",
            "\u{200d}",
            "No",
            "no",
            "Bhd",
            "Ldn",
            "Mr",
            "strengths",
            "Oru. “Ada",
            "it. (The",
            "it. 'The",
        ]);
        let texts = prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat());
        proptest!(ProptestConfig::with_cases(1500), |(text in texts, wrapped: bool, de: bool)| {
            agrees(&text, wrapped, de.then_some(Lang::De));
        });
    }

    #[test]
    fn decides_as_the_rules_do_in_cases_and_sample_pages() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut shares = Vec::new();
        for folder in ["tests/cases/sentences", "seeds/pages"] {
            let (mut stops, mut decided) = (0, 0);
            for file in std::fs::read_dir(root.join(folder)).expect("the folder is there").flatten() {
                let text = std::fs::read_to_string(file.path()).expect("it is text");
                stops += 2 * text.matches('.').count();
                decided += agrees(&text, false, None);
                for (wrapped, lang) in [(true, None), (false, Some(Lang::En)), (false, Some(Lang::De))] {
                    agrees(&text, wrapped, lang);
                }
            }
            shares.push(decided as f64 / stops as f64);
        }
        // It is worth its code where it decides most stops of pages; cases are about the others.
        assert!(shares[0] > 0.1 && shares[1] > 0.75, "{shares:?}");
    }
}
