//! The five tables of a run, built from documents one after another.
//!
//! Offsets are those of the raw page, end-exclusive; the schema's metadata says in which unit.

mod articles;
mod mentions;
mod pages;
mod parts;
mod segments;
mod sentences;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;

use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::text::{CodePoints, Unit};

use articles::Articles;
pub(super) use mentions::Candidates;
use mentions::Mentions;
use pages::Pages;
use segments::Segments;
use sentences::Sentences;

/// What names a page in every table.
#[derive(Debug, Clone, Copy)]
pub enum PageId<'a> {
    /// A number: of a row, or from the caller's id column.
    Number(i64),
    /// A text: a URL, a path, a key.
    Text(&'a str),
}

/// Whether page ids are text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdKind {
    /// `int64`.
    Number,
    /// `large_utf8`.
    Text,
}

/// The tables of a run, in the order of [`Tables::NAMES`]: one batch each.
#[derive(Debug)]
pub struct Tables {
    /// One batch a table.
    pub batches: [RecordBatch; 5],
}

impl Tables {
    /// Names of the tables.
    pub const NAMES: [&'static str; 5] = ["pages", "articles", "segments", "sentences", "mentions"];

    /// The schemas of the tables.
    pub fn schemas(ids: IdKind, unit: Unit) -> [SchemaRef; 5] {
        TablesBuilder::new(ids, unit).finish().batches.map(|batch| batch.schema())
    }
}

/// Collects documents into [`Tables`].
#[derive(Debug)]
pub struct TablesBuilder {
    pages: Pages,
    articles: Articles,
    segments: Segments,
    sentences: Sentences,
    mentions: Mentions,
    unit: Unit,
}

impl TablesBuilder {
    /// Empty tables whose page ids are of this kind, and whose offsets are of this unit.
    pub fn new(ids: IdKind, unit: Unit) -> Self {
        Self::with_capacity(ids, unit, 0)
    }

    /// The same, with room for so many bytes of text, which stand in three tables; a million at most.
    pub fn with_capacity(ids: IdKind, unit: Unit, bytes: usize) -> Self {
        let bytes = bytes.min(1 << 20);
        Self {
            pages: Pages::new(ids, bytes),
            articles: Articles::new(ids, bytes),
            segments: Segments::new(ids),
            sentences: Sentences::new(ids, bytes),
            mentions: Mentions::new(ids),
            unit,
        }
    }

    /// Adds a page whose text is null: a row of nulls in the pages table, nothing elsewhere.
    pub fn push_null(&mut self, id: PageId<'_>) {
        self.pages.push(id, None);
    }

    /// Adds a page; `published` is when that was where the caller knows it, in microseconds since 1970-01-01: what an
    /// article says of itself goes before. Gives what counted the text's code points, for who counts more of it.
    pub fn push(
        &mut self,
        id: PageId<'_>,
        raw: &str,
        document: &Document,
        published: Option<i64>,
        gazetteer: Option<&Gazetteer>,
    ) -> CodePoints {
        let (points, bytes) = (CodePoints::new(raw), CodePoints::default());
        let counter = match self.unit {
            Unit::CodePoints => &points,
            Unit::Bytes => &bytes,
        };
        self.pages.push(id, Some((raw, &points, document)));
        self.articles.push(id, raw, counter, document, published, gazetteer);
        self.segments.push(id, counter, document);
        self.sentences.push(id, raw, counter, document);
        if let Some(gazetteer) = gazetteer {
            self.mentions.push(id, raw, counter, document, gazetteer);
        }
        points
    }

    /// The tables so far.
    pub fn finish(self) -> Tables {
        Tables {
            batches: [
                self.pages.finish(self.unit),
                self.articles.finish(self.unit),
                self.segments.finish(self.unit),
                self.sentences.finish(self.unit),
                self.mentions.finish(self.unit),
            ],
        }
    }
}
