//! One chunk of a text column, whatever its layout.

use arrow_array::{Array, LargeStringArray, StringArray, StringViewArray};
use arrow_buffer::ArrowNativeType;
use arrow_data::ArrayData;
use arrow_schema::DataType;

use super::check::check;
use crate::error::{Error, Result};

/// A chunk of texts, borrowed from whoever made it: `Utf8`, `LargeUtf8`, `Utf8View`, a dictionary of one of them, a
/// struct of one such column, or a column of nulls.
#[derive(Debug, Clone)]
pub struct TextChunk {
    strings: Strings,
    /// For a dictionary, and for a struct with nulls of its own: which string each row names.
    keys: Option<Vec<Option<usize>>>,
    length: usize,
}

#[derive(Debug, Clone)]
enum Strings {
    Small(StringArray),
    Large(LargeStringArray),
    View(StringViewArray),
    Nulls,
}

impl TextChunk {
    /// Reads an array. `name` is what the error calls the column.
    ///
    /// Costs one pass, on `threads` threads, that checks that the bytes are UTF-8 and the offsets in bounds: an array
    /// that came through the C interface has been checked by nobody.
    ///
    /// # Errors
    /// A column that holds no text (the message names its type), or one whose memory is not what its type promises.
    pub fn new(data: &ArrayData, name: &str, threads: usize) -> Result<Self> {
        check(data, threads)
            .map_err(|error| Error::bad_option("column", name, format!("damaged Arrow data: {error}")))?;
        Self::checked(data, name)
    }

    fn checked(data: &ArrayData, name: &str) -> Result<Self> {
        let length = data.len();
        let strings = match data.data_type() {
            DataType::Utf8 => Strings::Small(data.clone().into()),
            DataType::LargeUtf8 => Strings::Large(data.clone().into()),
            DataType::Utf8View => Strings::View(data.clone().into()),
            DataType::Null => Strings::Nulls,
            DataType::Struct(fields) if fields.len() == 1 => {
                let column = Self::checked(&data.child_data()[0].slice(data.offset(), length), name)?;
                let keys = data.nulls().map(|nulls| {
                    let name_of = |row: usize| column.keys.as_ref().map_or(Some(row), |keys| keys[row]);
                    (0..length).map(|row| nulls.is_valid(row).then(|| name_of(row))?).collect()
                });
                return Ok(Self { keys: keys.or(column.keys), ..column });
            }
            DataType::Dictionary(key, _) => {
                let keys = match key.as_ref() {
                    DataType::Int8 => keys::<i8>(data),
                    DataType::Int16 => keys::<i16>(data),
                    DataType::Int32 => keys::<i32>(data),
                    DataType::Int64 => keys::<i64>(data),
                    DataType::UInt8 => keys::<u8>(data),
                    DataType::UInt16 => keys::<u16>(data),
                    DataType::UInt32 => keys::<u32>(data),
                    _ => keys::<u64>(data),
                };
                let values = Self::checked(&data.child_data()[0], name)?;
                return Ok(Self { strings: values.strings, keys: Some(keys), length });
            }
            other => {
                let accepted = "utf8, large_utf8, utf8_view, a dictionary of these";
                return Err(Error::column(name, format!("holds {other}, not text; accepted: {accepted}")));
            }
        };
        Ok(Self { strings, keys: None, length })
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether the chunk has no rows.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The text of `row`; `None` where it is null.
    pub fn get(&self, row: usize) -> Option<&str> {
        let row = match &self.keys {
            Some(keys) => keys[row]?,
            None => row,
        };
        match &self.strings {
            Strings::Small(array) => array.is_valid(row).then(|| array.value(row)),
            Strings::Large(array) => array.is_valid(row).then(|| array.value(row)),
            Strings::View(array) => array.is_valid(row).then(|| array.value(row)),
            Strings::Nulls => None,
        }
    }

    /// The rows in order, in waves of neighbouring rows of about `bytes` bytes each.
    pub fn waves(&self, bytes: usize) -> impl Iterator<Item = Vec<Option<&str>>> {
        let mut next = 0;
        std::iter::from_fn(move || {
            let mut sum = 0;
            let mut wave = Vec::new();
            while next < self.length && sum < bytes {
                let text = self.get(next);
                sum += text.map_or(1, str::len);
                wave.push(text);
                next += 1;
            }
            (!wave.is_empty()).then_some(wave)
        })
    }

    /// The rows in order.
    pub fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        (0..self.length).map(|row| self.get(row))
    }
}

