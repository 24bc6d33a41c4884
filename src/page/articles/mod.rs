//! Where one story ends and the next begins.

mod headlines;
mod round_up;
mod separators;
mod signed;

use serde::{Deserialize, Serialize};

use super::kind::Kind;
use super::marks::Marks;
use super::options::ArticleMode;
use super::rules::{self, View};

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
        add(&mut starts, page.after_separators(mode == ArticleMode::Aggressive));
        if extracted {
            let (parted, signed) = (is_parted(&starts), page.signed_heads(&starts));
            let proved = !signed.is_empty();
            add(&mut starts, signed);
            let heads = page.heads(&starts, parted, proved, mode == ArticleMode::Aggressive);
            add(&mut starts, heads);
        }
        // An agency's slug stands over the title of its story.
        let slug = |at: usize| rules::export_field::is_slug(view.line_text(at));
        starts.iter_mut().filter(|start| start.0 > 0 && slug(start.0 - 1)).for_each(|start| start.0 -= 1);
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

/// Adds starts where their lines say; of one line, those found first stay first.
fn add(starts: &mut Vec<Start>, more: Vec<Start>) {
    for start in more {
        starts.insert(starts.partition_point(|other| other.0 <= start.0), start);
    }
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

impl Page<'_, '_> {
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
}
