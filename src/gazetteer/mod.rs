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
//! An alias may have a **prior**, how often its surface means this entity rather than another, and a **context**: hints,
//! parted by `;`. A word speaks for the entity where it stands near (within 120 bytes, on the same line), with `text:`
//! anywhere in the article, with `before:` or `after:` right beside the name; with a `-` in front it is a veto, with a `+`
//! one such word is needed. `-after:sandwich; text:Ankara` on "Turkey": no country in a turkey sandwich. Case is ignored.
//! A hint that begins with a colon is a rule about the neighbours: `:whole` refuses a name that is a part of a longer one
//! ("Naomi Osaka", "Pittsburgh Post-Gazette"), `:given` a place's that is a person's given name here ("Jordan Ames"),
//! `:family` one that is a family name here, `:home=US` an authority right after another place's name ("Chinese Justice
//! Department") or, behind needs of which none holds, in an article about another country, `:abroad` a place whose name a
//! town in America has, too ("Paris, Texas"), `:town` one that is meant only where an article is not about America,
//! `:state` a need that a state behind one of its towns or members meets ("Lund, New York"), `:club` a place whose name is a club's here ("Leeds beat Bath 3-1"),
//! `:brand` a firm whose name begins another's or a product's ("Apple Watch"). What is vetoed altogether is no mention.
//!
//! Ambiguity is data: a surface of three entities is one mention with three candidates and no winner.
//!
//! # Costs
//! Time is linear in the text, at a rate that hardly depends on the number of aliases. Exact aliases are fastest; with
//! spelling variants the text is folded first. Memory is about 40 bytes an alias beside its text, twice that with
//! variants. Building sorts, see [`GazetteerBuilder`].
//!
//! # Limits
//! Scripts written without spaces match only where the alias is all that stands between two marks, unless the alias says
//! that it may stand anywhere ([`Matching`]).

mod abroad;
mod acronyms;
mod array;
mod batch;
mod builder;
mod builtin;
mod capitals;
mod clubs;
mod context;
mod csv;
mod derive;
mod few;
mod find;
mod fold;
mod fold_table;
mod hash;
mod heads;
mod hints;
mod index;
mod interner;
mod kinds;
mod lists;
mod load;
mod longer;
mod loose;
mod meanings;
mod mention;
mod open_names;
mod overlap;
mod packed;
mod phrases;
mod pool;
mod records;
mod repeats;
mod scan;
mod search;
mod second;
mod sets;
mod sieve;
mod sparse;
mod sport;
mod states;
pub mod store;
mod tongue;
mod variants;
mod vector;
mod vocabulary;
mod words;

use std::sync::{Arc, OnceLock};

pub use builder::{AliasRecord, GazetteerBuilder, GazetteerOptions};
pub use csv::{CsvOptions, LoadReport, read_csv};
pub use find::Spans;
pub use kinds::{CaseMode, MatchKind, Matching, Overlap, Spelling};
pub use load::Loader;
pub use mention::{Candidate, Candidates, Mention, Reason};
pub use second::second_mentions;
pub use tongue::check_lang;
#[cfg(any(test, fuzzing))]
pub(crate) use words::check as check_words;

use crate::Span;
use crate::text::decimal;
use array::Array;
use find::Gathered;
use heads::Heads;
use hints::{Contexts, Surroundings};
use index::Index;
use loose::Loose;
use meanings::Meanings;
use pool::{Pool, Strings};
use second::LookedAt;
use sets::Openings;
use sparse::Sparse;
use tongue::Tongue;

/// How to search; the default is what [`Gazetteer::find`] does with a smart gazetteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FindOptions<'d> {
    /// Which of the mentions that overlap count. For others than the longest no second mentions are sought.
    pub overlap: Overlap,
    /// Whether family names and acronyms refer back to a full name.
    pub second_mentions: bool,
    /// The day that the text is of, `YYYY-MM-DD`, where it is known: among several candidates those whose alias is not
    /// valid on it count an eighth.
    pub day: Option<&'d str>,
    /// The language that the text is in, a code such as `en`, where it is known: aliases of another one are not sought.
    pub lang: Option<&'d str>,
}

impl Default for FindOptions<'_> {
    fn default() -> Self {
        Self { overlap: Overlap::Longest, second_mentions: true, day: None, lang: None }
    }
}

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

