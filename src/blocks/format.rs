//! Whether a document is HTML, told by looking at its beginning.
//!
//! One `<` says nothing: people write `<3`, `a < b` and `<rani@kabar.id>`, an
//! article about HTML quotes `<div>`, and Markdown has tags here and there. What
//! says HTML is that block elements hold the text: tags stand where tags stand
//! (at the start of a line, behind another tag, behind the end of a text), and
//! little text stands outside them.
//!
//! XML counts by the same rule: XHTML and XML with `<p>` in it are HTML, a feed
//! is not.

use crate::limits::{FORMAT_PROBE_BYTES, FORMAT_START_BYTES};
use crate::span;

/// How a document is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// As HTML if [`is_html`] says so, else as plain text.
    #[default]
    Auto,
    /// As plain text.
    Text,
    /// As HTML.
    Html,
}

impl Format {
    /// Every format, with the name that users write.
    pub const NAMED: [(Format, &'static str); 3] =
        [(Format::Auto, "auto"), (Format::Text, "text"), (Format::Html, "html")];

    /// Whether a document is to be read as HTML.
    pub(crate) fn is_html(self, document: &str) -> bool {
        match self {
            Format::Auto => is_html(document),
            Format::Text => false,
            Format::Html => true,
        }
    }
}

/// Whether `document` is HTML, a page or a piece of one. Only its first
/// [`FORMAT_PROBE_BYTES`] bytes are read.
///
/// ```
/// assert!(minread::is_html("<p>Jembatan dibuka.</p><p>Warga datang.</p>"));
/// assert!(!minread::is_html("Rani <rani@kabar.id> wrote: if a < b, use <div> and not <p>."));
/// ```
pub fn is_html(document: &str) -> bool {
    let probe = span::head(document, FORMAT_PROBE_BYTES);
    let start = without_prolog(probe);
    if let Some(behind) = behind_page_start(start) {
        // `<!DOCTYPE html> explained`: a text about it goes on without a tag.
        if behind.is_empty() || behind.starts_with('<') {
            return true;
        }
    }
    if !start.contains('<') {
        return false;
    }
    let found = Evidence::of(start);
    if found.starts_with_block {
        found.structural >= 2 && found.structural > found.quoted && found.outside <= found.inside
    } else {
        found.structural >= 3
            && found.structural > 2 * found.quoted
            && found.first.is_some_and(|first| first < FORMAT_START_BYTES)
            && found.on_bare_lines <= found.on_tagged_lines
    }
}

/// Whether text that is read as plain text is markup of some kind.
pub(crate) fn is_markup(document: &str) -> bool {
    let start = span::head(document, FORMAT_PROBE_BYTES).trim_start();
    start.starts_with("<?xml") || behind_page_start(start).is_some() || is_html(document)
}

/// `text` without the comments, declarations of XML and marks in front of the
/// first tag.
fn without_prolog(text: &str) -> &str {
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    loop {
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map_or(rest.len(), |at| at + 3)
        } else if rest.starts_with("<?xml") {
            rest.find('>').map_or(rest.len(), |at| at + 1)
        } else {
            return rest;
        };
        rest = span::cut(rest, end..rest.len()).trim_start();
    }
}

/// What follows `<!doctype html>` or `<html>`, `<head>`, `<body>` at the start,
/// white space left out.
fn behind_page_start(text: &str) -> Option<&str> {
    let begins = |tag: &str| {
        let start = text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
        start && !text.as_bytes().get(tag.len()).is_some_and(u8::is_ascii_alphanumeric)
    };
    if !["<!doctype html", "<html", "<head", "<body"].into_iter().any(begins) {
        return None;
    }
    let end = text.find('>').map_or(text.len(), |at| at + 1);
    Some(span::cut(text, end..text.len()).trim_start())
}

/// What the tags of a text say.
#[derive(Default)]
struct Evidence {
    starts_with_block: bool,
    /// Where the first structural tag stands.
    first: Option<usize>,
    /// Block tags that stand where tags stand.
    structural: usize,
    /// Block tags within a sentence: `use <div> here`.
    quoted: usize,
    /// Characters inside and outside block elements.
    inside: usize,
    outside: usize,
    /// Characters of lines with and without a structural tag.
    on_tagged_lines: usize,
    on_bare_lines: usize,
}

impl Evidence {
    fn of(text: &str) -> Evidence {
        let mut found = Evidence::default();
        let mut depth = 0usize;
        let mut line = (0, false);
        let (mut at, mut text_start) = (0, 0);
        while let Some(next) = text.get(at..).and_then(|rest| rest.find('<')) {
            let start = at + next;
            let rest = span::cut(text, start..text.len());
            let Some(tag) = Tag::read(rest) else {
                at = start + 1;
                continue;
            };
            found.words(span::cut(text, text_start..start), depth > 0, &mut line);
            at = start + tag.len;
            text_start = at;
            if !tag.is_block {
                continue;
            }
            if !tag.stands_as_tag(span::cut(text, 0..start)) {
                found.quoted += usize::from(!tag.closes);
                continue;
            }
            found.starts_with_block |= start == 0;
            found.first = found.first.or(Some(start));
            found.structural += 1;
            line.1 = true;
            match (tag.is_void, tag.closes) {
                (true, _) => {}
                (_, true) => depth = depth.saturating_sub(1),
                _ => depth += 1,
            }
        }
        found.words(span::cut(text, text_start..text.len()), depth > 0, &mut line);
        found.end_line(&mut line);
        found
    }

