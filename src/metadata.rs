//! What a page states about itself to what is said about the article: of many
//! statements the one to believe, cleaned.
//!
//! The order of sources is measured, on news pages of 25 languages and on pages
//! of all kinds (docs/DESIGN.md has the figures).

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::address;
use crate::blocks::{self, Author, Name, Statements, Tag, Time, Tree};
use crate::boilerplate::introduces_author;
use crate::dates::{self, Date};
use crate::hash::Spelling;
use crate::language::primary;
use crate::limits::{JSON_LD_BYTES, MAX_AUTHORS, TITLE_BYTES};
use crate::names::is_name;
use crate::repair::{self, Spacing};
use crate::script::Script;
use crate::word_class::{is_alphanumeric, is_letter};
use crate::{pace, span, tsv};

/// What a page says of its article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub date: Option<Date>,
    pub site_name: Option<String>,
    pub description: Option<String>,
    /// Some of what the page states was longer than what is read of it.
    pub capped: bool,
}

/// Chooses among the statements of a page. Lines of `page` that look like bylines
/// or dates count only where nothing better does; `language` says how dates and
/// names are written.
pub(crate) fn metadata(
    statements: &Statements,
    page: &Tree<'_>,
    url: Option<&str>,
    language: Option<&str>,
) -> Metadata {
    pace::stage("metadata");
    let site = Site::of(statements, url);
    let spacing = Spacing::of(language);
    let titles = titles(statements);
    let description = statements
        .meta(&["og:description", "description", "twitter:description", "dc.description"])
        .or(statements.json_ld.description.as_deref());
    let cut =
        titles.iter().filter_map(|(_, title)| *title).chain(description).any(|text| text.len() > TITLE_BYTES);
    Metadata {
        title: title(titles, &statements.headings, &site, spacing),
        authors: authors(statements, page, &site, language),
        date: date(statements, page, url, language),
        description: description.map(|text| clean(text, spacing)),
        site_name: site.name,
        capped: cut || leaves_out_json_ld(page),
    }
}

/// Whether a page has more JSON-LD than is read. Few pages are as large.
fn leaves_out_json_ld(page: &Tree<'_>) -> bool {
    if page.source.len() <= JSON_LD_BYTES {
        return false;
    }
    let mut left = JSON_LD_BYTES;
    for (at, node) in (0..).zip(&page.nodes) {
        pace::advance(1);
        let kind = page.raw_attribute(at, Name::Type).filter(|_| node.tag == Tag::Script);
        if kind.is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json")) {
            let script = page.range(at + 1).len();
            if script > left {
                return true;
            }
            left -= script;
        }
    }
    false
}

/// The language that the page says it is in, as a BCP 47 tag.
pub(crate) fn language(statements: &Statements) -> Option<String> {
    let names =
        ["og:locale", "content-language", "language", "dc.language", "dcterms.language", "inlanguage"];
    let stated = [statements.language.as_deref(), statements.json_ld.language.as_deref()];
    let tags =
        stated.into_iter().chain(names.into_iter().map(|name| statements.metas(name).next())).flatten();
    tags.filter_map(well_formed).next()
}

/// `de_DE` and `en-us` as `de-DE` and `en-US`; `None` for `German`.
fn well_formed(tag: &str) -> Option<String> {
    let tag = tag.split([',', ';', ' ']).next()?;
    let mut parts = tag.split(['-', '_']);
    let language = parts.next().filter(|part| (2..=3).contains(&part.len()))?;
    let region = parts.find(|part| part.len() == 2);
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let known = letters(language) && !matches!(language.to_ascii_lowercase().as_str(), "xx" | "und");
    known.then(|| match region.filter(|region| letters(region)) {
        Some(region) => format!("{}-{}", language.to_ascii_lowercase(), region.to_ascii_uppercase()),
        None => language.to_ascii_lowercase(),
    })
}

