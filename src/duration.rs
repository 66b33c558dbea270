//! "4 Min Read", both ways: says a number of minutes in a locale, and reads one
//! from a page. One table, `data/durations.tsv`, run forwards and backwards.

use std::sync::LazyLock;

use crate::language::primary;
use crate::limits::{CLAIM_CHARS, CLAIM_MINUTES};
use crate::script::Script;
use crate::{pace, span, tsv};

struct Locale {
    tag: &'static str,
    plural: &'static str,
    /// Label patterns by plural form: one, two, few, many, other.
    patterns: [&'static str; 5],
    units: Vec<&'static str>,
    reads: Vec<&'static str>,
    fillers: Vec<&'static str>,
}

static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(|| {
    tsv::rows(include_str!("data/durations.tsv"))
        .map(|[tag, plural, one, two, few, many, other, units, reads, fillers]| Locale {
            tag,
            plural,
            patterns: [one, two, few, many, other],
            units: units.split('|').collect(),
            reads: reads.split('|').collect(),
            fillers: fillers.split('|').collect(),
        })
        .collect()
});

/// The locales that labels exist in, as BCP 47 tags.
pub fn locales() -> Vec<&'static str> {
    LOCALES.iter().map(|locale| locale.tag).collect()
}

/// The label of `minutes` in `locale`, or `None` for a locale without one.
/// A region falls back to its language (`pt-BR` to `pt`, `zh-TW` to `zh-Hant`).
///
/// ```
/// assert_eq!(minread::label(4, "en").as_deref(), Some("4 Min Read"));
/// assert_eq!(minread::label(4, "id-ID").as_deref(), Some("4 menit baca"));
/// ```
pub fn label(minutes: u64, locale: &str) -> Option<String> {
    let found = find(locale)?;
    let [one, two, few, many, other] = found.patterns;
    let pattern = match plural_form(found.plural, minutes) {
        Form::One => one,
        Form::Two => two,
        Form::Few => few,
        Form::Many => many,
        Form::Other => other,
    };
    Some(pattern.replace("{n}", &minutes.to_string()))
}

fn find(locale: &str) -> Option<&'static Locale> {
    let tag = locale.to_ascii_lowercase().replace('_', "-");
    let mut wanted = match tag.as_str() {
        "zh-tw" | "zh-hk" | "zh-mo" => "zh-hant",
        tag => tag,
    };
    let known = |tag: &str| LOCALES.iter().find(|locale| locale.tag.eq_ignore_ascii_case(tag));
    loop {
        match (known(wanted), wanted.rsplit_once('-')) {
            (Some(locale), _) => return Some(locale),
            (None, Some((shorter, _))) => wanted = shorter,
            (None, None) => return known(&primary(wanted)),
        }
    }
}

enum Form {
    One,
    Two,
    Few,
    Many,
    Other,
}

/// The CLDR cardinal rule classes of the table, for whole numbers.
fn plural_form(class: &str, n: u64) -> Form {
    let (n10, n100) = (n % 10, n % 100);
    match class {
        "one" if n == 1 => Form::One,
        "zero_one" if n <= 1 => Form::One,
        "czech" if n == 1 => Form::One,
        "czech" if (2..=4).contains(&n) => Form::Few,
        "polish" if n == 1 => Form::One,
        "russian" if n10 == 1 && n100 != 11 => Form::One,
        "polish" | "russian" if (2..=4).contains(&n10) && !(12..=14).contains(&n100) => Form::Few,
        "polish" | "russian" => Form::Many,
        "lithuanian" if n10 == 1 && !(11..=19).contains(&n100) => Form::One,
        "lithuanian" if (2..=9).contains(&n10) && !(11..=19).contains(&n100) => Form::Few,
        "romanian" if n == 1 => Form::One,
        "romanian" if n == 0 || (2..=19).contains(&n100) => Form::Few,
        "hebrew" | "arabic" if n == 1 => Form::One,
        "hebrew" | "arabic" if n == 2 => Form::Two,
        "arabic" if (3..=10).contains(&n100) => Form::Few,
        "arabic" if (11..=99).contains(&n100) => Form::Many,
        _ => Form::Other,
    }
}

/// The minutes that a line claims, if the line (or a part of it between `·`,
/// `|`, `•`) is such a claim and nothing else: `Lesezeit: 2 min`, `4 Min Read`,
/// `約3分`. `Bake for 20 min` is none: "bake" is no word of a claim.
///
/// ```
/// assert_eq!(minread::claimed_minutes("Rani Putri · 4 min read"), Some(4));
/// assert_eq!(minread::claimed_minutes("Bake for 20 min"), None);
/// ```
pub fn claimed_minutes(line: &str) -> Option<u32> {
    pace::stage("duration");
    pace::advance(line.len().min(4 * CLAIM_CHARS));
    if !can_claim(line) {
        return None;
    }
    line.split(['·', '|', '•', '・', '/']).find_map(claim)
}

