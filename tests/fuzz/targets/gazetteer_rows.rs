//! Any bytes as a table of aliases: rows are taken or refused with their line, and what was taken can be searched.
#![no_main]

use newscore_fuzz::checks::gazetteer_rows::{Input, check};

libfuzzer_sys::fuzz_target!(|input: Input| check(input));
