//! What the trees read: a row of whole numbers for each block, in a fixed order.
//!
//! First what a line tells by itself, then where it stands in the document and
//! what surrounds it, then some of the first columns of its neighbours, then what
//! the headline tells, then markup. Shares are in thousandths.

use std::cmp::Reverse;
use std::ops::Range;

use super::kind::Kind;
use super::line::{self, Line, Lines};
use super::phrases::{Place, Strength};
use super::trees::{LANES, Lanes};
use crate::blocks::Markup;
use crate::hash::{ByHash, Sieve, room_for};
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
    // The line by itself.
    Words = "words",
    Chars = "chars",
    Ending = "ending",
    Beginning = "beginning",
    DigitShare = "digit_share",
    UpperShare = "upper_share",
    CapitalShare = "capital_share",
    WordLength = "word_length",
    LongestWord = "longest_word",
    Commas = "commas",
    Stops = "stops",
    SymbolShare = "symbol_share",
    Bars = "bars",
    Quotes = "quotes",
    Address = "address",
    Dated = "dated",
    Claim = "claim",
    Phrase = "phrase",
    PhraseKind = "phrase_kind",
    PhraseShare = "phrase_share",
    Prose = "prose",
    Name = "name",
    Item = "item",
    Quotation = "quotation",
    CommonShare = "common_share",
    Copies = "copies",
    CopiesAbove = "copies_above",
    CopyGap = "copy_gap",
    // What it shares with the article's paragraphs.
    TopicShare = "topic_share",
    LeadShare = "lead_share",
    LeadHits = "lead_hits",
    LeadBest = "lead_best",
    // Where it stands.
    Index = "index",
    FromEnd = "from_end",
    IndexShare = "index_share",
    WordsShare = "words_share",
    AllLines = "all_lines",
    AllWords = "all_words",
    ProseLines = "prose_lines",
    ProseShare = "prose_share",
    MeanProse = "mean_prose",
    ProseBefore = "prose_before",
    ProseAfter = "prose_after",
    ProseBeforeShare = "prose_before_share",
    SinceProse = "since_prose",
    ToProse = "to_prose",
    LastProseWords = "last_prose_words",
    NextProseWords = "next_prose_words",
    FirstProse = "first_prose",
    LastProse = "last_prose",
    SpanStart = "span_start",
    SpanEnd = "span_end",
    SpanWords = "span_words",
    WideStart = "wide_start",
    WideEnd = "wide_end",
    NarrowStart = "tight_start",
    NarrowEnd = "tight_end",
    RunLines = "run_lines",
    RunWords = "run_words",
    RunPlace = "run_place",
    SincePhrase = "since_phrase",
    ToPhrase = "to_phrase",
    SinceTail = "since_tail",
    ToTail = "to_tail",
    Tails = "tails",
    SinceDate = "since_date",
    ToDate = "to_date",
    SinceByline = "since_byline",
    ToByline = "to_byline",
    SinceHead = "since_head",
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

/// Columns that a line also has of its neighbours.
const OF_NEIGHBOURS: [Column; 8] = [
    Column::Words,
    Column::Ending,
    Column::CapitalShare,
    Column::Dated,
    Column::Phrase,
    Column::CommonShare,
    Column::TopicShare,
    Column::Copies,
];

/// Which neighbours: lines further down are positive.
const NEIGHBOURS: [isize; 4] = [-2, -1, 1, 2];

/// Columns that are known once there is a headline.
const OF_TITLE: [&str; 4] = ["title_distance", "in_title", "title_in", "title_length"];

const NEIGHBOURS_AT: usize = NAMES.len();
const TITLE_AT: usize = NEIGHBOURS_AT + NEIGHBOURS.len() * OF_NEIGHBOURS.len();
const MARKUP_AT: usize = TITLE_AT + OF_TITLE.len();

/// How many numbers a row has.
pub(super) const COLUMNS: usize = MARKUP_AT + Markup::NAMES.len();

/// The names of all columns, as training and the file of the trees know them.
pub(super) fn names() -> Vec<String> {
    let own = NAMES.iter().map(|name| (*name).to_owned());
    let of = |offset: isize| {
        let name = move |column: &Column| NAMES.get(*column as usize).map(|name| format!("{name}{offset:+}"));
        OF_NEIGHBOURS.iter().filter_map(name)
    };
    let neighbours = NEIGHBOURS.into_iter().flat_map(of);
    let title = OF_TITLE.iter().map(|name| (*name).to_owned());
    let markup = Markup::NAMES.iter().map(|name| format!("markup_{name}"));
    own.chain(neighbours).chain(title).chain(markup).collect()
}

