//! Building a gazetteer, one alias at a time.

use std::sync::{Arc, OnceLock};

use super::fold::Folded;
use super::hash::ContentHash;
use super::hints;
use super::index::Index;
use super::interner::Interner;
use super::kinds::{CaseMode, MatchKind, Matching, Spelling};
use super::loose;
use super::pool::{MAX_ALIAS, Pool, Strings, Traits};
use super::sparse::Sparse;
use super::tongue;
use super::variants::{with_capitals, with_other_letter, with_stops, without_stops};
use super::{Gazetteer, Inner, NO_ENTITY};
use crate::text::{is_blank, is_space, is_word};
use crate::{Error, Result};

/// Defaults for a whole gazetteer; an alias may say otherwise for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GazetteerOptions {
    /// Case of aliases that do not state theirs.
    pub case: CaseMode,
    /// Spelling of aliases that do not state theirs.
    pub spelling: Spelling,
    /// Whether [`Gazetteer::find`] also looks for family names and acronyms that stand for a name in the same article.
    pub second_mentions: bool,
}

impl GazetteerOptions {
    /// Nothing but the aliases, character by character.
    pub const fn exact() -> Self {
        Self { case: CaseMode::Exact, spelling: Spelling::Exact, second_mentions: false }
    }

    /// Matching made for news: capitals in headlines, spelling variants, second mentions.
    pub const fn smart() -> Self {
        Self { case: CaseMode::Smart, spelling: Spelling::Variants, second_mentions: true }
    }
}

impl Default for GazetteerOptions {
    /// [`smart`](Self::smart).
    fn default() -> Self {
        Self::smart()
    }
}

/// One row of a gazetteer. Borrowed, so that rows can be streamed through without a copy of their strings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AliasRecord<'a> {
    /// The entity that the alias names; empty for a blocker.
    pub entity_id: &'a str,
    /// The entity's type: "country", "person" ... The same in each row of the entity.
    pub entity_type: &'a str,
    /// The alias.
    pub alias: &'a str,
    /// What kind of name it is.
    pub kind: MatchKind,
    /// Its case; `None` for the gazetteer's default.
    pub case: Option<CaseMode>,
    /// Its spelling; `None` for the gazetteer's default.
    pub spelling: Option<Spelling>,
    /// Since when the alias names the entity: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub valid_from: Option<&'a str>,
    /// Until when.
    pub valid_to: Option<&'a str>,
    /// For a person: the part of the alias that stands for her alone later in an article ("Xi" in "Xi Jinping").
    pub family_name: Option<&'a str>,
    /// The language of the alias, a code such as `en`: in texts known to be in another it is not sought.
    pub lang: Option<&'a str>,
    /// How often the surface means this entity, against its other candidates: more than 0; 1 where none is given.
    pub prior: Option<f32>,
    /// Words that speak for or against the entity, in the words of the module's section on context.
    pub context: Option<&'a str>,
    /// Whether it has to be whole words.
    pub matching: Matching,
}

impl<'a> AliasRecord<'a> {
    /// A name of an entity, everything else left to the gazetteer's defaults.
    pub const fn new(entity_id: &'a str, entity_type: &'a str, alias: &'a str) -> Self {
        Self {
            entity_id,
            entity_type,
            alias,
            kind: MatchKind::Name,
            case: None,
            spelling: None,
            valid_from: None,
            valid_to: None,
            family_name: None,
            lang: None,
            prior: None,
            context: None,
            matching: Matching::Word,
        }
    }

    /// A surface that is no mention and hides shorter ones inside it.
    pub const fn blocker(alias: &'a str) -> Self {
        let mut record = Self::new("", "", alias);
        record.kind = MatchKind::Blocker;
        record
    }

