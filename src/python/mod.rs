//! The binding: signatures, options, conversion, errors, interrupt. It knows no
//! text; everything it calls is public in the crate.

mod arrow;
mod cells;
mod cleaner;
mod columns;
mod documents;
mod export;
mod figures;
mod numbers;
mod options;
mod pairs;
mod results;
mod run;

use pyo3::prelude::*;

/// The extension module behind the package `minread`.
#[pymodule(gil_used = false)]
mod _core {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use pyo3::exceptions::PyImportError;
    use pyo3::prelude::*;
    use pyo3::types::{PyDict, PyList};

    use super::cells::{Cell, Kind};
    use super::cleaner::Lesson;
    use super::columns;
    use super::documents::{Accepts, Rows, Shape, Urls};
    use super::numbers;
    use super::options::{self, ArticleOptions, SplitOptions};
    use super::results::{self, Parsed};
    use super::run::{Run, guarded, not_text, refused};

    #[pymodule_export]
    use super::cleaner::Cleaner;

    #[pymodule_export]
    use super::export::{Array, Batch};

    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "the name that Python looks for")]
    const __version__: &str = env!("CARGO_PKG_VERSION");

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        // What is made once a process (types, pools) belongs to the interpreter
        // that came first; each has a module of built-ins of its own.
        static HOME: AtomicUsize = AtomicUsize::new(0);
        let here = module.py().import("builtins")?.as_ptr() as usize;
        let first = HOME.compare_exchange(0, here, Ordering::Relaxed, Ordering::Relaxed);
        if first.is_err_and(|first| first != here) {
            return Err(PyImportError::new_err(
                "minread runs in one interpreter of a process; use threads or processes instead of subinterpreters",
            ));
        }
        module.add("InternalError", module.py().get_type::<super::run::InternalError>())
    }

    /// Counts words; a number, a list of them, or an Arrow array.
    #[pyfunction]
    fn count_words<'py>(text: &Bound<'py, PyAny>, unit: &str, run: Run) -> PyResult<Bound<'py, PyAny>> {
        run.count_words(text, options::unit(unit)?)
    }

    /// Counts sentences; a number, a list of them, or an Arrow array.
    #[pyfunction]
    fn count_sentences<'py>(
        text: &Bound<'py, PyAny>,
        options: SplitOptions,
        run: Run,
    ) -> PyResult<Bound<'py, PyAny>> {
        run.map(text, Accepts::Text, Kind::Count, |_, document| {
            Ok(Cell::Count(options.sentences(&document.text()).len() as u64))
        })
    }

    /// Sentence spans in `str` offsets; a list, a list of lists, or an Arrow array.
    #[pyfunction]
    fn sentence_spans<'py>(
        text: &Bound<'py, PyAny>,
        options: SplitOptions,
        run: Run,
    ) -> PyResult<Bound<'py, PyAny>> {
        run.map(text, Accepts::Text, Kind::Spans, |_, document| {
            let text = document.text();
            Ok(Cell::Spans(results::str_spans(&text, options.sentences(&text))))
        })
    }

    /// The sentences themselves; a list, a list of lists, or an Arrow array.
    #[pyfunction]
    fn split_sentences<'py>(
        text: &Bound<'py, PyAny>,
        options: SplitOptions,
        run: Run,
    ) -> PyResult<Bound<'py, PyAny>> {
        run.map(text, Accepts::Text, Kind::Texts, |_, document| {
            let text = document.text();
            let sentences = options.sentences(&text);
            Ok(Cell::Parts(Box::new((text, sentences))))
        })
    }

    /// A BCP 47 tag or None, a list of them, or an Arrow array.
    #[pyfunction]
    fn detect_language<'py>(text: &Bound<'py, PyAny>, run: Run) -> PyResult<Bound<'py, PyAny>> {
        run.map(text, Accepts::Text, Kind::Text, |_, document| {
            Ok(results::detect(&document.text()).map_or(Cell::Null, |tag| Cell::Text(tag.into())))
        })
    }

    /// The fields of a `ReadingTime`; a tuple, a list of them, or an Arrow array.
    #[pyfunction]
    fn reading_time<'py>(
        text: &Bound<'py, PyAny>,
        options: ArticleOptions,
        run: Run,
    ) -> PyResult<Bound<'py, PyAny>> {
        run.map(text, Accepts::Text, Kind::Time, |_, document| {
            let text = document.text();
            let language = options.language.as_deref().or_else(|| results::detect(&text));
            Ok(Cell::Time(Box::new(crate::reading_time(&text, language, &options.reading))))
        })
    }

    /// The fields of an `Article`; a tuple, or a list of them.
    #[pyfunction]
    #[pyo3(signature = (document, url, options, run, lesson))]
    fn parse<'py>(
        document: &Bound<'py, PyAny>,
        url: &Bound<'py, PyAny>,
        options: ArticleOptions,
        run: Run,
        lesson: Option<Lesson>,
    ) -> PyResult<Bound<'py, PyAny>> {
        guarded(|| parsed(document, url, &options, &run, lesson.as_ref()))
    }

    fn parsed<'py>(
        document: &Bound<'py, PyAny>,
        url: &Bound<'py, PyAny>,
        options: &ArticleOptions,
        run: &Run,
        lesson: Option<&Lesson>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = document.py();
        let (rows, one) = match run.read(document, Accepts::TextAndBytes)? {
            Shape::One(document) => (Rows::Objects(vec![document]), true),
            Shape::Many(column) => (column.rows()?, false),
        };
        let Rows::Objects(held) = &rows else { return Err(results::parse_needs_objects()) };
        let urls = Urls::read(url, (!one).then_some(rows.len()))?;
        if let Some(lesson) = &lesson {
            lesson.check(rows.len())?;
        }
        let known = |row| lesson.map(|lesson| lesson.of(row));
        let parsed =
            run.rows(py, &rows, |row, document| Parsed::read(document, urls.get(row), options, known(row)))?;
        let articles = PyList::empty(py);
        for (row, (held, parsed)) in held.iter().zip(parsed).enumerate() {
            match (held, parsed) {
                (Some(held), Some(parsed)) => {
                    not_text(options.strict, &parsed.flags)
                        .map_err(|flag| refused((!one).then_some(row), flag))?;
                    articles.append(parsed.into_python(py, held)?)?;
                }
                _ => articles.append(py.None())?,
            }
            py.check_signals()?;
        }
        if one { articles.get_item(0) } else { Ok(articles.into_any()) }
    }

    /// The cleaned text; a str, a list of them, or an Arrow array.
    #[pyfunction]
    #[pyo3(signature = (document, options, run, lesson))]
    fn clean<'py>(
        document: &Bound<'py, PyAny>,
        options: ArticleOptions,
        run: Run,
        lesson: Option<Lesson>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let check = |rows| lesson.as_ref().map_or(Ok(()), |lesson| lesson.check(rows));
        run.map_checked(document, Accepts::TextAndBytes, Kind::Text, check, |row, document| {
            let known = lesson.as_ref().map(|lesson| lesson.of(row));
            let decoded = document.decode(None);
            not_text(options.strict, &decoded.flags)?;
            Ok(Cell::Text(crate::clean(&decoded.text, &options.page(None, known)).into()))
        })
    }

    /// The columns asked for, and the seconds spent in each part.
    #[pyfunction]
    #[pyo3(signature = (column, columns, options, run, lesson))]
    fn analyze<'py>(
        column: &Bound<'py, PyAny>,
        columns: Vec<String>,
        options: ArticleOptions,
        run: Run,
        lesson: Option<Lesson>,
    ) -> PyResult<(Batch, Bound<'py, PyDict>)> {
        guarded(|| columns::analyze(column, &columns, &options, &run, lesson.as_ref()))
    }

    /// The columns that `analyze` makes where none are picked, in order.
    #[pyfunction]
    fn analyze_columns() -> Vec<&'static str> {
        columns::names()
    }

    /// For each preset its name, and the minutes and the label of `text`.
    #[pyfunction]
    #[pyo3(signature = (text, language))]
    fn preset_times(text: &str, language: Option<&str>) -> PyResult<Vec<(&'static str, u64, String)>> {
        guarded(|| Ok(options::preset_times(text, language)))
    }

    /// Which presets and speeds fit the minutes that pages claim.
    #[pyfunction]
    #[pyo3(signature = (words, minutes, characters))]
    fn infer_preset(
        words: &Bound<'_, PyAny>,
        minutes: &Bound<'_, PyAny>,
        characters: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<results::InferenceFields> {
        let claims = numbers::claims(words, minutes, characters)?;
        guarded(|| Ok(results::inference(words.py().detach(|| crate::infer_preset(&claims)))))
    }

    /// Makes the named stage panic from now on, or none: for the tests.
    #[cfg(feature = "testing")]
    #[pyfunction]
    #[pyo3(signature = (stage))]
    fn panic_in(stage: Option<&str>) {
        crate::pace::testing::panic_in(stage);
    }
}
