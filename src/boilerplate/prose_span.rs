//! Where the article is: the stretch of lines with the most prose in it.

use std::ops::Range;

use super::features::Spans;
use super::kind::Kind;
use super::line::Line;
use super::phrases::Strength;

/// What a line adds to the stretch it stands in. A paragraph is worth its
/// words (so that one long teaser does not outweigh an article); a line that
/// is no prose costs `other`, and more with a known phrase.
fn value(line: &Line<'_>, other: i64) -> i64 {
    let strong = line.phrase.is_some_and(|phrase| phrase.strength == Strength::Strong);
    if line.prose && !strong {
        line.words().min(40) as i64
    } else if line.prose || line.phrase.is_some() {
        -other - other / 2
    } else {
        -other
    }
}

/// What a line that is no prose costs: as much as a short paragraph brings, next
/// to nothing, and a long paragraph.
const COSTS: [i64; 3] = [4, 1, 20];

/// The stretches of the document with most prose in them, or `None` where no
/// line is prose.
pub(super) fn find(lines: &[Line<'_>]) -> Option<Spans> {
    let [usual, wide, narrow] = COSTS.map(|cost| best(lines, cost));
    let usual = grown(lines, usual?);
    Some(Spans { wide: wide.unwrap_or(usual.clone()), narrow: narrow.unwrap_or(usual.clone()), usual })
}

/// The stretch with the largest sum of values (Kadane's algorithm).
fn best(lines: &[Line<'_>], cost: i64) -> Option<Range<usize>> {
    let mut best: Option<(i64, Range<usize>)> = None;
    let (mut sum, mut start) = (0, 0);
    for (at, line) in lines.iter().enumerate() {
        if sum <= 0 {
            (sum, start) = (0, at);
        }
        sum += value(line, cost);
        if sum > best.as_ref().map_or(0, |(best, _)| *best) {
            best = Some((sum, start..at + 1));
        }
    }
    best.map(|(_, span)| span)
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
        match line.phrase {
            None if line.ends_sentence && line.words() >= 3 && !line.has_url => {
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
