//! What a gazetteer object hands out: its aliases, and the report of its reading.

use pyo3::prelude::*;

use super::page::display;
use super::repr::counted;
use crate::gazetteer as core;

/// The aliases of a gazetteer: `aliases[i]`.
#[pyclass(frozen, sequence, module = "newscore")]
pub(super) struct Aliases {
    pub(super) core: core::Gazetteer,
}

#[pymethods]
impl Aliases {
    fn __len__(&self) -> usize {
        self.core.len()
    }

    fn __getitem__(&self, index: isize) -> PyResult<&str> {
        let count = self.core.len();
        let at = if index < 0 { index + count as isize } else { index };
        match u32::try_from(at) {
            Ok(at) if (at as usize) < count => Ok(self.core.alias(at)),
            _ => Err(pyo3::exceptions::PyIndexError::new_err(format!("alias {index} of {count}"))),
        }
    }
}

/// What reading a gazetteer took in and what it refused.
#[pyclass(frozen, module = "newscore")]
pub(super) struct LoadReport(pub(super) core::LoadReport);

#[pymethods]
impl LoadReport {
    /// Rows read, without the header.
    #[getter]
    fn rows(&self) -> u64 {
        self.0.rows
    }

    /// Aliases taken.
    #[getter]
    fn aliases(&self) -> usize {
        self.0.aliases
    }

    /// Entities among them.
    #[getter]
    fn entities(&self) -> usize {
        self.0.entities
    }

    /// Aliases that name more than one entity.
    #[getter]
    fn collisions(&self) -> usize {
        self.0.collisions
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        display(slf.as_any(), "load_report_html")
    }

    /// Rows not taken: (line, reason).
    #[getter]
    fn refused(&self) -> Vec<(u64, String)> {
        self.0.refused.clone()
    }

    fn __repr__(&self) -> String {
        let rows = counted(self.0.rows as usize, "row", "rows");
        let aliases = counted(self.0.aliases, "alias", "aliases");
        let entities = counted(self.0.entities, "entity", "entities");
        let collisions = counted(self.0.collisions, "collision", "collisions");
        format!("LoadReport({rows}: {aliases} of {entities}, {collisions}, {} refused)", self.0.refused.len())
    }
}
