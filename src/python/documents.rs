//! What a caller passes: one document, a list of them, or an Arrow column,
//! taken once under the interpreter lock and then borrowed by every thread.

use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;
use std::time::{Duration, Instant};

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::{PyByteArray, PyBytes, PyFloat, PyList, PyMemoryView, PyString, PyTuple};

use super::arrow::Chunk;
use crate::limits::{GROUP_BYTES, LIST_ROWS};
use crate::{Decoded, Flag, Hints};

/// After this many Python objects the caller's signals are looked at.
pub(super) const OBJECTS_BETWEEN_LOOKS: usize = 4096;

/// One document, borrowed.
#[derive(Clone, Copy)]
pub(super) enum Document<'a> {
    /// Text as it was given.
    Text(&'a str),
    /// A `str` with lone surrogates, each read as U+FFFD.
    Mended(&'a str),
    /// What an Arrow producer says is UTF-8.
    Utf8(&'a [u8]),
    /// Bytes in some encoding.
    Bytes(&'a [u8]),
}

impl<'a> Document<'a> {
    /// The document as text, with what happened on the way; `url` is where it
    /// comes from.
    pub(super) fn decode(self, url: Option<&str>) -> Decoded<'a> {
        let utf8 = |text, flags| Decoded { text, encoding: "UTF-8", flags };
        match self {
            Document::Text(text) => utf8(Cow::Borrowed(text), Vec::new()),
            Document::Mended(text) => utf8(Cow::Borrowed(text), vec![Flag::Lossy]),
            Document::Utf8(bytes) => match simdutf8::basic::from_utf8(bytes) {
                Ok(text) => utf8(Cow::Borrowed(text), Vec::new()),
                Err(_) => utf8(String::from_utf8_lossy(bytes), vec![Flag::Lossy]),
            },
            Document::Bytes(bytes) => crate::decode_with(bytes, Hints { charset: None, url }),
        }
    }

    /// As it stands in memory.
    pub(super) fn bytes(self) -> &'a [u8] {
        match self {
            Document::Text(text) | Document::Mended(text) => text.as_bytes(),
            Document::Utf8(bytes) | Document::Bytes(bytes) => bytes,
        }
    }

    /// The document as text.
    pub(super) fn text(self) -> Cow<'a, str> {
        self.decode(None).text
    }
}

/// A document that a Python object holds.
pub(super) enum Held {
    /// A `str`, borrowed.
    Text(PyBackedStr),
    /// A `str` with lone surrogates, each replaced.
    Mended(String),
    /// `bytes`, borrowed.
    Bytes(PyBackedBytes),
}

impl Held {
    fn new(value: &Bound<'_, PyAny>, row: Option<usize>, accepts: Accepts) -> PyResult<Held> {
        accepts.check(value, row)?;
        if let Ok(text) = value.cast::<PyString>() {
            Held::from_str(text)
        } else if value.is_instance_of::<PyBytes>() {
            Ok(Held::Bytes(value.extract().map_err(PyErr::from)?))
        } else {
            // Copied: somebody else may write to it while we read.
            let copy = value.py().get_type::<PyBytes>().call1((value,))?;
            Ok(Held::Bytes(copy.extract().map_err(PyErr::from)?))
        }
    }

    fn from_str(text: &Bound<'_, PyString>) -> PyResult<Held> {
        if let Ok(text) = text.extract::<PyBackedStr>() {
            return Ok(Held::Text(text));
        }
        // UTF-32 keeps one unit a code point, so offsets stay those of the str.
        let units: Vec<u8> = text.call_method1("encode", ("utf-32-le", "surrogatepass"))?.extract()?;
        let mended = units
            .as_chunks::<4>()
            .0
            .iter()
            .map(|unit| char::from_u32(u32::from_le_bytes(*unit)).unwrap_or(char::REPLACEMENT_CHARACTER));
        Ok(Held::Mended(mended.collect()))
    }

    fn document(&self) -> Document<'_> {
        match self {
            Held::Text(text) => Document::Text(text),
            Held::Mended(text) => Document::Mended(text),
            Held::Bytes(bytes) => Document::Bytes(bytes),
        }
    }

    /// The `str` that was passed, if it is the document's text as it stands.
    pub(super) fn python_str(&self, py: Python<'_>) -> Option<Py<PyString>> {
        match self {
            Held::Text(text) => Some(text.as_py_str().clone_ref(py)),
            _ => None,
        }
    }
}

