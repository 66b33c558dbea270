//! One line by itself: what one walk over its characters and a few looks at its marks tell.

mod marks;
mod walk;

use std::num::NonZeroU32;
use std::ops::Range;

use super::phrases::{self, Phrase, Spoken, Words};
use crate::duration::{Claim, claim, is_unit};
use crate::hash::{ByHash, Numbers, Run, room_for};
use crate::limits::{CLAIM_CHARS, SHORT_LINE_BYTES};
use crate::script::Script;
use crate::word_class::is_alphanumeric;
use crate::{dates, pace};
pub(super) use marks::{beginning, ending, is_name};
use marks::{ends_in_arrow, ends_sentence, has_url, is_item, is_quote};
pub(super) use walk::{Shape, Token};
use walk::{shape, shape_of_word};

/// One line and what it tells by itself. Nothing here depends on a language but
/// the phrases: scripts without spaces count two characters as a word and have
/// end marks of their own. A document may have a million of them: numbers are as
/// short as they can be.
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(super) struct Line<'a> {
    pub text: &'a str,
    pub shape: Shape,
    /// Ends like a sentence, closing quotes aside.
    pub ends_sentence: bool,
    /// Long enough and ended like a sentence, or so long that no menu is.
    pub prose: bool,
    /// Prose, and certainly no headline.
    pub plainly_prose: bool,
    /// The known phrase that weighs most, if any.
    pub phrase: Option<&'static Phrase>,
    /// Whether the line states a reading time.
    pub claims: Claims,
    pub has_letters: bool,
    pub has_date: bool,
    pub has_url: bool,
    /// Holds `|`, or ends in `»` or `›`, as links do.
    pub has_bar: bool,
    /// How many lines above have the same letters and digits.
    pub copies_above: u32,
    /// The nearest of them, in lines upwards.
    pub copy_gap: Option<NonZeroU32>,
    /// How often its letters and digits stand in the document as a line.
    pub copies: u32,
    /// Where its words stand among those of the document.
    pub tokens: Range<u32>,
    /// Two to five capitalised words and nothing else.
    pub is_name: bool,
    pub is_item: bool,
    pub is_quote: bool,
}

impl<'a> Line<'a> {
    pub fn words(&self) -> usize {
        self.shape.words as usize
    }

    /// The reading time that the line states.
    pub fn claim(&self) -> Option<Claim<'a>> {
        if self.claims == Claims::Nothing { None } else { claim(self.text) }
    }
}

/// Whether a line states a reading time: beside something else, or alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Claims {
    Nothing,
    Beside,
    Alone,
}

/// A line of so many words that ends like a sentence is prose.
pub(super) const PROSE_WORDS: usize = 8;
/// A line of so many words is prose however it ends.
const LONG_PROSE_WORDS: usize = 25;
/// In a script whose sentences have no end mark a line of so many words is.
const UNMARKED_PROSE_WORDS: usize = 12;

/// Thai and Lao set a space where others set a full stop.
fn has_no_end_mark(c: char) -> bool {
    matches!(Script::of(c), Script::Thai | Script::Lao)
}

/// The lines of a document and all their words.
pub(super) struct Lines<'a> {
    pub lines: Vec<Line<'a>>,
    tokens: Vec<Token>,
    /// How many of the words are different ones.
    pub words: usize,
}

impl Lines<'_> {
    /// The words of a line, [`Lines::TOGETHER`] of them or fewer at a time.
    pub fn tokens_of(&self, line: &Line<'_>) -> impl Iterator<Item = &[Token]> {
        let range = line.tokens.start as usize..line.tokens.end as usize;
        let tokens = self.tokens.get(range).unwrap_or_default();
        tokens.chunks(Self::TOGETHER).inspect(|some| pace::advance(some.len()))
    }

    pub const TOGETHER: usize = 4095;
}

