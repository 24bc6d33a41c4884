//! Public types go wherever the caller's threads are, and a panic elsewhere leaves them whole.

use std::panic::{RefUnwindSafe, UnwindSafe};

use newscore::{account, corpus, document, error, gazetteer, page, pipeline, sentence, span, text};

fn everywhere<T: Send + Sync + UnwindSafe + RefUnwindSafe>() {}

#[test]
fn public_types_are_send_sync_and_unwind_safe() {
    everywhere::<account::Account>();

    everywhere::<corpus::FitOptions>();
    everywhere::<corpus::Fitter>();
    everywhere::<corpus::Known>();
    everywhere::<corpus::KnownAs>();
    everywhere::<corpus::Learned>();
    everywhere::<corpus::Model>();
    everywhere::<corpus::PageRecord>();
    everywhere::<corpus::RuleKind>();
    everywhere::<corpus::RuleRow>();
    everywhere::<corpus::SourceCount>();
    everywhere::<corpus::SourceSample>();
    everywhere::<corpus::Verdict>();

    everywhere::<document::Document>();

    everywhere::<error::Error>();
    everywhere::<error::ErrorFamily>();

    everywhere::<gazetteer::AliasRecord<'static>>();
    everywhere::<gazetteer::Candidate>();
    everywhere::<gazetteer::CaseMode>();
    everywhere::<gazetteer::CsvOptions>();
    everywhere::<gazetteer::Gazetteer>();
    everywhere::<gazetteer::GazetteerBuilder>();
    everywhere::<gazetteer::GazetteerOptions>();
    everywhere::<gazetteer::LoadReport>();
    everywhere::<gazetteer::MatchKind>();
    everywhere::<gazetteer::Mention>();
    everywhere::<gazetteer::Spans<'static, 'static>>();
    everywhere::<gazetteer::Spelling>();

    everywhere::<page::Action>();
    everywhere::<page::ActionTable>();
    everywhere::<page::Analysis>();
    everywhere::<page::Article>();
    everywhere::<page::ArticleMode>();
    everywhere::<page::Credit>();
    everywhere::<page::Date>();
    everywhere::<page::Dateline>();
    everywhere::<page::DisabledRules>();
    everywhere::<page::Evidence>();
    everywhere::<page::FieldValue>();
    everywhere::<page::Fields>();
    everywhere::<page::Flag>();
    everywhere::<page::KnownKind>();
    everywhere::<page::KnownLine>();
    everywhere::<page::Label>();
    everywhere::<page::PageOptions>();
    everywhere::<page::Role>();
    everywhere::<page::RuleInfo>();
    everywhere::<page::Segment>();

    everywhere::<pipeline::Pipeline>();
    everywhere::<pipeline::PipelineOptions>();
    everywhere::<pipeline::Timings>();

    everywhere::<sentence::Decision>();
    everywhere::<sentence::Lang>();
    everywhere::<sentence::LineBreaks>();
    everywhere::<sentence::Spans<'static>>();
    everywhere::<sentence::SplitOptions>();
    everywhere::<sentence::Splitter>();

    everywhere::<span::Span>();

    everywhere::<text::Alignment>();
    everywhere::<text::CodePoints>();
    everywhere::<text::Unit>();
    everywhere::<text::Lines<'static>>();
    everywhere::<text::LineEnds<'static>>();
}

#[cfg(feature = "arrow")]
#[test]
fn columns_and_tables_are_send_and_sync() {
    use newscore::arrow::{TextChunk, TextListColumn, columns, tables};

    fn across_threads<T: Send + Sync>() {}

    across_threads::<TextChunk>();
    across_threads::<columns::SpanListColumn>();
    across_threads::<columns::TextColumn>();
    across_threads::<TextListColumn>();
    across_threads::<tables::IdKind>();
    across_threads::<tables::PageId<'static>>();
    across_threads::<tables::Tables>();
    across_threads::<tables::TablesBuilder>();
}