    /// Counts the characters of a text between two tags.
    fn words(&mut self, text: &str, inside: bool, line: &mut (usize, bool)) {
        for c in text.chars() {
            if c == '\n' {
                self.end_line(line);
            } else if !c.is_whitespace() {
                line.0 += 1;
                *(if inside { &mut self.inside } else { &mut self.outside }) += 1;
            }
        }
    }

    fn end_line(&mut self, line: &mut (usize, bool)) {
        let (characters, tagged) = std::mem::take(line);
        *(if tagged { &mut self.on_tagged_lines } else { &mut self.on_bare_lines }) += characters;
    }
}

/// Elements that hold or part blocks. `title` and `link` are not among them: feeds have both.
const BLOCKS: [&str; 56] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "iframe",
    "img",
    "li",
    "main",
    "meta",
    "nav",
    "noscript",
    "ol",
    "p",
    "picture",
    "pre",
    "script",
    "section",
    "select",
    "style",
    "summary",
    "table",
    "tbody",
    "td",
    "template",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "video",
    "!doctype",
];

const VOID: [&str; 6] = ["br", "hr", "img", "meta", "iframe", "!doctype"];

struct Tag {
    /// Its length in bytes, with the content where that is no text.
    len: usize,
    is_block: bool,
    is_void: bool,
    closes: bool,
}

impl Tag {
    /// The tag that `text`, which begins with `<`, begins with.
    fn read(text: &str) -> Option<Tag> {
        let skip = |end: &str| {
            let len = text.find(end).map_or(text.len(), |at| at + end.len());
            Some(Tag { len, is_block: false, is_void: true, closes: false })
        };
        if text.starts_with("<!--") {
            return skip("-->");
        }
        if text.starts_with("<![CDATA[") {
            return skip("]]>");
        }
        let inside = text.get(1..)?;
        let closes = inside.starts_with('/');
        let inside = inside.strip_prefix('/').unwrap_or(inside);
        let name_end = inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '!').unwrap_or(inside.len());
        let name = span::cut(inside, 0..name_end).to_ascii_lowercase();
        let rest = span::cut(inside, name_end..inside.len());
        let end = rest.find('>')?;
        let attributes = span::cut(rest, 0..end);
        // `<table of contents>` has no attribute, `<a@b.id>` is no tag at all.
        let plain = matches!(attributes.trim(), "" | "/");
        let has_value = attributes.starts_with(char::is_whitespace) && attributes.contains('=');
        let is_doctype = name == "!doctype" && attributes.trim_start().get(..4)?.eq_ignore_ascii_case("html");
        if name.is_empty() || attributes.contains('<') || !(plain || has_value || is_doctype) {
            return None;
        }
        let mut len = text.len() - rest.len() + end + 1;
        if !closes && matches!(name.as_str(), "script" | "style") {
            let content = span::cut(text, len..text.len());
            len += content.to_ascii_lowercase().find(&format!("</{name}")).unwrap_or(content.len());
        }
        let listed = |names: &[&str]| names.contains(&name.as_str());
        Some(Tag { len, is_block: listed(&BLOCKS), is_void: listed(&VOID), closes })
    }

    /// Whether the tag stands where tags stand, `before` being what is in front of
    /// it, and not as a word in a sentence.
    fn stands_as_tag(&self, before: &str) -> bool {
        let line = before.trim_end_matches([' ', '\t', '\u{A0}']);
        match line.chars().next_back() {
            None | Some('\n' | '\r' | '>') => true,
            // `Satu.<p>`, `Satu.</p>`; but not `(<p>)` or a quoted one.
            Some(c) => {
                line.len() == before.len()
                    && !matches!(c, '`' | '"' | '\'' | '(' | '[' | '“' | '‘' | '«' | '„')
            }
        }
    }
}
