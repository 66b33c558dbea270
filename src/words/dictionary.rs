//! Words of scripts without spaces, by the dictionaries of `icu_segmenter`.

use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed, options::WordBreakInvariantOptions};

use super::unicode;
use crate::limits::DICTIONARY_RUN_BYTES;
use crate::word_class::is_alphanumeric;
use crate::{pace, span};

thread_local! {
    static SEGMENTER: WordSegmenterBorrowed<'static> =
        WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
}

/// The words in `run`: segments that hold a letter or a digit, those of Thai,
/// Lao, Khmer, Burmese, Chinese and Japanese found in a dictionary.
pub(super) fn words(run: &str) -> u64 {
    let mut words = 0;
    let mut rest = run;
    while !rest.is_empty() {
        let piece = span::head(rest, DICTIONARY_RUN_BYTES);
        pace::advance(piece.len());
        words += SEGMENTER.with(|segmenter| {
            let mut start = 0;
            let segments = segmenter
                .segment_str(piece)
                .map(|end| span::cut(piece, std::mem::replace(&mut start, end)..end));
            segments.filter(|segment| segment.chars().any(is_alphanumeric)).count() as u64
        });
        rest = span::cut(rest, piece.len()..rest.len());
    }
    words
}

/// The words of `text` in the unit `icu`. A token of ASCII has the same ones
/// without a dictionary.
pub(super) fn icu(text: &str) -> u64 {
    let token = |token: &str| if token.is_ascii() { unicode::count(token) } else { words(token) };
    text.split_ascii_whitespace().map(token).sum()
}
