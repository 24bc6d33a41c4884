//! What kind of text a page is: the whole page, or a story that an extractor has already cut out.
//!
//! Simple rules that clean a full page damage a clean story, so every structural rule asks this first. The page itself
//! answers: whole pages carry menus (long runs of short lines without a sentence) and the names that stand in them, or
//! different ones of such names.

use super::cues::Cue;
use super::line::Line;
use super::records::Field;
use super::rules::separator::is_document_mark;
use super::sorted::sorted;

/// The kind of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Menus, lists and footers are in it.
    Full,
    /// Mostly the story; only what a named cue proves is cut.
    Extracted,
}

/// Judges a page by its lines.
pub(super) fn judge(text: &str, lines: &[Line], foreign: bool) -> Kind {
    let mut named = 0;
    let mut in_runs = 0;
    let (mut run, mut names, mut numbers) = (0, 0, 0);
    // A run with many numbers and no name may be the story's own list: a recipe, results.
    let counted = |run: usize, names: usize, numbers: usize| {
        let listed = names == 0 && numbers * 3 >= run;
        if run >= 5 && !listed { run } else { 0 }
    };
    for line in lines {
        let cue = is_menu(line) || line.cues.has(Cue::UiText) || line.cues.has(Cue::Copyright);
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
    // A run alone is no sign, nor is a name: a table of results has runs, a story about cookies a name. Outside of runs names
    // of menus must be with those of buttons, and most of them different: what an extractor left in each of many stories
    // comes back.
    let record = || lines.iter().any(|line| line.field != Field::None);
    let run = in_runs >= 10 && in_runs * 8 >= lines.len() && named >= 4;
    let different = || {
        let names = lines.iter().filter(|line| is_menu(line) || line.cues.has(Cue::UiText));
        let mut names = sorted(names.map(|line| (is_menu(line), line.span.of(text))).collect());
        names.dedup();
        let menus = names.iter().filter(|name| name.0).count();
        menus >= 3 && names.len() - menus >= 2 && names.len() * 2 >= named
    };
    // The names are mostly English ones.
    let long = || foreign && in_runs >= 30 && in_runs * 3 >= lines.len();
    let full = run || long() || named >= 5 && different();
    // What a database hands out has a run of short lines over every story, and is no page of a site.
    let handed_out = || {
        let marks = lines.iter().filter(|line| (2..=4).contains(&line.words) && is_document_mark(line.span.of(text)));
        marks.take(2).count() == 2
    };
    if full && !handed_out() && !record() { Kind::Full } else { Kind::Extracted }
}

fn is_menu(line: &Line) -> bool {
    line.cues.has(Cue::Navigation) || line.cues.has(Cue::Consent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::line;
    use crate::text::Planes;

    fn kind(text: &str) -> Kind {
        line::measure(text, &Planes::new(text)).kind
    }

    const STORY: &str = "The harbour of the old town was opened again on Monday, the port authority said in a statement.\n\
                         Nobody in the town could remember a storm that had kept the ships away for so many days.\n";

    #[test]
    fn different_names_are_of_a_page() {
        let names = ["Skip to content", "Print", "About us", "Share this article", "Privacy Policy"];
        let page: String = names.iter().map(|name| format!("{name}\n{STORY}")).collect();
        assert_eq!(kind(&page), Kind::Full);
        assert_eq!(kind(&page.replace("Print\n", "")), Kind::Extracted);
        assert_eq!(kind(&page.replace("About us\n", "")), Kind::Extracted);
    }

    #[test]
    fn names_that_come_back_are_of_stories() {
        let names = ["Print", "Email", "Search", "About us", "Privacy Policy"];
        let stories: String = names.iter().flat_map(|name| vec![format!("{name}\n{STORY}"); 3]).collect();
        assert_eq!(kind(&stories), Kind::Extracted);
    }
}
