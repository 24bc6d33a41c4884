//! One row a sentence of kept text.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_array::builder::LargeStringBuilder;
use arrow_array::types::Int32Type;

use super::parts::{Columns, Ids, Labels, Numbers, Spans, columns, narrow};
use super::{IdKind, PageId};
use crate::document::Document;
use crate::text::{CodePoints, Unit};

#[derive(Debug)]
pub(super) struct Sentences {
    ids: Ids,
    articles: Numbers<Int32Type>,
    numbers: Numbers<Int32Type>,
    spans: Spans,
    labels: Labels,
    texts: LargeStringBuilder,
}

impl Sentences {
    pub(super) fn new(ids: IdKind, bytes: usize) -> Self {
        Self {
            ids: Ids::new(ids),
            articles: Numbers::default(),
            numbers: Numbers::default(),
            spans: Spans::default(),
            labels: Labels::default(),
            texts: LargeStringBuilder::with_capacity(0, bytes),
        }
    }

    pub(super) fn push(&mut self, id: PageId<'_>, raw: &str, points: &CodePoints, document: &Document) {
        let (sentences, segments) = (&document.sentences, &document.analysis.segments);
        let articles = sentences.iter().map(|sentence| segments[sentence.segment].article);
        self.ids.push(id, sentences.len());
        self.articles.extend_options(articles.map(|article| article.map(|it| narrow(it as usize))));
        self.numbers.extend((0..sentences.len()).map(narrow));
        self.spans.extend(points, sentences.iter().map(|sentence| sentence.span));
        for sentence in sentences {
            self.labels.append_value(segments[sentence.segment].label.as_str());
            self.texts.append_value(sentence.span.of(raw));
        }
    }

    pub(super) fn finish(mut self, unit: Unit) -> RecordBatch {
        let mut all = Columns::new(self.ids, unit);
        columns! { all:
            "article_id" self.articles, true;
            "sentence_id" self.numbers, false;
            "start" self.spans.starts, false;
            "end" self.spans.ends, false;
            "segment_label" self.labels, false;
            "text" self.texts, false;
        }
        all.finish("sentences")
    }
}
