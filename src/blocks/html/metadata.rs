//! What a page states about itself, as it states it: JSON-LD, `<meta>`,
//! `<title>`, `<h1>`, `<time>`, microdata, links and classes of bylines.
//! Choosing among it is no matter of tags, and done elsewhere.

use super::attributes::Name;
use super::class_names::{BYLINE, COMMENTS, DATE, Stated};
use super::json_ld::{self, Author, JsonLd};
use super::tags::Tag;
use super::tree::{NodeId, Tree};
use crate::hash::{self, ByHash};
use crate::limits::{BYLINE_NODES, MAX_STATEMENTS, SHORT_LINE_BYTES, SMALL_ELEMENT_BYTES};
use crate::pace;

/// The statements of a page, each list in the order of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Statements {
    pub json_ld: JsonLd,
    /// `<meta>`: its name in lower case, and its content.
    pub meta: Vec<(String, String)>,
    /// `<title>`.
    pub title: Option<String>,
    /// `<h1>`, and what microdata says is the headline.
    pub headings: Vec<String>,
    pub times: Vec<Time>,
    /// Authors by microdata, then by `rel=author`.
    pub authors: Vec<Author>,
    /// The `lang` of `<html>`.
    pub language: Option<String>,
}

/// A date that the page marks as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Time {
    /// For machines.
    pub machine: Option<String>,
    /// As readers see it.
    pub shown: String,
    /// It says that it is the date of publication.
    pub published: bool,
    /// It says that it is the date of a change.
    pub modified: bool,
    /// It stands behind the headline.
    pub behind_headline: bool,
}

impl Statements {
    /// The first content of the first of these `<meta>` that there is.
    pub fn meta(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.metas(name).next())
    }

    /// All contents of a `<meta>`.
    pub fn metas(&self, name: &str) -> impl Iterator<Item = &str> {
        self.meta.iter().filter(move |(key, _)| key == name).map(|(_, content)| content.as_str())
    }
}

/// Reads what the page states.
pub(crate) fn statements(tree: &Tree<'_>) -> Statements {
    let mut found = Statements::default();
    let mut scripts: Vec<NodeId> = Vec::new();
    let mut links = Vec::new();
    let mut headline = false;
    let mut at = 0;
    pace::advance(tree.nodes.len());
    while let Some(node) = tree.node(at) {
        match node.tag {
            Tag::Html if at == 0 => found.language = tree.attribute(at, Name::Lang).and_then(filled),
            Tag::Meta => meta(tree, at, &mut found),
            Tag::Script if is_json_ld(tree, at) => scripts.push(at),
            Tag::Title if found.title.is_none() => found.title = filled(tree.text(at)),
            // The title of a drawing.
            Tag::Svg => {
                at = node.end;
                continue;
            }
            Tag::H1 if found.headings.len() < MAX_STATEMENTS => {
                headline = true;
                found.headings.extend(filled(small_text(tree, at)));
            }
            Tag::Time if found.times.len() < MAX_STATEMENTS => {
                found.times.push(time(tree, at, headline));
            }
            Tag::A
                if links.len() < MAX_STATEMENTS && has_word(tree.raw_attribute(at, Name::Rel), "author") =>
            {
                links.extend(name(tree, at));
            }
            _ => {}
        }
        let property = || tree.raw_attribute(at, Name::Itemprop).filter(|_| node.tag != Tag::Meta);
        if let Some(property) = (node.attribute_count > 0).then(property).flatten() {
            microdata(tree, at, property, headline, &mut found);
        }
        at += 1;
    }
    found.authors.append(&mut links);
    // A script holds one text and no elements.
    found.json_ld =
        json_ld::read(scripts.iter().map(|script| crate::span::cut(tree.source, tree.range(script + 1))));
    found
}

/// The lines that look like bylines by their class. The rest of the page need
/// not be searched for them where something better was found.
pub(crate) fn bylines(tree: &Tree<'_>) -> Vec<String> {
    let elements = small_elements(tree, &BYLINE);
    let lines = elements.into_iter().map(|(at, _)| parted_text(tree, at));
    lines.filter(|line| (1..=SHORT_LINE_BYTES).contains(&line.len())).collect()
}

