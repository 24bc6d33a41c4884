//! The pipeline as Python calls it: one verb a method, for a str, for a list, for a column.

use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{IntoPyDict, PyDict, PyList, PyString, PyTuple};

use super::columns::{self, Verb};
use super::corpus::FittedBoilerplate;
use super::gazetteer::Gazetteer;
use super::page::Found;
use super::room::LIGHT;
use super::run;
use super::spans::spans_of;
use super::table::Table;
use super::text::{Text, Word};
use crate::overrides::Overrides;
use crate::page::{self, ActionTable, Agencies, Date, DisabledRules, PageOptions};
use crate::parallel;
use crate::pipeline::{Pipeline, PipelineOptions};
use crate::sentence::SplitOptions;

/// What a Pipeline runs on; use `newscore.Pipeline`.
#[pyclass(frozen, module = "newscore._core")]
pub(super) struct Engine {
    pipeline: Pipeline,
    gazetteer: Option<Py<Gazetteer>>,
    n_threads: Option<usize>,
}

impl Engine {
    fn threads(&self) -> PyResult<usize> {
        Ok(parallel::thread_count(self.n_threads)?)
    }
}

#[pymethods]
impl Engine {
    #[new]
    #[pyo3(signature = (*, gazetteer, articles, actions, disable, agencies, lang, line_breaks, second_mentions, overlap, unit, n_threads, boilerplate = None, overrides = None))]
    #[expect(clippy::too_many_arguments, reason = "the keyword arguments of newscore.Pipeline")]
    fn new(
        gazetteer: Option<Py<Gazetteer>>,
        articles: &str,
        actions: Vec<(String, String)>,
        disable: Vec<String>,
        agencies: Vec<(String, Vec<String>)>,
        lang: Option<&str>,
        line_breaks: &str,
        second_mentions: bool,
        overlap: &str,
        unit: &str,
        n_threads: Option<usize>,
        boilerplate: Option<&Bound<'_, FittedBoilerplate>>,
        overrides: Option<Vec<String>>,
    ) -> PyResult<Self> {
        let options = PipelineOptions {
            page: PageOptions {
                articles: articles.parse()?,
                actions: ActionTable::from_pairs(
                    actions.iter().map(|(label, action)| (label.as_str(), action.as_str())),
                )?,
                disabled_rules: DisabledRules::new(disable)?,
                agencies: Agencies::new(agencies)?,
            },
            split: SplitOptions { lang: lang.map(str::parse).transpose()?, line_breaks: line_breaks.parse()? },
            second_mentions,
            overlap: overlap.parse()?,
            unit: unit.parse()?,
        };
        if n_threads.is_some() {
            parallel::thread_count(n_threads)?;
        }
        let core = gazetteer.as_ref().map(|gazetteer| gazetteer.get().core().clone());
        core.as_ref().map_or(Ok(()), crate::gazetteer::Gazetteer::check)?;
        let pipeline = Pipeline::new(options, core);
        let pipeline = match boilerplate {
            Some(model) => pipeline.with_boilerplate(Arc::clone(model.get().core())),
            None => pipeline,
        };
        let pipeline = match overrides {
            Some(rows) => pipeline.with_overrides(Overrides::new(rows.iter().map(String::as_str))?),
            None => pipeline,
        };
        Ok(Self { pipeline, gazetteer, n_threads })
    }

    /// The gazetteer, or None.
    #[getter]
    fn gazetteer(&self, py: Python<'_>) -> Option<Py<Gazetteer>> {
        self.gazetteer.as_ref().map(|gazetteer| gazetteer.clone_ref(py))
    }

    /// The keys of the overrides that no page so far has held, sorted.
    fn unused(&self) -> Vec<String> {
        let keys: BinaryHeap<u64> = self.pipeline.overrides().into_iter().flat_map(Overrides::unused).collect();
        keys.into_sorted_vec().into_iter().map(|key| format!("{key:016x}")).collect()
    }