#[derive(Debug, Default)]
struct Inner {
    pool: Pool,
    /// Of aliases sought in the text as it is; with its spelling folded; with spelling and case folded; in lower case.
    exact: Option<Index>,
    cased: Option<Index>,
    lower: Option<Index>,
    small: Option<Index>,
    /// What aliases of `cased` or `lower` begin with.
    openings: OnceLock<(Openings, Option<Heads>)>,
    /// Entity of each alias; [`NO_ENTITY`] of blockers.
    entity_of: Array<u32>,
    entities: Strings,
    entity_types: Array<u16>,
    types: Strings,
    family_names: Sparse,
    valid_from: Sparse,
    valid_to: Sparse,
    langs: Sparse,
    priors: Sparse,
    contexts: Sparse,
    contexts_read: OnceLock<Contexts>,
    /// How those match that need not be whole words, and the search for them.
    loose: Sparse,
    loose_search: OnceLock<Loose>,
    licenses: Strings,
    blockers: bool,
    second_mentions: bool,
    hash: u64,
    /// The file that all this lies in.
    source: Option<store::Source>,
}

impl Inner {
    /// The tables of the searches, in the order of a saved file.
    fn indexes(&self) -> [&Option<Index>; 4] {
        [&self.exact, &self.cased, &self.lower, &self.small]
    }

