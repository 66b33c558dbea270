//! Pairs of brackets, found in one pass with one bounded stack.

use std::ops::Range;

use crate::limits::{BRACKET_BYTES, BRACKET_DEPTH};
use crate::pace;
use crate::simd::{self, Places};

/// The outermost matched pairs of `text`, in order. An opener without its
/// closer within [`BRACKET_BYTES`] is ignored, and so is what nests deeper than
/// [`BRACKET_DEPTH`]. Quotation marks are left out on purpose: straight ones
/// have no direction, and pairing them swallows sentences
/// (`Price is 5" wide. It fits. The 6" is sold.`).
///
/// Brackets are those of `marks` that lie in `range`, which is where `text` stands in what
/// they were found in.
pub(super) fn matched(text: &str, marks: &[Places], range: Range<usize>) -> Vec<Range<usize>> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut pairs: Vec<Range<usize>> = Vec::new();
    let mut stray_closer: Option<usize> = None;
    let from = range.start;
    let found = simd::places(marks, range, |of| of.brackets).map(|mark| mark - from);
    for (at, c) in found.filter_map(|at| Some((at, text.get(at..)?.chars().next()?))) {
        pace::advance(1);
        match closer(c) {
            // Right-to-left text often comes with its brackets the wrong way
            // round, `) ع (`: this opener closes that one.
            Some(_) if stray_closer.take().is_some_and(|closer| at - closer <= MIRRORED_BYTES) => {}
            Some(closer) if open.len() < BRACKET_DEPTH => open.push((at, closer)),
            Some(_) => {}
            None => {
                if let Some(depth) = open.iter().rposition(|(_, closer)| *closer == c) {
                    let start = open.get(depth).map_or(at, |(start, _)| *start);
                    open.truncate(depth);
                    stray_closer = None;
                    if at - start <= BRACKET_BYTES {
                        while pairs.last().is_some_and(|pair| pair.start > start) {
                            pairs.pop();
                        }
                        pairs.push(start..at);
                    }
                } else {
                    stray_closer = Some(at);
                }
            }
        }
        if open.first().is_some_and(|(start, _)| at - start > BRACKET_BYTES) {
            open.remove(0);
        }
    }
    pairs
}

/// How much a pair of mirrored brackets holds at most.
const MIRRORED_BYTES: usize = 64;

pub(super) fn is_bracket(c: char) -> bool {
    matches!(c, '(' | ')' | '[' | ']' | '「' | '」' | '『' | '』' | '（' | '）' | '《' | '》' | '【' | '】')
}

fn closer(c: char) -> Option<char> {
    Some(match c {
        '(' => ')',
        '[' => ']',
        '「' => '」',
        '『' => '』',
        '（' => '）',
        '《' => '》',
        '【' => '】',
        _ => return None,
    })
}
