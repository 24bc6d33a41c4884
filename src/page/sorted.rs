//! Order in short lists that few pages ask for.

use std::collections::BinaryHeap;

/// The numbers in their order. By a heap, of which the code is a tenth of a sort's: the wheel would have it for each type.
pub(super) fn sorted<T: Ord>(numbers: Vec<T>) -> Vec<T> {
    BinaryHeap::from(numbers).into_sorted_vec()
}
