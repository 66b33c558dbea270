//! Whether a sentence ends at a candidate: the rules, in the order in which
//! they are asked, each with the text that made it needed.

use super::abbreviations::{Classes, Language, key, last_bytes};
use super::around::{Next, is_opener, is_uncased_letter, left_word};
use super::candidates::{Candidate, Ends, Mark, is_closer, mark};
use super::listed::Listed;
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
#[inline]
pub(super) fn ends_sentence(candidate: &Candidate, context: &Context<'_>) -> bool {
    plainly_ends(candidate, context) || by_rules(candidate, context)
}

/// Whether all rules agree, at most candidates, that a sentence ends.
#[inline]
pub(super) fn plainly_ends(candidate: &Candidate, context: &Context<'_>) -> bool {
    match candidate.ends {
        Ends::Asked => false,
        Ends::BehindAWord => {
            !context.enclosed && plain_word(context.text.as_bytes(), candidate.terminals.start, context)
        }
        Ends::Outside => !context.enclosed,
        Ends::Everywhere => true,
    }
}

/// Whether a word stands in front of `end` and behind a space that is in no list and no
/// part of what is (`z. B. `), nor one letter; or a number that is no ordinal and stands
/// behind a word.
fn plain_word(bytes: &[u8], end: usize, context: &Context<'_>) -> bool {
    if let Some((letters, last)) = letters_in_front(bytes, end) {
        match bytes.get(end.wrapping_sub(letters + 1)) {
            // A letter of Cyrillic has two bytes.
            Some(b' ') if letters > 1 + (last >> 63) as usize => {
                return !context.language.may_abbreviate(key(last >> (64 - 8 * letters.min(8))));
            }
            Some(b' ') if letters > 0 => return false,
            Some(b'.' | b'\'' | b'/') => return false,
            _ => {}
        }
    }
    let Some(begins) = word_begins(bytes, end) else { return false };
    let word = bytes.get(begins..end).unwrap_or_default();
    let known = match word {
        [] => false,
        number if number.iter().all(u8::is_ascii_digit) => {
            let before = begins.checked_sub(2).filter(|at| *at >= context.sentence);
            before.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric)
                && !(context.language.ordinals && number.len() < 3)
        }
        [_] | [0xC3..=0xD1, _] => false,
        _ => true,
    };
    known && !context.language.may_abbreviate(key(last_bytes(word)))
}

/// How many bytes of letters stand in front of `end`, all of ASCII or all of Cyrillic, at
/// most 32; and the last eight bytes.
fn letters_in_front(bytes: &[u8], end: usize) -> Option<(usize, u64)> {
    let eight = |end: usize| {
        let eight = bytes.get(end.checked_sub(8)?..end)?.first_chunk()?;
        Some(u64::from_le_bytes(*eight))
    };
    let last = eight(end)?;
    let cyrillic = last >> 63 == 1;
    let count = |eight| if cyrillic { cyrillic_at_the_end(eight) } else { letters_at_the_end(eight) };
    let mut letters = count(last);
    let mut more = letters;
    while more == 8 && letters < 32 {
        more = eight(end - letters).map_or(0, count);
        letters += more;
    }
    Some((letters, last))
}

/// Where a word of plain characters begins that ends at `end`, behind a space: none with
/// a stop, an apostrophe or a slash in it, which divide it, and none of other scripts
/// than Latin and Cyrillic.
fn word_begins(bytes: &[u8], end: usize) -> Option<usize> {
    let from = end.saturating_sub(SENTENCE_LOOK_BYTES - 1);
    let inside = |byte: &u8| match byte {
        b'.' | b'\'' | b'/' => false,
        b'!'..=b'~' | 0x80..=0xBF | 0xC3..=0xC9 | 0xD0 | 0xD1 => true,
        _ => false,
    };
    let word = bytes.get(from..end)?;
    let begins = word.iter().rposition(|byte| !inside(byte))?;
    let opened = word.get(begins + 1..)?;
    let openers = opened.iter().take_while(|byte| is_opener(char::from(**byte)));
    (word.get(begins) == Some(&b' ')).then_some(from + begins + 1 + openers.count())
}

/// How many of eight bytes, counted from the last, are letters of ASCII.
fn letters_at_the_end(bytes: u64) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    let lower = (bytes | (0x20 * EACH)) & !HIGH;
    // No byte carries over into the next: all are below 80.
    let from_a = lower + (0x80 - u64::from(b'a')) * EACH;
    let above_z = lower + (0x7F - u64::from(b'z')) * EACH;
    let others = !(from_a & !above_z & !bytes) & HIGH;
    others.leading_zeros() as usize / 8
}

