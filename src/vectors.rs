//! What holds of vector code for any bytes, for the fuzz target `vectors` and the tests: each part agrees with a plain loop.

/// Checks the scan for sentence marks and the bitmap of words.
///
/// # Panics
/// Where one of them differs from its plain loop.
pub fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    crate::sentence::check_scan(bytes, &text);
    crate::gazetteer::check_words(bytes, &text);
}

#[cfg(test)]
mod tests {
    use std::fs;

    #[test]
    fn the_kept_inputs_of_the_fuzzer() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fuzz/corpus/vectors");
        let files: Vec<_> = fs::read_dir(folder).expect("the corpus has a folder for each target").collect();
        assert!(files.len() >= 10, "only {} inputs", files.len());
        for file in files {
            super::check(&fs::read(file.expect("the folder is readable").path()).expect("the file is readable"));
        }
    }
}
