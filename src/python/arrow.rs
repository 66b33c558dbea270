//! Arrow columns from Python: the C Data Interface inside PyCapsules. The only
//! file of the binding with `unsafe` code.
//!
//! What a producer hands over is checked before it is used, as far as the
//! interface lets one: names, null pointers, released structures, the type, the
//! number of buffers, lengths, and every offset, view and dictionary key. What
//! cannot be checked (how large a producer's buffer really is) is what the
//! interface asks a consumer to trust. Text is never copied; that it is UTF-8
//! is checked row by row where it is read, by the threads that read it.

#![expect(unsafe_code, reason = "the C Data Interface hands over raw pointers")]

use std::ffi::{CStr, c_char, c_void};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::NonNull;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi_and_data_type};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_buffer::{ArrowNativeType, Buffer, NullBuffer, ScalarBuffer};
use arrow_data::ArrayData;
use arrow_schema::{ArrowError, DataType, Fields};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

use super::documents::{Accepts, Document, GROUP_ROWS};
use super::options::unknown;
use crate::limits::GROUP_BYTES;

/// Lengths above this are a slip of the producer: 2^56 rows do not exist, and
/// sums of two of them cannot overflow.
const MAX_ROWS: usize = 1 << 56;

/// One Arrow array of texts or bytes, checked; its buffers stay the producer's.
pub(super) struct Chunk {
    values: Values,
    nulls: Option<NullBuffer>,
    rows: usize,
    /// Whether the producer says that the values are UTF-8.
    utf8: bool,
}

enum Values {
    /// The type of a column without any value.
    Null,
    Offsets32(ScalarBuffer<i32>, Buffer),
    Offsets64(ScalarBuffer<i64>, Buffer),
    Views(ScalarBuffer<u128>, Vec<Buffer>),
    Dictionary(Vec<usize>, Box<Chunk>),
}

impl Chunk {
    /// The chunks of an object with the Arrow interface; `None` if it has none.
    /// Empty chunks are left out.
    pub(super) fn read(
        value: &Bound<'_, PyAny>,
        column: Option<&str>,
        accepts: Accepts,
    ) -> PyResult<Option<Vec<Chunk>>> {
        let (data_type, arrays) = if value.hasattr("__arrow_c_array__")? {
            array(value)?
        } else if value.hasattr("__arrow_c_stream__")? {
            stream(value)?
        } else {
            return Ok(None);
        };
        let read = || -> Result<Vec<Chunk>, Refused> {
            let mut chunks = Vec::with_capacity(arrays.len());
            let column = Column::of(&data_type, column)?;
            let mut rows = 0;
            for array in arrays {
                if array.is_empty() {
                    continue;
                }
                checked(&array, &data_type)?;
                // SAFETY: the array is not released, has the buffers and children of its type, and
                // its last offset is no negative number; the rest is the producer's promise.
                let data = unsafe { from_ffi_and_data_type(array, data_type.clone()) }?;
                let (part, nulls) = column.of_array(&data)?;
                chunks.push(Chunk::new(&part, nulls, accepts, rows)?);
                rows += part.len();
            }
            if chunks.is_empty() {
                // The type of a column without rows is checked all the same.
                Chunk::new(&ArrayData::new_empty(&column.data_type), None, accepts, 0)?;
            }
            Ok(chunks)
        };
        // The import asserts what is not checked above, such as pointers to children.
        catch_unwind(AssertUnwindSafe(read))
            .unwrap_or_else(|_| Err(Refused::Malformed("a pointer is missing".to_owned())))
            .map(Some)
            .map_err(PyErr::from)
    }

