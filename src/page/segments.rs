//! From marks to segments, articles and the page's flags.

use std::ops::Range;

use serde::Serialize;

use super::articles::{self, Evidence, Stretch};
use super::date::Date;
use super::decided::{self, Decider};
use super::fields::{self, Fields};
use super::flags::{self, Flag};
use super::kind::Kind;
use super::known::{self, KnownLine};
use super::label::{Action, Label};
use super::line::End;
use super::marks::{Mark, Marks};
use super::options::{ArticleMode, PageOptions};
use super::rules::byline::LED;
use super::rules::{Rule, View, headline};
use super::story::Story;
use super::{blocks, head, labeller, language, line, model, records, regain, repeats, story, widgets};
use crate::Span;
use crate::text::{Planes, lines, trim};

/// A labelled piece of a page, trimmed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Segment {
    /// Where it stands, in bytes.
    pub span: Span,
    /// What it is.
    pub label: Label,
    /// What becomes of it.
    pub action: Action,
    /// The rule that decided; `body` where none spoke.
    pub rule: &'static str,
    /// How sure the rule is, from 0 to 1.
    pub score: f32,
    /// The article it belongs to, counted from 0; `None` for the page's own segments.
    pub article: Option<u32>,
}

/// One story of a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Article {
    /// Where it stands, in bytes, a trailing separator left out.
    pub span: Span,
    /// How sure it is that an article begins here, from 0 to 1.
    pub confidence: f32,
    /// Why an article was taken to begin here.
    pub evidence: Vec<Evidence>,
    /// Its segments, as positions in [`Analysis::segments`]; segments of the page itself may stand among them.
    pub segments: Range<usize>,
    /// What its head and credits say.
    pub fields: Fields,
}

/// All that was found out about one page.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Analysis {
    /// Labelled pieces: disjoint, in order, trimmed, covering every character that is not blank.
    pub segments: Vec<Segment>,
    /// The stories, in order.
    pub articles: Vec<Article>,
    /// The page's own topic tag.
    pub topic: Option<Span>,
    /// What is special, in the order of [`Flag`].
    pub flags: Vec<Flag>,
    /// ISO 639-1 code of the page's language, where its script and commonest words tell.
    pub language: Option<&'static str>,
}

/// The spans that clean text is made of.
pub fn kept(segments: &[Segment]) -> impl Iterator<Item = Span> + '_ {
    segments.iter().filter(|segment| segment.action == Action::Keep).map(|segment| segment.span)
}

impl Analysis {
    /// Rewrites every span: from bytes to code points, for instance.
    pub fn map_spans(&mut self, mut convert: impl FnMut(Span) -> Span) {
        for segment in &mut self.segments {
            segment.span = convert(segment.span);
        }
        for article in &mut self.articles {
            article.span = convert(article.span);
            article.fields.map_spans(&mut convert);
        }
        self.topic = self.topic.map(convert);
    }
}

/// Labels a page and cuts it into articles with their fields. Never fails; time linear in the length of the page.
///
/// `published` is the day of the page: only with it do a date without a year and `2 days ago` become ISO dates.
///
/// ```
/// use newscore::page::{Label, PageOptions, analyze};
/// let page = "Harbour reopens after storm\n\n\
///     OSLO, March 3 (Nordwire) — The harbour of the old town was opened again on Monday, the port said.\n\
///     Share\n";
/// let analysis = analyze(page, None, &PageOptions::default());
/// let labels: Vec<&str> = analysis.segments.iter().map(|segment| segment.label.as_str()).collect();
/// assert_eq!(labels, ["headline", "dateline", "body", "ui-text"]);
/// let fields = &analysis.articles[0].fields;
/// assert_eq!(fields.headline.as_ref().map(|field| field.value.as_str()), Some("Harbour reopens after storm"));
/// ```
pub fn analyze(text: &str, published: Option<Date>, options: &PageOptions) -> Analysis {
    analyze_with(text, published, options, &[], None)
}

/// As [`analyze`], for a page of which some lines are known from other pages, or about which something was decided.
/// `known` has an entry for each line that is not blank, in order.
pub fn analyze_with(
    text: &str,
    published: Option<Date>,
    options: &PageOptions,
    known: &[Option<KnownLine>],
    decider: Option<&dyn Decider>,
) -> Analysis {
    let planes = Planes::new(text);
    let page = line::measure(text, &planes);
    let view = View::new(text, &planes, &page, &options.agencies);
    let (segments, stretches) = label(&view, options, known, decider);
    let mut analysis = Analysis { segments, ..Analysis::default() };
    analysis.articles = build_articles(&view, &analysis.segments, stretches, published);
    analysis.topic =
        analysis.segments.iter().find(|s| s.label == Label::TopicTag && s.article.is_none()).map(|s| s.span);
    analysis.language = language_of(&view, &analysis.segments);
    analysis.flags = flags::find(&view, &analysis);
    analysis
}

