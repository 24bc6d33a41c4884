//! Properties of the page engine that hold for every text.

use newscore::document::Document;
use newscore::page::{
    Action, ActionTable, Agencies, Analysis, ArticleMode, Date, DisabledRules, Label, PageOptions, analyze, rules,
    segments,
};
use newscore::text::is_space;
use proptest::prelude::*;

/// Lines that rules look for, and text that they do not, in any order.
fn page() -> impl Strategy<Value = String> {
    const PARTS: &[&str] = &[
        "Harbour reopens after the great storm",
        "Harbour reopens after the great storm | Port News",
        "The harbour of the old town was opened again on Monday, the port authority said in a statement.",
        "“We waited for three days,” said the master of the Anna, who had been at sea with a crew of nine.",
        "OSLO, March 3 (Nordwire) — The harbour was opened again on Monday after three days of storm.",
        "Source link",
        "* * *",
        "(END)",
        "ALSO SEE:",
        "Storm Takes the Roof of the Old Hall",
        "By Ada Moe",
        "- Ada Moe",
        "Published 3 hours ago",
        "Ships wait off the coast. Photo by Ada Moe/Nordwire | License Photo",
        "Home",
        "Privacy Policy",
        "© 2025 Nordwire. All rights reserved.",
        "14:05 GMT — Ferries stop",
        "[email\u{a0}protected]",
        "Reporting by Ada Moe; editing by Bo Lund",
        "Via Nordwire",
        "#",
        "“",
        "—",
        "",
        "é",
        "\u{2028}",
        "(a — b) 🛳 —",
    ];
    let line = prop_oneof![
        3 => proptest::sample::select(PARTS).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[A-Za-z .,:|()“”’—\u{a0}é-]{0,60}",
    ];
    proptest::collection::vec((line, "[\n\r\u{b} ]{1,3}"), 0..40)
        .prop_map(|parts| parts.into_iter().map(|(line, end)| line + &end).collect())
}

fn check_tiling(text: &str, analysis: &Analysis) {
    let mut at = 0;
    for segment in &analysis.segments {
        let span = segment.span;
        assert!(span.start() >= at && !span.is_empty(), "{segment:?} overlaps or is empty");
        assert!(text[at..span.start()].chars().all(is_space), "a gap before {segment:?} is not blank");
        let inside = span.of(text);
        assert_eq!(inside.trim_matches(is_space).len(), inside.len(), "{segment:?} is not trimmed");
        assert!((0.0..=1.0).contains(&segment.score));
        assert!(segment.article.is_none_or(|number| (number as usize) < analysis.articles.len()));
        at = span.end();
    }
    assert!(text[at..].chars().all(is_space));
}

fn check_articles(text: &str, analysis: &Analysis) {
    for pair in analysis.articles.windows(2) {
        assert!(pair[0].span.end() <= pair[1].span.start() && pair[0].segments.end <= pair[1].segments.start);
    }
    for article in &analysis.articles {
        let inner = &analysis.segments[article.segments.clone()];
        assert_eq!(inner[0].span.start(), article.span.start());
        assert!(
            inner
                .iter()
                .filter(|segment| segment.label != Label::Separator)
                .all(|segment| segment.article.is_none() || article.span.contains(segment.span))
        );
        if let Some(headline) = &article.fields.headline {
            assert_eq!(headline.span.of(text), headline.value);
        }
        for credit in &article.fields.credits {
            assert_eq!(credit.span.of(text), credit.name);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn segments_tile_any_page(text in page()) {
        for articles in ArticleMode::ALL {
            let options = PageOptions { articles, ..PageOptions::default() };
            let analysis = analyze(&text, Date::new(2025, 3, 4), &options);
            check_tiling(&text, &analysis);
            check_articles(&text, &analysis);
            prop_assert_eq!(&analysis.segments, &segments(&text, &options));
        }
    }

    #[test]
    fn nothing_cut_gives_the_text_back(text in page()) {
        let options = PageOptions { actions: ActionTable::keep_everything(), ..PageOptions::default() };
        let analysis = analyze(&text, None, &options);
        let clean = Document::new(&text, analysis).alignment.clean(&text);
        prop_assert_eq!(clean, text.trim_matches(is_space));
    }

    #[test]
    fn a_disabled_rule_is_silent(text in page(), which in 0..rules().len()) {
        let name = rules()[which].name;
        let disabled_rules = DisabledRules::new([name]).expect("a known rule");
        let options = PageOptions { disabled_rules, ..PageOptions::default() };
        prop_assert!(analyze(&text, None, &options).segments.iter().all(|segment| segment.rule != name));
    }
}

#[test]
fn every_rule_off_leaves_body_only() {
    let text = "Headline of the day\n\nThe harbour was opened again on Monday, the port said.\nShare\nSource link\n";
    let options = PageOptions {
        disabled_rules: DisabledRules::new(rules().iter().map(|rule| rule.name)).expect("known rules"),
        ..PageOptions::default()
    };
    let analysis = analyze(text, None, &options);
    assert!(analysis.segments.iter().all(|segment| segment.label == Label::Body && segment.action == Action::Keep));
}

#[test]
fn options_travel_as_json_and_refuse_what_they_do_not_know() {
    let options = PageOptions {
        articles: ArticleMode::Aggressive,
        actions: ActionTable::from_pairs([("caption", "keep")]).expect("a known label"),
        disabled_rules: DisabledRules::new(["advert"]).expect("a known rule"),
        agencies: Agencies::new([("Nordwire", ["NWA"])]).expect("a sign of its own"),
    };
    let json = serde_json::to_string(&options).expect("options are plain data");
    assert_eq!(serde_json::from_str::<PageOptions>(&json).expect("what was written"), options);
    let message = |json: &str| serde_json::from_str::<PageOptions>(json).expect_err("unknown").to_string();
    assert!(
        message(r#"{"disabled_rules": ["adverts"]}"#).contains("unknown rule \"adverts\"; accepted: email-obfuscation")
    );
    assert!(message(r#"{"actions": {"bodyy": "keep"}}"#).contains("unknown label \"bodyy\""));
    assert!(message(r#"{"agencies": {"Nordwire": [""]}}"#).contains("write signs of 1 to 40 bytes"));
    assert!(message(r#"{"article": "auto"}"#).contains("unknown field"));
}
