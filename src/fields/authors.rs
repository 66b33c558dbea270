//! Who wrote an article of plain text: names out of the lines around its headline.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::Landmarks;
use crate::boilerplate::{Kind, Label, introduces_author};
use crate::language::primary;
use crate::limits::{HEAD_LINES, MAX_AUTHORS, SHORT_LINE_BYTES, SIGNATURE_LINES};
use crate::names::{
    can_be_name, ends_a_name, is_name, is_nobody, is_particle, is_uncased, joins, names_an_editor,
    says_a_role,
};
use crate::{dates, duration, pace, span};

/// The names from the lines to be believed most: those that introduce an author in the head
/// of the article, names beside its date or by themselves near the headline, and what
/// introduces an author right below the article. Menus have lines like `By Role`, and the
/// bylines of other articles stand in lists: they are far from the headline.
pub(super) fn authors<S: AsRef<str>>(
    texts: &[S],
    labels: &[Label],
    landmarks: &Landmarks,
    language: Option<&str>,
) -> Vec<String> {
    if landmarks.first == labels.len() {
        return Vec::new();
    }
    let places = Places::of(landmarks, labels.len());
    let page = Page { texts, labels, language, read: places.lines() };
    let introduced =
        |range: &Range<usize>| page.names(range, usize::MAX, is_signature, |_, line| line.introduced);
    let below_title = |at: usize| at > places.title;
    // `เผยแพร่` ("published") stands above a date.
    let dates = |at: usize| {
        page.labels.get(at).is_some_and(|label| label.kind == Kind::Date && label.reason.is_phrase())
    };
    let beside_date = |at: usize, line: &Line| match line.is_dated {
        true => line.is_names || below_title(at),
        false => line.is_names && (line.is_cased() || !dates(at)),
    };
    let beside = |at: usize| page.labels.get(at).is_some_and(is_signature);
    let alone = |at: usize, line: &Line| {
        let known = || beside(at + 1) || beside(at - 1);
        line.is_names && below_title(at) && line.is_cased() && (line.has_role || known())
    };
    let told = |line: &Line| page.tells_of(line);
    let signs = |at: usize| page.signs(at, &places);
    let near = |of: &dyn Fn(&Label) -> bool, meant: &dyn Fn(usize, &Line) -> bool| {
        page.names(&places.near, 1, of, meant)
    };
    let sources: [&dyn Fn() -> Vec<String>; 6] = [
        &|| introduced(&places.head),
        &|| near(&is_signature, &|at, line| beside_date(at, line) && signs(at)),
        &|| near(&is_signature, &|at, line| beside_date(at, line) && !told(line)),
        &|| near(&is_unmarked, &|at, line| alone(at, line) && signs(at)),
        &|| near(&is_unmarked, &|at, line| alone(at, line) && !told(line)),
        &|| introduced(&places.below),
    ];
    sources.iter().map(|source| source()).find(|found| !found.is_empty()).unwrap_or_default()
}

/// Whether a line introduces authors and names them: `27 June 2024 by Rani Putri`.
pub(super) fn are_introduced(line: &str, language: Option<&str>) -> bool {
    let line = Line::read(line, language);
    line.introduced && !line.names.is_empty()
}

/// Whether a line is of a sort that names authors.
fn is_signature(label: &Label) -> bool {
    matches!(label.kind, Kind::Byline | Kind::Date | Kind::ReadingTime)
}

/// Whether nothing tells of what sort a line is.
fn is_unmarked(label: &Label) -> bool {
    matches!(label.kind, Kind::Navigation | Kind::Other) && !label.reason.is_phrase()
}

/// Where authors are named.
struct Places {
    /// The headline, or the first line of the article.
    title: usize,
    /// From above the headline into the beginning of the article.
    head: Range<usize>,
    /// Two lines above the headline, and a few below it or all up to the article.
    near: Range<usize>,
    /// Right below the article.
    below: Range<usize>,
}

impl Places {
    fn of(landmarks: &Landmarks, lines: usize) -> Places {
        let Landmarks { title, first, last, .. } = *landmarks;
        let above = |at: usize| at.saturating_sub(HEAD_LINES);
        let behind = |at: usize| (at + 1 + SIGNATURE_LINES).min(lines);
        Places {
            title,
            head: above(first.min(title))..behind(first.max(title)),
            near: above(title)..behind(title).max(first.min(title + LONG_HEAD_LINES)),
            below: last + 1..behind(last),
        }
    }