pub(super) fn read<'a, S: AsRef<str>>(texts: &'a [S], language: Option<&str>) -> Lines<'a> {
    let mut tokens = Vec::new();
    let mut words = Words::NONE;
    let language = Language::of(language);
    let mut lines: Vec<Line<'a>> =
        texts.iter().map(|text| line(text.as_ref(), language, &mut tokens, &mut words)).collect();
    // The last line with these letters, and how many there were.
    let mut seen: ByHash<(u32, u32)> = room_for(lines.len());
    for (line, at) in lines.iter_mut().zip(0..) {
        let (last, count) = seen.entry(line.shape.key).or_insert((at, 0));
        line.copies_above = *count;
        line.copy_gap = NonZeroU32::new(at - *last);
        (*last, *count) = (at, *count + 1);
    }
    for line in &mut lines {
        line.copies = seen.get(&line.shape.key).map_or(1, |(_, count)| *count);
    }
    let mut numbers = Numbers::for_some(tokens.len());
    for tokens in tokens.chunks_mut(Lines::TOGETHER) {
        pace::advance(tokens.len());
        tokens.iter_mut().for_each(|token| *token = token.numbered(&mut numbers));
    }
    Lines { lines, tokens, words: numbers.len() }
}

/// The lines of `texts` one by one: what each tells by itself, but not how often it stands
/// there nor which words it has.
pub(super) fn each<'a, S: AsRef<str>>(
    texts: &'a [S],
    language: Option<&'a str>,
) -> impl Iterator<Item = Line<'a>> {
    let (mut tokens, mut words) = (Vec::new(), Words::NONE);
    let language = Language::of(language);
    texts.iter().map(move |text| {
        tokens.clear();
        line(text.as_ref(), language, &mut tokens, &mut words)
    })
}

/// The language of a document.
#[derive(Clone, Copy)]
struct Language<'a> {
    code: Option<&'a str>,
    spoken: Spoken,
}

impl<'a> Language<'a> {
    fn of(code: Option<&'a str>) -> Language<'a> {
        Language { code, spoken: Spoken::on(code) }
    }
}

fn line<'a>(
    text: &'a str,
    language: Language<'_>,
    tokens: &mut Vec<Token>,
    phrase_words: &mut Words,
) -> Line<'a> {
    match Run::whole(text.as_bytes()) {
        Some(word) => one_word(text, &word, language, tokens),
        None => walked(text, language, tokens, phrase_words),
    }
}

/// [`walked`] on a line that is one short word and nothing else: floods of such lines are
/// read as fast as others.
fn one_word<'a>(text: &'a str, word: &Run, language: Language<'_>, tokens: &mut Vec<Token>) -> Line<'a> {
    let first = tokens.len();
    let shape = shape_of_word(word, tokens);
    Line {
        text,
        ends_sentence: false,
        prose: false,
        plainly_prose: false,
        phrase: phrases::of_one_word(shape.key, text, language.spoken),
        claims: Claims::Nothing,
        has_letters: true,
        has_date: false,
        has_url: false,
        has_bar: false,
        copies_above: 0,
        copy_gap: None,
        copies: 1,
        tokens: number(first)..number(tokens.len()),
        is_name: false,
        is_item: false,
        is_quote: false,
        shape,
    }
}

/// One line by a walk over its characters.
fn walked<'a>(
    text: &'a str,
    language: Language<'_>,
    tokens: &mut Vec<Token>,
    phrase_words: &mut Words,
) -> Line<'a> {
    let first = tokens.len();
    let (shape, stuck) = shape(text, tokens, phrase_words);
    let words = shape.words as usize;
    let ends_sentence = ends_sentence(text);
    let long_prose = words >= LONG_PROSE_WORDS;
    let unmarked = words >= UNMARKED_PROSE_WORDS && text.chars().next().is_some_and(has_no_end_mark);
    let prose = (words >= PROSE_WORDS && ends_sentence) || long_prose || unmarked;
    let short = text.len() <= SHORT_LINE_BYTES;
    let starts_plainly = text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    Line {
        text,
        ends_sentence,
        prose,
        plainly_prose: prose && (ends_sentence || long_prose),
        phrase: phrases::find(text, phrase_words, prose, language.spoken),
        claims: match may_claim(text, &shape, stuck, phrase_words).then(|| claim(text)).flatten() {
            None => Claims::Nothing,
            Some(claim) if claim.is_alone() => Claims::Alone,
            Some(_) => Claims::Beside,
        },
        has_letters: shape.letters > 0,
        has_date: short && shape.digits > 0 && dates::states_time(text, language.code),
        has_url: short && shape.symbols > 0 && has_url(text),
        has_bar: (shape.bars > 0 && text.contains('|')) || ends_in_arrow(text),
        copies_above: 0,
        copy_gap: None,
        copies: 1,
        tokens: number(first)..number(tokens.len()),
        is_name: short
            && shape.digits == 0
            && (2..=5).contains(&shape.spaced_words)
            && shape.capitalised == shape.spaced_words
            && (shape.symbols == 0 || is_name(text)),
        is_item: !starts_plainly && is_item(text),
        is_quote: !starts_plainly && is_quote(text),
        shape,
    }
}

