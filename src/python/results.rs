//! Results of the core as Python values: byte ranges become `str` offsets,
//! structures become tuples in the order of the Python classes' fields.

use std::ops::Range;

use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyList, PyString, PyTuple};

use super::documents::{Document, Held, OBJECTS_BETWEEN_LOOKS};
use super::figures;
use super::options::ArticleOptions;
use crate::{Article, Date, Flag, Inference, Known, ReadingTime, TextStats, read_with, to_characters};

/// The fields of `minread.ReadingTime`, in order.
pub(super) type ReadingFields = (f64, f64, f64, u64, u64, &'static str, f64, &'static str, String);

pub(super) fn reading_time(time: ReadingTime) -> ReadingFields {
    let ReadingTime { seconds, low, high, minutes, words, unit, wpm, basis, label } = time;
    (seconds, low, high, minutes, words, unit, wpm, basis.name(), label)
}

/// The fields of `minread.PresetInference`, in order.
pub(super) type InferenceFields =
    (usize, Vec<(&'static str, f64, usize)>, Vec<(&'static str, f64, f64, usize)>);

pub(super) fn inference(found: Inference) -> InferenceFields {
    let Inference { rows, agreements, ranges } = found;
    let agreements = agreements.into_iter().map(|a| (a.preset.name(), a.wpm, a.rows)).collect();
    let ranges =
        ranges.into_iter().map(|range| (range.rounding, range.low, range.high, range.rows)).collect();
    (rows, agreements, ranges)
}

pub(super) fn detect(text: &str) -> Option<&'static str> {
    crate::detect_language(text)
}

/// A `datetime.date`.
pub(super) fn date(py: Python<'_>, date: Date) -> PyResult<Bound<'_, PyDate>> {
    PyDate::new(py, date.year.into(), date.month, date.day)
}

/// The texts of byte ranges.
pub(super) fn cut<'a>(text: &'a str, spans: &[Range<usize>]) -> Vec<&'a str> {
    spans.iter().map(|span| text.get(span.clone()).unwrap_or_default()).collect()
}

/// Byte ranges, in order, as `str` offsets: one walk over the text.
pub(super) fn str_spans(text: &str, mut spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    if !text.is_ascii() {
        to_characters(text, &mut spans);
    }
    spans
}

/// Ranges as Python has them.
pub(super) fn pairs(spans: Vec<Range<usize>>) -> Vec<(usize, usize)> {
    spans.into_iter().map(|span| (span.start, span.end)).collect()
}

/// `parse` makes objects: a column of them has no Arrow type.
pub(super) fn parse_needs_objects() -> PyErr {
    PyTypeError::new_err("parse takes one document or a list of them; for a column call minread.analyze")
}

/// The fields of `minread.Block`, in order.
type BlockFields = (&'static str, bool, String, usize, usize, String, &'static str);

/// An article as plain values, made without the interpreter lock.
pub(super) struct Parsed {
    source: Option<String>,
    title: Option<String>,
    authors: Vec<String>,
    date: Option<Date>,
    site_name: Option<String>,
    dateline: Option<String>,
    language: Option<String>,
    text: String,
    sentence_spans: Vec<Range<usize>>,
    word_count: u64,
    reading_time: ReadingTime,
    stats: TextStats,
    site_minutes: Option<u32>,
    blocks: Vec<BlockFields>,
    pub(super) flags: Vec<Flag>,
}

impl Parsed {
    pub(super) fn read(
        document: Document<'_>,
        url: Option<&str>,
        options: &ArticleOptions,
        known: Option<Known<'_>>,
    ) -> Parsed {
        let decoded = document.decode(url);
        let article = read_with(&decoded.text, &options.page(url, known));
        let sentences = article.sentences();
        let stats = article.stats(&sentences);
        let sentence_spans = str_spans(&article.text, sentences);
        let reading_time = article.reading_time(&options.reading);
        let word_count = article.word_count(options.reading.unit);
        let flags = decoded.with(&article.flags);
        let blocks = blocks(&article);
        let Article { fields, language, text, .. } = article;
        let language = language.map(|tag| tag.into_owned());
        Parsed {
            title: fields.title,
            authors: fields.authors,
            date: fields.date,
            site_name: fields.site_name,
            dateline: fields.dateline,
            site_minutes: fields.site_minutes,
            language,
            text,
            sentence_spans,
            word_count,
            reading_time,
            stats,
            blocks,
            flags,
            source: match document {
                Document::Text(_) => None,
                _ => Some(decoded.text.into_owned()),
            },
        }
    }

    /// The fields of `minread.Article`, in order.
    pub(super) fn into_python<'py>(self, py: Python<'py>, document: &Held) -> PyResult<Bound<'py, PyAny>> {
        let source = match (document.python_str(py), self.source) {
            (Some(given), _) => given.into_bound(py),
            (None, decoded) => PyString::new(py, decoded.as_deref().unwrap_or_default()),
        };
        let flags: Vec<&str> = self.flags.iter().map(|flag| flag.name()).collect();
        // A Rust tuple of this length would not become one of Python.
        let fields = [
            self.title.into_bound_py_any(py)?,
            self.authors.into_bound_py_any(py)?,
            self.date.map(|day| date(py, day)).transpose()?.into_bound_py_any(py)?,
            self.site_name.into_bound_py_any(py)?,
            self.dateline.into_bound_py_any(py)?,
            self.language.into_bound_py_any(py)?,
            self.text.into_bound_py_any(py)?,
            listed(py, pairs(self.sentence_spans))?.into_any(),
            self.word_count.into_bound_py_any(py)?,
            reading_time(self.reading_time).into_bound_py_any(py)?,
            figures::fields(py, &self.stats)?.into_any(),
            self.site_minutes.into_bound_py_any(py)?,
            listed(py, self.blocks)?.into_any(),
            source.into_any(),
            flags.into_bound_py_any(py)?,
        ];
        Ok(PyTuple::new(py, fields)?.into_any())
    }
}

/// A list, interruptible while it is made: a page may be a million blocks.
fn listed<'py, T: IntoPyObject<'py>>(
    py: Python<'py>,
    items: impl IntoIterator<Item = T>,
) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for (at, item) in items.into_iter().enumerate() {
        if at % OBJECTS_BETWEEN_LOOKS == 0 {
            py.check_signals()?;
        }
        list.append(item)?;
    }
    Ok(list)
}

fn blocks(article: &Article<'_>) -> Vec<BlockFields> {
    let spans = str_spans(article.source, article.blocks.iter().map(|part| part.range.clone()).collect());
    article
        .labelled()
        .zip(spans)
        .map(|((part, label), span)| {
            let (kind, reason) = (label.kind.name(), label.reason.to_string());
            (kind, label.kept, reason, span.start, span.end, part.text.to_string(), part.element.name())
        })
        .collect()
}
