//! Lines that come back between stories: separators that no list knows.
//!
//! Every aggregator, newsletter and database export has its own line under or over a story. Lines are alike if they are
//! so once numbers, months, days and addresses are taken for one another (`Document 3 of 10`, `[2]`, `LENGTH: 512 words`),
//! or if they share their first two words or what stands before a colon; longer ones, credits and sentences in brackets,
//! only if they are the same. A group of such lines parts stories if each stands in a gap of the text where a title stands
//! too, with paragraphs between one place and the next, and if the group shows that it is of the page's frame: it closes
//! the page, it opens it, or it comes at least three times.

use super::cues::Cue;
use super::date::{is_weekday, month_named};
use super::echo;
use super::label::{Action, Label};
use super::marks::Marks;
use super::names;
use super::rules::{self, Rule, View};
use super::signs::Signs;
use crate::text::hash::{SEED, mix};
use crate::text::holds;

/// Words and bytes of such a line at most.
const WORDS: u32 = 12;
const BYTES: usize = 120;
/// Lines of a gap between two stories at most.
const GAP: usize = 12;
/// Share of a group's places that must look like the others, in fifths.
const MOST: usize = 4;
/// Names that stories without titles have at least.
pub(super) const NAMES: usize = 4;

/// Finds the groups and marks where stories end or begin by them.
pub(super) fn mark(view: &View<'_>, marks: &mut Marks<'_>, bold: bool) {
    if !marks.allows(Rule::RepeatedSeparator) {
        return;
    }
    // The records of a database say themselves where each begins.
    let record = |at: &usize| {
        marks.rule(*at) == Some(Rule::Separator) && rules::separator::is_document_mark(view.line_text(*at))
    };
    if (0..view.lines.len()).filter(record).nth(1).is_some() {
        return;
    }
    // On most pages too few lines are left that could come back.
    let lines: Vec<usize> = (0..view.lines.len()).filter(|&at| may_part(view, marks, at)).collect();
    if lines.len() < 2 {
        return;
    }
    let page = Page::new(view, marks);
    let groups = page.groups(&lines);
    if groups.is_empty() {
        return;
    }
    let closed = page.is_closed();
    let mut repeated = vec![0; view.lines.len()];
    groups.iter().for_each(|group| group.iter().for_each(|&at| repeated[at] = group.len()));
    let mut found: Vec<(usize, bool)> = Vec::new();
    for group in &groups {
        let parts = page.parts_stories(group, closed, &repeated);
        if let Some(closes) = parts.or_else(|| page.heads_stories(group, closed, &repeated, bold)) {
            found.extend(group.iter().map(|&at| (at, closes)));
        }
    }
    // A gap has one end: what closes stories says where, and what opens them only where nothing closes them.
    let closing = found.iter().any(|place| place.1);
    let begins: Vec<usize> =
        found.iter().filter(|place| !place.1 && !closing).map(|place| page.opening(place.0, &repeated)).collect();
    for &(at, closes) in &found {
        if marks.free(at) {
            marks.set(at, Rule::RepeatedSeparator, 0.85);
        }
        if closes {
            marks.set_ends(at);
        }
    }
    begins.into_iter().for_each(|at| marks.set_begins(at));
}

/// Whether a line may be one of those that part stories.
fn may_part(view: &View<'_>, marks: &Marks<'_>, at: usize) -> bool {
    let line = &view.lines[at];
    let label = marks.label(at);
    let short = || line.words <= WORDS && line.span.len() <= BYTES && !rules::is_paragraph(view, at);
    (short() || label.is_some_and(|label| label == Label::SourceCredit) || is_notice(view, at))
        && matches!(
            label,
            None | Some(
                Label::UiText
                    | Label::SourceCredit
                    | Label::Copyright
                    | Label::RelatedLink
                    | Label::Social
                    | Label::Navigation
                    | Label::PhotoCredit
            )
        )
}

