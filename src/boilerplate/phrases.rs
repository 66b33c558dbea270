//! Known phrases of boilerplate, from `data/phrases/`.
//!
//! A line is asked by its words which phrases may stand in it: most lines hold
//! none, and need no more than that. The few phrases that may are looked for one
//! by one, and where there are many by one automaton.

use std::collections::HashSet;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::kind::Kind;
use crate::hash::{ByHash, Run, Sieve, Spelling, pair};
use crate::limits::PHRASE_BYTES;
use crate::script::Script;
use crate::word_class::{is_alphanumeric, is_letter};
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

/// Languages, one bit each in the order of [`LANGUAGES`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Spoken(u64);

impl Spoken {
    /// Those of whose phrases a page in `language` (a primary code) may hold some: its own
    /// and English ones, for `data` starts a date in Portuguese and a heading in English.
    pub fn on(language: Option<&str>) -> Spoken {
        let bits = LANGUAGES.iter().zip(0..).filter(|(code, _)| speaks(language, code));
        Spoken(bits.fold(0, |bits, (_, number)| bits | 1u64.unbounded_shl(number)))
    }

    /// One language.
    fn only(language: &str) -> Spoken {
        let number = LANGUAGES.iter().zip(0..).find(|(code, _)| **code == language);
        Spoken(number.map_or(0, |(_, number)| 1u64.unbounded_shl(number)))
    }

    fn has_any(self, of: Spoken) -> bool {
        self.0 & of.0 != 0
    }
}

/// The languages of the data.
static LANGUAGES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let all = FILES.iter().flat_map(|(_, file)| tsv::rows(file));
    let mut codes: Vec<&str> = all.map(|[language, _, _, _]| language).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
});

/// A row of the data.
#[derive(PartialEq, Debug)]
pub(super) struct Phrase {
    language: Spoken,
    /// Its number among all.
    pub number: u16,
    pub kind: Kind,
    pub place: Place,
    pub strength: Strength,
    pub text: &'static str,
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

/// Phrases and what finds them.
struct Phrases {
    list: Vec<Phrase>,
    /// Which phrases a line may hold, by [`clue`].
    by_clue: ByHash<Vec<u16>>,
    /// The clues again, as one bit of [`BITS`] each: most words are none.
    bits: Vec<u64>,
    /// Whose phrases that tell anywhere have a clue that a word ends: most words end none.
    ends: Vec<Spoken>,
    automaton: Option<AhoCorasick>,
}

const BITS: u64 = 1 << 16;
const ENDS: u64 = 1 << 12;

impl Phrases {
    fn new(wanted: impl Fn(&Phrase) -> bool) -> Phrases {
        let all = FILES.iter().flat_map(|(kind, file)| parse(*kind, file));
        let numbered = all.zip(0..).map(|(phrase, number)| Phrase { number, ..phrase });
        let list: Vec<Phrase> = numbered.filter(wanted).collect();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(list.iter().map(|phrase| phrase.text))
            .ok();
        let mut by_clue: ByHash<Vec<u16>> = ByHash::default();
        let mut bits = vec![0; (BITS / 64) as usize];
        let mut ends = vec![Spoken(0); ENDS as usize];
        for (phrase, number) in list.iter().zip(0..) {
            let words = Words::of(phrase.text);
            if let (Place::Any, Some(last)) = (phrase.place, words.list.last())
                && let Some(end) = ends.get_mut((last % ENDS) as usize)
            {
                end.0 |= phrase.language.0;
            }
            let clue = clue(phrase, &words);
            by_clue.entry(clue).or_default().push(number);
            if let Some(word) = bits.get_mut((clue % BITS / 64) as usize) {
                *word |= 1 << (clue % 64);
            }
        }
        Phrases { list, by_clue, bits, ends, automaton }
    }

    /// The numbers of the phrases that have this clue.
    fn of_clue(&self, clue: u64) -> &[u16] {
        let bit = self.bits.get((clue % BITS / 64) as usize).is_some_and(|word| word >> (clue % 64) & 1 == 1);
        if bit { self.by_clue.get(&clue).map_or(&[], Vec::as_slice) } else { &[] }
    }

