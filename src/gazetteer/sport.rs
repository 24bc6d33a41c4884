//! Whether an article is about sport, told by its words.

use std::sync::LazyLock;

use super::phrases::begins_with;
use crate::text::{block, classes, is_word};

/// Words of games between clubs, and hardly of anything else.
const GAMES: &str = "\
    added time|Bundesliga|Champions League|defenseman|derby|equaliser|Europa League|FA Cup|fly-half|free agent|\
    game-winning|goalie|goalkeeper|goalless|half-time|halftime|hat-trick|homered|inning|innings|\
    kick-off|kickoff|La Liga|layup|linebacker|midfield|midfielder|MLB|NBA|NCAA|NFL|NHL|offside|\
    playoff|playoffs|postseason|Premier League|premiership|preseason|quarterback|rebounds|relegation|\
    scrum-half|Serie A|shortstop|stoppage time|striker|strikers|Super Bowl|team-mate|teammate|teammates|\
    touchdown|transfer window|wickets|winger|wingers";

/// Their numbers, a bit each.
const OF_GAMES: u128 = {
    let (mut bits, mut at) = (1, 0);
    while at < GAMES.len() {
        bits = if GAMES.as_bytes()[at] == b'|' { bits << 1 | 1 } else { bits };
        at += 1;
    }
    bits
};

/// Words that, with the former, two of stand in an article about sport, and hardly one in another.
const SPORT: &str = "\
    batsman|championship|coach|Cup of Nations|national team|offseason|pitcher|quarter-final|quarterfinal|rugby|\
    season|semi-final|semifinal|Six Nations|squad|tournament|Uefa|win over|World Cup";

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
    /// Time linear in the text.
    pub(super) fn of(text: &str) -> Self {
        let found = found(text);
        let count = |numbers: u128| (found & numbers).count_ones().min(PLAINLY as u32) as usize;
        Self { games: count(OF_GAMES), others: count(!OF_GAMES) }
    }

    /// Whether the article is about sport.
    pub(super) fn is_some(self) -> bool {
        self.games + self.others >= 2
    }

    /// Whether `text`, the article that this was read from, is plainly about games between clubs.
    pub(super) fn is_plain(self, text: &str) -> bool {
        self.games + self.others >= PLAINLY + text.len() / LONG && self.games >= PLAIN_GAMES
    }
}

/// The words of the two lists by their first two letters, each with its number in the one list behind the other.
static OPENINGS: LazyLock<Vec<Vec<(usize, &'static str)>>> = LazyLock::new(|| {
    let mut openings = vec![Vec::new(); 1 << 10];
    for (number, word) in GAMES.split('|').chain(SPORT.split('|')).enumerate() {
        openings[place(word.as_bytes())].push((number, word));
    }
    openings
});

/// Where in [`OPENINGS`] those stand that begin as the bytes do: letters count by their last five bits, which are those of
/// the same letter in the other case.
fn place(bytes: &[u8]) -> usize {
    bytes.first_chunk().map_or(0, |[first, second]| usize::from(first & 31) << 5 | usize::from(second & 31))
}

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
            let words = &OPENINGS[place(&bytes[at..])];
            if !words.is_empty() && !text[..at].ends_with(is_word) {
                // Most words part at the third letter.
                let third = |bytes: &[u8]| bytes.get(2).map(|byte| byte & 31);
                let goes_on = |word: &str| third(word.as_bytes()) == third(&bytes[at..]);
                let here = words.iter().filter(|(_, word)| goes_on(word) && begins_with(&text[at..], word));
                found = here.fold(found, |found, (number, _)| found | 1 << number);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::phrases::holds;

    #[test]
    fn every_word_is_found_as_if_sought_alone() {
        let words = || GAMES.split('|').chain(SPORT.split('|'));
        assert_eq!(OF_GAMES, (1 << GAMES.split('|').count()) - 1);
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
                let alone = words().enumerate().filter(|(_, word)| holds(&text, word));
                let alone = alone.fold(0, |found, (number, _)| found | 1_u128 << number);
                assert_eq!(found(&text), alone, "{text}");
                assert!(alone >> number & 1 == 1, "{text}");
            }
        }
    }
}
