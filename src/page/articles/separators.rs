//! Starts behind separators, the known ones and those that show by coming back.

use super::{Evidence, Page, Start};
use crate::page::label::Label;
use crate::page::marks::Marks;
use crate::page::repeats::NAMES;
use crate::page::rules::{self, Rule, View};

/// What `(Reporting by ...)` says: it closes an agency's story, and where the page is of a site, much else may follow.
const REPORTED: f32 = 0.3;

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
            if rules::source_credit::is_reporting(text) {
                return Some((REPORTED, Evidence::EndMark));
            }
            (named || taken || rules::source_credit::is_feed(text)).then_some((0.5, Evidence::EndMark))
        }
        _ => None,
    }
}

impl Page<'_, '_> {
    /// Starts behind separators.
    pub(super) fn after_separators(&self, bold: bool) -> Vec<Start> {
        let mut starts = Vec::new();
        let mut pending: Option<(f32, Evidence)> = None;
        let mut prose = 0;
        let apart = self.tell_apart(bold);
        let text = |at: &usize| self.marks.free(*at) && rules::is_paragraph(self.view, *at);
        let last_text = (0..self.view.lines.len()).rfind(text);
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
                // Under the last of lines that close stories stands the page's foot.
                let foot = evidence == Evidence::RepeatedSeparator && last_text.is_none_or(|last| at > last);
                let begins = if foot {
                    false
                } else if force >= 0.9 || apart && self.marks.free(at) {
                    self.next_text[at] < self.view.lines.len()
                } else if force <= REPORTED {
                    self.is_dated(at)
                } else {
                    self.is_head(at)
                        && !self.is_of_story(at)
                        && !self.goes_on(starts.last().map_or(0, |start| start.0), at)
                };
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

    /// Whether end marks, or rows of marks of which one closes the page, stand between texts that tell of other people and
    /// places each time: then stories end with them, whatever begins behind.
    fn tell_apart(&self, bold: bool) -> bool {
        let weak = |at: &usize| matches!(self.marks.rule(*at), Some(Rule::Separator | Rule::EndMark));
        let places: Vec<usize> = (0..self.view.lines.len()).filter(weak).collect();
        let signed = || places.iter().all(|&at| self.marks.rule(at) == Some(Rule::EndMark));
        if places.len() >= 2 && signed() {
            return self.view.tell_apart(&places, 1);
        }
        places.len() >= 3
            && (bold || self.ends_with_separator())
            && self.view.tell_apart(&places, if bold { 1 } else { NAMES })
    }

    /// Whether a dateline with an agency or a date opens the line.
    fn is_dated(&self, at: usize) -> bool {
        self.marks.free(at)
            && rules::dateline::of_line(self.view, at, true)
                .is_some_and(|parts| parts.agency.is_some() || parts.date.is_some())
    }

    /// Whether a line without marks has the shape of a title and text comes soon after it.
    fn is_head(&self, at: usize) -> bool {
        if !self.marks.free(at) {
            return matches!(self.marks.label(at), Some(Label::Timestamp | Label::Byline))
                && self.next_text[at] < self.view.lines.len()
                && self.is_head(self.next_text[at]);
        }
        if self.is_dated(at) {
            return true;
        }
        // Who sent a release tells of itself under its end.
        let about = self.view.line_text(at).starts_with("About ") && self.view.lines[at].words <= 9;
        let shaped = rules::headline::shape(self.view, at).is_some_and(|score| score >= 0.55);
        shaped && !about && self.text_after(at).is_some()
    }

    /// Whether the story above tells of what the line says, and the text below does not: a caption under the source of
    /// its picture.
    fn is_of_story(&self, at: usize) -> bool {
        let told = |lines: &mut dyn Iterator<Item = usize>| self.view.echo(at, lines.take(4)) > 0.0;
        self.marks.free(at) && told(&mut (0..at).rev()) && !told(&mut (at + 1..self.view.lines.len()))
    }

    /// Whether the text from line `at` on tells what the title of the story that begins at line `first` says, or names
    /// those whom that story names: a row of marks may stand over the next part of a story as well as over the next story.
    ///
    /// The limits lie where next to none of the development articles that are not of one story are: of a title's words
    /// four paragraphs of its story hold .40 (median), those of another .29 in one of a hundred; of the names in six
    /// paragraphs .31 and .21 stand in the text before.
    fn goes_on(&self, first: usize, at: usize) -> bool {
        const PARAGRAPHS: usize = 6;
        // As far back as a long story; further, a page of nothing but such marks would take the square of its length.
        const ABOVE: usize = 60;
        const LEAST: usize = 4;
        const SAME: f32 = 0.3;
        let view = self.view;
        let told = |line: &usize| self.marks.free(*line) && rules::is_paragraph(view, *line);
        let within = |line: &usize| strength(view, self.marks, *line).is_none();
        let below: Vec<usize> = (at..view.lines.len()).take_while(within).filter(told).take(PARAGRAPHS).collect();
        let title = self.next_text[first];
        if rules::headline::shape(view, title).is_some() && view.echo(title, below.iter().copied().take(4)) > SAME {
            return true;
        }
        let mut heard = view.heard.borrow_mut();
        let above = (first..at).rev().filter(told).take(ABOVE);
        let (below, above) = (heard.names(view, below), heard.names(view, above));
        let known = below.iter().filter(|name| above.contains(name)).count();
        below.len() >= LEAST && known as f32 > SAME * below.len() as f32
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
                && rules::dateline::of_line(self.view, text, true).is_some()
            {
                all.push(Evidence::Dateline);
            }
        }
        all
    }

    /// Whether the page's last word is a separator: then separators stand after every story, and heads say nothing new.
    pub(super) fn ends_with_separator(&self) -> bool {
        self.view.lines.len().checked_sub(1).is_some_and(|last| strength(self.view, self.marks, last).is_some())
    }
}
