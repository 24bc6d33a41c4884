//! What became of every character of a run: counted by label, by rule and by source.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use serde_json::{Map, Value};

use crate::document::Document;
use crate::page::{Action, Segment};
use crate::text::{CodePoints, is_space};

/// Characters (code points) and segments, summed over pages.
///
/// The sums do not depend on the order of the pages, so neither does the manifest that they go into.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    total: usize,
    /// Characters of segments that belong to an article, and of those that are the page's own.
    owners: [Count; 2],
    /// Characters outside every segment that are not blank. There are none, unless a rule is broken.
    unaccounted: usize,
    /// In the order of [`Label`].
    labels: Tally,
    rules: Tally,
    sources: BTreeMap<String, Source>,
}

/// Characters of a source: all, and by action.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Source {
    total: usize,
    actions: [usize; Action::ALL.len()],
}

/// Counts by the place of a name among others, the name and the action, in this order: few enough for a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Tally(Vec<(Key, Count)>);

type Key = (usize, &'static str, Action);

impl Tally {
    fn add(&mut self, key: Key, count: Count) {
        let order = |(place, name, action): Key| (place, name, action.as_str());
        match self.0.binary_search_by_key(&order(key), |one| order(one.0)) {
            Ok(at) => self.0[at].1 += count,
            Err(at) => self.0.insert(at, (key, count)),
        }
    }

    fn to_json(&self, kind: &str) -> Value {
        self.0
            .iter()
            .map(|&((_, name, action), count)| {
                let [segments, characters] = count.entries();
                object(vec![(kind, name.into()), ("action", action.as_str().into()), segments, characters])
            })
            .collect()
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    segments: usize,
    characters: usize,
}

impl Count {
    fn entries(self) -> [(&'static str, Value); 2] {
        [("segments", self.segments.into()), ("characters", self.characters.into())]
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.segments += other.segments;
        self.characters += other.characters;
    }
}

impl AddAssign for Source {
    fn add_assign(&mut self, other: Self) {
        self.total += other.total;
        self.actions.iter_mut().zip(other.actions).for_each(|(mine, theirs)| *mine += theirs);
    }
}

impl Account {
    /// Adds a page, whose code points `points` counts.
    pub fn add(&mut self, raw: &str, points: &CodePoints, document: &Document, source: Option<&str>) {
        let mut actions = [0; Action::ALL.len()];
        let mut covered = 0;
        // Paragraph after paragraph is of one kind: they are looked up together.
        let kind = |segment: &Segment| (segment.label, segment.action, segment.rule, segment.article.is_none());
        for alike in document.analysis.segments.chunk_by(|one, other| kind(one) == kind(other)) {
            let mut count = Count { segments: alike.len(), characters: 0 };
            for segment in alike {
                let (start, end) = points.span(segment.span);
                count.characters += end - start;
                self.unaccounted += solid(&raw[covered..segment.span.start()]);
                covered = segment.span.end();
            }
            let Some((label, action, rule, own)) = alike.first().map(kind) else { continue };
            self.owners[usize::from(own)] += count;
            self.labels.add((label as usize, label.as_str(), action), count);
            actions[action as usize] += count.characters;
            if action != Action::Keep {
                self.rules.add((0, rule, action), count);
            }
        }
        self.unaccounted += solid(&raw[covered..]);
        let total = points.at(raw.len());
        self.total += total;
        if let Some(source) = source {
            *self.sources.entry(source.to_owned()).or_default() += Source { total, actions };
        }
    }

    /// The account as the manifest has it: "characters", "unaccounted", "owners", "labels", "rules", "sources".
    pub fn to_json(&self) -> Value {
        let mut actions = [0; Action::ALL.len()];
        self.labels.0.iter().for_each(|((_, _, action), count)| actions[*action as usize] += count.characters);
        let blank = self.total - actions.iter().sum::<usize>();
        let mut characters = vec![("total", self.total.into()), ("blank", blank.into())];
        characters.extend(Action::ALL.iter().zip(actions).map(|(action, count)| (action.as_str(), count.into())));
        let [articles, page] = self.owners.map(|count| object(count.entries().into()));
        let source = |source: &Source| {
            let actions = Action::ALL.iter().zip(source.actions).filter(|(_, count)| *count > 0);
            let actions = actions.map(|(action, count)| (action.as_str(), count.into()));
            object(actions.chain([("total", source.total.into())]).collect())
        };
        let sources = self.sources.iter().map(|(name, one)| (name.as_str(), source(one))).collect();
        object(vec![
            ("characters", object(characters)),
            ("unaccounted", self.unaccounted.into()),
            ("owners", object(vec![("articles", articles), ("page", page)])),
            ("labels", self.labels.to_json("label")),
            ("rules", self.rules.to_json("rule")),
            ("sources", object(sources)),
        ])
    }
}

/// Characters that are not blank.
fn solid(gap: &str) -> usize {
    if gap == "\n" {
        return 0;
    }
    gap.chars().filter(|&c| !is_space(c)).count()
}

/// An object of these entries. The macro of `serde_json` would be code for each of them.
#[inline(never)]
pub(crate) fn object(entries: Vec<(&str, Value)>) -> Value {
    let mut all = Map::new();
    for (key, value) in entries {
        all.insert(key.to_owned(), value);
    }
    Value::Object(all)
}

impl AddAssign for Account {
    fn add_assign(&mut self, other: Self) {
        self.total += other.total;
        self.unaccounted += other.unaccounted;
        for (mine, theirs) in self.owners.iter_mut().zip(other.owners) {
            *mine += theirs;
        }
        other.labels.0.into_iter().for_each(|(key, count)| self.labels.add(key, count));
        other.rules.0.into_iter().for_each(|(key, count)| self.rules.add(key, count));
        for (name, source) in other.sources {
            *self.sources.entry(name).or_default() += source;
        }
    }
}
