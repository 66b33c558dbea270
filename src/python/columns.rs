//! `analyze`: one column of documents in, several columns out, and only the
//! work that the picked columns need.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;
use std::time::Instant;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::cells::{Cell, Kind};
use super::cleaner::Lesson;
use super::documents::{Accepts, Document, Shape};
use super::export::Batch;
use super::figures::{self, Figure};
use super::options::{ArticleOptions, unknown};
use super::run::{Run, not_text, row_by_row};
use crate::{Flag, Known, TextStats, Unit, read_with};

/// A column that `analyze` can make.
#[derive(Clone, Copy)]
enum Column {
    Title,
    Authors,
    Date,
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
    const DEFAULT: [(Column, &'static str); 14] = [
        (Column::Title, "title"),
        (Column::Authors, "authors"),
        (Column::Date, "date"),
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

    fn kind(self) -> Kind {
        match self {
            Column::Title | Column::Language | Column::Text | Column::ReadingLabel => Kind::Text,
            Column::Authors | Column::Flags => Kind::Texts,
            Column::Date => Kind::Date,
            Column::ReadingSeconds | Column::Figure(Figure::Measure(_)) => Kind::Number,
            Column::ParagraphCount
            | Column::SentenceCount
            | Column::WordCount
            | Column::CharacterCount
            | Column::ReadingMinutes
            | Column::SiteMinutes
            | Column::Figure(Figure::Count(_)) => Kind::Count,
        }
    }
}

/// The columns that `analyze` makes where none are picked, in order.
pub(super) fn names() -> Vec<&'static str> {
    Column::DEFAULT.iter().map(|(_, name)| *name).collect()
}

/// The columns, and the seconds spent reading the input (`read`), working
/// (`core`) and joining what the threads built (`build`).
pub(super) fn analyze<'py>(
    column: &Bound<'py, PyAny>,
    names: &[String],
    options: &ArticleOptions,
    run: &Run,
    lesson: Option<&Lesson>,
) -> PyResult<(Batch, Bound<'py, PyDict>)> {
    let py = column.py();
    let columns: Vec<Column> = names.iter().map(|name| Column::named(name)).collect::<PyResult<_>>()?;
    let repeated =
        names.iter().enumerate().find(|(at, name)| names.iter().take(*at).any(|before| before == *name));
    if let Some((_, name)) = repeated {
        return Err(PyValueError::new_err(format!("columns names '{name}' twice; name each column once")));
    }
    let kinds: Vec<Kind> = columns.iter().map(|column| column.kind()).collect();
    let begun = Instant::now();
    let Shape::Many(documents) = run.read(column, Accepts::TextAndBytes)? else {
        return Err(PyTypeError::new_err(
            "analyze takes a column of documents; for one document call minread.parse",
        ));
    };
    let opened = begun.elapsed();
    if let Some(lesson) = lesson {
        lesson.check(documents.len())?;
    }
    let fill = row_by_row(|builders, row, document| {
        let cells = match document {
            Some(document) => cells(document, &columns, options, lesson.map(|lesson| lesson.of(row)))?,
            None => Vec::new(),
        };
        let mut cells = cells.into_iter();
        for builder in builders {
            builder.push(cells.next().unwrap_or(Cell::Null));
        }
        Ok(())
    });
    let blocks = run.build(py, &documents, &kinds, fill)?;
    let worked = begun.elapsed();
    let read = opened + documents.reading();
    let arrays = run.join(py, &kinds, blocks)?;
    let table = names.iter().cloned().zip(arrays).collect();
    let table = Batch::new(table, documents.len())?;
    let seconds = PyDict::new(py);
    seconds.set_item("read", read.as_secs_f64())?;
    seconds.set_item("core", (worked - read).as_secs_f64())?;
    seconds.set_item("build", (begun.elapsed() - worked).as_secs_f64())?;
    Ok((table, seconds))
}

fn cells(
    document: Document<'_>,
    columns: &[Column],
    options: &ArticleOptions,
    known: Option<Known<'_>>,
) -> Result<Vec<Cell<'static>>, Flag> {
    let decoded = document.decode(None);
    not_text(options.strict, &decoded.flags)?;
    let article = read_with(&decoded.text, &options.page(None, known));
    let flags = decoded.with(&article.flags);
    let (sentences, stats) = (OnceCell::<Vec<Range<usize>>>::new(), OnceCell::<TextStats>::new());
    let sentences = || sentences.get_or_init(|| article.sentences());
    let stats = || stats.get_or_init(|| article.stats(sentences()));
    let of_reading = |column: &&Column| {
        matches!(column, Column::ReadingSeconds | Column::ReadingMinutes | Column::ReadingLabel)
    };
    let time = columns.iter().find(of_reading).map(|_| article.reading_time(&options.reading));
    let unit = options.reading.unit;
    let counted = time.as_ref().filter(|time| time.unit == unit.name()).map(|time| time.words);
    let mut cells = Vec::with_capacity(columns.len());
    for column in columns {
        let text =
            |text: Option<&str>| text.map_or(Cell::Null, |text| Cell::Text(Cow::Owned(text.to_owned())));
        let texts = |texts: Vec<String>| Cell::Texts(texts.into_iter().map(Cow::Owned).collect());
        let fields = &article.fields;
        cells.push(match (column, &time) {
            (Column::Title, _) => text(fields.title.as_deref()),
            (Column::Authors, _) => texts(fields.authors.clone()),
            (Column::Date, _) => fields.date.map_or(Cell::Null, Cell::Date),
            (Column::Language, _) => text(article.language.as_deref()),
            (Column::Text, _) => text(Some(&article.text)),
            (Column::ParagraphCount, _) => {
                Cell::Count(article.labels.iter().filter(|label| label.is_paragraph()).count() as u64)
            }
            (Column::SentenceCount, _) => Cell::Count(sentences().len() as u64),
            (Column::WordCount, _) => Cell::Count(counted.unwrap_or_else(|| article.word_count(unit))),
            (Column::CharacterCount, _) => Cell::Count(article.word_count(Unit::Characters)),
            (Column::ReadingSeconds, Some(time)) => Cell::Number(time.seconds),
            (Column::ReadingMinutes, Some(time)) => Cell::Count(time.minutes),
            (Column::ReadingLabel, Some(time)) => text(Some(&time.label)),
            (Column::SiteMinutes, _) => {
                fields.site_minutes.map_or(Cell::Null, |minutes| Cell::Count(minutes.into()))
            }
            (Column::Flags, _) => Cell::Texts(flags.iter().map(|flag| Cow::Borrowed(flag.name())).collect()),
            (Column::Figure(Figure::Count(of)), _) => Cell::Count(of(stats())),
            (Column::Figure(Figure::Measure(of)), _) => of(stats()).map_or(Cell::Null, Cell::Number),
            _ => Cell::Null,
        });
    }
    Ok(cells)
}
