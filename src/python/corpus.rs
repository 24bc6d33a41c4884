//! Boilerplate models as Python calls them: fitting batch by batch, review.

use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::{ArrayRef, Float64Array, Int64Array, LargeStringArray, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::columns::{RUN_BYTES, for_each_wave, spread, unwatched};
use super::table::Table;
use crate::corpus::{FitOptions, Fitter, Model, RuleRow, Verdict};
use crate::error::Error;
use crate::parallel;

/// A row of text and the source it comes from.
type Row<'a> = (Option<&'a str>, Option<&'a str>);

/// Takes pages in; use `newscore.BoilerplateModel.fit`.
#[pyclass(frozen, module = "newscore._core")]
pub(super) struct BoilerplateFitter {
    // None once finished.
    fitter: Mutex<Option<Fitter>>,
    options: FitOptions,
    threads: usize,
}

/// What was learned; use `newscore.BoilerplateModel`.
#[pyclass(frozen, module = "newscore._core")]
pub(super) struct FittedBoilerplate {
    model: Arc<Model>,
}

impl FittedBoilerplate {
    pub(super) fn core(&self) -> &Arc<Model> {
        &self.model
    }
}

#[pymethods]
impl BoilerplateFitter {
    #[new]
    #[pyo3(signature = (*, min_pages, min_share, max_pages, n_threads))]
    fn new(min_pages: i64, min_share: f64, max_pages: i64, n_threads: Option<usize>) -> PyResult<Self> {
        let counted = |name, number: i64| {
            usize::try_from(number).map_err(|_| Error::bad_option(name, number.to_string(), "it must be at least 2"))
        };
        let options = FitOptions {
            min_pages: counted("min_pages", min_pages)?,
            min_share,
            max_pages: counted("max_pages", max_pages)?,
        };
        let threads = parallel::thread_count(n_threads)?;
        Ok(Self { fitter: Mutex::new(Some(Fitter::new(options)?)), options, threads })
    }

    /// Takes in a list or a column of texts and the source of each.
    fn add(&self, texts: &Bound<'_, PyAny>, sources: Vec<Option<String>>) -> PyResult<()> {
        let mut sources = sources.iter().map(Option::as_deref);
        for_each_wave(texts, self.threads, &mut |wave| {
            let rows: Vec<Row<'_>> = wave.iter().copied().zip(sources.by_ref()).collect();
            self.read(texts.py(), &rows)
        })
    }

    /// Learns from what was taken in.
    fn finish(&self, py: Python<'_>) -> PyResult<FittedBoilerplate> {
        let fitter = self.fitter.lock().unwrap_or_else(PoisonError::into_inner).take();
        let samples = fitter.map(Fitter::into_samples).unwrap_or_default();
        let learned = spread(py, &samples, self.threads, |sample| sample.learn(), &mut unwatched)?;
        Ok(FittedBoilerplate { model: Arc::new(Model::new(self.options, learned)) })
    }
}

impl BoilerplateFitter {
    fn read(&self, py: Python<'_>, rows: &[Row<'_>]) -> PyResult<()> {
        let runs = parallel::runs(rows, RUN_BYTES, |row| row.0.map_or(1, str::len));
        let read = |row: &Row<'_>| Some((row.1?.to_owned(), Fitter::read(row.0?)));
        let each = |run: &&[Row<'_>]| run.iter().filter_map(read).collect::<Vec<_>>();
        let records = spread(py, &runs, self.threads, each, &mut unwatched)?;
        let mut fitter = self.fitter.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(fitter) = fitter.as_mut() {
            records.into_iter().flatten().for_each(|(source, record)| fitter.add(&source, record));
        }
        Ok(())
    }
}

#[pymethods]
impl FittedBoilerplate {
    /// Reads the saved form.
    #[staticmethod]
    fn from_json(json: &str) -> PyResult<Self> {
        Ok(Self { model: Arc::new(Model::from_json(json)?) })
    }

    /// The saved form.
    fn to_json(&self) -> String {
        self.model.to_json()
    }

    /// The options of the fit.
    #[getter]
    fn options<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let options = self.model.options();
        let out = PyDict::new(py);
        out.set_item("min_pages", options.min_pages)?;
        out.set_item("min_share", options.min_share)?;
        out.set_item("max_pages", options.max_pages)?;
        Ok(out)
    }

    /// What repeats and what was made of it, as a table.
    fn rules(&self) -> PyResult<Table> {
        let rows = self.model.rows();
        let text = |get: fn(&RuleRow) -> &str| -> ArrayRef {
            Arc::new(rows.iter().map(|row| Some(get(row))).collect::<LargeStringArray>())
        };
        let pages = rows.iter().map(|row| row.pages as i64).collect::<Int64Array>();
        let share = rows.iter().map(|row| row.share).collect::<Float64Array>();
        let columns: Vec<(&str, ArrayRef)> = vec![
            ("source", text(|row| &row.source)),
            ("rule", text(|row| row.rule.as_str())),
            ("template", text(|row| &row.template)),
            ("example", text(|row| &row.example)),
            ("pages", Arc::new(pages)),
            ("share", Arc::new(share)),
            ("verdict", text(|row| row.verdict.as_str())),
            ("reason", text(|row| &row.reason)),
        ];
        table(columns)
    }

    /// Pages given and stories learned from, by source, as a table.
    fn sources(&self) -> PyResult<Table> {
        let names = self.model.sources().map(|source| Some(source.source.as_str())).collect::<LargeStringArray>();
        let pages = self.model.sources().map(|source| source.pages as i64).collect::<Int64Array>();
        let stories = self.model.sources().map(|source| source.stories as i64).collect::<Int64Array>();
        table(vec![("source", Arc::new(names)), ("pages", Arc::new(pages)), ("stories", Arc::new(stories))])
    }

    /// The same model with some verdicts changed.
    fn with_overrides(&self, overrides: Vec<(String, String, String)>) -> PyResult<Self> {
        let verdict = |name: &str| {
            let found = Verdict::ALL.into_iter().find(|verdict| verdict.as_str() == name);
            found.ok_or_else(|| Error::unknown_value("verdict", name, Verdict::ALL.map(Verdict::as_str)))
        };
        let overrides = overrides
            .iter()
            .map(|(source, template, name)| Ok((source.as_str(), template.as_str(), verdict(name)?)))
            .collect::<Result<Vec<_>, Error>>()?;
        Ok(Self { model: Arc::new(self.model.with_overrides(overrides)?) })
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.model == other.model
    }
}

fn table(columns: Vec<(&str, ArrayRef)>) -> PyResult<Table> {
    let field = |(name, column): &(&str, ArrayRef)| {
        let kind: DataType = column.data_type().clone();
        Field::new(*name, kind, false)
    };
    let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
    let batch = RecordBatch::try_new(Arc::clone(&schema), columns.into_iter().map(|(_, column)| column).collect());
    let batch = batch.map_err(|error| Error::bad_option("column", "rules", error.to_string()))?;
    Ok(Table::new(schema, vec![batch]))
}
