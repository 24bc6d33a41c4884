//! Lists and Arrow columns of text through one verb of the engine.

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use pyo3::prelude::*;
use pyo3::types::PyList;

use std::sync::Arc;

use super::capsule::import_chunks;
use super::room::{self, HEAVY, LIGHT};
use super::spans::{by_piece, is_huge, spans, spans_by_piece};
use super::table::Table;
use super::text::{Text, text_or_null, without_collector};
use super::triple::Triple;
use crate::Span;
use crate::arrow::columns::{SpanListColumn, SpanPiece, TextColumn, marked};
use crate::arrow::mentions::MentionColumns;
use crate::arrow::{TextChunk, TextListColumn};
use crate::gazetteer::{FindOptions, Gazetteer};
use crate::parallel;
use crate::pipeline::Pipeline;
use crate::sentence::Decision;
use crate::text::Unit;

/// How much text is in work between two looks at the signals that Python has for us.
pub(super) const WAVE_BYTES: usize = 16 << 20;
/// How much text one piece of parallel work holds.
pub(super) const RUN_BYTES: usize = 256 << 10;

/// A list, read in waves of `most` bytes: the texts of one wave stand encoded at a time.
pub(super) fn for_each_list_wave<'py>(
    list: &Bound<'py, PyList>,
    most: usize,
    mut work: impl FnMut(&[Option<Text<'py>>]) -> PyResult<()>,
) -> PyResult<()> {
    let mut wave = Vec::new();
    let (mut bytes, mut asked) = (0, room::SMALL);
    for (at, item) in list.iter().enumerate() {
        if bytes >= asked {
            room::ahead()?;
            asked = bytes + room::STRIDE;
        }
        let text = text_or_null(&item, || format!("item {at}"))?;
        bytes += text.as_ref().map_or(Ok(0), |text| text.as_str().map(str::len))?;
        wave.push(text);
        if bytes >= most {
            work(&wave)?;
            list.py().check_signals()?;
            wave.clear();
            (bytes, asked) = (0, room::SMALL);
        }
    }
    work(&wave)
}

/// The UTF-8 of a wave.
pub(super) fn as_strs<'w>(wave: &'w [Option<Text<'_>>]) -> PyResult<Vec<Option<&'w str>>> {
    wave.iter().map(|text| text.as_ref().map(Text::as_str).transpose()).collect()
}

/// A list, or an Arrow column in place, wave by wave.
pub(super) fn for_each_wave(
    texts: &Bound<'_, PyAny>,
    threads: usize,
    work: &mut dyn FnMut(&[Option<&str>]) -> PyResult<()>,
) -> PyResult<()> {
    if let Ok(list) = texts.cast::<PyList>() {
        return for_each_list_wave(list, WAVE_BYTES, |wave| work(&as_strs(wave)?));
    }
    for array in import_chunks(texts)? {
        for wave in TextChunk::new(&array, "text", threads)?.waves(WAVE_BYTES) {
            work(&wave)?;
            texts.py().check_signals()?;
        }
    }
    Ok(())
}

/// Calls `work` on every item on `threads` threads, the GIL released; `watch` is called some twenty times a second, the
/// GIL held, and its error ends the work and is returned. So does Ctrl-C.
pub(super) fn spread<T: Sync, R: Send>(
    py: Python<'_>,
    items: &[T],
    threads: usize,
    work: impl Fn(&T) -> R + Sync + Send,
    watch: &mut (dyn FnMut(Python<'_>) -> PyResult<()> + Send),
) -> PyResult<Vec<R>> {
    let mut failed = None;
    let done = py.detach(|| {
        parallel::map_watched(items, threads, work, &mut || {
            failed = Python::attach(|py| watch(py).and_then(|()| py.check_signals())).err();
            failed.is_none()
        })
    });
    match failed {
        Some(error) => Err(error),
        None => Ok(done.unwrap_or_default()),
    }
}

/// For work of which nobody is told how far it is.
pub(super) fn unwatched(_: Python<'_>) -> PyResult<()> {
    Ok(())
}

/// Items of a wave in runs of neighbours, each with the row of its first; `first` is that of the wave, and is moved on.
pub(super) fn numbered<'w, T>(
    items: &'w [T],
    target: usize,
    weight: impl Fn(&T) -> usize,
    first: &mut usize,
) -> Vec<(usize, &'w [T])> {
    let number = |run: &'w [T]| {
        *first += run.len();
        (*first - run.len(), run)
    };
    parallel::runs(items, target, weight).into_iter().map(number).collect()
}

/// How much work a text is: its bytes, and something for the row itself.
pub(super) fn weight(text: &Option<&str>) -> usize {
    text.map_or(1, str::len)
}

/// The source of each row, where there are any.
pub(super) type Sources<'s> = Option<&'s [Option<String>]>;

fn source_of(sources: Sources<'_>, row: usize) -> Option<&str> {
    sources?.get(row)?.as_deref()
}

/// What `build` makes of each text and of what `work`, given the row and the text on `threads` threads with the GIL
/// released, found in it; None for a null.
fn map_list<'py, R: Send, T: pyo3::PyTypeInfo>(
    threads: usize,
    list: &Bound<'py, PyList>,
    work: impl Fn(usize, &str) -> R + Sync + Send,
    build: impl Fn(&Text<'py>, R) -> PyResult<Bound<'py, T>>,
) -> PyResult<Bound<'py, PyList>> {
    let py = list.py();
    let out = PyList::empty(py);
    let mut first = 0;
    // What was found in a wave waits until Python's strings are made of it, and these are made by one thread: the less
    // there is, the more of it is still in the caches.
    let most = if threads == 1 { RUN_BYTES } else { 4 * threads * RUN_BYTES };
    for_each_list_wave(list, most, |wave| {
        let texts = as_strs(wave)?;
        room::check(&texts, LIGHT)?;
        let runs = numbered(&texts, RUN_BYTES, weight, &mut first);
        let each = |&(first, run): &(usize, &[Option<&str>])| {
            (first..).zip(run).map(|(row, text)| text.map(|text| work(row, text))).collect::<Vec<_>>()
        };
        let done = spread(py, &runs, threads, each, &mut unwatched)?;
        for (text, found) in wave.iter().zip(done.into_iter().flatten()) {
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
    sources: Sources<'_>,
) -> PyResult<Bound<'py, PyList>> {
    let align = |row, text: &str| pipeline.alignment(text, source_of(sources, row));
    map_list(threads, list, align, |text, alignment| text.clean(&alignment))
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
    unit: Unit,
) -> PyResult<Bound<'py, PyList>> {
    split_list(pipeline, threads, list, &|text, spans| span_list(text.original().py(), text.as_str()?, spans, unit))
}

/// What is made of a text and its sentences.
type FromSpans<'f, 'py> = &'f dyn Fn(&Text<'py>, &[Span]) -> PyResult<Bound<'py, PyList>>;

fn split_list<'py>(
    pipeline: &Pipeline,
    threads: usize,
    list: &Bound<'py, PyList>,
    build: FromSpans<'_, 'py>,
) -> PyResult<Bound<'py, PyList>> {
    let find = |_, text: &str| spans(pipeline, text, threads);
    without_collector(list.py(), || map_list(threads, list, find, |text, spans| build(text, &spans)))
}

