//! Whether a name is a part of a longer one that is somebody or something else.
//!
//! "Osaka" is no city in "Naomi Osaka", "Pittsburgh" none in "Pittsburgh Post-Gazette", and no gazetteer lists every
//! player and newspaper. What stands right beside the name tells most of them: a capitalised word before it that is
//! neither a title nor a word that sentences begin with nor a description ("Soviet Georgia"); a run of capitalised words
//! after it that leads to the head of an institution's name ("Baltimore Museum of Art"); such a head and "of" before it.
//! In a line of capitalised words, as many headlines are, a capital says nothing, and only heads that are hardly ever
//! anything else count there.

use std::collections::HashSet;

use super::context::{self, FOLLOWERS, TITLES, listed, mostly_capitalised, word_after, word_before};
use super::kinds::MatchKind;
use super::mention::Mention;
use super::{Inner, NO_ENTITY};
use crate::Span;
use crate::text::{is_line_end, is_word};

/// Capitalised words that describe a place instead of naming another one. To be added: directions, eras, creeds.
#[rustfmt::skip]
const DESCRIPTIONS: &[&str] = &[
    "ancient", "arab", "asian", "black", "buddhist", "catholic", "central", "christian", "colonial", "communist",
    "democratic", "downtown", "east", "eastern", "european", "fascist", "free", "greater", "hindu", "imperial",
    "inner", "islamic", "islamist", "jewish", "latino", "mainland", "metropolitan", "middle", "modern", "muslim",
    "nazi", "nearby", "neighboring", "neighbouring", "north", "northeast", "northeastern", "northern", "northwest",
    "northwestern", "old", "orthodox", "outer", "post-soviet", "postwar", "progressive", "protestant", "red",
    "republican", "rural", "south", "southeast", "southeastern", "southern", "southwest", "southwestern", "soviet",
    "soviet-era", "sunni", "union", "upper", "upstate", "urban", "victorian", "wartime", "west", "western", "white",
];

/// Heads that make another name of a place wherever they follow it; also nicknames of clubs. To be added: words that
/// name institutions, papers, carriers, clubs, and that headlines hardly use otherwise.
#[rustfmt::skip]
const HEADS: &[&str] = &[
    "airlines", "airways", "astros", "bengals", "biennale", "blackhawks", "blazers", "blues", "braves", "broncos",
    "browns", "bruins", "buccaneers", "buckeyes", "bulldogs", "bulls", "canadiens", "canucks", "cardinals",
    "cavaliers", "celtics", "chiefs", "chronicle", "clippers", "college", "colts", "commanders", "cowboys", "cubs",
    "diamondbacks", "dodgers", "dolphins", "ducks", "dynamo", "falcons", "fc", "flames", "gazette", "globe",
    "grizzlies", "herald", "hornets", "hurricanes", "huskies", "inquirer", "jaguars", "jets", "knicks", "lakers",
    "longhorns", "magazine", "mavericks", "mets", "museum", "nationals", "nuggets", "oilers", "opera", "orchestra",
    "orioles", "pacers", "packers", "panthers", "patriots", "penguins", "philharmonic", "phillies", "pistons",
    "post-dispatch", "post-gazette", "predators", "raiders", "rangers", "raptors", "ravens", "redskins", "rockets",
    "royals", "sabres", "seahawks", "seaquarium", "senators", "sentinel", "sharks", "sounders", "spurs",
    "steelers", "symphony", "timberwolves", "times", "titans", "trailblazers", "tribune", "twins", "university",
    "vikings", "wizards", "wolverines", "yankees", "zoo",
];

/// Heads that do so in running text.
#[rustfmt::skip]
const HEADS_IN_TEXT: &[&str] = &[
    "academy", "accord", "accords", "agreement", "airport", "aquarium", "arena", "association", "avenue", "awards",
    "ballet", "basin", "bears", "boulevard", "bridge", "broadcasting", "casino", "cathedral", "championship",
    "championships", "charter", "church", "cinema", "clinic", "club", "committee", "company", "conservatory",
    "consulting", "corp", "corporation", "courier", "cup", "declaration", "derby", "dispatch", "enquirer",
    "enterprises", "examiner", "exchange", "expo", "fair", "festival", "foundation", "gallery", "giants", "heat",
    "heights", "holdings", "hospital", "hotel", "inc", "infirmary", "institute", "institution", "invitational",
    "journal", "kings", "league", "library", "limited", "lions", "llc", "ltd", "mail", "mall", "marathon", "memorial",
    "mirror", "news", "observer", "open", "palace", "park", "pirates", "plc", "polytechnic", "post", "press", "prize",
    "protocol", "railway", "railways", "review", "river", "road", "rovers", "saints", "school", "seminary", "show",
    "society", "square", "stadium", "standard", "star", "station", "street", "studios", "sun", "telegraph", "theater",
    "theatre", "tigers", "tower", "treaty", "trust", "tv", "united", "valley", "wanderers",
];

/// Heads that do so with "of" before a place: "University of Florida".
#[rustfmt::skip]
const HEADS_OF: &[&str] = &[
    "archbishop", "archdiocese", "bank", "battle", "bishop", "cathedral", "church", "college", "diocese", "duchess",
    "duke", "earl", "lake", "museum", "port", "prince", "princess", "siege", "treaty", "university",
];

