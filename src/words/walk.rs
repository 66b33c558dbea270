//! The default unit once more, word by word, for those who look at the words:
//! [`counts`](super::counts) is faster, for it never sees one.

use super::runs::Counts;
use super::{dictionary, stretches, tokens};
use crate::pace;
use crate::script::Script;
use crate::word_class::Class;
use crate::word_class::is_alphanumeric;

/// A word, or a run that is counted as one or more words or none.
pub(crate) struct Run<'a> {
    /// Where it starts in the text.
    pub(crate) start: usize,
    pub(crate) text: &'a str,
    /// Its words in the unit `auto`.
    pub(crate) words: u64,
    /// Whether its words stand between spaces.
    pub(crate) spaced: bool,
}

/// Counts `text` and shows `see` every run on the way. The runs come in order
/// and hold every character that is not white space.
pub(crate) fn walk<'a>(text: &'a str, mut see: impl FnMut(Run<'a>)) -> Counts {
    pace::stage("words");
    let mut counts = Counts::default();
    for paragraph in text.split('\n') {
        let mut ideographs = 0;
        let mut kana = false;
        for token in stretches(paragraph).flat_map(str::split_whitespace) {
            let mut start = token.as_ptr().addr() - text.as_ptr().addr();
            if is_spaced(token) {
                counts.spaced_words += 1;
                counts.spaced_characters += token.chars().count() as u64;
                see(Run { start, text: token, words: 1, spaced: true });
                continue;
            }
            for piece in tokens::pieces(token) {
                // Nobody looked since the space in front, which may be far.
                pace::advance(piece.len());
                let first = piece.chars().next().unwrap_or_default();
                let class = Class::of(first);
                let words = if class.counts_by_character() {
                    ideographs += 1;
                    kana |= Script::of(first) == Script::Kana;
                    1
                } else if class.needs_dictionary() {
                    let words = dictionary::words(piece);
                    counts.dictionary_words += words;
                    counts.dictionary_characters += piece.chars().count() as u64;
                    words
                } else {
                    let words = u64::from(piece.chars().any(is_alphanumeric));
                    counts.spaced_words += words;
                    counts.spaced_characters += words * piece.chars().count() as u64;
                    words
                };
                see(Run { start, text: piece, words, spaced: !class.is_unspaced() });
                start += piece.len();
            }
        }
        *if kana { &mut counts.japanese_characters } else { &mut counts.chinese_characters } += ideographs;
    }
    counts
}

/// Whether no character of `token` belongs to a script without spaces.
fn is_spaced(token: &str) -> bool {
    token.is_ascii() || !token.chars().any(|c| Class::of(c).is_unspaced())
}
