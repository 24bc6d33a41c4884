//! Arrays that own their memory or lie in a mapped file, read alike.
//!
//! The gazetteer's tables are searched far more often than they are built, so reading costs nothing extra: a pointer
//! and a length, wherever the memory comes from.

// Reading a mapped file as an array of numbers is what this module is for; everything else in the engine is safe code.
#![allow(unsafe_code)]

use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::marker::PhantomData;
use std::ops::Deref;
use std::path::Path;
use std::ptr::NonNull;
use std::sync::Arc;

/// Numbers without padding of which every pattern of bits is one.
pub(super) trait Plain: Copy + Send + Sync + 'static {
    /// Appends its bytes, the lowest first.
    fn write(self, out: &mut Vec<u8>);
    /// Reads what [`write`](Self::write) wrote; `bytes` has the number's size.
    fn read(bytes: &[u8]) -> Self;
}

macro_rules! plain {
    ($($type:ty),+) => { $(
        impl Plain for $type {
            fn write(self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }

            fn read(bytes: &[u8]) -> Self {
                bytes.first_chunk().map_or(0, |bytes| Self::from_le_bytes(*bytes))
            }
        }
    )+ };
}

plain!(u8, u16, u32, u64);

/// Eight numbers that are one line of the processor's cache.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(C, align(64))]
pub(super) struct Line(pub(super) [u64; 8]);

impl Plain for Line {
    fn write(self, out: &mut Vec<u8>) {
        self.0.into_iter().for_each(|number| number.write(out));
    }

    fn read(bytes: &[u8]) -> Self {
        let mut numbers = bytes.chunks_exact(size_of::<u64>()).map(u64::read);
        Self([(); 8].map(|()| numbers.next().unwrap_or(0)))
    }
}

/// See the module.
pub(super) struct Array<T: Plain> {
    // Invariant: `len` initialised elements stand at `start`, aligned, unchanged while this lives. With a capacity,
    // they are a Vec's; with a file, they lie in its map.
    start: NonNull<T>,
    len: usize,
    owner: Owner,
    kind: PhantomData<T>,
}

enum Owner {
    Vec { capacity: usize },
    File(#[expect(dead_code, reason = "keeps the map alive")] Arc<MappedFile>),
}

// SAFETY: an Array is a Vec of numbers or a shared view of memory that nobody writes; both may go to other threads.
unsafe impl<T: Plain> Send for Array<T> {}
// SAFETY: as above; sharing gives out only shared slices.
unsafe impl<T: Plain> Sync for Array<T> {}

impl<T: Plain> Array<T> {
    /// Lends the elements as a Vec, to be changed. Elements of a file are copied first.
    pub(super) fn edit<R>(&mut self, change: impl FnOnce(&mut Vec<T>) -> R) -> R {
        let mut vec = std::mem::take(self).into_vec();
        let result = change(&mut vec);
        *self = vec.into();
        result
    }

    fn into_vec(self) -> Vec<T> {
        match self.owner {
            Owner::Vec { capacity } => {
                let this = std::mem::ManuallyDrop::new(self);
                // SAFETY: by the invariant these are a Vec's parts, and `this` never drops them a second time.
                unsafe { Vec::from_raw_parts(this.start.as_ptr(), this.len, capacity) }
            }
            Owner::File(_) => self.to_vec(),
        }
    }

    /// Bytes of memory, spare room included.
    pub(super) fn nbytes(&self) -> usize {
        let count = match self.owner {
            Owner::Vec { capacity } => capacity,
            Owner::File(_) => self.len,
        };
        count * size_of::<T>()
    }

    /// The `len` bytes at `from` of a mapped file, in place where the machine reads numbers as the file has them. `None`
    /// where they do not lie in the file or not on a multiple of their size.
    pub(super) fn in_file(file: &Arc<MappedFile>, from: usize, len: usize) -> Option<Self> {
        let bytes = file.bytes().get(from..from.checked_add(len)?)?;
        if !len.is_multiple_of(size_of::<T>()) || !bytes.as_ptr().cast::<T>().is_aligned() {
            return None;
        }
        if cfg!(target_endian = "big") {
            return Some(Self::from_bytes(bytes));
        }
        let start = NonNull::new(bytes.as_ptr().cast_mut().cast::<T>())?;
        Some(Self { start, len: len / size_of::<T>(), owner: Owner::File(Arc::clone(file)), kind: PhantomData })
    }

