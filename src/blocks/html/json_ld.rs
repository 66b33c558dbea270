//! JSON-LD: what a page says of its article to machines.
//!
//! Written by plugins and templates, it is often no JSON: raw line ends in
//! strings, commas in front of brackets, comments around it. Those are mended;
//! what is still none is left out. Depth is bounded by the parser, size by
//! [`JSON_LD_BYTES`], and the walk uses a stack of its own.

use std::collections::HashMap;

use serde_json::{Deserializer, Map, Value};

use crate::limits::{JSON_LD_BYTES, MAX_AUTHORS};
use crate::pace;

/// What JSON-LD says of the article, as it is written there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct JsonLd {
    pub headline: Option<String>,
    pub authors: Vec<Author>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub publisher: Option<String>,
    pub language: Option<String>,
    pub description: Option<String>,
    /// The date of the page, where nothing says one of an article.
    pub page_published: Option<String>,
    /// There is more of it than is read.
    pub capped: bool,
}

/// Somebody who is said to have written a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Author {
    pub name: String,
    /// It is said to be an organisation.
    pub organisation: bool,
}

/// Reads all scripts of a page.
pub(super) fn read<'a>(scripts: impl Iterator<Item = &'a str>) -> JsonLd {
    let mut left = JSON_LD_BYTES;
    let mut documents = Vec::new();
    let mut found = JsonLd::default();
    for script in scripts {
        if script.len() > left {
            found.capped = true;
            continue;
        }
        left -= script.len();
        pace::advance(script.len());
        documents.append(&mut values(script));
    }
    let objects = objects(&documents);
    let names: HashMap<&str, &Map<String, Value>> = objects
        .iter()
        .filter(|object| object.contains_key("name"))
        .filter_map(|object| Some((text(object.get("@id"))?, *object)))
        .collect();
    // The first article with a headline is the page's own: others are teasers.
    let articles = || objects.iter().filter(|object| has_type(object, is_article));
    let own = articles().find(|object| text(object.get("headline")).is_some()).or_else(|| articles().next());
    if let Some(article) = own {
        let owned = |key: &str| text(article.get(key)).map(str::to_owned);
        found.headline = owned("headline").or_else(|| owned("name"));
        found.published = owned("datePublished").or_else(|| owned("dateCreated"));
        found.modified = owned("dateModified");
        found.language = language(article.get("inLanguage"));
        found.description = owned("description");
        found.authors = authors(article.get("author").or_else(|| article.get("creator")), &names);
        found.publisher = authors(article.get("publisher"), &names).into_iter().next().map(|one| one.name);
    }
    for object in &objects {
        let owned = |key: &str| text(object.get(key)).map(str::to_owned);
        if has_type(object, |kind| kind == "WebPage") {
            found.page_published = found.page_published.or_else(|| owned("datePublished"));
            found.language = found.language.or_else(|| language(object.get("inLanguage")));
        }
        if has_type(object, |kind| kind == "WebSite") {
            found.publisher = found.publisher.or_else(|| owned("name"));
        }
    }
    found
}

/// The values of a script: one, or several behind each other.
fn values(script: &str) -> Vec<Value> {
    let parse = |text: &str| -> (Vec<Value>, bool) {
        let mut values = Vec::new();
        for value in Deserializer::from_str(text).into_iter::<Value>() {
            match value {
                Ok(value) => values.push(value),
                Err(_) => return (values, false),
            }
        }
        (values, true)
    };
    match parse(script.trim()) {
        (values, true) => values,
        _ => parse(&mended(script)).0,
    }
}

/// `script` without what keeps parsers from reading it: comments, raw control
/// characters in strings, commas in front of a closing bracket, escapes that are
/// none, semicolons at the end.
fn mended(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut in_string = false;
    // How long the output was in front of the last comma, if only white space came since.
    let mut comma: Option<usize> = None;
    let mut rest = script;
    while let Some(c) = rest.chars().next() {
        let mut used = c.len_utf8();
        if in_string {
            match c {
                '"' => {
                    in_string = false;
                    out.push(c);
                }
                '\\' => {
                    let next = rest.get(1..).and_then(|rest| rest.chars().next());
                    if let Some(next @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) = next {
                        out.extend([c, next]);
                        used += 1;
                    }
                }
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            }
        } else {
            let skipped =
                ["<!--", "-->", "<![CDATA[", "]]>", "/*<![CDATA[*/", "/*]]>*/", "//<![CDATA[", "//]]>"]
                    .into_iter()
                    .find(|mark| rest.starts_with(mark));
            match (skipped, c) {
                (Some(mark), _) => used = mark.len(),
                (None, ';') => {}
                (None, ',') => {
                    comma = Some(out.len());
                    out.push(c);
                }
                (None, ']' | '}') => {
                    if let Some(at) = comma.take() {
                        out.truncate(at);
                    }
                    out.push(c);
                }
                (None, c) => {
                    if !c.is_whitespace() {
                        comma = None;
                        in_string = c == '"';
                    }
                    out.push(c);
                }
            }
        }
        rest = rest.get(used..).unwrap_or_default();
    }
    out
}

