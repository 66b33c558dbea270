//! What stands around a line: how much prose, how many phrases and dates, and how many lines
//! that look like it.

use super::columns::Column;
use super::{Batch, put};
use crate::boilerplate::line::Line;
use crate::boilerplate::trees::{LANES, Lanes};

/// Lines so near are compared.
const NEAR: usize = 8;

/// So many lines on either side are added up.
const REACHES: [usize; 3] = [3, NEAR, 20];

/// The farthest of [`REACHES`].
const FAREST: usize = match REACHES {
    [.., last] => last,
};

/// Numbers added up over the lines in front of each, and over all. They may run over, for
/// what is asked is a difference of neighbours. In front they are filled up with 0 and at the
/// end with the last, as if empty lines stood there.
pub(super) struct Sums {
    prose_words: Vec<u16>,
    prose: Vec<u16>,
    phrases: Vec<u16>,
    dates: Vec<u16>,
}

impl Sums {
    pub fn of(lines: &[Line<'_>]) -> Sums {
        /// More words of a paragraph do not tell more.
        const MOST_WORDS: usize = 60;
        let words = |line: &Line<'_>| if line.prose { line.words().min(MOST_WORDS) as u16 } else { 0 };
        Sums {
            prose_words: added_up(lines, words),
            prose: added_up(lines, |line| line.prose.into()),
            phrases: added_up(lines, |line| line.phrase.is_some().into()),
            dates: added_up(lines, |line| (line.has_date && !line.prose).into()),
        }
    }

    /// Writes what stands around the lines from `first` on, so many lines on either side.
    pub fn fill(&self, first: usize, batch: &mut Batch) {
        use Column::*;
        let own = FAREST + first;
        let mut add = |column: Column, sums: &[u16], from: usize, to: usize| {
            if let Some(lanes) = between(sums, from, to) {
                put(batch, column as usize, &lanes);
            }
        };
        for (reach, [prose_before, prose_after, phrases_before, phrases_after, dates_near]) in
            REACHES.into_iter().zip([
                [ProseBefore3, ProseAfter3, PhrasesBefore3, PhrasesAfter3, DatesNear3],
                [ProseBefore8, ProseAfter8, PhrasesBefore8, PhrasesAfter8, DatesNear8],
                [ProseBefore20, ProseAfter20, PhrasesBefore20, PhrasesAfter20, DatesNear20],
            ])
        {
            let (from, to) = (own - reach, own + 1 + reach);
            add(prose_before, &self.prose_words, from, own);
            add(prose_after, &self.prose_words, own + 1, to);
            add(phrases_before, &self.phrases, from, own);
            add(phrases_after, &self.phrases, own + 1, to);
            add(dates_near, &self.dates, from, to);
        }
        add(LinesBefore8, &self.prose, own - NEAR, own);
        add(LinesAfter8, &self.prose, own + 1, own + 1 + NEAR);
        add(LinesBefore20, &self.prose, own - FAREST, own);
        add(LinesAfter20, &self.prose, own + 1, own + 1 + FAREST);
    }
}

fn added_up(lines: &[Line<'_>], of: impl Fn(&Line<'_>) -> u16) -> Vec<u16> {
    let whole = lines.len() + 2 * FAREST + LANES;
    let mut sums = Vec::with_capacity(whole);
    sums.resize(FAREST + 1, 0);
    let mut sum = 0u16;
    sums.extend(lines.iter().map(|line| {
        sum = sum.wrapping_add(of(line));
        sum
    }));
    sums.resize(whole, sum);
    sums
}

/// What came between two places, for each of the lanes from these on.
fn between(sums: &[u16], from: usize, to: usize) -> Option<Lanes> {
    let from: &[u16; LANES] = sums.get(from..)?.first_chunk()?;
    let to: &[u16; LANES] = sums.get(to..)?.first_chunk()?;
    let mut lanes = [0; LANES];
    for (lane, (from, to)) in lanes.iter_mut().zip(from.iter().zip(to)) {
        *lane = to.wrapping_sub(*from) as i16;
    }
    Some(lanes)
}

/// How many lines near each of those from `first` on, itself among them, look like it: what
/// the items of a menu or a list have in common. A line looks like another that ends like it
/// and is not half as long again.
pub(super) fn similar_near(lines: &[Line<'_>], first: usize) -> Lanes {
    let mut looks = [NO_LOOK; LANES + 2 * NEAR];
    let near = lines.iter().skip(first.saturating_sub(NEAR));
    let places = looks.iter_mut().skip(NEAR.saturating_sub(first));
    places.zip(near).for_each(|(place, line)| *place = look(line));
    let (mut least, mut room, mut counts) = ([0; LANES], [0; LANES], [0u32; LANES]);
    for ((least, room), look) in least.iter_mut().zip(&mut room).zip(looks.iter().skip(NEAR)) {
        (*least, *room) = similar_to(*look);
    }
    for others in looks.windows(LANES) {
        for ((count, other), (least, room)) in counts.iter_mut().zip(others).zip(least.iter().zip(&room)) {
            *count += u32::from(other.wrapping_sub(*least) <= *room);
        }
    }
    counts.map(|count| count as i16)
}

/// Above its length a look says how the line ends and whether it is dated.
const LENGTH_BITS: u32 = 30;
/// No line is longer, and half as much again stays below the other bits.
const LONGEST: u32 = 1 << (LENGTH_BITS - 1);
/// Looks like no line.
const NO_LOOK: u32 = u32::MAX;

fn look(line: &Line<'_>) -> u32 {
    let ends = u32::from(line.ends_sentence) << 1 | u32::from(line.has_date);
    ends << LENGTH_BITS | line.shape.chars.min(LONGEST)
}

/// The least look that is similar to `look`, and how far the others may be above it.
fn similar_to(look: u32) -> (u32, u32) {
    let length = look % (1 << LENGTH_BITS);
    let (least, most) = ((2 * length).div_ceil(3), length + length / 2);
    (look - length + least, most - least)
}
