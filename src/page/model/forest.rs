//! Boosted trees: reading the weights, and the sum of what the trees say.
//!
//! The file (little-endian) is `NCF1`, the number of features (u16), of trees (u16), of nodes (u32), the first guess
//! (i32), the trees' first nodes (u32 each), the nodes. A node is a feature (u8; 255: a leaf), the distance to the right
//! child (u8; the left one follows), a limit (f32). A leaf's limit field holds its value as i32. Values are log-odds in
//! units of 1/65536, so that sums do not depend on the machine.
#![allow(unsafe_code, reason = "a call of a function compiled for a processor feature that was asked for")]

use std::ops::Range;

/// Units of log-odds in one.
const UNIT: f32 = 65536.0;

const MAGIC: &[u8; 4] = b"NCF1";
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

/// The file's nodes while they are read.
struct Nodes<'f> {
    nodes: &'f [[u8; 6]],
    features: usize,
}

impl Nodes<'_> {
    /// Takes down what stands under node `at` of a tree: its questions, and behind those that it has already what its
    /// leaves say. `None` unless every way down from it ends at a leaf after at most so many steps.
    fn read(&self, splits: &mut Vec<Split>, leaves: &mut Vec<i32>, at: usize, steps: usize) -> Option<()> {
        let &[feature, right, bits @ ..] = self.nodes.get(at)?;
        let bits = u32::from_le_bytes(bits);
        if feature == LEAF {
            leaves.push(bits.cast_signed());
            return (leaves.len() <= LEAVES).then_some(());
        }
        let steps = steps.checked_sub(1).filter(|_| usize::from(feature) < self.features)?;
        let (place, from) = (splits.len(), leaves.len());
        splits.push(Split { limit: f32::from_bits(bits), feature, left: u32::MAX });
        self.read(splits, leaves, at + 1, steps)?;
        splits[place].left = (from..leaves.len()).fold(u32::MAX, |left, leaf| left & !(1 << leaf));
        self.read(splits, leaves, at + usize::from(right), steps)
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
        if told != features || rest.len() != trees * 4 + count * 6 {
            return None;
        }
        let (roots, nodes) = rest.split_at(trees * 4);
        let nodes = Nodes { nodes: nodes.as_chunks().0, features };
        let mut forest = Self { first, trees: Vec::with_capacity(trees), splits: Vec::new() };
        let mut greatest = first.unsigned_abs();
        for root in roots.as_chunks().0 {
            let (from, mut leaves) = (forest.splits.len(), Vec::new());
            nodes.read(&mut forest.splits, &mut leaves, u32::from_le_bytes(*root) as usize, DEPTH)?;
            greatest = leaves.iter().map(|leaf| leaf.unsigned_abs()).max()?.checked_add(greatest)?;
            leaves.resize(LEAVES, 0);
            forest.trees.push((from..forest.splits.len(), *leaves.first_chunk()?));
        }
        (greatest <= i32::MAX.cast_unsigned()).then_some(forest)
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
        let mut file = MAGIC.to_vec();
        file.extend([2, 0, 1, 0, 3, 0, 0, 0]);
        file.extend(0_i32.to_le_bytes());
        file.extend(0_u32.to_le_bytes());
        for (feature, right, bits) in
            [(1, 2, 0.5_f32.to_bits()), (LEAF, 0, (-65536_i32).cast_unsigned()), (LEAF, 0, 131_072)]
        {
            file.extend([feature, right]);
            file.extend(bits.to_le_bytes());
        }
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
        fn grow(seed: &mut u64, depth: usize, nodes: &mut Vec<(u8, u8, f32)>) {
            *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let (at, drawn) = (nodes.len(), *seed >> 40);
            if depth == 5 || drawn % 4 == 0 {
                nodes.push((LEAF, 0, f32::from_bits((drawn % 1000) as u32)));
                return;
            }
            nodes.push((drawn as u8 % 3, 0, (drawn % 7) as f32));
            grow(seed, depth + 1, nodes);
            nodes[at].1 = (nodes.len() - at) as u8;
            grow(seed, depth + 1, nodes);
        }
        fn walk(nodes: &[(u8, u8, f32)], row: [f32; 3]) -> u32 {
            let mut at = 0;
            while nodes[at].0 != LEAF {
                let (feature, right, limit) = nodes[at];
                at += if row[usize::from(feature)] <= limit { 1 } else { usize::from(right) };
            }
            nodes[at].2.to_bits()
        }
        proptest!(|(seed: u64, rows in prop::collection::vec(0..8_u8, 3 * ABREAST))| {
            let mut nodes = Vec::new();
            grow(&mut seed.clone(), 0, &mut nodes);
            let mut file = MAGIC.to_vec();
            file.extend([3, 0, 1, 0]);
            file.extend((nodes.len() as u32).to_le_bytes());
            file.extend([0; 8]);
            for &(feature, right, limit) in &nodes {
                file.extend([feature, right]);
                file.extend(limit.to_le_bytes());
            }
            let forest = Forest::read(&file, 3).expect("a sound file");
            let cell = |feature: usize, row: usize| f32::from(rows[row * 3 + feature]);
            let columns = [0, 1, 2].map(|feature| std::array::from_fn(|row| cell(feature, row)));
            let expected: [f32; ABREAST] =
                std::array::from_fn(|row| walk(&nodes, [0, 1, 2].map(|feature| cell(feature, row))) as f32 / UNIT);
            prop_assert_eq!(forest.log_odds(&columns), expected);
        });
    }

    #[test]
    fn what_is_no_tree_is_refused() {
        let good = stump();
        assert!(Forest::read(&good, 3).is_none(), "made for other features");
        assert!((0..good.len()).all(|end| Forest::read(&good[..end], 2).is_none()));
        for (place, value) in [(20, 7), (21, 0), (21, 3), (32, 0)] {
            let mut bad = good.clone();
            bad[place] = value;
            assert!(Forest::read(&bad, 2).is_none(), "byte {place}");
        }
    }
}
