//! Python strings as UTF-8, and slices of them back as Python strings.
//!
//! Offsets lead back to the very string that was given: a lone surrogate, which UTF-8 cannot hold, is analysed as
//! U+FFFD (three bytes, as a surrogate would have) and handed back as it was.

use std::borrow::Cow;

use pyo3::exceptions::PyTypeError;
use pyo3::ffi::{METH_NOARGS, PyCFunction, PyCFunction_GetFlags, PyCFunction_GetFunction};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyBytes, PyFloat, PyList, PyString};

use super::encode::Encoded;
use super::room::{self, Need};
use crate::Span;
use crate::text::{Alignment, CodePoints};

/// A Python string and its UTF-8.
pub(super) struct Text<'py> {
    original: Bound<'py, PyString>,
    utf8: Utf8<'py>,
}

enum Utf8<'py> {
    /// ASCII: the string's own memory.
    Own,
    /// Encoded aside: asking the string itself for UTF-8 would leave a cache as large as the text behind.
    Short(Encoded),
    Long(Bound<'py, PyBytes>),
    /// Held lone surrogates, which are U+FFFD here.
    Mended(String),
}

impl<'py> Text<'py> {
    pub(super) fn new(original: &Bound<'py, PyString>) -> PyResult<Self> {
        let utf8 = if is_ascii(original)? {
            Utf8::Own
        } else if let Some(encoded) = Encoded::new(original) {
            Utf8::Short(encoded)
        } else {
            match original.encode_utf8() {
                Ok(bytes) => Utf8::Long(bytes),
                Err(_) => Utf8::Mended(mended(original)?),
            }
        };
        Ok(Self { original: original.clone(), utf8 })
    }

    /// A text that is worked on by itself, once there is room for that.
    pub(super) fn alone(original: &Bound<'py, PyString>, need: Need) -> PyResult<Self> {
        let text = Self::new(original)?;
        room::check(&[Some(text.as_str()?)], need)?;
        Ok(text)
    }

    pub(super) fn as_str(&self) -> PyResult<&str> {
        match &self.utf8 {
            Utf8::Own => self.original.to_str(),
            Utf8::Short(encoded) => Ok(encoded.as_str()),
            // encode_utf8 made these bytes: checking them again would cost a pass over every text.
            #[allow(unsafe_code)]
            // SAFETY: the bytes are CPython's own UTF-8 encoding of a string without surrogates.
            Utf8::Long(bytes) => Ok(unsafe { str::from_utf8_unchecked(bytes.as_bytes()) }),
            Utf8::Mended(text) => Ok(text),
        }
    }

    /// Whether it is ASCII, whose bytes are its characters.
    pub(super) const fn is_ascii(&self) -> bool {
        matches!(self.utf8, Utf8::Own)
    }

    /// Whether the UTF-8 differs from the string, which held lone surrogates.
    fn is_mended(&self) -> bool {
        match &self.utf8 {
            Utf8::Mended(_) => true,
            Utf8::Short(encoded) => encoded.mended,
            Utf8::Own | Utf8::Long(_) => false,
        }
    }

    pub(super) fn original(&self) -> &Bound<'py, PyString> {
        &self.original
    }

    /// The slices of the original string at byte spans of its UTF-8.
    pub(super) fn slices(&self, spans: impl Iterator<Item = Span>) -> PyResult<Vec<Bound<'py, PyString>>> {
        let py = self.original.py();
        let text = self.as_str()?;
        if self.is_mended() {
            let points = CodePoints::new(text);
            return spans.map(|span| slice(&self.original, points.span(span))).collect();
        }
        Ok(spans.map(|span| PyString::new(py, span.of(text))).collect())
    }

    /// The slices of the original string at byte spans of its UTF-8, as a list.
    pub(super) fn slice_list(&self, spans: &[Span]) -> PyResult<Bound<'py, PyList>> {
        let py = self.original.py();
        let text = self.as_str()?;
        if self.is_mended() {
            let points = CodePoints::new(text);
            return PyList::new(py, spans.iter().map(|&span| Slice(&self.original, points.span(span))));
        }
        match self.utf8 {
            // Substring copies what UTF-8 would have to be checked for.
            Utf8::Own => PyList::new(py, spans.iter().map(|&span| Slice(&self.original, span.into()))),
            _ => PyList::new(py, spans.iter().map(|span| PyString::new(py, span.of(text)))),
        }
    }

    /// The clean text of this one.
    pub(super) fn clean(&self, alignment: &Alignment) -> PyResult<Bound<'py, PyString>> {
        let py = self.original.py();
        let text = self.as_str()?;
        if alignment.clean_len() == text.len() {
            return Ok(self.original.clone());
        }
        if self.is_mended() {
            let pieces = self.slices(alignment.raw_pieces())?;
            let joined = PyString::intern(py, "").call_method1(intern!(py, "join"), (pieces,))?;
            return Ok(joined.cast_into::<PyString>()?);
        }
        let mut pieces = alignment.raw_pieces();
        match (pieces.next(), pieces.next()) {
            (None, _) => Ok(PyString::intern(py, "")),
            (Some(only), None) => Ok(PyString::new(py, only.of(text))),
            _ => Ok(PyString::new(py, &alignment.clean(text))),
        }
    }
}

/// A slice yet to be made, offsets in code points.
struct Slice<'s, 'py>(&'s Bound<'py, PyString>, (usize, usize));

