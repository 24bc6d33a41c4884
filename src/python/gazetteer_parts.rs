//! The aliases that a gazetteer hands out.

use pyo3::prelude::*;

use super::gazetteer::Gazetteer;
use crate::gazetteer as core;

/// The aliases of a gazetteer: `aliases[i]`.
#[pyclass(frozen, sequence, module = "newscore")]
pub(super) struct Aliases {
    pub(super) core: core::Gazetteer,
}

#[pymethods]
impl Aliases {
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (Gazetteer,))> {
        let get = py.import("operator")?.getattr("attrgetter")?.call1(("aliases",))?;
        Ok((get, (Gazetteer::from(self.core.clone()),)))
    }

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
