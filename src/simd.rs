//! Bytes at memory speed: the only file with `unsafe` code of the core, and all
//! of it is the loading of 16 or 32 bytes and the call of a function that the
//! processor was asked about. Every kernel has a twin in plain Rust beside it,
//! which other processors run and which the tests compare it with.

use std::ops::Range;

use crate::script::Script;
use crate::{pace, span};

/// What a kernel finds in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scan {
    /// Runs of bytes that are not Unicode White_Space.
    pub words: u64,
    /// Characters that are white space.
    pub spaces: u64,
    /// Whether a character may belong to a script without spaces: never `false`
    /// for one that does.
    pub unspaced: bool,
}

/// Whether the processor has everything that the kernels below are compiled for.
/// AVX2 comes with the other two on real processors, but a virtual one may hide
/// each by itself.
#[cfg(target_arch = "x86_64")]
fn has_vectors() -> bool {
    use std::arch::is_x86_feature_detected as has;
    has!("avx2") && has!("popcnt") && has!("bmi1")
}

/// Plain code whose loops the compiler turns into vectors.
pub(crate) trait Loops {
    /// Has to be `#[inline(always)]`: only so is it compiled for each processor.
    fn run(self);
}

/// Runs loops with the vectors that the processor has.
pub(crate) fn run(loops: impl Loops) {
    #[cfg(target_arch = "x86_64")]
    if has_vectors() {
        return avx2::run(loops);
    }
    loops.run();
}

/// Counts the white-space words of `text`, and what else it takes to know how it
/// is to be counted.
pub(crate) fn scan(text: &str) -> Scan {
    #[cfg(target_arch = "x86_64")]
    if has_vectors() {
        return avx2::scan::<true>(text.as_bytes());
    }
    plain(text)
}

/// What the characters of ASCII in a line tell of its state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Glance {
    /// White space that is more than one space between two characters, or stands in front
    /// of one of `. , ! ? : ;`.
    pub spaces: bool,
    /// Controls that are no white space.
    pub controls: bool,
    /// Both `&` and `;`, so that there may be an entity.
    pub entities: bool,
    /// Whether there is more than ASCII.
    pub others: bool,
}

/// Looks at the characters of ASCII in `line`.
pub(crate) fn glance(line: &str) -> Glance {
    #[cfg(target_arch = "x86_64")]
    if has_vectors() {
        return avx2::glance(line.as_bytes());
    }
    plain_glance(line)
}

/// [`glance`] without vectors.
pub(crate) fn plain_glance(line: &str) -> Glance {
    let white = |byte: &u8| matches!(byte, b'\t'..=b'\r');
    let closing = |byte: &u8| matches!(byte, b' ' | b'.' | b',' | b'!' | b'?' | b':' | b';');
    let bytes = line.as_bytes();
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    Glance {
        spaces: line.starts_with(' ')
            || line.ends_with(' ')
            || bytes.iter().any(white)
            || pairs.into_iter().any(|(before, byte)| *before == b' ' && closing(byte)),
        controls: bytes.iter().any(|byte| byte.is_ascii_control() && !white(byte)),
        entities: line.contains('&') && line.contains(';'),
        others: !line.is_ascii(),
    }
}

/// Which of sixteen bytes are `wanted`, a bit each, that of the first lowest.
#[inline]
pub(crate) fn among<const N: usize>(bytes: &[u8; 16], wanted: &[u8; N]) -> u32 {
    #[cfg(target_arch = "x86_64")]
    return sse2::among(bytes, wanted);
    #[cfg(not(target_arch = "x86_64"))]
    plain_among(bytes, wanted)
}

/// [`among`] without vectors.
#[cfg_attr(target_arch = "x86_64", allow(dead_code, reason = "the tests compare with it"))]
fn plain_among<const N: usize>(bytes: &[u8; 16], wanted: &[u8; N]) -> u32 {
    bytes.iter().rev().fold(0, |bits, byte| bits << 1 | u32::from(wanted.contains(byte)))
}

/// The white-space words of `text` alone.
pub(crate) fn words(text: &str) -> u64 {
    #[cfg(target_arch = "x86_64")]
    if has_vectors() {
        return avx2::scan::<false>(text.as_bytes()).words;
    }
    plain(text).words
}

/// How [`words_of_rows`] counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rows {
    /// Words between white space.
    Spaced,
    /// The same, up to a row with characters that may belong to a script without
    /// spaces.
    SpacedUntilUnspaced,
    /// As [`common_words`], up to a row with characters that are not common.
    Common,
}

/// Counts the words of the texts that lie behind each other in `bytes`, the
/// first from `start` on, each up to one of `ends`, which rise and lie inside. Adds the
/// numbers to `counts`, up to a row that `how` says or a few before it.
///
/// Returns whether the counted rows as a whole are UTF-8. Where they are not, or where a
/// row ends inside a character, the numbers mean nothing.
pub(crate) fn words_of_rows(
    bytes: &[u8],
    start: usize,
    ends: &[usize],
    how: Rows,
    counts: &mut Vec<i64>,
) -> bool {
    #[cfg(target_arch = "x86_64")]
    if has_vectors() {
        return avx2::words_of_rows(bytes, start, ends, how, counts);
    }
    plain_words_of_rows(bytes, start, ends, how, counts)
}

/// [`words_of_rows`] without vectors.
pub(crate) fn plain_words_of_rows(
    bytes: &[u8],
    mut start: usize,
    ends: &[usize],
    how: Rows,
    counts: &mut Vec<i64>,
) -> bool {
    let first = start;
    for end in ends {
        let row = String::from_utf8_lossy(bytes.get(start..*end).unwrap_or_default());
        let (words, known) = match how {
            Rows::Common => {
                let common = plain_common_words(&row);
                (common.words, common.end == row.len())
            }
            _ => {
                let scan = plain(&row);
                (scan.words, how == Rows::Spaced || !scan.unspaced)
            }
        };
        if !known {
            break;
        }
        counts.push(words as i64);
        start = *end;
    }
    is_utf8(bytes, first..start)
}

fn is_utf8(bytes: &[u8], some: Range<usize>) -> bool {
    simdutf8::basic::from_utf8(bytes.get(some).unwrap_or_default()).is_ok()
}

/// What [`common_words`] has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CommonWords {
    /// Words that begin before `end`, by Unicode Annex 29.
    pub words: u64,
    /// Where the first character stands that is not [common](is_common), else
    /// the length.
    pub end: usize,
}

/// The words of the common characters at the start of `text`.
pub(crate) fn common_words(text: &str) -> CommonWords {
    #[cfg(target_arch = "x86_64")]
    if has_vectors() {
        return avx2::common_words(text.as_bytes());
    }
    plain_common_words(text)
}

