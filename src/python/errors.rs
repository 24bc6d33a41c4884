//! The crate's errors as Python exceptions.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

use crate::error::{Error, ErrorFamily};

impl From<Error> for PyErr {
    fn from(error: Error) -> Self {
        static OPTION: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        static TABLE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        Python::attach(|py| {
            let class = match error.family() {
                ErrorFamily::Option => OPTION.import(py, "newscore._errors", "OptionError"),
                ErrorFamily::Table => TABLE.import(py, "newscore._errors", "TableError"),
            };
            match class {
                Ok(class) => PyErr::from_type(class.clone(), error.to_string()),
                Err(failed) => failed,
            }
        })
    }
}
