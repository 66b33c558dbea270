//! Text to language: once per document, on a bounded sample, or given.
//!
//! The script decides where it can (Thai is Thai, Kana is Japanese). Among
//! languages of one script the words that stand in every paragraph decide
//! (`data/languages.tsv`), each weighing more the fewer languages share it.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::hash::{ByText, FACTOR, Run, Sieve};
use crate::limits::{LANGUAGE_SAMPLE_BLOCK_BYTES, LANGUAGE_SAMPLE_BYTES};
use crate::script::Script;
use crate::word_class::is_alphanumeric;
use crate::{pace, span, tsv};

/// The language of `text` as a BCP 47 tag, or `None` where nothing tells.
/// Only the first [`LANGUAGE_SAMPLE_BYTES`] bytes are read.
///
/// ```
/// assert_eq!(minread::detect_language("Warga datang dan berjalan kaki di jembatan itu."), Some("id"));
/// assert_eq!(minread::detect_language("橋は朝に開かれた。"), Some("ja"));
/// assert_eq!(minread::detect_language("12345"), None);
/// ```
pub fn detect_language(text: &str) -> Option<&'static str> {
    pace::stage("language");
    let sample = span::head(text, LANGUAGE_SAMPLE_BYTES);
    pace::advance(sample.len());
    let script = main_script(sample)?;
    only_language(script).or_else(|| by_words(sample, script))
}

/// The primary language of a BCP 47 tag: lower case, old codes replaced, and the
/// written forms of Norwegian under the one that has lists.
pub(crate) fn primary(tag: &str) -> String {
    let code = tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
    match code.as_str() {
        "no" | "nn" => "nb".to_owned(),
        "in" => "id".to_owned(),
        "iw" => "he".to_owned(),
        _ => code,
    }
}

/// A sample of a document for [`detect_language`]: its longest blocks (prose,
/// not the menu), in their order, a bounded piece of each.
pub(crate) fn sample<'a>(blocks: impl Iterator<Item = &'a str>) -> String {
    let wanted = LANGUAGE_SAMPLE_BYTES / LANGUAGE_SAMPLE_BLOCK_BYTES * 4;
    // The longest first, and of equal ones the earlier.
    let mut longest: Vec<&str> = Vec::with_capacity(wanted + 1);
    for block in blocks {
        let full = longest.len() == wanted;
        if full && longest.last().is_some_and(|shortest| block.len() <= shortest.len()) {
            continue;
        }
        longest.insert(longest.partition_point(|other| other.len() >= block.len()), block);
        longest.truncate(wanted);
    }
    let mut sample = String::new();
    for block in longest {
        if sample.len() >= LANGUAGE_SAMPLE_BYTES {
            break;
        }
        sample.push_str(span::head(block, LANGUAGE_SAMPLE_BLOCK_BYTES));
        sample.push('\n');
    }
    sample
}

/// The script that most letters belong to. A Han, Kana or Hangul character
/// says as much as two letters; Kana makes Han Japanese.
fn main_script(text: &str) -> Option<Script> {
    let mut counts = [0u32; Script::COUNT];
    // Of the first 128 characters the letters are Latin.
    let letters = |bytes: &[u8]| bytes.iter().map(|byte| u8::from(byte.is_ascii_alphabetic())).sum::<u8>();
    if let Some(count) = counts.get_mut(Script::Latin as usize) {
        // So many at once that their count fits into a byte, in whole vectors.
        *count = text.as_bytes().chunks(240).map(|bytes| u32::from(letters(bytes))).sum();
    }
    for (_, c) in span::beyond_ascii(text) {
        let script = Script::of(c);
        let letters = match script {
            Script::Other => continue,
            Script::Han | Script::Kana | Script::Hangul => 2,
            _ => 1,
        };
        if let Some(count) = counts.get_mut(script as usize) {
            *count += letters;
        }
    }
    let count = |script: Script| counts.get(script as usize).copied().unwrap_or(0);
    let (han, kana) = (count(Script::Han), count(Script::Kana));
    let japanese = kana * 20 > han + kana;
    Script::ALL
        .into_iter()
        .map(|script| match script {
            Script::Han | Script::Kana if (script == Script::Kana) == japanese => (script, han + kana),
            Script::Han | Script::Kana => (script, 0),
            _ => (script, count(script)),
        })
        .filter(|(_, count)| *count > 0)
        .max_by_key(|(script, count)| (*count, *script))
        .map(|(script, _)| script)
}

