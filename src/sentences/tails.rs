//! What stands behind a terminal mark and still belongs to its sentence: note
//! marks, closing quotes that a space keeps apart, faces.

use super::around::last_word;
use crate::limits::{QUOTE_LOOK_BYTES, SENTENCE_LOOK_BYTES};
use crate::span;

/// Where the tail behind a sentence that ends at `end` ends, and whether a quote
/// closes in it.
pub(super) fn read(text: &str, end: usize) -> (usize, bool) {
    let noted = note_marks(text, end);
    if begins_with_a_word(text.as_bytes().get(noted..).unwrap_or_default()) {
        return (noted, false);
    }
    let quoted = spaced_closer(text, noted);
    if !may_begin_a_tail(text.as_bytes().get(quoted..).unwrap_or_default()) {
        return (quoted, quoted > noted);
    }
    let end = faces(text, omission(text, spaced_note_marks(text, quoted)));
    (end, quoted > noted)
}

/// Whether white space and a letter, or a letter, come first: nothing of a tail.
/// Other tails begin with ASCII, C2 (`»`), E2 (`”`, `❤`), EF (what makes a sign a picture)
/// or F0 (`😊`), and one face is of letters (`xD`).
fn begins_with_a_word(rest: &[u8]) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || (byte > 0xC2 && !matches!(byte, 0xE2 | 0xEF..));
    match rest {
        [b' ', b'x' | b'X', b'D', ..] => false,
        [b' ', first, ..] => letter(*first),
        // The spaces of Ogham and of Chinese begin with E1 and E3.
        [first, ..] => letter(*first) && !matches!(first, 0xE1 | 0xE3),
        [] => true,
    }
}

/// Whether a note mark, an omission or a face may stand behind a space: in `. " . " `, a
/// megabyte of it, there is none behind any of the stops.
fn may_begin_a_tail(rest: &[u8]) -> bool {
    match rest {
        [b' ', first, ..] => {
            matches!(first, b'[' | b':' | b';' | b'=' | b'<' | b'^' | b'-' | b'x' | b'X' | 0xE2 | 0xEF | 0xF0)
        }
        _ => false,
    }
}

/// `[12]`, `[a]` directly behind the stop: note marks of an encyclopedia.
fn note_marks(text: &str, mut end: usize) -> usize {
    while let Some(length) = note_mark(span::cut(text, end..text.len()), u8::is_ascii_alphanumeric) {
        end += length;
    }
    end
}

/// ` [12]` and ` [1] [2]`, where the marks were set apart.
fn spaced_note_marks(text: &str, end: usize) -> usize {
    let mut marked = end;
    while let Some(rest) = span::cut(text, marked..text.len()).strip_prefix(' ') {
        let Some(length) = note_mark(rest, u8::is_ascii_digit) else { break };
        marked = note_marks(text, marked + 1 + length);
    }
    let apart = span::cut(text, marked..text.len()).chars().next().is_none_or(char::is_whitespace);
    if apart { marked } else { end }
}

/// The length of a note mark at the start of `rest`, brackets included.
fn note_mark(rest: &str, holds: impl Fn(&u8) -> bool) -> Option<usize> {
    let inside = rest.strip_prefix('[')?;
    let length = inside.bytes().take(SENTENCE_LOOK_BYTES).take_while(holds).count();
    let closed = inside.as_bytes().get(length) == Some(&b']');
    (closed && (1..=3).contains(&length)).then_some(length + 2)
}

/// A quote behind a space, with white space or a comma behind it: ` »` and ` ”` in
/// French; ` "`, ` ''`, ` “` of tokenised text if one of its kind is open.
fn spaced_closer(text: &str, end: usize) -> usize {
    let rest = span::cut(text, end..text.len());
    let Some(space) = rest.chars().next().filter(|c| c.is_whitespace()) else { return end };
    let behind = rest.get(space.len_utf8()..).unwrap_or_default();
    let Some(quote) = quote(behind) else { return end };
    let after = behind.get(quote.len()..).unwrap_or_default();
    let alone = after.chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, ',' | ';' | '.'));
    let goes_on = after.trim_start_matches(' ').starts_with([',', ';']);
    let always = matches!(quote, "»" | "”" | "’");
    if alone && (always || goes_on || is_open(text, end, quote)) {
        end + space.len_utf8() + quote.len()
    } else {
        end
    }
}

