//! The pages that are held while a model is fitted.

use std::collections::BTreeMap;

use super::options::FitOptions;
use super::read::PageRecord;
use crate::Result;

/// Takes pages in, source by source; bounded memory, and the same result whatever the order.
///
/// ```
/// use newscore::corpus::{FitOptions, Fitter, Model};
/// let options = FitOptions { min_pages: 3, ..FitOptions::default() };
/// let mut fitter = Fitter::new(options)?;
/// for story in ["Rain fell on Osk all night.", "Ships queued at the old pier.", "The mayor of Osk resigned."] {
///     let page = format!("Osk Herald\n{story}\nMost read\n");
///     fitter.add("herald", Fitter::read(&page));
/// }
/// let samples = fitter.into_samples();
/// let model = Model::new(options, samples.iter().map(|sample| sample.learn()).collect());
/// let known = model.known("Osk Herald\nFog shut the port.\nMost read", "herald").unwrap_or_default();
/// assert_eq!(known.iter().map(Option::is_some).collect::<Vec<_>>(), [true, false, true]);
/// # Ok::<(), newscore::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Fitter {
    options: FitOptions,
    sources: BTreeMap<String, SourceSample>,
}

/// The pages held of one source.
#[derive(Debug, Clone)]
pub struct SourceSample {
    pub(super) source: String,
    pub(super) options: FitOptions,
    /// Pages given, those that are not held included; empty ones are not counted.
    pub(super) given: u64,
    /// Held pages by what their content hashes to.
    pub(super) pages: BTreeMap<u64, PageRecord>,
}

impl Fitter {
    /// A fitter that has seen nothing.
    ///
    /// # Errors
    /// Options outside their ranges, by name.
    pub fn new(options: FitOptions) -> Result<Self> {
        Ok(Self { options: options.checked()?, sources: BTreeMap::new() })
    }

    /// Reads one page, apart from any fitter. Time linear in its length.
    pub fn read(text: &str) -> PageRecord {
        PageRecord::new(text)
    }

    /// Takes a page of `source` in.
    pub fn add(&mut self, source: &str, page: PageRecord) {
        if !self.sources.contains_key(source) {
            let sample =
                SourceSample { source: source.to_owned(), options: self.options, given: 0, pages: BTreeMap::new() };
            self.sources.insert(source.to_owned(), sample);
        }
        if let Some(sample) = self.sources.get_mut(source) {
            sample.add(page);
        }
    }

    /// What is held of each source, in their alphabetical order: learning from each is independent of the others.
    pub fn into_samples(self) -> Vec<SourceSample> {
        self.sources.into_values().collect()
    }
}

impl SourceSample {
    fn add(&mut self, page: PageRecord) {
        if page.is_empty() {
            return;
        }
        self.given += 1;
        self.pages.insert(page.id, page);
        if self.pages.len() > self.options.max_pages {
            self.pages.pop_last();
        }
    }
}
