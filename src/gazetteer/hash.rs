//! Hashes of pieces of text: 64 bits from the first eight bytes, the last eight and the length.

/// What a chain of [`extend`] starts from; different gazetteers may mix in a salt.
pub(super) const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const MIX: u64 = 0xd6e8_feb8_6659_fd93;

/// `MASKS[n]` leaves out the last `n` bytes of eight, read little-endian.
const MASKS: [u64; 9] = {
    let mut masks = [0; 9];
    let mut n = 0;
    while n < 8 {
        masks[n] = !0 >> (8 * n);
        n += 1;
    }
    masks
};

/// The hash of everything hashed into `state` and then `bytes[from..to]`, as one more piece.
///
/// Bytes around the piece are read but never matter. Constant time up to sixteen bytes, linear above.
#[inline(always)]
pub(super) fn extend(state: u64, bytes: &[u8], from: usize, to: usize) -> u64 {
    let len = to - from;
    let (state, from) = if len > 16 { extend_long(state, bytes, from, to) } else { (state, from) };
    finish(state, head(bytes, from, to), bytes, from, to, len)
}

/// [`extend`] by a piece of up to sixteen bytes with as many and eight more to read from its beginning on; `None` for others.
#[inline(always)]
pub(super) fn extend_short(state: u64, bytes: &[u8], from: u32, to: u32) -> Option<u64> {
    let len = (to - from) as usize;
    let window: &[u8; 24] = bytes.get(from as usize..from as usize + 24)?.first_chunk().filter(|_| len <= 16)?;
    let at = |at: usize| window[at..].first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight));
    let head = at(0) & MASKS[8_usize.saturating_sub(len)];
    let tail = at(len.saturating_sub(8) % 16) & u64::from(len > 8).wrapping_neg();
    Some(mix(state, head, tail, len))
}

/// [`extend`] for who has the [`head`] of the piece at hand.
#[inline(always)]
pub(super) fn extend_from_head(state: u64, head: u64, bytes: &[u8], from: usize, to: usize) -> u64 {
    if to - from > 16 { extend(state, bytes, from, to) } else { finish(state, head, bytes, from, to, to - from) }
}

/// The first eight bytes of a piece, or all of a shorter one.
#[inline(always)]
pub(super) fn head(bytes: &[u8], from: usize, to: usize) -> u64 {
    // Not the smaller of two lengths, which may become a branch, and words' lengths are guessed wrong often.
    load(bytes, from) & MASKS[8_usize.saturating_sub(to - from)]
}

#[inline(always)]
fn finish(state: u64, head: u64, bytes: &[u8], from: usize, to: usize, len: usize) -> u64 {
    mix(state, head, tail(bytes, from, to), len)
}

#[inline(always)]
fn mix(state: u64, head: u64, tail: u64, len: usize) -> u64 {
    // The length is spread over all bits: in one byte it could cancel out a difference in the bytes.
    fold(state ^ head, tail ^ MIX.wrapping_mul(len as u64 * 2 + 1))
}

/// Hashes all but the last sixteen bytes or fewer; gives the state and where they begin.
#[cold]
fn extend_long(mut state: u64, bytes: &[u8], mut from: usize, to: usize) -> (u64, usize) {
    while to - from > 16 {
        state = fold(state ^ load(bytes, from), MIX ^ load(bytes, from + 8).rotate_left(32));
        from += 16;
    }
    (state, from)
}

/// Whether `bytes` have at `at` what `others` have at `from`, for so many bytes. Names are short: of up to sixteen bytes
/// all are compared in two steps, whatever their number, which a branch would often guess wrong.
#[inline(always)]
pub(super) fn same(bytes: &[u8], at: usize, others: &[u8], from: usize, len: usize) -> bool {
    let sixteen = |bytes: &'_ [u8], at: usize| bytes.get(at..).and_then(<[u8]>::first_chunk).map(|all| halves(*all));
    let (Some(one), Some(other)) = (sixteen(bytes, at), sixteen(others, from)) else {
        return same_long(bytes, at, others, from, len);
    };
    let heads = (one[0] ^ other[0]) & MASKS[8_usize.saturating_sub(len)];
    let tails = (one[1] ^ other[1]) & MASKS[16_usize.saturating_sub(len).min(8)];
    heads | tails == 0 && (len <= 16 || same_long(bytes, at, others, from, len))
}

