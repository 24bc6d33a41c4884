//! Values as bytes and back: what pickles hold.
//!
//! One description of a value serves both ways, so what is read is what was written. Bytes that no tape wrote give some
//! value and no error.

use std::sync::{Mutex, PoisonError};

use crate::Span;

/// Writes values into bytes, or reads them from bytes in the order in which they were written.
pub(super) struct Tape<'b> {
    written: Vec<u8>,
    /// What is left to read; none: values are written.
    left: Option<&'b [u8]>,
}

impl<'b> Tape<'b> {
    /// The bytes of what `describe` gives to the tape.
    pub(super) fn write(describe: impl FnOnce(&mut Self)) -> Vec<u8> {
        let mut tape = Self { written: Vec::new(), left: None };
        describe(&mut tape);
        tape.written
    }

    pub(super) fn reader(bytes: &'b [u8]) -> Self {
        Self { written: Vec::new(), left: Some(bytes) }
    }

    /// Seven bits a byte.
    pub(super) fn number(&mut self, number: &mut usize) {
        let Some(left) = &mut self.left else {
            let mut rest = *number;
            while rest > 127 {
                self.written.push(rest as u8 | 128);
                rest >>= 7;
            }
            return self.written.push(rest as u8);
        };
        *number = 0;
        let mut shift = 0;
        while let Some((&byte, rest)) = left.split_first() {
            *left = rest;
            *number |= usize::from(byte & 127).wrapping_shl(shift);
            shift += 7;
            if byte < 128 {
                break;
            }
        }
    }

    pub(super) fn text(&mut self, text: &mut String) {
        let mut length = text.len();
        self.number(&mut length);
        match &mut self.left {
            None => self.written.extend_from_slice(text.as_bytes()),
            Some(left) => {
                let (taken, rest) = left.split_at(length.min(left.len()));
                *text = String::from_utf8_lossy(taken).into_owned();
                *left = rest;
            }
        }
    }

    /// A name that lives as long as the program: of a rule, of a language.
    pub(super) fn word(&mut self, word: &mut &'static str) {
        let mut text = (*word).to_owned();
        self.text(&mut text);
        if self.left.is_some() {
            *word = lasting(text);
        }
    }

    pub(super) fn span(&mut self, span: &mut Span) {
        let (mut start, mut length) = (span.start(), span.len());
        self.number(&mut start);
        self.number(&mut length);
        *span = Span::new(start, start.saturating_add(length));
    }

    pub(super) fn score(&mut self, score: &mut f32) {
        let mut bits = score.to_bits() as usize;
        self.number(&mut bits);
        *score = f32::from_bits(bits as u32);
    }

    /// One of `all`, by its place there.
    pub(super) fn choice<T: Copy + PartialEq>(&mut self, value: &mut T, all: &[T]) {
        let mut at = all.iter().position(|it| it == value).unwrap_or(0);
        self.number(&mut at);
        if let Some(&read) = all.get(at) {
            *value = read;
        }
    }

    /// Items that begin as copies of `blank` where they are read.
    pub(super) fn list<T: Clone>(&mut self, items: &mut Vec<T>, blank: &T, mut each: impl FnMut(&mut Self, &mut T)) {
        let mut count = items.len();
        self.number(&mut count);
        if self.left.is_some() {
            items.clear();
        }
        for at in 0..count {
            if let Some(left) = self.left {
                if left.is_empty() {
                    break;
                }
                items.push(blank.clone());
            }
            each(self, &mut items[at]);
        }
    }

    pub(super) fn option<T: Clone>(&mut self, item: &mut Option<T>, blank: &T, each: impl FnMut(&mut Self, &mut T)) {
        let mut items: Vec<T> = item.take().into_iter().collect();
        self.list(&mut items, blank, each);
        *item = items.pop();
    }
}

/// The one copy of a name that is kept for good; there are as many as rules and languages.
fn lasting(name: String) -> &'static str {
    static NAMES: Mutex<Vec<&str>> = Mutex::new(Vec::new());
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    match names.binary_search(&name.as_str()) {
        Ok(at) => names[at],
        Err(at) => {
            names.insert(at, name.leak());
            names[at]
        }
    }
}
