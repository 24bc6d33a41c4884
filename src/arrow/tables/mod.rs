//! The five tables of a run, built from documents one after another.
//!
//! Offsets are code points of the raw page, end-exclusive; the schema's metadata says so.

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
use crate::page::Date;

use articles::Articles;
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
    pub fn schemas(ids: IdKind) -> [SchemaRef; 5] {
        TablesBuilder::new(ids).finish().batches.map(|batch| batch.schema())
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
}

impl TablesBuilder {
    /// Empty tables whose page ids are of this kind.
    pub fn new(ids: IdKind) -> Self {
        Self {
            pages: Pages::new(ids),
            articles: Articles::new(ids),
            segments: Segments::new(ids),
            sentences: Sentences::new(ids),
            mentions: Mentions::new(ids),
        }
    }

    /// Adds a page whose text is null: a row of nulls in the pages table, nothing elsewhere.
    pub fn push_null(&mut self, id: PageId<'_>) {
        self.pages.push(id, None);
    }

    /// Adds a page; `published` is its day where the caller knows it.
    pub fn push(
        &mut self,
        id: PageId<'_>,
        raw: &str,
        document: &Document,
        published: Option<Date>,
        gazetteer: Option<&Gazetteer>,
    ) {
        self.pages.push(id, Some((raw, document)));
        self.articles.push(id, raw, document, published, gazetteer);
        self.segments.push(id, raw, document);
        self.sentences.push(id, raw, document);
        if let Some(gazetteer) = gazetteer {
            self.mentions.push(id, raw, document, gazetteer);
        }
    }

    /// The tables so far.
    pub fn finish(self) -> Tables {
        Tables {
            batches: [
                self.pages.finish(),
                self.articles.finish(),
                self.segments.finish(),
                self.sentences.finish(),
                self.mentions.finish(),
            ],
        }
    }
}