/// [`LANES`] rows, column by column, as trees read them.
type Batch = [Lanes; COLUMNS];

/// The rows of a document.
pub(super) struct Features {
    batches: Vec<Batch>,
}

impl Features {
    /// The features of `lines` lines, all missing.
    fn missing(lines: usize) -> Features {
        Features { batches: vec![[[MISSING; LANES]; COLUMNS]; lines.div_ceil(LANES)] }
    }

    /// Rows [`LANES`] by [`LANES`]; the last ones may be none.
    pub fn batches(&self) -> impl Iterator<Item = &[Lanes]> {
        self.batches.iter().map(|batch| batch.as_slice())
    }

    /// A column of a line.
    pub fn get(&self, at: usize, column: usize) -> i16 {
        let column = self.batches.get(at / LANES).and_then(|batch| batch.get(column));
        column.and_then(|lanes| lanes.get(at % LANES)).copied().unwrap_or(MISSING)
    }

    fn put(&mut self, at: usize, column: usize, value: i16) {
        if let Some(mut row) = self.row(at) {
            row.put(column, value);
        }
    }

    /// The row of a line, to be filled in.
    #[inline]
    fn row(&mut self, at: usize) -> Option<Row<'_>> {
        self.batches.get_mut(at / LANES).map(|batch| Row { batch, lane: at % LANES })
    }
}

/// The row of one line.
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

/// The features of all lines, those of the headline still missing.
pub(super) fn read(document: &Lines<'_>, spans: &Spans, markup: &[Markup]) -> Features {
    let lines = &document.lines;
    let mut features = Features::missing(lines.len());
    own(document, &mut features);
    topics(document, &spans.usual, &mut features);
    places(lines, spans, &mut features);
    surroundings(lines, &mut features);
    neighbours(lines.len(), &mut features);
    for (at, markup) in markup.iter().enumerate().take(lines.len()) {
        let Some(mut row) = features.row(at) else { continue };
        for (column, value) in markup.values().into_iter().enumerate() {
            row.put(MARKUP_AT + column, value);
        }
    }
    features
}

fn own(document: &Lines<'_>, features: &mut Features) {
    let common = common_words(document);
    for (at, line) in document.lines.iter().enumerate() {
        pace::advance(line.text.len() / 8);
        let shape = &line.shape;
        let Some(mut row) = features.row(at) else { continue };
        let mut put = |column: Column, value: i16| row.put(column as usize, value);
        put(Column::Words, int(line.words));
        put(Column::Chars, int(shape.chars));
        put(Column::Ending, line::ending(line.text));
        put(Column::Beginning, line::beginning(line.text));
        put(Column::DigitShare, share(shape.digits, shape.chars));
        let cased = shape.upper + shape.lower;
        if cased * 2 > shape.letters {
            put(Column::UpperShare, share(shape.upper, cased));
            put(Column::CapitalShare, share(shape.capitalised, shape.capitalised + shape.uncapitalised));
            put(Column::WordLength, share(shape.letters, 100 * line.words));
        }
        put(Column::LongestWord, int(shape.longest_word));
        put(Column::Commas, int(shape.commas));
        put(Column::Stops, int(shape.stops));
        put(Column::SymbolShare, share(shape.symbols, shape.chars));
        put(Column::Bars, int(shape.bars));
        put(Column::Quotes, int(shape.quotes));
        put(Column::Address, i16::from(line.has_url));
        put(Column::Dated, i16::from(line.has_date));
        let claim = line.claim.map_or(0, |claim| if claim.is_alone() { 2 } else { 1 });
        put(Column::Claim, claim);
        let phrase = line.phrase.as_ref();
        let strength = phrase.map_or(0, |found| match (found.strength, found.place) {
            (Strength::Strong, _) => 3,
            (Strength::Weak, Place::Whole) => 2,
            (Strength::Weak, _) => 1,
        });
        put(Column::Phrase, strength);
        put(Column::PhraseKind, phrase.map_or(-1, |found| found.kind as i16));
        put(Column::PhraseShare, phrase.map_or(0, |found| share(found.text.len(), line.text.len())));
        put(Column::Prose, i16::from(line.prose) + i16::from(line.plainly_prose));
        put(Column::Name, i16::from(line.is_name));
        put(Column::Item, i16::from(line.is_item));
        put(Column::Quotation, i16::from(line.is_quote));
        let tokens = document.tokens_of(line);
        let hits = tokens.iter().filter(|token| common.get(token.hash).is_some()).count();
        put(Column::CommonShare, share(hits, tokens.len()));
        put(Column::Copies, int(line.copies));
        put(Column::CopiesAbove, int(line.copies_above));
        put(Column::CopyGap, int(line.copy_gap.unwrap_or(FAR)));
    }
}

