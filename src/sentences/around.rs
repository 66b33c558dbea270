//! The words around a candidate, as far as a decision looks.

use std::cell::OnceCell;

use crate::limits::SENTENCE_LOOK_BYTES;
use crate::span;
use crate::word_class::Class;

use super::candidates::is_closer;

/// The word in front of `end`: back to white space, opening quotes and brackets
/// left out.
pub(super) fn left_word(text: &str, end: usize) -> &str {
    // A stop that stands alone, behind a space.
    if text.as_bytes().get(..end).is_some_and(|front| front.ends_with(b" ")) {
        return "";
    }
    let from = span::floor(text, end.saturating_sub(SENTENCE_LOOK_BYTES));
    let back = span::cut(text, from..end);
    let word = last_word(back);
    // Plain letters need no look at characters.
    match word.as_bytes() {
        [first, ..] if first.is_ascii_alphanumeric() => word,
        _ => word.trim_start_matches(is_opener),
    }
}

/// Whether white space may begin with this byte.
fn may_be_space(byte: &u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r' | 0xC2 | 0xE1..=0xE3)
}

/// Whether `byte` is a character of ASCII that prints.
fn is_plain(byte: &u8) -> bool {
    matches!(byte, b'!'..=b'~')
}

/// Where the white space at `at` ends, if it is some.
#[inline]
fn space_at(text: &str, at: usize) -> Option<usize> {
    if text.as_bytes().get(at).is_some_and(u8::is_ascii) {
        // As all are that may be some.
        return Some(at + 1);
    }
    let c = span::cut(text, at..text.len()).chars().next()?;
    c.is_whitespace().then_some(at + c.len_utf8())
}

/// `text` behind its last white space.
pub(super) fn last_word(text: &str) -> &str {
    let mut front = text.as_bytes();
    // Mostly a few characters of ASCII behind a space.
    let plain = front.iter().rev().take_while(|byte| is_plain(byte)).count();
    if front.get(front.len().wrapping_sub(plain + 1)) == Some(&b' ') {
        return span::cut(text, front.len() - plain..front.len());
    }
    while let Some(at) = front.iter().rposition(may_be_space) {
        if let Some(begins) = space_at(text, at) {
            return span::cut(text, begins..text.len());
        }
        front = front.get(..at).unwrap_or_default();
    }
    text
}

/// `text` up to its first white space.
pub(super) fn first_word(text: &str) -> &str {
    let plain = text.as_bytes().iter().take_while(|byte| is_plain(byte)).count();
    if text.as_bytes().get(plain) == Some(&b' ') {
        return span::cut(text, 0..plain);
    }
    let mut bytes = (0..).zip(text.as_bytes());
    let space = bytes.find(|(at, byte)| may_be_space(byte) && space_at(text, *at).is_some());
    span::cut(text, 0..space.map_or(text.len(), |(at, _)| at))
}

pub(super) fn is_opener(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '¿' | '¡' | '„' | '‚' | '«' | '‹' | '「' | '『' | '（' | '—' | '–' | '-')
        || is_closer(c)
}

/// A letter of a script without capitals.
pub(super) fn is_uncased_letter(c: char) -> bool {
    !c.is_ascii() && Class::of(c).is_letter() && !c.is_lowercase() && !c.is_uppercase()
}

/// `ahead` from where its first word begins.
fn opened(ahead: &str) -> &str {
    // `" . " . `: so it goes through all of a text of tokens.
    if let [single, b' ', b'!'..=b'~', ..] = ahead.as_bytes()
        && is_opener(char::from(*single))
    {
        return span::cut(ahead, 2..ahead.len()).trim_start_matches(is_opener);
    }
    let opened = ahead.trim_start_matches(is_opener);
    if opened.len() == ahead.len() {
        return ahead;
    }
    // `– cried she`, `'s Avonds`, `'' Then`: the word behind tells.
    let raw = first_word(ahead);
    let clitic = raw.starts_with(['\'', '’']) && raw.chars().count() <= 2;
    if !clitic && !opened.starts_with(char::is_whitespace) {
        return opened;
    }
    span::cut(ahead, raw.len()..ahead.len()).trim_start().trim_start_matches(is_opener)
}

/// The text behind a candidate. Most decisions look at little of it, so it is read
/// when it is asked for.
pub(super) struct Next<'a> {
    /// As far as a decision looks.
    ahead: &'a str,
    /// The same from where the first word begins: without the quotes, brackets and
    /// dashes in front of it.
    opened: OnceCell<&'a str>,
    raw: OnceCell<&'a str>,
    word: OnceCell<&'a str>,
}

impl<'a> Next<'a> {
    pub(super) fn read(text: &'a str, at: usize) -> Next<'a> {
        let ahead = span::head(span::cut(text, at..text.len()), SENTENCE_LOOK_BYTES);
        Next { ahead, opened: OnceCell::new(), raw: OnceCell::new(), word: OnceCell::new() }
    }

    /// From where the first word begins.
    #[inline]
    fn opened(&self) -> &'a str {
        match self.ahead.as_bytes() {
            [first, ..] if first.is_ascii_alphanumeric() => self.ahead,
            _ => self.opened.get_or_init(|| opened(self.ahead)),
        }
    }