    /// Checks an array whose first row is row `first` of the column.
    fn new(
        data: &ArrayData,
        nulls: Option<NullBuffer>,
        accepts: Accepts,
        first: usize,
    ) -> Result<Chunk, Refused> {
        let rows = data.len();
        let is_null =
            |row: usize| nulls.as_ref().is_some_and(|nulls| row >= nulls.len() || nulls.is_null(row));
        let first_valid = (0..rows).find(|row| !is_null(*row));
        if rows > 0 && first_valid.is_none() {
            // Nothing but nulls is nothing, of whatever type.
            return Ok(Chunk { values: Values::Null, nulls: None, rows, utf8: true });
        }
        let row = first + first_valid.unwrap_or_default();
        let (offset, buffers) = (data.offset(), data.buffers());
        let buffer = |at: usize| buffers.get(at).cloned().ok_or_else(|| malformed("a buffer is missing"));
        let bytes =
            matches!(data.data_type(), DataType::Binary | DataType::LargeBinary | DataType::BinaryView);
        if bytes && accepts == Accepts::Text {
            return Err(Refused::Type(format!(
                "row {row}: expected str or None, got an Arrow column of type {}; decode it, or pass it to parse, \
                 clean or analyze",
                data.data_type()
            )));
        }
        let mut utf8 = !bytes;
        let values = match data.data_type() {
            DataType::Null => Values::Null,
            text if rows == 0 && is_text(text) => Values::Null,
            DataType::Utf8 | DataType::Binary => {
                let (offsets, bytes) = (slice(buffer(0)?, offset, rows + 1)?, buffer(1)?);
                rising(&offsets, bytes.len())?;
                Values::Offsets32(offsets, bytes)
            }
            DataType::LargeUtf8 | DataType::LargeBinary => {
                let (offsets, bytes) = (slice(buffer(0)?, offset, rows + 1)?, buffer(1)?);
                rising(&offsets, bytes.len())?;
                Values::Offsets64(offsets, bytes)
            }
            DataType::Utf8View | DataType::BinaryView => {
                let views: ScalarBuffer<u128> = slice(buffer(0)?, offset, rows)?;
                let parts = buffers.get(1..).unwrap_or_default().to_vec();
                let whole = (0..rows).all(|row| is_null(row) || view(&views, &parts, row).is_some());
                if !whole {
                    return Err(malformed("a view points past its buffer"));
                }
                Values::Views(views, parts)
            }
            DataType::Dictionary(key, _) => {
                let [dictionary] = data.child_data() else {
                    return Err(malformed("a dictionary is missing"));
                };
                let dictionary = Chunk::new(dictionary, dictionary.nulls().cloned(), accepts, first)?;
                let keys = keys(key, buffer(0)?, offset, rows)?;
                let inside = |(row, key): (usize, &usize)| is_null(row) || *key < dictionary.rows;
                if !keys.iter().enumerate().all(inside) {
                    return Err(malformed("a dictionary key points past the dictionary"));
                }
                utf8 = dictionary.utf8;
                Values::Dictionary(keys, Box::new(dictionary))
            }
            other => {
                let wanted = match accepts {
                    Accepts::Text => "str or None",
                    Accepts::TextAndBytes => "str, bytes or None",
                };
                return Err(Refused::Type(format!(
                    "row {row}: expected {wanted}, got an Arrow column of type {other}; cast the column to strings"
                )));
            }
        };
        Ok(Chunk { values, nulls, rows, utf8 })
    }

    pub(super) fn len(&self) -> usize {
        self.rows
    }