/// What the vectors know: ASCII without `_`, and those letters of Latin and
/// Cyrillic that the first byte of two tells (C3 to CA without `×` and `÷`;
/// D0, D1, D3).
pub(crate) fn is_common(c: char) -> bool {
    match c {
        '_' | '×' | '÷' => false,
        c => {
            c.is_ascii() || matches!(c, '\u{C0}'..='\u{2BF}' | '\u{400}'..='\u{47F}' | '\u{4C0}'..='\u{4FF}')
        }
    }
}

/// Whether `byte` is the first of a common letter that is not ASCII (or of `×`
/// or `÷`).
pub(crate) fn is_common_lead(byte: u8) -> bool {
    matches!(byte, 0xC3..=0xCA | 0xD0 | 0xD1 | 0xD3)
}

/// Changes byte ranges of `text`, in order, into ranges of its characters: what Python
/// counts a `str` by.
///
/// ```
/// let mut spans = minread::sentences("Café? Ya.", None);
/// assert_eq!(spans, [0..6, 7..10]);
/// minread::to_characters("Café? Ya.", &mut spans);
/// assert_eq!(spans, [0..5, 6..9]);
/// ```
pub fn to_characters(text: &str, spans: &mut [Range<usize>]) {
    #[cfg(target_arch = "x86_64")]
    if has_vectors() {
        return avx2::to_characters(text.as_bytes(), spans);
    }
    plain_to_characters(text, spans);
}

/// [`to_characters`] without vectors.
pub(crate) fn plain_to_characters(text: &str, spans: &mut [Range<usize>]) {
    let (mut byte, mut characters) = (0, 0);
    let mut place = |at: usize| {
        characters += span::cut(text, byte..at).chars().count();
        byte = at;
        characters
    };
    for span in spans {
        *span = place(span.start)..place(span.end);
    }
}

/// What a mark does in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    LineEnd,
    Bracket,
    Terminal,
}

/// Where marks begin in 64 bytes of a text, a bit for each byte. So few bytes a text that
/// a flood of marks costs what a text without any costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Places {
    pub line_ends: u64,
    pub brackets: u64,
    pub terminals: u64,
    /// Those of both that are ASCII and directly behind `1` or `a`, with which lists begin.
    pub behind_first: u64,
}

impl Places {
    fn add(&mut self, sort: Sort, bit: u64) {
        match sort {
            Sort::LineEnd => self.line_ends |= bit,
            Sort::Bracket => self.brackets |= bit,
            Sort::Terminal => self.terminals |= bit,
        }
    }
}

/// Those of the places found in a text that lie in `range` and that `of` takes, in order.
#[inline]
pub(crate) fn places(
    found: &[Places],
    range: Range<usize>,
    of: impl Fn(&Places) -> u64,
) -> impl Iterator<Item = usize> {
    let blocks = found.get(range.start / 64..range.end.div_ceil(64)).unwrap_or_default();
    let mut blocks = blocks.iter().map(of);
    let mut from = range.start / 64 * 64;
    let mut left = blocks.next().unwrap_or_default() & (u64::MAX << (range.start % 64));
    std::iter::from_fn(move || {
        while left == 0 {
            left = blocks.next()?;
            from += 64;
        }
        let at = from + left.trailing_zeros() as usize;
        left &= left - 1;
        (at < range.end).then_some(at)
    })
}

/// Marks to look for, as tables that the vectors read.
pub(crate) struct Marks {
    /// For either half of a byte the characters of ASCII that have it there: two bits for
    /// each [`Sort`], and two for those that have to be asked for.
    ascii: Halves,
    /// For the first three bytes of other characters the buckets that have it.
    others: [Halves; 3],
}

/// Sets of eight, by the lower and by the upper half of a byte.
type Halves = [[u8; 16]; 2];

impl Marks {
    /// Of characters of ASCII and up to eight buckets of others. `sort` tells what a place
    /// is, if anything: a character of ASCII that is nothing by itself is asked for where
    /// it stands, and so are all others. Of a sort are characters of ASCII with two upper
    /// halves at most. What is in one bucket should be alike, for its bytes are mixed: a
    /// bucket of `ab` and `cd` stops the vectors at `ad` as well.
    pub(crate) fn new(ascii: &str, buckets: &[&str], sort: impl Fn(&str, usize) -> Option<Sort>) -> Marks {
        let mut marks = Marks { ascii: [[0; 16]; 2], others: [[[0; 16]; 2]; 3] };
        let mut halves = [None; 8];
        for c in ascii.chars() {
            let first = match sort(c.encode_utf8(&mut [0; 4]), 0) {
                Some(Sort::LineEnd) => 0,
                Some(Sort::Bracket) => 2,
                Some(Sort::Terminal) => 4,
                None => 6,
            };
            let upper = Some(c as u8 >> 4);
            for (bit, half) in halves.iter_mut().enumerate().skip(first).take(2) {
                if half.is_none() || *half == upper {
                    *half = upper;
                    add(&mut marks.ascii, Some(c as u8), 1 << bit);
                    break;
                }
            }
        }
        for (bit, bucket) in buckets.iter().enumerate().take(8) {
            for c in bucket.chars() {
                let mut buffer = [0; 4];
                let bytes = c.encode_utf8(&mut buffer).as_bytes();
                for (at, halves) in marks.others.iter_mut().enumerate() {
                    add(halves, bytes.get(at).copied(), 1 << bit);
                }
            }
        }
        marks
    }
}

/// Adds `set` where `byte` has its halves, everywhere if there is none.
fn add(halves: &mut Halves, byte: Option<u8>, set: u8) {
    let [low, high] = halves;
    for (half, (low, high)) in (0..).zip(low.iter_mut().zip(high)) {
        *low |= if byte.is_none_or(|byte| byte & 15 == half) { set } else { 0 };
        *high |= if byte.is_none_or(|byte| byte >> 4 == half) { set } else { 0 };
    }
}

/// Where `marks` stand in `text`, for each 64 bytes of it; `sort` is what they were made with.
#[inline]
pub(crate) fn find(text: &str, marks: &Marks, sort: impl Fn(&str, usize) -> Option<Sort>) -> Vec<Places> {
    #[cfg(target_arch = "x86_64")]
    if has_vectors() {
        return avx2::find(text, marks, sort);
    }
    plain_find(text, sort)
}

