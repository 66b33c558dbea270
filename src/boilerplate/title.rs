//! Which line is the headline.

use std::collections::HashSet;

use super::Kind;
use super::features::Line;
use super::phrases::Found;
use crate::limits::TITLE_CANDIDATES;

/// The headline among the lines in front of `body` (the first line of the
/// article): of a headline's length, no sentence, no date or byline, and made
/// of words that the article goes on to use.
pub(super) fn find(lines: &[Line<'_>], body: usize) -> Option<usize> {
    let first_prose = lines.iter().position(|line| line.plainly_prose).unwrap_or(lines.len());
    let limit =
        lines.iter().skip(body).position(|line| line.plainly_prose).map_or(first_prose, |at| body + at);
    let fits = |line: &Line<'_>| {
        let short = line.words <= 28 || line.text.chars().count() <= 100;
        line.words >= 3 && short && line.has_letters && line.claim.is_none()
    };
    let mut candidates: Vec<usize> = (0..limit).filter(|at| lines.get(*at).is_some_and(fits)).collect();
    candidates.drain(..candidates.len().saturating_sub(TITLE_CANDIDATES));
    if candidates.is_empty() {
        // A headline of one or two words.
        let says_nothing =
            |line: &Line<'_>| line.has_letters && line.phrase.is_none() && line.claim.is_none();
        candidates = (0..limit.min(3)).filter(|at| lines.get(*at).is_some_and(says_nothing)).collect();
    }
    let used = words_of(lines.iter().skip(limit).take(8));
    let scored = candidates.iter().enumerate().filter_map(|(order, at)| {
        let line = lines.get(*at)?;
        Some((*at, score(line, &used) - order as i64))
    });
    // The first of equals: a caption that repeats the headline comes after it.
    scored.min_by_key(|(at, score)| (-score, *at)).map(|(at, _)| at)
}

fn words_of<'a>(lines: impl Iterator<Item = &'a Line<'a>>) -> HashSet<String> {
    lines.flat_map(|line| tokens(line.text)).collect()
}

/// Lower-case words; single characters where words are not spaced.
fn tokens(text: &str) -> Vec<String> {
    crate::words::tokens(text).map(|token| token.to_lowercase()).collect()
}

/// In quarters of a word.
fn score(line: &Line<'_>, used: &HashSet<String>) -> i64 {
    let mut score = 4 * line.words.min(12) as i64;
    if line.ends_sentence && line.text.ends_with(['.', '。', '।']) {
        score -= 36;
    }
    if line.has_date && line.words < 14 {
        score -= 24;
    }
    let picture = |found: &Found| matches!(found.kind, Kind::Caption | Kind::Credit);
    if line.phrase.as_ref().is_some_and(|found| line.words < 8 || picture(found)) {
        score -= 24;
    }
    // `Home / Technique / Improve Your Photography`
    if [" / ", " > ", " » ", " › "].iter().any(|separator| line.text.matches(separator).count() > 1) {
        score -= 24;
    }
    if line.copies == 1 {
        score += 8;
    }
    let words = tokens(line.text);
    let overlap = words.iter().filter(|word| used.contains(*word)).count();
    score + (24 * overlap / words.len().max(1)) as i64
}
