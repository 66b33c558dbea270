//! Plain text to blocks: a line is a block, unless lines were wrapped.

use super::{Block, line_ends, lines_at, most_lines, wrap};
use crate::{pace, simd, span};

/// Cuts `text` into blocks.
///
/// ```
/// let blocks = minread::plain("Judul\n\nParagraf satu.\nParagraf dua.");
/// assert_eq!(blocks.len(), 3);
/// ```
pub fn plain(text: &str) -> Vec<Block> {
    pace::stage("blocks");
    let ends = line_ends(text);
    let mut blocks: Vec<Block> = Vec::with_capacity(most_lines(&ends));
    // Where the paragraph at hand begins among them.
    let mut first = 0;
    for line in lines_at(text, simd::places(&ends, 0..text.len(), |of| of.line_ends)) {
        pace::advance(line.len());
        let line = span::trim(text, line);
        if line.is_empty() {
            join_wrapped(text, &mut blocks, first);
            first = blocks.len();
        } else {
            blocks.push(Block { range: line, joined: false });
        }
    }
    join_wrapped(text, &mut blocks, first);
    blocks
}

/// Joins what was wrapped of the lines from `first` on, between two empty ones.
fn join_wrapped(text: &str, blocks: &mut Vec<Block>, first: usize) {
    let lines = blocks.iter().skip(first).map(|block| &block.range);
    let joins = wrap::hard_wrapped_joins(text, lines);
    if joins.is_empty() {
        return;
    }
    for (at, line) in blocks.split_off(first).into_iter().enumerate() {
        let joined = at > 0 && joins.get(at - 1).copied().unwrap_or(false);
        match blocks.last_mut() {
            Some(block) if joined => {
                *block = Block { range: block.range.start..line.range.end, joined: true }
            }
            _ => blocks.push(line),
        }
    }
}
