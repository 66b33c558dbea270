//! Clean text to sentences: byte ranges, never strings.
//!
//! A blank line always ends a sentence; a single newline does where a person
//! put it ([`crate::blocks::wrap`] tells). Inside such a stretch the places
//! where a sentence may end are found in one forward pass (`candidates`), each
//! is decided by what stands right around it (`rules`), and no decision looks
//! further than [`crate::limits::SENTENCE_LOOK_BYTES`]: the cost is linear on
//! every input.

mod abbreviations;
mod around;
mod brackets;
mod candidates;
mod initials;
mod listed;
mod lists;
mod numbers;
mod quotes;
mod rules;
mod tails;

use std::ops::Range;

use crate::blocks::{self, wrap};
use crate::simd::{self, Places};
use crate::{pace, span};

/// What a newline inside a paragraph means. A blank line always ends a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Newlines {
    /// As the shape of the lines tells: lines that a machine wrapped join,
    /// headlines, list items and verse do not.
    #[default]
    Auto,
    /// Every newline ends a sentence.
    Break,
    /// No newline ends a sentence.
    Join,
}

impl Newlines {
    /// All of them with the names used in Python.
    pub const NAMED: [(Newlines, &'static str); 3] =
        [(Newlines::Auto, "auto"), (Newlines::Break, "break"), (Newlines::Join, "join")];
}

/// How sentences are split.
#[derive(Clone, Debug)]
pub struct SentenceOptions<'a> {
    /// A BCP 47 tag; it selects the abbreviations. Without it, or without a list
    /// for it, English ones apply.
    pub language: Option<&'a str>,
    /// What a newline means.
    pub newlines: Newlines,
    /// Whether a sentence may end inside a quotation that goes on.
    pub split_in_quotes: bool,
    /// Words, their last stop left out, whose stop never ends a sentence.
    pub abbreviations: &'a [String],
}

impl Default for SentenceOptions<'_> {
    fn default() -> Self {
        SentenceOptions {
            language: None,
            newlines: Newlines::Auto,
            split_in_quotes: true,
            abbreviations: &[],
        }
    }
}

/// The sentences of `text` in `language`, a BCP 47 tag: [`sentences_with`] all
/// else as it is by default.
///
/// ```
/// let text = "Dr. Sari datang. Ia membawa buku.";
/// let spans = minread::sentences(text, Some("id"));
/// assert_eq!(&text[spans[0].clone()], "Dr. Sari datang.");
/// assert_eq!(spans.len(), 2);
/// ```
pub fn sentences(text: &str, language: Option<&str>) -> Vec<Range<usize>> {
    sentences_with(text, &SentenceOptions { language, ..SentenceOptions::default() })
}

/// The sentences of `text`: ranges in order that do not overlap, between which
/// there is only white space.
///
/// ```
/// use minread::{SentenceOptions, sentences_with};
/// let text = "“Jangan. Nanti saja.” Ia pergi ke Kab. Contoh.";
/// let whole = SentenceOptions {
///     split_in_quotes: false,
///     abbreviations: &["Kab".to_owned()],
///     ..SentenceOptions::default()
/// };
/// assert_eq!(sentences_with(text, &whole).len(), 2);
/// ```
pub fn sentences_with(text: &str, options: &SentenceOptions<'_>) -> Vec<Range<usize>> {
    pace::stage("sentences");
    let language = abbreviations::Language::of(options.language);
    let marks = candidates::marks(text);
    let ends = simd::places(&marks, 0..text.len(), |of| of.line_ends);
    let mut found = Vec::with_capacity(blocks::most_lines(&marks).max(text.len() / 64));
    for_each_stretch(text, blocks::lines_at(text, ends), options.newlines, |range| {
        if has_no_marks(&marks, range.clone()) {
            return found.push(range);
        }
        let stretch = Stretch { text: span::cut(text, range.clone()), range, marks: &marks };
        split(&stretch, language, options, &mut found);
    });
    found
}

