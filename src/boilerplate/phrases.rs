//! Known phrases of boilerplate, from `data/phrases/`, found by one automaton.

use std::collections::HashSet;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::kind::Kind;
use crate::limits::PHRASE_BYTES;
use crate::script::Script;
use crate::{span, tsv};

/// How much a phrase tells.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Strength {
    /// Tells on a short line without an end mark.
    Weak,
    /// Tells by itself, even in a sentence.
    Strong,
}

/// Where in a line a phrase tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    Whole,
    Start,
    End,
    Any,
}

/// A phrase that was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub kind: Kind,
    pub strength: Strength,
    pub place: Place,
    pub text: &'static str,
}

struct Phrase {
    language: &'static str,
    kind: Kind,
    place: Place,
    strength: Strength,
    text: &'static str,
}

const FILES: [(Kind, &str); 14] = [
    (Kind::Ad, include_str!("../data/phrases/ad.txt")),
    (Kind::Share, include_str!("../data/phrases/share.txt")),
    (Kind::Related, include_str!("../data/phrases/related.txt")),
    (Kind::Newsletter, include_str!("../data/phrases/newsletter.txt")),
    (Kind::Navigation, include_str!("../data/phrases/navigation.txt")),
    (Kind::Cookie, include_str!("../data/phrases/cookie.txt")),
    (Kind::Comment, include_str!("../data/phrases/comment.txt")),
    (Kind::Tags, include_str!("../data/phrases/tags.txt")),
    (Kind::Caption, include_str!("../data/phrases/caption.txt")),
    (Kind::Credit, include_str!("../data/phrases/credit.txt")),
    (Kind::Byline, include_str!("../data/phrases/byline.txt")),
    (Kind::Date, include_str!("../data/phrases/date.txt")),
    (Kind::AuthorBio, include_str!("../data/phrases/author_bio.txt")),
    (Kind::Copyright, include_str!("../data/phrases/copyright.txt")),
];

/// Phrases and the automaton that finds them.
struct Phrases {
    list: Vec<Phrase>,
    automaton: Option<AhoCorasick>,
}

impl Phrases {
    fn new(wanted: impl Fn(&Phrase) -> bool, kind: AhoCorasickKind) -> Phrases {
        let all = FILES.iter().flat_map(|(kind, file)| parse(*kind, file));
        let list: Vec<Phrase> = all.filter(wanted).collect();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(kind))
            .build(list.iter().map(|phrase| phrase.text))
            .ok();
        Phrases { list, automaton }
    }
}

static ALL: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(|_| true, AhoCorasickKind::ContiguousNFA));

/// The strong ones alone: all that matters for prose, which most of the text
/// is, and few enough for the fastest kind of automaton.
static STRONG: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(|phrase| phrase.strength == Strength::Strong, AhoCorasickKind::DFA));

fn parse(kind: Kind, file: &'static str) -> impl Iterator<Item = Phrase> {
    tsv::rows(file).filter_map(move |[language, place, strength, text]| {
        let place = match place {
            "whole" => Place::Whole,
            "start" => Place::Start,
            "end" => Place::End,
            "any" => Place::Any,
            _ => return None,
        };
        let strength = match strength {
            "weak" => Strength::Weak,
            "strong" => Strength::Strong,
            _ => return None,
        };
        Some(Phrase { language, kind, place, strength, text })
    })
}

/// The phrase in `line` that tells most: a strong one before a weak one, then
/// the longest. In prose only strong ones tell.
///
/// Of a page in a known language only that language's phrases and English ones
/// count: `data` starts a date in Portuguese and a heading in English.
pub(super) fn find(line: &str, prose: bool, language: Option<&str>) -> Option<Found> {
    let phrases = if prose { &*STRONG } else { &*ALL };
    let automaton = phrases.automaton.as_ref()?;
    let whole = line.len() <= PHRASE_BYTES;
    let line = normal(span::head(line, PHRASE_BYTES));
    let found = automaton
        .find_overlapping_iter(&line)
        .filter_map(|hit| Some((phrases.list.get(hit.pattern().as_usize())?, hit.start(), hit.end())))
        .filter(|(phrase, ..)| speaks(language, phrase.language))
        .filter(|(phrase, ..)| whole || matches!(phrase.place, Place::Start | Place::Any))
        .filter(|(phrase, start, end)| stands(&line, *start, *end, phrase.place))
        .map(|(phrase, ..)| phrase)
        .max_by_key(|phrase| (phrase.strength, phrase.text.len()))?;
    Some(Found { kind: found.kind, strength: found.strength, place: found.place, text: found.text })
}

/// Whether a page in `language` (a primary code) may hold phrases of `phrase`.
fn speaks(language: Option<&str>, phrase: &str) -> bool {
    match language {
        None => true,
        Some(code) if code == phrase || phrase == "en" => true,
        // One is taken for the other on short pages.
        Some("id" | "jv") => phrase == "ms",
        Some("ms") => phrase == "id",
        Some("nb") => phrase == "da",
        Some("da" | "sv") => phrase == "nb",
        _ => false,
    }
}

/// Lower case, plain apostrophes.
fn normal(line: &str) -> String {
    if line.is_ascii() {
        return line.to_ascii_lowercase().replace('`', "'");
    }
    line.chars()
        .flat_map(char::to_lowercase)
        .filter(|c| *c != '\u{307}') // `İ` in lower case is `i` and this dot
        .map(|c| if matches!(c, '’' | '‘' | '`') { '\'' } else { c })
        .collect()
}

fn stands(line: &str, start: usize, end: usize, place: Place) -> bool {
    let before = span::cut(line, 0..start);
    let after = span::cut(line, end..line.len());
    let phrase = span::cut(line, start..end);
    let opens = || !before.contains(char::is_alphanumeric);
    let closes = || !after.contains(char::is_alphanumeric);
    let alone = |text: &str| !text.contains(char::is_alphabetic);
    match place {
        Place::Whole => alone(before) && alone(after),
        Place::Start => opens() && bounded(phrase.chars().next_back(), after.chars().next()),
        Place::End => closes() && bounded(before.chars().next_back(), phrase.chars().next()),
        Place::Any => {
            bounded(before.chars().next_back(), phrase.chars().next())
                && bounded(phrase.chars().next_back(), after.chars().next())
        }
    }
}

/// Whether a word may end between two characters: not between two letters,
/// unless their script sets no spaces.
fn bounded(left: Option<char>, right: Option<char>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => {
            let letters = left.is_alphanumeric() && right.is_alphanumeric();
            let unspaced = |c| Script::of(c).is_unspaced() || Script::of(c) == Script::Hangul;
            !letters || (unspaced(left) && unspaced(right))
        }
        _ => true,
    }
}

/// Whether `word` (lower case) introduces an author: `by`, `oleh`, `von`.
pub(crate) fn introduces_author(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        let byline = |phrase: &&Phrase| phrase.kind == Kind::Byline && phrase.place == Place::Start;
        ALL.list.iter().filter(byline).map(|phrase| phrase.text).collect()
    });
    WORDS.contains(word)
}
