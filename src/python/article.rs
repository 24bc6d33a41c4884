//! An article of a page and its fields as Python objects.

use std::sync::Arc;

use pyo3::exceptions::PyAttributeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};

use super::page::{Analysed, listed};
use crate::Span;
use crate::page::{self, Action, Date, FieldValue, Label};

/// A heading and the paragraphs under it.
type Section<'py> = (Option<Bound<'py, PyString>>, Vec<Bound<'py, PyString>>);

/// What a field of an article says, where, and by which rule.
///
/// Example:
///     >>> import newscore as nc
///     >>> page = nc.analyze("By Ilse Oru\n\nThe dock reopened on Monday, the port of Osk said.")
///     >>> page.articles[0].field("authors")
///     [Field("Ilse Oru", 3:11, score=0.95, rule="byline")]
#[pyclass(frozen, get_all, module = "newscore")]
pub(super) struct Field {
    /// The value, as written.
    value: String,
    /// First code point of the raw text behind it.
    start: usize,
    /// One past the last.
    end: usize,
    /// How sure the decision is, 0 to 1.
    score: f32,
    /// The rule that decided.
    rule: &'static str,
}

#[pymethods]
impl Field {
    fn __repr__(&self) -> String {
        format!("Field({:?}, {}:{}, score={:.2}, rule={:?})", self.value, self.start, self.end, self.score, self.rule)
    }
}

impl From<&FieldValue> for Field {
    fn from(field: &FieldValue) -> Self {
        let (start, end) = field.span.into();
        Self { value: field.value.clone(), start, end, score: field.score, rule: field.rule }
    }
}

/// One article of a page: its span, fields and text.
///
/// Example:
///     >>> import newscore as nc
///     >>> story = "OSLO, Nov. 3 (Nordwire) — Ships queued for days, the port said."
///     >>> article = nc.analyze(f"Osk port reopens | Trade\n\n{story}", published="2026-11-04").articles[0]
///     >>> article.headline, article.section, article.agency, article.dateline_place
///     ('Osk port reopens', 'Trade', 'Nordwire', 'OSLO')
///     >>> article.dateline_date
///     datetime.date(2026, 11, 3)
#[pyclass(frozen, module = "newscore")]
pub(super) struct Article {
    pub(super) analysed: Arc<Analysed>,
    pub(super) at: usize,
}

impl Article {
    fn article(&self) -> &page::Article {
        &self.analysed.document.analysis.articles[self.at]
    }

    fn values(fields: &[FieldValue]) -> Vec<&str> {
        fields.iter().map(|field| field.value.as_str()).collect()
    }

    fn value(field: &Option<FieldValue>) -> Option<&str> {
        field.as_ref().map(|field| field.value.as_str())
    }
}

#[pymethods]
impl Article {
    /// Number of the article within its page, from 0.
    #[getter]
    fn article_id(&self) -> usize {
        self.at
    }

    /// First code point.
    #[getter]
    fn start(&self) -> usize {
        self.article().span.start()
    }

    /// One past the last code point; a separator after the article lies outside.
    #[getter]
    fn end(&self) -> usize {
        self.article().span.end()
    }

    /// How sure it is that an article starts here, 0 to 1.
    #[getter]
    fn confidence(&self) -> f32 {
        self.article().confidence
    }

