//! The column of lists of texts.

// Texts go into memory that holds nothing yet, on several threads, and out of it without being checked again.
#![allow(unsafe_code)]

use std::mem::MaybeUninit;
use std::sync::Arc;

use arrow_array::{ArrayRef, LargeStringArray};
use arrow_buffer::{Buffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field};

use super::columns::Rows;
use crate::{Span, parallel};

/// `list<large_utf8>`: the texts of each row's spans.
#[derive(Debug)]
pub struct TextListColumn {
    rows: Rows,
    /// Where each text ends in `bytes`, after a zero.
    ends: Vec<i64>,
    /// Always UTF-8 between two of the ends.
    bytes: Vec<u8>,
}

impl TextListColumn {
    /// A builder for about `rows` rows of `bytes` bytes together.
    pub fn with_capacity(rows: usize, bytes: usize) -> Self {
        // A sentence of news has some hundred bytes.
        let mut ends = Vec::with_capacity(bytes / 100 + 1);
        ends.push(0);
        Self { rows: Rows::with_capacity(rows), ends, bytes: Vec::with_capacity(bytes) }
    }

    /// Adds a row: the spans of `text`, or a null.
    pub fn push(&mut self, row: Option<(&str, impl Iterator<Item = Span>)>) {
        let valid = row.is_some();
        let before = self.ends.len();
        if let Some((text, spans)) = row {
            spans.for_each(|span| {
                self.bytes.extend_from_slice(span.of(text).as_bytes());
                self.ends.push(self.bytes.len() as i64);
            });
        }
        self.rows.push(valid, (self.ends.len() - before) as i32);
    }

    /// Adds a row: the spans of `text`, piece by piece; the pieces are copied on `threads` threads.
    pub fn push_pieces(&mut self, text: &str, pieces: &[Vec<Span>], threads: usize) {
        let before = self.ends.len();
        let mut end = self.bytes.len();
        let mut lengths = Vec::with_capacity(pieces.len());
        for spans in pieces {
            let start = end;
            self.ends.extend(spans.iter().map(|span| {
                end += span.len();
                end as i64
            }));
            lengths.push(end - start);
        }
        self.bytes.reserve(end - self.bytes.len());
        let mut room = self.bytes.spare_capacity_mut();
        let mut parts = Vec::with_capacity(pieces.len());
        for (spans, length) in pieces.iter().zip(lengths) {
            let (part, rest) = room.split_at_mut(length);
            parts.push((spans, part));
            room = rest;
        }
        parallel::for_each(parts, threads, |(spans, part)| copy(text, spans, part));
        // SAFETY: `copy` has written every byte of every part, and the parts lie side by side up to `end`.
        unsafe { self.bytes.set_len(end) };
        self.rows.push(true, (self.ends.len() - before) as i32);
    }

    /// The type of the column.
    pub fn data_type() -> DataType {
        DataType::List(Arc::new(Field::new("item", DataType::LargeUtf8, true)))
    }

    /// The finished column.
    pub fn finish(self) -> ArrayRef {
        let ends = OffsetBuffer::new(ScalarBuffer::from(self.ends));
        // SAFETY: the ends rise within the bytes, and what lies between two of them is the text of a span.
        let texts = unsafe { LargeStringArray::new_unchecked(ends, Buffer::from_vec(self.bytes), None) };
        self.rows.list(Field::new("item", DataType::LargeUtf8, true), Arc::new(texts))
    }
}

/// Writes the texts of `spans` one after the other. They must fill `part`.
fn copy(text: &str, spans: &[Span], mut part: &mut [MaybeUninit<u8>]) {
    for span in spans {
        let (here, rest) = part.split_at_mut(span.len());
        for (slot, &byte) in here.iter_mut().zip(span.of(text).as_bytes()) {
            slot.write(byte);
        }
        part = rest;
    }
    assert!(part.is_empty(), "the texts fill their part");
}

#[cfg(test)]
mod tests {
    use arrow_array::ListArray;
    use arrow_array::cast::AsArray;

    use super::*;

    #[test]
    fn pieces_make_the_row_that_the_whole_makes() {
        let text = "One. “Zwei.” Three. ";
        let spans = [Span::new(0, 4), Span::new(5, 16), Span::new(17, 23)];
        for threads in [1, 2, 5] {
            let mut column = TextListColumn::with_capacity(3, 10);
            column.push(Some((text, spans.into_iter())));
            column.push(None::<(&str, std::iter::Empty<Span>)>);
            column.push_pieces(text, &[vec![spans[0]], vec![], spans[1..].to_vec()], threads);
            column.push_pieces(text, &[], threads);
            column.push_pieces(text, &[vec![spans[2]]], threads);
            let column = column.finish();
            let column: &ListArray = column.as_list();
            let rows: Vec<Option<Vec<String>>> = column
                .iter()
                .map(|row| Some(row?.as_string::<i64>().iter().flatten().map(str::to_owned).collect()))
                .collect();
            let whole = Some(vec!["One.".to_owned(), "“Zwei.”".to_owned(), "Three.".to_owned()]);
            let last = Some(vec!["Three.".to_owned()]);
            assert_eq!(rows, [whole.clone(), None, whole, Some(vec![]), last]);
        }
    }
}
