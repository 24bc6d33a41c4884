//! A mention and its candidates as Python objects.

use std::sync::Arc;

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList, PyString};

use super::page::records;
use super::repr::quoted;
use super::stored::{self, Entities};
use super::tape::Tape;
use crate::Error;
use crate::gazetteer as core;

/// Where the ids and types of entities stand.
#[derive(Clone)]
pub(super) enum Names {
    /// In the gazetteer that found them.
    Gazetteer(core::Gazetteer),
    /// In what was read from a pickle.
    Brought(Arc<Vec<(String, String)>>),
}

impl Names {
    pub(super) fn id(&self, entity: u32) -> &str {
        match self {
            Self::Gazetteer(gazetteer) => gazetteer.entity_id(entity),
            Self::Brought(names) => names.get(entity as usize).map_or("", |(id, _)| id),
        }
    }

    pub(super) fn kind(&self, entity: u32) -> &str {
        match self {
            Self::Gazetteer(gazetteer) => gazetteer.entity_type(entity),
            Self::Brought(names) => names.get(entity as usize).map_or("", |(_, kind)| kind),
        }
    }
}

/// Where on an analysed page a mention stands.
#[derive(Clone, Copy, Default)]
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
    names: Names,
    /// The span counts code points.
    found: core::Mention,
    text: Py<PyString>,
    place: MentionPlace,
}

impl Mention {
    /// `found`'s span counts code points already.
    pub(super) fn new(names: Names, found: core::Mention, text: Py<PyString>, place: MentionPlace) -> Self {
        Self { names, found, text, place }
    }
}

impl Mention {
    /// All but the text.
    fn stored<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        let bytes = Tape::write(|tape| {
            stored::found(tape, &mut self.found.clone(), &mut Entities::new(Some(&self.names)));
            stored::place(tape, &mut self.place.clone());
        });
        PyBytes::new(py, &bytes)
    }
}

/// Version, bytes, text.
type Stored<'py> = (&'static str, Bound<'py, PyBytes>, Py<PyString>);

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
        self.found.entity.map(|entity| self.names.id(entity))
    }

    /// Type of the entity, or None.
    #[getter]
    fn entity_type(&self) -> Option<&str> {
        self.found.entity.map(|entity| self.names.kind(entity))
    }

    /// Every entity that it may be, the likeliest first.
    #[getter]
    fn candidates<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let rows = PyList::empty(py);
        for it in self.found.candidates.iter() {
            rows.append((self.names.id(it.entity), it.score, it.reason.as_str()))?;
        }
        records("Candidate", rows)
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

    /// By what it says, with its entities' ids and types, so that no gazetteer is needed to read it.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Stored<'py>)> {
        let read = slf.get_type().getattr(intern!(slf.py(), "_read"))?;
        Ok((read, (env!("CARGO_PKG_VERSION"), slf.get().stored(slf.py()), slf.get().text(slf.py()))))
    }

    #[staticmethod]
    fn _read(version: &str, bytes: &[u8], text: Py<PyString>) -> PyResult<Self> {
        if version != env!("CARGO_PKG_VERSION") {
            return Err(Error::file("a mention", format!("was pickled by newscore {version}: find it again")).into());
        }
        let (mut tape, mut entities) = (Tape::reader(bytes), Entities::new(None));
        let (mut found, mut place) = (stored::NO_MENTION, MentionPlace::default());
        stored::found(&mut tape, &mut found, &mut entities);
        stored::place(&mut tape, &mut place);
        Ok(Self { names: entities.names(), found, text, place })
    }

    /// Two mentions are equal when they say the same, whatever gazetteers they come from.
    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        let Ok(other) = other.cast::<Self>() else { return Ok(false) };
        let other = other.get();
        Ok(self.text.bind(py).as_any().eq(&other.text)? && self.stored(py).as_any().eq(other.stored(py))?)
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        self.stored(py).hash()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let entity = self.entity_id().unwrap_or("?");
        let text = quoted(self.text.bind(py))?;
        Ok(format!("Mention({}:{} {text} {} {entity})", self.start(), self.end(), self.match_kind()))
    }
}
