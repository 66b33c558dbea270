//! Blocks to labels: article or boilerplate.
//!
//! Structure decides before phrases do. The *prose span*, the stretch of the
//! document with the most sentence-like text in it, is where the article is;
//! inside it short lines are judged one by one, outside it everything goes but
//! the title. The rules are asymmetric: a sentence-like line inside the span is
//! dropped only on a phrase that tells by itself, and of a repeated line one
//! copy always stays.

mod features;
mod phrases;
mod prose_span;
mod title;

use std::borrow::Cow;

use crate::language::primary;
use crate::pace;
use features::Line;
pub(crate) use phrases::introduces_author;
use phrases::{Found, Strength};

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The headline.
    Title,
    /// A sentence or two under the headline that sum the article up.
    Standfirst,
    /// Who wrote it.
    Byline,
    /// When it was published or changed.
    Date,
    /// The page's own claim: "4 Min Read".
    ReadingTime,
    /// The text below a picture.
    Caption,
    /// Who made the picture.
    Credit,
    /// An advertising label.
    Ad,
    /// Buttons to share, print or send.
    Share,
    /// Teasers and lists of other articles.
    Related,
    /// Invitations to subscribe, follow or donate.
    Newsletter,
    /// Menus and links.
    Navigation,
    /// Consent and privacy notices.
    Cookie,
    /// Comment forms and counters.
    Comment,
    /// Topics the page is filed under.
    Tags,
    /// A few words about the author.
    AuthorBio,
    /// Rights notices.
    Copyright,
    /// A subheading of the article.
    Heading,
    /// An item of a list in the article.
    ListItem,
    /// A paragraph that is one quotation.
    Quote,
    /// A paragraph of the article.
    Body,
    /// Dropped, and no rule says what it is.
    Other,
}

impl Kind {
    /// The name used in Python and in data files.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Title => "title",
            Kind::Standfirst => "standfirst",
            Kind::Byline => "byline",
            Kind::Date => "date",
            Kind::ReadingTime => "reading_time",
            Kind::Caption => "caption",
            Kind::Credit => "credit",
            Kind::Ad => "ad",
            Kind::Share => "share",
            Kind::Related => "related",
            Kind::Newsletter => "newsletter",
            Kind::Navigation => "navigation",
            Kind::Cookie => "cookie",
            Kind::Comment => "comment",
            Kind::Tags => "tags",
            Kind::AuthorBio => "author_bio",
            Kind::Copyright => "copyright",
            Kind::Heading => "heading",
            Kind::ListItem => "list_item",
            Kind::Quote => "quote",
            Kind::Body => "body",
            Kind::Other => "other",
        }
    }
}

/// What a block is, whether it stays, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// What the block is.
    pub kind: Kind,
    /// Whether it is part of the article.
    pub kept: bool,
    /// Why, in words for the reader of a list of dropped lines.
    pub reason: Cow<'static, str>,
}

impl Label {
    pub(crate) fn kept(kind: Kind, reason: &'static str) -> Label {
        Label { kind, kept: true, reason: Cow::Borrowed(reason) }
    }

    pub(crate) fn dropped(kind: Kind, reason: impl Into<Cow<'static, str>>) -> Label {
        Label { kind, kept: false, reason: reason.into() }
    }
}

/// The labels of a document's blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// One label a block.
    pub labels: Vec<Label>,
    /// Whether any prose was found. Without it every line stays that no phrase
    /// speaks against.
    pub prose: bool,
}