    /// The document of a row; `None` for null.
    pub(super) fn document(&self, row: usize) -> Option<Document<'_>> {
        let bytes = self.bytes(row)?;
        Some(if self.utf8 { Document::Utf8(bytes) } else { Document::Bytes(bytes) })
    }

    /// How many bytes some rows have between them, where that is known at once.
    pub(super) fn size(&self, rows: Range<usize>) -> Option<usize> {
        fn of<T: ArrowNativeType>(offsets: &[T], rows: Range<usize>) -> Option<usize> {
            Some(offsets.get(rows.end)?.as_usize() - offsets.get(rows.start)?.as_usize())
        }
        match &self.values {
            Values::Offsets32(offsets, _) => of(offsets, rows),
            Values::Offsets64(offsets, _) => of(offsets, rows),
            _ => None,
        }
    }

    /// The bytes of the first of `rows`, as many as are read together, if they lie behind
    /// each other; where each ends, and whether it is no null (nothing if all are).
    pub(super) fn neighbours(
        &self,
        rows: Range<usize>,
        ends: &mut Vec<usize>,
        valid: &mut Vec<bool>,
    ) -> Option<&[u8]> {
        fn of<'a, T: ArrowNativeType>(
            offsets: &[T],
            bytes: &'a Buffer,
            rows: Range<usize>,
            ends: &mut Vec<usize>,
        ) -> Option<&'a [u8]> {
            let last = rows.end.min(rows.start + GROUP_ROWS);
            let start = offsets.get(rows.start)?.to_usize()?;
            let behind = offsets.get(rows.start + 1..=last)?;
            let fit = behind.partition_point(|end| end.as_usize() - start <= GROUP_BYTES).max(1);
            ends.extend(behind.iter().take(fit).map(|end| end.as_usize() - start));
            bytes.as_slice().get(start..start + ends.last()?)
        }
        let bytes = match &self.values {
            Values::Offsets32(offsets, bytes) => of(offsets, bytes, rows.clone(), ends),
            Values::Offsets64(offsets, bytes) => of(offsets, bytes, rows.clone(), ends),
            _ => None,
        }?;
        if let Some(nulls) = &self.nulls {
            let rows = rows.take(ends.len());
            valid.extend(rows.map(|row| row < nulls.len() && nulls.is_valid(row)));
        }
        Some(bytes)
    }

    fn bytes(&self, row: usize) -> Option<&[u8]> {
        if self.nulls.as_ref().is_some_and(|nulls| row >= nulls.len() || nulls.is_null(row)) {
            return None;
        }
        match &self.values {
            Values::Null => None,
            Values::Offsets32(offsets, bytes) => between(offsets, bytes, row),
            Values::Offsets64(offsets, bytes) => between(offsets, bytes, row),
            Values::Views(views, parts) => view(views, parts, row),
            Values::Dictionary(keys, dictionary) => dictionary.bytes(*keys.get(row)?),
        }
    }
}

fn is_text(data_type: &DataType) -> bool {
    use DataType::{Binary, BinaryView, LargeBinary, LargeUtf8, Utf8, Utf8View};
    matches!(data_type, Utf8 | LargeUtf8 | Utf8View | Binary | LargeBinary | BinaryView)
}

/// `len` values of a buffer from `offset` on.
fn slice<T: ArrowNativeType>(buffer: Buffer, offset: usize, len: usize) -> Result<ScalarBuffer<T>, Refused> {
    let fits = offset.checked_add(len).and_then(|end| end.checked_mul(size_of::<T>()));
    match fits {
        Some(end) if end <= buffer.len() => Ok(ScalarBuffer::new(buffer, offset, len)),
        _ => Err(malformed("a buffer is too short")),
    }
}

/// Offsets start at 0 or above, never fall, and end inside the buffer.
fn rising<T: ArrowNativeType + PartialOrd + Default>(offsets: &[T], bytes: usize) -> Result<(), Refused> {
    let start = offsets.first().is_some_and(|first| *first >= T::default());
    // Not `all`: without a way out of the loop it runs on vectors.
    let falls = offsets.iter().zip(offsets.iter().skip(1)).fold(false, |falls, (a, b)| falls | (a > b));
    let inside = offsets.last().and_then(|last| last.to_usize()).is_some_and(|last| last <= bytes);
    if start && !falls && inside { Ok(()) } else { Err(malformed("offsets fall or leave their buffer")) }
}

fn between<'a, T: ArrowNativeType>(offsets: &[T], bytes: &'a Buffer, row: usize) -> Option<&'a [u8]> {
    let (start, end) = (offsets.get(row)?.to_usize()?, offsets.get(row + 1)?.to_usize()?);
    bytes.as_slice().get(start..end)
}

