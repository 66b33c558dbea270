//! Looks abbreviations up; owns none. They are one word a line in
//! `data/abbreviations/<language>.txt`, in the three classes that decide.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::language::primary;
use crate::tsv;

/// What an abbreviation's full stop can mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// Stands before a name: its stop never ends a sentence.
    Title,
    /// Takes a number: no end before a digit.
    Number,
    /// May end a sentence: no end before a lower-case word.
    MayEnd,
    /// No abbreviation: a word after which a number with a stop is an ordinal
    /// (`dem 19. Jahrhundert`).
    BeforeOrdinal,
}

/// The abbreviation lists of one language.
#[derive(Clone, Copy)]
pub(super) struct Language {
    pub code: &'static str,
    entries: &'static HashMap<&'static str, Class>,
}

impl Language {
    /// The lists for a BCP 47 tag; English ones where there are none.
    pub(super) fn of(tag: Option<&str>) -> Language {
        let wanted = tag.map_or_else(|| "en".to_owned(), primary);
        let find = |code: &str| LISTS.iter().find(|(known, _)| *known == code);
        match find(&wanted).or_else(|| find("en")) {
            Some((code, entries)) => Language { code, entries },
            None => Language { code: "en", entries: &EMPTY },
        }
    }

    /// The class of `word` (without its last stop). An entry in lower case also
    /// matches capitalised.
    pub(super) fn class(self, word: &str) -> Option<Class> {
        self.entry(word).filter(|class| *class != Class::BeforeOrdinal)
    }

    /// Whether a number with a stop after `word` is an ordinal.
    pub(super) fn is_before_ordinal(self, word: &str) -> bool {
        self.entry(word) == Some(Class::BeforeOrdinal)
    }

    fn entry(self, word: &str) -> Option<Class> {
        self.entries.get(word).copied().or_else(|| {
            let first = word.chars().next().filter(|c| c.is_uppercase())?;
            let lower: String = first.to_lowercase().chain(word.chars().skip(1)).collect();
            self.entries.get(lower.as_str()).copied().filter(|_| word.chars().nth(1).is_some())
        })
    }

    /// Whether a number with a stop is an ordinal here (`12. Juni`).
    pub(super) fn has_ordinals(self) -> bool {
        matches!(
            self.code,
            "de" | "da"
                | "nb"
                | "sv"
                | "fi"
                | "cs"
                | "sk"
                | "hu"
                | "lt"
                | "lv"
                | "et"
                | "pl"
                | "tr"
                | "hy"
                | "sl"
                | "hr"
                | "sr"
        )
    }
}

static EMPTY: LazyLock<HashMap<&'static str, Class>> = LazyLock::new(HashMap::new);

static LISTS: LazyLock<Vec<(&'static str, HashMap<&'static str, Class>)>> =
    LazyLock::new(|| FILES.iter().map(|(code, file)| (*code, parse(file))).collect());

fn parse(file: &'static str) -> HashMap<&'static str, Class> {
    let mut class = None;
    let mut entries = HashMap::new();
    for line in tsv::lines(file) {
        match line {
            "[title]" => class = Some(Class::Title),
            "[number]" => class = Some(Class::Number),
            "[may_end]" => class = Some(Class::MayEnd),
            "[before_ordinal]" => class = Some(Class::BeforeOrdinal),
            entry => {
                if let Some(class) = class {
                    entries.insert(entry, class);
                }
            }
        }
    }
    entries
}

macro_rules! lists {
    ($($code:literal)*) => {
        &[$(($code, include_str!(concat!("../data/abbreviations/", $code, ".txt")))),*]
    };
}

/// The languages with lists; a new file is named here.
const FILES: &[(&str, &str)] = lists![
    "am" "ar" "bg" "ca" "cs" "da" "de" "el" "en" "es" "et" "eu" "fa" "fi" "fr" "gl" "he" "hi" "hr" "hu" "hy" "id" "it" "ja" "kk" "ko" "lt" "lv" "mr" "ms" "nb" "nl" "pl" "pt" "ro" "ru" "sk" "sl" "sr" "sv" "ta" "tr" "uk" "ur" "vi" "zh"
];
