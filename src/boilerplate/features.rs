//! What the trees read: a row of whole numbers for each block, in a fixed order.
//!
//! First what a line tells by itself, then where it stands in the document and
//! what surrounds it, then some of the first columns of its neighbours, then what
//! the headline tells, then markup. Shares are in thousandths.

use std::cmp::Reverse;
use std::ops::Range;

use super::kind::Kind;
use super::line::{self, Claims, Line, Lines, Shape, Token};
use super::phrases::{Place, Strength};
use super::trees::{LANES, Lanes};
use crate::blocks::Markup;
use crate::pace;

/// Stands for what is not known of a block. Trees send it to the left, as less
/// than anything.
const MISSING: i16 = i16::MIN;

macro_rules! columns {
    ($($name:ident = $text:literal,)*) => {
        #[derive(Clone, Copy)]
        enum Column { $($name,)* }

        /// The names of [`Column`], in order.
        const NAMES: &[&str] = &[$($text),*];
    };
}

columns! {
    // Of a line and of its neighbours.
    Words = "words",
    Ending = "ending",
    CapitalShare = "capital_share",
    Dated = "dated",
    Phrase = "phrase",
    CommonShare = "common_share",
    TopicShare = "topic_share",
    Copies = "copies",
    // What takes a walk over the whole document: shares of its words, ...
    LeadShare = "lead_share",
    LeadHits = "lead_hits",
    // ... how much is above and below, ...
    WordsShare = "words_share",
    ProseBefore = "prose_before",
    ProseAfter = "prose_after",
    ProseBeforeShare = "prose_before_share",
    RunLines = "run_lines",
    RunWords = "run_words",
    RunPlace = "run_place",
    LastProseWords = "last_prose_words",
    NextProseWords = "next_prose_words",
    Tails = "tails",
    // ... and how far something is.
    SinceProse = "since_prose",
    ToProse = "to_prose",
    SincePhrase = "since_phrase",
    ToPhrase = "to_phrase",
    SinceTail = "since_tail",
    ToTail = "to_tail",
    SinceDate = "since_date",
    ToDate = "to_date",
    SinceByline = "since_byline",
    ToByline = "to_byline",
    SinceHead = "since_head",
    // The line by itself.
    Chars = "chars",
    Beginning = "beginning",
    DigitShare = "digit_share",
    UpperShare = "upper_share",
    WordLength = "word_length",
    LongestWord = "longest_word",
    Commas = "commas",
    Stops = "stops",
    SymbolShare = "symbol_share",
    Bars = "bars",
    Quotes = "quotes",
    Address = "address",
    Claim = "claim",
    PhraseKind = "phrase_kind",
    PhraseShare = "phrase_share",
    Prose = "prose",
    Name = "name",
    Item = "item",
    Quotation = "quotation",
    CopiesAbove = "copies_above",
    CopyGap = "copy_gap",
    LeadBest = "lead_best",
    // Where it stands.
    Index = "index",
    FromEnd = "from_end",
    IndexShare = "index_share",
    AllLines = "all_lines",
    AllWords = "all_words",
    ProseLines = "prose_lines",
    ProseShare = "prose_share",
    MeanProse = "mean_prose",
    FirstProse = "first_prose",
    LastProse = "last_prose",
    SpanStart = "span_start",
    SpanEnd = "span_end",
    SpanWords = "span_words",
    WideStart = "wide_start",
    WideEnd = "wide_end",
    NarrowStart = "tight_start",
    NarrowEnd = "tight_end",
    SimilarNear = "similar_near",
    // What surrounds it: 3, 8 and 20 lines on either side.
    ProseBefore3 = "prose_before_3",
    ProseAfter3 = "prose_after_3",
    PhrasesBefore3 = "phrases_before_3",
    PhrasesAfter3 = "phrases_after_3",
    DatesNear3 = "dates_near_3",
    ProseBefore8 = "prose_before_8",
    ProseAfter8 = "prose_after_8",
    PhrasesBefore8 = "phrases_before_8",
    PhrasesAfter8 = "phrases_after_8",
    DatesNear8 = "dates_near_8",
    LinesBefore8 = "lines_before_8",
    LinesAfter8 = "lines_after_8",
    ProseBefore20 = "prose_before_20",
    ProseAfter20 = "prose_after_20",
    PhrasesBefore20 = "phrases_before_20",
    PhrasesAfter20 = "phrases_after_20",
    DatesNear20 = "dates_near_20",
    LinesBefore20 = "lines_before_20",
    LinesAfter20 = "lines_after_20",
}

