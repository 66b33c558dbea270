//! A line as words and numbers, spelled as the tables of durations and dates
//! spell them.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::script::Script;
use crate::word_class::is_alphanumeric;
use crate::{pace, span};

/// A word or a number.
pub(crate) struct Token<'a> {
    pub text: &'a str,
    /// Folded; empty for a number.
    pub word: Cow<'a, str>,
    /// At most its first five digits.
    pub number: Option<u32>,
    pub start: usize,
    pub end: usize,
}

/// Words and numbers of `text`; everything else only separates them.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut end = 0;
    while let Some(ahead) = span::cut(text, end..text.len()).find(is_alphanumeric) {
        let start = end + ahead;
        let rest = span::cut(text, start..text.len());
        let digits = rest.starts_with(is_digit);
        // `12:24UhrLesezeit`: a page's elements stuck together by the scraper.
        let mut after_lower = false;
        let mut in_token = |c: char| {
            let stuck = after_lower && c.is_uppercase();
            after_lower = c.is_lowercase();
            if digits { is_digit(c) } else { !stuck && !is_digit(c) && (is_alphanumeric(c) || is_mark(c)) }
        };
        // The first character is alphanumeric, but may be neither: `½`.
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let length = rest.find(|c| !in_token(c)).unwrap_or(rest.len()).max(first);
        pace::advance(length);
        let gap = span::cut(text, end..start);
        end = start + length;
        let word = span::cut(text, start..end);
        // `4 minute(s)`: the ending in brackets is part of the word in front.
        let ending = gap == "(" && length <= 3 && span::cut(text, end..text.len()).starts_with(')');
        if ending && !digits && tokens.last().is_some_and(|token| token.number.is_none()) {
            continue;
        }
        let number = digits.then(|| number(word)).flatten();
        let folded = if digits { Cow::Borrowed("") } else { fold(word) };
        tokens.push(Token { text: word, word: folded, number, start, end });
    }
    tokens
}

/// `word` in lower case without accents and vowel points: capitals of Greek have
/// none, Arabic and Hebrew may have them, and `İ` brings a dot of its own. The
/// Arabic letters that Persian writes otherwise become the Persian ones.
pub(crate) fn fold(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        let capitals = word.bytes().any(|byte| byte.is_ascii_uppercase());
        return if capitals { Cow::Owned(word.to_ascii_lowercase()) } else { Cow::Borrowed(word) };
    }
    let letter = |c: char| match c {
        'ı' => 'i',
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        c => c,
    };
    Cow::Owned(word.to_lowercase().nfd().filter(|c| !is_accent(*c)).map(letter).nfc().collect())
}

/// Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic, the
/// lengthening of Arabic, the joiners of Persian and the marks of direction.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5BD}' | '\u{5BF}'..='\u{5C7}' | '\u{640}'
        | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{200C}'..='\u{200F}')
}

/// Marks that stand inside a word: accents, and the vowel signs of Indic scripts.
pub(crate) fn is_mark(c: char) -> bool {
    is_accent(c)
        || matches!(Script::of(c), Script::Devanagari | Script::Bengali | Script::Tamil | Script::Thai)
}

fn number(digits: &str) -> Option<u32> {
    digits.chars().take(5).try_fold(0u32, |value, c| {
        let digit = c.to_digit(10).or_else(|| other_digit(c))?;
        value.checked_mul(10)?.checked_add(digit)
    })
}

/// Whether a byte is an ASCII digit, or part of what may be another one: asked of many
/// bytes at once, for most lines have neither.
pub(crate) fn may_hold_digit(text: &str) -> bool {
    let digit = |byte: u8| byte.is_ascii_digit() | !byte.is_ascii();
    text.bytes().fold(false, |found, byte| found | digit(byte))
}

pub(crate) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || other_digit(c).is_some()
}

/// Decimal digits beyond ASCII that numbers are written in.
fn other_digit(c: char) -> Option<u32> {
    if c < '\u{660}' {
        return None;
    }
    [0x660, 0x6F0, 0x966, 0x9E6, 0xBE6, 0xE50, 0xFF10]
        .into_iter()
        .find_map(|zero| (c as u32).checked_sub(zero).filter(|digit| *digit < 10))
}
