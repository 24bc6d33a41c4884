//! Finding names: up to four searches of one text, merged.
//!
//! Aliases whose spelling is exact are sought in the text as it is, or in lower case; those with spelling variants in its
//! folded twin, or in this one's twin in lower case. Each search gives the leftmost-longest match from any position on, and
//! the merge takes the leftmost-longest of these, so that the result is that of one search for all.

use super::Inner;
use super::capitals::Capitals;
use super::few;
use super::fold::Folded;
use super::heads::Heads;
use super::hints::Surroundings;
use super::index::Index;
use super::kinds::MatchKind;
use super::loose::Loose;
use super::meanings::Meanings;
use super::mention::Mention;
use super::pool::Record;
use super::scan::{Found, Hit, Scan, Walker};
use super::search::Search;
use super::tongue::Tongue;
use super::words::Words;
use crate::Span;

/// Iterator over the matches in a text; made by [`Gazetteer::spans`](super::Gazetteer::spans).
#[derive(Debug)]
pub struct Spans<'g, 't> {
    inner: &'g Inner,
    text: &'t str,
    /// Of the tables that there are, in the order of [`Inner::indexes`].
    searches: Vec<Search<'g>>,
    loose: LooseHits,
    from: usize,
    /// Where the last hit stands in the text with its capitals, if it was met there.
    place: Option<(usize, usize)>,
    /// What the last hit is of, and which of the searches met it.
    found: Found,
    by: usize,
    /// Those gathered last.
    aliases: Vec<(u32, MatchKind)>,
}

/// The matches of an article and the aliases of each.
#[derive(Debug)]
pub(super) struct Gathered {
    /// Where each match stands, and the number of aliases up to it.
    places: Vec<(Span, usize)>,
    aliases: Vec<(u32, MatchKind)>,
}

impl Gathered {
    pub(super) fn with_capacity(matches: usize) -> Self {
        Self { places: Vec::with_capacity(matches), aliases: Vec::with_capacity(matches) }
    }

    fn push(&mut self, span: Span, aliases: &[(u32, MatchKind)]) {
        self.aliases.extend_from_slice(aliases);
        self.places.push((span, self.aliases.len()));
    }

    /// Each match with its aliases, each of these once, in the order added; a blocker has none.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Span, &[(u32, MatchKind)])> {
        let mut from = 0;
        self.places.iter().map(move |&(span, to)| (span, &self.aliases[std::mem::replace(&mut from, to)..to]))
    }
}

/// A text with its spelling variants folded, and its words.
#[derive(Debug)]
pub(super) struct Form {
    folded: Folded,
    words: Words,
}

/// What need not be whole words, found beforehand.
#[derive(Debug, Default)]
struct LooseHits {
    hits: Vec<Hit>,
    next: usize,
}

impl LooseHits {
    /// The leftmost-longest from `from` on.
    #[inline]
    fn peek(&mut self, from: usize) -> Option<Hit> {
        while self.hits.get(self.next)?.start < from {
            self.next += 1;
        }
        self.hits.get(self.next).copied()
    }
}

impl<'g, 't> Spans<'g, 't> {
    pub(super) fn new(inner: &'g Inner, text: &'t str, tongue: Tongue<'g>) -> Self {
        let pool = &inner.pool;
        let mut searches = Vec::with_capacity(inner.indexes().into_iter().flatten().count());
        if let Some(index) = &inner.exact {
            searches.push(Search::new(index, pool, text, None, tongue));
        }
        if let Some(index) = &inner.cased {
            let folded = Folded::new(text, false);
            let words = Words::new(folded.text());
            let words = match inner.lower.as_ref().filter(|_| folded.is_even()) {
                // Both searches look at the same words, most of which begin neither's aliases.
                Some(lower) => {
                    let begin = || (index.openings.with_lower(&lower.openings), Heads::new(pool));
                    match inner.openings.get_or_init(begin) {
                        (openings, Some(heads)) => words.pick(folded.text(), openings, heads),
                        (openings, None) => words.sift(folded.text(), openings),
                    }
                }
                None => words.sieve(folded.text(), &index.openings),
            };
            let scan = Scan::new(index, pool, words.into(), false);
            searches.push(Search::with_scan(scan, Some(folded), tongue, true));
        }
        if let Some(index) = &inner.lower
            && !searches.last().is_some_and(|cased| cased.has_no_lower(index))
        {
            // Mostly the same text but for its capitals, with the same words in the same places.
            let twin = searches.last().and_then(|cased| cased.lowered(index, pool));
            let other = || Search::new(index, pool, text, Some(Folded::new(text, true)), tongue);
            searches.push(twin.unwrap_or_else(other));
        }
        if let Some(index) = &inner.small {
            searches.push(Search::new(index, pool, text, Some(Folded::in_lower_case(text)), tongue));
        }
        let hits = if inner.loose.aliases.is_empty() {
            Vec::new()
        } else {
            let mut hits = inner.loose_search.get_or_init(|| Loose::new(inner)).hits(text);
            hits.retain(|hit| tongue.speaks(hit.found.alias()));
            hits
        };
        Self::of_searches(inner, text, searches, hits)
    }

