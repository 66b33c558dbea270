//! `analyze`: one column of documents in, several columns out, and only the
//! work that the picked columns need.

use std::cell::OnceCell;
use std::ops::Range;
use std::time::Instant;

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::documents::{Document, Shape};
use super::figures::{self, Figure};
use super::options::{ArticleOptions, unknown};
use super::results::refuse_lossy;
use super::run::Run;
use crate::{Flag, ReadingTime, TextStats, Unit, read};

/// A column that `analyze` can make.
#[derive(Clone, Copy)]
enum Column {
    Title,
    Authors,
    Language,
    Text,
    ParagraphCount,
    SentenceCount,
    WordCount,
    CharacterCount,
    ReadingSeconds,
    ReadingMinutes,
    ReadingLabel,
    SiteMinutes,
    Flags,
    /// A field of the text statistics: made only where it is picked.
    Figure(Figure),
}

impl Column {
    const DEFAULT: [(Column, &'static str); 13] = [
        (Column::Title, "title"),
        (Column::Authors, "authors"),
        (Column::Language, "language"),
        (Column::Text, "text"),
        (Column::ParagraphCount, "paragraph_count"),
        (Column::SentenceCount, "sentence_count"),
        (Column::WordCount, "word_count"),
        (Column::CharacterCount, "character_count"),
        (Column::ReadingSeconds, "reading_seconds"),
        (Column::ReadingMinutes, "reading_minutes"),
        (Column::ReadingLabel, "reading_label"),
        (Column::SiteMinutes, "site_minutes"),
        (Column::Flags, "flags"),
    ];

    fn all() -> impl Iterator<Item = (Column, &'static str)> {
        let figures = figures::columns().map(|(name, figure)| (Column::Figure(figure), name));
        Column::DEFAULT.into_iter().chain(figures)
    }

    fn named(name: &str) -> PyResult<Column> {
        let found = Column::all().find(|(_, known)| *known == name);
        found.map(|(column, _)| column).ok_or_else(|| {
            unknown("columns", name, &Column::all().map(|(_, known)| known).collect::<Vec<_>>())
        })
    }
}

/// The columns that `analyze` makes where none are picked, in order.
pub(super) fn names() -> Vec<&'static str> {
    Column::DEFAULT.iter().map(|(_, name)| *name).collect()
}

/// One cell.
enum Cell {
    Text(String),
    Texts(Vec<String>),
    Count(u64),
    Number(f64),
    Null,
}

impl Cell {
    fn into_python(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        match self {
            Cell::Text(text) => text.into_bound_py_any(py),
            Cell::Texts(texts) => texts.into_bound_py_any(py),
            Cell::Count(count) => count.into_bound_py_any(py),
            Cell::Number(number) => number.into_bound_py_any(py),
            Cell::Null => Ok(py.None().into_bound(py)),
        }
    }
}

/// The columns as lists, and the seconds spent reading the input (`read`),
/// working (`core`) and building Python objects (`build`).
pub(super) fn analyze<'py>(
    column: &Bound<'py, PyAny>,
    names: &[String],
    options: &ArticleOptions,
    run: &Run,
) -> PyResult<(Bound<'py, PyDict>, Bound<'py, PyDict>)> {
    let py = column.py();
    let columns: Vec<Column> = names.iter().map(|name| Column::named(name)).collect::<PyResult<_>>()?;
    let begun = Instant::now();
    let rows = Shape::column(column)?;
    let read = begun.elapsed();
    let results = run.rows(py, &rows, |document| cells(document, &columns, options))?;
    let worked = begun.elapsed();
    let mut lists: Vec<Vec<Bound<'py, PyAny>>> =
        columns.iter().map(|_| Vec::with_capacity(rows.len())).collect();
    for result in results {
        let (cells, flags) = result.unwrap_or_default();
        refuse_lossy(options.strict, &flags)?;
        let mut cells = cells.into_iter();
        for list in &mut lists {
            list.push(cells.next().unwrap_or(Cell::Null).into_python(py)?);
        }
    }
    let table = PyDict::new(py);
    for (name, list) in names.iter().zip(lists) {
        table.set_item(name, list)?;
    }
    let seconds = PyDict::new(py);
    seconds.set_item("read", read.as_secs_f64())?;
    seconds.set_item("core", (worked - read).as_secs_f64())?;
    seconds.set_item("build", (begun.elapsed() - worked).as_secs_f64())?;
    Ok((table, seconds))
}

fn cells(document: &Document, columns: &[Column], options: &ArticleOptions) -> (Vec<Cell>, Vec<Flag>) {
    let decoded = document.decode();
    let article = read(&decoded.text, options.language.as_deref());
    let mut flags = decoded.flags.clone();
    flags.extend_from_slice(&article.flags);
    let mut time: Option<ReadingTime> = None;
    let (sentences, stats) = (OnceCell::<Vec<Range<usize>>>::new(), OnceCell::<TextStats>::new());
    let sentences = || sentences.get_or_init(|| article.sentences());
    let stats = || stats.get_or_init(|| article.stats(sentences()));
    let mut cells = Vec::with_capacity(columns.len());
    for column in columns {
        let reading =
            matches!(column, Column::ReadingSeconds | Column::ReadingMinutes | Column::ReadingLabel);
        if reading && time.is_none() {
            time = Some(article.reading_time(&options.reading));
        }
        let text = |text: Option<&str>| text.map_or(Cell::Null, |text| Cell::Text(text.to_owned()));
        let fields = &article.fields;
        cells.push(match (column, &time) {
            (Column::Title, _) => text(fields.title.as_deref()),
            (Column::Authors, _) => Cell::Texts(fields.authors.clone()),
            (Column::Language, _) => text(article.language.as_deref()),
            (Column::Text, _) => text(Some(&article.text)),
            (Column::ParagraphCount, _) => {
                Cell::Count(article.blocks.iter().filter(|part| part.is_paragraph()).count() as u64)
            }
            (Column::SentenceCount, _) => Cell::Count(sentences().len() as u64),
            (Column::WordCount, _) => Cell::Count(article.word_count(options.reading.unit)),
            (Column::CharacterCount, _) => Cell::Count(article.word_count(Unit::Characters)),
            (Column::ReadingSeconds, Some(time)) => Cell::Number(time.seconds),
            (Column::ReadingMinutes, Some(time)) => Cell::Count(time.minutes),
            (Column::ReadingLabel, Some(time)) => text(Some(&time.label)),
            (Column::SiteMinutes, _) => {
                fields.site_minutes.map_or(Cell::Null, |minutes| Cell::Count(minutes.into()))
            }
            (Column::Flags, _) => Cell::Texts(flags.iter().map(|flag| flag.name().to_owned()).collect()),
            (Column::Figure(Figure::Count(of)), _) => Cell::Count(of(stats())),
            (Column::Figure(Figure::Measure(of)), _) => of(stats()).map_or(Cell::Null, Cell::Number),
            _ => Cell::Null,
        });
    }
    (cells, flags)
}