    /// The columns that most aliases leave empty, in the order of a saved file.
    fn sparse(&self) -> [&Sparse; 7] {
        [&self.family_names, &self.valid_from, &self.valid_to, &self.langs, &self.priors, &self.contexts, &self.loose]
    }
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
        Spans::new(self.inner(), text, Tongue::ANY)
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
        self.find_with(
            text,
            regions,
            &FindOptions { second_mentions: self.0.second_mentions, ..FindOptions::default() },
        )
    }

    /// The same without second mentions, whatever the gazetteer's options say.
    pub fn find_names_in(&self, text: &str, regions: &[Span]) -> Vec<Mention> {
        self.find_with(text, regions, &FindOptions { second_mentions: false, ..FindOptions::default() })
    }

    /// [`find_in`](Self::find_in) as `options` say, whatever the gazetteer's own say.
    ///
    /// ```
    /// use newscore::gazetteer::{AliasRecord, FindOptions, GazetteerBuilder, GazetteerOptions};
    /// use newscore::Span;
    ///
    /// let mut builder = GazetteerBuilder::new(GazetteerOptions::smart());
    /// for (id, from) in [("fictional:ada-quill", "2020"), ("fictional:ben-quill", "2024-05")] {
    ///     let mut record = AliasRecord::new(id, "person", "President Quill");
    ///     (record.valid_from, record.valid_to) = (Some(from), (from == "2020").then_some("2024-04"));
    ///     builder.add(&record)?;
    /// }
    /// let gazetteer = builder.build()?;
    /// let text = "President Quill left.";
    /// let on = |day| {
    ///     let options = FindOptions { day, ..FindOptions::default() };
    ///     gazetteer.find_with(text, &[Span::new(0, text.len())], &options)[0].entity
    /// };
    /// assert_eq!(on(Some("2021-01-31")).map(|entity| gazetteer.entity_id(entity)), Some("fictional:ada-quill"));
    /// assert_eq!(on(Some("2026-11-26")).map(|entity| gazetteer.entity_id(entity)), Some("fictional:ben-quill"));
    /// assert_eq!(on(None), None);
    /// # Ok::<(), newscore::Error>(())
    /// ```
    pub fn find_with(&self, text: &str, regions: &[Span], options: &FindOptions<'_>) -> Vec<Mention> {
        if options.overlap != Overlap::Longest {
            return self.find_all_in(text, regions, options);
        }
        let (found, looked_at) = self.first_mentions(text, regions, options);
        if options.second_mentions { second::resolve(self, text, regions, found, looked_at) } else { found }
    }

    /// Mentions by the aliases alone, and what second mentions need to know.
    fn first_mentions(&self, text: &str, regions: &[Span], options: &FindOptions<'_>) -> (Vec<Mention>, LookedAt) {
        let (from, to) = regions.first().zip(regions.last()).map_or((0, 0), |(a, b)| (a.start(), b.end()));
        // A mention stands in some hundred bytes.
        let mut found = Vec::with_capacity((to - from) / 256);
        let (mut blocked, mut forms) = (Vec::new(), Vec::with_capacity(regions.len()));
        let mut around = Surroundings::new(&text[from..to], options.day);
        let tongue = Tongue::new(self.inner(), options.lang);
        let (mut open, mut short) = (false, false);
        // All is sought before any of it is weighed: one piece of code at a time.
        let mut gathered = Gathered::with_capacity((to - from) / 256);
        for region in regions {
            let mut spans = Spans::new(self.inner(), region.of(text), tongue);
            spans.gather_all(region.start(), &mut gathered);
            if options.second_mentions {
                forms.push(spans.into_form());
            }
        }
        let mut meanings = Meanings::new(self.inner());
        for (span, aliases) in gathered.iter() {
            let at = Span::new(span.start() - from, span.end() - from);
            if aliases.is_empty() {
                around.neighbours.pass(at, None);
                blocked.push(span);
            } else if let Some(mention) = meanings.mention(aliases, span, at, &mut around) {
                around.neighbours.pass(at, mention.entity);
                open |= mention.entity.is_none();
                short |= mention.kind == MatchKind::Abbreviation;
                found.push(mention);
            }
        }
        around.neighbours.drop_others(&mut found, from, |alias, rules| {
            let context = self.inner().contexts.get(alias);
            context.is_some_and(|context| rules.iter().any(|rule| context.contains(rule)))
        });
        abroad::drop_doubtful(self.inner(), &around.doubtful(from), &mut found);
        abroad::drop_towns(self.inner(), text, &around.towns(from), &mut found);
        // A text of nothing but names is not looked through once more for what none of them is.
        if open {
            open_names::settle(text, &mut found);
        }
        if short {
            acronyms::drop_foreign(self, text, &mut found);
        }
        (found, LookedAt { blocked, forms })
    }

    /// How many surfaces, folded as they are matched, name more than one entity.
    pub fn collisions(&self) -> usize {
        let inner = self.inner();
        let indexes = inner.indexes().into_iter().flatten();
        indexes.map(|index| index.collisions(&inner.pool, |alias| inner.entity_of[alias as usize])).sum()
    }

    /// The id of an entity; empty for a number that is none.
    pub fn entity_id(&self, entity: u32) -> &str {
        self.inner().entities.get(entity as usize).unwrap_or_default()
    }

    /// The type of an entity; empty for a number that is none.
    pub fn entity_type(&self, entity: u32) -> &str {
        let kind = self.inner().entity_types.get(entity as usize).map(|&kind| usize::from(kind));
        kind.and_then(|kind| self.inner().types.get(kind)).unwrap_or_default()
    }

    /// The surface of an alias as it was added; empty for a number that is none.
    pub fn alias(&self, alias: u32) -> &str {
        let surface = self.inner().pool.surface(alias);
        surface.and_then(|record| std::str::from_utf8(record.text).ok()).unwrap_or_default()
    }

    /// What kind of name an alias is; `None` for a number that is none.
    pub fn kind(&self, alias: u32) -> Option<MatchKind> {
        self.inner().pool.surface(alias).map(|record| record.traits().kind)
    }

    /// The entity that an alias names; `None` for a blocker, or for a number that is none.
    pub fn entity_of(&self, alias: u32) -> Option<u32> {
        self.inner().entity_of.get(alias as usize).copied().filter(|&entity| entity != NO_ENTITY)
    }

    /// The family name inside an alias, where it has one.
    pub fn family_name(&self, alias: u32) -> Option<&str> {
        self.inner().family_names.get(alias)
    }

    /// From when and until when an alias names its entity, as given; `None` where nothing was.
    pub fn validity(&self, alias: u32) -> (Option<&str>, Option<&str>) {
        (self.inner().valid_from.get(alias), self.inner().valid_to.get(alias))
    }

    /// How often the alias's surface means its entity, against the other candidates; `None` where nothing was said.
    pub fn prior(&self, alias: u32) -> Option<f32> {
        self.inner().priors.get(alias).and_then(decimal)
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
        let indexes = inner.indexes().into_iter().flatten().map(Index::nbytes);
        let strings = [&inner.entities, &inner.types, &inner.licenses];
        size_of::<Inner>()
            + inner.pool.nbytes()
            + indexes.sum::<usize>()
            + strings.map(Strings::nbytes).iter().sum::<usize>()
            + inner.sparse().map(Sparse::nbytes).iter().sum::<usize>()
            + inner.entity_of.nbytes()
            + inner.entity_types.nbytes()
    }

    /// Licences of the data, where their sources ask to be named.
    pub fn licenses(&self) -> impl Iterator<Item = &str> {
        self.inner().licenses.iter()
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
