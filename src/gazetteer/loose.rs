//! Aliases that need not be whole words: those of scripts without spaces, and those with `*` for the rest of a word, or for
//! a word.
//!
//! An Aho-Corasick automaton finds all of them, up to their first star, in the text folded to lower case; the pieces after
//! it, and what an alias demands of case, spelling and edges, are then asked of the place itself. The automaton is made at
//! the first search.

use aho_corasick::Input;
use aho_corasick::automaton::Automaton;
use aho_corasick::nfa::noncontiguous::NFA;
use memchr::memmem;

use super::Inner;
use super::capitals::Capitals;
use super::fold::Folded;
use super::kinds::{CaseMode, Matching, Spelling};
use super::scan::{Found, Hit};
use crate::text::{is_blank, is_word};

#[derive(Debug)]
pub(super) struct Loose {
    /// `None` if the automaton would be too large, which a gazetteer's two gigabytes keep it from.
    automaton: Option<NFA>,
    patterns: Vec<Pattern>,
}

#[derive(Debug)]
struct Pattern {
    alias: u32,
    matching: Matching,
    /// What stands before, between and after stars, and is not empty: the first of these is what is sought.
    pieces: Vec<Piece>,
    /// Whether a star stands before the first piece, and after the last.
    open: (bool, bool),
    case: CaseMode,
    spelling: Spelling,
}

#[derive(Debug)]
struct Piece {
    surface: String,
    folded: String,
}

/// Stands for a star while an alias is folded: a letter, so that a dash beside it joins words as it would in a text, and
/// one that no name has.
const STAR: char = '\u{a66e}';

/// Most bytes that a star inside an alias stands for, so that no text can make one look far again and again.
const MOST: usize = 128;

/// Whether an alias can be sought.
///
/// # Errors
/// A glob without anything beside stars, or that begins with several words of them.
pub(super) fn check(alias: &str, matching: Matching) -> Result<(), String> {
    if matching == Matching::Glob && alias.trim().split('*').find(|piece| !piece.is_empty()).is_none_or(is_blank) {
        return Err(format!("{alias:?} is no glob that can be matched: all words, or the first two, are only a *"));
    }
    Ok(())
}

impl Loose {
    pub(super) fn new(inner: &Inner) -> Self {
        let mut patterns = Vec::new();
        for &alias in inner.loose.aliases.iter() {
            let (Some(matching), Some(record)) =
                (inner.loose.get(alias).and_then(|name| name.parse().ok()), inner.pool.surface(alias))
            else {
                continue;
            };
            let given = std::str::from_utf8(record.text).unwrap_or_default().trim();
            let star = if matching == Matching::Glob { '*' } else { STAR };
            let starred = given.replace(star, STAR.encode_utf8(&mut [0; 4]));
            let folded = Folded::new(&starred, true);
            let pieces = given.split(star).zip(folded.text().split(STAR)).filter(|piece| !piece.1.is_empty());
            let pieces: Vec<Piece> = pieces
                .map(|(surface, folded)| Piece { surface: surface.to_owned(), folded: folded.to_owned() })
                .collect();
            if !pieces.is_empty() {
                patterns.push(Pattern {
                    alias,
                    matching,
                    pieces,
                    open: (given.starts_with(star), given.ends_with(star)),
                    case: record.traits().case,
                    spelling: record.traits().spelling,
                });
            }
        }
        Self { automaton: NFA::new(patterns.iter().map(|pattern| &pattern.pieces[0].folded)).ok(), patterns }
    }

    /// Every match in the text, leftmost first, of those the longest first, then in the order added. Linear in the text
    /// and in the number of matches.
    pub(super) fn hits(&self, text: &str) -> Vec<Hit> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let folded = Folded::new(text, true);
        let mut place = Place { text, folded: &folded, capitals: Capitals::default(), word: (0, 0) };
        let mut hits = Vec::new();
        // Only automata made for anchored searches alone refuse this one.
        let Ok(found) = automaton.try_find_overlapping_iter(Input::new(folded.text())) else { return Vec::new() };
        for found in found {
            let pattern = &self.patterns[found.pattern().as_usize()];
            if let Some((start, end)) = pattern.range(&mut place, found.start(), found.end())
                && start < end
            {
                // By start, the longest first, then in the order of aliases.
                hits.push((start as u64, u64::from(!((end - start) as u32)) << 32 | u64::from(pattern.alias)));
            }
        }
        hits.sort_unstable();
        hits.dedup();
        let hit = |(start, rest): (u64, u64)| {
            let start = start as usize;
            Hit { start, end: start + !((rest >> 32) as u32) as usize, found: Found::alias_alone(rest as u32) }
        };
        hits.into_iter().map(hit).collect()
    }
}

