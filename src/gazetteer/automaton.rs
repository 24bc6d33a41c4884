//! Finds all of many strings in a text, in one pass however many there are (Aho and Corasick, 1975).
//!
//! The strings stand in one tree. Where a byte leads no further down, the search goes on at the longest end of what was
//! read that the tree holds, too. A crate would bring vector searches for few strings, which nothing here needs: they are
//! four fifths of its code.

/// A place in the tree: what is read on the way to it.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// The byte that leads to it.
    byte: u8,
    /// The first of the places below it, and the next one below the place above; 0 where none.
    child: u32,
    sibling: u32,
    /// Where the longest end of what was read stands that is not all of it; 0 for the root.
    fallback: u32,
    /// The last string that is read here, counted from 1; 0 where none is.
    string: u32,
    /// The nearest place on the way of fallbacks, this one included, at which a string is read; 0 where none.
    report: u32,
}

/// Strings made ready to be sought.
#[derive(Debug)]
pub(super) struct Automaton {
    /// The root first.
    nodes: Vec<Node>,
    /// Where each byte leads from the root: most of a text leads nowhere.
    first: Box<[u32; 256]>,
    /// For each string its length and the one before it that is the same, counted from 1.
    strings: Vec<(u32, u32)>,
}

impl Automaton {
    /// Time linear in all strings together, none of which is empty.
    pub(super) fn new<'s>(strings: impl Iterator<Item = &'s str>) -> Self {
        let mut all = Self { nodes: vec![Node::default()], first: Box::new([0; 256]), strings: Vec::new() };
        for string in strings {
            let mut at = 0;
            for &byte in string.as_bytes() {
                at = match all.below(at, byte) {
                    0 => all.grow(at, byte),
                    next => next,
                };
            }
            let last = &mut all.nodes[at as usize].string;
            all.strings.push((string.len() as u32, *last));
            *last = all.strings.len() as u32;
        }
        all.link();
        all
    }

    /// The place that a byte leads to from `at`; 0 where it leads nowhere.
    #[inline]
    fn below(&self, at: u32, byte: u8) -> u32 {
        if at == 0 {
            return self.first[usize::from(byte)];
        }
        let mut next = self.nodes[at as usize].child;
        while next != 0 && self.nodes[next as usize].byte != byte {
            next = self.nodes[next as usize].sibling;
        }
        next
    }

    fn grow(&mut self, at: u32, byte: u8) -> u32 {
        let new = self.nodes.len() as u32;
        let sibling = std::mem::replace(&mut self.nodes[at as usize].child, new);
        self.nodes.push(Node { byte, sibling, ..Node::default() });
        if at == 0 {
            self.first[usize::from(byte)] = new;
        }
        new
    }

    /// Finds the fallbacks, those of shorter ways first.
    fn link(&mut self) {
        let mut reached = vec![0_u32];
        let mut nth = 0;
        while let Some(&above) = reached.get(nth) {
            nth += 1;
            let mut at = self.nodes[above as usize].child;
            while at != 0 {
                let Node { byte, sibling, string, .. } = self.nodes[at as usize];
                let fallback = if above == 0 { 0 } else { self.next(self.nodes[above as usize].fallback, byte) };
                let report = if string == 0 { self.nodes[fallback as usize].report } else { at };
                let node = &mut self.nodes[at as usize];
                (node.fallback, node.report) = (fallback, report);
                reached.push(at);
                at = sibling;
            }
        }
    }

    /// Where the search goes on from `at` when it reads a byte.
    #[inline]
    fn next(&self, mut at: u32, byte: u8) -> u32 {
        loop {
            match self.below(at, byte) {
                0 if at == 0 => return 0,
                0 => at = self.nodes[at as usize].fallback,
                next => return next,
            }
        }
    }

    /// Calls `each` with every string that stands in the text, as its number, its start and its end, by ends. Time linear
    /// in the text and in the number of matches.
    pub(super) fn find(&self, text: &str, mut each: impl FnMut(usize, usize, usize)) {
        let mut at = 0;
        for (last, &byte) in text.as_bytes().iter().enumerate() {
            at = self.next(at, byte);
            let mut report = self.nodes[at as usize].report;
            while report != 0 {
                let mut string = self.nodes[report as usize].string;
                while let Some(&(length, same)) = self.strings.get((string as usize).wrapping_sub(1)) {
                    each(string as usize - 1, last + 1 - length as usize, last + 1);
                    string = same;
                }
                report = self.nodes[self.nodes[report as usize].fallback as usize].report;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn agrees_with_looking_everywhere(
            strings in prop::collection::vec("[abc]{1,4}|é{1,2}|aé", 0..12),
            text in "[abcdé]{0,40}",
        ) {
            let mut found = Vec::new();
            Automaton::new(strings.iter().map(String::as_str)).find(&text, |nth, start, end| found.push((end, start, nth)));
            prop_assert!(found.is_sorted_by_key(|(end, ..)| *end));
            let mut slow = Vec::new();
            for (nth, string) in strings.iter().enumerate() {
                let starts = (0..text.len()).filter(|&at| text.as_bytes()[at..].starts_with(string.as_bytes()));
                slow.extend(starts.map(|start| (start + string.len(), start, nth)));
            }
            found.sort_unstable();
            slow.sort_unstable();
            prop_assert_eq!(found, slow);
        }
    }
}
