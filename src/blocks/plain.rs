//! Plain text to blocks: a line is a block, unless lines were wrapped.

use std::ops::Range;

use super::{Block, line_ends, lines_at, wrap};
use crate::{pace, simd, span};

/// Cuts `text` into blocks.
///
/// ```
/// let blocks = minread::plain("Judul\n\nParagraf satu.\nParagraf dua.");
/// assert_eq!(blocks.len(), 3);
/// ```
pub fn plain(text: &str) -> Vec<Block> {
    pace::stage("blocks");
    let mut blocks = Vec::new();
    let mut paragraph: Vec<Range<usize>> = Vec::new();
    let ends = line_ends(text);
    for line in lines_at(text, simd::places(&ends, 0..text.len(), |of| of.line_ends)) {
        pace::advance(line.len());
        let line = span::trim(text, line);
        if line.is_empty() {
            close(text, &mut paragraph, &mut blocks);
        } else {
            paragraph.push(line);
        }
    }
    close(text, &mut paragraph, &mut blocks);
    blocks
}

/// Turns the lines between two empty ones into blocks.
fn close(text: &str, paragraph: &mut Vec<Range<usize>>, blocks: &mut Vec<Block>) {
    let joins = wrap::hard_wrapped_joins(text, paragraph);
    if joins.is_empty() {
        blocks.extend(paragraph.drain(..).map(|range| Block { range, joined: false }));
        return;
    }
    for (at, line) in paragraph.drain(..).enumerate() {
        let joined = at > 0 && joins.get(at - 1).copied().unwrap_or(false);
        match blocks.last_mut() {
            Some(block) if joined => *block = Block { range: block.range.start..line.end, joined: true },
            _ => blocks.push(Block { range: line, joined: false }),
        }
    }
}