/// Whether the whole line is a claim and nothing else.
pub(crate) fn is_claim(line: &str) -> bool {
    can_claim(line) && claim(line).is_some()
}

/// Short enough for a claim, with a digit in it.
fn can_claim(line: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit() || other_digit(c).is_some();
    line.len() <= 4 * CLAIM_CHARS && line.contains(digit) && line.chars().count() <= CLAIM_CHARS
}

fn claim(part: &str) -> Option<u32> {
    let lower = part.to_lowercase();
    let tokens = tokens(&lower);
    let at = tokens.iter().position(|token| token.number.is_some())?;
    let minutes = tokens.get(at)?.number.filter(|n| (1..=CLAIM_MINUTES).contains(n))?;
    // A range ("3-4 min") claims its first number.
    let (before, mut after) = tokens.split_at_checked(at)?;
    after = after.get(1..)?;
    while let Some((Token { number: Some(_), .. }, rest)) = after.split_first() {
        after = rest;
    }
    if before.len() + after.len() > 8 || after.iter().any(|token| token.number.is_some()) {
        return None;
    }
    let fits = |locale: &Locale| {
        let Some((first, rest)) = after.split_first() else { return false };
        // The unit stands right behind the number, alone or with more glued on
        // where words are not spaced.
        let Some(glued) = locale
            .units
            .iter()
            .filter_map(|unit| first.word.strip_prefix(unit))
            .min_by_key(|rest| rest.len())
        else {
            return false;
        };
        if !glued.is_empty() && !glued.chars().next().is_some_and(unspaced) {
            return false;
        }
        let mut reads = false;
        let known = before
            .iter()
            .chain(rest)
            .map(|token| token.word)
            .chain([glued])
            .all(|word| consumes(word, locale, &mut reads));
        known && reads
    };
    LOCALES.iter().any(fits).then_some(minutes)
}

fn unspaced(c: char) -> bool {
    Script::of(c).is_unspaced() || Script::of(c) == Script::Hangul
}

/// Whether `word` is made of the locale's claim words: one of them, or several
/// in a row where words are not spaced.
fn consumes(word: &str, locale: &Locale, reads: &mut bool) -> bool {
    let mut rest = word;
    while !rest.is_empty() {
        if locale.reads.contains(&rest) {
            *reads = true;
            return true;
        }
        if locale.fillers.contains(&rest) {
            return true;
        }
        if !rest.chars().all(unspaced) {
            return false;
        }
        let longest = |list: &[&'static str]| {
            list.iter().filter(|item| rest.starts_with(**item)).map(|item| item.len()).max().unwrap_or(0)
        };
        let (read, filler) = (longest(&locale.reads), longest(&locale.fillers));
        let length = read.max(filler);
        if length == 0 {
            return false;
        }
        *reads |= read >= filler;
        rest = span::cut(rest, length..rest.len());
    }
    true
}

struct Token<'a> {
    word: &'a str,
    number: Option<u32>,
}

/// Words and numbers of `text`; everything else only separates them.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        rest = span::cut(rest, start..rest.len());
        let digits = rest.starts_with(|c: char| c.is_ascii_digit() || other_digit(c).is_some());
        let in_token = |c: char| {
            let digit = c.is_ascii_digit() || other_digit(c).is_some();
            if digits { digit } else { !digit && (c.is_alphanumeric() || is_mark(c)) }
        };
        let end = rest.find(|c| !in_token(c)).unwrap_or(rest.len()).max(1);
        let word = span::cut(rest, 0..end);
        let number = digits.then(|| number(word)).flatten();
        tokens.push(Token { word, number });
        rest = span::cut(rest, end..rest.len());
    }
    tokens
}

/// Marks that stand inside a word: vowel signs of Indic scripts, apostrophes of
/// Hebrew abbreviations, the joiner of Persian, hyphens of Malay compounds.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{200C}' | '׳' | '\'')
        || matches!(Script::of(c), Script::Devanagari | Script::Bengali | Script::Tamil | Script::Thai)
}

fn number(digits: &str) -> Option<u32> {
    digits.chars().take(5).try_fold(0u32, |value, c| {
        let digit = c.to_digit(10).or_else(|| other_digit(c))?;
        value.checked_mul(10)?.checked_add(digit)
    })
}

/// Decimal digits beyond ASCII that claims are written in.
fn other_digit(c: char) -> Option<u32> {
    [0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10]
        .into_iter()
        .find_map(|zero| (c as u32).checked_sub(zero).filter(|digit| *digit < 10))
}
