//! Tuples of three numbers, made in one call.

use pyo3::ffi::PyTuple_Pack;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// Three numbers that become a tuple; signed, because Python makes its own of them by a shorter way.
pub(super) struct Triple(pub(super) [i64; 3]);

impl<'py> IntoPyObject<'py> for Triple {
    type Target = PyTuple;
    type Output = Bound<'py, PyTuple>;
    type Error = PyErr;

    #[inline]
    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let [Ok(one), Ok(two), Ok(three)] = self.0.map(|number| number.into_pyobject(py));
        #[allow(unsafe_code)]
        // SAFETY: the thread is attached; the three objects are alive, and the answer is a new tuple that holds them, or null
        // with an exception set.
        unsafe {
            let tuple = PyTuple_Pack(3, one.as_ptr(), two.as_ptr(), three.as_ptr());
            Ok(Bound::from_owned_ptr_or_err(py, tuple)?.cast_into_unchecked())
        }
    }
}
