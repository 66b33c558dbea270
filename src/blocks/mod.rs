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
    /// Whether an empty line stands in front of it.
    pub gap: bool,
}

/// Whether `c` ends a line. All of Unicode's line ends count, so that a dump
/// with CR, NEL or U+2028 gives the same blocks as one with LF.
pub(crate) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
