//! UTF-8 of short Python strings that are not ASCII, into memory that is used again.
//!
//! Python's own encoder makes a new object for every text and goes character by character; most texts are short and
//! nearly ASCII, which vector code copies sixteen characters at a time.

use std::cell::Cell;

use pyo3::prelude::*;
use pyo3::types::PyString;

/// Longer texts are left to Python's encoder, so that what a thread keeps for the next text stays small.
const MOST: usize = 64 << 10;

/// How many characters are copied at a time where all are ASCII.
const BLOCK: usize = 16;

/// What a code point of a lone surrogate becomes.
const REPLACEMENT: char = char::REPLACEMENT_CHARACTER;

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
        let mut points = POINTS.take();
        if points.len() < count {
            points.resize(count.next_power_of_two(), 0);
        }
        #[allow(unsafe_code)]
        // SAFETY: `text` is a str and the thread is attached; `points` has room for all its code points, and without a
        // final null no more than these are written.
        let copied = unsafe { pyo3::ffi::PyUnicode_AsUCS4(text.as_ptr(), points.as_mut_ptr(), count as isize, 0) };
        let encoded = if copied.is_null() {
            PyErr::take(text.py());
            None
        } else {
            Some(encode(&points[..count]))
        };
        POINTS.set(points);
        encoded
    }

    pub(super) fn as_str(&self) -> &str {
        #[allow(unsafe_code)]
        // SAFETY: `encode` wrote whole characters only, and nothing else writes.
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

/// All bits that are set in a block.
fn all_of(block: &[u32; BLOCK]) -> u32 {
    let (fours, _) = block.as_chunks::<4>();
    let all: [u32; 4] = std::array::from_fn(|at| fours.iter().fold(0, |all, four| all | four[at]));
    all[0] | all[1] | all[2] | all[3]
}

fn encode(points: &[u32]) -> Encoded {
    let mut bytes = UTF8.take();
    let (mut len, mut mended) = (0, false);
    for (k, block) in points.chunks(BLOCK).enumerate() {
        if bytes.len() < len + 4 * BLOCK {
            // A wave of texts stands encoded at a time: what is to come is taken to be like what was, for room for the
            // worst case would be four times as much, and counting first a second pass.
            let done = k * BLOCK;
            let room = len + (points.len() - done) * len.div_ceil(done.max(1)).max(1) + 4 * BLOCK;
            bytes.reserve_exact(room - bytes.len());
            bytes.resize(room, 0);
        }
        match <&[u32; BLOCK]>::try_from(block) {
            // Four at a time, which compilers make vector code of; and so is the loop over both.
            Ok(block) if all_of(block) < 0x80 => {
                for (to, &point) in bytes[len..len + BLOCK].iter_mut().zip(block) {
                    *to = point as u8;
                }
                len += BLOCK;
            }
            _ => len = encode_each(block, &mut bytes, len, &mut mended),
        }
    }
    Encoded { bytes, len, mended }
}

/// Writes the characters at `len`; gives the length after them.
fn encode_each(points: &[u32], bytes: &mut [u8], mut len: usize, mended: &mut bool) -> usize {
    for &point in points {
        if point < 0x80 {
            bytes[len] = point as u8;
            len += 1;
        } else {
            let c = char::from_u32(point).unwrap_or_else(|| {
                *mended = true;
                REPLACEMENT
            });
            len += c.encode_utf8(&mut bytes[len..]).len();
        }
    }
    len
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_and_width() {
        for text in ["", "é", "plain", "sixteen ascii ch", "sixteen ascii ch“and more” 🇳🇴 日本 to come, é"]
        {
            let points: Vec<u32> = text.chars().map(u32::from).collect();
            for end in 0..=points.len() {
                let encoded = encode(&points[..end]);
                assert_eq!(encoded.as_str(), text.chars().take(end).collect::<String>());
                assert!(!encoded.mended);
            }
        }
        let encoded = encode(&[0x61, 0xd800, 0x62]);
        assert_eq!((encoded.as_str(), encoded.mended), ("a\u{fffd}b", true));
    }
}
