//! The fields of `minread.TextStats` by name, in order: what `parse` hands over
//! and what `analyze` has columns of.

use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::TextStats;

/// How to take one field.
#[derive(Clone, Copy)]
pub(super) enum Figure {
    Count(fn(&TextStats) -> u64),
    Measure(fn(&TextStats) -> Option<f64>),
}

pub(super) const FIGURES: [(&str, Figure); 14] = [
    ("characters", Figure::Count(|stats| stats.characters)),
    ("letters", Figure::Count(|stats| stats.letters)),
    ("words", Figure::Count(|stats| stats.words)),
    ("sentences", Figure::Count(|stats| stats.sentences)),
    ("mean_sentence_words", Figure::Measure(|stats| stats.mean_sentence_words)),
    ("median_sentence_words", Figure::Measure(|stats| stats.median_sentence_words)),
    ("longest_sentence_words", Figure::Count(|stats| stats.longest_sentence_words)),
    ("mean_word_letters", Figure::Measure(|stats| stats.mean_word_letters)),
    ("long_words", Figure::Count(|stats| stats.long_words)),
    ("lix", Figure::Measure(|stats| stats.lix)),
    ("rix", Figure::Measure(|stats| stats.rix)),
    ("ari", Figure::Measure(|stats| stats.ari)),
    ("coleman_liau", Figure::Measure(|stats| stats.coleman_liau)),
    ("speaking_seconds", Figure::Measure(|stats| Some(stats.speaking_seconds))),
];

/// The fields that `analyze` has under these names already: `character_count`,
/// `word_count`, `sentence_count`.
const DOUBLED: [&str; 3] = ["characters", "words", "sentences"];

/// The figures that are columns of `analyze`.
pub(super) fn columns() -> impl Iterator<Item = (&'static str, Figure)> {
    FIGURES.into_iter().filter(|(name, _)| !DOUBLED.contains(name))
}

/// The fields of `minread.TextStats` by name.
pub(super) fn fields<'py>(py: Python<'py>, stats: &TextStats) -> PyResult<Bound<'py, PyDict>> {
    let fields = PyDict::new(py);
    for (name, figure) in FIGURES {
        match figure {
            Figure::Count(of) => fields.set_item(name, of(stats))?,
            Figure::Measure(of) => fields.set_item(name, of(stats))?,
        }
    }
    Ok(fields)
}
