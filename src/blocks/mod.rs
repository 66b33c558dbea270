//! Text to blocks: the units that labels are given to.

mod format;
mod html;
mod plain;
pub(crate) mod wrap;

use std::ops::Range;
use std::sync::LazyLock;

pub(crate) use format::is_markup;
pub use format::{Format, is_html};
pub(crate) use html::{Author, Statements, Time, bylines, dated, statements};
pub use html::{Beside, Element, Markup, Name, Node, NodeId, Page, PageBlock, Tag, Tree, html};
pub use plain::plain;

use crate::simd::{self, Marks, Places, Sort};
use crate::span;

/// One block of a document: a line of a plain-text dump, or several lines that
/// were one paragraph before somebody wrapped them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands in the source, white space at its ends left out.
    pub range: Range<usize>,
    /// Whether it was joined from several lines.
    pub joined: bool,
}

/// The lines of `text` without their ends, in order. All of Unicode's line ends
/// count, so that a dump with CR, NEL or U+2028 gives the same blocks as one
/// with LF; CRLF is one.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let found = line_ends(text);
    lines_at(text, simd::places(&found, 0..text.len(), |of| of.line_ends).collect::<Vec<_>>())
}

/// Where lines of `text` end.
fn line_ends(text: &str) -> Vec<Places> {
    static ENDS: LazyLock<Marks> =
        LazyLock::new(|| Marks::new("\n\r\u{B}\u{C}", &["\u{85}", "\u{2028}\u{2029}"], line_end));
    simd::find(text, &ENDS, line_end)
}

/// The line end at `at`, if there is one.
#[inline]
pub(crate) fn line_end(text: &str, at: usize) -> Option<Sort> {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let ends = matches!(rest, [b'\n'..=b'\r', ..] | [0xC2, 0x85, ..] | [0xE2, 0x80, 0xA8 | 0xA9, ..]);
    ends.then_some(Sort::LineEnd)
}

/// [`lines`], where all line ends of `text` stand at `ends`.
pub(crate) fn lines_at(
    text: &str,
    ends: impl IntoIterator<Item = usize>,
) -> impl Iterator<Item = Range<usize>> {
    let mut ends = ends.into_iter().map(Some).chain([None]);
    let mut start = 0;
    std::iter::from_fn(move || {
        loop {
            let Some(at) = ends.next()? else { return Some(start..text.len()) };
            if text.as_bytes().get(at) == Some(&b'\n') && at >= start {
                let line = start..at;
                start = at + 1;
                return Some(line);
            }
            // The LF of a CRLF that ended a line already.
            if at < start || is_half_a_letter(text, at) {
                continue;
            }
            let mut rest = span::cut(text, at..text.len()).chars();
            let end = rest.next().map_or(1, char::len_utf8);
            let crlf = end == 1 && text.as_bytes().get(at..at + 2) == Some(b"\r\n");
            let line = start..at;
            start = at + end + usize::from(crlf);
            return Some(line);
        }
    })
}

/// How many lines there may be that are not empty, by where lines end: a word list of a
/// megabyte is half a million, and to make room for them bit by bit takes twice the memory.
pub(crate) fn most_lines(ends: &[Places]) -> usize {
    let mut before = 0;
    let alone = ends.iter().map(|of| {
        // Without another right in front of them.
        let alone = of.line_ends & !(of.line_ends << 1 | before);
        before = of.line_ends >> 63;
        alone.count_ones() as usize
    });
    1 + alone.sum::<usize>()
}

/// Whether the line end at `at` is U+0085 behind a character above ASCII: a byte of
/// UTF-8 or WINDOWS-1252 (`…`) that somebody read as latin-1. In `ÑƒÑ\u{85}Ð¾` each
/// `х` would end a line.
fn is_half_a_letter(text: &str, at: usize) -> bool {
    let above = |byte: &u8| !byte.is_ascii();
    text.as_bytes().get(at) == Some(&0xC2)
        && at.checked_sub(1).and_then(|at| text.as_bytes().get(at)).is_some_and(above)
}

#[cfg(test)]
mod tests {
    use super::{line_ends, lines, most_lines};

    #[test]
    fn there_is_room_for_all_lines_and_none_for_empty_ones() {
        let mut state = 7u32;
        for _ in 0..2000 {
            let mut text = String::new();
            for _ in 0..(state >> 9) % 90 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let pieces = ["a", "\n", "\n", "\r\n", "\r", "é\u{85}", "x\u{2028}", " bc"];
                text.push_str(pieces.get((state >> 10) as usize % pieces.len()).copied().unwrap_or_default());
            }
            state = state.wrapping_add(1);
            let filled = lines(&text).filter(|line| !line.is_empty()).count();
            assert!(filled <= most_lines(&line_ends(&text)), "{text:?}");
        }
        assert_eq!(most_lines(&line_ends(&"a\n\n".repeat(100))), 101);
        assert_eq!(most_lines(&line_ends(&"\n".repeat(100))), 2);
    }
}
