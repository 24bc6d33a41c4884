//! The corpus model: the order of pages does not matter, a saved model is the same model, any JSON is accepted or refused.

use super::News;
use newscore::corpus::{FitOptions, Fitter, Model};

fn fit<'a>(pages: impl Iterator<Item = &'a (bool, News)>) -> Model {
    let options = FitOptions { min_pages: 2, max_pages: 6, ..FitOptions::default() };
    let mut fitter = Fitter::new(options).expect("options in range");
    for (first, News(page)) in pages {
        fitter.add(if *first { "a" } else { "b" }, Fitter::read(page));
    }
    Model::new(options, fitter.into_samples().iter().map(|sample| sample.learn()).collect())
}

/// What the fuzzer makes up.
pub type Input<'a> = (Vec<(bool, News)>, &'a str);

/// See the head of this file.
pub fn check(input: Input<'_>) {
    let (pages, json) = input;
    let model = fit(pages.iter());
    assert_eq!(fit(pages.iter().rev()), model, "the order of pages matters");
    assert_eq!(Model::from_json(&model.to_json()).as_ref(), Ok(&model));
    if let Some((_, News(page))) = pages.first() {
        model.known(page, "a");
    }
    Model::from_json(json).ok();
}
