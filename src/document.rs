//! One analysed page: what the engines, which know nothing of each other, say together.
//!
//! Sentences and mentions are sought in *regions*: runs of neighbouring segments of which clean text leaves nothing
//! out. So no sentence and no mention ever crosses a cut.

use crate::Span;
use crate::gazetteer::{self, FindOptions, Gazetteer};
use crate::page::{Action, Analysis, Article, Label, Segment, kept};
use crate::sentence::Splitter;
use crate::text::Alignment;

/// One analysed page. Offsets are of the raw page.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Segments, articles and flags.
    pub analysis: Analysis,
    /// Raw text and clean text.
    pub alignment: Alignment,
    /// The sentences of kept text, in order.
    pub sentences: Vec<Sentence>,
    /// The mentions, in order.
    pub mentions: Vec<Mention>,
    /// For each article, the entity that the place of its dateline names.
    pub dateline_places: Vec<Option<u32>>,
}

/// A sentence of kept text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// The segment that it ends in: a dateline belongs to the sentence that it opens.
    pub segment: usize,
}

/// A mention of an entity, and where on the page it is.
#[derive(Debug, Clone)]
pub struct Mention {
    /// What was found.
    pub found: gazetteer::Mention,
    /// The segment that it begins in.
    pub segment: usize,
    /// The sentence that it begins in; none in headlines, captions and other text outside the clean text.
    pub sentence: Option<usize>,
}

/// Neighbouring segments that are read as one text.
#[derive(Debug, Clone, Copy)]
struct Region {
    span: Span,
    first: usize,
    kept: bool,
}

impl Document {
    /// The document without sentences and mentions yet.
    pub fn new(raw: &str, analysis: Analysis) -> Self {
        let alignment = Alignment::new(raw, kept(&analysis.segments));
        Self { analysis, alignment, ..Self::default() }
    }

    /// Finds the sentences of the kept text.
    pub fn split(&mut self, raw: &str, splitter: &Splitter) {
        let segments = &self.analysis.segments;
        // A sentence of news has some hundred bytes, seldom half as many.
        self.sentences.reserve(raw.len() / 64);
        for region in regions(segments).filter(|region| region.kept) {
            let mut segment = region.first;
            for span in splitter.spans(region.span.of(raw)) {
                let span = span.shifted(region.span.start());
                while segments[segment].span.end() < span.end() {
                    segment += 1;
                }
                self.sentences.push(Sentence { span, segment });
            }
        }
    }

