//! What the stop of an abbreviation means.

use super::stops::is_vowel;
use crate::sentence::candidate::{Candidate, First};
use crate::sentence::words::Class;

/// What: titles and joining words hold on to the next word.
/// Why: "Mr.", "Gen.", "vs." are never the last word of a sentence.
/// Example: `Gen. Oda met Dr. Wu` is one.
/// Limits: where a closing quote or bracket follows, the title was quoted and ends like any word. All in capitals
/// before a word that is not, it is an acronym (`in der EG. Die`).
#[inline]
pub(in crate::sentence) fn binds(c: &Candidate<'_>) -> Option<bool> {
    (c.before.classes.has(Class::Binds) && c.closers().is_empty() && !address(c) && !is_acronym(c)).then_some(false)
}

/// Whether the word shouts and the next one does not: headlines shout titles together with names ("GEN. HOLT"). An
/// initial tells nothing ("GEN. A. Holt").
fn is_acronym(c: &Candidate<'_>) -> bool {
    let shouts = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let initial = c.after.word.len() == 1 && c.after.rest(c.text).starts_with('.');
    shouts(c.before.word) && c.before.word != "PS" && c.after.first == First::Upper && !initial && !shouts(c.after.word)
}

/// What: a short word in small letters, or a title, that opens a bracket is an abbreviation.
/// Why: `(род. 21 декабря 1948)`, `(lat. Iohannes)`, `(born c. 1940)` say in which language or when, `Gen. (ret.) Oda`
/// what he is; so do `(Retd.) M. N. Oda` and `(Mrs.)`.
/// Example: `a town (fict. Tarrow) in the north` is one.
/// Limits: up to six letters; nothing said in brackets is that short and ends with a stop. Where the bracket closes at
/// once a starter begins a sentence.
#[inline]
pub(in crate::sentence) fn in_brackets(c: &Candidate<'_>) -> Option<bool> {
    let before = &c.before;
    let small = !before.capital || before.classes.has(Class::Binds) && !c.closers().is_empty();
    let short = small && !before.number && matches!(before.word.chars().count(), 2..=6);
    let opens = before.at > c.start && matches!(c.text.as_bytes()[before.at - 1], b'(' | b'[');
    let alone = c.closers() == ")" && c.after.first == First::Upper && !c.starter_follows();
    (short && opens && (c.closers().is_empty() || alone)).then_some(false)
}

/// Whether an abbreviation that is a title or a street ("Dr.", "St.") stands after a name and before a starter.
fn address(c: &Candidate<'_>) -> bool {
    let before = &c.before;
    before.classes.has(Class::Suffix) && c.starter_follows() && c.word_before(before.at).capital
}

/// What: firms, states, countries, months, "Jr." end a sentence only where the next word starts one.
/// Why: they stand inside names as often as at ends, and what follows in a name is capitalised too.
/// Example: `left Acme Inc. He` is two, `Acme Inc. Chief Executive` one; `the U.S. Navy` one, `in the U.S. But` two.
/// Limits: a sentence that begins with a name after such a word is joined to the one before, but for what
/// [`after_state`] and [`after_firm`] see.
#[inline]
pub(in crate::sentence) fn suffix(c: &Candidate<'_>) -> Option<bool> {
    let classes = c.before.classes;
    let state = classes.has(Class::State);
    (state || classes.has(Class::Suffix)).then(|| starts_anew(c) || state && after_state(c) || after_firm(c))
}

/// Whether a town, a comma and the state came before a capital: as part of a longer phrase the state would have a
/// comma after it ("in Salem, Ore., on Monday"). An office, a date and headlines go on ("Salem, Ore. Mayor Lena Holt").
fn after_state(c: &Candidate<'_>) -> bool {
    let (before, after) = (&c.before, &c.after);
    after.first == First::Upper
        && c.text[c.start..before.at].ends_with(", ")
        && !after.classes.has(Class::Office)
        && !after.classes.has(Class::Numbered)
        && !c.all_capitals()
}

/// How many words a name after a firm may have.
const NAME: usize = 3;

/// Whether a firm ends the sentence before a name that is the subject of the next one ("to Acme Inc. Oda declined"): a
/// verb follows the name, no office comes before it ("Acme Inc. Chairman Amos Pell said"), and the firm is not the
/// subject itself ("Acme Inc. Europe said"), as small words came before it.
fn after_firm(c: &Candidate<'_>) -> bool {
    let firm =
        ["inc", "corp", "co", "ltd", "llc", "plc", "bros"].iter().any(|&f| c.before.word.eq_ignore_ascii_case(f));
    if !firm || c.after.first != First::Upper || c.after.opened || c.all_capitals() {
        return false;
    }
    let mut named = false;
    for word in c.ahead(c.after.at).split_whitespace().take(NAME + 1) {
        let bare = word.strip_suffix(',').unwrap_or(word);
        if !word.starts_with(char::is_uppercase) {
            let classes = c.words.classes(bare, false);
            return classes.has(Class::Verb) || classes.has(Class::Speech) || named && is_aside(bare);
        }
        if named || c.words.classes(bare, true).has(Class::Office) {
            return false;
        }
        named = bare.len() < word.len();
    }
    false
}

