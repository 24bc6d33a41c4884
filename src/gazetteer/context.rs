//! Whether a bare family name is meant, or is part of another name.
//!
//! An article about Ada Quill may also name "Berta Quill" or "Quill Street". What stands right beside the family name
//! tells them apart: another capitalised word makes it another name, unless that word is a title ("Minister Quill"), a
//! word that sentences begin with ("But Quill"), a day ("Quill Tuesday"), a possessive ("Norway’s Quill"), or a mention
//! of something else; before the name also a word that the same article writes without a capital, too ("Nobody Quill"). In a line where most words are
//! capitalised, as in many headlines, a capital says nothing and only the first word of the line is held against it.

use std::collections::HashSet;

use memchr::memchr;

use super::lists::RELATIVES;
use super::mention::Mention;
use super::phrases::SmallWords;
use crate::Span;
use crate::text::hash::WordList;
use crate::text::{Classes, Run, block, classes, is_word, line_around, runs};

/// Longest neighbour looked at, in characters.
const LONGEST: usize = 40;

/// Words that stand before a family name without being a part of a name. To be added: titles and forms of address by
/// which news names people; nothing that is also a common given name.
pub(super) static TITLES: WordList = WordList::new(
    "\
    adm|admiral|ambassador|archbishop|ayatollah|bishop|brig|capt|captain|cardinal|chair|chairman|chairwoman|\
    chancellor|chief|coach|col|colonel|commander|commissioner|comrade|congressman|congresswoman|councillor|\
    councilman|councilwoman|cpl|dame|democrat|deputy|detective|director|doctor|dr|emperor|empress|gen|general|gov|\
    governor|inspector|judge|justice|king|lady|leader|lieutenant|lord|lt|madam|maj|major|marshal|mayor|minister|miss|\
    mr|mrs|ms|officer|pm|pope|premier|president|prime|prince|princess|prof|professor|prosecutor|queen|rabbi|rep|\
    representative|republican|rev|secretary|sen|senator|sergeant|sgt|sheikh|sheriff|sir|speaker|spokesman|\
    spokesperson|spokeswoman|sultan|superintendent|treasurer|vice|vice-president|vp",
);

/// What offices are of: "Secretary of State Quill", "Minister for Foreign Affairs Quill".
static PORTFOLIOS: WordList = WordList::new(
    "affairs|commerce|defence|defense|education|energy|exchequer|finance|health|interior|justice|labor|security|state|\
     transport|transportation|treasury|war",
);

/// Titles after which a family name that two have is not taken to be that of the one whom the gazetteer knows: his wife's.
static WOMEN: WordList = WordList::new("miss|mrs|ms");

/// Words that sentences begin with and that are no names: conjunctions, prepositions, adverbs, pronouns, days, months.
static OPENERS: WordList = WordList::new(
    "\
    a|about|according|across|after|again|against|all|along|alongside|also|although|amid|among|an|and|another|any|apr|\
    april|are|around|as|asked|at|aug|august|because|before|behind|besides|between|beyond|both|but|by|can|could|\
    current|deadly|dec|december|despite|did|do|does|during|each|earlier|eight|even|every|feb|february|few|five|for|\
    former|four|fri|friday|from|given|had|has|have|he|her|here|his|historic|how|however|if|in|influential|inside|\
    instead|into|is|it|its|january|jul|july|jun|june|just|last|later|latest|let|like|longtime|many|march|may|maybe|\
    meanwhile|might|mon|monday|more|most|must|near|nearly|neither|nine|no|nobody|nor|not|nov|november|now|oct|october|\
    of|off|on|once|only|or|other|our|outside|over|per|perhaps|president-elect|sat|saturday|senior|sep|sept|september|\
    seven|several|she|should|since|six|so|some|still|such|sunday|ten|than|that|the|their|then|there|these|they|this|\
    those|though|three|through|throughout|thu|thur|thurs|thursday|to|today|top|toward|towards|tue|tues|tuesday|two|\
    under|unless|unlike|until|upon|veteran|via|was|we|wed|wednesday|were|what|when|where|whether|which|while|who|\
    whose|why|will|with|within|without|would|yesterday|yet|you",
);

/// What stands before a title where line ends were lost: "News Quill resigns".
static LABELS: WordList = WordList::new("breaking|exclusive|live|news|opinion|photo|video|watch");

/// Words that follow a family name in capitals without making another name of it.
pub(super) static FOLLOWERS: WordList = WordList::new(
    "\
    administration|cabinet|campaign|democrat|democrats|doctrine|era|government|jan|presidency|regime|republican|\
    republicans|white",
);

