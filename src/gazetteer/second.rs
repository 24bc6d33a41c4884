//! Second mentions within an article: a family name for a person whom the article names in full, an acronym that it
//! introduces in brackets. Both work in either direction, since a headline says "Xi" before the text says "Xi Jinping".
//!
//! What an article offers is made into a small gazetteer of its own and sought by the same engine, so that spelling,
//! capitals and whole words follow the same rules. What stands around a family name then decides whether it is this
//! person's: see [`context`](super::context). "The ministry" is never a mention.

use std::collections::HashMap;

use super::builder::{AliasRecord, GazetteerBuilder, GazetteerOptions};
use super::context::Context;
use super::find::{Form, Spans};
use super::fold::Folded;
use super::kinds::{CaseMode, MatchKind};
use super::mention::{Candidate, Mention, Reason};
use super::{FindOptions, Gazetteer, acronyms};
use crate::Span;

/// The type of entities that have family names.
const PERSON: &str = "person";

/// How long a namesake is spoken of by the family name alone, in bytes: two paragraphs.
const NAMESAKE: usize = 500;

/// What one surface stands for in one article.
struct Source {
    surface: String,
    kind: MatchKind,
    /// The entities, each once, in the order in which the article names them.
    entities: Vec<u32>,
    /// The mentions that name them in full, in reading order; of one person those in other spellings, too.
    names: Vec<u32>,
}

impl Source {
    /// Whether the family name comes first in the full one: "Quill Ada".
    fn is_first(&self, text: &str, found: &[Mention]) -> bool {
        self.names.first().is_some_and(|&name| found[name as usize].span.of(text).starts_with(&self.surface))
    }

    /// Whether at `start` the namesake named at `at` is still spoken of: soon after, and nobody of this source was named
    /// in between.
    fn is_left(&self, found: &[Mention], at: usize, start: usize) -> bool {
        let between = |name: &u32| (at..start).contains(&found[*name as usize].span.start());
        start - at < NAMESAKE && !self.names.iter().any(between)
    }

    /// A mention of this source; resolved if one entity is all it stands for.
    fn mention(&self, found: &[Mention], span: Span) -> Option<Mention> {
        let entities = &self.entities;
        let antecedent = antecedent(&self.names, found, span.start())?;
        let entity = (entities.len() == 1).then_some(entities[0]);
        let score = 1.0 / entities.len() as f32;
        let reason = match self.kind {
            MatchKind::Surname => Reason::FullName,
            _ => Reason::Introduced,
        };
        let candidates: Vec<_> = entities.iter().map(|&entity| Candidate { entity, score, reason }).collect();
        let alias = found[antecedent as usize].alias;
        let (kind, candidates) = (self.kind, candidates.into());
        Some(Mention { span, entity, kind, candidates, alias, antecedent: entity.map(|_| antecedent) })
    }
}

/// Adds the second mentions of one article to the mentions found by alias; [`Gazetteer::find_in`] does both.
///
/// `regions` are the parts of `text` that belong to the article, in reading order, and `found` the mentions in them, in
/// order and without antecedents. A family name that two people of the article share gives a mention without an entity
/// and with both as candidates. Time is linear in the regions. The result is in reading order; antecedents are places
/// in it.
pub fn second_mentions(gazetteer: &Gazetteer, text: &str, regions: &[Span], found: Vec<Mention>) -> Vec<Mention> {
    let looked_at = gazetteer.first_mentions(text, regions, &FindOptions::default()).1;
    resolve(gazetteer, text, regions, found, looked_at)
}

/// What the search for first mentions leaves for that of second ones.
#[derive(Debug)]
pub(super) struct LookedAt {
    /// What blockers cover.
    pub(super) blocked: Vec<Span>,
    /// The form of each region, where there is one.
    pub(super) forms: Vec<Option<Form>>,
}