/// So many columns a line also has of its neighbours.
const OF_NEIGHBOURS: usize = Column::Copies as usize + 1;

/// So many columns are kept for each line of a document; the others are made when trees ask.
const KEPT: usize = Column::SinceHead as usize + 1;

/// Which neighbours: lines further down are positive.
const NEIGHBOURS: [isize; 4] = [-2, -1, 1, 2];

/// Columns that are known once there is a headline.
const OF_TITLE: [&str; 4] = ["title_distance", "in_title", "title_in", "title_length"];

const NEIGHBOURS_AT: usize = NAMES.len();
const TITLE_AT: usize = NEIGHBOURS_AT + NEIGHBOURS.len() * OF_NEIGHBOURS;
const MARKUP_AT: usize = TITLE_AT + OF_TITLE.len();

/// How many numbers a row has.
pub(super) const COLUMNS: usize = MARKUP_AT + Markup::NAMES.len();

/// The names of all columns, as training and the file of the trees know them.
pub(super) fn names() -> Vec<String> {
    let own = NAMES.iter().map(|name| (*name).to_owned());
    let of = |offset: isize| NAMES.iter().take(OF_NEIGHBOURS).map(move |name| format!("{name}{offset:+}"));
    let neighbours = NEIGHBOURS.into_iter().flat_map(of);
    let title = OF_TITLE.iter().map(|name| (*name).to_owned());
    let markup = Markup::NAMES.iter().map(|name| format!("markup_{name}"));
    own.chain(neighbours).chain(title).chain(markup).collect()
}

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
    kept: Vec<[i16; KEPT]>,
    /// Sums over the lines in front of each, and over all; they may run over, for what is
    /// asked is a difference of neighbours.
    sums: Vec<Sums>,
    /// The batches that were made ahead, and the number of the first.
    ahead: (usize, Vec<Batch>),
    /// The batch that was asked for last: one is large, and each is made where it stays.
    last: Vec<Batch>,
}

/// What tells of the document as a whole.
#[derive(Default)]
struct Whole {
    words: usize,
    prose_words: usize,
    prose_lines: usize,
    first_prose: usize,
    last_prose: usize,
    span_words: usize,
    /// The most words that a line which is no prose shares with the first paragraphs.
    lead: i16,
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

#[derive(Clone, Copy, Default)]
struct Sums {
    prose_words: u16,
    prose: u16,
    phrases: u16,
    dates: u16,
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

/// Thousandths.
fn share(part: usize, whole: usize) -> i16 {
    int((part * 1000).checked_div(whole).unwrap_or(0))
}

/// What is beyond the last number counts as the last: no tree asks that far.
fn int(value: usize) -> i16 {
    i16::try_from(value).unwrap_or(i16::MAX)
}

/// A distance in lines, down positive.
fn distance(from: usize, to: usize) -> i16 {
    if to >= from { int(to - from) } else { -int(from - to) }
}

/// Further than this, a line is out of sight.
const FAR: usize = 200;

/// Kinds that follow an article rather than interrupt it.
fn is_tail(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Related | Kind::Newsletter | Kind::Comment | Kind::Tags | Kind::AuthorBio | Kind::Copyright
    )
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

impl<'a> Features<'a> {
    /// The features of `document`, those of the headline still missing.
    pub fn of(document: &'a Lines<'a>, spans: &'a Spans, markup: &'a [Markup]) -> Features<'a> {
        let lines = &document.lines;
        let mut features = Features {
            document,
            spans,
            markup,
            title: None,
            whole: Whole::of(lines, spans),
            kept: vec![[MISSING; KEPT]; lines.len()],
            sums: sums(lines),
            ahead: (0, Vec::new()),
            last: vec![EMPTY],
        };
        features.keep_looks();
        features.keep_shares();
        features.keep_amounts();
        features.keep_distances();
        features
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
        self.kept.len().div_ceil(LANES)
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
        pace::advance(STEPS_A_LINE * LANES.min(self.kept.len().saturating_sub(number * LANES)));
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

