//! The Rust tests of the whole crate: one binary, so that it links once.

mod gazetteer;
mod page;
mod page_cases;
