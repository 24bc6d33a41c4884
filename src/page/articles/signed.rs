//! Starts at titles that a dateline or a byline stands under, or a day over.

use super::{Evidence, Page, Start};
use crate::page::label::Label;
use crate::page::rules::{self, Rule};
use crate::page::sorted::sorted;
use crate::page::story;

impl Page<'_, '_> {
    /// Starts at titles over a paragraph that a dateline opens, with a date or a known agency, or over their writer's
    /// name: few stories have two of either, however short they are. Also where the day stands over a title, and over the
    /// page's first one, too, as databases print it.
    pub(super) fn signed_heads(&self, known: &[Start]) -> Vec<Start> {
        const APART: usize = 4;
        let mut starts: Vec<Start> = Vec::new();
        let mut signers: Vec<u64> = Vec::new();
        let (mut begin, mut prose) = (0, 0);
        let first = (0..self.view.lines.len()).find(|&at| rules::is_paragraph(self.view, at)).unwrap_or(0);
        let dated = (0..first).any(|at| self.day_above(at).is_some());
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
            } else if dated && self.day_above(at).is_some() && self.is_told_below(at, text) {
                vec![Evidence::Headline]
            } else {
                continue;
            };
            // The title may stand twice above its own story, with pictures between.
            let again = (begin..at).any(|other| self.view.alike(at, other));
            let next = known.get(known.partition_point(|start| start.0 < at));
            if !again && next.is_none_or(|start| start.0 > text) {
                let at = self.day_above(at).unwrap_or(at);
                starts.push((at, 0.85, evidence));
                (begin, prose) = (at, 0);
            }
        }
        if starts.is_empty() {
            return starts;
        }
        if sorted(signers).windows(2).any(|pair| pair[0] == pair[1]) {
            return Vec::new();
        }
        if self.is_called_live() {
            let end = known.get(1).map_or(self.view.lines.len(), |next| next.0);
            starts.retain(|start| start.0 >= end);
        }
        self.outside_live(starts, known)
    }

    /// The line with a full date that stands over line `at`, the paper's name between them or not.
    fn day_above(&self, at: usize) -> Option<usize> {
        let day = |line: usize| self.marks.label(line) == Some(Label::Timestamp) && self.view.lines[line].digits >= 5;
        let paper = |line: usize| {
            let seen = &self.view.lines[line];
            seen.words <= 4 && seen.capitals == seen.words && !seen.closed()
        };
        let above = at.checked_sub(1)?;
        if day(above) { Some(above) } else { above.checked_sub(1).filter(|&line| paper(above) && day(line)) }
    }

    /// Whether a byline that says so stands right under the line.
    fn is_signed(&self, at: usize) -> bool {
        let byline = self.marks.get(at + 1).main.filter(|mark| mark.rule == Rule::Byline && mark.score > 0.9);
        // "Ada Moe in Oslo"
        let posted = || {
            let text = self.view.line_text(at + 1);
            self.view.lines[at].words >= 4 && rules::byline::posted(text).all(|name| name.is_some())
        };
        self.view.lines.get(at + 1).is_some_and(|below| below.words <= 8) && (byline.is_some() || posted())
    }

    /// Whether the paragraphs from line `text` on tell the title at line `at` again, and more of it than those above.
    fn is_told_below(&self, at: usize, text: usize) -> bool {
        const TOLD: f32 = 0.3;
        let below = self.view.echo(at, (text..self.view.lines.len()).take(3));
        below >= TOLD && below > self.view.echo(at, (0..at).rev().take(6))
    }
}
