//! Pages that hold no story.

use super::is_sentence;
use super::openings::{is_dated, is_titled, opening};
use super::stretch::is_known;
use crate::page::label::Action;
use crate::page::marks::Marks;
use crate::page::rules::{self, View};

/// Whether a page holds nothing but its own furniture: an error page, a wall, a list of links. Of its lines many are
/// known to be that, and what is left is no longer than a notice.
pub(in crate::page) fn is_bare(view: &View<'_>, marks: &Marks<'_>) -> bool {
    const NOTICE: u32 = 80;
    /// Sentences, a line each, that no notice has.
    const STORY: usize = 3;
    // Lines known from other pages stand on every page of their publisher, on that of the shortest story, too.
    let dropped = |at: &usize| {
        marks.label(*at).is_some_and(|label| label.default_action() == Action::Drop) && !is_known(marks, *at)
    };
    let known = (0..view.lines.len()).filter(dropped).count();
    if known < 8 || known * 3 < view.lines.len() {
        return false;
    }
    let text = || (0..view.lines.len()).filter(|&at| marks.free(at) && rules::is_paragraph(view, at));
    let told = (0..view.lines.len()).filter(|&at| marks.free(at) && is_sentence(&view.lines[at], 7)).count();
    !(0..view.lines.len()).any(|at| marks.free(at) && is_dated(view, at))
        && told < STORY
        && text().all(|at| is_notice(view.line_text(at)))
        && text().map(|at| view.lines[at].words).sum::<u32>() < NOTICE
        && !text().any(|at| opening(view, marks, at) > 0.0 || is_titled(view, marks, at))
}

/// Whether a text speaks to the reader, for the site or of the page, as notices do.
pub(in crate::page) fn is_notice(text: &str) -> bool {
    const WORDS: [&str; 18] = [
        "you",
        "your",
        "we",
        "our",
        "us",
        "please",
        "sorry",
        "page",
        "site",
        "website",
        "browser",
        "javascript",
        "cookies",
        "error",
        "login",
        "account",
        "subscribers",
        "content",
    ];
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    !text.starts_with(['"', '“', '‘']) && words.any(|word| WORDS.iter().any(|it| it.eq_ignore_ascii_case(word)))
}
