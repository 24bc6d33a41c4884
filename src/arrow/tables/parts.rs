//! What the tables are put together from.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::builder::{LargeStringBuilder, ListBuilder};
use arrow_array::types::{ArrowPrimitiveType, Int64Type};
use arrow_array::{Array, ArrayRef, LargeStringArray, PrimitiveArray, RecordBatch};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{Field, Schema};

use super::{IdKind, PageId};
use crate::Span;
use crate::arrow::columns::marked;
use crate::text::{CodePoints, Unit};

/// A table while its columns are put together.
pub(super) struct Columns {
    fields: Vec<Field>,
    arrays: Vec<ArrayRef>,
    unit: Unit,
}

impl Columns {
    /// The page_id column and no other; offsets will be of this unit.
    pub(super) fn new(ids: Ids, unit: Unit) -> Self {
        let mut columns = Self { fields: Vec::new(), arrays: Vec::new(), unit };
        columns.add("page_id", ids.finish(), false);
        columns
    }

    // There are forty columns: a copy for each would be as much code as all their builders.
    #[inline(never)]
    pub(super) fn add(&mut self, name: &str, array: ArrayRef, nullable: bool) {
        let field = Field::new(name, array.data_type().clone(), nullable);
        self.fields.push(if matches!(name, "start" | "end") { marked(field, self.unit) } else { field });
        self.arrays.push(array);
    }

    /// The table.
    pub(super) fn finish(mut self, name: &str) -> RecordBatch {
        // Builders grow by doubling, and a caller keeps the tables.
        self.arrays.iter_mut().for_each(Array::shrink_to_fit);
        let metadata = HashMap::from([
            ("newscore.table".to_owned(), name.to_owned()),
            ("newscore.offsets".to_owned(), format!("{} of the raw page, end-exclusive", self.unit.as_str())),
        ]);
        let schema = Arc::new(Schema::new(self.fields).with_metadata(metadata));
        RecordBatch::try_new(schema, self.arrays).expect("every builder was given one value a row")
    }
}

macro_rules! columns {
    ($all:ident: $($name:literal $builder:expr, $nullable:literal;)*) => {
        $($all.add($name, Arc::new($builder.finish()), $nullable);)*
    };
}

/// A column of numbers: as Arrow's builders, which look at their null bits with every value.
#[derive(Debug)]
pub(super) struct Numbers<T: ArrowPrimitiveType> {
    values: Vec<T::Native>,
    /// Whether each value is one; empty before the first null.
    valid: Vec<bool>,
}

impl<T: ArrowPrimitiveType> Default for Numbers<T> {
    fn default() -> Self {
        Self { values: Vec::new(), valid: Vec::new() }
    }
}

impl<T: ArrowPrimitiveType> Numbers<T> {
    #[inline]
    pub(super) fn append_value(&mut self, value: T::Native) {
        self.values.push(value);
        if !self.valid.is_empty() {
            self.valid.push(true);
        }
    }

    pub(super) fn append_values(&mut self, value: T::Native, count: usize) {
        self.values.resize(self.values.len() + count, value);
        if !self.valid.is_empty() {
            self.valid.resize(self.values.len(), true);
        }
    }

    /// Adds the values of some rows: column by column there is no look at the room for each.
    pub(super) fn extend(&mut self, values: impl Iterator<Item = T::Native>) {
        self.values.extend(values);
        if !self.valid.is_empty() {
            self.valid.resize(self.values.len(), true);
        }
    }

    /// The same of rows that may have none.
    pub(super) fn extend_options(&mut self, values: impl Iterator<Item = Option<T::Native>> + Clone) {
        if !self.valid.is_empty() || values.clone().any(|value| value.is_none()) {
            self.valid.resize(self.values.len(), true);
            self.valid.extend(values.clone().map(|value| value.is_some()));
        }
        self.values.extend(values.map(Option::unwrap_or_default));
    }

    pub(super) fn append_option(&mut self, value: Option<T::Native>) {
        match value {
            Some(value) => self.append_value(value),
            None => {
                self.valid.resize(self.values.len(), true);
                self.valid.push(false);
                self.values.push(T::Native::default());
            }
        }
    }

    #[inline(never)]
    pub(super) fn finish(&mut self) -> PrimitiveArray<T> {
        let valid = std::mem::take(&mut self.valid);
        let nulls = (!valid.is_empty()).then(|| NullBuffer::from(valid));
        PrimitiveArray::new(std::mem::take(&mut self.values).into(), nulls)
    }
}