struct Page<'a, 't> {
    view: &'a View<'t>,
    marks: &'a Marks<'a>,
    /// For each line, how many paragraphs stand before it.
    paragraphs: Vec<u32>,
    /// Lines that are names or agencies in brackets: several of them credit the items of a round-up.
    credits: usize,
}

impl<'a, 't> Page<'a, 't> {
    fn new(view: &'a View<'t>, marks: &'a Marks<'a>) -> Self {
        let mut paragraphs = Vec::with_capacity(view.lines.len() + 1);
        paragraphs.push(0);
        // Whom a letter was sent to stands under its last story.
        let dropped = |at: usize| marks.label(at).is_some_and(|label| label.default_action() == Action::Drop);
        for at in 0..view.lines.len() {
            let told = rules::is_paragraph(view, at) && !is_notice(view, at) && !dropped(at);
            paragraphs.push(paragraphs[at] + u32::from(told));
        }
        let credits = (0..view.lines.len()).filter(|&at| is_bracketed(view, at)).count();
        Self { view, marks, paragraphs, credits }
    }

    /// The `lines` that may part stories, grouped by what they share: each line in one group only.
    fn groups(&self, lines: &[usize]) -> Vec<Vec<usize>> {
        let mut all = Vec::new();
        // Of lines that are all in one gap between paragraphs none parts stories.
        let apart = |pair: (&usize, &usize)| self.paragraphs[*pair.0] < self.paragraphs[*pair.1];
        if !lines.first().zip(lines.last()).is_some_and(apart) {
            return all;
        }
        let mut taken = vec![false; self.view.lines.len()];
        for key in [whole as Key, masked, first_words, lead] {
            let mut places: Vec<(u64, usize)> = lines
                .iter()
                .copied()
                .filter(|&at| !taken[at])
                .filter_map(|at| Some((key(self.view, at)?, at)))
                .collect();
            places.sort_unstable();
            for group in places.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() >= 2) {
                let group: Vec<usize> = group.iter().map(|place| place.1).collect();
                if self.is_spread(&group) {
                    group.iter().for_each(|&at| taken[at] = true);
                    all.push(group);
                }
            }
        }
        all
    }

    /// Whether known separators stand between the stories and under the last: what else comes back is of the stories.
    fn is_closed(&self) -> bool {
        let mut known = (0..self.view.lines.len()).filter(|&at| self.marks.rule(at) == Some(Rule::Separator));
        let total = self.paragraphs.last();
        known.clone().count() >= 2 && known.next_back().is_some_and(|last| self.paragraphs.get(last + 1) == total)
    }

    /// Whether paragraphs stand between most places of the group and the next.
    fn is_spread(&self, group: &[usize]) -> bool {
        let apart = group.windows(2).filter(|pair| self.paragraphs[pair[1]] > self.paragraphs[pair[0]]).count();
        apart * 5 >= (group.len() - 1) * MOST
    }
}

