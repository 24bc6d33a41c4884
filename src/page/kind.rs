//! What kind of text a page is: the whole page, or a story that an extractor has already cut out.
//!
//! Simple rules that clean a full page damage a clean story, so every structural rule asks this first. The page itself
//! answers: whole pages carry menus (long runs of short lines without a sentence) and the names that stand in them.

use super::cues::Cue;
use super::line::Line;
use super::records::Field;
use super::rules::separator::is_document_mark;

/// The kind of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Menus, lists and footers are in it.
    Full,
    /// Mostly the story; only what a named cue proves is cut.
    Extracted,
}

/// Judges a page by its lines.
pub(super) fn judge(text: &str, lines: &[Line]) -> Kind {
    let mut named = 0;
    let mut in_runs = 0;
    let (mut run, mut names, mut numbers) = (0, 0, 0);
    // A run with many numbers and no name may be the story's own list: a recipe, results.
    let counted = |run: usize, names: usize, numbers: usize| {
        let listed = names == 0 && numbers * 3 >= run;
        if run >= 5 && !listed { run } else { 0 }
    };
    for line in lines {
        let cue = line.cues.has(Cue::Navigation)
            || line.cues.has(Cue::UiText)
            || line.cues.has(Cue::Consent)
            || line.cues.has(Cue::Copyright);
        named += usize::from(cue);
        if line.words <= 6 && !line.closed() {
            run += 1;
            names += usize::from(cue);
            numbers += usize::from(line.digits > 0);
        } else {
            in_runs += counted(run, names, numbers);
            (run, names, numbers) = (0, 0, 0);
        }
    }
    in_runs += counted(run, names, numbers);
    // Both signs are needed: a table of results has runs but no such names, a story about cookies has a name but no
    // runs.
    let record = || lines.iter().any(|line| line.field != Field::None);
    let full = named >= 4 && in_runs >= 10 && in_runs * 8 >= lines.len();
    // What a database hands out has a run of short lines over every story, and is no page of a site.
    let handed_out = || {
        let marks = lines.iter().filter(|line| (2..=4).contains(&line.words) && is_document_mark(line.span.of(text)));
        marks.take(2).count() == 2
    };
    if full && !handed_out() && !record() { Kind::Full } else { Kind::Extracted }
}