/// Whether a word after a name and a comma says more about it: "Oda, who", "Oda, 44,", "Oda, a lawyer".
fn is_aside(word: &str) -> bool {
    matches!(word, "who" | "which" | "whose" | "a" | "an" | "the" | "his" | "her" | "its")
        || word.bytes().all(|byte| byte.is_ascii_digit())
}

/// What: "etc.", "p.m.", "ft." end a sentence before any capital.
/// Why: nothing that follows them belongs to them, unless it goes on in small letters or with a number.
/// Example: `at 6 p.m. Mr. Fen left` is two.
/// Limits: a quotation is taken for a new sentence.
#[inline]
pub(in crate::sentence) fn closing(c: &Candidate<'_>) -> Option<bool> {
    let begins = c.after.opened || !matches!(c.after.first, First::Digit | First::Other);
    c.before.classes.has(Class::Closing).then_some(begins)
}

/// What: after "9 a.m." a time zone, a day or a month belongs to the time.
/// Why: wire copy gives hours so; a place and "time" do as well (`9 a.m. New York time`). A sentence that has nothing
/// but its time goes on, too.
/// Example: `at 9 a.m. Eastern on Friday` is one, and so is `At 6 p.m. Lena Holt spoke.`
/// Limits: `They met at 9 a.m. Monday was quiet.` is joined, `Monday’s talks` is not.
#[inline]
pub(in crate::sentence) fn hour(c: &Candidate<'_>) -> Option<bool> {
    let hour = matches!(c.before.word.as_bytes(), [b'a' | b'p' | b'A' | b'P', b'.', b'm' | b'M'] | [b'a' | b'p', b'm']);
    let whole = c.after.classes.has(Class::Hour) && !c.after.rest(c.text).starts_with(['’', '\'']);
    (hour && (whole || local_time(c) || opens_with_time(c) || is_attribute(c))).then_some(false)
}

/// Whether the hour says which of several things comes next: "the 6 p.m. Mass".
fn is_attribute(c: &Candidate<'_>) -> bool {
    let number = c.word_before(c.before.at);
    number.number
        && matches!(c.word_before(number.at).word, "the" | "The" | "a" | "A" | "every" | "its" | "their")
        && !c.starter_follows()
}

/// The longest start of a sentence that is nothing but a time of day, in bytes: "Shortly before 10:30 ".
const TIME: usize = 24;

/// Whether the sentence has said nothing yet but "At 6 p.m.".
fn opens_with_time(c: &Candidate<'_>) -> bool {
    let lead = &c.text[c.start..c.before.at];
    if lead.len() > TIME || !lead.starts_with(char::is_uppercase) {
        return false;
    }
    let mut words = lead.split_whitespace().skip_while(|word| {
        matches!(*word, "Shortly" | "Just" | "At" | "By" | "Around" | "About" | "Before" | "After" | "Until")
            || matches!(*word, "From" | "Since" | "at" | "before" | "after")
    });
    let number = words.next().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    number && words.next().is_none()
}

/// Whether a place and "time" follow: "9 a.m. New York time".
fn local_time(c: &Candidate<'_>) -> bool {
    let after = &c.after;
    let mut words =
        c.ahead(after.at).split_whitespace().take(4).skip_while(|word| word.starts_with(char::is_uppercase));
    after.first == First::Upper && words.next().is_some_and(|word| word.trim_end_matches([',', '.', ';']) == "time")
}

/// What: letters with stops between them that no list knows are judged by the next word.
/// Why: they are acronyms and initials (`B.B. King`, `I.M. Pei`, `the N.L.R.B. The`).
/// Example: `the F.B.R. The board` is two, `J.K. Tane` one.
/// Limits: only pieces of one or two letters; `example.com.` ends as any word, and `1.2m.` is a number.
#[inline]
pub(in crate::sentence) fn dotted(c: &Candidate<'_>) -> Option<bool> {
    let before = &c.before;
    let short = before.dotted && before.word.split('.').all(|piece| matches!(piece.chars().count(), 1..=2));
    (short && !before.word.starts_with(char::is_numeric)).then(|| starts_anew(c))
}

/// What: a capitalised word without a vowel is an abbreviation.
/// Why: no list holds them all: `Bldg.`, `Msgr.`, `Pvt.`
/// Example: `the Tnk. Tane river` is one.
/// Limits: two to five letters of the Latin alphabet, all but the first small.
#[inline]
pub(in crate::sentence) fn consonants(c: &Candidate<'_>) -> Option<bool> {
    let word = c.before.word.as_bytes();
    let [first, rest @ ..] = word else { return None };
    let shaped = first.is_ascii_uppercase() && matches!(rest.len(), 1..=4) && rest.iter().all(u8::is_ascii_lowercase);
    (shaped && !word.iter().copied().any(is_vowel)).then(|| starts_anew(c))
}

/// Whether what follows an abbreviation is the start of a sentence rather than the rest of a name.
fn starts_anew(c: &Candidate<'_>) -> bool {
    let after = &c.after;
    match after.first {
        First::Upper => c.starter_follows() || (!c.closers().is_empty() && !c.closers().starts_with(')')),
        First::Caseless => true,
        _ => false,
    }
}
