//! Where a line stands in the document, and what tells of the document as a whole.

use std::array;

use super::columns::{Column, int, share};
use super::kept::Kept;
use super::{Batch, Spans, put};
use crate::boilerplate::line::Line;
use crate::boilerplate::trees::{LANES, Lanes};

/// What tells of the document as a whole.
#[derive(Default)]
pub(super) struct Whole {
    pub words: usize,
    pub prose_words: usize,
    prose_lines: usize,
    first_prose: usize,
    last_prose: usize,
    span_words: usize,
    /// The most words that a line which is no prose shares with the first paragraphs.
    pub lead: i16,
}

impl Whole {
    pub fn of(lines: &[Line<'_>], spans: &Spans) -> Whole {
        let words = |lines: &[Line<'_>]| lines.iter().map(Line::words).sum();
        let prose = || lines.iter().filter(|line| line.prose);
        Whole {
            words: words(lines),
            prose_words: prose().map(Line::words).sum(),
            prose_lines: prose().count(),
            first_prose: lines.iter().position(|line| line.prose).unwrap_or(lines.len()),
            last_prose: lines.iter().rposition(|line| line.prose).unwrap_or(0),
            span_words: words(lines.get(spans.usual.clone()).unwrap_or_default()),
            lead: 0,
        }
    }
}

/// Writes where the lines from `first` on stand.
pub(super) fn fill(whole: &Whole, spans: &Spans, kept: &Kept, first: usize, batch: &mut Batch) {
    let all = kept.lines();
    let mut put = |column: Column, lanes: Lanes| put(batch, column as usize, &lanes);
    if let Some(hits) = kept.lanes(Column::LeadHits as usize, first, 0) {
        put(Column::LeadBest, hits.map(|hits| hits.wrapping_sub(whole.lead)));
    }
    put(Column::Index, distances(0, first));
    put(Column::FromEnd, distances(all - 1, first).map(|distance| -distance));
    put(Column::IndexShare, array::from_fn(|lane| share(first + lane, all)));
    put(Column::FirstProse, distances(whole.first_prose, first));
    put(Column::LastProse, distances(whole.last_prose, first));
    put(Column::SpanStart, distances(spans.usual.start, first));
    put(Column::SpanEnd, distances(spans.usual.end, first));
    put(Column::WideStart, distances(spans.wide.start, first));
    put(Column::WideEnd, distances(spans.wide.end, first));
    put(Column::NarrowStart, distances(spans.narrow.start, first));
    put(Column::NarrowEnd, distances(spans.narrow.end, first));
    let mut same = |column: Column, value: i16| put(column, [value; LANES]);
    same(Column::AllLines, int(all));
    same(Column::AllWords, int(whole.words));
    same(Column::ProseLines, int(whole.prose_lines));
    same(Column::ProseShare, share(whole.prose_words, whole.words));
    same(Column::MeanProse, share(whole.prose_words, 1000 * whole.prose_lines.max(1)));
    same(Column::SpanWords, int(whole.span_words));
}

/// The distances of the lines from `first` on, all at once.
fn distances(from: usize, first: usize) -> Lanes {
    const MOST: i32 = i16::MAX as i32;
    const REACH: i32 = MOST + LANES as i32;
    let start = (first as i64 - from as i64).clamp(-i64::from(REACH), REACH.into()) as i32;
    array::from_fn(|lane| (start + lane as i32).clamp(-MOST, MOST) as i16)
}
