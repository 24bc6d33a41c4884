//! Sixty-four bytes at once: which of them belong to words, which are not ASCII, which folding has to look at.
//!
//! On x86-64 with its vector instructions, which every such processor has (SSE2); elsewhere, and as the twin that tests
//! hold it against, in plain Rust over fixed-size arrays, which compilers turn into what vector code there is. This is
//! the only file of the gazetteer with `unsafe` in it.
#![allow(unsafe_code, reason = "one call of a function compiled for a processor feature that the platform guarantees")]

use super::sieve::Sieve;

/// What a block of text holds, a bit a byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Masks {
    /// ASCII letters, digits and `_`.
    pub(super) words: u64,
    /// First bytes of characters that are not ASCII.
    pub(super) leads: u64,
}

/// What folding asks of a block of text, a bit a byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stops {
    /// Spaces.
    pub(super) spaces: u64,
    /// Control characters and bytes that are not ASCII.
    pub(super) odd: u64,
    /// Hyphens and grave accents.
    pub(super) marks: u64,
}

/// As many bytes as a text goes on with; at its end zeros after them, in `end`.
#[inline(always)]
pub(super) fn window<'w, const N: usize>(rest: &'w [u8], end: &'w mut [u8; N]) -> &'w [u8; N] {
    rest.first_chunk().unwrap_or_else(|| pad(rest, end))
}

#[cold]
fn pad<'w, const N: usize>(rest: &[u8], end: &'w mut [u8; N]) -> &'w [u8; N] {
    *end = [0; N];
    end[..rest.len()].copy_from_slice(rest);
    end
}

/// The masks of a block.
#[inline]
pub(super) fn masks(block: &[u8; 64]) -> Masks {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: SSE2 is a part of x86-64; there is no such processor without it.
    return unsafe { x86::masks(block) };
    #[cfg(not(target_arch = "x86_64"))]
    plain(block)
}

/// Adds the [words](Masks::words) of each block of a text to its bits, the last block filled up with zeros; and calls `decode`
/// with the number of each block that has [leads](Masks::leads), with these and all bits.
#[inline(always)]
pub(super) fn read(text: &[u8], bits: &mut [u64], mut decode: impl FnMut(usize, u64, &mut [u64])) {
    #[cfg(target_arch = "x86_64")]
    if has_wide() {
        // SAFETY: the processor has just been asked.
        unsafe { x86::read(text, bits, decode) }
        return;
    }
    let mut end = [0; 64];
    for nth in 0..=text.len() / 64 {
        let Masks { words, leads } = masks(window(&text[nth * 64..], &mut end));
        bits[nth] |= words;
        if leads != 0 {
            decode(nth, leads, bits);
        }
    }
}

/// The first of the blocks from byte `base` on with bytes that folding may not copy as they are, and these, a bit each; also
/// whatever lies past the end of the text.
///
/// All others are ASCII and fold to themselves. A space does if no other blank follows, which is certain only where plain
/// ASCII does.
#[inline]
pub(super) fn next_stops(text: &[u8], base: usize) -> Option<(usize, u64)> {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: the processor has just been asked; SSE2 is a part of x86-64.
    return unsafe { if has_wide() { x86::wide_next_stops(text, base) } else { x86::next_stops(text, base) } };
    #[cfg(not(target_arch = "x86_64"))]
    next_stopped(text, base, plain_stops)
}

#[inline(always)]
fn next_stopped(text: &[u8], base: usize, stops: impl Fn(&[u8; 64]) -> Stops) -> Option<(usize, u64)> {
    let mut end = [0; 64];
    for base in (base..text.len()).step_by(64) {
        let rest = &text[base..];
        let Stops { spaces, odd, marks } = stops(window(rest, &mut end));
        let after = rest.get(64).is_none_or(|byte| !(0x21..0x7f).contains(byte));
        let places = odd | marks | spaces & ((odd | spaces) >> 1 | u64::from(after) << 63);
        if places != 0 {
            return Some((base, places));
        }
    }
    None
}

