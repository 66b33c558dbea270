//! UTF-8 that somebody read in another encoding: `cafÃ©`, `itâ€™s`, `РџСЂРёРІРµС‚`.
//!
//! A *run* is characters whose bytes, in one code page, are whole characters of
//! UTF-8. Nearly every text has none. Where one is found, it is weighed: how
//! many pairs of neighbours nobody would write ([`oddity`]) are there before,
//! and how many after? One run that gains two pairs convicts its line; then all
//! runs of that page go that lose nothing. `MANHÃ”` and `groß“` gain none.
//!
//! Text may have been mistaken twice and more (`Ã¢â‚¬â„¢`): each pass takes one
//! layer, which at least halves what it replaces, so there are few.

use std::borrow::Cow;
use std::ops::Range;

use super::codepages::{self, PAGES, Row, WESTERN};
use super::oddity::oddity;
use super::{gate, invisible};
use crate::script::Script;
use crate::word_class::is_alphanumeric;
use crate::{pace, span};

/// The text as it was before it was mistaken.
///
/// `cafÃ© itâ€™s` → `café it’s`
pub(super) fn unmistaken(text: &str) -> Cow<'_, str> {
    let mut best = Cow::Borrowed(text);
    while let Some(better) = layer(&best) {
        best = Cow::Owned(better);
    }
    best
}

/// Whether a character stands at the start of `text` in any page, or `â€`.
pub(super) fn begins_a_run(text: &str) -> bool {
    let mut chars = text.chars();
    let Some(first) = chars.next().and_then(codepages::row) else { return false };
    let second = match chars.next() {
        // A byte that somebody could not read.
        Some(char::REPLACEMENT_CHARACTER) => &[0x80; PAGES],
        c => match c.and_then(codepages::row) {
            Some(row) => row,
            None => return false,
        },
    };
    let halves = |lead: u8, trail: u8| lead >= 0xC2 && (0x80..0xC0).contains(&trail);
    let pages = first.iter().zip(second).enumerate().filter(|(_, (lead, trail))| halves(**lead, **trail));
    is_cut_quote(text) || pages.into_iter().any(|(page, _)| character(text, page).is_some())
}

