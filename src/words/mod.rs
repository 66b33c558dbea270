//! Text to counts, by unit.

mod dictionary;
mod runs;
mod tokens;
mod unicode;
mod walk;
pub(crate) mod wordpress;

pub use runs::{Counts, counts};
pub(crate) use walk::walk;

use crate::limits::CANCEL_BYTES;
use crate::{pace, simd, span};

/// What counts as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Unit {
    /// White-space tokens; Han and Kana characters one each; Thai, Lao, Khmer
    /// and Burmese by the words of a dictionary. Decided run by run, never
    /// per document.
    #[default]
    Auto,
    /// Runs of characters that are not Unicode White_Space: `str.split`, `wc -w`.
    Whitespace,
    /// Segments of Unicode Annex 29 that hold a letter or a digit.
    Unicode,
    /// Characters that are not white space.
    Characters,
    /// Words as WordPress counts them (`@wordpress/wordcount`): tags, entities
    /// and punctuation left out, `--` and the em dash taken for spaces.
    Wordpress,
    /// Words as ICU finds them: those of `Unicode`, and for Thai, Lao, Khmer,
    /// Burmese, Chinese and Japanese those of a dictionary.
    Icu,
}

impl Unit {
    /// All units, in the order in which messages list them.
    pub const ALL: [Unit; 6] =
        [Unit::Auto, Unit::Whitespace, Unit::Unicode, Unit::Characters, Unit::Wordpress, Unit::Icu];

    /// The name used in Python.
    pub const fn name(self) -> &'static str {
        match self {
            Unit::Auto => "auto",
            Unit::Whitespace => "whitespace",
            Unit::Unicode => "unicode",
            Unit::Characters => "characters",
            Unit::Wordpress => "wordpress",
            Unit::Icu => "icu",
        }
    }

    /// The unit of that name.
    pub fn named(name: &str) -> Option<Unit> {
        Unit::ALL.into_iter().find(|unit| unit.name() == name)
    }
}

/// Counts `text` in `unit`.
///
/// ```
/// use minread::{count_words, Unit};
/// assert_eq!(count_words("anak-anak bermain", Unit::Auto), 2);
/// assert_eq!(count_words("anak-anak bermain", Unit::Unicode), 3);
/// assert_eq!(count_words("東京へ行く Tokyo", Unit::Auto), 6);
/// ```
pub fn count_words(text: &str, unit: Unit) -> u64 {
    pace::stage("words");
    match unit {
        Unit::Auto => by_stretch(text, runs::auto),
        Unit::Whitespace => by_stretch(text, simd::words),
        Unit::Unicode => by_stretch(text, unicode::count),
        Unit::Characters => {
            by_stretch(text, |stretch| stretch.chars().count() as u64 - simd::scan(stretch).spaces)
        }
        // Not by stretch: a tag may run over any place where the text could be cut.
        Unit::Wordpress => wordpress::words(text, wordpress::Edition::Editor),
        Unit::Icu => by_stretch(text, dictionary::icu),
    }
}

/// Counts the texts that lie behind each other in `bytes`, the first from `start` on,
/// each up to one of `ends`, in `unit`: adds the numbers to `counts`, up to the first
/// text that must be counted by itself, and says how many those were. `None` if there
/// is something among them that is not UTF-8.
///
/// For a million short rows: each costs little more than its bytes do.
///
/// ```
/// use minread::{Unit, count_rows};
/// let mut counts = Vec::new();
/// let counted = count_rows("satu duatiga東京".as_bytes(), 0, &[8, 12, 18], Unit::Auto, &mut counts);
/// // In Tokyo no white space tells what a word is.
/// assert!(counted.is_some_and(|rows| rows <= 2));
/// assert!([2, 1].starts_with(&counts));
/// ```
pub fn count_rows(
    bytes: &[u8],
    start: usize,
    ends: &[usize],
    unit: Unit,
    counts: &mut Vec<i64>,
) -> Option<usize> {
    let how = match unit {
        Unit::Whitespace => simd::Rows::Spaced,
        // Without a script that sets no spaces it is the same.
        Unit::Auto => simd::Rows::SpacedUntilUnspaced,
        // A long text holds a character that the vectors do not know (`’`).
        Unit::Unicode if bytes.len() - start < ends.len() * 512 => simd::Rows::Common,
        _ => return Some(0),
    };
    pace::stage("words");
    let before = counts.len();
    let valid = simd::words_of_rows(bytes, start, ends, how, counts);
    let counted = ends.get(..counts.len() - before).unwrap_or_default();
    pace::advance(counted.last().map_or(0, |end| end - start));
    // UTF-8 as a whole, and cut between characters: so each row is.
    let between = |end: &usize| bytes.get(*end).is_none_or(|byte| !matches!(byte, 0x80..=0xBF));
    if valid && counted.iter().all(between) {
        return Some(counted.len());
    }
    counts.truncate(before);
    None
}

