//! What a page states about itself to what is said about the article: of many
//! statements the one to believe, cleaned.
//!
//! The order of sources is measured, on news pages of 25 languages and on pages
//! of all kinds (docs/DESIGN.md has the figures).

mod authors;
mod date;
mod site;
mod title;

use crate::blocks::{Statements, Tree};
use crate::dates::Date;
use crate::limits::TITLE_BYTES;
use crate::repair::{self, Spacing};
use crate::word_class::is_alphanumeric;
use crate::{pace, span};
use authors::authors;
use date::date;
use site::Site;
use title::{title, titles};

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
        capped: cut || statements.json_ld.capped,
    }
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

#[cfg(test)]
mod tests {
    use super::{Metadata, language, metadata};
    use crate::blocks;

    pub(super) fn of(page: &str, url: Option<&str>, language: Option<&str>) -> Metadata {
        let page = blocks::html(page);
        metadata(&blocks::statements(&page.tree), &page.tree, url, language)
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