/// The character of UTF-8 whose bytes the start of `text` is in `page`, and the
/// length of that start.
fn character(text: &str, page: usize) -> Option<(char, usize)> {
    let byte = |row: &Row| row.get(page).copied().filter(|byte| *byte != 0);
    let mut chars = text.chars();
    let first = chars.next()?;
    let lead = byte(codepages::row(first)?)?;
    let more = match lead {
        0xC2..=0xDF => 1,
        0xE0..=0xEF => 2,
        0xF0..=0xF4 => 3,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    let mut length = first.len_utf8();
    let mut lost = false;
    for slot in bytes.iter_mut().skip(1).take(more) {
        let c = chars.next()?;
        if c == char::REPLACEMENT_CHARACTER {
            (lost, length) = (true, length + c.len_utf8());
            continue;
        }
        *slot = byte(codepages::row(c)?).filter(|byte| (0x80..=0xBF).contains(byte))?;
        length += c.len_utf8();
    }
    if lost {
        return Some((char::REPLACEMENT_CHARACTER, length));
    }
    let decoded = std::str::from_utf8(bytes.get(..=more)?).ok()?.chars().next()?;
    is_plausible(decoded).then_some((decoded, length))
}

/// Whether anybody writes `c`: not private use, nor planes without characters.
fn is_plausible(c: char) -> bool {
    match c {
        '\u{E000}'..='\u{F8FF}' | '\u{FDD0}'..='\u{FDEF}' | '\u{FFF0}'..='\u{FFFF}' => false,
        '\0'..='\u{FFFF}' => true,
        '\u{10000}'..='\u{1FFFF}' => Script::of(c) != Script::Other || is_emoji(c),
        '\u{20000}'..='\u{323AF}' | '\u{E0000}'..='\u{E01EF}' => true,
        _ => false,
    }
}

fn is_emoji(c: char) -> bool {
    ('\u{1F000}'..='\u{1FAFF}').contains(&c)
}

/// Letters of phonetics and of few languages: `Ć¶` is `ö` in one page, `ƶ` in
/// another.
fn is_rare(c: char) -> bool {
    let used = matches!(c, 'Ơ' | 'ơ' | 'Ư' | 'ư' | 'Ș' | 'ș' | 'Ț' | 'ț' | 'Ə' | 'ə' | 'ɔ' | 'ɛ');
    // What a page has may be half of another layer.
    matches!(c, '\u{180}'..='\u{2AF}' | '\u{700}'..='\u{8FF}') && !used && codepages::row(c).is_none()
}

/// `â€` with nothing behind it: a closing quotation mark whose last byte no page
/// has, so that it got lost.
fn is_cut_quote(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("â€") else { return false };
    rest.chars().next().is_none_or(|c| c.is_ascii() && !c.is_ascii_alphanumeric() || c.is_whitespace())
}

/// A stretch of a text and what its bytes say in UTF-8.
struct Run {
    start: usize,
    end: usize,
    decoded: String,
    /// How many characters it has before.
    characters: usize,
    /// By how many pairs it is less odd so.
    gain: isize,
}

/// Less than this many odd pairs may be chance.
const CONVICTS: isize = 2;

/// One layer less, if that makes the text better.
fn layer(text: &str) -> Option<String> {
    pace::advance(text.len());
    if text.is_ascii() {
        return None;
    }
    let suspects: Vec<usize> = gate::suspects(text).collect();
    if suspects.is_empty() {
        return None;
    }
    let mut best: Option<(isize, usize, Vec<Run>)> = None;
    for page in 0..PAGES {
        let runs = runs(text, &suspects, page);
        let better = || runs.iter().filter(|run| run.gain >= 0);
        let total: isize = better().map(|run| run.gain).sum();
        // What explains more of the text, for one layer of two still looks odd.
        let explained = better().map(|run| run.characters).sum::<usize>() as isize;
        if total >= CONVICTS && best.as_ref().is_none_or(|(most, ..)| total + explained > *most) {
            best = Some((total + explained, page, runs));
        }
    }
    let (_, page, mut runs) = best?;
    runs.retain(|run| run.gain >= 0);
    let mut better = String::with_capacity(text.len());
    let mut from = 0;
    for run in runs {
        push_between(&mut better, text, from..run.start, page);
        better.push_str(&run.decoded);
        from = run.end;
    }
    push_between(&mut better, text, from..text.len(), page);
    Some(better)
}

/// What stands between two runs of a convicted line: as it is, but for letters
/// that lost their last byte, a no-break space or a soft hyphen, before.
fn push_between(better: &mut String, text: &str, range: Range<usize>, page: usize) {
    let mut chars = span::cut(text, range).chars().peekable();
    let leads = [0xC2, 0xC3, 0xD0].map(|byte| codepages::character(page, byte));
    while let Some(c) = chars.next() {
        let before = better.chars().next_back();
        let after = chars.peek().copied();
        let small = |c: Option<char>| c.is_some_and(char::is_lowercase);
        let in_word = |c: Option<char>| c.is_some_and(is_alphanumeric);
        let space = after.is_none_or(char::is_whitespace);
        match leads.iter().position(|lead| *lead == Some(c)) {
            // `namedÂ “so”`: a no-break space.
            Some(0) if space => {}
            // `cittÃ e`, `dÃa`.
            Some(1) if space && !before.is_some_and(char::is_uppercase) => better.push('à'),
            Some(1) if small(before) && after.is_some_and(|c| c.is_ascii_lowercase()) => better.push('í'),
            // `Ð ÑƒÑ`, at the start of a word.
            Some(2) if space && page == WESTERN && !in_word(before) && after.is_some() => {
                better.push('Р');
                chars.next();
            }
            _ => better.push(c),
        }
    }
}

/// All runs of `text` in `page`, in order; they begin at `suspects`.
fn runs(text: &str, suspects: &[usize], page: usize) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for at in suspects.iter().copied() {
        if runs.last().is_some_and(|run| run.end > at) {
            continue;
        }
        let rest = span::cut(text, at..text.len());
        let cut_quote = || (page == WESTERN && is_cut_quote(rest)).then_some(('”', "â€".len()));
        let Some((decoded, length)) = character(rest, page).or_else(cut_quote) else { continue };
        match runs.last_mut() {
            Some(run) if run.end == at => {
                run.decoded.push(decoded);
                run.end += length;
            }
            _ => runs.push(Run {
                start: at,
                end: at + length,
                decoded: decoded.into(),
                characters: 0,
                gain: 0,
            }),
        }
    }
    for run in &mut runs {
        run.characters = span::cut(text, run.start..run.end).chars().count();
        run.gain = gain(text, run);
    }
    runs
}

/// By how many odd pairs a run is better read as UTF-8.
fn gain(text: &str, run: &Run) -> isize {
    let before = neighbour(span::cut(text, 0..run.start).chars().rev());
    let after = neighbour(span::cut(text, run.end..text.len()).chars());
    let mistaken = span::cut(text, run.start..run.end);
    let emoji = usize::from(run.decoded.contains(is_emoji));
    let odd = oddity(before, mistaken, after) + signature(before, mistaken, after) + emoji;
    let rare = run.decoded.chars().filter(|c| is_rare(*c)).count();
    odd as isize - (oddity(before, &run.decoded, after) + 2 * rare) as isize
}

/// The first that is seen: what repair drops makes no pair odd. `\u{FEFF}Â€\u{FFFD}`
/// is weighed like `Â€\u{FFFD}`.
fn neighbour(mut chars: impl Iterator<Item = char>) -> Option<char> {
    chars.find(|c| matches!(c, '\u{80}'..='\u{9F}') || !invisible::is_dropped(*c))
}

/// Runs that are known by themselves.
fn signature(before: Option<char>, run: &str, after: Option<char>) -> usize {
    let quoted = matches!(before, Some('“' | '‘' | '«' | '"' | '„' | '('));
    let apart = |c: Option<char>| !c.is_some_and(is_alphanumeric);
    // No word is `Ã` or `Â` alone, unless somebody writes about it.
    let lone = run.starts_with(['Ã', 'Â']) && apart(before) && !quoted;
    // A word that goes on behind a mark: `RÄ«ga`.
    let mut chars = run.chars();
    let capital = chars.next().is_some_and(char::is_uppercase);
    let marked = chars.next().is_some_and(|c| !is_alphanumeric(c) && !c.is_whitespace());
    let goes_on = capital && marked && after.is_some_and(|c| c.is_ascii_lowercase());
    // A byte order mark; punctuation, which is most of what is not ASCII.
    let known = run.starts_with("ï»¿") || run.contains("â€");
    2 * usize::from(known) + [lone, goes_on, run.chars().count() > 2].map(usize::from).iter().sum::<usize>()
}