/// Calls `act` with each stretch of `text`, which has these lines, in which a newline
/// does not end a sentence.
fn for_each_stretch(
    text: &str,
    all: impl Iterator<Item = Range<usize>>,
    newlines: Newlines,
    mut act: impl FnMut(Range<usize>),
) {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut flush = |lines: &mut Vec<Range<usize>>| {
        // Most paragraphs, and each of half a million in a list of words.
        if let [only] = lines.as_slice() {
            act(only.clone());
            return lines.clear();
        }
        let joins = match newlines {
            Newlines::Auto => wrap::sentence_joins(text, lines),
            Newlines::Break => Vec::new(),
            Newlines::Join => vec![true; lines.len()],
        };
        let mut joins = joins.into_iter();
        let mut open: Option<Range<usize>> = None;
        for line in lines.drain(..) {
            open = match open.take() {
                Some(before) if joins.next().unwrap_or(false) => Some(before.start..line.end),
                Some(before) => {
                    act(before);
                    Some(line)
                }
                None => Some(line),
            };
        }
        if let Some(last) = open {
            act(last);
        }
    };
    for line in all {
        let line = if line.is_empty() { line } else { span::trim(text, line) };
        if !line.is_empty() {
            lines.push(line);
        } else if !lines.is_empty() {
            flush(&mut lines);
        }
    }
    flush(&mut lines);
}

/// Whether nothing stands in `range` that may end a sentence or mark an item of a list: a
/// heading, or a word in a list of words.
fn has_no_marks(marks: &[Places], range: Range<usize>) -> bool {
    simd::places(marks, range, |of| of.terminals | of.brackets).next().is_none()
}

/// A piece of the text that is split by itself.
struct Stretch<'a> {
    text: &'a str,
    /// Where it stands in the whole text.
    range: Range<usize>,
    /// The marks of the whole text.
    marks: &'a [Places],
}

/// Whether what may begin a list stands in the stretch: in most there is none. A list begins
/// with a bullet or a marker at the start of the text, `1`, `01` or `a`.
fn may_have_a_list(stretch: &Stretch<'_>) -> bool {
    let Stretch { text, range, marks } = stretch;
    let start = range.start..range.end.min(range.start + MARKER_BYTES + 1);
    let all = |of: &Places| of.terminals | of.brackets;
    simd::places(marks, start, all).next().is_some()
        || simd::places(marks, range.clone(), |of| of.behind_first).any(|at| {
            pace::advance(1);
            let before = (at - range.start).checked_sub(2).and_then(|at| text.as_bytes().get(at));
            !before.is_some_and(|byte| matches!(byte, b'1'..=b'9' | b'a'..=b'z' | b'A'..=b'Z'))
        })
}

/// A marker of a list has its last mark this far from its start at most: `(123)`.
const MARKER_BYTES: usize = 4;

fn split(
    stretch: &Stretch<'_>,
    language: &'static abbreviations::Language,
    options: &SentenceOptions<'_>,
    found: &mut Vec<Range<usize>>,
) {
    let inside = stretch.text;
    let from = stretch.range.start;
    let brackets = brackets::matched(inside, stretch.marks, stretch.range.clone());
    let mut brackets = brackets.as_slice();
    let quotes = if options.split_in_quotes { Vec::new() } else { quotes::matched(inside) };
    let mut quotes = quotes.as_slice();
    let markers = if may_have_a_list(stretch) {
        lists::markers(inside, stretch.marks, stretch.range.clone())
    } else {
        Vec::new()
    };
    let mut markers = markers.iter();
    let mut start = 0;
    let mut cut = |start: usize, end: usize| {
        if start < end {
            found.push(from + start..from + end);
        }
    };
    // Where the last marker of a list ends: its own stop ends no sentence.
    let mut marked = 0;
    for candidate in candidates::candidates(inside, stretch.marks, stretch.range.clone()) {
        let terminals = &candidate.terminals;
        while let Some(marker) = markers.as_slice().first().filter(|marker| marker.start <= terminals.start) {
            cut(start, span::trim(inside, start..marker.start).end);
            start = marker.start.max(start);
            marked = marker.end;
            markers.next();
        }
        if terminals.start < marked {
            continue;
        }
        while brackets.first().is_some_and(|pair| pair.end <= terminals.start) {
            brackets = brackets.get(1..).unwrap_or_default();
        }
        while quotes.first().is_some_and(|pair| pair.end <= terminals.start) {
            quotes = quotes.get(1..).unwrap_or_default();
        }
        if quotes.first().is_some_and(|pair| pair.start < terminals.start && pair.end >= candidate.end) {
            continue;
        }
        let word = || around::left_word(inside, terminals.start);
        if !options.abbreviations.is_empty()
            && span::cut(inside, terminals.clone()) == "."
            && options.abbreviations.iter().any(|known| known == word())
        {
            continue;
        }
        let enclosed = brackets.first().is_some_and(|pair| pair.start < terminals.start);
        let context = rules::Context { text: inside, sentence: start, enclosed, language };
        if rules::ends_sentence(&candidate, &context) {
            cut(start, candidate.end);
            start = candidate.next;
        }
    }
    for marker in markers {
        cut(start, span::trim(inside, start..marker.start).end);
        start = marker.start.max(start);
    }
    cut(start, inside.len());
}

