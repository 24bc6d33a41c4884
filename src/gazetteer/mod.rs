//! Finding names of known entities in text: exactly, in whole words, and as news writes them.
//!
//! A **gazetteer** is a list of **aliases**, each a surface that names an **entity**. A **mention** is a place in a
//! text where an alias stands; its **candidates** are the entities that the surface may name. Matches are whole words,
//! leftmost first and of these the longest, and never overlap: a match begins and ends where the characters on both
//! sides are not both [word characters](crate::text::is_word). So "Xi" stands in "Xi’s" and in "Xi-led", but not in
//! "Xian". An alias may begin and end with any visible character: "’Ndrangheta", ".NET", "U.S.".
//!
//! How strictly an alias is taken is its own affair ([`CaseMode`], [`Spelling`]) with defaults for the whole
//! ([`GazetteerOptions`]). A **blocker** is an alias that names nothing and hides what lies inside: with "New Mexico"
//! as a blocker, no mention of Mexico.
//!
//! Ambiguity is data: a surface of three entities is one mention with three candidates and no winner.
//!
//! # Costs
//! Time is linear in the text, at a rate that hardly depends on the number of aliases. Exact aliases are fastest; with
//! spelling variants the text is folded first. Memory is about 40 bytes an alias beside its text, twice that with
//! variants. Building sorts, see [`GazetteerBuilder`].
//!
//! # Limits
//! Scripts written without spaces match only where the alias is all that stands between two marks.

mod acronyms;
mod batch;
mod builder;
mod builtin;
mod capitals;
mod context;
mod csv;
mod find;
mod fold;
mod fold_table;
mod hash;
mod index;
mod interner;
mod kinds;
mod mention;
mod pool;
mod records;
mod scan;
mod second;
mod words;

use std::sync::Arc;

pub use builder::{AliasRecord, GazetteerBuilder, GazetteerOptions};
pub use csv::{CsvOptions, LoadReport, read_csv};
pub use find::Spans;
pub use kinds::{CaseMode, MatchKind, Spelling};
pub use mention::{Candidate, Mention};
pub use second::second_mentions;

use crate::Span;
use index::Index;
use pool::{Pool, Strings};

/// What a blocker has instead of an entity.
const NO_ENTITY: u32 = u32::MAX;

/// A finished gazetteer: immutable, cheap to clone, shared between threads.
///
/// ```
/// use newscore::gazetteer::{AliasRecord, GazetteerBuilder, GazetteerOptions};
///
/// let mut builder = GazetteerBuilder::new(GazetteerOptions::exact());
/// builder.add(&AliasRecord::new("UN", "organisation", "U.N."))?;
/// builder.add(&AliasRecord::new("XI", "person", "Xi"))?;
/// let gazetteer = builder.build()?;
/// let text = "Xi’s speech at the U.N. in Xian";
/// let found: Vec<&str> = gazetteer.spans(text).map(|(span, _)| span.of(text)).collect();
/// assert_eq!(found, ["Xi", "U.N."]);
/// # Ok::<(), newscore::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Gazetteer(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    pool: Pool,
    exact: Option<Index>,
    cased: Option<Index>,
    lower: Option<Index>,
    /// Entity of each alias; [`NO_ENTITY`] of blockers.
    entity_of: Vec<u32>,
    entities: Strings,
    entity_types: Vec<u16>,
    types: Vec<String>,
    /// Aliases with a family name, in order, and the names.
    family_of: Vec<u32>,
    family_names: Strings,
    /// Aliases with dates, in order.
    validity: Vec<Validity>,
    blockers: bool,
    second_mentions: bool,
    hash: u64,
}

/// From when until when an alias names its entity.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Validity {
    alias: u32,
    from: Option<Box<str>>,
    to: Option<Box<str>>,
}

impl Gazetteer {
    /// The starter gazetteer that ships with the crate: countries, cities, leaders, organisations, commodities.
    ///
    /// Built at the first call, a few milliseconds; every call gives a handle to the same one.
    pub fn builtin() -> Self {
        builtin::gazetteer().clone()
    }

    /// Every match in `text`: its span and the alias, the first one in the order added where several are equal.
    ///
    /// The fastest way to search. Second mentions are not sought.
    pub fn spans<'g, 't>(&'g self, text: &'t str) -> Spans<'g, 't> {
        Spans::new(&self.0, text)
    }

    /// Every mention in `text`, taken as one article, second mentions included unless the gazetteer's options say
    /// otherwise.
    pub fn find(&self, text: &str) -> Vec<Mention> {
        self.find_in(text, &[Span::new(0, text.len())])
    }

