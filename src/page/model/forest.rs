//! Boosted trees: reading the weights, and the sum of what the trees say.
//!
//! The file (little-endian) is `NCF2`, the number of features (u16), of trees (u16), of nodes (u32), the first guess (i32),
//! and then, kind by kind since that packs best, what each node asks (a feature, u8; 255: it is a leaf), the limits of
//! those that ask (the upper three bytes of an f32), the values of the leaves (i16, in units of 1/4096). Nodes stand in
//! the order of a walk, the left child before the right one. Values are log-odds, and summed in units of 1/65536, so that
//! sums do not depend on the machine.
#![allow(unsafe_code, reason = "a call of a function compiled for a processor feature that was asked for")]

use std::ops::Range;

/// Units of log-odds in one.
const UNIT: f32 = 65536.0;

/// Units in one of a leaf's value.
const STEP: i32 = 16;

const MAGIC: &[u8; 4] = b"NCF2";
const LEAF: u8 = 255;
/// No tree is deeper.
const DEPTH: usize = 6;
/// No tree has more leaves.
const LEAVES: usize = 32;
/// Rows that are judged at a time: of fewer, compilers make no vector code.
pub(super) const ABREAST: usize = 32;

/// A question of a tree.
#[derive(Debug, Clone, Copy)]
struct Split {
    limit: f32,
    feature: u8,
    /// The leaves, a bit each, that are left for a row above the limit: all but those to the left.
    left: u32,
}

/// An ensemble of trees.
///
/// No tree is walked, for every step would wait for the one before. All questions of a tree are asked of several rows at
/// once; each answer strikes out leaves, and the first that is left is where a walk would end.
#[derive(Debug)]
pub(super) struct Forest {
    first: i32,
    /// For each tree its questions and, in order, what its leaves say; a sum over all trees overflows with none of them.
    trees: Vec<(Range<usize>, [i32; LEAVES])>,
    splits: Vec<Split>,
}

/// The file's nodes that are still to be read.
struct Nodes<'f> {
    kinds: &'f [u8],
    limits: &'f [[u8; 3]],
    values: &'f [[u8; 2]],
    features: usize,
}

impl Nodes<'_> {
    /// Takes down what stands under the next node: its questions, and behind those that it has already what its leaves say.
    /// `None` unless every way down from it ends at a leaf after at most so many steps.
    fn read(&mut self, splits: &mut Vec<Split>, leaves: &mut Vec<i32>, steps: usize) -> Option<()> {
        let feature = *self.kinds.split_off_first()?;
        if feature == LEAF {
            leaves.push(i32::from(i16::from_le_bytes(*self.values.split_off_first()?)) * STEP);
            return (leaves.len() <= LEAVES).then_some(());
        }
        let steps = steps.checked_sub(1).filter(|_| usize::from(feature) < self.features)?;
        let &[low, middle, high] = self.limits.split_off_first()?;
        let (place, from) = (splits.len(), leaves.len());
        splits.push(Split { limit: f32::from_le_bytes([0, low, middle, high]), feature, left: u32::MAX });
        self.read(splits, leaves, steps)?;
        splits[place].left = (from..leaves.len()).fold(u32::MAX, |left, leaf| left & !(1 << leaf));
        self.read(splits, leaves, steps)
    }
}

