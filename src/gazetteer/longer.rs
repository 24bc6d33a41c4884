//! Whether a name is a part of a longer one that is somebody or something else.
//!
//! "Osaka" is no city in "Naomi Osaka", "Pittsburgh" none in "Pittsburgh Post-Gazette", and no gazetteer lists every
//! player and newspaper. What stands right beside the name tells most of them: a capitalised word before it that is
//! neither a title nor a word that sentences begin with nor a description ("Soviet Georgia"); a run of capitalised words
//! after it that leads to the head of an institution's name ("Baltimore Museum of Art"); such a head and "of" before it.
//! In a line of capitalised words, as many headlines are, a capital says nothing, and only heads that are hardly ever
//! anything else count there.

use std::collections::HashSet;

use super::context::{self, FOLLOWERS, TITLES, mostly_capitalised, word_after, word_before};
use super::kinds::MatchKind;
use super::lists::{
    ADDRESSES, CLUBS, DESCRIPTIONS, ENTERPRISES, FIRMS, HEADS, HEADS_IN_TEXT, HEADS_OF, INSIDE, OFFICES, RELATIVES,
    SHIPS,
};
use super::mention::{self, Mention};
use super::phrases::SmallWords;
use super::sport::Sport;
use super::{Inner, NO_ENTITY, clubs, states};
use crate::Span;
use crate::text::hash::WordList;
use crate::text::{is_line_end, is_word, line_around};

/// The most words of a longer name that are looked at, in running text and in a line of capitalised words.
const RUN: usize = 6;
const RUN_IN_CAPITALS: usize = 2;

/// The most words after the first of another name that begins right after one.
const LONGEST_OTHER: usize = 4;

/// Words between a given name and a family name that is a place's, too.
static PARTICLES: WordList = WordList::new("da|de|del|della|di|van|von");

/// Titles of those who sit for a state.
static MEMBERS: WordList =
    WordList::new("congressman|congresswoman|democrat|gov|governor|rep|representative|republican|sen|senator");

/// The most words of a title and a name.
const LONGEST_NAME: usize = 5;

/// The longest word that is passed over at a glance, in bytes.
const LONGEST_PLAIN: usize = 24;

/// How much of an address is looked at, in bytes.
const LONGEST_ADDRESS: usize = 256;

/// Answers for one article; asked in reading order it looks at each line once.
#[derive(Debug)]
pub(super) struct Neighbours<'t> {
    text: &'t str,
    /// The mention or the blocker before, with its entity.
    last: Option<(Span, u32)>,
    /// The line looked at last, whom it is of, and whether most of its words are capitalised, once that was asked.
    line: Option<(Span, Span, Option<bool>)>,
    small: SmallWords<'t>,
    /// Where a name that people have, too, was a person's: before another name, and behind one.
    persons: Vec<Span>,
    families: Vec<Span>,
    /// Of these the ones that are a person's beyond doubt: "Mr Osk", "Mina Osk, 34, said".
    people: Vec<Span>,
    /// Where a place's name was a club's.
    clubs: Vec<Span>,
    /// Where a place was another of that name: "Paris, Texas".
    abroad: Vec<Span>,
    sport: Option<Sport>,
}

