//! Lists and Arrow columns of text through one verb of the engine.

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use pyo3::prelude::*;
use pyo3::types::PyList;

use std::collections::HashMap;
use std::sync::Arc;

use super::capsule::import_chunks;
use super::spans::{by_piece, is_huge, spans};
use super::table::Table;
use super::text::{Text, text_or_null, without_collector};
use crate::Span;
use crate::arrow::TextChunk;
use crate::arrow::columns::{SpanListColumn, SpanPiece, TextColumn, TextListColumn, Unit};
use crate::arrow::mentions::MentionColumns;
use crate::gazetteer::Gazetteer;
use crate::parallel;
use crate::pipeline::Pipeline;
use crate::text::CodePoints;

/// How much text is in work between two looks at the signals that Python has for us.
pub(super) const WAVE_BYTES: usize = 16 << 20;
/// How much text one piece of parallel work holds.
pub(super) const RUN_BYTES: usize = 256 << 10;

/// A list, read in waves: the texts of one wave stand encoded at a time.
pub(super) fn for_each_wave<'py>(
    list: &Bound<'py, PyList>,
    mut work: impl FnMut(&[Option<Text<'py>>]) -> PyResult<()>,
) -> PyResult<()> {
    let mut wave = Vec::new();
    let mut bytes = 0;
    for (at, item) in list.iter().enumerate() {
        let text = text_or_null(&item, || format!("item {at}"))?;
        bytes += text.as_ref().map_or(Ok(0), |text| text.as_str().map(str::len))?;
        wave.push(text);
        if bytes >= WAVE_BYTES {
            work(&wave)?;
            list.py().check_signals()?;
            wave.clear();
            bytes = 0;
        }
    }
    work(&wave)
}

/// The UTF-8 of a wave.
pub(super) fn as_strs<'w>(wave: &'w [Option<Text<'_>>]) -> PyResult<Vec<Option<&'w str>>> {
    wave.iter().map(|text| text.as_ref().map(Text::as_str).transpose()).collect()
}

/// Calls `work` on every text of a wave, on `threads` threads, the GIL released.
fn map_wave<'py, R: Send>(
    py: Python<'py>,
    wave: &[Option<Text<'py>>],
    threads: usize,
    work: impl Fn(&str) -> R + Sync + Send,
) -> PyResult<Vec<Option<R>>> {
    let texts = as_strs(wave)?;
    Ok(py.detach(|| {
        let runs = parallel::runs(&texts, RUN_BYTES, |text| text.map_or(1, str::len));
        let done = parallel::map(&runs, threads, |run| run.iter().map(|text| text.map(&work)).collect::<Vec<_>>());
        done.into_iter().flatten().collect()
    }))
}

/// What `build` makes of each text and of what `work`, on `threads` threads with the GIL released, found in it; None for
/// a null.
fn map_list<'py, R: Send, T: pyo3::PyTypeInfo>(
    threads: usize,
    list: &Bound<'py, PyList>,
    work: impl Fn(&str) -> R + Sync + Send,
    build: impl Fn(&Text<'py>, R) -> PyResult<Bound<'py, T>>,
) -> PyResult<Bound<'py, PyList>> {
    let py = list.py();
    let out = PyList::empty(py);
    for_each_wave(list, |wave| {
        let done = map_wave(py, wave, threads, &work)?;
        for (text, found) in wave.iter().zip(done) {
            match (text, found) {
                (Some(text), Some(found)) => out.append(build(text, found)?)?,
                _ => out.append(py.None())?,
            }
        }
        Ok(())
    })?;
    Ok(out)
}

pub(super) fn clean_list<'py>(
    pipeline: &Pipeline,
    threads: usize,
    list: &Bound<'py, PyList>,
) -> PyResult<Bound<'py, PyList>> {
    map_list(threads, list, |text| pipeline.alignment(text, None), |text, alignment| text.clean(&alignment))
}

pub(super) fn sentences_list<'py>(
    pipeline: &Pipeline,
    threads: usize,
    list: &Bound<'py, PyList>,
) -> PyResult<Bound<'py, PyList>> {
    split_list(pipeline, threads, list, &|text, spans| sentence_list(text, spans))
}