fn by_stretch(text: &str, count: impl Fn(&str) -> u64) -> u64 {
    stretches(text).map(count).sum()
}

/// `text` in pieces that end in an ASCII space or newline, where no unit has a
/// word going on, each about as long as may pass between two looks at the
/// cancel flag. Text without such a place comes as one piece.
fn stretches(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let stretch = until_space(rest, CANCEL_BYTES as usize);
        rest = span::cut(rest, stretch.len()..rest.len());
        pace::advance(stretch.len());
        Some(stretch)
    })
}

/// The start of `text`: `size` bytes and on to the next ASCII space or newline.
fn until_space(text: &str, size: usize) -> &str {
    let behind = text.as_bytes().get(size..).unwrap_or_default();
    match memchr::memchr2(b' ', b'\n', behind) {
        Some(at) => span::cut(text, 0..size + at + 1),
        None => text,
    }
}

#[cfg(any(test, feature = "testing"))]
mod twin;
#[cfg(any(test, feature = "testing"))]
pub use twin::plain_counts;

#[cfg(test)]
mod twins {
    //! The fast paths against slow ones that anybody can check.

    use unicode_segmentation::UnicodeSegmentation;

    use super::Unit;
    use super::{count_rows, count_words, counts, dictionary, plain_counts, unicode, walk};
    use crate::script::Script;
    use crate::simd;
    use crate::word_class::Class;

