//! Words of Unicode Annex 29: segments that hold a letter or a digit.
//!
//! Stretches of ASCII are counted 64 bytes at a time. A *token* with anything
//! else in it (or with `_`, which the vectors do not know) goes through the rules one
//! character at a time. White space of ASCII is a safe place to change over: no
//! segment with a letter or digit goes across it.

use super::class::Class;
use super::simd;
use crate::span;

/// How far ahead one looks for something that is not ASCII: a window stays in
/// the nearest cache for the second look at it.
const WINDOW: usize = 4096;

/// Counts the words of `text`.
pub(super) fn count(text: &str) -> u64 {
    let mut words = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let window = rest.as_bytes().get(..WINDOW).unwrap_or(rest.as_bytes());
        let odd = window.iter().position(|byte| !byte.is_ascii() || *byte == b'_');
        let limit = odd.unwrap_or(window.len());
        let whole = odd.is_none() && window.len() == rest.len();
        let plain = if whole {
            limit
        } else {
            let before = window.get(..limit).unwrap_or_default();
            before.iter().rposition(u8::is_ascii_whitespace).map_or(0, |at| at + 1)
        };
        words += simd::ascii_words(window.get(..plain).unwrap_or_default());
        rest = span::cut(rest, plain..rest.len());
        if odd.is_some() || plain == 0 {
            let length = odd_length(rest);
            words += by_rules(span::cut(rest, 0..length));
            rest = span::cut(rest, length..rest.len());
        }
    }
    words
}

/// The length of the tokens at the start of `text` that are to be read by the
/// rules: the first one, and those behind it as long as each begins with
/// something that is not ASCII.
fn odd_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut end = 0;
    loop {
        let token = bytes.get(end..).unwrap_or_default();
        let Some(at) = token.iter().position(u8::is_ascii_whitespace) else { return text.len() };
        end += at + 1;
        if bytes.get(end).is_none_or(u8::is_ascii) {
            return end;
        }
    }
}

/// Counts by the rules alone: the slow twin of [`count`].
pub(super) fn by_rules(text: &str) -> u64 {
    let mut rules = Rules { words: 0, before: Before::Other, counted: false, pending: false, joiner: false };
    for c in text.chars() {
        rules.read(Class::of(c));
    }
    rules.words + u64::from(rules.pending)
}

/// The last character that the rules look at, marks and joiners left out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Other,
    Newline,
    Letter,
    Hebrew,
    Number,
    Katakana,
    Connector,
    /// A letter, then a mark that joins letters (`don'`).
    LetterMark,
    /// A number, then a mark that joins numbers (`3.`).
    NumberMark,
    /// A Hebrew letter, then an apostrophe, which belongs to the word whatever
    /// follows.
    HebrewApostrophe,
    /// A Hebrew letter, then a double quote.
    HebrewQuote,
}

struct Rules {
    words: u64,
    before: Before,
    /// The segment at hand has been counted.
    counted: bool,
    /// A mark that may yet belong to the word before it has letters of its own
    /// (a vowel sign on a full stop): counted unless the word goes on.
    pending: bool,
    /// The character before was a zero-width joiner.
    joiner: bool,
}

impl Rules {
    #[inline]
    fn read(&mut self, class: Class) {
        let joiner = std::mem::take(&mut self.joiner);
        let letters = matches!(self.before, Before::Letter | Before::Hebrew);
        let chain = letters || matches!(self.before, Before::Number | Before::Connector);
        let (joined, before) = match class.word_break() {
            // WB4: extending characters belong to what they follow.
            extending @ (6 | 7) => {
                self.joiner = extending == 7;
                if self.before == Before::Newline {
                    (self.before, self.counted) = (Before::Other, false);
                }
                if class.is_alphanumeric() {
                    self.extend();
                }
                return;
            }
            // WB5, WB7, WB10, WB13b
            1 => (
                chain || matches!(self.before, Before::LetterMark | Before::HebrewApostrophe),
                Before::Letter,
            ),
            2 => (
                chain
                    || matches!(
                        self.before,
                        Before::LetterMark | Before::HebrewApostrophe | Before::HebrewQuote
                    ),
                Before::Hebrew,
            ),
            // WB8, WB9, WB11, WB13b
            3 => (chain || self.before == Before::NumberMark, Before::Number),
            // WB13, WB13b
            4 => (matches!(self.before, Before::Katakana | Before::Connector), Before::Katakana),
            // WB13a
            5 => (chain || self.before == Before::Katakana, Before::Connector),
            // WB6, WB7a, WB12: whether these marks join is told by what follows.
            11 if self.before == Before::Hebrew => return self.before = Before::HebrewApostrophe,
            8 | 10 | 11 if letters => return self.before = Before::LetterMark,
            9..=11 if self.before == Before::Number => return self.before = Before::NumberMark,
            12 if self.before == Before::Hebrew => return self.before = Before::HebrewQuote,
            13 => (false, Before::Newline),
            _ => (false, Before::Other),
        };
        // WB3c
        let joined = joined || (joiner && class.is_pictograph());
        self.before = before;
        if std::mem::take(&mut self.pending) && !joined {
            self.words += 1;
        }
        self.counted &= joined;
        if class.is_alphanumeric() && !self.counted {
            self.counted = true;
            self.words += 1;
        }
    }

    /// A mark with a letter's standing on the character before.
    fn extend(&mut self) {
        if matches!(self.before, Before::LetterMark | Before::NumberMark | Before::HebrewQuote) {
            self.pending = true;
        } else if !self.counted {
            self.counted = true;
            self.words += 1;
        }
    }
}