pub(super) fn sentence_spans_list<'py>(
    pipeline: &Pipeline,
    threads: usize,
    list: &Bound<'py, PyList>,
) -> PyResult<Bound<'py, PyList>> {
    split_list(pipeline, threads, list, &|text, spans| span_list(text.original().py(), text.as_str()?, spans))
}

/// What is made of a text and its sentences.
type FromSpans<'f, 'py> = &'f dyn Fn(&Text<'py>, &[Span]) -> PyResult<Bound<'py, PyList>>;

fn split_list<'py>(
    pipeline: &Pipeline,
    threads: usize,
    list: &Bound<'py, PyList>,
    build: FromSpans<'_, 'py>,
) -> PyResult<Bound<'py, PyList>> {
    let find = |text: &str| spans(pipeline, text, threads);
    without_collector(list.py(), || map_list(threads, list, find, |text, spans| build(text, &spans)))
}

/// The slices of one text as a list of str.
pub(super) fn sentence_list<'py>(text: &Text<'py>, spans: &[Span]) -> PyResult<Bound<'py, PyList>> {
    let py = text.original().py();
    without_collector(py, || text.slice_list(spans))
}

/// The spans of one text as a list of tuples, in code points.
pub(super) fn span_list<'py>(py: Python<'py>, text: &str, spans: &[Span]) -> PyResult<Bound<'py, PyList>> {
    let mut points = CodePoints::new(text);
    without_collector(py, || PyList::new(py, spans.iter().map(|&span| points.span(span))))
}

/// Spans with a number each as a list of triples, in code points.
pub(super) fn span_tuples<'py>(
    py: Python<'py>,
    text: &str,
    spans: impl Iterator<Item = (Span, u32)>,
) -> PyResult<Bound<'py, PyList>> {
    let mut points = CodePoints::new(text);
    // Searching first and making objects afterwards keeps each of the two in its caches.
    let triples: Vec<(usize, usize, u32)> = spans
        .map(|(span, number)| {
            let (start, end) = points.span(span);
            (start, end, number)
        })
        .collect();
    PyList::new(py, triples)
}

/// What a column of results holds.
#[derive(Clone, Copy)]
pub(super) enum Verb {
    Clean,
    Sentences,
    SentenceSpans(Unit),
}

impl Verb {
    fn schema(self) -> SchemaRef {
        let (kind, unit) = match self {
            Self::Clean => (DataType::LargeUtf8, None),
            Self::Sentences => (TextListColumn::data_type(), None),
            Self::SentenceSpans(unit) => (SpanListColumn::data_type(), Some(unit)),
        };
        let metadata: HashMap<String, String> =
            unit.map(|unit| ("unit".to_owned(), unit.as_str().to_owned())).into_iter().collect();
        Arc::new(Schema::new(vec![Field::new("value", kind, true).with_metadata(metadata)]))
    }

    /// The results for neighbouring texts, as one chunk.
    fn chunk<'t>(
        self,
        pipeline: &Pipeline,
        texts: impl ExactSizeIterator<Item = Option<&'t str>>,
        bytes: usize,
        threads: usize,
    ) -> ArrayRef {
        let rows = texts.len();
        match self {
            Self::Clean => {
                let mut column = TextColumn::with_capacity(rows, bytes);
                texts.for_each(|text| column.push(text.map(|text| pipeline.clean(text, None)).as_deref()));
                column.finish()
            }
            Self::Sentences => {
                let mut column = TextListColumn::with_capacity(rows, bytes);
                texts.for_each(|text| match text {
                    Some(text) if is_huge(text, threads) => {
                        column.push(Some((text, spans(pipeline, text, threads).into_iter())));
                    }
                    text => column.push(text.map(|text| (text, pipeline.splitter().spans(text)))),
                });
                column.finish()
            }
            Self::SentenceSpans(unit) => {
                let mut column = SpanListColumn::with_capacity(rows, bytes, unit);
                texts.for_each(|text| match text {
                    Some(text) if is_huge(text, threads) => {
                        column.push_pieces(by_piece(pipeline, text, threads, |piece, spans| {
                            SpanPiece::new(piece.of(text), spans, unit)
                        }));
                    }
                    text => column.push(text.map(|text| (text, pipeline.splitter().spans(text)))),
                });
                column.finish()
            }
        }
    }
}