/// The bytes of a view: its length in the lowest four bytes, then up to twelve
/// bytes in place, or (after four bytes of prefix) the number of a buffer and
/// an offset into it.
fn view<'a>(views: &'a ScalarBuffer<u128>, parts: &'a [Buffer], row: usize) -> Option<&'a [u8]> {
    let view = *views.get(row)?;
    let len = (view & 0xffff_ffff) as usize;
    if len <= 12 {
        let start = row * 16 + 4;
        return views.inner().as_slice().get(start..start + len);
    }
    let part = (view >> 64) as u32 as usize;
    let start = (view >> 96) as u32 as usize;
    parts.get(part)?.as_slice().get(start..start + len)
}

fn keys(key: &DataType, buffer: Buffer, offset: usize, rows: usize) -> Result<Vec<usize>, Refused> {
    fn read<T: ArrowNativeType>(buffer: Buffer, offset: usize, rows: usize) -> Result<Vec<usize>, Refused> {
        let keys: ScalarBuffer<T> = slice(buffer, offset, rows)?;
        // A negative key is none; under a null anything may stand.
        Ok(keys.iter().map(|key| key.to_usize().unwrap_or(usize::MAX)).collect())
    }
    match key {
        DataType::Int8 => read::<i8>(buffer, offset, rows),
        DataType::Int16 => read::<i16>(buffer, offset, rows),
        DataType::Int32 => read::<i32>(buffer, offset, rows),
        DataType::Int64 => read::<i64>(buffer, offset, rows),
        DataType::UInt8 => read::<u8>(buffer, offset, rows),
        DataType::UInt16 => read::<u16>(buffer, offset, rows),
        DataType::UInt32 => read::<u32>(buffer, offset, rows),
        DataType::UInt64 => read::<u64>(buffer, offset, rows),
        _ => Err(malformed("dictionary keys are no integers")),
    }
}

/// Which part of the arrays is the column.
struct Column {
    data_type: DataType,
    child: Option<usize>,
}

impl Column {
    fn of(data_type: &DataType, name: Option<&str>) -> Result<Column, Refused> {
        match (data_type, name) {
            (DataType::Struct(fields), Some(name)) => {
                let (child, field) =
                    fields.find(name).ok_or_else(|| Refused::Column(name.to_owned(), names(fields)))?;
                Ok(Column { data_type: field.data_type().clone(), child: Some(child) })
            }
            (DataType::Struct(fields), None) => Err(Refused::Type(format!(
                "this is a table; say which column to read: column=..., one of {}",
                names(fields).join(", ")
            ))),
            (_, Some(_)) => {
                Err(Refused::Type("column= is for a table, and this is one column already".to_owned()))
            }
            (_, None) => Ok(Column { data_type: data_type.clone(), child: None }),
        }
    }

    /// The column of one array: the child of a struct is as long as the struct.
    fn of_array(&self, data: &ArrayData) -> Result<(ArrayData, Option<NullBuffer>), Refused> {
        let Some(child) = self.child else { return Ok((data.clone(), data.nulls().cloned())) };
        let child = data.child_data().get(child).ok_or_else(|| malformed("a column is missing"))?;
        if child.len() < data.offset() + data.len() {
            return Err(malformed("a column is shorter than its table"));
        }
        let child = child.slice(data.offset(), data.len());
        let nulls = NullBuffer::union(data.nulls(), child.nulls());
        Ok((child, nulls))
    }
}

fn names(fields: &Fields) -> Vec<String> {
    fields.iter().map(|field| field.name().clone()).collect()
}

/// What stands in the way of reading a column.
enum Refused {
    /// Not what the interface promises.
    Malformed(String),
    /// Not text.
    Type(String),
    /// No such column.
    Column(String, Vec<String>),
}

fn malformed(what: &str) -> Refused {
    Refused::Malformed(what.to_owned())
}

impl From<ArrowError> for Refused {
    fn from(error: ArrowError) -> Refused {
        Refused::Malformed(error.to_string())
    }
}