/// Whether [`claim`] may find something: a line of ASCII whose words are none for hours or
/// minutes claims nothing, and neither does one that is too long. `stuck` is whether there
/// may be more words than `words`, as in `24UhrLesezeit`.
fn may_claim(text: &str, shape: &Shape, stuck: bool, words: &Words) -> bool {
    let plain = shape.chars as usize == text.len() && shape.quotes == 0 && !stuck;
    shape.digits > 0
        && shape.chars as usize <= CLAIM_CHARS
        && !(plain && words.hashes().iter().all(|word| !is_unit(*word)))
}

/// The number, or the last one of words that are told apart.
fn number(word: usize) -> u32 {
    u32::try_from(word).unwrap_or(u32::MAX)
}

/// The letters and digits of `text` in lower case.
pub(super) fn key(text: &str) -> String {
    if text.is_ascii() {
        let mut key = text.as_bytes().to_ascii_lowercase();
        key.retain(u8::is_ascii_alphanumeric);
        return String::from_utf8(key).unwrap_or_default();
    }
    let mut key = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            key.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() && is_alphanumeric(c) {
            key.extend(c.to_lowercase());
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::super::phrases;
    use super::{Language, Words, claim, key, line, marks, may_claim, shape, walked};
    use crate::limits::SHORT_LINE_BYTES;
    use crate::tsv;

    /// Numbers that look random, each below what it is asked for.
    pub(super) fn numbers(mut state: u32) -> impl FnMut(usize) -> usize {
        move |below| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as usize % below
        }
    }

    pub(super) fn one_of<'a>(parts: &[&'a str], random: &mut impl FnMut(usize) -> usize) -> &'a str {
        parts.get(random(parts.len().max(1))).copied().unwrap_or_default()
    }

    #[test]
    fn a_line_of_one_word_is_what_a_walk_tells() {
        let mut random = numbers(5);
        const OTHERS: [char; 8] = ['é', ' ', '.', '»', '3', '-', '中', 'İ'];
        let mut texts: Vec<String> = phrases::texts().map(str::to_owned).collect();
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..random(11) {
                let small = char::from(b'a' + random(26) as u8);
                text.push(match random(40) {
                    0 => OTHERS.get(random(OTHERS.len())).copied().unwrap_or_default(),
                    1..10 => small.to_ascii_uppercase(),
                    _ => small,
                });
            }
            texts.push(text);
        }
        let mut phrases = 0;
        for (at, text) in texts.iter().enumerate() {
            let text = if at % 5 == 0 { text.to_uppercase() } else { text.clone() };
            let language = Language::of(match at % 4 {
                0 => None,
                1 => Some("en"),
                2 => Some("de"),
                _ => Some("tr"),
            });
            let (mut short, mut long, mut words) = (Vec::new(), Vec::new(), Words::NONE);
            let found = line(&text, language, &mut short, &mut words);
            assert_eq!(found, walked(&text, language, &mut long, &mut words), "{text}");
            assert_eq!(short, long, "{text}");
            phrases += usize::from(found.phrase.is_some() && text.len() <= 8);
        }
        assert!(phrases > 200, "{phrases} phrases of one word");
    }

    /// The checks that a line asks for only if its first byte or its counts allow them.
    #[test]
    fn what_is_not_asked_of_a_line_would_be_no() {
        const NAMES: usize = 6;
        const PARTS: [&str; 46] = [
            "Rani ", "Putri ", "Sri ", "Ayu ", "É", "İz", "Ⅷ", "de", "ß", "x", " ", " ", " ", "  ", "\u{a0}",
            "\t", "- ", "* ", "– ", "•", "1", "12", "345", "6789", ". ", ") ", "“", "”", "\"", "«", "»", "‘",
            "’", "'", "O’", "-", ".", "|", "›", "→", "@", "www.", "://", "中", "½", "\u{301}",
        ];
        let mut random = numbers(17);
        let (mut tokens, mut words) = (Vec::new(), Words::NONE);
        let mut seen = [0; 5];
        for round in 0..8000 {
            let parts = PARTS.get(..if random(4) == 0 { NAMES } else { PARTS.len() }).unwrap_or(&PARTS);
            let mut text: String = (0..1 + random(9)).map(|_| one_of(parts, &mut random)).collect();
            if round % 500 == 0 {
                text += &"x".repeat(SHORT_LINE_BYTES);
            }
            let line = walked(&text, Language::of(None), &mut tokens, &mut words);
            let short = text.len() <= SHORT_LINE_BYTES;
            let plainly = [
                marks::is_item(&text),
                marks::is_quote(&text),
                short && marks::is_name(&text),
                short && marks::has_url(&text),
                text.contains('|') || text.ends_with(['»', '›', '→']),
            ];
            assert_eq!(
                [line.is_item, line.is_quote, line.is_name, line.has_url, line.has_bar],
                plainly,
                "{text}"
            );
            seen.iter_mut().zip(plainly).for_each(|(seen, found)| *seen += usize::from(found));
        }
        assert!(seen.iter().all(|seen| *seen > 100), "{seen:?}");
    }

    #[test]
    fn a_claim_is_on_no_line_that_may_claim_nothing() {
        const BETWEEN: [&str; 17] = [
            "", "", "-", " · ", ": ", "(", ")", "'", "’", "′", "\"", "|", "  ", "\u{a0}", "\u{301}", "é",
            ", ",
        ];
        const NUMBERS: [&str; 9] = ["4", "4", "2", "24", "3-4", "1.5", "٣", "４", "½"];
        const OTHERS: [&str; 5] = ["Rani", "Uhr", "Comments", "June 2024", "(s)"];
        // By locale the words for minutes and hours, and of those that stand beside them.
        let mut locales: Vec<(&str, Vec<&str>, Vec<&str>)> = Vec::new();
        for [tag, entry, value, _source] in tsv::rows(include_str!("../../data/durations.tsv")) {
            let Some(role) = entry.strip_prefix("claim.") else { continue };
            if locales.last().is_none_or(|(last, ..)| *last != tag) {
                locales.push((tag, Vec::new(), Vec::new()));
            }
            let Some((_, units, others)) = locales.last_mut() else { continue };
            let list = if matches!(role, "minute" | "hour") { units } else { others };
            list.extend(value.split('|'));
        }
        let mut random = numbers(23);
        let (mut tokens, mut words) = (Vec::new(), Words::NONE);
        let (mut claims, mut glued, mut refused) = (0, 0, 0);
        for round in 0..7000 {
            let Some((_, units, others)) = locales.get(round % locales.len()) else { continue };
            let mut parts = vec![one_of(&NUMBERS, &mut random), one_of(units, &mut random)];
            parts.insert(random(3), one_of(others, &mut random));
            if random(3) == 0 {
                parts.insert(random(4), one_of(&OTHERS, &mut random));
            }
            let between = if random(3) == 0 { "" } else { " " };
            let mut text = String::new();
            for word in parts {
                text += if random(6) == 0 { one_of(&BETWEEN, &mut random) } else { between };
                let mut letters = word.chars();
                match random(5) {
                    0 => text += &word.to_uppercase(),
                    1..3 => {
                        text.extend(letters.next().into_iter().flat_map(char::to_uppercase));
                        text += letters.as_str();
                    }
                    _ => text += word,
                }
            }
            tokens.clear();
            let (shape, stuck) = shape(&text, &mut tokens, &mut words);
            let may = may_claim(&text, &shape, stuck, &words);
            let claims_some = claim(&text).is_some();
            assert!(may || !claims_some, "{text}");
            claims += usize::from(claims_some);
            glued += usize::from(claims_some && text.is_ascii() && stuck);
            refused += usize::from(!may && shape.digits > 0);
        }
        assert!(claims > 400 && glued > 20 && refused > 20, "{claims} {glued} {refused}");
    }

    #[test]
    fn the_key_of_ascii_is_that_of_other_text() {
        let mut random = numbers(29);
        for _ in 0..4000 {
            let text: String = (0..random(24)).map(|_| char::from(random(128) as u8)).collect();
            // No letter, but one look at it and the text goes the way of all others.
            assert_eq!(key(&text), key(&(text.clone() + "…")), "{text:?}");
        }
        assert_eq!(key("Ringkasan: 3 Hal (Baru)"), "ringkasan3halbaru");
    }
}
