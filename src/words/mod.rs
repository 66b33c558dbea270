//! Text to counts, by unit.

mod auto;
mod runs;

use unicode_segmentation::UnicodeSegmentation;

pub(crate) use auto::tokens;
pub use runs::{Counts, counts};

use crate::limits::CANCEL_BYTES;
use crate::{pace, span};

/// What counts as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Unit {
    /// White-space tokens; Han and Kana characters one each; Thai, Lao, Khmer
    /// and Burmese by words of a segmentation model. Decided run by run, never
    /// per document.
    #[default]
    Auto,
    /// Runs of characters that are not Unicode White_Space: `str.split`, `wc -w`.
    Whitespace,
    /// Segments of Unicode Annex 29 that hold a letter or a digit.
    Unicode,
    /// Characters that are not white space.
    Characters,
}

impl Unit {
    /// All units, in the order in which messages list them.
    pub const ALL: [Unit; 4] = [Unit::Auto, Unit::Whitespace, Unit::Unicode, Unit::Characters];

    /// The name used in Python.
    pub const fn name(self) -> &'static str {
        match self {
            Unit::Auto => "auto",
            Unit::Whitespace => "whitespace",
            Unit::Unicode => "unicode",
            Unit::Characters => "characters",
        }
    }

    /// The unit of that name.
    pub fn named(name: &str) -> Option<Unit> {
        Unit::ALL.into_iter().find(|unit| unit.name() == name)
    }
}

/// Counts `text` in `unit`.
///
/// ```
/// use minread::{count_words, Unit};
/// assert_eq!(count_words("anak-anak bermain", Unit::Auto), 2);
/// assert_eq!(count_words("anak-anak bermain", Unit::Unicode), 3);
/// assert_eq!(count_words("東京へ行く Tokyo", Unit::Auto), 6);
/// ```
pub fn count_words(text: &str, unit: Unit) -> u64 {
    pace::stage("words");
    stretches(text)
        .map(|stretch| match unit {
            Unit::Auto => auto::count(stretch),
            Unit::Whitespace => stretch.split_whitespace().count() as u64,
            Unit::Unicode => stretch.unicode_words().count() as u64,
            Unit::Characters => stretch.chars().filter(|c| !c.is_whitespace()).count() as u64,
        })
        .sum()
}

/// `text` in pieces that end in an ASCII space or newline, where no unit has a
/// word going on, each about as long as may pass between two looks at the
/// cancel flag. Text without such a place comes as one piece.
fn stretches(text: &str) -> impl Iterator<Item = &str> {
    let size = CANCEL_BYTES as usize;
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .as_bytes()
            .get(size..)
            .and_then(|tail| memchr::memchr2(b' ', b'\n', tail))
            .map_or(rest.len(), |at| size + at + 1);
        let (stretch, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
        rest = tail;
        pace::advance(stretch.len());
        Some(stretch)
    })
}

/// The number of words that a segmentation model finds in `run`, which holds
/// Thai, Lao, Khmer or Burmese only.
fn dictionary_words(run: &str) -> u64 {
    use crate::limits::DICTIONARY_RUN_BYTES;
    use icu_segmenter::{WordSegmenter, options::WordBreakInvariantOptions};
    thread_local! {
        static MODEL: icu_segmenter::WordSegmenterBorrowed<'static> =
            WordSegmenter::new_lstm(WordBreakInvariantOptions::default());
    }
    let mut words = 0;
    let mut rest = run;
    while !rest.is_empty() {
        let piece = span::head(rest, DICTIONARY_RUN_BYTES);
        pace::advance(piece.len());
        words += MODEL.with(|model| {
            let mut breaks = model.segment_str(piece);
            let mut found = 0;
            while breaks.next().is_some() {
                found += u64::from(breaks.is_word_like());
            }
            found
        });
        rest = span::cut(rest, piece.len()..rest.len());
    }
    words
}
