//! What the trees read: a row of whole numbers for each block, in a fixed order.
//!
//! First what a line tells by itself, then where it stands in the document and
//! what surrounds it, then some of the first columns of its neighbours, then what
//! the headline tells, then markup. Shares are in thousandths.

mod columns;
mod kept;
mod place;
mod surroundings;
mod vocabulary;

use std::ops::Range;

use super::line::{self, Line, Lines, Shape};
use super::trees::{LANES, Lanes};
use crate::blocks::Markup;
use crate::pace;
pub(super) use columns::names;
use columns::{
    COLUMNS, Column, FAR, KEPT, MARKUP_AT, MISSING, NEIGHBOURS, NEIGHBOURS_AT, OF_NEIGHBOURS, TITLE_AT,
    distance, int, share,
};
use kept::Kept;
use place::Whole;
use surroundings::{Sums, similar_near};

/// [`LANES`] rows, column by column, as trees read them.
pub(super) type Batch = [Lanes; COLUMNS];

const EMPTY: Batch = [[MISSING; LANES]; COLUMNS];

/// The rows of a document. They are made [`LANES`] by [`LANES`] when trees ask: all at
/// once they would take several times the memory of the document.
pub(super) struct Features<'a> {
    document: &'a Lines<'a>,
    spans: &'a Spans,
    markup: &'a [Markup],
    title: Option<Title>,
    whole: Whole,
    kept: Kept,
    sums: Sums,
    /// The batches that were made ahead, and the number of the first.
    ahead: (usize, Vec<Batch>),
    /// The batch that was asked for last: one is large, and each is made where it stays.
    last: Vec<Batch>,
}

/// What the headline tells.
struct Title {
    at: usize,
    /// How many different words it has.
    words: usize,
    /// How many lines were compared with it, itself first, and which of them had each of the
    /// document's words last: 0 for those that it has not.
    compared: u32,
    had: Vec<u32>,
    length: usize,
}

/// Where a document's prose stands, in three ways of looking at it.
#[derive(Default)]
pub(super) struct Spans {
    pub usual: Range<usize>,
    /// What a line that is no prose hardly ends.
    pub wide: Range<usize>,
    /// What a few of them end.
    pub narrow: Range<usize>,
}

/// The row of one line in its batch.
struct Row<'a> {
    batch: &'a mut Batch,
    lane: usize,
}

impl Row<'_> {
    #[inline]
    fn put(&mut self, column: usize, value: i16) {
        if let Some(cell) = self.batch.get_mut(column).and_then(|lanes| lanes.get_mut(self.lane % LANES)) {
            *cell = value;
        }
    }
}

/// Writes a column of all rows of a batch.
fn put(batch: &mut Batch, column: usize, lanes: &Lanes) {
    if let Some(place) = batch.get_mut(column) {
        *place = *lanes;
    }
}