/// Labels the blocks whose repaired texts are `texts`; `language` selects phrases.
///
/// ```
/// let lines = ["Jembatan Dibuka", "4 Min Read",
///     "Jembatan itu dibuka pada pagi hari dan dilalui warga yang datang berjalan kaki.",
///     "Share This Article"];
/// let labels = minread::labels(&lines, Some("id")).labels;
/// let kinds: Vec<_> = labels.iter().map(|label| label.kind.name()).collect();
/// assert_eq!(kinds, ["title", "reading_time", "body", "share"]);
/// ```
pub fn labels<S: AsRef<str>>(texts: &[S], language: Option<&str>) -> Labels {
    pace::stage("boilerplate");
    let lines = features::lines(texts, language.map(primary).as_deref());
    let Some(span) = prose_span::find(&lines).filter(|_| !is_list_or_poem(&lines)) else {
        return without_prose(&lines);
    };
    let title = title::find(&lines, span.start);
    let title_line = title.and_then(|at| lines.get(at));
    let mut labels: Vec<Label> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            let after_title = title.is_some_and(|title| at > title);
            let signs = after_title && line.is_name && signs(&lines, at);
            // Further down it is the section of a teaser: `Insights | 7 min read`.
            let claims = line.claim.filter(|_| after_title && at <= span.start + 2);
            if title == Some(at) {
                Label::kept(Kind::Title, "the headline in front of the article")
            } else if claims.is_some_and(|claim| features::is_name(claim.beside())) {
                Label::dropped(Kind::Byline, "a name beside a reading time")
            } else if span.contains(&at) {
                inside(line, title_line, signs && at <= span.start + 2)
            } else if after_title && at < span.start && is_standfirst(line, title_line) {
                Label::kept(Kind::Standfirst, "a sentence between the headline and the article")
            } else {
                outside(line, title_line, at < span.start, signs)
            }
        })
        .collect();
    drop_author_bio(&lines, &mut labels);
    Labels { labels, prose: true }
}

/// Whether a bare name stands where a byline does: beside a date, a claimed
/// reading time, a picture, a share button or a line that says it is a byline.
/// `Middle East` under a headline is a section.
fn signs(lines: &[Line<'_>], at: usize) -> bool {
    let tells = |line: &Line<'_>| {
        let beside = |kind| matches!(kind, Kind::Byline | Kind::Caption | Kind::Credit | Kind::Share);
        let byline = line.phrase.as_ref().is_some_and(|phrase| beside(phrase.kind));
        (line.has_date && !line.prose) || byline || line.claim.is_some()
    };
    let line = lines.get(at).is_some_and(|line| repeats_itself(line.text));
    let around = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| lines.get(at));
    line || around.into_iter().any(tells)
}

/// `Rani Putri By Rani Putri`: the name of the picture beside the byline and the
/// byline itself, as some themes print them.
fn repeats_itself(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let half = words.len() / 2;
    words.len() >= 3 && words.get(..half).is_some_and(|front| words.ends_with(front))
}

