//! One row a page.

use std::sync::Arc;

use arrow_array::builder::{Int32Builder, Int64Builder, LargeStringBuilder};
use arrow_array::{ArrayRef, RecordBatch};

use super::parts::{Ids, TextList, batch, column, columns, narrow, push_texts, text_list, wide};
use super::{IdKind, PageId};
use crate::arrow::columns::push_clean;
use crate::document::Document;
use crate::text::{CodePoints, Unit};

#[derive(Debug)]
pub(super) struct Pages {
    ids: Ids,
    texts: LargeStringBuilder,
    characters: Int64Builder,
    cut: Int64Builder,
    articles: Int32Builder,
    flags: TextList,
}

impl Pages {
    pub(super) fn new(ids: IdKind) -> Self {
        Self {
            ids: Ids::new(ids),
            texts: LargeStringBuilder::new(),
            characters: Int64Builder::new(),
            cut: Int64Builder::new(),
            articles: Int32Builder::new(),
            flags: text_list(),
        }
    }

    pub(super) fn push(&mut self, id: PageId<'_>, page: Option<(&str, &Document)>) {
        self.ids.push(id);
        let Some((raw, document)) = page else {
            self.texts.append_null();
            self.characters.append_null();
            self.cut.append_null();
            self.articles.append_null();
            self.flags.append(false);
            return;
        };
        push_clean(&mut self.texts, raw, &document.alignment);
        let mut points = CodePoints::new(raw);
        let length = |(start, end): (usize, usize)| end - start;
        let kept: usize = document.alignment.raw_pieces().map(|span| length(points.span(span))).sum();
        let characters = points.at(raw.len());
        self.characters.append_value(wide(characters));
        self.cut.append_value(wide(characters - kept));
        self.articles.append_value(narrow(document.analysis.articles.len()));
        push_texts(&mut self.flags, document.analysis.flags.iter().map(|flag| flag.as_str()));
    }

    pub(super) fn finish(mut self, unit: Unit) -> RecordBatch {
        let columns = columns! {
            "text" self.texts, true;
            "n_characters" self.characters, true;
            "n_cut" self.cut, true;
            "n_articles" self.articles, true;
            "flags" self.flags, true;
        };
        batch("pages", unit, [self.ids.finish()].into_iter().chain(columns))
    }
}
