//! Runs work without the interpreter lock, answers signals, maps failures.

use pyo3::IntoPyObjectExt;
use pyo3::exceptions::{PyKeyboardInterrupt, PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyList;

use super::documents::{Document, Shape};
use crate::{Failure, Progress, batch};

pyo3::create_exception!(
    minread,
    InternalError,
    PyRuntimeError,
    "A bug in minread; says the stage and the row."
);

/// The run options of a column call: `(threads, progress)`.
pub(super) struct Run {
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
}

impl<'a, 'py> FromPyObject<'a, 'py> for Run {
    type Error = PyErr;

    fn extract(raw: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        let (threads, progress): (Option<i64>, Option<Py<PyAny>>) = raw.extract()?;
        let threads = match threads {
            Some(count) if count < 1 => {
                return Err(PyValueError::new_err(format!("threads must be 1 or more, got {count}")));
            }
            count => count.and_then(|count| usize::try_from(count).ok()),
        };
        Ok(Run { threads, progress })
    }
}

impl Run {
    /// Runs `work` on one document or on each of many and converts the results
    /// to Python objects in the same shape.
    pub(super) fn map<'py, R: Send, P: IntoPyObject<'py>>(
        &self,
        py: Python<'py>,
        documents: Shape,
        work: impl Fn(&Document) -> R + Sync,
        convert: impl Fn(&Document, R) -> PyResult<P>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (rows, one) = match documents {
            Shape::One(row) => (vec![row], true),
            Shape::Many(rows) => (rows, false),
        };
        let results = self.rows(py, &rows, work)?;
        let objects = rows.iter().zip(results).map(|(row, result)| match (row, result) {
            (Some(document), Some(result)) => convert(document, result)?.into_bound_py_any(py),
            _ => Ok(py.None().into_bound(py)),
        });
        if one {
            objects.last().unwrap_or_else(|| Ok(py.None().into_bound(py)))
        } else {
            let objects = objects.collect::<PyResult<Vec<_>>>()?;
            Ok(PyList::new(py, objects)?.into_any())
        }
    }

    /// Runs `work` on every row that is no null.
    pub(super) fn rows<R: Send>(
        &self,
        py: Python<'_>,
        rows: &[Option<Document>],
        work: impl Fn(&Document) -> R + Sync,
    ) -> PyResult<Vec<Option<R>>> {
        let mut stopped = None;
        let results = py.detach(|| {
            batch(
                rows,
                |row| row.as_ref().map_or(0, Document::bytes),
                |row| row.as_ref().map(&work),
                self.threads,
                |progress| {
                    stopped.is_none() && self.look(progress).map_err(|error| stopped = Some(error)).is_ok()
                },
            )
        });
        // Also when the work was done before it looked at the flag: a signal or an
        // error of the callback is never lost.
        if let Some(error) = stopped {
            return Err(error);
        }
        results.map_err(|failure| match failure {
            Failure::Cancelled => PyKeyboardInterrupt::new_err(()),
            Failure::Threads(message) => PyValueError::new_err(message),
            Failure::Internal { row, stage } => InternalError::new_err(format!(
                "row {row}: a bug in stage {stage}; please report it with the document"
            )),
        })
    }

    /// Looks at signals and tells the progress.
    fn look(&self, progress: Progress) -> PyResult<()> {
        Python::attach(|py| {
            py.check_signals()?;
            match &self.progress {
                Some(callback) => callback.call1(py, (progress.done, progress.total)).map(drop),
                None => Ok(()),
            }
        })
    }
}