/// A short page with a line or two of prose among many that are none, and next
/// to nothing that says it is boilerplate: a poem, a recipe, a chat, a table.
fn is_list_or_poem(lines: &[Line<'_>]) -> bool {
    const MOST_LINES: usize = 60;
    let prose = lines.iter().filter(|line| line.prose);
    if lines.len() > MOST_LINES || prose.clone().count() > 2 {
        return false;
    }
    let words = |line: &Line<'_>| line.words;
    let told = lines.iter().filter(|line| told(line).is_some()).count();
    prose.map(words).sum::<usize>() * 2 < lines.iter().map(words).sum() && told * 10 <= lines.len()
}

/// A sentence under the headline that byline and picture cut off from the rest.
fn is_standfirst(line: &Line<'_>, title: Option<&Line<'_>>) -> bool {
    let new = told(line).or_else(|| repeats_title(line, title)).is_none();
    line.ends_sentence && line.words >= 6 && new && (line.prose || !line.has_date)
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
    let signed = lines.iter().zip(labels.iter()).any(|(line, label)| {
        let words: Vec<&str> = line.text.split_whitespace().collect();
        label.kind == Kind::Byline && words.windows(2).any(|pair| pair == [first, second])
    });
    if let Some(label) = labels.get_mut(last).filter(|_| signed) {
        *label = Label::dropped(Kind::AuthorBio, "the last paragraph begins with the author's name");
    }
}

/// A short dump without one sentence-like line: a post, a gallery, a poem, a
/// table. Only lines that say themselves what they are go.
fn without_prose(lines: &[Line<'_>]) -> Labels {
    let mut labels: Vec<Label> = lines
        .iter()
        .map(|line| match told(line) {
            Some(label) if line.has_letters || !line.text.contains(char::is_numeric) => label,
            _ => Label::kept(kept_kind(line), "no prose on the page, and nothing against this line"),
        })
        .collect();
    // A headline stands above something; a lone line is the text itself.
    let mut kept = lines.iter().zip(&mut labels).filter(|(_, label)| label.kept);
    if let (Some((line, label)), Some(_)) = (kept.next(), kept.next())
        && (2..=28).contains(&line.words)
        && !line.ends_sentence
    {
        *label = Label::kept(Kind::Title, "the first line, above the others");
    }
    Labels { labels, prose: false }
}

fn inside(line: &Line<'_>, title: Option<&Line<'_>>, signs: bool) -> Label {
    if line.prose {
        return match &line.phrase {
            Some(phrase) if phrase.strength == Strength::Strong => {
                Label::dropped(phrase.kind, format!("says “{}”", phrase.text))
            }
            _ => Label::kept(kept_kind(line), "prose inside the article"),
        };
    }
    if let Some(label) = told(line) {
        return label;
    }
    if let Some(label) = repeats_title(line, title) {
        return label;
    }
    if signs {
        return Label::dropped(Kind::Byline, "a name at the beginning of the article");
    }
    if line.has_url && !line.ends_sentence {
        return Label::dropped(Kind::Navigation, "a short line with a web address");
    }
    if line.has_date && line.words < 8 && !line.ends_sentence {
        return Label::dropped(Kind::Date, "a short line with a date or a time");
    }
    if line.repeat {
        return Label::dropped(Kind::Other, "repeats an earlier line");
    }
    if line.has_bar {
        return Label::dropped(Kind::Navigation, "a short line with a separator bar");
    }
    Label::kept(kept_kind(line), "a line inside the article")
}

fn outside(line: &Line<'_>, title: Option<&Line<'_>>, before: bool, signs: bool) -> Label {
    if let Some(label) = told(line).or_else(|| repeats_title(line, title)) {
        return label;
    }
    if line.has_date && line.words < 14 {
        return Label::dropped(Kind::Date, "a line with a date outside the article");
    }
    if before && signs {
        return Label::dropped(Kind::Byline, "a name between the headline and the article");
    }
    if line.words >= 4 && !before {
        return Label::dropped(Kind::Related, "after the article");
    }
    if before {
        Label::dropped(Kind::Navigation, "before the article")
    } else {
        Label::dropped(Kind::Navigation, "a short line after the article")
    }
}

/// What a line says of itself, wherever it stands.
fn told(line: &Line<'_>) -> Option<Label> {
    if line.claim.is_some_and(|claim| claim.is_alone()) {
        return Some(Label::dropped(Kind::ReadingTime, "states a reading time"));
    }
    if !line.has_letters && line.has_date {
        return Some(Label::dropped(Kind::Date, "nothing but a date or a time"));
    }
    if !line.has_letters {
        return Some(Label::dropped(Kind::Other, "holds no letter"));
    }
    let tells = |phrase: &&Found| phrase.strength == Strength::Strong || !(line.prose || line.ends_sentence);
    if let Some(phrase) = line.phrase.as_ref().filter(tells) {
        return Some(Label::dropped(phrase.kind, format!("says “{}”", phrase.text)));
    }
    let kind = if line.has_date { Kind::Date } else { Kind::ReadingTime };
    line.claim.map(|_| Label::dropped(kind, "states a reading time beside something else"))
}

/// A line that holds the whole title beside a few other words is a caption or a
/// teaser made of it.
fn repeats_title(line: &Line<'_>, title: Option<&Line<'_>>) -> Option<Label> {
    let title = title.filter(|title| title.words >= 3)?;
    let contains = line.key.contains(title.key.as_str()) && line.key.len() < 2 * title.key.len();
    contains.then(|| Label::dropped(Kind::Caption, "repeats the headline"))
}

fn kept_kind(line: &Line<'_>) -> Kind {
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
