//! From a sample of pages to verdicts: what repeats, and which of it is furniture.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::options::FitOptions;
use super::read::{LineRecord, PageRecord, Shape, template_of};
use super::sample::SourceSample;
use super::stories::stories;
use super::template::Holes;

/// What is compared: whole lines, or their templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RuleKind {
    /// The same letters and digits.
    #[serde(rename = "corpus-line")]
    Line,
    /// The same once numbers, dates and names are taken out.
    #[serde(rename = "corpus-template")]
    Template,
}

impl RuleKind {
    /// The name users see.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Line => "corpus-line",
            Self::Template => "corpus-template",
        }
    }
}

/// What the model says of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Nothing: the labeller decides as if it had not been seen.
    Keep,
    /// It is boilerplate.
    Drop,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 2] = [Self::Keep, Self::Drop];

    /// The name users see.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Drop => "drop",
        }
    }
}

/// One line or template that repeats, and what was made of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleRow {
    /// Whose pages it stands on.
    pub source: String,
    /// What is compared.
    pub rule: RuleKind,
    /// The line, or its template.
    pub template: String,
    /// A line of that template, as it stands on a page.
    pub example: String,
    /// In how many stories of the sample it stands.
    pub pages: usize,
    /// The share of them.
    pub share: f64,
    /// What is made of it.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
}

/// What was learned from one source.
#[derive(Debug, Clone, PartialEq)]
pub struct Learned {
    /// The source.
    pub source: String,
    /// Pages given.
    pub pages: u64,
    /// Stories in the sample.
    pub stories: usize,
    /// What repeats, in no particular order.
    pub rows: Vec<RuleRow>,
}

/// A template must stand in this share of the stories: a form is less than a line, and proves less.
const TEMPLATE_SHARE: f64 = 0.4;

/// What is on this many pages, and on half of all, is furniture whatever it looks like.
const MAJORITY: usize = 3;

/// More lines than this in a row are a box, even between two paragraphs.
const IN_TEXT: usize = 2;

/// So many paragraphs in a row, of so many words together, are a story that stands on several pages among others: the
/// notices of a site are shorter, or stand on most of its pages.
const TOLD_AGAIN: (usize, usize) = (2, 50);

/// How many words a title has.
const TITLE: RangeInclusive<u8> = 4..=30;

/// How far under its title a story begins at the latest: summary, byline and day stand between.
const TITLE_REACH: usize = 4;

/// Where one line or template was seen.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    stories: usize,
    last_story: Option<usize>,
    /// Page and line of the smallest text, so that the example does not depend on the order.
    example: Option<(usize, usize)>,
    seen: usize,
    /// Times it stood between paragraphs.
    in_text: usize,
    /// Times nothing short that repeats stood beside it.
    alone: usize,
    /// Times it stood over text of the page's own, as a title does.
    over_text: usize,
    /// Times it stood in a story that is told on other pages, too.
    told_again: usize,
    /// Times its page told less by itself than with other pages.
    outweighed: usize,
}

impl SourceSample {
    /// Learns from what is held. Nothing, from fewer pages than [`FitOptions::min_pages`].
    pub fn learn(&self) -> Learned {
        let pages: Vec<&PageRecord> = self.pages.values().collect();
        let (story_of, stories) = stories(&pages);
        let mut learned = Learned { source: self.source.clone(), pages: self.given, stories, rows: Vec::new() };
        if self.given < self.options.min_pages as u64 || stories < 2 {
            return learned;
        }
        let mut counts = Counts::new(&self.options, stories, pages.len());
        let mut order: Vec<(usize, usize)> = story_of.iter().copied().zip(0..).collect();
        order.sort_unstable();
        for (story, page) in order {
            counts.count(&pages, page, story);
        }
        for page in &pages {
            counts.look_around(page);
        }
        learned.rows = counts.rows(&pages, &self.source);
        learned
    }
}

struct Counts {
    lines: HashMap<u64, Count>,
    templates: HashMap<u64, Count>,
    stories: usize,
    pages: usize,
    /// Stories that a line, a template must stand in.
    needed: [usize; 2],
}

impl Counts {
    fn new(options: &FitOptions, stories: usize, pages: usize) -> Self {
        let needed = [
            options.needed(options.min_share, stories),
            options.needed(options.min_share.max(TEMPLATE_SHARE), stories),
        ];
        Self { lines: HashMap::new(), templates: HashMap::new(), stories, pages, needed }
    }

    /// Counts the lines of a page once a story; the pages of a story come one after another.
    fn count(&mut self, pages: &[&PageRecord], page: usize, story: usize) {
        for (at, line) in pages[page].lines.iter().enumerate() {
            let text = |(page, line): (usize, usize)| pages[page].text_of(&pages[page].lines[line]);
            let keyed = [(&mut self.lines, line.key), (&mut self.templates, line.template)];
            for (counts, key) in keyed.into_iter().filter(|(_, key)| *key != 0) {
                let count = counts.entry(key).or_default();
                if count.last_story != Some(story) {
                    count.last_story = Some(story);
                    count.stories += 1;
                }
                if count.example.is_none_or(|known| text((page, at)) < text(known)) {
                    count.example = Some((page, at));
                }
            }
        }
    }