impl<'a> Features<'a> {
    /// The features of `document`, those of the headline still missing.
    pub fn of(document: &'a Lines<'a>, spans: &'a Spans, markup: &'a [Markup]) -> Features<'a> {
        let mut whole = Whole::of(&document.lines, spans);
        Features {
            document,
            spans,
            markup,
            title: None,
            kept: Kept::of(document, spans, &mut whole),
            whole,
            sums: Sums::of(&document.lines),
            ahead: (0, Vec::new()),
            last: vec![EMPTY],
        }
    }

    /// From now on rows tell of this headline.
    pub fn set_title(&mut self, title: Option<usize>) {
        self.title = title.and_then(|at| Some((at, self.document.lines.get(at)?))).map(|(at, line)| {
            let (mut words, mut had) = (0, vec![0; self.document.words]);
            for token in self.document.tokens_of(line).flatten() {
                if let Some(had) = had.get_mut(token.number()) {
                    words += usize::from(*had == 0);
                    *had = 1;
                }
            }
            Title { at, words, compared: 1, had, length: line.words() }
        });
    }

    /// How many batches there are.
    pub fn batches(&self) -> usize {
        self.kept.lines().div_ceil(LANES)
    }

    /// Makes the batches of these numbers ahead, for what asks them twice.
    pub fn make(&mut self, numbers: Range<usize>) {
        let mut ahead = vec![EMPTY; numbers.len()];
        for (number, batch) in numbers.clone().zip(&mut ahead) {
            self.fill(number, batch);
        }
        self.ahead = (numbers.start, ahead);
    }

    /// The rows from `number * LANES` on; behind the last line there are none.
    pub fn batch(&mut self, number: usize) -> &Batch {
        // What trees ask of a line takes longer than reading it.
        const STEPS_A_LINE: usize = 32;
        pace::advance(STEPS_A_LINE * LANES.min(self.kept.lines().saturating_sub(number * LANES)));
        let (first, mut ahead) = std::mem::take(&mut self.ahead);
        let mut last = std::mem::take(&mut self.last);
        if let Some(batch) = number.checked_sub(first).and_then(|at| ahead.get_mut(at)) {
            self.add_title(number, batch);
        } else if let Some(batch) = last.first_mut() {
            self.fill(number, batch);
            self.add_title(number, batch);
        }
        (self.ahead, self.last) = ((first, ahead), last);
        let known = number.checked_sub(first).and_then(|at| self.ahead.1.get(at));
        known.or(self.last.first()).unwrap_or(&EMPTY)
    }

    /// Makes a batch without what the headline tells, over what stood there.
    fn fill(&self, number: usize, batch: &mut Batch) {
        let first = number * LANES;
        for column in 0..KEPT {
            if let Some(lanes) = self.kept.lanes(column, first, 0) {
                put(batch, column, lanes);
            }
        }
        for (offset, at) in NEIGHBOURS.into_iter().zip((NEIGHBOURS_AT..).step_by(OF_NEIGHBOURS)) {
            for column in 0..OF_NEIGHBOURS {
                if let Some(lanes) = self.kept.lanes(column, first, offset) {
                    put(batch, at + column, lanes);
                }
            }
        }
        place::fill(&self.whole, self.spans, &self.kept, first, batch);
        self.sums.fill(first, batch);
        put(batch, Column::SimilarNear as usize, &similar_near(&self.document.lines, first));
        let lines = self.document.lines.get(first..).unwrap_or_default();
        for (lane, line) in lines.iter().take(LANES).enumerate() {
            alone(line, &mut Row { batch, lane });
        }
        if !self.markup.is_empty() {
            (0..LANES).for_each(|lane| self.markup(first + lane, &mut Row { batch, lane }));
        }
        // Behind the last line there are no rows.
        if lines.len() < LANES {
            for lanes in batch {
                lanes.iter_mut().skip(lines.len()).for_each(|lane| *lane = MISSING);
            }
        }
    }

    /// Adds what the headline tells.
    fn add_title(&mut self, number: usize, batch: &mut Batch) {
        let Some(title) = &mut self.title else { return };
        for lane in 0..LANES {
            let at = number * LANES + lane;
            let Some(line) = self.document.lines.get(at) else { break };
            title.compared += 1;
            let (mut hits, mut shared) = (0, 0);
            for tokens in self.document.tokens_of(line) {
                for token in tokens {
                    let Some(had) = title.had.get_mut(token.number()).filter(|had| **had > 0) else {
                        continue;
                    };
                    hits += 1;
                    shared += usize::from(*had != title.compared);
                    *had = title.compared;
                }
            }
            let mut row = Row { batch, lane };
            row.put(TITLE_AT, distance(title.at, at));
            row.put(TITLE_AT + 1, share(hits, line.tokens.len()));
            row.put(TITLE_AT + 2, share(shared, title.words));
            row.put(TITLE_AT + 3, int(title.length));
        }
    }

    fn markup(&self, at: usize, row: &mut Row<'_>) {
        let values = self.markup.get(at).map(Markup::values);
        for (column, value) in values.unwrap_or([MISSING; Markup::NAMES.len()]).into_iter().enumerate() {
            row.put(MARKUP_AT + column, value);
        }
    }
}

