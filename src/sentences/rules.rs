//! Whether a sentence ends at a candidate: the rules, in the order in which
//! they are asked, each with the text that made it needed.

use unicode_normalization::char::is_combining_mark;

use super::abbreviations::{Class, Language};
use super::candidates::{Candidate, Mark, is_closer, mark};
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
    pub language: Language,
}

/// The first rule that knows an answer gives it; what is left ends a sentence.
pub(super) fn ends_sentence(candidate: &Candidate, context: &Context<'_>) -> bool {
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
        // `Pausing... for a moment`, English `I thought... I would go.`; without
        // capitals to tell, the typographer's `…` is likelier a pause (`و … چیزی`),
        // a row of dots likelier an end (Korean chat: `좋네요.. 한`).
        Mark::Ellipsis => {
            let pause = next.uncased && terminals.ends_with('…');
            !(next.lower || pause || (context.language.code == "en" && next.word == "I"))
        }
        Mark::Loud => {
            let left = left_word(context.text, candidate.terminals.start);
            // `Yahoo! in the morning`; other `!` before lower case ends (chat, lists).
            !(next.lower && left.chars().next().is_some_and(char::is_uppercase))
        }
        Mark::Stop => stop(candidate, context, &next),
    }
}

/// The kind of a run of marks: its strongest member.
fn kind(terminals: &str) -> Mark {
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

/// A single full stop.
fn stop(candidate: &Candidate, context: &Context<'_>, next: &Next<'_>) -> bool {
    let start = candidate.terminals.start;
    let left = left_word(context.text, start);
    let language = context.language;
    if left.is_empty() {
        // `word . lower`: a stop with nothing before it.
        return !next.lower;
    }
    let letters = left.chars().count();
    let digits = left.chars().all(char::is_numeric);
    // `l'art. 3`: the article is elided.
    let class = language.class(left.rsplit(['\'', '’']).next().unwrap_or(left));
    if candidate.closed {
        return true;
    }
    if let Some(class) = class {
        match class {
            // `Dr. Smith`, `Jl. Sudirman`, `a.n. Direktur`
            Class::Title => return false,
            // `p. 55`, `hlm. 3`, `No. 12`
            Class::Number if next.digit => return false,
            // `co. at`, `dkk. yang`
            Class::MayEnd if next.lower => return false,
            _ => {}
        }
    }
    if digits {
        return number(left, context, start, next);
    }
    let base = left.chars().filter(|c| c.is_alphabetic() && !is_combining_mark(*c)).count();
    if base == 1 && !left.contains('.') {
        return single_letter(left, context, start, next);
    }
    if left.contains('.') && left.chars().any(is_uncased_letter) {
        // `कि.मी.`, `ዓ.ም.`: a script with a stop of its own abbreviates with this one.
        return false;
    }
    if next.lower {
        // An unlisted word and a lower-case one: `approx. three`; a long word is
        // no abbreviation, and people write without capitals.
        return letters > 5 && !left.contains('.') && left.chars().all(char::is_lowercase);
    }
    if is_acronym(left) {
        // `U.S. Senate` goes on; `in the U.S. He left` ends.
        return is_starter(next.word);
    }
    true
}

/// A number with a stop: ordinal, list marker, part of a date, or the end.
fn number(left: &str, context: &Context<'_>, start: usize, next: &Next<'_>) -> bool {
    let figures = left.chars().count();
    let before = span::cut(context.text, context.sentence..start - left.len());
    // `1. The first item`
    if before.trim().is_empty() && figures <= 3 {
        return false;
    }
    // `2021. 5. 17.에`
    if next.digit && next.raw.contains('.') && figures <= 4 {
        return false;
    }
    let language = context.language;
    let before = before.trim_end();
    let before = left_word(before, before.len());
    // The last part of `2024. 3. 12. 새`
    if before.ends_with('.') && before.starts_with(char::is_numeric) && next.uncased {
        return false;
    }
    if figures <= 2 && language.has_ordinals() {
        // `12. Juni`, `2. verdenskrig`, `dem 19. Jahrhundert`
        if next.lower || language.class(next.word).is_some() || language.is_before_ordinal(before) {
            return false;
        }
    }
    !next.lower
}

/// `J. K. Rahman`, `z. B.`, `Albert I. Jones`; but `plan B. Then`.
fn single_letter(left: &str, context: &Context<'_>, start: usize, next: &Next<'_>) -> bool {
    if next.lower || next.word.chars().nth(1) == Some('.') {
        return false;
    }
    let Some(letter) = left.chars().next() else { return true };
    let before = span::cut(context.text, context.sentence..start - left.len()).trim_end();
    let before = left_word(before, before.len());
    if letter.is_lowercase() {
        // `и т. д. Потом`: the list knows the chain, `т.д`, as one that may end.
        if before.ends_with('.') && context.language.class(&format!("{before}{left}")) == Some(Class::MayEnd)
        {
            return true;
        }
        // `s. 12`, `в г. Самара` go on; `в 1999 г. Летом`, `a les 14.30 h. Arriba` end.
        return !next.digit && before.ends_with(char::is_numeric);
    }
    if is_uncased_letter(letter) {
        // `ए. के. माथुर`: initials, where words are spaced and longer.
        return Script::of(letter).is_unspaced() || Script::of(letter) == Script::Hangul;
    }
    match before.chars().next() {
        None => false,
        Some(first) if first.is_uppercase() || before.ends_with('.') => false,
        // `written by J. Smith`; `plan B. She agreed`, `kuartal I. Ia naik`.
        Some(_) => is_starter(next.word) || matches!(letter, 'I' | 'V' | 'X') && next.word.len() > 1,
    }
}

/// A letter of a script without capitals.
fn is_uncased_letter(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

fn is_acronym(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase))
}

