//! Where one story ends and the next begins.

use serde::{Deserialize, Serialize};

use super::echo;
use super::label::Label;
use super::line::Line;
use super::marks::Marks;
use super::options::ArticleMode;
use super::rules::{self, Rule, View};

/// Why an article was taken to begin where it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// It is the first of the page.
    PageStart,
    /// A known separator stands before it.
    Separator,
    /// An unknown line that comes back between stories stands before it.
    RepeatedSeparator,
    /// An agency's end mark or a source line stands before it.
    EndMark,
    /// It begins with a headline that the text after it echoes and the text before it does not.
    Headline,
    /// A section or site name stands behind its headline.
    SectionSuffix,
    /// Its first paragraph begins with a dateline.
    Dateline,
    /// Only the topic changes (`articles = "aggressive"`).
    Topic,
}

impl Evidence {
    /// The name users see.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PageStart => "page-start",
            Self::Separator => "separator",
            Self::RepeatedSeparator => "repeated-separator",
            Self::EndMark => "end-mark",
            Self::Headline => "headline",
            Self::SectionSuffix => "section-suffix",
            Self::Dateline => "dateline",
            Self::Topic => "topic",
        }
    }
}

/// One article as lines `first..end`; trailing separators are in it.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    pub first: usize,
    pub end: usize,
    pub confidence: f32,
    pub evidence: Vec<Evidence>,
}

/// Cuts the page into articles.
pub(super) fn find(view: &View<'_>, marks: &mut Marks<'_>, mode: ArticleMode) -> Vec<Stretch> {
    let mut starts = vec![(0, 1.0, vec![Evidence::PageStart])];
    if mode != ArticleMode::Single {
        mark_repeated(view, marks);
        let page = Page { view, marks, next_text: next_text(view, marks) };
        starts.extend(page.after_separators());
        let heads = page.heads(&starts, mode);
        starts.extend(heads);
        starts.sort_by_key(|start| start.0);
        starts.dedup_by_key(|start| start.0);
    }
    let ends: Vec<usize> = starts.iter().skip(1).map(|start| start.0).chain([view.lines.len()]).collect();
    starts
        .into_iter()
        .zip(ends)
        .map(|((first, confidence, evidence), end)| Stretch { first, end, confidence, evidence })
        .collect()
}

type Start = (usize, f32, Vec<Evidence>);

struct Page<'a, 't, 'o> {
    view: &'a View<'t>,
    marks: &'a Marks<'o>,
    /// For each line, the next line that is free of marks (itself included), or the number of lines.
    next_text: Vec<usize>,
}

fn next_text(view: &View<'_>, marks: &Marks<'_>) -> Vec<usize> {
    let mut next = vec![view.lines.len(); view.lines.len() + 1];
    for at in (0..view.lines.len()).rev() {
        next[at] = if marks.free(at) { at } else { next[at + 1] };
    }
    next
}

/// How much a line says that a story ends with it.
fn strength(view: &View<'_>, marks: &Marks<'_>, at: usize) -> Option<(f32, Evidence)> {
    match marks.rule(at)? {
        Rule::Separator if rules::separator::is_row_of_marks(view.line_text(at)) => Some((0.5, Evidence::Separator)),
        Rule::Separator => Some((1.0, Evidence::Separator)),
        Rule::RepeatedSeparator => Some((0.95, Evidence::RepeatedSeparator)),
        Rule::EndMark => Some((0.6, Evidence::EndMark)),
        Rule::SourceCredit => {
            let short = view.lines[at].words <= 6;
            let named =
                rules::source_credit::is_bare_source(view.line_text(at)) || view.line_text(at).starts_with("Via ");
            (short && named).then_some((0.5, Evidence::EndMark))
        }
        _ => None,
    }
}

