//! Whether a town's or a state's name stands for a club that plays under it.
//!
//! "Osk beat Berg 3-1" and "the Osk striker" are about clubs, and the town is not meant. What stands right beside the name
//! tells: a word for a player, or, in an article about sport, a coach, a score, "against". A club's name is the club's
//! throughout the article, except after "in" and the like.

use super::context::{without_possessive, word_after, word_before};
use super::lists::listed;
use super::phrases::holds;
use crate::Span;

/// Words right after a town that make a club of it. To be added: what only players are called.
const PLAYERS: &str = "\
    centre-back cornerback defenseman fly-half fullback goalie goalkeeper goaltender infielder linebacker lineman \
    midfielder outfielder playmaker point-guard quarterback scrum-half shortstop skipper winger";

/// Words right after a town that do so where the article is about sport.
const AFTER: &str = "\
    beat beats boss captain cb center centre coach defeat defeated defeats defender dl drew fans forward guard hosts \
    lb lost manager outplayed pitcher player players qb rb side soccer squad star striker supporters te teammate \
    thrashed v versus vs won wr";

/// Words right before a town that do so where the article is about sport.
const BEFORE: &str = "\
    against at beat beating club defeated defeating edged face faces facing for side thrashed v versus visiting vs";

/// Words that two of stand in an article about sport, and hardly one in another.
const SPORT: &str = "\
    Champions League|championship|coach|FA Cup|goalkeeper|goalless|half-time|halftime|innings|kick-off|\
    kickoff|La Liga|linebacker|midfield|midfielder|MLB|NBA|NFL|NHL|playoff|playoffs|Premier League|\
    premiership|quarter-final|quarterback|quarterfinal|scrum-half|semi-final|semifinal|Serie A|\
    Six Nations|striker|Super Bowl|touchdown|tournament|wickets|winger|World Cup";

/// So many of them, and the article is of nothing else.
pub(super) const PLAINLY: usize = 3;

/// Words after "State" with which it is the state's: no team's.
const OF_STATE: &str = "\
    assembly attorney auditor board capitol department fair government highway house legislature militia patrol \
    penitentiary police prison rep representative route sen senate senator supreme treasurer trooper troopers";

/// Whether `at` in `text` is a club; `known` remembers how many words of sport the article has.
pub(super) fn plays(text: &str, at: Span, known: &mut Option<usize>) -> bool {
    let after = word_after(text, Span::new(at.end(), text.len())).map_or("", |word| word.of(text));
    if after.starts_with(char::is_lowercase) && listed(PLAYERS, after) {
        return true;
    }
    let before = word_before(text, Span::new(0, at.start())).map_or("", |word| word.of(text));
    let outside = &text[..at.start()];
    // "the Osk coach", "Osk QB"
    let beside = (after.starts_with(char::is_lowercase) || after.len() == 2) && listed(AFTER, after)
        || listed(BEFORE, before)
        || ["derby with ", "lost to ", "managed ", "over ", "signed from "]
            .iter()
            .any(|words| outside.ends_with(words))
        || is_score(after)
        || is_score(before);
    beside && sport_words(text, known) >= 2
}

/// How many words of sport, up to [`PLAINLY`], stand in the article; `known` remembers it.
pub(super) fn sport_words(text: &str, known: &mut Option<usize>) -> usize {
    *known.get_or_insert_with(|| SPORT.split('|').filter(|word| holds(text, word)).take(PLAINLY).count())
}

/// Whether `at` and "State" after it are a university: "Osk State fans", not "Osk State Police".
pub(super) fn is_university(text: &str, at: Span) -> bool {
    let Some(state) = word_after(text, Span::new(at.end(), text.len())) else { return false };
    // "Osk State’s", "Osk State-Berg"
    if without_possessive(state.of(text)).split('-').next() != Some("State") {
        return false;
    }
    let next = word_after(text, Span::new(state.end(), text.len())).map_or("", |word| word.of(text));
    !listed(OF_STATE, next.trim_end_matches('.'))
}

/// "3-1", "105–98"
fn is_score(word: &str) -> bool {
    word.split_once(['-', '–']).is_some_and(|(ours, theirs)| {
        [ours, theirs]
            .iter()
            .all(|points| (1..=3).contains(&points.len()) && points.bytes().all(|b| b.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!([PLAYERS, AFTER, BEFORE, OF_STATE].iter().all(|list| list.split(' ').is_sorted()));
    }

    #[test]
    fn scores() {
        assert!(is_score("3-1") && is_score("105–98"));
        assert!(!is_score("2024-25") && !is_score("3-") && !is_score("A-1") && !is_score(""));
    }
}
