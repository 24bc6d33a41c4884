//! Finds all of many strings in a text, in one pass however many there are (Aho and Corasick, 1975).
//!
//! The strings stand in one tree. Where a byte leads no further down, the search goes on at the longest end of what was
//! read that the tree holds, too. A crate would bring vector searches for few strings, which nothing here needs: they are
//! four fifths of its code.

use std::ops::Range;

/// A place in the tree while it grows.
#[derive(Debug, Clone, Copy, Default)]
struct Twig {
    /// The byte that leads to it.
    byte: u8,
    /// The first of the places below it, and the next one below the place above; 0 where none.
    child: u32,
    sibling: u32,
    /// The last string that is read here, counted from 1; 0 where none is.
    string: u32,
}

/// A place in the tree: what is read on the way to it.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// The first of the places below it. Places are in the order of their ways' lengths and of the places above, so that
    /// those below one stand side by side, and behind them those below the next.
    child: u32,
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
    /// The root first; one more at the end, for where the last one's places end.
    nodes: Vec<Node>,
    /// The byte that leads to each place.
    bytes: Vec<u8>,
    /// Where each byte leads from the root: most of a text leads nowhere.
    first: Box<[u32; 256]>,
    /// For each string its length and the one before it that is the same, counted from 1.
    strings: Vec<(u32, u32)>,
}

impl Automaton {
    /// Time linear in all strings together, none of which is empty.
    pub(super) fn new<'s>(strings: impl Iterator<Item = &'s str>) -> Self {
        let mut tree = vec![Twig::default()];
        let mut lengths = Vec::new();
        for string in strings {
            let at = string.bytes().fold(0, |at, byte| step(&mut tree, at, byte));
            lengths.push((string.len() as u32, tree[at].string));
            tree[at].string = lengths.len() as u32;
        }
        let mut all = Self { nodes: Vec::new(), bytes: vec![0], first: Box::new([0; 256]), strings: lengths };
        let mut order = vec![0];
        while let Some(&at) = order.get(all.nodes.len()) {
            let Twig { mut child, string, .. } = tree[at];
            all.nodes.push(Node { child: order.len() as u32, fallback: 0, string, report: 0 });
            while child != 0 {
                let Twig { byte, sibling, .. } = tree[child as usize];
                order.push(child as usize);
                all.bytes.push(byte);
                child = sibling;
            }
        }
        all.nodes.push(Node { child: order.len() as u32, fallback: 0, string: 0, report: 0 });
        for at in all.children(0) {
            all.first[usize::from(all.bytes[at])] = at as u32;
        }
        all.link();
        all
    }

    /// The places below place `at`.
    #[inline]
    fn children(&self, at: usize) -> Range<usize> {
        self.nodes[at].child as usize..self.nodes[at + 1].child as usize
    }

    /// Finds the fallbacks, those of shorter ways first.
    fn link(&mut self) {
        for above in 0..self.bytes.len() {
            for at in self.children(above) {
                let fallback = if above == 0 { 0 } else { self.next(self.nodes[above].fallback, self.bytes[at]) };
                let report = match self.nodes[at].string {
                    0 => self.nodes[fallback as usize].report,
                    _ => at as u32,
                };
                let node = &mut self.nodes[at];
                (node.fallback, node.report) = (fallback, report);
            }
        }
    }

    /// The place that a byte leads to from `at`; 0 where it leads nowhere.
    #[inline]
    fn below(&self, at: u32, byte: u8) -> u32 {
        if at == 0 {
            return self.first[usize::from(byte)];
        }
        let children = self.children(at as usize);
        let nth = self.bytes[children.clone()].iter().position(|other| *other == byte);
        nth.map_or(0, |nth| (children.start + nth) as u32)
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

/// Where a byte leads from place `at` of a tree that grows; there is a place afterwards.
fn step(tree: &mut Vec<Twig>, at: usize, byte: u8) -> usize {
    let mut next = tree[at].child as usize;
    while next != 0 && tree[next].byte != byte {
        next = tree[next].sibling as usize;
    }
    if next == 0 {
        next = tree.len();
        let sibling = std::mem::replace(&mut tree[at].child, next as u32);
        tree.push(Twig { byte, sibling, ..Twig::default() });
    }
    next
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