#[cfg(test)]
mod twins {
    //! What is decided early, against the rules and passes that it spares.

    use super::*;

    const PIECES: [&str; 84] = [
        " ",
        " ",
        " ",
        " ",
        " ",
        "  ",
        "\u{A0}",
        "\t",
        ".",
        ".",
        ".",
        ". ",
        ". ",
        "! ",
        "? ",
        "!",
        "...",
        "…",
        ":",
        ";",
        ",",
        "\"",
        "'",
        "’",
        "”",
        "“",
        "(",
        ")",
        "[",
        "]",
        "-",
        "–",
        "/",
        "1",
        "12",
        "2006",
        "3.14",
        "2.",
        "a",
        "b",
        "B",
        "X.",
        "I",
        "He",
        "The",
        "Lalu",
        "Kata",
        "kata",
        "jembatan",
        "it",
        "etc",
        "Dr",
        "hlm",
        "No",
        "St",
        "U.S",
        "p.m",
        "z",
        "B.",
        "Ph.D",
        "approx",
        "said",
        "ft",
        "Café",
        "é",
        "слово",
        "Слово",
        "字",
        "संख्या",
        "संख्या। अ",
        "字。字",
        "字？”字",
        "слово. Слово",
        "él. Él",
        "twenty-two. He",
        "(XY). He",
        "in 2006. He",
        "abad ke-5. Lalu",
        "ya. (Dia",
        "ya.” “Dia",
        "¡",
        "•",
        "representatives",
        "[2]",
    ];

    fn texts(count: usize) -> impl Iterator<Item = String> {
        texts_of(&PIECES, 50, count)
    }

