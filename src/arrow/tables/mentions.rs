//! One row a mention.

use std::sync::Arc;

use arrow_array::types::{Float32Type, Int32Type};
use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::{DataType, Field, Fields};

use super::parts::{Columns, Ids, Labels, Names, Numbers, Spans, columns, narrow};
use super::{IdKind, PageId};
use crate::arrow::columns::Rows;
use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::text::{CodePoints, Unit};

#[derive(Debug)]
pub(super) struct Mentions {
    ids: Ids,
    articles: Numbers<Int32Type>,
    sentences: Numbers<Int32Type>,
    spans: Spans,
    texts: Names,
    entities: Names,
    types: Names,
    kinds: Labels,
    antecedents: Numbers<Int32Type>,
    candidates: Candidates,
    labels: Labels,
}

impl Mentions {
    pub(super) fn new(ids: IdKind) -> Self {
        Self {
            ids: Ids::new(ids),
            articles: Numbers::default(),
            sentences: Numbers::default(),
            spans: Spans::default(),
            texts: Names::default(),
            entities: Names::default(),
            types: Names::default(),
            kinds: Labels::default(),
            antecedents: Numbers::default(),
            candidates: Candidates::new(),
            labels: Labels::default(),
        }
    }

    pub(super) fn push(
        &mut self,
        id: PageId<'_>,
        raw: &str,
        points: &CodePoints,
        document: &Document,
        gazetteer: &Gazetteer,
    ) {
        let (mentions, segments) = (&document.mentions, &document.analysis.segments);
        let articles = mentions.iter().map(|mention| segments[mention.segment].article);
        self.ids.push(id, mentions.len());
        self.articles.extend_options(articles.map(|article| article.map(|it| narrow(it as usize))));
        self.sentences.extend_options(mentions.iter().map(|mention| mention.sentence.map(narrow)));
        self.spans.extend(points, mentions.iter().map(|mention| mention.found.span));
        self.antecedents
            .extend_options(mentions.iter().map(|mention| mention.found.antecedent.map(|row| narrow(row as usize))));
        for mention in mentions {
            let found = &mention.found;
            self.texts.append_value(found.span.of(raw));
            let entity = found.entity.map(|entity| (entity, gazetteer.entity_id(entity)));
            self.entities.append_option(entity.map(|entity| entity.1));
            self.types.append_option(found.entity.map(|entity| gazetteer.entity_type(entity)));
            self.kinds.append_value(found.kind.as_str());
            let candidates = found.candidates.iter();
            // Mostly there is but one.
            let known = |wanted| entity.filter(|entity| entity.0 == wanted).map(|entity| entity.1);
            let id = |wanted| known(wanted).unwrap_or_else(|| gazetteer.entity_id(wanted));
            self.candidates.push(candidates.map(|it| (id(it.entity), it.score, it.reason.as_str())));
            self.labels.append_value(segments[mention.segment].label.as_str());
        }
    }

    pub(super) fn finish(mut self, unit: Unit) -> RecordBatch {
        let mut all = Columns::new(self.ids, unit);
        columns! { all:
            "article_id" self.articles, true;
            "sentence_id" self.sentences, true;
            "start" self.spans.starts, false;
            "end" self.spans.ends, false;
            "text" self.texts, false;
            "entity_id" self.entities, true;
            "entity_type" self.types, true;
            "match_kind" self.kinds, false;
            "antecedent" self.antecedents, true;
        }
        all.add("candidates", self.candidates.finish(), false);
        all.add("segment_label", Arc::new(self.labels.finish()), false);
        all.finish("mentions")
    }
}

/// `list<struct<entity_id, score, reason>>`.
#[derive(Debug)]
pub(in crate::arrow) struct Candidates {
    rows: Rows,
    entities: Names,
    scores: Numbers<Float32Type>,
    reasons: Labels,
}

impl Candidates {
    pub(in crate::arrow) fn new() -> Self {
        Self {
            rows: Rows::with_capacity(0),
            entities: Names::default(),
            scores: Numbers::default(),
            reasons: Labels::default(),
        }
    }

    pub(in crate::arrow) fn push<'a>(&mut self, candidates: impl Iterator<Item = (&'a str, f32, &'static str)>) {
        let mut count = 0;
        for (entity, score, reason) in candidates {
            self.entities.append_value(entity);
            self.scores.append_value(score);
            self.reasons.append_value(reason);
            count += 1;
        }
        self.rows.push(true, count);
    }

    fn fields() -> Fields {
        Fields::from(vec![
            Field::new("entity_id", DataType::LargeUtf8, false),
            Field::new("score", DataType::Float32, false),
            Field::new("reason", DataType::LargeUtf8, false),
        ])
    }

    pub(in crate::arrow) fn data_type() -> DataType {
        DataType::List(Arc::new(Field::new("item", DataType::Struct(Self::fields()), true)))
    }

    pub(in crate::arrow) fn finish(mut self) -> ArrayRef {
        let arrays: Vec<ArrayRef> =
            vec![Arc::new(self.entities.finish()), Arc::new(self.scores.finish()), Arc::new(self.reasons.finish())];
        let structs = StructArray::new(Self::fields(), arrays, None);
        self.rows.list(Field::new("item", DataType::Struct(Self::fields()), true), Arc::new(structs))
    }
}
