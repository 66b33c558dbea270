//! The marks of a line: how it begins and ends, and whether it holds an address or is a
//! name, an item or a quotation.

use super::super::characters::{Class, Traits, is_stop};
use crate::span;
use crate::word_class::is_letter;

fn closers(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '"' | '\'' | '”' | '’' | '“' | '»' | '«' | '」' | '』' | '）' | ')' | ']')
}

/// Whether the last character is an ASCII letter or digit, as of most lines that are no
/// sentences: it is none of the marks that are looked for there.
#[inline]
fn ends_plainly(text: &str) -> bool {
    text.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric)
}

#[inline]
pub(super) fn ends_in_arrow(text: &str) -> bool {
    text.as_bytes().last().is_some_and(|byte| !byte.is_ascii()) && text.ends_with(['»', '›', '→'])
}

#[inline]
pub(super) fn ends_sentence(text: &str) -> bool {
    !ends_plainly(text) && text.trim_end_matches(closers).ends_with(is_stop)
}

/// How a line ends, as a feature: nothing, a sentence, cut off, a colon, a
/// comma, a bracket or a quotation mark.
pub(crate) fn ending(text: &str) -> i16 {
    if ends_plainly(text) {
        return 0;
    }
    let bare = text.trim_end_matches(closers);
    if bare.ends_with(['…']) || bare.ends_with("...") {
        2
    } else if bare.ends_with(is_stop) {
        1
    } else if bare.ends_with([':', '：']) {
        3
    } else if bare.ends_with([',', '，', '、', '،', ';', '-', '–']) {
        4
    } else if bare.len() < text.len() {
        5
    } else {
        0
    }
}

/// How a line begins, as a feature: a capital, a small letter, a letter without
/// case, a digit, a quotation mark, anything else.
pub(crate) fn beginning(text: &str) -> i16 {
    match text.chars().next().map(|c| Traits::of(c).class()) {
        Some(Class::Upper) => 0,
        Some(Class::Lower) => 1,
        Some(Class::Letter) => 2,
        Some(Class::Digit) => 3,
        Some(Class::Quote) => 4,
        _ => 5,
    }
}

/// Whether a web or mail address, or a handle, stands in a line: `https://`, `www.`,
/// a name and one of [`DOMAINS`], or `@` before a letter.
#[inline]
pub(super) fn has_url(text: &str) -> bool {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(b' ').to_ascii_lowercase();
    let ends = |at: usize, with: &str| {
        let front = bytes.get(..at).unwrap_or_default();
        front.len() >= with.len()
            && front.iter().rev().zip(with.bytes().rev()).all(|(a, b)| a.eq_ignore_ascii_case(&b))
    };
    memchr::memchr3_iter(b'.', b':', b'@', bytes).any(|at| match byte(at) {
        b'@' => byte(at + 1).is_ascii_alphanumeric() || byte(at + 1) == b'_',
        b':' => byte(at + 1) == b'/' && byte(at + 2) == b'/' && (ends(at, "http") || ends(at, "https")),
        _ if ends(at, "www") => true,
        // The full stop of a sentence.
        _ if !byte(at + 1).is_ascii_alphabetic() => false,
        _ if at == 0 || !(byte(at - 1).is_ascii_alphanumeric() || byte(at - 1) == b'-') => false,
        _ => DOMAINS.iter().any(|domain| {
            let end = at + 1 + domain.len();
            let rest = domain.bytes().zip(at + 1..).all(|(letter, at)| byte(at) == letter);
            rest && !(byte(end).is_ascii_alphanumeric() || byte(end) == b'_')
        }),
    })
}

/// What the addresses on article pages end in most often.
const DOMAINS: [&str; 9] = ["com", "org", "net", "co", "de", "id", "my", "info", "news"];

pub(crate) fn is_name(text: &str) -> bool {
    let words = text.split_whitespace();
    let capitalised = |word: &str| {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_uppercase)
            && chars.all(|c| is_letter(c) || matches!(c, '.' | '\'' | '’' | '-'))
    };
    (2..=5).contains(&words.clone().count()) && words.clone().all(capitalised)
}

#[inline]
pub(super) fn is_item(text: &str) -> bool {
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

#[inline]
pub(super) fn is_quote(text: &str) -> bool {
    let opens = text.starts_with(['“', '"', '„', '«', '»', '「', '‘']);
    opens && text.ends_with(['”', '"', '“', '»', '«', '」', '’'])
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::super::tests::{numbers, one_of};
    use super::{closers, ending, ends_in_arrow, ends_sentence, has_url, is_stop};

    /// The slow twin of [`has_url`].
    const URL: &str =
        r"(?x)(?i-u)https?://|www\.|[a-z0-9-]\.(?:com|org|net|co|de|id|my|info|news)\b|@[a-z0-9_]";

    #[test]
    fn addresses_are_seen() {
        for text in
            ["HTTPS://example.net", "www.contoh", "Kunjungi contoh.co", "tulis ke a@contoh", "@contoh"]
        {
            assert!(has_url(text), "{text}");
        }
        for text in ["Selesai. Lalu pulang", "company", "3.14"] {
            assert!(!has_url(text), "{text}");
        }
    }

    #[test]
    fn addresses_are_those_of_the_pattern() -> Result<(), regex::Error> {
        let pattern = Regex::new(URL)?;
        const PARTS: [&str; 28] = [
            "http", "HTTPS", "s", ":", "/", "//", "www", "WwW", ".", "..", "com", "CO", "net", "id", "news",
            "my", "@", "_", "-", " ", "a", "9", "é", "ſ", "\u{212A}", "(", "org", "de",
        ];
        let mut random = numbers(1);
        for _ in 0..200_000 {
            let text: String = (0..1 + random(7)).map(|_| one_of(&PARTS, &mut random)).collect();
            assert_eq!(has_url(&text), pattern.is_match(&text), "{text}");
        }
        Ok(())
    }

    /// The slow twin of [`ending`]: by all of its characters.
    fn ending_plainly(text: &str) -> i16 {
        let all: Vec<char> = text.chars().collect();
        let mut bare = all.as_slice();
        while let [front @ .., last] = bare
            && closers(*last)
        {
            bare = front;
        }
        match bare {
            [.., '…'] | [.., '.', '.', '.'] => 2,
            [.., last] if is_stop(*last) => 1,
            [.., ':' | '：'] => 3,
            [.., ',' | '，' | '、' | '،' | ';' | '-' | '–'] => 4,
            _ if bare.len() < all.len() => 5,
            _ => 0,
        }
    }

    #[test]
    fn a_plain_end_is_as_any_other() {
        const PARTS: [&str; 30] = [
            "a", "Z", "9", "é", "中", "한", "½", "\u{301}", " ", "\u{a0}", ".", "..", "…", "?", "。", "།",
            ":", "：", ",", "،", "–", "-", "\"", "”", "’", "»", "›", "→", "）", "]",
        ];
        let mut random = numbers(3);
        let mut seen = [0; 6];
        for _ in 0..30_000 {
            let text: String = (0..random(5)).map(|_| one_of(&PARTS, &mut random)).collect();
            let plainly = ending_plainly(&text);
            assert_eq!(ending(&text), plainly, "{text}");
            assert_eq!(ends_sentence(&text), matches!(plainly, 1 | 2), "{text}");
            assert_eq!(ends_in_arrow(&text), text.ends_with(['»', '›', '→']), "{text}");
            seen.iter_mut().zip(0..).for_each(|(seen, end)| *seen += usize::from(end == plainly));
        }
        assert!(seen.iter().all(|seen| *seen > 500), "{seen:?}");
    }
}
