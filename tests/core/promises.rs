//! The promises, one test named after each.
//!
//! Where a fuzz target checks the same, the property is the target's: here over random bytes, which need neither a corpus
//! nor a fuzzer.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use arbitrary::{Arbitrary, Unstructured};
use newscore::document::Document;
use newscore::gazetteer::{AliasRecord, Gazetteer, GazetteerBuilder, GazetteerOptions};
use newscore::page::{Action, ActionTable, ArticleMode, Date, PageOptions, analyze, rules};
use newscore::parallel;
use newscore::pipeline::{Pipeline, PipelineOptions};
use newscore::text::is_space;
use proptest::prelude::*;

use crate::checks::{self, News};

static PIPELINE: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::new(PipelineOptions::default(), Some(Gazetteer::builtin())));

/// A promise that a fuzz target checks, over random bytes.
macro_rules! promises {
    ($($promise:ident: $check:ident;)*) => {
        proptest! {
            #![proptest_config(ProptestConfig::with_cases(60))]
            $(
                #[test]
                fn $promise(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
                    if let Ok(input) = checks::$check::Input::arbitrary_take_rest(Unstructured::new(&bytes)) {
                        checks::$check::check(input);
                    }
                }
            )*
        }
    };
}

promises! {
    every_character_has_a_place_and_cleaning_is_a_view: page;
    every_sentence_end_is_explained_and_no_line_changes_another: sentences;
    no_sentence_and_no_mention_crosses_a_cut: pipeline;
    every_span_maps_back_to_the_page_and_forth: alignment;
    matches_are_whole_words_leftmost_and_longest: gazetteer;
    a_damaged_gazetteer_is_refused_or_read_within_its_bounds: gazetteer_file;
    a_row_is_taken_or_refused_with_its_line: gazetteer_rows;
    the_order_of_pages_does_not_matter_to_what_is_learned: corpus;
}

/// Text as the fuzzer makes it, out of pieces that rules look for.
fn news() -> impl Strategy<Value = String> {
    prop::collection::vec(any::<u8>(), 0..600).prop_map(|bytes| {
        News::arbitrary_take_rest(Unstructured::new(&bytes)).map(|News(text)| text).unwrap_or_default()
    })
}

/// The stories of the sample pages: most pages hold one, some several.
static STORIES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/pages");
    let mut files: Vec<_> = fs::read_dir(folder).expect("the sample pages are there").flatten().collect();
    files.sort_by_key(fs::DirEntry::path);
    files.iter().map(|file| fs::read_to_string(file.path()).expect("a page is text")).collect()
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn on_a_glued_page_every_segment_is_of_one_article_or_of_the_page(
        chosen in prop::collection::vec(any::<prop::sample::Index>(), 1..12),
        glue in prop::sample::select(vec!["\n\n", "\nSource link\n", "\n* * *\n", "\n\n\n----------\n\n", "\r\n", " "]),
        messy in news(),
    ) {
        let mut parts: Vec<&str> = chosen.iter().map(|index| index.get(&STORIES).as_str()).collect();
        parts.push(&messy);
        let text = parts.join(glue);
        for articles in ArticleMode::ALL {
            let options = PageOptions { articles, ..PageOptions::default() };
            let analysis = analyze(&text, Date::new(2026, 11, 24), &options);
            checks::assert_tiles(&text, analysis.segments.iter().map(|segment| segment.span));
            checks::page::assert_owned(&analysis);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn nothing_is_deleted(text in news()) {
        let options = PageOptions { actions: ActionTable::keep_everything(), ..PageOptions::default() };
        let clean = Document::new(&text, analyze(&text, None, &options)).alignment.clean(&text);
        prop_assert_eq!(clean, text.trim_matches(is_space));
    }

    #[test]
    fn every_decision_has_a_name(text in news()) {
        let known: HashSet<&str> = rules().iter().map(|rule| rule.name).chain(["body"]).collect();
        for segment in analyze(&text, None, &PageOptions::default()).segments {
            prop_assert!(known.contains(segment.rule), "{} is no rule that can be looked up", segment.rule);
            prop_assert!((0.0..=1.0).contains(&segment.score));
        }
    }

    #[test]
    fn bad_text_never_panics(text: String) {
        PIPELINE.document(&text, None, None);
    }

    #[test]
    fn same_in_same_out_whatever_the_threads(texts in prop::collection::vec(news(), 0..6)) {
        let one: Vec<_> = texts.iter().map(|text| PIPELINE.document(text, None, None)).collect();
        for threads in [1, 2, 5] {
            let many = parallel::map(&texts, threads, |text| PIPELINE.document(text, None, None));
            for (one, many) in one.iter().zip(&many) {
                prop_assert_eq!(&one.analysis.segments, &many.analysis.segments);
                prop_assert_eq!(format!("{:?}", one.mentions), format!("{:?}", many.mentions));
            }
        }
    }

    #[test]
    fn offsets_are_bytes_of_the_untouched_page(text in news()) {
        let document = PIPELINE.document(&text, None, None);
        let segments = document.analysis.segments.iter().map(|segment| segment.span);
        let sentences = document.sentences.iter().map(|sentence| sentence.span);
        let mentions = document.mentions.iter().map(|mention| mention.found.span);
        for span in segments.chain(sentences).chain(mentions) {
            prop_assert!(text.get(span.start()..span.end()).is_some_and(|it| !it.is_empty()));
        }
    }

    #[test]
    fn ambiguity_is_data(text in news()) {
        let text = format!("{text}\nXi Jinping met Ada Moe.");
        let mut builder = GazetteerBuilder::new(GazetteerOptions::exact());
        for (id, alias) in [("1", "Xi Jinping"), ("2", "Xi Jinping"), ("3", "Ada Moe")] {
            builder.add(&AliasRecord::new(id, "person", alias)).expect("a good alias");
        }
        let found = builder.build().expect("building has no way to fail").find(&text);
        prop_assert!(found.len() >= 2);
        for mention in found {
            let entities: Vec<u32> = mention.candidates.iter().map(|candidate| candidate.entity).collect();
            if mention.span.of(&text) == "Xi Jinping" {
                prop_assert_eq!((mention.entity, entities), (None, vec![0, 1]));
            } else {
                prop_assert_eq!((mention.entity, entities), (Some(2), vec![2]));
            }
        }
    }

    #[test]
    fn time_never_comes_from_the_clock(text in news()) {
        let text = format!("OSK, March 3 (Nordwire) — The dock reopened after a storm of two days.\n{text}");
        let undated = analyze(&text, None, &PageOptions::default());
        let dated = |article: &newscore::page::Article| {
            article.fields.dateline.as_ref().is_some_and(|dateline| dateline.date.is_some())
        };
        prop_assert!(!undated.articles.iter().any(dated));
        analyze(&text, Date::new(2020, 3, 5), &PageOptions::default());
    }

    #[test]
    fn what_is_doubtful_is_kept(text in news()) {
        for segment in analyze(&text, None, &PageOptions::default()).segments {
            if segment.rule == "body" {
                prop_assert_eq!(segment.action, Action::Keep);
            }
        }
    }
}