impl Page<'_, '_> {
    /// Whether the group parts stories; says whether its lines close them (or else open them).
    fn parts_stories(&self, group: &[usize], closed: bool, repeated: &[usize]) -> Option<bool> {
        let (view, total) = (self.view, *self.paragraphs.last()?);
        let (&first, &last) = (group.first()?, group.last()?);
        let closing = self.paragraphs[last + 1] == total;
        let opening = self.paragraphs[first] == 0 && !closing;
        let framed = closing || opening;
        let text = view.line_text(first);
        // Names come back as bylines of a live blog's entries, a single word as the section over each teaser.
        let marked = !text.starts_with(char::is_alphanumeric) || text.contains("://");
        let bare = view.lines[first].words < 2 && !(marked && framed);
        let one_of_several = is_bracketed(view, first) && group.len() < self.credits;
        let seen = text.chars().any(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'));
        if names::is_name(text) && !closing
            || bare
            || !seen
            || one_of_several
            || !closing && (closed || group.len() < 3 && !is_notice(view, first))
        {
            return None;
        }
        // What heads lists of other stories, under the last story too, is no line that parts stories.
        let listed = |at: usize, least: usize| {
            let (_, to) = self.gap(at);
            let title = |line: &usize| {
                let seen = &view.lines[*line];
                self.marks.free(*line) && seen.words >= 3 && !seen.closed()
            };
            (at + 1..to).filter(title).count() >= least
        };
        if view.lines[first].cues.has(Cue::RelatedHeader) && listed(first, 2) && listed(last, 1) {
            return None;
        }
        // Stories are longer than a live blog's entries, and than the teasers over each "Read more".
        let same = group.iter().all(|&at| view.alike(at, first));
        let least = match () {
            () if !framed && !is_notice(view, first) => 3,
            () if !framed || !same || view.lines[first].cues.has(Cue::RelatedHeader) => 2,
            () => 1,
        };
        let told = |from: usize, to: usize| u32::from(self.paragraphs[to] - self.paragraphs[from] >= least);
        let between: u32 = group.windows(2).map(|pair| told(pair[0], pair[1])).sum();
        let ends = if opening { told(last, view.lines.len()) } else { told(0, first) };
        let most = |count: usize| count * 5 >= group.len() * MOST;
        if !most((between + ends) as usize) {
            return None;
        }
        let inner = match (closing, opening) {
            (true, _) => &group[..group.len() - 1],
            (_, true) => &group[1..],
            _ => group,
        };
        let (mut parting, mut echoed) = (group.len() - inner.len(), 0);
        for &at in inner {
            if let Some(heard_ahead) = self.parts(at, (closing, opening), repeated) {
                parting += 1;
                echoed += usize::from(heard_ahead);
            }
        }
        let titled = most(parting) && echoed * 2 >= inner.len();
        (titled || framed && self.tell_apart(group)).then_some(!opening)
    }

    /// Whether the group's lines stand behind finished texts that tell of other people and places each time: stories
    /// without titles.
    fn tell_apart(&self, group: &[usize]) -> bool {
        let view = self.view;
        let finished = |&at: &usize| {
            let from = self.gap(at).0;
            from > 0 && (view.lines[from - 1].closed() || rules::is_paragraph(view, from - 1))
        };
        group.len() >= 3 && group[1..].iter().all(finished) && view.tell_apart(group, NAMES)
    }

    /// Whether the line stands in a gap between two stories; says whether the second repeats its title rather than the
    /// first does. Lines that neither close nor open the page must fill the gap but for the title.
    fn parts(&self, at: usize, frame: (bool, bool), repeated: &[usize]) -> Option<bool> {
        let view = self.view;
        let (from, to) = match frame {
            (false, false) => (at, (at + 2).min(view.lines.len())),
            _ => self.gap(at),
        };
        let finished = from > 0 && (view.lines[from - 1].closed() || rules::is_paragraph(view, from - 1));
        if !finished || !(to..view.lines.len()).take(3).any(|next| rules::is_paragraph(view, next)) {
            return None;
        }
        let above = || (from..at).rev().find(|&title| frame.1 && self.is_title(title, repeated));
        let title = (at + 1..to).find(|&title| self.is_title(title, repeated)).or_else(above)?;
        let ahead = view.echo(title, (to..view.lines.len()).take(4));
        let behind = view.echo(title, (0..from).rev().take(4));
        Some(if frame.0 { ahead >= behind } else { ahead > behind })
    }

    /// Whether a head stands under most lines of the group, each over another story: then they part stories wherever they
    /// stand and however short these are. Says whether the lines close stories.
    ///
    /// Parts of one story have headings under such lines, too, but tell of the same people, or of what its title says.
    fn heads_stories(&self, group: &[usize], closed: bool, repeated: &[usize], bold: bool) -> Option<bool> {
        let (view, &first) = (self.view, group.first()?);
        let text = view.line_text(first);
        let marked = !text.starts_with(char::is_alphanumeric);
        // "1." and "#1" stand over the items of a list.
        let number = text.trim_start_matches('#').bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let plain =
            matches!(self.marks.label(first), None | Some(Label::UiText | Label::SourceCredit | Label::Copyright));
        if closed
            || number
            || !plain
            || names::is_name(text) && !view.lines[first].all_capitals()
            || is_bracketed(view, first) && group.len() < self.credits
            || group.len() < if marked && !bold { 2 } else { 3 }
        {
            return None;
        }
        let heads: Vec<bool> = group.iter().filter_map(|&at| self.head(at, group.len(), repeated, bold)).collect();
        let sure = heads.iter().filter(|sure| **sure).count();
        let parted = heads.len() * 3 >= group.len() * 2 && sure * 2 >= group.len();
        (parted && self.are_apart(group)).then(|| self.paragraphs[first] > 0)
    }

    /// Whether a head stands under line `at`, behind a finished text; says whether it surely begins a story: somebody
    /// signed it, a dateline opens its text, or that repeats its words and the text above does not.
    fn head(&self, at: usize, group: usize, repeated: &[usize], bold: bool) -> Option<bool> {
        let view = self.view;
        let seen = |line: &usize| self.marks.free(*line) && repeated[*line] * 2 < group;
        let above = (at.saturating_sub(GAP)..at).rev().find(seen);
        let finished = |line: usize| view.lines[line].closed() || rules::is_paragraph(view, line);
        if above.is_some_and(|above| !finished(above)) {
            return None;
        }
        let lines = || at + 1..(at + 1 + GAP).min(view.lines.len());
        let mut below = lines().filter(seen);
        let title = below.next()?;
        let dated = |line: usize| {
            rules::dateline::parse(view.agencies, view.line_text(line), true)
                .is_some_and(|parts| parts.agency.is_some() || parts.date.is_some())
        };
        if rules::is_paragraph(view, title) {
            return if dated(title) { Some(true) } else { bold.then_some(true) };
        }
        rules::headline::shape(view, title).filter(|score| *score >= 0.5)?;
        let text = below.take(3).find(|&line| rules::is_paragraph(view, line))?;
        let signed = (title + 1..text).any(|line| self.marks.label(line) == Some(Label::Byline)) || dated(text);
        let told = || view.echo(title, (text..view.lines.len()).take(4));
        let known = || view.echo(title, (0..at).rev().take(4));
        Some(signed || told() > known())
    }

    /// Whether the texts above the first and right under each line of a group name others each time, and do not tell what
    /// the title above them all says.
    ///
    /// Of development texts glued together six of seven groups stay below the limit, of headings within one story that
    /// the next paragraph repeats one of forty.
    fn are_apart(&self, group: &[usize]) -> bool {
        const PARAGRAPHS: usize = 4;
        const SAME: f32 = 0.3;
        let view = self.view;
        let told = |from: usize, to: usize| {
            let near = (from..to).take(GAP + PARAGRAPHS);
            near.filter(|&line| self.marks.free(line) && rules::is_paragraph(view, line)).take(PARAGRAPHS)
        };
        let title = (0..group[0]).take(GAP).find(|&line| self.marks.free(line));
        let title = title.filter(|&line| rules::headline::shape(view, line).is_some());
        let mut named = vec![view.heard.borrow_mut().names(view, told(0, group[0]))];
        let mut goes_on = 0;
        for (nth, &at) in group.iter().enumerate() {
            let end = group.get(nth + 1).map_or(view.lines.len(), |next| *next);
            goes_on += usize::from(title.is_some_and(|title| view.echo(title, told(at, end)) > SAME));
            named.push(view.heard.borrow_mut().names(view, told(at, end)));
        }
        named.retain(|names| !names.is_empty());
        let apart = || echo::retold(&named, 1) <= 0.1 + 0.02 * group.len() as f32;
        named.len() * 2 > group.len() && goes_on * 5 <= group.len() && apart()
    }

    /// The lines around `at` that are no text, `from..to`.
    fn gap(&self, at: usize) -> (usize, usize) {
        let text = |line: usize| {
            let seen = &self.view.lines[line];
            rules::is_paragraph(self.view, line)
                || self.marks.free(line)
                    && seen.closed()
                    && seen.words >= 4
                    && rules::headline::shape(self.view, line).is_none()
        };
        let from = (at.saturating_sub(GAP)..at).rev().take_while(|&line| !text(line)).last().unwrap_or(at);
        let to = (at + 1..self.view.lines.len()).take(GAP).find(|&line| text(line));
        (from, to.unwrap_or((at + 1 + GAP).min(self.view.lines.len())))
    }

    /// The line with which the story that `at` opens begins: `at` itself, or the title above it where none is below.
    fn opening(&self, at: usize, repeated: &[usize]) -> usize {
        let (from, to) = self.gap(at);
        let title = |line: &usize| self.is_title(*line, repeated);
        if (at + 1..to).any(|line| title(&line)) { at } else { (from..at).rev().find(title).unwrap_or(at) }
    }

    fn is_title(&self, at: usize, repeated: &[usize]) -> bool {
        let shaped = || rules::headline::shape(self.view, at).is_some_and(|score| score >= 0.5);
        repeated[at] == 0 && self.marks.free(at) && shaped()
    }
}

/// `(This report is published under an arrangement with Nordwire.)`: a sentence or more in brackets on a line of its own.
fn is_notice(view: &View<'_>, at: usize) -> bool {
    let text = view.line_text(at).as_bytes();
    let framed = matches!((text.first(), text.last()), (Some(b'('), Some(b')')) | (Some(b'['), Some(b']')));
    framed && (6..=60).contains(&view.lines[at].words)
}

/// `[Nordwire]`
fn is_bracketed(view: &View<'_>, at: usize) -> bool {
    let text = view.line_text(at);
    text.starts_with('[') && text.ends_with(']') && view.lines[at].words <= 5
}

/// What alike lines share.
type Key = fn(&View<'_>, usize) -> Option<u64>;

/// All letters and digits.
fn whole(view: &View<'_>, at: usize) -> Option<u64> {
    let line = &view.lines[at];
    let short = line.span.len() <= 80 && !line.closed();
    (short || line.words > 8 || is_notice(view, at)).then(|| view.key(at))
}

/// All words, if there are numbers or addresses among them.
fn masked(view: &View<'_>, at: usize) -> Option<u64> {
    let text = view.line_text(at);
    let counted = view.lines[at].digits > 0 || view.lines[at].signs.any(Signs::COLON) && text.contains("://");
    counted.then(|| text.split(' ').fold(1, |key, word| mix(key, mask(word))))
}

/// The first two words of three to six.
fn first_words(view: &View<'_>, at: usize) -> Option<u64> {
    let mut words = view.line_text(at).split(' ');
    let (one, two) = (words.next()?, words.next()?);
    // "[1] Nordwire", "#2 Southlight"
    if one.starts_with(['[', '#', '(']) && view.lines[at].digits > 0 && mask(one) == 5 {
        return Some(8);
    }
    (3..=6).contains(&view.lines[at].words).then(|| mix(mix(2, mask(one)), mask(two)))
}

/// What stands before a colon: one to three words.
fn lead(view: &View<'_>, at: usize) -> Option<u64> {
    if !view.lines[at].signs.any(Signs::COLON) {
        return None;
    }
    let (lead, rest) = view.line_text(at).split_once(": ")?;
    let short = lead.len() <= 30 && lead.split(' ').count() <= 3 && !rest.is_empty();
    short.then(|| lead.split(' ').fold(3, |key, word| mix(key, mask(word))))
}

/// A number for a word: one for all with digits, one for months, for days, for addresses.
fn mask(word: &str) -> u64 {
    match () {
        () if holds(word, "://") => 4,
        () if word.bytes().any(|byte| byte.is_ascii_digit()) => 5,
        () if month_named(word).is_some() => 6,
        () if is_weekday(word) => 7,
        () => word.bytes().fold(SEED, |key, byte| mix(key, u64::from(byte.to_ascii_lowercase()))),
    }
}