/// [`find`] without vectors.
pub(crate) fn plain_find(text: &str, sort: impl Fn(&str, usize) -> Option<Sort>) -> Vec<Places> {
    pace::advance(text.len());
    let mut found = vec![Places::default(); text.len().div_ceil(64)];
    for (at, _) in text.char_indices() {
        if let (Some(sort), Some(places)) = (sort(text, at), found.get_mut(at / 64)) {
            places.add(sort, 1 << (at % 64));
            let behind = span::cut(text, 0..at).ends_with(['1', 'a']);
            if behind && sort != Sort::LineEnd && text.as_bytes().get(at).is_some_and(u8::is_ascii) {
                places.behind_first |= 1 << (at % 64);
            }
        }
    }
    found
}

/// [`scan`] without vectors.
pub(crate) fn plain(text: &str) -> Scan {
    let unspaced = |c: char| Script::of(c).is_unspaced();
    Scan {
        words: text.split_whitespace().count() as u64,
        spaces: text.chars().filter(|c| c.is_whitespace()).count() as u64,
        unspaced: !text.is_ascii() && text.contains(unspaced),
    }
}

/// [`common_words`] without vectors.
pub(crate) fn plain_common_words(text: &str) -> CommonWords {
    let letter = |c: char| !c.is_ascii() || c.is_ascii_alphabetic();
    let mut words = 0;
    // The character before, and the one before that.
    let (mut before, mut further) = (' ', ' ');
    for (end, c) in text.char_indices() {
        if !is_common(c) {
            return CommonWords { words, end };
        }
        if letter(c) || c.is_ascii_digit() {
            let joined = letter(before)
                || before.is_ascii_digit()
                || (matches!(before, ':' | '.' | '\'') && letter(further) && letter(c))
                || (matches!(before, ',' | ';' | '.' | '\'')
                    && further.is_ascii_digit()
                    && c.is_ascii_digit());
            words += u64::from(!joined);
        }
        (further, before) = (before, c);
    }
    CommonWords { words, end: text.len() }
}

#[cfg(target_arch = "x86_64")]
#[expect(unsafe_code, reason = "vectors: each use says why it is sound")]
mod sse2 {
    use std::arch::x86_64::*;

    /// Runs the kernel.
    #[inline]
    pub(super) fn among<const N: usize>(bytes: &[u8; 16], wanted: &[u8; N]) -> u32 {
        // SAFETY: each processor of this kind has these vectors.
        unsafe { found(bytes, wanted) }
    }

    #[inline]
    #[target_feature(enable = "sse2")]
    fn found<const N: usize>(bytes: &[u8; 16], wanted: &[u8; N]) -> u32 {
        // SAFETY: 16 bytes behind a reference may be read; the load is unaligned.
        let bytes = unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) };
        let mut found = _mm_setzero_si128();
        for byte in wanted {
            found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(*byte as i8)));
        }
        _mm_movemask_epi8(found) as u32
    }
}

#[cfg(target_arch = "x86_64")]
#[expect(unsafe_code, reason = "vectors: each use says why it is sound")]
mod avx2 {
    use std::arch::x86_64::*;
    use std::ops::Range;

    use super::{CommonWords, Glance, Halves, Loops, Marks, Places, Rows, Scan, Sort, is_utf8};
    use crate::limits::CANCEL_BYTES;
    use crate::pace;

    /// Runs loops compiled for AVX2. The caller has asked
    /// [`has_vectors`](super::has_vectors).
    pub(super) fn run(loops: impl Loops) {
        #[target_feature(enable = "avx2,bmi1")]
        fn wide(loops: impl Loops) {
            loops.run();
        }
        // SAFETY: `run` calls this only where `has_vectors` says so.
        unsafe { wide(loops) }
    }

    /// Runs the kernel. The caller has asked [`has_vectors`](super::has_vectors).
    pub(super) fn scan<const WHOLE: bool>(bytes: &[u8]) -> Scan {
        // SAFETY: `scan` and `words` call this only where `has_vectors` says so.
        unsafe { scanned::<WHOLE>(bytes) }
    }

    /// Runs the kernel. The caller has asked [`has_vectors`](super::has_vectors).
    pub(super) fn glance(line: &[u8]) -> Glance {
        // SAFETY: `glance` calls this only where `has_vectors` says so.
        unsafe { glanced(line) }
    }

    /// Runs a kernel. The caller has asked [`has_vectors`](super::has_vectors).
    pub(super) fn words_of_rows(
        bytes: &[u8],
        start: usize,
        ends: &[usize],
        how: Rows,
        counts: &mut Vec<i64>,
    ) -> bool {
        // SAFETY: `words_of_rows` calls this only where `has_vectors` says so.
        unsafe {
            match how {
                Rows::Spaced => spaced_by_row::<false>(bytes, start, ends, counts),
                Rows::SpacedUntilUnspaced => spaced_by_row::<true>(bytes, start, ends, counts),
                Rows::Common => {
                    let before = counts.len();
                    let ascii = common_by_row(bytes, start, ends, counts);
                    let counted = ends.get(..counts.len() - before).and_then(<[_]>::last);
                    ascii || counted.is_none_or(|end| is_utf8(bytes, start..*end))
                }
            }
        }
    }

    /// Runs the kernel. The caller has asked [`has_vectors`](super::has_vectors).
    pub(crate) fn common_words(bytes: &[u8]) -> CommonWords {
        // SAFETY: `common_words` calls this only where `has_vectors` says so.
        unsafe { common(bytes) }
    }

    /// Runs the kernel. The caller has asked [`has_vectors`](super::has_vectors).
    pub(super) fn find(text: &str, marks: &Marks, sort: impl Fn(&str, usize) -> Option<Sort>) -> Vec<Places> {
        // SAFETY: `find` calls this only where `has_vectors` says so.
        unsafe { marked(text, marks, sort) }
    }

