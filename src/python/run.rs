//! Runs work without the interpreter lock, answers signals, maps failures, and
//! gives the answers back in the shape of the question.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use arrow_array::ArrayRef;
use pyo3::exceptions::{PyKeyboardInterrupt, PyMemoryError, PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyList;

use super::cells::{Builder, Cell, Kind, to_list, unbuilt};
use super::documents::{Accepts, Column, Document, Group, OBJECTS_BETWEEN_LOOKS, Rows, Shape};
use super::export::Array;
use crate::batch::fold_blocks;
use crate::limits::{POLL_MILLIS, WINDOW_ROWS};
use crate::room::Room;
use crate::{Failure, Flag, Progress, Unit, pace};

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

    /// Runs `work` on one document or on each of many, with the number of its row:
    /// a Python object, a list of them, or an Arrow array.
    pub(super) fn map<'py>(
        &self,
        value: &Bound<'py, PyAny>,
        accepts: Accepts,
        kind: Kind,
        work: impl for<'a> Fn(usize, Document<'a>) -> Result<Cell<'a>, Flag> + Sync,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.map_checked(value, accepts, kind, |_| Ok(()), work)
    }

    /// [`Run::map`], where `check` may refuse the number of rows.
    pub(super) fn map_checked<'py>(
        &self,
        value: &Bound<'py, PyAny>,
        accepts: Accepts,
        kind: Kind,
        check: impl FnOnce(usize) -> PyResult<()>,
        work: impl for<'a> Fn(usize, Document<'a>) -> Result<Cell<'a>, Flag> + Sync,
    ) -> PyResult<Bound<'py, PyAny>> {
        let fill = row_by_row(|builders, row, document| {
            let cell = document.map_or(Ok(Cell::Null), |document| work(row, document))?;
            builders.iter_mut().zip([cell]).for_each(|(builder, cell)| builder.push(cell));
            Ok(())
        });
        self.answer(value, accepts, kind, check, &work, fill)
    }

    /// Counts the words of one document or of each of many: neighbouring rows are
    /// counted together where their unit allows.
    pub(super) fn count_words<'py>(
        &self,
        value: &Bound<'py, PyAny>,
        unit: Unit,
    ) -> PyResult<Bound<'py, PyAny>> {
        let alone = |document: Document<'_>| crate::count_words(&document.text(), unit);
        let fill = |builders: &mut [Builder], part: &Part<'_>, mut range: Range<usize>| {
            let rows = part.rows;
            let (mut group, mut counts) = (Group::default(), Vec::new());
            while !range.is_empty() {
                pace::row(range.start);
                rows.group(range.clone(), &mut group);
                counts.clear();
                let ends = group.ends.as_slice();
                let mut start = 0;
                let mut together = ends.len() > 1;
                while let Some(rest) = ends.get(counts.len()..).filter(|rest| !rest.is_empty()) {
                    // A bug must name its row: what a group trips over is counted again row by row.
                    let before = counts.len();
                    together = together
                        && catch_unwind(AssertUnwindSafe(|| {
                            crate::count_rows(group.bytes(), start, rest, unit, &mut counts).is_some()
                        }))
                        .unwrap_or_else(|_| {
                            counts.truncate(before);
                            false
                        });
                    if counts.len() < ends.len() {
                        let row = range.start + counts.len();
                        pace::row(row);
                        counts.push(rows.get(row).map_or(0, alone) as i64);
                    }
                    start = ends.get(counts.len() - 1).copied().unwrap_or_default();
                }
                builders.iter_mut().for_each(|builder| builder.push_counts(&counts, &group.valid));
                range.start += ends.len();
            }
            Ok(())
        };
        let all = |_| Ok(());
        self.answer(
            value,
            Accepts::Text,
            Kind::Count,
            all,
            |_, document| Ok(Cell::Count(alone(document))),
            fill,
        )
    }

    /// Runs `work` on one document, or `fill` on the rows of a column.
    fn answer<'py>(
        &self,
        value: &Bound<'py, PyAny>,
        accepts: Accepts,
        kind: Kind,
        check: impl FnOnce(usize) -> PyResult<()>,
        work: impl for<'a> Fn(usize, Document<'a>) -> Result<Cell<'a>, Flag> + Sync,
        fill: impl Fn(&mut [Builder], &Part<'_>, Range<usize>) -> Result<(), Wrong> + Sync,
    ) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| {
            let py = value.py();
            let column = match self.read(value, accepts)? {
                Shape::One(None) => return Ok(py.None().into_bound(py)),
                Shape::One(document) => {
                    check(1)?;
                    let list = self.objects(py, &Rows::Objects(vec![document]), true, work)?;
                    return list.get_item(0);
                }
                Shape::Many(column) => column,
            };
            check(column.len())?;
            let arrow = self.arrow || matches!(column, Column::Arrow(_));
            // Reading times know their unit, which their column does not hold.
            if kind == Kind::Time && !arrow {
                return Ok(self.objects(py, &column.rows()?, false, work)?.into_any());
            }
            let blocks = self.build(py, &column, &[kind], fill)?;
            let array = self.join(py, &[kind], blocks)?.pop();
            match array {
                Some(array) if !arrow => Ok(to_list(py, &array)?.into_any()),
                array => array.map(Array).into_pyobject(py),
            }
        })
    }

    /// A Python object for each row.
    fn objects<'py>(
        &self,
        py: Python<'py>,
        rows: &Rows,
        one: bool,
        work: impl for<'a> Fn(usize, Document<'a>) -> Result<Cell<'a>, Flag> + Sync,
    ) -> PyResult<Bound<'py, PyList>> {
        let objects = PyList::empty(py);
        for (row, cell) in self.rows(py, rows, work)?.into_iter().enumerate() {
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
        let part = Part::new(rows, 0, rows.len());
        let add = |results: &mut Vec<Option<R>>, range: Range<usize>| {
            for row in range {
                pace::row(row);
                results.push(part.work(row, |document| work(row, document)));
            }
        };
        let mut blocks = self.fold(py, &part, 0..rows.len(), Vec::with_capacity, add)?;
        if blocks.len() == 1 {
            return Ok(blocks.pop().unwrap_or_default());
        }
        let mut all = Vec::with_capacity(rows.len());
        blocks.into_iter().for_each(|mut block| all.append(&mut block));
        Ok(all)
    }

    /// Builds columns of these kinds: `fill` adds some rows to each, or says what is
    /// wrong with one of them. The blocks are to be joined.
    pub(super) fn build(
        &self,
        py: Python<'_>,
        column: &Column<'_>,
        kinds: &[Kind],
        fill: impl Fn(&mut [Builder], &Part<'_>, Range<usize>) -> Result<(), Wrong> + Sync,
    ) -> PyResult<Vec<Vec<Builder>>> {
        type Built = (Vec<Builder>, Option<Wrong>);
        let start = |rows| -> Built { (kinds.iter().map(|kind| Builder::new(*kind, rows)).collect(), None) };
        let mut blocks = Vec::new();
        column.parts(|rows, first| {
            let part = Part::new(rows, first, column.len());
            let add = |(builders, wrong): &mut Built, range: Range<usize>| {
                if wrong.is_none() {
                    *wrong = fill(builders, &part, range).err();
                }
            };
            for (builders, wrong) in self.fold(py, &part, 0..rows.len(), start, add)? {
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
            for (at, column) in columns.iter_mut().enumerate() {
                column.reserve(blocks.as_slice().iter().filter_map(|block| block.get(at)));
            }
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

    /// Runs `work` on windows of rows, and hands what it gave to `take` in order, so
    /// that never more than a window is held.
    pub(super) fn windows<R: Send>(
        &self,
        py: Python<'_>,
        column: &Column<'_>,
        work: impl Fn(Document<'_>) -> R + Sync,
        mut take: impl FnMut(usize, R),
    ) -> PyResult<()> {
        column.parts(|rows, first| {
            let part = Part::new(rows, first, column.len());
            let add = |results: &mut Vec<Option<R>>, range: Range<usize>| {
                for row in range {
                    pace::row(row);
                    results.push(part.work(row, &work));
                }
            };
            for from in (0..rows.len()).step_by(WINDOW_ROWS) {
                let window = from..rows.len().min(from + WINDOW_ROWS);
                let blocks = self.fold(py, &part, window, Vec::with_capacity, add)?;
                for (row, result) in (first + from..).zip(blocks.into_iter().flatten()) {
                    result.into_iter().for_each(|result| take(row, result));
                }
            }
            Ok(())
        })
    }

    /// Folds a window of rows, block by block; `add` gets the numbers that they have
    /// in the part.
    fn fold<A: Send>(
        &self,
        py: Python<'_>,
        part: &Part<'_>,
        window: Range<usize>,
        start: impl Fn(usize) -> A + Sync,
        add: impl Fn(&mut A, Range<usize>) + Sync,
    ) -> PyResult<Vec<A>> {
        let Part { rows, first, total, .. } = *part;
        let from = window.start;
        let mut stopped = None;
        let wait = |Progress { done, .. }| {
            let progress = Progress { done: first + from + done, total };
            stopped.is_none() && self.look(progress).map_err(|error| stopped = Some(error)).is_ok()
        };
        let inside = |some: Range<usize>| from + some.start..from + some.end;
        let bytes = |some| rows.bytes(inside(some));
        let add = |results: &mut A, some| add(results, inside(some));
        let results = py.detach(|| fold_blocks(window.len(), bytes, &start, add, self.threads, wait));
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

/// A row of the column and what is wrong with it.
type Wrong = (usize, Flag);

/// Calls `fill` with each row of the column in turn, `None` for null.
pub(super) fn row_by_row(
    fill: impl Fn(&mut [Builder], usize, Option<Document<'_>>) -> Result<(), Flag> + Sync,
) -> impl Fn(&mut [Builder], &Part<'_>, Range<usize>) -> Result<(), Wrong> + Sync {
    move |builders, part, mut range| {
        range.try_for_each(|row| {
            pace::row(row);
            let of_column = part.first + row;
            let done = part.work(row, |document| fill(builders, of_column, Some(document)));
            done.unwrap_or_else(|| fill(builders, of_column, None)).map_err(|flag| (of_column, flag))
        })
    }
}

/// The rows that are worked on now, and where they stand among all.
pub(super) struct Part<'a> {
    rows: &'a Rows,
    first: usize,
    total: usize,
    room: Room,
}

impl<'a> Part<'a> {
    fn new(rows: &'a Rows, first: usize, total: usize) -> Part<'a> {
        Part { rows, first, total, room: Room::default() }
    }

    /// Works on the document of a row, as soon as there is room for it; `None` for null.
    fn work<R>(&self, row: usize, work: impl FnOnce(Document<'a>) -> R) -> Option<R> {
        let document = self.rows.get(row)?;
        let _guest = self.room.enter(document.bytes());
        Some(work(document))
    }
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
