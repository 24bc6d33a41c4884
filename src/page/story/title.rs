//! Which line of a full page is the title of its story.
//!
//! Every line of a title's shape above the story and within its first paragraphs is weighed: by what the text after it
//! repeats, by who signed below it, by where it stands. The weights are learned, see `src/data/heads`.

use super::Stretch;
use super::openings::{HEAD, is_title_of};
use crate::page::echo::ECHOED;
use crate::page::head;
use crate::page::label::Label;
use crate::page::line::Line;
use crate::page::marks::{Mark, Marks};
use crate::page::rules::byline::LED;
use crate::page::rules::{self, View};
use crate::page::weights::TITLE;

/// How many lines above the story its title is sought, and how many within it.
const ABOVE: usize = 45;
const WITHIN: usize = 24;

/// How many lines further up a title with its writer's name right below it is sought.
const FAR: usize = 150;

/// Behind so many paragraphs of the story no title stands.
const PARAGRAPHS: usize = 3;

/// How many lines below a title, buttons aside, its writer or its day may stand.
const SIGNED: usize = 16;

/// How many lines below a title its writer's name may stand alone.
const NAMED: usize = 3;

/// How many lines above a title its copy stands at most.
const COPIES: usize = 10;

/// How many lines above the story a list of other stories may have taken its title in; more where its writer is named below.
const LISTED: usize = 5;

/// What is measured of a line, by the names of the weights.
pub(in crate::page) const MEASURES: [&str; 18] = [
    "echo",
    "paragraphs",
    "far",
    "short",
    "usual",
    "named",
    "top",
    "under",
    "byline",
    "time",
    "writer",
    "below",
    "first",
    "next_short",
    "summary_below",
    "summary",
    "listed",
    "live",
];

/// What is seen of a line that might be the title.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Seen {
    /// Where it stands.
    at: usize,
    /// Paragraphs of the story before it; lines up to the story.
    paragraphs: usize,
    far: usize,
    /// Words of the line; three are few, five to eighteen usual.
    words: u32,
    /// Whether it is up to five words with capitals, as sites and sections are called.
    named: bool,
    /// Whether the page's first line, its name in the browser, says it, too.
    top: bool,
    /// Whether a byline or a time stands in the next six lines.
    under: bool,
    /// How many lines below it, buttons aside, the first byline or time stands, and which of them it is.
    signed: Option<(usize, Label)>,
    /// Whether what may be a name and nothing else stands in the next three lines, and neither byline nor time.
    writer: bool,
    /// Whether it stands below a title with its writer right under it, as points and captions do, and nobody's name below it.
    below: bool,
    /// Whether it is the first such line.
    first: bool,
    /// Whether the line under it is short.
    next_short: bool,
    /// Whether the next line is such a line, too, and a summary by its words; whether this is one under a title.
    summary_below: bool,
    summary: bool,
    /// Whether a list of other stories right above the story took it in, and the story's first line says it again.
    listed: bool,
    /// Whether it says that the story is a live blog, and it is one: its entries tell little of it.
    live: bool,
}

impl Seen {
    /// The measures, in the order of [`MEASURES`]. `echoed` is the share of its words that the next paragraphs repeat, 1 at
    /// most: what costs most to find out.
    fn measures(&self, echoed: f32) -> [f32; MEASURES.len()] {
        let sign = |seen: bool| f32::from(u8::from(seen));
        let near = |label: Label| self.signed.filter(|it| it.1 == label).map_or(0.0, |it| 1.0 / (1 + it.0) as f32);
        [
            echoed,
            self.paragraphs as f32,
            self.far as f32 / 30.0,
            sign(self.words < 4),
            sign((5..=18).contains(&self.words)),
            sign(self.named),
            sign(self.top),
            sign(self.under),
            near(Label::Byline),
            near(Label::Timestamp),
            sign(self.writer),
            sign(self.below),
            sign(self.first),
            sign(self.next_short),
            sign(self.summary_below),
            sign(self.summary),
            sign(self.listed),
            sign(self.live),
        ]
    }

    /// How much speaks for the title; above 0 it is taken to be one.
    fn score(&self, echoed: f32) -> f32 {
        let (weights, bias) = &*TITLE;
        self.measures(echoed).iter().zip(weights).map(|(measure, weight)| measure * weight).sum::<f32>() + bias
    }
}

