//! What a page claims of itself: "4 Min Read", `Lesezeit: 2 min`, `約3分`.
//!
//! A claim is a duration and words around it that one locale knows, one of them
//! a word of reading. It fills the line, or a part of it between separators.
//! Which locales know a word is one bit each in a `u64`, so that all of them are
//! tried in one walk.

use std::sync::LazyLock;

use super::{rows, say};
use crate::hash::{ByText, Run, Sieve, Spelling};
use crate::limits::{CLAIM_CHARS, CLAIM_MINUTES};
use crate::script::Script;
use crate::tokens::{Token, fold, is_digit, is_mark, may_hold_digit, tokens};
use crate::word_class::is_alphanumeric;
use crate::{pace, span};

/// A claim on a line, and what stands on the line beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Claim<'a> {
    pub minutes: u32,
    pub before: &'a str,
    pub after: &'a str,
}

impl<'a> Claim<'a> {
    /// Whether the whole line is a claim and nothing else.
    pub fn is_alone(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }

    /// What stands beside it: a byline, a date, a section.
    pub fn beside(&self) -> &'a str {
        let beside = if self.before.is_empty() { self.after } else { self.before };
        beside.trim_matches(|c: char| !is_alphanumeric(c) && !is_mark(c) && c != '.')
    }
}

/// The minutes that a line claims, if the line is such a claim or has one beside
/// a byline, a date or a section: `Lesezeit: 2 min`, `4 Min Read`, `約3分`,
/// `27 June 2024 | 6 min read`. `Bake for 20 min` is none: "bake" is no word of a
/// claim.
///
/// Between `·`, `|`, `•`, `/` and other symbols a claim stands beside anything,
/// beside a comma, a dash or several spaces only next to names (up to five words,
/// with capitals where the script has them) or something with a number in it. A
/// range claims its lower end. `0 min read` is what a page prints that has not
/// counted, and claims nothing.
///
/// ```
/// assert_eq!(minread::claimed_minutes("Rani Putri · 4 min read"), Some(4));
/// assert_eq!(minread::claimed_minutes("1 hour 10 min read"), Some(70));
/// assert_eq!(minread::claimed_minutes("Bake for 20 min"), None);
/// ```
pub fn claimed_minutes(line: &str) -> Option<u32> {
    pace::stage("duration");
    claim(line).map(|claim| claim.minutes).filter(|minutes| *minutes > 0)
}

/// The first claim on the line, also one of no minutes.
pub(crate) fn claim(line: &str) -> Option<Claim<'_>> {
    pace::advance(line.len().min(4 * CLAIM_CHARS));
    if !can_claim(line) || lacks_unit(line) {
        return None;
    }
    let line = Line { text: line, tokens: tokens(line) };
    let unit = |token: &Token<'_>| {
        let roles = LEXICON.roles(&token.word);
        roles.minute | roles.hour != 0 || token.word.contains(is_unspaced)
    };
    if !line.tokens.iter().any(unit) && !line.text.contains(is_prime) {
        return None;
    }
    (0..line.tokens.len()).find_map(|at| line.claim_at(at))
}

/// Short enough for a claim, with a digit in it.
fn can_claim(line: &str) -> bool {
    line.len() <= 4 * CLAIM_CHARS
        && may_hold_digit(line)
        && line.contains(is_digit)
        && line.chars().count() <= CLAIM_CHARS
}

/// Whether a line whose letters are ASCII has no word and no sign for hours or minutes, of
/// which each claim has one. Most lines with a number say something else.
fn lacks_unit(line: &str) -> bool {
    let (mut word, mut after_small, mut at) = (Spelling::EMPTY, false, 0);
    loop {
        let run = Run::of(line.as_bytes().get(at..).unwrap_or_default());
        // `24UhrLesezeit`: a capital begins a word there.
        if run.is_stuck() || (after_small && run.starts_upper()) {
            return false;
        }
        at += run.length;
        word.append(&run);
        if run.length == Run::MOST {
            after_small = !run.ends_upper();
            continue;
        }
        if is_unit(word.hash()) {
            return false;
        }
        (word, after_small) = (Spelling::EMPTY, false);
        let Some(c) = span::cut(line, at..line.len()).chars().next() else { return true };
        if is_prime(c) || (!c.is_ascii() && (is_alphanumeric(c) || is_mark(c))) {
            return false;
        }
        at += c.len_utf8();
    }
}

/// Whether a folded word is one for minutes.
pub(crate) fn means_minutes(word: &str) -> bool {
    LEXICON.roles(word).minute != 0
}

