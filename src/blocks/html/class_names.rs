//! What the class, id and role of an element say that it holds: the words are data.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use crate::{pace, tsv};

/// What an element says by its class, id or role that it holds beside the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// What readers wrote.
    Comments,
    /// The text of a picture.
    Caption,
    /// Who wrote the article.
    Author,
    /// What stands below each page of the site.
    Footer,
    /// What the site does not promise.
    Disclaimer,
    /// What opens over the page.
    Window,
    /// Facts beside the text.
    Box,
}

impl Beside {
    /// The part of this name in `beside_classes.tsv`.
    fn named(name: &str) -> Option<Beside> {
        Some(match name {
            "comments" => Beside::Comments,
            "caption" => Beside::Caption,
            "author" => Beside::Author,
            "footer" => Beside::Footer,
            "disclaimer" => Beside::Disclaimer,
            "window" => Beside::Window,
            "box" => Beside::Box,
            _ => return None,
        })
    }
}

/// The words of both lists, sorted by the two letters that they begin with.
struct Words {
    words: Vec<Word>,
    /// Where those of each two letters are.
    places: Vec<Range<usize>>,
}

struct Word {
    text: &'static str,
    /// A name must end where the word does.
    whole: bool,
    /// What it says that an element is beside the article; else it only says that it
    /// holds none.
    beside: Option<Beside>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let chrome = tsv::lines(include_str!("../../data/chrome_classes.txt")).map(|word| (word, None));
    let beside = tsv::rows(include_str!("../../data/beside_classes.tsv"))
        .filter_map(|[word, part]| Some((word, Some(Beside::named(part)?))));
    let word = |(word, beside): (&'static str, _)| {
        let text = word.trim_end_matches('$');
        Word { text, whole: word.ends_with('$'), beside }
    };
    let mut words: Vec<Word> = chrome.chain(beside).map(word).collect();
    words.sort_by_key(|word| letters(word.text.as_bytes()));
    let place = |two: usize| {
        let start = words.partition_point(|word| letters(word.text.as_bytes()) < Some(two));
        start..words.partition_point(|word| letters(word.text.as_bytes()) <= Some(two))
    };
    let places = (0..26 * 26).map(place).collect();
    Words { words, places }
});

/// The number of the two letters that `name` begins with, in any case.
#[inline]
fn letters(name: &[u8]) -> Option<usize> {
    // A bit makes capitals small, and nothing else a letter.
    let letter = |byte: &u8| Some(usize::from((byte | 0x20).wrapping_sub(b'a'))).filter(|at| *at < 26);
    match name {
        [first, second, ..] => Some(letter(first)? * 26 + letter(second)?),
        _ => None,
    }
}

impl Words {
    /// Those that may stand at the beginning of `name`.
    #[inline]
    fn at(&self, name: &[u8]) -> &[Word] {
        let place = letters(name).and_then(|two| self.places.get(two));
        place.and_then(|place| self.words.get(place.clone())).unwrap_or_default()
    }
}

/// Looks for all `words` at once. Names are short: a table that is large and quick to enter.
fn finder(words: impl IntoIterator<Item = &'static str>) -> Option<AhoCorasick> {
    AhoCorasick::builder().ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA)).build(words).ok()
}

/// What the class, id and role of an element say.
#[derive(Clone, Copy, Default)]
pub(super) struct Said {
    /// That it holds no article.
    pub chrome: bool,
    /// What it is beside the article.
    pub beside: Option<Beside>,
}

impl Said {
    /// This, and what another name says.
    pub fn and(self, other: Said) -> Said {
        Said { chrome: self.chrome || other.chrome, beside: self.beside.or(other.beside) }
    }

