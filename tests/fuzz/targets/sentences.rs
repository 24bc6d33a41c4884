//! The splitter: sentences tile the text, lines split alone give the same, and `explain` names exactly the ends found.
#![no_main]

use newscore_fuzz::checks::sentences::{Input, check};

libfuzzer_sys::fuzz_target!(|input: Input| check(input));
