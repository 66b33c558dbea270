//! Columns of numbers: what pages claim, and what was counted on them.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyByteArray, PyBytes, PyDict, PyFrozenSet, PySet, PyString};

use super::documents::is_null;
use crate::Claim;

/// The claims of rows that have all of their numbers.
pub(super) fn claims(
    words: &Bound<'_, PyAny>,
    minutes: &Bound<'_, PyAny>,
    characters: Option<&Bound<'_, PyAny>>,
) -> PyResult<Vec<Claim>> {
    let words = column("words", words)?;
    let minutes = same_length(column("minutes", minutes)?, "minutes", words.len())?;
    let characters = match characters {
        Some(given) => Some(same_length(column("characters", given)?, "characters", words.len())?),
        None => None,
    };
    let mut claims = Vec::with_capacity(words.len());
    for (row, (words, minutes)) in words.into_iter().zip(minutes).enumerate() {
        let length = characters.as_ref().map(|column| column.get(row).copied().flatten());
        if let (Some(words), Some(minutes), None | Some(Some(_))) = (words, minutes, length) {
            claims.push(Claim { words, minutes, characters: length.flatten() });
        }
    }
    Ok(claims)
}

fn same_length(column: Vec<Option<f64>>, name: &str, rows: usize) -> PyResult<Vec<Option<f64>>> {
    if column.len() == rows {
        return Ok(column);
    }
    Err(PyValueError::new_err(format!(
        "words has {rows} rows and {name} has {}; pass columns of one length",
        column.len()
    )))
}

/// A number alone, or each of an iterable; `None` stands for null.
fn column(name: &str, values: &Bound<'_, PyAny>) -> PyResult<Vec<Option<f64>>> {
    if is_null(values)? || (values.extract::<f64>().is_ok() && values.len().is_err()) {
        return Ok(vec![number(name, None, values)?]);
    }
    let unordered = values.is_instance_of::<PyDict>()
        || values.is_instance_of::<PySet>()
        || values.is_instance_of::<PyFrozenSet>();
    let text = values.is_instance_of::<PyString>()
        || values.is_instance_of::<PyBytes>()
        || values.is_instance_of::<PyByteArray>();
    let rows = if unordered || text { None } else { values.try_iter().ok() };
    let Some(rows) = rows else {
        let kind = values.get_type().name()?;
        let remedy =
            if unordered { "pass list(...): a column has an order" } else { "pass a list of numbers" };
        return Err(PyTypeError::new_err(format!("{name}: expected numbers, got {kind}; {remedy}")));
    };
    rows.enumerate().map(|(row, value)| number(name, Some(row), &value?)).collect()
}

fn number(name: &str, row: Option<usize>, value: &Bound<'_, PyAny>) -> PyResult<Option<f64>> {
    if is_null(value)? {
        return Ok(None);
    }
    let place = row.map_or_else(String::new, |row| format!(", row {row}"));
    let number = if value.is_instance_of::<PyBool>() { None } else { value.extract::<f64>().ok() };
    let Some(number) = number else {
        let kind = value.get_type().name()?;
        return Err(PyTypeError::new_err(format!(
            "{name}{place}: expected a number or None, got {kind}; convert it to int or float, or to None"
        )));
    };
    match number {
        // A NaN of numpy is no Python float.
        number if number.is_nan() => Ok(None),
        number if number.is_finite() && number >= 0.0 => Ok(Some(number)),
        number => Err(PyValueError::new_err(format!(
            "{name}{place}: expected a finite number, 0 or more, got {number}; pass None where it is not known"
        ))),
    }
}