impl Forest {
    /// Reads weights for rows of so many features; `None` unless they are, whole, every path in them leads to a leaf, and no
    /// sum of leaves overflows.
    pub(super) fn read(bytes: &[u8], features: usize) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let told = usize::from(u16::from_le_bytes(take(&mut rest)?));
        let trees = usize::from(u16::from_le_bytes(take(&mut rest)?));
        let count = u32::from_le_bytes(take(&mut rest)?) as usize;
        let first = i32::from_le_bytes(take(&mut rest)?);
        let (kinds, rest) = rest.split_at_checked(count)?;
        let leaves = kinds.iter().filter(|&&kind| kind == LEAF).count();
        let (limits, values) = rest.split_at_checked(3 * (count - leaves))?;
        if told != features || values.len() != 2 * leaves {
            return None;
        }
        let mut nodes = Nodes { kinds, limits: limits.as_chunks().0, values: values.as_chunks().0, features };
        let mut forest = Self { first, trees: Vec::with_capacity(trees), splits: Vec::new() };
        let mut greatest = first.unsigned_abs();
        for _ in 0..trees {
            let (from, mut leaves) = (forest.splits.len(), Vec::new());
            nodes.read(&mut forest.splits, &mut leaves, DEPTH)?;
            greatest = leaves.iter().map(|leaf| leaf.unsigned_abs()).max()?.checked_add(greatest)?;
            leaves.resize(LEAVES, 0);
            forest.trees.push((from..forest.splits.len(), *leaves.first_chunk()?));
        }
        (nodes.kinds.is_empty() && greatest <= i32::MAX.cast_unsigned()).then_some(forest)
    }

    /// The log-odds of rows: `columns` has each feature of all of them, as many features as were asked for.
    pub(super) fn log_odds(&self, columns: &[[f32; ABREAST]]) -> [f32; ABREAST] {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has just been asked.
            return unsafe { self.ask_widely(columns) };
        }
        self.ask(columns)
    }

    /// The same code for vectors twice as wide: comparisons and whole numbers, so that nothing else differs.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn ask_widely(&self, columns: &[[f32; ABREAST]]) -> [f32; ABREAST] {
        self.ask(columns)
    }

    #[inline(always)]
    fn ask(&self, columns: &[[f32; ABREAST]]) -> [f32; ABREAST] {
        let mut sums = [self.first; ABREAST];
        for (splits, leaves) in &self.trees {
            let mut left = [u32::MAX; ABREAST];
            for split in &self.splits[splits.clone()] {
                let values = &columns[usize::from(split.feature)];
                for (left, value) in left.iter_mut().zip(values) {
                    *left &= split.left | if *value <= split.limit { u32::MAX } else { 0 };
                }
            }
            for (sum, left) in sums.iter_mut().zip(left) {
                *sum = sum.wrapping_add(leaves[left.trailing_zeros() as usize % LEAVES]);
            }
        }
        sums.map(|sum| sum as f32 / UNIT)
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (head, tail) = rest.split_first_chunk()?;
    *rest = tail;
    Some(*head)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One tree: feature 1 up to 0.5 gives -1, above it 2.
    fn stump() -> Vec<u8> {
        file(2, &[(1, 0.5), (LEAF, -4096.0), (LEAF, 8192.0)])
    }

    /// A file of one tree: what each node asks, and its limit, or its value in the file's units.
    fn file(features: u16, nodes: &[(u8, f32)]) -> Vec<u8> {
        let mut file = MAGIC.to_vec();
        file.extend(features.to_le_bytes());
        file.extend([1, 0]);
        file.extend((nodes.len() as u32).to_le_bytes());
        file.extend(0_i32.to_le_bytes());
        file.extend(nodes.iter().map(|node| node.0));
        file.extend(
            nodes.iter().filter(|node| node.0 != LEAF).flat_map(|node| node.1.to_le_bytes().into_iter().skip(1)),
        );
        file.extend(nodes.iter().filter(|node| node.0 == LEAF).flat_map(|node| (node.1 as i16).to_le_bytes()));
        file
    }

    #[test]
    fn a_tree_is_read_and_walked() {
        let forest = Forest::read(&stump(), 2).expect("a sound file");
        let column = |values: [f32; 4]| std::array::from_fn(|row| values[row % 4]);
        let columns = [[9.0; ABREAST], column([0.5, 0.6, -1.0, f32::NAN])];
        assert_eq!(forest.log_odds(&columns)[..4], [-1.0, 2.0, -1.0, 2.0]);
    }

    /// Random trees, walked one step after another.
    #[test]
    fn striking_out_leaves_is_walking() {
        use proptest::prelude::*;
        fn grow(seed: &mut u64, depth: usize, nodes: &mut Vec<(u8, f32)>) {
            *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let drawn = *seed >> 40;
            if depth == 5 || drawn.is_multiple_of(4) {
                nodes.push((LEAF, (drawn % 1000) as f32));
                return;
            }
            nodes.push((drawn as u8 % 3, (drawn % 7) as f32));
            grow(seed, depth + 1, nodes);
            grow(seed, depth + 1, nodes);
        }
        /// What a row comes to, and what is left of the nodes behind the tree.
        fn walk(nodes: &[(u8, f32)], row: [f32; 3]) -> (f32, &[(u8, f32)]) {
            let (&(feature, limit), rest) = nodes.split_first().expect("a whole tree");
            if feature == LEAF {
                return (limit, rest);
            }
            let (left, rest) = walk(rest, row);
            let (right, rest) = walk(rest, row);
            (if row[usize::from(feature)] <= limit { left } else { right }, rest)
        }
        proptest!(|(seed: u64, rows in prop::collection::vec(0..8_u8, 3 * ABREAST))| {
            let mut nodes = Vec::new();
            grow(&mut seed.clone(), 0, &mut nodes);
            let file = file(3, &nodes);
            let forest = Forest::read(&file, 3).expect("a sound file");
            let cell = |feature: usize, row: usize| f32::from(rows[row * 3 + feature]);
            let columns = [0, 1, 2].map(|feature| std::array::from_fn(|row| cell(feature, row)));
            let expected: [f32; ABREAST] =
                std::array::from_fn(|row| walk(&nodes, [0, 1, 2].map(|feature| cell(feature, row))).0 / 4096.0);
            prop_assert_eq!(forest.log_odds(&columns), expected);
        });
    }

    #[test]
    fn what_is_no_tree_is_refused() {
        let good = stump();
        assert!(Forest::read(&good, 3).is_none(), "made for other features");
        assert!((0..good.len()).all(|end| Forest::read(&good[..end], 2).is_none()));
        // Another magic, more trees, a feature that is none, no leaf, a leaf too many.
        for (place, value) in [(3, b'1'), (6, 2), (16, 7), (17, 0), (16, LEAF)] {
            let mut bad = good.clone();
            bad[place] = value;
            assert!(Forest::read(&bad, 2).is_none(), "byte {place}");
        }
    }
}
