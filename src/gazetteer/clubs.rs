//! Whether a town's or a state's name stands for a club that plays under it.
//!
//! "Osk beat Berg 3-1" and "the Osk striker" are about clubs, and the town is not meant. What stands right beside the name
//! tells: a word for a player, or, in an article about sport, a coach, a score, "against". A club's name is the club's
//! throughout the article, except after "in" and the like. In an article that is plainly about games between clubs every
//! such name is a club's, unless what stands beside it speaks for the town ("the Osk police").

use super::context::{without_possessive, word_after, word_before};
use super::lists::{INSIDE, OFFICES};
use super::sport::Sport;
use super::states;
use crate::Span;
use crate::text::hash::WordList;

/// Words right after a town that make a club of it. To be added: what only players are called.
static PLAYERS: WordList = WordList::new(
    "\
    centre-back|cornerback|defenseman|fly-half|fullback|goalie|goalkeeper|goaltender|infielder|linebacker|lineman|\
    midfielder|outfielder|playmaker|point-guard|quarterback|scrum-half|shortstop|skipper|striker|winger",
);

/// Words right after a town that do so where the article is about sport.
static AFTER: WordList = WordList::new(
    "\
    are|beat|beats|begin|boss|captain|cb|center|centre|coach|defeat|defeated|defeats|defender|dl|drew|face|fans|\
    forward|guard|have|host|hosts|lb|lose|lost|manager|outplayed|pitcher|play|player|players|qb|rb|side|sit|soccer|\
    squad|star|stars|striker|supporters|te|teammate|teammates|thrashed|trail|travel|v|versus|vs|were|win|won|wr",
);

/// Words right before a town that do so where the article is about sport.
static BEFORE: WordList = WordList::new(
    "\
    against|at|beat|beating|club|defeated|defeating|edged|face|faces|facing|for|led|lift|paced|side|thrashed|v|versus|\
    visiting|vs",
);

/// Words after a town that are its own, whoever plays there.
static TOWNS: WordList = WordList::new(
    "\
    airport|area|born|clinic|council|hospital|hotel|man|mayor|medical|metro|native|neighborhood|neighbourhood|police|\
    resident|residents|street|streets|suburb|suburbs|university|woman",
);

/// Words after "State" with which it is the state's: no team's.
static OF_STATE: WordList = WordList::new(
    "\
    assembly|attorney|auditor|board|capitol|department|fair|government|highway|house|legislature|militia|patrol|\
    penitentiary|police|prison|rep|representative|route|sen|senate|senator|supreme|treasurer|trooper|troopers",
);

/// Whether what stands beside `at` in `text` makes a club of it; `known` remembers what words of sport the article has.
pub(super) fn plays(text: &str, at: Span, known: &mut Option<Sport>) -> bool {
    let after = word_after(text, Span::new(at.end(), text.len())).map_or("", |word| word.of(text));
    if after.starts_with(char::is_lowercase) && PLAYERS.contains(after) {
        return true;
    }
    let before = word_before(text, Span::new(0, at.start())).map_or("", |word| word.of(text));
    let outside = &text[..at.start()];
    // "the Osk coach", "Osk QB"
    let beside = (after.starts_with(char::is_lowercase) || after.len() == 2) && AFTER.contains(after)
        || BEFORE.contains(before)
        || ["derby with ", "lost to ", "managed ", "over ", "signed from "]
            .iter()
            .any(|words| outside.ends_with(words))
        || is_score(after)
        || is_score(before)
        || has_points(text, at);
    beside && sport(text, known).is_some()
}

/// Whether the article is plainly about clubs, and nothing beside `at` speaks for the town.
pub(super) fn is_plain(text: &str, at: Span, known: &mut Option<Sport>) -> bool {
    let plain = |sport: &Sport| sport.is_plain(text);
    // What stands beside a town costs less to read than the whole article, which most towns thus need not be asked for.
    known.as_ref().is_none_or(plain)
        && !is_town(text, at)
        && !heads_line(text, at)
        && !in_state(text, at)
        && !is_home(text, at)
        && plain(&sport(text, known))
}

