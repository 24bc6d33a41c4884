//! Saved gazetteers, damaged: refused with a reason, or read and searched without leaving the file's bounds.
#![no_main]

use newscore_fuzz::checks::gazetteer_file::{Input, check};

libfuzzer_sys::fuzz_target!(|input: Input| check(input));
