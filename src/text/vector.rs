//! Sixty-four bytes at once: what each of them is, a bit a byte.
//!
//! On x86-64 with its vector instructions, which every such processor has (SSE2); elsewhere, and as the twin that tests
//! hold it against, in plain Rust over fixed-size arrays, which compilers turn into what vector code there is. This is
//! the only file of the text module with `unsafe` in it.
#![allow(unsafe_code, reason = "calls of functions compiled for a processor feature that the platform guarantees")]

/// What the bytes of a block are, a bit a byte.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Classes {
    /// ASCII letters.
    pub(crate) letters: u64,
    /// Those of them that are capital.
    pub(crate) capitals: u64,
    /// ASCII digits.
    pub(crate) digits: u64,
    /// Spaces and tabs.
    pub(crate) gaps: u64,
    /// Bytes of characters beyond ASCII.
    pub(crate) wide: u64,
}

/// Asks for the line of the cache that this place is in, and waits for nothing; any place may be asked for.
#[inline(always)]
pub(crate) fn fetch<T>(place: *const T) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: every such processor has it, and it changes nothing but the time that reading takes.
    unsafe {
        std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T0 }>(place.cast());
    }
    #[cfg(target_arch = "aarch64")]
    // SAFETY: as above.
    unsafe {
        std::arch::asm!("prfm pldl1keep, [{0}]", in(reg) place, options(nostack, readonly, preserves_flags));
    }
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    let _ = place;
}

/// The classes of a block.
#[inline]
pub(crate) fn classes(block: &[u8; 64]) -> Classes {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: SSE2 is a part of x86-64; there is no such processor without it.
    return unsafe { x86::classes(block) };
    #[cfg(not(target_arch = "x86_64"))]
    plain::classes(block)
}

/// The bytes of a block that line terminators end with: those of ASCII, and the last ones of U+0085, U+2028 and U+2029, which
/// other characters share.
#[inline]
pub(crate) fn line_marks(block: &[u8; 64]) -> u64 {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: as above.
    return unsafe { x86::line_marks(block) };
    #[cfg(not(target_arch = "x86_64"))]
    plain::line_marks(block)
}

/// Turns sixty-four bytes of 0 or 1 into sixty-four bits.
#[inline]
pub(crate) fn gather(flags: &[u8; 64]) -> u64 {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: as above.
    return unsafe { x86::gather(flags) };
    #[cfg(not(target_arch = "x86_64"))]
    plain::gather(flags)
}

/// How many bits are set in each of four numbers: processors without an instruction for it count two in the time of one.
#[inline]
pub(crate) fn counts(four: [u64; 4]) -> [u32; 4] {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: as above.
    return unsafe { x86::counts(four) };
    #[cfg(not(target_arch = "x86_64"))]
    four.map(u64::count_ones)
}

/// Writes sixteen code points as bytes, which is right for those that are ASCII; says of which that is not so, a bit each.
#[cfg(any(test, feature = "python"))]
#[inline]
pub(crate) fn narrow(points: &[u32; 16], bytes: &mut [u8; 16]) -> u32 {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: as above.
    return unsafe { x86::narrow(points, bytes) };
    #[cfg(not(target_arch = "x86_64"))]
    plain::narrow(points, bytes)
}

#[cfg(any(test, not(target_arch = "x86_64")))]
mod plain {
    use super::Classes;

    #[cfg(any(test, feature = "python"))]
    pub(super) fn narrow(points: &[u32; 16], bytes: &mut [u8; 16]) -> u32 {
        let mut wide = 0;
        for (nth, (byte, &point)) in bytes.iter_mut().zip(points).enumerate() {
            *byte = point.min(0xff) as u8;
            wide |= u32::from(point >= 0x80) << nth;
        }
        wide
    }

    pub(super) fn classes(block: &[u8; 64]) -> Classes {
        Classes {
            letters: gather(&block.map(|b| u8::from(b.is_ascii_alphabetic()))),
            capitals: gather(&block.map(|b| u8::from(b.is_ascii_uppercase()))),
            digits: gather(&block.map(|b| u8::from(b.is_ascii_digit()))),
            gaps: gather(&block.map(|b| u8::from(b == b' ' || b == b'\t'))),
            wide: gather(&block.map(|b| b >> 7)),
        }
    }