/// The quote at the start of `text`, as a word of its own might be one.
fn quote(text: &str) -> Option<&'static str> {
    Some(match text.as_bytes() {
        [b'"', ..] => "\"",
        [b'\'', b'\'', ..] => "''",
        [b'\'', ..] => "'",
        [b'`', b'`', ..] => "``",
        [0xC2, ..] if text.starts_with('»') => "»",
        [0xE2, 0x80, 0x9C, ..] => "“",
        [0xE2, 0x80, 0x9D, ..] => "”",
        [0xE2, 0x80, 0x99, ..] => "’",
        _ => return None,
    })
}

/// Whether a quotation that `quote` closes is open at `at`. Quotes that stand
/// alone open and close by turns, counted from the last one that has a letter on
/// one side.
fn is_open(text: &str, at: usize, quote: &str) -> bool {
    let window = span::cut(text, span::floor(text, at.saturating_sub(QUOTE_LOOK_BYTES))..at);
    let (mut left, mut alone) = (window.as_bytes(), 0);
    let single = if let [single] = quote.as_bytes() { *single } else { b' ' };
    while !left.is_empty() && alone < QUOTES_ALONE {
        // A character between spaces, as all are in `. " . " `, is the quote or tells nothing.
        if let [front @ .., b' ', letter @ b'!'..=b'~'] = left {
            left = front;
            alone += usize::from(*letter == single);
            continue;
        }
        let front = span::cut(window, 0..left.len());
        let word = last_word(front);
        let front = span::cut(front, 0..front.len() - word.len());
        let space = front.chars().next_back().map_or(0, char::len_utf8);
        left = left.get(..front.len() - space).unwrap_or_default();
        if word == quote {
            alone += 1;
        } else if let Some(open) = leaves_open(word, quote) {
            return open != (alone % 2 == 1);
        }
    }
    alone % 2 == 1
}

/// How many quotes that stand alone are counted back.
const QUOTES_ALONE: usize = 8;

/// Whether a quotation that `quote` closes is open behind `word`, if the word
/// tells: `"Word` opens, `word."` closes, `6"` and `dogs'` close nothing that
/// matters, `don't` tells nothing.
fn leaves_open(word: &str, quote: &str) -> Option<bool> {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.') {
        return None;
    }
    let openers: &[&str] = match quote {
        "“" => &["„"],
        "\"" => &["„", "“"],
        "''" => &["``", ",,", "„"],
        _ => &[],
    };
    if let Some(at) = word.rfind(quote) {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let before = span::cut(word, 0..at).chars().next_back();
        let after = span::cut(word, at + quote.len()..word.len());
        // `'s`, `'ll` of tokenised text.
        let clitic = quote == "'" && before.is_none() && after.len() <= 2;
        match (letter(before), letter(after.chars().next())) {
            (true, true) => None,
            (false, true) if clitic => None,
            (false, true) => Some(quote != "“"),
            _ => Some(false),
        }
    } else {
        openers.iter().any(|opener| word.starts_with(opener)).then_some(true)
    }
}

/// ` [...]`, ` […]`: what was left out between two sentences.
fn omission(text: &str, end: usize) -> usize {
    let rest = span::cut(text, end..text.len());
    const OMISSIONS: [&str; 2] = [" [...]", " […]"];
    let Some(omission) = OMISSIONS.iter().find(|omission| rest.starts_with(**omission)) else { return end };
    let behind = rest.get(omission.len()..).unwrap_or_default();
    let apart = behind.chars().next().is_none_or(char::is_whitespace);
    if apart { end + omission.len() } else { end }
}

/// ` :-)`, ` 😊😊`: a face says how the sentence before it is meant.
fn faces(text: &str, mut end: usize) -> usize {
    let limit = end + SENTENCE_LOOK_BYTES;
    while end < limit {
        let rest = span::cut(text, end..text.len());
        let Some(space) = rest.chars().next().filter(|c| *c == ' ') else { break };
        let word = span::head(rest.get(space.len_utf8()..).unwrap_or_default(), SENTENCE_LOOK_BYTES);
        let word = word.split(char::is_whitespace).next().unwrap_or_default();
        if word.is_empty() || !(is_emoticon(word) || word.chars().all(is_face)) {
            break;
        }
        end += space.len_utf8() + word.len();
    }
    end
}