/// The document's own small words: the 25 short ones that stand most often in
/// its prose, of equals the first. They are the articles and prepositions of any
/// language.
fn common_words(document: &Lines<'_>) -> Sieve<()> {
    const MOST: usize = 25;
    let mut counts: ByHash<usize> = room_for(128);
    let mut words: Vec<u64> = Vec::new();
    for line in document.lines.iter().filter(|line| line.prose) {
        let unspaced = line.shape.letters > 0 && line.tokens.len() * 2 > line.shape.letters;
        for token in document.tokens_of(line).iter().filter(|token| !token.content || unspaced) {
            let count = counts.entry(token.hash).or_default();
            if *count == 0 {
                words.push(token.hash);
            }
            *count += 1;
        }
    }
    // Stable: those that came first stay first.
    words.sort_by_key(|hash| Reverse(counts.get(hash).copied()));
    words.into_iter().take(MOST).map(|hash| (hash, ())).collect()
}

/// A word of the article.
struct Topic {
    /// How many of its paragraphs have the word, and the last of them.
    lines: usize,
    last: usize,
    /// Whether one of the first has it.
    leads: bool,
}

/// What a line shares with the paragraphs of the span, and with the first three.
fn topics(document: &Lines<'_>, span: &Range<usize>, features: &mut Features) {
    const LEAD: usize = 3;
    // Words come back: about half of them are new.
    let tokens = document.lines.get(span.clone()).unwrap_or_default().iter().map(|line| line.tokens.len());
    let mut topics: ByHash<Topic> = room_for(tokens.sum::<usize>() / 4);
    let mut paragraphs = 0;
    for (at, line) in document.lines.iter().enumerate().take(span.end).skip(span.start) {
        if !line.prose {
            continue;
        }
        for token in document.tokens_of(line).iter().filter(|token| token.content) {
            let topic =
                topics.entry(token.hash).or_insert(Topic { lines: 0, last: usize::MAX, leads: false });
            if topic.last != at {
                (topic.lines, topic.last) = (topic.lines + 1, at);
            }
            topic.leads |= paragraphs < LEAD;
        }
        paragraphs += 1;
    }
    let topics = Sieve::from(topics);
    let mut best = 0;
    let mut hits_of = Vec::with_capacity(document.lines.len());
    for (at, line) in document.lines.iter().enumerate() {
        pace::advance(line.tokens.len());
        // Of a paragraph of the span its own words do not count.
        let own = usize::from(line.prose && span.contains(&at));
        let (mut words, mut shared, mut leading) = (0, 0, 0);
        for token in document.tokens_of(line).iter().filter(|token| token.content) {
            words += 1;
            if let Some(topic) = topics.get(token.hash) {
                shared += usize::from(topic.lines > own);
                leading += usize::from(topic.leads);
            }
        }
        if words > 0 {
            features.put(at, Column::TopicShare as usize, share(shared, words));
            features.put(at, Column::LeadShare as usize, share(leading, words));
        }
        features.put(at, Column::LeadHits as usize, int(leading));
        if !line.prose {
            best = best.max(leading);
        }
        hits_of.push(leading);
    }
    for (at, hits) in hits_of.into_iter().enumerate() {
        features.put(at, Column::LeadBest as usize, int(hits) - int(best));
    }
}