impl From<Refused> for PyErr {
    fn from(refused: Refused) -> PyErr {
        match refused {
            Refused::Malformed(what) => PyValueError::new_err(format!("malformed Arrow data: {what}")),
            Refused::Type(message) => PyTypeError::new_err(message),
            Refused::Column(name, names) => {
                unknown("column", &name, &names.iter().map(String::as_str).collect::<Vec<_>>())
            }
        }
    }
}

/// Whether an array that is not empty has what its type asks for.
fn checked(array: &FFI_ArrowArray, data_type: &DataType) -> Result<(), Refused> {
    if array.is_released() {
        return Err(malformed("the array is released already"));
    }
    if array.len() > MAX_ROWS || array.offset() > MAX_ROWS {
        return Err(malformed("a length is negative or absurd"));
    }
    let buffers = |wanted: usize| match array.num_buffers() == wanted {
        true => Ok(()),
        false => Err(malformed("the number of buffers is not that of the type")),
    };
    match data_type {
        DataType::Utf8 | DataType::Binary => {
            buffers(3)?;
            last_offset::<i32>(array)
        }
        DataType::LargeUtf8 | DataType::LargeBinary => {
            buffers(3)?;
            last_offset::<i64>(array)
        }
        DataType::Utf8View | DataType::BinaryView => {
            let count = array.num_buffers();
            let lengths = count
                .checked_sub(1)
                .is_some_and(|last| count < MAX_ROWS && (count == 3 || !array.buffer(last).is_null()));
            if count >= 3 && lengths {
                Ok(())
            } else {
                Err(malformed("the buffers of the views are missing"))
            }
        }
        DataType::Dictionary(_, values) => {
            buffers(2)?;
            match array.dictionary() {
                Some(dictionary) if dictionary.is_empty() => Ok(()),
                Some(dictionary) => checked(dictionary, values),
                None => Err(malformed("a dictionary is missing")),
            }
        }
        DataType::Struct(fields) => {
            buffers(1)?;
            if array.num_children() != fields.len() {
                return Err(malformed("the number of columns is not that of the type"));
            }
            let readable = |of: &DataType| is_text(of) || matches!(of, DataType::Dictionary(..));
            let columns = fields.iter().enumerate().filter(|(_, field)| readable(field.data_type()));
            columns
                .map(|(at, field)| (array.child(at), field))
                .filter(|(child, _)| !child.is_empty())
                .try_for_each(|(child, field)| checked(child, field.data_type()))
        }
        _ => Ok(()),
    }
}

/// Whether the last offset can be the length of a buffer.
fn last_offset<T: ArrowNativeType>(array: &FFI_ArrowArray) -> Result<(), Refused> {
    let offsets = array.buffer(1).cast::<T>();
    if offsets.is_null() {
        return Err(malformed("the offsets are missing"));
    }
    // SAFETY: an array of that many rows has one offset more, says the interface; read unaligned
    // because a producer may hand over a slice of anything.
    let last = unsafe { offsets.add(array.offset() + array.len()).read_unaligned() };
    match last.to_usize() {
        Some(last) if last <= isize::MAX as usize => Ok(()),
        _ => Err(malformed("an offset is negative")),
    }
}

/// The pointer in a capsule of that name.
fn pointer<T>(capsule: &Bound<'_, PyAny>, name: &CStr) -> PyResult<NonNull<T>> {
    let wrong = |_| {
        PyValueError::new_err(format!(
            "malformed Arrow data: expected a capsule named {}",
            name.to_string_lossy()
        ))
    };
    let capsule = capsule.cast::<PyCapsule>().map_err(|error| wrong(PyErr::from(error)))?;
    Ok(capsule.pointer_checked(Some(name)).map_err(wrong)?.cast())
}