    pub(super) fn line_marks(block: &[u8; 64]) -> u64 {
        gather(&block.map(|b| u8::from(matches!(b, b'\n'..=b'\r' | 0x85 | 0xa8 | 0xa9))))
    }

    pub(super) fn gather(flags: &[u8; 64]) -> u64 {
        // Each product moves the eight flags of a group into its top byte; no two terms meet, so nothing carries.
        const SPREAD: u64 = 0x0102_0408_1020_4080;
        let (groups, _) = flags.as_chunks::<8>();
        groups.iter().rev().fold(0, |bits, group| bits << 8 | u64::from_le_bytes(*group).wrapping_mul(SPREAD) >> 56)
    }
}

/// What others build their vector code from, too.
#[cfg(target_arch = "x86_64")]
pub(crate) mod x86 {
    #[cfg(any(test, feature = "python"))]
    use std::arch::x86_64::_mm_packus_epi16;
    use std::arch::x86_64::{
        __m128i, _mm_add_epi8, _mm_and_si128, _mm_cmpeq_epi8, _mm_cmpgt_epi8, _mm_loadu_si128, _mm_movemask_epi8,
        _mm_or_si128, _mm_packs_epi32, _mm_sad_epu8, _mm_set_epi64x, _mm_set1_epi8, _mm_setzero_si128, _mm_slli_epi16,
        _mm_srli_epi16, _mm_storeu_si128, _mm_sub_epi8,
    };

    use super::Classes;