/// What a function reads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Accepts {
    Text,
    TextAndBytes,
}

impl Accepts {
    /// Refuses a value, not null, of a type that the function does not read.
    fn check(self, value: &Bound<'_, PyAny>, row: Option<usize>) -> PyResult<()> {
        let bytes = || {
            value.is_instance_of::<PyBytes>()
                || value.is_instance_of::<PyByteArray>()
                || value.is_instance_of::<PyMemoryView>()
        };
        match self {
            _ if value.is_instance_of::<PyString>() => Ok(()),
            Accepts::TextAndBytes if bytes() => Ok(()),
            Accepts::Text => Err(wrong_type(value, row, "str or None")),
            Accepts::TextAndBytes => Err(wrong_type(value, row, "str, bytes or None")),
        }
    }
}

/// Where documents come from, if the caller says so.
pub(super) struct Urls(Vec<Option<String>>);

impl Urls {
    /// Reads one address for one document, or one for each of so many `rows`.
    pub(super) fn read(value: &Bound<'_, PyAny>, rows: Option<usize>) -> PyResult<Urls> {
        if value.is_none() {
            return Ok(Urls(Vec::new()));
        }
        let kind = |value: &Bound<'_, PyAny>| value.get_type().name().map(|name| name.to_string());
        let one = |value: &Bound<'_, PyAny>, place: &str| match value.cast::<PyString>() {
            // An address with a lone surrogate tells nothing.
            Ok(url) => Ok(url.extract::<String>().ok()),
            Err(_) if is_null(value)? => Ok(None),
            Err(_) => {
                Err(PyTypeError::new_err(format!("{place}url must be a str or None, got {}", kind(value)?)))
            }
        };
        let Some(rows) = rows else { return Ok(Urls(vec![one(value, "")?])) };
        let listed = match (value.cast::<PyList>(), value.cast::<PyTuple>()) {
            (Ok(list), _) => list.iter().collect(),
            (_, Ok(tuple)) => tuple.iter().collect::<Vec<_>>(),
            _ => {
                return Err(PyTypeError::new_err(format!(
                    "url of a list of documents must be a list, one url (or None) a document, got {}",
                    kind(value)?
                )));
            }
        };
        if listed.len() != rows {
            return Err(PyValueError::new_err(format!(
                "url has {} rows, and there are {rows} documents; give one url (or None) a document",
                listed.len()
            )));
        }
        let urls = listed.iter().enumerate().map(|(row, url)| one(url, &format!("row {row}: ")));
        Ok(Urls(urls.collect::<PyResult<_>>()?))
    }

    pub(super) fn get(&self, row: usize) -> Option<&str> {
        self.0.get(row)?.as_deref()
    }
}

/// Many documents.
pub(super) enum Rows {
    /// Python objects; `None` stands for null.
    Objects(Vec<Option<Held>>),
    /// Arrow arrays, and for each the row after its last.
    Arrow { chunks: Vec<Chunk>, ends: Vec<usize> },
}

impl Rows {
    pub(super) fn len(&self) -> usize {
        match self {
            Rows::Objects(rows) => rows.len(),
            Rows::Arrow { ends, .. } => ends.last().copied().unwrap_or_default(),
        }
    }

