//! One row a sentence of kept text.

use std::sync::Arc;

use arrow_array::builder::{Int32Builder, LargeStringBuilder};
use arrow_array::{ArrayRef, RecordBatch};

use super::parts::{Ids, Spans, batch, column, columns, narrow};
use super::{IdKind, PageId};
use crate::document::Document;
use crate::text::{CodePoints, Unit};

#[derive(Debug)]
pub(super) struct Sentences {
    ids: Ids,
    articles: Int32Builder,
    numbers: Int32Builder,
    spans: Spans,
    labels: LargeStringBuilder,
    texts: LargeStringBuilder,
}

impl Sentences {
    pub(super) fn new(ids: IdKind) -> Self {
        Self {
            ids: Ids::new(ids),
            articles: Int32Builder::new(),
            numbers: Int32Builder::new(),
            spans: Spans::default(),
            labels: LargeStringBuilder::new(),
            texts: LargeStringBuilder::new(),
        }
    }

    pub(super) fn push(&mut self, id: PageId<'_>, raw: &str, mut points: CodePoints<'_>, document: &Document) {
        for (number, sentence) in document.sentences.iter().enumerate() {
            let segment = &document.analysis.segments[sentence.segment];
            self.ids.push(id);
            self.articles.append_option(segment.article.map(|article| narrow(article as usize)));
            self.numbers.append_value(narrow(number));
            self.spans.push(points.span(sentence.span));
            self.labels.append_value(segment.label.as_str());
            self.texts.append_value(sentence.span.of(raw));
        }
    }

    pub(super) fn finish(mut self, unit: Unit) -> RecordBatch {
        let columns = columns! {
            "article_id" self.articles, true;
            "sentence_id" self.numbers, false;
            "start" self.spans.starts, false;
            "end" self.spans.ends, false;
            "segment_label" self.labels, false;
            "text" self.texts, false;
        };
        batch("sentences", unit, [self.ids.finish()].into_iter().chain(columns))
    }
}
