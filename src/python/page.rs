//! What was found on a page, as plain values for `newscore._page`, which names them.

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};

use super::article;
use super::mention::{Mention, MentionPlace, Names};
use super::room::HEAVY;
use super::text::{Text, slice};
use crate::Span;
use crate::document::Document;
use crate::page::Date;
use crate::pipeline::Pipeline;
use crate::sentence::Splitter;
use crate::text::{Alignment, CodePoints};

/// What was found on one page; use `newscore.Page`.
#[pyclass(frozen, module = "newscore._core")]
pub(super) struct Found {
    raw: Py<PyString>,
    /// Its spans count code points.
    pub(super) document: Document,
    /// For each article, the way to its clean text.
    article_alignments: Vec<Alignment>,
    /// The day that the caller gave.
    pub(super) published: Option<Date>,
    /// Where the entities of its mentions are looked up; none without a gazetteer.
    pub(super) names: Option<Names>,
    /// That which split the document.
    splitter: Splitter,
}

impl Found {
    /// The `newscore.Page` of a text.
    pub(super) fn analyse<'py>(
        pipeline: &Pipeline,
        raw: &Bound<'py, PyString>,
        published: Option<Date>,
        source: Option<String>,
        page_id: Option<Py<PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = raw.py();
        let text = Text::alone(raw, HEAVY)?;
        let utf8 = text.as_str()?;
        let (document, article_alignments) = py.detach(|| {
            let document = pipeline.document(utf8, published, source.as_deref());
            let articles = 0..document.analysis.articles.len();
            let alignments: Vec<_> = articles.map(|number| document.article_alignment(utf8, number)).collect();
            in_code_points(utf8, document, alignments)
        });
        let names = pipeline.gazetteer().cloned().map(Names::Gazetteer);
        let splitter = pipeline.splitter().clone();
        let found = Self { raw: raw.clone().unbind(), document, article_alignments, published, names, splitter };
        py.import(intern!(py, "newscore._page"))?.call_method1(intern!(py, "Page"), (raw, source, page_id, found))
    }
}

#[pymethods]
impl Found {
    /// What `kind` says, which is fetched when somebody asks:
    ///
    /// - "text": the raw pieces of the clean text, and of each article's; topic, language, flags;
    /// - "segments": (start, end, label, action, rule, score, article);
    /// - "articles": as `article.rs` tells them;
    /// - "sentences": (start, end, place of the segment that it ends in);
    /// - "mentions";
    /// - "split": the stretches that were split into sentences, their language, and what line breaks mean.
    fn told<'py>(&self, py: Python<'py>, kind: &str) -> PyResult<Bound<'py, PyAny>> {
        let analysis = &self.document.analysis;
        let out = PyList::empty(py);
        match kind {
            "text" => {
                let pieces = PyList::empty(py);
                for alignment in [&self.document.alignment].into_iter().chain(&self.article_alignments) {
                    pieces.append(spans(py, alignment.raw_pieces())?)?;
                }
                out.append(pieces)?;
                out.append(analysis.topic.map(|span| slice(self.raw.bind(py), span.into())).transpose()?)?;
                out.append(analysis.language)?;
                out.append(PyList::new(py, analysis.flags.iter().map(|flag| flag.as_str()))?)?;
            }
            "segments" => {
                for it in &analysis.segments {
                    let (start, end) = it.span.into();
                    out.append((start, end, it.label.as_str(), it.action.as_str(), it.rule, it.score, it.article))?;
                }
            }
            "articles" => {
                for at in 0..analysis.articles.len() {
                    out.append(article::told(py, self, at)?)?;
                }
            }
            "sentences" => {
                for it in &self.document.sentences {
                    let (start, end) = it.span.into();
                    out.append((start, end, it.segment))?;
                }
            }
            "mentions" => {
                for it in &self.document.mentions {
                    let Some(names) = &self.names else { break };
                    let segment = &analysis.segments[it.segment];
                    let place = MentionPlace {
                        segment_label: Some(segment.label.as_str()),
                        article_id: segment.article,
                        sentence_id: it.sentence,
                    };
                    let text = slice(self.raw.bind(py), it.found.span.into())?.unbind();
                    out.append(Mention::new(names.clone(), it.found.clone(), text, place))?;
                }
            }
            _ => {
                let split = self.splitter.options();
                out.append(spans(py, self.document.kept_regions())?)?;
                out.append(split.lang.map(|lang| lang.as_str()))?;
                out.append(split.line_breaks.as_str())?;
            }
        }
        Ok(out.into_any())
    }
}

fn spans(py: Python<'_>, spans: impl Iterator<Item = Span>) -> PyResult<Bound<'_, PyList>> {
    let out = PyList::empty(py);
    for span in spans {
        out.append::<(usize, usize)>(span.into())?;
    }
    Ok(out)
}

/// `newscore.display.FUNCTION(object)`.
pub(super) fn display<'py>(object: &Bound<'py, PyAny>, function: &str) -> PyResult<Bound<'py, PyAny>> {
    object.py().import(intern!(object.py(), "newscore.display"))?.call_method1(function, (object,))
}

/// A list of records of a class of `newscore._types`, made of rows of their fields.
pub(super) fn records<'py>(class: &str, rows: Bound<'py, PyList>) -> PyResult<Bound<'py, PyAny>> {
    let py = rows.py();
    py.import(intern!(py, "newscore._types"))?.call_method1(intern!(py, "records"), (class, rows))
}

/// The same, with every offset counting code points of `raw` instead of bytes.
fn in_code_points(raw: &str, mut document: Document, mut articles: Vec<Alignment>) -> (Document, Vec<Alignment>) {
    if raw.is_ascii() {
        return (document, articles);
    }
    let points = CodePoints::new(raw);
    let mut convert = |span: Span| {
        let (start, end) = points.span(span);
        Span::new(start, end)
    };
    document.analysis.map_spans(&mut convert);
    document.alignment.map_raw(&mut convert);
    for sentence in &mut document.sentences {
        sentence.span = convert(sentence.span);
    }
    for mention in &mut document.mentions {
        mention.found.span = convert(mention.found.span);
    }
    for article in &mut articles {
        article.map_raw(&mut convert);
    }
    (document, articles)
}
