//! The labeller and the alignment: segments tile the page, `clean` and `analyze` agree, and every kept character is
//! found again both ways.

use super::{News, assert_tiles};
use newscore::document::Document;
use newscore::page::{ActionTable, ArticleMode, Date, PageOptions, analyze, segments};
use newscore::text::is_space;

/// What the fuzzer makes up.
pub type Input = (News, u8, bool);

/// See the head of this file.
pub fn check(input: Input) {
    let (News(text), mode, keep) = input;
    let mut options = PageOptions {
        articles: ArticleMode::ALL[usize::from(mode) % ArticleMode::ALL.len()],
        ..PageOptions::default()
    };
    if keep {
        options.actions = ActionTable::keep_everything();
    }
    let analysis = analyze(&text, Date::new(2026, 11, 24), &options);
    assert_tiles(&text, analysis.segments.iter().map(|segment| segment.span));
    assert_eq!(analysis.segments, segments(&text, &options), "cleaning and analysing differ");
    for pair in analysis.articles.windows(2) {
        assert!(pair[0].span.end() <= pair[1].span.start());
    }
    let alignment = Document::new(&text, analysis).alignment;
    let clean = alignment.clean(&text);
    if keep {
        assert_eq!(clean, text.trim_matches(is_space), "nothing is cut, and yet something is missing");
    }
    for (at, c) in clean.char_indices() {
        let raw = alignment.to_raw(at).expect("each kept character has a place on the page");
        assert!(text[raw..].starts_with(c));
        assert_eq!(alignment.to_clean(raw), Some(at));
    }
}
