//! What was found out about a line, kept for who asks again.

use std::cell::RefCell;

/// An answer for each line that was asked about. What is found must depend on the page alone.
#[derive(Debug, Default)]
pub(super) struct Memo(RefCell<Vec<Option<Option<f32>>>>);

impl Memo {
    /// The answer for line `at` of so many, found at the first time.
    pub(super) fn of(&self, lines: usize, at: usize, find: impl FnOnce() -> Option<f32>) -> Option<f32> {
        if let Some(&Some(known)) = self.0.borrow().get(at) {
            return known;
        }
        let found = find();
        let mut all = self.0.borrow_mut();
        all.resize(lines, None);
        all[at] = Some(found);
        found
    }
}
