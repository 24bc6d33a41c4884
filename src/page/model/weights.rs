//! The weights, from `src/data/line_model`: trained there, read once.

use std::sync::LazyLock;

use super::features::ROW;
use super::forest::Forest;
use super::lexicon::Lexicon;

/// The files that hold the model.
pub(in crate::page) static TREES: &[u8] = include_bytes!("../../data/line_model/forest.bin");
pub(in crate::page) static WORDS: &str = include_str!("../../data/line_model/lexicon.txt");

static FOREST: LazyLock<Forest> = LazyLock::new(|| {
    let forest = match given("forest.bin") {
        Some(bytes) => Forest::read(&bytes, ROW),
        None => Forest::read(TREES, ROW),
    };
    forest.expect("a test reads the trees that are shipped")
});

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let lexicon = match given("lexicon.txt") {
        Some(bytes) => Lexicon::read(&String::from_utf8_lossy(&bytes)),
        None => Lexicon::read(WORDS),
    };
    lexicon.expect("a test reads the words that are shipped")
});

pub(super) fn forest() -> &'static Forest {
    &FOREST
}

pub(super) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

/// Other weights, for judging those of one fold; never outside of tests.
#[cfg(test)]
fn given(name: &str) -> Option<Vec<u8>> {
    let folder = std::env::var_os("NEWSCORE_LINE_MODEL")?;
    Some(std::fs::read(std::path::Path::new(&folder).join(name)).expect("the folder holds weights"))
}

#[cfg(not(test))]
const fn given(_: &str) -> Option<Vec<u8>> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::model::forest::ABREAST;

    #[test]
    fn the_weights_fit_the_features() {
        assert!(forest().log_odds(&[[0.0; ABREAST]; ROW]).into_iter().all(f32::is_finite));
        assert_eq!(lexicon().weigh(&[]), super::super::lexicon::Verdict::default());
    }
}
