//! An analysed page and its parts as Python objects.
//!
//! Every object holds the untouched text that it came from; offsets are code points of it.

use std::sync::Arc;

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};
use pyo3::{PyClass, PyClassInitializer};

use super::article::Article;
use super::mention::{Mention, MentionPlace};
use super::repr::{counted, quoted};
use super::room::HEAVY;
use super::text::{Text, slice};
use crate::Span;
use crate::document::Document;
use crate::gazetteer;
use crate::page::Date;
use crate::pipeline::Pipeline;
use crate::sentence::Splitter;
use crate::text as plain;
use crate::text::CodePoints;

/// What all parts of a page share.
pub(super) struct Analysed {
    pub(super) raw: Py<PyString>,
    /// Its spans count code points.
    pub(super) document: Document,
    /// For each article, the way to its clean text.
    pub(super) article_alignments: Vec<plain::Alignment>,
    pub(super) gazetteer: Option<gazetteer::Gazetteer>,
    /// That which split the document.
    splitter: Splitter,
    source: Option<String>,
    page_id: Option<Py<PyAny>>,
}

impl Analysed {
    pub(super) fn slice<'py>(&self, py: Python<'py>, span: Span) -> PyResult<Bound<'py, PyString>> {
        slice(self.raw.bind(py), span.into())
    }

    pub(super) fn joined<'py>(&self, py: Python<'py>, alignment: &plain::Alignment) -> PyResult<Bound<'py, PyString>> {
        let mut pieces = alignment.raw_pieces().map(|span| self.slice(py, span)).collect::<PyResult<Vec<_>>>()?;
        if pieces.len() == 1 {
            return Ok(pieces.remove(0));
        }
        Ok(PyString::intern(py, "").call_method1(intern!(py, "join"), (pieces,))?.cast_into()?)
    }

    pub(super) fn segment(&self, py: Python<'_>, at: usize) -> Segment {
        let segment = &self.document.analysis.segments[at];
        Segment {
            raw: self.raw.clone_ref(py),
            span: segment.span,
            label: segment.label.as_str(),
            action: segment.action.as_str(),
            rule: segment.rule,
            score: segment.score,
            article_id: segment.article,
        }
    }

    pub(super) fn sentence(&self, py: Python<'_>, at: usize) -> Sentence {
        let sentence = &self.document.sentences[at];
        let segment = &self.document.analysis.segments[sentence.segment];
        Sentence {
            raw: self.raw.clone_ref(py),
            span: sentence.span,
            sentence_id: at,
            segment_label: segment.label.as_str(),
            article_id: segment.article,
        }
    }

    pub(super) fn mention(&self, py: Python<'_>, at: usize) -> PyResult<Option<Mention>> {
        let Some(gazetteer) = &self.gazetteer else { return Ok(None) };
        let mention = &self.document.mentions[at];
        let segment = &self.document.analysis.segments[mention.segment];
        let place = MentionPlace {
            segment_label: Some(segment.label.as_str()),
            article_id: segment.article,
            sentence_id: mention.sentence,
        };
        let text = self.slice(py, mention.found.span)?.unbind();
        Ok(Some(Mention::new(gazetteer, mention.found.clone(), text, place)))
    }
}

/// One analysed text: see `newscore.analyze`.
///
/// Example:
///     >>> import newscore as nc
///     >>> page = nc.analyze("The dock reopened.\nSource link\n\nShips queued.")
///     >>> page
///     Page(45 characters, 1 article, 3 segments, 2 sentences, 0 mentions)
///     >>> page.text
///     'The dock reopened.\n\nShips queued.'
#[pyclass(frozen, module = "newscore")]
pub(super) struct Page {
    analysed: Arc<Analysed>,
}

impl Page {
    pub(super) fn analyse(
        pipeline: &Pipeline,
        raw: &Bound<'_, PyString>,
        published: Option<Date>,
        source: Option<String>,
        page_id: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        let py = raw.py();
        let text = Text::alone(raw, HEAVY)?;
        let utf8 = text.as_str()?;
        let (document, article_alignments) = py.detach(|| {
            let document = pipeline.document(utf8, published, source.as_deref());
            let articles = 0..document.analysis.articles.len();
            let alignments: Vec<_> = articles.map(|number| document.article_alignment(utf8, number)).collect();
            in_code_points(utf8, document, alignments)
        });
        let gazetteer = pipeline.gazetteer().cloned();
        let splitter = pipeline.splitter().clone();
        let raw = raw.clone().unbind();
        let analysed = Analysed { raw, document, article_alignments, gazetteer, splitter, source, page_id };
        Ok(Self { analysed: Arc::new(analysed) })
    }
}