    /// Texts of random pieces, the same on every run.
    fn texts(count: usize) -> impl Iterator<Item = String> {
        const PIECES: &[&str] = &[
            " ",
            " ",
            "\n",
            "\t",
            "\u{85}",
            "\u{A0}",
            "\u{1680}",
            "\u{2003}",
            "\u{2028}",
            "\u{202F}",
            "\u{205F}",
            "\u{3000}",
            "a",
            "bc",
            "Z",
            "kata",
            "7",
            "42",
            ".",
            ":",
            "'",
            "\"",
            ",",
            ";",
            "_",
            "-",
            "’",
            "é",
            "Žluť",
            "×",
            "ӊ",
            "\u{301}",
            "ß",
            "µ",
            "İ",
            "слово",
            "λέξη",
            "שלום",
            "נ״ט",
            "مكتبة",
            "नदी",
            "ा",
            "한국어",
            "東京",
            "かな",
            "カナ",
            "ー",
            "ｶﾅ",
            "ภาษา",
            "ກາ",
            "ខ្មែរ",
            "မြန်မာ",
            "\u{200D}",
            "👩",
            "🇮🇩",
            "Ⓜ",
            "©",
            "²",
            "½",
            "\u{AD}",
            "\u{FEFF}",
            "〇",
            "𠀀",
            "\u{55A}",
            "·",
            "־",
            "…",
            "。",
        ];
        let mut state = 0x2545_F491_4F6C_DD1Du64;
        let mut below = move |n: usize| {
            state ^= state >> 12;
            state ^= state << 25;
            state ^= state >> 27;
            (state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % n
        };
        (0..count).map(move |_| {
            (0..below(90)).map(|_| PIECES.get(below(PIECES.len())).copied().unwrap_or("")).collect()
        })
    }

    #[test]
    fn white_space_is_that_of_the_standard_library() {
        for text in texts(12_000) {
            let plain = simd::plain(&text);
            let scan = simd::scan(&text);
            assert_eq!((scan.words, scan.spaces), (plain.words, plain.spaces), "{text:?}");
            assert_eq!(simd::words(&text), plain.words, "{text:?}");
            assert!(scan.unspaced || !plain.unspaced, "{text:?}");
        }
        for c in '\0'..=char::MAX {
            let alone = simd::scan(c.encode_utf8(&mut [0; 4]));
            assert!(alone.unspaced || !Class::of(c).is_unspaced(), "{c:?}");
            assert_eq!((alone.words, alone.spaces), if c.is_whitespace() { (0, 1) } else { (1, 0) }, "{c:?}");
            // Every character of white space across the borders of blocks.
            for pad in (58..70).chain(122..134).filter(|_| c.is_whitespace()) {
                let text = format!("{}a{c}b", "x".repeat(pad));
                let (scan, plain) = (simd::scan(&text), simd::plain(&text));
                assert_eq!((scan.words, scan.spaces), (plain.words, plain.spaces), "{text:?}");
            }
        }
    }

    #[test]
    fn unicode_words_are_those_of_the_unicode_segmentation_crate() {
        // A joiner in front of a pictograph that is a letter too: the crate breaks
        // behind it, against WB5.
        for text in
            texts(12_000).map(|text| if text.contains('Ⓜ') { text.replace('\u{200D}', "") } else { text })
        {
            let expected = text.unicode_words().count() as u64;
            assert_eq!(unicode::by_rules(&text), expected, "{text:?}");
            assert_eq!(unicode::count(&text), expected, "{text:?}");
            let common: String = text.chars().filter(|c| simd::is_common(*c)).collect();
            for text in [&text, &common] {
                assert_eq!(simd::common_words(text), simd::plain_common_words(text), "{text:?}");
            }
        }
        for c in '\0'..=char::MAX {
            let text = format!("a{c}b {c}. 1{c}2 {c}\u{301}");
            assert_eq!(unicode::count(&text), text.unicode_words().count() as u64, "{text:?}");
        }
    }

    /// Counts rows with [`count_rows`], and alone where it stops; how many it counted.
    fn row_by_row(rows: &[&str], unit: Unit) -> (Vec<i64>, usize) {
        let bytes = rows.concat().into_bytes();
        let end = |end: &mut usize, row: &&str| {
            *end += row.len();
            Some(*end)
        };
        let ends: Vec<usize> = rows.iter().scan(0, end).collect();
        let (mut counts, mut together) = (Vec::new(), 0);
        while let Some(rest) = ends.get(counts.len()..).filter(|rest| !rest.is_empty()) {
            let start = ends.get(counts.len().wrapping_sub(1)).copied().unwrap_or(0);
            let before = counts.len();
            let counted = count_rows(&bytes, start, rest, unit, &mut counts);
            assert_eq!(counted, Some(counts.len() - before), "{rows:?}");
            together += counts.len() - before;
            if let Some(row) = rows.get(counts.len()) {
                counts.push(count_words(row, unit) as i64);
            }
        }
        (counts, together)
    }

    #[test]
    fn rows_that_are_counted_together_count_as_each_alone() {
        let all: Vec<String> = texts(800).collect();
        let short = all.iter().flat_map(|text| text.split_inclusive(['a', '7', ' ', '.', '字', 'é']));
        let plain = ["", "a", "b.", ".c", "3", ".4", ",5", "x y", " ", "é", "don'", "t", "É.", "kata kata"];
        let plain = plain.iter().cycle().enumerate().filter(|(at, _)| at * at % 7 < 4).map(|(_, row)| *row);
        let rows: Vec<&str> = short.chain(plain.take(2_000)).collect();
        for unit in Unit::ALL {
            for size in [1, 2, 5, 40, 700] {
                let mut together = 0;
                for rows in rows.chunks(size) {
                    let (counts, counted) = row_by_row(rows, unit);
                    let expected: Vec<i64> = rows.iter().map(|row| count_words(row, unit) as i64).collect();
                    assert_eq!(counts, expected, "{unit:?} {rows:?}");
                    together += counted;
                }
                let some = matches!(unit, Unit::Whitespace | Unit::Auto | Unit::Unicode);
                assert_eq!(together > 2_000, some, "{unit:?}: {together}");
            }
        }
    }

    #[test]
    fn rows_are_counted_the_same_without_vectors() {
        for text in texts(3_000) {
            let ends: Vec<usize> =
                (0..=text.len()).filter(|at| text.is_char_boundary(*at) && at % 3 > 0).collect();
            for how in [simd::Rows::Spaced, simd::Rows::SpacedUntilUnspaced, simd::Rows::Common] {
                let (mut fast, mut slow) = (Vec::new(), Vec::new());
                simd::words_of_rows(text.as_bytes(), 0, &ends, how, &mut fast);
                simd::plain_words_of_rows(text.as_bytes(), 0, &ends, how, &mut slow);
                // The vectors may stop a few rows earlier.
                assert!(fast.len() <= slow.len() && slow.starts_with(&fast), "{how:?} {text:?}");
            }
        }
    }

    #[test]
    fn a_wrong_byte_is_found_wherever_it_stands() {
        // ASCII between other text, so that short and long stretches of either meet.
        let text = texts(24).fold(String::new(), |all, text| {
            let ascii = "kata ".repeat(all.len() % 90);
            if all.len() % 2 == 0 { all + &text + &ascii } else { all + &ascii + &text }
        });
        let ends: Vec<usize> =
            (1..=text.len()).filter(|at| at % 97 == 0 && text.is_char_boundary(*at)).collect();
        let end = ends.last().copied().unwrap_or_default();
        let mut found = 0;
        for at in (0..end).filter(|at| at % 31 < 2) {
            for wrong in [b'a', 0xC3, 0xE2, 0x80, 0xFF] {
                let mut bytes = text.clone().into_bytes();
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = wrong;
                }
                let mut row = 0;
                let valid = ends.iter().all(|end| {
                    let bytes = bytes.get(std::mem::replace(&mut row, *end)..*end).unwrap_or_default();
                    std::str::from_utf8(bytes).is_ok()
                });
                let counted = count_rows(&bytes, 0, &ends, Unit::Whitespace, &mut Vec::new());
                assert_eq!(counted, valid.then_some(ends.len()), "{wrong:X} at {at}");
                let whole = bytes.get(..end).is_some_and(|bytes| std::str::from_utf8(bytes).is_ok());
                let plain = simd::plain_words_of_rows(&bytes, 0, &ends, simd::Rows::Spaced, &mut Vec::new());
                assert_eq!(plain, whole, "{wrong:X} at {at}");
                found += usize::from(!valid);
            }
        }
        assert!(found > 500, "{found}");
    }

