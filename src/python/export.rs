//! Columns of results for whoever reads Arrow: the PyCapsule interface.

use std::sync::Arc;

use arrow_array::ffi::to_ffi;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{Array as _, ArrayRef, RecordBatch, RecordBatchIterator, RecordBatchOptions};
use arrow_schema::{Field, Schema};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyList, PyTuple};

use super::cells::{from_list, kind, to_list, unbuilt};

/// One column, an Arrow array.
#[pyclass(frozen, module = "minread._core")]
pub(super) struct Array(pub(super) ArrayRef);

#[pymethods]
impl Array {
    /// The schema and the array, as the Arrow PyCapsule interface has them.
    /// Another schema that a consumer asks for is for the consumer to cast to.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        let _ = requested_schema;
        let (array, schema) = to_ffi(&self.0.to_data()).map_err(unbuilt)?;
        Ok((
            PyCapsule::new_with_value(py, schema, c"arrow_schema")?,
            PyCapsule::new_with_value(py, array, c"arrow_array")?,
        ))
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }

    fn __repr__(&self) -> String {
        format!("<an Arrow array of {} rows, type {}>", self.0.len(), self.0.data_type())
    }

    /// "integer", "number", "date", "string", "list" or "struct".
    #[getter]
    fn kind(&self) -> &'static str {
        kind(self.0.data_type())
    }

    /// The rows as Python objects.
    fn to_list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        to_list(py, &self.0)
    }
}

/// Several columns of equal length.
#[pyclass(frozen, module = "minread._core")]
pub(super) struct Batch(pub(super) RecordBatch);

impl Batch {
    pub(super) fn new(columns: Vec<(String, ArrayRef)>, rows: usize) -> PyResult<Batch> {
        let fields: Vec<Field> =
            columns.iter().map(|(name, array)| Field::new(name, array.data_type().clone(), true)).collect();
        let arrays = columns.into_iter().map(|(_, array)| array).collect();
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        let batch = RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), arrays, &options);
        Ok(Batch(batch.map_err(unbuilt)?))
    }
}

#[pymethods]
impl Batch {
    /// Columns from lists, as `__reduce__` takes them apart: name, kind, rows.
    #[new]
    fn from_lists(columns: Vec<(String, String, Bound<'_, PyList>)>, rows: usize) -> PyResult<Batch> {
        let columns = columns.into_iter().map(|(name, kind, list)| Ok((name, from_list(&kind, &list)?)));
        Batch::new(columns.collect::<PyResult<_>>()?, rows)
    }

    /// Pickles as lists.
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let columns = self.names().into_iter().zip(self.0.columns());
        let columns = columns
            .map(|(name, array)| Ok((name, kind(array.data_type()), to_list(py, array)?)))
            .collect::<PyResult<Vec<_>>>()?;
        (py.get_type::<Batch>(), (columns, self.0.num_rows())).into_pyobject(py)
    }

    /// A stream of one batch, as the Arrow PyCapsule interface has it.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let reader = RecordBatchIterator::new([Ok(self.0.clone())], self.0.schema());
        let stream = FFI_ArrowArrayStream::new(Box::new(reader));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    fn __len__(&self) -> usize {
        self.0.num_rows()
    }

    /// The names of the columns, in order.
    fn names(&self) -> Vec<String> {
        self.0.schema_ref().fields().iter().map(|field| field.name().clone()).collect()
    }

    /// One column.
    fn column(&self, name: &str) -> PyResult<Array> {
        match self.0.column_by_name(name) {
            Some(array) => Ok(Array(Arc::clone(array))),
            None => {
                Err(PyKeyError::new_err(format!("no column {name:?}; there are {}", self.names().join(", "))))
            }
        }
    }
}
