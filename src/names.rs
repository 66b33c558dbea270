//! What the name of a person looks like.

use crate::script::Script;
use crate::word_class::is_letter;

/// One to five words that each can be part of a name.
pub(crate) fn is_name(words: &[&str]) -> bool {
    (1..=5).contains(&words.len()) && words.iter().all(|word| can_be_name(word))
}

fn can_be_name(word: &str) -> bool {
    let particle = matches!(
        word,
        "van"
            | "von"
            | "de"
            | "der"
            | "den"
            | "bin"
            | "binti"
            | "al"
            | "da"
            | "di"
            | "do"
            | "dos"
            | "del"
            | "la"
            | "le"
            | "el"
            | "ten"
            | "ter"
            | "zu"
    );
    let letters =
        word.chars().all(|c| is_letter(c) || matches!(c, '.' | '\'' | '’' | '-' | '・')) || is_uncased(word);
    let domain = word.char_indices().any(|(at, c)| c == '.' && at > 2 && at + 1 < word.len());
    particle
        || (letters && !domain && word.chars().next().is_some_and(|c| c.is_uppercase() || is_uncased(word)))
}

/// Whether a word is written in a script without capitals.
pub(crate) fn is_uncased(word: &str) -> bool {
    word.chars().all(|c| {
        !c.is_lowercase() && !c.is_uppercase() && !c.is_ascii() && Script::of(c) != Script::Other
            || is_vowel_sign(c)
    })
}

/// Vowel signs of Indic scripts are no letters, but stand in names.
fn is_vowel_sign(c: char) -> bool {
    matches!(Script::of(c), Script::Devanagari | Script::Bengali | Script::Tamil | Script::Thai)
}