/// A column of short texts, put together as [`Numbers`] are. What it holds is read once more at its end, to be sure
/// that it is text: not for whole sentences.
#[derive(Debug)]
pub(in crate::arrow) struct Names {
    bytes: Vec<u8>,
    ends: Vec<i64>,
    /// Whether each value is one; empty before the first null.
    valid: Vec<bool>,
}

impl Default for Names {
    fn default() -> Self {
        Self { bytes: Vec::new(), ends: vec![0], valid: Vec::new() }
    }
}

impl Names {
    pub(in crate::arrow) fn append_value(&mut self, name: &str) {
        self.bytes.extend_from_slice(name.as_bytes());
        self.ends.push(wide(self.bytes.len()));
        if !self.valid.is_empty() {
            self.valid.push(true);
        }
    }

    pub(super) fn append_option(&mut self, name: Option<&str>) {
        match name {
            Some(name) => self.append_value(name),
            None => {
                self.valid.resize(self.ends.len() - 1, true);
                self.valid.push(false);
                self.ends.push(wide(self.bytes.len()));
            }
        }
    }

    #[inline(never)]
    pub(in crate::arrow) fn finish(&mut self) -> LargeStringArray {
        let Self { bytes, ends, valid } = std::mem::take(self);
        let nulls = (!valid.is_empty()).then(|| NullBuffer::from(valid));
        let array = LargeStringArray::try_new(OffsetBuffer::new(ends.into()), bytes.into(), nulls);
        array.expect("texts end one after another")
    }
}

/// A column of a few texts, most of which stand in many rows running: each is kept once for all of these.
#[derive(Debug, Default)]
pub(in crate::arrow) struct Labels(Vec<(&'static str, usize)>);

impl Labels {
    #[inline]
    pub(in crate::arrow) fn append_value(&mut self, label: &'static str) {
        match self.0.last_mut() {
            Some((last, count)) if std::ptr::eq(*last, label) => *count += 1,
            _ => self.0.push((label, 1)),
        }
    }

    #[inline(never)]
    pub(in crate::arrow) fn finish(&mut self) -> LargeStringArray {
        let runs = std::mem::take(&mut self.0);
        let mut names = Names::default();
        names.bytes.reserve(runs.iter().map(|(label, count)| label.len() * count).sum());
        names.ends.reserve(runs.iter().map(|run| run.1).sum());
        for (label, count) in runs {
            let (start, length) = (names.bytes.len(), label.len());
            let end = start + count * length;
            // What is written is written again with it: a few long copies instead of many short ones.
            names.bytes.extend_from_slice(label.as_bytes());
            while names.bytes.len() < end {
                let more = (end - names.bytes.len()).min(names.bytes.len() - start);
                names.bytes.extend_from_within(start..start + more);
            }
            names.ends.extend((0..count).map(|nth| wide(start + (nth + 1) * length)));
        }
        names.finish()
    }
}

/// The page_id column.
#[derive(Debug)]
pub(super) enum Ids {
    Number(Numbers<Int64Type>),
    Text(LargeStringBuilder),
}

impl Ids {
    pub(super) fn new(kind: IdKind) -> Self {
        match kind {
            IdKind::Number => Self::Number(Numbers::default()),
            IdKind::Text => Self::Text(LargeStringBuilder::new()),
        }
    }

    /// Adds the page's id to so many rows.
    pub(super) fn push(&mut self, id: PageId<'_>, rows: usize) {
        match (self, id) {
            (Self::Number(builder), PageId::Number(id)) => builder.append_values(id, rows),
            (Self::Number(builder), PageId::Text(_)) => builder.append_values(-1, rows),
            (Self::Text(builder), PageId::Text(id)) => (0..rows).for_each(|_| builder.append_value(id)),
            (Self::Text(builder), PageId::Number(id)) => {
                (0..rows).for_each(|_| builder.append_value(id.to_string()));
            }
        }
    }

    fn finish(self) -> ArrayRef {
        match self {
            Self::Number(mut builder) => Arc::new(builder.finish()),
            Self::Text(mut builder) => Arc::new(builder.finish()),
        }
    }
}

/// A `start` and an `end` column.
#[derive(Debug, Default)]
pub(super) struct Spans {
    pub(super) starts: Numbers<Int64Type>,
    pub(super) ends: Numbers<Int64Type>,
}

impl Spans {
    pub(super) fn push(&mut self, (start, end): (usize, usize)) {
        self.starts.append_value(wide(start));
        self.ends.append_value(wide(end));
    }

    /// Adds the spans of some rows as `points` counts them.
    pub(super) fn extend(&mut self, points: &CodePoints, spans: impl Iterator<Item = Span> + Clone) {
        self.starts.extend(spans.clone().map(|span| wide(points.at(span.start()))));
        self.ends.extend(spans.map(|span| wide(points.at(span.end()))));
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
