//! Sorts out most words that begin with a small letter by their first two bytes, thirty-two places of a text at a time.
//!
//! Most words of a text begin with a small letter and few names do. Of the letters that begin any, each belongs to one of
//! eight groups, and of each second byte it is known after which groups it may stand. Both are tables that the processor
//! looks thirty-two bytes up in at once, where it can; elsewhere there is no sieve, and places are asked one by one.

use super::vector;

/// See the module: by the lowest five bits of the first byte its group, and of the second one the groups it may follow.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sieve {
    pub(super) firsts: [u8; 32],
    pub(super) seconds: [u8; 32],
}

impl Sieve {
    /// More of these for all second bytes together, and what is sorted out is not worth the asking.
    const MOST: u32 = 96;

    /// The sieve for aliases that begin so: by the lowest five bits of their second byte the small letters before it, `a` the
    /// lowest bit. `None` where the processor has none, or where it would let most words through.
    pub(super) fn new(letters: [u32; 32]) -> Option<Self> {
        let all = letters.iter().fold(0, |all, letters| all | letters);
        let group = |letter: u32| 1 << ((all & ((1 << letter) - 1)).count_ones() % 8);
        let groups = |letters: u32| {
            (0..26).filter(|letter| letters >> letter & 1 == 1).fold(0, |all, letter| all | group(letter))
        };
        let mut sieve = Self { firsts: [0; 32], seconds: letters.map(groups) };
        for letter in (0..26).filter(|letter| all >> letter & 1 == 1) {
            sieve.firsts[letter as usize + 1] = group(letter);
        }
        let passed = sieve.seconds.iter().map(|groups| groups.count_ones()).sum::<u32>();
        (passed <= Self::MOST && vector::has_wide()).then_some(sieve)
    }

    /// Whether an alias may begin with these two bytes; with what is no small letter it may.
    #[cfg(test)]
    pub(super) fn lets_pass(&self, [first, second]: [u8; 2]) -> bool {
        let [first_in, second_in] = [first, second].map(|byte| usize::from(byte & 31));
        first & 0xe0 != 0x60 || self.firsts[first_in] & self.seconds[second_in] != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_so_passes_and_most_else_does_not() {
        let letters = |names: &[&[u8; 2]]| {
            let mut letters = [0; 32];
            names.iter().for_each(|[first, second]| letters[usize::from(second & 31)] |= 1 << (first - b'a'));
            letters
        };
        // More letters than groups.
        let names = [b"ai", b"be", b"co", b"do", b"el", b"fi", b"go", b"ha", b"it", b"jo", b"za", b"y."];
        let Some(sieve) = Sieve::new(letters(&names)) else { return assert!(!vector::has_wide()) };
        assert!(names.iter().all(|&&name| sieve.lets_pass(name)));
        assert!(
            [b"Ai", b"Xq", b"3M", "é".as_bytes().first_chunk().expect("two bytes")]
                .iter()
                .all(|&&name| sieve.lets_pass(name))
        );
        assert!([b"th", b"of", b"an", b"in", b"ze"].iter().all(|&&name| !sieve.lets_pass(name)));
        assert!(Sieve::new([!0 >> 6; 32]).is_none());
    }
}