/// Whether a [`Spelling`] of a word in lower case is one for hours or minutes.
pub(crate) fn is_unit(word: u64) -> bool {
    static UNITS: LazyLock<Sieve<()>> = LazyLock::new(|| {
        let spelled = |word: &str| {
            let mut spelling = Spelling::EMPTY;
            word.chars().for_each(|c| spelling.push(c));
            (spelling.hash(), ())
        };
        units().map(spelled).collect()
    });
    UNITS.get(word).is_some()
}

/// One bit for each locale of the table.
type Locales = u64;

/// What a word is, by locale.
#[derive(Clone, Copy, Default)]
struct Roles {
    minute: Locales,
    hour: Locales,
    read: Locales,
    with: Locales,
    alone: Locales,
    beside: Locales,
}

struct Lexicon {
    words: ByText<String, Roles>,
    /// The longest word, in characters.
    longest: usize,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut words: ByText<String, Roles> = ByText::default();
    let locales = say::locales();
    for [tag, entry, value, _source] in rows() {
        let at = locales.iter().position(|locale| *locale == tag).unwrap_or_default();
        let Some(role) = entry.strip_prefix("claim.") else { continue };
        for word in value.split('|') {
            let roles = words.entry(fold(word).into_owned()).or_default();
            let role = match role {
                "minute" => &mut roles.minute,
                "hour" => &mut roles.hour,
                "read" => &mut roles.read,
                "alone" => &mut roles.alone,
                "beside" => &mut roles.beside,
                _ => &mut roles.with,
            };
            *role |= 1 << at;
        }
    }
    let longest = words.keys().map(|word| word.chars().count()).max().unwrap_or(0);
    Lexicon { words, longest }
});

/// The words for minutes and hours, one of which stands in every claim that has no
/// prime (`8'`).
fn units() -> impl Iterator<Item = &'static str> {
    let unit = |(_, roles): &(&'static String, &Roles)| roles.minute | roles.hour != 0;
    LEXICON.words.iter().filter(unit).map(|(word, _)| word.as_str())
}

/// What the locales have made of some words: those that know all of them, and
/// those that met a word of reading, or of minutes, among them.
#[derive(Clone, Copy, Debug)]
struct Sense {
    known: Locales,
    reads: Locales,
    units: Locales,
}

impl Sense {
    const EMPTY: Sense = Sense { known: Locales::MAX, reads: 0, units: 0 };

    fn and(self, other: Sense) -> Sense {
        Sense {
            known: self.known & other.known,
            reads: self.reads | other.reads,
            units: self.units | other.units,
        }
    }
}

impl Lexicon {
    fn roles(&self, word: &str) -> Roles {
        self.words.get(word).copied().unwrap_or_default()
    }

    /// What the locales make of a word beside the number.
    fn sense(&self, word: &str) -> Sense {
        let roles = self.roles(word);
        let known = roles.read | roles.with | roles.minute;
        let whole = Sense { known, reads: roles.read, units: roles.minute };
        if known != 0 || !word.chars().all(is_unspaced) { whole } else { self.compound(word, None) }
    }

    /// What they make of the word behind the number: a unit by `role`, and where
    /// words are not spaced more words behind it.
    fn unit(&self, word: &str, role: fn(&Roles) -> Locales) -> Sense {
        let known = role(&self.roles(word));
        let whole = Sense { known, reads: 0, units: known };
        if known != 0 || !word.chars().all(is_unspaced) { whole } else { self.compound(word, Some(role)) }
    }

    /// A word made of several, by the locales that can: at each character those
    /// that have come so far. `first` is what the first word must be.
    fn compound(&self, word: &str, first: Option<fn(&Roles) -> Locales>) -> Sense {
        let mut offsets: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
        offsets.push(word.len());
        let none = Sense { known: 0, reads: 0, units: 0 };
        if word.is_empty() {
            return none;
        }
        let mut senses = vec![none; offsets.len()];
        if let Some(sense) = senses.first_mut() {
            *sense = Sense::EMPTY;
        }
        for (at, start) in offsets.iter().enumerate() {
            let Some(so_far) = senses.get(at).copied().filter(|sense| sense.known != 0) else { continue };
            for (length, end) in offsets.iter().skip(at + 1).take(self.longest).enumerate() {
                let Some(roles) = self.words.get(span::cut(word, *start..*end)) else { continue };
                let known = match first {
                    Some(role) if at == 0 => role(roles),
                    _ => roles.read | roles.with,
                };
                let known = known & so_far.known;
                if let Some(sense) = senses.get_mut(at + 1 + length) {
                    sense.known |= known;
                    sense.reads |=
                        known & (so_far.reads | if at == 0 && first.is_some() { 0 } else { roles.read });
                }
            }
        }
        senses.last().copied().unwrap_or(none)
    }
}