/// Words that follow a place in capitals and begin something of that place's own: its office holders and authorities.
/// What comes after them is no head of the place's name.
#[rustfmt::skip]
const OFFICES: &[&str] = &[
    "ambassador", "ambassadors", "army", "assembly", "attorney", "authorities", "border", "bureau", "capitol",
    "central", "chancellor", "chief", "coast", "communist", "congress", "congressman", "congresswoman", "council",
    "county", "court", "defence", "defense", "democrat", "democratic", "democrats", "department", "deputy",
    "district", "education", "election", "embassy", "finance", "first", "foreign", "former", "gov", "government",
    "governor", "health", "house", "immigration", "intelligence", "interior", "judge", "justice", "labor", "labour",
    "lawmakers", "legislature", "lieutenant", "lt", "mayor", "military", "minister", "ministry", "national", "navy",
    "officials", "parliament", "party", "police", "premier", "president", "prime", "public", "rep", "representative",
    "republican", "republicans", "secretary", "sen", "senate", "senator", "sheriff", "speaker", "state", "supreme",
    "trade", "treasury", "vice",
];

/// Words before a place after which it is one, whoever else in the article has its name.
const INSIDE: &[&str] = &["across", "in", "inside", "into", "near", "outside", "throughout"];

/// The most words of a longer name that are looked at, in running text and in a line of capitalised words.
const RUN: [usize; 2] = [6, 2];

/// Answers for one article; asked in reading order it looks at each line once.
#[derive(Debug)]
pub(super) struct Neighbours<'t> {
    text: &'t str,
    /// The mention or the blocker before, with its entity.
    last: Option<(Span, u32)>,
    /// The line looked at last, and whether most of its words are capitalised.
    line: Option<(Span, bool)>,
    /// Words that the article writes without a capital; gathered when first needed.
    small: Option<HashSet<&'t str>>,
    /// Where a name that people have, too, was a person's.
    persons: Vec<Span>,
}

