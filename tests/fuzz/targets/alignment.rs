//! The alignment against lists of characters: what was kept, in order, each with its place.
#![no_main]

use newscore_fuzz::checks::alignment::{Input, check};

libfuzzer_sys::fuzz_target!(|input: Input| check(input));