#[inline(never)]
fn same_long(bytes: &[u8], at: usize, others: &[u8], from: usize, len: usize) -> bool {
    let piece = bytes.get(at..at + len);
    piece.is_some() && piece == others.get(from..from + len)
}

fn halves(sixteen: [u8; 16]) -> [u64; 2] {
    let both = u128::from_le_bytes(sixteen);
    [both as u64, (both >> 64) as u64]
}

/// The last eight bytes of a longer piece.
#[inline(always)]
fn tail(bytes: &[u8], from: usize, to: usize) -> u64 {
    // Read in any case and masked, since a branch on the length of a word would often be guessed wrong.
    load(bytes, to.saturating_sub(8)) & u64::from(to - from > 8).wrapping_neg()
}

/// Eight bytes from `at`, little-endian; zeros past the end.
#[inline(always)]
fn load(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..at + 8).and_then(|eight| eight.first_chunk()) {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => load_end(bytes, at),
    }
}

// By itself, or what it needs is worked out beforehand wherever eight bytes are read.
#[cold]
#[inline(never)]
fn load_end(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter().take(8).rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
}

/// Both halves of the product, so that every bit of either factor reaches every bit of the hash.
#[inline(always)]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

/// A checksum of a whole section of a file: four chains side by side, about as fast as memory is read.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    let mut chains = [SEED, SEED ^ 1, SEED ^ 2, SEED ^ 3];
    let (blocks, rest) = bytes.as_chunks::<64>();
    for block in blocks {
        for (nth, chain) in chains.iter_mut().enumerate() {
            *chain = fold(*chain ^ load(block, 16 * nth), MIX ^ load(block, 16 * nth + 8)) ^ chain.rotate_left(29);
        }
    }
    for at in (0..rest.len()).step_by(8) {
        chains[0] = fold(chains[0] ^ load(rest, at), MIX) ^ chains[0].rotate_left(29);
    }
    chains.iter().fold(bytes.len() as u64, |sum, &chain| fold(sum ^ chain, MIX) ^ sum.rotate_left(17))
}

/// A running hash of content that is the same on every platform and in every process (FNV-1a, 64 bits).
#[derive(Debug, Clone, Copy)]
pub(super) struct ContentHash(u64);

impl ContentHash {
    pub(super) const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Adds one field. A byte that no UTF-8 text holds ends it, so that neighbours cannot flow into one another.
    pub(super) fn add(&mut self, field: &[u8]) {
        let add = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        self.0 = add(field.iter().fold(self.0, |hash, &byte| add(hash, byte)), 0xff);
    }

    pub(super) const fn value(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn bytes_around_a_piece_do_not_matter() {
        for len in 0..70 {
            let piece: Vec<u8> = (0..len).map(|i| i as u8 | 1).collect();
            let alone = extend(SEED, &piece, 0, len);
            let short = extend_short(SEED, &[&piece[..], &[0xcc; 24]].concat(), 0, len as u32);
            assert_eq!(short, (len <= 16).then_some(alone), "{len}");
            for (before, after) in [(0, 9), (3, 0), (20, 20)] {
                let mut text = vec![0xee; before];
                text.extend(&piece);
                text.extend(vec![0xdd; after]);
                assert_eq!(extend(SEED, &text, before, before + len), alone, "{len}");
            }
        }
    }

    #[test]
    fn every_byte_matters() {
        let mut seen = HashMap::new();
        for len in 0..70_usize {
            let mut piece = vec![b'a'; len];
            assert_eq!(seen.insert(extend(SEED, &piece, 0, len), (len, len)), None);
            for at in 0..len {
                piece[at] = b'b';
                assert_eq!(seen.insert(extend(SEED, &piece, 0, len), (len, at)), None, "{len} {at}");
                piece[at] = b'a';
            }
        }
    }

    #[test]
    fn the_content_hash_is_pinned() {
        let mut hash = ContentHash::new();
        hash.add(b"CN");
        hash.add(b"China");
        let mut other = ContentHash::new();
        other.add(b"CNChina");
        assert_ne!(hash.value(), other.value());
        assert_eq!(ContentHash::new().value(), 0xcbf2_9ce4_8422_2325);
    }
}
