//! Options by name, checked before any work starts.

use std::ops::Range;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::limits::SENTENCE_LOOK_BYTES;
use crate::{
    Format, Newlines, PageOptions, Preset, ReadingOptions, SentenceOptions, Unit, locales, reading_time,
    sentences_with,
};

/// The options that `parse`, `clean`, `analyze` and `reading_time` share, as
/// the Python layer passes them.
#[derive(Clone)]
pub(super) struct ArticleOptions {
    pub language: Option<String>,
    pub reading: ReadingOptions,
    /// Refuse input that is no text instead of flagging it.
    pub strict: bool,
    pub format: Format,
}

impl ArticleOptions {
    /// What `read_with` wants to know of a page.
    pub(super) fn page<'a>(&'a self, url: Option<&'a str>) -> PageOptions<'a> {
        PageOptions { format: self.format, language: self.language.as_deref(), url }
    }
}

/// `(language, unit, wpm, preset, images, locale, errors, format)`
type Raw<'py> =
    (Option<String>, String, Option<Bound<'py, PyAny>>, Option<String>, i64, String, String, String);

impl<'a, 'py> FromPyObject<'a, 'py> for ArticleOptions {
    type Error = PyErr;

    fn extract(raw: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        let (language, unit, wpm, preset, images, locale, errors, format): Raw<'_> = raw.extract()?;
        let language = self::language(language.as_deref())?;
        let unit = self::unit(&unit)?;
        let wpm = wpm.as_ref().map(words_per_minute).transpose()?;
        let preset = match preset {
            None => None,
            Some(name) => Some(Preset::named(&name).ok_or_else(|| unknown("preset", &name, &presets()))?),
        };
        if crate::label(1, &locale).is_none() {
            return Err(unknown("locale", &locale, &locales()));
        }
        let images = u32::try_from(images)
            .map_err(|_| PyValueError::new_err(format!("images must be 0 or more, got {images}")))?;
        let strict = match errors.as_str() {
            "flag" => false,
            "raise" => true,
            other => return Err(unknown("errors", other, &["flag", "raise"])),
        };
        let named = Format::NAMED.into_iter().find(|(_, name)| *name == format);
        let Some((format, _)) = named else {
            return Err(unknown("format", &format, &Format::NAMED.map(|(_, name)| name)));
        };
        let reading = ReadingOptions { unit, wpm, preset, images, locale };
        Ok(ArticleOptions { language, reading, strict, format })
    }
}

fn words_per_minute(wpm: &Bound<'_, PyAny>) -> PyResult<f64> {
    wpm.extract::<f64>().ok().filter(|wpm| wpm.is_finite() && *wpm > 0.0).ok_or_else(|| {
        let got =
            wpm.repr().map_or_else(|_| String::new(), |got| format!(", got {}", shown(&got.to_string())));
        PyValueError::new_err(format!("wpm must be a number of words a minute above 0{got}"))
    })
}

/// The options of the functions that split sentences.
pub(super) struct SplitOptions {
    language: Option<String>,
    newlines: Newlines,
    split_in_quotes: bool,
    abbreviations: Vec<String>,
}

impl<'a, 'py> FromPyObject<'a, 'py> for SplitOptions {
    type Error = PyErr;

    fn extract(raw: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        let (language, newlines, split_in_quotes, mut abbreviations): (
            Option<String>,
            String,
            bool,
            Vec<String>,
        ) = raw.extract()?;
        let named = Newlines::NAMED.into_iter().find(|(_, name)| *name == newlines);
        let Some((newlines, _)) = named else {
            return Err(unknown("newlines", &newlines, &Newlines::NAMED.map(|(_, name)| name)));
        };
        for word in &mut abbreviations {
            let stem = word.strip_suffix('.').unwrap_or(word);
            if stem.is_empty() || stem.contains(char::is_whitespace) || stem.len() > SENTENCE_LOOK_BYTES {
                return Err(PyValueError::new_err(format!(
                    "abbreviations must be single words such as 'Kab.', got {:?}",
                    shown(word)
                )));
            }
            *word = stem.to_owned();
        }
        let language = self::language(language.as_deref())?;
        Ok(SplitOptions { language, newlines, split_in_quotes, abbreviations })
    }
}

impl SplitOptions {
    /// The sentences of a text in the language that is given, else detected.
    pub(super) fn sentences(&self, text: &str) -> Vec<Range<usize>> {
        let options = SentenceOptions {
            language: self.language.as_deref().or_else(|| crate::detect_language(text)),
            newlines: self.newlines,
            split_in_quotes: self.split_in_quotes,
            abbreviations: &self.abbreviations,
        };
        sentences_with(text, &options)
    }
}

/// The unit of that name.
pub(super) fn unit(name: &str) -> PyResult<Unit> {
    Unit::named(name).ok_or_else(|| unknown("unit", name, &units()))
}

pub(super) fn units() -> Vec<&'static str> {
    Unit::ALL.into_iter().map(Unit::name).collect()
}

pub(super) fn presets() -> Vec<&'static str> {
    Preset::all().map(Preset::name).collect()
}

/// A well-formed BCP 47 tag; any language is accepted, known or not.
pub(super) fn language(tag: Option<&str>) -> PyResult<Option<String>> {
    let Some(tag) = tag else { return Ok(None) };
    let mut parts = tag.split(['-', '_']);
    let primary = parts.next().unwrap_or_default();
    let well_formed = (2..=8).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    if well_formed {
        Ok(Some(tag.replace('_', "-")))
    } else {
        Err(PyValueError::new_err(format!(
            "language must be a BCP 47 tag such as 'id' or 'pt-BR', got {:?}",
            shown(tag)
        )))
    }
}

/// For each preset its name, and the minutes and the label that it gives `text`.
pub(super) fn preset_times(text: &str, language: Option<&str>) -> Vec<(&'static str, u64, String)> {
    Preset::all()
        .map(|preset| {
            let options = ReadingOptions { preset: Some(preset), ..ReadingOptions::default() };
            let time = reading_time(text, language, &options);
            (preset.name(), time.minutes, time.label)
        })
        .collect()
}

pub(super) fn unknown(what: &str, got: &str, allowed: &[&str]) -> PyErr {
    PyValueError::new_err(format!("{what} must be one of {}, got {:?}", allowed.join(", "), shown(got)))
}

/// As much of the caller's text as a message repeats.
fn shown(text: &str) -> String {
    text.chars().take(80).collect()
}
