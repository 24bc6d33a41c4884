//! The splitter: its case files, and what holds for any text.

use newscore::Span;
use newscore::sentence::{Lang, LineBreaks, SplitOptions, Splitter};
use newscore::text::{is_space, lines, trim};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use crate::cases::{Bracketed, Case, read};

fn options(case: &Case) -> Result<SplitOptions, String> {
    let mut options = SplitOptions::default();
    for (key, value) in &case.options {
        let refused = |error: newscore::Error| format!("{}: {error}", case.place);
        match key.as_str() {
            "lang" => options.lang = Some(value.parse().map_err(refused)?),
            "line_breaks" => options.line_breaks = value.parse().map_err(refused)?,
            _ => return Err(format!("{}: no option is called {key}", case.place)),
        }
    }
    Ok(options)
}

/// What differs in a case, or nothing.
fn judge(case: &Case) -> Result<(), String> {
    let expected = Bracketed::parse(case)?;
    let splitter = Splitter::new(options(case)?);
    let found: Vec<(usize, usize)> = splitter.spans(&expected.text).map(Into::into).collect();
    if found == expected.spans {
        return Ok(());
    }
    let shown: Vec<&str> = splitter.sentences(&expected.text).collect();
    let rules: Vec<_> = splitter.explain(&expected.text).iter().map(|d| (d.at, d.ends, d.rule)).collect();
    Err(format!("{}: {}\n    got {shown:?}\n    by {rules:?}", case.place, case.text))
}

#[test]
fn cases_hold() {
    let cases = read("sentences", "sentences").expect("case files are readable");
    let wrong: Vec<String> = cases.iter().filter_map(|case| judge(case).err()).collect();
    assert!(wrong.is_empty(), "{} of {} cases fail:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    assert!(cases.len() >= 150, "only {} cases", cases.len());
}

#[test]
fn every_rule_is_explained_and_has_a_case() {
    let explained = include_str!("../../src/sentence/explain.rs");
    let cases = read("sentences", "sentences").expect("case files are readable");
    let mut met = std::collections::BTreeSet::new();
    for case in &cases {
        let text = Bracketed::parse(case).expect("case is well-formed").text;
        let splitter = Splitter::new(options(case).expect("options are known"));
        met.extend(splitter.explain(&text).iter().map(|decision| decision.rule));
    }
    let documented: std::collections::BTreeSet<&str> = explained
        .lines()
        .filter(|line| line.starts_with("/// | `"))
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .collect();
    assert_eq!(met, documented);
}

/// Text that runs into every rule: marks, quotes, digits, abbreviations, scripts, line ends.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        " ",
        " ",
        " ",
        ". ",
        ".",
        "? ",
        "! ",
        "...",
        "… ",
        "。",
        "। ",
        "؟ ",
        "\n",
        "\r\n",
        "\u{2028}",
        "\u{a0}",
        "\u{3000}",
        "“",
        "”",
        "\"",
        "'",
        "’",
        "(",
        ")",
        "[3]",
        "[",
        "」",
        "と",
        "•",
        "- ",
        "— ",
        "Mr.",
        "U.S.",
        "a.m.",
        "No.",
        "Inc.",
        "J.",
        "1.",
        "2.",
        "12",
        "The",
        "he",
        "I",
        "said",
        "asked",
        "iPhone",
        "Yahoo!",
        ":)",
        "http://a.b/c?d=e",
        "é",
        "Ünal",
        "新",
        "कि",
        "د.",
        "г.",
        "x",
    ]);
    prop::collection::vec(prop_oneof![9 => pieces.prop_map(str::to_owned), 1 => "\\PC{0,3}"], 0..40)
        .prop_map(|pieces| pieces.concat())
}

fn splitters() -> Vec<Splitter> {
    let all = [LineBreaks::Ends, LineBreaks::Wrapped];
    let langs = Lang::ALL.map(Some);
    let options = all
        .into_iter()
        .flat_map(|line_breaks| std::iter::once(None).chain(langs).map(move |lang| SplitOptions { lang, line_breaks }));
    options.map(Splitter::new).collect()
}

#[test]
fn sentences_tile_what_is_not_blank() {
    let splitters = splitters();
    proptest!(|(text in texts())| {
        for splitter in &splitters {
            let mut last = 0;
            for span in splitter.spans(&text) {
                prop_assert!(last <= span.start() && !span.is_empty());
                prop_assert!(text[last..span.start()].chars().all(is_space), "{text:?}: {span:?}");
                prop_assert_eq!(trim(&text, span), span);
                last = span.end();
            }
            prop_assert!(text[last..].chars().all(is_space));
        }
    });
}

