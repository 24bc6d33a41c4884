//! Mentions found in a column of texts: a list of structs a text, or one row a mention.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::builder::{Int32Builder, Int64Builder, LargeStringBuilder};
use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};

use super::columns::{Rows, marked};
use super::tables::Candidates;
use crate::Span;
use crate::gazetteer::{FindOptions, Gazetteer};
use crate::text::Unit;

/// Collects the mentions of text after text.
#[derive(Debug)]
pub struct MentionColumns {
    lists: Rows,
    rows: Int64Builder,
    starts: Int64Builder,
    ends: Int64Builder,
    texts: LargeStringBuilder,
    entities: LargeStringBuilder,
    types: LargeStringBuilder,
    kinds: LargeStringBuilder,
    antecedents: Int32Builder,
    candidates: Candidates,
    next: i64,
    unit: Unit,
}

impl MentionColumns {
    /// A builder whose first text is row `first`, offsets in `unit`.
    pub fn new(first: i64, unit: Unit) -> Self {
        Self {
            lists: Rows::with_capacity(0),
            rows: Int64Builder::new(),
            starts: Int64Builder::new(),
            ends: Int64Builder::new(),
            texts: LargeStringBuilder::new(),
            entities: LargeStringBuilder::new(),
            types: LargeStringBuilder::new(),
            kinds: LargeStringBuilder::new(),
            antecedents: Int32Builder::new(),
            candidates: Candidates::new(),
            next: first,
            unit,
        }
    }

    /// Adds the mentions of a text, found as `options` say, or a null. An antecedent is a place in the text's list.
    pub fn push(&mut self, text: Option<&str>, gazetteer: &Gazetteer, options: &FindOptions<'_>) {
        let found =
            text.map(|text| gazetteer.find_with(text, &[Span::new(0, text.len())], options)).unwrap_or_default();
        self.lists.push(text.is_some(), i32::try_from(found.len()).unwrap_or(i32::MAX));
        let text = text.unwrap_or_default();
        let counter = self.unit.counter(text);
        for mention in &found {
            let (start, end) = counter.span(mention.span);
            self.rows.append_value(self.next);
            self.starts.append_value(start as i64);
            self.ends.append_value(end as i64);
            self.texts.append_value(mention.span.of(text));
            self.entities.append_option(mention.entity.map(|entity| gazetteer.entity_id(entity)));
            self.types.append_option(mention.entity.map(|entity| gazetteer.entity_type(entity)));
            self.kinds.append_value(mention.kind.as_str());
            self.antecedents.append_option(mention.antecedent.map(|at| i32::try_from(at).unwrap_or(i32::MAX)));
            let candidates = mention.candidates.iter();
            self.candidates.push(candidates.map(|it| (gazetteer.entity_id(it.entity), it.score, it.reason.as_str())));
        }
        self.next += 1;
    }

    fn values(&mut self) -> Vec<ArrayRef> {
        vec![
            Arc::new(self.starts.finish()),
            Arc::new(self.ends.finish()),
            Arc::new(self.texts.finish()),
            Arc::new(self.entities.finish()),
            Arc::new(self.types.finish()),
            Arc::new(self.kinds.finish()),
            Arc::new(self.antecedents.finish()),
        ]
    }

    /// The type of [`nested`](Self::nested).
    pub fn nested_type(unit: Unit) -> DataType {
        DataType::List(Arc::new(Field::new("item", DataType::Struct(fields(unit)), true)))
    }

    /// One list of structs a text.
    pub fn nested(mut self) -> ArrayRef {
        let mut values = self.values();
        values.push(self.candidates.finish());
        let fields = fields(self.unit);
        let structs = StructArray::new(fields.clone(), values, None);
        self.lists.list(Field::new("item", DataType::Struct(fields), true), Arc::new(structs))
    }

    /// The schema of [`table`](Self::table).
    pub fn table_schema(unit: Unit) -> SchemaRef {
        let row = Arc::new(Field::new("row", DataType::Int64, false));
        let offsets = format!("{}, end-exclusive", unit.as_str());
        let columns: Fields = std::iter::once(row).chain(fields(unit).iter().cloned()).collect();
        Arc::new(Schema::new(columns).with_metadata(HashMap::from([("newscore.offsets".to_owned(), offsets)])))
    }

    /// One row a mention, `row` saying which text it stands in.
    pub fn table(mut self) -> RecordBatch {
        let mut columns: Vec<ArrayRef> = vec![Arc::new(self.rows.finish())];
        columns.extend(self.values());
        columns.push(self.candidates.finish());
        RecordBatch::try_new(Self::table_schema(self.unit), columns).expect("every builder was given one value a row")
    }
}

fn fields(unit: Unit) -> Fields {
    Fields::from(vec![
        marked(Field::new("start", DataType::Int64, false), unit),
        marked(Field::new("end", DataType::Int64, false), unit),
        Field::new("text", DataType::LargeUtf8, false),
        Field::new("entity_id", DataType::LargeUtf8, true),
        Field::new("entity_type", DataType::LargeUtf8, true),
        Field::new("match_kind", DataType::LargeUtf8, false),
        Field::new("antecedent", DataType::Int32, true),
        Field::new("candidates", Candidates::data_type(), false),
    ])
}
