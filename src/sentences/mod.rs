//! Clean text to sentences: byte ranges, never strings.
//!
//! A blank line always ends a sentence; a single newline does where a person
//! put it ([`crate::blocks::wrap`] tells). Inside such a stretch the places
//! where a sentence may end are found in one forward pass (`candidates`), each
//! is decided by what stands right around it (`rules`), and no decision looks
//! further than [`crate::limits::SENTENCE_LOOK_BYTES`]: the cost is linear on
//! every input.

mod abbreviations;
mod brackets;
mod candidates;
mod rules;

use std::ops::Range;

use crate::blocks::{self, wrap};
use crate::{pace, span};

/// The sentences of `text`: ranges in order that do not overlap, between which
/// there is only white space. `language` is a BCP 47 tag and selects the
/// abbreviations; without it, or without a list for it, English ones apply.
///
/// ```
/// let text = "Dr. Sari datang. Ia membawa buku.";
/// let spans = minread::sentences(text, Some("id"));
/// assert_eq!(&text[spans[0].clone()], "Dr. Sari datang.");
/// assert_eq!(spans.len(), 2);
/// ```
pub fn sentences(text: &str, language: Option<&str>) -> Vec<Range<usize>> {
    pace::stage("sentences");
    let language = abbreviations::Language::of(language);
    let marks = candidates::marks(text);
    let mut marks = marks.as_slice();
    let mut found = Vec::new();
    for_each_stretch(text, |stretch| {
        let inside = marks.partition_point(|mark| *mark < stretch.end);
        let (here, behind) = marks.split_at_checked(inside).unwrap_or_default();
        marks = behind;
        split(text, stretch, here, language, &mut found);
    });
    found
}

/// Calls `act` with each stretch of `text` in which a newline does not end a
/// sentence.
fn for_each_stretch(text: &str, mut act: impl FnMut(Range<usize>)) {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut flush = |lines: &mut Vec<Range<usize>>| {
        let joins = wrap::sentence_joins(text, lines);
        let mut joins = joins.into_iter();
        let mut open: Option<Range<usize>> = None;
        for line in lines.drain(..) {
            open = match open.take() {
                Some(before) if joins.next().unwrap_or(false) => Some(before.start..line.end),
                Some(before) => {
                    act(before);
                    Some(line)
                }
                None => Some(line),
            };
        }
        if let Some(last) = open {
            act(last);
        }
    };
    for line in blocks::lines(text) {
        let line = span::trim(text, line);
        if line.is_empty() {
            flush(&mut lines);
        } else {
            lines.push(line);
        }
    }
    flush(&mut lines);
}

fn split(
    text: &str,
    stretch: Range<usize>,
    marks: &[usize],
    language: abbreviations::Language,
    found: &mut Vec<Range<usize>>,
) {
    let inside = span::cut(text, stretch.clone());
    let brackets = brackets::matched(inside, marks, stretch.start);
    let mut brackets = brackets.as_slice();
    let mut start = 0;
    for candidate in candidates::candidates(inside, marks, stretch.start) {
        while brackets.first().is_some_and(|pair| pair.end <= candidate.terminals.start) {
            brackets = brackets.get(1..).unwrap_or_default();
        }
        let enclosed = brackets.first().is_some_and(|pair| pair.start < candidate.terminals.start);
        let context = rules::Context { text: inside, sentence: start, enclosed, language };
        if rules::ends_sentence(&candidate, &context) {
            let sentence = span::trim(inside, start..candidate.end);
            if !sentence.is_empty() {
                found.push(stretch.start + sentence.start..stretch.start + sentence.end);
            }
            start = candidate.end;
        }
    }
    let rest = span::trim(inside, start..inside.len());
    if !rest.is_empty() {
        found.push(stretch.start + rest.start..stretch.start + rest.end);
    }
}