impl Page<'_, '_, '_> {
    /// Starts behind separators.
    fn after_separators(&self) -> Vec<Start> {
        let mut starts = Vec::new();
        let mut pending: Option<(f32, Evidence)> = None;
        let mut prose = 0;
        for at in 0..self.view.lines.len() {
            if let Some(found) = strength(self.view, self.marks, at) {
                if pending.is_none_or(|known| known.0 < found.0) {
                    pending = Some(found);
                }
                continue;
            }
            if let Some((force, evidence)) = pending {
                let tail = matches!(
                    self.marks.label(at),
                    Some(Label::Copyright | Label::SourceCredit | Label::EndMark | Label::EmailObfuscation)
                );
                if tail && force < 0.9 {
                    continue;
                }
                let begins = if force >= 0.9 { self.next_text[at] < self.view.lines.len() } else { self.is_head(at) };
                if begins && prose > 0 {
                    let mut all = vec![evidence];
                    all.extend(self.head_evidence(at));
                    starts.push((at, if force >= 0.9 { force } else { 0.8 }, all));
                    prose = 0;
                }
                if begins || self.marks.free(at) {
                    pending = None;
                }
            }
            prose += usize::from(is_text(&self.view.lines[at]));
        }
        starts
    }

    /// Whether a line without marks has the shape of a title and text comes soon after it.
    fn is_head(&self, at: usize) -> bool {
        if !self.marks.free(at) {
            return matches!(self.marks.label(at), Some(Label::Timestamp | Label::Byline))
                && self.next_text[at] < self.view.lines.len()
                && self.is_head(self.next_text[at]);
        }
        let dated = rules::dateline::parse(self.view.line_text(at), true)
            .is_some_and(|parts| parts.agency.is_some() || parts.date.is_some());
        if dated {
            return true;
        }
        rules::headline::shape(self.view, at).is_some_and(|score| score >= 0.55) && self.text_after(at).is_some()
    }

    /// The first paragraph within three free lines after `at`.
    fn text_after(&self, at: usize) -> Option<usize> {
        let mut next = at;
        for _ in 0..3 {
            next = *self.next_text.get(next + 1)?;
            if next >= self.view.lines.len() {
                return None;
            }
            if is_text(&self.view.lines[next]) {
                return Some(next);
            }
        }
        None
    }

    fn head_evidence(&self, at: usize) -> Vec<Evidence> {
        let mut all = Vec::new();
        let at = self.next_text[at];
        if at >= self.view.lines.len() {
            return all;
        }
        if rules::headline::shape(self.view, at).is_some() {
            if rules::section_suffix::start(self.view.line_text(at)).is_some() {
                all.push(Evidence::SectionSuffix);
            }
            if let Some(text) = self.text_after(at)
                && rules::dateline::parse(self.view.line_text(text), true).is_some()
            {
                all.push(Evidence::Dateline);
            }
        }
        all
    }

    /// Starts that only a head shows.
    fn heads(&self, known: &[Start], mode: ArticleMode) -> Vec<Start> {
        let mut starts = Vec::new();
        let free: Vec<usize> = (0..self.view.lines.len()).filter(|&at| self.marks.free(at)).collect();
        let bold = mode == ArticleMode::Aggressive;
        for (nth, &at) in free.iter().enumerate() {
            if nth < 2 || known.iter().any(|start| start.0 == at) {
                continue;
            }
            let Some((confidence, evidence)) = self.head(&free, nth, bold) else { continue };
            // Two starts without text between them are one head.
            let last = starts.last().map_or(0, |start: &Start| start.0);
            if (last + 1..at).filter(|&line| is_text(&self.view.lines[line])).count() < 2 {
                continue;
            }
            starts.push((at, confidence, evidence));
        }
        starts
    }

    /// Whether the free line `free[nth]` is the headline of a new story although nothing separates it from the last.
    fn head(&self, free: &[usize], nth: usize, bold: bool) -> Option<(f32, Vec<Evidence>)> {
        let at = free[nth];
        let line = &self.view.lines[at];
        if line.words < 4 {
            return None;
        }
        let shape = rules::headline::shape(self.view, at)?;
        let before = free[nth - 1];
        if !self.view.lines[before].closed() {
            return None;
        }
        let text = self.text_after(at)?;
        let mut evidence = Vec::new();
        if rules::section_suffix::start(self.view.line_text(at)).is_some() {
            evidence.push(Evidence::SectionSuffix);
        }
        if rules::dateline::parse(self.view.line_text(text), true)
            .is_some_and(|parts| parts.agency.is_some() || parts.date.is_some() || parts.place.is_some())
        {
            evidence.push(Evidence::Dateline);
        }
        let own = echo::words(self.view, [at]);
        let after = echo::words(self.view, free[nth + 1..].iter().take(6).copied());
        let earlier = echo::words(self.view, free[nth.saturating_sub(6)..nth].iter().copied());
        let (ahead, behind) = (echo::share(&own, &after), echo::share(&own, &earlier));
        let common = echo::share(&after, &earlier);
        let gain = ahead - behind;
        let echoed =
            own.len() >= 4 && ahead >= 0.5 && behind <= 0.25 && gain >= 0.4 && common <= 0.12 && line.words >= 6;
        if echoed {
            evidence.push(Evidence::Headline);
        }
        let enough = evidence.len() >= 2
            || evidence.contains(&Evidence::SectionSuffix)
            || echoed
            || bold && gain >= 0.25 && common <= 0.16;
        enough.then(|| ((0.3 + 0.2 * evidence.len() as f32 + 0.3 * gain.max(0.0) + 0.1 * shape).min(0.95), evidence))
    }
}

fn is_text(line: &Line) -> bool {
    line.prose() || (line.closed() && line.words >= 12) || line.words >= 30
}

/// Finds unknown separators: a short line, word for word the same, after finished text and before a head.
fn mark_repeated(view: &View<'_>, marks: &mut Marks<'_>) {
    if !marks.allows(Rule::RepeatedSeparator) {
        return;
    }
    let mut places: Vec<(u64, usize)> = (0..view.lines.len())
        .filter(|&at| {
            let line = &view.lines[at];
            line.words <= 8
                && line.span.len() <= 80
                && !line.closed()
                && (marks.free(at) || marks.label(at) == Some(Label::SourceCredit))
        })
        .map(|at| (view.lines[at].key, at))
        .collect();
    places.sort_unstable();
    for group in places.chunk_by(|a, b| a.0 == b.0) {
        if group.len() < 2 {
            continue;
        }
        let same = group.windows(2).all(|pair| view.line_text(pair[0].1) == view.line_text(pair[1].1));
        let between = group.iter().filter(|(_, at)| ends_story(view, *at)).count();
        let last_ends_page = group.last().is_some_and(|(_, at)| at + 1 == view.lines.len());
        if same
            && between >= 2.min(group.len() - usize::from(last_ends_page))
            && (between + usize::from(last_ends_page)) * 5 >= group.len() * 4
            && (between >= 2 || last_ends_page)
        {
            for (_, at) in group {
                marks.set(*at, Rule::RepeatedSeparator, 0.85);
            }
        }
    }
}

/// Whether the line before is finished text and the one after a title with text after it.
fn ends_story(view: &View<'_>, at: usize) -> bool {
    let lines = view.lines;
    if at == 0 || at + 2 >= lines.len() {
        return false;
    }
    let finished = lines[at - 1].closed() && lines[at - 1].words >= 4;
    let titled = rules::headline::shape(view, at + 1).is_some_and(|score| score >= 0.5);
    finished && titled && lines[at + 2..].iter().take(3).any(is_text)
}
