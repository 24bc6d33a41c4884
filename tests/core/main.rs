//! The Rust tests of the whole crate: one binary, so that it links once.

mod cases;
mod gazetteer;
mod page;
mod page_cases;
mod sentences;