    /// The numbers of the phrases that a line with these words may hold.
    fn candidates(&self, words: &Words, spoken: Spoken) -> Vec<u16> {
        let mut found = Vec::new();
        let mut ask = |place, hash| found.extend_from_slice(self.of_clue(salted(place, hash)));
        let all = words.list.as_slice();
        if let ([first, ..], [.., last]) = (all, all) {
            ask(Place::Whole, whole(*first, *last, all.len()));
            ask(Place::Start, *first);
            ask(Place::End, *last);
        }
        if let ([first, second, ..], [.., before, last]) = (all, all) {
            ask(Place::Start, pair(*first, *second));
            ask(Place::End, pair(*before, *last));
        }
        let mut before = 0;
        for word in all {
            if self.ends.get((word % ENDS) as usize).is_some_and(|of| of.has_any(spoken)) {
                ask(Place::Any, *word);
                ask(Place::Any, pair(before, *word));
            }
            before = *word;
        }
        if words.signs != 0 {
            for sign in SIGNS.iter().filter(|sign| words.signs & (1 << sign.1) != 0) {
                ask(Place::Any, u64::from(sign.0));
            }
        }
        found
    }

    /// The phrase in `line` that tells most, by looking for all of them.
    fn find_all(&self, line: &str, spoken: Spoken) -> Option<&Phrase> {
        let whole = line.len() <= PHRASE_BYTES;
        let line = normal(span::head(line, PHRASE_BYTES));
        self.automaton
            .as_ref()?
            .find_overlapping_iter(&line)
            .filter_map(|hit| Some((self.list.get(hit.pattern().as_usize())?, hit.start(), hit.end())))
            .filter(|(phrase, ..)| phrase.language.has_any(spoken))
            .filter(|(phrase, ..)| whole || matches!(phrase.place, Place::Start | Place::Any))
            .filter(|(phrase, start, end)| stands(&line, *start, *end, phrase.place))
            .map(|(phrase, ..)| phrase)
            .max_by_key(|phrase| (phrase.strength, phrase.text.len()))
    }
}

static ALL: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(|_| true));

/// The phrase of a number.
pub(super) fn text(number: u16) -> &'static str {
    ALL.list.get(usize::from(number)).map_or("", |phrase| phrase.text)
}

/// The strong ones alone: all that matters for prose, which most of the text is.
static STRONG: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(|phrase| phrase.strength == Strength::Strong));

/// What begins a phrase without letters: `©`, `▶`.
const SIGNS: [(char, u8); 5] = [('©', 0), ('▲', 1), ('▶', 2), ('☞', 3), ('>', 4)];

/// The words of a line as phrases see them: runs of letters in lower case, and
/// single letters of scripts that set no spaces.
pub(super) struct Words {
    list: Vec<u64>,
    /// The run of letters at hand.
    open: Spelling,
    /// Which of [`SIGNS`] stand in the line.
    signs: u8,
}

impl Words {
    pub const NONE: Words = Words { list: Vec::new(), open: Spelling::EMPTY, signs: 0 };

    pub fn clear(&mut self) {
        self.list.clear();
        (self.open, self.signs) = (Spelling::EMPTY, 0);
    }

    /// A whole word by its hash, where none is at hand.
    #[inline]
    pub fn push(&mut self, word: u64) {
        self.list.push(word);
    }

    /// The beginning of a word, where none is at hand.
    #[inline]
    pub fn begin(&mut self, word: Spelling) {
        self.open = word;
    }

    /// The hashes of all.
    pub fn hashes(&self) -> &[u64] {
        &self.list
    }

    pub fn letters(&mut self, run: &Run) {
        self.open.append(run);
    }

    /// A letter in lower case; `alone` if a word may end before and behind it.
    pub fn letter(&mut self, letter: char, alone: bool) {
        if alone {
            self.close();
        }
        self.open.push(letter);
        if alone {
            self.close();
        }
    }

    /// Ends the run of letters.
    pub fn close(&mut self) {
        if self.open != Spelling::EMPTY {
            self.list.push(self.open.hash());
            self.open = Spelling::EMPTY;
        }
    }

    /// Anything but a letter.
    pub fn other(&mut self, c: char) {
        // `İ` in lower case is `i` and this dot.
        if c != '\u{307}' {
            self.close();
        }
        // Of the signs one is ASCII.
        if c == '>' || !c.is_ascii() {
            for (sign, bit) in SIGNS {
                self.signs |= u8::from(c == sign) << bit;
            }
        }
    }

    /// The words of a phrase.
    fn of(phrase: &str) -> Words {
        let mut words = Words::NONE;
        for c in phrase.chars() {
            if is_letter(c) {
                words.letter(c, stands_alone(c));
            } else {
                words.other(c);
            }
        }
        words.close();
        words
    }
}

/// Whether a word may end on either side of a letter.
fn stands_alone(c: char) -> bool {
    Script::of(c).is_unspaced() || Script::of(c) == Script::Hangul
}