/// The title of a story, if there is one.
pub(super) fn find(view: &View<'_>, marks: &Marks<'_>, story: Stretch) -> Option<usize> {
    let mut best: Option<(f32, usize)> = None;
    for seen in candidates(view, marks, story) {
        let least = best.map_or(0.0, |(known, _)| known);
        if seen.score(1.0) <= least {
            continue;
        }
        let score = seen.score(echoed(view, story, seen.at));
        if score > least {
            best = Some((score, seen.at));
        }
    }
    let (_, found) = best?;
    let found = if view.foreign.is_none() { head::title_above(view, marks, found) } else { found };
    // Where the title stands twice in one head, with share buttons between, the head begins with the first.
    let copy = |at: &usize| marks.free(*at) && view.alike(*at, found);
    let near = (found.saturating_sub(COPIES)..found).find(copy);
    // Above a player and its list of films the title stands with the writer's name, below them without.
    let leads = |at: usize| rules::byline::is_lead(view.line_text(at)) || marks.label(at) == Some(Label::Byline);
    let written = |at: usize| (at + 1..view.lines.len()).take(NAMED).any(leads);
    let far =
        || (found.saturating_sub(FAR)..found).rev().find(|at| copy(at) && written(*at)).filter(|_| !written(found));
    near.or_else(far).or(Some(found))
}

/// The share of the words of line `at` that the next paragraphs of the story repeat.
fn echoed(view: &View<'_>, story: Stretch, at: usize) -> f32 {
    view.echo(at, (at + 1..story.end).filter(|&line| rules::is_paragraph(view, line)).take(8))
}

/// The lines that might be the title, in the order of the page.
fn candidates(view: &View<'_>, marks: &Marks<'_>, story: Stretch) -> Vec<Seen> {
    let mut found: Vec<Seen> = Vec::new();
    let mut paragraphs = 0;
    // The last of them with its writer right under it.
    let mut written: Option<usize> = None;
    let near = story.first.saturating_sub(ABOVE);
    let far = (near.saturating_sub(FAR)..near).filter(|&at| is_signed_far(view, marks, at, story));
    for at in far.chain(near..story.end.min(story.first + WITHIN)) {
        paragraphs += usize::from(at >= story.first && rules::is_paragraph(view, at));
        if paragraphs > PARAGRAPHS {
            break;
        }
        let listed = marks.label(at) == Some(Label::RelatedBlockItem)
            && ((at + 1..at + LISTED).contains(&story.first) && is_title_of(view, marks, at, story.first)
                || is_signed_title(view, marks, at, story))
            || marks.label(at) == Some(Label::RelatedLink) && is_signed_call(view, marks, at, story);
        if !(marks.free(at) || listed) || rules::headline::shape(view, at).is_none() {
            continue;
        }
        let line = &view.lines[at];
        let signed = signed(view, marks, at);
        let name = |line: usize| rules::byline::in_head(view, line).is_some();
        let writer = signed.is_none_or(|(lines, _)| lines > NAMED) && (at + 1..view.lines.len()).take(NAMED).any(name);
        let under = listed || (at + 1..view.lines.len()).take(6).any(|line| sign_of(marks, line).is_some());
        let first = found.is_empty();
        let over = found.last_mut().filter(|over| over.at + 1 == at);
        let summary = over.filter(|over| over.words >= 5 && is_summary(line)).is_some_and(|over| {
            over.summary_below = line.words + 2 >= over.words;
            !is_summary(&view.lines[over.at])
        });
        found.push(Seen {
            at,
            paragraphs,
            far: story.first.saturating_sub(at).min(ABOVE),
            words: line.words,
            named: line.words <= 5 && line.capitals >= line.words,
            top: head::is_named_on_top(view, at),
            under,
            signed,
            writer,
            below: !under && written.is_some_and(|title| at - title <= HEAD),
            first,
            next_short: view.lines.get(at + 1).is_none_or(|next| next.words <= 3),
            summary_below: false,
            summary,
            listed,
            live: marks.label(story.first) == Some(Label::LiveEntry)
                && rules::live_entry::is_called(view.line_text(at)),
        });
        if line.words >= 5 && signed == Some((1, Label::Byline)) {
            written = Some(at);
        }
    }
    found
}