/// What the site is called, and by what names it may stand in titles.
struct Site {
    name: Option<String>,
    /// Letters and digits of its names, in lower case.
    keys: Vec<String>,
}

impl Site {
    fn of(statements: &Statements, url: Option<&str>) -> Site {
        let host = url.and_then(address::host);
        let host = host.as_deref().map(|host| host.strip_prefix("www.").unwrap_or(host));
        let named = [
            statements.meta(&["og:site_name"]),
            statements.json_ld.publisher.as_deref(),
            statements.meta(&["application-name"]),
            statements.meta(&["apple-mobile-web-app-title"]),
            statements.meta(&["dc.publisher", "publisher"]),
        ];
        let named: Vec<String> = named
            .into_iter()
            .flatten()
            .filter(|name| !name.contains("://"))
            .map(|name| clean(name, Spacing::Tight))
            .collect();
        let labels = host.map(|host| host.split('.').collect::<Vec<_>>()).unwrap_or_default();
        let front = labels.get(..labels.len().saturating_sub(1)).unwrap_or_default();
        let of_host = host.into_iter().chain(front.iter().copied());
        let keys = named.iter().map(String::as_str).chain(of_host).map(key);
        let keys = keys.filter(|key| key.chars().count() > 2).collect();
        Site { name: named.into_iter().next().or_else(|| host.map(str::to_owned)), keys }
    }

    /// Whether a part of a title is the name of the site: the whole of it, or
    /// one of the two holds the other.
    fn is_named(&self, part: &str) -> bool {
        let part_key = key(part);
        let few = part.split_whitespace().count() <= 4;
        let holds = |long: &str, short: &str| short.chars().count() >= 5 && long.contains(short);
        self.keys
            .iter()
            .any(|site| *site == part_key || few && (holds(&part_key, site) || holds(site, &part_key)))
    }
}

/// Letters and digits, in lower case.
fn key(text: &str) -> String {
    text.chars().filter(|c| is_alphanumeric(*c)).flat_map(char::to_lowercase).collect()
}

/// `text` without entities, tags and what else does not belong into a line.
fn clean(text: &str, spacing: Spacing) -> String {
    let text = span::head(text, TITLE_BYTES);
    let once = repair::text(text, spacing);
    let mut out = String::with_capacity(once.len());
    let mut rest = once.as_ref();
    // `&lt;i&gt;` in an attribute is `<i>` now.
    while let Some(at) = rest.find('<') {
        let tag = span::cut(rest, at..rest.len());
        let end = tag.find('>').filter(|end| {
            *end < 100
                && tag.get(1..2).is_some_and(|c| c == "/" || c.bytes().all(|c| c.is_ascii_alphabetic()))
        });
        let kept = end.map_or(at + 1, |_| at);
        out.push_str(span::cut(rest, 0..kept));
        rest = span::cut(rest, end.map_or(kept, |end| at + end + 1)..rest.len());
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The titles that a page states besides its headings, and how much each is believed.
fn titles(statements: &Statements) -> [(u32, Option<&str>); 5] {
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
fn title(
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

impl Site {
    /// A title without the name of the site: `Judul | Kabar Pagi`.
    fn stripped(&self, title: &str) -> String {
        let mut title = title;
        loop {
            let parts = parts(title);
            let named = |range: &std::ops::Range<usize>| self.is_named(span::cut(title, range.clone()));
            let kept = match parts.as_slice() {
                [_] | [] => break,
                // What follows the site is about the site.
                [first, rest @ ..] if rest.iter().any(named) => {
                    let at = rest.iter().position(named).unwrap_or(0);
                    let last = at.checked_sub(1).and_then(|at| rest.get(at)).unwrap_or(first);
                    first.start..last.end
                }
                [first, second, ..] if named(first) => second.start..title.len(),
                _ => break,
            };
            title = span::cut(title, kept).trim();
        }
        // `Judul | Ekonomi`: a section.
        if let Some((front, section)) = title.rsplit_once(['|', '｜', '│']) {
            let words = |text: &str| text.split_whitespace().count();
            if words(section) <= 2 && words(front) >= 4 {
                title = front.trim();
            }
        }
        title.to_owned()
    }
}

/// The parts of a title between separators.
fn parts(title: &str) -> Vec<std::ops::Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    let mut characters = title.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let spaced =
            before.is_whitespace() && characters.peek().is_some_and(|(_, next)| next.is_whitespace());
        let separates = matches!(c, '|' | '｜' | '│')
            || spaced && matches!(c, '-' | '–' | '—' | '·' | '•' | '»' | '«' | '/' | ':');
        if separates && at > start {
            parts.push(span::trim(title, start..at));
            start = at + c.len_utf8();
        }
        before = c;
    }
    parts.push(span::trim(title, start..title.len()));
    parts.retain(|part| !part.is_empty());
    parts
}

/// Words of `data/authors.tsv`.
struct Table {
    roles: HashSet<&'static str>,
    nobody: HashSet<&'static str>,
    /// Language and word.
    joins: HashSet<(&'static str, &'static str)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { roles: HashSet::new(), nobody: HashSet::new(), joins: HashSet::new() };
    for [language, what, word, _source] in tsv::rows(include_str!("data/authors.tsv")) {
        match what {
            "role" => table.roles.insert(word),
            "nobody" => table.nobody.insert(word),
            _ => table.joins.insert((language, word)),
        };
    }
    table
});

/// How much is known of a statement before it is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// It is said to be the author, in whatever form.
    Stated,
    /// It is said to be the author, and must look like a name of somebody.
    Named,
    /// It stands where authors stand.
    Seen,
}