    /// Why the row cannot be taken, if so.
    fn fault(&self) -> Option<String> {
        if is_blank(self.alias) {
            return Some("the alias is empty".into());
        }
        if self.alias.len() > MAX_ALIAS {
            return Some(format!("the alias has {} bytes; at most {MAX_ALIAS} are allowed", self.alias.len()));
        }
        let blocks = self.kind == MatchKind::Blocker;
        if blocks != self.entity_id.is_empty() {
            let reason = if blocks { "a blocker names no entity" } else { "an empty entity_id needs the kind blocker" };
            return Some(format!("{reason}: alias {:?}, entity_id {:?}", self.alias, self.entity_id));
        }
        for date in [self.valid_from, self.valid_to].into_iter().flatten() {
            if !is_date(date) {
                return Some(format!("{date:?} is no date; accepted: YYYY, YYYY-MM, YYYY-MM-DD"));
            }
        }
        if let (Some(from), Some(to)) = (self.valid_from, self.valid_to)
            && from > to
        {
            return Some(format!("valid_from {from} lies after valid_to {to}"));
        }
        if let Some(prior) = self.prior
            && !(prior > 0.0 && prior.is_finite())
        {
            return Some(format!("the prior {prior} is not accepted: a number above 0"));
        }
        if let Some(Err(error)) = self.lang.map(tongue::check_lang) {
            return Some(error.to_string());
        }
        if let Err(reason) = loose::check(self.alias, self.matching) {
            return Some(reason);
        }
        if let Some(Err(reason)) = self.context.map(hints::parse) {
            return Some(reason);
        }
        match self.family_name {
            Some(family) if !holds_word(self.alias, family) => {
                Some(format!("the family name {family:?} is no part of the alias {:?}", self.alias))
            }
            _ => None,
        }
    }
}

/// Collects aliases and builds the [`Gazetteer`].
///
/// Each string is kept once. Adding costs the copy of its strings; [`build`](Self::build) sorts one number a word of
/// each alias, about half a second for a million aliases. While it works it needs about half the finished size again.
///
/// ```
/// use newscore::Span;
/// use newscore::gazetteer::{AliasRecord, GazetteerBuilder, GazetteerOptions};
///
/// let mut builder = GazetteerBuilder::new(GazetteerOptions::smart());
/// builder.add(&AliasRecord::new("KR", "country", "South Korea"))?;
/// let gazetteer = builder.build()?;
/// let mentions = gazetteer.find("South\nKorea’s exports");
/// assert_eq!(mentions[0].span, Span::new(0, 11));
/// assert_eq!(mentions[0].entity.map(|entity| gazetteer.entity_id(entity)), Some("KR"));
/// # Ok::<(), newscore::Error>(())
/// ```
#[derive(Debug)]
pub struct GazetteerBuilder {
    options: GazetteerOptions,
    pool: Pool,
    entities: Interner,
    types: Vec<String>,
    entity_types: Vec<u16>,
    entity_of: Vec<u32>,
    family_names: Sparse,
    valid_from: Sparse,
    valid_to: Sparse,
    langs: Sparse,
    priors: Sparse,
    contexts: Sparse,
    loose: Sparse,
    licenses: Strings,
    keys: Keys,
    blockers: bool,
    hash: ContentHash,
}

/// Offsets of the records that each index will hold.
#[derive(Debug, Default)]
struct Keys {
    exact: Vec<u32>,
    cased: Vec<u32>,
    lower: Vec<u32>,
    small: Vec<u32>,
}

impl GazetteerBuilder {
    /// An empty builder.
    pub fn new(options: GazetteerOptions) -> Self {
        Self {
            options,
            pool: Pool::default(),
            entities: Interner::default(),
            types: Vec::new(),
            entity_types: Vec::new(),
            entity_of: Vec::new(),
            family_names: Sparse::default(),
            valid_from: Sparse::default(),
            valid_to: Sparse::default(),
            langs: Sparse::default(),
            priors: Sparse::default(),
            contexts: Sparse::default(),
            loose: Sparse::default(),
            licenses: Strings::default(),
            keys: Keys::default(),
            blockers: false,
            hash: ContentHash::new(),
        }
    }

    /// Number of aliases so far; the number that the next one gets.
    pub fn len(&self) -> usize {
        self.pool.len()
    }

    /// Whether nothing has been added yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of entities so far.
    pub fn n_entities(&self) -> usize {
        self.entity_types.len()
    }

    /// Adds one alias. Nothing changes if it is refused.
    ///
    /// # Errors
    /// An alias that is blank or longer than 4,096 bytes, a blocker with an entity or anything else without one, an
    /// entity whose type differs from its earlier rows, a date that is none or in the wrong order, a family name that
    /// is no part of the alias; more than two gigabytes of aliases. The error's line is the row's number from 1.
    pub fn add(&mut self, record: &AliasRecord<'_>) -> Result<()> {
        let row = self.len() as u64 + 1;
        self.try_add(record).map_err(|reason| Error::table(row, reason))
    }