    /// Makes a batch without what the headline tells.
    fn fill(&self, number: usize, batch: &mut Batch) {
        batch.iter_mut().for_each(|lanes| *lanes = [MISSING; LANES]);
        let first = number * LANES;
        let looks: Vec<Look> =
            self.lines(first.saturating_sub(NEAR)..first + LANES + NEAR).map(Look::of).collect();
        for lane in 0..LANES {
            let at = first + lane;
            let (Some(line), Some(kept)) = (self.document.lines.get(at), self.kept.get(at)) else { break };
            let mut row = Row { batch, lane };
            for (column, value) in kept.iter().enumerate() {
                row.put(column, *value);
            }
            alone(line, &mut row);
            self.place(at, &mut row);
            self.surroundings(at, &mut row);
            let own = at - first.saturating_sub(NEAR);
            let near =
                looks.get(own.saturating_sub(NEAR)..looks.len().min(own + NEAR + 1)).unwrap_or_default();
            let similar = |look: &Look| near.iter().filter(|other| look.is_similar(other)).count();
            row.put(Column::SimilarNear as usize, int(looks.get(own).map_or(0, similar)));
            self.neighbours(at, &mut row);
            self.markup(at, &mut row);
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

    fn lines(&self, range: Range<usize>) -> impl Iterator<Item = &Line<'a>> {
        self.document.lines.iter().skip(range.start).take(range.len())
    }

    #[inline]
    fn keep(&mut self, at: usize, column: Column, value: i16) {
        if let Some(cell) = self.kept.get_mut(at).and_then(|kept| kept.get_mut(column as usize)) {
            *cell = value;
        }
    }

    /// What neighbours see of a line.
    fn keep_looks(&mut self) {
        for (at, line) in self.document.lines.iter().enumerate() {
            let shape = &line.shape;
            self.keep(at, Column::Words, int(line.words()));
            self.keep(at, Column::Ending, line::ending(line.text));
            if is_cased(shape) {
                let capitalised = shape.capitalised + shape.uncapitalised;
                self.keep(at, Column::CapitalShare, share(shape.capitalised as usize, capitalised as usize));
            }
            self.keep(at, Column::Dated, i16::from(line.has_date));
            let strength = line.phrase.map_or(0, |phrase| match (phrase.strength, phrase.place) {
                (Strength::Strong, _) => 3,
                (Strength::Weak, Place::Whole) => 2,
                (Strength::Weak, _) => 1,
            });
            self.keep(at, Column::Phrase, strength);
            self.keep(at, Column::Copies, int(line.copies as usize));
        }
    }

    /// How many words of a line are small ones of the document, and what it shares with the
    /// paragraphs of the span and with the first three.
    fn keep_shares(&mut self) {
        let words = words_tell(self.document, &self.spans.usual);
        for (at, line) in self.document.lines.iter().enumerate() {
            let mut sum = Tally::default();
            self.document.tokens_of(line).for_each(|tokens| sum.add(tokens, &words));
            self.keep(at, Column::CommonShare, share(sum.common, line.tokens.len()));
            // Of a paragraph of the span its own words do not count.
            let own = line.prose && self.spans.usual.contains(&at);
            let shared = if own { sum.again } else { sum.topics };
            if sum.content > 0 {
                self.keep(at, Column::TopicShare, share(shared, sum.content));
                self.keep(at, Column::LeadShare, share(sum.leading, sum.content));
            }
            self.keep(at, Column::LeadHits, int(sum.leading));
            if !line.prose {
                self.whole.lead = self.whole.lead.max(int(sum.leading));
            }
        }
    }

    /// How much stands above and below a line, and around it.
    fn keep_amounts(&mut self) {
        let lines = &self.document.lines;
        let (mut words, mut prose, mut start) = (0, 0, 0);
        for run in lines.chunk_by(|a, b| a.prose == b.prose) {
            let run_words: usize = run.iter().map(Line::words).sum();
            for (at, line) in run.iter().enumerate().map(|(at, line)| (start + at, line)) {
                self.keep(at, Column::WordsShare, share(words, self.whole.words));
                self.keep(at, Column::ProseBefore, int(prose));
                self.keep(at, Column::ProseBeforeShare, share(prose, self.whole.prose_words));
                words += line.words();
                prose += if line.prose { line.words() } else { 0 };
                self.keep(at, Column::ProseAfter, int(self.whole.prose_words - prose));
                self.keep(at, Column::RunLines, int(run.len()));
                self.keep(at, Column::RunWords, int(run_words / run.len()));
                self.keep(at, Column::RunPlace, distance(start, at));
            }
            start += run.len();
        }
        let (mut tails, mut last_words) = (0, 0);
        for (at, line) in lines.iter().enumerate() {
            self.keep(at, Column::Tails, tails);
            self.keep(at, Column::LastProseWords, last_words);
            tails = tails.saturating_add(i16::from(at > self.spans.usual.start && tails_off(line)));
            last_words = if line.prose { int(line.words()) } else { last_words };
        }
        let mut next_words = 0;
        for (at, line) in lines.iter().enumerate().rev() {
            self.keep(at, Column::NextProseWords, next_words);
            next_words = if line.prose { int(line.words()) } else { next_words };
        }
    }

    /// How far up and down something is, the line itself left out.
    fn keep_distances(&mut self) {
        let dated = |line: &Line<'_>| line.has_date && !line.prose;
        let signed = |line: &Line<'_>| {
            line.claims != Claims::Nothing || line.phrase.is_some_and(|phrase| phrase.kind == Kind::Byline)
        };
        let head = |line: &Line<'_>| {
            !line.prose && !line.ends_sentence && line.words() >= 2 && line.phrase.is_none()
        };
        self.keep_since(|line| line.prose, Column::SinceProse, Column::ToProse);
        self.keep_since(|line| line.phrase.is_some(), Column::SincePhrase, Column::ToPhrase);
        self.keep_since(tails_off, Column::SinceTail, Column::ToTail);
        self.keep_since(dated, Column::SinceDate, Column::ToDate);
        self.keep_since(signed, Column::SinceByline, Column::ToByline);
        let mut gap = FAR;
        for (at, line) in self.document.lines.iter().enumerate() {
            self.keep(at, Column::SinceHead, int(gap));
            gap = if head(line) { 0 } else { (gap + 1).min(FAR) };
        }
    }

