//! What the labeller knows of a line.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::phrases::{self, Found};
use crate::duration::{Claim, claim};
use crate::limits::SHORT_LINE_BYTES;
use crate::script::Script;
use crate::{dates, pace, span};

/// One line and its features. No feature depends on a language: scripts
/// without spaces count two characters as a word and have end marks of their
/// own.
pub(super) struct Line<'a> {
    pub text: &'a str,
    pub words: usize,
    /// Ends like a sentence, closing quotes aside.
    pub ends_sentence: bool,
    /// Long enough and ended like a sentence, or so long that no menu is.
    pub prose: bool,
    /// Prose, and certainly no headline.
    pub plainly_prose: bool,
    /// The known phrase that weighs most, if any.
    pub phrase: Option<Found>,
    /// A reading time that the line states, alone or beside something.
    pub claim: Option<Claim<'a>>,
    pub has_letters: bool,
    pub has_date: bool,
    pub has_url: bool,
    /// Holds `|`, or ends in `»` or `›`, as links do.
    pub has_bar: bool,
    /// The same letters and digits stood on an earlier line.
    pub repeat: bool,
    /// How often its letters and digits stand in the document as a line.
    pub copies: usize,
    /// Its letters and digits in lower case.
    pub key: String,
    /// Two to five capitalised words and nothing else.
    pub is_name: bool,
    pub is_item: bool,
    pub is_quote: bool,
}

/// A line of so many words that ends like a sentence is prose.
const PROSE_WORDS: usize = 8;
/// A line of so many words is prose however it ends.
const LONG_PROSE_WORDS: usize = 25;
/// In a script whose sentences have no end mark a line of so many words is.
const UNMARKED_PROSE_WORDS: usize = 14;

/// Thai and Lao set a space where others set a full stop.
fn has_no_end_mark(c: char) -> bool {
    matches!(Script::of(c), Script::Thai | Script::Lao)
}

pub(super) fn lines<'a, S: AsRef<str>>(texts: &'a [S], language: Option<&str>) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = texts.iter().map(|text| line(text.as_ref(), language)).collect();
    let mut seen: HashMap<&str, usize> = HashMap::with_capacity(lines.len());
    let mut repeats = Vec::with_capacity(lines.len());
    for line in &lines {
        let count = seen.entry(&line.key).or_default();
        *count += 1;
        repeats.push(*count > 1);
    }
    let copies: Vec<usize> =
        lines.iter().map(|line| seen.get(line.key.as_str()).copied().unwrap_or(1)).collect();
    for ((line, repeat), copies) in lines.iter_mut().zip(repeats).zip(copies) {
        (line.repeat, line.copies) = (repeat, copies);
    }
    lines
}

/// The letters and digits of `text` in lower case.
fn key(text: &str) -> String {
    if text.is_ascii() {
        let kept = text.bytes().filter(u8::is_ascii_alphanumeric);
        return kept.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    }
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn line<'a>(text: &'a str, language: Option<&str>) -> Line<'a> {
    pace::advance(text.len());
    let words = words(text);
    let ends_sentence = ends_sentence(text);
    let long_prose = words >= LONG_PROSE_WORDS;
    let unmarked = words >= UNMARKED_PROSE_WORDS && text.chars().next().is_some_and(has_no_end_mark);
    let prose = (words >= PROSE_WORDS && ends_sentence) || long_prose || unmarked;
    let short = text.len() <= SHORT_LINE_BYTES;
    Line {
        text,
        words,
        ends_sentence,
        prose,
        plainly_prose: prose && (ends_sentence || long_prose),
        phrase: phrases::find(text, prose, language),
        claim: claim(text),
        has_letters: text.contains(char::is_alphabetic),
        has_date: short && dates::states_time(text, language),
        has_url: short && has_url(text),
        has_bar: text.contains('|') || text.ends_with(['»', '›', '→']),
        repeat: false,
        copies: 1,
        key: key(text),
        is_name: short && is_name(text),
        is_item: is_item(text),
        is_quote: is_quote(text),
    }
}

/// Words between spaces; where at least three in ten characters belong to a
/// script without spaces (or to Hangul, whose words are short), two characters
/// count as one, of Thai, Lao, Khmer and Burmese four.
fn words(text: &str) -> usize {
    let spaced = text.split_whitespace().count();
    if text.is_ascii() {
        return spaced;
    }
    let (mut quarters, mut unspaced, mut all) = (0, 0, 0);
    for c in text.chars() {
        all += 1;
        let script = Script::of(c);
        let weight = match script {
            Script::Hangul => 2,
            script if script.counts_by_character() => 2,
            script if script.needs_dictionary() => 1,
            _ => continue,
        };
        unspaced += 1;
        quarters += weight;
    }
    if unspaced * 10 < all * 3 { spaced } else { spaced.max(quarters / 4) }
}

fn ends_sentence(text: &str) -> bool {
    let closers = |c: char| {
        c.is_whitespace()
            || matches!(c, '"' | '\'' | '”' | '’' | '“' | '»' | '«' | '」' | '』' | '）' | ')' | ']')
    };
    text.trim_end_matches(closers)
        .ends_with(['.', '?', '!', '。', '！', '？', '؟', '।', '॥', '…', '۔', '։', '።', '။', '។', '།'])
}

/// Whether a web or mail address, or a handle, stands in a line.
fn has_url(text: &str) -> bool {
    URL.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

static URL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?x)(?i-u)https?://|www\.|[a-z0-9-]\.(?:com|org|net|co|de|id|my|info|news)\b|@[a-z0-9_]")
        .ok()
});

pub(super) fn is_name(text: &str) -> bool {
    let words = text.split_whitespace();
    let capitalised = |word: &str| {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_uppercase)
            && chars.all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-'))
    };
    (2..=5).contains(&words.clone().count()) && words.clone().all(capitalised)
}

fn is_item(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = span::cut(text, digits..text.len());
    match digits {
        0 => {
            text.starts_with(['•', '‣', '▪', '◦', '●', '■'])
                || text.starts_with("- ")
                || text.starts_with("* ")
                || text.starts_with("– ")
        }
        1..=3 => after.starts_with(". ") || after.starts_with(") "),
        _ => false,
    }
}

fn is_quote(text: &str) -> bool {
    let opens = text.starts_with(['“', '"', '„', '«', '»', '「', '‘']);
    opens && text.ends_with(['”', '"', '“', '»', '«', '」', '’'])
}

#[cfg(test)]
mod tests {
    use super::{URL, has_url};

    #[test]
    fn addresses_are_seen() {
        assert!(URL.is_some());
        for text in
            ["HTTPS://example.net", "www.contoh", "Kunjungi contoh.co", "tulis ke a@contoh", "@contoh"]
        {
            assert!(has_url(text), "{text}");
        }
        for text in ["Selesai. Lalu pulang", "company", "3.14"] {
            assert!(!has_url(text), "{text}");
        }
    }
}