    /// What speaks for the start.
    #[getter]
    fn evidence(&self) -> Vec<&'static str> {
        self.article().evidence.iter().map(|evidence| evidence.as_str()).collect()
    }

    /// The article's clean text.
    #[getter]
    fn text<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        self.analysed.joined(py, &self.analysed.article_alignments[self.at])
    }

    /// The article's segments.
    #[getter]
    fn segments<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let segments = self.analysed.document.segments_of(self.at).map(|at| self.analysed.segment(py, at));
        listed(py, "Segments", segments.collect())
    }

    /// The article's sentences.
    #[getter]
    fn sentences<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let sentences = self.analysed.document.sentences_of(self.at).map(|at| self.analysed.sentence(py, at));
        listed(py, "Sentences", sentences.collect())
    }

    /// The article's mentions.
    #[getter]
    fn mentions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let mentions = self.analysed.document.mentions_of(self.at);
        let mentions = mentions.filter_map(|at| self.analysed.mention(py, at).transpose());
        listed(py, "Mentions", mentions.collect::<PyResult<Vec<_>>>()?)
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let raw = slf.get().analysed.raw.clone_ref(py);
        py.import(intern!(py, "newscore.display"))?.call_method1(intern!(py, "article_html"), (slf, raw))
    }

    /// The title, or None.
    #[getter]
    fn headline(&self) -> Option<&str> {
        Self::value(&self.article().fields.headline)
    }

    /// The section named behind the headline, or None.
    #[getter]
    fn section(&self) -> Option<&str> {
        Self::value(&self.article().fields.section)
    }

    /// The summary under the headline, or None.
    #[getter]
    fn standfirst(&self) -> Option<&str> {
        Self::value(&self.article().fields.standfirst)
    }

    /// Names of the authors.
    #[getter]
    fn authors(&self) -> Vec<&str> {
        Self::values(&self.article().fields.authors)
    }

    /// Everybody credited: (name, role, start, end).
    #[getter]
    fn credits<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let class = py.import(intern!(py, "newscore._types"))?.getattr(intern!(py, "Credit"))?;
        let credits = self.article().fields.credits.iter();
        let credits: Vec<_> = credits
            .map(|it| class.call1((it.name.as_str(), it.role.as_str(), it.span.start(), it.span.end())))
            .collect::<PyResult<_>>()?;
        PyList::new(py, credits)
    }

    /// The news agency, or None.
    #[getter]
    fn agency(&self) -> Option<&str> {
        Self::value(&self.article().fields.agency)
    }

    /// The dateline as written, or None.
    #[getter]
    fn dateline_text(&self) -> Option<&str> {
        Some(self.article().fields.dateline.as_ref()?.text.value.as_str())
    }

    /// The place in the dateline, as written, or None.
    #[getter]
    fn dateline_place(&self) -> Option<&str> {
        Self::value(&self.article().fields.dateline.as_ref()?.place)
    }

    /// The entity that the place names in the gazetteer given, or None.
    #[getter]
    fn dateline_place_id(&self) -> Option<&str> {
        let place = self.analysed.document.dateline_places.get(self.at).copied().flatten()?;
        Some(self.analysed.gazetteer.as_ref()?.entity_id(place))
    }

    /// The date in the dateline; None where it has no year and the page's own date is unknown.
    #[getter]
    fn dateline_date<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.article().fields.dateline.as_ref().and_then(|it| it.date).map(|date| to_date(py, date)).transpose()
    }

    /// The headings between paragraphs.
    #[getter]
    fn subheadings(&self) -> Vec<&str> {
        Self::values(&self.article().fields.subheadings)
    }

    /// The kept text by its headings: (heading, paragraphs), the first heading None where text stands before it.
    ///
    /// Datelines stand with the paragraph that they open; an article without headings is one section.
    ///
    /// Example:
    ///     >>> import newscore as nc
    ///     >>> lead = "The port of Osk reopened on Monday, and the ships came."
    ///     >>> rest = "Pilots said that the mole would be mended before the winter came."
    ///     >>> nc.analyze(f"{lead}\nWhat happens next\n{rest}").articles[0].sections[1]
    ///     ('What happens next', ['Pilots said that the mole would be mended before the winter came.'])
    #[getter]
    fn sections<'py>(&self, py: Python<'py>) -> PyResult<Vec<Section<'py>>> {
        let mut sections: Vec<Section<'py>> = Vec::new();
        let mut opened = None;
        for at in self.analysed.document.segments_of(self.at) {
            let segment = &self.analysed.document.analysis.segments[at];
            if segment.action != Action::Keep {
                continue;
            }
            match segment.label {
                Label::Subheading => sections.push((Some(self.analysed.slice(py, segment.span)?), Vec::new())),
                Label::Dateline => opened = Some(segment.span.start()),
                _ => {
                    let start = opened.take().unwrap_or(segment.span.start());
                    let text = self.analysed.slice(py, Span::new(start, segment.span.end()))?;
                    match sections.last_mut() {
                        Some(section) => section.1.push(text),
                        None => sections.push((None, vec![text])),
                    }
                }
            }
        }
        Ok(sections)
    }

    /// The captions.
    #[getter]
    fn captions(&self) -> Vec<&str> {
        Self::values(&self.article().fields.captions)
    }

    /// The day on which the page says that the story was published, where a time stamp has it in full; else None.
    #[getter]
    fn published<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.article().fields.published.as_ref().map(|it| to_date(py, it.date)).transpose()
    }

    /// The time stamps, as written.
    #[getter]
    fn timestamps(&self) -> Vec<&str> {
        Self::values(&self.article().fields.timestamps)
    }

    /// The copyright notice, or None.
    #[getter]
    fn rights(&self) -> Option<String> {
        self.article().fields.notice_of_rights()
    }

    /// The titles of related stories that stood in or under the article.
    #[getter]
    fn related(&self) -> Vec<&str> {
        Self::values(&self.article().fields.related)
    }

    /// A field with its place and the rule behind it: a Field, a list of Field, or None where the article has none.
    ///
    /// Raises:
    ///     AttributeError: there is no field of this name; the message names those that there are.
    fn field<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        let fields = &self.article().fields;
        let one = |field: Option<&FieldValue>| Ok(field.map(Field::from).into_pyobject(py)?.into_any());
        let dateline = fields.dateline.as_ref();
        let many = |fields: &[FieldValue]| {
            let fields: Vec<Field> = fields.iter().map(Field::from).collect();
            Ok(fields.into_pyobject(py)?.into_any())
        };
        match name {
            "headline" => one(fields.headline.as_ref()),
            "section" => one(fields.section.as_ref()),
            "standfirst" => one(fields.standfirst.as_ref()),
            "authors" => many(&fields.authors),
            "agency" => one(fields.agency.as_ref()),
            "dateline_text" => one(dateline.map(|it| &it.text)),
            "dateline_place" => one(dateline.and_then(|it| it.place.as_ref())),
            "dateline_date" => one(dateline.and_then(|it| it.date_text.as_ref())),
            "subheadings" => many(&fields.subheadings),
            "captions" => many(&fields.captions),
            "timestamps" => many(&fields.timestamps),
            "published" => one(fields.published.as_ref().map(|it| &it.text)),
            "rights" => many(&fields.rights),
            "related" => many(&fields.related),
            _ => Err(PyAttributeError::new_err(format!(
                "an article has no field {name:?}; accepted: headline, section, standfirst, authors, agency, \
                 dateline_text, dateline_place, dateline_date, subheadings, captions, timestamps, published, rights, \
                 related"
            ))),
        }
    }

    fn __repr__(&self) -> String {
        let article = self.article();
        let headline = Self::value(&article.fields.headline).map_or("no headline".to_owned(), |it| format!("{it:?}"));
        format!(
            "Article({}:{} {headline}, confidence={:.2})",
            article.span.start(),
            article.span.end(),
            article.confidence
        )
    }
}

fn to_date(py: Python<'_>, date: Date) -> PyResult<Bound<'_, PyAny>> {
    let class = py.import(intern!(py, "datetime"))?.getattr(intern!(py, "date"))?;
    class.call1((date.year(), date.month(), date.day()))
}
