//! UTF-8 of short Python strings that are not ASCII, into memory that is used again.
//!
//! Python's own encoder makes a new object for every text and goes character by character; most texts are short and
//! nearly ASCII, which vector code copies sixteen characters at a time.

use std::cell::Cell;

use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::text::{fetch, narrow};

/// Longer texts are left to Python's encoder, so that what a thread keeps for the next text stays small.
const MOST: usize = 64 << 10;

/// How many characters are copied at a time where all are ASCII.
const BLOCK: usize = 16;

/// Most bytes that one turn writes beside those of ASCII: a block of it, and as many characters of any kind.
const ROOM: usize = 5 * BLOCK;

thread_local! {
    static POINTS: Cell<Vec<u32>> = const { Cell::new(Vec::new()) };
    static UTF8: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// UTF-8 in memory that goes back to its thread when dropped.
pub(super) struct Encoded {
    // Invariant: `bytes[..len]` is UTF-8.
    bytes: Vec<u8>,
    len: usize,
    /// Whether there were lone surrogates, which are U+FFFD here.
    pub(super) mended: bool,
}

impl Encoded {
    /// `None` for a text that is too long for this, or that Python does not hand out.
    pub(super) fn new(text: &Bound<'_, PyString>) -> Option<Self> {
        let count = text.len().ok().filter(|&count| count <= MOST)?;
        // Most texts come from far away, and have characters of two bytes; what of a long one is still to come follows by itself.
        for line in (0..2 * count.min(2048)).step_by(64) {
            fetch(text.as_ptr().cast::<u8>().wrapping_add(line));
        }
        let mut points = POINTS.take();
        if points.len() < count + BLOCK {
            points.resize((count + BLOCK).next_power_of_two(), 0);
        }
        #[allow(unsafe_code)]
        // SAFETY: `text` is a str and the thread is attached; `points` has room for all its code points, and without a
        // final null no more than these are written.
        let copied = unsafe { pyo3::ffi::PyUnicode_AsUCS4(text.as_ptr(), points.as_mut_ptr(), count as isize, 0) };
        let encoded = if copied.is_null() {
            PyErr::take(text.py());
            None
        } else {
            Some(encode(&points, count))
        };
        POINTS.set(points);
        encoded
    }

    pub(super) fn as_str(&self) -> &str {
        #[allow(unsafe_code)]
        // SAFETY: `encode` wrote whole characters only, those of a str, and nothing else writes.
        unsafe {
            str::from_utf8_unchecked(&self.bytes[..self.len])
        }
    }
}

impl Drop for Encoded {
    fn drop(&mut self) {
        UTF8.set(std::mem::take(&mut self.bytes));
    }
}

/// The UTF-8 of the first `count` code points; a block more is read, and is of no account.
fn encode(points: &[u32], count: usize) -> Encoded {
    let mut bytes = UTF8.take();
    let (mut at, mut len, mut mended) = (0, 0, false);
    while at < count {
        let left = count - at;
        let wanted = len + left + ROOM;
        if bytes.len() < wanted {
            // A wave of texts stands encoded at a time: what is to come is taken to be like what was, for room for the
            // worst case would be four times as much, and counting first a second pass.
            let more = if at == 0 { left / 16 } else { left * (len.div_ceil(at) - 1) };
            bytes.reserve_exact(wanted + more - bytes.len());
            bytes.resize(wanted + more, 0);
        }
        // Blocks are written as if all of them were ASCII, and count as far as they are.
        let (blocks, _) = points[at..at + left.next_multiple_of(BLOCK)].as_chunks();
        let (room, _) = bytes[len..].as_chunks_mut();
        let mut plain = 0;
        for (block, to) in blocks.iter().zip(room) {
            let wide = narrow(block, to);
            if wide != 0 {
                plain += wide.trailing_zeros() as usize;
                break;
            }
            plain += BLOCK;
        }
        let plain = plain.min(left);
        (at, len) = (at + plain, len + plain);
        // Most are alone, and what comes after is the next block's; there is room for a block of them.
        let end = count.min(at + BLOCK);
        for &point in points[at..end].iter().take_while(|&&point| point >= 0x80) {
            let (four, size) = four_bytes(point, &mut mended);
            if let Some(to) = bytes[len..].first_chunk_mut() {
                *to = four;
            }
            (at, len) = (at + 1, len + size);
        }
    }
    Encoded { bytes, len, mended }
}

/// The UTF-8 of a code point that is not ASCII, and its length.
#[inline(always)]
fn four_bytes(point: u32, mended: &mut bool) -> ([u8; 4], usize) {
    let part = |shift: u32| (point >> shift & 0x3f) as u8 | 0x80;
    match point {
        0..0x800 => ([(point >> 6) as u8 | 0xc0, part(0), 0, 0], 2),
        0x800..0xd800 | 0xe000..0x1_0000 => ([(point >> 12) as u8 | 0xe0, part(6), part(0), 0], 3),
        0x1_0000.. => ([(point >> 18) as u8 | 0xf0, part(12), part(6), part(0)], 4),
        _ => {
            *mended = true;
            ([0xef, 0xbf, 0xbd, 0], 3)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_and_width() {
        for text in ["", "é", "plain", "sixteen ascii ch", "sixteen ascii ch“and more” 🇳🇴 日本 to come, é"]
        {
            let count = text.chars().count();
            let points: Vec<u32> = text.chars().chain("of no account: é".chars()).map(u32::from).collect();
            for end in 0..=count {
                let encoded = encode(&points, end);
                assert_eq!(encoded.as_str(), text.chars().take(end).collect::<String>());
                assert!(!encoded.mended);
            }
        }
        let mut points = [0x63; 3 + BLOCK];
        points[..3].copy_from_slice(&[0x61, 0xd800, 0x62]);
        let encoded = encode(&points, 3);
        assert_eq!((encoded.as_str(), encoded.mended), ("a\u{fffd}b", true));
    }
}
