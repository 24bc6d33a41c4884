//! All choices in one object, and the engines that they make: one page in, one [`Document`] out.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::corpus::{KnownAs, Model};
use crate::document::Document;
use crate::gazetteer::{FindOptions, Gazetteer, Overlap};
use crate::overrides::Overrides;
use crate::page::{self, Date, Decider, KnownKind, KnownLine, PageOptions};
use crate::sentence::{Lang, SplitOptions, Splitter};
use crate::text::{Alignment, Unit};

/// Everything a caller may choose, beside the gazetteer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PipelineOptions {
    /// Segments and articles.
    pub page: PageOptions,
    /// Sentences.
    pub split: SplitOptions,
    /// Whether bare family names and acronyms refer back to the full name within an article.
    pub second_mentions: bool,
    /// Which of the mentions that overlap count.
    pub overlap: Overlap,
    /// Of the offsets in tables.
    pub unit: Unit,
}

impl Default for PipelineOptions {
    fn default() -> Self {
        let (page, split) = (PageOptions::default(), SplitOptions::default());
        Self { page, split, second_mentions: true, overlap: Overlap::default(), unit: Unit::default() }
    }
}

/// The engines made ready. Cheap to share between threads; analysing needs only `&self`.
///
/// ```
/// use newscore::pipeline::{Pipeline, PipelineOptions};
/// let pipeline = Pipeline::new(PipelineOptions::default(), None);
/// assert_eq!(pipeline.clean("The dock reopened.\nSource link", None), "The dock reopened.");
/// ```
#[derive(Debug, Clone)]
pub struct Pipeline {
    options: PipelineOptions,
    splitter: Splitter,
    gazetteer: Option<Gazetteer>,
    boilerplate: Option<Arc<Model>>,
    overrides: Option<Arc<Overrides>>,
}

/// How long the stages took, summed over pages and threads.
#[derive(Debug, Clone, Copy, Default)]
pub struct Timings {
    /// Segments, articles and fields.
    pub page: Duration,
    /// Sentences.
    pub sentences: Duration,
    /// Mentions.
    pub mentions: Duration,
}

impl std::ops::AddAssign for Timings {
    fn add_assign(&mut self, other: Self) {
        self.page += other.page;
        self.sentences += other.sentences;
        self.mentions += other.mentions;
    }
}

impl Pipeline {
    /// A pipeline of these choices; no gazetteer, no mentions.
    pub fn new(options: PipelineOptions, gazetteer: Option<Gazetteer>) -> Self {
        let splitter = Splitter::new(options.split.clone());
        Self { options, splitter, gazetteer, boilerplate: None, overrides: None }
    }

    /// The same pipeline, which knows the lines that publishers print on every page.
    #[must_use]
    pub fn with_boilerplate(self, model: Arc<Model>) -> Self {
        Self { boilerplate: Some(model), ..self }
    }

    /// The same pipeline, which replays what a person has decided.
    #[must_use]
    pub fn with_overrides(self, overrides: Overrides) -> Self {
        Self { overrides: Some(Arc::new(overrides)), ..self }
    }

    /// The sentence splitter.
    pub fn splitter(&self) -> &Splitter {
        &self.splitter
    }

    /// The unit of the offsets in tables.
    pub fn unit(&self) -> Unit {
        self.options.unit
    }

    /// The gazetteer.
    pub fn gazetteer(&self) -> Option<&Gazetteer> {
        self.gazetteer.as_ref()
    }

    /// The model of boilerplate.
    pub fn boilerplate(&self) -> Option<&Model> {
        self.boilerplate.as_deref()
    }

    /// What a person has decided.
    pub fn overrides(&self) -> Option<&Overrides> {
        self.overrides.as_deref()
    }

    /// Analyses one page. `published` is its day, where known: only with it does a date without a year become an ISO
    /// date. `source` is its publisher, for the model of boilerplate. Time linear in the length of the page; never fails.
    pub fn document(&self, raw: &str, published: Option<Date>, source: Option<&str>) -> Document {
        self.timed(raw, published, source, &mut Timings::default())
    }

    /// The same, adding to `timings` what each stage took.
    pub fn timed(&self, raw: &str, published: Option<Date>, source: Option<&str>, timings: &mut Timings) -> Document {
        let start = Instant::now();
        let known = self.known(raw, source);
        let decided = self.overrides.as_ref().map(|overrides| overrides.of(source));
        let decider = decided.as_ref().map(|decided| decided as &dyn Decider);
        let analysis = page::analyze_with(raw, published, &self.options.page, &known, decider);
        let mut document = Document::new(raw, analysis);
        let segmented = Instant::now();
        document.split(raw, &self.splitter);
        let split = Instant::now();
        if let Some(gazetteer) = &self.gazetteer {
            let day = published.map(|day| day.to_string());
            let PipelineOptions { overlap, second_mentions, .. } = self.options;
            let lang = self.options.split.lang.map(Lang::as_str);
            document.find(raw, gazetteer, &FindOptions { overlap, second_mentions, day: day.as_deref(), lang });
            if let Some(decided) = &decided {
                document.decide(raw, gazetteer, |context, surface| decided.entity(context, surface));
            }
        }
        *timings += Timings { page: segmented - start, sentences: split - segmented, mentions: split.elapsed() };
        document
    }

    /// The way between a page of `source` and its clean text.
    pub fn alignment(&self, raw: &str, source: Option<&str>) -> Alignment {
        let known = self.known(raw, source);
        let decided = self.overrides.as_ref().map(|overrides| overrides.of(source));
        let decider = decided.as_ref().map(|decided| decided as &dyn Decider);
        Alignment::new(raw, page::kept(&page::segments_with(raw, &self.options.page, &known, decider)))
    }

    /// The clean text of a page of `source`.
    pub fn clean(&self, raw: &str, source: Option<&str>) -> String {
        self.alignment(raw, source).clean(raw)
    }

    /// What the model of boilerplate knows of the lines of a page; empty where it knows nothing of the source.
    fn known(&self, raw: &str, source: Option<&str>) -> Vec<Option<KnownLine>> {
        let (Some(model), Some(source)) = (&self.boilerplate, source) else { return Vec::new() };
        let kind = |known_as| match known_as {
            KnownAs::Line => KnownKind::Line,
            KnownAs::Template => KnownKind::Template,
            KnownAs::Byline => KnownKind::Byline,
            KnownAs::Timestamp => KnownKind::Timestamp,
        };
        let known = model.known(raw, source).unwrap_or_default().into_iter();
        known.map(|line| line.map(|line| KnownLine { kind: kind(line.known_as), score: line.share })).collect()
    }
}
