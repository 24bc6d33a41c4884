//! Stock phrases: which of them a line begins with, ends with, is, or holds.
//!
//! What a line says is kept as a set of [`Cue`]s; the rules read the set and never search the text again.

use std::ops::Range;

use super::line::ones;
use super::phrases::{Anchor, Found, Hit, PHRASES, Phrase, token_end};
use crate::text::{Classes, block, classes};

macro_rules! cues {
    ($($variant:ident $name:literal)*) => {
        /// A class of stock phrases: one section of the table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub(super) enum Cue { $($variant,)* }

        impl Cue {
            pub(super) fn named(name: &str) -> Option<Self> {
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
            // None of these phrases begins with a blank, a digit or beyond ASCII, or within a word.
            *starts = !(all.gaps | all.digits | all.wide) & !(all.letters & (words << 1 | *inside));
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
    phrases.behind.find(window_text, &starts.0, first, |at| look(phrases.opened(text, window.start + at, window.end)));
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
