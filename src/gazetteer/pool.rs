//! The bytes of all surfaces, one record after another.
//!
//! A record is the alias's number (four bytes), one byte of [`Traits`], the length in one to three bytes and the text.
//! An alias's first record is its surface as given; variants that smart matching needs follow it.

use super::array::Array;
use super::hash::same;
use super::kinds::{CaseMode, MatchKind, Spelling};
use crate::text::fetch;

/// Longest alias accepted, in bytes.
pub(super) const MAX_ALIAS: usize = 4096;

/// Records are numbered by their offset, which has to fit the index's slots.
pub(super) const MAX_POOL: usize = (1 << 31) - 2;

/// Every `STRIDE`th surface has its offset noted; the others are found by walking on from there.
const STRIDE: usize = 16;

const CAPITALS: u8 = 1 << 7;

/// What an alias is and how it wants to be matched, in one byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Traits {
    pub(super) kind: MatchKind,
    pub(super) case: CaseMode,
    pub(super) spelling: Spelling,
    /// The record holds the surface in capitals, which counts only where the text around is in capitals too.
    pub(super) capitals: bool,
}

impl Traits {
    fn pack(self) -> u8 {
        self.kind as u8 | (self.case as u8) << 4 | (self.spelling as u8) << 6 | if self.capitals { CAPITALS } else { 0 }
    }

    fn unpack(Packed(byte): Packed) -> Self {
        Self {
            kind: Packed(byte).kind(),
            case: CaseMode::ALL[usize::from(byte >> 4 & 3) % CaseMode::ALL.len()],
            spelling: Spelling::ALL[usize::from(byte >> 6 & 1)],
            capitals: byte & CAPITALS != 0,
        }
    }
}

/// [`Traits`] as a record has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Packed(pub(super) u8);

impl Packed {
    /// [`Traits::kind`].
    #[inline(always)]
    pub(super) fn kind(self) -> MatchKind {
        MatchKind::ALL[usize::from(self.0 & 7) % MatchKind::ALL.len()]
    }
}

/// One surface of one alias.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'p> {
    pub(super) alias: u32,
    pub(super) packed: Packed,
    pub(super) text: &'p [u8],
    /// Offset of the record after this one.
    next: usize,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Pool {
    pub(super) bytes: Array<u8>,
    pub(super) strides: Array<u32>,
    pub(super) aliases: u32,
}

impl Record<'_> {
    /// What the alias is; unpacked only when somebody asks.
    #[inline]
    pub(super) fn traits(&self) -> Traits {
        Traits::unpack(self.packed)
    }

    /// [`Traits::capitals`].
    #[inline(always)]
    pub(super) const fn is_in_capitals(&self) -> bool {
        self.packed.0 & CAPITALS != 0
    }
}

impl Pool {
    /// Whether a surface of `len` bytes and all its variants fit in.
    pub(super) fn has_room(&self, len: usize) -> bool {
        // Surface, folded, in capitals, with or without stops: four records, each at most thrice as long as the surface.
        self.bytes.len() + 4 * (3 * len + 8) <= MAX_POOL
    }

    /// Appends a surface and gives its offset. There must be [room](Self::has_room).
    pub(super) fn push(&mut self, alias: u32, traits: Traits, text: &str) -> u32 {
        let offset = self.bytes.len() as u32;
        if alias == self.aliases {
            if (alias as usize).is_multiple_of(STRIDE) {
                self.strides.edit(|strides| strides.push(offset));
            }
            self.aliases += 1;
        }
        self.bytes.edit(|bytes| {
            bytes.extend_from_slice(&alias.to_le_bytes());
            bytes.push(traits.pack());
            push_len(bytes, text.len());
            bytes.extend_from_slice(text.as_bytes());
        });
        offset
    }

