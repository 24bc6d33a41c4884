//! A run over many pages: waves of work, tables out.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

use super::capsule::import_chunks;
use super::columns::{RUN_BYTES, WAVE_BYTES, as_strs, for_each_list_wave, spread, weight};
use super::room::{self, HEAVY};
use super::table::Table;
use crate::account::{Account, object};
use crate::arrow::TextChunk;
use crate::arrow::tables::{IdKind, PageId, Tables, TablesBuilder};
use crate::page::{Date, model_hash};
use crate::parallel;
use crate::pipeline::{Pipeline, Timings};
use crate::text::{CodePoints, UNICODE_VERSION};

/// The names of the pages.
#[derive(FromPyObject)]
pub(super) enum Ids {
    Numbers(Vec<i64>),
    Texts(Vec<String>),
}

/// What stands beside the texts, row by row.
pub(super) struct Beside {
    pub(super) ids: Option<Ids>,
    /// Whether the ids are text; where there are none they do not tell.
    pub(super) text_ids: bool,
    pub(super) first_row: i64,
    pub(super) published: Option<Vec<Option<i64>>>,
    pub(super) sources: Option<Vec<Option<String>>>,
}

impl Beside {
    fn kind(&self) -> IdKind {
        match &self.ids {
            Some(Ids::Texts(_)) => IdKind::Text,
            Some(Ids::Numbers(ids)) if ids.is_empty() && self.text_ids => IdKind::Text,
            _ => IdKind::Number,
        }
    }

    fn id(&self, row: usize) -> PageId<'_> {
        match &self.ids {
            None => PageId::Number(self.first_row + row as i64),
            Some(Ids::Numbers(ids)) => PageId::Number(ids[row]),
            Some(Ids::Texts(ids)) => PageId::Text(&ids[row]),
        }
    }

    fn published(&self, row: usize) -> Option<i64> {
        self.published.as_ref()?[row]
    }

    fn source(&self, row: usize) -> Option<&str> {
        self.sources.as_ref()?[row].as_deref()
    }
}

/// What one piece of parallel work gives.
struct Piece {
    tables: Tables,
    account: Account,
    timings: Timings,
    assembling: Duration,
}

/// Runs the pipeline over a list or a column of text: its five tables, the manifest as JSON, and seconds by stage, summed
/// over threads, as `newscore._run.RunTables` has them.
///
/// `metadata` goes into the schemas. `progress` is called with the characters done and all characters, some twenty times a
/// second and after every wave, never twice with the same; an error of its, or Ctrl-C, ends the run.
pub(super) fn run<'py>(
    pipeline: &Pipeline,
    threads: usize,
    texts: &Bound<'py, PyAny>,
    beside: &Beside,
    progress: Option<&Py<PyAny>>,
    metadata: &HashMap<String, String>,
) -> PyResult<Bound<'py, PyTuple>> {
    let py = texts.py();
    let mut run = Run {
        pipeline,
        threads,
        beside,
        progress,
        row: 0,
        done: 0,
        total: 0,
        told: None,
        batches: Default::default(),
        account: Account::default(),
        timings: Timings::default(),
        assembling: Duration::ZERO,
    };
    if let Ok(list) = texts.cast::<PyList>() {
        run.total = list.iter().map(|text| text.len().unwrap_or(0)).sum();
        for_each_list_wave(list, WAVE_BYTES, |wave| run.wave(py, &as_strs(wave)?))?;
    } else {
        let chunks = import_chunks(texts)?;
        let chunks =
            chunks.iter().map(|array| TextChunk::new(array, "text", threads)).collect::<Result<Vec<_>, _>>()?;
        if progress.is_some() {
            run.total = chunks.iter().flat_map(TextChunk::iter).flatten().map(characters).sum();
        }
        for chunk in &chunks {
            for wave in chunk.waves(WAVE_BYTES) {
                run.wave(py, &wave)?;
            }
        }
    }
    run.tell(py, run.total)?;
    run.finish(py, metadata)
}

/// The hashes of what the pipeline was given to find names and boilerplate with.
pub(super) fn models(pipeline: &Pipeline) -> Vec<(&'static str, String)> {
    let gazetteer = pipeline.gazetteer().map(|gazetteer| ("gazetteer", gazetteer.hash()));
    let boilerplate = pipeline.boilerplate().map(|model| ("boilerplate", model.hash()));
    gazetteer.into_iter().chain(boilerplate).map(|(name, hash)| (name, format!("{hash:016x}"))).collect()
}

fn characters(text: &str) -> usize {
    CodePoints::new(text).at(text.len())
}