    #[inline(always)]
    fn of_searches(inner: &'g Inner, text: &'t str, searches: Vec<Search<'g>>, hits: Vec<Hit>) -> Self {
        let loose = LooseHits { hits, next: 0 };
        Self { inner, text, searches, loose, from: 0, place: None, found: Found::default(), by: 0, aliases: Vec::new() }
    }

    /// The text as aliases with spelling variants are sought in it, for another gazetteer that has no others.
    pub(super) fn into_form(self) -> Option<Form> {
        // The first that is aligned is the one with capitals; any other is done with its words after this line.
        let cased = self.searches.into_iter().find(|search| search.aligned);
        let Search { scan, folded, .. } = cased?;
        Some(Form { folded: folded?, words: scan.into_words()? })
    }

    /// The search of one region whose form is known.
    pub(super) fn of_form(inner: &'g Inner, text: &'t str, form: Form) -> Self {
        let cased = inner.cased.as_ref().map(|index| {
            let scan = Scan::new(index, &inner.pool, form.words.into(), false);
            Search::with_scan(scan, Some(form.folded), Tongue::ANY, true)
        });
        Self::of_searches(inner, text, cased.into_iter().collect(), Vec::new())
    }

    /// The next match, blockers included.
    #[inline(always)]
    fn next_hit(&mut self) -> Option<Hit> {
        if let ([search], []) = (self.searches.as_mut_slice(), self.loose.hits.as_slice()) {
            let hit = search.next_in_turn(self.text)?;
            self.place = search.aligned.then_some(search.place);
            self.found = hit.found;
            return Some(hit);
        }
        self.next_of_several()
    }

    /// The same where more than one search has a say.
    #[inline(never)]
    fn next_of_several(&mut self) -> Option<Hit> {
        let rank = |hit: Hit| (hit.start, std::cmp::Reverse(hit.end), hit.found.alias());
        let mut best: Option<Hit> = None;
        for (nth, search) in self.searches.iter_mut().enumerate() {
            let Some(hit) = search.peek(self.text, self.from) else { continue };
            if best.is_none_or(|best| rank(hit) < rank(best)) {
                best = Some(hit);
                self.place = search.aligned.then_some(search.place);
                (self.found, self.by) = (hit.found, nth);
            }
        }
        if let Some(hit) = self.loose.peek(self.from)
            && best.is_none_or(|best| rank(hit) < rank(best))
        {
            best = Some(hit);
            (self.place, self.found) = (None, hit.found);
        }
        self.from = best?.end;
        best
    }

    /// Gathers the aliases of a hit, each once, in the order added; whether one of them is a blocker.
    /// `found` is whether this is the hit found last, whose place is known. A hit is handed over as numbers in registers.
    #[inline(never)]
    fn gather(&mut self, start: usize, end: usize, found: bool) -> bool {
        let place = self.place.filter(|_| found);
        let aliases = &mut self.aliases;
        aliases.clear();
        for (nth, search) in self.searches.iter_mut().enumerate() {
            if found
                && nth == self.by
                && search.keeps_places()
                && let Some(kind) = self.found.sole()
            {
                aliases.push((self.found.alias(), kind));
                continue;
            }
            search.all_at(self.text, (start, end), place, |record| aliases.push((record.alias, record.packed.kind())));
        }
        let loose = self.loose.hits[self.loose.next.min(self.loose.hits.len())..].iter();
        for other in loose.take_while(|other| other.start == start) {
            let record = self.inner.pool.surface(other.found.alias()).filter(|_| other.end == end);
            aliases.extend(record.map(|record| (record.alias, record.packed.kind())));
        }
        if aliases.len() > 1 {
            few::order(aliases, |one, other| other < one);
            aliases.dedup_by_key(|alias| alias.0);
        }
        aliases.iter().any(|alias| alias.1 == MatchKind::Blocker)
    }