/// [`second_mentions`] for a caller who has sought the first ones.
pub(super) fn resolve(
    gazetteer: &Gazetteer,
    text: &str,
    regions: &[Span],
    mut found: Vec<Mention>,
    LookedAt { blocked, forms }: LookedAt,
) -> Vec<Mention> {
    let (sources, in_full) = sources(gazetteer, text, regions, &found);
    if sources.is_empty() {
        return found;
    }
    let Some(small) = small_gazetteer(&sources) else { return found };
    let mut second = Vec::new();
    let mut revised = Vec::new();
    let mut context = Context::new(text, regions, &found);
    let mut namesakes = vec![None; sources.len()];
    let (mut next_found, mut next_blocked) = (0, 0);
    for (&region, form) in regions.iter().zip(forms) {
        let here = region.of(text);
        let spans = match form {
            Some(form) => Spans::of_form(small.inner(), here, form),
            None => small.spans(here),
        };
        for (span, alias) in spans {
            let (span, source) = (span.shifted(region.start()), &sources[alias as usize]);
            while found.get(next_found).is_some_and(|mention| mention.span.end() <= span.start()) {
                next_found += 1;
            }
            while blocked.get(next_blocked).is_some_and(|other| other.end() <= span.start()) {
                next_blocked += 1;
            }
            if blocked.get(next_blocked).is_some_and(|other| other.overlaps(span)) {
                continue;
            }
            if let Some(known) = found.get(next_found).filter(|mention| mention.span.overlaps(span)) {
                if known.span == span
                    && let Some(mention) = revise(gazetteer, known, source, &found)
                {
                    revised.push((next_found, mention));
                }
                continue;
            }
            if source.kind == MatchKind::Surname {
                let namesake = &mut namesakes[alias as usize];
                if !context.allows(region, span, next_found) {
                    if source.is_first(text, &found) && context.is_namesake(span) {
                        *namesake = Some(span.start());
                    }
                    continue;
                }
                if namesake.is_some_and(|at| source.is_left(&found, at, span.start())) {
                    continue;
                }
            }
            second.extend(source.mention(&found, span));
        }
    }
    for (place, mention) in revised {
        found[place] = mention;
    }
    // "Ada Qwill", and then: "Quill left."
    for place in 0..found.len() {
        let known = &found[place];
        if known.kind == MatchKind::Surname
            && known.antecedent.is_none()
            && let Some(names) = known.entity.and_then(|entity| in_full.get(&entity))
        {
            found[place].antecedent = antecedent(names, &found, known.span.start());
        }
    }
    merge(found, second)
}

/// The one of `names` that is meant at `start`: the last before it, else the first after it.
fn antecedent(names: &[u32], found: &[Mention], start: usize) -> Option<u32> {
    let after = names.partition_point(|&mention| found[mention as usize].span.start() < start);
    names.get(after.saturating_sub(1)).copied()
}

/// The mentions that name each person in full, in reading order.
type InFull = HashMap<u32, Vec<u32>>;

/// Every surface that may come back in this article, and what it stands for; and whom the article names in full.
fn sources(gazetteer: &Gazetteer, text: &str, regions: &[Span], found: &[Mention]) -> (Vec<Source>, InFull) {
    let mut sources: Vec<Source> = Vec::new();
    let mut places = HashMap::new();
    let mut add = |surface: &str, kind: MatchKind, entity: u32, mention: usize| {
        // Spellings that the search cannot tell apart are one source.
        let key = Folded::new(surface, false).text().to_owned();
        let place = *places.entry(key).or_insert(sources.len());
        if place == sources.len() {
            sources.push(Source { surface: surface.to_owned(), kind, entities: Vec::new(), names: Vec::new() });
        }
        let source = &mut sources[place];
        source.names.push(mention as u32);
        if !source.entities.contains(&entity) {
            source.entities.push(entity);
        }
    };
    let inner = gazetteer.inner();
    let person = inner.types.iter().position(|name| name == PERSON).map(|person| person as u16);
    let mut in_full = InFull::new();
    let mut region = 0;
    for (number, mention) in found.iter().enumerate() {
        while regions.get(region).is_some_and(|region| region.end() < mention.span.end()) {
            region += 1;
        }
        let Some(entity) = mention.entity else { continue };
        if inner.entity_types.get(entity as usize).copied() == person {
            let alias = gazetteer.alias(mention.alias);
            // Whose family name is a word, too, has the full one for it: "Theresa May", and then "Mrs May" by an alias.
            let named = mention.kind == MatchKind::Name && alias.contains(' ');
            if let Some(family) = gazetteer.family_name(mention.alias).filter(|&family| family != alias || named) {
                in_full.entry(entity).or_default().push(number as u32);
                add(family, MatchKind::Surname, entity, number);
                // "Joost van Raalte", and then: "Van Raalte laughed."
                if let Some(first) = family.chars().next().filter(|c| c.is_lowercase()) {
                    let capital: String = first.to_uppercase().chain(family.chars().skip(1)).collect();
                    add(&capital, MatchKind::Surname, entity, number);
                }
                // "Dana al-Osk", and then: "Osk laughed.", "El-Osk laughed."
                if let Some(bare) = family.strip_prefix("al-").or_else(|| family.strip_prefix("el-")) {
                    for article in ["", "al-", "el-", "Al-", "El-"] {
                        add(&format!("{article}{bare}"), MatchKind::Surname, entity, number);
                    }
                }
            }
        } else if let Some(&region) = regions.get(region)
            && let Some(acronym) = acronyms::introduced(text, region, mention.span)
        {
            add(acronym, MatchKind::Acronym, entity, number);
        }
    }
    for source in &mut sources {
        if let [entity] = source.entities[..]
            && let Some(names) = in_full.get(&entity)
            && names.len() > source.names.len()
        {
            source.names.clone_from(names);
        }
    }
    (sources, in_full)
}

