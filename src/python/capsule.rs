//! Arrow arrays through the PyCapsule interface: in from any library, out to any.

use std::ffi::CStr;
use std::sync::Arc;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi, from_ffi_and_data_type};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchIterator};
use arrow_data::ArrayData;
use arrow_schema::{ArrowError, DataType, SchemaRef};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

const STREAM: &CStr = c"arrow_array_stream";
const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";

/// The chunks of any object with `__arrow_c_stream__` or `__arrow_c_array__`, in place and unchecked.
///
/// As data, not as arrays of a type found at run time: code for every type that Arrow knows would be a twentieth of the
/// wheel, and only text is read.
///
/// # Errors
/// TypeError for an object with neither; ValueError for a stream that breaks off.
pub(super) fn import_chunks(object: &Bound<'_, PyAny>) -> PyResult<Vec<ArrayData>> {
    let py = object.py();
    if object.hasattr(intern!(py, "__arrow_c_stream__"))? {
        let capsule = object.call_method0(intern!(py, "__arrow_c_stream__"))?.cast_into::<PyCapsule>()?;
        let pointer = capsule.pointer_checked(Some(STREAM))?.cast::<FFI_ArrowArrayStream>();
        #[allow(unsafe_code)]
        // SAFETY: a capsule of this name holds a valid stream by the protocol; from_raw moves it out and leaves a
        // released one behind, which the capsule's destructor accepts.
        return read_stream(unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr()) });
    }
    if object.hasattr(intern!(py, "__arrow_c_array__"))? {
        let pair = object.call_method0(intern!(py, "__arrow_c_array__"))?.cast_into::<PyTuple>()?;
        let schema = pair.get_item(0)?.cast_into::<PyCapsule>()?;
        let array = pair.get_item(1)?.cast_into::<PyCapsule>()?;
        let schema = schema.pointer_checked(Some(SCHEMA))?.cast::<FFI_ArrowSchema>();
        let array = array.pointer_checked(Some(ARRAY))?.cast::<FFI_ArrowArray>();
        #[allow(unsafe_code)]
        // SAFETY: capsules of these names hold a valid schema and array by the protocol. The schema is only read while
        // `pair` is alive; the array is moved out and a released one left behind.
        let data = unsafe { from_ffi(FFI_ArrowArray::from_raw(array.as_ptr()), schema.as_ref()) }.map_err(damaged)?;
        return Ok(vec![data]);
    }
    let name = object.get_type().qualname()?;
    Err(PyTypeError::new_err(format!("expected a str, a list or a column of text, not {name}")))
}

/// All chunks of a stream.
fn read_stream(mut stream: FFI_ArrowArrayStream) -> PyResult<Vec<ArrayData>> {
    let (Some(get_schema), Some(get_next)) = (stream.get_schema(), stream.get_next()) else {
        return Err(PyValueError::new_err("the Arrow stream has been read already"));
    };
    let mut schema = FFI_ArrowSchema::empty();
    #[allow(unsafe_code)]
    // SAFETY: the callback belongs to this stream, and the schema is there to be overwritten.
    let code = unsafe { get_schema(&raw mut stream, &raw mut schema) };
    if code != 0 {
        return Err(broken_off(&mut stream, code));
    }
    let kind = DataType::try_from(&schema).map_err(damaged)?;
    let mut chunks = Vec::new();
    loop {
        let mut array = FFI_ArrowArray::empty();
        #[allow(unsafe_code)]
        // SAFETY: as above.
        let code = unsafe { get_next(&raw mut stream, &raw mut array) };
        if code != 0 {
            return Err(broken_off(&mut stream, code));
        }
        if array.is_released() {
            return Ok(chunks);
        }
        #[allow(unsafe_code)]
        // SAFETY: the stream promises that its arrays are of its schema's type.
        chunks.push(unsafe { from_ffi_and_data_type(array, kind.clone()) }.map_err(damaged)?);
    }
}

/// The error of a stream that does not go on, in its producer's words where there are some.
fn broken_off(stream: &mut FFI_ArrowArrayStream, code: i32) -> PyErr {
    let words = stream.get_last_error().and_then(|get_last_error| {
        #[allow(unsafe_code)]
        // SAFETY: the callback belongs to this stream; what it gives is null or a C string that lives until the next
        // call, and it is copied here.
        unsafe {
            let words = get_last_error(stream);
            (!words.is_null()).then(|| CStr::from_ptr(words).to_string_lossy().into_owned())
        }
    });
    let words = words.unwrap_or_else(|| format!("error {code}"));
    PyValueError::new_err(format!("the Arrow stream broke off: {words}"))
}

/// A capsule with a stream of `batches`.
pub(super) fn export_stream<'py>(
    py: Python<'py>,
    schema: &SchemaRef,
    batches: &[RecordBatch],
) -> PyResult<Bound<'py, PyCapsule>> {
    let batches: Vec<Result<RecordBatch, ArrowError>> = batches.iter().cloned().map(Ok).collect();
    let reader = RecordBatchIterator::new(batches, Arc::clone(schema));
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), STREAM)
}

fn damaged(error: ArrowError) -> PyErr {
    PyValueError::new_err(format!("damaged Arrow data: {error}"))
}
