//! What the tables are put together from.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::builder::{Int64Builder, LargeStringBuilder, ListBuilder};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{Field, Schema};

use super::{IdKind, PageId};
use crate::arrow::columns::marked;
use crate::text::Unit;

/// A column with its field.
pub(super) type Column = (Field, ArrayRef);

pub(super) fn batch(name: &str, unit: Unit, columns: impl IntoIterator<Item = Column>) -> RecordBatch {
    let (fields, mut arrays): (Vec<Field>, Vec<ArrayRef>) = columns.into_iter().unzip();
    // Builders grow by doubling, and a caller keeps the tables.
    arrays.iter_mut().for_each(Array::shrink_to_fit);
    let mark =
        |field: Field| if matches!(field.name().as_str(), "start" | "end") { marked(field, unit) } else { field };
    let metadata = HashMap::from([
        ("newscore.table".to_owned(), name.to_owned()),
        ("newscore.offsets".to_owned(), format!("{} of the raw page, end-exclusive", unit.as_str())),
    ]);
    let schema = Arc::new(Schema::new(fields.into_iter().map(mark).collect::<Vec<_>>()).with_metadata(metadata));
    RecordBatch::try_new(schema, arrays).expect("every builder was given one value a row")
}

pub(super) fn column(name: &str, array: ArrayRef, nullable: bool) -> Column {
    (Field::new(name, array.data_type().clone(), nullable), array)
}

macro_rules! columns {
    ($($name:literal $builder:expr, $nullable:literal;)*) => {
        [$({ let array: ArrayRef = Arc::new($builder.finish()); column($name, array, $nullable) },)*]
    };
}

/// The page_id column.
#[derive(Debug)]
pub(super) enum Ids {
    Number(Int64Builder),
    Text(LargeStringBuilder),
}

impl Ids {
    pub(super) fn new(kind: IdKind) -> Self {
        match kind {
            IdKind::Number => Self::Number(Int64Builder::new()),
            IdKind::Text => Self::Text(LargeStringBuilder::new()),
        }
    }

    pub(super) fn push(&mut self, id: PageId<'_>) {
        match (self, id) {
            (Self::Number(builder), PageId::Number(id)) => builder.append_value(id),
            (Self::Text(builder), PageId::Text(id)) => builder.append_value(id),
            (Self::Number(builder), PageId::Text(_)) => builder.append_value(-1),
            (Self::Text(builder), PageId::Number(id)) => builder.append_value(id.to_string()),
        }
    }

    pub(super) fn finish(self) -> Column {
        let array: ArrayRef = match self {
            Self::Number(mut builder) => Arc::new(builder.finish()),
            Self::Text(mut builder) => Arc::new(builder.finish()),
        };
        column("page_id", array, false)
    }
}

/// A `start` and an `end` column.
#[derive(Debug, Default)]
pub(super) struct Spans {
    pub(super) starts: Int64Builder,
    pub(super) ends: Int64Builder,
}

impl Spans {
    pub(super) fn push(&mut self, (start, end): (usize, usize)) {
        self.starts.append_value(wide(start));
        self.ends.append_value(wide(end));
    }
}

pub(super) type TextList = ListBuilder<LargeStringBuilder>;

pub(super) fn text_list() -> TextList {
    ListBuilder::new(LargeStringBuilder::new())
}

pub(super) fn push_texts<'a>(builder: &mut TextList, texts: impl Iterator<Item = &'a str>) {
    texts.for_each(|text| builder.values().append_value(text));
    builder.append(true);
}

/// An offset or a count as Arrow holds it.
pub(super) fn wide(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A number within a page as Arrow holds it.
pub(super) fn narrow(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

pub(super) use columns;
