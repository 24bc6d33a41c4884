//! A page on one long line, whose line ends were lost: the separators that stand in it part it again.

use memchr::memchr_iter;

use super::line::{Line, Measure};
use crate::Span;
use crate::text::trim;

/// Separators that stand in no sentence.
const MARKS: [&str; 5] = ["Source link", "Read the full article here", "(END)", "* * *", "###"];

/// So many words such a line has at least.
const LEAST: u32 = 60;

/// Puts separators and what stands between them on lines of their own. Time linear.
pub(super) fn part(text: &str, lines: &mut Vec<Line>, measure: &Measure<'_>) {
    let &[Line { span, words: LEAST.., .. }] = &lines[..] else { return };
    let mut cuts = vec![span.start()];
    for at in memchr_iter(b' ', text.as_bytes()).map(|blank| blank + 1) {
        let mark = MARKS.iter().find(|mark| text[at..].starts_with(**mark));
        let whole = |end: &usize| matches!(text.as_bytes().get(*end), None | Some(b' ' | b'\n'));
        if let Some(end) = mark.map(|mark| at + mark.len()).filter(whole) {
            cuts.extend([at, end]);
        }
    }
    if cuts.len() > 1 {
        cuts.push(span.end());
        lines.clear();
        let pieces = cuts.windows(2).map(|cut| Span::new(cut[0], cut[1].max(cut[0])));
        lines.extend(pieces.filter(|piece| !trim(text, *piece).is_empty()).map(|piece| measure.of(piece)));
    }
}