/// `:)`, `;-)`, `:D`, `=(`, `<3`, `xD`
fn is_emoticon(word: &str) -> bool {
    let mouth = |rest: &str| {
        let rest = rest.strip_prefix(['-', '^', 'o', '\'']).unwrap_or(rest);
        let first = rest.chars().next();
        first.is_some_and(|c| {
            matches!(c, ')' | '(' | 'D' | 'P' | 'p' | 'O' | '/' | '|' | '*' | '3' | ']' | '[')
        }) && rest.chars().all(|c| Some(c) == first)
    };
    matches!(word, "<3" | "xD" | "XD" | "^^" | "^_^" | "-_-")
        || word.strip_prefix([':', ';', '=']).is_some_and(mouth)
}

/// Emoji and what joins them, but not those that point to what follows like a
/// bullet (`👉 Read on`).
fn is_face(c: char) -> bool {
    let bullet = matches!(c, '👉' | '👇' | '✅' | '✔' | '☑' | '➡' | '➤' | '❗' | '❓' | '⚠');
    !bullet
        && matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}'
            | '\u{FE0F}' | '\u{200D}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [&str; 16] =
        [".", "\"", "\"", "'", "''", "``", "“", "a", "ya", "\"Ya", "ya.\"", "é", ":)", "[1]", "[...]", "😊"];

    /// Words with spaces between them, the same on every run.
    fn texts() -> impl Iterator<Item = String> {
        let mut state = 1u64;
        let mut below = move |n: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % n
        };
        (0..20_000).map(move |_| {
            let kinds = 2 + below(WORDS.len() - 1);
            let word = |at: usize| WORDS.get(at).copied().unwrap_or_default();
            (0..below(300))
                .flat_map(|_| [word(below(kinds)), if below(40) == 0 { "\u{A0}" } else { " " }])
                .collect()
        })
    }

    /// [`read`] without a look at bytes.
    fn plainly(text: &str, end: usize) -> (usize, bool) {
        let noted = note_marks(text, end);
        let quoted = spaced_closer(text, noted);
        (faces(text, omission(text, spaced_note_marks(text, quoted))), quoted > noted)
    }

    #[test]
    fn a_tail_is_what_looking_for_all_of_it_finds() {
        const BEHIND: [&str; 10] = [" b", "1] b", "...] b", ") b", "3", "D", "\" b", "^", "_^", "_-"];
        let (mut tails, mut text) = (0, String::new());
        let signs =
            ['\0'..='\u{2FF}', '\u{1600}'..='\u{16FF}', '\u{2000}'..='\u{30FF}', '\u{FE00}'..='\u{FFFF}']
                .into_iter()
                .flatten()
                .chain('\u{1F300}'..='\u{1F4FF}');
        for c in signs {
            for (front, behind) in ["\"a. ", "\"a."].into_iter().flat_map(|front| BEHIND.map(|b| (front, b)))
            {
                text.clear();
                text.extend([front, behind]);
                text.insert(front.len(), c);
                let end = front.trim_end().len();
                let found = read(&text, end);
                assert_eq!(found, plainly(&text, end), "{text:?}");
                tails += usize::from(found.0 > end);
            }
        }
        for text in texts().take(1_000) {
            for end in text.match_indices('.').map(|(at, _)| at + 1).take(20) {
                assert_eq!(read(&text, end), plainly(&text, end), "{text:?}");
            }
        }
        assert!(tails > 1_000, "{tails}");
    }

    #[test]
    fn a_quote_is_told_by_bytes_as_by_characters() {
        const QUOTES: [&str; 8] = ["\"", "''", "'", "``", "»", "“", "”", "’"];
        for first in '\0'..='\u{FFFF}' {
            for text in [format!("{first}"), format!("{first}{first}"), format!("{first}'")] {
                let plainly = QUOTES.into_iter().find(|quote| text.starts_with(quote));
                assert_eq!(quote(&text), plainly, "{text:?}");
            }
        }
    }

    #[test]
    fn a_quotation_is_open_as_word_by_word() {
        for text in texts() {
            for quote in ["\"", "'", "''", "``", "“"] {
                let from = span::floor(&text, text.len().saturating_sub(QUOTE_LOOK_BYTES));
                let mut alone = 0;
                let mut told = None;
                let window = span::cut(&text, from..text.len());
                for word in window.rsplit(char::is_whitespace) {
                    alone += usize::from(word == quote);
                    told = leaves_open(word, quote).filter(|_| word != quote);
                    if told.is_some() || alone == QUOTES_ALONE {
                        break;
                    }
                }
                let open = told.unwrap_or(false) != (alone % 2 == 1);
                assert_eq!(is_open(&text, text.len(), quote), open, "{quote} {text:?}");
            }
        }
    }
}