/// The language of the body text.
fn language_of(view: &View<'_>, segments: &[Segment]) -> Option<&'static str> {
    let body = || segments.iter().filter(|segment| segment.label == Label::Body).map(|segment| segment.span);
    let mut bodies = body().peekable();
    // The lines that such segments stand in: both are in the order of the page.
    let told = view.lines.iter().filter(|line| {
        let mut told = false;
        while bodies.next_if(|span| span.end() <= line.span.end()).is_some() {
            told = true;
        }
        told
    });
    match view.foreign.is_none() && language::is_english(told) {
        true => Some("en"),
        false => language::judge(body().map(|span| span.of(view.text))),
    }
}

/// The segments of a page alone: what cleaning needs. As [`analyze`], without fields and flags.
pub fn segments(text: &str, options: &PageOptions) -> Vec<Segment> {
    segments_with(text, options, &[], None)
}

/// As [`segments`], with what is known and decided, as for [`analyze_with`].
pub fn segments_with(
    text: &str,
    options: &PageOptions,
    known: &[Option<KnownLine>],
    decider: Option<&dyn Decider>,
) -> Vec<Segment> {
    let planes = Planes::new(text);
    let page = line::measure(text, &planes);
    let view = View::new(text, &planes, &page, &options.agencies);
    label(&view, options, known, decider).0
}

/// What rules for lines and blocks say, before the story's place is sought.
pub(super) fn mark_lines(view: &View<'_>, marks: &mut Marks<'_>, mode: ArticleMode, known: &[Option<KnownLine>]) {
    labeller::label_lines(view, marks);
    if view.kind == Kind::Extracted && mode != ArticleMode::Single {
        // Before lists of other stories: "Read more" between two stories is no head of such a list.
        repeats::mark(view, marks, mode == ArticleMode::Aggressive);
    }
    let record = view.kind == Kind::Extracted && records::label(view, marks, mode != ArticleMode::Single);
    labeller::label_related(view, marks);
    if view.kind == Kind::Extracted {
        blocks::under_comments(view, marks);
    }
    // Of a record's lines there are more than the page has, and no site's furniture stands in it.
    known::mark(view, marks, if record { &[] } else { known });
}

/// What the story's place says; gives what [`story::find`] does, and the story's lines beyond long boxes.
pub(super) fn mark_outside(view: &View<'_>, marks: &mut Marks<'_>) -> (Vec<f32>, Option<Story>, Vec<usize>) {
    let (weights, story) = story::find(view, marks);
    let mut beyond = Vec::new();
    if view.kind == Kind::Full
        && let Some(story) = story
    {
        beyond = story::mark_outside(view, marks, &weights, story);
    } else if story::is_bare(view, marks) {
        story::mark_all(view, marks);
    }
    (weights, story, beyond)
}

fn label(
    view: &View<'_>,
    options: &PageOptions,
    known: &[Option<KnownLine>],
    decider: Option<&dyn Decider>,
) -> (Vec<Segment>, Vec<Stretch>) {
    let (mut segments, mut stretches) = label_by_rules(view, options, known, decider);
    if let Some(decider) = decider {
        decided::apply(view.text, options, decider, &mut segments, &mut stretches);
    }
    (segments, stretches)
}

fn label_by_rules(
    view: &View<'_>,
    options: &PageOptions,
    known: &[Option<KnownLine>],
    decider: Option<&dyn Decider>,
) -> (Vec<Segment>, Vec<Stretch>) {
    let mut marks = Marks::new(view.lines.len(), &options.disabled_rules);
    mark_lines(view, &mut marks, options.articles, known);
    // Of most extracted texts nobody asks where the story stands: all of it is the story.
    let mut title = None;
    let verdict = if view.kind == Kind::Full || model::may_judge(view, &marks) {
        let (weights, story, beyond) = mark_outside(view, &mut marks);
        title = story.and_then(|story| story.headline).filter(|_| view.kind == Kind::Full);
        model::decide(view, &mut marks, &weights, story, &beyond)
    } else {
        if story::is_bare(view, &marks) {
            story::mark_all(view, &mut marks);
        }
        None
    };
    widgets::label_bare_marks(view, &mut marks);
    blocks::label_menus(view, &mut marks);
    if (0..view.lines.len()).all(|at| marks.label(at).is_some_and(|label| label.default_action() != Action::Keep)) {
        // Nothing of a story: all segments are the page's own.
        return (build_segments(view, &marks, options), Vec::new());
    }
    let mut stretches = articles::find(view, &marks, options.articles);
    if let Some(decider) = decider {
        decided::part(view, options.articles, decider, &mut stretches);
    }
    // A stretch of nothing but the page's own lines is no article, and takes no number.
    let mut number = 0;
    stretches.retain(|stretch| {
        let certain = stretch.evidence.first() != Some(&Evidence::PageStart);
        let title = title.filter(|title| (stretch.first..stretch.end).contains(title));
        let body = head::label(view, &mut marks, stretch.first..stretch.end, title, certain);
        labeller::label_story(view, &mut marks, body, stretch.end);
        if let Some(verdict) = &verdict {
            let parted = matches!(
                stretch.evidence.first(),
                Some(Evidence::Separator | Evidence::RepeatedSeparator | Evidence::EndMark)
            );
            verdict.finish(&mut marks, stretch.first..stretch.end, parted);
        }
        if view.kind == Kind::Full || verdict.is_some() {
            regain::label(view, &mut marks, stretch.first, stretch.end);
            regain::pieces(view, &mut marks, stretch.first, stretch.end);
        }
        blocks::closing_subjects(view, &mut marks, stretch.first..stretch.end);
        give_text(view, &mut marks, stretch.first..stretch.end);
        let owns = assign(view, &mut marks, stretch, number);
        number += u32::from(owns);
        owns
    });
    if stretches.len() == 1 {
        blocks::late_notes(view, &mut marks);
    }
    (build_segments(view, &marks, options), stretches)
}

/// A summary that nothing follows is the text: of a story cut short, and of a note of one paragraph. One that ends as a
/// sentence and is longer than all that follows is the first paragraph of a brief.
fn give_text(view: &View<'_>, marks: &mut Marks<'_>, lines: Range<usize>) {
    let keeps = |at: &usize| marks.label(*at).is_none_or(|label| label.default_action() == Action::Keep);
    let told: u32 = lines.clone().filter(keeps).map(|at| view.lines[at].words).sum();
    for at in lines {
        let line = &view.lines[at];
        if marks.label(at) == Some(Label::Standfirst) && (told == 0 || line.end == End::Stop && line.words > told) {
            marks.clear(at);
        }
    }
}

/// Gives the lines of a stretch to its article; menus, notices and a tag at the page's ends stay the page's own. Whether
/// any line is left for the article.
fn assign(view: &View<'_>, marks: &mut Marks<'_>, stretch: &Stretch, number: u32) -> bool {
    let is_own = |marks: &Marks<'_>, at: usize| {
        marks.label(at) != Some(Label::Navigation) && marks.rule(at) != Some(Rule::Consent)
    };
    // A name over a date is the paper's, in the record of one story.
    let dated = |at: usize| at + 1 < stretch.end && marks.label(at + 1) == Some(Label::Timestamp);
    let page_tag = |at: usize| number == 0 && marks.label(at) == Some(Label::TopicTag) && !dated(at);
    let loose = |at: usize| {
        !is_own(marks, at)
            || page_tag(at)
            || matches!(
                marks.label(at),
                Some(Label::UiText | Label::Newsletter | Label::Advert | Label::Social | Label::Copyright)
            )
    };
    let lines = stretch.first..stretch.end;
    // Before the story's first line and after its last, what is only page furniture belongs to the page.
    let headline = lines.clone().find(|&at| number == 0 && marks.label(at) == Some(Label::Headline));
    // The story's day may stand right above its title.
    let day = |title: usize| {
        let over = title.checked_sub(1).filter(|&at| at >= stretch.first && marks.label(at) == Some(Label::Timestamp));
        over.filter(|&at| !view.line_text(at).ends_with("ago")).unwrap_or(title)
    };
    let opened = headline.filter(|_| view.kind == Kind::Full);
    let opened = opened.map(|title| signed_above(view, marks, stretch.first..title).unwrap_or_else(|| day(title)));
    let first = opened.or_else(|| lines.clone().find(|&at| !loose(at))).unwrap_or(stretch.end);
    let last = if stretch.end == view.lines.len() {
        lines.clone().rev().find(|&at| !loose(at)).map_or(first, |at| at + 1)
    } else {
        stretch.end
    };
    let mut owns = false;
    for at in first..last {
        if is_own(marks, at) {
            marks.set_article(at, Some(number));
            owns = true;
        }
    }
    owns
}

