//! Where the article is: the stretch of lines with the most prose in it.

use std::ops::Range;

use super::features::Line;
use super::phrases::Strength;

/// What a line adds to the stretch it stands in. A paragraph is worth its
/// words (so that one long teaser does not outweigh an article); a line that
/// is no prose costs what a short paragraph brings, and more with a known
/// phrase.
fn value(line: &Line<'_>) -> i64 {
    let strong = line.phrase.as_ref().is_some_and(|phrase| phrase.strength == Strength::Strong);
    if line.prose && strong {
        -6
    } else if line.prose {
        line.words.min(40) as i64
    } else if line.phrase.is_some() {
        -6
    } else {
        -4
    }
}

/// The stretch with the largest sum of values (Kadane's algorithm), or `None`
/// where no line is prose.
pub(super) fn find(lines: &[Line<'_>]) -> Option<Range<usize>> {
    let mut best: Option<(i64, Range<usize>)> = None;
    let (mut sum, mut start) = (0, 0);
    for (at, line) in lines.iter().enumerate() {
        if sum <= 0 {
            (sum, start) = (0, at);
        }
        sum += value(line);
        if sum > best.as_ref().map_or(0, |(best, _)| *best) {
            best = Some((sum, start..at + 1));
        }
    }
    best.map(|(_, span)| span)
}