    /// How far up and down the nearest line is of which `is` holds, itself left out.
    fn keep_since(&mut self, is: impl Fn(&Line<'_>) -> bool, up: Column, down: Column) {
        let mut gap = FAR;
        for (at, line) in self.document.lines.iter().enumerate() {
            self.keep(at, up, int(gap));
            gap = if is(line) { 1 } else { (gap + 1).min(FAR) };
        }
        gap = FAR;
        for (at, line) in self.document.lines.iter().enumerate().rev() {
            self.keep(at, down, int(gap));
            gap = if is(line) { 1 } else { (gap + 1).min(FAR) };
        }
    }

    /// Where a line stands in the document.
    fn place(&self, at: usize, row: &mut Row<'_>) {
        let (all, whole, spans) = (self.kept.len(), &self.whole, self.spans);
        let mut put = |column: Column, value: i16| row.put(column as usize, value);
        let hits = self.kept.get(at).and_then(|kept| kept.get(Column::LeadHits as usize));
        put(Column::LeadBest, hits.copied().unwrap_or_default() - whole.lead);
        put(Column::Index, int(at));
        put(Column::FromEnd, int(all - at - 1));
        put(Column::IndexShare, share(at, all));
        put(Column::AllLines, int(all));
        put(Column::AllWords, int(whole.words));
        put(Column::ProseLines, int(whole.prose_lines));
        put(Column::ProseShare, share(whole.prose_words, whole.words));
        put(Column::MeanProse, share(whole.prose_words, 1000 * whole.prose_lines.max(1)));
        put(Column::FirstProse, distance(whole.first_prose, at));
        put(Column::LastProse, distance(whole.last_prose, at));
        put(Column::SpanStart, distance(spans.usual.start, at));
        put(Column::SpanEnd, distance(spans.usual.end, at));
        put(Column::SpanWords, int(whole.span_words));
        put(Column::WideStart, distance(spans.wide.start, at));
        put(Column::WideEnd, distance(spans.wide.end, at));
        put(Column::NarrowStart, distance(spans.narrow.start, at));
        put(Column::NarrowEnd, distance(spans.narrow.end, at));
    }

    /// What stands around a line, so many lines on either side.
    fn surroundings(&self, at: usize, row: &mut Row<'_>) {
        use Column::*;
        let sums = |at: usize| self.sums.get(at).copied().unwrap_or_default();
        let mut put = |reach: usize, columns: &[Column]| {
            let (from, to) = (sums(at.saturating_sub(reach)), sums((at + 1 + reach).min(self.kept.len())));
            let (before, after, near) = (sums(at).since(from), to.since(sums(at + 1)), to.since(from));
            let prose = [before.prose_words, after.prose_words];
            let others = [before.phrases, after.phrases, near.dates, before.prose, after.prose];
            for (column, value) in columns.iter().zip(prose.into_iter().chain(others)) {
                row.put(*column as usize, value as i16);
            }
        };
        put(3, &[ProseBefore3, ProseAfter3, PhrasesBefore3, PhrasesAfter3, DatesNear3]);
        put(
            NEAR,
            &[
                ProseBefore8,
                ProseAfter8,
                PhrasesBefore8,
                PhrasesAfter8,
                DatesNear8,
                LinesBefore8,
                LinesAfter8,
            ],
        );
        put(
            20,
            &[
                ProseBefore20,
                ProseAfter20,
                PhrasesBefore20,
                PhrasesAfter20,
                DatesNear20,
                LinesBefore20,
                LinesAfter20,
            ],
        );
    }

    fn neighbours(&self, at: usize, row: &mut Row<'_>) {
        for (number, offset) in NEIGHBOURS.into_iter().enumerate() {
            let Some(other) = at.checked_add_signed(offset).and_then(|other| self.kept.get(other)) else {
                continue;
            };
            for (place, value) in other.iter().take(OF_NEIGHBOURS).enumerate() {
                row.put(NEIGHBOURS_AT + number * OF_NEIGHBOURS + place, *value);
            }
        }
    }

    fn markup(&self, at: usize, row: &mut Row<'_>) {
        let Some(markup) = self.markup.get(at) else { return };
        for (column, value) in markup.values().into_iter().enumerate() {
            row.put(MARKUP_AT + column, value);
        }
    }
}

impl Whole {
    fn of(lines: &[Line<'_>], spans: &Spans) -> Whole {
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

/// What a line tells by itself and its neighbours do not ask for.
fn alone(line: &Line<'_>, row: &mut Row<'_>) {
    let shape = &line.shape;
    let mut put = |column: Column, value: i16| row.put(column as usize, value);
    put(Column::Chars, int(shape.chars as usize));
    put(Column::Beginning, line::beginning(line.text));
    put(Column::DigitShare, share(shape.digits as usize, shape.chars as usize));
    if is_cased(shape) {
        put(Column::UpperShare, share(shape.upper as usize, (shape.upper + shape.lower) as usize));
        put(Column::WordLength, share(shape.letters as usize, 100 * line.words()));
    }
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

/// What words of the document tell, so many bits for each: whether they are small ones, and
/// of the longer ones whether they are words of the article, several paragraphs have them or
/// one of the first has. What the words of a line tell can be added up at once.
const BITS: u32 = 12;
const COMMON: u64 = 1;
const CONTENT: u64 = COMMON << BITS;
const TOPIC: u64 = CONTENT << BITS;
const AGAIN: u64 = TOPIC << BITS;
const LEADS: u64 = AGAIN << BITS;

/// How many words of a line tell what.
#[derive(Default)]
struct Tally {
    common: usize,
    content: usize,
    topics: usize,
    again: usize,
    leading: usize,
}

impl Tally {
    /// Adds what `tokens` tell, by what each word of the document does.
    fn add(&mut self, tokens: &[Token], words: &[u64]) {
        const _: () = assert!(Lines::TOGETHER < 1 << BITS, "a sum has no carry");
        let mut sum = 0;
        for token in tokens {
            sum += words.get(token.number()).copied().unwrap_or(0) + CONTENT * u64::from(token.is_content());
        }
        let of = |unit: u64| (sum / unit) as usize % (1 << BITS);
        self.common += of(COMMON);
        self.content += of(CONTENT);
        self.topics += of(TOPIC);
        self.again += of(AGAIN);
        self.leading += of(LEADS);
    }
}

/// What each word of the document tells, by its number.
fn words_tell(document: &Lines<'_>, span: &Range<usize>) -> Vec<u64> {
    const LEAD: u32 = 3;
    let mut words = vec![0; document.words];
    for common in common_words(document) {
        if let Some(tells) = words.get_mut(common) {
            *tells = COMMON;
        }
    }
    // The last paragraph that had each word, from 1 on.
    let mut had: Vec<u32> = vec![0; document.words];
    let lines = document.lines.get(span.clone()).unwrap_or_default();
    for (line, paragraph) in lines.iter().filter(|line| line.prose).zip(1..) {
        let tells = if paragraph <= LEAD { TOPIC | LEADS } else { TOPIC };
        for tokens in document.tokens_of(line) {
            for token in tokens.iter().filter(|token| token.is_content()) {
                let (Some(word), Some(had)) = (words.get_mut(token.number()), had.get_mut(token.number()))
                else {
                    continue;
                };
                let again = *had != 0 && *had != paragraph;
                *word |= tells | if again { AGAIN } else { 0 };
                *had = paragraph;
            }
        }
    }
    words
}

/// The document's own small words: the 25 short ones that stand most often in
/// its prose, of equals the first. They are the articles and prepositions of any
/// language.
fn common_words(document: &Lines<'_>) -> impl Iterator<Item = usize> {
    const MOST: usize = 25;
    let mut counts: Vec<u32> = vec![0; document.words];
    // In the order in which they come.
    let mut words: Vec<usize> = Vec::new();
    for line in document.lines.iter().filter(|line| line.prose) {
        let unspaced = line.shape.letters > 0 && line.tokens.len() * 2 > line.shape.letters as usize;
        for tokens in document.tokens_of(line) {
            for token in tokens.iter().filter(|token| !token.is_content() || unspaced) {
                let Some(count) = counts.get_mut(token.number()) else { continue };
                if *count == 0 {
                    words.push(token.number());
                }
                *count += 1;
            }
        }
    }
    let count = |word: usize| Reverse(counts.get(word).copied().unwrap_or(0));
    let mut words: Vec<_> =
        words.into_iter().enumerate().map(|(place, word)| (count(word), place, word)).collect();
    if words.len() > MOST {
        words.select_nth_unstable(MOST);
    }
    words.into_iter().take(MOST).map(|(.., word)| word)
}

/// What follows an article rather than interrupts it.
fn tails_off(line: &Line<'_>) -> bool {
    line.phrase.is_some_and(|phrase| is_tail(phrase.kind))
}

/// Sums over the lines in front of each, and over all.
fn sums(lines: &[Line<'_>]) -> Vec<Sums> {
    /// More words of a paragraph do not tell more.
    const MOST_WORDS: usize = 60;
    let mut sum = Sums::default();
    let mut sums = Vec::with_capacity(lines.len() + 1);
    sums.push(sum);
    for line in lines {
        let words = if line.prose { line.words().min(MOST_WORDS) } else { 0 };
        sum = Sums {
            prose_words: sum.prose_words.wrapping_add(words as u16),
            prose: sum.prose.wrapping_add(line.prose.into()),
            phrases: sum.phrases.wrapping_add(line.phrase.is_some().into()),
            dates: sum.dates.wrapping_add((line.has_date && !line.prose).into()),
        };
        sums.push(sum);
    }
    sums
}

impl Sums {
    /// What has come since `before`.
    fn since(self, before: Sums) -> Sums {
        Sums {
            prose_words: self.prose_words.wrapping_sub(before.prose_words),
            prose: self.prose.wrapping_sub(before.prose),
            phrases: self.phrases.wrapping_sub(before.phrases),
            dates: self.dates.wrapping_sub(before.dates),
        }
    }
}

/// Lines so near are compared.
const NEAR: usize = 8;

/// What the items of a menu or a list have in common.
struct Look {
    chars: u32,
    ends_sentence: bool,
    has_date: bool,
}

impl Look {
    fn of(line: &Line<'_>) -> Look {
        let chars = line.shape.chars.min(u32::MAX / 3);
        Look { chars, ends_sentence: line.ends_sentence, has_date: line.has_date }
    }

    fn is_similar(&self, other: &Look) -> bool {
        let (short, long) = (self.chars.min(other.chars), self.chars.max(other.chars));
        self.ends_sentence == other.ends_sentence && self.has_date == other.has_date && long * 2 <= short * 3
    }
}
