//! The matcher against a slow reference, in texts over a small alphabet where aliases share beginnings and ends.
#![no_main]

use newscore_fuzz::checks::gazetteer::{Input, check};

libfuzzer_sys::fuzz_target!(|input: Input| check(input));
