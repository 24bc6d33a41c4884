//! The labeller and the alignment: segments tile the page, `clean` and `analyze` agree, and every kept character is
//! found again both ways.

use super::{News, assert_tiles};
use newscore::document::Document;
use newscore::page::{ActionTable, Analysis, ArticleMode, Date, Label, PageOptions, analyze, segments};
use newscore::text::is_space;

/// What the fuzzer makes up.
pub type Input = (News, u8, bool);

/// Every segment is of one article or of the page, and an article's segments are those within its span, and the separator
/// behind it.
pub fn assert_owned(analysis: &Analysis) {
    for pair in analysis.articles.windows(2) {
        assert!(pair[0].span.end() <= pair[1].span.start());
        assert!(pair[0].segments.end <= pair[1].segments.start);
    }
    for (at, segment) in analysis.segments.iter().enumerate() {
        if let Some(owner) = segment.article {
            let article = &analysis.articles[owner as usize];
            assert!(article.segments.contains(&at), "{segment:?} says it is of article {owner}: {article:?}");
            let ended = segment.span.end() <= article.span.end() || segment.label == Label::Separator;
            assert!(article.span.start() <= segment.span.start() && ended, "{segment:?} is outside of {article:?}");
        }
    }
    for (nth, article) in analysis.articles.iter().enumerate() {
        let own = |at: usize| analysis.segments[at].article == Some(nth as u32);
        assert!(article.segments.clone().any(own), "an article without a segment: {article:?}");
    }
}

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
    assert_owned(&analysis);
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
