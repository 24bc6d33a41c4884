//! Whether a paragraph begins a new story although neither separator nor headline says so.
//!
//! Only asked with `articles = "aggressive"`. A new story's first paragraphs share few words and no names with the
//! story before, and many with each other; like [`super::heads::Head`], a [`Break`] is all that is seen, weighed in one
//! place.

use super::heads::Walker;
use super::weights::BREAK;

/// What is seen of a paragraph that might begin a new story.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Break {
    /// Words of the paragraph.
    pub words: u32,
    /// Share of the words of the six (three) lines from here on that stand in the six (three) before.
    pub common: f32,
    pub common_near: f32,
    /// How much less that is here than three lines earlier and later.
    pub valley: f32,
    /// Share of the words of the six lines from here on, of the names of eight, that the story before holds.
    pub common_story: f32,
    pub known_names: f32,
    /// Share of the paragraph's own words that stand in the three lines before, in the story before, in the six lines
    /// after.
    pub own_before: f32,
    pub own_story: f32,
    pub own_ahead: f32,
    /// Different words of the story before.
    pub story_words: usize,
    /// Whether it begins with a word that leans on what was said (`He`, `But`), or with a quotation.
    pub leans: bool,
    pub quoted: bool,
}

impl Break {
    /// How much speaks for a new story; above 0 it is taken to be one. The weights stand in `src/data/heads`.
    pub(super) fn score(&self) -> f32 {
        let w = &*BREAK;
        let sign = |seen: bool, weight: f32| if seen { weight } else { 0.0 };
        w.words * self.words.min(30) as f32 / 30.0
            + w.common * self.common
            + w.common_near * self.common_near
            + w.valley * self.valley
            + w.common_story * self.common_story
            + w.known_names * self.known_names
            + w.own_before * self.own_before
            + w.own_story * self.own_story
            + w.own_ahead * self.own_ahead
            + w.story_words * (1.0 + self.story_words as f32).ln()
            + sign(self.leans, w.leans)
            + sign(self.quoted, w.quoted)
            + w.bias
    }
}

/// Lines that a story has at least.
const SHORTEST: usize = 3;

impl Walker<'_, '_> {
    /// What is seen of `free[nth]`, if a story may begin there at all.
    pub(super) fn look_break(&mut self, nth: usize) -> Option<Break> {
        if nth < self.start() + SHORTEST || nth + SHORTEST > self.free.len() {
            return None;
        }
        let (view, at) = (self.view, self.free[nth]);
        self.read_up_to(nth);
        let mut heard = view.heard.borrow_mut();
        let window = |from: usize, count: usize| self.free[from..].iter().take(count).copied();
        let before = |nth: usize, count: usize| {
            let from = nth.saturating_sub(count).max(self.start());
            window(from, nth - from)
        };
        let (near, next) = (heard.all(view, window(nth, 3)), heard.all(view, window(nth, 6)));
        let own = heard.all(view, [at]);
        let mut common = |nth: usize| {
            let next = heard.all(view, window(nth, 6));
            heard.share_of(view, &next, before(nth, 6))
        };
        let around = common((nth - SHORTEST).max(self.start() + 2)) + common((nth + SHORTEST).min(self.free.len() - 1));
        let here = common(nth);
        let text = view.line_text(at);
        Some(Break {
            words: view.lines[at].words,
            common: here,
            common_near: heard.share_of(view, &near, before(nth, 3)),
            valley: around / 2.0 - here,
            common_story: self.known.share(&next),
            known_names: self.known.share(&heard.names(view, window(nth, 8))),
            own_before: heard.share_of(view, &own, before(nth, 3)),
            own_story: self.known.share(&own),
            own_ahead: heard.share_of(view, &own, window(nth + 1, 6)),
            story_words: self.known.len(),
            leans: leans(text),
            quoted: text.starts_with(['“', '"']),
        })
    }
}

/// Whether the text begins with a word that needs a sentence before it.
fn leans(text: &str) -> bool {
    let first =
        text.trim_start_matches(['“', '"', '‘', '\'']).split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    matches!(
        first,
        "He" | "She" | "They" | "It" | "But" | "And" | "However" | "Meanwhile" | "This" | "That" | "These" | "Also"
    )
}