    /// [`add`](Self::add) for callers that know a better line number: the reason alone.
    pub(super) fn try_add(&mut self, record: &AliasRecord<'_>) -> Result<(), String> {
        if let Some(reason) = record.fault() {
            return Err(reason);
        }
        if !self.pool.has_room(record.alias.len()) {
            return Err("the gazetteer is full: at most two gigabytes of aliases".into());
        }
        let alias = self.len() as u32;
        let entity = self.entity(record)?;
        self.surfaces(record, alias);
        self.entity_of.push(entity);
        self.blockers |= record.kind == MatchKind::Blocker;
        self.family_names.push(alias, record.family_name);
        self.valid_from.push(alias, record.valid_from);
        self.valid_to.push(alias, record.valid_to);
        self.langs.push(alias, record.lang);
        self.priors.push(alias, record.prior.map(|prior| prior.to_string()).as_deref());
        self.contexts.push(alias, record.context);
        self.loose.push(alias, (record.matching != Matching::Word).then_some(record.matching.as_str()));
        self.note(record);
        Ok(())
    }

    /// The number of the record's entity, new or known.
    fn entity(&mut self, record: &AliasRecord<'_>) -> Result<u32, String> {
        if record.entity_id.is_empty() {
            return Ok(NO_ENTITY);
        }
        if let Some(known) = self.entities.get(record.entity_id) {
            let known_type = &self.types[usize::from(self.entity_types[known as usize])];
            // A row that tells no type says nothing against one that does.
            if known_type.is_empty() && !record.entity_type.is_empty() {
                self.entity_types[known as usize] = self.kind(record.entity_type)?;
            } else if known_type != record.entity_type && !record.entity_type.is_empty() {
                let (id, now) = (record.entity_id, record.entity_type);
                return Err(format!("entity {id:?} has the type {known_type:?} in an earlier row, here {now:?}"));
            }
            return Ok(known);
        }
        let kind = self.kind(record.entity_type)?;
        let entity = self.entities.add(record.entity_id).ok_or("more than four gigabytes of entity ids")?;
        self.entity_types.push(kind);
        Ok(entity)
    }

    /// The number of a type, new or known.
    fn kind(&mut self, name: &str) -> Result<u16, String> {
        let kind = self.types.iter().position(|known| known == name).unwrap_or_else(|| {
            self.types.push(name.into());
            self.types.len() - 1
        });
        u16::try_from(kind).map_err(|_| "more than 65,536 entity types".to_owned())
    }

    /// Stores the surface and the variants that its options ask for.
    fn surfaces(&mut self, record: &AliasRecord<'_>, alias: u32) {
        let case = record.case.unwrap_or(self.options.case);
        let spelling = record.spelling.unwrap_or(self.options.spelling);
        let traits = Traits { kind: record.kind, case, spelling, capitals: false };
        let Self { pool, keys, .. } = self;
        let surface = pool.push(alias, traits, record.alias);
        if record.matching != Matching::Word {
            return;
        }
        let mut key = |traits, text: &str| if text == record.alias { surface } else { pool.push(alias, traits, text) };
        let in_capitals = Traits { capitals: true, ..traits };
        if spelling == Spelling::Exact {
            if case == CaseMode::Ignore {
                keys.small.push(key(traits, Folded::in_lower_case(record.alias).text()));
                return;
            }
            keys.exact.push(surface);
            if case == CaseMode::Smart {
                let capitals = record.alias.to_uppercase();
                if capitals != record.alias {
                    keys.exact.push(key(in_capitals, &capitals));
                }
            }
            return;
        }
        let given = record.alias.trim_matches(is_space);
        let mut cased: Vec<String> = Vec::new();
        if case == CaseMode::Ignore {
            keys.lower.push(key(traits, Folded::new(given, true).text()));
        } else {
            cased.push(Folded::new(given, false).text().to_owned());
        }
        // Even where case is ignored an acronym without its full stops stays in capitals: "us" is never the US.
        cased.extend(without_stops(given).or_else(|| with_stops(given)));
        if case == CaseMode::Smart {
            cased.extend(with_capitals(given));
            cased.extend(with_other_letter(given));
        }
        keys.cased.extend(cased.iter().map(|text| key(traits, text)));
        if case == CaseMode::Smart {
            let capitals = Folded::new(&given.to_uppercase(), false);
            if !cased.iter().any(|key| key == capitals.text()) {
                keys.cased.push(pool.push(alias, in_capitals, capitals.text()));
            }
        }
    }

