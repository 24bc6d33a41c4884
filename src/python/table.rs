//! A table of a run, for any library that reads Arrow, and for plain Python.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float32Type, Float64Type, Int32Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, SchemaRef, TimeUnit};
use pyo3::exceptions::{PyIndexError, PyKeyError, PyTypeError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList, PyString};

use super::capsule::export_stream;
use super::page::display;

/// A table in Arrow's memory layout that needs no Arrow library: it offers itself to any (`pyarrow.table(t)`,
/// `polars.DataFrame(t)`) through `__arrow_c_stream__`, and as plain Python values.
///
/// Example:
///     >>> import newscore as nc
///     >>> table = nc.run(["Rain fell. It stopped."]).sentences
///     >>> table["text"], table[1]["start"]
///     (['Rain fell.', 'It stopped.'], 11)
///     >>> table.to_pydict(["sentence_id", "end"])
///     {'sentence_id': [0, 1], 'end': [10, 22]}
#[pyclass(frozen, module = "newscore")]
pub(super) struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

impl Table {
    pub(super) fn new(schema: SchemaRef, batches: Vec<RecordBatch>) -> Self {
        Self { schema, batches }
    }

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

    fn position(&self, name: &str) -> PyResult<usize> {
        self.schema.index_of(name).map_err(|_| {
            let names: Vec<&str> = self.schema.fields().iter().map(|field| field.name().as_str()).collect();
            PyKeyError::new_err(format!("no column {name:?}; the table has {}", names.join(", ")))
        })
    }
}

#[pymethods]
impl Table {
    /// Number of rows.
    #[getter]
    fn num_rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// Number of columns.
    #[getter]
    fn num_columns(&self) -> usize {
        self.schema.fields().len()
    }

    /// Names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    /// Type of each column, by name, in Arrow's words.
    #[getter]
    fn types(&self) -> Vec<(String, String)> {
        self.schema.fields().iter().map(|field| (field.name().clone(), field.data_type().to_string())).collect()
    }

    fn __len__(&self) -> usize {
        self.num_rows()
    }

    /// A column by name as a list, or a row by number as a dict.
    fn __getitem__<'py>(&self, py: Python<'py>, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        if let Ok(name) = key.cast::<PyString>() {
            return Ok(self.column(py, self.position(name.to_str()?)?)?.into_any());
        }
        let Ok(index) = key.extract::<isize>() else {
            let name = key.get_type().qualname()?;
            return Err(PyTypeError::new_err(format!("a table is indexed by column name or row number, not {name}")));
        };
        let rows = self.num_rows();
        let row = if index < 0 { index + rows as isize } else { index };
        let mut row = usize::try_from(row)
            .ok()
            .filter(|&row| row < rows)
            .ok_or_else(|| PyIndexError::new_err(format!("row {index} of a table of {rows} rows")))?;
        for batch in &self.batches {
            if row < batch.num_rows() {
                return Ok(row_dict(py, batch, row)?.into_any());
            }
            row -= batch.num_rows();
        }
        Err(PyIndexError::new_err(format!("row {index} of a table of {rows} rows")))
    }

    /// The rows as a list of dicts. Every value becomes a Python object: for large tables use a library.
    fn to_pylist<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let out = PyList::empty(py);
        for batch in &self.batches {
            for row in 0..batch.num_rows() {
                out.append(row_dict(py, batch, row)?)?;
            }
        }
        Ok(out)
    }

    /// The columns as a dict of lists; `columns` names those wanted.
    #[pyo3(signature = (columns = None))]
    fn to_pydict<'py>(&self, py: Python<'py>, columns: Option<Vec<String>>) -> PyResult<Bound<'py, PyDict>> {
        let out = PyDict::new(py);
        for name in columns.unwrap_or_else(|| self.column_names()) {
            out.set_item(&name, self.column(py, self.position(&name)?)?)?;
        }
        Ok(out)
    }

    /// As a pyarrow.Table, without copying.
    fn to_arrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        to_library(slf, "pyarrow")
    }

    /// As a pandas.DataFrame.
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        to_library(slf, "pandas")
    }

    /// As a polars.DataFrame.
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        to_library(slf, "polars")
    }

    /// The table as an Arrow C stream, for libraries. `requested_schema` is accepted and not followed.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        export_stream(py, &self.schema, &self.batches)
    }

    fn __str__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        display(slf.as_any(), "table_rows_text")
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        display(slf.as_any(), "table_rows_html")
    }

    fn __repr__(&self) -> String {
        format!("Table({} rows: {})", self.num_rows(), self.column_names().join(", "))
    }
}

fn to_library<'py>(table: &Bound<'py, Table>, library: &str) -> PyResult<Bound<'py, PyAny>> {
    let py = table.py();
    py.import(intern!(py, "newscore._frames"))?.call_method1(intern!(py, "to_library"), (table, library))
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
