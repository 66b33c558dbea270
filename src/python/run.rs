//! Runs work without the interpreter lock, answers signals, maps failures, and
//! gives the answers back in the shape of the question.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use arrow_array::ArrayRef;
use pyo3::exceptions::{PyKeyboardInterrupt, PyMemoryError, PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyList;

use super::cells::{Builder, Cell, Kind, to_list, unbuilt};
use super::documents::{Accepts, Column, Document, OBJECTS_BETWEEN_LOOKS, Rows, Shape};
use super::export::Array;
use crate::limits::POLL_MILLIS;
use crate::{Failure, Flag, Progress, fold, pace};

pyo3::create_exception!(
    minread,
    InternalError,
    PyRuntimeError,
    "A bug in minread; says the stage and the row."
);

/// How a call runs: `(threads, progress, column, arrow)`. `column` picks a
/// column of an Arrow table; `arrow` asks for Arrow also where the rows are
/// Python objects.
pub(super) struct Run {
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
    column: Option<String>,
    arrow: bool,
}

type Raw = (Option<i64>, Option<Py<PyAny>>, Option<String>, bool);

impl<'a, 'py> FromPyObject<'a, 'py> for Run {
    type Error = PyErr;

    fn extract(raw: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        let (threads, progress, column, arrow): Raw = raw.extract()?;
        let threads = match threads {
            Some(count) if count < 1 => {
                return Err(PyValueError::new_err(format!("threads must be 1 or more, got {count}")));
            }
            count => count.and_then(|count| usize::try_from(count).ok()),
        };
        Ok(Run { threads, progress, column, arrow })
    }
}

impl Run {
    /// Reads what the caller passed.
    pub(super) fn read<'py>(&self, value: &Bound<'py, PyAny>, accepts: Accepts) -> PyResult<Shape<'py>> {
        Shape::read(value, self.column.as_deref(), accepts)
    }

    /// Runs `work` on one document or on each of many: a Python object, a list
    /// of them, or an Arrow array.
    pub(super) fn map<'py>(
        &self,
        value: &Bound<'py, PyAny>,
        accepts: Accepts,
        kind: Kind,
        work: impl for<'a> Fn(Document<'a>) -> Result<Cell<'a>, Flag> + Sync,
    ) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| self.mapped(value, accepts, kind, work))
    }

    fn mapped<'py>(
        &self,
        value: &Bound<'py, PyAny>,
        accepts: Accepts,
        kind: Kind,
        work: impl for<'a> Fn(Document<'a>) -> Result<Cell<'a>, Flag> + Sync,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = value.py();
        let column = match self.read(value, accepts)? {
            Shape::One(None) => return Ok(py.None().into_bound(py)),
            Shape::One(document) => {
                let list = self.objects(py, &Rows::Objects(vec![document]), true, work)?;
                return list.get_item(0);
            }
            Shape::Many(column) => column,
        };
        let arrow = self.arrow || matches!(column, Column::Arrow(_));
        // Reading times know their unit, which their column does not hold.
        if kind == Kind::Time && !arrow {
            return Ok(self.objects(py, &column.rows()?, false, work)?.into_any());
        }
        let blocks = self.build(py, &column, &[kind], |builders, document| {
            let cell = document.map_or(Ok(Cell::Null), &work)?;
            builders.iter_mut().zip([cell]).for_each(|(builder, cell)| builder.push(cell));
            Ok(())
        })?;
        let array = self.join(py, &[kind], blocks)?.pop();
        match array {
            Some(array) if !arrow => Ok(to_list(py, &array)?.into_any()),
            array => array.map(Array).into_pyobject(py),
        }
    }

    /// A Python object for each row.
    fn objects<'py>(
        &self,
        py: Python<'py>,
        rows: &Rows,
        one: bool,
        work: impl for<'a> Fn(Document<'a>) -> Result<Cell<'a>, Flag> + Sync,
    ) -> PyResult<Bound<'py, PyList>> {
        let objects = PyList::empty(py);
        let cells = self.rows(py, rows, |_, document| work(document))?;
        for (row, cell) in cells.into_iter().enumerate() {
            if row % OBJECTS_BETWEEN_LOOKS == 0 {
                py.check_signals()?;
            }
            let cell = cell.unwrap_or(Ok(Cell::Null)).map_err(|flag| refused((!one).then_some(row), flag))?;
            objects.append(cell.into_python(py)?)?;
        }
        Ok(objects)
    }

    /// Runs `work` on every row that is no null, and its number.
    pub(super) fn rows<'r, R: Send>(
        &self,
        py: Python<'_>,
        rows: &'r Rows,
        work: impl Fn(usize, Document<'r>) -> R + Sync,
    ) -> PyResult<Vec<Option<R>>> {
        let add = |results: &mut Vec<Option<R>>, row| {
            results.push(rows.get(row).map(|document| work(row, document)))
        };
        let part = Part { rows, first: 0, total: rows.len() };
        let mut blocks = self.fold(py, part, Vec::with_capacity, add)?;
        if blocks.len() == 1 {
            return Ok(blocks.pop().unwrap_or_default());
        }
        let mut all = Vec::with_capacity(rows.len());
        blocks.into_iter().for_each(|mut block| all.append(&mut block));
        Ok(all)
    }

    /// Builds columns of these kinds: `fill` adds one row to each, or says what
    /// is wrong with it. The blocks are to be joined.
    pub(super) fn build(
        &self,
        py: Python<'_>,
        column: &Column<'_>,
        kinds: &[Kind],
        fill: impl Fn(&mut [Builder], Option<Document<'_>>) -> Result<(), Flag> + Sync,
    ) -> PyResult<Vec<Vec<Builder>>> {
        type Built = (Vec<Builder>, Option<(usize, Flag)>);
        let start = |rows| -> Built { (kinds.iter().map(|kind| Builder::new(*kind, rows)).collect(), None) };
        let mut blocks = Vec::new();
        column.parts(|rows, first| {
            let add = |(builders, wrong): &mut Built, row| {
                if let Err(flag) = fill(builders, rows.get(row)) {
                    wrong.get_or_insert((first + row, flag));
                }
            };
            let part = Part { rows, first, total: column.len() };
            for (builders, wrong) in self.fold(py, part, start, add)? {
                if let Some((row, flag)) = wrong {
                    return Err(refused(Some(row), flag));
                }
                blocks.push(builders);
            }
            Ok(())
        })?;
        Ok(blocks)
    }

    /// Joins blocks of columns, each block freed when it has been copied.
    pub(super) fn join(
        &self,
        py: Python<'_>,
        kinds: &[Kind],
        blocks: Vec<Vec<Builder>>,
    ) -> PyResult<Vec<ArrayRef>> {
        py.detach(|| {
            let mut blocks = blocks.into_iter();
            let empty = || kinds.iter().map(|kind| Builder::new(*kind, 0)).collect();
            let mut columns: Vec<Builder> = blocks.next().unwrap_or_else(empty);
            let mut looked = Instant::now();
            for block in blocks {
                if looked.elapsed() >= Duration::from_millis(POLL_MILLIS) {
                    Python::try_attach(|py| py.check_signals()).unwrap_or(Ok(()))?;
                    looked = Instant::now();
                }
                for (column, more) in columns.iter_mut().zip(block) {
                    column.append(more).map_err(unbuilt)?;
                }
            }
            columns.into_iter().map(|column| column.finish().map_err(unbuilt)).collect()
        })
    }

    fn fold<A: Send>(
        &self,
        py: Python<'_>,
        part: Part<'_>,
        start: impl Fn(usize) -> A + Sync,
        add: impl Fn(&mut A, usize) + Sync,
    ) -> PyResult<Vec<A>> {
        let Part { rows, first, total } = part;
        let mut stopped = None;
        let wait = |Progress { done, .. }| {
            let progress = Progress { done: first + done, total };
            stopped.is_none() && self.look(progress).map_err(|error| stopped = Some(error)).is_ok()
        };
        let results = py.detach(|| fold(rows.len(), |row| rows.bytes(row), &start, &add, self.threads, wait));
        // Also when the work was done before it looked at the flag: a signal or an
        // error of the callback is never lost.
        if let Some(error) = stopped {
            return Err(error);
        }
        results.map_err(|failure| match failure {
            Failure::Cancelled => PyKeyboardInterrupt::new_err(()),
            Failure::Threads(message) => PyValueError::new_err(message),
            Failure::Internal { row, stage } => InternalError::new_err(format!(
                "row {}: a bug in stage {stage}; please report it with the document",
                first + row
            )),
        })
    }

    /// Looks at signals and tells the progress.
    fn look(&self, progress: Progress) -> PyResult<()> {
        let look = |py: Python<'_>| {
            py.check_signals()?;
            match &self.progress {
                Some(callback) => callback.call1(py, (progress.done, progress.total)).map(drop),
                None => Ok(()),
            }
        };
        // While the interpreter is on its way out there is nobody to answer: a call
        // in `__del__` finishes, a daemon thread ends with the process.
        Python::try_attach(look).unwrap_or(Ok(()))
    }
}

