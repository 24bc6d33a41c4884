//! Whether a town's or a state's name stands for a club that plays under it.
//!
//! "Osk beat Berg 3-1" and "the Osk striker" are about clubs, and the town is not meant. What stands right beside the name
//! tells: a word for a player, or, in an article about sport, a coach, a score, "against". A club's name is the club's
//! throughout the article, except after "in" and the like. In an article that is plainly about games between clubs every
//! such name is a club's, unless what stands beside it speaks for the town ("the Osk police").

use std::sync::LazyLock;

use super::context::{without_possessive, word_after, word_before};
use super::lists::{INSIDE, OFFICES, listed};
use super::phrases::begins_with;
use super::states;
use crate::Span;
use crate::text::{block, classes, is_word};

/// Words right after a town that make a club of it. To be added: what only players are called.
const PLAYERS: &str = "\
    centre-back cornerback defenseman fly-half fullback goalie goalkeeper goaltender infielder linebacker lineman \
    midfielder outfielder playmaker point-guard quarterback scrum-half shortstop skipper striker winger";

/// Words right after a town that do so where the article is about sport.
const AFTER: &str = "\
    beat beats boss captain cb center centre coach defeat defeated defeats defender dl drew fans forward guard hosts \
    lb lost manager outplayed pitcher player players qb rb side soccer squad star striker supporters te teammate \
    thrashed v versus vs won wr";

/// Words right before a town that do so where the article is about sport.
const BEFORE: &str = "\
    against at beat beating club defeated defeating edged face faces facing for side thrashed v versus visiting vs";

/// Words of games between clubs, and hardly of anything else.
const GAMES: &str = "\
    Bundesliga|Champions League|defenseman|derby|equaliser|Europa League|FA Cup|fly-half|free agent|\
    game-winning|goalie|goalkeeper|goalless|half-time|halftime|hat-trick|homered|inning|innings|\
    kick-off|kickoff|La Liga|layup|linebacker|midfield|midfielder|MLB|NBA|NCAA|NFL|NHL|offside|\
    playoff|playoffs|postseason|Premier League|premiership|preseason|quarterback|rebounds|relegation|\
    scrum-half|Serie A|shortstop|stoppage time|striker|strikers|Super Bowl|team-mate|teammate|teammates|\
    touchdown|transfer window|wickets|winger|wingers";

/// Words that, with the former, two of stand in an article about sport, and hardly one in another.
const SPORT: &str = "\
    batsman|championship|coach|offseason|pitcher|quarter-final|quarterfinal|rugby|season|semi-final|semifinal|\
    Six Nations|squad|tournament|Uefa|win over|World Cup";

/// So many words, and so many of games among them, and the article is plainly about clubs.
const PLAINLY: usize = 3;
const PLAIN_GAMES: usize = 2;

/// For every so many bytes of the article one word more.
const LONG: usize = 8192;

/// What an article has of the two lists' words, up to so many of each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sport {
    games: usize,
    others: usize,
}

impl Sport {
    fn words(self) -> usize {
        self.games + self.others
    }
}

/// Words after a town that are its own, whoever plays there.
const TOWNS: &str = "\
    airport area born clinic council hospital hotel man mayor medical metro native neighborhood neighbourhood police \
    resident residents street streets suburb suburbs university woman";

/// Words after "State" with which it is the state's: no team's.
const OF_STATE: &str = "\
    assembly attorney auditor board capitol department fair government highway house legislature militia patrol \
    penitentiary police prison rep representative route sen senate senator supreme treasurer trooper troopers";

/// Whether what stands beside `at` in `text` makes a club of it; `known` remembers what words of sport the article has.
pub(super) fn plays(text: &str, at: Span, known: &mut Option<Sport>) -> bool {
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
    beside && sport(text, known).words() >= 2
}

/// Whether the article is plainly about clubs, and nothing beside `at` speaks for the town.
pub(super) fn is_plain(text: &str, at: Span, known: &mut Option<Sport>) -> bool {
    let sport = sport(text, known);
    sport.words() >= PLAINLY + text.len() / LONG
        && sport.games >= PLAIN_GAMES
        && !is_town(text, at)
        && !heads_line(text, at)
        && !in_state(text, at)
        && !is_home(text, at)
}