/// Who wrote the page, from the first source that names somebody; a site or an
/// organisation counts where nobody else is named.
fn authors(statements: &Statements, page: &Tree<'_>, site: &Site, language: Option<&str>) -> Vec<String> {
    let language = language.map(primary);
    let read = |names: &mut dyn Iterator<Item = &str>, trust: Trust| {
        let mut found = Vec::new();
        for name in names {
            add_names(name, trust, language.as_deref(), site, &mut found);
        }
        found
    };
    let listed = |authors: &[Author], organisation: bool, trust: Trust| {
        let wanted = authors.iter().filter(|one| one.organisation == organisation);
        read(&mut wanted.map(|one| one.name.as_str()), trust)
    };
    let metas =
        |names: &[&str], trust: Trust| read(&mut names.iter().flat_map(|name| statements.metas(name)), trust);
    let cited = || {
        // `Putri, Rani`
        let names = statements.metas("citation_author").map(|name| match name.split_once(", ") {
            Some((last, first)) if !first.contains(',') => format!("{first} {last}"),
            _ => name.to_owned(),
        });
        let names: Vec<String> = names.collect();
        read(&mut names.iter().map(String::as_str), Trust::Named)
    };
    let marked = || {
        let mut found = listed(&statements.authors, false, Trust::Seen);
        // More are those of teasers or comments.
        if found.len() > MOST_MARKED {
            found.truncate(1);
        }
        found
    };
    let seen = || {
        let lines = blocks::bylines(page);
        let found = lines.iter().map(|line| read(&mut std::iter::once(line.as_str()), Trust::Seen));
        found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
    };
    let stated = &statements.json_ld.authors;
    let sources: [&dyn Fn() -> Vec<String>; 10] = [
        &|| listed(stated, false, Trust::Named),
        &cited,
        &|| metas(&AUTHORS_OF_TOOLS, Trust::Named),
        &|| metas(&AUTHORS, Trust::Named),
        &marked,
        &|| listed(stated, false, Trust::Stated),
        &seen,
        &|| listed(stated, true, Trust::Stated),
        &|| metas(&AUTHORS, Trust::Stated),
        &|| listed(&statements.authors, true, Trust::Stated),
    ];
    sources.iter().map(|source| source()).find(|found| !found.is_empty()).unwrap_or_default()
}