#[pymethods]
impl Page {
    /// The untouched text.
    #[getter]
    fn raw(&self, py: Python<'_>) -> Py<PyString> {
        self.analysed.raw.clone_ref(py)
    }

    /// The clean text: the kept segments, each with the raw white space before it, trimmed at both ends.
    #[getter]
    fn text<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        self.analysed.joined(py, &self.analysed.document.alignment)
    }

    /// The way between raw and clean text, character by character.
    #[getter]
    fn alignment(&self) -> Alignment {
        Alignment(self.analysed.document.alignment.clone())
    }

    /// What names the page in the run that it comes from, or None.
    #[getter]
    fn page_id(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        self.analysed.page_id.as_ref().map(|id| id.clone_ref(py))
    }

    /// The outlet, where the caller named it.
    #[getter]
    fn source(&self) -> Option<&str> {
        self.analysed.source.as_deref()
    }

    /// The tag over the page, or None.
    #[getter]
    fn topic<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyString>>> {
        self.analysed.document.analysis.topic.map(|span| self.analysed.slice(py, span)).transpose()
    }

    /// ISO 639-1 code of the page's language, as far as its script and commonest words tell; else None.
    #[getter]
    fn language(&self) -> Option<&'static str> {
        self.analysed.document.analysis.language
    }

    /// What is notable about the page: "empty", "all-boilerplate", "paywall", "live", "several-articles" ...
    #[getter]
    fn flags(&self) -> Vec<&'static str> {
        self.analysed.document.analysis.flags.iter().map(|flag| flag.as_str()).collect()
    }

    /// The segments, in order; together they cover every character that is not blank.
    #[getter]
    fn segments<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let count = self.analysed.document.analysis.segments.len();
        listed(py, "Segments", (0..count).map(|at| self.analysed.segment(py, at)).collect())
    }

    /// The articles, in order.
    #[getter]
    fn articles<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let count = self.analysed.document.analysis.articles.len();
        let articles = (0..count).map(|at| Article { analysed: Arc::clone(&self.analysed), at });
        listed(py, "Articles", articles.collect())
    }

    /// The sentences of the kept text, in order; none crosses a cut.
    #[getter]
    fn sentences<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let count = self.analysed.document.sentences.len();
        listed(py, "Sentences", (0..count).map(|at| self.analysed.sentence(py, at)).collect())
    }

    /// The mentions of the gazetteer's entities in kept text, headlines, standfirsts and captions, in order.
    #[getter]
    fn mentions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let count = self.analysed.document.mentions.len();
        let mentions = (0..count).filter_map(|at| self.analysed.mention(py, at).transpose());
        listed(py, "Mentions", mentions.collect::<PyResult<Vec<_>>>()?)
    }

    /// Why each segment is what it is: label, action, rule and score, line by line. Prints well.
    ///
    /// Args:
    ///     sentences: below each kept segment also its sentences, each with the rule that ended it.
    ///
    /// Returns:
    ///     A str, which a notebook shows as it stands.
    ///
    /// Example:
    ///     >>> import newscore as nc
    ///     >>> nc.analyze("Mr. Fen left.\nNobody saw it").explain(sentences=True).splitlines()[-1].split()
    ///     ['.', 'line-end', 'Nobody', 'saw', 'it']
    #[pyo3(signature = (*, sentences = false))]
    fn explain<'py>(slf: &Bound<'py, Self>, sentences: bool) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        py.import(intern!(py, "newscore.display"))?.call_method1(intern!(py, "explanation"), (slf, sentences))
    }

    /// Why each sentence of the page ends, and why it does not end at any other mark of the kept text.
    ///
    /// Returns:
    ///     What `newscore.explain_sentences` gives, with places in the raw text. Nothing of it is kept with a page: it is
    ///     worked out anew, at several times the cost of splitting.
    ///
    /// Example:
    ///     >>> import newscore as nc
    ///     >>> nc.analyze("Source link\nMr. Fen left.").explain_sentences()[-1]
    ///     Boundary(at=25, ends=True, rule='line-end')
    fn explain_sentences<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let boundary = py.import(intern!(py, "newscore._types"))?.getattr(intern!(py, "Boundary"))?;
        let out = PyList::empty(py);
        for region in self.analysed.document.kept_regions() {
            let text = self.analysed.slice(py, region)?;
            let text = Text::new(&text)?;
            let mut points = CodePoints::new(text.as_str()?);
            for decision in self.analysed.splitter.explain(text.as_str()?) {
                let at = region.start() + points.at(decision.at);
                out.append(boundary.call1((at, decision.ends, decision.rule))?)?;
            }
        }
        Ok(out)
    }

    /// The page drawn in a notebook: cuts struck through, fields tinted, mentions underlined, each with its rule.
    ///
    /// Args:
    ///     layers: of "articles", "segments", "sentences", "mentions" and "clean" (clean text beside the raw), those to
    ///         draw; a click or a key switches each. None draws all, sentences and clean text switched off at first.
    ///     fold: text beyond so many characters is folded away; None folds nothing.
    ///     limit: text beyond so many characters is not drawn; None draws all.
    ///     palette: colours by family, see `newscore.display.PALETTE`.
    ///
    /// Returns:
    ///     A str for a terminal (that of `explain`) which a notebook shows as HTML.
    ///
    /// Raises:
    ///     OptionError: an unknown layer, or a value that is not accepted; the message names those that are.
    ///
    /// Example:
    ///     >>> import newscore as nc
    ///     >>> drawing = nc.analyze("The dock reopened.\nSource link").show(layers=["segments"])
    ///     >>> "<del" in drawing._repr_html_()
    ///     True
    #[pyo3(
        signature = (layers = None, *, fold = Some(4000), limit = Some(250_000), palette = None),
        text_signature = "($self, layers=None, *, fold=4000, limit=250000, palette=None)"
    )]
    fn show<'py>(
        slf: &Bound<'py, Self>,
        layers: Option<&Bound<'py, PyAny>>,
        fold: Option<isize>,
        limit: Option<isize>,
        palette: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        py.import(intern!(py, "newscore.display"))?
            .call_method1(intern!(py, "show"), (slf, layers, fold, limit, palette))
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        display(slf.as_any(), "excerpt_html")
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let document = &self.analysed.document;
        let characters = self.analysed.raw.bind(py).len()?;
        Ok(format!(
            "Page({}, {}, {}, {}, {})",
            counted(characters, "character", "characters"),
            counted(document.analysis.articles.len(), "article", "articles"),
            counted(document.analysis.segments.len(), "segment", "segments"),
            counted(document.sentences.len(), "sentence", "sentences"),
            counted(document.mentions.len(), "mention", "mentions"),
        ))
    }
}