fn places(lines: &[Line<'_>], spans: &Spans, features: &mut Features) {
    let all = lines.len();
    let all_words: usize = lines.iter().map(|line| line.words).sum();
    let prose_words: usize = lines.iter().filter(|line| line.prose).map(|line| line.words).sum();
    let prose_lines = lines.iter().filter(|line| line.prose).count();
    let first = lines.iter().position(|line| line.prose).unwrap_or(all);
    let last = lines.iter().rposition(|line| line.prose).unwrap_or(0);
    let span_words: usize =
        lines.get(spans.usual.clone()).unwrap_or_default().iter().map(|line| line.words).sum();
    let (mut words, mut prose) = (0, 0);
    let runs = runs(lines);
    for (at, (line, run)) in lines.iter().zip(&runs).enumerate() {
        let Some(mut row) = features.row(at) else { continue };
        let mut put = |column: Column, value: i16| row.put(column as usize, value);
        put(Column::Index, int(at));
        put(Column::FromEnd, int(all - at - 1));
        put(Column::IndexShare, share(at, all));
        put(Column::WordsShare, share(words, all_words));
        put(Column::AllLines, int(all));
        put(Column::AllWords, int(all_words));
        put(Column::ProseLines, int(prose_lines));
        put(Column::ProseShare, share(prose_words, all_words));
        put(Column::MeanProse, share(prose_words, 1000 * prose_lines.max(1)));
        put(Column::ProseBefore, int(prose));
        put(Column::ProseBeforeShare, share(prose, prose_words));
        words += line.words;
        prose += if line.prose { line.words } else { 0 };
        put(Column::ProseAfter, int(prose_words - prose));
        put(Column::FirstProse, distance(first, at));
        put(Column::LastProse, distance(last, at));
        put(Column::SpanStart, distance(spans.usual.start, at));
        put(Column::SpanEnd, distance(spans.usual.end, at));
        put(Column::SpanWords, int(span_words));
        put(Column::WideStart, distance(spans.wide.start, at));
        put(Column::WideEnd, distance(spans.wide.end, at));
        put(Column::NarrowStart, distance(spans.narrow.start, at));
        put(Column::NarrowEnd, distance(spans.narrow.end, at));
        put(Column::RunLines, int(run.lines.len()));
        put(Column::RunWords, int(run.words / run.lines.len().max(1)));
        put(Column::RunPlace, distance(run.lines.start, at));
    }
    since(lines, |line| line.prose, features, Column::SinceProse, Column::ToProse);
    since(lines, |line| line.phrase.is_some(), features, Column::SincePhrase, Column::ToPhrase);
    let tail = |line: &Line<'_>| line.phrase.as_ref().is_some_and(|found| is_tail(found.kind));
    since(lines, tail, features, Column::SinceTail, Column::ToTail);
    let dated = |line: &Line<'_>| line.has_date && !line.prose;
    since(lines, dated, features, Column::SinceDate, Column::ToDate);
    let signed = |line: &Line<'_>| {
        line.claim.is_some() || line.phrase.as_ref().is_some_and(|found| found.kind == Kind::Byline)
    };
    since(lines, signed, features, Column::SinceByline, Column::ToByline);
    let (mut tails, mut last_words, mut since_head) = (0, 0, FAR);
    for (at, line) in lines.iter().enumerate() {
        features.put(at, Column::Tails as usize, tails);
        features.put(at, Column::LastProseWords as usize, last_words);
        features.put(at, Column::SinceHead as usize, int(since_head));
        tails = tails.saturating_add(i16::from(at > spans.usual.start && tail(line)));
        since_head = (since_head + 1).min(FAR);
        if line.prose {
            last_words = int(line.words);
        } else if !line.ends_sentence && line.words >= 2 && line.phrase.is_none() {
            since_head = 0;
        }
    }
    let mut next_words = 0;
    for (at, line) in lines.iter().enumerate().rev() {
        features.put(at, Column::NextProseWords as usize, next_words);
        next_words = if line.prose { int(line.words) } else { next_words };
    }
}

/// Lines in a row that all are prose, or all are none.
struct Run {
    lines: Range<usize>,
    words: usize,
}

