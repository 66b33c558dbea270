//! What a function answers for one document, and columns of such answers: as
//! Python objects, or as Arrow arrays that each thread builds for its own rows.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use arrow_array::builder::{Date32Builder, Float64Builder, Int64Builder, LargeStringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef, LargeListArray, StructArray};
use arrow_buffer::{NullBufferBuilder, OffsetBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, DataType, Field, Fields};
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDict, PyList, PyTuple};

use super::documents::OBJECTS_BETWEEN_LOOKS;
use super::pairs::Pairs;
use super::results;
use crate::{Date, ReadingTime};

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Whole numbers.
    Count,
    /// Numbers.
    Number,
    /// Days.
    Date,
    /// Strings.
    Text,
    /// Lists of strings.
    Texts,
    /// Lists of `str` offsets, start and end.
    Spans,
    /// Reading times.
    Time,
}

/// One answer; the large ones boxed, for a column has a million of them.
pub(super) enum Cell<'a> {
    Null,
    Count(u64),
    Number(f64),
    Date(Date),
    Text(Cow<'a, str>),
    Texts(Vec<Cow<'a, str>>),
    /// Parts of a text.
    Parts(Box<Parts<'a>>),
    /// Ranges of the characters of a text.
    Spans(Vec<Range<usize>>),
    Time(Box<ReadingTime>),
}

/// A text and byte ranges of it.
pub(super) type Parts<'a> = (Cow<'a, str>, Vec<Range<usize>>);

impl Cell<'_> {
    pub(super) fn into_python(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        match self {
            Cell::Null => Ok(py.None().into_bound(py)),
            Cell::Count(count) => count.into_bound_py_any(py),
            Cell::Number(number) => number.into_bound_py_any(py),
            Cell::Date(date) => Ok(results::date(py, date)?.into_any()),
            Cell::Text(text) => text.into_bound_py_any(py),
            Cell::Texts(texts) => texts.into_bound_py_any(py),
            Cell::Parts(parts) => results::cut(&parts.0, &parts.1).into_bound_py_any(py),
            Cell::Spans(spans) => results::pairs(spans).into_bound_py_any(py),
            Cell::Time(time) => results::reading_time(*time).into_bound_py_any(py),
        }
    }
}

/// An Arrow array in the making. 64-bit offsets everywhere: a column of texts
/// may be larger than 2 GiB.
pub(super) enum Builder {
    Counts(Int64Builder),
    Numbers(Float64Builder),
    Dates(Date32Builder),
    Texts(LargeStringBuilder),
    List {
        items: Box<Builder>,
        ends: Vec<i64>,
        valid: NullBufferBuilder,
    },
    /// Lists of pairs: there are fifty in a page, too many for a cell each.
    Spans {
        pairs: Pairs,
        ends: Vec<i64>,
        valid: NullBufferBuilder,
    },
    Record {
        fields: Vec<(&'static str, Builder)>,
        valid: NullBufferBuilder,
    },
}

impl Builder {
    /// A builder with room for `rows` rows.
    pub(super) fn new(kind: Kind, rows: usize) -> Builder {
        let list = |items| Builder::List {
            items: Box::new(items),
            ends: Vec::with_capacity(rows),
            valid: NullBufferBuilder::new(rows),
        };
        match kind {
            Kind::Count => Builder::Counts(Int64Builder::with_capacity(rows)),
            Kind::Number => Builder::Numbers(Float64Builder::with_capacity(rows)),
            Kind::Date => Builder::Dates(Date32Builder::with_capacity(rows)),
            Kind::Text => Builder::Texts(LargeStringBuilder::with_capacity(rows, 0)),
            Kind::Texts => list(Builder::new(Kind::Text, rows)),
            Kind::Spans => Builder::Spans {
                pairs: Pairs::default(),
                ends: Vec::with_capacity(rows),
                valid: NullBufferBuilder::new(rows),
            },
            Kind::Time => Builder::record(
                &[
                    ("seconds", Kind::Number),
                    ("minutes", Kind::Count),
                    ("low", Kind::Number),
                    ("high", Kind::Number),
                    ("words", Kind::Count),
                    ("wpm", Kind::Number),
                    ("basis", Kind::Text),
                    ("label", Kind::Text),
                ],
                rows,
            ),
        }
    }

