//! Stock phrases: which of them a line begins with, ends with, is, or holds.
//!
//! All phrases of `src/data/cues.txt` stand in one tree, so that looking costs the same however many there are.
//! What a line says is kept as a set of [`Cue`]s; the rules read the set and never search the text again.

use std::ops::Range;
use std::sync::LazyLock;

use super::line::ones;
use crate::text::hash::{SEED, mix, packed};
use crate::text::remarks::without_remarks;
use crate::text::{Classes, block, classes, is_word};

static TABLE: &str = without_remarks!(include_str!("../data/cues.txt"));

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
    Appeal "appeal"
    Contact "contact"
}

/// A set of [`Cue`]s.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cues(u32);

impl Cues {
    pub(super) const fn of(cues: &[Cue]) -> Self {
        let (mut set, mut at) = (0, 0);
        while at < cues.len() {
            set |= 1 << cues[at] as u8;
            at += 1;
        }
        Self(set)
    }

    /// Calls `each` with the number of each class in the set, below 32.
    pub(super) fn each(self, each: impl FnMut(usize)) {
        ones(self.0.into()).for_each(each);
    }

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

    pub(super) fn add(&mut self, cue: Cue) {
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

/// All phrases as a tree of their beginnings. A *token* is a run of letters and digits, or any other byte by itself.
///
/// Everything here is small, for every line of a page looks into it at places that nothing foretells.
struct Phrases {
    beginnings: Beginnings,
    all: Vec<Phrase>,
    /// What the phrases say, one behind another.
    texts: String,
    /// How all of them begin.
    openings: Openings,
    /// How those begin that may stand behind a line's start.
    behind: Openings,
    /// How those begin that fill whole lines.
    whole: Openings,
}

/// One use of a phrase.
struct Phrase {
    /// Where it stands in the texts.
    start: u32,
    length: u16,
    /// Another use of the same phrase, or [`UNFINISHED`].
    also: u16,
    anchor: Anchor,
    cue: Cue,
}

/// No place of a phrase.
const UNFINISHED: u16 = u16::MAX;

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases {
        beginnings: Beginnings { slots: vec![0; 1 << Beginnings::BITS] },
        all: Vec::new(),
        texts: String::new(),
        openings: Openings::default(),
        behind: Openings::default(),
        whole: Openings::default(),
    };
    for (anchor, cue, phrase) in table() {
        for spelling in spellings(phrase) {
            phrases.insert(&spelling, anchor, cue);
        }
    }
    phrases
});

impl Phrases {
    fn insert(&mut self, phrase: &str, anchor: Anchor, cue: Cue) {
        let (mut key, mut end) = (SEED, 0);
        while end < phrase.len() {
            (key, end) = token(phrase.as_bytes(), end, key);
            if !is_passed(phrase.as_bytes(), end) {
                self.beginnings.slot(key, UNFINISHED);
            }
        }
        let (start, place) = (self.texts.len() as u32, self.all.len() as u16);
        let slot = self.beginnings.slot(key, UNFINISHED);
        let also = place_of(*slot);
        *slot = *slot & !u64::from(u16::MAX) | u64::from(place);
        self.all.push(Phrase { start, length: phrase.len() as u16, also, anchor, cue });
        self.texts.push_str(phrase);
        self.openings.insert(phrase.as_bytes());
        if matches!(anchor, Anchor::End | Anchor::Anywhere) {
            self.behind.insert(phrase.as_bytes());
        }
        if anchor == Anchor::Whole {
            self.whole.insert(phrase.as_bytes());
        }
    }

    /// The phrases that begin at `start` and end at `limit` at the latest, both where words do.
    fn at<'p>(&'p self, text: &'p str, start: usize, limit: usize) -> Found<'p> {
        let opens = start < limit && self.openings.opens(&text.as_bytes()[start..]);
        self.opened(text, start, if opens { limit } else { start })
    }

    /// The same where it is known that one may open there.
    fn opened<'p>(&'p self, text: &'p str, start: usize, limit: usize) -> Found<'p> {
        let limit = if start < limit && begins_token(text, start) { limit } else { start };
        Found { phrases: self, text, start, limit, key: SEED, end: start }
    }
}

/// Each beginning of a phrase that ends where a token does, blanks aside, by the number of its text, ASCII case aside: the
/// number, and in its last sixteen bits the place of the phrase, [`UNFINISHED`] where it is none; 0 where free.
struct Beginnings {
    slots: Vec<u64>,
}

impl Beginnings {
    /// The tests see to it that half of so many are free.
    const BITS: u32 = 14;

    fn find(&self, key: u64) -> (usize, bool) {
        // Of the bits of a number made by `mix` these depend on all that was mixed.
        let mut at = (key >> (23 - Self::BITS)) as usize % (1 << Self::BITS);
        loop {
            let slot = self.slots[at];
            if slot == 0 || (slot ^ key) >> 16 == 0 {
                return (at, slot != 0);
            }
            at = (at + 1) % (1 << Self::BITS);
        }
    }

