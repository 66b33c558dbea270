//! When an article of plain text was published: the date by its headline.

use super::{Landmarks, authors};
use crate::boilerplate::{Kind, Label};
use crate::dates::{self, Date, Written};
use crate::limits::{SHORT_LINE_BYTES, SIGNATURE_LINES};
use crate::{pace, span};

/// How far a date is from being the one of publication: what is less is believed more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Doubt {
    /// Far above the headline pages print the day on which they are read.
    far: bool,
    /// A date of change.
    updated: bool,
    place: Place,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// Beside the author.
    Byline,
    /// By itself, below the headline.
    Below,
    /// By itself, above the headline, where another article may end.
    Above,
    /// Among other words: `[ June 27, 2024 ] Another Headline`, `The radio told of it on 27 June 2024.`
    AmongWords,
}

/// The date of the page's head, of its lines that state a date, the author or a
/// reading time, and of the dateline; never one that the article tells of.
pub(super) fn date<S: AsRef<str>>(
    texts: &[S],
    labels: &[Label],
    landmarks: &Landmarks,
    dateline: Option<&str>,
    language: Option<&str>,
) -> Option<Date> {
    let head = landmarks.last.min(landmarks.first + SIGNATURE_LINES) + 1;
    let mut best: Option<(Doubt, Date)> = None;
    for (at, (text, label)) in texts.iter().zip(labels).enumerate().take(head) {
        let near = at + SIGNATURE_LINES >= landmarks.title;
        let text = text.as_ref();
        let line = match label.kind {
            Kind::Date | Kind::Byline | Kind::ReadingTime => text,
            Kind::Body if Some(at) == landmarks.first_body => dateline.unwrap_or_default(),
            _ if near && !label.kept => text,
            _ => continue,
        };
        if line.len() > SHORT_LINE_BYTES {
            continue;
        }
        pace::advance(1);
        let dates = dates::written(line, language);
        let alone = is_alone(line, &dates);
        let told = matches!(label.kind, Kind::Date | Kind::Byline | Kind::ReadingTime | Kind::Body);
        if !told && !alone {
            continue;
        }
        for written in dates {
            let place = match label.kind {
                Kind::Byline => Place::Byline,
                _ if !alone => Place::AmongWords,
                _ if authors::are_introduced(line, language) => Place::Byline,
                _ if at < landmarks.title => Place::Above,
                _ => Place::Below,
            };
            let doubt = Doubt { far: !near, updated: written.updated, place };
            if best.is_none_or(|(least, _)| doubt < least) {
                best = Some((doubt, written.date));
            }
        }
    }
    best.map(|(_, date)| date).or_else(|| below(texts, labels, landmarks, language))
}

/// The only date right below the article, if it is the first there or a word stands beside it
/// (`Posted by Rani on 27 June 2024`): a headline of another article has its own below it.
fn below<S: AsRef<str>>(
    texts: &[S],
    labels: &[Label],
    landmarks: &Landmarks,
    language: Option<&str>,
) -> Option<Date> {
    let told = |label: &Label| matches!(label.kind, Kind::Date | Kind::Byline);
    let mut found = None;
    let mut follows = true;
    for (text, label) in texts.iter().zip(labels).skip(landmarks.last + 1).take(SIGNATURE_LINES) {
        let line = Some(text.as_ref()).filter(|text| told(label) && text.len() <= SHORT_LINE_BYTES);
        let dates = line.map_or_else(Vec::new, |line| dates::written(line, language));
        if let (Some(line), Some(written)) = (line, dates.first()) {
            let mine = is_alone(line, &dates) && (follows || has_word_beside(line, &dates));
            if !mine || found.is_some_and(|found| found != written.date) {
                return None;
            }
            found = Some(written.date);
        }
        // The author's name goes before the date.
        follows = label.kind == Kind::Byline;
    }
    found
}