    fn record(fields: &[(&'static str, Kind)], rows: usize) -> Builder {
        let fields = fields.iter().map(|(name, kind)| (*name, Builder::new(*kind, rows)));
        Builder::Record { fields: fields.collect(), valid: NullBufferBuilder::new(rows) }
    }

    /// Adds a row; a cell of another kind is a null.
    pub(super) fn push(&mut self, cell: Cell<'_>) {
        match (self, cell) {
            (Builder::Counts(counts), Cell::Count(count)) => {
                counts.append_value(i64::try_from(count).unwrap_or(i64::MAX));
            }
            (Builder::Numbers(numbers), Cell::Number(number)) => numbers.append_value(number),
            (Builder::Dates(dates), Cell::Date(date)) => dates.append_value(date.days_since_1970()),
            (Builder::Texts(texts), Cell::Text(text)) => texts.append_value(text),
            (Builder::List { items, ends, valid }, Cell::Texts(texts)) => {
                texts.into_iter().for_each(|text| items.push(Cell::Text(text)));
                ends.push(items.len() as i64);
                valid.append_non_null();
            }
            (Builder::List { items, ends, valid }, Cell::Parts(parts)) => {
                results::cut(&parts.0, &parts.1)
                    .into_iter()
                    .for_each(|part| items.push(Cell::Text(part.into())));
                ends.push(items.len() as i64);
                valid.append_non_null();
            }
            (Builder::Spans { pairs, ends, valid }, Cell::Spans(spans)) => {
                // If the other rows are like those so far, and an eighth more.
                pairs.extend(&spans, |so_far| {
                    let all = so_far.saturating_mul(ends.capacity()) / (ends.len() + 1);
                    all.saturating_add(all / 8)
                });
                ends.push(pairs.len() as i64);
                valid.append_non_null();
            }
            (record @ Builder::Record { .. }, Cell::Time(time)) => record.push_record([
                Cell::Number(time.seconds),
                Cell::Count(time.minutes),
                Cell::Number(time.low),
                Cell::Number(time.high),
                Cell::Count(time.words),
                Cell::Number(time.wpm),
                Cell::Text(time.basis.name().into()),
                Cell::Text(time.label.into()),
            ]),
            (builder, _) => builder.push_null(),
        }
    }

    /// Adds rows of counts; `valid` says which are no null, and nothing if all are.
    pub(super) fn push_counts(&mut self, counts: &[i64], valid: &[bool]) {
        match self {
            Builder::Counts(builder) if valid.len() == counts.len() => builder.append_values(counts, valid),
            Builder::Counts(builder) => builder.append_slice(counts),
            other => counts.iter().for_each(|_| other.push_null()),
        }
    }

    fn push_null(&mut self) {
        match self {
            Builder::Counts(counts) => counts.append_null(),
            Builder::Numbers(numbers) => numbers.append_null(),
            Builder::Dates(dates) => dates.append_null(),
            Builder::Texts(texts) => texts.append_null(),
            Builder::List { items, ends, valid } => {
                ends.push(items.len() as i64);
                valid.append_null();
            }
            Builder::Spans { pairs, ends, valid } => {
                ends.push(pairs.len() as i64);
                valid.append_null();
            }
            Builder::Record { fields, valid } => {
                fields.iter_mut().for_each(|(_, field)| field.push_null());
                valid.append_null();
            }
        }
    }

    fn push_record<const N: usize>(&mut self, cells: [Cell<'_>; N]) {
        if let Builder::Record { fields, valid } = self {
            fields.iter_mut().zip(cells).for_each(|((_, field), cell)| field.push(cell));
            valid.append_non_null();
        }
    }

    fn len(&self) -> usize {
        use arrow_array::builder::ArrayBuilder;
        match self {
            Builder::Counts(counts) => counts.len(),
            Builder::Numbers(numbers) => numbers.len(),
            Builder::Dates(dates) => dates.len(),
            Builder::Texts(texts) => texts.len(),
            Builder::List { ends, .. } | Builder::Spans { ends, .. } => ends.len(),
            Builder::Record { valid, .. } => valid.len(),
        }
    }

    /// Makes room for the rows of all `others`, builders of the same kind, where growing
    /// step by step would cost more than the copying.
    pub(super) fn reserve<'b>(&mut self, others: impl Iterator<Item = &'b Builder>) {
        if let Builder::Spans { pairs, ends, .. } = self {
            let (mut spans, mut rows) = (0, 0);
            for other in others {
                rows += other.len();
                spans += if let Builder::Spans { pairs, .. } = other { pairs.len() } else { 0 };
            }
            pairs.reserve(spans, |needed| needed);
            // The first of all lists begins somewhere too.
            ends.reserve_exact(rows + 1);
        }
    }

    /// Adds the rows of another builder of the same kind.
    pub(super) fn append(&mut self, other: Builder) -> Result<(), ArrowError> {
        match (self, other) {
            (Builder::Counts(counts), Builder::Counts(mut more)) => counts.append_array(&more.finish()),
            (Builder::Numbers(numbers), Builder::Numbers(mut more)) => numbers.append_array(&more.finish()),
            (Builder::Dates(dates), Builder::Dates(mut more)) => dates.append_array(&more.finish()),
            (Builder::Texts(texts), Builder::Texts(mut more)) => texts.append_array(&more.finish())?,
            (
                Builder::List { items, ends, valid },
                Builder::List { items: more, ends: more_ends, valid: more_valid },
            ) => {
                let before = items.len() as i64;
                items.append(*more)?;
                ends.extend(more_ends.iter().map(|end| before + end));
                append_validity(valid, more_valid, more_ends.len());
            }
            (
                Builder::Spans { pairs, ends, valid },
                Builder::Spans { pairs: more, ends: more_ends, valid: more_valid },
            ) => {
                let before = pairs.len() as i64;
                pairs.append(more);
                ends.extend(more_ends.iter().map(|end| before + end));
                append_validity(valid, more_valid, more_ends.len());
            }
            (Builder::Record { fields, valid }, Builder::Record { fields: more, valid: more_valid }) => {
                let rows = more_valid.len();
                for ((_, field), (_, more)) in fields.iter_mut().zip(more) {
                    field.append(more)?;
                }
                append_validity(valid, more_valid, rows);
            }
            _ => return Err(ArrowError::SchemaError("blocks of different kinds".to_owned())),
        }
        Ok(())
    }

    /// The array.
    pub(super) fn finish(self) -> Result<ArrayRef, ArrowError> {
        Ok(match self {
            Builder::Counts(mut counts) => Arc::new(counts.finish()),
            Builder::Numbers(mut numbers) => Arc::new(numbers.finish()),
            Builder::Dates(mut dates) => Arc::new(dates.finish()),
            Builder::Texts(mut texts) => Arc::new(texts.finish()),
            Builder::List { items, ends, valid } => lists(items.finish()?, ends, valid)?,
            Builder::Spans { pairs, ends, valid } => lists(pairs.finish(["start", "end"])?, ends, valid)?,
            Builder::Record { fields, mut valid } => {
                let arrays = fields
                    .into_iter()
                    .map(|(name, field)| Ok((name, field.finish()?)))
                    .collect::<Result<Vec<_>, ArrowError>>()?;
                let fields: Fields = arrays
                    .iter()
                    .map(|(name, array)| Field::new(*name, array.data_type().clone(), true))
                    .collect();
                let arrays = arrays.into_iter().map(|(_, array)| array).collect();
                Arc::new(StructArray::try_new(fields, arrays, valid.finish())?)
            }
        })
    }
}

/// Lists of `items`, one up to each of `ends`.
fn lists(items: ArrayRef, mut ends: Vec<i64>, mut valid: NullBufferBuilder) -> Result<ArrayRef, ArrowError> {
    ends.insert(0, 0);
    let field = Arc::new(Field::new("item", items.data_type().clone(), true));
    let offsets = OffsetBuffer::new(ScalarBuffer::from(ends));
    Ok(Arc::new(LargeListArray::try_new(field, offsets, items, valid.finish())?))
}

fn append_validity(valid: &mut NullBufferBuilder, mut more: NullBufferBuilder, rows: usize) {
    match more.finish() {
        Some(nulls) => valid.append_buffer(&nulls),
        None => valid.append_n_non_nulls(rows),
    }
}

/// An array that could not be built: a bug.
pub(super) fn unbuilt(error: ArrowError) -> PyErr {
    PyRuntimeError::new_err(format!("a column could not be built: {error}"))
}

/// The rows of an array that a [`Builder`] made, as Python objects.
pub(super) fn to_list<'py>(py: Python<'py>, array: &dyn Array) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for row in 0..array.len() {
        if row % OBJECTS_BETWEEN_LOOKS == 0 {
            py.check_signals()?;
        }
        list.append(value(py, array, row)?)?;
    }
    Ok(list)
}

fn value<'py>(py: Python<'py>, array: &dyn Array, row: usize) -> PyResult<Bound<'py, PyAny>> {
    if array.is_null(row) {
        return Ok(py.None().into_bound(py));
    }
    match array.data_type() {
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).into_bound_py_any(py),
        DataType::Float64 => array.as_primitive::<Float64Type>().value(row).into_bound_py_any(py),
        DataType::Date32 => {
            // Python counts days from the first day of the year 1.
            let days = array.as_primitive::<Date32Type>().value(row) + 719_163;
            py.get_type::<PyDate>().call_method1("fromordinal", (days,))
        }
        DataType::LargeUtf8 => array.as_string::<i64>().value(row).into_bound_py_any(py),
        DataType::LargeList(_) => Ok(to_list(py, &array.as_list::<i64>().value(row))?.into_any()),
        // A span is a pair, as it is for one document.
        DataType::Struct(fields) if fields.len() == 2 => {
            let columns = array.as_struct().columns().iter();
            let pair = columns.map(|column| value(py, column, row)).collect::<PyResult<Vec<_>>>()?;
            Ok(PyTuple::new(py, pair)?.into_any())
        }
        DataType::Struct(fields) => {
            let record = PyDict::new(py);
            for (field, column) in fields.iter().zip(array.as_struct().columns()) {
                record.set_item(field.name(), value(py, column, row)?)?;
            }
            Ok(record.into_any())
        }
        other => Err(PyTypeError::new_err(format!("minread makes no columns of type {other}"))),
    }
}