    /// The hashes of the gazetteer and of the model of boilerplate, where there are any.
    fn models<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        run::models(&self.pipeline).into_py_dict(py)
    }

    /// Analyses one text; `published` counts microseconds from 1970.
    #[pyo3(signature = (text, *, published = None, source = None, page_id = None))]
    fn analyze<'py>(
        &self,
        text: &Bound<'py, PyAny>,
        published: Option<i64>,
        source: Option<String>,
        page_id: Option<Py<PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let Ok(text) = text.cast::<PyString>() else {
            let name = text.get_type().qualname()?;
            return Err(PyTypeError::new_err(format!("text must be str, not {name}; for columns use newscore.run")));
        };
        Found::analyse(&self.pipeline, text, published.and_then(Date::from_microseconds_since_1970), source, page_id)
    }

    /// The clean text of one text.
    #[pyo3(signature = (text, source = None))]
    fn clean<'py>(&self, text: &Bound<'py, PyString>, source: Option<&str>) -> PyResult<Bound<'py, PyString>> {
        let text = Text::alone(text, LIGHT)?;
        text.clean(&self.pipeline.alignment(text.as_str()?, source))
    }

    /// The sentences of one text.
    fn sentences<'py>(&self, text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyList>> {
        let text = Text::alone(text, LIGHT)?;
        columns::sentence_list(&text, &spans_of(&self.pipeline, &text, || self.threads())?)
    }

    /// The sentence spans of one text.
    #[pyo3(signature = (text, unit = Word::from("code points")), text_signature = "($self, text, unit='code points')")]
    fn sentence_spans<'py>(&self, text: &Bound<'py, PyString>, unit: Word) -> PyResult<Bound<'py, PyList>> {
        let unit = unit.parse()?;
        let text = Text::alone(text, LIGHT)?;
        let spans = spans_of(&self.pipeline, &text, || self.threads())?;
        columns::span_list(text.original().py(), text.as_str()?, &spans, unit)
    }

    /// Where the sentences of one text end or might have ended: (offset, whether it ends there, rule).
    #[pyo3(signature = (text, unit = Word::from("code points")), text_signature = "($self, text, unit='code points')")]
    fn explain_sentences<'py>(&self, text: &Bound<'py, PyString>, unit: Word) -> PyResult<Bound<'py, PyList>> {
        let unit = unit.parse()?;
        let text = Text::alone(text, LIGHT)?;
        let decisions = self.pipeline.splitter().explain(text.as_str()?);
        columns::decision_list(text.original().py(), text.as_str()?, &decisions, unit)
    }

    /// The clean texts of a list.
    #[pyo3(signature = (texts, sources = None))]
    fn clean_list<'py>(
        &self,
        texts: &Bound<'py, PyList>,
        sources: Option<Vec<Option<String>>>,
    ) -> PyResult<Bound<'py, PyList>> {
        columns::clean_list(&self.pipeline, self.threads()?, texts, sources.as_deref())
    }

    /// The sentences of a list of texts.
    fn sentences_list<'py>(&self, texts: &Bound<'py, PyList>) -> PyResult<Bound<'py, PyList>> {
        columns::sentences_list(&self.pipeline, self.threads()?, texts)
    }

    /// The sentence spans of a list of texts.
    #[pyo3(
        signature = (texts, unit = Word::from("code points")),
        text_signature = "($self, texts, unit='code points')"
    )]
    fn sentence_spans_list<'py>(&self, texts: &Bound<'py, PyList>, unit: Word) -> PyResult<Bound<'py, PyList>> {
        columns::sentence_spans_list(&self.pipeline, self.threads()?, texts, unit.parse()?)
    }

    /// A column of clean texts.
    #[pyo3(signature = (texts, sources = None))]
    fn clean_column(&self, texts: &Bound<'_, PyAny>, sources: Option<Vec<Option<String>>>) -> PyResult<Table> {
        columns::column(&self.pipeline, self.threads()?, texts, sources.as_deref(), Verb::Clean)
    }

    /// A column of lists of sentences.
    fn sentences_column(&self, texts: &Bound<'_, PyAny>) -> PyResult<Table> {
        columns::column(&self.pipeline, self.threads()?, texts, None, Verb::Sentences)
    }

    /// A column of lists of sentence spans.
    #[pyo3(
        signature = (texts, unit = Word::from("code points")),
        text_signature = "($self, texts, unit='code points')"
    )]
    fn sentence_spans_column(&self, texts: &Bound<'_, PyAny>, unit: Word) -> PyResult<Table> {
        columns::column(&self.pipeline, self.threads()?, texts, None, Verb::SentenceSpans(unit.parse()?))
    }

    /// The tables of a run over a list or a column.
    #[pyo3(signature = (texts, *, ids, text_ids, first_row, published, sources, progress, metadata))]
    #[expect(clippy::too_many_arguments, reason = "what newscore.run gathers from its arguments")]
    fn run<'py>(
        &self,
        texts: &Bound<'py, PyAny>,
        ids: Option<run::Ids>,
        text_ids: bool,
        first_row: i64,
        published: Option<Vec<Option<i64>>>,
        sources: Option<Vec<Option<String>>>,
        progress: Option<Py<PyAny>>,
        metadata: HashMap<String, String>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let beside = run::Beside { ids, text_ids, first_row, published, sources };
        run::run(&self.pipeline, self.threads()?, texts, &beside, progress.as_ref(), &metadata)
    }
}

/// The rules that can be switched off: a list of {"name", "label", "summary"}.
///
/// Example:
///     >>> import newscore as nc
///     >>> [rule["summary"] for rule in nc.rules() if rule["name"] == "email-obfuscation"]
///     ['the stub of an e-mail address hidden from robots']
#[pyfunction]
pub(super) fn rules(py: Python<'_>) -> PyResult<Bound<'_, PyList>> {
    let out = PyList::empty(py);
    for rule in page::rules() {
        let entry = PyDict::new(py);
        entry.set_item("name", rule.name)?;
        entry.set_item("label", rule.label.as_str())?;
        entry.set_item("summary", rule.summary)?;
        out.append(entry)?;
    }
    Ok(out)
}
