//! The encoding of bytes that say nothing about it, guessed from their text.
//!
//! `chardetng` reads 24 MB a second, so it sees a bounded sample: those runs of
//! text between tags that are not all ASCII. Whatever it answers must also look
//! like text, for some encoding fits any bytes.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, WINDOWS_1252};

use crate::address;
use crate::limits::{CHARSET_SAMPLE_BYTES, CHARSET_SCAN_BYTES};

/// The encoding that `bytes`, which are no UTF-8, seem to be written in; where
/// they come from decides between those that differ in a letter or two.
pub(super) fn guess(bytes: &[u8], url: Option<&str>) -> Option<&'static Encoding> {
    let sample = sample(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&sample, true);
    let domain = url.and_then(address::top_level_domain);
    let encoding = detector.guess(domain.as_deref().map(str::as_bytes), Utf8Detection::Deny);
    let (text, _) = encoding.decode_without_bom_handling(&sample);
    // Any two high bytes are a character in some encoding of East Asia, any one is a letter in some Cyrillic one.
    let wanted = if encoding == WINDOWS_1252 { 1 } else { FEWEST_CHARACTERS };
    (has_different(&text, wanted) && is_plausible(&text)).then_some(encoding)
}

/// Runs of text that are not all ASCII, a space between two: what stands outside
/// tags, scripts and styles. `<` and `>` are no second byte in any encoding.
fn sample(bytes: &[u8]) -> Vec<u8> {
    let mut sample = Vec::new();
    let mut rest = bytes.get(..CHARSET_SCAN_BYTES).unwrap_or(bytes);
    while !rest.is_empty() && sample.len() < CHARSET_SAMPLE_BYTES {
        let end = memchr::memchr_iter(b'<', rest).find(|at| is_tag(rest, *at)).unwrap_or(rest.len());
        let (text, tag) = rest.split_at(end);
        if !text.is_ascii() {
            let left = CHARSET_SAMPLE_BYTES - sample.len();
            sample.extend_from_slice(text.get(..left).unwrap_or(text));
            sample.push(b' ');
        }
        rest = behind(tag);
    }
    sample
}

fn is_tag(bytes: &[u8], at: usize) -> bool {
    bytes.get(at + 1).is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?'))
}

/// What follows the tag that `tag` begins with, or the element where its content is no text.
fn behind(tag: &[u8]) -> &[u8] {
    let opens = |name: &[u8]| {
        tag.get(1..=name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            && !tag.get(name.len() + 1).is_some_and(u8::is_ascii_alphanumeric)
    };
    let raw: Option<&[u8]> = if opens(b"script") {
        Some(b"</script")
    } else if opens(b"style") {
        Some(b"</style")
    } else {
        None
    };
    let close = match raw {
        Some(close) => memchr::memchr_iter(b'<', tag)
            .find(|at| tag.get(*at..at + close.len()).is_some_and(|end| end.eq_ignore_ascii_case(close)))
            .unwrap_or(tag.len()),
        None => 0,
    };
    let end =
        memchr::memchr(b'>', tag.get(close..).unwrap_or_default()).map_or(tag.len(), |at| close + at + 1);
    tag.get(end..).unwrap_or_default()
}

/// Fewer different characters than this say nothing about an encoding that is not the commonest one.
const FEWEST_CHARACTERS: usize = 4;

/// Whether so many different characters of `text` are not ASCII.
fn has_different(text: &str, wanted: usize) -> bool {
    let mut found = Vec::with_capacity(wanted);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        if !found.contains(&c) {
            found.push(c);
        }
        if found.len() >= wanted {
            return true;
        }
    }
    false
}

/// Whether what is not ASCII reads like text: letters, and the marks that typists use. Three in four must, and the
/// third of three equal characters does not.
fn is_plausible(text: &str) -> bool {
    let (mut seen, mut odd) = (0, 0);
    let mut before = [None, None];
    for c in text.chars() {
        if !c.is_ascii() {
            let repeated = before == [Some(c); 2];
            seen += 1;
            // `ÿ` is 0xFF, which stands in what is no text far more often than in French names.
            odd += usize::from(repeated || c == 'ÿ' || !(c.is_alphabetic() || is_typographic(c)));
        }
        before = [before[1], Some(c)];
    }
    odd * 4 <= seen
}

fn is_typographic(c: char) -> bool {
    matches!(
        c,
        '\u{A0}' | '¡' | '£' | '§' | '©' | '«' | '®' | '°' | '·' | '»' | '¿' // Latin
            | '\u{200C}' | '\u{200D}' | '–' | '—' | '‘' | '’' | '“' | '”' | '„' | '•' | '…' | '№' | '™'
            | '،' | '؛' | '؟' | '\u{64B}'..='\u{65F}' | '\u{E31}'..='\u{E4E}' // Arabic, Thai
            | '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}' // Chinese, Japanese, Korean
    )
}

#[cfg(test)]
mod tests {
    use super::sample;

    #[test]
    fn a_sample_is_text() {
        let page =
            b"<style>\xE9</style><p title='\xE9'>caf\xE9<SCRIPT>'\xE9<b>'</SCRIPT >abc<b>1 < 2 \xE8</b>";
        assert_eq!(sample(page), b"caf\xE9 1 < 2 \xE8 ");
    }
}