    fn repeats(&self, line: &LineRecord) -> bool {
        let enough = |counts: &HashMap<u64, Count>, key: u64, needed: usize| {
            key != 0 && counts.get(&key).is_some_and(|count| count.stories >= needed)
        };
        enough(&self.lines, line.key, self.needed[0]) || enough(&self.templates, line.template, self.needed[1])
    }

    /// Takes down what stands around each line that repeats.
    fn look_around(&mut self, page: &PageRecord) {
        let repeats: Vec<bool> = page.lines.iter().map(|line| self.repeats(line)).collect();
        let prose = |at: usize| page.lines.get(at).is_some_and(|line| line.shape == Shape::Prose);
        let told = |again: bool| {
            let lines =
                page.lines.iter().zip(&repeats).filter(|(line, it)| line.shape == Shape::Prose && **it == again);
            lines.map(|(line, _)| usize::from(line.words)).sum::<usize>()
        };
        let outweighed = told(true) > told(false);
        let mut start = 0;
        while start < repeats.len() {
            if !repeats[start] {
                start += 1;
                continue;
            }
            let end = (start..repeats.len()).find(|&at| !repeats[at]).unwrap_or(repeats.len());
            let run = &page.lines[start..end];
            let short = run.iter().filter(|line| line.shape == Shape::Short).count();
            let in_text = short <= IN_TEXT && start > 0 && prose(start - 1) && prose(end);
            let sentences = || run.iter().filter(|line| line.shape == Shape::Prose);
            let told_again = sentences().count() >= TOLD_AGAIN.0
                && sentences().map(|line| usize::from(line.words)).sum::<usize>() >= TOLD_AGAIN.1;
            for (at, line) in run.iter().enumerate() {
                let over_text = TITLE.contains(&line.words) && over_text(page, &repeats, start + at);
                let keyed = [(&mut self.lines, line.key), (&mut self.templates, line.template)];
                for (counts, key) in keyed {
                    if let Some(count) = counts.get_mut(&key) {
                        count.seen += 1;
                        count.in_text += usize::from(in_text);
                        count.alone += usize::from(short == 0);
                        count.over_text += usize::from(over_text);
                        count.told_again += usize::from(told_again);
                        count.outweighed += usize::from(outweighed);
                    }
                }
            }
            start = end;
        }
    }

    fn rows(&self, pages: &[&PageRecord], source: &str) -> Vec<RuleRow> {
        let mut rows = Vec::new();
        for (kind, counts, needed) in
            [(RuleKind::Line, &self.lines, self.needed[0]), (RuleKind::Template, &self.templates, self.needed[1])]
        {
            for count in counts.values().filter(|count| count.stories >= needed) {
                let Some((page, at)) = count.example else { continue };
                let line = &pages[page].lines[at];
                let example = pages[page].text_of(line);
                let (template, holes) = match kind {
                    RuleKind::Line => (example.to_owned(), None),
                    RuleKind::Template => match template_of(example) {
                        Some((template, holes)) => (template, Some(holes)),
                        None => continue,
                    },
                };
                let (verdict, reason) = self.judge(count, line, holes);
                rows.push(RuleRow {
                    source: source.to_owned(),
                    rule: kind,
                    template,
                    example: example.to_owned(),
                    pages: count.stories,
                    share: count.stories as f64 / self.stories as f64,
                    verdict,
                    reason: reason.to_owned(),
                });
            }
        }
        rows
    }

    fn judge(&self, count: &Count, line: &LineRecord, holes: Option<Holes>) -> (Verdict, &'static str) {
        // Where pages hold several stories, few pages may stand for many: a third of them must have the line themselves.
        let majority = count.stories >= MAJORITY && count.stories * 2 >= self.stories && count.seen * 3 >= self.pages;
        let mostly = |times: usize| times * 2 > count.seen;
        match () {
            () if holes.is_some_and(|holes| holes.fixed == 0 && !holes.date && !holes.name) => {
                (Verdict::Keep, "figures alone")
            }
            () if line.runs_on => (Verdict::Keep, "runs on into the next line"),
            // A story that a site was asked for again and again, with little else.
            () if line.shape == Shape::Prose && mostly(count.told_again) && mostly(count.outweighed) => {
                (Verdict::Keep, "of a story told again")
            }
            () if majority => (Verdict::Drop, "on most pages"),
            () if line.quoted => (Verdict::Keep, "a quotation"),
            () if holes.is_none() && mostly(count.over_text) => (Verdict::Keep, "stands over a story"),
            () if mostly(count.told_again) => (Verdict::Keep, "of a story told again"),
            () if mostly(count.in_text) => (Verdict::Keep, "stands between paragraphs"),
            () if line.shape != Shape::Short && mostly(count.alone) => (Verdict::Keep, "a sentence by itself"),
            () => (Verdict::Drop, "repeats"),
        }
    }
}

/// Whether a line stands over a paragraph that this page has for itself, with nothing but a few short lines between.
fn over_text(page: &PageRecord, repeats: &[bool], at: usize) -> bool {
    let mut below = page.lines.iter().zip(repeats).skip(at + 1).take(TITLE_REACH);
    below.find(|(line, _)| line.shape == Shape::Prose).is_some_and(|(_, repeats)| !repeats)
}