/// Words that begin a sentence after an acronym far more often than they go on
/// with it.
fn is_starter(word: &str) -> bool {
    matches!(
        word,
        "The"
            | "This"
            | "That"
            | "These"
            | "Those"
            | "He"
            | "She"
            | "It"
            | "They"
            | "We"
            | "You"
            | "I"
            | "In"
            | "On"
            | "At"
            | "But"
            | "And"
            | "How"
            | "What"
            | "When"
            | "Where"
            | "Why"
            | "Who"
            | "If"
            | "As"
            | "For"
            | "There"
            | "His"
            | "Her"
            | "Their"
            | "Its"
            | "Our"
            | "My"
            | "Ia"
            | "Dia"
            | "Mereka"
            | "Namun"
            | "Hal"
            | "Itu"
            | "Ini"
            | "Kami"
            | "Kita"
    )
}

/// The word in front of `end`: back to white space, opening quotes and brackets
/// left out.
pub(super) fn left_word(text: &str, end: usize) -> &str {
    let from = span::floor(text, end.saturating_sub(SENTENCE_LOOK_BYTES));
    let back = span::cut(text, from..end);
    let word = back.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.trim_start_matches(is_opener)
}

fn is_opener(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '¿' | '¡' | '„' | '‚' | '«' | '‹' | '「' | '『' | '（' | '—' | '–' | '-')
        || is_closer(c)
}

/// The text behind a candidate.
struct Next<'a> {
    /// Up to white space, as it stands.
    raw: &'a str,
    /// The first word: without the quotes, brackets and dashes in front of it
    /// and the marks behind it.
    word: &'a str,
    lower: bool,
    digit: bool,
    /// Begins with a letter of a script without capitals.
    uncased: bool,
    /// Stands behind a dash.
    dashed: bool,
}

impl<'a> Next<'a> {
    fn read(text: &'a str, at: usize) -> Next<'a> {
        let ahead = span::cut(text, at..text.len());
        let ahead = span::head(ahead, SENTENCE_LOOK_BYTES);
        let mut words = ahead.split_whitespace();
        let raw = words.next().unwrap_or_default();
        let dashed = raw.starts_with(['–', '—', '-']);
        // `– cried she`, `'s Avonds`: the word behind tells.
        let lone_dash = raw.chars().all(|c| matches!(c, '–' | '—' | '-'));
        let clitic = raw.starts_with(['\'', '’']) && raw.chars().count() <= 2;
        let first = if lone_dash || clitic { words.next().unwrap_or_default() } else { raw };
        let opened = first.trim_start_matches(is_opener);
        let word = opened.trim_end_matches([',', ';', ':', '!', '?']);
        let first = opened.chars().next();
        Next {
            raw,
            word,
            lower: first.is_some_and(char::is_lowercase),
            digit: first.is_some_and(char::is_numeric),
            uncased: first.is_some_and(is_uncased_letter),
            dashed,
        }
    }
}
