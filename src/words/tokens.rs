//! Tokens cut where the way of counting changes.

use crate::span;
use crate::word_class::Class;

/// `token` cut wherever the way of counting changes, and at every character
/// that counts by itself.
pub(super) fn pieces(token: &str) -> impl Iterator<Item = &str> {
    let mut rest = token;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let way = way(first);
        let end = if way == Way::Character {
            first.len_utf8()
        } else {
            rest.char_indices().find(|(_, c)| self::way(*c) != way).map_or(rest.len(), |(at, _)| at)
        };
        let piece = span::cut(rest, 0..end);
        rest = span::cut(rest, end..rest.len());
        Some(piece)
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
