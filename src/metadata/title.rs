//! The headline among what a page states as its title.

use super::clean;
use super::key;
use super::site::Site;
use crate::blocks::Statements;
use crate::hash::Spelling;
use crate::repair::Spacing;
use crate::script::Script;
use crate::word_class::is_alphanumeric;

/// The titles that a page states besides its headings, and how much each is believed.
pub(super) fn titles(statements: &Statements) -> [(u32, Option<&str>); 5] {
    let first = |names: &[&str]| statements.meta(names);
    [
        (10, statements.json_ld.headline.as_deref()),
        (2, first(&["og:title"])),
        (1, first(&["twitter:title"])),
        (1, statements.title.as_deref()),
        (
            1,
            first(&[
                "parsely-title",
                "sailthru.title",
                "citation_title",
                "dc.title",
                "dcterms.title",
                "title",
                "headline",
            ]),
        ),
    ]
}

/// The headline: what JSON-LD says, unless all others agree on another one;
/// without JSON-LD the `<h1>`, unless all others disagree with it.
pub(super) fn title(
    stated: [(u32, Option<&str>); 5],
    headings: &[String],
    site: &Site,
    spacing: Spacing,
) -> Option<String> {
    let mut candidates: Vec<(u32, String)> = stated
        .into_iter()
        .filter_map(|(weight, text)| Some((weight, site.stripped(&clean(text?, spacing)))))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let headings: Vec<String> = headings.iter().map(|text| clean(text, spacing)).collect();
    if let Some(heading) = heading(&headings, &candidates) {
        candidates.insert(0, (7, without_kicker(heading, &candidates).to_owned()));
    }
    let keys: Vec<String> = candidates.iter().map(|(_, text)| key(text)).collect();
    let votes = |at: usize| -> u32 {
        let same = keys.iter().zip(&candidates).filter(|(key, _)| keys.get(at) == Some(*key));
        same.map(|(_, (weight, _))| *weight).sum()
    };
    // Of equal ones the first.
    let best = (0..candidates.len()).rev().max_by_key(|at| votes(*at))?;
    candidates.into_iter().nth(best).map(|(_, text)| text)
}

/// The heading that is the headline: the one most like what is stated, or the
/// only one, if it is long enough to be no name of a site.
fn heading<'a>(headings: &'a [String], stated: &[(u32, String)]) -> Option<&'a str> {
    if stated.is_empty() {
        return headings.iter().map(String::as_str).find(|heading| !heading.is_empty());
    }
    let stated: Vec<Vec<u64>> = stated.iter().map(|(_, text)| words(text)).collect();
    let mut best: Option<(usize, &str)> = None;
    for heading in headings {
        let words = words(heading);
        let alike = stated.iter().map(|other| alike(&words, other)).max().unwrap_or(0);
        if alike >= ALIKE && best.is_none_or(|(so_far, _)| alike > so_far) {
            best = Some((alike, heading));
        }
    }
    let only = || match headings {
        [only] if words(only).len() >= 4 => Some(only.as_str()),
        _ => None,
    };
    best.map(|(_, heading)| heading).or_else(only)
}

/// `Tunesien Die Wahl beginnt am Sonntag`: a heading that ends with a stated
/// title is that title, and a word above it.
fn without_kicker<'a>(heading: &'a str, stated: &'a [(u32, String)]) -> &'a str {
    let ends = |title: &&str| {
        let front = heading.strip_suffix(title);
        title.split_whitespace().count() >= 3 && front.is_some_and(|front| front.ends_with([' ', ':', '-']))
    };
    stated.iter().map(|(_, title)| title.as_str()).find(ends).unwrap_or(heading)
}

/// Two titles with this share of common words, in percent, mean the same article.
const ALIKE: usize = 30;

/// What the words of a title hash to, in order: characters where words are not spaced.
fn words(text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    let mut word = Spelling::EMPTY;
    for c in text.chars().chain([' ']) {
        let alone = Script::of(c).is_unspaced();
        if (!is_alphanumeric(c) || alone) && word != Spelling::EMPTY {
            words.push(word.hash());
            word = Spelling::EMPTY;
        }
        if alone {
            let mut character = Spelling::EMPTY;
            character.push(c);
            words.push(character.hash());
        } else if is_alphanumeric(c) {
            c.to_lowercase().for_each(|c| word.push(c));
        }
    }
    words.sort_unstable();
    words.dedup();
    words
}

fn alike(one: &[u64], other: &[u64]) -> usize {
    let common = one.iter().filter(|word| other.binary_search(word).is_ok()).count();
    100 * common / (one.len() + other.len() - common).max(1)
}