fn sport(text: &str, known: &mut Option<Sport>) -> Sport {
    *known.get_or_insert_with(|| Sport::of(text))
}

/// Whether the words beside `at` speak for the town: "in Osk", "Osk police", "Osk-born".
pub(super) fn is_town(text: &str, at: Span) -> bool {
    let after = word_after(text, Span::new(at.end(), text.len())).map_or("", |word| word.of(text));
    let before = word_before(text, Span::new(0, at.start())).map_or("", |word| word.of(text));
    INSIDE.contains(before)
        || OFFICES.contains(after)
        || after.starts_with(char::is_lowercase) && TOWNS.contains(after)
        || ["-area", "-based", "-born"].iter().any(|end| text[at.end()..].starts_with(end))
}

/// Whether `at` is a dateline's place: in capitals at a line's beginning, or before a bracket or a dash.
fn heads_line(text: &str, at: Span) -> bool {
    let rest = &text[at.end()..];
    let before = &text[..at.start()];
    let shouted = at.of(text).chars().all(|c| !c.is_lowercase());
    let marked = [" (", " \u{2014}", " \u{2013}"].iter().any(|mark| rest.starts_with(mark));
    // "It froze. OSLO (Nordwire) - Two"
    (before.is_empty() || before.ends_with(['\n', '\r', '('])) && (shouted || marked)
        || shouted && marked && before.ends_with(". ")
}

/// Whether `at` is where somebody is from: "Mina Quill of Osk".
fn is_home(text: &str, at: Span) -> bool {
    let of = word_before(text, Span::new(0, at.start())).filter(|word| word.of(text) == "of");
    let name = of.and_then(|of| word_before(text, Span::new(0, of.start())));
    name.is_some_and(|name| name.of(text).starts_with(char::is_uppercase))
}

/// Whether `at` is a state behind one of its towns, or the town: "Osk, Ohio".
fn in_state(text: &str, at: Span) -> bool {
    text[..at.start()].ends_with(", ") && states::is_state(at.of(text))
        || states::follows(&text[..at.start()], &text[at.end()..])
}

/// Whether `at` and "State" after it are a university: "Osk State fans", not "Osk State Police".
pub(super) fn is_university(text: &str, at: Span) -> bool {
    let Some(state) = word_after(text, Span::new(at.end(), text.len())) else { return false };
    // "Osk State’s", "Osk State-Berg"
    if without_possessive(state.of(text)).split('-').next() != Some("State") {
        return false;
    }
    let next = word_after(text, Span::new(state.end(), text.len())).map_or("", |word| word.of(text));
    !OF_STATE.contains(next.trim_end_matches('.'))
}

/// "3-1", "105–98"
fn is_score(word: &str) -> bool {
    word.split_once(['-', '–']).is_some_and(|(ours, theirs)| {
        [ours, theirs]
            .iter()
            .all(|points| (1..=3).contains(&points.len()) && points.bytes().all(|b| b.is_ascii_digit()))
    })
}

/// Whether `at` and its points are one of a pair: "Osk 97, Berg 89".
fn has_points(text: &str, at: Span) -> bool {
    let Some(rest) = text[at.end()..].strip_prefix(' ') else { return false };
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let another = after.strip_prefix(", ").is_some_and(|next| next.starts_with(char::is_uppercase));
    let before = text[..at.start()].strip_suffix(", ");
    (1..=3).contains(&(rest.len() - after.len()))
        && (another || before.is_some_and(|points| points.ends_with(|c: char| c.is_ascii_digit())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores() {
        assert!(is_score("3-1") && is_score("105–98"));
        assert!(!is_score("2024-25") && !is_score("3-") && !is_score("A-1") && !is_score(""));
    }
}