/// Which value each row of a dictionary names; `None` where the row is null.
fn keys<T: ArrowNativeType>(data: &ArrayData) -> Vec<Option<usize>> {
    let keys = &data.buffer::<T>(0)[..data.len()];
    let valid = |row: usize| data.nulls().is_none_or(|nulls| nulls.is_valid(row));
    keys.iter().enumerate().map(|(row, key)| valid(row).then(|| key.as_usize())).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::cast::AsArray;
    use arrow_array::types::Int8Type;
    use arrow_array::{ArrayRef, DictionaryArray, Int64Array, StructArray};
    use arrow_buffer::NullBuffer;
    use arrow_schema::Field;

    use super::*;

    fn read(array: ArrayRef) -> Vec<Option<String>> {
        let chunk = TextChunk::new(&array.to_data(), "text", 1).expect("text");
        chunk.iter().map(|text| text.map(str::to_owned)).collect()
    }

    #[test]
    fn every_layout_reads_alike() {
        let rows = vec![Some("a"), None, Some("é and more than twelve bytes")];
        let expected: Vec<Option<String>> = rows.iter().map(|text| text.map(str::to_owned)).collect();
        assert_eq!(read(Arc::new(StringArray::from(rows.clone()))), expected);
        assert_eq!(read(Arc::new(LargeStringArray::from(rows.clone()))), expected);
        assert_eq!(read(Arc::new(StringViewArray::from(rows.clone()))), expected);
        assert_eq!(read(Arc::new(rows.into_iter().collect::<DictionaryArray<Int8Type>>())), expected);
    }

    #[test]
    fn a_slice_reads_its_own_rows() {
        let array: ArrayRef = Arc::new(StringArray::from(vec!["a", "b", "c"]));
        assert_eq!(read(array.slice(1, 1)), [Some("b".to_owned())]);
    }

    #[test]
    fn texts_stay_where_they_were() {
        let rows = vec![Some("a text that is longer than twelve bytes"); 3];
        let (small, large) = (StringArray::from(rows.clone()), LargeStringArray::from(rows.clone()));
        let view = StringViewArray::from(rows.clone());
        let names: DictionaryArray<Int8Type> = rows.into_iter().collect();
        let addresses = [small.value(1), large.value(1), view.value(1), names.values().as_string::<i32>().value(0)];
        let addresses = addresses.map(str::as_ptr);
        let arrays: [ArrayRef; 4] = [Arc::new(small), Arc::new(large), Arc::new(view), Arc::new(names)];
        for (array, address) in arrays.iter().zip(addresses) {
            let chunk = TextChunk::new(&array.to_data(), "text", 1).expect("text");
            assert_eq!(chunk.get(1).map(str::as_ptr), Some(address), "{}", array.data_type());
        }
    }

    #[test]
    fn a_null_row_of_a_struct_or_a_dictionary_is_null() {
        let texts: ArrayRef = Arc::new(StringArray::from(vec![Some("a"), Some("b"), None, Some("d")]));
        let field = Arc::new(Field::new("text", DataType::Utf8, true));
        let nulls = NullBuffer::from(vec![true, false, true, true]);
        let rows: ArrayRef = Arc::new(StructArray::new(vec![field].into(), vec![texts], Some(nulls)));
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(read(Arc::clone(&rows)), [text("a"), None, None, text("d")]);
        assert_eq!(read(rows.slice(1, 3)), [None, None, text("d")]);
        let dictionary: DictionaryArray<Int8Type> = [Some("a"), None, Some("b"), Some("a")].into_iter().collect();
        assert_eq!(read(Arc::new(dictionary.slice(1, 3))), [None, text("b"), text("a")]);
    }

    #[test]
    fn numbers_are_refused_by_type() {
        let array: ArrayRef = Arc::new(Int64Array::from(vec![1]));
        let error = TextChunk::new(&array.to_data(), "n", 1).expect_err("numbers");
        assert!(error.to_string().contains("Int64"), "{error}");
    }
}