/// All objects, those around first; not what an article merely mentions.
fn objects(documents: &[Value]) -> Vec<&Map<String, Value>> {
    const OTHERS: [&str; 8] = [
        "itemListElement",
        "hasPart",
        "mentions",
        "citation",
        "comment",
        "relatedLink",
        "review",
        "isBasedOn",
    ];
    let mut objects = Vec::new();
    let mut level: Vec<&Value> = documents.iter().collect();
    while !level.is_empty() {
        let mut below = Vec::new();
        for value in level {
            pace::advance(1);
            match value {
                Value::Array(values) => below.extend(values),
                Value::Object(object) => {
                    objects.push(object);
                    let inside = object.iter().filter(|(key, _)| !OTHERS.contains(&key.as_str()));
                    below.extend(
                        inside.map(|(_, value)| value).filter(|value| value.is_object() || value.is_array()),
                    );
                }
                _ => {}
            }
        }
        level = below;
    }
    objects
}

/// Whether one of an object's types is wanted; `https://schema.org/` in front
/// of it does not count.
fn has_type(object: &Map<String, Value>, wanted: impl Fn(&str) -> bool) -> bool {
    let is = |value: &Value| {
        value.as_str().is_some_and(|kind| wanted(kind.rsplit(['/', '#', ':']).next().unwrap_or(kind)))
    };
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

/// `NewsArticle`, `BlogPosting`, `Report` …
fn is_article(kind: &str) -> bool {
    kind.ends_with("Article")
        || kind.ends_with("Posting") && kind != "JobPosting"
        || matches!(kind, "Report" | "Recipe" | "HowTo")
}

fn text(value: Option<&Value>) -> Option<&str> {
    let value = match value? {
        Value::Array(values) => values.first()?,
        // `{"@value": "…", "@language": "de"}`
        Value::Object(object) => object.get("@value")?,
        value => value,
    };
    value.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// `"de"` or `{"@type": "Language", "alternateName": "de"}`.
fn language(value: Option<&Value>) -> Option<String> {
    let tag = match value? {
        Value::Object(object) => text(object.get("alternateName"))?,
        _ => text(value)?,
    };
    Some(tag.to_owned())
}

/// Names, objects that have one, and references to such.
fn authors(value: Option<&Value>, named: &HashMap<&str, &Map<String, Value>>) -> Vec<Author> {
    let mut authors: Vec<Author> = Vec::new();
    let one = std::slice::from_ref;
    let values = match value {
        None => return authors,
        Some(Value::Array(values)) => values.as_slice(),
        Some(value) => one(value),
    };
    for value in values.iter().take(MAX_AUTHORS) {
        let (names, organisation) = match value {
            Value::Object(object) => {
                let referred = text(object.get("@id")).and_then(|id| named.get(id).copied());
                let object = if object.contains_key("name") { object } else { referred.unwrap_or(object) };
                (object.get("name"), has_type(object, |kind| kind.ends_with("Organization")))
            }
            value => (Some(value), false),
        };
        let names = match names {
            Some(Value::Array(names)) => names.as_slice(),
            Some(name) => one(name),
            None => continue,
        };
        for name in names.iter().take(MAX_AUTHORS).filter_map(|name| text(Some(name))) {
            authors.push(Author { name: name.to_owned(), organisation });
        }
    }
    authors.truncate(MAX_AUTHORS);
    authors
}

#[cfg(test)]
mod tests {
    use super::{mended, read};

    #[test]
    fn broken_json_is_mended() {
        for (broken, whole) in [
            ("{\"a\": [1, 2, ], }", "{\"a\": [1, 2]}"),
            ("<!-- {\"a\": \"b\"} -->", " {\"a\": \"b\"} "),
            ("{\"a\": \"b\n\tc\"};", "{\"a\": \"b  c\"}"),
            ("{\"a\": \"it\\'s <!-- , ] \\\" \"}", "{\"a\": \"it's <!-- , ] \\\" \"}"),
            ("//<![CDATA[\n{\"a\": 1,\n}\n//]]>", "\n{\"a\": 1}\n"),
            ("{\"a\\", "{\"a"),
        ] {
            assert_eq!(mended(broken), whole);
        }
    }

    #[test]
    fn the_article_of_a_graph() {
        let script = r##"{"@context": "https://schema.org", "@graph": [
            {"@type": "WebSite", "@id": "#site", "name": "Kabar Pagi"},
            {"@type": "WebPage", "datePublished": "2024-06-27T08:00:00+07:00", "inLanguage": "id"},
            {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Teaser"}]},
            {"@type": ["Thing", "https://schema.org/NewsArticle"], "headline": "Feri Berangkat",
             "author": [{"@id": "#rani"}, "Bayu Laut", {"@type": "Organization", "name": ["Kabar Pagi"]}],
             "publisher": {"@id": "#site"}, "datePublished": "2024-06-26"},
            {"@type": "Person", "@id": "#rani", "name": "Rani Putri"},
        ]}"##;
        let found = read(std::iter::once(script));
        assert_eq!(found.headline.as_deref(), Some("Feri Berangkat"));
        let authors: Vec<_> = found.authors.iter().map(|one| (one.name.as_str(), one.organisation)).collect();
        assert_eq!(authors, [("Rani Putri", false), ("Bayu Laut", false), ("Kabar Pagi", true)]);
        assert_eq!(found.published.as_deref(), Some("2024-06-26"));
        assert_eq!(found.page_published.as_deref(), Some("2024-06-27T08:00:00+07:00"));
        assert_eq!(found.publisher.as_deref(), Some("Kabar Pagi"));
        assert_eq!(found.language.as_deref(), Some("id"));
    }

    #[test]
    fn what_is_no_json_says_nothing() {
        let deep = "[".repeat(100_000);
        for script in ["", "null", "[", "{{}}", "<b>", deep.as_str(), "{\"@type\": 1, \"headline\": {}}"] {
            assert_eq!(read(std::iter::once(script)), Default::default(), "{}", script.len());
        }
    }
}
