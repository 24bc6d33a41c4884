//! What became of every character of a run: counted by label, by rule and by source.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use serde_json::{Value, json};

use crate::document::Document;
use crate::page::{Action, Label, Segment};
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
    actions: BTreeMap<&'static str, usize>,
    labels: BTreeMap<(Label, &'static str), Count>,
    rules: BTreeMap<(&'static str, &'static str), Count>,
    sources: BTreeMap<String, BTreeMap<&'static str, usize>>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    segments: usize,
    characters: usize,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.segments += other.segments;
        self.characters += other.characters;
    }
}

impl Account {
    /// Adds a page.
    pub fn add(&mut self, raw: &str, document: &Document, source: Option<&str>) {
        let mut points = CodePoints::new(raw);
        let mut of_source: BTreeMap<&'static str, usize> = BTreeMap::new();
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
            *self.labels.entry((label, action.as_str())).or_default() += count;
            *self.actions.entry(action.as_str()).or_default() += count.characters;
            *of_source.entry(action.as_str()).or_default() += count.characters;
            if action != Action::Keep {
                *self.rules.entry((rule, action.as_str())).or_default() += count;
            }
        }
        self.unaccounted += solid(&raw[covered..]);
        let total = points.at(raw.len());
        self.total += total;
        if let Some(source) = source {
            let entry = self.sources.entry(source.to_owned()).or_default();
            *entry.entry("total").or_default() += total;
            of_source.into_iter().for_each(|(action, characters)| *entry.entry(action).or_default() += characters);
        }
    }

    /// The account as the manifest has it: "characters", "unaccounted", "owners", "labels", "rules", "sources".
    pub fn to_json(&self) -> Value {
        let labelled: usize = self.actions.values().sum();
        let mut characters = json!({ "total": self.total, "blank": self.total - labelled });
        for action in Action::ALL {
            characters[action.as_str()] = json!(self.actions.get(action.as_str()).copied().unwrap_or(0));
        }
        let labels: Vec<Value> =
            self.labels.iter().map(|((label, action), count)| entry("label", label.as_str(), action, *count)).collect();
        let rules: Vec<Value> =
            self.rules.iter().map(|((rule, action), count)| entry("rule", rule, action, *count)).collect();
        let [articles, page] =
            self.owners.map(|count| json!({ "segments": count.segments, "characters": count.characters }));
        json!({
            "characters": characters,
            "unaccounted": self.unaccounted,
            "owners": { "articles": articles, "page": page },
            "labels": labels,
            "rules": rules,
            "sources": self.sources,
        })
    }
}

/// Characters that are not blank.
fn solid(gap: &str) -> usize {
    if gap == "\n" {
        return 0;
    }
    gap.chars().filter(|&c| !is_space(c)).count()
}

fn entry(key: &str, name: &str, action: &str, count: Count) -> Value {
    json!({ key: name, "action": action, "segments": count.segments, "characters": count.characters })
}

impl AddAssign for Account {
    fn add_assign(&mut self, other: Self) {
        self.total += other.total;
        self.unaccounted += other.unaccounted;
        for (mine, theirs) in self.owners.iter_mut().zip(other.owners) {
            *mine += theirs;
        }
        other.actions.into_iter().for_each(|(key, count)| *self.actions.entry(key).or_default() += count);
        other.labels.into_iter().for_each(|(key, count)| *self.labels.entry(key).or_default() += count);
        other.rules.into_iter().for_each(|(key, count)| *self.rules.entry(key).or_default() += count);
        for (source, counts) in other.sources {
            let entry = self.sources.entry(source).or_default();
            counts.into_iter().for_each(|(key, count)| *entry.entry(key).or_default() += count);
        }
    }
}
