//! UTF-8 of short Python strings that are not ASCII, into memory that is used again.
//!
//! Python's own encoder makes a new object for every text and goes character by character; most texts are short and
//! nearly ASCII, which vector code copies sixteen characters at a time.

use std::cell::Cell;

use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::text::narrow;

/// Longer texts are left to Python's encoder, so that what a thread keeps for the next text stays small.
const MOST: usize = 64 << 10;

/// How many characters are copied at a time where all are ASCII.
const BLOCK: usize = 16;

/// Most bytes that one turn writes: a block of ASCII, and as many characters of any kind.
const ROOM: usize = 5 * BLOCK;

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

fn encode(points: &[u32]) -> Encoded {
    let mut bytes = UTF8.take();
    let (mut at, mut len, mut mended) = (0, 0, false);
    while at < points.len() {
        if bytes.len() < len + ROOM {
            // A wave of texts stands encoded at a time: what is to come is taken to be like what was, for room for the
            // worst case would be four times as much, and counting first a second pass.
            let room = len + (points.len() - at) * len.div_ceil(at.max(1)).max(1) + ROOM;
            bytes.reserve_exact(room - bytes.len());
            bytes.resize(room, 0);
        }
        // The block is written as if all of it were ASCII, and counts as far as it is.
        let mut plain = 0;
        if let (Some(block), Some(to)) = (points[at..].first_chunk(), bytes[len..].first_chunk_mut()) {
            let wide = narrow(block, to);
            if wide == 0 {
                // By itself, so that the next block need not wait to know where it begins.
                (at, len) = (at + BLOCK, len + BLOCK);
                continue;
            }
            plain = wide.trailing_zeros() as usize;
        }
        (at, len) = encode_some(points, at + plain, &mut bytes, len + plain, &mut mended);
    }
    Encoded { bytes, len, mended }
}

/// Writes characters up to the end of a run that is not ASCII, a block's length at most; gives the places after them.
fn encode_some(points: &[u32], mut at: usize, bytes: &mut [u8], mut len: usize, mended: &mut bool) -> (usize, usize) {
    let end = points.len().min(at + BLOCK);
    while at < end {
        let point = points[at];
        at += 1;
        if point < 0x80 {
            bytes[len] = point as u8;
            len += 1;
            // The end of a text is shorter than a block.
            if points.len() - at >= BLOCK {
                break;
            }
            continue;
        }
        let c = char::from_u32(point).unwrap_or_else(|| {
            *mended = true;
            REPLACEMENT
        });
        len += c.encode_utf8(&mut bytes[len..]).len();
    }
    (at, len)
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