/// How many of eight bytes, counted from the last, belong to letters of Cyrillic: D0 or D1
/// and a byte from 80 to BF.
fn cyrillic_at_the_end(bytes: u64) -> usize {
    const EACH: u64 = 0x0001_0001_0001_0001;
    let others = (bytes ^ (0x80D0 * EACH)) & (0xC0FE * EACH);
    others.leading_zeros() as usize / 16 * 2
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
        Mark::Spaced => !(next.lower() || (context.enclosed && candidate.closed)),
        // `"This is great." she said`, `“Apa?” tanya dia.`; in Tamil the clause
        // that reports begins with a particle.
        _ if candidate.closed && (next.lower() || next.begins_with("என")) => false,
        // `– Иди сюда! – крикнула мать.`
        _ if next.dashed() && next.lower() => false,
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
            !(next.lower() && (named || speech()))
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
    match next.first()? {
        // `«... demencia.», dijo`, `cream. , It`; but `,,` opens a Dutch quotation.
        ',' | ';' | '%' | '/' if !next.begins_with(",,") => Some(false),
        // `Bravo ! ! !`
        c if mark(c).is_some() && next.raw().chars().all(|c| mark(c).is_some() || is_closer(c)) => {
            Some(false)
        }
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
    let particle = next.first().is_some_and(|c| "とっのがをにもはな".contains(c));
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
    let pause = next.uncased() && terminals.ends_with('…');
    // English `I thought... I would go.`: a capital that tells nothing.
    let capital = next.word() == "I" && context.language.classes("I").any(Classes::STARTER);
    !(next.lower() || pause || capital)
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
    if candidate.closed {
        return true;
    }
    let starter = || next.upper() && language.classes(next.stem()).any(Classes::STARTER);
    if language.may_abbreviate(key(last_bytes(left.as_bytes()))) {
        let classes = language.classes(left);
        let word = Listed { word: left, at: start - whole.len(), end: start, classes, starter: starter() };
        if let Some(ends) = word.ends(context, next) {
            return ends;
        }
    }
    if left.chars().all(char::is_numeric) {
        return numbers::ends(left, context, start - whole.len(), next);
    }
    if numbers::is_section(left) && numbers::opens(context, start - whole.len()) {
        // `laws; 2.1.3. The agency`
        return false;
    }
    if let Some(letter) = initials::single_letter(left) {
        return initials::ends(letter, context, start - whole.len(), next, starter());
    }
    if left.contains('.') && left.chars().any(is_uncased_letter) {
        // `कि.मी.`, `ዓ.ም.`: a script with a stop of its own abbreviates with this one.
        return false;
    }
    if next.lower() {
        return begins_in_lower_case(left, language);
    }
    if is_acronym(left) {
        // `U.S. Senate` goes on; `in the U.S. He left` ends.
        return starter();
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
    if before.is_empty() {
        return !next.lower();
    }
    let named = before.rsplit('/').next().unwrap_or(before);
    if is_acronym(named) {
        // `U.S . Highway 190`
        return context.language.classes(next.stem()).any(Classes::STARTER);
    }
    !(next.lower() || context.language.classes(before).any(Classes::TITLE))
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

#[cfg(test)]
mod tests {
    use super::super::abbreviations::tests::{languages, words};
    use super::super::twins::texts_of;
    use super::*;

    /// The answers of the list, of the rules and of what spares them for `word` in front of
    /// a stop.
    fn no_list_is_left_unasked(before: &str, word: &str, behind: &str, language: &'static Language) {
        let text = format!("{before}{word}. {behind}");
        let end = before.len() + word.len();
        let context = Context { text: &text, sentence: 0, enclosed: false, language };
        let plain = plain_word(text.as_bytes(), end, &context);
        let telling = Classes::ABBREVIATION | Classes::UNIT;
        assert!(!(plain && language.classes(word).any(telling)), "{text:?}");
        let next = Next::read(&text, end + 2);
        let ends = Ends::BehindAWord;
        let candidate =
            Candidate { terminals: end..end + 1, closed: false, end: end + 1, next: end + 2, ends };
        assert!(!plain || by_rules(&candidate, &context), "{text:?}");
        if !language.may_abbreviate(key(last_bytes(word.as_bytes()))) {
            let starter = next.upper() && language.classes(next.stem()).any(Classes::STARTER);
            let classes = language.classes(word);
            let listed = Listed { word, at: before.len(), end, classes, starter };
            assert_eq!(listed.ends(&context, &next), None, "{text:?}");
        }
    }

    #[test]
    fn no_abbreviation_is_taken_for_a_plain_word() {
        const LETTERS: [&str; 18] =
            ["a", "b", "B", "e", "m", "p", "P", "s", "t", "é", "т", "д", "Я", "ա", "अ", "1", "12", "'"];
        let random: Vec<String> = texts_of(&LETTERS, 6, 60).collect();
        for language in languages() {
            let capitals = words(language).into_iter().map(str::to_uppercase);
            let listed = words(language).into_iter().map(str::to_owned).chain(capitals);
            for word in listed.chain(random.iter().cloned()).filter(|word| !word.is_empty()) {
                no_list_is_left_unasked("Kemarin ", &word, "He", language);
                no_list_is_left_unasked("Kemarin z. ", &word, "M.", language);
            }
        }
    }

    #[test]
    fn a_run_of_marks_is_of_one_kind_wherever_it_stands() {
        for terminals in [".", "!", "..", "…", "?!", ". .", "。", "।", ":", ".…"] {
            assert_eq!(kind(terminals), kind(&format!(" {terminals}")), "{terminals}");
        }
    }

    #[test]
    fn letters_in_front_are_counted_as_one_by_one() {
        let pieces =
            ["a", "z", "A", "Z", "@", "[", "`", "{", "0", "\0", "\u{80}", "é", "а", "я", "Ё", "ѿ", "Ҁ", " "];
        for size in 0..3_000usize {
            let piece = |at: usize| pieces.get((at * at / 5 + at + size) * (size / 5 + 1) % pieces.len());
            let text: String = (0..4 + size % 40).filter_map(piece).copied().collect();
            for text in
                [text.clone(), format!("{text} words"), format!("{text} {}", "слово".repeat(size % 5))]
            {
                let Some((letters, _)) = letters_in_front(text.as_bytes(), text.len()) else { continue };
                let ascii = text.chars().rev().take_while(char::is_ascii_alphabetic).count();
                let cyrillic = text.chars().rev().take_while(|c| matches!(c, '\u{400}'..='\u{47F}')).count();
                // Eight bytes at a time, as far as there are so many.
                let known = (text.len() / 8 * 8).min(32);
                assert_eq!(letters.min(known), (ascii + 2 * cyrillic).min(known), "{text:?}");
            }
        }
    }
}