/// Every mention of a gazetteer in a list or a column of texts.
pub(super) fn mentions(gazetteer: &Gazetteer, texts: &Bound<'_, PyAny>, nested: bool) -> PyResult<Table> {
    let py = texts.py();
    let schema = if nested {
        Arc::new(Schema::new(vec![Field::new("value", MentionColumns::nested_type(), true)]))
    } else {
        MentionColumns::table_schema()
    };
    let mut batches = Vec::new();
    let mut first = 0_i64;
    let mut add = |texts: &[Option<&str>]| -> PyResult<()> {
        let runs = parallel::runs(texts, RUN_BYTES, |text| text.map_or(1, str::len));
        let mut starts = Vec::with_capacity(runs.len());
        for run in &runs {
            starts.push((first, *run));
            first += run.len() as i64;
        }
        let done = py.detach(|| {
            parallel::map(&starts, parallel::thread_count(None).unwrap_or(1), |(first, run)| {
                let mut columns = MentionColumns::new(*first);
                run.iter().for_each(|text| columns.push(*text, gazetteer));
                columns
            })
        });
        for columns in done {
            let batch = if nested {
                RecordBatch::try_new(Arc::clone(&schema), vec![columns.nested()])
                    .map_err(|error| crate::Error::bad_option("column", "value", error.to_string()))?
            } else {
                columns.table()
            };
            batches.push(batch);
        }
        py.check_signals()
    };
    if let Ok(list) = texts.cast::<PyList>() {
        for_each_wave(list, |wave| add(&as_strs(wave)?))?;
    } else {
        for array in import_chunks(texts)? {
            for wave in TextChunk::new(&array, "text")?.waves(WAVE_BYTES) {
                add(&wave)?;
            }
        }
    }
    Ok(Table::new(schema, batches))
}

/// One column of results for a column of text: any Arrow object, or a list (whose lone surrogates become U+FFFD, for
/// Arrow cannot hold them).
pub(super) fn column(pipeline: &Pipeline, threads: usize, texts: &Bound<'_, PyAny>, verb: Verb) -> PyResult<Table> {
    let py = texts.py();
    let schema = verb.schema();
    let mut batches = Vec::new();
    let mut add = |chunks: Vec<ArrayRef>| -> PyResult<()> {
        for chunk in chunks {
            let batch = RecordBatch::try_new(Arc::clone(&schema), vec![chunk]);
            batches.push(batch.map_err(|error| crate::Error::bad_option("column", "value", error.to_string()))?);
        }
        Ok(())
    };
    if let Ok(list) = texts.cast::<PyList>() {
        for_each_wave(list, |wave| {
            let texts = as_strs(wave)?;
            add(py.detach(|| chunks(pipeline, threads, &texts, verb)))
        })?;
    } else {
        for array in import_chunks(texts)? {
            let chunk = TextChunk::new(&array, "text")?;
            for wave in chunk.waves(WAVE_BYTES) {
                add(py.detach(|| chunks(pipeline, threads, &wave, verb)))?;
                py.check_signals()?;
            }
        }
    }
    Ok(Table::new(schema, batches))
}

fn chunks(pipeline: &Pipeline, threads: usize, texts: &[Option<&str>], verb: Verb) -> Vec<ArrayRef> {
    let weight = |text: &Option<&str>| text.map_or(1, str::len);
    // A single thread gets the wave as one piece: fewer chunks for whoever reads them.
    let target = if threads == 1 { usize::MAX } else { RUN_BYTES.max(WAVE_BYTES / (4 * threads)) };
    let runs = parallel::runs(texts, target, weight);
    parallel::map(&runs, threads, |run| {
        let bytes = run.iter().map(weight).sum();
        verb.chunk(pipeline, run.iter().copied(), bytes, threads)
    })
}