    fn lines(&self) -> BTreeMap<usize, OnceCell<Line>> {
        let all = [&self.head, &self.near, &self.below];
        all.into_iter().flat_map(Range::clone).map(|at| (at, OnceCell::new())).collect()
    }
}

struct Page<'a, S> {
    texts: &'a [S],
    labels: &'a [Label],
    language: Option<&'a str>,
    /// Lines of its places, once they are read: several sources ask of the same ones.
    read: BTreeMap<usize, OnceCell<Line>>,
}

impl<S: AsRef<str>> Page<'_, S> {
    fn text(&self, at: usize) -> &str {
        self.texts.get(at).map_or("", AsRef::as_ref)
    }

    /// The names on `most` lines of `range`, each once: of those that go, are `of` a sort,
    /// and `meant` by what they tell.
    fn names(
        &self,
        range: &Range<usize>,
        most: usize,
        of: impl Fn(&Label) -> bool,
        meant: impl Fn(usize, &Line) -> bool,
    ) -> Vec<String> {
        let read = |at: usize| {
            pace::advance(1);
            let (text, label) = (self.text(at), self.labels.get(at).filter(|label| of(label))?);
            // A paragraph that begins with "by" is no list of names.
            let short = text.len() <= SHORT_LINE_BYTES && (!label.kept || label.kind == Kind::Byline);
            let cell = self.read.get(&at).filter(|_| short)?;
            let line = cell.get_or_init(|| Line::read(text, self.language));
            (!line.names.is_empty() && meant(at, line)).then_some(&line.names)
        };
        let mut names: Vec<String> = Vec::new();
        for name in range.clone().filter_map(read).take(most).flatten() {
            if names.len() < MAX_AUTHORS && !names.contains(name) {
                names.push(name.clone());
            }
        }
        names
    }

    /// Whether the article has all words of the names on a line in small letters: `Vibe Coding` and
    /// `Mobile Games` are sections.
    fn tells_of(&self, line: &Line) -> bool {
        let lines = || self.texts.iter().zip(self.labels).filter(|(_, label)| label.is_paragraph());
        let is_told = |word: &str| {
            let small = word.to_lowercase();
            small != word
                && lines().any(|(text, _)| {
                    pace::advance(text.as_ref().len());
                    has_word(text.as_ref(), &small)
                })
        };
        line.names.iter().all(|name| name.split(' ').filter(|word| !is_particle(word)).all(is_told))
    }

    /// Whether what stands on a line begins another one below the article, as a name does
    /// above the box about its author.
    fn signs(&self, at: usize, places: &Places) -> bool {
        let name = self.text(at).trim();
        let mut below = places.below.start..places.below.start + BOX_LINES;
        below.any(|below| self.text(below).starts_with(name))
    }
}

/// What a line tells of authors.
#[derive(Default)]
struct Line {
    names: Vec<String>,
    /// Whether a word says that names follow: `By Rani Putri`.
    introduced: bool,
    /// Whether somebody's role stands on it.
    has_role: bool,
    /// Whether there is nothing on it but names, roles and dates.
    is_names: bool,
    is_dated: bool,
}

impl Line {
    /// Whether capitals tell that its names are some.
    fn is_cased(&self) -> bool {
        self.names.iter().all(|name| !name.split(' ').any(is_uncased))
    }

    fn read(text: &str, language: Option<&str>) -> Line {
        let mut line = Line { is_names: true, ..Line::default() };
        if names_an_editor(text) {
            return line;
        }
        let text = duration::claim(text).map_or(text, |claim| claim.beside());
        let code = language.map(primary);
        let mut from = 0;
        let dates: Vec<_> = dates::written(text, language).into_iter().map(|written| written.range).collect();
        line.is_dated = !dates.is_empty();
        for date in dates {
            line.read_parts(span::cut(text, from..date.start), code.as_deref());
            from = date.end;
        }
        line.read_parts(span::cut(text, from..text.len()), code.as_deref());
        line
    }

    /// Reads the first part that has names.
    fn read_parts(&mut self, parts: &str, language: Option<&str>) {
        for part in parts.split(SEPARATORS) {
            if self.names.is_empty() {
                self.read_part(part, language);
            }
        }
    }

