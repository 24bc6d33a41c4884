//! Full stops after ordinary words.

use crate::sentence::candidate::{Candidate, First};
use crate::sentence::marks::char_at;
use crate::sentence::words::Class;
use crate::text::is_space;

/// Words of so many letters are not abbreviated: "approx." and "insbes." are as long as it gets.
const LONG: usize = 7;

/// What: a word that starts sentences does so without its capital too, and a long word ends them.
/// Why: comments, quoted messages and slips of the shift key stand in news pages.
/// Example: `it was late. i left` is two, `the kilogr. of tea` one. The address of a page begins anew as well.
/// Limits: the word before must be small letters in no list, without a closing quote or bracket; only the
/// lists of English have such starters, as other languages abbreviate too many words.
#[inline]
pub(in crate::sentence) fn small_start(c: &Candidate<'_>) -> Option<bool> {
    let (before, after) = (&c.before, &c.after);
    if c.address_follows() {
        return (!before.dotted && before.classes.is_plain()).then_some(true);
    }
    if after.first != First::Lower || c.end > c.marks_end {
        return None;
    }
    if after.opened && !bracket_follows(c) {
        return None;
    }
    let small =
        before.word.len() > 1 && before.classes.is_plain() && before.word.bytes().all(|b| b.is_ascii_lowercase());
    let ends = before.word.len() >= LONG || after.opened || after.classes.has(Class::SmallStarter);
    (small && ends && before.word.bytes().any(is_vowel)).then_some(true)
}

/// Whether a bracket opens next.
pub(super) fn bracket_follows(c: &Candidate<'_>) -> bool {
    matches!(char_at(c.text, c.next), Some('(' | '['))
}

/// Whether the letter is one that an English word cannot do without.
pub(super) const fn is_vowel(byte: u8) -> bool {
    matches!(byte.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// What: a dash and small letters after a stop go on with the sentence, and so do a dash and a name that end the line.
/// Why: an aside set off by dashes may hold a whole quotation; a motto has its author after it.
/// Example: `“I was there.” — but she was not` is one, `“It is a long game.” — Lena Holt` is one.
/// Limits: a dash and any other capital begin a new sentence (dialogue, items).
#[inline]
pub(in crate::sentence) fn dash_follows(c: &Candidate<'_>) -> Option<bool> {
    let next = char_at(c.text, c.next)?;
    if !matches!(next, '—' | '–' | '-') {
        return None;
    }
    let rest = c.ahead(c.next).trim_start_matches(['—', '–', '-']).trim_start_matches(is_space);
    (rest.starts_with(char::is_lowercase) || is_author(c, rest)).then_some(false)
}

/// How many words an author's name may have.
const NAME: usize = 4;

/// Whether `rest` is a name and nothing else: two words or more, each with its capital, none a starter.
fn is_author(c: &Candidate<'_>, rest: &str) -> bool {
    let words = || rest.split_whitespace();
    let named = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.ends_with(char::is_alphanumeric)
            && !c.words.classes(word, true).has(Class::Starter)
    };
    (2..=NAME).contains(&words().count()) && words().all(named)
}

/// What: a comma, a slash or the like after a mark goes on with the sentence.
/// Why: no sentence begins with one.
/// Example: `tea, milk etc. / 2 persons` is one.
/// Limits: smileys were taken off before; a row of the same sign is a line drawn across the text, and ends.
#[inline]
pub(in crate::sentence) fn sign_follows(c: &Candidate<'_>) -> Option<bool> {
    let sign = char_at(c.text, c.next)?;
    let rule = char_at(c.text, c.next + sign.len_utf8()) == Some(sign);
    (!rule && matches!(sign, ',' | ';' | ':' | '/' | '&' | '+' | '=' | '%')).then_some(false)
}

/// What: small letters after a stop go on with the sentence, unless they begin a brand.
/// Why: an abbreviation that no list knows, a quoted sentence inside another, an ordinal (`12. století`).
/// Example: `the approx. value` is one, `He left. iPhone sales rose.` two.
/// Limits: sentences written without capitals are joined, but for what the rule before this one knows.
#[inline]
pub(in crate::sentence) fn lower_case_follows(c: &Candidate<'_>) -> Option<bool> {
    let after = &c.after;
    match after.first {
        First::Lower => Some(is_brand(after.word)),
        _ => None,
    }
}

/// Whether a word that begins small has a capital inside (`iPhone`, `eBay`, `xAI`, `wikiHow`).
fn is_brand(word: &str) -> bool {
    word.len() > 2 && word.bytes().any(|byte| byte.is_ascii_uppercase())
}