/// The language of a script that has one, or nearly.
fn only_language(script: Script) -> Option<&'static str> {
    Some(match script {
        Script::Greek => "el",
        Script::Armenian => "hy",
        Script::Gurmukhi => "pa",
        Script::Gujarati => "gu",
        Script::Oriya => "or",
        Script::Tamil => "ta",
        Script::Telugu => "te",
        Script::Kannada => "kn",
        Script::Malayalam => "ml",
        Script::Sinhala => "si",
        Script::Thai => "th",
        Script::Lao => "lo",
        Script::Tibetan => "bo",
        Script::Myanmar => "my",
        Script::Georgian => "ka",
        Script::Hangul => "ko",
        Script::Khmer => "km",
        Script::Kana => "ja",
        Script::Han => "zh",
        _ => return None,
    })
}

/// A word or letter of one script, with the languages that use it.
struct Evidence {
    /// Where they stand in [`Table::shared`].
    languages: Range<u16>,
    weight: u32,
}

struct Table {
    languages: Vec<(&'static str, Script)>,
    /// The languages of each word and letter, all behind each other: they stay near the
    /// processor so.
    shared: Vec<u8>,
    evidence: Vec<Evidence>,
    /// Numbers of `evidence`, by [`key`].
    words: Sieve<u16>,
    letters: ByText<char, u16>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut languages: Vec<(&'static str, Script)> = Vec::new();
    let mut words: HashMap<&'static str, Vec<u8>> = HashMap::new();
    let mut letters: HashMap<char, Vec<u8>> = HashMap::new();
    for [language, kind, item] in tsv::rows(include_str!("data/languages.tsv")) {
        let script =
            item.chars().map(Script::of).find(|script| *script != Script::Other).unwrap_or(Script::Latin);
        let known = languages.iter().position(|entry| *entry == (language, script));
        let id = known.unwrap_or_else(|| {
            languages.push((language, script));
            languages.len() - 1
        });
        // The test of the data file holds that there are no more.
        let id = u8::try_from(id).unwrap_or(u8::MAX);
        match (kind, item.chars().next()) {
            ("word", _) => words.entry(item).or_default().push(id),
            ("letter", Some(letter)) => letters.entry(letter).or_default().push(id),
            _ => {}
        }
    }
    // ln(languages of the script / languages that share the item): a word of
    // all of them says nothing. A letter says 0.3 times what a word does, for
    // names carry foreign ones. In hundredths, so that sums are exact.
    let mut shared = Vec::new();
    let mut evidence = Vec::new();
    let mut weighed = |ids: Vec<u8>, unit: f64| {
        let script = ids.first().and_then(|id| languages.get(usize::from(*id))).map(|(_, script)| *script);
        let all = languages.iter().filter(|(_, other)| Some(*other) == script).count().max(2);
        let weight = (all as f64 / ids.len() as f64).ln().max(0.1) * unit;
        let start = shared.len() as u16;
        shared.extend(ids);
        evidence.push(Evidence { languages: start..shared.len() as u16, weight: weight.round() as u32 });
        (evidence.len() - 1) as u16
    };
    let words = words.into_iter().map(|(word, ids)| (key(word.as_bytes()), weighed(ids, 100.0))).collect();
    let letters = letters.into_iter().map(|(letter, ids)| (letter, weighed(ids, 30.0))).collect();
    Table { languages, shared, evidence, words, letters }
});

fn by_words(sample: &str, script: Script) -> Option<&'static str> {
    let table = &*TABLE;
    let mut times = vec![0u16; table.evidence.len()];
    let mut found: Vec<u16> = Vec::new();
    let mut count = |number: Option<u16>| {
        let Some(number) = number else { return };
        if let Some(times) = times.get_mut(usize::from(number)) {
            if *times == 0 {
                found.push(number);
            }
            // The sample is too short for more.
            *times = times.saturating_add(1);
        }
    };
    // No ASCII letter tells anything; the test of the data file holds that.
    each_word(sample, |word| count(table.words.get(word).copied()));
    for letter in span::beyond_ascii(sample).flat_map(|(_, c)| c.to_lowercase()) {
        count(table.letters.get(&letter).copied());
    }
    // Of each language its score, and how many words and letters made it.
    let mut scores = vec![(0u32, 0u32); table.languages.len()];
    for number in found.into_iter().map(usize::from) {
        let (Some(evidence), Some(times)) = (table.evidence.get(number), times.get(number)) else { continue };
        let times = u32::from(*times);
        let Range { start, end } = evidence.languages;
        for id in table.shared.get(usize::from(start)..usize::from(end)).unwrap_or_default() {
            if let Some((score, hits)) = scores.get_mut(usize::from(*id)) {
                *score += times * evidence.weight;
                *hits += times;
            }
        }
    }
    let of_script = table.languages.iter().zip(&scores).filter(|((_, other), _)| *other == script);
    let mut best = None;
    let mut second = 0;
    for ((language, _), (score, hits)) in of_script {
        if best.is_none_or(|(_, top, _)| *score > top) {
            second = best.map_or(0, |(_, top, _)| top);
            best = Some((*language, *score, *hits));
        } else {
            second = second.max(*score);
        }
    }
    // One word of one language proves nothing ("gol" is Turkish, Spanish and
    // Indonesian), and neither does a lead that the next word could turn.
    let told = best.filter(|(_, top, hits)| *hits >= MIN_HITS && *top * 100 > second * MIN_LEAD_PERCENT);
    match (told, script) {
        (Some((language, ..)), _) => Some(language),
        (None, Script::Hebrew) => Some("he"),
        (None, Script::Bengali) => Some("bn"),
        (None, Script::Ethiopic) => Some("am"),
        _ => None,
    }
}

