//! Byte ranges, and the text they cut.

use std::ops::Range;

/// The text of `range`, or `""` where the range does not lie on character
/// boundaries: a range that a stage made is always whole, and a bug in one must
/// cost a word, never the notebook.
pub(crate) fn cut(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// `range` without the white space at both its ends; empty at its start if
/// there is nothing else.
#[inline]
pub(crate) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = cut(text, range.clone());
    // Most have none.
    if !inside.starts_with(char::is_whitespace) && !inside.ends_with(char::is_whitespace) {
        return range.start..range.start + inside.len();
    }
    let start = range.start + (inside.len() - inside.trim_start().len());
    start..start + inside.trim().len()
}

/// `text` up to `bytes` bytes, cut back to a character boundary.
pub(crate) fn head(text: &str, bytes: usize) -> &str {
    cut(text, 0..floor(text, bytes))
}

/// The largest character boundary that is not after `at`.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