/// Answers for one article; asked in reading order it looks at each line once.
pub(super) struct Context<'t> {
    text: &'t str,
    regions: &'t [Span],
    found: &'t [Mention],
    small: SmallWords<'t>,
    line: Option<(Span, bool)>,
    /// Family names that somebody else has, too, and those of two parts that begin with one: "Quill-Ames".
    shared: HashSet<&'t str>,
}

impl<'t> Context<'t> {
    pub(super) fn new(text: &'t str, regions: &'t [Span], found: &'t [Mention]) -> Self {
        Self { text, regions, found, small: SmallWords::default(), line: None, shared: HashSet::new() }
    }

    /// Whether the family name at `span` is one by itself. `next_found` is the first mention after it.
    pub(super) fn allows(&mut self, region: Span, span: Span, next_found: usize) -> bool {
        let (line, capitalised) = self.line_at(region, span);
        let double = self.double(span);
        if double != span && self.shared.contains(double.of(self.text)) {
            return false;
        }
        if let Some(word) = word_before(self.text, Span::new(line.start(), span.start())) {
            let named = self.found[..next_found].last().is_some_and(|mention| mention.span.end() == word.end());
            let inside = capitalised && word.start() > line.start();
            let name = span.of(self.text);
            if !named && !inside && may_precede(word.of(self.text)) && !self.writes_small(word) {
                self.shared.insert(name);
                self.shared.insert(double.of(self.text));
                return false;
            }
            if self.shared.contains(name) && WOMEN.contains(word.of(self.text).trim_end_matches('.')) {
                return false;
            }
        }
        if let Some(word) = word_after(self.text, Span::new(span.end(), line.end())) {
            let named = self.found.get(next_found).is_some_and(|mention| mention.span.start() == word.start());
            let word = word.of(self.text);
            // "Sheikh Quill bin Osk"
            let son = matches!(word, "bin" | "bint" | "ibn") || word.starts_with("al-");
            if son || !named && !capitalised && may_follow(word, &FOLLOWERS) {
                return false;
            }
        }
        true
    }

    /// The family name at `span` with another that a hyphen joins to it.
    fn double(&self, span: Span) -> Span {
        let other = self.text[span.end()..].strip_prefix('-').filter(|rest| rest.starts_with(char::is_uppercase));
        let more = other.map_or(0, |rest| 1 + rest.find(|c| !is_word(c)).unwrap_or(rest.len()));
        Span::new(span.start(), span.end() + more)
    }

    /// Whether the family name at `span`, first in a full name, is that of somebody whom the article goes on to call by it:
    /// "spokesperson Quill Ben", not "his daughter, Quill Ben" or "the late Quill Ben".
    pub(super) fn is_namesake(&self, span: Span) -> bool {
        let before = self.text[..span.start()].trim_end_matches(blank).trim_end_matches(',');
        let word = before.rsplit(|c: char| !is_word(c)).next().unwrap_or_default();
        let given = word_after(self.text, Span::new(span.end(), self.text.len())).map_or("", |word| word.of(self.text));
        given.starts_with(char::is_uppercase)
            && !RELATIVES.contains(word)
            && !matches!(word, "founder" | "late" | "leader")
    }

    /// Whether the article writes the word without a capital, too.
    fn writes_small(&mut self, word: Span) -> bool {
        let text = self.text;
        self.small.hold(self.regions.iter().map(|region| region.of(text)), word.of(text))
    }

    /// The line around `span`, and whether most of its words are capitalised.
    fn line_at(&mut self, region: Span, span: Span) -> (Span, bool) {
        if let Some((line, capitalised)) = self.line
            && region.contains(line)
            && line.contains(span)
        {
            return (line, capitalised);
        }
        let shift = region.start();
        let here = Span::new(span.start() - shift, span.end() - shift);
        let line = line_around(region.of(self.text), here).shifted(shift);
        let capitalised = mostly_capitalised(line.of(self.text));
        self.line = Some((line, capitalised));
        (line, capitalised)
    }
}

/// Whether the word before a name looks like a part of it.
pub(super) fn may_precede(word: &str) -> bool {
    let possessive = ["'s", "’s", "s'", "s’"].iter().any(|end| word.ends_with(end));
    // "Ex-President", "Vice-President"
    let titled = word.split('-').any(|part| TITLES.contains(part.trim_end_matches('.')));
    !possessive && !titled && !PORTFOLIOS.contains(word) && !LABELS.contains(word) && looks_named(word)
}

