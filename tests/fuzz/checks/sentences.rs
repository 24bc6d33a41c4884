//! The splitter: sentences tile the text, lines split alone give the same, and `explain` names exactly the ends found.

use super::{News, assert_tiles};
use newscore::Span;
use newscore::sentence::{Lang, LineBreaks, SplitOptions, Splitter};
use newscore::text::lines;

/// What the fuzzer makes up.
pub type Input = (News, u8, bool);

/// See the head of this file.
pub fn check(input: Input) {
    let (News(text), lang, wrapped) = input;
    let all: Vec<Option<Lang>> = std::iter::once(None).chain(Lang::ALL.iter().copied().map(Some)).collect();
    let line_breaks = if wrapped { LineBreaks::Wrapped } else { LineBreaks::default() };
    let options = SplitOptions { lang: all[usize::from(lang) % all.len()], line_breaks };
    let splitter = Splitter::new(options);
    let spans: Vec<Span> = splitter.spans(&text).collect();
    assert_tiles(&text, spans.iter().copied());
    if !wrapped {
        let by_line: Vec<Span> = lines(&text)
            .flat_map(|line| splitter.spans(line.of(&text)).map(move |span| span.shifted(line.start())))
            .collect();
        assert_eq!(spans, by_line, "a line changes its neighbours");
    }
    let told: Vec<usize> = splitter.explain(&text).iter().filter(|it| it.ends).map(|it| it.at).collect();
    let ends: Vec<usize> = spans.iter().map(|span| span.end()).collect();
    assert_eq!(told, ends, "`explain` tells other ends");
}