    /// The document of a row; `None` for null.
    pub(super) fn get(&self, row: usize) -> Option<Document<'_>> {
        match self {
            Rows::Objects(rows) => rows.get(row)?.as_ref().map(Held::document),
            Rows::Arrow { chunks, ends } => {
                let at = ends.partition_point(|end| *end <= row);
                let before = at.checked_sub(1).and_then(|at| ends.get(at)).copied().unwrap_or_default();
                chunks.get(at)?.document(row - before)
            }
        }
    }

    /// Size of some rows in bytes, nulls where they are known to be none.
    pub(super) fn bytes(&self, some: Range<usize>) -> usize {
        if let Rows::Arrow { chunks, ends } = self {
            let at = ends.partition_point(|end| *end <= some.start);
            let before = at.checked_sub(1).and_then(|at| ends.get(at)).copied().unwrap_or_default();
            let chunk = chunks.get(at).filter(|chunk| some.end <= before + chunk.len());
            let size = chunk.and_then(|chunk| chunk.size(some.start - before..some.end - before));
            if let Some(size) = size {
                return size;
            }
        }
        some.map(|row| self.get(row).map_or(0, |document| document.bytes().len())).sum()
    }

    /// The first of `rows`, as many as are read together: at least one where there is
    /// any, and none of another chunk.
    pub(super) fn group<'a>(&'a self, rows: Range<usize>, group: &mut Group<'a>) {
        group.clear();
        if let Rows::Arrow { chunks, ends } = self {
            let at = ends.partition_point(|end| *end <= rows.start);
            let before = at.checked_sub(1).and_then(|at| ends.get(at)).copied().unwrap_or_default();
            let Some(chunk) = chunks.get(at) else { return };
            let inside = rows.start - before..rows.end.min(before + chunk.len()) - before;
            if let Some(bytes) = chunk.neighbours(inside, &mut group.ends, &mut group.valid) {
                group.lying = Some(bytes);
                return;
            }
        }
        for row in rows {
            let document = self.get(row);
            let bytes = document.map_or(&[][..], Document::bytes);
            let long = bytes.len() > COPIED_BYTES;
            let full = group.ends.len() == GROUP_ROWS || group.copied.len() + bytes.len() > GROUP_BYTES;
            if (long || full) && !group.ends.is_empty() {
                break;
            }
            if long {
                // Alone in its group, where nobody looks at the bytes.
                group.ends.push(bytes.len());
                group.valid.push(true);
                break;
            }
            group.copied.extend_from_slice(bytes);
            group.ends.push(group.copied.len());
            group.valid.push(document.is_some());
        }
    }

    fn arrow(chunks: Vec<Chunk>) -> Rows {
        let ends = chunks
            .iter()
            .scan(0, |end, chunk| {
                *end += chunk.len();
                Some(*end)
            })
            .collect();
        Rows::Arrow { chunks, ends }
    }
}

/// Most rows in a group: it has that many also where all are empty.
pub(super) const GROUP_ROWS: usize = 4096;

/// Rows up to this size are copied where they do not lie behind each other: for a
/// longer one that costs more than it spares.
const COPIED_BYTES: usize = 1024;

/// Neighbouring rows as one piece of bytes.
#[derive(Default)]
pub(super) struct Group<'a> {
    /// Where they lie behind each other as they came.
    lying: Option<&'a [u8]>,
    /// Where they do not.
    copied: Vec<u8>,
    /// Where each row ends.
    pub(super) ends: Vec<usize>,
    /// Whether each is no null; empty if all are.
    pub(super) valid: Vec<bool>,
}

impl Group<'_> {
    fn clear(&mut self) {
        self.lying = None;
        self.copied.clear();
        self.ends.clear();
        self.valid.clear();
    }

    /// The bytes; none of a row that stands alone.
    pub(super) fn bytes(&self) -> &[u8] {
        self.lying.unwrap_or(&self.copied)
    }
}

/// A list or a tuple.
pub(super) struct Objects<'py> {
    sequence: Sequence<'py>,
    accepts: Accepts,
    reading: Cell<Duration>,
}

