//! Whether the memory of a text column is what its type promises.

use std::ops::Range;

use arrow_buffer::ArrowNativeType;
use arrow_data::ArrayData;
use arrow_schema::{ArrowError, DataType};

use crate::parallel;

/// How many bytes of text one piece of parallel work checks.
const PIECE: usize = 1 << 20;

/// Checks that the texts are UTF-8, the offsets rise and everything lies in bounds, on `threads` threads.
///
/// Every error is Arrow's own: what the quick ways do not vouch for is checked again, all of it, the slow way.
pub(super) fn check(data: &ArrayData, threads: usize) -> Result<(), ArrowError> {
    data.validate()?;
    data.validate_nulls()?;
    let sound = match data.data_type() {
        DataType::Utf8 => texts::<i32>(data).is_some_and(|(offsets, bytes)| hold(offsets, bytes, threads)),
        DataType::LargeUtf8 => texts::<i64>(data).is_some_and(|(offsets, bytes)| hold(offsets, bytes, threads)),
        // Each of these checks the texts of its own rows only.
        DataType::Utf8View => {
            let rows = data.len().div_ceil(8 * threads).max(1);
            let slices = (0..data.len()).step_by(rows).map(|first| first..data.len().min(first + rows)).collect();
            all(slices, threads, &|rows| data.slice(rows.start, rows.len()).validate_full().is_ok())
        }
        _ => false,
    };
    if sound { Ok(()) } else { data.validate_full() }
}

/// The offsets of a column's rows, and its bytes.
fn texts<T: ArrowNativeType>(data: &ArrayData) -> Option<(&[T], &[u8])> {
    Some((data.buffer::<T>(0).get(..=data.len())?, data.buffers().get(1)?))
}

/// Whether the offsets rise within the bytes, the bytes between the first and the last are UTF-8, and no offset cuts a
/// character.
fn hold<T: ArrowNativeType>(offsets: &[T], bytes: &[u8], threads: usize) -> bool {
    let place = |offset: Option<&T>| offset.and_then(|offset| offset.to_usize());
    let (Some(first), Some(last)) = (place(offsets.first()), place(offsets.last())) else { return false };
    let Some(bytes) = bytes.get(first..last) else { return false };
    let mut before = first;
    let rise = offsets.iter().all(|offset| {
        offset.to_usize().is_some_and(|place| {
            let rises = before <= place && place <= last;
            before = place;
            rises && bytes.get(place - first).is_none_or(|&byte| begins(byte))
        })
    });
    rise && all(pieces(bytes), threads, &|piece| std::str::from_utf8(&bytes[piece]).is_ok())
}

/// Whether `holds` of every range, asked on `threads` threads.
fn all(ranges: Vec<Range<usize>>, threads: usize, holds: &(dyn Fn(Range<usize>) -> bool + Sync)) -> bool {
    parallel::map(&ranges, threads, |range| holds(range.clone())).iter().all(|&held| held)
}

/// Cuts bytes before the first byte of a character, if they are UTF-8: then each piece is, and only then.
fn pieces(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut pieces = Vec::with_capacity(bytes.len() / PIECE + 1);
    let mut start = 0;
    while start < bytes.len() {
        let wanted = bytes.len().min(start + PIECE);
        let end = bytes[wanted..].iter().position(|&byte| begins(byte)).map_or(bytes.len(), |at| wanted + at);
        pieces.push(start..end);
        start = end;
    }
    pieces
}

/// Whether a byte of UTF-8 begins a character.
fn begins(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

#[cfg(test)]
mod tests {
    use arrow_array::{Array, LargeStringArray, StringArray, StringViewArray};

    use super::*;

    #[test]
    fn pieces_hold_every_byte_once_and_cut_no_character() {
        let text = "é”x𝄞".repeat(PIECE / 4);
        let cut = pieces(text.as_bytes());
        assert!(cut.len() > 2);
        assert_eq!(cut.iter().map(|piece| &text[piece.clone()]).collect::<String>(), text);
        assert!(pieces(b"").is_empty());
    }

    #[test]
    fn damage_is_found_wherever_it_is_and_however_many_threads_look() {
        let text = "“é” ".repeat(PIECE / 4);
        let end = text.len() as i32;
        for threads in [1, 3] {
            assert!(hold(&[0, 3, end], text.as_bytes(), threads));
            for at in [0, PIECE - 1, PIECE, PIECE + 1, PIECE + 2, text.len() - 1] {
                let mut bytes = text.clone().into_bytes();
                bytes[at] = 0xff;
                assert!(!hold(&[0, 3, end], &bytes, threads), "{at}");
            }
            for offsets in [[0, 1, end], [0, end + 1, end], [6, 3, end], [-1, 3, end], [0, 4, end], [0, 3, end + 1]] {
                assert!(!hold(&offsets, text.as_bytes(), threads), "{offsets:?}");
            }
            assert!(hold(&[1, 2, 4], b"\xffabc\xff", threads), "what no row names may be anything");
            assert!(!hold::<i64>(&[], b"", threads));
        }
    }

    #[test]
    fn sound_columns_pass_sliced_empty_or_as_views() {
        let rows = vec![Some("a"), None, Some("é and more than twelve bytes")];
        for threads in [1, 3] {
            let small = StringArray::from(rows.clone()).to_data();
            let large = LargeStringArray::from(rows.clone()).to_data();
            let views = StringViewArray::from(rows.clone()).to_data();
            for data in [small, large, views] {
                for slice in [data.clone(), data.slice(1, 2), data.slice(3, 0)] {
                    assert!(check(&slice, threads).is_ok(), "{}", data.data_type());
                }
            }
            assert!(check(&ArrayData::new_empty(&DataType::Utf8), threads).is_ok());
        }
    }
}
