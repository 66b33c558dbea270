//! Lists inside a line: `1. The first item 2. The second item`.

use std::ops::Range;

use crate::simd::{self, Places};
use crate::{pace, span};

/// How the items of a list are marked.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Style {
    letters: bool,
    /// `(a)`
    opened: bool,
    /// `.`, `)` or `.)`
    close: &'static str,
}

/// A marker: `(2)`, `b.`, `3.)`.
struct Marker {
    style: Style,
    /// 1 for `1` and `a`.
    count: u32,
    range: Range<usize>,
    /// Whether a list may begin with it: it stands at the start of the text or
    /// behind `:`, `.`, `!`, `?`, `;` or a bullet.
    first: bool,
}

/// The markers of the lists in `text`, in order, each where an item begins: runs
/// of two and more that count on from each other, and bullets in a text that
/// begins with one. Half a list, `see point 2) below`, is none.
///
/// A marker ends at one of the terminals and brackets of `marks` that lie in `range`, which
/// is where `text` stands in what they were found in.
pub(super) fn markers(text: &str, marks: &[Places], range: Range<usize>) -> Vec<Range<usize>> {
    pace::advance(text.len());
    let mut found: Vec<Range<usize>> = Vec::new();
    // The last marker of each list that goes on, and whether it was its first.
    let mut lists: Vec<(Marker, bool)> = Vec::new();
    let bulleted = text.starts_with(is_bullet);
    let from = range.start;
    for at in simd::places(marks, range, |of| of.terminals | of.brackets).map(|mark| mark - from) {
        let byte = text.as_bytes().get(at).copied().unwrap_or_default();
        if byte >= 0x80 {
            if bulleted {
                found.extend(bullet(text, at));
            }
            continue;
        }
        let Some(marker) = marker(text, at) else { continue };
        let list = lists.iter_mut().find(|(last, _)| last.style == marker.style);
        match list {
            Some((last, single)) if marker.count == last.count + 1 => {
                if *single {
                    found.push(last.range.clone());
                }
                found.push(marker.range.clone());
                (*last, *single) = (marker, false);
            }
            Some(entry) if marker.first && marker.count == 1 => *entry = (marker, true),
            Some(_) => {}
            // A list goes on from another line with any number.
            None if marker.first && (marker.count == 1 || marker.range.start == 0) => {
                lists.push((marker, true));
            }
            None => {}
        }
    }
    found.sort_by_key(|range| range.start);
    found
}

/// A bullet and the number that may stand behind it: `• 9. The first item`.
fn bullet(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = span::cut(text, at..text.len());
    let bullet = rest.chars().next().filter(|c| is_bullet(*c))?;
    let behind = rest.get(bullet.len_utf8()..)?;
    let spaces = behind.len() - behind.trim_start_matches(' ').len();
    let number = behind.trim_start_matches(' ');
    let figures = number.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let stop = number.as_bytes().get(figures).is_some_and(|byte| matches!(byte, b'.' | b')'));
    let numbered = if (1..=3).contains(&figures) && stop { spaces + figures + 1 } else { 0 };
    Some(at..at + bullet.len_utf8() + numbered)
}

/// The marker that ends with the stop or bracket at `at`.
fn marker(text: &str, at: usize) -> Option<Marker> {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied();
    let bracket = byte(at) == Some(b')');
    if !bracket && byte(at) != Some(b'.') {
        return None;
    }
    let last = byte(at.checked_sub(1)?)?;
    let (mut start, count, letters) = if last.is_ascii_digit() {
        let figures = bytes.get(..at)?.iter().rev().take(4).take_while(|byte| byte.is_ascii_digit()).count();
        let start = at - figures;
        let count = bytes.get(start..at)?.iter().fold(0, |count, digit| count * 10 + u32::from(digit - b'0'));
        (start, count, false)
    } else if last.is_ascii_lowercase() {
        (at - 1, u32::from(last - b'a') + 1, true)
    } else {
        return None;
    };
    let glued = start.checked_sub(1).and_then(byte).is_some_and(|byte| byte.is_ascii_alphanumeric());
    if glued || at - start > 3 {
        return None;
    }
    let before = |start: usize| span::cut(text, 0..start).chars().next_back();
    let opened = before(start) == Some('(');
    start -= usize::from(opened);
    let both = !bracket && byte(at + 1) == Some(b')');
    let end = at + 1 + usize::from(both);
    let close = match (bracket, both) {
        (true, _) => ")",
        (false, true) => ".)",
        (false, false) => ".",
    };
    // `word(1)`, `v2.`, `1.5`, `3.)x` are no markers, nor is `(1.` without its end.
    let apart = before(start).is_none_or(|c| c.is_whitespace() || is_bullet(c));
    if !apart || (opened && !bracket && !both) || !byte(end).is_some_and(|byte| byte.is_ascii_whitespace()) {
        return None;
    }
    let in_front = span::cut(text, 0..start).trim_end().chars().next_back();
    // `in two ways: 1) by car 2) by bus` is one sentence.
    let item = span::cut(text, end..text.len()).trim_start().chars().next();
    let first = match in_front {
        None => true,
        Some(c) => {
            (matches!(c, ':' | '.' | '!' | '?' | ';') || is_bullet(c))
                && !item.is_some_and(char::is_lowercase)
        }
    };
    Some(Marker { style: Style { letters, opened, close }, count, range: start..end, first })
}

/// A mark that stands in front of each item of a list.
pub(super) fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '‣' | '⁃' | '▪' | '●' | '■' | '◦')
}
