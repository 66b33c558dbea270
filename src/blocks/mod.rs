//! Text to blocks: the units that labels are given to.

mod plain;
pub(crate) mod wrap;

use std::ops::Range;

pub use plain::plain;

/// One block of a document: a line of a plain-text dump, or several lines that
/// were one paragraph before somebody wrapped them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands in the source, white space at its ends left out.
    pub range: Range<usize>,
    /// The lines it was joined from, in order; one for an ordinary block.
    pub lines: Vec<Range<usize>>,
}

/// The lines of `text` without their ends, in order. All of Unicode's line ends
/// count, so that a dump with CR, NEL or U+2028 gives the same blocks as one
/// with LF; CRLF is one.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let Some((at, next)) = line_end(text, start) else {
            done = true;
            return Some(start..text.len());
        };
        let line = start..at;
        start = next;
        Some(line)
    })
}

/// The first line end of `text` from `from` on: where it begins and ends.
fn line_end(text: &str, mut from: usize) -> Option<(usize, usize)> {
    // LF, VT, FF and CR, and the first bytes of NEL, U+2028 and U+2029.
    let may_end = |byte: &u8| matches!(byte, 0x0A..=0x0D | 0xC2 | 0xE2);
    loop {
        let at = from + text.as_bytes().get(from..)?.iter().position(may_end)?;
        let mut rest = text.get(at..)?.chars();
        let c = rest.next()?;
        from = at + c.len_utf8();
        match c {
            '\r' if rest.next() == Some('\n') => return Some((at, from + 1)),
            '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => return Some((at, from)),
            _ => {}
        }
    }
}
