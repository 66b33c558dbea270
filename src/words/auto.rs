//! The default unit: what a reader of each script would count.

use super::class::Class;
use super::{dictionary_words, simd};
use crate::span;

/// Counts the words of `text`, run by run.
///
/// A token (between white space) without unspaced script is one word, so on
/// such text this equals `str.split`. In a token that holds some, each Han or
/// Kana character is one, each run of Thai, Lao, Khmer or Burmese is segmented,
/// and what stands between (a Latin name, a number) is one if it holds a letter
/// or a digit: `iPhone発売。` is 1 + 2, its full stop none.
pub(super) fn count(text: &str) -> u64 {
    let scan = simd::scan(text);
    if scan.unspaced { text.split_whitespace().map(token).sum() } else { scan.words }
}

fn token(token: &str) -> u64 {
    if is_spaced(token) { 1 } else { pieces(token).map(|piece| piece.words()).sum() }
}

/// Whether no character of `token` belongs to a script without spaces.
pub(super) fn is_spaced(token: &str) -> bool {
    token.is_ascii() || !token.chars().any(|c| Class::of(c).is_unspaced())
}

/// A stretch of a token that is counted in one way.
pub(super) enum Piece<'a> {
    /// One Han or Kana character.
    Character(char),
    /// A run of a script that a dictionary segments.
    Dictionary(&'a str),
    /// Anything else.
    Spaced(&'a str),
}

impl Piece<'_> {
    pub(super) fn words(&self) -> u64 {
        match self {
            Piece::Character(_) => 1,
            Piece::Dictionary(run) => dictionary_words(run),
            Piece::Spaced(run) => u64::from(run.contains(char::is_alphanumeric)),
        }
    }
}

pub(super) fn pieces(token: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = token;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let way = way(first);
        let end = if way == Way::Character {
            first.len_utf8()
        } else {
            rest.char_indices().find(|(_, c)| self::way(*c) != way).map_or(rest.len(), |(at, _)| at)
        };
        let run = span::cut(rest, 0..end);
        rest = span::cut(rest, end..rest.len());
        Some(match way {
            Way::Character => Piece::Character(first),
            Way::Dictionary => Piece::Dictionary(run),
            Way::Spaced => Piece::Spaced(run),
        })
    })
}

/// How a character is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Character,
    Dictionary,
    Spaced,
}

fn way(c: char) -> Way {
    match Class::of(c) {
        class if class.counts_by_character() => Way::Character,
        class if class.needs_dictionary() => Way::Dictionary,
        _ => Way::Spaced,
    }
}

/// The words of `text` themselves, punctuation around them left out, each Han
/// or Kana character alone: what two texts are compared by.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let parts = |token| pieces_as_text(token).filter(|word| word.contains(char::is_alphanumeric));
    text.split_whitespace().flat_map(parts).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
}

fn pieces_as_text(token: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    pieces(token).map(move |piece| {
        let length = match piece {
            Piece::Character(c) => c.len_utf8(),
            Piece::Dictionary(run) | Piece::Spaced(run) => run.len(),
        };
        at += length;
        span::cut(token, at - length..at)
    })
}