    /// Runs the kernel. The caller has asked [`has_vectors`](super::has_vectors).
    pub(super) fn to_characters(bytes: &[u8], spans: &mut [Range<usize>]) {
        // SAFETY: `to_characters` calls this only where `has_vectors` says so.
        unsafe { in_characters(bytes, spans) }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn load(bytes: &[u8; 32]) -> __m256i {
        // SAFETY: 32 bytes behind a reference may be read; the load is unaligned.
        unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) }
    }

    /// 64 bytes as two vectors.
    #[derive(Clone, Copy)]
    struct Block(__m256i, __m256i);

    impl Block {
        /// The 64 bytes at `at`, or zeros where there are not so many.
        #[inline]
        #[target_feature(enable = "avx2")]
        fn of(bytes: &[u8], at: usize) -> Block {
            let wanted = bytes.get(at..).and_then(|bytes| bytes.first_chunk::<64>());
            let (low, high) = wanted.unwrap_or(&[0; 64]).split_at(32);
            let zero = _mm256_setzero_si256();
            Block(
                low.first_chunk().map_or(zero, |low| load(low)),
                high.first_chunk().map_or(zero, |high| load(high)),
            )
        }

        /// Whether any byte is 80 or above.
        #[inline]
        #[target_feature(enable = "avx2")]
        fn any_high(self) -> bool {
            _mm256_movemask_epi8(_mm256_or_si256(self.0, self.1)) != 0
        }

        #[inline]
        #[target_feature(enable = "avx2")]
        fn bits(self) -> u64 {
            let (low, high) = (_mm256_movemask_epi8(self.0) as u32, _mm256_movemask_epi8(self.1) as u32);
            u64::from(low) | (u64::from(high) << 32)
        }

        /// Bytes in `from..=from + width`.
        #[inline]
        #[target_feature(enable = "avx2")]
        fn within(self, from: u8, width: u8) -> Block {
            let (from, width) = (_mm256_set1_epi8(from as i8), _mm256_set1_epi8(width as i8));
            let (low, high) = (_mm256_sub_epi8(self.0, from), _mm256_sub_epi8(self.1, from));
            Block(
                _mm256_cmpeq_epi8(_mm256_min_epu8(low, width), low),
                _mm256_cmpeq_epi8(_mm256_min_epu8(high, width), high),
            )
        }

        #[inline]
        #[target_feature(enable = "avx2")]
        fn equals(self, byte: u8) -> Block {
            let byte = _mm256_set1_epi8(byte as i8);
            Block(_mm256_cmpeq_epi8(self.0, byte), _mm256_cmpeq_epi8(self.1, byte))
        }

        /// Bytes that are white space of ASCII: the table holds for each low
        /// half of a byte the one white-space byte that ends in it.
        #[inline]
        #[target_feature(enable = "avx2")]
        fn spaces(self) -> Block {
            let table = _mm256_setr_epi8(
                32, -1, -1, -1, -1, -1, -1, -1, -1, 9, 10, 11, 12, 13, -1, -1, //
                32, -1, -1, -1, -1, -1, -1, -1, -1, 9, 10, 11, 12, 13, -1, -1,
            );
            Block(
                _mm256_cmpeq_epi8(_mm256_shuffle_epi8(table, self.0), self.0),
                _mm256_cmpeq_epi8(_mm256_shuffle_epi8(table, self.1), self.1),
            )
        }

        /// Whether any byte is not 0.
        #[inline]
        #[target_feature(enable = "avx2")]
        fn is_any(self) -> bool {
            let all = _mm256_or_si256(self.0, self.1);
            _mm256_movemask_epi8(_mm256_cmpeq_epi8(all, _mm256_setzero_si256())) != -1
        }

        /// Bytes that have any of the bits of `set`.
        #[inline]
        #[target_feature(enable = "avx2")]
        fn any(self, set: u8) -> u64 {
            let set = _mm256_set1_epi8(set as i8);
            !Block(_mm256_and_si256(self.0, set), _mm256_and_si256(self.1, set)).equals(0).bits()
        }

        #[inline]
        #[target_feature(enable = "avx2")]
        fn or(self, other: Block) -> Block {
            Block(_mm256_or_si256(self.0, other.0), _mm256_or_si256(self.1, other.1))
        }

        #[inline]
        #[target_feature(enable = "avx2")]
        fn and(self, other: Block) -> Block {
            Block(_mm256_and_si256(self.0, other.0), _mm256_and_si256(self.1, other.1))
        }
    }

    /// Which bytes are white space, block by block. `UNSPACED`: whether a character may
    /// belong to a script without spaces is wanted as well.
    #[derive(Default)]
    struct Spaces<const UNSPACED: bool> {
        unspaced: bool,
        any_high: bool,
        /// Bytes of a white-space character that reach into the next block.
        reach: u64,
        /// Bytes of white space, in the last block, that are not the first of a character.
        inner: u64,
    }

    impl<const UNSPACED: bool> Spaces<UNSPACED> {
        /// Of the 64 bytes at `at` of `bytes`, which has two more.
        #[inline]
        #[target_feature(enable = "avx2")]
        fn at(&mut self, bytes: &[u8], at: usize) -> u64 {
            let block = Block::of(bytes, at);
            if block.any_high() {
                self.any(block, Block::of(bytes, at + 1), Block::of(bytes, at + 2))
            } else {
                self.inner = 0;
                block.spaces().bits()
            }
        }

        /// Of 64 bytes that may hold more than ASCII, with the one and two bytes
        /// later views of them.
        #[inline]
        #[target_feature(enable = "avx2")]
        fn any(&mut self, here: Block, next: Block, third: Block) -> u64 {
            self.any_high = true;
            let mut spaces = here.spaces().bits() | self.reach;
            self.inner = self.reach;
            self.reach = 0;
            // C2 and E0 to F4: of the others (Greek, Cyrillic, Hebrew, Arabic) no
            // character is white space or unspaced.
            if here.equals(0xC2).or(here.within(0xE0, 0x1F)).bits() != 0 {
                let two = here.equals(0xC2).and(next.equals(0x85).or(next.equals(0xA0))).bits();
                let general = next
                    .equals(0x80)
                    .and(third.within(0x80, 10).or(third.within(0xA8, 1)).or(third.equals(0xAF)));
                let three = here
                    .equals(0xE2)
                    .and(general.or(next.equals(0x81).and(third.equals(0x9F))))
                    .or(here.equals(0xE3).and(next.equals(0x80)).and(third.equals(0x80)))
                    .or(here.equals(0xE1).and(next.equals(0x9A)).and(third.equals(0x80)))
                    .bits();
                self.inner |= (two << 1) | (three << 1) | (three << 2);
                spaces |= two | three | self.inner;
                self.reach = (two >> 63) | (three >> 63) | (three >> 62);
                if UNSPACED {
                    self.unspaced |= unspaced(here, next).bits() != 0;
                }
            }
            spaces
        }
    }

    /// `WHOLE`: more than words is wanted.
    #[derive(Default)]
    struct State<const WHOLE: bool> {
        words: u64,
        count: u64,
        spaces: Spaces<WHOLE>,
        /// The last byte so far was no white space (bit 0).
        inside: u64,
    }

    impl<const WHOLE: bool> State<WHOLE> {
        /// Takes 64 bytes in of which all white space is known.
        #[inline]
        #[target_feature(enable = "avx2,popcnt")]
        fn take(&mut self, spaces: u64) {
            if WHOLE {
                self.count += u64::from(spaces.count_ones());
            }
            self.words += u64::from((!spaces & ((spaces << 1) | (self.inside ^ 1))).count_ones());
            self.inside = (spaces >> 63) ^ 1;
        }

        /// Takes in the 64 bytes at `at` of `bytes`, which has two more.
        #[inline]
        #[target_feature(enable = "avx2,popcnt")]
        fn take_at(&mut self, bytes: &[u8], at: usize) {
            let spaces = self.spaces.at(bytes, at);
            self.take(spaces);
            if WHOLE {
                self.count -= u64::from(self.spaces.inner.count_ones());
            }
        }
    }

    /// From this length on a text is read by whole cache lines.
    const ALIGNED: usize = 1024;

    /// First bytes of characters of scripts without spaces, by the second byte
    /// where the first is shared with others.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn unspaced(here: Block, next: Block) -> Block {
        let thai_lao = here.equals(0xE0).and(next.within(0xB8, 3));
        let burmese_khmer = here.equals(0xE1).and(next.within(0x80, 2).or(next.within(0x9E, 1)));
        // E3 to E9: Kana and Han; EA: Burmese beside Hangul; EF: compatibility
        // forms beside fullwidth punctuation.
        let east =
            here.within(0xE3, 7).or(here.equals(0xEF).and(next.within(0xA4, 7).or(next.within(0xBD, 1))));
        // F0 9F is emoji; the others hold old Han and Kana, and Burmese digits.
        let rare = here.equals(0xF0).and(next.within(0x91, 13).or(next.within(0xA0, 0x1F)));
        thai_lao.or(burmese_khmer).or(east).or(rare)
    }

    #[target_feature(enable = "avx2,popcnt")]
    fn scanned<const WHOLE: bool>(bytes: &[u8]) -> Scan {
        let mut state = State::<WHOLE>::default();
        let mut rest = bytes;
        let mut padding = 0;
        // A long text by whole cache lines: what comes in front of the first, with
        // white space before it, is taken by itself.
        let head = if bytes.len() < ALIGNED { 0 } else { bytes.as_ptr().align_offset(64) };
        if let (Some(start), true) = (bytes.get(..head + 2), head > 0) {
            let mut first = [b' '; 66];
            if let Some(room) = first.get_mut(64 - head..) {
                room.copy_from_slice(start);
            }
            state.take_at(&first, 0);
            rest = rest.get(head..).unwrap_or_default();
            padding = 64 - head;
        }
        // 128 bytes at a time, and two more that the later views reach into.
        while let Some(chunk) = rest.first_chunk::<130>() {
            let [first, second] = [Block::of(chunk, 0), Block::of(chunk, 64)];
            if first.or(second).any_high() {
                state.take_at(chunk, 0);
                state.take_at(chunk, 64);
            } else {
                state.take(first.spaces().bits());
                state.take(second.spaces().bits());
            }
            rest = rest.get(128..).unwrap_or_default();
        }
        // The rest, at most 129 bytes, with white space behind it.
        let mut last = [b' '; 194];
        if let Some(room) = last.get_mut(..rest.len()) {
            room.copy_from_slice(rest);
        }
        for at in [0, 64, 128].into_iter().filter(|at| *at < rest.len()) {
            state.take_at(&last, at);
            padding += 64;
        }
        padding -= rest.len();
        Scan {
            words: state.words,
            spaces: state.count.saturating_sub(padding as u64),
            unspaced: state.spaces.unspaced,
        }
    }

    /// The 64 bytes at `at` and two more, white space behind the end.
    #[inline]
    fn chunk_at<'a>(bytes: &'a [u8], at: usize, last: &'a mut [u8; 66]) -> &'a [u8; 66] {
        let rest = bytes.get(at..).unwrap_or_default();
        rest.first_chunk().unwrap_or_else(|| {
            *last = [b' '; 66];
            if let Some(room) = last.get_mut(..rest.len()) {
                room.copy_from_slice(rest);
            }
            last
        })
    }

    /// Blocks that are looked at together: most text has nothing but ASCII in all of them.
    const TOGETHER: usize = 4;

    /// What is known of 64 bytes of rows that lie behind each other.
    #[derive(Clone, Copy, Default)]
    struct Known {
        spaces: u64,
        /// First bytes of words, as if there were no borders of rows.
        starts: u64,
        /// Words that begin in front of the block.
        words: i64,
    }

    /// Text of ASCII is read once; where there is more in it, it is validated as soon as
    /// that has come to an end. In two steps, so that neither waits for the other: white
    /// space and words of a piece, and then the rows that end in it.
    #[target_feature(enable = "avx2,popcnt,bmi1")]
    fn spaced_by_row<const UNSPACED: bool>(
        bytes: &[u8],
        start: usize,
        ends: &[usize],
        counts: &mut Vec<i64>,
    ) -> bool {
        let bytes = bytes.get(start..ends.last().copied().unwrap_or(start)).unwrap_or_default();
        let mut spaces = Spaces::<UNSPACED>::default();
        let mut piece = [Known::default(); 16 * TOGETHER];
        let mut last = [b' '; 64 * TOGETHER + 2];
        // Words so far, and whether the last byte so far is white space.
        let (mut words, mut space) = (0, 1);
        // Where the row begins, and the words in front of it.
        let (mut row, mut before) = (0, 0);
        // Where bytes begin that nobody has validated.
        let mut doubtful = None;
        let mut valid = true;
        let mut ends = ends;
        let mut at = 0;
        while !ends.is_empty() && !spaces.unspaced {
            let from = at;
            let mut take = |known: &mut Known, here: u64| {
                let starts = !here & ((here << 1) | space);
                *known = Known { spaces: here, starts, words };
                words += i64::from(starts.count_ones());
                space = here >> 63;
            };
            let mut source = bytes.get(at..).unwrap_or_default();
            if source.len() < last.len() {
                // White space behind the end.
                last = [b' '; 64 * TOGETHER + 2];
                last.iter_mut().zip(source).for_each(|(room, byte)| *room = *byte);
                source = &last;
            }
            // The later views of what is not ASCII reach two bytes further.
            let (chunks, _) = source.split_at(source.len() - 2).0.as_chunks::<{ 64 * TOGETHER }>();
            'piece: for (chunk, together) in chunks.iter().zip(piece.as_chunks_mut::<TOGETHER>().0) {
                let blocks: [Block; TOGETHER] = std::array::from_fn(|block| Block::of(chunk, 64 * block));
                if blocks.iter().fold(Block::of(&[], 0), |any, block| any.or(*block)).any_high() {
                    doubtful.get_or_insert(at);
                    let behind = source.get(at - from..).unwrap_or_default();
                    let Some(chunk) = behind.first_chunk::<{ 64 * TOGETHER + 2 }>() else { break };
                    for (block, known) in together.iter_mut().enumerate() {
                        take(known, spaces.at(chunk, 64 * block));
                        if UNSPACED && spaces.unspaced {
                            break 'piece;
                        }
                        at += 64;
                    }
                } else {
                    if let Some(doubtful) = doubtful.take() {
                        valid &= is_utf8(bytes, doubtful..at);
                    }
                    for (block, known) in blocks.iter().zip(together) {
                        take(known, block.spaces().bits());
                    }
                    at += 64 * TOGETHER;
                }
            }
            let here = ends.partition_point(|end| end - start < at);
            let (here, behind) = ends.split_at_checked(here).unwrap_or_default();
            counts.extend(here.iter().map(|end| {
                let end = end - start;
                let inside = end - from;
                let Known { spaces, starts, words } = piece.get(inside / 64).copied().unwrap_or_default();
                let bit = 1 << (inside % 64);
                let until = words + i64::from((starts & (bit - 1)).count_ones());
                let count = if row < end { until - before } else { 0 };
                // A row begins a word where it begins.
                before = until - i64::from(!(spaces | starts) & bit != 0);
                row = end;
                count
            }));
            ends = behind;
        }
        valid && doubtful.is_none_or(|doubtful| row <= doubtful || is_utf8(bytes, doubtful..row))
    }

    /// Letters, digits, and marks that join letters or digits, of 64 bytes.
    #[derive(Clone, Copy, Default)]
    struct Kinds {
        letters: u64,
        digits: u64,
        between_letters: u64,
        between_digits: u64,
        /// First bytes of the two of a letter.
        leads: u64,
        /// Bytes of characters that are not common.
        odd: u64,
    }

    impl Kinds {
        /// Of the 64 bytes of `block`; `next` is the byte behind them, `before`
        /// the block in front.
        #[inline]
        #[target_feature(enable = "avx2")]
        fn of(block: &[u8; 64], next: Option<&u8>, before: Kinds) -> Kinds {
            let block = Block::of(block, 0);
            let lower = _mm256_set1_epi8(0x20);
            let folded = Block(_mm256_or_si256(block.0, lower), _mm256_or_si256(block.1, lower));
            let both = block.equals(b'.').or(block.equals(b'\''));
            let mut kinds = Kinds {
                letters: folded.within(b'a', 25).bits(),
                digits: block.within(b'0', 9).bits(),
                between_letters: both.or(block.equals(b':')).bits(),
                between_digits: both.or(block.equals(b',')).or(block.equals(b';')).bits(),
                leads: 0,
                odd: block.equals(b'_').bits(),
            };
            let high = block.bits();
            if high != 0 {
                let signs = block.equals(0x97).or(block.equals(0xB7)).bits();
                let sign_behind = (signs >> 1) | (u64::from(matches!(next, Some(0x97 | 0xB7))) << 63);
                let whole = block.within(0xC4, 6).or(block.within(0xD0, 1)).or(block.equals(0xD3));
                kinds.leads = whole.bits() | (block.equals(0xC3).bits() & !sign_behind);
                let letters = kinds.leads | shifted(kinds.leads, before.leads);
                kinds.letters |= letters;
                kinds.odd |= high & !letters;
            }
            kinds
        }
    }

    /// `mask` moved on by one byte, the last byte of the block before in front.
    #[inline]
    fn shifted(mask: u64, before: u64) -> u64 {
        (mask << 1) | (before >> 63)
    }

    #[target_feature(enable = "avx2,popcnt")]
    fn common(bytes: &[u8]) -> CommonWords {
        let mut words = 0;
        let mut before = Kinds::default();
        // Marks behind a letter or digit, in the block before.
        let (mut letters_go_on, mut digits_go_on) = (0, 0);
        let mut last;
        let mut rest = bytes;
        loop {
            let block = match rest.first_chunk::<64>() {
                Some(block) => block,
                None => {
                    // The last block, with something odd behind it.
                    last = [0xFF; 64];
                    if let Some(room) = last.get_mut(..rest.len()) {
                        room.copy_from_slice(rest);
                    }
                    &last
                }
            };
            let kinds = Kinds::of(block, rest.get(64), before);
            // A word begins at a letter or digit that nothing in front of it is
            // joined to: no look ahead, so the first odd byte may cut anywhere.
            let Kinds { letters, digits, odd, .. } = kinds;
            let after_letter = kinds.between_letters & shifted(letters, before.letters);
            let after_digit = kinds.between_digits & shifted(digits, before.digits);
            let joined = shifted(letters | digits, before.letters | before.digits)
                | (letters & shifted(after_letter, letters_go_on))
                | (digits & shifted(after_digit, digits_go_on));
            let starts = (letters | digits) & !joined;
            if odd != 0 {
                let until = odd & odd.wrapping_neg();
                words += u64::from((starts & (until - 1)).count_ones());
                return CommonWords { words, end: bytes.len() - rest.len() + odd.trailing_zeros() as usize };
            }
            words += u64::from(starts.count_ones());
            (before, letters_go_on, digits_go_on) = (kinds, after_letter, after_digit);
            rest = rest.get(64..).unwrap_or_default();
        }
    }

    /// [`common`], row by row: at the first byte of a row nothing in front of it joins.
    /// Returns whether all that was read is ASCII.
    #[target_feature(enable = "avx2,popcnt")]
    fn common_by_row(bytes: &[u8], start: usize, ends: &[usize], counts: &mut Vec<i64>) -> bool {
        let mut last = [b' '; 66];
        let mut ascii = true;
        let (mut words, mut counted) = (0, 0);
        let mut before = Kinds::default();
        let (mut letters_go_on, mut digits_go_on) = (0, 0);
        let mut ends = ends;
        let mut at = start;
        while !ends.is_empty() {
            let chunk = chunk_at(bytes, at, &mut last);
            let Some(block) = chunk.first_chunk::<64>() else { break };
            let kinds = Kinds::of(block, chunk.get(64), before);
            let here = ends.iter().take_while(|end| **end < at + 64).count();
            let (here, behind) = ends.split_at_checked(here).unwrap_or_default();
            let goes_on = !here.iter().fold(0, |begins, end| begins | 1 << (end - at));
            let Kinds { letters, digits, odd, leads, .. } = kinds;
            let after_letter = kinds.between_letters & shifted(letters, before.letters) & goes_on;
            let after_digit = kinds.between_digits & shifted(digits, before.digits) & goes_on;
            let joined = shifted(letters | digits, before.letters | before.digits)
                | (letters & shifted(after_letter, letters_go_on))
                | (digits & shifted(after_digit, digits_go_on));
            let starts = (letters | digits) & !(joined & goes_on);
            ascii &= leads == 0;
            // Rows that end in front of the first odd byte.
            let known = u64::from(odd.trailing_zeros());
            for end in here {
                let until = (end - at) as u64;
                if until > known {
                    return ascii;
                }
                let until = words + i64::from((starts & !(u64::MAX << until)).count_ones());
                counts.push(until - counted);
                counted = until;
            }
            if odd != 0 {
                return ascii;
            }
            words += i64::from(starts.count_ones());
            (before, letters_go_on, digits_go_on) = (kinds, after_letter, after_digit);
            ends = behind;
            at += 64;
        }
        ascii
    }

    /// Bytes that do not begin a character, of up to 64.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn inner_bytes(bytes: &[u8]) -> u64 {
        let mut last = [0; 64];
        let whole = bytes.first_chunk::<64>().unwrap_or_else(|| {
            last.iter_mut().zip(bytes).for_each(|(room, byte)| *room = *byte);
            &last
        });
        let Block(low, high) = Block::of(whole, 0);
        // 80 to BF are the least of all as signed numbers.
        let least = _mm256_set1_epi8(-64);
        Block(_mm256_cmpgt_epi8(least, low), _mm256_cmpgt_epi8(least, high)).bits()
    }

    /// Places in order: the bytes in front of each that do not begin a character are
    /// counted block by block.
    #[target_feature(enable = "avx2,popcnt")]
    fn in_characters(bytes: &[u8], spans: &mut [Range<usize>]) {
        let mut blocks = bytes.chunks(64);
        let mut next = || blocks.next().map_or(0, |block| inner_bytes(block));
        let mut at = 0;
        let mut inner = next();
        let mut passed = 0;
        let mut characters = |place: usize| {
            while place >= at + 64 {
                passed += inner.count_ones() as usize;
                at += 64;
                inner = next();
            }
            let behind = u64::MAX << (place - at);
            place - passed - (inner & !behind).count_ones() as usize
        };
        // Where the span before ends, in bytes and in characters.
        let mut before = 0..0;
        for span in spans {
            // Between most spans is nothing, or one byte, which is one character.
            let gap = span.start.wrapping_sub(before.start);
            let end = span.end;
            *span = if gap < 2 { before.end + gap } else { characters(span.start) }..characters(end);
            before = end..span.end;
        }
    }

    /// [`Halves`], for both lanes of a vector.
    #[derive(Clone, Copy)]
    struct Tables(__m256i, __m256i);

    impl Tables {
        #[inline]
        #[target_feature(enable = "avx2")]
        fn of([low, high]: &Halves) -> Tables {
            let both = |half: &[u8; 16]| {
                let mut lanes = [0; 32];
                lanes.iter_mut().zip(half.iter().cycle()).for_each(|(lane, set)| *lane = *set);
                lanes
            };
            Tables(load(&both(low)), load(&both(high)))
        }

        /// The sets that each byte is in.
        #[inline]
        #[target_feature(enable = "avx2")]
        fn sets(self, block: Block) -> Block {
            Block(self.of_half(block.0), self.of_half(block.1))
        }

        #[inline]
        #[target_feature(enable = "avx2")]
        fn of_half(self, bytes: __m256i) -> __m256i {
            let half = _mm256_set1_epi8(15);
            let high = _mm256_and_si256(_mm256_srli_epi16::<4>(bytes), half);
            _mm256_and_si256(
                _mm256_shuffle_epi8(self.0, _mm256_and_si256(bytes, half)),
                _mm256_shuffle_epi8(self.1, high),
            )
        }
    }

    // Sets of characters of ASCII, those of one in two rows of sixteen at most.
    const SPACE: u8 = 1;
    /// `! , .`
    const CLOSING: u8 = 2;
    /// `: ?`
    const CLOSING_TOO: u8 = 4;
    const SEMICOLON: u8 = 8;
    const AMPERSAND: u8 = 16;
    const DELETE: u8 = 32;
    const ALL_CLOSING: u8 = SPACE | CLOSING | CLOSING_TOO | SEMICOLON;

    /// [`Halves`] of these.
    const OF_LINES: Halves = {
        let [mut low, mut high] = [[0; 16]; 2];
        let members = [
            (b' ', SPACE),
            (b'!', CLOSING),
            (b',', CLOSING),
            (b'.', CLOSING),
            (b':', CLOSING_TOO),
            (b'?', CLOSING_TOO),
            (b';', SEMICOLON),
            (b'&', AMPERSAND),
            (0x7F, DELETE),
        ];
        let mut at = 0;
        #[expect(clippy::indexing_slicing, reason = "evaluated when compiled")]
        while at < members.len() {
            let (byte, set) = members[at];
            low[byte as usize & 15] |= set;
            high[byte as usize >> 4] |= set;
            at += 1;
        }
        [low, high]
    };

    /// 32 bytes at a time, of which the first is the last of those before: each byte is
    /// seen beside the one in front of it.
    #[target_feature(enable = "avx2")]
    fn glanced(line: &[u8]) -> Glance {
        let tables = Tables::of(&OF_LINES);
        let (mut sets, mut high, mut pairs) = (_mm256_setzero_si256(), _mm256_setzero_si256(), 0);
        let mut least = _mm256_set1_epi8(-1);
        let mut last;
        let mut rest = line;
        loop {
            let chunk = match rest.first_chunk::<32>() {
                Some(chunk) => chunk,
                None => {
                    // Letters behind the end.
                    last = [b'a'; 32];
                    if let Some(room) = last.get_mut(..rest.len()) {
                        room.copy_from_slice(rest);
                    }
                    &last
                }
            };
            let bytes = load(chunk);
            let here = tables.of_half(bytes);
            let is = |set: u8| {
                let members = _mm256_and_si256(here, _mm256_set1_epi8(set as i8));
                !_mm256_movemask_epi8(_mm256_cmpeq_epi8(members, _mm256_setzero_si256())) as u32
            };
            pairs |= (is(SPACE) << 1) & is(ALL_CLOSING);
            sets = _mm256_or_si256(sets, here);
            high = _mm256_or_si256(high, bytes);
            least = _mm256_min_epu8(least, bytes);
            if rest.len() <= 32 {
                break;
            }
            rest = rest.get(31..).unwrap_or_default();
        }
        let has = |set: u8| {
            let set = _mm256_set1_epi8(set as i8);
            _mm256_testz_si256(sets, set) == 0
        };
        let low = _mm256_cmpeq_epi8(_mm256_min_epu8(least, _mm256_set1_epi8(0x1F)), least);
        let (mut white, mut controls) = (false, has(DELETE));
        if _mm256_movemask_epi8(low) != 0 {
            white = line.iter().any(|byte| matches!(byte, b'\t'..=b'\r'));
            controls |= line.iter().any(|byte| *byte < b' ' && !matches!(byte, b'\t'..=b'\r'));
        }
        let edges = [line.first(), line.last()].contains(&Some(&b' '));
        Glance {
            spaces: white || pairs != 0 || edges,
            controls,
            entities: has(AMPERSAND) && has(SEMICOLON),
            others: _mm256_movemask_epi8(high) != 0,
        }
    }

    #[target_feature(enable = "avx2,bmi1")]
    fn marked(text: &str, marks: &Marks, sort: impl Fn(&str, usize) -> Option<Sort>) -> Vec<Places> {
        const BLOCKS: usize = CANCEL_BYTES as usize / 64;
        let bytes = text.as_bytes();
        let ascii = Tables::of(&marks.ascii);
        let [first, second, third] = &marks.others;
        let (first, second, third) = (Tables::of(first), Tables::of(second), Tables::of(third));
        let mut found = vec![Places::default(); text.len().div_ceil(64)];
        let mut any_high = false;
        let mut last;
        let mut at = 0;
        for group in found.chunks_mut(BLOCKS) {
            for places in group.iter_mut() {
                let rest = bytes.get(at..).unwrap_or_default();
                let chunk = match rest.first_chunk::<66>() {
                    Some(chunk) => chunk,
                    None => {
                        last = [0; 66];
                        last.iter_mut().zip(rest).for_each(|(room, byte)| *room = *byte);
                        &last
                    }
                };
                let block = Block::of(chunk, 0);
                let sets = ascii.sets(block);
                let mut asked = 0;
                if block.any_high() {
                    any_high = true;
                    let begun = first.sets(block);
                    // In text of letters of two bytes most blocks have none that begins a mark.
                    if begun.is_any() {
                        let next = begun.and(second.sets(Block::of(chunk, 1)));
                        asked = next.and(third.sets(Block::of(chunk, 2))).any(u8::MAX);
                    }
                }
                let plain = sets.any(u8::MAX);
                if plain != 0 {
                    let doubtful = sets.any(3 << 6);
                    places.line_ends = sets.any(3);
                    places.brackets = sets.any(3 << 2);
                    places.terminals = plain & !(doubtful | places.line_ends | places.brackets);
                    let first = block.equals(b'1').or(block.equals(b'a')).bits();
                    let before = bytes.get(at.wrapping_sub(1));
                    let behind = (first << 1) | u64::from(matches!(before, Some(b'1' | b'a')));
                    places.behind_first = behind & (places.brackets | places.terminals);
                    // What a character of ASCII may be by what stands in front of it, it is
                    // only behind others.
                    asked |= if any_high { doubtful } else { 0 };
                }
                while asked != 0 {
                    let place = at + asked.trailing_zeros() as usize;
                    if let Some(sort) = sort(text, place) {
                        places.add(sort, asked & asked.wrapping_neg());
                    }
                    asked &= asked - 1;
                }
                at += 64;
            }
            pace::advance(64 * group.len());
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glance_sees_what_stands_anywhere_in_a_line() {
        let pieces = [" ", ".", "?", ";", "&", "\t", "\u{1}", "\u{7F}", "é", "\u{A0}", "x", "/", "0", "~"];
        for size in (0..140).step_by(3) {
            let [before, between, after] = ["x".repeat(size / 2), "x".repeat(size / 4), "x".repeat(size / 3)];
            for piece in pieces {
                for other in pieces {
                    let line = format!("{before}{piece}{between}{other}{after}");
                    for line in [line.as_str(), line.trim_matches('x')] {
                        assert_eq!(glance(line), plain_glance(line), "{line:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn bytes_among_others_are_found() {
        for step in 0..=255u8 {
            let bytes: [u8; 16] = std::array::from_fn(|at| step.wrapping_mul(at as u8));
            for wanted in [*b" \n<", [step, 0, 0xFF], [0x80, 0x7F, b'a']] {
                assert_eq!(among(&bytes, &wanted), plain_among(&bytes, &wanted), "{bytes:?} {wanted:?}");
            }
        }
    }

    #[test]
    fn places_in_characters_are_counted_across_the_borders_of_blocks() {
        let pieces = ["a", "é", "界", "😀", " ", "bc", "\u{80}"];
        for size in 0..300usize {
            let piece = |at: usize| pieces.get((at * at + size) % pieces.len());
            let text: String = (0..size).filter_map(piece).copied().collect();
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let of = |some: &[usize]| Some(*some.first()?..*some.last()?);
            let apart: Vec<Range<usize>> = starts.chunks(1 + size % 4).filter_map(of).collect();
            let touching: Vec<Range<usize>> = starts.windows(2).filter_map(of).collect();
            for spans in [apart, touching] {
                let (mut fast, mut slow) = (spans.clone(), spans);
                to_characters(&text, &mut fast);
                plain_to_characters(&text, &mut slow);
                assert_eq!(fast, slow, "{text:?}");
                let last = slow.last().map_or(0, |span| span.end);
                assert_eq!(last, text.chars().count(), "{text:?}");
            }
        }
    }

    #[test]
    fn marks_are_found_across_the_borders_of_blocks() {
        fn sort(text: &str, at: usize) -> Option<Sort> {
            let (before, here) = text.split_at_checked(at)?;
            Some(match here.chars().next()? {
                '\n' | '\u{85}' => Sort::LineEnd,
                '(' | ']' | '「' => Sort::Bracket,
                '.' | '!' | '?' | '؟' | '۔' | '।' | '॥' | '…' | '‼' | '。' | '！' | '？' => {
                    Sort::Terminal
                }
                ';' if before.ends_with('é') => Sort::Terminal,
                _ => return None,
            })
        }
        let marks = Marks::new(".!?\n(];", &["؟۔\u{85}", "।॥", "…‼", "。「", "！？"], sort);
        let pieces =
            [".", "…", "।", "。", "؟", "？", "a", "é", "म", "界", "\n", "😀", "0", "\0", "(", "]", "「", ";"];
        for size in 0..400usize {
            let piece = |at: usize| pieces.get((at * at + at / 7 + size) % pieces.len());
            let text: String = (0..size).filter_map(piece).copied().collect();
            let found = find(&text, &marks, sort);
            assert_eq!(found, plain_find(&text, sort), "{text:?}");
            for range in [0..text.len(), size / 3..size, size..size] {
                let all = |of: &Places| of.line_ends | of.brackets | of.terminals | of.behind_first;
                let inside =
                    range.clone().filter(|at| text.is_char_boundary(*at) && sort(&text, *at).is_some());
                assert!(places(&found, range, all).eq(inside), "{text:?}");
            }
            let text = format!("{}。x", "y".repeat(size));
            let found = find(&text, &marks, sort);
            assert!(places(&found, 0..text.len(), |of| of.terminals).eq([size]), "{text:?}");
        }
    }
}
