//! The corpus model: the order of pages does not matter, a saved model is the same model, any JSON is accepted or refused.
#![no_main]

use newscore_fuzz::checks::corpus::{Input, check};

libfuzzer_sys::fuzz_target!(|input: Input| check(input));