/// Fewer words and letters that tell than this say nothing.
const MIN_HITS: u32 = 2;

/// The best language must score so many percent of the second.
const MIN_LEAD_PERCENT: u32 = 104;

/// What the bytes of a word in lower case are looked up by: eight at once, and of most
/// words of one language that is all of it.
fn key(word: &[u8]) -> u64 {
    let eight = |bytes: &[u8]| bytes.iter().rev().fold(0, |eight, byte| eight << 8 | u64::from(*byte));
    word.chunks(Run::MOST).fold(0, |key, bytes| longer(key, eight(bytes)))
}

/// The key of a word that goes on for up to eight bytes.
#[inline]
fn longer(key: u64, bytes: u64) -> u64 {
    key.wrapping_mul(FACTOR).wrapping_add(bytes)
}

/// The keys of the words of `text` in lower case.
fn each_word(text: &str, mut each: impl FnMut(u64)) {
    let bytes = text.as_bytes();
    let mut lower = String::new();
    let mut start = 0;
    while start < bytes.len() {
        let mut run = Run::at(bytes, start);
        let mut word = run.letters();
        let mut at = start + run.length;
        while run.length == Run::MOST {
            run = Run::at(bytes, at);
            if run.length > 0 {
                word = longer(word, run.letters());
                at += run.length;
            }
        }
        // Mostly a space or a mark ends the word.
        let next = bytes.get(at).copied().unwrap_or(b' ');
        if next.is_ascii() && !next.is_ascii_digit() {
            if at > start {
                each(word);
            }
            start = at + 1;
            continue;
        }
        let rest = span::cut(text, start..text.len());
        let end = rest.char_indices().find(|(_, c)| !in_word(*c));
        let (length, behind) = end.map_or((rest.len(), 0), |(at, c)| (at, c.len_utf8()));
        if length > 0 {
            lower.clear();
            let word = span::cut(rest, 0..length);
            if word.is_ascii() {
                lower.push_str(word);
                lower.make_ascii_lowercase();
            } else {
                lower.extend(word.chars().flat_map(char::to_lowercase));
            }
            each(key(lower.as_bytes()));
        }
        start += length + behind;
    }
}

/// Letters, digits and the marks that stand inside words.
fn in_word(c: char) -> bool {
    is_alphanumeric(c) || matches!(c, '\u{94D}' | '\u{93C}' | '\u{300}'..='\u{36F}')
}

#[cfg(test)]
mod tests {
    use super::{each_word, in_word, key};

    #[test]
    fn words_are_those_of_the_text_in_lower_case() {
        for text in [
            "",
            "Warga DATANG, 3 kali; dan berjalan-kaki.",
            "İstanbul'da Übermäßig\u{300} ünlü ",
            "वे घर गए।",
            "Internationalisierungsmaßnahmen12",
            "together Together, TOGETHERNESS and@[`{ tog\u{e9}ther",
            "to’day eightles’s sixteenlettereds 16",
        ] {
            let mut words = Vec::new();
            each_word(text, |word| words.push(word));
            let lower = text.to_lowercase();
            let plainly = lower.split(|c| !in_word(c)).filter(|word| !word.is_empty());
            assert_eq!(words, plainly.map(|word| key(word.as_bytes())).collect::<Vec<_>>(), "{text}");
        }
    }
}
