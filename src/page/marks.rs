//! What the rules have said so far about each line.

use super::label::Label;
use super::options::DisabledRules;
use super::rules::{Rule, RuleSet};

/// One rule's word about a line or a part of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mark {
    pub label: Label,
    pub rule: Rule,
    pub score: f32,
}

/// What is known of one line: a mark for the whole, and parts cut off at its ends.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Marked {
    pub main: Option<Mark>,
    /// A part at the start, up to this byte of the page.
    pub lead: Option<(usize, Mark)>,
    /// A part at the end, from this byte of the page.
    pub tail: Option<(usize, Mark)>,
    /// The article, `None` for the page's own lines.
    pub article: Option<u32>,
    /// Whether it closes a story, or opens one, as other lines of the page do that are like it.
    ends: bool,
    begins: bool,
}

/// Marks for all lines of a page; a disabled rule's word is never taken down.
#[derive(Debug)]
pub(super) struct Marks<'o> {
    lines: Vec<Marked>,
    disabled: &'o DisabledRules,
}

impl<'o> Marks<'o> {
    pub(super) fn new(lines: usize, disabled: &'o DisabledRules) -> Self {
        Self { lines: vec![Marked::default(); lines], disabled }
    }

    pub(super) fn allows(&self, rule: Rule) -> bool {
        !self.disabled.contains(rule)
    }

    pub(super) fn set(&mut self, at: usize, rule: Rule, score: f32) {
        self.set_as(at, rule, rule.info().label, score);
    }

    /// As [`Marks::set`], for a rule that gives more than one label.
    pub(super) fn set_as(&mut self, at: usize, rule: Rule, label: Label, score: f32) {
        if self.allows(rule) {
            self.lines[at].main = Some(Mark { label, rule, score });
        }
    }

    /// Cuts the line's start off, up to byte `end` of the page.
    pub(super) fn set_lead(&mut self, at: usize, end: usize, rule: Rule, score: f32) {
        if self.allows(rule) {
            self.lines[at].lead = Some((end, Mark { label: rule.info().label, rule, score }));
        }
    }

    /// Cuts the line's end off, from byte `start` of the page.
    pub(super) fn set_tail(&mut self, at: usize, start: usize, rule: Rule, score: f32) {
        if self.allows(rule) {
            self.lines[at].tail = Some((start, Mark { label: rule.info().label, rule, score }));
        }
    }

    /// Takes back what was said about the line as a whole.
    pub(super) fn clear(&mut self, at: usize) {
        self.lines[at].main = None;
    }

    pub(super) fn set_article(&mut self, at: usize, article: Option<u32>) {
        self.lines[at].article = article;
    }

    pub(super) fn set_ends(&mut self, at: usize) {
        self.lines[at].ends = true;
    }

    pub(super) fn set_begins(&mut self, at: usize) {
        self.lines[at].begins = true;
    }

    pub(super) fn ends_story(&self, at: usize) -> bool {
        self.lines[at].ends
    }

    pub(super) fn begins_story(&self, at: usize) -> bool {
        self.lines[at].begins
    }

    pub(super) fn get(&self, at: usize) -> &Marked {
        &self.lines[at]
    }

    /// The label of the line's main part, if a rule spoke.
    #[inline]
    pub(super) fn label(&self, at: usize) -> Option<Label> {
        self.lines[at].main.map(|mark| mark.label)
    }

    #[inline]
    pub(super) fn rule(&self, at: usize) -> Option<Rule> {
        self.lines[at].main.map(|mark| mark.rule)
    }

    /// Whether no rule has spoken about the line.
    #[inline]
    pub(super) fn free(&self, at: usize) -> bool {
        self.lines[at].main.is_none()
    }
}

// A set of rules is small enough to be asked for every mark.
const _: () = assert!(size_of::<RuleSet>() == 8);