    /// The stretches of kept text, in order: each was split into sentences on its own.
    pub fn kept_regions(&self) -> impl Iterator<Item = Span> + '_ {
        regions(&self.analysis.segments).filter(|region| region.kept).map(|region| region.span)
    }

    /// Finds the mentions in kept text, headlines, standfirsts and captions, article by article; family names and
    /// acronyms that refer back only where the options and the gazetteer's both say so. The options' day, or else that
    /// which an article gives itself, tells who is meant of several; the options' language, or else the page's as far as it
    /// can be told, which aliases may stand here. Call it after [`Document::split`].
    pub fn find(&mut self, raw: &str, gazetteer: &Gazetteer, options: &FindOptions<'_>) {
        let second_mentions = options.second_mentions && gazetteer.finds_second_mentions();
        let lang = options.lang.or(self.analysis.language);
        // In their order, the page's own first.
        let mut by_article: Vec<(Option<u32>, Vec<Span>)> = Vec::new();
        for region in regions(&self.analysis.segments) {
            let article = self.analysis.segments[region.first].article;
            match by_article.binary_search_by_key(&article, |of| of.0) {
                Ok(at) => by_article[at].1.push(region.span),
                Err(at) => by_article.insert(at, (article, vec![region.span])),
            }
        }
        let mut all: Vec<gazetteer::Mention> = Vec::new();
        for (article, spans) in &by_article {
            let before = all.len() as u32;
            let fields = article.and_then(|at| self.analysis.articles.get(at as usize)).map(|article| &article.fields);
            let own = fields.and_then(|fields| fields.published.as_ref()).map(|published| published.date.to_string());
            let options = FindOptions { second_mentions, day: options.day.or(own.as_deref()), lang, ..*options };
            let found = gazetteer.find_with(raw, spans, &options);
            all.extend(found.into_iter().map(|mut mention| {
                mention.antecedent = mention.antecedent.map(|antecedent| antecedent + before);
                mention
            }));
        }
        in_reading_order(&mut all);
        self.mentions = self.placed(all);
        let articles = self.analysis.articles.iter();
        self.dateline_places = articles.map(|article| dateline_place(raw, article, gazetteer)).collect();
    }

    /// Gives mentions the entity that was decided: `decided` takes the sentence (or the segment outside the clean text)
    /// and the surface, and gives an entity's id, empty for none. Only a candidate can become the entity.
    pub fn decide<'a>(&mut self, raw: &str, gazetteer: &Gazetteer, decided: impl Fn(&str, &str) -> Option<&'a str>) {
        for mention in &mut self.mentions {
            let context =
                mention.sentence.map_or(self.analysis.segments[mention.segment].span, |at| self.sentences[at].span);
            if let Some(id) = decided(context.of(raw), mention.found.span.of(raw)) {
                let mut candidates = mention.found.candidates.iter().map(|candidate| candidate.entity);
                mention.found.entity = candidates.find(|&entity| gazetteer.entity_id(entity) == id);
            }
        }
    }

    /// Mentions in reading order with the segment and the sentence that each begins in.
    fn placed(&self, mentions: Vec<gazetteer::Mention>) -> Vec<Mention> {
        let (mut segment, mut sentence) = (0, 0);
        let place = |found: gazetteer::Mention| {
            let start = found.span.start();
            while self.analysis.segments[segment].span.end() <= start {
                segment += 1;
            }
            while self.sentences.get(sentence).is_some_and(|it| it.span.end() <= start) {
                sentence += 1;
            }
            let inside = self.sentences.get(sentence).is_some_and(|it| it.span.start() <= start);
            Mention { found, segment, sentence: inside.then_some(sentence) }
        };
        mentions.into_iter().map(place).collect()
    }

    /// The way between the raw page and the clean text of article `number`.
    pub fn article_alignment(&self, raw: &str, number: usize) -> Alignment {
        // Mostly it is all that is kept.
        let own = |segment: &Segment| segment.article.is_some_and(|article| article as usize == number);
        if self.analysis.segments.iter().all(|segment| segment.action != Action::Keep || own(segment)) {
            return self.alignment.clone();
        }
        let segments = self.segments_of(number).map(|at| &self.analysis.segments[at]);
        Alignment::new(raw, segments.filter(|segment| segment.action == Action::Keep).map(|segment| segment.span))
    }

    /// The segments of article `number`, in order, as positions in the analysis; the page's own among them left out.
    pub fn segments_of(&self, number: usize) -> impl Iterator<Item = usize> + '_ {
        let range = self.analysis.articles[number].segments.clone();
        range.filter(move |&at| self.analysis.segments[at].article.is_some_and(|article| article as usize == number))
    }

    /// The sentences of article `number`, in order, as positions in [`Document::sentences`].
    pub fn sentences_of(&self, number: usize) -> impl Iterator<Item = usize> + '_ {
        self.of(number, &self.sentences, |sentence| sentence.segment)
    }

    /// The mentions of article `number`, in order, as positions in [`Document::mentions`].
    pub fn mentions_of(&self, number: usize) -> impl Iterator<Item = usize> + '_ {
        self.of(number, &self.mentions, |mention| mention.segment)
    }

    /// Positions of those of `items`, which stand in the order of their segments, that belong to article `number`.
    fn of<'a, T>(
        &'a self,
        number: usize,
        items: &'a [T],
        segment: impl Fn(&T) -> usize + 'a,
    ) -> impl Iterator<Item = usize> + 'a {
        let range = &self.analysis.articles[number].segments;
        let first = items.partition_point(|item| segment(item) < range.start);
        let last = items.partition_point(|item| segment(item) < range.end);
        let mine = move |&at: &usize| self.article_of(segment(&items[at])).is_some_and(|it| it as usize == number);
        (first..last).filter(mine)
    }

    /// The article of a segment.
    fn article_of(&self, segment: usize) -> Option<u32> {
        self.analysis.segments[segment].article
    }
}

/// The regions of a page in order, kept or searched for names all the same.
fn regions(segments: &[Segment]) -> impl Iterator<Item = Region> + '_ {
    let mut next = 0;
    std::iter::from_fn(move || {
        while next < segments.len() && !is_read(&segments[next]) {
            next += 1;
        }
        let first = next;
        let segment = segments.get(first)?;
        next += 1;
        let kept = segment.action == Action::Keep;
        while kept && segments.get(next).is_some_and(|it| continues(&segments[next - 1], it)) {
            next += 1;
        }
        Some(Region { span: Span::new(segment.span.start(), segments[next - 1].span.end()), first, kept })
    })
}

fn is_read(segment: &Segment) -> bool {
    segment.action == Action::Keep || matches!(segment.label, Label::Headline | Label::Standfirst | Label::Caption)
}

/// Whether `next` is read in one go with the segment before it: same article, same kind of text.
fn continues(segment: &Segment, next: &Segment) -> bool {
    next.action == Action::Keep
        && next.article == segment.article
        && (next.label == segment.label || segment.label == Label::Dateline)
}

/// Sorts mentions by where they start, taking the references among them along. The page's own segments may stand between
/// those of an article, so that its mentions were found after the article's.
fn in_reading_order(mentions: &mut Vec<gazetteer::Mention>) {
    if mentions.is_sorted_by_key(|mention| mention.span.start()) {
        return;
    }
    let starts = mentions.iter().map(|mention| mention.span.start());
    let mut order: Vec<(usize, usize)> = starts.zip(0..).collect();
    order.sort_unstable();
    let mut place = vec![0; order.len()];
    for (new, &(_, old)) in order.iter().enumerate() {
        place[old] = new as u32;
    }
    let mut sorted: Vec<gazetteer::Mention> = order.iter().map(|&(_, old)| mentions[old].clone()).collect();
    for mention in &mut sorted {
        mention.antecedent = mention.antecedent.map(|old| place[old as usize]);
    }
    *mentions = sorted;
}

/// The entity that the place of an article's dateline names, if the gazetteer knows the whole of it.
fn dateline_place(raw: &str, article: &Article, gazetteer: &Gazetteer) -> Option<u32> {
    let place = article.fields.dateline.as_ref()?.place.as_ref()?.span.of(raw);
    let found = gazetteer.find(place);
    found.into_iter().find(|mention| mention.span == Span::new(0, place.len()))?.entity
}