/// The slices of one text as a list of str.
pub(super) fn sentence_list<'py>(text: &Text<'py>, spans: &[Span]) -> PyResult<Bound<'py, PyList>> {
    let py = text.original().py();
    without_collector(py, || text.slice_list(spans))
}

/// The spans of one text as a list of tuples.
pub(super) fn span_list<'py>(py: Python<'py>, text: &str, spans: &[Span], unit: Unit) -> PyResult<Bound<'py, PyList>> {
    let counter = unit.counter(text);
    without_collector(py, || PyList::new(py, spans.iter().map(|&span| counter.span(span))))
}

/// Decisions about sentence ends as a list of triples.
pub(super) fn decision_list<'py>(
    py: Python<'py>,
    text: &str,
    decisions: &[Decision],
    unit: Unit,
) -> PyResult<Bound<'py, PyList>> {
    let counter = unit.counter(text);
    PyList::new(py, decisions.iter().map(|decision| (counter.at(decision.at), decision.ends, decision.rule)))
}

/// Spans with a number each as a list of triples.
pub(super) fn span_tuples<'py>(
    py: Python<'py>,
    text: &str,
    spans: &mut impl Iterator<Item = (Span, u32)>,
    unit: Unit,
) -> PyResult<Bound<'py, PyList>> {
    let counter = unit.counter(text);
    // Searching first and making objects afterwards keeps each of the two in its caches.
    let mut triples = Vec::with_capacity(text.len() / 64 + 1);
    triples.extend(spans.map(|(span, number)| {
        let (start, end) = counter.span(span);
        Triple([start as i64, end as i64, i64::from(number)])
    }));
    without_collector(py, || PyList::new(py, triples))
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
        let field = |kind| Field::new("value", kind, true);
        Arc::new(Schema::new(vec![match self {
            Self::Clean => field(DataType::LargeUtf8),
            Self::Sentences => field(TextListColumn::data_type()),
            Self::SentenceSpans(unit) => marked(field(SpanListColumn::data_type(unit)), unit),
        }]))
    }

    /// The results for neighbouring texts, the first being that of row `first`, as one chunk.
    fn chunk(
        self,
        pipeline: &Pipeline,
        first: usize,
        texts: &[Option<&str>],
        sources: Sources<'_>,
        threads: usize,
    ) -> ArrayRef {
        let rows = texts.len();
        let bytes = texts.iter().map(weight).sum();
        let texts = texts.iter().copied();
        match self {
            Self::Clean => {
                let mut column = TextColumn::with_capacity(rows, bytes);
                for (row, text) in (first..).zip(texts) {
                    let cleaned = text.map(|text| (text, pipeline.alignment(text, source_of(sources, row))));
                    column.push(cleaned.as_ref().map(|(text, alignment)| (*text, alignment)));
                }
                column.finish()
            }
            Self::Sentences => {
                let mut column = TextListColumn::with_capacity(rows, bytes);
                texts.for_each(|text| match text {
                    Some(text) if is_huge(text, threads) => {
                        column.push_pieces(text, &spans_by_piece(pipeline, text, threads), threads);
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
pub(super) fn mentions(
    gazetteer: &Gazetteer,
    texts: &Bound<'_, PyAny>,
    nested: bool,
    options: &FindOptions<'_>,
    unit: Unit,
) -> PyResult<Table> {
    let py = texts.py();
    let schema = if nested {
        Arc::new(Schema::new(vec![Field::new("value", MentionColumns::nested_type(unit), true)]))
    } else {
        MentionColumns::table_schema(unit)
    };
    let mut batches = Vec::new();
    let mut first = 0;
    let threads = parallel::thread_count(None)?;
    let mut add = |texts: &[Option<&str>]| -> PyResult<()> {
        room::check(texts, HEAVY)?;
        let runs = numbered(texts, RUN_BYTES, weight, &mut first);
        let find = |&(first, run): &(usize, &[Option<&str>])| {
            let mut columns = MentionColumns::new(first as i64, unit);
            run.iter().for_each(|text| columns.push(*text, gazetteer, options));
            columns
        };
        let done = spread(py, &runs, threads, find, &mut unwatched)?;
        for columns in done {
            let batch = if nested {
                RecordBatch::try_new(Arc::clone(&schema), vec![columns.nested()])
                    .map_err(|error| crate::Error::bad_option("column", "value", error.to_string()))?
            } else {
                columns.table()
            };
            batches.push(batch);
        }
        Ok(())
    };
    for_each_wave(texts, threads, &mut add)?;
    Ok(Table::new(schema, batches))
}

/// One column of results for a column of text: any Arrow object, or a list (whose lone surrogates become U+FFFD, for
/// Arrow cannot hold them).
pub(super) fn column(
    pipeline: &Pipeline,
    threads: usize,
    texts: &Bound<'_, PyAny>,
    sources: Sources<'_>,
    verb: Verb,
) -> PyResult<Table> {
    let py = texts.py();
    let schema = verb.schema();
    let mut batches = Vec::new();
    let mut first = 0;
    let target = match verb {
        // Cleaning is slow enough that Ctrl-C would wait for more than this.
        Verb::Clean => RUN_BYTES,
        // A single thread gets the wave as one piece: fewer chunks for whoever reads them.
        _ if threads == 1 => usize::MAX,
        _ => RUN_BYTES.max(WAVE_BYTES / (4 * threads)),
    };
    let mut add = |texts: &[Option<&str>]| -> PyResult<()> {
        room::check(texts, LIGHT)?;
        let runs = numbered(texts, target, weight, &mut first);
        let chunk = |&(first, run): &(usize, &[Option<&str>])| verb.chunk(pipeline, first, run, sources, threads);
        for chunk in spread(py, &runs, threads, chunk, &mut unwatched)? {
            let batch = RecordBatch::try_new(Arc::clone(&schema), vec![chunk]);
            batches.push(batch.map_err(|error| crate::Error::bad_option("column", "value", error.to_string()))?);
        }
        Ok(())
    };
    for_each_wave(texts, threads, &mut add)?;
    Ok(Table::new(schema, batches))
}