/// Whether the word after a name looks like a part of it, none of `harmless`: also in "Quill Tower’s doors".
pub(super) fn may_follow(word: &str, harmless: &WordList) -> bool {
    let word = without_possessive(word);
    looks_named(word) && !harmless.contains(word.trim_end_matches('.'))
}

fn looks_named(word: &str) -> bool {
    // "Didn’t Quill leave?"
    let denial = word.ends_with("n’t") || word.ends_with("n't");
    word.starts_with(char::is_uppercase) && !denial && !OPENERS.contains(word.trim_end_matches('.'))
}

/// A word without its possessive ending.
pub(super) fn without_possessive(word: &str) -> &str {
    let stem = word.strip_suffix(['s', 'S']).unwrap_or(word);
    stem.strip_suffix(['\'', '’']).or_else(|| word.strip_suffix(['\'', '’'])).unwrap_or(word)
}

/// Whether at least three in four of the longer words of a line are capitalised, and hardly one that such headlines would
/// capitalise is not. Short ones often are not, even there ("Quill Warns of Delay in the North").
pub(super) fn mostly_capitalised(line: &str) -> bool {
    !is_plain_prose(line.as_bytes()) && mostly_capitalised_by_words(line)
}

fn mostly_capitalised_by_words(line: &str) -> bool {
    let (mut all, mut small, mut telling) = (0, 0, 0);
    let mut count = |word: &str, rest: usize| {
        all += 1;
        if word.starts_with(char::is_lowercase) {
            small += 1;
            telling += usize::from(!PREPOSITIONS.contains_small(word));
        }
        // A longer word and what parts it from the next are five bytes at least; most lines of prose are known soon.
        telling * 8 <= all + rest / 5
    };
    let open = runs(line.as_bytes(), 0..line.len(), Some(b'_'), 4).all(|Run { start, end, ascii }| {
        let (run, rest) = (&line[start..end], line.len() - start);
        match ascii {
            true => count(run, rest),
            // Beyond ASCII there are marks, too.
            false => run.split(|c| !is_word(c)).filter(|word| word.chars().nth(3).is_some()).all(|it| count(it, rest)),
        }
    });
    // "(Reporting by Jordan Ames; Editing by Mina Quill)"
    open && all >= 2 && small * 4 <= all && telling * 8 <= all && !line.starts_with('(') && !line.contains("ing by ")
}

/// Whether words of six small letters and more, none of which headlines leave small, are too many for one of capitalised
/// words, however many others there are: most lines are known by them without a look at any word.
fn is_plain_prose(line: &[u8]) -> bool {
    // Words may begin with these, which are no letters.
    if memchr(b'_', line).is_some() {
        return false;
    }
    let (mut all, mut telling) = (0, 0);
    for base in (0..line.len()).step_by(64) {
        let Classes { letters, capitals, digits, wide, .. } = classes(&block(line, base));
        let inside = letters | digits;
        // A word that the block before began counts as another one; of characters beyond ASCII any four bytes may be one.
        all += ((inside & !(inside << 1)).count_ones() + wide.count_ones() / 4 + 1) as usize;
        let small = letters & !capitals;
        let starts = small & !((inside | wide) << 1 | 1);
        telling += (1..6).fold(starts, |starts, by| starts & small >> by).count_ones() as usize;
        // A longer word and what parts it from the next are five bytes at least.
        if telling * 8 > all + line.len().saturating_sub(base + 64) / 5 {
            return true;
        }
    }
    false
}

/// Longer words that headlines in capitalised words leave small.
static PREPOSITIONS: WordList = WordList::new("after|amid|from|into|over|than|that|upon|when|with");

/// The word that ends right before `gap`'s end, with nothing but blanks between.
pub(super) fn word_before(text: &str, gap: Span) -> Option<Span> {
    let before = gap.of(text);
    let trimmed = before.trim_end_matches(blank);
    if trimmed.len() == before.len() {
        return None;
    }
    let plain = trimmed.bytes().rev().take(LONGEST).take_while(|byte| is_plain(*byte)).count();
    let start = match trimmed.as_bytes()[..trimmed.len() - plain].last() {
        Some(byte) if !byte.is_ascii() && plain < LONGEST => {
            let inside = trimmed.char_indices().rev().take(LONGEST).take_while(|&(_, c)| name_character(c));
            inside.last()?.0
        }
        _ => trimmed.len() - plain,
    };
    let word = trimmed[start..].trim_start_matches(|c| !is_word(c));
    let span = Span::new(gap.start() + trimmed.len() - word.len(), gap.start() + trimmed.len());
    // A full stop ends a sentence, except after a title or an initial: "Ada B. Quill", but "She wrote on X. Quill left."
    let title = |word: &str| TITLES.contains(word);
    match word.strip_suffix('.') {
        Some("X") => None,
        Some(stem) if !title(stem) && stem.chars().nth(1).is_some() && !are_initials(stem) => None,
        _ => (!word.is_empty()).then_some(span),
    }
}

