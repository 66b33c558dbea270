//! Whether a sentence ends at a candidate: the rules, in the order in which
//! they are asked, each with the text that made it needed.

use super::abbreviations::{Classes, Language, key};
use super::around::{Next, is_uncased_letter, left_word};
use super::candidates::{Candidate, Mark, is_closer, mark};
use super::listed::{self, Listed};
use super::{initials, numbers};
use crate::limits::SENTENCE_LOOK_BYTES;
use crate::script::Script;
use crate::span;

/// What a decision may look at besides the candidate.
pub(super) struct Context<'a> {
    pub text: &'a str,
    /// Where the sentence at hand begins.
    pub sentence: usize,
    /// Whether the candidate stands inside a matched pair of brackets.
    pub enclosed: bool,
    pub language: &'static Language,
}

impl<'a> Context<'a> {
    /// The sentence at hand up to `end`.
    pub(super) fn until(&self, end: usize) -> &'a str {
        span::cut(self.text, self.sentence..end)
    }
}

/// Whether a sentence ends at `candidate`.
pub(super) fn ends_sentence(candidate: &Candidate, context: &Context<'_>) -> bool {
    plainly_ends(candidate, context) || by_rules(candidate, context)
}

/// Whether all rules agree, at most candidates, that a sentence ends: one mark, a space
/// and a capital of ASCII, and in front of a stop what closes behind a word, or a word of
/// ASCII that is neither one letter nor in a list nor a part of what is (`z. B. `).
pub(super) fn plainly_ends(candidate: &Candidate, context: &Context<'_>) -> bool {
    let start = candidate.terminals.start;
    let bytes = context.text.as_bytes();
    let alone = candidate.terminals.end == start + 1 && candidate.next == candidate.end + 1;
    let behind = bytes.get(candidate.end..candidate.end + 2);
    if !alone || !matches!(behind, Some([b' ', b'A'..=b'Z'])) || (context.enclosed && !candidate.closed) {
        return false;
    }
    match bytes.get(start) {
        Some(b'!' | b'?') => true,
        Some(b'.') if candidate.closed => {
            start.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric)
        }
        Some(b'.') => plain_word(bytes, start).is_some_and(|key| !context.language.may_abbreviate(key)),
        _ => false,
    }
}

/// The [`key`] of the word of letters of ASCII, two and more, that stands in front of
/// `end` behind a space.
fn plain_word(bytes: &[u8], end: usize) -> Option<usize> {
    let back = bytes.get(end.checked_sub(8)?..end)?.first_chunk()?;
    let last = u64::from_le_bytes(*back);
    let letters = (letters(last).leading_ones() / 8) as usize;
    if letters < 8 {
        let space = bytes.get(end - letters - 1) == Some(&b' ');
        return (space && letters > 1).then(|| key(last >> (64 - 8 * letters)));
    }
    let longer = bytes.get(..end - 8)?.iter().rev().take(SENTENCE_LOOK_BYTES - 9);
    let before = longer.copied().find(|byte| !byte.is_ascii_alphabetic());
    (before == Some(b' ')).then(|| key(last))
}

/// A byte of ones for each byte that is a letter of ASCII.
fn letters(bytes: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    let lower = (bytes | (0x20 * EACH)) & !HIGH;
    // No byte carries over into the next: all are below 80.
    let from_a = lower + (0x80 - u64::from(b'a')) * EACH;
    let above_z = lower + (0x7F - u64::from(b'z')) * EACH;
    let high = from_a & !above_z & !bytes & HIGH;
    (high >> 7) * 0xFF
}

