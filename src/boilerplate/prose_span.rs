//! Where the article is: the stretch of lines with the most prose in it.

use std::ops::Range;

use super::Kind;
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
    best.map(|(_, span)| grown(lines, span))
}

/// The span with the short sentences at its ends that an advertisement or a row
/// of buttons cut off: `Advertisement`, `"I am tired," he said.`
fn grown(lines: &[Line<'_>], span: Range<usize>) -> Range<usize> {
    let after = lines.get(span.end..).unwrap_or_default().iter();
    let before = lines.get(..span.start).unwrap_or_default().iter().rev();
    span.start - reach(before)..span.end + reach(after)
}

/// How many of `lines`, outwards, still belong to the article: sentences, and
/// what interrupts an article between them.
fn reach<'a>(lines: impl Iterator<Item = &'a Line<'a>>) -> usize {
    let (mut reached, mut interrupted) = (0, 0);
    for (at, line) in lines.enumerate() {
        match &line.phrase {
            None if line.ends_sentence && line.words >= 3 && !line.has_url => {
                (reached, interrupted) = (at + 1, 0)
            }
            Some(phrase) if interrupts(phrase.kind) && interrupted < MOST_INTERRUPTIONS => interrupted += 1,
            _ => break,
        }
    }
    reached
}

/// So many buttons in a row are a menu.
const MOST_INTERRUPTIONS: usize = 6;

/// Kinds that stand between paragraphs; those left out stand behind the last.
fn interrupts(kind: Kind) -> bool {
    matches!(kind, Kind::Ad | Kind::Share | Kind::Caption | Kind::Credit)
}
