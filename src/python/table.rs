//! Columns in Arrow's memory layout, for `newscore._table`, which shows them.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float32Type, Float64Type, Int32Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, SchemaRef, TimeUnit};
use pyo3::exceptions::{PyIndexError, PyTypeError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList, PyString};

use super::capsule::export_stream;

/// Becomes a `newscore.Table`.
pub(super) struct Table(Columns);

impl Table {
    pub(super) fn new(schema: SchemaRef, batches: Vec<RecordBatch>) -> Self {
        Self(Columns { schema, batches })
    }
}

impl<'py> IntoPyObject<'py> for Table {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import(intern!(py, "newscore._table"))?.call_method1(intern!(py, "Table"), (self.0,))
    }
}

/// What a table holds; use `newscore.Table`.
#[pyclass(frozen, module = "newscore._core")]
struct Columns {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

#[pymethods]
impl Columns {
    #[getter]
    fn num_rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// Name of each column, and its type in Arrow's words.
    #[getter]
    fn types(&self) -> Vec<(String, String)> {
        self.schema.fields().iter().map(|field| (field.name().clone(), field.data_type().to_string())).collect()
    }

    /// The values of a column, by its place.
    fn column<'py>(&self, py: Python<'py>, at: usize) -> PyResult<Bound<'py, PyList>> {
        let out = PyList::empty(py);
        for batch in &self.batches {
            let column = batch.column(at);
            for row in 0..column.len() {
                out.append(value(py, column, row)?)?;
            }
        }
        Ok(out)
    }

    /// A row by its number.
    fn row<'py>(&self, py: Python<'py>, mut row: usize) -> PyResult<Bound<'py, PyDict>> {
        for batch in &self.batches {
            if row < batch.num_rows() {
                return row_dict(py, batch, row);
            }
            row -= batch.num_rows();
        }
        Err(PyIndexError::new_err("no such row"))
    }

    fn __arrow_c_stream__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        export_stream(py, &self.schema, &self.batches)
    }
}

fn row_dict<'py>(py: Python<'py>, batch: &RecordBatch, row: usize) -> PyResult<Bound<'py, PyDict>> {
    let out = PyDict::new(py);
    for (field, column) in batch.schema_ref().fields().iter().zip(batch.columns()) {
        out.set_item(field.name(), value(py, column, row)?)?;
    }
    Ok(out)
}

/// One value of the types that the tables of a run hold.
fn value<'py>(py: Python<'py>, column: &ArrayRef, row: usize) -> PyResult<Bound<'py, PyAny>> {
    if column.is_null(row) {
        return Ok(py.None().into_bound(py));
    }
    Ok(match column.data_type() {
        DataType::LargeUtf8 => PyString::new(py, column.as_string::<i64>().value(row)).into_any(),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(row).into_pyobject(py)?.into_any(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).into_pyobject(py)?.into_any(),
        DataType::Float32 => column.as_primitive::<Float32Type>().value(row).into_pyobject(py)?.into_any(),
        DataType::Float64 => column.as_primitive::<Float64Type>().value(row).into_pyobject(py)?.into_any(),
        DataType::Date32 => {
            let days = column.as_primitive::<Date32Type>().value(row);
            let date = py.import(intern!(py, "datetime"))?.getattr(intern!(py, "date"))?;
            // 1970-01-01 is day 719163 of the proleptic Gregorian calendar.
            date.call_method1(intern!(py, "fromordinal"), (days + 719_163,))?
        }
        DataType::Timestamp(TimeUnit::Microsecond, None) => {
            let since_1970 = column.as_primitive::<TimestampMicrosecondType>().value(row);
            let module = py.import(intern!(py, "datetime"))?;
            let epoch = module.getattr(intern!(py, "datetime"))?.call1((1970, 1, 1))?;
            epoch.add(module.getattr(intern!(py, "timedelta"))?.call1((0, 0, since_1970))?)?
        }
        DataType::List(_) => {
            let values = Arc::clone(&column.as_list::<i32>().value(row));
            let items: Vec<_> = (0..values.len()).map(|at| value(py, &values, at)).collect::<PyResult<_>>()?;
            PyList::new(py, items)?.into_any()
        }
        DataType::Struct(fields) => {
            let out = PyDict::new(py);
            for (field, column) in fields.iter().zip(column.as_struct().columns()) {
                out.set_item(field.name(), value(py, column, row)?)?;
            }
            out.into_any()
        }
        other => return Err(PyTypeError::new_err(format!("a table of a run holds no {other}"))),
    })
}
