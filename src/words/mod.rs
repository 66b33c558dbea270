//! Text to counts, by unit.

mod auto;
mod class;
mod runs;
mod simd;
mod unicode;
pub(crate) mod wordpress;

pub(crate) use auto::tokens;
pub use runs::{Counts, counts};

use crate::limits::CANCEL_BYTES;
use crate::{pace, span};

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
}

impl Unit {
    /// All units, in the order in which messages list them.
    pub const ALL: [Unit; 5] =
        [Unit::Auto, Unit::Whitespace, Unit::Unicode, Unit::Characters, Unit::Wordpress];

    /// The name used in Python.
    pub const fn name(self) -> &'static str {
        match self {
            Unit::Auto => "auto",
            Unit::Whitespace => "whitespace",
            Unit::Unicode => "unicode",
            Unit::Characters => "characters",
            Unit::Wordpress => "wordpress",
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
        Unit::Auto => by_stretch(text, auto::count),
        Unit::Whitespace => by_stretch(text, |stretch| simd::scan(stretch).words),
        Unit::Unicode => by_stretch(text, unicode::count),
        Unit::Characters => {
            by_stretch(text, |stretch| stretch.chars().filter(|c| !c.is_whitespace()).count() as u64)
        }
        // Not by stretch: a tag may run over any place where the text could be cut.
        Unit::Wordpress => wordpress::words(text, wordpress::Edition::Editor),
    }
}

fn by_stretch(text: &str, count: impl Fn(&str) -> u64) -> u64 {
    stretches(text).map(count).sum()
}

/// `text` in pieces that end in an ASCII space or newline, where no unit has a
/// word going on, each about as long as may pass between two looks at the
/// cancel flag. Text without such a place comes as one piece.
fn stretches(text: &str) -> impl Iterator<Item = &str> {
    let size = CANCEL_BYTES as usize;
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .as_bytes()
            .get(size..)
            .and_then(|tail| memchr::memchr2(b' ', b'\n', tail))
            .map_or(rest.len(), |at| size + at + 1);
        let (stretch, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
        rest = tail;
        pace::advance(stretch.len());
        Some(stretch)
    })
}

/// The number of words that a dictionary finds in `run`, which holds
/// Thai, Lao, Khmer or Burmese only.
fn dictionary_words(run: &str) -> u64 {
    use crate::limits::DICTIONARY_RUN_BYTES;
    use icu_segmenter::{WordSegmenter, options::WordBreakInvariantOptions};
    thread_local! {
        static DICTIONARY: icu_segmenter::WordSegmenterBorrowed<'static> =
            WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    }
    let mut words = 0;
    let mut rest = run;
    while !rest.is_empty() {
        let piece = span::head(rest, DICTIONARY_RUN_BYTES);
        pace::advance(piece.len());
        words += DICTIONARY.with(|dictionary| {
            let mut breaks = dictionary.segment_str(piece);
            let mut found = 0;
            while breaks.next().is_some() {
                found += u64::from(breaks.is_word_like());
            }
            found
        });
        rest = span::cut(rest, piece.len()..rest.len());
    }
    words
}

#[cfg(test)]
mod twins {
    //! The fast paths against slow ones that anybody can check.

    use unicode_segmentation::UnicodeSegmentation;

    use super::{auto, class::Class, simd, unicode};
    use crate::script::Script;

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
        for text in texts(50_000) {
            let plain = simd::plain(&text);
            let scan = simd::scan(&text);
            assert_eq!(scan.words, plain.words, "{text:?}");
            assert!(scan.unspaced || !plain.unspaced, "{text:?}");
        }
        for c in '\0'..=char::MAX {
            for pad in [0, 61, 62, 63, 64, 65] {
                if c > '\u{3100}' && pad > 0 {
                    continue;
                }
                let text = format!("{}a{c}b", "x".repeat(pad));
                assert_eq!(simd::scan(&text).words, text.split_whitespace().count() as u64, "{text:?}");
            }
            assert!(simd::scan(c.encode_utf8(&mut [0; 4])).unspaced || !Class::of(c).is_unspaced(), "{c:?}");
        }
    }

    #[test]
    fn unicode_words_are_those_of_the_unicode_segmentation_crate() {
        // A joiner in front of a pictograph that is a letter too: the crate breaks
        // behind it, against WB5.
        for text in
            texts(50_000).map(|text| if text.contains('Ⓜ') { text.replace('\u{200D}', "") } else { text })
        {
            let expected = text.unicode_words().count() as u64;
            assert_eq!(unicode::by_rules(&text), expected, "{text:?}");
            assert_eq!(unicode::count(&text), expected, "{text:?}");
            let ascii: Vec<u8> = text.bytes().filter(|byte| byte.is_ascii() && *byte != b'_').collect();
            assert_eq!(simd::ascii_words(&ascii), simd::plain_ascii_words(&ascii), "{text:?}");
        }
        for c in '\0'..=char::MAX {
            let text = format!("a{c}b {c}. 1{c}2 {c}\u{301}");
            assert_eq!(unicode::count(&text), text.unicode_words().count() as u64, "{text:?}");
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
    fn auto_counts_token_by_token() {
        for text in texts(2_000) {
            let tokens: u64 = text.split_whitespace().map(auto::count).sum();
            assert_eq!(auto::count(&text), tokens, "{text:?}");
        }
    }
}