/// The lines that look like dates by their class, and whether they stand behind
/// the headline; searched for likewise.
pub(crate) fn dated(tree: &Tree<'_>) -> Vec<(String, bool)> {
    let elements = small_elements(tree, &DATE);
    let lines = elements.into_iter().map(|(at, behind)| (tree.text(at), behind));
    lines.filter(|(line, _)| (1..=SHORT_LINE_BYTES).contains(&line.len())).collect()
}

/// The small elements whose class or id is wanted, none inside another, and
/// whether they stand behind the headline. Those of comments are left out.
fn small_elements(tree: &Tree<'_>, wanted: &Stated) -> Vec<(NodeId, bool)> {
    let mut found = Vec::new();
    let mut headline = false;
    // What names say: pages give a few to many elements.
    let mut said: ByHash<(bool, bool)> = ByHash::default();
    let mut at = 0;
    pace::advance(tree.nodes.len());
    while let Some(node) = tree.node(at) {
        if found.len() >= MAX_STATEMENTS {
            break;
        }
        headline |= node.tag == Tag::H1;
        if node.attribute_count == 0 && !node.hidden {
            at += 1;
            continue;
        }
        let (mut comments, mut is_wanted) = (false, false);
        for (_, names) in tree.raw_attributes(node).filter(|(name, _)| matches!(name, Name::Class | Name::Id))
        {
            let said = said
                .entry(hash::text(names.as_bytes()))
                .or_insert_with(|| (COMMENTS.says(names), wanted.says(names)));
            (comments, is_wanted) = (comments || said.0, is_wanted || said.1);
        }
        if node.hidden || comments && node.tag != Tag::Body {
            at = node.end;
        } else if is_wanted && is_small(tree, at) {
            found.push((at, headline));
            at = node.end;
        } else {
            at += 1;
        }
    }
    found
}

/// The text of an element, with a comma between what links and lines part:
/// `<a>Rani Putri</a><a>Bayu Laut</a>` names two. Dates are left out.
fn parted_text(tree: &Tree<'_>, at: NodeId) -> String {
    let mut text = String::new();
    let below = tree.below(at);
    let mut at = below.start;
    // Where the link ends that is open.
    let mut ends = 0;
    while at < below.end {
        let Some(node) = tree.node(at) else { break };
        let parts =
            node.tag == Tag::A || node.tag.splits_lines() || node.tag == Tag::Br || node.tag == Tag::Time;
        if parts || at >= ends && ends > 0 {
            if !text.is_empty() && !text.ends_with(", ") {
                text.push_str(", ");
            }
            ends = if node.tag == Tag::A { node.end } else { 0 };
        }
        if node.hidden || node.tag == Tag::Time {
            at = node.end;
            continue;
        }
        if node.tag == Tag::Text {
            let run = tree.run(at);
            if run.starts_with(|c: char| c.is_ascii_whitespace()) && !text.is_empty() && !text.ends_with(' ')
            {
                text.push(' ');
            }
            for word in run.split_ascii_whitespace() {
                text.push_str(word);
                text.push(' ');
            }
            if !run.ends_with(|c: char| c.is_ascii_whitespace()) {
                text.truncate(text.trim_end().len());
            }
        }
        at += 1;
    }
    text.trim_matches([',', ' ']).to_owned()
}

fn is_json_ld(tree: &Tree<'_>, at: NodeId) -> bool {
    tree.raw_attribute(at, Name::Type).is_some_and(|kind| contains(kind, "ld+json"))
}

fn meta(tree: &Tree<'_>, at: NodeId, found: &mut Statements) {
    if found.meta.len() >= 4 * MAX_STATEMENTS {
        return;
    }
    let key = [Name::Property, Name::Name, Name::Itemprop, Name::HttpEquiv]
        .into_iter()
        .find_map(|name| tree.raw_attribute(at, name).filter(|key| !key.trim().is_empty()));
    if let (Some(key), Some(content)) = (key, tree.attribute(at, Name::Content).and_then(filled)) {
        found.meta.push((key.trim().to_ascii_lowercase(), content));
    }
}