/// So that a word tells one thing at the start of a line and another at its end.
const SALT: u64 = 0xD6E8_FEB8_6659_FD93;

fn salted(place: Place, hash: u64) -> u64 {
    hash ^ (place as u64 + 1).wrapping_mul(SALT)
}

/// What is hashed of a line whose words are those of a phrase.
fn whole(first: u64, last: u64, words: usize) -> u64 {
    pair(first, last).wrapping_add(words as u64)
}

/// By what a line that holds the phrase is known: its first word, its last and how many
/// there are, its first two or its last two, or the one that there is.
fn clue(phrase: &Phrase, words: &Words) -> u64 {
    match (phrase.place, words.list.as_slice()) {
        (_, []) => salted(Place::Any, phrase.text.chars().next().map_or(0, u64::from)),
        (Place::Whole, [only]) => salted(Place::Whole, whole(*only, *only, 1)),
        (Place::Whole, [first, .., last]) => salted(Place::Whole, whole(*first, *last, words.list.len())),
        (place, [only]) => salted(place, *only),
        (Place::Start, [first, second, ..]) => salted(Place::Start, pair(*first, *second)),
        (place, [.., before, last]) => salted(place, pair(*before, *last)),
    }
}

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
        let language = Spoken::only(language);
        Some(Phrase { language, number: 0, kind, place, strength, text })
    })
}

/// The phrase in `line` that tells most: a strong one before a weak one, then
/// the longest, then the last. In prose only strong ones tell. `words` are those of
/// its first [`PHRASE_BYTES`].
pub(super) fn find(line: &str, words: &Words, prose: bool, spoken: Spoken) -> Option<&'static Phrase> {
    /// More are cheaper to find all at once.
    const MOST_ONE_BY_ONE: usize = 24;
    let phrases: &'static Phrases = if prose { &STRONG } else { &ALL };
    let mut numbers = phrases.candidates(words, spoken);
    numbers.retain(|number| {
        phrases.list.get(usize::from(*number)).is_some_and(|phrase| phrase.language.has_any(spoken))
    });
    if numbers.is_empty() {
        return None;
    }
    numbers.sort_unstable();
    numbers.dedup();
    if numbers.len() > MOST_ONE_BY_ONE {
        return phrases.find_all(line, spoken);
    }
    let head = span::head(line, PHRASE_BYTES);
    let whole = head.len() == line.len();
    let mut normalised = None;
    let weight = |phrase: &Phrase| (phrase.strength, phrase.text.len());
    let mut best: Option<(_, &'static Phrase)> = None;
    for number in numbers {
        let Some(phrase) = phrases.list.get(usize::from(number)) else { continue };
        if !whole && !matches!(phrase.place, Place::Start | Place::Any) {
            continue;
        }
        // It could not tell more, wherever it stands.
        if best.is_some_and(|(_, best)| weight(best) > weight(phrase)) {
            continue;
        }
        let line: &str = normalised.get_or_insert_with(|| normal(head));
        let Some(end) = last_end(line, phrase) else { continue };
        let rank = (weight(phrase), end, number);
        if best.is_none_or(|(so_far, _)| rank > so_far) {
            best = Some((rank, phrase));
        }
    }
    best.map(|(_, phrase)| phrase)
}

/// The phrase that tells most in a line that is one word of up to eight ASCII letters, of
/// this hash: it is that word, for none ends amid letters.
pub(super) fn of_one_word(hash: u64, word: &str, spoken: Spoken) -> Option<&'static Phrase> {
    /// By their words, the one that tells most last.
    static OF_ONE: LazyLock<Sieve<Vec<&'static Phrase>>> = LazyLock::new(|| {
        let mut by_word: ByHash<Vec<&'static Phrase>> = ByHash::default();
        for phrase in &ALL.list {
            if let Some(word) = Run::whole(phrase.text.as_bytes()) {
                by_word.entry(word.hash()).or_default().push(phrase);
            }
        }
        // Stable: of equals the last stays last.
        by_word.values_mut().for_each(|phrases| phrases.sort_by_key(|phrase| phrase.strength));
        Sieve::from(by_word)
    });
    let tells =
        |phrase: &&&'static Phrase| phrase.language.has_any(spoken) && phrase.text.eq_ignore_ascii_case(word);
    OF_ONE.get(hash)?.iter().rev().find(tells).copied()
}

