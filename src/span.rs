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
    // Mostly it begins and ends with a character of ASCII that prints.
    if let Some([b'!'..=b'~'] | [b'!'..=b'~', .., b'!'..=b'~']) = text.as_bytes().get(range.clone()) {
        return range;
    }
    let inside = cut(text, range.clone());
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

/// The characters of `text` that are not ASCII, and where each stands.
pub(crate) fn beyond_ascii(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        // Most text is ASCII for long.
        let (pieces, _) = rest.as_chunks::<16>();
        let ahead = 16 * pieces.iter().take_while(|piece| piece.is_ascii()).count();
        let behind = rest.get(ahead..).unwrap_or_default();
        let start = at + ahead + behind.iter().position(|byte| !byte.is_ascii())?;
        let c = cut(text, start..text.len()).chars().next()?;
        at = start + c.len_utf8();
        Some((start, c))
    })
}

#[cfg(test)]
mod tests {
    use super::beyond_ascii;

    #[test]
    fn beyond_ascii_is_what_is_not() {
        let long = "é".to_owned() + &"a".repeat(40) + "’ b" + &"ü€".repeat(9) + &"x".repeat(16) + "🙂";
        let behind = |at: usize| long.get(at..).unwrap_or_default();
        for text in ["", "abc", "ab’c", &long, behind(2), behind(9)] {
            let plainly: Vec<_> = text.char_indices().filter(|(_, c)| !c.is_ascii()).collect();
            assert_eq!(beyond_ascii(text).collect::<Vec<_>>(), plainly, "{text}");
        }
    }
}
