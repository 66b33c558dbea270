//! Labelled blocks to the fields of an article: authors, date, dateline, and what
//! the page itself claims.

mod authors;
mod date;

use crate::boilerplate::{Kind, Label};
use crate::dates::Date;
use crate::duration;
use crate::limits::DATELINE_BYTES;
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
    let landmarks = Landmarks::of(labels);
    for (at, (text, label)) in texts.iter().zip(labels).enumerate() {
        // Most lines of an article, and all of a list.
        let first_body = Some(at) == landmarks.first_body;
        if label.kept && !first_body && label.kind != Kind::Title {
            continue;
        }
        let text = text.as_ref();
        // A claim behind the article is that of another one's teaser.
        let asked = at < landmarks.last && fields.site_minutes.is_none() && !label.kept;
        let claim = if asked { duration::claim(text) } else { None };
        pace::advance(1);
        match label.kind {
            Kind::Title => fields.title = Some(text.to_owned()),
            Kind::Body if first_body => fields.dateline = dateline(text).map(str::to_owned),
            _ => {}
        }
        let claimed = claim.map(|claim| claim.minutes).filter(|minutes| *minutes > 0);
        fields.site_minutes = fields.site_minutes.or(claimed);
    }
    fields.authors = authors::authors(texts, labels, &landmarks, language);
    fields.date = date::date(texts, labels, &landmarks, fields.dateline.as_deref(), language);
    fields
}

/// Lines of a page that tell where the others stand.
struct Landmarks {
    /// The headline, or the first line of the article.
    title: usize,
    /// The first line of prose below the headline, or of all; behind all lines where
    /// there is no article.
    first: usize,
    /// The last one, likewise.
    last: usize,
    /// The first paragraph below the headline, or of all.
    first_body: Option<usize>,
}

impl Landmarks {
    fn of(labels: &[Label]) -> Landmarks {
        let prose =
            |label: &Label| label.kept && matches!(label.kind, Kind::Body | Kind::Quote | Kind::ListItem);
        let end = labels.len();
        let any = labels.iter().position(prose).unwrap_or(end);
        let headline = labels.iter().position(|label| label.kind == Kind::Title);
        let title = headline.unwrap_or(any);
        // A line of a menu that looks like prose is no beginning of the article.
        let below = |of: &dyn Fn(&Label) -> bool| {
            let ahead = labels.iter().skip(title).position(of);
            ahead.map(|ahead| title + ahead).or_else(|| labels.iter().position(of))
        };
        Landmarks {
            title,
            first: below(&prose).unwrap_or(end),
            last: labels.iter().rposition(prose).unwrap_or(end),
            first_body: below(&|label| label.kept && label.kind == Kind::Body),
        }
    }
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

#[cfg(test)]
mod tests {
    use crate::boilerplate::{Kind, Label, Rule};

    /// The texts and labels of lines of these kinds.
    pub fn page<'a>(lines: &[(Kind, &'a str)]) -> (Vec<&'a str>, Vec<Label>) {
        let label = |kind: Kind| match kind {
            Kind::Title | Kind::Body => Label::kept(kind, Rule::Article),
            _ => Label::dropped(kind, Rule::OnlyDate),
        };
        lines.iter().map(|(kind, text)| (*text, label(*kind))).unzip()
    }
}
