//! Looks words up; owns none. Abbreviations stand one a line in
//! `data/abbreviations/<language>.txt`, other words that tell what a stop means
//! in `data/sentence_words.tsv`.

use std::borrow::Cow;
use std::ops::BitOr;
use std::sync::{LazyLock, OnceLock};

use crate::hash::{ByText, FACTOR};
use crate::language::primary;
use crate::tsv;

/// What a word can mean for the stop behind or in front of it; a word may be
/// several things (`in.` is an inch and no abbreviation).
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Classes(u16);

impl Classes {
    /// Stands before a name: its stop never ends a sentence (`Dr. Smith`). If it
    /// may end one as well (`St. Mary`, `Main St. The`), a starter tells.
    pub(super) const TITLE: Classes = Classes(1);
    /// Takes a number: no end before one (`No. 12`).
    pub(super) const NUMBER: Classes = Classes(1 << 1);
    /// May end a sentence: no end before a lower-case word (`etc.`).
    pub(super) const MAY_END: Classes = Classes(1 << 2);
    /// A time of day or an era (`5 p.m.`, `50 B.C.`).
    pub(super) const ERA: Classes = Classes(1 << 3);
    /// A degree behind a name: ends before a capital (`her Ph.D. Tom`).
    pub(super) const DEGREE: Classes = Classes(1 << 4);
    /// An abbreviation behind a number, another word elsewhere (`5 in. tall`).
    pub(super) const UNIT: Classes = Classes(1 << 5);
    /// Begins a sentence behind an abbreviation far more often than it goes on
    /// with it (`in the U.S. The`).
    pub(super) const STARTER: Classes = Classes(1 << 6);
    /// A number with a stop behind this word is an ordinal (`dem 19. Jahrhundert`).
    pub(super) const BEFORE_ORDINAL: Classes = Classes(1 << 7);
    /// A number with a stop in front of this word is an ordinal (`7. Apríla`).
    pub(super) const AFTER_ORDINAL: Classes = Classes(1 << 8);
    /// Begins a time that is set in front (`At 5 a.m. Mr. Smith went`).
    pub(super) const FRONT: Classes = Classes(1 << 9);
    /// A time zone (`5 p.m. PDT`).
    pub(super) const ZONE: Classes = Classes(1 << 10);
    /// One capital behind this word is a number (`kuartal I.`).
    pub(super) const BEFORE_ROMAN: Classes = Classes(1 << 11);

    /// Every class that an abbreviation can have.
    pub(super) const ABBREVIATION: Classes =
        Classes(Self::TITLE.0 | Self::NUMBER.0 | Self::MAY_END.0 | Self::ERA.0 | Self::DEGREE.0);

    /// Every class that tells whether a stop behind the word ends a sentence.
    const TELLING: Classes = Classes(Self::ABBREVIATION.0 | Self::UNIT.0);

    pub(super) fn any(self, of: Classes) -> bool {
        self.0 & of.0 != 0
    }

    /// The class that the data files call `name`.
    fn named(name: &str) -> Option<Classes> {
        Some(match name {
            "title" => Self::TITLE,
            "number" => Self::NUMBER,
            "may_end" => Self::MAY_END,
            "era" => Self::ERA,
            "degree" => Self::DEGREE,
            "unit" => Self::UNIT,
            "starter" => Self::STARTER,
            "before_ordinal" => Self::BEFORE_ORDINAL,
            "after_ordinal" => Self::AFTER_ORDINAL,
            "front" => Self::FRONT,
            "zone" => Self::ZONE,
            "before_roman" => Self::BEFORE_ROMAN,
            // `XII. Pluk` goes on, `Ludwig XIV. Er` ends.
            "roman" => Self::TITLE | Self::MAY_END,
            _ => return None,
        })
    }
}

impl BitOr for Classes {
    type Output = Classes;

    fn bitor(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}

/// The words of one language.
pub(super) struct Language {
    words: ByText<Cow<'static, str>, Classes>,
    /// The longest word, in bytes: what is longer need not be looked up.
    longest: usize,
    /// A bit for each [`key`] of a word that [`may_abbreviate`](Language::may_abbreviate).
    abbreviating: Box<[u64; KEYS / 64]>,
    /// Whether a number with a stop is an ordinal here (`12. Juni`).
    pub ordinals: bool,
    /// The letters in which words of the language end, if few do otherwise.
    pub finals: &'static str,
}

impl Language {
    /// The words for a BCP 47 tag; English ones where there are none.
    pub(super) fn of(tag: Option<&str>) -> &'static Language {
        static LANGUAGES: [OnceLock<Language>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];
        static NONE: LazyLock<Language> = LazyLock::new(|| Language::read("en", ""));
        let find = |wanted: &str| {
            let at = FILES.binary_search_by(|(code, _)| (*code).cmp(wanted)).ok()?;
            FILES.get(at).zip(LANGUAGES.get(at))
        };
        let tag = tag.unwrap_or("en");
        match find(tag).or_else(|| find(&primary(tag))).or_else(|| find("en")) {
            Some(((code, file), language)) => language.get_or_init(|| Language::read(code, file)),
            None => &NONE,
        }
    }

