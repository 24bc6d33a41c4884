//! The whole way from page to mentions: nothing crosses a cut, everything names what it stands in.
#![no_main]

use newscore_fuzz::checks::pipeline::{Input, check};

libfuzzer_sys::fuzz_target!(|input: Input| check(input));