impl<'py> IntoPyObject<'py> for Slice<'_, 'py> {
    type Target = PyString;
    type Output = Bound<'py, PyString>;
    type Error = PyErr;

    fn into_pyobject(self, _: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        slice(self.0, self.1)
    }
}

/// `text[start:end]`, offsets in code points.
pub(super) fn slice<'py>(text: &Bound<'py, PyString>, (start, end): (usize, usize)) -> PyResult<Bound<'py, PyString>> {
    let (start, end) = (start as isize, end as isize);
    #[allow(unsafe_code)]
    // SAFETY: `text` is a str and the thread is attached; PyUnicode_Substring checks the bounds and returns a new
    // reference to a str, or null with an exception set.
    let piece =
        unsafe { Bound::from_owned_ptr_or_err(text.py(), pyo3::ffi::PyUnicode_Substring(text.as_ptr(), start, end))? };
    Ok(piece.cast_into::<PyString>()?)
}

/// Whether the string is ASCII, which it knows: what `str.isascii` calls, looked up once, for the call of a method costs
/// more than many a text.
fn is_ascii(text: &Bound<'_, PyString>) -> PyResult<bool> {
    static METHOD: PyOnceLock<Option<PyCFunction>> = PyOnceLock::new();
    let py = text.py();
    let method = METHOD.get_or_try_init(py, || {
        let bound = intern!(py, "").getattr(intern!(py, "isascii"))?;
        #[allow(unsafe_code)]
        // SAFETY: the thread is attached; for what is no function of C the answer is null, with an exception set.
        let (function, flags) =
            unsafe { (PyCFunction_GetFunction(bound.as_ptr()), PyCFunction_GetFlags(bound.as_ptr())) };
        PyErr::take(py);
        Ok::<_, PyErr>(function.filter(|_| flags == METH_NOARGS))
    })?;
    let Some(method) = method else {
        return py.get_type::<PyString>().call_method1(intern!(py, "isascii"), (text,))?.extract();
    };
    #[allow(unsafe_code)]
    // SAFETY: the thread is attached; this is the method of every str, takes nothing else and returns a new reference.
    let answer = unsafe { Bound::from_owned_ptr_or_err(py, method(text.as_ptr(), std::ptr::null_mut()))? };
    Ok(answer.is(PyBool::new(py, true)))
}

/// Calls `build` while Python's cycle collector rests: it would look at every new object again and again, and strings
/// and tuples of numbers cannot form a cycle.
pub(super) fn without_collector<T>(_: Python<'_>, build: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    #[allow(unsafe_code)]
    // SAFETY: the thread is attached, as the token shows; the call sets a flag of the interpreter.
    let was_on = unsafe { pyo3::ffi::PyGC_Disable() } == 1;
    let built = build();
    if was_on {
        #[allow(unsafe_code)]
        // SAFETY: as above.
        unsafe {
            pyo3::ffi::PyGC_Enable();
        }
    }
    built
}

/// An option that is one of some words. Anything else becomes a word that is none of them, so that the error for those
/// names what was given and what is accepted.
pub(super) struct Word(Cow<'static, str>);

impl std::ops::Deref for Word {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&'static str> for Word {
    fn from(word: &'static str) -> Self {
        Self(word.into())
    }
}

impl<'py> FromPyObject<'_, 'py> for Word {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let word = if given.is_instance_of::<PyString>() { given.str() } else { given.repr() };
        Ok(Self(word?.to_string_lossy().into_owned().into()))
    }
}

fn mended(text: &Bound<'_, PyString>) -> PyResult<String> {
    let py = text.py();
    let bytes = text.call_method1(intern!(py, "encode"), ("utf-8", "surrogatepass"))?.cast_into::<PyBytes>()?;
    let mut bytes = bytes.as_bytes().to_vec();
    let mut at = 0;
    // In UTF-8 the byte ED starts U+D000..U+DFFF; the surrogates are those whose second byte is A0 or more.
    while let Some(found) = memchr::memchr(0xed, &bytes[at..]) {
        at += found;
        if bytes[at + 1] >= 0xa0 {
            bytes[at..at + 3].copy_from_slice("\u{fffd}".as_bytes());
        }
        at += 3;
    }
    Ok(match String::from_utf8_lossy(&bytes) {
        Cow::Owned(text) => text,
        Cow::Borrowed(text) => text.to_owned(),
    })
}

/// Whether the object is a null: None, a float NaN or pandas' NA.
pub(super) fn is_null(value: &Bound<'_, PyAny>) -> bool {
    value.is_none()
        || value.cast::<PyFloat>().is_ok_and(|number| number.value().is_nan())
        || value.get_type().name().is_ok_and(|name| name == "NAType" || name == "NaTType")
}

/// The text in `value`: `None` for a null. `place` says where the value stands, for the error.
///
/// # Errors
/// TypeError for anything else, naming the type and the place.
pub(super) fn text_or_null<'py>(
    value: &Bound<'py, PyAny>,
    place: impl FnOnce() -> String,
) -> PyResult<Option<Text<'py>>> {
    if let Ok(text) = value.cast::<PyString>() {
        return Text::new(text).map(Some);
    }
    if is_null(value) {
        return Ok(None);
    }
    let name = value.get_type().qualname()?;
    Err(PyTypeError::new_err(format!("{} must be str or null, not {name}", place())))
}