/// Whether a line far above the story, with a player and its list of films between, is its title: its writer's name stands
/// right below it, and the story says it again.
fn is_signed_far(view: &View<'_>, marks: &Marks<'_>, at: usize, story: Stretch) -> bool {
    let signed = |mark: Mark| mark.label == Label::Byline && mark.score > LED;
    // The summary may stand between the title and what says that the writer's name follows.
    let leads = |at: usize| at + 1 < view.lines.len() && rules::byline::is_lead(view.line_text(at));
    view.lines[at].words >= 5
        && marks.free(at)
        && (marks.get(at + 1).main.is_some_and(signed) || leads(at + 1) || leads(at + 2))
        && echoed(view, story, at) >= ECHOED
}

/// Whether what a list of other stories took in stands right over the writer's name and close above the story, which says
/// it again.
fn is_signed_title(view: &View<'_>, marks: &Marks<'_>, at: usize, story: Stretch) -> bool {
    (at + 1..at + SIGNED).contains(&story.first)
        && view.lines[at].words >= 4
        && signed(view, marks, at).is_some_and(|(lines, label)| lines <= 2 && label == Label::Byline)
        && echoed(view, story, at) >= ECHOED
}

/// Whether what calls to another story, `WATCH: Harbour reopens`, is the title of this one: who wrote it or when stands right
/// below it, and the story says it again.
fn is_signed_call(view: &View<'_>, marks: &Marks<'_>, at: usize, story: Stretch) -> bool {
    at < story.first
        && view.lines[at].words >= 5
        && sign_of(marks, at + 1).is_some()
        && echoed(view, story, at) >= ECHOED
}

/// The label of a line that says who wrote a story or when.
fn sign_of(marks: &Marks<'_>, at: usize) -> Option<Label> {
    marks.label(at).filter(|label| matches!(label, Label::Byline | Label::Timestamp))
}

/// The first byline or time below line `at`, and how many lines below it that is, furniture aside.
fn signed(view: &View<'_>, marks: &Marks<'_>, at: usize) -> Option<(usize, Label)> {
    let set_in = |at: &usize| {
        matches!(marks.label(*at), Some(Label::UiText | Label::Social | Label::Navigation | Label::Advert))
    };
    let below = (at + 1..view.lines.len()).take(SIGNED).filter(|at| !set_in(at));
    below.enumerate().find_map(|(nth, at)| Some((nth + 1, sign_of(marks, at)?)))
}

/// Whether a line of a title's shape may as well be a summary: a sentence in small letters.
fn is_summary(line: &Line) -> bool {
    line.words >= 6 && line.capitals * 2 < line.words
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::page::line;
    use crate::page::options::PageOptions;
    use crate::page::segments::mark_lines;
    use crate::page::story;
    use crate::text::Planes;

    /// For `src/data/heads/titles.py`: of the texts of the file NEWSCORE_TEXTS, a JSON list, the lines that might be the title,
    /// each with its words and its measures, as a JSON list of lists into the file NEWSCORE_OUT.
    #[test]
    #[ignore = "writes training data"]
    fn dump_titles() {
        let path = |name: &str| std::env::var(name).expect("it names a file");
        let texts: Vec<String> =
            serde_json::from_slice(&fs::read(path("NEWSCORE_TEXTS")).expect("the file can be read")).expect("a list");
        let options = PageOptions::default();
        let lists: Vec<Vec<(String, Vec<f32>)>> = texts
            .iter()
            .map(|text| {
                let planes = Planes::new(text);
                let page = line::measure(text, &planes);
                let view = View::new(text, &planes, &page, &options.agencies);
                let mut marks = Marks::new(view.lines.len(), &options.disabled_rules);
                mark_lines(&view, &mut marks, options.articles, &[]);
                let story = story::place(&view, &marks, &story::weigh(&view, &marks));
                let lines = story.map(|story| (story, candidates(&view, &marks, story))).into_iter();
                let told = |story, seen: Seen| {
                    (view.line_text(seen.at).to_owned(), seen.measures(echoed(&view, story, seen.at)).to_vec())
                };
                lines
                    .flat_map(|(story, found)| found.into_iter().map(move |seen| (story, seen)))
                    .map(|(story, seen)| told(story, seen))
                    .collect()
            })
            .collect();
        let file = fs::File::create(path("NEWSCORE_OUT")).expect("the file can be written");
        serde_json::to_writer(file, &lists).expect("the file can be written");
    }
}