/// The type that a schema states.
fn data_type(schema: &FFI_ArrowSchema) -> Result<DataType, Refused> {
    if schema.release().is_none() {
        return Err(malformed("the schema is released already"));
    }
    // SAFETY: the first field of the structure, by the interface, is the pointer to its format.
    let format = unsafe { std::ptr::from_ref(schema).cast::<*const c_char>().read() };
    if format.is_null() {
        return Err(malformed("the schema has no format"));
    }
    let read = || DataType::try_from(schema);
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(ArrowError::CDataInterface("the schema is not whole".to_owned())))
        .map_err(Refused::from)
}

/// Takes the array of an object with `__arrow_c_array__`.
fn array(value: &Bound<'_, PyAny>) -> PyResult<(DataType, Vec<FFI_ArrowArray>)> {
    let pair = value.call_method0("__arrow_c_array__")?;
    let pair = pair.cast::<PyTuple>().ok().filter(|pair| pair.len() == 2);
    let pair = pair.ok_or_else(|| PyErr::from(malformed("__arrow_c_array__ gave no pair")))?;
    let schema = pointer::<FFI_ArrowSchema>(&pair.get_item(0)?, c"arrow_schema")?;
    let array = pointer::<FFI_ArrowArray>(&pair.get_item(1)?, c"arrow_array")?;
    // SAFETY: capsules of these names point to these structures, which the capsules keep alive and
    // nobody else uses while the interpreter lock is held; what is taken is marked as released.
    let (schema, array) =
        unsafe { (FFI_ArrowSchema::from_raw(schema.as_ptr()), FFI_ArrowArray::from_raw(array.as_ptr())) };
    let data_type = data_type(&schema)?;
    if array.is_released() {
        return Err(malformed("the array is released already").into());
    }
    Ok((data_type, vec![array]))
}

/// Takes all arrays of an object with `__arrow_c_stream__`.
fn stream(value: &Bound<'_, PyAny>) -> PyResult<(DataType, Vec<FFI_ArrowArray>)> {
    let py = value.py();
    let capsule = value.call_method0("__arrow_c_stream__")?;
    let stream = pointer::<FFI_ArrowArrayStream>(&capsule, c"arrow_array_stream")?;
    // SAFETY: as in `array`.
    let mut stream = unsafe { FFI_ArrowArrayStream::from_raw(stream.as_ptr()) };
    let (Some(_), Some(get_schema), Some(get_next)) =
        (stream.release(), stream.get_schema(), stream.get_next())
    else {
        return Err(malformed("the stream is released already").into());
    };
    let mut schema = FFI_ArrowSchema::empty();
    // SAFETY: the stream is not released, and the callback is its own; both pointers are valid.
    let code = unsafe { get_schema(&raw mut stream, &raw mut schema) };
    if code != 0 {
        return Err(failed(&mut stream, code));
    }
    let data_type = data_type(&schema)?;
    let mut arrays = Vec::new();
    loop {
        py.check_signals()?;
        let mut array = FFI_ArrowArray::empty();
        // A query may run in here, on threads that need the interpreter.
        // SAFETY: as for the schema.
        let code = py.detach(|| unsafe { get_next(&raw mut stream, &raw mut array) });
        if code != 0 {
            return Err(failed(&mut stream, code));
        }
        if array.is_released() {
            return Ok((data_type, arrays));
        }
        arrays.push(array);
    }
}

/// What a stream says about its last failure.
fn failed(stream: &mut FFI_ArrowArrayStream, code: i32) -> PyErr {
    let message = stream.get_last_error().and_then(|get_last_error| {
        // SAFETY: the stream is not released and its last call failed; what it returns lives until
        // the next call.
        let message = unsafe { get_last_error(std::ptr::from_mut(stream)) };
        // SAFETY: a string that ends in NUL, by the interface.
        NonNull::new(message.cast_mut().cast::<c_void>())
            .map(|message| unsafe { CStr::from_ptr(message.as_ptr().cast()) }.to_string_lossy().into_owned())
    });
    PyValueError::new_err(format!(
        "the Arrow stream failed ({code}): {}",
        message.as_deref().unwrap_or("it does not say why")
    ))
}
