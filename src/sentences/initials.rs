//! One letter and a stop: initials, points of a list of them, and the last word
//! of a sentence.

use unicode_normalization::char::is_combining_mark;

use super::abbreviations::Classes;
use super::around::{Next, is_uncased_letter};
use super::rules::{Context, before_word};
use crate::script::Script;

/// The letter that `word` is, if it is one: vowel signs may be on it.
pub(super) fn single_letter(word: &str) -> Option<char> {
    let mut letters = word.chars();
    let letter = letters.next().filter(|c| c.is_alphabetic())?;
    letters.all(|c| !c.is_ascii() && is_combining_mark(c)).then_some(letter)
}

/// `J. K. Rahman`, `z. B.`, `Albert I. Jones`; but `plan B. Then`. The letter
/// begins at `at`.
pub(super) fn ends(letter: char, context: &Context<'_>, at: usize, next: &Next<'_>, starter: bool) -> bool {
    // `J. R. R.`, `e. V.`
    if next.lower() || next.word().chars().nth(1) == Some('.') {
        return false;
    }
    let language = context.language;
    let before = before_word(context, at);
    if letter.is_lowercase() {
        // `s. 12`, `в г. Самара` go on; `в 1999 г. Летом`, `a les 14.30 h. Arriba` end.
        return !next.digit() && before.ends_with(char::is_numeric);
    }
    if is_uncased_letter(letter) {
        // `ए. के. माथुर`: initials, where words are spaced and longer.
        return Script::of(letter).is_unspaced() || Script::of(letter) == Script::Hangul;
    }
    let Some(first) = before.chars().next() else {
        // `A. Rahman`, `B. The plan`: nothing in front.
        return false;
    };
    // `U. S. He left`, `J. K. In`: a chain is a name or a state.
    if before.ends_with('.') {
        return false;
    }
    if starter {
        // `vitamin A. The`, `Henry V. His`
        return true;
    }
    // `you and I. Did you`: English, where the word itself begins sentences.
    let word = language.classes(letter.encode_utf8(&mut [0; 4])).any(Classes::STARTER);
    if word && first.is_lowercase() {
        return true;
    }
    // `kuartal I. Pertumbuhan`; other capitals are initials: `written by J. Smith`.
    matches!(letter, 'I' | 'V' | 'X') && language.classes(before).any(Classes::BEFORE_ROMAN)
}