/// A duration on a line: tokens `first..next`.
struct Duration {
    first: usize,
    next: usize,
    minutes: u32,
    sense: Sense,
    /// Whether the unit is still to be found among the words in front.
    lacks_unit: bool,
}

/// How far a claim may reach to one side, and what the words there are.
struct Edge {
    /// Where the claim begins, or the token behind it.
    at: usize,
    sense: Sense,
    words: usize,
    /// The locales in which all words there make a claim where no others stand.
    alone: Locales,
    /// Whether the line ends here, or a separator stands here that is never part
    /// of a sentence.
    strong: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    /// `·`, `|`, `•`, a symbol: never part of a sentence.
    Strong,
    /// A comma, a dash between spaces, several spaces, a capital behind a letter or
    /// digit.
    Weak,
}

struct Line<'a> {
    text: &'a str,
    tokens: Vec<Token<'a>>,
}

impl<'a> Line<'a> {
    /// The claim whose duration begins with token `at`.
    fn claim_at(&self, at: usize) -> Option<Claim<'a>> {
        let duration = self.duration(at).filter(|duration| duration.minutes <= CLAIM_MINUTES)?;
        let (lefts, rights) = (self.lefts(duration.first), self.rights(duration.next));
        let mut sides =
            lefts.iter().rev().flat_map(|left| rights.iter().rev().map(move |right| (left, right)));
        let (left, right) = sides.find(|(left, right)| {
            let sense = duration.sense.and(left.sense).and(right.sense);
            let some = left.words + right.words > 0 && left.strong && right.strong;
            let alone = if some { left.alone & right.alone } else { 0 };
            // `min read: 3`, `dakika 3`: the unit in front.
            let unit_before = duration.first.checked_sub(1).and_then(|at| self.tokens.get(at));
            let unit_before =
                unit_before.is_some_and(|token| LEXICON.sense(&token.word).units & sense.known != 0);
            let has_unit = !duration.lacks_unit
                || (sense.units & sense.known != 0 && (unit_before || right.at == duration.next));
            has_unit && sense.known & (sense.reads | alone) != 0
        })?;
        let start = self.tokens.get(left.at).map_or(0, |token| token.start);
        let end = right.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |token| token.end);
        Some(Claim {
            minutes: duration.minutes,
            before: if left.at == 0 { "" } else { span::cut(self.text, 0..start) },
            after: if right.at == self.tokens.len() {
                ""
            } else {
                span::cut(self.text, end..self.text.len())
            },
        })
    }

    /// A number and its unit: `4 min`, `4.5 min`, `3-4 min` (which claims 3),
    /// `1 hour 10 min`, `8'`. Without a unit it may stand in front.
    fn duration(&self, at: usize) -> Option<Duration> {
        let (number, mut next) = self.number(at)?;
        if let Some(upper) = self.upper(at, next).filter(|(upper, _)| number < *upper) {
            next = upper.1;
        }
        let done = |next, minutes: f64, sense: Sense| {
            let minutes = (minutes + 0.5).floor() as u32;
            Some(Duration { first: at, next, minutes, sense, lacks_unit: false })
        };
        if let Some((sense, next)) = self.unit(next, |roles| roles.minute) {
            return done(next, number, sense);
        }
        if let Some((sense, next)) = self.unit(next, |roles| roles.hour) {
            let joined = self.tokens.get(next).is_some_and(|token| LEXICON.roles(&token.word).with != 0);
            let rest =
                self.number(next + usize::from(joined)).filter(|_| !self.gap(next).contains(is_symbol));
            let rest = rest.and_then(|(rest, next)| Some((rest, self.unit(next, |roles| roles.minute)?)));
            return match rest.filter(|(_, (unit, _))| unit.known & sense.known != 0) {
                Some((rest, (unit, next))) => done(next, number * 60.0 + rest, sense.and(unit)),
                None => done(next, number * 60.0, sense),
            };
        }
        Some(Duration {
            first: at,
            next: at + 1,
            minutes: self.tokens.get(at)?.number?,
            sense: Sense::EMPTY,
            lacks_unit: true,
        })
    }

    /// The number at token `at`, with what stands behind its decimal point, and
    /// the token behind it.
    fn number(&self, at: usize) -> Option<(f64, usize)> {
        let whole = f64::from(self.tokens.get(at)?.number?);
        let fraction = self.tokens.get(at + 1).filter(|_| matches!(self.gap(at + 1), "." | ","));
        match fraction.and_then(|token| Some((f64::from(token.number?), token.text.chars().count()))) {
            Some((digits, 1)) => Some((whole + digits / 10.0, at + 2)),
            Some((digits, 2)) => Some((whole + digits / 100.0, at + 2)),
            _ => Some((whole, at + 1)),
        }
    }

    /// The upper end of a range whose lower end is token `at`: `3-4`, `3 to 4`.
    fn upper(&self, at: usize, next: usize) -> Option<(f64, usize)> {
        let dash = matches!(self.gap(next).trim(), "-" | "–" | "—" | "‐" | "‑" | "−" | "~" | "〜" | "～");
        // `час` is an hour in Russian and a filler in Ukrainian.
        let roles = self.tokens.get(at + 1).map(|token| LEXICON.roles(&token.word)).unwrap_or_default();
        let word = roles.with != 0 && roles.hour == 0;
        match (dash, word) {
            (true, _) => self.number(next),
            (false, true) => self.number(next + 1),
            _ => None,
        }
    }

    /// The unit at token `at`, and the token behind it. A prime behind the
    /// number (`8'`) is one for every locale.
    fn unit(&self, at: usize, role: fn(&Roles) -> Locales) -> Option<(Sense, usize)> {
        let gap = self.gap(at);
        let apart = gap.chars().count() > 1 || at == self.tokens.len();
        let minutes = role(&Roles { minute: Locales::MAX, ..Roles::default() });
        if gap.starts_with(is_prime) && apart && minutes != 0 {
            return Some((Sense { known: minutes, reads: 0, units: minutes }, at));
        }
        let token = self.tokens.get(at).filter(|_| self.plain_gap(at))?;
        let sense = LEXICON.unit(&token.word, role);
        if sense.known != 0 {
            return Some((sense, at + 1));
        }
        // Romanian says `20 de minute`.
        let between = LEXICON.roles(&token.word).with;
        let known = self.tokens.get(at + 1).map_or(0, |token| role(&LEXICON.roles(&token.word))) & between;
        (known != 0).then_some((Sense { known, reads: 0, units: known }, at + 2))
    }

    /// What stands between token `at` and the one in front of it.
    fn gap(&self, at: usize) -> &'a str {
        let end = |at: usize| self.tokens.get(at).map(|token| token.end);
        let start = at.checked_sub(1).and_then(end).unwrap_or(0);
        span::cut(self.text, start..self.tokens.get(at).map_or(self.text.len(), |token| token.start))
    }

    /// Whether nothing stands there that keeps a unit from its number.
    fn plain_gap(&self, at: usize) -> bool {
        let spaces = |c: char| c.is_whitespace() || matches!(c, '-' | '‑' | '(' | ')' | '（' | '）');
        self.gap(at).chars().all(spaces) && !is_weak(self.gap(at))
    }

    /// Where the claim may begin, nearest first.
    fn lefts(&self, first: usize) -> Vec<Edge> {
        let mut edges = Vec::new();
        let mut edge = Edge { at: first, sense: Sense::EMPTY, words: 0, alone: Locales::MAX, strong: false };
        loop {
            let outside = self.tokens.get(..edge.at).unwrap_or_default();
            let separator = if edge.at == 0 { Some(Separator::Strong) } else { self.separator(edge.at) };
            edge.push(separator, outside, &mut edges);
            let Some(token) = edge.at.checked_sub(1).and_then(|at| self.tokens.get(at)) else { return edges };
            edge.at -= 1;
            if !edge.take(token) {
                return edges;
            }
        }
    }

    /// Where it may end, nearest first.
    fn rights(&self, next: usize) -> Vec<Edge> {
        let mut edges = Vec::new();
        let mut edge = Edge { at: next, sense: Sense::EMPTY, words: 0, alone: Locales::MAX, strong: false };
        loop {
            let outside = self.tokens.get(edge.at..).unwrap_or_default();
            let separator =
                if outside.is_empty() { Some(Separator::Strong) } else { self.separator(edge.at) };
            edge.push(separator, outside, &mut edges);
            let Some(token) = outside.first() else { return edges };
            edge.at += 1;
            if !edge.take(token) {
                return edges;
            }
        }
    }

    /// What separates token `at` from the one in front of it.
    fn separator(&self, at: usize) -> Option<Separator> {
        let gap = self.gap(at);
        let number = |at: Option<usize>| {
            at.and_then(|at| self.tokens.get(at)).is_some_and(|token| token.number.is_some())
        };
        let numbers = number(Some(at)) && number(at.checked_sub(1));
        if gap.contains(is_symbol) {
            Some(Separator::Strong)
        } else if numbers {
            // `1,024` is one number, `June 2024 6 min read` holds two.
            let apart = !gap.is_empty() && (gap.trim().is_empty() || gap.contains(char::is_whitespace));
            apart.then_some(Separator::Weak)
        } else {
            let capital = self.tokens.get(at).is_some_and(|token| token.text.starts_with(char::is_uppercase));
            (is_weak(gap) || gap.is_empty() && capital).then_some(Separator::Weak)
        }
    }
}

