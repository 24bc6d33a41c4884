//! Arrow arrays through the PyCapsule interface: in from any library, out to any.

use std::ffi::CStr;
use std::sync::Arc;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{ArrayRef, RecordBatch, RecordBatchIterator, make_array};
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

const STREAM: &CStr = c"arrow_array_stream";
const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";

/// The chunks of any object with `__arrow_c_stream__` or `__arrow_c_array__`, in place.
///
/// # Errors
/// TypeError for an object with neither; ValueError for a stream that breaks off.
pub(super) fn import_chunks(object: &Bound<'_, PyAny>) -> PyResult<Vec<ArrayRef>> {
    let py = object.py();
    if object.hasattr(intern!(py, "__arrow_c_stream__"))? {
        let capsule = object.call_method0(intern!(py, "__arrow_c_stream__"))?.cast_into::<PyCapsule>()?;
        let pointer = capsule.pointer_checked(Some(STREAM))?.cast::<FFI_ArrowArrayStream>();
        #[allow(unsafe_code)]
        // SAFETY: a capsule of this name holds a valid stream by the protocol; from_raw moves it out and leaves a
        // released one behind, which the capsule's destructor accepts.
        let reader = unsafe { ArrayStreamReader::from_raw(pointer.as_ptr()) }.map_err(damaged)?;
        return reader.map(|array| array.map_err(damaged)).collect();
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
        return Ok(vec![make_array(data)]);
    }
    let name = object.get_type().qualname()?;
    Err(PyTypeError::new_err(format!("expected a str, a list or a column of text, not {name}")))
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
