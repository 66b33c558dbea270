//! The words around a candidate, as far as a decision looks.

use crate::limits::SENTENCE_LOOK_BYTES;
use crate::span;
use crate::words::Class;

use super::candidates::is_closer;

/// The word in front of `end`: back to white space, opening quotes and brackets
/// left out.
pub(super) fn left_word(text: &str, end: usize) -> &str {
    let from = span::floor(text, end.saturating_sub(SENTENCE_LOOK_BYTES));
    let back = span::cut(text, from..end);
    // Plain letters behind a space need no look at characters.
    let bytes = back.as_bytes();
    let letters = bytes.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let begins = bytes.len() - letters;
    if letters > 0 && begins.checked_sub(1).is_some_and(|space| bytes.get(space) == Some(&b' ')) {
        return span::cut(back, begins..back.len());
    }
    let word = back.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.trim_start_matches(is_opener)
}

fn is_opener(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '¿' | '¡' | '„' | '‚' | '«' | '‹' | '「' | '『' | '（' | '—' | '–' | '-')
        || is_closer(c)
}

/// A letter of a script without capitals.
pub(super) fn is_uncased_letter(c: char) -> bool {
    !c.is_ascii() && Class::of(c).is_letter() && !c.is_lowercase() && !c.is_uppercase()
}

/// The text behind a candidate.
pub(super) struct Next<'a> {
    /// Up to white space, as it stands.
    pub raw: &'a str,
    /// The first word: without the quotes, brackets and dashes in front of it
    /// and the marks behind it.
    pub word: &'a str,
    pub lower: bool,
    pub upper: bool,
    pub digit: bool,
    /// Begins with a letter of a script without capitals.
    pub uncased: bool,
    /// Stands behind a dash.
    pub dashed: bool,
}

impl<'a> Next<'a> {
    pub(super) fn read(text: &'a str, at: usize) -> Next<'a> {
        let ahead = span::cut(text, at..text.len());
        let ahead = span::head(ahead, SENTENCE_LOOK_BYTES);
        if let Some(next) = Next::plain(ahead) {
            return next;
        }
        let mut words = ahead.split_whitespace();
        let raw = words.next().unwrap_or_default();
        let dashed = raw.starts_with(['–', '—', '-']);
        // `– cried she`, `'s Avonds`, `'' Then`: the word behind tells.
        let mut opened = raw.trim_start_matches(is_opener);
        let clitic = raw.starts_with(['\'', '’']) && raw.chars().count() <= 2;
        if opened.is_empty() || clitic {
            opened = words.next().unwrap_or_default().trim_start_matches(is_opener);
        }
        let word = opened.trim_end_matches([',', ';', ':', '!', '?']);
        let first = opened.chars().next();
        Next {
            raw,
            word,
            lower: first.is_some_and(char::is_lowercase),
            upper: first.is_some_and(char::is_uppercase),
            digit: first.is_some_and(char::is_numeric),
            uncased: first.is_some_and(is_uncased_letter),
            dashed,
        }
    }

    /// A first word that begins with a letter of ASCII and holds nothing else.
    fn plain(ahead: &'a str) -> Option<Next<'a>> {
        let bytes = ahead.as_bytes();
        let first = bytes.first().filter(|first| first.is_ascii_alphabetic())?;
        let length = bytes.iter().take_while(|byte| byte.is_ascii_graphic()).count();
        if bytes.get(length).is_some_and(|byte| !byte.is_ascii_whitespace()) {
            return None;
        }
        let raw = span::cut(ahead, 0..length);
        Some(Next {
            raw,
            word: raw.trim_end_matches([',', ';', ':', '!', '?']),
            lower: first.is_ascii_lowercase(),
            upper: first.is_ascii_uppercase(),
            digit: false,
            uncased: false,
            dashed: false,
        })
    }

    /// The word without the stop or brackets behind it.
    pub(super) fn stem(&self) -> &'a str {
        self.word.trim_end_matches([')', ']', '.'])
    }
}