    /// The elements as a file has them.
    pub(super) fn bytes(&self) -> Cow<'_, [u8]> {
        if cfg!(target_endian = "big") {
            let mut out = Vec::with_capacity(size_of_val(&**self));
            self.iter().for_each(|number| number.write(&mut out));
            return out.into();
        }
        // SAFETY: numbers without padding are bytes; the slice lives as long as the elements are borrowed.
        unsafe { std::slice::from_raw_parts(self.start.as_ptr().cast::<u8>(), size_of_val(&**self)) }.into()
    }

    /// A copy of the elements written in `bytes`.
    pub(super) fn from_bytes(bytes: &[u8]) -> Self {
        bytes.chunks_exact(size_of::<T>()).map(T::read).collect::<Vec<T>>().into()
    }
}

impl<T: Plain> Deref for Array<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        // SAFETY: the invariant of the fields.
        unsafe { std::slice::from_raw_parts(self.start.as_ptr(), self.len) }
    }
}

impl<T: Plain> From<Vec<T>> for Array<T> {
    fn from(vec: Vec<T>) -> Self {
        let mut vec = std::mem::ManuallyDrop::new(vec);
        let start = NonNull::new(vec.as_mut_ptr()).unwrap_or(NonNull::dangling());
        Self { start, len: vec.len(), owner: Owner::Vec { capacity: vec.capacity() }, kind: PhantomData }
    }
}

impl<T: Plain> Drop for Array<T> {
    fn drop(&mut self) {
        if let Owner::Vec { capacity } = self.owner {
            // SAFETY: by the invariant these are a Vec's parts; the array is gone after this.
            drop(unsafe { Vec::from_raw_parts(self.start.as_ptr(), self.len, capacity) });
        }
    }
}

impl<T: Plain> Default for Array<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T: Plain> Clone for Array<T> {
    fn clone(&self) -> Self {
        self.to_vec().into()
    }
}

impl<T: Plain> fmt::Debug for Array<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} x {} bytes]", self.len, size_of::<T>())
    }
}

/// A file in memory, read-only: mapped, shared with every process that maps it, or a copy.
pub(super) enum MappedFile {
    Map(memmap2::Mmap),
    // Of lines, so that every table in it lies on a multiple of its elements' size; and how many bytes of them count.
    Copy(Vec<Line>, usize),
}

impl MappedFile {
    /// Maps a file. Whoever writes into it or shortens it while it is mapped breaks its readers: `save` therefore
    /// always puts a new file in the place of an old one.
    pub(super) fn open(path: &Path) -> std::io::Result<Arc<Self>> {
        let file = File::open(path)?;
        // SAFETY: the map is only read. That nobody changes the file meanwhile cannot be had from the system; `save`
        // replaces files instead of writing into them, and the documentation of `load` says so.
        let map = unsafe { memmap2::Mmap::map(&file) }?;
        Ok(Arc::new(Self::Map(map)))
    }

    /// The same content, not in a file.
    pub(super) fn copy(bytes: &[u8]) -> Arc<Self> {
        let padded = bytes.chunks(size_of::<Line>()).map(|chunk| {
            let mut line = [0; size_of::<Line>()];
            line[..chunk.len()].copy_from_slice(chunk);
            // As they stand in memory, whatever the machine makes of them.
            let mut words = line.as_chunks().0.iter().map(|word| u64::from_ne_bytes(*word));
            Line([(); 8].map(|()| words.next().unwrap_or(0)))
        });
        Arc::new(Self::Copy(padded.collect(), bytes.len()))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Self::Map(map) => map,
            // SAFETY: the lines hold at least that many bytes, and stay where they are while this is borrowed.
            Self::Copy(lines, len) => unsafe { std::slice::from_raw_parts(lines.as_ptr().cast::<u8>(), *len) },
        }
    }
}

impl fmt::Debug for MappedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} bytes]", self.bytes().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_array_is_a_vec_that_was_lent() {
        let mut array = Array::<u32>::default();
        for n in 0..100 {
            array.edit(|vec| vec.push(n));
        }
        assert_eq!(array.len(), 100);
        assert_eq!(array[99], 99);
        let copy = array.clone();
        drop(array);
        assert_eq!(copy.iter().sum::<u32>(), 4950);
        let mut bytes = Vec::new();
        copy.iter().for_each(|n| n.write(&mut bytes));
        assert_eq!(*Array::<u32>::from_bytes(&bytes), *copy);
    }
}