/// `newscore.display.FUNCTION(object)`.
pub(super) fn display<'py>(object: &Bound<'py, PyAny>, function: &str) -> PyResult<Bound<'py, PyAny>> {
    object.py().import(intern!(object.py(), "newscore.display"))?.call_method1(function, (object,))
}

/// A list that a notebook shows as a table: of a class of `newscore._lists`.
pub(super) fn listed<'py, T: PyClass + Into<PyClassInitializer<T>>>(
    py: Python<'py>,
    class: &str,
    items: Vec<T>,
) -> PyResult<Bound<'py, PyAny>> {
    let items = items.into_iter().map(|item| Bound::new(py, item)).collect::<PyResult<Vec<_>>>()?;
    py.import(intern!(py, "newscore._lists"))?.call_method1(class, (PyList::new(py, items)?,))
}

/// Which character of the raw text stands for which of the clean text, in code points.
///
/// Example:
///     >>> import newscore as nc
///     >>> page = nc.analyze("The dock reopened.\nSource link\n\nShips queued.")
///     >>> page.alignment.to_clean(19) is None, page.alignment.to_raw(20)
///     (True, 32)
///     >>> page.alignment.spans_to_raw(9, 25)
///     [(9, 18), (30, 37)]
#[pyclass(frozen, module = "newscore")]
pub(super) struct Alignment(plain::Alignment);

