//! The learnt cleaner as a Python object, and as an option of a call.

use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};

use super::documents::{Accepts, Shape};
use super::run::Run;
use crate::{Fingerprint, Format, Known};

/// What `minread.Cleaner` has learnt. A call that reads keeps what there was when it
/// began, whatever another thread adds.
#[pyclass(frozen, module = "minread._core")]
pub(super) struct Cleaner(Mutex<Arc<crate::Cleaner>>);

impl Cleaner {
    fn learnt(&self) -> Arc<crate::Cleaner> {
        Arc::clone(&self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[pymethods]
impl Cleaner {
    #[new]
    #[pyo3(signature = (learnt = None))]
    fn new(learnt: Option<&[u8]>) -> PyResult<Cleaner> {
        let cleaner = match learnt {
            None => crate::Cleaner::default(),
            Some(bytes) => crate::Cleaner::from_bytes(bytes)
                .ok_or_else(|| PyValueError::new_err("these bytes are no pickled Cleaner"))?,
        };
        Ok(Cleaner(Mutex::new(Arc::new(cleaner))))
    }

    /// Pickles as bytes.
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let learnt = PyBytes::new(py, &self.learnt().to_bytes());
        (py.get_type::<Cleaner>(), (learnt,)).into_pyobject(py)
    }

    /// How many documents were counted.
    fn documents(&self) -> u64 {
        self.learnt().documents()
    }

    /// On how many documents of a site a line stands, and of how many.
    #[pyo3(signature = (line, site))]
    fn seen(&self, line: &str, site: Option<&str>) -> (u32, u32) {
        self.learnt().seen(site, line)
    }

    /// Counts the documents of a column; `sites` is one for all or one a row.
    fn learn(&self, column: &Bound<'_, PyAny>, sites: Sites, run: Run) -> PyResult<()> {
        let py = column.py();
        let Shape::Many(column) = run.read(column, Accepts::TextAndBytes)? else {
            return Err(PyTypeError::new_err("a Cleaner learns from a column of documents, got one"));
        };
        sites.check(column.len())?;
        let mut learnt = (*self.learnt()).clone();
        let read = |document: super::documents::Document<'_>| Fingerprint::of(&document.text(), Format::Auto);
        run.windows(py, &column, read, |row, document| learnt.add(sites.of(row), &document))?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(learnt);
        Ok(())
    }
}

/// The sites of the rows.
#[derive(FromPyObject)]
pub(super) enum Sites {
    /// One for all.
    One(Option<String>),
    /// One a row.
    Each(Vec<Option<String>>),
}

impl Sites {
    fn of(&self, row: usize) -> Option<&str> {
        match self {
            Sites::One(site) => site.as_deref(),
            Sites::Each(sites) => sites.get(row)?.as_deref(),
        }
    }

    fn check(&self, rows: usize) -> PyResult<()> {
        match self {
            Sites::Each(sites) if sites.len() != rows => Err(PyValueError::new_err(format!(
                "site must be one name, or a column as long as the documents: {} sites for {rows} documents",
                sites.len()
            ))),
            _ => Ok(()),
        }
    }
}

/// The option `cleaner=` of a call, with the sites of its rows.
pub(super) struct Lesson {
    cleaner: Arc<crate::Cleaner>,
    sites: Sites,
}

impl<'a, 'py> FromPyObject<'a, 'py> for Lesson {
    type Error = PyErr;

    fn extract(raw: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        let (cleaner, min_documents, min_share, sites): (Bound<'py, Cleaner>, u32, f64, Sites) =
            raw.extract()?;
        let mut cleaner = cleaner.get().learnt();
        // In thousandths: a share between 0 and 1 was checked before.
        let min_share = (min_share * 1000.0).round() as u32;
        if (cleaner.min_documents, cleaner.min_share) != (min_documents, min_share) {
            let cleaner = Arc::make_mut(&mut cleaner);
            (cleaner.min_documents, cleaner.min_share) = (min_documents, min_share);
        }
        Ok(Lesson { cleaner, sites })
    }
}

impl Lesson {
    /// What is known of a row's site.
    pub(super) fn of(&self, row: usize) -> Known<'_> {
        Known { cleaner: &self.cleaner, site: self.sites.of(row) }
    }

    /// Refuses sites that are not as many as the rows.
    pub(super) fn check(&self, rows: usize) -> PyResult<()> {
        self.sites.check(rows)
    }
}
