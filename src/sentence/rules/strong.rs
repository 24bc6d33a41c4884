//! `!`, `?` and their kin.

use super::stops::bracket_follows;
use crate::sentence::candidate::{Candidate, First};
use crate::sentence::marks::char_before;
use crate::sentence::words::Class;
use crate::text::is_space;

/// How many words may stand between a quoted question and the verb that says who asked.
const WORDS: usize = 4;

/// What: `(!)` and `(?)` are remarks, not ends.
/// Why: the bracket opens right before the mark.
/// Example: `He ran ten (!) miles.` is one.
/// Limits: none known.
pub(in crate::sentence) fn in_brackets(c: &Candidate<'_>) -> Option<bool> {
    let opened = matches!(char_before(c.text, c.at), Some('(' | '[')) && c.at > c.start;
    (opened && c.closers().starts_with([')', ']'])).then_some(false)
}

/// What: a mark with no blank after it is inside a token, unless a capital or a quotation follows.
/// Why: `?id=3` in addresses, `wow!!1`.
/// Example: `Really?No.` is two, `a.org/?q=Tea` one.
/// Limits: in an address a capital after `?` must stand behind a slash to be recognised.
pub(in crate::sentence) fn inside_token(c: &Candidate<'_>) -> Option<bool> {
    if !c.is_glued() {
        return None;
    }
    let after = &c.after;
    let sentence = matches!(after.first, First::Upper | First::Caseless)
        && c.char_before().is_some_and(char::is_alphanumeric)
        && !after.rest(c.text).starts_with('=');
    (!sentence).then_some(false)
}

/// What: after a question or cry that no quote closes, small letters begin anew.
/// Why: comments and quoted messages leave out capitals; the mark itself is hardly ever inside a sentence.
/// Example: `who knows? maybe nobody` is two, `the Guess? brand` one, and so is `Who knows? asked Fen.`
/// Limits: a capitalised word before the mark may be a name that has it, and goes on, but for the address of a page.
pub(in crate::sentence) fn small_start(c: &Candidate<'_>) -> Option<bool> {
    if c.address_follows() {
        return Some(true);
    }
    let before = &c.before;
    let plain = c.end == c.marks_end && c.after.first == First::Lower && !c.after.classes.has(Class::Speech);
    let quoted = c.after.opened && !bracket_follows(c);
    let certain = !before.capital || c.marks_end > c.at + 1 || c.after.opened;
    (plain && !quoted && !before.word.is_empty() && certain && before.classes.is_plain()).then_some(true)
}

/// What: small letters go on with the sentence.
/// Why: `"Why?" asks the mayor`, `Yahoo! in 2004`.
/// Example: both are one.
/// Limits: sentences written without capitals are joined.
pub(in crate::sentence) fn goes_on(c: &Candidate<'_>) -> Option<bool> {
    (c.after.first == First::Lower).then_some(false)
}

/// What: names written with an exclamation mark do not end there before another name.
/// Why: `Yahoo! Finance`, `Jeopardy! host`.
/// Example: `a Yahoo! Finance survey` is one.
/// Limits: the list is short, and a starter after the name ends the sentence.
pub(in crate::sentence) fn name(c: &Candidate<'_>) -> Option<bool> {
    (c.before.classes.has(Class::Exclaims) && c.closers().is_empty() && !c.starter_follows()).then_some(false)
}

/// What: a bracket and then a comma or small letters go on with the sentence.
/// Why: titles end in a mark and have their year or their translation after them.
/// Example: `She was in Stay! (1965), a comedy.` is one.
/// Limits: the bracket must close within the window.
pub(in crate::sentence) fn aside(c: &Candidate<'_>) -> Option<bool> {
    if !bracket_follows(c) {
        return None;
    }
    let (_, rest) = c.ahead(c.next).split_once([')', ']'])?;
    let next = rest.trim_start_matches(is_space).chars().next()?;
    (matches!(next, ',' | ';') || next.is_lowercase()).then_some(false)
}

/// What: a quoted question or cry goes on with who uttered it.
/// Why: `“Why?” Mr. Fen asked.` is one sentence, and so is `“Why?” Fen, 44, asked.`
/// Example: those.
/// Limits: the verb must come within four words, capitalised ones or an age before it and no end among them, or after
/// what says more about the name (`“Why?” Fen, a lawyer, asked.`). A word that has its capital only at a start begins the
/// next sentence (`“Why?” She said nothing.`), and so does what runs into the next quotation (`“Why?” Fen said:
/// “Because.”`).
pub(in crate::sentence) fn attribution(c: &Candidate<'_>) -> Option<bool> {
    let after = &c.after;
    let starts = after.classes.has(Class::Starter) && !after.classes.has(Class::Binds) && after.word != "I";
    if c.closers().is_empty() || after.opened || after.first != First::Upper || starts {
        return None;
    }
    let ahead = c.ahead(after.at);
    for word in ahead.split_whitespace().take(WORDS) {
        let bare = word.trim_end_matches([',', '.']);
        if bare.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        if !word.starts_with(char::is_uppercase) {
            return (c.words.classes(bare, false).has(Class::Speech) || after_aside(c, ahead)).then_some(false);
        }
        if word.ends_with('.') && word.len() > 2 && !c.words.classes(bare, true).has(Class::Binds) {
            return None;
        }
    }
    None
}

/// Whether `text` is a name, something about it between commas, and then a verb that says who spoke and nothing more
/// ("asked that question" is what somebody did).
fn after_aside(c: &Candidate<'_>, text: &str) -> bool {
    let mut parts = text.split(", ");
    let named =
        parts.next().is_some_and(|name| name.split_whitespace().all(|word| word.starts_with(char::is_uppercase)));
    let spoke = |part: &str| {
        let end = part.find([' ', ',', '.', ':']).unwrap_or(part.len());
        !part[end..].starts_with(' ') && c.words.classes(&part[..end], false).has(Class::Speech)
    };
    let mut asides = parts.take_while(|part| spoke(part) || !part.contains(['.', '!', '?', '”', '"'])).skip(1);
    named && asides.any(spoke)
}