/// Runs what reads and makes Python objects. A panic there, which no batch
/// catches, is an error too: of memory where Python had none for an object
/// (pyo3 panics on its null pointer), else a bug.
pub(super) fn guarded<T>(work: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
        let message = payload.downcast_ref::<&str>().copied();
        Err(if message.is_some_and(|message| message.ends_with("pointer is null")) {
            PyMemoryError::new_err("no memory for the answer")
        } else {
            let stage = pace::current_stage();
            InternalError::new_err(format!(
                "a bug in or after stage {stage}; please report it with the document"
            ))
        })
    })
}

/// The rows that are worked on now, and where they stand among all.
struct Part<'a> {
    rows: &'a Rows,
    first: usize,
    total: usize,
}

/// `errors="raise"`: the flag of input that is no text.
pub(super) fn not_text(strict: bool, flags: &[Flag]) -> Result<(), Flag> {
    match flags.iter().find(|flag| matches!(flag, Flag::Lossy | Flag::Binary)) {
        Some(flag) if strict => Err(*flag),
        _ => Ok(()),
    }
}

/// The error for a document that is no text.
pub(super) fn refused(row: Option<usize>, flag: Flag) -> PyErr {
    let place = row.map_or_else(|| "the document".to_owned(), |row| format!("row {row}"));
    PyValueError::new_err(format!(
        "{place} is not valid text (flag {:?}); pass errors=\"flag\" to read it all the same",
        flag.name()
    ))
}