/// The first rule that knows an answer gives it; what is left ends a sentence.
pub(super) fn by_rules(candidate: &Candidate, context: &Context<'_>) -> bool {
    let next = Next::read(context.text, candidate.next);
    let terminals = span::cut(context.text, candidate.terminals.clone());
    let kind = kind(terminals);
    if let Some(ends) = by_next(&next) {
        return ends;
    }
    match kind {
        Mark::Unspaced => unspaced(candidate, context, &next),
        Mark::Spaced => !(next.lower || (context.enclosed && candidate.closed)),
        // `"This is great." she said`, `“Apa?” tanya dia.`; in Tamil the clause
        // that reports begins with a particle.
        _ if candidate.closed && (next.lower || next.raw.starts_with("என")) => false,
        // `– Иди сюда! – крикнула мать.`
        _ if next.dashed && next.lower => false,
        // `(see. section 4.2)`
        _ if context.enclosed && !candidate.closed => false,
        Mark::Ellipsis => ellipsis(candidate, context, &next, terminals),
        Mark::Loud => {
            let left = left_word(context.text, candidate.terminals.start);
            // `Yahoo! in the morning`, `Guess who ! with friends`; other `!` before
            // lower case ends (chat, lists).
            let named = left.is_empty() || left.chars().next().is_some_and(char::is_uppercase);
            // `– Vraiment ? demanda-t-il.`
            let speech = || context.until(candidate.end).trim_start().starts_with(['-', '–', '—']);
            !(next.lower && (named || speech()))
        }
        Mark::Stop => stop(candidate, context, &next),
    }
}

/// The kind of a run of marks: its strongest member.
fn kind(terminals: &str) -> Mark {
    if terminals == "." {
        return Mark::Stop;
    }
    let marks = || terminals.chars().filter_map(mark);
    if marks().any(|mark| mark == Mark::Unspaced) {
        Mark::Unspaced
    } else if marks().any(|mark| mark == Mark::Loud) {
        Mark::Loud
    } else if marks().any(|mark| mark == Mark::Ellipsis)
        || marks().filter(|mark| *mark == Mark::Stop).count() > 1
    {
        Mark::Ellipsis
    } else {
        marks().next().unwrap_or(Mark::Stop)
    }
}

/// What the next text alone decides.
fn by_next(next: &Next<'_>) -> Option<bool> {
    let first = next.raw.chars().next()?;
    match first {
        // `«... demencia.», dijo`, `cream. , It`; but `,,` opens a Dutch quotation.
        ',' | ';' | '%' | '/' if !next.raw.starts_with(",,") => Some(false),
        // `Bravo ! ! !`
        c if mark(c).is_some() && next.raw.chars().all(|c| mark(c).is_some() || is_closer(c)) => Some(false),
        // `2016 р. № 991`
        '№' => Some(false),
        // `3. Arroz. ¿Cuánto cuesta?`
        '¿' | '¡' => Some(true),
        _ => None,
    }
}

/// `。` ends, but not inside brackets, and not before a particle that goes on
/// after a quotation (`「行くの？」と彼は言った。`).
fn unspaced(candidate: &Candidate, context: &Context<'_>, next: &Next<'_>) -> bool {
    let glued = candidate.next == candidate.end;
    let particle = next.raw.starts_with(['と', 'っ', 'の', 'が', 'を', 'に', 'も', 'は', 'な']);
    if candidate.closed {
        // `“你去哪儿？”妈妈问。`: a question that somebody asks goes on.
        let terminals = span::cut(context.text, candidate.terminals.clone());
        return !(glued && (particle || terminals.ends_with(['？', '！'])));
    }
    !context.enclosed
}

/// Several stops, or `…`.
fn ellipsis(candidate: &Candidate, context: &Context<'_>, next: &Next<'_>, terminals: &str) -> bool {
    // `he [...] left`, `ended. (…) In 1975`: something was left out.
    let before = span::cut(context.text, 0..candidate.terminals.start);
    if candidate.closed && before.ends_with(['(', '[']) {
        return false;
    }
    // `Pausing... for a moment`; without capitals to tell, the typographer's `…`
    // is likelier a pause (`و … چیزی`), a row of dots likelier an end (Korean
    // chat: `좋네요.. 한`).
    let pause = next.uncased && terminals.ends_with('…');
    // English `I thought... I would go.`: a capital that tells nothing.
    let capital = next.word == "I" && context.language.classes("I").any(Classes::STARTER);
    !(next.lower || pause || capital)
}

