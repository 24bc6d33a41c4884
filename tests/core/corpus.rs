//! Properties of the corpus model: order does not matter, any text is accepted, known lines break no promise of pages.

use newscore::Span;
use newscore::corpus::{FitOptions, Fitter, Model};
use newscore::page::{KnownKind, KnownLine, PageOptions, segments_with};
use newscore::text::is_blank;
use proptest::prelude::*;

fn fit(pages: &[(String, String)]) -> Model {
    let options = FitOptions { min_pages: 2, max_pages: 6, ..FitOptions::default() };
    let mut fitter = Fitter::new(options).expect("options in range");
    for (source, page) in pages {
        fitter.add(source, Fitter::read(page));
    }
    Model::new(options, fitter.into_samples().iter().map(|sample| sample.learn()).collect())
}

fn page() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("Osk Herald"),
        Just("Most read"),
        Just("4 min read"),
        Just("7 min read"),
        Just("By Ilse Oru"),
        Just("Rain fell on the old town of Osk until the evening of that day."),
        Just("Ships queued for hours outside the port of Lurne on Monday."),
        Just(""),
        Just("“No,” she said."),
    ];
    prop_oneof![prop::collection::vec(line, 0..9).prop_map(|lines| lines.join("\n")), "\\PC{0,60}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_order_of_pages_does_not_matter(
        pages in prop::collection::vec(("[ab]", page()), 0..12),
        turn in 0_usize..12,
    ) {
        let model = fit(&pages);
        let mut turned = pages.clone();
        turned.rotate_left(if pages.is_empty() { 0 } else { turn % pages.len() });
        turned.reverse();
        prop_assert_eq!(&fit(&turned), &model);
        prop_assert_eq!(Model::from_json(&model.to_json()), Ok(model));
    }

    #[test]
    fn each_line_that_is_not_blank_gets_an_answer(pages in prop::collection::vec(("a", page()), 2..8), text in page()) {
        let lines = newscore::text::lines(&text).filter(|line| !is_blank(line.of(&text))).count();
        if let Some(known) = fit(&pages).known(&text, "a") {
            prop_assert_eq!(known.len(), lines);
        }
    }

    #[test]
    fn segments_tile_the_page_whatever_is_known(
        text in page(),
        known in prop::collection::vec(prop::option::of(0_u8..4), 0..12),
    ) {
        const KINDS: [KnownKind; 4] = [KnownKind::Line, KnownKind::Template, KnownKind::Byline, KnownKind::Timestamp];
        let known: Vec<Option<KnownLine>> = known
            .into_iter()
            .map(|kind| kind.map(|kind| KnownLine { kind: KINDS[usize::from(kind)], score: 0.5 }))
            .collect();
        let mut end = 0;
        for segment in segments_with(&text, &PageOptions::default(), &known, None) {
            prop_assert!(segment.span.start() >= end && !segment.span.is_empty());
            prop_assert!(is_blank(Span::new(end, segment.span.start()).of(&text)));
            end = segment.span.end();
        }
        prop_assert!(is_blank(&text[end..]));
    }
}
