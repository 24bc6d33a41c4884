//! The masks of one block, by the vectors that every processor of its kind has: SSE2 on x86-64, NEON on aarch64.
//!
//! Both are part of the architecture's baseline, so nothing is asked at run time. Vectors are built from integers,
//! which the compiler turns into plain loads: no pointer is read, and the one unsafe step is to enter code made for a
//! feature. Other processors take the portable loop.

// Entering a function with a target feature is unsafe even where the whole build has that feature.
#![allow(unsafe_code)]

use super::{BLOCK, Masks};

/// The masks of `block`.
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
#[inline]
pub(super) fn masks(block: &[u8; BLOCK]) -> Masks {
    // SAFETY: this function is compiled only where SSE2 is enabled for the whole build.
    unsafe { sse2::masks(block) }
}

/// The masks of `block`.
#[cfg(all(target_arch = "aarch64", target_feature = "neon", target_endian = "little"))]
#[inline]
pub(super) fn masks(block: &[u8; BLOCK]) -> Masks {
    // SAFETY: this function is compiled only where NEON is enabled for the whole build.
    unsafe { neon::masks(block) }
}

#[cfg(not(any(
    all(target_arch = "x86_64", target_feature = "sse2"),
    all(target_arch = "aarch64", target_feature = "neon", target_endian = "little")
)))]
pub(super) use portable as masks;

/// The same masks, byte by byte: what the vectors are tested against, and what processors without them run.
#[cfg_attr(
    any(
        all(target_arch = "x86_64", target_feature = "sse2"),
        all(target_arch = "aarch64", target_feature = "neon", target_endian = "little")
    ),
    cfg(any(test, fuzzing))
)]
pub(super) fn portable(block: &[u8; BLOCK]) -> Masks {
    let mut masks = Masks { marks: 0, leads: 0 };
    for (at, &byte) in block.iter().enumerate() {
        let mark = matches!(byte, b'\n'..=b'\r' | b'!' | b'.' | b'?');
        let lead = matches!(byte, 0xc2 | 0xd6 | 0xd8 | 0xdb | 0xe0..=0xe3 | 0xef);
        masks.marks |= u64::from(mark) << at;
        masks.leads |= u64::from(lead) << at;
    }
    masks
}

#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
mod sse2 {
    use std::arch::x86_64::{
        __m128i, _mm_and_si128, _mm_cmpeq_epi8, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set_epi64x,
        _mm_set1_epi8, _mm_sub_epi8,
    };

    use super::{BLOCK, Masks};

    #[inline]
    #[target_feature(enable = "sse2")]
    pub(in super::super) fn masks(block: &[u8; BLOCK]) -> Masks {
        let vectors = [load(block, 0), load(block, 16), load(block, 32), load(block, 48)];
        let marks = gather(vectors.map(|v| marks(v)));
        let leads = if gather(vectors) == 0 { 0 } else { gather(vectors.map(|v| leads(v))) };
        Masks { marks, leads }
    }

    #[inline]
    #[target_feature(enable = "sse2")]
    fn load(block: &[u8; BLOCK], at: usize) -> __m128i {
        let half = |at: usize| {
            let bytes = block[at..].first_chunk().expect("a block holds 64 bytes");
            i64::from_le_bytes(*bytes)
        };
        _mm_set_epi64x(half(at + 8), half(at))
    }

    /// The top bits of the four vectors.
    #[inline]
    #[target_feature(enable = "sse2")]
    fn gather(vectors: [__m128i; 4]) -> u64 {
        let bits = |k: usize| u64::from(_mm_movemask_epi8(vectors[k]) as u16);
        bits(0) | bits(1) << 16 | bits(2) << 32 | bits(3) << 48
    }

    #[inline]
    #[target_feature(enable = "sse2")]
    fn is(v: __m128i, byte: u8) -> __m128i {
        _mm_cmpeq_epi8(v, _mm_set1_epi8(byte as i8))
    }