    fn get(&self, key: u64) -> Option<u16> {
        let (at, known) = self.find(key);
        known.then(|| place_of(self.slots[at]))
    }

    /// The slot of a beginning, a new one with that place.
    fn slot(&mut self, key: u64, place: u16) -> &mut u64 {
        let (at, known) = self.find(key);
        let slot = &mut self.slots[at];
        if !known {
            *slot = key & !u64::from(u16::MAX) | u64::from(place);
        }
        slot
    }
}

fn place_of(slot: u64) -> u16 {
    slot as u16
}

/// Whether what was read up to `end` is not looked up: behind a blank a phrase goes on or there is none.
fn is_passed(bytes: &[u8], end: usize) -> bool {
    bytes[end - 1] == b' '
}

/// Iterator over the phrases that may begin at a byte, shorter ones first; made by [`Phrases::at`].
struct Found<'p> {
    phrases: &'p Phrases,
    text: &'p str,
    start: usize,
    limit: usize,
    /// The number of all up to `end`.
    key: u64,
    end: usize,
}

/// A phrase that a part of the text is by its number.
struct Hit<'p> {
    phrases: &'p Phrases,
    text: &'p str,
    start: usize,
    end: usize,
    place: u16,
}

impl<'p> Iterator for Found<'p> {
    type Item = Hit<'p>;

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        while self.end < self.limit {
            (self.key, self.end) = token(bytes, self.end, self.key);
            if is_passed(bytes, self.end) {
                continue;
            }
            let known = if self.end <= self.limit { self.phrases.beginnings.get(self.key) } else { None };
            let Some(place) = known else {
                self.end = self.limit;
                return None;
            };
            if place != UNFINISHED {
                return Some(Hit { phrases: self.phrases, text: self.text, start: self.start, end: self.end, place });
            }
        }
        None
    }
}

impl<'p> Hit<'p> {
    fn uses(&self) -> impl Iterator<Item = &'p Phrase> {
        let all = &self.phrases.all;
        std::iter::successors(all.get(usize::from(self.place)), |one| all.get(usize::from(one.also)))
    }

    /// Whether the phrase stands there indeed: asked last, for most are not wanted.
    fn stands(&self) -> bool {
        self.uses().next().is_some_and(|phrase| {
            let text = &self.phrases.texts[phrase.start as usize..][..usize::from(phrase.length)];
            self.text.as_bytes()[self.start..self.end].eq_ignore_ascii_case(text.as_bytes())
                && begins_token(self.text, self.end)
        })
    }
}

/// Where the token that begins at `start` ends, and the number of all that was read with it.
#[inline]
fn token(bytes: &[u8], start: usize, key: u64) -> (u64, usize) {
    let end = plain_word(bytes, start);
    if end == start {
        return (mix(key, bytes[start].into()), start + 1);
    }
    // The bit makes small letters of capital ones and leaves digits alone.
    const SMALL: u64 = 0x2020_2020_2020_2020;
    let (mut key, mut from) = (key, start);
    while from < end {
        let length = (end - from).min(8);
        key = mix(key, packed(bytes, from, length) | SMALL >> (64 - 8 * length));
        from += length;
    }
    (key, end)
}

fn token_end(bytes: &[u8], start: usize) -> usize {
    plain_word(bytes, start).max(start + 1)
}

/// Where the letters and digits of ASCII end that begin at `start`.
#[inline]
pub(super) fn plain_word(bytes: &[u8], start: usize) -> usize {
    static PLAIN: [bool; 256] = {
        let mut plain = [false; 256];
        let mut byte = 0_u8;
        while byte < 128 {
            plain[byte as usize] = byte.is_ascii_alphanumeric();
            byte += 1;
        }
        plain
    };
    let rest = &bytes[start..];
    start + rest.iter().position(|byte| !PLAIN[usize::from(*byte)]).unwrap_or(rest.len())
}

/// Whether no word stands on both sides of byte `at`.
fn begins_token(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let (Some(&before), Some(&after)) = (at.checked_sub(1).and_then(|last| bytes.get(last)), bytes.get(at)) else {
        return true;
    };
    if before.is_ascii() && after.is_ascii() {
        return !(is_word(before.into()) && is_word(after.into()));
    }
    let Some((before, after)) = text.split_at_checked(at) else { return false };
    !(after.starts_with(is_word) && before.ends_with(is_word))
}

