//! Vector code against plain loops: candidate marks of sentences, and which bytes belong to words.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| newscore::vectors::check(bytes));
