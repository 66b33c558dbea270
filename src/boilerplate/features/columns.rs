//! The columns of a row: their names and order, and the numbers that stand in them.

use crate::blocks::Markup;

/// Stands for what is not known of a block. Trees send it to the left, as less
/// than anything.
pub(super) const MISSING: i16 = i16::MIN;

macro_rules! columns {
    ($($name:ident = $text:literal,)*) => {
        #[derive(Clone, Copy)]
        pub(super) enum Column { $($name,)* }

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
pub(super) const OF_NEIGHBOURS: usize = Column::Copies as usize + 1;

/// So many columns are kept for each line of a document; the others are made when trees ask.
pub(super) const KEPT: usize = Column::SinceHead as usize + 1;

/// Which neighbours: lines further down are positive.
pub(super) const NEIGHBOURS: [isize; 4] = [-2, -1, 1, 2];

/// Columns that are known once there is a headline.
const OF_TITLE: [&str; 4] = ["title_distance", "in_title", "title_in", "title_length"];

pub(super) const NEIGHBOURS_AT: usize = NAMES.len();
pub(super) const TITLE_AT: usize = NEIGHBOURS_AT + NEIGHBOURS.len() * OF_NEIGHBOURS;
pub(super) const MARKUP_AT: usize = TITLE_AT + OF_TITLE.len();

/// How many numbers a row has.
pub(in crate::boilerplate) const COLUMNS: usize = MARKUP_AT + Markup::NAMES.len();

/// The names of all columns, as training and the file of the trees know them.
pub(in crate::boilerplate) fn names() -> Vec<String> {
    let own = NAMES.iter().map(|name| (*name).to_owned());
    let of = |offset: isize| NAMES.iter().take(OF_NEIGHBOURS).map(move |name| format!("{name}{offset:+}"));
    let neighbours = NEIGHBOURS.into_iter().flat_map(of);
    let title = OF_TITLE.iter().map(|name| (*name).to_owned());
    let markup = Markup::NAMES.iter().map(|name| format!("markup_{name}"));
    own.chain(neighbours).chain(title).chain(markup).collect()
}

/// Thousandths.
pub(super) fn share(part: usize, whole: usize) -> i16 {
    int((part * 1000).checked_div(whole).unwrap_or(0))
}

/// What is beyond the last number counts as the last: no tree asks that far.
pub(super) fn int(value: usize) -> i16 {
    i16::try_from(value).unwrap_or(i16::MAX)
}

/// A distance in lines, down positive.
pub(super) fn distance(from: usize, to: usize) -> i16 {
    if to >= from { int(to - from) } else { -int(from - to) }
}

/// Further than this, a line is out of sight.
pub(super) const FAR: usize = 200;