/// The line above a title, `head.end`, that says who wrote its story, times and sections between: where nobody's name stands
/// below the title, and no other title above the name.
fn signed_above(view: &View<'_>, marks: &Marks<'_>, head: Range<usize>) -> Option<usize> {
    const REACH: usize = 5;
    const BELOW: usize = 8;
    let byline = |at: usize| marks.label(at) == Some(Label::Byline);
    let between = |at: &usize| match marks.label(*at) {
        Some(Label::Timestamp) => true,
        Some(Label::Navigation | Label::UiText) => view.lines[*at].words <= 3,
        _ => false,
    };
    let title = head.end;
    let at = title.checked_sub(1 + head.clone().rev().take(REACH).take_while(between).count())?;
    let led = marks.get(at).main.is_some_and(|mark| mark.rule == Rule::Byline && mark.score > LED);
    let other = at > 0 && headline::shape(view, at - 1).is_some();
    let alone = !(title + 1..view.lines.len()).take(BELOW).any(byline);
    (at >= head.start && led && !other && alone).then_some(at)
}

fn build_segments(view: &View<'_>, marks: &Marks<'_>, options: &PageOptions) -> Vec<Segment> {
    let mut out = Vec::with_capacity(view.lines.len() + view.lines.len() / 8);
    let body = Mark { label: Label::Body, rule: Rule::Body, score: 0.5 };
    for (at, line) in view.lines.iter().enumerate() {
        let marked = marks.get(at);
        let mut push_one = |span: Span, mark: Mark| {
            if !span.is_empty() {
                let Mark { label, rule, score } = mark;
                let (action, rule) = (options.actions.get(label), rule.info().name);
                out.push(Segment { span, label, action, rule, score, article: marked.article });
            }
        };
        // Most lines are one segment, and are trimmed.
        if marked.lead.is_none() && marked.tail.is_none() && line.pieces == 1 {
            push_one(line.span, marked.main.unwrap_or(body));
            continue;
        }
        let mut push = |start: usize, end: usize, mark: Mark| {
            let part = Span::new(start, end);
            if line.pieces > 1 {
                lines_of(view.text, part).for_each(|span| push_one(span, mark));
            } else {
                push_one(trim(view.text, part), mark);
            }
        };
        let (mut start, mut end) = (line.span.start(), line.span.end());
        if let Some((to, mark)) = marked.lead {
            push(start, to.min(end), mark);
            start = to.min(end);
        }
        let tail = marked.tail.filter(|(from, _)| *from > start);
        if let Some((from, _)) = tail {
            end = from.min(end);
        }
        push(start, end, marked.main.unwrap_or(body));
        if let Some((_, mark)) = tail {
            push(end, line.span.end(), mark);
        }
    }
    out
}

