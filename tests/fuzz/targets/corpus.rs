//! The corpus model: the order of pages does not matter, a saved model is the same model, any JSON is accepted or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newscore::corpus::{FitOptions, Fitter, Model};
use newscore_fuzz::News;

fn fit<'a>(pages: impl Iterator<Item = &'a (bool, News)>) -> Model {
    let options = FitOptions { min_pages: 2, max_pages: 6, ..FitOptions::default() };
    let mut fitter = Fitter::new(options).expect("options in range");
    for (first, News(page)) in pages {
        fitter.add(if *first { "a" } else { "b" }, Fitter::read(page));
    }
    Model::new(options, fitter.into_samples().iter().map(|sample| sample.learn()).collect())
}

fuzz_target!(|input: (Vec<(bool, News)>, &str)| {
    let (pages, json) = input;
    let model = fit(pages.iter());
    assert_eq!(fit(pages.iter().rev()), model, "the order of pages matters");
    assert_eq!(Model::from_json(&model.to_json()).as_ref(), Ok(&model));
    if let Some((_, News(page))) = pages.first() {
        model.known(page, "a");
    }
    Model::from_json(json).ok();
});
