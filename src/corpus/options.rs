//! What a caller may choose when a model is fitted.

use crate::{Error, Result};

/// The choices of a fit. A line is taken for boilerplate when it stands in at least two stories of its source, and in
/// at least `min_share` of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FitOptions {
    /// A source with fewer pages than this learns nothing. At least 2.
    pub min_pages: usize,
    /// The share of a source's stories that a line must stand in, above 0 and at most 1.
    pub min_share: f64,
    /// How many pages of a source are held; of more, a random sample that does not depend on their order.
    pub max_pages: usize,
}

impl Default for FitOptions {
    fn default() -> Self {
        Self { min_pages: 5, min_share: 0.02, max_pages: 200 }
    }
}

impl FitOptions {
    /// The same options, if they make sense.
    ///
    /// # Errors
    /// A number outside its range, by name.
    pub fn checked(self) -> Result<Self> {
        if self.min_pages < 2 {
            let reason = "it must be a whole number of at least 2: nothing repeats on a single page";
            return Err(Error::bad_option("min_pages", self.min_pages.to_string(), reason));
        }
        if !(self.min_share > 0.0 && self.min_share <= 1.0) {
            let reason = "it must be a share above 0 and at most 1";
            return Err(Error::bad_option("min_share", self.min_share.to_string(), reason));
        }
        if self.max_pages < self.min_pages {
            let reason = format!("it must be at least min_pages, which is {}", self.min_pages);
            return Err(Error::bad_option("max_pages", self.max_pages.to_string(), reason));
        }
        Ok(self)
    }

    /// In how many of `stories` a line must stand.
    pub(super) fn needed(&self, share: f64, stories: usize) -> usize {
        ((share * stories as f64).ceil() as usize).max(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nonsense_is_refused_by_name() {
        let message = |options: FitOptions| options.checked().expect_err("nonsense").to_string();
        assert!(message(FitOptions { min_pages: 1, ..FitOptions::default() }).contains("min_pages=1"));
        assert!(message(FitOptions { min_share: f64::NAN, ..FitOptions::default() }).contains("min_share=NaN"));
        assert!(message(FitOptions { max_pages: 4, ..FitOptions::default() }).contains("max_pages=4"));
    }

    #[test]
    fn two_stories_are_always_needed() {
        let options = FitOptions::default();
        assert_eq!(options.needed(options.min_share, 5), 2);
        assert_eq!(options.needed(options.min_share, 200), 4);
    }
}
