//! Arrow arrays whose buffers nobody checked: refused, or read as text within bounds.

#![allow(unsafe_code, reason = "arrays of unchecked content are what is tried")]

use arbitrary::Arbitrary;
use arrow_array::ArrayRef;
use arrow_array::make_array;
use arrow_buffer::Buffer;
use arrow_data::ArrayDataBuilder;
use arrow_schema::DataType;
use newscore::arrow::TextChunk;

/// What the fuzzer makes up.
#[derive(Debug, Arbitrary)]
pub struct Input {
    kind: u8,
    length: u8,
    offset: u8,
    offsets: Vec<u8>,
    values: Vec<u8>,
    nulls: Option<Vec<u8>>,
    keys: Option<Vec<i8>>,
}

/// See the head of this file.
pub fn check(input: Input) {
    let kind = match input.kind % 3 {
        0 => DataType::Utf8,
        1 => DataType::LargeUtf8,
        _ => DataType::Utf8View,
    };
    let mut array = array(&kind, &input);
    if let Some(keys) = &input.keys {
        let kind = DataType::Dictionary(Box::new(DataType::Int8), Box::new(kind));
        let data = ArrayDataBuilder::new(kind)
            .len(keys.len())
            .add_buffer(Buffer::from_slice_ref(keys))
            .add_child_data(array.to_data());
        // SAFETY: as for `array`: one buffer of the right length, a child of the right type.
        array = make_array(unsafe { data.build_unchecked() });
    }
    if let Ok(chunk) = TextChunk::new(&array.to_data(), "column", 2) {
        assert_eq!(chunk.iter().count(), chunk.len());
        chunk.iter().flatten().for_each(|text| assert!(std::str::from_utf8(text.as_bytes()).is_ok()));
    }
}

/// An array of the right layout whose content is anything: what the C interface lets through.
fn array(kind: &DataType, input: &Input) -> ArrayRef {
    let (length, offset) = (usize::from(input.length), usize::from(input.offset));
    let width = match kind {
        DataType::Utf8 => 4,
        DataType::LargeUtf8 => 8,
        _ => 16,
    };
    // One more entry than a view needs does no harm.
    let mut offsets = input.offsets.clone();
    offsets.resize((length + offset + 1) * width, 0);
    let nulls = input.nulls.clone().map(|mut bits| {
        bits.resize((length + offset).div_ceil(8), 0xff);
        Buffer::from_slice_ref(&bits)
    });
    let data = ArrayDataBuilder::new(kind.clone())
        .len(length)
        .offset(offset)
        .add_buffer(Buffer::from(aligned(&offsets)))
        .add_buffer(Buffer::from_slice_ref(&input.values))
        .null_bit_buffer(nulls);
    // SAFETY: the buffers are as many and as long as the type asks for; that what they hold may point anywhere is what is
    // tried here, as arrays that come through the C interface are taken over in the same way.
    make_array(unsafe { data.build_unchecked() })
}

/// The bytes in memory that is aligned for every type.
fn aligned(bytes: &[u8]) -> Vec<i64> {
    let mut padded = bytes.to_vec();
    padded.resize(bytes.len().next_multiple_of(16), 0);
    padded.chunks_exact(8).map(|chunk| i64::from_ne_bytes(chunk.try_into().expect("8 bytes"))).collect()
}