const AUTHORS_OF_TOOLS: [&str; 5] =
    ["parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl"];

const AUTHORS: [&str; 6] =
    ["author", "article:author", "og:author", "article:author_name", "cxenseparse:author", "dc.author"];

/// Of authors marked in the text of a page, so many are its own.
const MOST_MARKED: usize = 3;

/// Adds the names of one statement: `By Rani Putri and Bayu Laut (AP), Staff Writer`.
fn add_names(statement: &str, trust: Trust, language: Option<&str>, site: &Site, found: &mut Vec<String>) {
    let statement = clean(statement, Spacing::Tight);
    if statement.contains("://") || statement.starts_with(['@', '/']) {
        return;
    }
    let statement = statement.replace([',', ';', '，', '、', '；'], ", ");
    for (at, name) in split_names(&statement, trust, language).into_iter().enumerate() {
        let parts: Vec<&str> = name.split(' ').collect();
        // What follows the first name may say what somebody is.
        let shaped = match trust {
            Trust::Stated => true,
            Trust::Named => at == 0 || is_name(&parts),
            Trust::Seen => parts.len() == 1 || is_name(&parts),
        };
        let known = found.iter().any(|other| key(other) == key(&name));
        if shaped && !known && found.len() < MAX_AUTHORS && names_somebody(&name, trust, site) {
            found.push(name);
        }
    }
}

/// The names in a statement, each still to be looked at.
fn split_names(statement: &str, trust: Trust, language: Option<&str>) -> Vec<String> {
    let joins = |word: &str| {
        let word = word.to_lowercase();
        TABLE.joins.contains(&("*", word.as_str()))
            || language.is_some_and(|language| TABLE.joins.contains(&(language, word.as_str())))
    };
    let mut name: Vec<&str> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let end = |name: &mut Vec<&str>, names: &mut Vec<String>| {
        if !name.is_empty() {
            names.push(name.join(" "));
            name.clear();
        }
    };
    let mut depth = 0usize;
    for word in statement.split_whitespace() {
        // `(AP)`, `(Reuters, Jakarta)`
        let (opens, closes) = (word.matches(['(', '[']).count(), word.matches([')', ']']).count());
        let inside = depth > 0 || opens > 0;
        depth = (depth + opens).saturating_sub(closes);
        if inside || word.contains('@') || word.starts_with("www.") {
            continue;
        }
        if !name.is_empty() && joins(word) || matches!(word, "|" | "/" | "·" | "•" | "-" | "–" | "—" | "»")
        {
            end(&mut name, &mut names);
            continue;
        }
        let bare = word.trim_end_matches([',', ';', ':', '，', '、', '|', '：']);
        let colon = word.ends_with([':', '：']);
        let introduces = introduces_author(bare.to_lowercase().as_str());
        // `Von` within a name has no capital; what is no name stands in front of one.
        let capital = bare.starts_with(char::is_uppercase) || matches!(bare, "by" | "oleh");
        let within = trust == Trust::Seen && (capital || !is_name(&name));
        if colon || introduces && (name.is_empty() && (trust == Trust::Seen || bare.len() <= 4) || within) {
            name.clear();
            // `Post, by Rani`: what stands in front is no name.
            if trust == Trust::Seen && names.iter().all(|name| !name.contains(' ')) {
                names.clear();
            }
            continue;
        }
        // `Rani Putri 27 Juni 2024`, `Rani Putri, Juni 27, 2024`
        if trust == Trust::Seen && bare.starts_with(|c: char| c.is_ascii_digit()) {
            if name.len() == 1 && bare.len() <= 2 {
                name.clear();
            }
            if is_name(&name) || !names.is_empty() {
                break;
            }
            name.clear();
        }
        if !bare.is_empty() {
            name.push(bare);
        }
        if bare.len() < word.len() {
            end(&mut name, &mut names);
        }
    }
    end(&mut name, &mut names);
    names
}

