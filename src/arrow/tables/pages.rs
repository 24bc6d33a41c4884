//! One row a page.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_array::builder::LargeStringBuilder;
use arrow_array::types::{Int32Type, Int64Type};

use super::parts::{Columns, Ids, Numbers, TextList, columns, narrow, push_texts, text_list, wide};
use super::{IdKind, PageId};
use crate::arrow::columns::push_clean;
use crate::document::Document;
use crate::text::{CodePoints, Unit};

#[derive(Debug)]
pub(super) struct Pages {
    ids: Ids,
    texts: LargeStringBuilder,
    characters: Numbers<Int64Type>,
    cut: Numbers<Int64Type>,
    articles: Numbers<Int32Type>,
    flags: TextList,
}

impl Pages {
    pub(super) fn new(ids: IdKind, bytes: usize) -> Self {
        Self {
            ids: Ids::new(ids),
            texts: LargeStringBuilder::with_capacity(0, bytes),
            characters: Numbers::default(),
            cut: Numbers::default(),
            articles: Numbers::default(),
            flags: text_list(),
        }
    }

    pub(super) fn push(&mut self, id: PageId<'_>, page: Option<(&str, &CodePoints, &Document)>) {
        self.ids.push(id, 1);
        let Some((raw, points, document)) = page else {
            self.texts.append_null();
            self.characters.append_option(None);
            self.cut.append_option(None);
            self.articles.append_option(None);
            self.flags.append(false);
            return;
        };
        push_clean(&mut self.texts, raw, &document.alignment);
        let length = |(start, end): (usize, usize)| end - start;
        let kept: usize = document.alignment.raw_pieces().map(|span| length(points.span(span))).sum();
        let characters = points.at(raw.len());
        self.characters.append_value(wide(characters));
        self.cut.append_value(wide(characters - kept));
        self.articles.append_value(narrow(document.analysis.articles.len()));
        push_texts(&mut self.flags, document.analysis.flags.iter().map(|flag| flag.as_str()));
    }

    pub(super) fn finish(mut self, unit: Unit) -> RecordBatch {
        let mut all = Columns::new(self.ids, unit);
        columns! { all:
            "text" self.texts, true;
            "n_characters" self.characters, true;
            "n_cut" self.cut, true;
            "n_articles" self.articles, true;
            "flags" self.flags, true;
        }
        all.finish("pages")
    }
}