    /// Names a licence of the data, once.
    pub fn add_license(&mut self, license: &str) {
        if self.licenses.iter().all(|known| known != license) {
            self.licenses.push(license);
        }
    }

    fn note(&mut self, record: &AliasRecord<'_>) {
        let case = record.case.unwrap_or(self.options.case).as_str();
        let spelling = record.spelling.unwrap_or(self.options.spelling).as_str();
        let (from, to) = (record.valid_from.unwrap_or_default(), record.valid_to.unwrap_or_default());
        let family = record.family_name.unwrap_or_default();
        // A blocker names nothing, so whatever type its row states is not kept.
        let entity_type = if record.kind == MatchKind::Blocker { "" } else { record.entity_type };
        for field in [record.entity_id, entity_type, record.alias, record.kind.as_str(), case, spelling] {
            self.hash.add(field.as_bytes());
        }
        [from, to, family].iter().for_each(|field| self.hash.add(field.as_bytes()));
        let prior = record.prior.map(|prior| prior.to_string());
        let matching = (record.matching != Matching::Word).then_some(record.matching.as_str());
        let extras = [record.lang, prior.as_deref(), record.context, matching];
        if extras.iter().any(Option::is_some) {
            extras.iter().for_each(|field| self.hash.add(field.unwrap_or_default().as_bytes()));
        }
    }

    /// Builds the gazetteer.
    ///
    /// # Errors
    /// None at present; the signature leaves room for limits.
    pub fn build(self) -> Result<Gazetteer> {
        let Self { options, mut pool, keys, entities, mut entity_of, mut entity_types, .. } = self;
        pool.shrink();
        // What finds their numbers is not needed any more.
        let entities = entities.into_strings();
        entity_of.shrink_to_fit();
        entity_types.shrink_to_fit();
        let exact = Index::new(&pool, &keys.exact);
        drop(keys.exact);
        let cased = Index::new(&pool, &keys.cased);
        drop(keys.cased);
        let lower = Index::new(&pool, &keys.lower);
        drop(keys.lower);
        let small = Index::new(&pool, &keys.small);
        let mut hash = self.hash;
        hash.add(&[u8::from(options.second_mentions)]);
        let mut types = Strings::default();
        self.types.iter().for_each(|name| {
            types.push(name);
        });
        Ok(Gazetteer(Arc::new(Inner {
            pool,
            exact,
            cased,
            lower,
            small,
            openings: OnceLock::new(),
            entity_of: entity_of.into(),
            entities,
            entity_types: entity_types.into(),
            types,
            family_names: self.family_names,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            langs: self.langs,
            priors: self.priors,
            contexts: self.contexts,
            contexts_read: OnceLock::new(),
            loose: self.loose,
            loose_search: OnceLock::new(),
            licenses: self.licenses,
            blockers: self.blockers,
            second_mentions: options.second_mentions,
            hash: hash.value(),
            source: None,
        })))
    }
}

/// Whether `text` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let in_range = |part: &str, most: u32| part.len() == 2 && part.parse().is_ok_and(|n| (1..=most).contains(&n));
    let digits = parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    digits
        && parts[0].len() == 4
        && parts.get(1).is_none_or(|month| in_range(month, 12))
        && parts.get(2).is_none_or(|day| in_range(day, 31))
        && parts.len() <= 3
}

/// Whether `part` stands in `whole` as one or more whole words.
fn holds_word(whole: &str, part: &str) -> bool {
    !part.is_empty()
        && whole.match_indices(part).any(|(at, _)| {
            let end = at + part.len();
            let cut = |at: usize| !(whole[..at].ends_with(is_word) && whole[at..].starts_with(is_word));
            cut(at) && cut(end)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        for good in ["2025", "2025-01", "2025-12-31"] {
            assert!(is_date(good), "{good}");
        }
        for bad in ["", "25", "2025-13", "2025-1", "2025-01-01-01", "2025-01-32", "now", "20250101"] {
            assert!(!is_date(bad), "{bad}");
        }
    }

    #[test]
    fn a_family_name_is_a_whole_word() {
        assert!(holds_word("Xi Jinping", "Xi"));
        assert!(holds_word("Sigrid van der Aa", "van der Aa"));
        assert!(!holds_word("Xiang Li", "Xi"));
        assert!(!holds_word("Xi Jinping", ""));
    }
}
