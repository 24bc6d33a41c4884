//! Whether an article is about sport, told by its words.

use std::sync::LazyLock;

use super::phrases::begins_with;
use super::vocabulary::each_word;
use crate::text::is_word;

/// Words of games between clubs, and hardly of anything else.
const GAMES: &str = "\
    added time|Bundesliga|buzzer|Champions League|defenseman|derby|double-double|end zone|equaliser|\
    Europa League|FA Cup|fly-half|free agent|free throws|game-winning|goalie|goalkeeper|goalless|half-time|\
    halftime|hat-trick|home run|home runs|homered|inning|innings|kick-off|kickoff|La Liga|layup|League Cup|\
    linebacker|midfield|midfielder|MLB|NBA|NCAA|NFL|NHL|offside|playoff|playoffs|postseason|power play|\
    Premier League|premiership|preseason|quarterback|rebounds|relegation|scrum-half|Serie A|shortstop|\
    stoppage time|striker|strikers|Super Bowl|team-mate|teammate|teammates|three-pointer|three-pointers|\
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

/// The words of the two lists, each with its number in the one list behind the other, by how they begin.
struct Openings {
    /// Which four letters begin a word, a bit each: nearly all words of a text are known by theirs to be none of these.
    any: Box<[u64; (1 << 15) / 64]>,
    /// In the order of their openings.
    words: Vec<(u32, usize, &'static str)>,
}

static OPENINGS: LazyLock<Openings> = LazyLock::new(|| {
    let mut openings = Openings { any: Box::new([0; (1 << 15) / 64]), words: Vec::new() };
    for (number, word) in GAMES.split('|').chain(SPORT.split('|')).enumerate() {
        let letters = word.bytes().take(3).rev().fold(0, |letters, byte| letters << 8 | u32::from(byte));
        // Anything may follow one of three.
        let fourth = word.as_bytes().get(3).map_or(0..=31, |&byte| byte..=byte);
        for opening in fourth.map(|byte| opening(letters | u32::from(byte) << 24)) {
            let (block, bit) = place(opening);
            openings.any[block] |= 1 << bit;
            let order = openings.words.partition_point(|known| known.0 <= opening);
            openings.words.insert(order, (opening, number, word));
        }
    }
    openings
});

/// Four bytes as a number: letters count by their last five bits, which are those of the same letter in the other case.
fn opening(four: u32) -> u32 {
    four & 0x1f1f_1f1f
}

/// The block and the bit of an opening.
fn place(opening: u32) -> (usize, u32) {
    let number = opening.wrapping_mul(0x9e37_79b9);
    ((number >> 23) as usize, number >> 17 & 63)
}

/// Which words of the two lists stand in the text, a bit each.
fn found(text: &str) -> u128 {
    let Openings { any, words } = &*OPENINGS;
    let mut found = 0;
    each_word(text, 1, |at, eight, _| {
        let opening = opening(eight as u32);
        let (block, bit) = place(opening);
        if any[block] >> bit & 1 == 1 && !text[..at].ends_with(is_word) {
            let first = words.partition_point(|word| word.0 < opening);
            let here = words[first..].iter().take_while(|word| word.0 == opening);
            let here = here.filter(|word| begins_with(&text[at..], word.2));
            found = here.fold(found, |found, word| found | 1 << word.1);
        }
    });
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
        assert!(words().count() <= 128 && words().all(|word| word.len() >= 3 && word.is_ascii()));
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
