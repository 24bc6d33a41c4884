//! The Python extension module `newscore._core`: extract, release the GIL, call the core, convert.
//!
//! The only place that names pyo3. What can be written in Python without cost stands in `python/newscore`.

// The comments on classes and methods are Python docstrings: their brackets are lists, not links.
#![allow(rustdoc::broken_intra_doc_links, rustdoc::invalid_html_tags)]

mod article;
mod capsule;
mod columns;
mod corpus;
mod encode;
mod engine;
mod errors;
mod gazetteer;
mod gazetteer_parts;
mod mention;
mod page;
mod repr;
mod room;
mod run;
mod spans;
mod stored;
mod table;
mod tape;
mod text;
mod triple;

use pyo3::prelude::*;

/// The compiled core of newscore; use the package `newscore`.
#[pymodule(gil_used = false)]
mod _core {
    #[pymodule_export]
    use super::corpus::{BoilerplateFitter, FittedBoilerplate};
    #[pymodule_export]
    use super::engine::{Engine, rules};
    #[pymodule_export]
    use super::gazetteer::Gazetteer;
    #[pymodule_export]
    use super::mention::Mention;
    #[pymodule_export]
    use super::page::Found;

    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "the name that Python users look for")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