/// Which of eight numbers have the upper thirty-one bits of `like`, a bit each.
#[inline(always)]
pub(super) fn alike(numbers: &[u64; 8], like: u64) -> u32 {
    #[cfg(target_arch = "x86_64")]
    return x86::alike(numbers, like);
    #[cfg(not(target_arch = "x86_64"))]
    plain_alike(numbers, like)
}

/// Whether the processor has vectors of thirty-two bytes, and looks up as many in a table at once.
#[inline(always)]
pub(super) fn has_wide() -> bool {
    #[cfg(target_arch = "x86_64")]
    return std::arch::is_x86_feature_detected!("avx2");
    #[cfg(not(target_arch = "x86_64"))]
    false
}

/// Of places in blocks of a text, a bit a byte, those that the sieve lets pass; all without [wide vectors](has_wide).
pub(super) fn keep_sieved(text: &[u8], sieve: &Sieve, places: &mut [u64]) {
    #[cfg(target_arch = "x86_64")]
    if has_wide() {
        // SAFETY: the processor has just been asked.
        unsafe { x86::keep_sieved(text, sieve, places) }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (text, sieve, places);
}

/// The first of the blocks from byte `base` on with a place at which `bytes` stand so far on as `offsets` say, ASCII letters
/// of either case, and its places, a bit a byte; other bytes may be taken for them.
#[inline]
pub(super) fn next_both(text: &[u8], offsets: [usize; 2], bytes: [u8; 2], base: usize) -> Option<(usize, u64)> {
    #[cfg(target_arch = "x86_64")]
    if has_wide() {
        // SAFETY: the processor has just been asked.
        return unsafe { x86::wide_next_both(text, offsets, bytes, base) };
    }
    #[cfg(target_arch = "x86_64")]
    // SAFETY: as above.
    return unsafe { x86::next_both(text, offsets, bytes, base) };
    #[cfg(not(target_arch = "x86_64"))]
    next(text, offsets, base, |blocks| plain_both(blocks, bytes))
}

/// The first of the blocks from `base` on of which `places` are any.
#[inline(always)]
fn next(text: &[u8], offsets: [usize; 2], base: usize, places: impl Fn([&[u8; 64]; 2]) -> u64) -> Option<(usize, u64)> {
    let mut ends = [[0; 64]; 2];
    for base in (base..text.len()).step_by(64) {
        let [one, other] = &mut ends;
        let rest = |offset: usize| text.get(base + offset..).unwrap_or_default();
        let places = places([window(rest(offsets[0]), one), window(rest(offsets[1]), other)]);
        if places != 0 {
            return Some((base, places));
        }
    }
    None
}

/// [`masks`] in plain Rust.
#[cfg(any(test, fuzzing, not(target_arch = "x86_64")))]
pub(super) fn plain(block: &[u8; 64]) -> Masks {
    use crate::text::gather;
    let words = gather(&block.map(|b| u8::from(b.is_ascii_alphanumeric() || b == b'_')));
    Masks { words, leads: gather(&block.map(|b| u8::from(b >= 0xc0))) }
}

/// [`stops`] in plain Rust.
#[cfg(any(test, not(target_arch = "x86_64")))]
fn plain_stops(block: &[u8; 64]) -> Stops {
    use crate::text::gather;
    let spaces = gather(&block.map(|b| u8::from(b == b' ')));
    let odd = gather(&block.map(|b| u8::from(b < b' ') | u8::from(b >= 0x7f)));
    Stops { spaces, odd, marks: gather(&block.map(|b| u8::from(b == b'-') | u8::from(b == b'`'))) }
}

/// [`alike`] in plain Rust.
#[cfg(any(test, not(target_arch = "x86_64")))]
fn plain_alike(numbers: &[u64; 8], like: u64) -> u32 {
    (0..8).fold(0, |alike, nth| alike | u32::from((numbers[nth] ^ like) >> 33 == 0) << nth)
}

/// [`both`] in plain Rust.
#[cfg(any(test, not(target_arch = "x86_64")))]
fn plain_both([one, other]: [&[u8; 64]; 2], bytes: [u8; 2]) -> u64 {
    use crate::text::gather;
    let [is_one, is_other] = bytes.map(|wanted| move |byte: u8| u8::from(byte | 0x20 == wanted | 0x20));
    gather(&one.map(is_one)) & gather(&other.map(is_other))
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        __m128i, __m256i, _mm_and_si128, _mm_andnot_si128, _mm_castps_si128, _mm_castsi128_ps, _mm_cmpeq_epi8,
        _mm_cmpeq_epi32, _mm_cmpgt_epi8, _mm_movemask_epi8, _mm_or_si128, _mm_packs_epi16, _mm_packs_epi32,
        _mm_set_epi64x, _mm_set1_epi8, _mm_set1_epi32, _mm_setzero_si128, _mm_shuffle_ps, _mm256_add_epi8,
        _mm256_and_si256, _mm256_andnot_si256, _mm256_blendv_epi8, _mm256_cmpeq_epi8, _mm256_cmpgt_epi8,
        _mm256_loadu_si256, _mm256_movemask_epi8, _mm256_or_si256, _mm256_permute2x128_si256, _mm256_set1_epi8,
        _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_slli_epi16,
    };

    use super::{Masks, Sieve, Stops, next, next_stopped, window};
    use crate::text::x86::{below, bits, sixteen};

    #[inline]
    #[target_feature(enable = "sse2")]
    pub(super) fn masks(block: &[u8; 64]) -> Masks {
        let mut masks = Masks { words: 0, leads: 0 };
        for nth in 0..4 {
            let bytes = sixteen(block, nth);
            let small = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
            let letters = below(small, b'a', 26);
            let digits = below(bytes, b'0', 10);
            let words = _mm_or_si128(_mm_or_si128(letters, digits), _mm_cmpeq_epi8(bytes, _mm_set1_epi8(b'_' as i8)));
            masks.words |= bits(words) << (16 * nth);
            // As signed numbers, bytes that continue a character are the lowest.
            let others = _mm_cmpgt_epi8(_mm_set1_epi8(-0x40), bytes);
            masks.leads |= bits(_mm_andnot_si128(others, bytes)) << (16 * nth);
        }
        masks
    }

    // Asked for every candidate, and so short that a call would cost as much; a function for a feature is not always inlined.
    #[inline(always)]
    pub(super) fn alike(numbers: &[u64; 8], like: u64) -> u32 {
        // SAFETY: SSE2 is a part of x86-64; the values come from safe code and no memory is touched.
        unsafe {
            let tag = _mm_set1_epi32((like >> 32) as i32 & !1);
            // The upper halves of four numbers, of which the lowest bit does not count.
            let four = |from: usize| {
                // Both stand side by side, which is one load.
                let two = |at: usize| _mm_castsi128_ps(_mm_set_epi64x(numbers[at + 1] as i64, numbers[at] as i64));
                let upper = _mm_castps_si128(_mm_shuffle_ps::<0b11_01_11_01>(two(from), two(from + 2)));
                _mm_cmpeq_epi32(_mm_andnot_si128(_mm_set1_epi32(1), upper), tag)
            };
            let eight = _mm_packs_epi16(_mm_packs_epi32(four(0), four(4)), _mm_setzero_si128());
            _mm_movemask_epi8(eight) as u32
        }
    }

    #[inline]
    #[target_feature(enable = "sse2")]
    pub(super) fn next_both(text: &[u8], offsets: [usize; 2], bytes: [u8; 2], base: usize) -> Option<(usize, u64)> {
        let wanted = bytes.map(|byte| _mm_set1_epi8((byte | 0x20) as i8));
        next(text, offsets, base, |blocks| both(blocks, wanted))
    }

    /// [`next_both`], twice as wide.
    #[target_feature(enable = "avx2")]
    pub(super) fn wide_next_both(
        text: &[u8],
        offsets: [usize; 2],
        bytes: [u8; 2],
        base: usize,
    ) -> Option<(usize, u64)> {
        let wanted = bytes.map(|byte| _mm256_set1_epi8((byte | 0x20).cast_signed()));
        let small = _mm256_set1_epi8(0x20);
        next(text, offsets, base, |blocks| {
            let halves = [0, 1].map(|half| {
                let is =
                    |nth: usize| _mm256_cmpeq_epi8(_mm256_or_si256(thirty_two(blocks[nth], half), small), wanted[nth]);
                wide_bits(_mm256_and_si256(is(0), is(1)))
            });
            halves[0] | halves[1] << 32
        })
    }

    /// One half of a block.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn thirty_two(block: &[u8; 64], half: usize) -> __m256i {
        // SAFETY: the last of these bytes is the block's last; the load asks for no alignment.
        unsafe { _mm256_loadu_si256(block.as_ptr().add(half % 2 * 32).cast()) }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn wide_bits(bytes: __m256i) -> u64 {
        u64::from(_mm256_movemask_epi8(bytes).cast_unsigned())
    }

    #[inline]
    #[target_feature(enable = "sse2")]
    pub(super) fn both(blocks: [&[u8; 64]; 2], wanted: [__m128i; 2]) -> u64 {
        let small = _mm_set1_epi8(0x20);
        let mut both = 0;
        for nth in 0..4 {
            let one = _mm_cmpeq_epi8(_mm_or_si128(sixteen(blocks[0], nth), small), wanted[0]);
            let other = _mm_cmpeq_epi8(_mm_or_si128(sixteen(blocks[1], nth), small), wanted[1]);
            both |= bits(_mm_and_si128(one, other)) << (16 * nth);
        }
        both
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn read(text: &[u8], bits: &mut [u64], mut decode: impl FnMut(usize, u64, &mut [u64])) {
        let mut end = [0; 64];
        for nth in 0..=text.len() / 64 {
            let block = window(&text[nth * 64..], &mut end);
            let mut masks = Masks { words: 0, leads: 0 };
            for half in [0, 32] {
                // SAFETY: the last of these bytes is the block's last; the load asks for no alignment.
                let bytes = unsafe { _mm256_loadu_si256(block.as_ptr().add(half).cast()) };
                let letters = wide_below(_mm256_or_si256(bytes, _mm256_set1_epi8(0x20)), b'a', 26);
                let low = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(b'_' as i8));
                let words = _mm256_or_si256(_mm256_or_si256(letters, low), wide_below(bytes, b'0', 10));
                // As signed numbers, bytes that continue a character are the lowest.
                let others = _mm256_cmpgt_epi8(_mm256_set1_epi8(-0x40), bytes);
                let leads = _mm256_andnot_si256(others, bytes);
                masks.words |= u64::from(_mm256_movemask_epi8(words).cast_unsigned()) << half;
                masks.leads |= u64::from(_mm256_movemask_epi8(leads).cast_unsigned()) << half;
            }
            bits[nth] |= masks.words;
            if masks.leads != 0 {
                decode(nth, masks.leads, bits);
            }
        }
    }

    /// [`below`], twice as wide.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn wide_below(bytes: __m256i, from: u8, count: i8) -> __m256i {
        let moved = _mm256_add_epi8(bytes, _mm256_set1_epi8(0x80_u8.wrapping_sub(from).cast_signed()));
        _mm256_cmpgt_epi8(_mm256_set1_epi8(i8::MIN + count), moved)
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn keep_sieved(text: &[u8], sieve: &Sieve, places: &mut [u64]) {
        let [first_low, first_high] = both_halves(&sieve.firsts);
        let [second_low, second_high] = both_halves(&sieve.seconds);
        let mut end = [0; 65];
        for (nth, places) in places.iter_mut().enumerate() {
            let window = window(text.get(nth * 64..).unwrap_or_default(), &mut end);
            for half in [0, 32] {
                // SAFETY: the last of these bytes is the window's last; the loads ask for no alignment.
                let [bytes, next] =
                    [half, half + 1].map(|at| unsafe { _mm256_loadu_si256(window.as_ptr().add(at).cast()) });
                // By the lowest four bits in both halves of a table, of which the next bit says the right one.
                let four = _mm256_set1_epi8(0x0f);
                let at = _mm256_and_si256(bytes, four);
                let (low, high) = (_mm256_shuffle_epi8(first_low, at), _mm256_shuffle_epi8(first_high, at));
                let group = _mm256_blendv_epi8(low, high, _mm256_slli_epi16::<3>(bytes));
                let at = _mm256_and_si256(next, four);
                let (low, high) = (_mm256_shuffle_epi8(second_low, at), _mm256_shuffle_epi8(second_high, at));
                let groups = _mm256_blendv_epi8(low, high, _mm256_slli_epi16::<3>(next));
                let none = _mm256_cmpeq_epi8(_mm256_and_si256(group, groups), _mm256_setzero_si256());
                let upper = _mm256_and_si256(bytes, _mm256_set1_epi8(!0x1f));
                let small = _mm256_cmpeq_epi8(upper, _mm256_set1_epi8(0x60));
                let dropped = _mm256_movemask_epi8(_mm256_and_si256(small, none));
                *places &= !(u64::from(dropped.cast_unsigned()) << half);
            }
        }
    }

    /// Each half of a table in both halves of a vector.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn both_halves(table: &[u8; 32]) -> [__m256i; 2] {
        // SAFETY: the table has that many bytes; the load asks for no alignment.
        let both = unsafe { _mm256_loadu_si256(table.as_ptr().cast()) };
        [_mm256_permute2x128_si256::<0x00>(both, both), _mm256_permute2x128_si256::<0x11>(both, both)]
    }

    #[target_feature(enable = "sse2")]
    pub(super) fn next_stops(text: &[u8], base: usize) -> Option<(usize, u64)> {
        next_stopped(text, base, |block| stops(block))
    }

    /// [`next_stops`], twice as wide.
    #[target_feature(enable = "avx2")]
    pub(super) fn wide_next_stops(text: &[u8], base: usize) -> Option<(usize, u64)> {
        next_stopped(text, base, |block| {
            let mut stops = Stops { spaces: 0, odd: 0, marks: 0 };
            for half in [0, 1] {
                let bytes = thirty_two(block, half);
                let is = |byte: u8| _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(byte.cast_signed()));
                // As signed numbers, bytes that are not ASCII are below the space as well.
                let odd = _mm256_or_si256(_mm256_cmpgt_epi8(_mm256_set1_epi8(0x20), bytes), is(0x7f));
                stops.spaces |= wide_bits(is(b' ')) << (32 * half);
                stops.odd |= wide_bits(odd) << (32 * half);
                stops.marks |= wide_bits(_mm256_or_si256(is(b'-'), is(b'`'))) << (32 * half);
            }
            stops
        })
    }

    #[inline]
    #[target_feature(enable = "sse2")]
    pub(super) fn stops(block: &[u8; 64]) -> Stops {
        let mut stops = Stops { spaces: 0, odd: 0, marks: 0 };
        for nth in 0..4 {
            let bytes = sixteen(block, nth);
            let is = |byte: u8| _mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte as i8));
            // As signed numbers, bytes that are not ASCII are below the space as well.
            let odd = _mm_or_si128(_mm_cmpgt_epi8(_mm_set1_epi8(0x20), bytes), is(0x7f));
            stops.spaces |= bits(is(b' ')) << (16 * nth);
            stops.odd |= bits(odd) << (16 * nth);
            stops.marks |= bits(_mm_or_si128(is(b'-'), is(b'`'))) << (16 * nth);
        }
        stops
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_value_in_every_place() {
        // An interpreter of the compiler's takes minutes for all.
        for byte in (0..=255_u8).step_by(if cfg!(miri) { 15 } else { 1 }) {
            for place in [0, 1, 7, 8, 15, 16, 31, 33, 48, 63] {
                let mut block = [b' '; 64];
                block[place] = byte;
                assert_eq!(masks(&block), plain(&block), "{byte} at {place}");
                assert_eq!(next_stops(&block, 0), next_stopped(&block, 0, plain_stops), "{byte} at {place}");
            }
            assert_eq!(masks(&[byte; 64]), plain(&[byte; 64]), "{byte}");
            assert_eq!(next_stops(&[byte; 64], 0), next_stopped(&[byte; 64], 0, plain_stops), "{byte}");
        }
    }

    #[test]
    fn the_vector_and_its_twin_agree() {
        use proptest::prelude::*;
        proptest!(|(bytes in prop::collection::vec(any::<u8>(), 64))| {
            let block: [u8; 64] = bytes.try_into().expect("sixty-four bytes");
            let mut numbers = [0; 8];
            for (number, bytes) in numbers.iter_mut().zip(block.as_chunks().0) {
                // Few values, so that some are alike.
                *number = u64::from_le_bytes(*bytes) & 0x0000_0003_0000_ffff;
            }
            prop_assert_eq!(alike(&numbers, numbers[3]), plain_alike(&numbers, numbers[3]));
            prop_assert_eq!(alike(&numbers, !numbers[5]), plain_alike(&numbers, !numbers[5]));
            prop_assert_eq!(masks(&block), plain(&block));
            let (other, pair) = (block.map(|byte| byte.rotate_left(1)), [block[0], block[1]]);
            let text = [block, other].concat();
            for base in [0, 64, 100] {
                prop_assert_eq!(next_stops(&text, base), next_stopped(&text, base, plain_stops));
            }
            prop_assert_eq!(
                next_both(&text, [0, 64], pair, 0),
                next(&text, [0, 64], 0, |blocks| plain_both(blocks, pair))
            );
        });
    }

    #[test]
    fn whole_texts_are_read_as_their_blocks_are() {
        use proptest::prelude::*;
        let sieve = prop::collection::vec(any::<u8>(), 64);
        proptest!(|(text in "[ -~é“]{0,200}", sieve in sieve, places in any::<u64>())| {
            let text = text.as_bytes();
            let window = |at: usize| *window(text.get(at..).unwrap_or_default(), &mut [0; 65]);
            let mut bits = vec![1; text.len() / 64 + 1];
            let mut seen = vec![0; bits.len()];
            read(text, &mut bits, |nth, leads, _| seen[nth] = leads);
            for (nth, (bits, leads)) in bits.iter().zip(&seen).enumerate() {
                let expected = plain(window(64 * nth).first_chunk().expect("a block"));
                prop_assert_eq!((*bits, *leads), (expected.words | 1, expected.leads));
            }
            let [firsts, seconds] = [0, 32].map(|at| sieve[at..].first_chunk().copied().expect("half of it"));
            let sieve = Sieve { firsts, seconds };
            let mut kept = vec![places; bits.len()];
            keep_sieved(text, &sieve, &mut kept);
            for (nth, kept) in kept.into_iter().enumerate() {
                let pairs = window(64 * nth);
                let passed = |at: &usize| !has_wide() || sieve.lets_pass([pairs[*at], pairs[at + 1]]);
                let passed = (0..64).filter(passed).fold(0, |passed, at| passed | 1 << at);
                prop_assert_eq!(kept, places & passed);
            }
        });
    }
}
