//! One row an article.

use std::sync::Arc;

use arrow_array::builder::LargeStringBuilder;
use arrow_array::types::{Date32Type, Float32Type, Int32Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::{DataType, Field, Fields};

use super::parts::{Columns, Ids, Numbers, Spans, TextList, columns, narrow, push_texts, text_list, wide};
use super::{IdKind, PageId};
use crate::arrow::columns::{Rows, marked, push_clean};
use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::page::{Credit, Date, FieldValue, Published};
use crate::text::{CodePoints, Unit};

#[derive(Debug)]
pub(super) struct Articles {
    ids: Ids,
    numbers: Numbers<Int32Type>,
    spans: Spans,
    confidences: Numbers<Float32Type>,
    headlines: LargeStringBuilder,
    sections: LargeStringBuilder,
    standfirsts: LargeStringBuilder,
    authors: TextList,
    credits: Credits,
    agencies: LargeStringBuilder,
    dateline_texts: LargeStringBuilder,
    dateline_places: LargeStringBuilder,
    dateline_place_ids: LargeStringBuilder,
    dateline_dates: Numbers<Date32Type>,
    published: Numbers<TimestampMicrosecondType>,
    rights: LargeStringBuilder,
    texts: LargeStringBuilder,
}

impl Articles {
    pub(super) fn new(ids: IdKind, bytes: usize) -> Self {
        Self {
            ids: Ids::new(ids),
            numbers: Numbers::default(),
            spans: Spans::default(),
            confidences: Numbers::default(),
            headlines: LargeStringBuilder::new(),
            sections: LargeStringBuilder::new(),
            standfirsts: LargeStringBuilder::new(),
            authors: text_list(),
            credits: Credits::new(),
            agencies: LargeStringBuilder::new(),
            dateline_texts: LargeStringBuilder::new(),
            dateline_places: LargeStringBuilder::new(),
            dateline_place_ids: LargeStringBuilder::new(),
            dateline_dates: Numbers::default(),
            published: Numbers::default(),
            rights: LargeStringBuilder::new(),
            texts: LargeStringBuilder::with_capacity(0, bytes),
        }
    }

    pub(super) fn push(
        &mut self,
        id: PageId<'_>,
        raw: &str,
        points: &CodePoints,
        document: &Document,
        published: Option<i64>,
        gazetteer: Option<&Gazetteer>,
    ) {
        self.ids.push(id, document.analysis.articles.len());
        for (number, article) in document.analysis.articles.iter().enumerate() {
            let fields = &article.fields;
            self.numbers.append_value(narrow(number));
            self.spans.push(points.span(article.span));
            self.confidences.append_value(article.confidence);
            self.headlines.append_option(text(&fields.headline));
            self.sections.append_option(text(&fields.section));
            self.standfirsts.append_option(text(&fields.standfirst));
            push_texts(&mut self.authors, fields.authors.iter().map(|author| author.value.as_str()));
            self.credits.push(&fields.credits, points);
            self.agencies.append_option(text(&fields.agency));
            let dateline = fields.dateline.as_ref();
            self.dateline_texts.append_option(dateline.map(|it| it.text.value.as_str()));
            self.dateline_places.append_option(dateline.and_then(|it| text(&it.place)));
            let place = document.dateline_places.get(number).copied().flatten();
            self.dateline_place_ids.append_option(place.zip(gazetteer).map(|(place, it)| it.entity_id(place)));
            self.dateline_dates.append_option(dateline.and_then(|it| it.date).map(Date::days_since_1970));
            self.published.append_option(fields.published.as_ref().map(Published::moment).or(published));
            self.rights.append_option(fields.notice_of_rights().as_deref());
            push_clean(&mut self.texts, raw, &document.article_alignment(raw, number));
        }
    }

    pub(super) fn finish(mut self, unit: Unit) -> RecordBatch {
        let mut all = Columns::new(self.ids, unit);
        columns! { all:
            "article_id" self.numbers, false;
            "start" self.spans.starts, false;
            "end" self.spans.ends, false;
            "confidence" self.confidences, false;
            "headline" self.headlines, true;
            "section" self.sections, true;
            "standfirst" self.standfirsts, true;
            "authors" self.authors, false;
        }
        all.add("credits", self.credits.finish(unit), false);
        columns! { all:
            "agency" self.agencies, true;
            "dateline_text" self.dateline_texts, true;
            "dateline_place" self.dateline_places, true;
            "dateline_place_id" self.dateline_place_ids, true;
            "dateline_date" self.dateline_dates, true;
            "published" self.published, true;
            "rights" self.rights, true;
            "text" self.texts, false;
        }
        all.finish("articles")
    }
}

fn text(field: &Option<FieldValue>) -> Option<&str> {
    field.as_ref().map(|field| field.value.as_str())
}

/// `list<struct<name, role, start, end>>`.
#[derive(Debug)]
struct Credits {
    rows: Rows,
    names: LargeStringBuilder,
    roles: LargeStringBuilder,
    starts: Numbers<Int64Type>,
    ends: Numbers<Int64Type>,
}

impl Credits {
    fn new() -> Self {
        Self {
            rows: Rows::with_capacity(0),
            names: LargeStringBuilder::new(),
            roles: LargeStringBuilder::new(),
            starts: Numbers::default(),
            ends: Numbers::default(),
        }
    }

    fn push(&mut self, credits: &[Credit], points: &CodePoints) {
        for credit in credits {
            let (start, end) = points.span(credit.span);
            self.names.append_value(&credit.name);
            self.roles.append_value(credit.role.as_str());
            self.starts.append_value(wide(start));
            self.ends.append_value(wide(end));
        }
        self.rows.push(true, narrow(credits.len()));
    }

    fn finish(mut self, unit: Unit) -> ArrayRef {
        let fields = Fields::from(vec![
            Field::new("name", DataType::LargeUtf8, false),
            Field::new("role", DataType::LargeUtf8, false),
            marked(Field::new("start", DataType::Int64, false), unit),
            marked(Field::new("end", DataType::Int64, false), unit),
        ]);
        let arrays: Vec<ArrayRef> = vec![
            Arc::new(self.names.finish()),
            Arc::new(self.roles.finish()),
            Arc::new(self.starts.finish()),
            Arc::new(self.ends.finish()),
        ];
        let structs = StructArray::new(fields.clone(), arrays, None);
        self.rows.list(Field::new("item", DataType::Struct(fields), true), Arc::new(structs))
    }
}