enum Sequence<'py> {
    List(Bound<'py, PyList>),
    Tuple(Bound<'py, PyTuple>),
}

impl<'py> Objects<'py> {
    fn new(value: &Bound<'py, PyAny>, accepts: Accepts) -> Option<Objects<'py>> {
        let sequence = match (value.cast::<PyList>(), value.cast::<PyTuple>()) {
            (Ok(list), _) => Sequence::List(list.clone()),
            (_, Ok(tuple)) => Sequence::Tuple(tuple.clone()),
            _ => return None,
        };
        Some(Objects { sequence, accepts, reading: Cell::default() })
    }

    fn len(&self) -> usize {
        match &self.sequence {
            Sequence::List(list) => list.len(),
            Sequence::Tuple(tuple) => tuple.len(),
        }
    }

    /// Calls `each` with every row of a range; `None` stands for null.
    fn each(
        &self,
        rows: Range<usize>,
        mut each: impl FnMut(usize, Option<Bound<'py, PyAny>>) -> PyResult<()>,
    ) -> PyResult<()> {
        for row in rows {
            let value = match &self.sequence {
                Sequence::List(list) => list.get_item(row)?,
                Sequence::Tuple(tuple) => tuple.get_item(row)?,
            };
            if row % OBJECTS_BETWEEN_LOOKS == 0 {
                value.py().check_signals()?;
            }
            each(row, if is_null(&value)? { None } else { Some(value) })?;
        }
        Ok(())
    }

    /// Looks at the type of every row, so that a wrong one is told before any work starts.
    fn check(&self) -> PyResult<()> {
        self.each(0..self.len(), |row, value| {
            value.map_or(Ok(()), |value| self.accepts.check(&value, Some(row)))
        })
    }

    fn held(&self, rows: Range<usize>) -> PyResult<Rows> {
        let begun = Instant::now();
        let mut held = Vec::with_capacity(rows.len());
        self.each(rows, |row, value| {
            held.push(value.map(|value| Held::new(&value, Some(row), self.accepts)).transpose()?);
            Ok(())
        })?;
        self.reading.set(self.reading.get() + begun.elapsed());
        Ok(Rows::Objects(held))
    }
}

/// A column as it is worked on: part by part, each let go of when it is done.
pub(super) enum Column<'py> {
    Objects(Objects<'py>),
    Arrow(Rows),
}

impl Column<'_> {
    pub(super) fn len(&self) -> usize {
        match self {
            Column::Objects(objects) => objects.len(),
            Column::Arrow(rows) => rows.len(),
        }
    }

    /// How long reading Python objects has taken so far.
    pub(super) fn reading(&self) -> Duration {
        match self {
            Column::Objects(objects) => objects.reading.get(),
            Column::Arrow(_) => Duration::ZERO,
        }
    }

    /// Calls `work` with each part and the number of its first row.
    pub(super) fn parts(&self, mut work: impl FnMut(&Rows, usize) -> PyResult<()>) -> PyResult<()> {
        match self {
            Column::Arrow(rows) => work(rows, 0),
            Column::Objects(objects) => {
                let rows = objects.len();
                if rows > LIST_ROWS {
                    objects.check()?;
                }
                (0..rows)
                    .step_by(LIST_ROWS)
                    .try_for_each(|first| work(&objects.held(first..rows.min(first + LIST_ROWS))?, first))
            }
        }
    }

    /// All rows at once.
    pub(super) fn rows(self) -> PyResult<Rows> {
        match self {
            Column::Objects(objects) => objects.held(0..objects.len()),
            Column::Arrow(rows) => Ok(rows),
        }
    }
}

/// One document or many.
pub(super) enum Shape<'py> {
    One(Option<Held>),
    Many(Column<'py>),
}

impl<'py> Shape<'py> {
    /// Reads a scalar, a list, a tuple, or an object with the Arrow interface;
    /// `column` picks a column of a table of Arrow.
    pub(super) fn read(
        value: &Bound<'py, PyAny>,
        column: Option<&str>,
        accepts: Accepts,
    ) -> PyResult<Shape<'py>> {
        if let Some(objects) = Objects::new(value, accepts) {
            Ok(Shape::Many(Column::Objects(objects)))
        } else if value.is_instance_of::<PyString>() {
            Ok(Shape::One(Some(Held::new(value, None, accepts)?)))
        } else if let Some(chunks) = Chunk::read(value, column, accepts)? {
            Ok(Shape::Many(Column::Arrow(Rows::arrow(chunks))))
        } else if is_null(value)? {
            Ok(Shape::One(None))
        } else {
            Ok(Shape::One(Some(Held::new(value, None, accepts)?)))
        }
    }
}

/// `None`, NaN, `pd.NA` and `NaT`, the last two known by name so that pandas
/// need not be imported.
pub(super) fn is_null(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    if value.is_none() {
        return Ok(true);
    }
    if value.is_instance_of::<PyString>() || value.is_instance_of::<PyBytes>() {
        return Ok(false);
    }
    if let Ok(number) = value.cast::<PyFloat>() {
        return Ok(number.extract::<f64>()?.is_nan());
    }
    let name = value.get_type().name()?;
    Ok(matches!(name.to_str()?, "NAType" | "NaTType"))
}

fn wrong_type(value: &Bound<'_, PyAny>, row: Option<usize>, wanted: &str) -> PyErr {
    let kind = value.get_type().name().map_or_else(|_| "object".to_owned(), |name| name.to_string());
    let place = row.map_or_else(String::new, |row| format!("row {row}: "));
    let remedy = match kind.as_str() {
        "bytes" | "bytearray" | "memoryview" => "decode it, or pass it to parse, clean or analyze",
        "dict" => "pass list(d.values()), or one document",
        "set" | "frozenset" | "generator" | "map" | "filter" | "zip" => {
            "pass list(...): a column has an order"
        }
        _ => "convert it to str, or to None where there is no text",
    };
    PyTypeError::new_err(format!("{place}expected {wanted}, got {kind}; {remedy}"))
}