impl<'t> Neighbours<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, last: None, line: None, small: None, persons: Vec::new() }
    }

    /// Notes the mention or blocker that was found last.
    pub(super) fn pass(&mut self, span: Span, entity: Option<u32>) {
        self.last = Some((span, entity.unwrap_or(NO_ENTITY)));
    }

    /// `:whole`.
    pub(super) fn make_longer(&mut self, inner: &Inner, kind: MatchKind, at: Span) -> bool {
        let named = matches!(kind, MatchKind::Name | MatchKind::Capital | MatchKind::Surname);
        (named && self.name_before(at))
            || if kind == MatchKind::Surname { self.name_after(inner, at, FOLLOWERS) } else { self.head_after(at) }
    }

    /// `:given`.
    pub(super) fn make_person(&mut self, inner: &Inner, at: Span) -> bool {
        let person = self.name_after(inner, at, OFFICES);
        // "Montana Freedom Caucus" is no person, so what else the article says of Montana stays.
        if person && !self.run_after(at) {
            self.persons.push(at);
        }
        person
    }

    /// Whether more than one capitalised word follows.
    fn run_after(&mut self, at: Span) -> bool {
        let line = self.line_at(at).0;
        let word = |from: usize| word_after(self.text, Span::new(from, line.end()));
        word(at.end())
            .and_then(|first| word(first.end()))
            .is_some_and(|second| second.of(self.text).starts_with(char::is_uppercase))
    }

    /// `:home=ID`.
    pub(super) fn are_abroad(&self, inner: &Inner, home: &str, at: Span) -> bool {
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
    fn name_before(&mut self, at: Span) -> bool {
        let (line, capitalised) = self.line_at(at);
        let before = Span::new(line.start(), at.start());
        if self.last.is_some_and(|(span, _)| span.end() + 1 >= at.start()) {
            return false;
        }
        if let Some(hyphened) = before.of(self.text).strip_suffix('-') {
            // "Maria Campos-Medina"
            let first =
                hyphened.len() - hyphened.chars().rev().take_while(|&c| is_word(c)).map(char::len_utf8).sum::<usize>();
            let compound = Span::new(line.start(), line.start() + first);
            return !capitalised
                && hyphened[first..].starts_with(char::is_uppercase)
                && word_before(self.text, compound).is_some_and(|word| self.may_be_name(word, line));
        }
        let Some(word) = word_before(self.text, before) else { return false };
        if word.of(self.text) == "of" {
            let head = word_before(self.text, Span::new(line.start(), word.start()));
            return head.is_some_and(|head| {
                let head = head.of(self.text);
                head.starts_with(char::is_uppercase) && listed(HEADS_OF, head)
            });
        }
        let other = !(capitalised && word.start() > line.start()) && self.may_be_name(word, line);
        // The first word of a sentence is a weaker sign: "Following Washington’s lead".
        let inside = self.text[line.start()..word.start()].trim_end().ends_with(|c| is_word(c) || c == ',');
        if other && inside {
            self.persons.push(at);
        }
        other
    }

    /// Whether a word may be one of the names that make up a longer one.
    fn may_be_name(&mut self, word: Span, line: Span) -> bool {
        let name = word.of(self.text);
        // An abbreviation, unless the whole line is in capitals: "HUNTER AMES RESIGNS".
        let shouted = name.chars().nth(1).is_some()
            && name.chars().all(|c| !c.is_lowercase() && c != '.')
            && line.of(self.text).contains(char::is_lowercase);
        // "NATO-member", "Russian-occupied", and at the beginning of a sentence "Following".
        let described = name.split('-').skip(1).any(|part| part.starts_with(char::is_lowercase))
            || name.len() > 5 && name.ends_with("ing");
        !shouted
            && !described
            && context::may_be_name(self.text, word, TITLES)
            && !listed(DESCRIPTIONS, name)
            && !self.writes_small(name)
    }

    /// Whether a capitalised word right after, none of `harmless`, makes another name.
    fn name_after(&mut self, inner: &Inner, at: Span, harmless: &[&str]) -> bool {
        let (line, capitalised) = self.line_at(at);
        let word = word_after(self.text, Span::new(at.end(), line.end()));
        !capitalised
            && word.is_some_and(|word| {
                let name = word.of(self.text);
                let shouted = name.chars().all(|c| !c.is_lowercase());
                // "Israel Hamas talks": a name of the gazetteer's is no part of another.
                !shouted && context::may_be_name(self.text, word, harmless) && !inner.any_alias_like(name, |_| true)
            })
    }

    /// Whether a run of capitalised words after leads to the head of a name.
    fn head_after(&mut self, at: Span) -> bool {
        let (line, capitalised) = self.line_at(at);
        let mut from = at.end();
        for nth in 0..RUN[usize::from(capitalised)] {
            let Some(word) = word_after(self.text, Span::new(from, line.end())) else { return false };
            let name = word.of(self.text);
            from = word.end();
            if !name.starts_with(char::is_uppercase) {
                if nth > 0 && matches!(name, "of" | "for") {
                    continue;
                }
                return false;
            }
            let name = name.trim_end_matches(['s', 'S']).strip_suffix(['\'', '’']).unwrap_or(name);
            if listed(HEADS, name) || !capitalised && listed(HEADS_IN_TEXT, name) {
                return true;
            }
            if listed(OFFICES, name) {
                return false;
            }
        }
        false
    }

    /// Whether the article writes the word without a capital, too.
    fn writes_small(&mut self, word: &str) -> bool {
        let small = self.small.get_or_insert_with(|| {
            self.text.split(|c| !is_word(c)).filter(|word| word.starts_with(char::is_lowercase)).collect()
        });
        small.contains(word.to_lowercase().as_str())
    }

    /// The line around `at`, and whether most of its words are capitalised.
    fn line_at(&mut self, at: Span) -> (Span, bool) {
        match self.line {
            Some((line, capitalised)) if line.contains(at) => (line, capitalised),
            _ => {
                let before = self.text[..at.start()].rsplit(is_line_end).next().map_or(0, str::len);
                let after = self.text[at.end()..].split(is_line_end).next().map_or(0, str::len);
                let line = Span::new(at.start() - before, at.end() + after);
                *self.line.insert((line, mostly_capitalised(line.of(self.text))))
            }
        }
    }

    /// Takes out of the mentions those of people: a name that stood in a person's name, and nowhere after "in" or the
    /// like, is hers throughout. `is_given` says whether a mention's alias is a name that people have; the mentions'
    /// offsets are `offset` further than this text's.
    pub(super) fn drop_persons(&self, found: &mut Vec<Mention>, offset: usize, is_given: impl Fn(u32) -> bool) {
        if self.persons.is_empty() {
            return;
        }
        let names: HashSet<&str> = self.persons.iter().map(|person| person.of(self.text)).collect();
        let here = |mention: &Mention| {
            let span = mention.span;
            Span::new(span.start() - offset, span.end() - offset)
        };
        let is_named = |mention: &Mention| names.contains(here(mention).of(self.text)) && is_given(mention.alias);
        // "in Jordan", "Amman, Jordan", "Jordan and Egypt": a place, whoever else has its name.
        let joined = |a: &Mention, b: &Mention| {
            let gap = self.text.get(here(a).end()..here(b).start()).unwrap_or_default();
            matches!(gap, ", " | " and " | ", and " | " or ")
        };
        let is_place = |at: usize| {
            let before = word_before(self.text, Span::new(0, here(&found[at]).start()));
            before.is_some_and(|word| listed(INSIDE, word.of(self.text)))
                || self.text[..here(&found[at]).start()].trim_end_matches(context::blank).ends_with(',')
                || at > 0 && joined(&found[at - 1], &found[at])
                || found.get(at + 1).is_some_and(|next| joined(&found[at], next))
        };
        let inside: HashSet<&str> = (0..found.len())
            .filter(|&at| is_named(&found[at]) && is_place(at))
            .map(|at| here(&found[at]).of(self.text))
            .collect();
        found.retain(|mention| !is_named(mention) || inside.contains(here(mention).of(self.text)));
    }
}