    /// What `word` (without its last stop) is. An entry in lower case also
    /// matches capitalised, unless it is one letter.
    pub(super) fn classes(&self, word: &str) -> Classes {
        if word.len() > self.longest {
            return Classes::default();
        }
        self.words.get(word).copied().unwrap_or_default()
    }

    /// Whether a word of letters that ends in these may be an abbreviation, or a part of
    /// one that is written with stops: never `false` for one that is. `key` is the
    /// [`key`] of the word.
    pub(super) fn may_abbreviate(&self, key: usize) -> bool {
        self.abbreviating.get(key / 64).is_none_or(|bits| bits & (1 << (key % 64)) != 0)
    }

    /// What `first.second` is, if it is an abbreviation: one that is often written with a
    /// space.
    pub(super) fn joined(&self, first: &str, second: &str) -> Classes {
        // `அ.இ.அ.தி.மு.க` has 29 bytes.
        let mut joined = [0; 32];
        let length = first.len() + 1 + second.len();
        let parts = [first, second].iter().all(|part| self.may_abbreviate(key(last_bytes(part.as_bytes()))));
        let Some(room) = joined.get_mut(..length).filter(|_| parts && length <= self.longest) else {
            return Classes::default();
        };
        if let Some((front, [stop, behind @ ..])) = room.split_at_mut_checked(first.len()) {
            front.copy_from_slice(first.as_bytes());
            *stop = b'.';
            behind.copy_from_slice(second.as_bytes());
        }
        // `a. a. a. `: `a` is a part of `a.m`, but there is no `a.a`.
        if !self.may_abbreviate(key(last_bytes(room))) {
            return Classes::default();
        }
        std::str::from_utf8(room).map_or_else(|_| Classes::default(), |joined| self.classes(joined))
    }

    fn read(code: &'static str, file: &'static str) -> Language {
        let mut language = Language::empty();
        language.read_abbreviations(file);
        // What is common to all languages gives way to their own words.
        let mut common = Language::empty();
        common.read_abbreviations(include_str!("../data/abbreviations/any.txt"));
        for (word, classes) in common.words {
            if language.classes(&word) == Classes::default() {
                language.insert(word, classes);
            }
        }
        for [of, class, words, _] in tsv::rows(include_str!("../data/sentence_words.tsv")) {
            if of == code && class == "finals" {
                language.finals = words;
            } else if of == code || of == "any" {
                let class = Classes::named(class).unwrap_or_default();
                language.ordinals |= class == Classes::AFTER_ORDINAL;
                words.split(' ').for_each(|word| language.add(word, class));
            }
        }
        let abbreviations = language.words.iter().filter(|(_, classes)| classes.any(Classes::TELLING));
        for (word, _) in abbreviations {
            let stops = word.match_indices('.').map(|(at, _)| at);
            let parts = stops.flat_map(|at| [word.get(..at), word.get(at + 1..)]).flatten();
            for part in parts.chain([word.as_ref()]) {
                let key = key(last_bytes(part.as_bytes()));
                if let Some(bits) = language.abbreviating.get_mut(key / 64) {
                    *bits |= 1 << (key % 64);
                }
            }
        }
        language
    }

    fn empty() -> Language {
        Language {
            words: ByText::default(),
            longest: 0,
            abbreviating: Box::new([0; KEYS / 64]),
            ordinals: false,
            finals: "",
        }
    }

    fn read_abbreviations(&mut self, file: &'static str) {
        let mut class = Classes::default();
        for line in tsv::lines(file) {
            match line.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
                Some(name) => class = Classes::named(name).unwrap_or_default(),
                None => self.add(line, class),
            }
        }
    }

    fn add(&mut self, word: &'static str, class: Classes) {
        let mut letters = word.chars();
        let first = letters.next().filter(|first| first.is_lowercase());
        if let Some(first) = first.filter(|_| !letters.as_str().is_empty()) {
            let capitalised: String = first.to_uppercase().chain(letters).collect();
            self.insert(Cow::Owned(capitalised), class);
        }
        self.insert(Cow::Borrowed(word), class);
    }

    fn insert(&mut self, word: Cow<'static, str>, class: Classes) {
        self.longest = self.longest.max(word.len());
        let classes = self.words.entry(word).or_default();
        *classes = *classes | class;
    }
}