/// How phrases begin, ASCII case aside; may say yes to what none begins with.
///
/// Looking whether one begins at a byte takes a handful of instructions, however many phrases there are.
#[derive(Default)]
struct Openings {
    /// The first four bytes of every phrase that has so many.
    all: Bits,
    /// The first four bytes of those of fewer than eight.
    short: Bits,
    /// The first eight bytes of the others, for small words stand at the start of many.
    long: Bits,
    /// The first two bytes of those of fewer than four.
    tiny: Bits,
}

impl Openings {
    fn insert(&mut self, phrase: &[u8]) {
        match (phrase.first_chunk::<4>(), phrase.first_chunk::<8>(), phrase) {
            (Some(four), Some(eight), _) => {
                self.all.insert(of_four(*four));
                self.long.insert(of_eight(*eight));
            }
            (Some(four), None, _) => {
                self.all.insert(of_four(*four));
                self.short.insert(of_four(*four));
            }
            (None, _, [one, two, ..]) => self.tiny.insert(of_two(*one, *two)),
            // One letter could go on with anything.
            (None, _, [one]) => (0..=u8::MAX).for_each(|two| self.tiny.insert(of_two(*one, two))),
            (None, _, []) => {}
        }
    }

    /// Calls `look` with the places in the window, from `first` on, at which a phrase of at least four bytes may begin.
    fn find(&self, window: &[u8], starts: &Starts, first: usize, mut look: impl FnMut(usize)) {
        for (nth, &starts) in starts.0.iter().enumerate().take(window.len().div_ceil(64)) {
            let base = 64 * nth;
            let passed = first.saturating_sub(base);
            for bit in ones(if passed < 64 { starts & u64::MAX << passed } else { 0 }) {
                let Some(rest) = window.get(base + bit..) else { return };
                if self.opens_long(rest) {
                    look(base + bit);
                }
            }
        }
    }

    /// Whether a phrase may begin the text.
    fn opens(&self, text: &[u8]) -> bool {
        let [one, two, _, _, ..] = text else { return true };
        self.opens_long(text) || self.tiny.holds(of_two(*one, *two))
    }

    /// Whether a phrase of at least four bytes may begin the text.
    #[inline]
    fn opens_long(&self, text: &[u8]) -> bool {
        let Some(four) = text.first_chunk().map(|four| of_four(*four)) else { return false };
        self.all.holds(four)
            && (self.short.holds(four) || text.first_chunk().is_some_and(|eight| self.long.holds(of_eight(*eight))))
    }
}

/// A number for two bytes.
fn of_two(one: u8, two: u8) -> u32 {
    of_four([one, two, 0, 0])
}

/// A number for four bytes. Setting one bit in each makes small letters of capital ones.
fn of_four(four: [u8; 4]) -> u32 {
    (u32::from_le_bytes(four) | 0x2020_2020).wrapping_mul(0x9e37_79b1)
}