    /// Up to white space, as it stands.
    pub(super) fn raw(&self) -> &'a str {
        self.raw.get_or_init(|| first_word(self.ahead))
    }

    /// The first character of what stands there.
    pub(super) fn first(&self) -> Option<char> {
        self.ahead.chars().next()
    }

    /// Whether it begins with these characters, none of them white space.
    pub(super) fn begins_with(&self, characters: &str) -> bool {
        self.ahead.starts_with(characters)
    }

    /// The first word: without the quotes, brackets and dashes in front of it and the
    /// marks behind it.
    pub(super) fn word(&self) -> &'a str {
        self.word.get_or_init(|| {
            let whole =
                if self.opened().len() == self.ahead.len() { self.raw() } else { first_word(self.opened()) };
            whole.trim_end_matches([',', ';', ':', '!', '?'])
        })
    }

    /// The word without the stop or brackets behind it.
    pub(super) fn stem(&self) -> &'a str {
        self.word().trim_end_matches([')', ']', '.'])
    }

    fn begins(&self, with: impl Fn(char) -> bool) -> bool {
        self.opened().chars().next().is_some_and(with)
    }

    pub(super) fn lower(&self) -> bool {
        self.begins(char::is_lowercase)
    }

    pub(super) fn upper(&self) -> bool {
        self.begins(char::is_uppercase)
    }

    pub(super) fn digit(&self) -> bool {
        self.begins(char::is_numeric)
    }

    /// Begins with a letter of a script without capitals.
    pub(super) fn uncased(&self) -> bool {
        self.begins(is_uncased_letter)
    }

    /// Stands behind a dash.
    pub(super) fn dashed(&self) -> bool {
        self.ahead.starts_with(['–', '—', '-'])
    }
}

#[cfg(test)]
mod tests {
    use super::super::twins::texts_of;
    use super::*;

    const PIECES: [&str; 50] = [
        " ",
        " ",
        " ",
        " ",
        "\t",
        "\u{B}",
        "\u{85}",
        "\u{A0}",
        "\u{1680}",
        "\u{2003}",
        "\u{3000}",
        "'",
        "'s",
        "''",
        "’",
        "’t",
        "’ll",
        "\"",
        "“",
        "”",
        "„",
        "«",
        "»",
        "(",
        "[",
        ")",
        "¿",
        "¡",
        "—",
        "–",
        "-",
        "`",
        "_",
        "a",
        "B",
        "he",
        "7",
        "é",
        "Ä",
        "слово",
        "Я",
        "字",
        "अ",
        "ع",
        ".",
        ",",
        "!",
        "ª",
        "«a",
        "か",
    ];

    /// [`opened`] without the exits.
    fn plainly_opened(ahead: &str) -> &str {
        let opened = ahead.trim_start_matches(is_opener);
        let raw = ahead.split(char::is_whitespace).next().unwrap_or_default();
        let clitic = (raw.starts_with('\'') || raw.starts_with('’')) && raw.chars().count() <= 2;
        if opened != ahead && (clitic || opened.starts_with(char::is_whitespace)) {
            let behind = ahead.strip_prefix(raw).unwrap_or_default();
            behind.trim_start().trim_start_matches(is_opener)
        } else {
            opened
        }
    }

    #[test]
    fn what_stands_ahead_is_read_as_plainly() {
        let (mut apart, mut shorter) = (0, 0);
        for text in texts_of(&PIECES, 12, 20_000) {
            let plainly = plainly_opened(&text);
            let next = Next::read(&text, 0);
            assert_eq!((opened(&text), next.opened()), (plainly, plainly), "{text:?}");
            let raw = text.split(char::is_whitespace).next().unwrap_or_default();
            assert_eq!(next.raw(), raw, "{text:?}");
            let word = plainly.split(char::is_whitespace).next().unwrap_or_default();
            let word = word.trim_end_matches([',', ';', ':', '!', '?']);
            assert_eq!(Next::read(&text, 0).word(), word, "{text:?}");
            apart += usize::from(text.as_bytes().get(1) == Some(&b' ') && plainly != text);
            shorter += usize::from(plainly != text);
        }
        assert!(apart > 200 && shorter > 5_000, "{apart} {shorter}");
    }

    #[test]
    fn the_word_in_front_is_the_last_without_openers() {
        for text in texts_of(&PIECES, 12, 20_000) {
            // Of a long one a part is read: from where a character begins.
            let long = text.repeat(1 + SENTENCE_LOOK_BYTES / 8);
            for text in [text, long] {
                let from = span::floor(&text, text.len().saturating_sub(SENTENCE_LOOK_BYTES));
                let (_, near) = text.split_at(from);
                let word = near.rsplit(char::is_whitespace).next().unwrap_or_default();
                assert_eq!(left_word(&text, text.len()), word.trim_start_matches(is_opener), "{text:?}");
            }
        }
    }

    #[test]
    fn all_white_space_divides_words_and_nothing_else() {
        for c in ('\0'..='\u{33FF}').chain('\u{FE00}'..='\u{FFFF}') {
            for text in [format!("a{c}b"), format!("é{c}"), format!("{c} ")] {
                let first = text.split(char::is_whitespace).next().unwrap_or_default();
                let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
                assert_eq!((first_word(&text), last_word(&text)), (first, last), "{text:?}");
            }
        }
    }

    #[test]
    fn no_letter_of_ascii_is_without_capitals() {
        for c in '\0'..='\u{7F}' {
            let uncased = Class::of(c).is_letter() && !c.is_lowercase() && !c.is_uppercase();
            assert_eq!(is_uncased_letter(c), uncased, "{c:?}");
        }
    }
}
