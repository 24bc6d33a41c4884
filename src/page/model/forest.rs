//! Boosted trees: reading the weights, and the sum of what the trees say.
//!
//! The file (little-endian) is `NCF1`, the number of features (u16), of trees (u16), of nodes (u32), the first guess
//! (i32), the trees' first nodes (u32 each), the nodes. A node is a feature (u8; 255: a leaf), the distance to the right
//! child (u8; the left one follows), a limit (f32). A leaf's limit field holds its value as i32. Values are log-odds in
//! units of 1/65536, so that sums do not depend on the machine.

use std::hint::select_unpredictable;

/// Units of log-odds in one.
const UNIT: f32 = 65536.0;

const MAGIC: &[u8; 4] = b"NCF1";
const LEAF: u8 = 255;
/// No tree is deeper.
const DEPTH: usize = 6;
/// Trees that are walked at a time.
const ABREAST: usize = 8;

/// A step of a walk. A leaf's limit is not a number, which is never above anything, and its step leads to itself: so
/// every walk takes the same number of steps and the processor never guesses wrong.
#[derive(Debug, Clone, Copy)]
struct Node {
    limit: f32,
    feature: u8,
    right: u8,
}

/// An ensemble of trees.
#[derive(Debug)]
pub(super) struct Forest {
    first: i32,
    roots: Vec<u32>,
    nodes: Vec<Node>,
    /// What the leaves say, by their place among the nodes.
    values: Vec<i32>,
}

impl Forest {
    /// Reads weights for rows of so many features; `None` unless they are, whole, and every path in them leads to a leaf.
    pub(super) fn read(bytes: &[u8], features: usize) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let told = usize::from(u16::from_le_bytes(take(&mut rest)?));
        let trees = usize::from(u16::from_le_bytes(take(&mut rest)?));
        let count = u32::from_le_bytes(take(&mut rest)?) as usize;
        let first = i32::from_le_bytes(take(&mut rest)?);
        if told != features || rest.len() != trees * 4 + count * 6 {
            return None;
        }
        let roots = (0..trees).map(|_| take(&mut rest).map(u32::from_le_bytes)).collect::<Option<Vec<u32>>>()?;
        let (mut nodes, mut values) = (Vec::with_capacity(count), Vec::with_capacity(count));
        for _ in 0..count {
            let [feature, right] = take(&mut rest)?;
            let bits = u32::from_le_bytes(take(&mut rest)?);
            let leaf = feature == LEAF;
            if !leaf && usize::from(feature) >= features {
                return None;
            }
            values.push(if leaf { bits.cast_signed() } else { 0 });
            nodes.push(match leaf {
                true => Node { limit: f32::NAN, feature: 0, right: 0 },
                false => Node { limit: f32::from_bits(bits), feature, right },
            });
        }
        let forest = Self { first, roots, nodes, values };
        forest.roots.iter().all(|root| forest.ends(*root as usize, DEPTH)).then_some(forest)
    }

    /// Whether every way down from a node ends at a leaf after at most so many steps.
    fn ends(&self, at: usize, steps: usize) -> bool {
        let Some(node) = self.nodes.get(at) else { return false };
        node.limit.is_nan()
            || steps > 0 && self.ends(at + 1, steps - 1) && self.ends(at + usize::from(node.right), steps - 1)
    }

    /// The log-odds of a row of as many features as were asked for.
    ///
    /// Every step of a walk waits for the one before, so several trees are walked at a time.
    pub(super) fn log_odds(&self, row: &[f32]) -> f32 {
        let (groups, rest) = self.roots.as_chunks::<ABREAST>();
        let mut sum = self.first;
        let mut add = |leaf: usize| sum = sum.saturating_add(self.values[leaf]);
        for roots in groups {
            let mut at = roots.map(|root| root as usize);
            for _ in 0..DEPTH {
                at.iter_mut().for_each(|at| *at = self.step(*at, row));
            }
            at.into_iter().for_each(&mut add);
        }
        for root in rest {
            add((0..DEPTH).fold(*root as usize, |at, _| self.step(at, row)));
        }
        sum as f32 / UNIT
    }

    #[inline]
    fn step(&self, at: usize, row: &[f32]) -> usize {
        let node = self.nodes[at];
        // Half of all guesses would be wrong: no jump here.
        at + select_unpredictable(row[usize::from(node.feature)] <= node.limit, 1, usize::from(node.right))
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
        assert_eq!((forest.log_odds(&[9.0, 0.5]), forest.log_odds(&[0.0, 0.6])), (-1.0, 2.0));
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