/// How many [`key`]s there are: fifty times the words of a language.
const KEYS: usize = 1 << 16;

/// The last bytes of a word, up to eight, as a number.
pub(super) fn last_bytes(word: &[u8]) -> u64 {
    word.iter().rev().take(8).fold(0, |bytes, byte| (bytes << 8) | u64::from(*byte))
}

/// A number below [`KEYS`] for the [`last_bytes`] of a word: the upper bits of a product.
pub(super) fn key(last_bytes: u64) -> usize {
    (last_bytes.wrapping_mul(FACTOR) >> 48) as usize
}

macro_rules! lists {
    ($($code:literal)*) => {
        &[$(($code, include_str!(concat!("../data/abbreviations/", $code, ".txt")))),*]
    };
}

/// The languages with lists; a new file is named here.
const FILES: &[(&str, &str)] = lists![
    "am" "ar" "bg" "ca" "cs" "da" "de" "el" "en" "es" "et" "eu" "fa" "fi" "fr" "gl" "he" "hi" "hr" "hu" "hy" "id" "it" "ja" "kk" "ko" "lt" "lv" "mr" "ms" "nb" "nl" "pl" "pt" "ro" "ru" "sk" "sl" "sr" "sv" "ta" "th" "tr" "uk" "ur" "vi" "zh"
];

#[cfg(test)]
pub(super) mod tests {
    use super::super::twins::texts_of;
    use super::*;

    pub(in super::super) fn languages() -> impl Iterator<Item = &'static Language> {
        FILES.iter().map(|(code, _)| Language::of(Some(code)))
    }

    /// All that a list holds, in an order that is the same on every run.
    pub(in super::super) fn words(language: &'static Language) -> Vec<&'static str> {
        let mut words: Vec<&str> = language.words.keys().map(AsRef::as_ref).collect();
        words.sort_unstable();
        words
    }

    /// Two words as one abbreviation, looked up as it stands: `None` if it is none.
    fn plainly_joined(language: &Language, first: &str, second: &str) -> Option<Classes> {
        let joined = language.words.get(format!("{first}.{second}").as_str()).copied();
        joined.filter(|classes| classes.any(Classes::ABBREVIATION))
    }

    #[test]
    fn words_are_joined_as_in_the_list() {
        const PARTS: [&str; 20] = [
            "a", "b", "B", "z", "m", "p", "Ph", "D", "U", "S", "v", "Chr", "т", "д", "е", "n", ".", "a.",
            "x", "",
        ];
        let mut joined = 0;
        for language in languages() {
            let mut same = |first: &str, second: &str| {
                let found = language.joined(first, second);
                let found = Some(found).filter(|classes| classes.any(Classes::ABBREVIATION));
                assert_eq!(found, plainly_joined(language, first, second), "{first:?} {second:?}");
                joined += usize::from(found.is_some());
            };
            for word in words(language) {
                for word in [word.to_owned(), word.to_uppercase(), word.to_lowercase()] {
                    for (first, second) in word.match_indices('.').map(|(at, _)| word.split_at(at)) {
                        let second = second.trim_start_matches('.');
                        same(first, second);
                        same(second, first);
                    }
                    same(&word, "a");
                    same("a", &word);
                }
            }
            let texts: Vec<String> = texts_of(&PARTS, 3, 200).collect();
            texts.windows(2).for_each(|pair| {
                if let [first, second] = pair {
                    same(first, second);
                }
            });
        }
        assert!(joined > 1_000, "{joined}");
    }

    #[test]
    fn what_is_listed_may_abbreviate_and_its_parts_may() {
        for language in languages() {
            for word in words(language) {
                let classes = language.words.get(word).copied();
                assert_eq!(Some(language.classes(word)), classes, "{word}");
                let telling = classes.is_some_and(|classes| classes.any(Classes::TELLING));
                let parts = word.match_indices('.').flat_map(|(at, _)| [word.get(..at), word.get(at + 1..)]);
                for part in parts.flatten().chain([word]).filter(|_| telling) {
                    assert!(language.may_abbreviate(key(last_bytes(part.as_bytes()))), "{part} of {word}");
                }
            }
        }
    }
}