/// Whether this can be the name of somebody who writes.
fn names_somebody(name: &str, trust: Trust, site: &Site) -> bool {
    let lower = name.to_lowercase();
    let letters = name.chars().filter(|c| is_letter(*c)).count();
    if letters < 2 || name.split(' ').count() > 6 || TABLE.nobody.contains(lower.as_str()) {
        return false;
    }
    let role = || lower.split([' ', '-']).any(|word| TABLE.roles.contains(word.trim_end_matches('.')));
    let digits = || name.chars().any(|c| c.is_ascii_digit());
    let is_domain = |word: &str| {
        word.rsplit_once('.').is_some_and(|(front, last)| {
            front.len() > 2 && (2..=3).contains(&last.len()) && last.bytes().all(|c| c.is_ascii_lowercase())
        })
    };
    let domain = || name.split(' ').any(is_domain);
    trust == Trust::Stated || !(digits() || role() || domain() || site.keys.contains(&key(name)))
}

/// When the page was published; when it was changed, if it states that only.
fn date(statements: &Statements, page: &Tree<'_>, url: Option<&str>, language: Option<&str>) -> Option<Date> {
    let read =
        |text: &str| machine_date(text).or_else(|| dates::written_date(span::head(text, 200), language));
    let json_ld = &statements.json_ld;
    let first = |names: &[&str]| names.iter().flat_map(|name| statements.metas(name)).find_map(read);
    let of_time = |time: &Time| time.machine.as_deref().and_then(read).or_else(|| read(&time.shown));
    let times = |wanted: &dyn Fn(&Time) -> bool| {
        statements.times.iter().filter(|time| wanted(time)).find_map(of_time)
    };
    None.or_else(|| read(json_ld.published.as_deref()?))
        .or_else(|| first(&PUBLISHED))
        .or_else(|| times(&|time| time.published && !time.modified))
        .or_else(|| read(json_ld.page_published.as_deref()?))
        .or_else(|| times(&|time| time.behind_headline && !time.modified))
        .or_else(|| of_path(url?))
        .or_else(|| {
            let lines = blocks::dated(page);
            let dated = |behind: bool| {
                lines.iter().filter(move |(_, is)| *is == behind).find_map(|(line, _)| read(line))
            };
            dated(true).or_else(|| dated(false))
        })
        .or_else(|| times(&|time| !time.modified))
        .or_else(|| read(json_ld.modified.as_deref()?))
        .or_else(|| first(&MODIFIED))
        .or_else(|| times(&|_| true))
}

const PUBLISHED: [&str; 25] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published_time",
    "pubdate",
    "article.published",
    "cxenseparse:recs:publishtime",
    "date",
    "originalpublicationdate",
];

const MODIFIED: [&str; 6] = [
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
];

/// `20240627`, `20240627T0915`, and seconds or milliseconds since 1970.
fn machine_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = |range: std::ops::Range<usize>| span::cut(text, range).parse::<u32>().ok();
    let behind = text.as_bytes().get(digits);
    match (digits, behind) {
        (8, None | Some(b'T' | b't' | b' ')) | (12 | 14, None) => {
            Date::new(number(0..4)?, number(4..6)?, number(6..8)?)
        }
        (10, None) | (13, None) => Date::from_days_since_1970(number(0..10)? / 86_400),
        _ => None,
    }
}

/// The date in the path of an address: `/2024/06/27/`, `/2024-06-27-judul`,
/// `/20240627/`.
fn of_path(url: &str) -> Option<Date> {
    let path = address::path(url);
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let number = |text: &str, length: std::ops::RangeInclusive<usize>| {
        let digits = length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse::<u32>().ok()).flatten()
    };
    let three = parts.windows(3).find_map(|parts| match parts {
        [year, month, day] => Date::new(number(year, 4..=4)?, number(month, 1..=2)?, number(day, 1..=2)?),
        _ => None,
    });
    three.or_else(|| {
        let whole =
            path.split('/').find(|part| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_digit()))?;
        machine_date(whole)
    })
}