/// Whether a word without its last full stop is two initials: "H.W", not "U.S" or "D.C", with which sentences end.
fn are_initials(stem: &str) -> bool {
    matches!(stem.as_bytes(), [first, b'.', second] if first.is_ascii_uppercase() && second.is_ascii_uppercase())
        && !stem.starts_with('U')
        && stem != "D.C"
}

/// The word that begins right after `gap`'s start, with nothing but blanks between.
pub(super) fn word_after(text: &str, gap: Span) -> Option<Span> {
    let after = gap.of(text);
    let trimmed = after.trim_start_matches(blank);
    if trimmed.len() == after.len() {
        return None;
    }
    let plain = trimmed.bytes().take(LONGEST).take_while(|byte| is_plain(*byte)).count();
    let end = match trimmed.as_bytes().get(plain) {
        Some(byte) if !byte.is_ascii() && plain < LONGEST => {
            let last = trimmed.char_indices().take(LONGEST).take_while(|&(_, c)| name_character(c)).last()?;
            last.0 + last.1.len_utf8()
        }
        _ => plain,
    };
    let start = gap.end() - trimmed.len();
    let word = trimmed[..end].trim_end_matches(|c| !is_word(c));
    (!word.is_empty()).then(|| Span::new(start, start + word.len()))
}

pub(super) fn blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}')
}

fn name_character(c: char) -> bool {
    is_word(c) || matches!(c, '.' | '\'' | '’' | '-')
}

/// The same of a byte of ASCII.
#[inline]
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'\'' | b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(text: &str) -> bool {
        let start = text.find("Quill").expect("the name stands in the text");
        let regions = [Span::new(0, text.len())];
        Context::new(text, &regions, &[]).allows(regions[0], Span::new(start, start + 5), 0)
    }

    #[test]
    fn lines_of_capitalised_words() {
        for line in [
            "Harbour Closes",
            "Quill Warns of Delay in the North",
            "Harbour Closes After Long Night",
            "ÖL Fällt Weiter",
        ] {
            assert!(mostly_capitalised(line), "{line}");
        }
        // One long word is too few; small words that headlines leave small, too, are too many; others tell at once.
        for line in [
            "Harbour",
            "",
            "of the",
            "When From Harbour over into than",
            "Harbour closes",
            "Harbour Closes after long Night",
        ] {
            assert!(!mostly_capitalised(line), "{line}");
        }
    }

    #[test]
    fn plain_prose_is_known_at_a_glance() {
        use proptest::prelude::*;
        assert!(is_plain_prose("Delegates waited outside another harbour while several others followed.".as_bytes()));
        proptest!(|(line in "([A-Z]?[a-z]{2,9}[ _’-]|é?[a-z]{1,8}—|[A-Zéж]{1,5}, ){0,60}")| {
            prop_assert!(!is_plain_prose(line.as_bytes()) || !mostly_capitalised_by_words(&line), "{}", line);
        });
    }

    #[test]
    fn alone() {
        for text in [
            "Quill said no.",
            "he told Quill that",
            "It ended. Quill left.",
            "Minister Quill said",
            "Mr. Quill said",
            "But Quill said",
            "Norway’s Quill said",
            "said Quill Tuesday.",
            "Quill-backed plans",
            "Reporting by others.\nQuill left",
            "Nordwire Asks Why Quill Left Early",
            "Delegates were tired. Delegate Quill was a delegate too",
        ] {
            assert!(allows(text), "{text}");
        }
    }

    #[test]
    fn part_of_another_name() {
        for text in [
            "his wife Berta Quill said",
            "B. Quill said",
            "at Quill Street they said",
            "Sheikh Quill bin Osk said",
            "the national team at Quill National Park said",
            "Berta Quill Opens New Bridge",
        ] {
            assert!(!allows(text), "{text}");
        }
    }
}