fn sport(text: &str, known: &mut Option<Sport>) -> Sport {
    *known.get_or_insert_with(|| {
        let found = found(text);
        let count = |numbers: u128| (found & numbers).count_ones().min(PLAINLY as u32) as usize;
        let of_games = (1 << GAMES.split('|').count()) - 1;
        Sport { games: count(of_games), others: count(!of_games) }
    })
}

/// Words with one first letter, and a bit for every second letter that they have. Letters count by their last five bits.
#[derive(Default)]
struct Opening {
    seconds: u32,
    /// Each with its number in the two lists, one after the other.
    words: Vec<(usize, &'static str)>,
}

static OPENINGS: LazyLock<Vec<Opening>> = LazyLock::new(|| {
    let mut openings: Vec<Opening> = (0..32).map(|_| Opening::default()).collect();
    for (number, word) in GAMES.split('|').chain(SPORT.split('|')).enumerate() {
        let opening = &mut openings[usize::from(word.as_bytes()[0] & 31)];
        opening.seconds |= 1 << (word.as_bytes()[1] & 31);
        opening.words.push((number, word));
    }
    openings
});

/// Which words of the two lists stand in the text, a bit each: nearly every article is asked for them, so that it is read
/// once and few of its words are looked at.
fn found(text: &str) -> u128 {
    let bytes = text.as_bytes();
    let (mut found, mut before) = (0, 0);
    for base in (0..bytes.len()).step_by(64) {
        let letters = classes(&block(bytes, base)).letters;
        let mut starts = letters & !(letters << 1 | before);
        before = letters >> 63;
        while starts != 0 {
            let at = base + starts.trailing_zeros() as usize;
            starts &= starts - 1;
            let opening = &OPENINGS[usize::from(bytes[at] & 31)];
            let second = bytes.get(at + 1).map_or(0, |byte| byte & 31);
            if opening.seconds >> second & 1 == 1 && !text[..at].ends_with(is_word) {
                let here = opening
                    .words
                    .iter()
                    .filter(|(_, word)| word.as_bytes()[1] & 31 == second && begins_with(&text[at..], word));
                found = here.fold(found, |found, (number, _)| found | 1 << number);
            }
        }
    }
    found
}

/// Whether the words beside `at` speak for the town: "in Osk", "Osk police", "Osk-born".
pub(super) fn is_town(text: &str, at: Span) -> bool {
    let after = word_after(text, Span::new(at.end(), text.len())).map_or("", |word| word.of(text));
    let before = word_before(text, Span::new(0, at.start())).map_or("", |word| word.of(text));
    listed(INSIDE, before)
        || listed(OFFICES, after)
        || after.starts_with(char::is_lowercase) && listed(TOWNS, after)
        || ["-area", "-based", "-born"].iter().any(|end| text[at.end()..].starts_with(end))
}

/// Whether `at` is a dateline's place: in capitals at a line's beginning, or before a bracket or a dash.
fn heads_line(text: &str, at: Span) -> bool {
    let rest = &text[at.end()..];
    (at.start() == 0 || text[..at.start()].ends_with(['\n', '\r', '(']))
        && (at.of(text).chars().all(|c| !c.is_lowercase())
            || [" (", " \u{2014}", " \u{2013}"].iter().any(|mark| rest.starts_with(mark)))
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
    fn every_word_of_sport_is_found_as_if_sought_alone() {
        let words = || GAMES.split('|').chain(SPORT.split('|'));
        assert!(
            words().count() <= 128 && words().all(|word| word.bytes().take(2).all(|byte| byte.is_ascii_alphabetic()))
        );
        for text in ["", "x", "No ground held MORE than the Champions\nLeague", "Éwinger, kickoffs; inningsé_nba"] {
            assert_eq!(found(text), 0, "{text}");
        }
        for (number, word) in words().enumerate() {
            for text in
                [word.to_owned(), format!("Two {}.", word.to_uppercase()), format!("{}’{word}", "é ".repeat(40))]
            {
                let alone = words().enumerate().filter(|(_, word)| super::super::phrases::holds(&text, word));
                let alone = alone.fold(0, |found, (number, _)| found | 1_u128 << number);
                assert_eq!(found(&text), alone, "{text}");
                assert!(alone >> number & 1 == 1, "{text}");
            }
        }
    }

    #[test]
    fn scores() {
        assert!(is_score("3-1") && is_score("105–98"));
        assert!(!is_score("2024-25") && !is_score("3-") && !is_score("A-1") && !is_score(""));
    }
}