#[cfg(test)]
mod tests {
    use super::{Metadata, Site, Trust, add_names, language, machine_date, metadata, of_path};
    use crate::blocks;

    fn of(page: &str, url: Option<&str>, language: Option<&str>) -> Metadata {
        let page = blocks::html(page);
        metadata(&blocks::statements(&page.tree), &page.tree, url, language)
    }

    #[test]
    fn names_are_read_out_of_statements() {
        let site = Site { name: None, keys: vec!["kabarpagi".to_owned(), "kabarpagiexampleid".to_owned()] };
        let names = |statement: &str, trust, language| {
            let mut found = Vec::new();
            add_names(statement, trust, language, &site, &mut found);
            found
        };
        for (statement, language, expected) in [
            ("Rani Putri", None, &["Rani Putri"][..]),
            ("By Rani Putri and Bayu Laut (AP)", Some("en"), &["Rani Putri", "Bayu Laut"]),
            ("Rani Putri dan Bayu Laut", Some("id"), &["Rani Putri", "Bayu Laut"]),
            ("Dan Holt", Some("id"), &["Dan Holt"]),
            ("Jana Weber und Karl von Ahn", Some("de"), &["Jana Weber", "Karl von Ahn"]),
            ("Rani Putri,Bayu Laut;Siti Air", None, &["Rani Putri", "Bayu Laut", "Siti Air"]),
            ("Mary Holt, Senior Reporter", None, &["Mary Holt"]),
            ("Mary Holt, head of something", None, &["Mary Holt"]),
            ("rani@kabar.example Rani Putri", None, &["Rani Putri"]),
            ("https://kabar.example/rani", None, &[]),
            ("@rani", None, &[]),
            ("admin", None, &[]),
            ("Kabar Pagi", None, &[]),
            ("kabarpagi.example.id", None, &[]),
            ("佐藤みどり、田中一", None, &["佐藤みどり", "田中一"]),
            ("Rani &lt;b&gt;Putri&lt;/b&gt;", None, &["Rani Putri"]),
        ] {
            assert_eq!(names(statement, Trust::Named, language), expected, "{statement}");
        }
        for (statement, expected) in [
            ("27.06.2024 um 14:46 von Jana Weber", &["Jana Weber"][..]),
            ("Jana Weber 27. Juni 2024, 3 Min.", &["Jana Weber"]),
            ("Posted by Dr. Mary Holt - Mar 27, 2024", &["Dr. Mary Holt"]),
            ("Post, by galith", &["galith"]),
            ("View all posts of mine", &[]),
        ] {
            assert_eq!(names(statement, Trust::Seen, Some("de")), expected, "{statement}");
        }
        assert_eq!(names("Kabar Pagi", Trust::Stated, None), ["Kabar Pagi"]);
    }

    #[test]
    fn a_title_loses_the_name_of_its_site() {
        let url = Some("https://www.kabarpagi.example.id/a");
        for (page, title) in [
            ("<title>Feri Pagi Kembali Berlayar | Kabar Pagi</title>", "Feri Pagi Kembali Berlayar"),
            ("<title>Kabar Pagi: Feri Kembali</title>", "Kabar Pagi: Feri Kembali"),
            ("<title>Kabar Pagi - Feri Kembali</title>", "Feri Kembali"),
            ("<title>Feri Kembali - Kabar Pagi - Berita Pelabuhan</title>", "Feri Kembali"),
            ("<title>Feri - Kapal Tua - Kembali</title>", "Feri - Kapal Tua - Kembali"),
            ("<title>Feri Pagi Kembali Berlayar | Ekonomi</title>", "Feri Pagi Kembali Berlayar"),
            ("<title>Kabar Pagi</title><h1>Feri Pagi Kembali Berlayar</h1>", "Feri Pagi Kembali Berlayar"),
            ("<title>Feri Kembali</title><h1>Kabar Pagi</h1>", "Feri Kembali"),
            (
                "<title>Feri Pagi Kembali</title><h1>Feri Pagi Kembali Berlayar</h1>",
                "Feri Pagi Kembali Berlayar",
            ),
            ("<h1>Satu</h1>", "Satu"),
        ] {
            assert_eq!(of(page, url, None).title.as_deref(), Some(title), "{page}");
        }
        assert_eq!(of("<p>Feri", url, None).title, None);
        assert_eq!(of("<svg><title>Logo</title></svg>", url, None).title, None);
    }

