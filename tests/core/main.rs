//! The Rust tests of the whole crate: one binary, so that it links once.

mod architecture;
mod auto_traits;
mod cases;
#[path = "../fuzz/checks/mod.rs"]
mod checks;
mod corpus;
mod fuzz_corpus;
mod gazetteer;
mod gazetteer_cases;
mod gazetteer_details;
mod gazetteer_store;
mod page;
mod page_cases;
mod promises;
mod sample_pages;
mod sentences;
