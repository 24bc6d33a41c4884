//! Where one story ends and the next begins.

use serde::{Deserialize, Serialize};

use super::heads::Walker;
use super::kind::Kind;
use super::label::Label;
use super::marks::Marks;
use super::names;
use super::options::ArticleMode;
use super::rules::{self, Rule, View};
use super::story;

/// Why an article was taken to begin where it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// It is the first of the page.
    PageStart,
    /// A known separator stands before it.
    Separator,
    /// A line that comes back between stories, or on other pages of the publisher, stands before it, or begins it.
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
    /// A person has decided it.
    Override,
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
            Self::Override => "override",
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
pub(super) fn find(view: &View<'_>, marks: &Marks<'_>, mode: ArticleMode) -> Vec<Stretch> {
    let mut starts = vec![(0, 1.0, vec![Evidence::PageStart])];
    if mode != ArticleMode::Single {
        // A full page is one page of one site; its teasers look like heads, so only known separators count there.
        let extracted = view.kind == Kind::Extracted;
        let page = Page { view, marks, next_text: next_text(view, marks) };
        starts.extend(page.after_separators());
        if extracted {
            let (parted, signed) = (is_parted(&starts), page.signed_heads(&starts));
            let proved = !signed.is_empty();
            starts.extend(signed);
            in_order(&mut starts);
            let heads = page.heads(&starts, parted, proved, mode == ArticleMode::Aggressive);
            starts.extend(heads);
        }
        // An agency's slug stands over the title of its story.
        let slug = |at: usize| rules::export_field::is_slug(view.line_text(at));
        starts.iter_mut().filter(|start| start.0 > 0 && slug(start.0 - 1)).for_each(|start| start.0 -= 1);
        in_order(&mut starts);
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

/// Sorts starts by their lines; of one line, those found first stay first.
fn in_order(starts: &mut [Start]) {
    starts.sort_by_key(|start| start.0);
}

/// Whether separators stand between the stories. One credit or end mark alone stands under any story.
fn is_parted(starts: &[Start]) -> bool {
    starts.len() > 2 || starts.iter().skip(1).any(|start| start.2.first() != Some(&Evidence::EndMark))
}

struct Page<'a, 't> {
    view: &'a View<'t>,
    marks: &'a Marks<'a>,
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
    if marks.ends_story(at) {
        return Some((0.95, Evidence::RepeatedSeparator));
    }
    match marks.rule(at)? {
        Rule::Separator if rules::separator::is_row_of_marks(view.line_text(at)) => Some((0.5, Evidence::Separator)),
        Rule::Separator => Some((1.0, Evidence::Separator)),
        Rule::EndMark => Some((0.6, Evidence::EndMark)),
        Rule::SourceCredit => {
            let (words, text) = (view.lines[at].words, view.line_text(at));
            let named =
                words <= 6 && (rules::source_credit::is_bare_source(text) || rules::source_credit::via(text).is_some());
            let taken = words <= 12 && rules::source_credit::is_taken_over(text);
            (named || taken).then_some((0.5, Evidence::EndMark))
        }
        _ => None,
    }
}

impl Page<'_, '_> {
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
            if self.marks.begins_story(at) && prose > 0 {
                let mut all = vec![Evidence::RepeatedSeparator];
                all.extend(self.head_evidence(at));
                starts.push((at, 0.9, all));
                (pending, prose) = (None, 0);
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
            prose += usize::from(rules::is_paragraph(self.view, at));
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
        let dated = rules::dateline::parse(self.view.agencies, self.view.line_text(at), true)
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
            if rules::is_paragraph(self.view, next) {
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
                && rules::dateline::parse(self.view.agencies, self.view.line_text(text), true).is_some()
            {
                all.push(Evidence::Dateline);
            }
        }
        all
    }

    /// Starts at titles over a paragraph that a dateline opens, with a date or a known agency, or over their writer's
    /// name: few stories have two of either, however short they are.
    fn signed_heads(&self, known: &[Start]) -> Vec<Start> {
        const APART: usize = 4;
        let mut starts: Vec<Start> = Vec::new();
        let mut signers: Vec<u64> = Vec::new();
        let (mut begin, mut prose) = (0, 0);
        for at in 0..self.view.lines.len() {
            if known.binary_search_by_key(&at, |start| start.0).is_ok() {
                (begin, prose) = (at, 0);
            }
            if rules::is_paragraph(self.view, at) {
                prose += 1;
                continue;
            }
            let line = &self.view.lines[at];
            let long = rules::headline::is_too_long(line, false);
            let shaped = || rules::headline::shape(self.view, at).is_some_and(|score| score >= 0.55);
            if prose == 0 || long || !self.marks.free(at) || !shaped() {
                continue;
            }
            let Some(text) = self.text_after(at).filter(|text| text - at <= APART) else { continue };
            let evidence = if story::is_dated(self.view, text) {
                vec![Evidence::Headline, Evidence::Dateline]
            } else if prose >= 2 && self.is_signed(at) && self.is_told_below(at, text) {
                signers.push(self.view.key(at + 1));
                vec![Evidence::Headline]
            } else {
                continue;
            };
            // The title may stand twice above its own story, with pictures between.
            let again = (begin..at).any(|other| self.view.alike(at, other));
            let next = known.get(known.partition_point(|start| start.0 < at));
            if !again && next.is_none_or(|start| start.0 > text) {
                starts.push((at, 0.85, evidence));
                (begin, prose) = (at, 0);
            }
        }
        if starts.is_empty() {
            return starts;
        }
        signers.sort_unstable();
        let round_up =
            self.is_called_live() || signers.windows(2).any(|pair| pair[0] == pair[1]) || self.has_live_entries();
        if round_up { Vec::new() } else { starts }
    }

    /// Whether a byline that says so stands right under the line.
    fn is_signed(&self, at: usize) -> bool {
        let byline = self.marks.get(at + 1).main.filter(|mark| mark.rule == Rule::Byline && mark.score > 0.9);
        byline.is_some() && self.view.lines[at + 1].words <= 8
    }

    /// Whether the paragraphs from line `text` on tell the title at line `at` again, and more of it than those above.
    fn is_told_below(&self, at: usize, text: usize) -> bool {
        const TOLD: f32 = 0.3;
        let below = self.view.echo(at, (text..self.view.lines.len()).take(3));
        below >= TOLD && below > self.view.echo(at, (0..at).rev().take(6))
    }

    /// Whether the page's last word is a separator: then separators stand after every story, and heads say nothing new.
    fn ends_with_separator(&self) -> bool {
        self.view.lines.len().checked_sub(1).is_some_and(|last| strength(self.view, self.marks, last).is_some())
    }

    /// Starts that only a head shows; with `bold` also those that only a change of topic shows.
    ///
    /// Pages of several stories are rare: at least one head must be sure, unless it is `proved` already that there are
    /// several. Where one is, those that are a little less sure are believed too, but where separators stand (`parted`).
    fn heads(&self, known: &[Start], parted: bool, proved: bool, bold: bool) -> Vec<Start> {
        let free: Vec<usize> = (0..self.view.lines.len()).filter(|&at| self.marks.free(at)).collect();
        // Whether one may be all but sure is asked first: of most pages' headings it is soon known that none is.
        if !bold && !proved && self.heads_above(known, &free, HOPED, false).is_empty() {
            return Vec::new();
        }
        let starts = self.heads_above(known, &free, 0.0, bold);
        let proved = bold || proved || starts.iter().any(|start| start.1 >= SURE);
        if !proved {
            let known: Vec<Start> = starts.into_iter().filter_map(|start| self.behind_known(start)).collect();
            return if self.is_round_up(&known, &free) { Vec::new() } else { known };
        }
        if !bold && self.is_round_up(&starts, &free) {
            return Vec::new();
        }
        // Where separators stand between stories, a head without one is rather a heading.
        if parted && self.ends_with_separator() {
            starts.into_iter().filter(|start| start.1 >= CERTAIN).collect()
        } else if parted {
            starts
        } else {
            self.heads_above(known, &free, BELIEVED, bold)
        }
    }

    /// The start, if a line that the publisher's pages share stands right before it: of heads that are not quite sure
    /// these are believed.
    fn behind_known(&self, (at, confidence, mut evidence): Start) -> Option<Start> {
        let before = at.checked_sub(1)?;
        let known = matches!(self.marks.rule(before), Some(Rule::CorpusLine | Rule::CorpusTemplate));
        evidence.insert(0, Evidence::RepeatedSeparator);
        (known && confidence >= PARTED).then_some((at, confidence, evidence))
    }

    /// Starts whose heads weigh more than `least`.
    fn heads_above(&self, known: &[Start], free: &[usize], least: f32, bold: bool) -> Vec<Start> {
        let mut walker = Walker::new(self.view, self.marks, free);
        let mut known = known.iter().map(|start| start.0).skip(1).peekable();
        let mut starts = Vec::new();
        let mut next = 0;
        for (nth, &at) in free.iter().enumerate() {
            if nth < next {
                continue;
            }
            if known.next_if(|start| *start <= at).is_some() {
                walker.begin(nth);
                continue;
            }
            let found =
                head_start(&mut walker, nth, least).or_else(|| if bold { topic_start(&mut walker, nth) } else { None });
            if let Some(mut found) = found {
                // A line may look like a headline because the headline stands right below it.
                let mut chosen = nth;
                for below in nth + 1..free.len().min(nth + 5) {
                    if rules::is_paragraph(self.view, free[below - 1]) {
                        break;
                    }
                    if let Some(better) = head_start(&mut walker, below, least).filter(|better| better.0 > found.0) {
                        (found, chosen) = (better, below);
                    }
                }
                starts.push((free[chosen], found.0, found.1));
                walker.begin(chosen);
                next = chosen + 1;
            }
        }
        starts
    }

    /// Whether these heads are those of a live blog's or a round-up's entries: entries are short, and each may carry
    /// its writer's name.
    fn is_round_up(&self, starts: &[Start], free: &[usize]) -> bool {
        if starts.is_empty() {
            return false;
        }
        if self.has_live_entries() {
            return true;
        }
        let signed =
            free.iter().filter(|&&at| self.view.lines[at].words <= 4 && names::is_name(self.view.line_text(at)));
        let mut keys: Vec<u64> = signed.map(|&at| self.view.key(at)).collect();
        keys.sort_unstable();
        let by_one_writer = keys.chunk_by(|a, b| a == b).any(|same| same.len() >= 3);
        if self.is_called_live() && self.tells_one_story(starts) {
            return true;
        }
        let paragraphs = free.iter().filter(|&&at| rules::is_paragraph(self.view, at)).count();
        by_one_writer || paragraphs < SHORTEST * (starts.len() + 1)
    }
}

impl Page<'_, '_> {
    /// Whether the heads of a live blog's entries stand on the page.
    fn has_live_entries(&self) -> bool {
        (0..self.view.lines.len()).any(|at| self.marks.label(at) == Some(Label::LiveEntry))
    }

    /// Whether the page's first lines say that it is a live blog.
    fn is_called_live(&self) -> bool {
        const HEAD: usize = 15;
        let lines = 0..self.view.lines.len().min(HEAD);
        let short = lines.filter(|&at| self.view.lines[at].words <= 30);
        short.into_iter().any(|at| rules::live_entry::is_called(self.view.line_text(at)))
    }

    /// Whether the same people and places come back from start to start, as they do not in stories of their own.
    fn tells_one_story(&self, starts: &[Start]) -> bool {
        const SHARED: f32 = 0.25;
        let ends = starts.iter().skip(1).map(|start| start.0).chain([self.view.lines.len()]);
        let told: Vec<Vec<u32>> = starts
            .iter()
            .zip(ends)
            .map(|(start, end)| self.view.heard.borrow_mut().names(self.view, start.0..end))
            .filter(|names| !names.is_empty())
            .collect();
        let mut all: Vec<u32> = told.concat();
        all.sort_unstable();
        let again = |name: &u32| {
            let first = all.partition_point(|other| other < name);
            all.get(first + 1) == Some(name)
        };
        let share = |names: &Vec<u32>| names.iter().filter(|name| again(name)).count() as f32 / names.len() as f32;
        told.iter().map(share).sum::<f32>() >= SHARED * told.len() as f32
    }
}

/// A start that the line's own shape and its echo show.
fn head_start(walker: &mut Walker<'_, '_>, nth: usize, least: f32) -> Option<(f32, Vec<Evidence>)> {
    let head = walker.look(nth, least)?;
    let score = head.score();
    let signs =
        [(true, Evidence::Headline), (head.suffix, Evidence::SectionSuffix), (head.dateline, Evidence::Dateline)];
    let evidence = signs.into_iter().filter(|sign| sign.0).map(|sign| sign.1).collect();
    (score > least).then(|| (confidence(score), evidence))
}

/// A start that only the words before and after show.
fn topic_start(walker: &mut Walker<'_, '_>, nth: usize) -> Option<(f32, Vec<Evidence>)> {
    let score = walker.look_break(nth)?.score();
    (score > 0.0).then(|| (confidence(score), vec![Evidence::Topic]))
}

/// A score as a share of certainty; the threshold was put a little below even odds.
fn confidence(score: f32) -> f32 {
    1.0 / (1.0 + (-score + 0.5).exp())
}

/// What a head must weigh at least where a sure one, which weighs 2.4, is still to be looked for: a weaker one begins a
/// story, too, and a sure one may follow in it, but hardly ever behind one weaker than this.
const HOPED: f32 = 1.0;

/// How sure the surest head of a page must be.
const SURE: f32 = 0.87;

/// How sure a head must be right behind a line that the publisher's pages share.
const PARTED: f32 = 0.6;

/// How sure a head must be where separators stand between and under the stories.
const CERTAIN: f32 = 0.97;

/// What a head must weigh at least on a page that has a sure one.
const BELIEVED: f32 = -0.3;

/// Paragraphs that stories have on average, at least, where nothing but heads tells them apart.
const SHORTEST: usize = 5;