/// What a line tells by itself and its neighbours do not ask for.
fn alone(line: &Line<'_>, row: &mut Row<'_>) {
    let shape = &line.shape;
    let mut put = |column: Column, value: i16| row.put(column as usize, value);
    put(Column::Chars, int(shape.chars as usize));
    put(Column::Beginning, line::beginning(line.text));
    put(Column::DigitShare, share(shape.digits as usize, shape.chars as usize));
    let cased = |part: u32, whole: usize| if is_cased(shape) { share(part as usize, whole) } else { MISSING };
    put(Column::UpperShare, cased(shape.upper, (shape.upper + shape.lower) as usize));
    put(Column::WordLength, cased(shape.letters, 100 * line.words()));
    put(Column::LongestWord, int(shape.longest_word as usize));
    put(Column::Commas, int(shape.commas as usize));
    put(Column::Stops, int(shape.stops as usize));
    put(Column::SymbolShare, share(shape.symbols as usize, shape.chars as usize));
    put(Column::Bars, int(shape.bars as usize));
    put(Column::Quotes, int(shape.quotes as usize));
    put(Column::Address, i16::from(line.has_url));
    put(Column::Claim, line.claims as i16);
    put(Column::PhraseKind, line.phrase.map_or(-1, |phrase| phrase.kind as i16));
    put(Column::PhraseShare, line.phrase.map_or(0, |phrase| share(phrase.text.len(), line.text.len())));
    put(Column::Prose, i16::from(line.prose) + i16::from(line.plainly_prose));
    put(Column::Name, i16::from(line.is_name));
    put(Column::Item, i16::from(line.is_item));
    put(Column::Quotation, i16::from(line.is_quote));
    put(Column::CopiesAbove, int(line.copies_above as usize));
    put(Column::CopyGap, int(line.copy_gap.map_or(FAR, |gap| gap.get() as usize)));
}

/// Whether most letters of a line are of a script with capitals.
fn is_cased(shape: &Shape) -> bool {
    (shape.upper + shape.lower) as usize * 2 > shape.letters as usize
}

#[cfg(test)]
mod tests {
    use super::{Features, LANES, MISSING, Spans, line, names};
    use crate::boilerplate::line::Line;

