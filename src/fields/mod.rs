//! Labelled blocks to the fields of an article: authors, date, dateline, and what
//! the page itself claims.

mod authors;

use crate::boilerplate::{Kind, Label};
use crate::dates::{self, Date};
use crate::duration;
use crate::limits::{DATELINE_BYTES, HEAD_LINES, SHORT_LINE_BYTES};
use crate::names::is_uncased;
use crate::{pace, span};

/// The fields of an article. Plain text gives those that its lines state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it, in the order of the byline.
    pub authors: Vec<String>,
    /// When it was published; when it was changed, if the page says that only.
    pub date: Option<Date>,
    /// The name of the site; HTML only.
    pub site_name: Option<String>,
    /// The summary that the page states; HTML only.
    pub description: Option<String>,
    /// The place or source in front of the first paragraph's dash.
    pub dateline: Option<String>,
    /// The minutes that the page itself claims.
    pub site_minutes: Option<u32>,
}

/// Reads the fields from the repaired texts of the blocks and their labels;
/// `language` says how dates are written.
///
/// ```
/// let texts = ["Jembatan Dibuka Lagi", "Rani Putri By Rani Putri", "27 Juni 2024", "4 Min Read",
///     "kabarkita – Jembatan itu dibuka pada pagi hari dan dilalui warga yang datang berjalan kaki."];
/// let labels = minread::labels(&texts, None, Some("id"), Default::default()).labels;
/// let fields = minread::fields(&texts, &labels, Some("id"));
/// assert_eq!(fields.authors, ["Rani Putri"]);
/// assert_eq!(fields.date.map(|date| date.to_string()).as_deref(), Some("2024-06-27"));
/// assert_eq!(fields.dateline.as_deref(), Some("kabarkita"));
/// assert_eq!(fields.site_minutes, Some(4));
/// ```
pub fn fields<S: AsRef<str>>(texts: &[S], labels: &[Label], language: Option<&str>) -> Fields {
    pace::stage("fields");
    let mut fields = Fields::default();
    let mut first_paragraph = true;
    let prose = |label: &Label| label.kept && matches!(label.kind, Kind::Body | Kind::Quote | Kind::ListItem);
    let last = labels.iter().rposition(prose).unwrap_or(labels.len());
    for (at, (text, label)) in texts.iter().zip(labels).enumerate() {
        // Most lines of an article, and all of a list.
        let first_body = first_paragraph && label.kind == Kind::Body;
        if label.kept && !first_body && label.kind != Kind::Title {
            continue;
        }
        let text = text.as_ref();
        // A claim behind the article is that of another one's teaser.
        let asked = at < last && fields.site_minutes.is_none() && !label.kept;
        let claim = if asked { duration::claim(text) } else { None };
        pace::advance(1);
        match label.kind {
            Kind::Title => fields.title = Some(text.to_owned()),
            Kind::Body if first_body => {
                fields.dateline = dateline(text).map(str::to_owned);
                first_paragraph = false;
            }
            _ => {}
        }
        let claimed = claim.map(|claim| claim.minutes).filter(|minutes| *minutes > 0);
        fields.site_minutes = fields.site_minutes.or(claimed);
    }
    fields.authors = authors::authors(texts, labels, language);
    fields.date = date(texts, labels, fields.dateline.as_deref(), language);
    fields
}

/// The date of the page's head: of its lines that state a date, the author or a
/// reading time, and of the dateline; never one that the article tells of.
///
/// A date of publication goes before one of change, and both before what stands
/// far above the headline, where pages print the day on which they are read.
fn date<S: AsRef<str>>(
    texts: &[S],
    labels: &[Label],
    dateline: Option<&str>,
    language: Option<&str>,
) -> Option<Date> {
    let prose = |label: &Label| label.kept && matches!(label.kind, Kind::Body | Kind::Quote | Kind::ListItem);
    let first_body = labels.iter().position(|label| label.kept && label.kind == Kind::Body);
    let title = labels.iter().position(|label| label.kind == Kind::Title).unwrap_or(0);
    let head = labels.iter().position(prose).map_or(labels.len(), |at| at + 1 + HEAD_LINES);
    let mut best: Option<((bool, bool), Date)> = None;
    for (at, (text, label)) in texts.iter().zip(labels).enumerate().take(head) {
        let line = match label.kind {
            Kind::Date | Kind::Byline | Kind::ReadingTime => text.as_ref(),
            Kind::Body if Some(at) == first_body => dateline.unwrap_or_default(),
            _ => continue,
        };
        if line.len() > SHORT_LINE_BYTES {
            continue;
        }
        for written in dates::written(line, language) {
            let rank = (at + HEAD_LINES < title, written.updated);
            if best.is_none_or(|(so_far, _)| rank < so_far) {
                best = Some((rank, written.date));
            }
        }
    }
    best.map(|(_, date)| date)
}

/// The dateline of a paragraph: `jfid – …`, `JAKARTA, KabarX.com – …`,
/// `BERLIN (dpa) - …`. A few words without a sentence among them, then a dash
/// between spaces (or two of them), then the text. Malay papers write a colon
/// behind a place in capitals: `KUALA LUMPUR: …`.
fn dateline(paragraph: &str) -> Option<&str> {
    let ahead = span::head(paragraph, DATELINE_BYTES);
    let (at, dash) = [" – ", " — ", " - ", " -- ", "– ", "— ", ": "]
        .into_iter()
        .filter_map(|dash| Some((ahead.find(dash)?, dash)))
        .min_by_key(|(at, _)| *at)?;
    let place = span::cut(ahead, 0..at).trim();
    if dash == ": " {
        let capitals = !place.contains(char::is_lowercase) && place.contains(char::is_uppercase);
        return (capitals && place.split_whitespace().count() <= 4 && place.chars().count() > 2)
            .then_some(place);
    }
    let rest = span::cut(paragraph, at + dash.len()..paragraph.len());
    let words: Vec<&str> = place.split_whitespace().collect();
    let first = words.first()?;
    let upper = |word: &str| word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase);
    let domain = words.iter().any(|word| {
        word.trim_matches(['(', ')', ','])
            .char_indices()
            .any(|(at, c)| c == '.' && at > 1 && at + 1 < word.len())
    });
    let agency = place.ends_with(')');
    let begins = rest.chars().next().is_some_and(|c| !c.is_lowercase());
    let names_place = upper(first.trim_end_matches(',')) && first.chars().count() > 2
        || domain
        || agency
        || words.len() == 1
        || (words.len() <= 3 && words.iter().all(|word| is_uncased(word.trim_end_matches(['،', ',']))))
        || (words.len() <= 4
            && place.contains(',')
            && words.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase)));
    let sentence = place.contains(['?', '!', ':', '"', '“', '”', ';']);
    (words.len() <= 6 && names_place && begins && !sentence).then_some(place)
}
