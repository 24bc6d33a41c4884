//! One chunk of a text column, whatever its layout.

use arrow_array::cast::AsArray;
use arrow_array::types::{ArrowDictionaryKeyType, Int8Type, Int16Type, Int32Type, Int64Type};
use arrow_array::types::{UInt8Type, UInt16Type, UInt32Type, UInt64Type};
use arrow_array::{Array, ArrayRef, LargeStringArray, StringArray, StringViewArray, make_array};
use arrow_schema::DataType;

use crate::error::{Error, Result};

/// A chunk of texts, borrowed from whoever made it: `Utf8`, `LargeUtf8`, `Utf8View`, a dictionary of one of them, a
/// struct of one such column, or a column of nulls.
#[derive(Debug, Clone)]
pub struct TextChunk {
    strings: Strings,
    /// For a dictionary: which string each row names.
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
    /// Reads `array`. `name` is what the error calls the column.
    ///
    /// Costs one pass that checks that the bytes are UTF-8 and the offsets in bounds: an array that came through the C
    /// interface has been checked by nobody.
    ///
    /// # Errors
    /// A column that holds no text (the message names its type), or one whose memory is not what its type promises.
    pub fn new(array: &ArrayRef, name: &str) -> Result<Self> {
        let data = array.to_data();
        data.validate_full()
            .map_err(|error| Error::bad_option("column", name, format!("damaged Arrow data: {error}")))?;
        Self::checked(&make_array(data), name)
    }

    fn checked(array: &ArrayRef, name: &str) -> Result<Self> {
        let length = array.len();
        let strings = match array.data_type() {
            DataType::Utf8 => Strings::Small(array.as_string::<i32>().clone()),
            DataType::LargeUtf8 => Strings::Large(array.as_string::<i64>().clone()),
            DataType::Utf8View => Strings::View(array.as_string_view().clone()),
            DataType::Null => Strings::Nulls,
            DataType::Struct(fields) if fields.len() == 1 => {
                let column = array.as_struct().column(0);
                return Self::checked(column, name);
            }
            DataType::Dictionary(key, _) => {
                let (keys, values) = match key.as_ref() {
                    DataType::Int8 => dictionary::<Int8Type>(array),
                    DataType::Int16 => dictionary::<Int16Type>(array),
                    DataType::Int32 => dictionary::<Int32Type>(array),
                    DataType::Int64 => dictionary::<Int64Type>(array),
                    DataType::UInt8 => dictionary::<UInt8Type>(array),
                    DataType::UInt16 => dictionary::<UInt16Type>(array),
                    DataType::UInt32 => dictionary::<UInt32Type>(array),
                    _ => dictionary::<UInt64Type>(array),
                };
                let values = Self::checked(&values, name)?;
                return Ok(Self { strings: values.strings, keys: Some(keys), length });
            }
            other => {
                let reason = format!("it holds {other}; accepted: utf8, large_utf8, utf8_view, a dictionary of these");
                return Err(Error::bad_option("column", name, reason));
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

fn dictionary<K: ArrowDictionaryKeyType>(array: &ArrayRef) -> (Vec<Option<usize>>, ArrayRef) {
    let dictionary = array.as_dictionary::<K>();
    let keys = (0..dictionary.len()).map(|row| dictionary.key(row)).collect();
    (keys, dictionary.values().clone())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::{DictionaryArray, Int64Array};

    use super::*;

    fn read(array: ArrayRef) -> Vec<Option<String>> {
        let chunk = TextChunk::new(&array, "text").expect("text");
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
            let chunk = TextChunk::new(array, "text").expect("text");
            assert_eq!(chunk.get(1).map(str::as_ptr), Some(address), "{}", array.data_type());
        }
    }

    #[test]
    fn numbers_are_refused_by_type() {
        let array: ArrayRef = Arc::new(Int64Array::from(vec![1]));
        let error = TextChunk::new(&array, "n").expect_err("numbers");
        assert!(error.to_string().contains("Int64"), "{error}");
    }
}