/// A single full stop.
fn stop(candidate: &Candidate, context: &Context<'_>, next: &Next<'_>) -> bool {
    let start = candidate.terminals.start;
    let language = context.language;
    let whole = left_word(context.text, start);
    if whole.is_empty() {
        return detached(context, start, next);
    }
    // `l'art. 3`, `and/or U.S. troops`: the article is elided, the other named.
    let left = whole.rsplit(['\'', '’', '/']).next().unwrap_or(whole);
    let classes = language.classes(left);
    if candidate.closed {
        return true;
    }
    let plain = left.len() > listed::SPACED_BYTES && left.bytes().all(|byte| byte.is_ascii_alphabetic());
    if plain && next.upper && classes == Classes::default() {
        // Most stops: a word and a capital. No rule below knows better.
        return true;
    }
    let starter = next.upper && language.classes(next.stem()).any(Classes::STARTER);
    let word = Listed { word: left, at: start - whole.len(), end: start, classes, starter };
    if let Some(ends) = word.ends(context, next) {
        return ends;
    }
    if left.chars().all(char::is_numeric) {
        return numbers::ends(left, context, start - whole.len(), next);
    }
    if numbers::is_section(left) && numbers::opens(context, start - whole.len()) {
        // `laws; 2.1.3. The agency`
        return false;
    }
    if let Some(letter) = initials::single_letter(left) {
        return initials::ends(letter, context, start - whole.len(), next, starter);
    }
    if left.contains('.') && left.chars().any(is_uncased_letter) {
        // `कि.मी.`, `ዓ.ም.`: a script with a stop of its own abbreviates with this one.
        return false;
    }
    if next.lower {
        return begins_in_lower_case(left, language);
    }
    if is_acronym(left) {
        // `U.S. Senate` goes on; `in the U.S. He left` ends.
        return starter;
    }
    true
}

/// Whether a sentence ends behind `left.` before a lower-case word, `left` being
/// in no list: `approx. three` goes on, but people write without capitals (`no
/// bite. they look`), and a longer word, or one that ends in a vowel, is no
/// abbreviation. In Armenian this stop is a pause.
fn begins_in_lower_case(left: &str, language: &Language) -> bool {
    let mut letters = left.chars();
    let first = letters.next().filter(|c| Script::of(*c) != Script::Armenian);
    let Some(last) = letters.clone().next_back() else { return false };
    let capitalised = first.is_some_and(char::is_uppercase);
    let shortest = if VOWELS.contains(last) && !capitalised { 4 } else { 6 };
    let plain = first.is_some_and(char::is_alphabetic) && letters.all(char::is_lowercase);
    // `La centrale meteor. si è guastata`: no Italian word ends like that.
    let foreign = !language.finals.is_empty() && !language.finals.contains(last);
    plain && !foreign && left.chars().count() >= shortest
}

/// Letters in which abbreviations do not end, as a rule: they are cut off behind
/// a consonant.
const VOWELS: &str = "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýăąęėęěįıőűůųūāēīаеиоуыэюяіїєёαεηιουωάέήίόύώ";

/// A stop that stands alone: `word . lower`, `Mr . Robinson`.
fn detached(context: &Context<'_>, start: usize, next: &Next<'_>) -> bool {
    let before = before_word(context, start);
    let named = before.rsplit('/').next().unwrap_or(before);
    if is_acronym(named) {
        // `U.S . Highway 190`
        return context.language.classes(next.stem()).any(Classes::STARTER);
    }
    !(next.lower || context.language.classes(before).any(Classes::TITLE))
}

/// The word in front of the one that begins at `at`, within the sentence.
pub(super) fn before_word<'a>(context: &Context<'a>, at: usize) -> &'a str {
    let before = context.until(at).trim_end();
    left_word(before, before.len())
}

pub(super) fn is_acronym(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            let mut letters = part.chars();
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
        })
}