/// What kind of column an array that a [`Builder`] made is, in a word.
pub(super) fn kind(data_type: &DataType) -> &'static str {
    match data_type {
        DataType::Int64 => "integer",
        DataType::Float64 => "number",
        DataType::Date32 => "date",
        DataType::LargeUtf8 => "string",
        DataType::LargeList(_) => "list",
        _ => "struct",
    }
}

/// The array of such a kind with these rows; lists are lists of strings.
pub(super) fn from_list(kind: &str, list: &Bound<'_, PyList>) -> PyResult<ArrayRef> {
    type Read = fn(Bound<'_, PyAny>) -> PyResult<Cell<'static>>;
    let (kind, read): (Kind, Read) = match kind {
        "integer" => (Kind::Count, |value| value.extract().map(Cell::Count)),
        "number" => (Kind::Number, |value| value.extract().map(Cell::Number)),
        "string" => (Kind::Text, |value| value.extract().map(|text: String| Cell::Text(text.into()))),
        "date" => (Kind::Date, |value| {
            let part = |name| value.getattr(name)?.extract();
            let date = Date::new(part("year")?, part("month")?, part("day")?);
            Ok(date.map_or(Cell::Null, Cell::Date))
        }),
        "list" => (Kind::Texts, |value| {
            let texts: Vec<String> = value.extract()?;
            Ok(Cell::Texts(texts.into_iter().map(Cow::Owned).collect()))
        }),
        other => return Err(PyTypeError::new_err(format!("no column of kind {other:?} is pickled"))),
    };
    let mut builder = Builder::new(kind, list.len());
    for value in list {
        builder.push(if value.is_none() { Cell::Null } else { read(value)? });
    }
    builder.finish().map_err(unbuilt)
}