    #[inline]
    #[target_feature(enable = "sse2")]
    pub(super) fn classes(block: &[u8; 64]) -> Classes {
        let mut all = Classes::default();
        for nth in 0..4 {
            let bytes = sixteen(block, nth);
            let letters = below(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), b'a', 26);
            let equal = |byte: u8| _mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte.cast_signed()));
            all.letters |= bits(letters) << (16 * nth);
            all.capitals |= bits(below(bytes, b'A', 26)) << (16 * nth);
            all.digits |= bits(below(bytes, b'0', 10)) << (16 * nth);
            all.gaps |= bits(_mm_or_si128(equal(b' '), equal(b'\t'))) << (16 * nth);
            all.wide |= bits(bytes) << (16 * nth);
        }
        all
    }

    #[inline]
    #[target_feature(enable = "sse2")]
    pub(super) fn line_marks(block: &[u8; 64]) -> u64 {
        let [a, b, c, d] = [0, 1, 2, 3].map(|nth| sixteen(block, nth));
        let plain = |bytes: __m128i| bits(below(bytes, b'\n', 4));
        let marks = plain(a) | plain(b) << 16 | plain(c) << 32 | plain(d) << 48;
        // Most blocks are in ASCII.
        if bits(_mm_or_si128(_mm_or_si128(a, b), _mm_or_si128(c, d))) == 0 {
            return marks;
        }
        let wide = |bytes: __m128i| {
            let newline = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x85_u8.cast_signed()));
            bits(_mm_or_si128(newline, below(bytes, 0xa8, 2)))
        };
        marks | wide(a) | wide(b) << 16 | wide(c) << 32 | wide(d) << 48
    }

    #[inline]
    #[target_feature(enable = "sse2")]
    pub(super) fn gather(flags: &[u8; 64]) -> u64 {
        (0..4).fold(0, |all, nth| all | bits(_mm_slli_epi16::<7>(sixteen(flags, nth))) << (16 * nth))
    }

    #[inline]
    #[target_feature(enable = "sse2")]
    pub(super) fn counts(four: [u64; 4]) -> [u32; 4] {
        // First in each two bits, then in four, in eight, in all of a number.
        let two = |one: u64, other: u64| {
            let bits = _mm_set_epi64x(other.cast_signed(), one.cast_signed());
            let (odd, low) = (_mm_set1_epi8(0x55), _mm_set1_epi8(0x33));
            let in_two = _mm_sub_epi8(bits, _mm_and_si128(_mm_srli_epi16::<1>(bits), odd));
            let upper = _mm_and_si128(_mm_srli_epi16::<2>(in_two), low);
            let in_four = _mm_add_epi8(_mm_and_si128(in_two, low), upper);
            let in_eight = _mm_add_epi8(in_four, _mm_srli_epi16::<4>(in_four));
            _mm_sad_epu8(_mm_and_si128(in_eight, _mm_set1_epi8(0x0f)), _mm_setzero_si128())
        };
        let [one, other, third, fourth] = four;
        let mut counts = [0; 4];
        // Each count is so small that it is all of the first of its number's four pieces.
        let all = _mm_packs_epi32(two(one, other), two(third, fourth));
        // SAFETY: sixteen bytes are written to an array of so many; it is not asked for alignment.
        unsafe { _mm_storeu_si128(counts.as_mut_ptr().cast(), all) };
        counts
    }

    #[cfg(any(test, feature = "python"))]
    #[inline]
    #[target_feature(enable = "sse2")]
    pub(super) fn narrow(points: &[u32; 16], bytes: &mut [u8; 16]) -> u32 {
        let [a, b, c, d] = points.as_chunks::<4>().0 else { return 0xffff };
        // SAFETY: sixteen bytes are read from arrays of so many, and written to one; neither asks for alignment.
        let narrow = unsafe {
            let four = |four: &[u32; 4]| _mm_loadu_si128(four.as_ptr().cast());
            // Both steps hold what is too large at their limit, so that its top bit tells.
            let narrow = _mm_packus_epi16(_mm_packs_epi32(four(a), four(b)), _mm_packs_epi32(four(c), four(d)));
            _mm_storeu_si128(bytes.as_mut_ptr().cast(), narrow);
            narrow
        };
        _mm_movemask_epi8(narrow).cast_unsigned()
    }

    /// Bytes `16 * nth` and the fifteen after it, of the last two bits of `nth`. So short that it is never called: a
    /// check of `nth` made the compiler leave it a function, which cost more than all that is done with the bytes.
    #[inline]
    #[target_feature(enable = "sse2")]
    pub(crate) fn sixteen(block: &[u8; 64], nth: usize) -> __m128i {
        // SAFETY: the block has four quarters, so the last two bits name one of them; the load asks for no alignment.
        unsafe { _mm_loadu_si128(block.as_ptr().cast::<__m128i>().add(nth & 3)) }
    }

    /// Which bytes are `from` or one of the `count - 1` after it. The comparison is of signed numbers, so they are moved
    /// to the lower end of these.
    #[inline]
    #[target_feature(enable = "sse2")]
    pub(crate) fn below(bytes: __m128i, from: u8, count: i8) -> __m128i {
        let moved = _mm_add_epi8(bytes, _mm_set1_epi8(0x80_u8.wrapping_sub(from).cast_signed()));
        _mm_cmpgt_epi8(_mm_set1_epi8(i8::MIN + count), moved)
    }

    /// The top bits of all bytes.
    #[inline]
    #[target_feature(enable = "sse2")]
    pub(crate) fn bits(bytes: __m128i) -> u64 {
        u64::from(_mm_movemask_epi8(bytes) as u16)
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
                let mut block = [b'-'; 64];
                block[place] = byte;
                assert_eq!(classes(&block), plain::classes(&block), "{byte} at {place}");
                assert_eq!(line_marks(&block), plain::line_marks(&block), "{byte} at {place}");
            }
        }
    }

    #[test]
    fn code_points_become_bytes() {
        use proptest::prelude::*;
        let point = prop_oneof![0_u32..0x90, 0x70_u32..0x110, any::<char>().prop_map(u32::from)];
        proptest!(|(points in prop::array::uniform16(point))| {
            let (mut bytes, mut slow) = ([0; 16], [0; 16]);
            prop_assert_eq!(narrow(&points, &mut bytes), plain::narrow(&points, &mut slow));
            prop_assert_eq!(bytes, slow);
        });
    }

    #[test]
    fn set_bits_are_counted() {
        use proptest::prelude::*;
        assert_eq!(counts([0, u64::MAX, 1 << 63, 1]), [0, 64, 1, 1]);
        proptest!(|(four: [u64; 4])| prop_assert_eq!(counts(four), four.map(u64::count_ones)));
    }

    #[test]
    fn flags_become_bits() {
        use proptest::prelude::*;
        proptest!(|(flags in prop::collection::vec(0_u8..2, 64))| {
            let flags: [u8; 64] = flags.try_into().expect("sixty-four flags");
            prop_assert_eq!(gather(&flags), plain::gather(&flags));
            prop_assert_eq!(gather(&flags).count_ones() as usize, flags.iter().filter(|flag| **flag == 1).count());
        });
    }
}
