//! What the class, id and role of an element say that it holds: the words are data.

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

/// The words of both lists.
struct Words {
    finder: AhoCorasick,
    /// In the order of the finder.
    words: Vec<Word>,
}

struct Word {
    /// A name must end where the word does.
    whole: bool,
    /// What it says that an element is beside the article; else it only says that it
    /// holds none.
    beside: Option<Beside>,
}

static WORDS: LazyLock<Option<Words>> = LazyLock::new(|| {
    let chrome = tsv::lines(include_str!("../../data/chrome_classes.txt")).map(|word| (word, None));
    let beside = tsv::rows(include_str!("../../data/beside_classes.tsv"))
        .filter_map(|[word, part]| Some((word, Some(Beside::named(part)?))));
    let (texts, words): (Vec<&str>, Vec<Word>) = chrome
        .chain(beside)
        .map(|(word, beside)| (word.trim_end_matches('$'), Word { whole: word.ends_with('$'), beside }))
        .unzip();
    Some(Words { finder: finder(texts)?, words })
});

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
        let Some(Words { finder, words }) = &*WORDS else { return said };
        let bytes = names.as_bytes();
        pace::advance(bytes.len());
        for hit in finder.find_overlapping_iter(names) {
            let before = hit.start().checked_sub(1).and_then(|at| bytes.get(at));
            let (first, behind) = (bytes.get(hit.start()), bytes.get(hit.end()));
            let upper = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_uppercase);
            let starts = before.is_none_or(|byte| !byte.is_ascii_alphanumeric())
                || (before.is_some_and(u8::is_ascii_lowercase) && upper(first));
            let ends = behind.is_none_or(|byte| !byte.is_ascii_lowercase());
            let Some(word) = words.get(hit.pattern().as_usize()) else { continue };
            if starts && (ends || !word.whole) {
                match word.beside {
                    Some(_) => said.beside = said.beside.or(word.beside),
                    None => said.chrome = true,
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