/// The same for eight.
fn of_eight(eight: [u8; 8]) -> u32 {
    ((u64::from_le_bytes(eight) | 0x2020_2020_2020_2020).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

/// A set of well mixed numbers of which only the upper bits are kept.
struct Bits([u64; 1 << (Self::KEPT - 6)]);

impl Default for Bits {
    fn default() -> Self {
        Self([0; 1 << (Self::KEPT - 6)])
    }
}

impl Bits {
    const KEPT: u32 = 13;

    fn insert(&mut self, number: u32) {
        let bit = number >> (32 - Self::KEPT);
        self.0[(bit >> 6) as usize] |= 1 << (bit & 63);
    }

    fn holds(&self, number: u32) -> bool {
        let bit = number >> (32 - Self::KEPT);
        self.0[(bit >> 6) as usize] >> (bit & 63) & 1 == 1
    }
}

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
const LONG: usize = 320;
const HEAD: usize = 100;
const TAIL: usize = 200;

/// Where tokens of a text no longer than [`LONG`] begin that are no blanks, a bit a byte.
#[derive(Debug, Default)]
pub(super) struct Starts([u64; LONG / 64]);

impl Starts {
    /// Takes in the next block, of number `nth`; nothing where that is beyond what is searched.
    pub(super) fn add(&mut self, nth: usize, all: &Classes, inside: &mut u64) {
        let words = all.letters | all.digits;
        if let Some(starts) = self.0.get_mut(nth) {
            // No phrase begins with a blank, or within a word.
            *starts = !all.gaps & !(words & (words << 1 | *inside));
        }
        *inside = words >> 63;
    }

    /// Those of a window of so many bytes, of which `classes` gives those of the sixty-four from a place on.
    fn of(length: usize, classes: impl Fn(usize) -> Classes) -> Self {
        let (mut starts, mut inside) = (Self::default(), 0);
        for nth in 0..length.div_ceil(64) {
            starts.add(nth, &classes(64 * nth), &mut inside);
        }
        starts
    }
}

/// What the line `text` says; `core` is the part of it without bullets and closing marks.
pub(super) fn of_line(text: &str, core: (usize, usize)) -> Cues {
    let classes = |start| classes(&block(text.as_bytes(), start));
    of_measured(text, core, &Starts::of(text.len().min(LONG), classes), classes)
}

/// The same of a line whose `starts` are known, and the classes of the sixty-four bytes from a place on.
pub(super) fn of_measured(
    text: &str,
    core: (usize, usize),
    starts: &Starts,
    classes: impl Fn(usize) -> Classes,
) -> Cues {
    let mut cues = Cues::default();
    if text.len() <= LONG {
        search(text, 0..text.len(), core, starts, &mut cues);
    } else {
        let tail = text.len() - TAIL;
        search(text, 0..HEAD, core, starts, &mut cues);
        search(text, tail..text.len(), core, &Starts::of(TAIL, |start| classes(tail + start)), &mut cues);
    }
    cues
}

fn search(text: &str, window: Range<usize>, core: (usize, usize), starts: &Starts, cues: &mut Cues) {
    let phrases = &*PHRASES;
    let mut look = |found: Found<'_>| {
        let start = found.start;
        for hit in found {
            for &Phrase { anchor, cue, .. } in hit.uses() {
                let fits = match anchor {
                    Anchor::Whole => start <= core.0 && hit.end >= core.1,
                    Anchor::Start => start <= core.0,
                    Anchor::End => hit.end >= core.1,
                    Anchor::Anywhere => true,
                };
                if fits && hit.stands() {
                    cues.add(cue);
                }
            }
        }
    };
    // Most phrases begin a line; those that may stand behind its start are few, and known by how they open.
    let behind = window.end.min(core.0 + 1).max(window.start);
    (window.start..behind).for_each(|start| look(phrases.at(text, start, window.end)));
    let first = behind - window.start;
    let window_text = &text.as_bytes()[window.clone()];
    phrases.behind.find(window_text, starts, first, |at| look(phrases.opened(text, window.start + at, window.end)));
}

/// Where a phrase of the class begins (first such place) and where one ends (furthest such place), whatever its anchor.
pub(super) fn find(text: &str, cue: Cue) -> Option<(usize, usize)> {
    let mut found: Option<(usize, usize)> = None;
    for start in 0..text.len() {
        for hit in PHRASES.at(text, start, text.len()) {
            if hit.uses().any(|one| one.cue == cue) && hit.stands() {
                found = Some(found.map_or((start, hit.end), |(s, e)| (s.min(start), e.max(hit.end))));
            }
        }
    }
    found
}

/// Where the longest phrase of the class that the text begins with ends.
pub(super) fn lead(text: &str, cue: Cue) -> Option<usize> {
    let found = PHRASES.at(text, 0, text.len().min(HEAD));
    found.filter(|hit| hit.uses().any(|one| one.cue == cue) && hit.stands()).map(|hit| hit.end).last()
}

/// How many phrases that fill whole lines stand side by side in the text, if they cover all of it but `others` bytes.
pub(super) fn covering(text: &str, others: usize, wanted: impl Fn(Cue) -> bool) -> Option<usize> {
    let fits = |hit: &Hit<'_>| hit.uses().any(|one| one.anchor == Anchor::Whole && wanted(one.cue)) && hit.stands();
    let (mut names, mut missed, mut at) = (0, 0, 0);
    while at < text.len() {
        if text.as_bytes()[at] == b' ' {
            // No phrase begins here.
            missed += 1;
            at += 1;
            continue;
        }
        // The longest of those that begin at one place wins; what it covers is passed over.
        let found = PHRASES.whole.opens(&text.as_bytes()[at..]).then(|| PHRASES.at(text, at, text.len()));
        match found.and_then(|found| found.filter(|hit| fits(hit)).last()) {
            Some(hit) => {
                names += 1;
                at = hit.end;
            }
            None => {
                let end = token_end(text.as_bytes(), at);
                missed += end - at;
                at = end;
            }
        }
        if missed > others {
            return None;
        }
    }
    (missed <= others).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cues(line: &str) -> Cues {
        of_line(line, (0, line.len()))
    }

    #[test]
    fn every_line_of_the_table_is_understood() {
        let rows = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('['));
        assert_eq!(rows.count(), table().count());
        for name in TABLE.lines().filter_map(|line| line.strip_prefix('[')) {
            assert!(Cue::named(name.trim_end_matches(']')).is_some(), "{name}");
        }
        for (anchor, _, phrase) in table() {
            assert_eq!(phrase, phrase.to_ascii_lowercase());
            assert!(!phrase.contains(['’', '“', '”']), "{phrase}");
            assert!(phrase.len() >= 4 || matches!(anchor, Anchor::Whole | Anchor::Start), "{phrase}");
        }
        let slots = &PHRASES.beginnings.slots;
        assert!(2 * slots.iter().filter(|slot| **slot != 0).count() < slots.len());
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