    #[test]
    fn the_date_of_publication_goes_before_others() {
        let date = |page: &str, url| of(page, url, Some("de")).date.map(|date| date.to_string());
        let path = Some("https://a.example/2021/03/04/b");
        for (page, url, expected) in [
            (
                "<meta property=article:modified_time content=2022-01-02><time datetime=2022-01-01>",
                None,
                "2022-01-01",
            ),
            ("<meta property=article:modified_time content=2022-01-02>", None, "2022-01-02"),
            (
                "<h1>Brücke</h1><time class=updated datetime=2022-01-02></time><time>1. Januar 2022</time>",
                None,
                "2022-01-01",
            ),
            ("<time datetime=2022-01-02>", path, "2021-03-04"),
            ("<h1>Brücke</h1><time datetime=2022-01-02>", path, "2022-01-02"),
            (
                "<meta name=date content='vor 2 Stunden'><h1>Brücke</h1><p class=post-date>Am 3.4.2022</p>",
                None,
                "2022-04-03",
            ),
            ("<meta name=parsely-pub-date content=1656316800>", None, "2022-06-27"),
        ] {
            assert_eq!(date(page, url).as_deref(), Some(expected), "{page}");
        }
        assert_eq!(date("<h1>Brücke</h1><time>vor 2 Stunden</time>", None), None);
    }

    #[test]
    fn numbers_that_are_dates() {
        let shown = |text: &str| machine_date(text).map(|date| date.to_string());
        assert_eq!(shown("20240627").as_deref(), Some("2024-06-27"));
        assert_eq!(shown("20240627T0915").as_deref(), Some("2024-06-27"));
        assert_eq!(shown("20240627091500").as_deref(), Some("2024-06-27"));
        assert_eq!(shown("1719475200").as_deref(), Some("2024-06-27"));
        assert_eq!(shown("1719475200123").as_deref(), Some("2024-06-27"));
        for text in ["20241327", "202406", "12", "", "20240627x", "99999999999999"] {
            assert_eq!(shown(text), None, "{text}");
        }
        let path = |url: &str| of_path(url).map(|date| date.to_string());
        assert_eq!(path("https://a.example/2024/6/27/b").as_deref(), Some("2024-06-27"));
        assert_eq!(path("https://a.example/b/2024-06-27-c.html").as_deref(), Some("2024-06-27"));
        assert_eq!(path("https://a.example/20240627/b").as_deref(), Some("2024-06-27"));
        for url in
            ["https://a.example/2024/06/", "https://a.example/123/45/6", "https://2024.06.27.example/", ""]
        {
            assert_eq!(path(url), None, "{url}");
        }
    }

    #[test]
    fn a_stated_language_is_a_tag() {
        let stated = |page: &str| language(&blocks::statements(&blocks::html(page).tree));
        assert_eq!(stated("<html lang=de-AT>").as_deref(), Some("de-AT"));
        assert_eq!(stated("<html lang=zh-Hant-TW>").as_deref(), Some("zh-TW"));
        assert_eq!(
            stated("<html lang=German><meta property=og:locale content=de_DE>").as_deref(),
            Some("de-DE")
        );
        assert_eq!(stated("<meta http-equiv=content-language content='id, en'>").as_deref(), Some("id"));
        assert_eq!(stated("<p>"), None);
    }
}
