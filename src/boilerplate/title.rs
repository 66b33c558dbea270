//! Which line is the headline.

use super::features::{Features, Spans};
use super::line::{Claims, Line};
use super::trees::{Forest, LANES};
use crate::limits::TITLE_CANDIDATES;

/// How far into the prose span a headline may stand: a standfirst or a teaser
/// above it is prose too.
const INTO_SPAN: usize = 12;

/// Below this the trees have found none, in 4096ths of a logit.
const FLOOR: i32 = -4 * 4096;

/// The lines that may be it: the last before the prose and the first in it.
pub(super) fn candidates(lines: &[Line<'_>], spans: &Spans) -> impl Iterator<Item = usize> {
    let until = spans.usual.start + INTO_SPAN + 1;
    let fits = |line: &Line<'_>| line.has_letters && !line.plainly_prose && line.claims == Claims::Nothing;
    let near = lines.iter().enumerate().take(until).skip(until.saturating_sub(TITLE_CANDIDATES));
    near.filter(move |(_, line)| fits(line)).map(|(at, _)| at)
}

/// The line that the trees take for the headline.
pub(super) fn find(
    lines: &[Line<'_>],
    spans: &Spans,
    features: &mut Features<'_>,
    trees: &Forest,
) -> Option<usize> {
    let candidates: Vec<usize> = candidates(lines, spans).collect();
    let (first, last) = (candidates.first()?, candidates.last()?);
    let (from, until) = (first / LANES, last / LANES + 1);
    features.make(from..until);
    let scores: Vec<i32> = (from..until).flat_map(|number| trees.score(features.batch(number))).collect();
    candidates
        .into_iter()
        .filter_map(|at| Some((at, *scores.get(at - from * LANES)?)))
        .filter(|(_, score)| *score >= FLOOR)
        // The first of equals: a caption that repeats the headline comes after it.
        .min_by_key(|(at, score)| (-score, *at))
        .map(|(at, _)| at)
}