    /// Every mention in the regions of one article, in reading order; spans are those of `text`. No mention crosses the
    /// edge of a region. `regions` must be disjoint and in order, on character boundaries.
    ///
    /// ```
    /// use newscore::gazetteer::{AliasRecord, GazetteerBuilder, GazetteerOptions};
    /// use newscore::Span;
    ///
    /// let mut builder = GazetteerBuilder::new(GazetteerOptions::smart());
    /// let mut record = AliasRecord::new("fictional:ada-quill", "person", "Ada Quill");
    /// record.family_name = Some("Quill");
    /// builder.add(&record)?;
    /// let gazetteer = builder.build()?;
    /// let text = "Quill resigns\nShare\nMinister Ada Quill left on Monday.";
    /// let mentions = gazetteer.find_in(text, &[Span::new(0, 13), Span::new(20, text.len())]);
    /// assert_eq!(mentions[0].span.of(text), "Quill");
    /// assert_eq!(mentions[0].antecedent, Some(1));
    /// # Ok::<(), newscore::Error>(())
    /// ```
    pub fn find_in(&self, text: &str, regions: &[Span]) -> Vec<Mention> {
        let (found, blocked) = self.first_mentions(text, regions);
        if self.0.second_mentions { second::resolve(self, text, regions, found, &blocked) } else { found }
    }

    /// The same without second mentions, whatever the gazetteer's options say.
    pub fn find_names_in(&self, text: &str, regions: &[Span]) -> Vec<Mention> {
        self.first_mentions(text, regions).0
    }

    /// Mentions by the aliases alone, and the spans that blockers cover.
    fn first_mentions(&self, text: &str, regions: &[Span]) -> (Vec<Mention>, Vec<Span>) {
        let (mut found, mut blocked) = (Vec::new(), Vec::new());
        for region in regions {
            let mut spans = Spans::new(&self.0, region.of(text));
            while let Some(mut mention) = spans.next_mention(|span| blocked.push(span.shifted(region.start()))) {
                mention.span = mention.span.shifted(region.start());
                found.push(mention);
            }
        }
        (found, blocked)
    }

    /// How many surfaces, folded as they are matched, name more than one entity.
    pub fn collisions(&self) -> usize {
        let indexes = [&self.0.exact, &self.0.cased, &self.0.lower].into_iter().flatten();
        indexes.map(|index| index.collisions(&self.0.pool, |alias| self.0.entity_of[alias as usize])).sum()
    }

    /// The id of an entity; empty for a number that is none.
    pub fn entity_id(&self, entity: u32) -> &str {
        self.0.entities.get(entity as usize).unwrap_or_default()
    }

    /// The type of an entity; empty for a number that is none.
    pub fn entity_type(&self, entity: u32) -> &str {
        let kind = self.0.entity_types.get(entity as usize).map(|&kind| usize::from(kind));
        kind.and_then(|kind| self.0.types.get(kind)).map_or("", String::as_str)
    }

    /// The surface of an alias as it was added; empty for a number that is none.
    pub fn alias(&self, alias: u32) -> &str {
        let surface = self.0.pool.surface(alias);
        surface.and_then(|record| std::str::from_utf8(record.text).ok()).unwrap_or_default()
    }

    /// What kind of name an alias is; `None` for a number that is none.
    pub fn kind(&self, alias: u32) -> Option<MatchKind> {
        self.0.pool.surface(alias).map(|record| record.traits().kind)
    }

    /// The entity that an alias names; `None` for a blocker, or for a number that is none.
    pub fn entity_of(&self, alias: u32) -> Option<u32> {
        self.0.entity_of.get(alias as usize).copied().filter(|&entity| entity != NO_ENTITY)
    }

    /// The family name inside an alias, where it has one.
    pub fn family_name(&self, alias: u32) -> Option<&str> {
        let at = self.0.family_of.binary_search(&alias).ok()?;
        self.0.family_names.get(at)
    }

    /// From when and until when an alias names its entity, as given; `None` where nothing was.
    pub fn validity(&self, alias: u32) -> (Option<&str>, Option<&str>) {
        match self.0.validity.binary_search_by_key(&alias, |validity| validity.alias) {
            Ok(at) => (self.0.validity[at].from.as_deref(), self.0.validity[at].to.as_deref()),
            Err(_) => (None, None),
        }
    }

    /// Number of aliases, blockers included.
    pub fn len(&self) -> usize {
        self.0.pool.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of entities.
    pub fn n_entities(&self) -> usize {
        self.0.entity_types.len()
    }

    /// Bytes of memory held, strings included.
    pub fn nbytes(&self) -> usize {
        let inner = &*self.0;
        let indexes = [&inner.exact, &inner.cased, &inner.lower].into_iter().flatten().map(Index::nbytes);
        let dates = inner.validity.iter().flat_map(|validity| [&validity.from, &validity.to]).flatten();
        size_of::<Inner>()
            + inner.pool.nbytes()
            + indexes.sum::<usize>()
            + inner.entities.nbytes()
            + inner.family_names.nbytes()
            + 4 * (inner.entity_of.capacity() + inner.family_of.capacity())
            + 2 * inner.entity_types.capacity()
            + inner.types.iter().map(|name| size_of::<String>() + name.capacity()).sum::<usize>()
            + size_of::<Validity>() * inner.validity.capacity()
            + dates.map(|date| date.len()).sum::<usize>()
    }

    /// A hash of all that was added, in its order, and of the options: the same on every platform and in every process.
    pub fn hash(&self) -> u64 {
        self.0.hash
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_between_threads() {
        fn check<T: Send + Sync + std::panic::UnwindSafe + Clone>() {}
        check::<Gazetteer>();
    }
}