    /// Lines of prose, menu items, dates and phrases in a random order.
    fn texts(count: usize, state: &mut u32) -> Vec<&'static str> {
        const TEXTS: [&str; 6] = [
            "Jembatan itu dibuka pada pagi hari dan dilalui warga yang datang berjalan kaki.",
            "Share This Article",
            "27 Juni 2024",
            "Olahraga",
            "Kepala desa mengatakan pekerjaan itu selesai tiga bulan lebih cepat daripada rencana semula.",
            "Ongkos perbaikan jembatan dan jalan",
        ];
        let mut text = || {
            *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            TEXTS.get((*state >> 16) as usize % TEXTS.len()).copied().unwrap_or_default()
        };
        (0..count).map(|_| text()).collect()
    }

    /// Some columns of a line, each asked of the whole document: the slow twin.
    fn plainly(lines: &[Line<'_>], spans: &Spans, at: usize, own: &Line<'_>) -> Vec<(String, i16)> {
        let number = |value: usize| value as i16;
        let around = |from: usize, to: usize| lines.iter().take(to).skip(from);
        let prose = |from: usize, to: usize| {
            around(from, to).filter(|line| line.prose).map(|line| line.words().min(60)).sum::<usize>()
        };
        let lines_of = |from: usize, to: usize| around(from, to).filter(|line| line.prose).count();
        let similar = |other: &&Line<'_>| {
            let (a, b) = (own.shape.chars, other.shape.chars);
            a.max(b) * 2 <= a.min(b) * 3
                && own.ends_sentence == other.ends_sentence
                && own.has_date == other.has_date
        };
        let mut columns = vec![
            ("index".to_owned(), number(at)),
            ("from_end".to_owned(), number(lines.len() - 1 - at)),
            ("span_start".to_owned(), at as i16 - spans.usual.start as i16),
            ("span_end".to_owned(), at as i16 - spans.usual.end as i16),
            ("similar_near".to_owned(), number(around(at.saturating_sub(8), at + 9).filter(similar).count())),
            ("lines_before_8".to_owned(), number(lines_of(at.saturating_sub(8), at))),
            ("lines_after_8".to_owned(), number(lines_of(at + 1, at + 9))),
            ("lines_before_20".to_owned(), number(lines_of(at.saturating_sub(20), at))),
            ("lines_after_20".to_owned(), number(lines_of(at + 1, at + 21))),
        ];
        for reach in [3, 8, 20] {
            let (from, to) = (at.saturating_sub(reach), at + 1 + reach);
            let phrases = |from, to| around(from, to).filter(|line| line.phrase.is_some()).count();
            let dates = around(from, to).filter(|line| line.has_date && !line.prose).count();
            columns.extend([
                (format!("prose_before_{reach}"), number(prose(from, at))),
                (format!("prose_after_{reach}"), number(prose(at + 1, to))),
                (format!("phrases_before_{reach}"), number(phrases(from, at))),
                (format!("phrases_after_{reach}"), number(phrases(at + 1, to))),
                (format!("dates_near_{reach}"), number(dates)),
            ]);
        }
        for offset in [-2isize, -1, 0, 1, 2] {
            let other = at.checked_add_signed(offset).and_then(|other| lines.get(other));
            let name = |name: &str| if offset == 0 { name.to_owned() } else { format!("{name}{offset:+}") };
            columns.push((name("words"), other.map_or(MISSING, |other| number(other.words()))));
            columns.push((name("dated"), other.map_or(MISSING, |other| other.has_date.into())));
        }
        let all = |lines: &[Line<'_>]| lines.iter().filter(|line| line.prose).map(Line::words).sum();
        let (above, below) = (lines.get(..at).unwrap_or_default(), lines.get(at + 1..).unwrap_or_default());
        columns.push(("prose_before".to_owned(), number(all(above))));
        columns.push(("prose_after".to_owned(), number(all(below))));
        let since = above.iter().rev().position(|line| line.prose).map_or(200, |gap| gap + 1);
        let to = below.iter().position(|line| line.prose).map_or(200, |gap| gap + 1);
        columns.push(("since_prose".to_owned(), number(since)));
        columns.push(("to_prose".to_owned(), number(to)));
        let words = |line: Option<&Line<'_>>| line.map_or(0, |line| number(line.words()));
        columns.push(("last_prose_words".to_owned(), words(above.iter().rev().find(|line| line.prose))));
        columns.push(("next_prose_words".to_owned(), words(below.iter().find(|line| line.prose))));
        columns
    }

    #[test]
    fn rows_made_together_are_those_of_each_line() {
        let (names, mut state) = (names(), 7);
        for count in [1, 2, 31, 32, 33, 34, 64, 70, 97] {
            let texts = texts(count, &mut state);
            let document = line::read(&texts, Some("id"));
            let spans = Spans { usual: count / 3..count / 2, ..Spans::default() };
            let mut features = Features::of(&document, &spans, &[]);
            features.set_title(Some(0));
            // Once more from the start: each is made over what stood there.
            for number in (0..features.batches()).chain(0..features.batches()) {
                let batch = features.batch(number);
                for (lane, at) in (0..LANES).zip(number * LANES..) {
                    let cell = |column: usize| batch.get(column).and_then(|lanes| lanes.get(lane)).copied();
                    let Some(own) = document.lines.get(at) else {
                        assert!((0..names.len()).all(|column| cell(column) == Some(MISSING)));
                        continue;
                    };
                    for (name, value) in plainly(&document.lines, &spans, at, own) {
                        let column = names.iter().position(|known| *known == name);
                        assert_eq!(column.and_then(cell), Some(value), "{name} of line {at} of {count}");
                    }
                }
            }
        }
    }
}