    #[test]
    fn rows_that_are_not_utf8_are_not_counted() {
        for (bytes, ends) in [
            (&b"satu \xFF dua"[..], &[6, 10][..]),
            ("dué tiga".as_bytes(), &[3, 9]),
            ("東京".as_bytes(), &[1, 6]),
            (&b"\xC3"[..], &[1]),
        ] {
            for unit in [Unit::Whitespace, Unit::Unicode] {
                let mut counts = vec![7];
                let counted = count_rows(bytes, 0, ends, unit, &mut counts);
                assert!(counted.is_none_or(|rows| rows == 0), "{bytes:?} {unit:?}");
                assert_eq!(counts, [7]);
            }
        }
    }

    #[test]
    fn letters_are_those_of_the_standard_library() {
        for c in '\0'..=char::MAX {
            assert_eq!(Class::of(c).is_letter(), c.is_alphabetic(), "{c:?}");
            assert_eq!(Class::of(c).is_alphanumeric(), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn the_word_table_agrees_with_the_script_table() {
        for c in '\u{80}'..=char::MAX {
            assert_eq!(Class::of(c).counts_by_character(), Script::of(c).counts_by_character(), "{c:?}");
            assert_eq!(Class::of(c).needs_dictionary(), Script::of(c).needs_dictionary(), "{c:?}");
        }
    }

    #[test]
    fn runs_are_counted_as_their_definition_says() {
        for text in texts(4_000) {
            let expected = plain_counts(&text);
            assert_eq!(counts(&text), expected, "{text:?}");
            let mut shown = String::new();
            let mut words = 0;
            let walked = walk(&text, |run| {
                assert!(text.get(run.start..).is_some_and(|rest| rest.starts_with(run.text)), "{text:?}");
                shown.push_str(run.text);
                words += run.words;
            });
            assert_eq!((walked, words), (expected, expected.words()), "{text:?}");
            assert!(shown.chars().eq(text.chars().filter(|c| !c.is_whitespace())), "{text:?}");
            assert_eq!(count_words(&text, Unit::Auto), expected.words(), "{text:?}");
        }
        // Past the windows in which spaced text is counted at once.
        let long: String = texts(400).map(|text| text + " \n").collect();
        assert_eq!(counts(&long), plain_counts(&long));
    }

    #[test]
    fn a_token_of_ascii_needs_no_dictionary() {
        for text in texts(20_000) {
            let ascii: String = text.chars().filter(char::is_ascii).collect();
            for token in ascii.split_ascii_whitespace() {
                assert_eq!(dictionary::words(token), unicode::count(token), "{token:?}");
            }
        }
    }
}