    /// Whether the hit is a blocker's, which another alias of the same surface does not undo.
    fn is_blocked(&mut self, hit: Hit) -> bool {
        self.inner.blockers && self.gather(hit.start, hit.end, true)
    }

    /// All matches from here on, with the aliases of each; `offset` is where this text begins in the one that spans are of.
    pub(super) fn gather_all(&mut self, offset: usize, gathered: &mut Gathered) {
        while let Some(hit) = self.next_hit() {
            let blocked = self.gather(hit.start, hit.end, true);
            gathered.push(Span::new(hit.start, hit.end).shifted(offset), if blocked { &[] } else { &self.aliases });
        }
    }

    /// Every span in which some alias stands, blockers included: by start, the longer first.
    pub(super) fn every(&mut self) -> Vec<Span> {
        let text = self.text;
        // The longer of two that begin alike comes first.
        let key = |start: usize, end: usize| (start as u64, !(end as u64));
        let mut spans: Vec<(u64, u64)> = self.loose.hits.iter().map(|hit| key(hit.start, hit.end)).collect();
        for search in &mut self.searches {
            let Search { scan, folded, capitals, tongue, .. } = search;
            let raw = |start, end| folded.as_ref().map_or((start, end), |folded| folded.range_to_raw(text, start, end));
            let accept = |record: &Record<'_>, start, end| {
                tongue.speaks(record.alias)
                    && (!record.is_in_capitals() || {
                        let (start, end) = raw(start, end);
                        capitals.hold(text, start, end)
                    })
            };
            scan.every(folded.as_ref().map_or(text, Folded::text), accept, |start, end| {
                let (start, end) = raw(start, end);
                spans.push(key(start, end));
            });
        }
        spans.sort_unstable();
        spans.dedup();
        spans.into_iter().map(|(start, end)| Span::new(start as usize, !end as usize)).collect()
    }

    /// The mention at one of the spans of [`every`](Self::every), unless all are vetoed or one is a blocker.
    /// `around` knows the article that this text begins in at byte `offset`.
    pub(super) fn mention_at(&mut self, span: Span, around: &mut Surroundings<'_>, offset: usize) -> Option<Mention> {
        if self.gather_at(span) {
            return None;
        }
        Meanings::new(self.inner).mention(&self.aliases, span, span.shifted(offset), around)
    }

    /// Whether a blocker stands at the span.
    pub(super) fn blocks(&mut self, span: Span) -> bool {
        self.inner.blockers && self.gather_at(span)
    }

    fn gather_at(&mut self, span: Span) -> bool {
        self.loose.next = self.loose.hits.partition_point(|hit| hit.start < span.start());
        self.gather(span.start(), span.end(), false)
    }
}

impl Iterator for Spans<'_, '_> {
    type Item = (Span, u32);

    #[inline]
    fn next(&mut self) -> Option<(Span, u32)> {
        loop {
            let hit = self.next_hit()?;
            if !self.is_blocked(hit) {
                return Some((Span::new(hit.start, hit.end), hit.found.alias()));
            }
        }
    }
}

impl Inner {
    /// Whether `test` holds for an alias of whole words that is all of `surface`.
    pub(super) fn any_alias_like(&self, surface: &str, test: impl Fn(u32) -> bool) -> bool {
        // Most that is asked for is one word, and no name.
        if let Some((_, Some(heads))) = self.openings.get()
            && self.exact.is_none()
            && self.small.is_none()
            && surface.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && !heads.may_be(surface.as_bytes())
        {
            return false;
        }
        let end = surface.len();
        let stands = |index: &Index, form: &Folded| {
            let (from, to) = (form.to_folded(0), form.to_folded(end));
            let mut found = false;
            if form.range_to_raw(surface, from, to) == (0, end) {
                let walker = Walker { index, pool: &self.pool, words: &Words::new(form.text()) };
                walker.all_at(form.text(), from, to, |record| {
                    found = found
                        || (!record.is_in_capitals() || Capitals::default().hold(surface, 0, end))
                            && test(record.alias);
                });
            }
            found
        };
        self.exact.as_ref().is_some_and(|index| stands(index, &Folded::not(surface)))
            || self.cased.as_ref().is_some_and(|index| stands(index, &Folded::new(surface, false)))
            || self.lower.as_ref().is_some_and(|index| stands(index, &Folded::new(surface, true)))
            || self.small.as_ref().is_some_and(|index| stands(index, &Folded::in_lower_case(surface)))
    }
}
