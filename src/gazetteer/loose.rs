//! Aliases that need not be whole words: those of scripts without spaces, and those with `*` for the rest of a word.
//!
//! An Aho-Corasick automaton finds all of them in the text folded to lower case; what an alias demands of case,
//! spelling and edges is then asked of the place itself. The automaton is made at the first search.

use aho_corasick::Input;
use aho_corasick::automaton::Automaton;
use aho_corasick::nfa::noncontiguous::NFA;

use super::Inner;
use super::capitals::Capitals;
use super::fold::Folded;
use super::kinds::{CaseMode, Matching, Spelling};
use super::scan::Hit;
use crate::text::is_word;

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
    /// Whether anything may stand before it in its word, and after it.
    open: (bool, bool),
    surface: String,
    case: CaseMode,
    spelling: Spelling,
}

/// What of an alias is sought: all of it, or what stands between the stars at its ends.
///
/// # Errors
/// A star elsewhere, or nothing beside stars.
pub(super) fn core(alias: &str, matching: Matching) -> Result<&str, String> {
    if matching != Matching::Glob {
        return Ok(alias);
    }
    let core = alias.trim().trim_matches('*');
    if core.trim().is_empty() || core.contains('*') {
        return Err(format!(
            "{alias:?} is no glob that can be matched: a * stands at the end, or the beginning, of words"
        ));
    }
    Ok(core)
}

impl Loose {
    pub(super) fn new(inner: &Inner) -> Self {
        let mut patterns = Vec::new();
        let mut keys = Vec::new();
        for &alias in inner.loose.aliases.iter() {
            let (Some(matching), Some(record)) =
                (inner.loose.get(alias).and_then(|name| name.parse().ok()), inner.pool.surface(alias))
            else {
                continue;
            };
            let given = std::str::from_utf8(record.text).unwrap_or_default().trim();
            let Ok(surface) = core(given, matching) else { continue };
            let glob = matching == Matching::Glob;
            keys.push(Folded::new(surface, true).text().to_owned());
            patterns.push(Pattern {
                alias,
                matching,
                open: (glob && given.starts_with('*'), glob && given.ends_with('*')),
                surface: surface.to_owned(),
                case: record.traits().case,
                spelling: record.traits().spelling,
            });
        }
        Self { automaton: NFA::new(&keys).ok(), patterns }
    }

    /// Every match in the text, leftmost first, of those the longest first, then in the order added. Linear in the text
    /// and in the number of matches.
    pub(super) fn hits(&self, text: &str) -> Vec<Hit> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let folded = Folded::new(text, true);
        let (mut capitals, mut word) = (Capitals::default(), (0, 0));
        let mut hits = Vec::new();
        // Only automata made for anchored searches alone refuse this one.
        let Ok(found) = automaton.try_find_overlapping_iter(Input::new(folded.text())) else { return Vec::new() };
        for found in found {
            let pattern = &self.patterns[found.pattern().as_usize()];
            let (start, end) = folded.range_to_raw(text, found.start(), found.end());
            let Some(raw) = text.get(start..end).filter(|raw| !raw.is_empty()) else { continue };
            if !pattern.accepts(text, raw, start, &mut capitals) {
                continue;
            }
            if pattern.matching == Matching::Substring {
                hits.push(Hit { start, end, alias: pattern.alias });
                continue;
            }
            // Matches come by their end, so the words that they begin and end in are mostly those looked at last.
            let (from, to) = (word_around(text, start, &mut word).0, word_around(text, end, &mut word).1);
            if (from == start || pattern.open.0) && (to == end || pattern.open.1) {
                hits.push(Hit { start: from, end: to, alias: pattern.alias });
            }
        }
        hits.sort_unstable_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end), hit.alias));
        hits.dedup();
        hits
    }
}

impl Pattern {
    /// Whether the raw text at a match is what the alias demands.
    fn accepts(&self, text: &str, raw: &str, start: usize, capitals: &mut Capitals) -> bool {
        let same = |a: &str, b: &str| match self.spelling {
            Spelling::Exact => a == b,
            Spelling::Variants => Folded::new(a, false).text() == Folded::new(b, false).text(),
        };
        match self.case {
            CaseMode::Ignore => {
                self.spelling == Spelling::Variants || same(&raw.to_lowercase(), &self.surface.to_lowercase())
            }
            CaseMode::Exact => same(raw, &self.surface),
            CaseMode::Smart => {
                same(raw, &self.surface)
                    || (same(raw, &self.surface.to_uppercase()) && capitals.hold(text, start, start + raw.len()))
            }
        }
    }
}

/// Where the run of word characters around the edge `at` begins and ends: at `at` itself where none crosses it.
fn word_around(text: &str, at: usize, known: &mut (usize, usize)) -> (usize, usize) {
    if known.0 < at && at < known.1 {
        return *known;
    }
    let crosses = text[..at].ends_with(is_word) && text[at..].starts_with(is_word);
    if !crosses {
        return (at, at);
    }
    let start = text[..at].trim_end_matches(is_word).len();
    let end = text.len() - text[at..].trim_start_matches(is_word).len();
    *known = (start, end);
    *known
}
