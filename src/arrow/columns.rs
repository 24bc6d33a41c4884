//! The columns that column functions return: one row a text, null where the text is null.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

use arrow_array::builder::LargeStringBuilder;
use arrow_array::{ArrayRef, Int32Array, ListArray, StructArray};
use arrow_buffer::{NullBufferBuilder, OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, Fields};

use crate::Span;
use crate::text::{Alignment, Unit};

/// The field of an offset, with the unit in its metadata.
pub fn marked(field: Field, unit: Unit) -> Field {
    field.with_metadata(HashMap::from([("unit".to_owned(), unit.as_str().to_owned())]))
}

/// `large_utf8`: one text a row.
#[derive(Debug, Default)]
pub struct TextColumn(LargeStringBuilder);

impl TextColumn {
    /// A builder for about `rows` texts of `bytes` bytes together.
    pub fn with_capacity(rows: usize, bytes: usize) -> Self {
        Self(LargeStringBuilder::with_capacity(rows, bytes))
    }

    /// Adds a row: the clean text of a text, or a null.
    pub fn push(&mut self, row: Option<(&str, &Alignment)>) {
        match row {
            Some((text, alignment)) => push_clean(&mut self.0, text, alignment),
            None => self.0.append_null(),
        }
    }

    /// The finished column.
    pub fn finish(mut self) -> ArrayRef {
        Arc::new(self.0.finish())
    }
}

/// Adds the clean text of a text to a column, piece by piece, so that it is copied once.
pub(super) fn push_clean(builder: &mut LargeStringBuilder, text: &str, alignment: &Alignment) {
    for span in alignment.raw_pieces() {
        // A builder takes any text.
        let _ = builder.write_str(span.of(text));
    }
    builder.append_value("");
}

/// `list<struct<start: int32, end: int32>>`: each row's spans.
#[derive(Debug)]
pub struct SpanListColumn {
    rows: Rows,
    spans: SpanPiece,
    unit: Unit,
}

/// Spans as the column holds them. One of a text's pieces can be made on its own and be pushed with the others.
#[derive(Debug, Default)]
pub struct SpanPiece {
    starts: Vec<i32>,
    ends: Vec<i32>,
    /// The length of the piece, in the unit of the spans.
    length: usize,
}

impl SpanPiece {
    /// The spans of `text`, a piece of a longer text; offsets in `unit`, from the start of the piece.
    pub fn new(text: &str, spans: impl Iterator<Item = Span>, unit: Unit) -> Self {
        let mut piece = Self::with_capacity(text.len());
        piece.add(text, spans, unit);
        piece
    }

    fn with_capacity(bytes: usize) -> Self {
        // A sentence of news has some hundred bytes.
        let spans = bytes / 100;
        Self { starts: Vec::with_capacity(spans), ends: Vec::with_capacity(spans), length: 0 }
    }

    /// Adds the spans of a text, and sets the length to that of this text. An offset past two thousand million is
    /// capped there: Arrow's 32-bit columns cannot hold such a text either.
    fn add(&mut self, text: &str, spans: impl Iterator<Item = Span>, unit: Unit) {
        let counter = unit.counter(text);
        spans.for_each(|span| {
            let (start, end) = counter.span(span);
            self.starts.push(capped(start));
            self.ends.push(capped(end));
        });
        self.length = counter.at(text.len());
    }
}

fn capped(offset: usize) -> i32 {
    i32::try_from(offset).unwrap_or(i32::MAX)
}

impl SpanListColumn {
    /// A builder for about `rows` rows of `bytes` bytes together, offsets in `unit`.
    pub fn with_capacity(rows: usize, bytes: usize, unit: Unit) -> Self {
        Self { rows: Rows::with_capacity(rows), spans: SpanPiece::with_capacity(bytes), unit }
    }

    /// Adds a row: the spans of `text`, or a null.
    pub fn push(&mut self, row: Option<(&str, impl Iterator<Item = Span>)>) {
        let valid = row.is_some();
        let before = self.spans.starts.len();
        if let Some((text, spans)) = row {
            self.spans.add(text, spans, self.unit);
        }
        self.rows.push(valid, capped(self.spans.starts.len() - before));
    }

    /// Adds a row: the text whose pieces these are, in order, made with the column's unit.
    pub fn push_pieces(&mut self, pieces: impl IntoIterator<Item = SpanPiece>) {
        let before = self.spans.starts.len();
        let mut base = 0;
        for piece in pieces {
            let shift = capped(base);
            self.spans.starts.extend(piece.starts.iter().map(|start| start.saturating_add(shift)));
            self.spans.ends.extend(piece.ends.iter().map(|end| end.saturating_add(shift)));
            base += piece.length;
        }
        self.rows.push(true, capped(self.spans.starts.len() - before));
    }

    /// The type of the column.
    pub fn data_type(unit: Unit) -> DataType {
        DataType::List(Arc::new(Field::new("item", DataType::Struct(span_fields(unit)), true)))
    }

    /// The finished column.
    pub fn finish(self) -> ArrayRef {
        let columns: Vec<ArrayRef> =
            vec![Arc::new(Int32Array::from(self.spans.starts)), Arc::new(Int32Array::from(self.spans.ends))];
        let fields = span_fields(self.unit);
        let spans = StructArray::new(fields.clone(), columns, None);
        self.rows.list(Field::new("item", DataType::Struct(fields), true), Arc::new(spans))
    }
}

fn span_fields(unit: Unit) -> Fields {
    ["start", "end"].map(|name| marked(Field::new(name, DataType::Int32, false), unit)).into_iter().collect()
}

/// Lengths and nulls of a list column.
#[derive(Debug)]
pub(super) struct Rows {
    offsets: Vec<i32>,
    nulls: NullBufferBuilder,
}

impl Rows {
    pub(super) fn with_capacity(rows: usize) -> Self {
        let mut offsets = Vec::with_capacity(rows + 1);
        offsets.push(0);
        Self { offsets, nulls: NullBufferBuilder::new(rows) }
    }

    /// Adds a row of `count` values.
    pub(super) fn push(&mut self, valid: bool, count: i32) {
        self.offsets.push(self.offsets.last().copied().unwrap_or(0) + count);
        self.nulls.append(valid);
    }

    /// The list column over `values`.
    pub(super) fn list(mut self, item: Field, values: ArrayRef) -> ArrayRef {
        let offsets = OffsetBuffer::new(ScalarBuffer::from(self.offsets));
        Arc::new(ListArray::new(Arc::new(item), offsets, values, self.nulls.finish()))
    }
}
