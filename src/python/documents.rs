//! What a caller passes: one document or a list of them, read once under the
//! interpreter lock and then borrowed by every thread.

use std::borrow::Cow;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::{PyByteArray, PyBytes, PyFloat, PyList, PyMemoryView, PyString, PyTuple};

use crate::{Decoded, Flag};

/// One document, kept alive by the Python object it came from.
pub(super) enum Document {
    /// A `str`, borrowed.
    Text(PyBackedStr),
    /// A `str` with lone surrogates, each read as U+FFFD.
    Mended(String),
    /// `bytes`, borrowed.
    Bytes(PyBackedBytes),
}

/// How one value becomes a document.
type Reader = fn(&Bound<'_, PyAny>, Option<usize>) -> PyResult<Document>;

impl Document {
    /// `str` only.
    pub(super) fn text_only(value: &Bound<'_, PyAny>, row: Option<usize>) -> PyResult<Document> {
        match value.cast::<PyString>() {
            Ok(text) => Document::from_str(text),
            Err(_) => Err(wrong_type(value, row, "str or None")),
        }
    }

    /// `str` or bytes.
    pub(super) fn any(value: &Bound<'_, PyAny>, row: Option<usize>) -> PyResult<Document> {
        if let Ok(text) = value.cast::<PyString>() {
            Document::from_str(text)
        } else if value.is_instance_of::<PyBytes>() {
            Ok(Document::Bytes(value.extract().map_err(PyErr::from)?))
        } else if value.is_instance_of::<PyByteArray>() || value.is_instance_of::<PyMemoryView>() {
            // Copied: somebody else may write to it while we read.
            let copy = value.py().get_type::<PyBytes>().call1((value,))?;
            Ok(Document::Bytes(copy.extract().map_err(PyErr::from)?))
        } else {
            Err(wrong_type(value, row, "str, bytes or None"))
        }
    }

    fn from_str(text: &Bound<'_, PyString>) -> PyResult<Document> {
        if let Ok(text) = text.extract::<PyBackedStr>() {
            return Ok(Document::Text(text));
        }
        // UTF-32 keeps one unit a code point, so offsets stay those of the str.
        let units: Vec<u8> = text.call_method1("encode", ("utf-32-le", "surrogatepass"))?.extract()?;
        let mended = units
            .as_chunks::<4>()
            .0
            .iter()
            .map(|unit| char::from_u32(u32::from_le_bytes(*unit)).unwrap_or(char::REPLACEMENT_CHARACTER));
        Ok(Document::Mended(mended.collect()))
    }

    /// Size in bytes.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Document::Text(text) => text.len(),
            Document::Mended(text) => text.len(),
            Document::Bytes(bytes) => bytes.len(),
        }
    }

    /// The document as text, with what happened on the way.
    pub(super) fn decode(&self) -> Decoded<'_> {
        let utf8 = |text, flags| Decoded { text: Cow::Borrowed(text), encoding: "UTF-8", flags };
        match self {
            Document::Text(text) => utf8(text, Vec::new()),
            Document::Mended(text) => utf8(text, vec![Flag::Lossy]),
            Document::Bytes(bytes) => crate::decode(bytes),
        }
    }

    /// The document as text.
    pub(super) fn text(&self) -> Cow<'_, str> {
        self.decode().text
    }

    /// The `str` that was passed, if it is the document's text as it stands.
    pub(super) fn python_str(&self, py: Python<'_>) -> Option<Py<PyString>> {
        match self {
            Document::Text(text) => Some(text.as_py_str().clone_ref(py)),
            _ => None,
        }
    }
}

/// One document or many; `None` stands for null.
pub(super) enum Shape {
    One(Option<Document>),
    Many(Vec<Option<Document>>),
}

impl Shape {
    /// Reads a scalar, a list or a tuple.
    pub(super) fn read(value: &Bound<'_, PyAny>, reader: Reader) -> PyResult<Shape> {
        if let Ok(list) = value.cast::<PyList>() {
            Ok(Shape::Many(rows(list.iter(), reader)?))
        } else if let Ok(tuple) = value.cast::<PyTuple>() {
            Ok(Shape::Many(rows(tuple.iter(), reader)?))
        } else if is_null(value)? {
            Ok(Shape::One(None))
        } else {
            Ok(Shape::One(Some(reader(value, None)?)))
        }
    }

    /// The rows of a column; a lone document is none.
    pub(super) fn column(value: &Bound<'_, PyAny>) -> PyResult<Vec<Option<Document>>> {
        match Shape::read(value, Document::any)? {
            Shape::Many(rows) => Ok(rows),
            Shape::One(_) => Err(PyTypeError::new_err(
                "analyze takes a column (a list or tuple of documents); for one document call minread.parse",
            )),
        }
    }
}

fn rows<'py>(
    values: impl Iterator<Item = Bound<'py, PyAny>>,
    reader: Reader,
) -> PyResult<Vec<Option<Document>>> {
    values
        .enumerate()
        .map(|(row, value)| if is_null(&value)? { Ok(None) } else { reader(&value, Some(row)).map(Some) })
        .collect()
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
        "DataFrame" | "Table" | "LazyFrame" => "pass one column of it",
        "Series" | "Array" | "ChunkedArray" | "ndarray" => "pass its .tolist() or .to_pylist()",
        _ => "convert it to str, or to None where there is no text",
    };
    PyTypeError::new_err(format!("{place}expected {wanted}, got {kind}; {remedy}"))
}
