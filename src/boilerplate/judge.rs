//! Which lines stay, what they are, and why.
//!
//! The trees judge; rules guard them. What a line says beyond doubt goes first.
//! A sentence inside the prose span falls only on a clear verdict, what is left in
//! doubt follows its neighbours, and of a repeated sentence one copy stays.

use std::borrow::Borrow;
use std::ops::Range;

use super::evidence::{Headline, hinted, is_standfirst, signs, told};
use super::kind::Kind;
use super::line::{self, Line};
use super::reason::{Reason, Rule};
use super::together::look_together;
use super::{Label, Labels, PageHints};
use crate::blocks::Beside;
use crate::hash::ByHash;

/// How sure the trees must be to drop a line, in 4096ths of a logit: any line, a
/// sentence inside the prose span, and the last copy of such a sentence.
const FLOOR: i32 = 0;
const SENTENCE_FLOOR: i32 = -1024;
const COPY_FLOOR: i32 = -4096;
/// How sure the trees must be to keep a sentence inside the prose span whose phrase
/// tells against it: `Copyright and licensing of the old labels took longer to settle.`
const TOLD_FLOOR: i32 = 4096;

/// A dump of so few lines is short: whoever made it has left the menus out, and
/// its last paragraph is more often a paragraph than a teaser.
const SHORT_LINES: usize = 40;
/// The same for a line inside the span of a short dump: for what is written like
/// an article, and for the rest.
const SHORT_SENTENCE_FLOOR: i32 = -8192;
const SHORT_FLOOR: i32 = -1024;

/// The score from which a line stays.
fn floor(line: &Line<'_>, inside: bool, short: bool) -> i32 {
    let written = line.prose || line.ends_sentence || line.is_item;
    match (inside, short) {
        (true, true) if written => SHORT_SENTENCE_FLOOR,
        (true, true) if !line.has_date && line.phrase.is_none() => SHORT_FLOOR,
        (true, _) if line.plainly_prose => SENTENCE_FLOOR,
        _ => FLOOR,
    }
}