impl<'t> Neighbours<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            last: None,
            line: None,
            small: SmallWords::default(),
            persons: Vec::new(),
            families: Vec::new(),
            people: Vec::new(),
            clubs: Vec::new(),
            abroad: Vec::new(),
            sport: None,
        }
    }

    /// Notes the mention or blocker that was found last.
    pub(super) fn pass(&mut self, span: Span, entity: Option<u32>) {
        self.last = Some((span, entity.unwrap_or(NO_ENTITY)));
    }

    /// `:whole`.
    pub(super) fn make_longer(&mut self, inner: &Inner, kind: MatchKind, at: Span) -> bool {
        // A metal or a fruit in small letters.
        if kind == MatchKind::Name && self.text[at.start()..].starts_with(char::is_lowercase) {
            return false;
        }
        // "Osk.com", "the Osk-2 brigade", but "the Osk-2024 team", and "a crash on U.S. 9"
        let number = |rest: &[u8]| (1..4).contains(&rest.iter().take_while(|byte| byte.is_ascii_digit()).count());
        let name = match self.text.as_bytes()[at.end()..] {
            [b'.', ref rest @ ..] => rest.get(..3).is_some_and(|rest| rest.eq_ignore_ascii_case(b"com")),
            [b'-', ref rest @ ..] => number(rest),
            [b' ', ref rest @ ..] if kind == MatchKind::Abbreviation && number(rest) => {
                ["along ", "of ", "off ", "on "].iter().any(|word| self.text[..at.start()].ends_with(word))
            }
            _ => false,
        };
        if name {
            return true;
        }
        if kind == MatchKind::Demonym {
            let before = &self.text[..at.start()];
            // "Mr French"
            if ["Mr ", "Mr. ", "Mrs ", "Mrs. ", "Ms ", "Ms. "].iter().any(|title| before.ends_with(title))
                || before.ends_with("The ") && self.is_title(at)
            {
                return true;
            }
        }
        // "Tin Research UK"; what stands before other abbreviations names whose they are: "a Tin Council US office".
        let named = matches!(kind, MatchKind::Name | MatchKind::Capital | MatchKind::Surname)
            || kind == MatchKind::Abbreviation && matches!(at.of(self.text), "NSW" | "UK" | "USA");
        (named && self.name_before(inner, kind, at))
            || if kind == MatchKind::Surname {
                self.name_after(inner, at, &FOLLOWERS)
            } else {
                self.head_after(inner, kind, at)
            }
    }

    /// Whether a people's name after "The " is a film's or a paper's: “The Norwegian”, "told The Norwegian that", "The
    /// Norwegian reported".
    fn is_title(&mut self, at: Span) -> bool {
        let before = &self.text[..at.start() - 4];
        if before.ends_with(['“', '"']) && self.text[at.end()..].starts_with(['”', '"']) {
            return true;
        }
        let told = before.strip_suffix(' ').is_some_and(|before| before.ends_with(char::is_lowercase));
        let reports = || {
            let next = self.word_after(at.end()).map(|word| word.of(self.text));
            matches!(next, Some("reported" | "reports"))
        };
        self.is_small_after(at) && (told || reports()) && !self.is_capitalised(at)
    }

    /// `:given`.
    pub(super) fn make_person(&mut self, inner: &Inner, at: Span) -> bool {
        if self.signs(at) {
            return true;
        }
        // "OSLO Officer Quill left" has a dateline.
        let shouted = !at.of(self.text).contains(char::is_lowercase);
        // "Virginia B. Quill"
        let initial = matches!(self.text.as_bytes()[at.end()..], [b' ', b'A'..=b'Z', b'.', b' ', b'A'..=b'Z', ..]);
        let person =
            !shouted && (initial || self.name_after(inner, at, &OFFICES)) || self.is_relative(at) || self.has_age(at);
        // "Montana Freedom Caucus" and "Gold Trust" are no persons, so what else the article says of Montana stays.
        if person && !self.run_after(at) && !self.is_before_head(at) {
            self.persons.push(at);
        }
        person
    }

    /// "Amman, Jordan", "near the port, Jordan", but "With that, Jordan smiled" and "Mina Quill, Jordan’s mother".
    fn is_behind_place(&self, at: Span) -> bool {
        let whose = ["'s ", "’s "].iter().find_map(|mark| self.text[at.end()..].strip_prefix(mark));
        if whose.is_some_and(|whose| RELATIVES.contains_small(whose.split(|c| !is_word(c)).next().unwrap_or_default()))
        {
            return false;
        }
        let place = self.text[..at.start()].trim_end_matches(context::blank).strip_suffix(',');
        place.is_some_and(|place| {
            let named =
                place[place.trim_end_matches(|c: char| is_word(c) || c == '.').len()..].starts_with(char::is_uppercase);
            named || !matches!(self.text.as_bytes()[at.end()..], [b' ', b'a'..=b'z', ..])
        })
    }

    /// `:club`.
    pub(super) fn make_club(&mut self, at: Span) -> bool {
        let club = clubs::plays(self.text, at, &mut self.sport);
        if club {
            self.clubs.push(at);
        }
        club || clubs::is_plain(self.text, at, &mut self.sport) || clubs::is_university(self.text, at)
    }

    /// `:brand`.
    pub(super) fn is_brand(&mut self, inner: &Inner, at: Span) -> bool {
        // "Samsung TVs", "Sony RX100"
        let generic = |word: Span| word.of(self.text).chars().nth(1).is_none_or(char::is_uppercase);
        !self
            .word_after(at.end())
            .is_some_and(|word| generic(word) || TITLES.contains(word.of(self.text).trim_end_matches('.')))
            && self.name_after(inner, at, &ENTERPRISES)
    }

    /// Whether the line is a byline that begins with the name and another: "By Jordan Ames". That says nothing of whom
    /// the article writes.
    fn signs(&mut self, at: Span) -> bool {
        self.text[..at.start()].ends_with(['y', 'Y', ' '])
            && Span::new(self.line_at(at).start(), at.start()).of(self.text).trim().eq_ignore_ascii_case("by")
            && self.word_after(at.end()).is_some_and(|next| next.of(self.text).starts_with(char::is_uppercase))
    }

    /// "her son Jordan"
    fn is_relative(&self, at: Span) -> bool {
        self.word_before(at.start()).is_some_and(|word| RELATIVES.contains_small(word.of(self.text)))
    }

    /// "Jordan, 34, lives": a country is no number of years old, though so many may have died there.
    fn has_age(&self, at: Span) -> bool {
        let Some(rest) = self.text[at.end()..].strip_prefix(", ") else { return false };
        let years = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = rest.len() - years.len();
        (1..=3).contains(&digits)
            && years.strip_prefix(", ").is_some_and(|rest| rest.starts_with(char::is_lowercase))
            && !self.word_before(at.start()).is_some_and(|word| INSIDE.contains(word.of(self.text)))
    }

    /// Whether more than one capitalised word follows.
    fn run_after(&self, at: Span) -> bool {
        let second = self.word_after(at.end()).and_then(|first| self.word_after(first.end()));
        second.is_some_and(|second| second.of(self.text).starts_with(char::is_uppercase))
    }

    /// Whether the word after is the head of a body's name.
    fn is_before_head(&self, at: Span) -> bool {
        let next = self.word_after(at.end()).map_or("", |word| context::without_possessive(word.of(self.text)));
        HEADS.contains(next) || HEADS_IN_TEXT.contains(next)
    }

    /// The neighbours of a place are on its line: line ends are neither blanks nor parts of words.
    fn word_after(&self, from: usize) -> Option<Span> {
        word_after(self.text, Span::new(from, self.text.len()))
    }

    /// Whether what comes after is plainly no capitalised word: the most frequent case, without looking at all of it.
    fn is_small_after(&self, at: Span) -> bool {
        match self.text.as_bytes()[at.end()..] {
            [b' ', next, ..] => next.is_ascii_lowercase(),
            [next, ..] => next.is_ascii(),
            [] => true,
        }
    }

    /// Whether what comes before is plainly neither a capitalised word nor "of" or "of the".
    fn is_small_before(&self, at: Span) -> bool {
        let before = &self.text.as_bytes()[..at.start()];
        match before.last() {
            Some(b' ') => {
                let word = before[..before.len() - 1].iter().rev().take(LONGEST_PLAIN);
                let small = word.take_while(|byte| byte.is_ascii_lowercase()).count();
                let edge = before.len() - 1 - small;
                small > 0
                    && small < LONGEST_PLAIN
                    && (edge == 0 || matches!(before[edge - 1], b' ' | b'\n'))
                    && &before[edge..] != b"of "
                    && !PARTICLES.contains_small(&self.text[edge..at.start() - 1])
                    && !(&before[edge..] == b"the " && before[..edge].ends_with(b"of "))
            }
            Some(byte) => byte.is_ascii() && *byte != b'-',
            None => true,
        }
    }

    fn word_before(&self, to: usize) -> Option<Span> {
        word_before(self.text, Span::new(0, to))
    }

    /// `:abroad`.
    pub(super) fn follow_state(&mut self, at: Span) -> bool {
        let state = states::follows(&self.text[..at.start()], &self.text[at.end()..]);
        if state {
            self.abroad.push(at);
        }
        state
    }

    /// `:state`: "a barn in Lund, Osk, burned", "in Osk, Ohio and Iowa", "Senator Mina B. Quill of Osk".
    pub(super) fn follow_town(&self, at: Span) -> bool {
        if states::precedes(&self.text[at.end()..]) || self.is_members(at) {
            return true;
        }
        let town = self.text[..at.start()].strip_suffix(", ").unwrap_or_default();
        let (before, town) = town.split_at(town.trim_end_matches(|c| is_word(c) || c == '-').len());
        // "On Monday, Osk, where barns burned, wept."
        context::may_precede(town) && states::follows(before, &self.text[before.len() + town.len()..])
    }

    /// Whether somebody is from here who sits for a state.
    fn is_members(&self, at: Span) -> bool {
        let Some(of) = self.word_before(at.start()).filter(|word| word.of(self.text) == "of") else { return false };
        let mut from = of.start();
        for _ in 0..LONGEST_NAME {
            let Some(word) = self.word_before(from).filter(|word| word.of(self.text).starts_with(char::is_uppercase))
            else {
                return false;
            };
            if MEMBERS.contains(word.of(self.text).trim_end_matches('.')) {
                return true;
            }
            from = word.start();
        }
        false
    }

    /// Whether this is a piece of an address: "https://nordwire.com/osk-tin".
    pub(super) fn are_in_address(&self, at: Span) -> bool {
        let before = &self.text.as_bytes()[..at.start()];
        matches!(before.last(), Some(b'/' | b'-' | b'_' | b'+' | b'=')) && {
            let address = before.iter().rev().take(LONGEST_ADDRESS).take_while(|byte| **byte > b' ').count();
            before[before.len() - address..].windows(3).any(|bytes| bytes == b"://")
        }
    }

    /// `:home=ID`.
    pub(super) fn are_abroad(&self, inner: &Inner, home: &str, at: Span) -> bool {
        // "the state Department of Quarries"
        if self.text[..at.start()].ends_with("state ") {
            return true;
        }
        let Some((span, entity)) = self.last.filter(|&(_, entity)| entity != NO_ENTITY) else { return false };
        let Some(gap) = self.text.get(span.end()..at.start()) else { return false };
        let gap = gap.trim_start_matches(['\'', '’']);
        let gap = gap.strip_prefix('s').unwrap_or(gap);
        let kind = inner.entity_types.get(entity as usize).and_then(|&kind| inner.types.get(usize::from(kind)));
        !gap.is_empty()
            && gap.chars().all(context::blank)
            && kind.is_some_and(|kind| matches!(kind, "country" | "region" | "city"))
            && inner.entities.get(entity as usize) != Some(home)
    }

    /// Whether a capitalised word right before makes another name.
    fn name_before(&mut self, inner: &Inner, kind: MatchKind, at: Span) -> bool {
        if self.is_small_before(at) || self.last.is_some_and(|(span, _)| span.end() + 1 >= at.start()) {
            return false;
        }
        // "By Mina Quill OSLO (Nordwire)"
        if self.text[at.end()..].starts_with(" (") && !at.of(self.text).contains(char::is_lowercase) {
            return false;
        }
        if let Some(hyphened) = self.text[..at.start()].strip_suffix('-') {
            // "Maria Campos-Medina"
            let first = hyphened.trim_end_matches(is_word).len();
            let name = &hyphened[first..];
            return name.starts_with(char::is_uppercase)
                && !is_participle(name)
                && self.word_before(first).is_some_and(|word| self.may_be_name(word, at) && !self.writes_small(word))
                && !self.is_capitalised(at)
                && !has_name(inner, name);
        }
        let Some(mut word) = self.word_before(at.start()) else { return false };
        if DESCRIPTIONS.contains(word.of(self.text)) {
            // "University of Northern Norway"
            word = self.word_before(word.start()).filter(|word| word.of(self.text) == "of").unwrap_or(word);
        }
        if word.of(self.text) == "the" {
            // "Society of the Netherlands"
            word = self.word_before(word.start()).filter(|word| word.of(self.text) == "of").unwrap_or(word);
        }
        // "Mina van Osk"
        if PARTICLES.contains_small(word.of(self.text)) {
            let given = self.word_before(word.start());
            return given.is_some_and(|given| given.of(self.text).starts_with(char::is_uppercase));
        }
        if word.of(self.text) == "of" {
            let head = self.word_before(word.start()).map(|head| head.of(self.text));
            return head.is_some_and(|head| head.starts_with(char::is_uppercase) && HEADS_OF.contains(head));
        }
        // The first word of a sentence is a weaker sign: "Following Washington’s lead", "Deposed Venezuela leader".
        let before = self.text[..word.start()].trim_end_matches(|c: char| c.is_whitespace() && !is_line_end(c));
        let inside = before.ends_with(|c| is_word(c) || c == ',');
        let addressed = kind == MatchKind::Name && ADDRESSES.contains(word.of(self.text).trim_end_matches('.'));
        // "Michael B. Osk", also in a line of capitalised words
        let initial = matches!(word.of(self.text).as_bytes(), [b'A'..=b'Z', b'.']);
        let other = addressed
            || initial
            || self.may_be_name(word, at)
                && (inside && kind != MatchKind::Surname || !self.writes_small(word))
                && (inside || !is_participle(word.of(self.text)))
                && !(word.start() > self.line_at(at).start() && self.is_capitalised(at));
        if kind == MatchKind::Abbreviation {
            return other && inside;
        }
        if other
            && (addressed || inside || kind == MatchKind::Surname)
            && !FIRMS.contains(word.of(self.text))
            && (addressed || initial || !self.writes_small(word))
        {
            self.families.push(at);
            if addressed || self.has_age(at) {
                self.people.push(at);
            }
        }
        other
    }

    /// Whether a word beside `at` may be one of the names that make up a longer one.
    fn may_be_name(&mut self, word: Span, at: Span) -> bool {
        let name = word.of(self.text);
        // "Health Osk", though offices are of health, too.
        if name.starts_with(char::is_uppercase) && (SHIPS.contains(name) || FIRMS.contains(name)) {
            return true;
        }
        if !context::may_precede(name) || DESCRIPTIONS.contains(name) {
            return false;
        }
        // An abbreviation, unless the whole line is in capitals: "HUNTER AMES RESIGNS".
        let shouted = name.chars().nth(1).is_some() && name.chars().all(|c| !c.is_lowercase() && c != '.');
        // "NATO-member", "Russian-occupied"
        let described = name.rsplit_once('-').is_some_and(|(_, last)| last.starts_with(char::is_lowercase));
        !(described || shouted && self.line_at(at).of(self.text).contains(char::is_lowercase))
    }

    /// Whether the article writes the word without a capital, too. Within a sentence that makes no adjective of it:
    /// "For Women Osk".
    fn writes_small(&mut self, word: Span) -> bool {
        let name = word.of(self.text);
        !SHIPS.contains(name) && !FIRMS.contains(name) && self.small.hold([self.text].into_iter(), name)
    }

    /// Whether a capitalised word right after, none of `harmless`, makes another name.
    fn name_after(&mut self, inner: &Inner, at: Span, harmless: &WordList) -> bool {
        if self.is_small_after(at) {
            return false;
        }
        let Some(word) = self.word_after(at.end()) else { return false };
        let name = context::without_possessive(word.of(self.text));
        // "Israel Hamas talks": a name of the gazetteer's is no part of another.
        context::may_follow(name, harmless)
            && name.contains(char::is_lowercase)
            && !self.is_capitalised(at)
            && !has_name(inner, name)
    }

    /// Whether a run of capitalised words after leads to the head of a name.
    fn head_after(&mut self, inner: &Inner, kind: MatchKind, at: Span) -> bool {
        if self.is_small_after(at) {
            return false;
        }
        let mut from = at.end();
        for nth in 0..RUN {
            if nth == RUN_IN_CAPITALS && self.is_capitalised(at) {
                return false;
            }
            if nth > 0 {
                // "Osk Writers’ Union", "Osk Tin & Copper Show"
                let rest = self.text[from..].trim_start_matches(['\'', '’']);
                from = self.text.len() - rest.strip_prefix(" &").unwrap_or(rest).len();
            }
            let Some(word) = self.word_after(from) else { return false };
            let name = word.of(self.text);
            from = word.end();
            if !name.starts_with(char::is_uppercase) {
                if nth > 0 && matches!(name, "and" | "of" | "for") {
                    continue;
                }
                // "Osk Quill airport", but "the Norwegian Quill airport"
                return nth > 0 && kind != MatchKind::Demonym && matches!(name, "airport" | "airports");
            }
            let name = context::without_possessive(name);
            // "the Norwegian Joint Chiefs of Staff"
            let club = CLUBS.contains(name) && !self.text[from..].starts_with(" of ");
            // "Osk Islamic Centre", but "the Norwegian Centre for Tin", and
            // "Osk Bank", but "the Norwegian West Bank office". What is
            // American does not have that in its name.
            let stray = match name {
                "Administration" | "Agency" | "Authority" | "Board" | "Commission" => {
                    nth == 0
                        || self.text[at.start()..].starts_with("Am")
                        || self.text[at.start()..].starts_with('U')
                        || self.text[..word.start()].ends_with("High ")
                }
                "Center" | "Centre" => nth == 0 || self.text[at.start()..].starts_with("U."),
                "International" | "Management" => self.text[at.start()..].starts_with('U'),
                // "the Osk East seat", "the Osk Central MP", but "Norway East Sea gas", "the Norwegian Central bank"
                "Central" | "East" | "North" | "South" | "West" => {
                    let next = self.word_after(from).map_or("", |next| next.of(self.text));
                    nth > 0
                        || !matches!(kind, MatchKind::Name | MatchKind::Capital)
                        || next.starts_with(char::is_uppercase) && !matches!(next, "MP" | "MSP")
                        || next.starts_with("bank")
                }
                // "the Senate Tin Committee" is a part of the Senate.
                "Committee" => at.of(self.text) == "Senate",
                // "the American Tin Act", but "the U.S. Tin Act" and "the Norwegian Tin Act"
                "Act" => match kind {
                    MatchKind::Demonym => !self.text[at.start()..].starts_with("Am"),
                    kind => kind == MatchKind::Abbreviation,
                },
                "Counties" | "County" => nth > 0,
                // "Osk Tin Group", but "the Norwegian Tin Group", and a firm is its group
                "Group" => nth == 0 || kind == MatchKind::Demonym,
                // "Osk Tin Innovation", but "the Osk innovation minister" in capitals
                "Innovation" => nth == 0,
                // "a Norway World Cup win"
                "Cup" => self.text[..word.start()].ends_with("World "),
                _ => nth > 0 && name == "Bank",
            };
            // "Osk Star-Advertiser", but "Osk East-West trade"
            let paper = name.split_once('-').is_some_and(|(first, second)| {
                let head = |part| HEADS.contains(part) || HEADS_IN_TEXT.contains(part);
                second.starts_with(char::is_uppercase)
                    && (HEADS.contains(second) || (head(first) || head(second)) && !DESCRIPTIONS.contains(first))
            });
            let head = HEADS_IN_TEXT.contains(name) && !stray;
            if club || paper || HEADS.contains(name) && !stray || head && !self.is_capitalised(at) {
                return !self.begins_another(inner, at);
            }
            // "with the U.S. NBC News’ reporter said"
            let shouted = name.len() > 2 && name.chars().all(char::is_uppercase);
            // "Osk State University", "Osk Public Library", "Osk World Trade Centre", but "Osk State Police"
            let office = OFFICES.contains(name)
                && !matches!(name, "Education" | "Health" | "National" | "Olympic" | "Public" | "State")
                && !(nth > 0 && name == "Trade");
            if office || shouted && has_name(inner, name) {
                return false;
            }
        }
        false
    }

    /// Whether a name of several words begins right after that the gazetteer has: "Norwegian World Tin Council members".
    fn begins_another(&self, inner: &Inner, at: Span) -> bool {
        let Some(first) = self.word_after(at.end()) else { return false };
        let mut end = first.end();
        for _ in 0..LONGEST_OTHER {
            let Some(word) = self.word_after(end) else { return false };
            end = word.end();
            if has_name(inner, &self.text[first.start()..end]) {
                return true;
            }
        }
        false
    }

    /// Whether most words of the line around `at` are capitalised.
    fn is_capitalised(&mut self, at: Span) -> bool {
        let (line, known) = self.look_at(at);
        *known.get_or_insert_with(|| mostly_capitalised(line))
    }

    /// The line around `at`.
    pub(super) fn line_at(&mut self, at: Span) -> Span {
        self.look_at(at);
        self.line.map_or(at, |line| line.0)
    }

    /// The text of the line around `at`, and what is known of its capitals.
    fn look_at(&mut self, at: Span) -> (&'t str, &mut Option<bool>) {
        let line = match self.line {
            Some(line) if line.1.contains(at) => line,
            _ => {
                let line = line_around(self.text, at);
                // Who lies in several lines shares them with nobody.
                let several = at.of(self.text).contains(is_line_end);
                (line, if several { at } else { line }, None)
            }
        };
        let line = self.line.insert(line);
        (line.0.of(self.text), &mut line.2)
    }

    /// Takes out of the mentions those of people, of clubs and of places abroad. A name that stood in a person's name, and
    /// nowhere after "in" or the like, is hers throughout; a club's is the club's wherever nothing beside it speaks for the
    /// town. `follows` says whether one of the rules is a mention's alias's; the mentions' offsets are `offset` further
    /// than this text's.
    pub(super) fn drop_others(&self, found: &mut Vec<Mention>, offset: usize, follows: impl Fn(u32, &[&str]) -> bool) {
        if [&self.persons, &self.families, &self.clubs, &self.abroad].iter().all(|spans| spans.is_empty()) {
            return;
        }
        let names = |spans: &[Span]| spans.iter().map(|span| span.of(self.text)).collect::<HashSet<&str>>();
        let (persons, families, people) = (names(&self.persons), names(&self.families), names(&self.people));
        let clubs = names(&self.clubs);
        // "OSK, Ohio", and then: "Osk waited."
        let abroad: HashSet<String> = self.abroad.iter().map(|span| span.of(self.text).to_lowercase()).collect();
        let here = |mention: &Mention| {
            let span = mention.span;
            Span::new(span.start() - offset, span.end() - offset)
        };
        let is_inside = |mention: &Mention| {
            let before = word_before(self.text, Span::new(0, here(mention).start()));
            before.is_some_and(|word| INSIDE.contains(word.of(self.text)))
        };
        // An article that calls people Osker is about the land of Osk, whoever else has that for a given name.
        let mut peoples: Vec<Option<u32>> = Vec::new();
        for mention in found.iter().filter(|mention| mention.kind == MatchKind::Demonym) {
            if !peoples.contains(&mention.entity) {
                peoples.push(mention.entity);
            }
        }
        // "Judd Trask won. Trask smiled." But where "President Trask" or "the Trask administration" stands, or Trask alone
        // came first, he is meant.
        let mut alone: Vec<(&str, bool, bool)> = Vec::new();
        for mention in found.iter().filter(|mention| mention.kind == MatchKind::Surname) {
            let (at, name) = (here(mention), here(mention).of(self.text));
            let place = alone.iter().position(|known| known.0 == name).unwrap_or_else(|| {
                let later = |other: &Span| other.start() < at.start() && other.of(self.text) == name;
                alone.push((name, self.families.iter().any(later), false));
                alone.len() - 1
            });
            let title = self.word_before(at.start()).map_or("", |word| word.of(self.text));
            let next = self.word_after(at.end()).map_or("", |word| word.of(self.text));
            alone[place].2 |= TITLES.contains(title.trim_end_matches('.')) || FOLLOWERS.contains(next);
        }
        let is_named = |mention: &Mention| {
            let name = here(mention).of(self.text);
            if mention.kind == MatchKind::Surname && families.contains(name) {
                return alone.iter().any(|&(other, later, titled)| {
                    other == name && !titled && (later || follows(mention.alias, &[":family"]))
                });
            }
            persons.contains(name)
                && follows(mention.alias, &[":given", ":family"])
                && (mention.kind == MatchKind::Surname || !peoples.contains(&mention.entity))
                || families.contains(name) && (people.contains(name) || follows(mention.alias, &[":family"]))
        };
        // "in Jordan", "Amman, Jordan", "Jordan and Egypt": a place, whoever else has its name.
        let joined = |a: &Mention, b: &Mention| {
            let gap = self.text.get(here(a).end()..here(b).start()).unwrap_or_default();
            matches!(gap, ", " | " and " | ", and " | " or ")
        };
        let is_place = |at: usize| {
            found[at].kind != MatchKind::Surname
                && (is_inside(&found[at])
                    || self.is_behind_place(here(&found[at]))
                    || at > 0 && joined(&found[at - 1], &found[at])
                    || found.get(at + 1).is_some_and(|next| joined(&found[at], next)))
        };
        let places: HashSet<&str> = (0..found.len())
            .filter(|&at| is_named(&found[at]) && is_place(at))
            .map(|at| here(&found[at]).of(self.text))
            .collect();
        mention::keep(found, &mut |mention| {
            let name = here(mention).of(self.text);
            let club =
                clubs.contains(name) && follows(mention.alias, &[":club"]) && !clubs::is_town(self.text, here(mention));
            let other =
                !abroad.is_empty() && abroad.contains(&name.to_lowercase()) && follows(mention.alias, &[":abroad"]);
            !club && !other && (!is_named(mention) || places.contains(name))
        });
    }
}

/// "Following", "Deposed", not "Ahmed" or "Alfred": what describes a name at the beginning of a sentence.
fn is_participle(word: &str) -> bool {
    word.len() > 5
        && (word.ends_with("ing") || word.ends_with("ed") && !word.ends_with("med") && !word.ends_with("fred"))
}

/// Whether the gazetteer has this name. One piece of code for all who ask.
fn has_name(inner: &Inner, name: &str) -> bool {
    inner.any_alias_like(name, |_| true)
}