/// The texts of all phrases.
#[cfg(test)]
pub(super) fn texts() -> impl Iterator<Item = &'static str> {
    ALL.list.iter().map(|phrase| phrase.text)
}

/// Where the last occurrence ends at which the phrase tells.
fn last_end(line: &str, phrase: &Phrase) -> Option<usize> {
    // Nothing but signs and digits may stand in front of a whole line, nothing but signs in
    // front of a start: there is one place for a phrase that begins otherwise.
    let only = match (phrase.place, phrase.text.chars().next()) {
        (Place::Whole, Some(first)) if is_letter(first) => Some(line.find(is_letter)?),
        (Place::Start, Some(first)) if is_alphanumeric(first) => Some(line.find(is_alphanumeric)?),
        _ => None,
    };
    if let Some(start) = only {
        let end = start + phrase.text.len();
        let is_there = span::cut(line, start..line.len()).starts_with(phrase.text);
        return (is_there && stands(line, start, end, phrase.place)).then_some(end);
    }
    let mut until = line.len();
    loop {
        let start = span::cut(line, 0..until).rfind(phrase.text)?;
        let end = start + phrase.text.len();
        if stands(line, start, end, phrase.place) {
            return Some(end);
        }
        // Occurrences may overlap: one character less is looked at.
        until = end - phrase.text.chars().next_back().map_or(1, char::len_utf8);
    }
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
    if line.is_ascii() && !line.as_bytes().contains(&b'`') {
        return line.to_ascii_lowercase();
    }
    let mut normal = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '’' | '‘' | '`' => normal.push('\''),
            // `İ` in lower case is `i` and this dot.
            '\u{307}' => {}
            c if c.is_ascii() => normal.push(c.to_ascii_lowercase()),
            c => normal.extend(c.to_lowercase().filter(|c| *c != '\u{307}')),
        }
    }
    normal
}

fn stands(line: &str, start: usize, end: usize, place: Place) -> bool {
    let before = span::cut(line, 0..start);
    let after = span::cut(line, end..line.len());
    let phrase = span::cut(line, start..end);
    let opens = || !before.contains(is_alphanumeric);
    let closes = || !after.contains(is_alphanumeric);
    let alone = |text: &str| !text.contains(is_letter);
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
            let letters = is_alphanumeric(left) && is_alphanumeric(right);
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

#[cfg(test)]
mod tests {
    use super::{ALL, LANGUAGES, Phrase, STRONG, Spoken};
    use crate::boilerplate::line;

    /// What is found by the words of a line is what is found by looking for every
    /// phrase: on each phrase by itself, and on lines put together of pieces of them.
    #[test]
    fn few_phrases_or_all_the_same_is_found() {
        const BETWEEN: [&str; 16] =
            ["", " ", "", " · ", "-", "5", "’", "\u{307}", "é", "中", "한", " © ", ">>", ". ", "X", "▶"];
        let mut state = 11u32;
        let mut random = |below: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as usize % below
        };
        let mut lines: Vec<String> = ALL.list.iter().map(|phrase| phrase.text.to_uppercase()).collect();
        for _ in 0..6000 {
            let mut line = String::new();
            for _ in 0..1 + random(6) {
                line += BETWEEN.get(random(BETWEEN.len())).copied().unwrap_or_default();
                let phrase = ALL.list.get(random(ALL.list.len())).map_or("", |phrase| phrase.text);
                // A whole phrase, or one of its words.
                line += if random(3) > 0 { phrase } else { phrase.split(' ').next().unwrap_or_default() };
            }
            line += BETWEEN.get(random(BETWEEN.len())).copied().unwrap_or_default();
            if random(9) == 0 {
                line = format!("{}{line}", "lang ".repeat(190 + random(30)));
            }
            lines.push(line);
        }
        assert!(LANGUAGES.len() <= 64, "one bit each");
        let tells = |found: Option<&Phrase>| found.map(|found| (found.kind, found.place, found.text));
        let mut seen = 0;
        for (at, text) in lines.iter().enumerate() {
            let language = match at % 4 {
                0 => None,
                1 => Some("en"),
                2 => Some("id"),
                _ => Some("ja"),
            };
            let texts = [text.as_str()];
            let document = line::read(&texts, language);
            let Some(line) = document.lines.first() else { continue };
            let plainly = if line.prose { &STRONG } else { &ALL }.find_all(text, Spoken::on(language));
            assert_eq!(tells(line.phrase), tells(plainly), "{text}");
            seen += usize::from(plainly.is_some());
        }
        assert!(seen > 3000, "{seen} lines with a phrase");
    }
}