/// The run of each line.
fn runs(lines: &[Line<'_>]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::with_capacity(lines.len());
    let mut start = 0;
    for run in lines.chunk_by(|a, b| a.prose == b.prose) {
        let words = run.iter().map(|line| line.words).sum();
        runs.extend((0..run.len()).map(|_| Run { lines: start..start + run.len(), words }));
        start += run.len();
    }
    runs
}

/// How far up and down the nearest line is of which `is` holds, itself left out.
fn since(
    lines: &[Line<'_>],
    is: impl Fn(&Line<'_>) -> bool,
    features: &mut Features,
    up: Column,
    down: Column,
) {
    let mut gap = FAR;
    for (at, line) in lines.iter().enumerate() {
        features.put(at, up as usize, int(gap));
        gap = if is(line) { 1 } else { (gap + 1).min(FAR) };
    }
    gap = FAR;
    for (at, line) in lines.iter().enumerate().rev() {
        features.put(at, down as usize, int(gap));
        gap = if is(line) { 1 } else { (gap + 1).min(FAR) };
    }
}

/// Sums over the lines in front of each.
fn sums(lines: &[Line<'_>], value: impl Fn(&Line<'_>) -> usize) -> Vec<usize> {
    let mut sum = 0;
    let mut sums = Vec::with_capacity(lines.len() + 1);
    sums.push(0);
    for line in lines {
        sum += value(line);
        sums.push(sum);
    }
    sums
}

fn surroundings(lines: &[Line<'_>], features: &mut Features) {
    let all = lines.len();
    let prose = sums(lines, |line| if line.prose { line.words.min(60) } else { 0 });
    let phrases = sums(lines, |line| usize::from(line.phrase.is_some()));
    let dates = sums(lines, |line| usize::from(line.has_date && !line.prose));
    let proses = sums(lines, |line| usize::from(line.prose));
    let between = |sums: &[usize], from: usize, to: usize| {
        let at = |at: usize| sums.get(at).copied().unwrap_or_default();
        int(at(to) - at(from))
    };
    let looks: Vec<Look> = lines.iter().map(Look::of).collect();
    for at in 0..all {
        let window = |reach: usize| (at.saturating_sub(reach), (at + 1 + reach).min(all));
        let Some(mut row) = features.row(at) else { continue };
        let mut put = |column: Column, value: i16| row.put(column as usize, value);
        let (from, to) = window(3);
        put(Column::ProseBefore3, between(&prose, from, at));
        put(Column::ProseAfter3, between(&prose, at + 1, to));
        put(Column::PhrasesBefore3, between(&phrases, from, at));
        put(Column::PhrasesAfter3, between(&phrases, at + 1, to));
        put(Column::DatesNear3, between(&dates, from, to));
        let (from, to) = window(8);
        put(Column::ProseBefore8, between(&prose, from, at));
        put(Column::ProseAfter8, between(&prose, at + 1, to));
        put(Column::PhrasesBefore8, between(&phrases, from, at));
        put(Column::PhrasesAfter8, between(&phrases, at + 1, to));
        put(Column::DatesNear8, between(&dates, from, to));
        put(Column::LinesBefore8, between(&proses, from, at));
        put(Column::LinesAfter8, between(&proses, at + 1, to));
        let near = looks.get(from..to).unwrap_or_default();
        let similar = |look: &&Look| near.iter().filter(|other| look.is_similar(other)).count();
        put(Column::SimilarNear, int(looks.get(at).as_ref().map_or(0, similar)));
        let (from, to) = window(20);
        put(Column::ProseBefore20, between(&prose, from, at));
        put(Column::ProseAfter20, between(&prose, at + 1, to));
        put(Column::PhrasesBefore20, between(&phrases, from, at));
        put(Column::PhrasesAfter20, between(&phrases, at + 1, to));
        put(Column::DatesNear20, between(&dates, from, to));
        put(Column::LinesBefore20, between(&proses, from, at));
        put(Column::LinesAfter20, between(&proses, at + 1, to));
    }
}

/// What the items of a menu or a list have in common.
struct Look {
    chars: u32,
    ends_sentence: bool,
    has_date: bool,
}

impl Look {
    fn of(line: &Line<'_>) -> Look {
        let chars = u32::try_from(line.shape.chars).unwrap_or(u32::MAX / 3);
        Look { chars, ends_sentence: line.ends_sentence, has_date: line.has_date }
    }

    fn is_similar(&self, other: &Look) -> bool {
        let (short, long) = (self.chars.min(other.chars), self.chars.max(other.chars));
        self.ends_sentence == other.ends_sentence
            && self.has_date == other.has_date
            && u64::from(long) * 2 <= u64::from(short) * 3
    }
}

fn neighbours(lines: usize, features: &mut Features) {
    for at in 0..lines {
        for (number, offset) in NEIGHBOURS.into_iter().enumerate() {
            let Some(other) = at.checked_add_signed(offset).filter(|other| *other < lines) else { continue };
            for (place, column) in OF_NEIGHBOURS.into_iter().enumerate() {
                let value = features.get(other, column as usize);
                features.put(at, NEIGHBOURS_AT + number * OF_NEIGHBOURS.len() + place, value);
            }
        }
    }
}

/// Adds what the headline tells of each line.
pub(super) fn add_title(document: &Lines<'_>, title: Option<usize>, features: &mut Features) {
    let Some((title_at, title)) = title.and_then(|at| Some((at, document.lines.get(at)?))) else { return };
    let words: Sieve<()> = document.tokens_of(title).iter().map(|token| (token.hash, ())).collect();
    for (at, line) in document.lines.iter().enumerate() {
        let tokens = document.tokens_of(line);
        let mut seen: ByHash<()> = ByHash::default();
        let mut hits = 0;
        for token in tokens.iter().filter(|token| words.get(token.hash).is_some()) {
            hits += 1;
            seen.insert(token.hash, ());
        }
        features.put(at, TITLE_AT, distance(title_at, at));
        features.put(at, TITLE_AT + 1, share(hits, tokens.len()));
        features.put(at, TITLE_AT + 2, share(seen.len(), words.len()));
        features.put(at, TITLE_AT + 3, int(title.words));
    }
}
