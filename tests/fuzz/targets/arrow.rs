//! Arrow arrays whose buffers nobody checked: refused, or read as text within bounds.
#![no_main]

use newscore_fuzz::checks::arrow::{Input, check};

libfuzzer_sys::fuzz_target!(|input: Input| check(input));
