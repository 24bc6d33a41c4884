//! The fitted model: which lines of which source are known, and the table that people review.

use std::collections::{BTreeMap, BinaryHeap, HashMap};

use serde::{Deserialize, Serialize};

use super::learn::{Learned, RuleKind, RuleRow, Verdict};
use super::options::FitOptions;
use super::read::{self, page_lines};
use super::template::{self, Holes};
use crate::{Error, Result};

/// The reason of a verdict that a person gave.
const BY_HAND: &str = "set by hand";

/// The version of the saved form.
const FORMAT: u32 = 1;

/// A template with more words of its own than this says more than a date.
const DATE_WORDS: usize = 5;

/// As what a line is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownAs {
    /// A line that repeats.
    Line,
    /// A line whose template repeats.
    Template,
    /// The same, with a name after "By".
    Byline,
    /// The same, with a date or a clock time and few words more.
    Timestamp,
}

/// What the model knows of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Known {
    /// As what.
    pub known_as: KnownAs,
    /// The share of the source's stories that it stands in.
    pub share: f32,
}

/// How much was seen of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceCount {
    /// The source.
    pub source: String,
    /// Pages given.
    pub pages: u64,
    /// Stories learned from.
    pub stories: usize,
}

/// What was learned of every source. Looking a page up is linear in its length.
#[derive(Debug, Clone, Default)]
pub struct Model {
    options: FitOptions,
    sources: BTreeMap<String, SourceCount>,
    /// Sorted by source, rule and template.
    rows: Vec<RuleRow>,
    // Made from `rows`.
    indexes: HashMap<String, Index>,
}

#[derive(Debug, Clone, Default)]
struct Index {
    lines: HashMap<u64, f32>,
    templates: HashMap<u64, Known>,
}

impl PartialEq for Model {
    fn eq(&self, other: &Self) -> bool {
        self.options == other.options && self.sources == other.sources && self.rows == other.rows
    }
}

/// The first line of the saved form.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Saved {
    format: u32,
    min_pages: usize,
    min_share: f64,
    max_pages: usize,
    sources: Vec<SourceCount>,
    rules: Vec<RuleRow>,
}

impl Model {
    /// A model of what was learned with these options.
    pub fn new(options: FitOptions, learned: Vec<Learned>) -> Self {
        let mut sources = BTreeMap::new();
        let mut rows = Vec::new();
        for one in learned {
            let count = SourceCount { source: one.source.clone(), pages: one.pages, stories: one.stories };
            sources.insert(one.source, count);
            rows.extend(one.rows);
        }
        Self::of_rows(options, sources, rows)
    }

    fn of_rows(options: FitOptions, sources: BTreeMap<String, SourceCount>, rows: Vec<RuleRow>) -> Self {
        // A heap's code is a tenth of a sort's.
        let places = rows.iter().map(|row| (row.source.as_str(), row.rule, row.template.as_str())).zip(0..);
        let order = places.collect::<BinaryHeap<(_, usize)>>().into_sorted_vec();
        let order: Vec<usize> = order.into_iter().map(|place| place.1).collect();
        let mut rows: Vec<Option<RuleRow>> = rows.into_iter().map(Some).collect();
        let rows: Vec<RuleRow> = order.into_iter().filter_map(|at| rows[at].take()).collect();
        let mut indexes: HashMap<String, Index> = HashMap::new();
        for row in rows.iter().filter(|row| row.verdict == Verdict::Drop) {
            let index = indexes.entry(row.source.clone()).or_default();
            let share = row.share as f32;
            match row.rule {
                RuleKind::Line => {
                    index.lines.insert(read::key(&row.template), share);
                }
                RuleKind::Template => {
                    let holes = read::template_of(&row.example).map(|(_, holes)| holes).unwrap_or_default();
                    index.templates.insert(template::key(&row.template), Known { known_as: known_as(holes), share });
                }
            }
        }
        Self { options, sources, rows, indexes }
    }

    /// The options of the fit.
    pub fn options(&self) -> FitOptions {
        self.options
    }

    /// The table of everything that repeats, sorted by source, rule and template.
    pub fn rows(&self) -> &[RuleRow] {
        &self.rows
    }