impl Edge {
    /// Notes this place if a claim may end here beside what is `outside`.
    fn push(&mut self, separator: Option<Separator>, outside: &[Token<'_>], edges: &mut Vec<Edge>) {
        let strong = separator == Some(Separator::Strong);
        let weak = separator == Some(Separator::Weak) && is_beside(outside);
        if strong || weak || is_buttons(outside) {
            edges.push(Edge { strong, ..*self });
        }
    }

    /// Takes one more word in, if a locale knows it.
    fn take(&mut self, token: &Token<'_>) -> bool {
        if token.number.is_some() {
            return false;
        }
        let sense = LEXICON.sense(&token.word);
        self.alone &= LEXICON.roles(&token.word).alone;
        self.words += 1;
        self.sense = self.sense.and(sense);
        self.sense.known != 0
    }
}

/// Whether it is what stands beside a claim behind a mere comma or dash: up to
/// five words with capitals, as of a name or a section (`by Sanne de Vries` has
/// two short ones without), or a number among them, as in a date.
fn is_beside(outside: &[Token<'_>]) -> bool {
    let capital = |token: &Token<'_>| !token.text.starts_with(char::is_lowercase);
    let particle = |token: &Token<'_>| token.text.chars().count() <= 4;
    let name = || {
        outside.len() <= 5
            && outside.last().is_some_and(capital)
            && outside.iter().all(|token| capital(token) || particle(token))
    };
    outside.iter().any(|token| token.number.is_some()) || name()
}

/// Buttons and counters, as in `0 Comments 4 min read`.
fn is_buttons(outside: &[Token<'_>]) -> bool {
    let button = |token: &Token<'_>| LEXICON.roles(&token.word).beside != 0;
    outside.iter().any(button) && outside.iter().all(|token| token.number.is_some() || button(token))
}

/// Whether a gap without symbols separates: a comma, a dash between spaces, an
/// em dash, several spaces.
fn is_weak(gap: &str) -> bool {
    let spaces = gap.chars().zip(gap.chars().skip(1)).any(|(a, b)| a.is_whitespace() && b.is_whitespace());
    let dash = gap.contains(['-', '–', '‒']) && gap.starts_with(char::is_whitespace);
    gap.contains([',', '،', '，', '、', '—', '―', '\t']) || dash || spaces
}

/// What may stand for minutes behind a number: `8'`.
fn is_prime(c: char) -> bool {
    matches!(c, '\'' | '’' | '′')
}

/// Signs that separate and stand in no sentence: bullets, bars, arrows, clocks
/// and other pictures.
fn is_symbol(c: char) -> bool {
    matches!(c, '·' | '|' | '•' | '・' | '/' | '／' | '｜' | '¦' | '‧' | '∙' | '⋅' | '»' | '›' | '\\')
        || matches!(c, '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

fn is_unspaced(c: char) -> bool {
    Script::of(c).is_unspaced() || Script::of(c) == Script::Hangul
}

#[cfg(test)]
mod tests {
    use super::{LEXICON, Line, claim, lacks_unit};
    use crate::tokens::tokens;

    #[test]
    fn a_line_that_lacks_a_unit_claims_nothing() {
        let words = LEXICON.words.keys().map(String::as_str);
        for word in words.chain(["Comments", "June", "internationalized", "é", "·"]) {
            for text in [
                format!("4 {word} read"),
                format!("4{word}"),
                format!("{word} 4"),
                format!("12:24Uhr{}{word}", word.to_uppercase()),
                format!("Lesezeit: 2 {word}"),
                format!("Rani Putri · 4 {} read", word.to_uppercase()),
                format!("{word}' 8' read"),
                format!("{word} 2024 – 17"),
            ] {
                let line = Line { text: &text, tokens: tokens(&text) };
                let found = (0..line.tokens.len()).find_map(|at| line.claim_at(at));
                assert!(!lacks_unit(&text) || found.is_none(), "{text}");
                assert_eq!(claim(&text), found, "{text}");
            }
        }
        assert!(lacks_unit("27 June 2024 · 12 Comments") && !lacks_unit("4 min read"));
    }
}
