//! The whole way from page to mentions: nothing crosses a cut, everything names what it stands in.

use std::sync::LazyLock;

use super::News;
use newscore::gazetteer::Gazetteer;
use newscore::page::Action;
use newscore::pipeline::{Pipeline, PipelineOptions};

static PIPELINE: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::new(PipelineOptions::default(), Some(Gazetteer::builtin())));

/// What the fuzzer makes up.
pub type Input = News;

/// See the head of this file.
pub fn check(input: Input) {
    let News(text) = input;
    let document = PIPELINE.document(&text, None, None);
    let segments = &document.analysis.segments;
    for sentence in &document.sentences {
        let covers = |at: usize| segments.iter().find(|segment| segment.span.start() <= at && at < segment.span.end());
        for (at, c) in sentence.span.of(&text).char_indices() {
            if let Some(segment) = covers(sentence.span.start() + at) {
                assert_eq!(segment.action, Action::Keep, "{c:?} of a sentence was cut");
            }
        }
    }
    for mention in &document.mentions {
        assert!(text.get(mention.found.span.start()..mention.found.span.end()).is_some_and(|it| !it.is_empty()));
        if let Some(sentence) = mention.sentence {
            assert!(document.sentences[sentence].span.start() <= mention.found.span.start());
        }
        if let Some(antecedent) = mention.found.antecedent {
            assert!((antecedent as usize) < document.mentions.len());
        }
    }
}