    /// Texts of fewer random pieces than `most`, the same on every run.
    pub(super) fn texts_of(
        pieces: &'static [&'static str],
        most: usize,
        count: usize,
    ) -> impl Iterator<Item = String> {
        let mut state = 0x2545_F491_4F6C_DD1Du64;
        let mut below = move |n: usize| {
            state ^= state >> 12;
            state ^= state << 25;
            state ^= state >> 27;
            (state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % n
        };
        (0..count).map(move |_| {
            (0..below(most)).map(|_| pieces.get(below(pieces.len())).copied().unwrap_or("")).collect()
        })
    }

    #[test]
    fn what_is_plain_is_what_all_rules_say() {
        let mut plain = 0;
        for language in ["en", "id", "de", "sl", "ru", "hy", "hi", "zh", "fr"] {
            let language = abbreviations::Language::of(Some(language));
            for text in texts(20_000) {
                let marks = candidates::marks(&text);
                for candidate in candidates::candidates(&text, &marks, 0..text.len()) {
                    for enclosed in [false, true] {
                        let context = rules::Context { text: &text, sentence: 0, enclosed, language };
                        if rules::plainly_ends(&candidate, &context) {
                            plain += 1;
                            assert!(rules::by_rules(&candidate, &context), "{candidate:?} {text:?}");
                        }
                    }
                }
            }
        }
        assert!(plain > 10_000, "{plain}");
    }

    #[test]
    fn no_list_is_where_none_may_be() {
        let (mut lists, mut none) = (0, 0);
        let with_lists = |text| {
            let further = format!("So: 01. A {text} 02. B {text}");
            [format!("• {text}"), format!("1. {text}"), further, text]
        };
        for text in texts(20_000).flat_map(with_lists) {
            let marks = candidates::marks(&text);
            let stretch = Stretch { text: &text, range: 0..text.len(), marks: &marks };
            let markers = lists::markers(&text, &marks, 0..text.len());
            assert!(may_have_a_list(&stretch) || markers.is_empty(), "{text:?}");
            lists += markers.len();
            none += usize::from(!may_have_a_list(&stretch));
        }
        assert!(lists > 1_000 && none > 1_000, "{lists} {none}");
    }

    #[test]
    fn sentences_are_trimmed_and_between_them_is_white_space() {
        for text in texts(20_000).flat_map(|text| [format!("{text}\n\n1. {text} 2. {text}"), text]) {
            let mut end = 0;
            for range in sentences(&text, None) {
                assert!(span::cut(&text, end..range.start).trim().is_empty(), "{text:?}");
                assert_eq!(span::trim(&text, range.clone()), range, "{text:?}");
                assert!(range.start < range.end, "{text:?}");
                end = range.end;
            }
            assert!(span::cut(&text, end..text.len()).trim().is_empty(), "{text:?}");
        }
    }

    /// [`for_each_stretch`], paragraph by paragraph.
    fn stretches(text: &str, newlines: Newlines) -> Vec<Range<usize>> {
        let lines: Vec<Range<usize>> = blocks::lines(text).map(|line| span::trim(text, line)).collect();
        let mut stretches: Vec<Range<usize>> = Vec::new();
        for paragraph in lines.split(|line| line.is_empty()) {
            let joins = match newlines {
                Newlines::Auto => wrap::sentence_joins(text, paragraph),
                Newlines::Break => vec![false; paragraph.len()],
                Newlines::Join => vec![true; paragraph.len()],
            };
            for (at, line) in paragraph.iter().enumerate() {
                let joined = at.checked_sub(1).and_then(|at| joins.get(at)) == Some(&true);
                match stretches.last_mut().filter(|_| joined) {
                    Some(before) => before.end = line.end,
                    None => stretches.push(line.clone()),
                }
            }
        }
        stretches
    }

    #[test]
    fn sentences_are_those_of_each_stretch_split() {
        const PIECES: [&str; 24] = [
            " ",
            " ",
            " ",
            " ",
            " ",
            "\n",
            "\n",
            "\n",
            "\n\n",
            "\r\n",
            "\u{2028}",
            "a",
            "Kata",
            "jembatan",
            "1",
            ".",
            "(",
            ")",
            "(1) A",
            "(2) B",
            "• ",
            "字。",
            "?",
            "representatives of all the people",
        ];
        let (mut unmarked, language) = (0, abbreviations::Language::of(None));
        for text in texts_of(&PIECES, 30, 800) {
            for newlines in [Newlines::Auto, Newlines::Break, Newlines::Join] {
                let options = SentenceOptions { newlines, ..SentenceOptions::default() };
                let marks = candidates::marks(&text);
                let mut plainly = Vec::new();
                for range in stretches(&text, newlines) {
                    unmarked += usize::from(has_no_marks(&marks, range.clone()));
                    let stretch = Stretch { text: span::cut(&text, range.clone()), range, marks: &marks };
                    split(&stretch, language, &options, &mut plainly);
                }
                assert_eq!(sentences_with(&text, &options), plainly, "{newlines:?} {text:?}");
            }
        }
        assert!(unmarked > 300, "{unmarked}");
    }

    #[test]
    fn words_around_are_those_between_white_space() {
        let is_space = char::is_whitespace;
        for text in texts(4_000).map(|text| text.replace(";", "\u{3000}").replace(",", "\u{85}")) {
            assert_eq!(around::last_word(&text), text.rsplit(is_space).next().unwrap_or(""), "{text:?}");
            assert_eq!(around::first_word(&text), text.split(is_space).next().unwrap_or(""), "{text:?}");
        }
    }

    #[test]
    fn a_trimmed_range_is_what_the_standard_library_trims() {
        for text in texts(4_000) {
            for range in [0..text.len(), 0..span::floor(&text, text.len() / 2)] {
                let trimmed = span::trim(&text, range.clone());
                assert_eq!(
                    span::cut(&text, trimmed.clone()),
                    span::cut(&text, range.clone()).trim(),
                    "{text:?}"
                );
                assert!(range.start <= trimmed.start && trimmed.end <= range.end, "{text:?}");
            }
        }
    }
}