    /// What was seen of each source, in alphabetical order.
    pub fn sources(&self) -> impl Iterator<Item = &SourceCount> {
        self.sources.values()
    }

    /// What is known of each line of a page that is not blank, in order; `None` for a source that nothing was learned
    /// of. Time linear in the page.
    pub fn known(&self, text: &str, source: &str) -> Option<Vec<Option<Known>>> {
        let index = self.indexes.get(source)?;
        Some(page_lines(text).map(|line| index.known(line.of(text))).collect())
    }

    /// The same model with some verdicts changed: source, line or template as in [`Model::rows`], and verdict.
    ///
    /// # Errors
    /// A source or template that is not in the table.
    pub fn with_overrides<'a>(&self, overrides: impl IntoIterator<Item = (&'a str, &'a str, Verdict)>) -> Result<Self> {
        let mut rows = self.rows.clone();
        for (source, template, verdict) in overrides {
            let mut found = false;
            for row in rows.iter_mut().filter(|row| row.source == source && row.template == template) {
                row.verdict = verdict;
                row.reason = BY_HAND.to_owned();
                found = true;
            }
            if !found {
                let known = self.sources.contains_key(source);
                let (what, given, reason) = if known {
                    ("template", template, format!("the rules of source {source:?} have no such line or template"))
                } else {
                    let names = self.sources.keys().take(10).cloned().collect::<Vec<_>>().join(", ");
                    ("source", source, format!("the model was not fitted on it; fitted sources: {names}"))
                };
                return Err(Error::bad_option(what, format!("{given:?}"), reason));
            }
        }
        Ok(Self::of_rows(self.options, self.sources.clone(), rows))
    }

    /// A number for all that the model says; equal models have the same. Time linear in the table.
    pub fn hash(&self) -> u64 {
        self.to_json().bytes().fold(read::SEED, read::hash_byte)
    }

    /// The saved form: JSON, sorted, one source or rule a line, so that two models can be compared line by line.
    pub fn to_json(&self) -> String {
        let block = |lines: Vec<String>| match lines.len() {
            0 => "[]".to_owned(),
            _ => format!("[\n{}\n]", lines.join(",\n")),
        };
        // Serialising these plain structs to a string cannot fail.
        let line = |value: serde_json::Result<String>| value.unwrap_or_default();
        let FitOptions { min_pages, min_share, max_pages } = self.options;
        format!(
            "{{\n\"format\": {FORMAT},\n\"min_pages\": {min_pages},\n\"min_share\": {},\n\"max_pages\": {max_pages},\n\
             \"sources\": {},\n\"rules\": {}\n}}\n",
            line(serde_json::to_string(&min_share)),
            block(self.sources.values().map(|source| line(serde_json::to_string(source))).collect()),
            block(self.rows.iter().map(|row| line(serde_json::to_string(row))).collect()),
        )
    }

    /// Reads what [`Model::to_json`] wrote.
    ///
    /// # Errors
    /// What is not such a model, with the line.
    pub fn from_json(json: &str) -> Result<Self> {
        let saved: Saved =
            serde_json::from_str(json).map_err(|error| Error::table(error.line() as u64, error.to_string()))?;
        if saved.format != FORMAT {
            let reason = format!("this version reads format {FORMAT}");
            return Err(Error::bad_option("format", saved.format.to_string(), reason));
        }
        let options = FitOptions { min_pages: saved.min_pages, min_share: saved.min_share, max_pages: saved.max_pages }
            .checked()?;
        let mut sources = BTreeMap::new();
        for count in saved.sources {
            sources.insert(count.source.clone(), count);
        }
        Ok(Self::of_rows(options, sources, saved.rules))
    }
}

impl Index {
    fn known(&self, line: &str) -> Option<Known> {
        if let Some(&share) = self.lines.get(&read::key(line)) {
            return Some(Known { known_as: KnownAs::Line, share });
        }
        if self.templates.is_empty() {
            return None;
        }
        let (template, _) = read::template_of(line)?;
        self.templates.get(&template::key(&template)).copied()
    }
}

fn known_as(holes: Holes) -> KnownAs {
    match holes {
        Holes { name: true, .. } => KnownAs::Byline,
        Holes { date: true, fixed, .. } if fixed <= DATE_WORDS => KnownAs::Timestamp,
        _ => KnownAs::Template,
    }
}
