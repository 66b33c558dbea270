//! What the fast counters are compared with.

use super::{Counts, dictionary};
use crate::script::Script;

/// [`super::counts`] said plainly: its twin, for tests and for fuzzing.
pub fn plain_counts(text: &str) -> Counts {
    let mut counts = Counts::default();
    for paragraph in text.split('\n') {
        let ideographs = paragraph.chars().filter(|c| Script::of(*c).counts_by_character()).count() as u64;
        let kana = paragraph.contains(|c| Script::of(c) == Script::Kana);
        *if kana { &mut counts.japanese_characters } else { &mut counts.chinese_characters } += ideographs;
        for token in paragraph.split_whitespace() {
            let unspaced = |c: char| Script::of(c).is_unspaced();
            for piece in token.split(unspaced).filter(|piece| !piece.is_empty()) {
                if piece.len() == token.len() || piece.contains(char::is_alphanumeric) {
                    counts.spaced_words += 1;
                    counts.spaced_characters += piece.chars().count() as u64;
                }
            }
            for run in token.split(|c: char| !Script::of(c).needs_dictionary()) {
                counts.dictionary_words += dictionary::words(run);
                counts.dictionary_characters += run.chars().count() as u64;
            }
        }
    }
    counts
}
