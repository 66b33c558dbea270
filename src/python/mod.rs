//! The binding: signatures, options, conversion, errors, interrupt. It knows no
//! text; everything it calls is public in the crate.

mod columns;
mod documents;
mod figures;
mod numbers;
mod options;
mod results;
mod run;

use pyo3::prelude::*;

/// The extension module behind the package `minread`.
#[pymodule(gil_used = false)]
mod _core {
    use pyo3::prelude::*;
    use pyo3::types::{PyDict, PyList};

    use super::columns;
    use super::documents::{Document, Shape};
    use super::numbers;
    use super::options::{self, ArticleOptions};
    use super::results::{self, Parsed};
    use super::run::Run;

    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "the name that Python looks for")]
    const __version__: &str = env!("CARGO_PKG_VERSION");

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("InternalError", module.py().get_type::<super::run::InternalError>())
    }

    /// Counts words; a number, or a list of them.
    #[pyfunction]
    fn count_words<'py>(text: &Bound<'py, PyAny>, unit: &str, run: Run) -> PyResult<Bound<'py, PyAny>> {
        let unit = options::unit(unit)?;
        let documents = Shape::read(text, Document::text_only)?;
        let count = move |document: &Document| crate::count_words(&document.text(), unit);
        run.map(text.py(), documents, count, |_, count| Ok(count))
    }

    /// Counts sentences; a number, or a list of them.
    #[pyfunction]
    #[pyo3(signature = (text, language, run))]
    fn count_sentences<'py>(
        text: &Bound<'py, PyAny>,
        language: Option<&str>,
        run: Run,
    ) -> PyResult<Bound<'py, PyAny>> {
        let language = options::language(language)?;
        let documents = Shape::read(text, Document::text_only)?;
        let count =
            move |document: &Document| results::sentences(&document.text(), language.as_deref()).len();
        run.map(text.py(), documents, count, |_, count| Ok(count))
    }

    /// Sentence spans in `str` offsets; a list, or a list of lists.
    #[pyfunction]
    #[pyo3(signature = (text, language, run))]
    fn sentence_spans<'py>(
        text: &Bound<'py, PyAny>,
        language: Option<&str>,
        run: Run,
    ) -> PyResult<Bound<'py, PyAny>> {
        let language = options::language(language)?;
        let documents = Shape::read(text, Document::text_only)?;
        let spans = move |document: &Document| {
            let text = document.text();
            results::str_spans(&text, results::sentences(&text, language.as_deref()))
        };
        run.map(text.py(), documents, spans, |_, spans| Ok(spans))
    }

    /// The sentences themselves; a list, or a list of lists.
    #[pyfunction]
    #[pyo3(signature = (text, language, run))]
    fn split_sentences<'py>(
        text: &Bound<'py, PyAny>,
        language: Option<&str>,
        run: Run,
    ) -> PyResult<Bound<'py, PyAny>> {
        let language = options::language(language)?;
        let documents = Shape::read(text, Document::text_only)?;
        let spans = move |document: &Document| results::sentences(&document.text(), language.as_deref());
        let py = text.py();
        run.map(py, documents, spans, |document, spans| {
            PyList::new(py, results::cut(&document.text(), spans))
        })
    }

    /// A BCP 47 tag or None, or a list of them.
    #[pyfunction]
    fn detect_language<'py>(text: &Bound<'py, PyAny>, run: Run) -> PyResult<Bound<'py, PyAny>> {
        let documents = Shape::read(text, Document::text_only)?;
        run.map(text.py(), documents, |document| results::detect(&document.text()), |_, tag| Ok(tag))
    }

    /// The fields of a `ReadingTime`; a tuple, or a list of them.
    #[pyfunction]
    fn reading_time<'py>(
        text: &Bound<'py, PyAny>,
        options: ArticleOptions,
        run: Run,
    ) -> PyResult<Bound<'py, PyAny>> {
        let documents = Shape::read(text, Document::text_only)?;
        let time = move |document: &Document| {
            let text = document.text();
            let language = options.language.as_deref().or_else(|| results::detect(&text));
            crate::reading_time(&text, language, &options.reading)
        };
        run.map(text.py(), documents, time, |_, time| Ok(results::reading_time(time)))
    }

    /// The fields of an `Article`; a tuple, or a list of them.
    #[pyfunction]
    fn parse<'py>(
        document: &Bound<'py, PyAny>,
        options: ArticleOptions,
        run: Run,
    ) -> PyResult<Bound<'py, PyAny>> {
        let documents = Shape::read(document, Document::any)?;
        let strict = options.strict;
        let parse = move |document: &Document| Parsed::read(document, &options);
        let py = document.py();
        run.map(py, documents, parse, |document, parsed| parsed.into_python(py, document, strict))
    }

    /// The cleaned text; a str, or a list of them.
    #[pyfunction]
    fn clean<'py>(
        document: &Bound<'py, PyAny>,
        options: ArticleOptions,
        run: Run,
    ) -> PyResult<Bound<'py, PyAny>> {
        let documents = Shape::read(document, Document::any)?;
        let strict = options.strict;
        let clean = move |document: &Document| {
            let decoded = document.decode();
            (crate::read(&decoded.text, options.language.as_deref()).text, decoded.flags)
        };
        run.map(document.py(), documents, clean, |_, (text, flags)| {
            results::refuse_lossy(strict, &flags)?;
            Ok(text)
        })
    }

    /// The columns asked for, each a list, and the seconds spent in each part.
    #[pyfunction]
    fn analyze<'py>(
        column: &Bound<'py, PyAny>,
        columns: Vec<String>,
        options: ArticleOptions,
        run: Run,
    ) -> PyResult<(Bound<'py, PyDict>, Bound<'py, PyDict>)> {
        columns::analyze(column, &columns, &options, &run)
    }

    /// The columns that `analyze` makes where none are picked, in order.
    #[pyfunction]
    fn analyze_columns() -> Vec<&'static str> {
        columns::names()
    }

    /// For each preset its name, and the minutes and the label of `text`.
    #[pyfunction]
    #[pyo3(signature = (text, language))]
    fn preset_times(text: &str, language: Option<&str>) -> Vec<(&'static str, u64, String)> {
        options::preset_times(text, language)
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
        let found = words.py().detach(|| crate::infer_preset(&claims));
        Ok(results::inference(found))
    }
}