#[test]
fn a_text_splits_as_its_lines_do() {
    let splitter = Splitter::default();
    proptest!(|(text in texts())| {
        let whole: Vec<Span> = splitter.spans(&text).collect();
        let by_line: Vec<Span> = lines(&text)
            .flat_map(|line| splitter.spans(line.of(&text)).map(move |span| span.shifted(line.start())))
            .collect();
        prop_assert_eq!(whole, by_line);
    });
}

#[test]
fn a_text_splits_as_its_pieces_do() {
    let splitters = splitters();
    proptest!(|(text in texts(), bytes in 0..40_usize)| {
        for splitter in &splitters {
            let whole: Vec<Span> = splitter.spans(&text).collect();
            let by_piece: Vec<Span> = splitter
                .pieces(&text, bytes)
                .flat_map(|piece| splitter.spans(piece.of(&text)).map(move |span| span.shifted(piece.start())))
                .collect();
            prop_assert_eq!(whole, by_piece);
        }
    });
}

#[test]
fn explain_tells_the_same_ends() {
    let splitters = splitters();
    proptest!(|(text in texts())| {
        for splitter in &splitters {
            let ends: Vec<usize> = splitter.spans(&text).map(Span::end).collect();
            let decisions = splitter.explain(&text);
            let told: Vec<usize> = decisions.iter().filter(|d| d.ends).map(|d| d.at).collect();
            prop_assert_eq!(ends, told);
        }
    });
}

#[test]
fn what_repeats_itself_splits_as_the_rules_say() {
    let splitters = [None, Some(Lang::De)].map(|lang| {
        [LineBreaks::Ends, LineBreaks::Wrapped].map(|line_breaks| Splitter::new(SplitOptions { lang, line_breaks }))
    });
    // Less than 8 KB is too short for the short cut, and each case is judged mark by mark as well.
    let (times, config) = (7_000..14_000_usize, ProptestConfig::with_cases(48));
    proptest!(config, |(before in texts(), piece in texts(), times in times, again in texts(), after in texts())| {
        let piece: String = piece.chars().take(24).collect();
        let flood = piece.repeat(times / piece.len().max(1));
        let text = [&before, &flood, &again, &flood, &after].map(String::as_str).concat();
        for splitter in splitters.as_flattened() {
            let ends: Vec<usize> = splitter.spans(&text).map(Span::end).collect();
            let told: Vec<usize> = splitter.explain(&text).iter().filter(|d| d.ends).map(|d| d.at).collect();
            prop_assert!(ends == told, "{before:?} {piece:?} {times} {again:?} {after:?}");
        }
    });
}

#[test]
fn scripts_without_rules_of_ours_split_as_unicode_says() {
    let splitter = Splitter::default();
    let words = [("Գնաց", '։'), ("ሄደ", '።'), ("ကခ", '။'), ("ខ្ញុំ", '។'), ("ᠮᠣᠩ", '᠃'), ("ᒥᒃ", '᙮'), ("শেষ", '।')];
    for (word, mark) in words {
        let text = format!("{word} {word}{mark} {word}{mark} {word}");
        let found: Vec<&str> = splitter.sentences(&text).collect();
        let expected: Vec<&str> =
            text.split_sentence_bounds().map(|sentence| sentence.trim_end_matches(is_space)).collect();
        assert_eq!(found, expected, "{mark}");
    }
}

/// Floods that would cost the square of their length, which is minutes each, if any window were open-ended; the
/// benchmark has their times.
#[test]
fn floods_come_to_an_end() {
    let size = 400_000;
    for piece in [
        ".", "\"", ".\"", "”", " ", "\n", "a.", "a. ", "A. ", "a b. ", ". ", "? ", "1. ", "[1]", ".[1] ", "(", ")",
        "x", "…", ". .", "。", "」", "•", "• ", ":) ", "Mr. ", "?” A ", ".A", "\u{3000}", "—", ".— ", "\r", "'", ". '",
        "é.", "е. ", "x\r", "x\n", "x\n  ",
    ] {
        for wrapped in [false, true] {
            let line_breaks = if wrapped { LineBreaks::Wrapped } else { LineBreaks::Ends };
            let splitter = Splitter::new(SplitOptions { line_breaks, ..SplitOptions::default() });
            let text = piece.repeat(size / piece.len());
            let covered: usize = splitter.spans(&text).map(|span| span.len()).sum();
            assert!(covered <= text.len(), "{piece:?}");
        }
    }
}
