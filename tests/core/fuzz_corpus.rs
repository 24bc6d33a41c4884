//! The checks of the fuzz targets, over the corpus that is kept beside them.

use std::fs;
use std::path::Path;

use arbitrary::{Arbitrary, Unstructured};

use crate::checks;

/// Runs a check over every file of `tests/fuzz/corpus/NAME`, read as the fuzzer reads it.
macro_rules! over_the_corpus {
    ($name:ident) => {
        #[test]
        fn $name() {
            let mut met = 0;
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(stringify!($name));
            for entry in fs::read_dir(&folder).expect("the corpus has a folder for each target") {
                let bytes = fs::read(entry.expect("the folder is readable").path()).expect("the file is readable");
                if let Ok(input) = checks::$name::Input::arbitrary_take_rest(Unstructured::new(&bytes)) {
                    checks::$name::check(input);
                    met += 1;
                }
            }
            assert!(met >= 10, "only {met} inputs in {}", folder.display());
        }
    };
}

over_the_corpus!(alignment);
#[cfg(feature = "arrow")]
over_the_corpus!(arrow);
over_the_corpus!(corpus);
over_the_corpus!(gazetteer);
over_the_corpus!(gazetteer_file);
over_the_corpus!(gazetteer_rows);
over_the_corpus!(page);
over_the_corpus!(pipeline);
over_the_corpus!(sentences);
