//! What takes a walk over the whole document, and is therefore kept for each of its lines.

use super::columns::{Column, FAR, KEPT, MISSING, NEIGHBOURS, int, share};
use super::place::Whole;
use super::vocabulary::Vocabulary;
use super::{Spans, is_cased};
use crate::boilerplate::kind::Kind;
use crate::boilerplate::line::{self, Claims, Line, Lines};
use crate::boilerplate::phrases::{Place, Strength};
use crate::boilerplate::trees::{LANES, Lanes};

/// So many lines up and down are asked for as neighbours.
const EDGE: usize = match NEIGHBOURS {
    [.., last] => last.unsigned_abs(),
};

/// The first columns of all lines, one behind the other: so those of neighbours are the same
/// numbers read from a line further up or down. At its ends each is filled up with
/// [`MISSING`], so that the last batch is read like the others.
pub(super) struct Kept {
    numbers: Vec<i16>,
    lines: usize,
    /// How many numbers a column takes.
    stride: usize,
}

impl Kept {
    /// The columns of `document`; `whole` learns what a walk over words tells.
    pub fn of(document: &Lines<'_>, spans: &Spans, whole: &mut Whole) -> Kept {
        let lines = document.lines.len();
        let stride = lines.next_multiple_of(LANES) + 2 * EDGE;
        let mut kept = Kept { numbers: vec![MISSING; KEPT * stride], lines, stride };
        kept.keep_looks(&document.lines);
        kept.keep_shares(document, spans, whole);
        kept.keep_amounts(&document.lines, whole);
        kept.keep_runs(&document.lines, spans);
        kept.keep_distances(&document.lines);
        kept
    }

    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.lines
    }

    /// A column of the lines from `first + offset` on.
    #[inline]
    pub fn lanes(&self, column: usize, first: usize, offset: isize) -> Option<&Lanes> {
        let start = (column * self.stride + EDGE + first).checked_add_signed(offset)?;
        self.numbers.get(start..)?.first_chunk()
    }

    fn column(&mut self, column: Column) -> &mut [i16] {
        let start = column as usize * self.stride + EDGE;
        self.numbers.get_mut(start..start + self.lines).unwrap_or_default()
    }

    fn keep(&mut self, column: Column, values: impl Iterator<Item = i16>) {
        self.column(column).iter_mut().zip(values).for_each(|(cell, value)| *cell = value);
    }

    /// What neighbours see of a line.
    fn keep_looks(&mut self, lines: &[Line<'_>]) {
        self.keep(Column::Words, lines.iter().map(|line| int(line.words())));
        self.keep(Column::Ending, lines.iter().map(|line| line::ending(line.text)));
        let capitals = |line: &Line<'_>| {
            let shape = &line.shape;
            let all = shape.capitalised + shape.uncapitalised;
            if is_cased(shape) { share(shape.capitalised as usize, all as usize) } else { MISSING }
        };
        self.keep(Column::CapitalShare, lines.iter().map(capitals));
        self.keep(Column::Dated, lines.iter().map(|line| i16::from(line.has_date)));
        let strength = |line: &Line<'_>| {
            line.phrase.map_or(0, |phrase| match (phrase.strength, phrase.place) {
                (Strength::Strong, _) => 3,
                (Strength::Weak, Place::Whole) => 2,
                (Strength::Weak, _) => 1,
            })
        };
        self.keep(Column::Phrase, lines.iter().map(strength));
        self.keep(Column::Copies, lines.iter().map(|line| int(line.copies as usize)));
    }

    /// How many words of a line are small ones of the document, and what it shares with the
    /// paragraphs of the span and with the first three.
    fn keep_shares(&mut self, document: &Lines<'_>, spans: &Spans, whole: &mut Whole) {
        let words = Vocabulary::of(document, &spans.usual);
        let (numbers, stride) = (&mut self.numbers, self.stride);
        let mut put = |column: Column, at: usize, value: i16| {
            if let Some(cell) = numbers.get_mut(column as usize * stride + EDGE + at) {
                *cell = value;
            }
        };
        for (at, line) in document.lines.iter().enumerate() {
            let sum = words.of_line(document, line);
            put(Column::CommonShare, at, share(sum.common, line.tokens.len()));
            // Of a paragraph of the span its own words do not count.
            let own = line.prose && spans.usual.contains(&at);
            let shared = if own { sum.again } else { sum.topics };
            if sum.content > 0 {
                put(Column::TopicShare, at, share(shared, sum.content));
                put(Column::LeadShare, at, share(sum.leading, sum.content));
            }
            put(Column::LeadHits, at, int(sum.leading));
            if !line.prose {
                whole.lead = whole.lead.max(int(sum.leading));
            }
        }
    }

    /// How much stands above and below a line.
    fn keep_amounts(&mut self, lines: &[Line<'_>], whole: &Whole) {
        let words = || lines.iter().map(Line::words);
        let prose = || lines.iter().map(|line| if line.prose { line.words() } else { 0 });
        self.keep(Column::WordsShare, before(words()).map(|words| share(words, whole.words)));
        self.keep(Column::ProseBefore, before(prose()).map(int));
        let after = before(prose()).zip(prose()).map(|(before, own)| whole.prose_words - before - own);
        self.keep(Column::ProseAfter, after.map(int));
        let shares = before(prose()).map(|words| share(words, whole.prose_words));
        self.keep(Column::ProseBeforeShare, shares);
        let words = |line: &Line<'_>| line.prose.then(|| int(line.words()));
        self.keep(Column::LastProseWords, last_before(lines.iter().map(words)));
        let next = last_before(lines.iter().rev().map(words));
        self.column(Column::NextProseWords).iter_mut().rev().zip(next).for_each(|(cell, next)| *cell = next);
    }

    /// In which run of lines that are prose, or are none, a line stands, and what tailed off
    /// above it.
    fn keep_runs(&mut self, lines: &[Line<'_>], spans: &Spans) {
        let runs = || lines.chunk_by(|a, b| a.prose == b.prose);
        let each = |run: &[Line<'_>], value: i16| std::iter::repeat_n(value, run.len());
        let mean = |run: &[Line<'_>]| int(run.iter().map(Line::words).sum::<usize>() / run.len());
        self.keep(Column::RunLines, runs().flat_map(|run| each(run, int(run.len()))));
        self.keep(Column::RunWords, runs().flat_map(|run| each(run, mean(run))));
        self.keep(Column::RunPlace, runs().flat_map(|run| (0..run.len()).map(int)));
        let mut tails = 0i16;
        let counted = lines.iter().enumerate().map(|(at, line)| {
            let above = tails;
            tails = tails.saturating_add(i16::from(at > spans.usual.start && tails_off(line)));
            above
        });
        self.keep(Column::Tails, counted);
    }

    /// How far up and down something is, the line itself left out.
    fn keep_distances(&mut self, lines: &[Line<'_>]) {
        let dated = |line: &Line<'_>| line.has_date && !line.prose;
        let signed = |line: &Line<'_>| {
            line.claims != Claims::Nothing || line.phrase.is_some_and(|phrase| phrase.kind == Kind::Byline)
        };
        let head = |line: &Line<'_>| {
            !line.prose && !line.ends_sentence && line.words() >= 2 && line.phrase.is_none()
        };
        self.keep_since(lines, |line| line.prose, Column::SinceProse, Column::ToProse);
        self.keep_since(lines, |line| line.phrase.is_some(), Column::SincePhrase, Column::ToPhrase);
        self.keep_since(lines, tails_off, Column::SinceTail, Column::ToTail);
        self.keep_since(lines, dated, Column::SinceDate, Column::ToDate);
        self.keep_since(lines, signed, Column::SinceByline, Column::ToByline);
        self.keep(Column::SinceHead, gaps(lines.iter().map(head), 0));
    }

    /// How far up and down the nearest line is of which `is` holds, itself left out.
    fn keep_since(&mut self, lines: &[Line<'_>], is: impl Fn(&Line<'_>) -> bool, up: Column, down: Column) {
        self.keep(up, gaps(lines.iter().map(&is), 1));
        let below = gaps(lines.iter().rev().map(&is), 1);
        self.column(down).iter_mut().rev().zip(below).for_each(|(cell, gap)| *cell = gap);
    }
}

/// The sum of all numbers in front of each.
fn before(numbers: impl Iterator<Item = usize>) -> impl Iterator<Item = usize> {
    let mut sum = 0;
    numbers.map(move |number| {
        sum += number;
        sum - number
    })
}

/// The last number that came before each, 0 before the first.
fn last_before(numbers: impl Iterator<Item = Option<i16>>) -> impl Iterator<Item = i16> {
    let mut last = 0;
    numbers.map(move |number| {
        let before = last;
        last = number.unwrap_or(last);
        before
    })
}

/// How many lines ago something was, [`FAR`] at most; in the next line it was `next` ago.
fn gaps(holds: impl Iterator<Item = bool>, next: usize) -> impl Iterator<Item = i16> {
    let mut gap = FAR;
    holds.map(move |holds| {
        let before = gap;
        gap = if holds { next } else { (gap + 1).min(FAR) };
        int(before)
    })
}

/// Kinds that follow an article rather than interrupt it.
fn is_tail(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Related | Kind::Newsletter | Kind::Comment | Kind::Tags | Kind::AuthorBio | Kind::Copyright
    )
}
/// What follows an article rather than interrupts it.
fn tails_off(line: &Line<'_>) -> bool {
    line.phrase.is_some_and(|phrase| is_tail(phrase.kind))
}