/// The article's own gazetteer: alias `i` is source `i`.
fn small_gazetteer(sources: &[Source]) -> Option<Gazetteer> {
    let mut builder = GazetteerBuilder::new(GazetteerOptions::smart());
    for source in sources {
        let mut record = AliasRecord::new("-", "", &source.surface);
        if source.kind == MatchKind::Acronym {
            record.case = Some(CaseMode::Exact);
        }
        builder.add(&record).ok()?;
    }
    builder.build().ok()
}

/// What the article says about a surface that the gazetteer knows by itself.
///
/// An acronym means what the article introduced, whatever it means elsewhere. A family name that the gazetteer takes by
/// itself ("President Xi") stands for the full name, and for that of two whom it may mean. A name that is also the family
/// name of a person in the article ("Jordan") has one candidate more, and no winner, nor has a family name that several
/// have whom the article names, unless a title tells. Otherwise nothing changes.
fn revise(gazetteer: &Gazetteer, known: &Mention, source: &Source, found: &[Mention]) -> Option<Mention> {
    let new = source.mention(found, known.span)?;
    match (source.kind, new.entity) {
        (MatchKind::Acronym, Some(entity)) => (known.entity != Some(entity)).then_some(new),
        (MatchKind::Surname, Some(entity))
            if known.kind == MatchKind::Surname && !new_to(&known.candidates, entity) =>
        {
            Some(new)
        }
        (MatchKind::Surname, _) => {
            let mut candidates = new.candidates.to_vec();
            let others = known.candidates.iter().filter(|known| new_to(&candidates, known.entity));
            let others: Vec<Candidate> = others.copied().collect();
            let titled = || gazetteer.inner().contexts.get(known.alias).is_some_and(|it| it.contains("+before:"));
            if others.is_empty()
                && (known.kind != MatchKind::Surname || known.entity.is_none() || candidates.len() == 1 || titled())
            {
                return None;
            }
            candidates.extend(others);
            let score = 1.0 / candidates.len() as f32;
            candidates.iter_mut().for_each(|candidate| candidate.score = score);
            let candidates = candidates.into();
            Some(Mention { entity: None, kind: MatchKind::Surname, candidates, antecedent: None, ..new })
        }
        _ => None,
    }
}

fn new_to(candidates: &[Candidate], entity: u32) -> bool {
    candidates.iter().all(|candidate| candidate.entity != entity)
}

/// Both lists in reading order, antecedents renumbered. They point into `found` before, into the result after.
fn merge(found: Vec<Mention>, second: Vec<Mention>) -> Vec<Mention> {
    let mut moved = Vec::with_capacity(found.len());
    let mut all = Vec::with_capacity(found.len() + second.len());
    let mut second = second.into_iter().peekable();
    for mention in found {
        while let Some(earlier) = second.next_if(|other| other.span < mention.span) {
            all.push(earlier);
        }
        moved.push(all.len() as u32);
        all.push(mention);
    }
    all.extend(second);
    for mention in &mut all {
        mention.antecedent = mention.antecedent.and_then(|antecedent| moved.get(antecedent as usize).copied());
    }
    all
}
