//! Giving each distinct string one number without keeping it twice.

use super::hash::{SEED, extend};
use super::pool::Strings;

const FREE: u32 = u32::MAX;

/// Numbers strings in the order they come. Four bytes a slot beside the strings themselves, freed with the interner.
#[derive(Debug, Default)]
pub(super) struct Interner {
    strings: Strings,
    slots: Vec<u32>,
}

impl Interner {
    /// The number of a string added before.
    pub(super) fn get(&self, text: &str) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let number = self.slots[self.place(text)];
        (number != FREE).then_some(number)
    }

    /// Adds a string that is not there yet; `None` when there is no room left.
    pub(super) fn add(&mut self, text: &str) -> Option<u32> {
        let number = u32::try_from(self.strings.len()).ok().filter(|&number| number != FREE)?;
        if (self.strings.len() + 1) * 3 > self.slots.len() * 2 {
            self.grow();
        }
        if !self.strings.push(text) {
            return None;
        }
        let place = self.place(text);
        self.slots[place] = number;
        Some(number)
    }

    /// Where the string is, or would go.
    fn place(&self, text: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = extend(SEED, text.as_bytes(), 0, text.len()) as usize & mask;
        while self.slots[at] != FREE && self.strings.get(self.slots[at] as usize) != Some(text) {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(16);
        let mask = size - 1;
        self.slots = vec![FREE; size];
        for (number, text) in self.strings.iter().enumerate() {
            let mut at = extend(SEED, text.as_bytes(), 0, text.len()) as usize & mask;
            while self.slots[at] != FREE {
                at = (at + 1) & mask;
            }
            self.slots[at] = number as u32;
        }
    }

    /// The strings, by number.
    pub(super) fn into_strings(mut self) -> Strings {
        self.strings.shrink();
        self.strings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_order() {
        let mut interner = Interner::default();
        let names: Vec<String> = (0..1000).map(|n| format!("Q{n}")).collect();
        for (number, name) in names.iter().enumerate() {
            assert_eq!(interner.get(name), None);
            assert_eq!(interner.add(name), Some(number as u32));
        }
        for (number, name) in names.iter().enumerate() {
            assert_eq!(interner.get(name), Some(number as u32));
        }
        let strings = interner.into_strings();
        assert_eq!(strings.get(999), Some("Q999"));
        assert_eq!(strings.get(1000), None);
    }
}