    fn read_part(&mut self, part: &str, language: Option<&str>) {
        // `记者：简若溪` sets no space behind its colon.
        let words = part.split_inclusive(['：', ':']).flat_map(str::split_whitespace);
        let mut words: Vec<&str> = words.flat_map(unglued).collect();
        // The last one, but not the second of `Von Jana Weber und Karl von Ahn`.
        let first = words.iter().position(|word| is_introducer(word));
        let last = words.iter().rposition(|word| is_introducer(word) && !is_particle(word));
        // `Rani Putri, Managing Editor`
        let role = |at: &usize| at + 1 == words.len() && words.get(*at).is_some_and(|word| says_a_role(word));
        if let Some(at) = last.or(first).filter(|at| !role(at)) {
            let in_front = at + 1 < words.len();
            // `정하늘 기자`
            let behind = at == 1 && words.get(at).is_some_and(|word| is_uncased(word));
            self.introduced |= in_front || (behind && words.len() == 2);
            if in_front {
                words.drain(..=at);
            } else {
                words.truncate(at);
            }
        }
        let mut name: Vec<&str> = Vec::new();
        // Whether a word may stand by itself, and whether the name has ended.
        let (mut alone, mut ended) = (self.introduced, false);
        for (at, word) in words.into_iter().enumerate() {
            let bare = word.trim_end_matches(COMMAS);
            if at > 0 && joins(bare, language) {
                self.add(&mut name, alone);
                (alone, ended) = (self.introduced, false);
                continue;
            }
            let ends = !bare.is_empty() && (!can_be_name(bare) || ends_a_name(bare));
            if ends {
                self.has_role |= says_a_role(bare);
                self.is_names &= says_a_role(bare);
                ended = true;
            }
            if !ended && !bare.is_empty() {
                name.push(bare);
            }
            if !ended && word.ends_with([':', '：']) {
                // `Giriş Tarihi: 27 Haziran 2024`, `Author: Rani Putri`
                name.clear();
                (alone, ended) = (self.introduced, false);
            } else if bare.len() < word.len() {
                self.add(&mut name, alone);
                // Behind a comma are places, papers and degrees: `Rani Putri, Jakarta`.
                (alone, ended) = (false, false);
            }
        }
        self.add(&mut name, alone);
    }

    /// Adds a name, if it is one.
    fn add(&mut self, name: &mut Vec<&str>, alone: bool) {
        // `Rani Putri Rani Putri`, the picture's name and the line's
        let (first, second) = name.split_at(name.len() / 2);
        if first == second {
            name.truncate(first.len());
        }
        // `By Rani Putri Staff Writer`
        if alone && name.iter().position(|word| says_a_role(word)) == Some(2) {
            self.has_role = true;
            name.truncate(2);
        }
        let fits = (alone || name.len() > 1 || name.iter().any(|word| is_uncased(word))) && is_name(name);
        let joined = name.join(" ");
        if says_a_role(&joined) {
            self.has_role = true;
        } else if fits && !is_nobody(&joined) {
            self.names.push(joined);
        } else if !name.is_empty() && !is_nobody(&joined) {
            self.is_names = false;
        }
        name.clear();
    }
}

/// Whether `word` stands in `text` by itself.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let (before, behind) = (span::cut(text, 0..at), span::cut(text, at + word.len()..text.len()));
        !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric)
    })
}

/// A head of more lines than that is none: the first paragraph was taken for something else.
const LONG_HEAD_LINES: usize = 12;

/// The box about an author stands within so many lines below the article.
const BOX_LINES: usize = 24;

const SEPARATORS: [char; 10] = ['|', '·', '•', '–', '—', '/', '／', '\t', '⋅', '∙'];

const COMMAS: [char; 6] = [',', ';', '、', '،', ':', '：'];

fn is_introducer(word: &str) -> bool {
    introduces_author(word.trim_end_matches([':', '：']).to_lowercase().as_str())
}