/// The lines of the page in a part of it, trimmed.
fn lines_of(text: &str, part: Span) -> impl Iterator<Item = Span> + '_ {
    lines(part.of(text)).map(move |line| trim(text, line.shifted(part.start())))
}

fn build_articles(
    view: &View<'_>,
    segments: &[Segment],
    stretches: Vec<Stretch>,
    published: Option<Date>,
) -> Vec<Article> {
    let count = stretches.len();
    // First and last segment of each article, found in one pass however many there are.
    let mut ranges: Vec<Option<Range<usize>>> = vec![None; count];
    for (at, segment) in segments.iter().enumerate() {
        if let Some(range) = segment.article.and_then(|number| ranges.get_mut(number as usize)) {
            let start = range.as_ref().map_or(at, |known| known.start);
            *range = Some(start..at + 1);
        }
    }
    let source = fields::Source { text: view.text, agencies: view.agencies, published };
    let mut articles = Vec::with_capacity(count);
    for (number, (stretch, range)) in stretches.into_iter().zip(ranges).enumerate() {
        let Some(Range { start: first, end: last }) = range else { continue };
        let inner = &segments[first..last];
        // A notice at the foot of a page with one story is that story's notice too.
        let foot = if count == 1 { &segments[last..] } else { &[] };
        let end = inner
            .iter()
            .rev()
            .find(|s| s.article.is_some() && s.label != Label::Separator)
            .map_or(inner[0].span.end(), |s| s.span.end());
        articles.push(Article {
            span: Span::new(inner[0].span.start(), end.max(inner[0].span.end())),
            confidence: stretch.confidence,
            evidence: stretch.evidence,
            segments: first..last,
            fields: fields::read(source, inner, foot, number as u32),
        });
    }
    articles
}
