//! One row a segment: the account of every character that is not blank.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_array::types::{Float32Type, Int32Type};

use super::parts::{Columns, Ids, Labels, Numbers, Spans, columns, narrow};
use super::{IdKind, PageId};
use crate::document::Document;
use crate::text::{CodePoints, Unit};

#[derive(Debug)]
pub(super) struct Segments {
    ids: Ids,
    articles: Numbers<Int32Type>,
    numbers: Numbers<Int32Type>,
    spans: Spans,
    labels: Labels,
    actions: Labels,
    rules: Labels,
    scores: Numbers<Float32Type>,
}

impl Segments {
    pub(super) fn new(ids: IdKind) -> Self {
        Self {
            ids: Ids::new(ids),
            articles: Numbers::default(),
            numbers: Numbers::default(),
            spans: Spans::default(),
            labels: Labels::default(),
            actions: Labels::default(),
            rules: Labels::default(),
            scores: Numbers::default(),
        }
    }

    pub(super) fn push(&mut self, id: PageId<'_>, points: &CodePoints, document: &Document) {
        let segments = &document.analysis.segments;
        self.ids.push(id, segments.len());
        self.articles.extend_options(segments.iter().map(|segment| segment.article.map(|it| narrow(it as usize))));
        self.numbers.extend((0..segments.len()).map(narrow));
        self.spans.extend(points, segments.iter().map(|segment| segment.span));
        self.scores.extend(segments.iter().map(|segment| segment.score));
        for segment in segments {
            self.labels.append_value(segment.label.as_str());
            self.actions.append_value(segment.action.as_str());
            self.rules.append_value(segment.rule);
        }
    }

    pub(super) fn finish(mut self, unit: Unit) -> RecordBatch {
        let mut all = Columns::new(self.ids, unit);
        columns! { all:
            "article_id" self.articles, true;
            "segment_id" self.numbers, false;
            "start" self.spans.starts, false;
            "end" self.spans.ends, false;
            "label" self.labels, false;
            "action" self.actions, false;
            "rule" self.rules, false;
            "score" self.scores, false;
        }
        all.finish("segments")
    }
}