    #[inline(always)]
    pub(super) fn record(&self, offset: u32) -> Record<'_> {
        let offset = offset as usize;
        let head: [u8; 4] = self.bytes[offset..].first_chunk().copied().unwrap_or_default();
        let (len, start) = read_len(&self.bytes, offset + 5);
        Record {
            alias: u32::from_le_bytes(head),
            packed: Packed(self.bytes[offset + 4]),
            text: &self.bytes[start..start + len],
            next: start + len,
        }
    }

    /// Whether a record's text stands in `bytes` at `at`.
    #[inline(always)]
    pub(super) fn stands(&self, record: &Record<'_>, bytes: &[u8], at: usize) -> bool {
        let len = record.text.len();
        same(bytes, at, &self.bytes, record.next - len, len)
    }

    /// Has a record come to the cache.
    #[inline(always)]
    pub(super) fn fetch(&self, offset: u32) {
        if let Some(place) = self.bytes.get(offset as usize) {
            fetch(place);
        }
    }

    /// The surface of an alias as it was given. Walks over at most `STRIDE` surfaces and their variants.
    pub(super) fn surface(&self, alias: u32) -> Option<Record<'_>> {
        let mut offset = *self.strides.get(alias as usize / STRIDE)?;
        while (offset as usize) < self.bytes.len() {
            let record = self.record(offset);
            if record.alias == alias {
                return Some(record);
            }
            offset = u32::try_from(record.next).ok()?;
        }
        None
    }

    /// All records, in order.
    pub(super) fn records(&self) -> impl Iterator<Item = Record<'_>> {
        let mut offset = 0;
        std::iter::from_fn(move || {
            let record = (offset < self.bytes.len()).then(|| self.record(offset as u32))?;
            offset = record.next;
            Some(record)
        })
    }

    /// Number of aliases.
    pub(super) fn len(&self) -> usize {
        self.aliases as usize
    }

    pub(super) fn shrink(&mut self) {
        self.bytes.edit(Vec::shrink_to_fit);
        self.strides.edit(Vec::shrink_to_fit);
    }

    pub(super) fn nbytes(&self) -> usize {
        self.bytes.nbytes() + self.strides.nbytes()
    }
}

/// A length in base 128, lowest digits first.
fn push_len(bytes: &mut Vec<u8>, mut len: usize) {
    while len >= 128 {
        bytes.push(len as u8 | 128);
        len >>= 7;
    }
    bytes.push(len as u8);
}

/// A length and the offset after it.
#[inline(always)]
fn read_len(bytes: &[u8], at: usize) -> (usize, usize) {
    let first = bytes[at];
    if first < 128 {
        return (usize::from(first), at + 1);
    }
    let (mut len, mut at, mut shift) = (usize::from(first & 127), at + 1, 7);
    loop {
        let byte = bytes[at];
        len |= usize::from(byte & 127) << shift;
        at += 1;
        shift += 7;
        if byte < 128 {
            return (len, at);
        }
    }
}

/// Strings that are only ever read by number: a length and the bytes each, every sixteenth offset noted.
#[derive(Debug, Clone, Default)]
pub(super) struct Strings {
    pub(super) bytes: Array<u8>,
    pub(super) strides: Array<u32>,
    pub(super) count: usize,
}

impl Strings {
    /// Appends a string; `false` when there is no room left.
    pub(super) fn push(&mut self, text: &str) -> bool {
        let Ok(offset) = u32::try_from(self.bytes.len()) else { return false };
        if self.count.is_multiple_of(STRIDE) {
            self.strides.edit(|strides| strides.push(offset));
        }
        self.bytes.edit(|bytes| {
            push_len(bytes, text.len());
            bytes.extend_from_slice(text.as_bytes());
        });
        self.count += 1;
        true
    }

    pub(super) fn get(&self, index: usize) -> Option<&str> {
        if index >= self.count {
            return None;
        }
        let mut at = self.strides[index / STRIDE] as usize;
        for _ in 0..index % STRIDE {
            let (len, start) = read_len(&self.bytes, at);
            at = start + len;
        }
        let (len, start) = read_len(&self.bytes, at);
        std::str::from_utf8(&self.bytes[start..start + len]).ok()
    }

    /// All of them, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let mut at = 0;
        (0..self.count).map(move |_| {
            let (len, start) = read_len(&self.bytes, at);
            at = start + len;
            std::str::from_utf8(&self.bytes[start..at]).unwrap_or_default()
        })
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }

    pub(super) fn shrink(&mut self) {
        self.bytes.edit(Vec::shrink_to_fit);
        self.strides.edit(Vec::shrink_to_fit);
    }

    pub(super) fn nbytes(&self) -> usize {
        self.bytes.nbytes() + self.strides.nbytes()
    }
}