#[pymethods]
impl Alignment {
    /// Where the clean text's character `i` stands in the raw text; None past its end.
    fn to_raw(&self, i: usize) -> Option<usize> {
        self.0.to_raw(i)
    }

    /// Where the raw text's character `i` stands in the clean text; None where it was left out.
    fn to_clean(&self, i: usize) -> Option<usize> {
        self.0.to_clean(i)
    }

    /// The raw pieces, in order, behind the span `start:end` of the clean text.
    fn spans_to_raw(&self, start: usize, end: usize) -> Vec<(usize, usize)> {
        let span = Span::new(start, end.max(start));
        self.0.spans_to_raw(span).into_iter().map(Into::into).collect()
    }

    /// Number of characters of the clean text.
    fn __len__(&self) -> usize {
        self.0.clean_len()
    }

    fn __repr__(&self) -> String {
        let pieces = counted(self.0.raw_pieces().count(), "piece", "pieces");
        format!("Alignment({} in {pieces} of the raw text)", counted(self.0.clean_len(), "character", "characters"))
    }
}

macro_rules! raw_span {
    ($class:ident) => {
        impl $class {
            fn piece<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
                slice(self.raw.bind(py), self.span.into())
            }
        }
    };
}

raw_span!(Segment);
raw_span!(Sentence);

/// A labelled span of a page.
///
/// Example:
///     >>> import newscore as nc
///     >>> nc.analyze("The dock reopened.\nSource link").segments[1]
///     Segment(19:30 drop separator by separator: 'Source link')
#[pyclass(frozen, module = "newscore")]
pub(super) struct Segment {
    raw: Py<PyString>,
    span: Span,
    /// What it is.
    #[pyo3(get)]
    label: &'static str,
    /// What becomes of it: "keep", "metadata" or "drop".
    #[pyo3(get)]
    action: &'static str,
    /// The rule that decided, or "model".
    #[pyo3(get)]
    rule: &'static str,
    /// How sure the decision is, 0 to 1.
    #[pyo3(get)]
    score: f32,
    /// The article it belongs to; None: the page's own.
    #[pyo3(get)]
    article_id: Option<u32>,
}

#[pymethods]
impl Segment {
    /// First code point.
    #[getter]
    fn start(&self) -> usize {
        self.span.start()
    }

    /// One past the last code point.
    #[getter]
    fn end(&self) -> usize {
        self.span.end()
    }

    /// `raw[start:end]`.
    #[getter]
    fn text<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        self.piece(py)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let text = quoted(&self.piece(py)?)?;
        Ok(format!(
            "Segment({}:{} {} {} by {}: {text})",
            self.span.start(),
            self.span.end(),
            self.action,
            self.label,
            self.rule
        ))
    }
}

/// A sentence of a page's kept text.
///
/// Example:
///     >>> import newscore as nc
///     >>> nc.analyze("The dock reopened. Ships queued.").sentences[1]
///     Sentence(19:32 'Ships queued.')
#[pyclass(frozen, module = "newscore")]
pub(super) struct Sentence {
    raw: Py<PyString>,
    span: Span,
    /// Number of the sentence within its page, from 0.
    #[pyo3(get)]
    sentence_id: usize,
    /// The label of the segment that it ends in.
    #[pyo3(get)]
    segment_label: &'static str,
    /// The article it belongs to.
    #[pyo3(get)]
    article_id: Option<u32>,
}

#[pymethods]
impl Sentence {
    /// First code point.
    #[getter]
    fn start(&self) -> usize {
        self.span.start()
    }

    /// One past the last code point.
    #[getter]
    fn end(&self) -> usize {
        self.span.end()
    }

    /// `raw[start:end]`.
    #[getter]
    fn text<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        self.piece(py)
    }

    fn __str__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        self.piece(py)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Sentence({}:{} {})", self.span.start(), self.span.end(), quoted(&self.piece(py)?)?))
    }
}

/// The same, with every offset counting code points of `raw` instead of bytes.
fn in_code_points(
    raw: &str,
    mut document: Document,
    mut articles: Vec<plain::Alignment>,
) -> (Document, Vec<plain::Alignment>) {
    if raw.is_ascii() {
        return (document, articles);
    }
    let mut points = CodePoints::new(raw);
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
