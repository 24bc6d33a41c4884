//! A mention and its candidates as Python objects.

use pyo3::prelude::*;
use pyo3::types::PyString;

use super::repr::quoted;
use crate::gazetteer as core;

/// Where on an analysed page a mention stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct MentionPlace {
    pub(super) segment_label: Option<&'static str>,
    pub(super) article_id: Option<u32>,
    pub(super) sentence_id: Option<usize>,
}

/// A name that was found.
///
/// Example:
///     >>> import newscore as nc
///     >>> mention = nc.Gazetteer.builtin().find("Ships queued off South Korea.")[0]
///     >>> mention.text, mention.entity_id, mention.match_kind
///     ('South Korea', 'KR', 'name')
#[pyclass(frozen, module = "newscore")]
pub(super) struct Mention {
    /// Ids and types are looked up when somebody asks.
    gazetteer: core::Gazetteer,
    /// The span counts code points.
    found: core::Mention,
    text: Py<PyString>,
    place: MentionPlace,
}

impl Mention {
    /// `found`'s span counts code points already.
    pub(super) fn new(
        gazetteer: &core::Gazetteer,
        found: core::Mention,
        text: Py<PyString>,
        place: MentionPlace,
    ) -> Self {
        Self { gazetteer: gazetteer.clone(), found, text, place }
    }
}

#[pymethods]
impl Mention {
    /// First code point.
    #[getter]
    fn start(&self) -> usize {
        self.found.span.start()
    }

    /// One past the last code point.
    #[getter]
    fn end(&self) -> usize {
        self.found.span.end()
    }

    /// `raw[start:end]`.
    #[getter]
    fn text(&self, py: Python<'_>) -> Py<PyString> {
        self.text.clone_ref(py)
    }

    /// The entity, or None where no candidate clearly wins.
    #[getter]
    fn entity_id(&self) -> Option<&str> {
        self.found.entity.map(|entity| self.gazetteer.entity_id(entity))
    }

    /// Type of the entity, or None.
    #[getter]
    fn entity_type(&self) -> Option<&str> {
        self.found.entity.map(|entity| self.gazetteer.entity_type(entity))
    }

    /// Every entity that it may be, the likeliest first.
    #[getter]
    fn candidates(&self) -> Vec<Candidate> {
        let candidate = |it: &core::Candidate| Candidate {
            entity_id: self.gazetteer.entity_id(it.entity).to_owned(),
            score: it.score,
            reason: it.reason.as_str(),
        };
        self.found.candidates.iter().map(candidate).collect()
    }

    /// "name", "abbreviation", "demonym", "capital", "surname", "acronym" ...
    #[getter]
    fn match_kind(&self) -> &'static str {
        self.found.kind.as_str()
    }

    /// Number of the mention that this one refers back to, or None.
    #[getter]
    fn antecedent(&self) -> Option<u32> {
        self.found.antecedent
    }

    /// Label of the segment it stands in; None where a bare text was searched.
    #[getter]
    fn segment_label(&self) -> Option<&'static str> {
        self.place.segment_label
    }

    /// The article it stands in, or None.
    #[getter]
    fn article_id(&self) -> Option<u32> {
        self.place.article_id
    }

    /// The sentence it stands in, or None.
    #[getter]
    fn sentence_id(&self) -> Option<usize> {
        self.place.sentence_id
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let entity = self.entity_id().unwrap_or("?");
        let text = quoted(self.text.bind(py))?;
        Ok(format!("Mention({}:{} {text} {} {entity})", self.start(), self.end(), self.match_kind()))
    }
}

/// An entity that a mention may be.
///
/// Example:
///     >>> import newscore as nc
///     >>> gaz = nc.Gazetteer.from_dict({"Q1": ["Osk"], "Q2": ["Osk"]})
///     >>> gaz.find("Osk sleeps.")[0].candidates
///     [Candidate("Q1", score=0.50, reason="alias"), Candidate("Q2", score=0.50, reason="alias")]
#[pyclass(frozen, get_all, from_py_object, module = "newscore")]
#[derive(Clone)]
pub(super) struct Candidate {
    /// The entity.
    entity_id: String,
    /// How likely, 0 to 1.
    score: f32,
    /// Why it stands where it stands.
    reason: &'static str,
}

#[pymethods]
impl Candidate {
    fn __repr__(&self) -> String {
        format!("Candidate({:?}, score={:.2}, reason={:?})", self.entity_id, self.score, self.reason)
    }
}