/// A word, or the two that a page left no space between: `ByRani`, and with a comma `PutriStaff`.
fn unglued(word: &str) -> impl Iterator<Item = &str> {
    let places = word.char_indices().zip(word.chars().skip(1));
    let mut capitals = places.filter(|((_, c), next)| c.is_lowercase() && next.is_uppercase());
    let place = capitals.find_map(|((at, c), _)| {
        let (front, back) = word.split_at_checked(at + c.len_utf8())?;
        let bare = back.trim_end_matches(COMMAS);
        (is_introducer(front) || says_a_role(bare) || ends_a_name(bare)).then_some(front.len())
    });
    let (front, back) = word.split_at_checked(place.unwrap_or(word.len())).unwrap_or((word, ""));
    let comma = if back.is_empty() || is_introducer(front) { "" } else { "," };
    [front, comma, back].into_iter().filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{Line, authors};
    use crate::boilerplate::Kind;
    use crate::fields::Landmarks;
    use crate::fields::tests::page;

    #[test]
    fn authors_are_named_by_the_headline() {
        use Kind::{Body, Byline, Date, Navigation, Title};
        const TITLE: (Kind, &str) = (Title, "The Bridge Is Open Again");
        const BODY: (Kind, &str) = (Body, "Nobody thought of vibe coding as the bridge opened.");
        const ITEM: (Kind, &str) = (Navigation, "Sport");
        let (day, name) = ((Date, "27 June 2024"), (Navigation, "Rani Putri"));
        let (section, box_of) =
            ((Date, "27 June 2024 | Vibe Coding"), (Navigation, "Rani Putri is a writer."));
        for (lines, expected) in [
            (&[TITLE, (Byline, "By Rani Putri"), BODY][..], "Rani Putri"),
            (&[(Byline, "By Role"), ITEM, ITEM, ITEM, TITLE, BODY], ""),
            (&[TITLE, (Date, "27 June 2024 | Rani Putri"), BODY], "Rani Putri"),
            (&[TITLE, section, BODY], ""),
            (&[TITLE, section, day, name, BODY], "Rani Putri"),
            (&[TITLE, name, BODY], ""),
            (&[TITLE, name, day, BODY], "Rani Putri"),
            (&[TITLE, (Navigation, "Vibe Coding"), day, BODY], ""),
            // However long the head of the page is.
            (&[TITLE, ITEM, ITEM, ITEM, ITEM, ITEM, ITEM, ITEM, (Byline, "Rani Putri"), BODY], "Rani Putri"),
            (&[TITLE, BODY, ITEM, (Byline, "By Rani Putri"), ITEM], "Rani Putri"),
            (&[TITLE, (Navigation, "Bayu Laut"), day, name, BODY, ITEM, box_of], "Rani Putri"),
        ] {
            let (texts, labels) = page(lines);
            let found = authors(&texts, &labels, &Landmarks::of(&labels), Some("en"));
            assert_eq!(found.join(", "), expected, "{lines:?}");
        }
    }

    #[test]
    fn a_byline_gives_names_and_no_roles() {
        for (line, language, expected) in [
            ("By Rani Putri, Co-Founder & COO", Some("en"), &["Rani Putri"][..]),
            ("By Rani Putri, Staff Writer, and Bayu Laut", Some("en"), &["Rani Putri", "Bayu Laut"]),
            ("By Rani A Putri", Some("en"), &["Rani A Putri"]),
            ("Von Jana Weber und Karl von Ahn", Some("de"), &["Jana Weber", "Karl von Ahn"]),
            ("Rani Putri | Marketing Director", Some("en"), &["Rani Putri"]),
            ("By Dan Holt dan Rani Putri", Some("id"), &["Dan Holt", "Rani Putri"]),
            ("Edited by Mary Holt", Some("en"), &[]),
            ("By Rani Putri June 27, 2024", Some("en"), &["Rani Putri"]),
            ("By Rani Putri Jun. 27, 2024 7:47 am EST", Some("en"), &["Rani Putri"]),
            ("27 June 2024 By Rani Putri 4 Comments", Some("en"), &["Rani Putri"]),
            ("By Rani PutriPublished: 27 June 2024", Some("en"), &["Rani Putri"]),
            ("ByRani Putri", Some("en"), &["Rani Putri"]),
            ("By Rani PutriStaff Writer", Some("en"), &["Rani Putri"]),
            ("Von Jana Weber, Hamburg", Some("de"), &["Jana Weber"]),
            ("Rani Putri Published 10:19am 27 June 2024", Some("en"), &["Rani Putri"]),
            ("Written by: Rani Putri Rani Putri", Some("en"), &["Rani Putri"]),
            ("Author: Rani Putri", Some("en"), &["Rani Putri"]),
            ("By Rani Putri Staff Writer", Some("en"), &["Rani Putri"]),
            ("Rani Putri, Managing Editor", Some("en"), &["Rani Putri"]),
            ("Last Update: 27 June 2024", Some("en"), &[]),
            ("By Rani and Bayu", Some("en"), &["Rani", "Bayu"]),
            ("By the way, we are open", Some("en"), &[]),
            ("정하늘 기자", Some("ko"), &["정하늘"]),
            ("기자 구독", Some("ko"), &[]),
        ] {
            assert_eq!(Line::read(line, language).names, expected, "{line}");
        }
    }
}