    #[inline]
    #[target_feature(enable = "sse2")]
    fn marks(v: __m128i) -> __m128i {
        // `\n \v \f \r` are four in a row: moved to zero, they are those that a cap of three leaves alone.
        let moved = _mm_sub_epi8(v, _mm_set1_epi8(b'\n' as i8));
        let line_end = _mm_cmpeq_epi8(_mm_min_epu8(moved, _mm_set1_epi8(3)), moved);
        _mm_or_si128(_mm_or_si128(is(v, b'.'), is(v, b'!')), _mm_or_si128(is(v, b'?'), line_end))
    }

    #[inline]
    #[target_feature(enable = "sse2")]
    fn leads(v: __m128i) -> __m128i {
        let e0_to_e3 = is(_mm_and_si128(v, _mm_set1_epi8(0xfc_u8 as i8)), 0xe0);
        let three = _mm_or_si128(e0_to_e3, is(v, 0xef));
        let two = _mm_or_si128(_mm_or_si128(is(v, 0xc2), is(v, 0xd6)), _mm_or_si128(is(v, 0xd8), is(v, 0xdb)));
        _mm_or_si128(three, two)
    }
}

#[cfg(all(target_arch = "aarch64", target_feature = "neon", target_endian = "little"))]
mod neon {
    use std::arch::aarch64::{
        uint8x16_t, vandq_u8, vceqq_u8, vcleq_u8, vcombine_u8, vcreate_u8, vdupq_n_u8, vgetq_lane_u64, vmaxvq_u8,
        vorrq_u8, vpaddq_u8, vreinterpretq_u64_u8, vsubq_u8,
    };

    use super::{BLOCK, Masks};

    #[inline]
    #[target_feature(enable = "neon")]
    pub(in super::super) fn masks(block: &[u8; BLOCK]) -> Masks {
        let vectors = [load(block, 0), load(block, 16), load(block, 32), load(block, 48)];
        let all = vorrq_u8(vorrq_u8(vectors[0], vectors[1]), vorrq_u8(vectors[2], vectors[3]));
        let leads = if vmaxvq_u8(all) < 0x80 { 0 } else { gather(vectors.map(|v| leads(v))) };
        Masks { marks: gather(vectors.map(|v| marks(v))), leads }
    }

    #[inline]
    #[target_feature(enable = "neon")]
    fn load(block: &[u8; BLOCK], at: usize) -> uint8x16_t {
        let half = |at: usize| {
            let bytes = block[at..].first_chunk().expect("a block holds 64 bytes");
            vcreate_u8(u64::from_le_bytes(*bytes))
        };
        vcombine_u8(half(at), half(at + 8))
    }

    /// One bit for each byte that is set: every byte keeps the bit of its place, and neighbours are added up until
    /// eight of them share one byte.
    #[inline]
    #[target_feature(enable = "neon")]
    fn gather(vectors: [uint8x16_t; 4]) -> u64 {
        let places = vcombine_u8(vcreate_u8(0x8040_2010_0804_0201), vcreate_u8(0x8040_2010_0804_0201));
        let bits = |k: usize| vandq_u8(vectors[k], places);
        let halves = vpaddq_u8(vpaddq_u8(bits(0), bits(1)), vpaddq_u8(bits(2), bits(3)));
        vgetq_lane_u64::<0>(vreinterpretq_u64_u8(vpaddq_u8(halves, halves)))
    }

    #[inline]
    #[target_feature(enable = "neon")]
    fn is(v: uint8x16_t, byte: u8) -> uint8x16_t {
        vceqq_u8(v, vdupq_n_u8(byte))
    }

    #[inline]
    #[target_feature(enable = "neon")]
    fn marks(v: uint8x16_t) -> uint8x16_t {
        let line_end = vcleq_u8(vsubq_u8(v, vdupq_n_u8(b'\n')), vdupq_n_u8(3));
        vorrq_u8(vorrq_u8(is(v, b'.'), is(v, b'!')), vorrq_u8(is(v, b'?'), line_end))
    }

    #[inline]
    #[target_feature(enable = "neon")]
    fn leads(v: uint8x16_t) -> uint8x16_t {
        let three = vorrq_u8(is(vandq_u8(v, vdupq_n_u8(0xfc)), 0xe0), is(v, 0xef));
        let two = vorrq_u8(vorrq_u8(is(v, 0xc2), is(v, 0xd6)), vorrq_u8(is(v, 0xd8), is(v, 0xdb)));
        vorrq_u8(three, two)
    }
}