struct Run<'a> {
    pipeline: &'a Pipeline,
    threads: usize,
    beside: &'a Beside,
    progress: Option<&'a Py<PyAny>>,
    row: usize,
    done: usize,
    total: usize,
    /// What `progress` heard last.
    told: Option<usize>,
    batches: [Vec<RecordBatch>; 5],
    account: Account,
    timings: Timings,
    assembling: Duration,
}

impl Run<'_> {
    fn wave(&mut self, py: Python<'_>, texts: &[Option<&str>]) -> PyResult<()> {
        room::check(texts, HEAVY)?;
        let rows: Vec<(usize, Option<&str>)> = (self.row..).zip(texts.iter().copied()).collect();
        let this = &*self;
        let done = AtomicUsize::new(self.done);
        let mut told = self.told;
        let runs = parallel::runs(&rows, RUN_BYTES, |row| weight(&row.1));
        let work = |run: &&[(usize, Option<&str>)]| {
            let piece = this.piece(run);
            if this.progress.is_some() {
                let texts = run.iter().filter_map(|row| row.1);
                done.fetch_add(texts.map(characters).sum(), Ordering::Relaxed);
            }
            piece
        };
        let pieces = spread(py, &runs, this.threads, work, &mut |py| {
            let now = done.load(Ordering::Relaxed);
            if now > told.unwrap_or(0) {
                told = Some(now);
                this.report(py, now)?;
            }
            Ok(())
        })?;
        self.told = told;
        for piece in pieces {
            for (all, batch) in self.batches.iter_mut().zip(piece.tables.batches) {
                if batch.num_rows() > 0 {
                    all.push(batch);
                }
            }
            self.account += piece.account;
            self.timings += piece.timings;
            self.assembling += piece.assembling;
        }
        self.row += texts.len();
        self.done = done.into_inner();
        self.tell(py, self.done)
    }

    fn tell(&mut self, py: Python<'_>, done: usize) -> PyResult<()> {
        if self.told == Some(done) {
            return Ok(());
        }
        self.told = Some(done);
        self.report(py, done)
    }

    fn report(&self, py: Python<'_>, done: usize) -> PyResult<()> {
        if let Some(progress) = self.progress {
            progress.call1(py, (done, self.total))?;
        }
        Ok(())
    }

    fn piece(&self, rows: &[(usize, Option<&str>)]) -> Piece {
        let bytes = rows.iter().filter_map(|row| row.1).map(str::len).sum();
        let mut tables = TablesBuilder::with_capacity(self.beside.kind(), self.pipeline.unit(), bytes);
        let mut account = Account::default();
        let mut timings = Timings::default();
        let mut assembling = Duration::ZERO;
        for &(row, text) in rows {
            let id = self.beside.id(row);
            let Some(text) = text else {
                tables.push_null(id);
                continue;
            };
            let published = self.beside.published(row);
            let day = published.and_then(Date::from_microseconds_since_1970);
            let document = self.pipeline.timed(text, day, self.beside.source(row), &mut timings);
            let start = Instant::now();
            let points = tables.push(id, text, &document, published, self.pipeline.gazetteer());
            account.add(text, &points, &document, self.beside.source(row));
            assembling += start.elapsed();
        }
        let start = Instant::now();
        let tables = tables.finish();
        Piece { tables, account, timings, assembling: assembling + start.elapsed() }
    }

    fn finish<'py>(self, py: Python<'py>, metadata: &HashMap<String, String>) -> PyResult<Bound<'py, PyTuple>> {
        let mut versions = models(self.pipeline);
        versions.extend([
            ("model", format!("{:016x}", model_hash())),
            ("newscore", env!("CARGO_PKG_VERSION").to_owned()),
            ("unicode", UNICODE_VERSION.to_owned()),
        ]);
        let versions = versions.iter().map(|(name, version)| (*name, version.as_str().into())).collect();
        let mut manifest = self.account.to_json();
        manifest["versions"] = object(versions);
        manifest["pages"] = self.row.into();
        let marked = |schema: SchemaRef| {
            let mut schema = schema.as_ref().clone();
            schema.metadata.extend(metadata.clone());
            SchemaRef::new(schema)
        };
        let schemas = Tables::schemas(self.beside.kind(), self.pipeline.unit()).map(marked);
        let mut tables = schemas.into_iter().zip(self.batches).map(|(schema, batches)| Table::new(schema, batches));
        let out = PyList::empty(py);
        tables.try_for_each(|table| out.append(table))?;
        out.append(manifest.to_string())?;
        let timings = PyDict::new(py);
        timings.set_item("segments", self.timings.page.as_secs_f64())?;
        timings.set_item("sentences", self.timings.sentences.as_secs_f64())?;
        timings.set_item("mentions", self.timings.mentions.as_secs_f64())?;
        timings.set_item("tables", self.assembling.as_secs_f64())?;
        out.append(timings)?;
        Ok(out.to_tuple())
    }
}
