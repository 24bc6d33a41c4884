//! The labeller and the alignment: segments tile the page, `clean` and `analyze` agree, and every kept character is
//! found again both ways.
#![no_main]

use newscore_fuzz::checks::page::{Input, check};

libfuzzer_sys::fuzz_target!(|input: Input| check(input));
