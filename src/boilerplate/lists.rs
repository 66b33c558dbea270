//! Documents with thousands of blocks too short for a sentence: word lists, tables of
//! numbers. No article is looked for among those: they go with what is around them, so
//! that a megabyte of `<li>a` costs what reading it costs.

use super::judge::{kept_kind, said_alone};
use super::line::{self, PROSE_WORDS};
use super::reason::Rule;
use super::{Kind, Label, Labels};
use crate::limits::LIST_BLOCKS;

/// Where the headline `title` and the blocks that may be sentences stand, in a document with
/// thousands of others; `None` where there are fewer.
pub(super) fn long_blocks<S: AsRef<str>>(texts: &[S], title: Option<usize>) -> Option<Vec<usize>> {
    // Words of a letter, and spaces between.
    const SENTENCE_BYTES: usize = 2 * PROSE_WORDS - 1;
    if texts.len() <= LIST_BLOCKS {
        return None;
    }
    let is_long = |(at, text): &(usize, &S)| text.as_ref().len() >= SENTENCE_BYTES || Some(*at) == title;
    let long: Vec<usize> = texts.iter().enumerate().filter(is_long).map(|(at, _)| at).collect();
    (texts.len() - long.len() > LIST_BLOCKS).then_some(long)
}

/// The labels of all `texts`, where those at `long` have `labels`: a list stays between two
/// blocks that stay, and at the end behind one.
pub(super) fn with_lists<S: AsRef<str>>(
    texts: &[S],
    long: &[usize],
    labels: Vec<Label>,
    language: Option<&str>,
) -> Labels {
    let mut found = Vec::with_capacity(texts.len());
    let mut labels = long.iter().zip(labels).peekable();
    let mut above_stays = true;
    for (at, line) in line::each(texts, language).enumerate() {
        if let Some((_, label)) = labels.next_if(|(place, _)| **place == at) {
            above_stays = label.kept;
            found.push(label);
            continue;
        }
        // What stands in front of the headline is no part of the article.
        let below_stays = labels.peek().is_none_or(|(_, label)| label.kept && label.kind != Kind::Title);
        found.push(match said_alone(&line) {
            Some((kind, reason)) => Label::dropped(kind, reason),
            None if above_stays && below_stays => Label::kept(kept_kind(&line), Rule::ListAmid),
            None => Label::dropped(Kind::Other, Rule::ListBeside),
        });
    }
    Labels { labels: found, prose: true }
}