fn microdata(tree: &Tree<'_>, at: NodeId, property: &str, headline: bool, found: &mut Statements) {
    let is = |wanted: &str| property.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case(wanted));
    if is("headline") && found.headings.len() < MAX_STATEMENTS {
        let heading = filled(small_text(tree, at)).filter(|heading| !found.headings.contains(heading));
        found.headings.extend(heading);
    }
    if (is("author") || is("creator")) && found.authors.len() < MAX_STATEMENTS {
        found.authors.extend(name(tree, at));
    }
    let (published, modified) = (is("datePublished"), is("dateModified"));
    let is_time = tree.node(at).is_some_and(|node| node.tag == Tag::Time);
    if (published || modified) && !is_time && found.times.len() < MAX_STATEMENTS {
        found.times.push(Time { published, modified, ..time(tree, at, headline) });
    }
}

fn time(tree: &Tree<'_>, at: NodeId, behind_headline: bool) -> Time {
    let machine = [Name::Datetime, Name::Content]
        .into_iter()
        .find_map(|name| tree.attribute(at, name).and_then(filled));
    let words = [Name::Itemprop, Name::Class].into_iter().filter_map(|name| tree.raw_attribute(at, name));
    let words = words.collect::<Vec<_>>().join(" ").to_ascii_lowercase();
    let says = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    let modified = says(&["modified", "updated", "update"]);
    Time {
        machine,
        shown: small_text(tree, at),
        published: says(&["publish", "pubdate", "entry-date", "posted"]) && !words.contains("datemodified"),
        modified,
        behind_headline,
    }
}

/// The name that an element states: its content, the name in it, or its text.
fn name(tree: &Tree<'_>, at: NodeId) -> Option<Author> {
    let organisation =
        tree.raw_attribute(at, Name::Itemtype).is_some_and(|kind| kind.ends_with("Organization"));
    let inner = tree.below(at).take(BYLINE_NODES as usize).find(|inner| {
        tree.raw_attribute(*inner, Name::Itemprop).is_some_and(|property| has_word(Some(property), "name"))
    });
    let at = inner.unwrap_or(at);
    let stated = tree.attribute(at, Name::Content).and_then(filled);
    let name = stated.or_else(|| filled(small_text(tree, at)))?;
    (name.len() <= SHORT_LINE_BYTES).then_some(Author { name, organisation })
}

/// Whether an element holds no more than a headline or a byline does.
fn is_small(tree: &Tree<'_>, at: NodeId) -> bool {
    let Some(node) = tree.node(at).filter(|node| node.tag != Tag::Text) else { return false };
    let end = tree.node(node.end).map_or(tree.source.len(), |_| tree.range(node.end).start);
    node.end - at <= BYLINE_NODES && end.saturating_sub(tree.range(at).start) <= SMALL_ELEMENT_BYTES
}

/// The text of a small element; nothing of a large one.
fn small_text(tree: &Tree<'_>, at: NodeId) -> String {
    if is_small(tree, at) { tree.text(at) } else { String::new() }
}

fn has_word(attribute: Option<&str>, wanted: &str) -> bool {
    attribute
        .is_some_and(|words| words.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case(wanted)))
}

fn filled(text: impl Into<String>) -> Option<String> {
    let text = text.into();
    let trimmed = text.trim();
    match trimmed.len() {
        0 => None,
        length if length == text.len() => Some(text),
        _ => Some(trimmed.to_owned()),
    }
}

/// Whether `text` holds `part`, which is in lower case, in any case.
fn contains(text: &str, part: &str) -> bool {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    let Some(first) = part.first() else { return true };
    memchr::memchr2_iter(first.to_ascii_lowercase(), first.to_ascii_uppercase(), text)
        .any(|at| text.get(at..at + part.len()).is_some_and(|window| window.eq_ignore_ascii_case(part)))
}
