//! The one place that knows hard-wrapped lines.
//!
//! A mail, a `fmt`ed file or a PDF dump breaks a paragraph at about the same
//! column everywhere. The test for that is what the writer's editor did: a line
//! is *full* if the first word of the next line would not have fitted on it. A
//! paragraph whose lines are nearly all full was wrapped by a machine, and its
//! full lines join; in any other paragraph a newline was put there by a person.

use std::ops::Range;

use crate::limits::{WRAP_COLUMNS, WRAP_FULL_PERCENT};
use crate::script::Script;
use crate::{pace, span};

/// For the lines of one paragraph (no empty line among them): whether line
/// `i + 1` goes on where line `i` stopped, if the paragraph was wrapped by a
/// machine. Empty if it was not.
pub(crate) fn hard_wrapped_joins<'l>(
    text: &str,
    lines: impl ExactSizeIterator<Item = &'l Range<usize>> + Clone,
) -> Vec<bool> {
    // Nearly every page: a paragraph with a line too wide for that, or none wide enough.
    let wide = |line: &'l Range<usize>| line.len() >= usize::from(*WRAP_COLUMNS.start());
    let too_wide = |line: &'l Range<usize>| is_too_wide(span::cut(text, line.clone()));
    if lines.len() < 3 || !lines.clone().any(wide) || lines.clone().any(too_wide) {
        return Vec::new();
    }
    let shapes = shapes(text, lines);
    if is_hard_wrapped(&shapes) { joins(&shapes) } else { Vec::new() }
}

fn is_too_wide(line: &str) -> bool {
    line.len() > usize::from(*WRAP_COLUMNS.end()) && columns(line) > *WRAP_COLUMNS.end()
}

fn joins(shapes: &[Shape]) -> Vec<bool> {
    shapes
        .windows(2)
        .map(|pair| match pair {
            [line, next] => !next.starts_item && (line.full || next.starts_lower || line.ends_open),
            _ => false,
        })
        .collect()
}

/// Like [`hard_wrapped_joins`], and in a paragraph that no machine wrapped a
/// newline still joins where the sentence plainly goes on: after a long line
/// that stops at a comma or is followed by a lower-case letter, or in a narrow
/// column. Sentences need this; blocks do not, because there a line that goes
/// on is still a line of its own.
pub(crate) fn sentence_joins(text: &str, lines: &[Range<usize>]) -> Vec<bool> {
    let shapes = shapes(text, lines.iter());
    if is_hard_wrapped(&shapes) {
        return joins(&shapes);
    }
    let narrow = shapes.iter().map(|line| line.width).max() < Some(*WRAP_COLUMNS.start());
    shapes
        .windows(2)
        .map(|pair| match pair {
            [line, next] if next.starts_item => false,
            [line, next] => {
                (line.width >= 30 && (next.starts_lower || line.ends_comma)) || (narrow && next.starts_lower)
            }
            _ => false,
        })
        .collect()
}

/// What the wrap test needs to know of a line; small, for there may be a million of them.
struct Shape {
    width: u8,
    first_word: u8,
    /// The next line's first word would not have fitted.
    full: bool,
    starts_lower: bool,
    /// Begins like a bullet, a list number, a heading or a quotation mark `>`.
    starts_item: bool,
    ends_comma: bool,
    /// Ends in `,`, `;` or `-`.
    ends_open: bool,
}

fn is_hard_wrapped(shapes: &[Shape]) -> bool {
    // The longest line is full by definition; two lines prove nothing.
    if shapes.len() < 3 {
        return false;
    }
    let width = shapes.iter().map(|line| line.width).max().unwrap_or(0);
    let full = shapes.iter().filter(|line| line.full).count().saturating_sub(1);
    WRAP_COLUMNS.contains(&width) && full * 100 >= WRAP_FULL_PERCENT * (shapes.len() - 2)
}

fn shapes<'l>(text: &str, lines: impl Iterator<Item = &'l Range<usize>>) -> Vec<Shape> {
    let mut shapes: Vec<Shape> = lines
        .map(|range| {
            let line = span::cut(text, range.clone());
            pace::advance(line.len());
            Shape {
                width: columns(line),
                first_word: columns(first_word(line)),
                full: false,
                starts_lower: line.chars().next().is_some_and(char::is_lowercase),
                starts_item: starts_item(line),
                ends_comma: line.ends_with([',', '،', '、', '，']),
                ends_open: line.ends_with([',', ';', '-', '،', '、', '，']),
            }
        })
        .collect();
    let width = shapes.iter().map(|line| line.width).max().unwrap_or(0);
    let mut next = None;
    for line in shapes.iter_mut().rev() {
        // Two widths of 134 at most.
        line.full = next.is_some_and(|next| u16::from(line.width) + 1 + u16::from(next) > u16::from(width));
        next = Some(line.first_word);
    }
    shapes
}

/// The width of `line` on a terminal, Han, Kana and Hangul two columns each;
/// no more than one column above the widest that still counts as wrapped.
fn columns(line: &str) -> u8 {
    let mut width = 0;
    for c in line.chars() {
        width += match Script::of(c) {
            Script::Han | Script::Kana | Script::Hangul => 2,
            _ => 1,
        };
        if width > *WRAP_COLUMNS.end() {
            break;
        }
    }
    width
}

/// The first word of `line`; one character where words are not spaced.
fn first_word(line: &str) -> &str {
    let end = line
        .char_indices()
        .find(|(_, c)| c.is_whitespace() || Script::of(*c).is_unspaced())
        .map_or(line.len(), |(at, c)| if at == 0 { c.len_utf8() } else { at });
    span::head(line, end)
}

fn starts_item(line: &str) -> bool {
    let bytes = line.as_bytes();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match bytes.get(digits) {
        Some(b'.' | b')') if (1..=3).contains(&digits) => {
            bytes.get(digits + 1).is_none_or(|byte| *byte == b' ')
        }
        Some(b'#' | b'>' | b'|') if digits == 0 => true,
        Some(b'-' | b'*' | b'+') if digits == 0 => bytes.get(1) == Some(&b' '),
        _ => line.starts_with(['•', '‣', '▪', '◦', '·', '■', '●', '–', '—']),
    }
}
