//! The default unit: what a reader of each script would count.

use super::dictionary_words;
use crate::script::Script;
use crate::span;

/// Counts the words of `text`, run by run.
///
/// A token (between white space) without unspaced script is one word, so on
/// such text this equals `str.split`. In a token that holds some, each Han or
/// Kana character is one, each run of Thai, Lao, Khmer or Burmese is segmented,
/// and what stands between (a Latin name, a number) is one if it holds a letter
/// or a digit: `iPhone発売。` is 1 + 2, its full stop none.
pub(super) fn count(text: &str) -> u64 {
    text.split_whitespace().map(token).sum()
}

fn token(token: &str) -> u64 {
    if token.is_ascii() || !token.chars().any(|c| Script::of(c).is_unspaced()) {
        return 1;
    }
    pieces(token).map(|piece| piece.words()).sum()
}

/// A stretch of a token that is counted in one way.
pub(super) enum Piece<'a> {
    /// One Han or Kana character.
    Character(char),
    /// A run of a script that a model segments.
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
        let class = class(first);
        let end = if class == Class::Character {
            first.len_utf8()
        } else {
            rest.char_indices().find(|(_, c)| self::class(*c) != class).map_or(rest.len(), |(at, _)| at)
        };
        let run = span::cut(rest, 0..end);
        rest = span::cut(rest, end..rest.len());
        Some(match class {
            Class::Character => Piece::Character(first),
            Class::Dictionary => Piece::Dictionary(run),
            Class::Spaced => Piece::Spaced(run),
        })
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Character,
    Dictionary,
    Spaced,
}

fn class(c: char) -> Class {
    match Script::of(c) {
        script if script.counts_by_character() => Class::Character,
        script if script.needs_dictionary() => Class::Dictionary,
        _ => Class::Spaced,
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