/// The labels of the lines of a document with prose in `span` and a headline, if
/// any, at `title`; `scores` is what the trees say.
pub(super) fn judge(lines: &[Line<'_>], span: &Range<usize>, title: Option<usize>, scores: &[i32]) -> Labels {
    let short = lines.len() <= SHORT_LINES;
    let above =
        |(at, (line, score)): (usize, (&Line<'_>, &i32))| score - floor(line, span.contains(&at), short);
    let mut margins: Vec<i32> = lines.iter().zip(scores).enumerate().map(above).collect();
    let decided = |(at, (line, score)): (usize, (&Line<'_>, &i32))| {
        let sentence = line.phrase.is_some() && (line.prose || line.ends_sentence) && span.contains(&at);
        Some(at) == title || (told(line).is_some() && !(sentence && *score >= TOLD_FLOOR))
    };
    let decided: Vec<bool> = lines.iter().zip(scores).enumerate().map(decided).collect();
    look_together(&mut margins, &decided);
    let mut stays: Vec<bool> =
        margins.iter().zip(&decided).map(|(margin, decided)| !decided && *margin >= 0).collect();
    drop_late_islands(lines, &mut stays);
    let mut labels = named(lines, span, title, &stays);
    keep_one_copy(lines, span, &mut labels, |at| scores.get(at).is_some_and(|score| *score >= COPY_FLOOR));
    // One sentence ten thousand times: no line is more of an article than the others.
    if labels.iter().enumerate().all(|(at, label)| !label.kept || Some(at) == title) {
        return without_prose(lines);
    }
    name_standfirst(lines, title, &mut labels, |_| true);
    drop_author_bio(lines, &mut labels);
    Labels { labels, prose: true }
}

/// The labels of the blocks of an HTML page. Its trees see the containers, which
/// tell more than how a line is written: a paragraph of the article beside it is
/// made of sentences too. So no sentence stays for being one.
pub(super) fn judge_page(
    lines: &[Line<'_>],
    span: &Range<usize>,
    title: Option<usize>,
    hints: &PageHints<'_>,
    may_stay: &[bool],
) -> Labels {
    let beside = |at: usize| hints.markup.get(at).and_then(|markup| markup.beside);
    let mut stays: Vec<bool> = lines
        .iter()
        .zip(may_stay)
        .enumerate()
        .map(|(at, (line, may_stay))| Some(at) != title && told(line).is_none() && *may_stay)
        .collect();
    // On the page of an author, what is named after the author is all there is.
    if stays.iter().enumerate().any(|(at, stays)| *stays && beside(at).is_none()) {
        stays.iter_mut().enumerate().for_each(|(at, stays)| *stays &= beside(at).is_none());
    }
    drop_bylines(lines, hints.authors, &mut stays);
    if !stays.contains(&true) {
        return without_prose(lines);
    }
    let mut labels = named(lines, span, title, &stays);
    for (at, (line, label)) in lines.iter().zip(&mut labels).enumerate() {
        // A name or a date in the author's box is what says who wrote the article, and when.
        let vague = matches!(label.kind, Kind::Other | Kind::Navigation | Kind::Related | Kind::Caption);
        if let Some(beside) = beside(at).filter(|_| !label.kept && vague && hinted(line).is_none()) {
            *label = named_beside(beside);
        }
    }
    // Pages say their description above the article, below it and in boxes.
    name_standfirst(lines, title, &mut labels, |at| stays.get(at) == Some(&true));
    drop_author_bio(lines, &mut labels);
    Labels { labels, prose: true }
}

/// What a block is in an element that says by its name that it stands beside the
/// article.
fn named_beside(beside: Beside) -> Label {
    match beside {
        Beside::Comments => Label::dropped(Kind::Comment, Rule::InComments),
        Beside::Caption => Label::dropped(Kind::Caption, Rule::InCaption),
        Beside::Author => Label::dropped(Kind::AuthorBio, Rule::InAuthorBox),
        Beside::Footer => Label::dropped(Kind::Navigation, Rule::InFooter),
        Beside::Disclaimer => Label::dropped(Kind::Copyright, Rule::InDisclaimer),
        Beside::Window => Label::dropped(Kind::Other, Rule::InWindow),
        Beside::Box => Label::dropped(Kind::Other, Rule::InBox),
    }
}

/// Drops what stands between headline and article beside it and says who wrote it
/// and when: `Jana Weber vorgestern`, `2024年4月2日 7時30分`.
fn drop_bylines(lines: &[Line<'_>], authors: &[String], stays: &mut [bool]) {
    const MORE_WORDS: usize = 3;
    const MOST_AUTHORS: usize = 8;
    let signs = |line: &Line<'_>| {
        authors.iter().take(MOST_AUTHORS).any(|author| {
            line.words() <= author.split_whitespace().count() + MORE_WORDS
                && line.text.contains(author.as_str())
        })
    };
    for (line, stays) in lines.iter().zip(stays).skip_while(|(_, stays)| !**stays) {
        if line.prose {
            return;
        }
        *stays &= line.ends_sentence || !(signs(line) || (line.has_date && line.words() < 14));
    }
}

/// What the lines are if these stay.
fn named(lines: &[Line<'_>], span: &Range<usize>, title: Option<usize>, stays: &[bool]) -> Vec<Label> {
    let headline = title.and_then(|at| Headline::of(lines.get(at)?));
    let first = stays.iter().position(|stays| *stays).unwrap_or(lines.len());
    let last = stays.iter().rposition(|stays| *stays).unwrap_or(0);
    lines
        .iter()
        .zip(stays)
        .enumerate()
        .map(|(at, (line, stays))| {
            let after_title = title.is_some_and(|title| at > title);
            let byline = after_title && at <= first + 2 && at < span.end;
            if title == Some(at) {
                Label::kept(Kind::Title, Rule::Headline)
            } else if byline && line.claim().is_some_and(|claim| line::is_name(claim.beside())) {
                Label::dropped(Kind::Byline, Rule::NameBesideMinutes)
            } else if byline && signs(lines, at) {
                Label::dropped(Kind::Byline, Rule::NameUnderHeadline)
            } else if *stays {
                Label::kept(kept_kind(line), Rule::Article)
            } else {
                dropped(line, headline.as_ref(), at < first, at > last)
            }
        })
        .collect()
}

/// So many dropped lines in a row part two islands of kept ones.
const ISLANDS_APART: usize = 12;

/// Drops the islands far behind the article that are small beside it: what a site
/// says of itself at the end of its pages, in whole sentences.
fn drop_late_islands(lines: &[Line<'_>], stays: &mut [bool]) {
    // The lines of each island, first and last, and their characters.
    let mut islands: Vec<(usize, usize, usize)> = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(at, _)| stays.get(*at) == Some(&true)) {
        match islands.last_mut() {
            Some((_, last, chars)) if at - *last <= ISLANDS_APART => {
                (*last, *chars) = (at, *chars + line.shape.chars as usize);
            }
            _ => islands.push((at, at, line.shape.chars as usize)),
        }
    }
    let Some((_, end, most)) =
        islands.iter().copied().min_by_key(|(first, _, chars)| (usize::MAX - chars, *first))
    else {
        return;
    };
    for (first, last, chars) in islands {
        if first > end && chars * 10 < most * 3 {
            stays.iter_mut().take(last + 1).skip(first).for_each(|stays| *stays = false);
        }
    }
}

/// What a line is that goes.
fn dropped(line: &Line<'_>, title: Option<&Headline>, before: bool, after: bool) -> Label {
    if let Some((kind, reason)) = hinted(line) {
        return Label::dropped(kind, reason);
    }
    if title.is_some_and(|title| title.is_repeated(line)) {
        return Label::dropped(Kind::Caption, Rule::RepeatsHeadline);
    }
    if line.has_date && line.words() < 14 {
        return Label::dropped(Kind::Date, Rule::ShortDate);
    }
    if line.has_url && !line.prose {
        return Label::dropped(Kind::Navigation, Rule::ShortAddress);
    }
    if line.copies > 1 && !line.prose {
        return Label::dropped(Kind::Other, Rule::ShortCopy);
    }
    if line.has_bar && !line.prose {
        return Label::dropped(Kind::Navigation, Rule::ShortBar);
    }
    match (before, after) {
        (true, _) if line.prose => Label::dropped(Kind::Other, Rule::NoticeAbove),
        (true, _) => Label::dropped(Kind::Navigation, Rule::ShortAbove),
        (_, true) if line.prose => Label::dropped(Kind::Related, Rule::TeaserBelow),
        (_, true) if line.words() >= 4 => Label::dropped(Kind::Related, Rule::HeadlineBelow),
        (_, true) => Label::dropped(Kind::Navigation, Rule::ShortBelow),
        _ if line.prose => Label::dropped(Kind::Other, Rule::UnlikeParagraphs),
        _ if line.words() >= 4 => Label::dropped(Kind::Caption, Rule::CaptionAmid),
        _ => Label::dropped(Kind::Other, Rule::ShortAmid),
    }
}

pub(super) fn kept_kind(line: &Line<'_>) -> Kind {
    if line.is_item {
        Kind::ListItem
    } else if line.is_quote {
        Kind::Quote
    } else if line.prose || line.ends_sentence {
        Kind::Body
    } else {
        Kind::Heading
    }
}

/// Of a sentence that stands on the page twice and inside the span, one copy
/// stays: the one inside, unless the trees are sure of both (`This advertisement
/// has not loaded yet, but your article continues below.`).
fn keep_one_copy(
    lines: &[Line<'_>],
    span: &Range<usize>,
    labels: &mut [Label],
    may_stay: impl Fn(usize) -> bool,
) {
    let mut kept: ByHash<()> = ByHash::default();
    for (line, _) in lines.iter().zip(labels.iter()).filter(|(line, label)| line.copies > 1 && label.kept) {
        kept.insert(line.shape.key, ());
    }
    for (at, (line, label)) in lines.iter().zip(labels).enumerate().take(span.end).skip(span.start) {
        let only = line.copies > 1 && line.prose && !label.kept && told(line).is_none() && may_stay(at);
        if only && kept.insert(line.shape.key, ()).is_none() {
            *label = Label::kept(kept_kind(line), Rule::OneCopy);
        }
    }
}

/// Names the one or two sentences right under the headline that byline, date,
/// reading time or picture cut off from the article.
fn name_standfirst(
    lines: &[Line<'_>],
    title: Option<usize>,
    labels: &mut [Label],
    may_be: impl Fn(usize) -> bool,
) {
    const MOST_LINES: usize = 6;
    const MOST_SENTENCES: usize = 2;
    let prose = |(line, label): (&Line<'_>, &Label)| line.prose && label.kept;
    let (Some(title), Some(last)) = (title, lines.iter().zip(labels.iter()).rposition(prose)) else { return };
    let headline = lines.get(title).and_then(Headline::of);
    let mut sentences = Vec::new();
    for at in title + 1..lines.len().min(title + 1 + MOST_LINES) {
        let (Some(line), Some(label)) = (lines.get(at), labels.get(at)) else { return };
        let cuts = match label.kind {
            Kind::Byline | Kind::Date | Kind::ReadingTime => true,
            Kind::Caption | Kind::Credit | Kind::Share => sentences.len() == 1,
            _ => false,
        };
        if cuts && !label.kept && !sentences.is_empty() && at < last {
            break;
        }
        if may_be(at) && is_standfirst(line, headline.as_ref()) {
            sentences.push(at);
        }
        if sentences.len() > MOST_SENTENCES || at + 1 == lines.len().min(title + 1 + MOST_LINES) {
            return;
        }
    }
    for at in sentences {
        if let Some(label) = labels.get_mut(at) {
            label.kind = Kind::Standfirst;
            label.reason = Rule::BelowHeadline.into();
        }
    }
}

/// The last paragraph, when it begins with a name that the byline holds: `Troy
/// Lim writes about coasts and islands.`
fn drop_author_bio(lines: &[Line<'_>], labels: &mut [Label]) {
    let Some(last) = labels.iter().rposition(|label| label.kept) else { return };
    let Some(line) = lines.get(last).filter(|line| line.prose) else { return };
    let words: Vec<&str> = line.text.split_whitespace().take(2).collect();
    let [first, second] = words[..] else { return };
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    if !capital(first) || !capital(second) {
        return;
    }
    let signed =
        lines.iter().zip(labels.iter()).filter(|(_, label)| label.kind == Kind::Byline).any(|(line, _)| {
            let words: Vec<&str> = line.text.split_whitespace().collect();
            words.windows(2).any(|pair| pair == [first, second])
        });
    if let Some(label) = labels.get_mut(last).filter(|_| signed) {
        *label = Label::dropped(Kind::AuthorBio, Rule::EndsWithAuthor);
    }
}

/// What a line that is judged by itself says that it is. A number may be what is listed.
pub(super) fn said_alone(line: &Line<'_>) -> Option<(Kind, Reason)> {
    hinted(line).filter(|_| line.has_letters || !line.text.contains(char::is_numeric))
}

/// A short dump without one sentence-like line: a post, a gallery, a poem, a
/// table. Only lines that say themselves what they are go.
pub(super) fn without_prose<'a, L: Borrow<Line<'a>>>(lines: impl IntoIterator<Item = L>) -> Labels {
    let lines = lines.into_iter();
    let mut labels: Vec<Label> = Vec::with_capacity(lines.size_hint().0);
    // The first that stays, whether it may be a headline, and how many stay.
    let (mut first, mut kept) = (None, 0);
    for line in lines {
        let line = line.borrow();
        let label = match said_alone(line) {
            Some((kind, reason)) => Label::dropped(kind, reason),
            None => Label::kept(kept_kind(line), Rule::NothingAgainst),
        };
        if label.kept {
            kept += 1;
            first.get_or_insert((labels.len(), (2..=28).contains(&line.words()) && !line.ends_sentence));
        }
        labels.push(label);
    }
    // A headline stands above something; a lone line is the text itself.
    if let Some((at, true)) = first.filter(|_| kept > 1)
        && let Some(label) = labels.get_mut(at)
    {
        *label = Label::kept(Kind::Title, Rule::FirstLine);
    }
    Labels { labels, prose: false }
}
