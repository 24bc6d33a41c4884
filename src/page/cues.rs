//! Stock phrases: which of them a line begins with, ends with, is, or holds.
//!
//! All phrases of `src/data/cues.txt` stand in one automaton, so that looking costs the same however many there are.
//! What a line says is kept as a set of [`Cue`]s; the rules read the set and never search the text again.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::text::is_word;

static TABLE: &str = include_str!("../data/cues.txt");

macro_rules! cues {
    ($($variant:ident $name:literal)*) => {
        /// A class of stock phrases: one section of the table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub(super) enum Cue { $($variant,)* }

        impl Cue {
            fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

cues! {
    Separator "separator"
    RelatedHeader "related-header"
    RelatedLead "related-lead"
    ClickHere "click-here"
    UiText "ui-text"
    Consent "consent"
    Newsletter "newsletter"
    NewsletterLead "newsletter-lead"
    NewsletterWord "newsletter-word"
    Advert "advert"
    SocialLead "social-lead"
    SocialSite "social-site"
    Comment "comment"
    Navigation "navigation"
    SourceCredit "source-credit"
    SourceVia "source-via"
    Copyright "copyright"
    PhotoCredit "photo-credit"
    CreditTail "credit-tail"
    Caption "caption"
    Correction "correction"
    Byline "byline"
    Paywall "paywall"
    MachineLearning "machine-learning"
}

/// A set of [`Cue`]s.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cues(u32);

impl Cues {
    pub(super) fn has(self, cue: Cue) -> bool {
        self.0 >> cue as u8 & 1 == 1
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many classes are in the set.
    pub(super) fn count(self) -> u32 {
        self.0.count_ones()
    }

    fn add(&mut self, cue: Cue) {
        self.0 |= 1 << cue as u8;
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Anchor {
    Whole,
    Start,
    End,
    Anywhere,
}

struct Phrases {
    automaton: AhoCorasick,
    entries: Vec<(Anchor, Cue)>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let (patterns, entries): (Vec<String>, Vec<(Anchor, Cue)>) = table()
        .flat_map(|(anchor, cue, phrase)| spellings(phrase).into_iter().map(move |spelling| (spelling, (anchor, cue))))
        .unzip();
    let automaton = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::Standard)
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .build(patterns)
        .expect("a table of some thousand short phrases is far below the automaton's limits");
    Phrases { automaton, entries }
});

/// The rows of the table; the tests see to it that every line of it is one.
fn table() -> impl Iterator<Item = (Anchor, Cue, &'static str)> {
    let mut section = None;
    TABLE.lines().filter_map(move |line| {
        if let Some(name) = line.strip_prefix('[') {
            section = Cue::named(name.trim_end_matches(']'));
            return None;
        }
        let anchor = match line.as_bytes().first()? {
            b'=' => Anchor::Whole,
            b'^' => Anchor::Start,
            b'$' => Anchor::End,
            b'~' => Anchor::Anywhere,
            _ => return None,
        };
        Some((anchor, section?, line[1..].trim()))
    })
}

/// A phrase with its quotes straight and curly.
fn spellings(phrase: &str) -> Vec<String> {
    let mut all = vec![phrase.to_owned()];
    if phrase.contains('\'') {
        all.push(phrase.replace('\'', "’"));
    }
    if phrase.contains('"') {
        all.push(phrase.replace('"', "“"));
    }
    all
}

/// Lines longer than this are prose; of them only both ends are searched, which is where credits and calls stand.
const LONG: usize = 600;
const HEAD: usize = 160;
const TAIL: usize = 240;

/// What the line `text` says; `core` is the part of it without bullets and closing marks.
pub(super) fn of_line(text: &str, core: (usize, usize)) -> Cues {
    let mut cues = Cues::default();
    if text.len() <= LONG {
        search(text, text.as_bytes(), 0, core, &mut cues);
    } else {
        search(text, &text.as_bytes()[..HEAD], 0, core, &mut cues);
        search(text, &text.as_bytes()[text.len() - TAIL..], text.len() - TAIL, core, &mut cues);
    }
    cues
}

fn search(text: &str, window: &[u8], offset: usize, core: (usize, usize), cues: &mut Cues) {
    for (anchor, cue, start, end) in hits(text, window, offset) {
        let fits = match anchor {
            Anchor::Whole => start <= core.0 && end >= core.1,
            Anchor::Start => start <= core.0,
            Anchor::End => end >= core.1,
            Anchor::Anywhere => true,
        };
        if fits {
            cues.add(cue);
        }
    }
}

/// Where a phrase of the class begins (last such place) and where one ends (furthest such place), whatever its anchor.
pub(super) fn find(text: &str, cue: Cue) -> Option<(usize, usize)> {
    let mut found: Option<(usize, usize)> = None;
    for (_, kind, start, end) in hits(text, text.as_bytes(), 0) {
        if kind == cue {
            found = Some(found.map_or((start, end), |(s, e)| (s.min(start), e.max(end))));
        }
    }
    found
}

/// Where the longest phrase of the class that the text begins with ends.
pub(super) fn lead(text: &str, cue: Cue) -> Option<usize> {
    let window = &text.as_bytes()[..text.len().min(HEAD)];
    hits(text, window, 0).filter(|hit| hit.1 == cue && hit.2 == 0).map(|hit| hit.3).max()
}

/// How many phrases that fill whole lines stand side by side in the text, and how many bytes they cover.
pub(super) fn covered(text: &str, wanted: impl Fn(Cue) -> bool) -> (usize, usize) {
    let mut found: Vec<(usize, usize)> = hits(text, text.as_bytes(), 0)
        .filter(|(anchor, cue, ..)| *anchor == Anchor::Whole && wanted(*cue))
        .map(|(_, _, start, end)| (start, end))
        .collect();
    // The longest of those that begin at one place wins; what it covers is passed over.
    found.sort_unstable_by_key(|&(start, end)| (start, std::cmp::Reverse(end)));
    let (mut names, mut bytes, mut reached) = (0, 0, 0);
    for (start, end) in found {
        if start >= reached {
            names += 1;
            bytes += end - start;
            reached = end;
        }
    }
    (names, bytes)
}

/// All phrases in the window that begin and end where words do.
fn hits<'t>(text: &'t str, window: &'t [u8], offset: usize) -> impl Iterator<Item = (Anchor, Cue, usize, usize)> + 't {
    PHRASES.automaton.find_overlapping_iter(window).filter_map(move |hit| {
        let (start, end) = (hit.start() + offset, hit.end() + offset);
        let (before, after) = (text.get(..start)?, text.get(end..)?);
        let inside = &text[start..end];
        let glued = |outer: Option<char>, inner: Option<char>| outer.is_some_and(is_word) && inner.is_some_and(is_word);
        if glued(before.chars().next_back(), inside.chars().next())
            || glued(after.chars().next(), inside.chars().next_back())
        {
            return None;
        }
        let (anchor, cue) = PHRASES.entries[hit.pattern().as_usize()];
        Some((anchor, cue, start, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cues(line: &str) -> Cues {
        of_line(line, (0, line.len()))
    }

    #[test]
    fn every_line_of_the_table_is_understood() {
        let rows = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '[']));
        assert_eq!(rows.count(), table().count());
        for name in TABLE.lines().filter_map(|line| line.strip_prefix('[')) {
            assert!(Cue::named(name.trim_end_matches(']')).is_some(), "{name}");
        }
        for (_, _, phrase) in table() {
            assert_eq!(phrase, phrase.to_lowercase());
            assert!(!phrase.contains(['’', '“', '”']), "{phrase}");
        }
    }

    #[test]
    fn anchors() {
        assert!(cues("Source link").has(Cue::Separator));
        assert!(!cues("Source link here").has(Cue::Separator));
        assert!(cues("DON’T MISS").has(Cue::RelatedHeader));
        assert!(cues("Reporting by A. Person").has(Cue::SourceCredit));
        assert!(!cues("The reporting by A. Person").has(Cue::SourceCredit));
        assert!(!cues("Bypass").has(Cue::Byline));
        assert_eq!(lead("Also see: this", Cue::RelatedLead), Some(8));
    }
}