/// Whether a word stands in front of the dates of a line, or behind them.
fn has_word_beside(line: &str, dates: &[Written]) -> bool {
    let first = dates.first().map_or(0, |written| written.range.start);
    let last = dates.last().map_or(line.len(), |written| written.range.end);
    let word = |range| span::cut(line, range).contains(char::is_alphabetic);
    word(0..first) || word(last..line.len())
}

/// Whether a line has little beside its dates.
fn is_alone(line: &str, dates: &[Written]) -> bool {
    let dated: usize = dates.iter().map(|written| written.range.len()).sum();
    !dates.is_empty() && line.len() <= dated + WORDS_BESIDE_BYTES
}

/// A date has words for weekday, time and "published" beside it, all in all of so many bytes.
const WORDS_BESIDE_BYTES: usize = 40;

#[cfg(test)]
mod tests {
    use super::date;
    use crate::boilerplate::Kind;
    use crate::fields::Landmarks;
    use crate::fields::tests::page;

    /// The date of a page whose lines are of these kinds, as English writes it.
    fn of(lines: &[(Kind, &str)]) -> Option<String> {
        let (texts, labels) = page(lines);
        date(&texts, &labels, &Landmarks::of(&labels), None, Some("en")).map(|date| date.to_string())
    }

    const TITLE: (Kind, &str) = (Kind::Title, "The Bridge Is Open Again");
    const BODY: (Kind, &str) = (Kind::Body, "The bridge opened in the morning of 1 May 2019.");
    const ITEM: (Kind, &str) = (Kind::Navigation, "Sport");

    #[test]
    fn the_date_is_the_one_by_the_headline() {
        use Kind::{Byline, Date, Navigation};
        let today = (Date, "Friday, 28 June 2024");
        let day = (Date, "27 June 2024");
        for (lines, expected) in [
            // The day on which the page was read, far above and right above.
            (&[today, ITEM, ITEM, ITEM, ITEM, ITEM, TITLE, day, BODY][..], Some("2024-06-27")),
            (&[today, TITLE, day, BODY], Some("2024-06-27")),
            (&[TITLE, today, (Byline, "By Rani Putri | 27 June 2024"), BODY], Some("2024-06-27")),
            (&[TITLE, today, (Date, "27 June 2024 by Rani Putri"), BODY], Some("2024-06-27")),
            (
                &[
                    (Date, "[ June 28, 2024 ] Ten Hotels by the Sea, and What They Ask for a Night"),
                    TITLE,
                    day,
                    BODY,
                ],
                Some("2024-06-27"),
            ),
            (&[TITLE, (Date, "Updated 28 June 2024"), day, BODY], Some("2024-06-27")),
            (&[TITLE, (Date, "Updated 28 June 2024"), BODY], Some("2024-06-28")),
            // A menu's line that looks like prose ends no head.
            (&[BODY, ITEM, ITEM, ITEM, ITEM, ITEM, ITEM, TITLE, day, BODY], Some("2024-06-27")),
            (
                &[TITLE, (Navigation, "on 27 June 2024 at 12:06, updated 28 June 2024"), BODY],
                Some("2024-06-27"),
            ),
            (&[TITLE, (Navigation, "How a town has waited for its bridge since 27 June 2024"), BODY], None),
            // Below the article: its own, or those of others.
            (&[TITLE, BODY, day, ITEM], Some("2024-06-27")),
            (&[TITLE, BODY, (Byline, "Rani Putri"), day, ITEM], Some("2024-06-27")),
            (&[TITLE, BODY, ITEM, (Date, "Posted 27 June 2024"), ITEM], Some("2024-06-27")),
            (&[TITLE, BODY, ITEM, day, ITEM], None),
            (&[TITLE, BODY, day, ITEM, today, ITEM], None),
            (&[TITLE, BODY, ITEM, ITEM, ITEM, ITEM, ITEM, day], None),
            (&[TITLE, BODY], None),
        ] {
            assert_eq!(of(lines).as_deref(), expected, "{lines:?}");
        }
    }
}