    /// What `names` say.
    pub fn by(names: &str) -> Said {
        let mut said = Said::default();
        let known = &*WORDS;
        pace::advance(names.len());
        let mut before = b' ';
        for (at, byte) in names.bytes().enumerate() {
            let starts =
                !before.is_ascii_alphanumeric() || (before.is_ascii_lowercase() && byte.is_ascii_uppercase());
            before = byte;
            if !starts {
                continue;
            }
            let name = names.as_bytes().get(at..).unwrap_or_default();
            for word in known.at(name) {
                let Some((front, behind)) = name.split_at_checked(word.text.len()) else { continue };
                let ends = !word.whole || !behind.first().is_some_and(u8::is_ascii_lowercase);
                if ends && front.eq_ignore_ascii_case(word.text.as_bytes()) {
                    match word.beside {
                        Some(_) => said.beside = said.beside.or(word.beside),
                        None => said.chrome = true,
                    }
                }
            }
        }
        said
    }
}

/// The small elements that one list of `stated_classes.tsv` means.
pub(super) struct Stated(LazyLock<Option<Lists>>);

struct Lists {
    says: AhoCorasick,
    otherwise: AhoCorasick,
}

pub(super) static BYLINE: Stated = Stated(LazyLock::new(|| Lists::read("byline", "no byline")));
pub(super) static DATE: Stated = Stated(LazyLock::new(|| Lists::read("date", "no date")));
pub(super) static COMMENTS: Stated = Stated(LazyLock::new(|| Lists::read("comments", "no comments")));

impl Stated {
    /// Whether one of several names says it and nothing else.
    pub fn says(&self, names: &str) -> bool {
        let Some(Lists { says, otherwise }) = &*self.0 else { return false };
        pace::advance(names.len());
        let alone = |name: &str| says.is_match(name) && !otherwise.is_match(name);
        says.is_match(names) && names.split_ascii_whitespace().any(alone)
    }
}

impl Lists {
    fn read(says: &str, otherwise: &str) -> Option<Lists> {
        let words = |wanted: &str| {
            let table = tsv::rows(include_str!("../../data/stated_classes.tsv"));
            finder(table.filter(|[_, list]| *list == wanted).map(|[word, _]| word))
        };
        Some(Lists { says: words(says)?, otherwise: words(otherwise)? })
    }
}

#[cfg(test)]
mod tests {
    use super::{Said, WORDS};

    /// What names say, by a look for each word at each place.
    fn plainly(names: &str) -> Said {
        let mut said = Said::default();
        let lower = names.to_ascii_lowercase();
        for (at, _) in names.char_indices() {
            let (before, here) = names.split_at(at);
            let alone = !before.ends_with(|c: char| c.is_ascii_alphanumeric());
            let hump = before.ends_with(|c: char| c.is_ascii_lowercase())
                && here.starts_with(|c: char| c.is_ascii_uppercase());
            for word in WORDS.words.iter().filter(|_| alone || hump) {
                let Some(behind) = lower.get(at..).and_then(|rest| rest.strip_prefix(word.text)) else {
                    continue;
                };
                let behind = names.get(names.len() - behind.len()..).unwrap_or_default();
                if !word.whole || !behind.starts_with(|c: char| c.is_ascii_lowercase()) {
                    said = said.and(Said { chrome: word.beside.is_none(), beside: word.beside });
                }
            }
        }
        said
    }

    #[test]
    fn names_say_what_their_words_say() {
        for word in &WORDS.words {
            let text = word.text;
            let capital =
                text.get(..1).unwrap_or_default().to_uppercase() + text.get(1..).unwrap_or_default();
            for names in [
                text.to_owned(),
                text.to_uppercase(),
                format!("post-{text}s"),
                format!("main {text}-1"),
                format!("post{capital}"),
                format!("POST{capital}"),
                format!("a{text}"),
                format!("é{text}é"),
                format!("{text}{text}"),
                text.get(1..).unwrap_or_default().to_owned(),
            ] {
                let (fast, slow) = (Said::by(&names), plainly(&names));
                assert_eq!((fast.chrome, fast.beside), (slow.chrome, slow.beside), "{names}");
            }
        }
    }
}