impl Pattern {
    /// The range of the raw text that the pattern takes where its first piece stands at `start..end` of the folded one.
    fn range(&self, place: &mut Place<'_>, start: usize, end: usize) -> Option<(usize, usize)> {
        let (first, others) = self.pieces.split_first()?;
        if !self.accepts(place, first, start, end) {
            return None;
        }
        if self.matching == Matching::Substring {
            return Some(place.folded.range_to_raw(place.text, start, end));
        }
        let from = if self.open.0 { place.word_at(start).0 } else { start };
        if self.open.0 && from == start && !place.is_word(start) {
            return None;
        }
        let mut to = end;
        for (nth, piece) in others.iter().enumerate() {
            let last = nth + 1 == others.len() && !self.open.1;
            let at = place.find(to, &piece.folded, last)?;
            to = at + piece.folded.len();
            if !self.accepts(place, piece, at, to) {
                return None;
            }
        }
        if self.open.1 {
            let rest = place.word_at(to).1;
            if rest == to && !place.is_word_before(to) {
                return None;
            }
            to = rest;
        }
        (place.is_boundary(from) && place.is_boundary(to)).then(|| place.folded.range_to_raw(place.text, from, to))
    }

    /// Whether the raw text where a piece stands is what the alias demands.
    fn accepts(&self, place: &mut Place<'_>, piece: &Piece, start: usize, end: usize) -> bool {
        let text = place.text;
        let (start, end) = place.folded.range_to_raw(text, start, end);
        let Some(raw) = text.get(start..end).filter(|raw| !raw.is_empty()) else { return false };
        let same = |a: &str, b: &str| match self.spelling {
            Spelling::Exact => a == b,
            Spelling::Variants => Folded::new(a, false).text() == Folded::new(b, false).text(),
        };
        let surface = &piece.surface;
        match self.case {
            CaseMode::Ignore => {
                self.spelling == Spelling::Variants || same(&raw.to_lowercase(), &surface.to_lowercase())
            }
            CaseMode::Exact => same(raw, surface),
            CaseMode::Smart => {
                same(raw, surface)
                    || (same(raw, &surface.to_uppercase()) && place.capitals.hold(text, start, start + raw.len()))
            }
        }
    }
}

/// A text, its folded form in lower case, and what was looked at last.
struct Place<'t> {
    text: &'t str,
    folded: &'t Folded,
    capitals: Capitals,
    /// Matches come by their end, so the words that they begin and end in are mostly this one.
    word: (usize, usize),
}

impl Place<'_> {
    /// The run of word characters that reaches to `at` of the folded text, or begins there, or both: empty where none.
    fn word_at(&mut self, at: usize) -> (usize, usize) {
        if !(self.word.0 <= at && at <= self.word.1 && self.word.0 < self.word.1) {
            let (before, after) = self.folded.text().split_at(at);
            let to = self.folded.text().len() - after.trim_start_matches(is_word).len();
            self.word = (before.trim_end_matches(is_word).len(), to);
        }
        self.word
    }

    fn is_word(&self, at: usize) -> bool {
        self.folded.text()[at..].starts_with(is_word)
    }

    fn is_word_before(&self, at: usize) -> bool {
        self.folded.text()[..at].ends_with(is_word)
    }

    fn is_boundary(&self, at: usize) -> bool {
        !(self.is_word_before(at) && self.is_word(at))
    }

    /// Where `piece` stands after a star at `from`. In a word the first place is as good as any; but what reaches past the
    /// word, or is the `last` and so has to end it, has one place only.
    fn find(&mut self, from: usize, piece: &str, last: bool) -> Option<usize> {
        let text = self.folded.text();
        let end = self.word_at(from).1.max(from);
        let lead = piece.len() - piece.trim_start_matches(is_word).len();
        let at = if lead < piece.len() || last {
            end.checked_sub(lead).filter(|&at| at >= from && text.as_bytes()[at..].starts_with(piece.as_bytes()))?
        } else {
            from + memmem::find(&text.as_bytes()[from..end.min(from + MOST)], piece.as_bytes())?
        };
        // A star that is a word by itself stands for one.
        let alone = !self.is_word_before(from) && lead == 0;
        (at <= from + MOST && !(alone && at == from)).then_some(at)
    }
}
