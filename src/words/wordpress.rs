//! What WordPress counts: `@wordpress/wordcount` in the editor, and its twin in
//! PHP behind the block that states a reading time (WordPress 6.9,
//! `block_core_post_time_to_read_word_count`).
//!
//! Both replace tags, comments and entities, take `--` and the em dash for
//! spaces, remove punctuation and symbols, and count what is left between
//! white space. They part on digits, which PHP removes (`2024` is no word
//! there), and on rare white space.

use std::borrow::Cow;

use crate::{pace, span};

/// Which of the two.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edition {
    /// JavaScript: `@wordpress/wordcount` 4.
    Editor,
    /// PHP: the block on the page.
    Page,
}

/// Words, as the type `words`.
pub(crate) fn words(text: &str, edition: Edition) -> u64 {
    let text = markup_replaced(text, edition, "");
    let (mut words, mut inside, mut dash) = (0, false, false);
    for stretch in chunks(&text) {
        for c in stretch.chars() {
            let connector = c == '\u{2014}' || (c == '-' && dash);
            dash = c == '-' && !dash;
            if connector || (is_space(c, edition) && !is_removed(c, edition)) {
                inside = false;
            } else if !is_removed(c, edition) {
                words += u64::from(!inside);
                inside = true;
            }
        }
    }
    words
}

/// Characters, as the types `characters_excluding_spaces` and
/// `characters_including_spaces` on the page.
pub(crate) fn characters(text: &str, spaces: bool) -> u64 {
    let is_counted = |c: &char| match spaces {
        false => !is_space(*c, Edition::Page),
        true => !matches!(c, '\t'..='\r' | '\u{AD}' | '\u{2028}' | '\u{2029}'),
    };
    let text = markup_replaced(text, Edition::Page, "a");
    chunks(&text).map(|stretch| stretch.chars().filter(is_counted).count() as u64).sum()
}

/// `text` in pieces between which the cancel flag is looked at.
fn chunks(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let end = span::floor(text, at + 16 * 1024);
        let piece = span::cut(text, at..end);
        pace::advance(piece.len());
        at = end;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Tags become newlines, comments nothing, `&nbsp;` a space, other entities
/// `entity`; in this order, so a tag in a comment is replaced before it.
fn markup_replaced<'a>(text: &'a str, edition: Edition, entity: &str) -> Cow<'a, str> {
    let mut text = Cow::Borrowed(text);
    if text.contains('<') {
        text = Cow::Owned(comments_removed(&tags_replaced(&text)));
    }
    if text.contains('&') {
        text = Cow::Owned(entities_replaced(&text, edition, entity));
    }
    text
}

/// `</?[a-z][^>]*>`, in any case, becomes a newline.
fn tags_replaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = memchr::memchr(b'<', rest.as_bytes()) {
        pace::advance(open + 1);
        let (before, from) = rest.split_at_checked(open).unwrap_or((rest, ""));
        out.push_str(before);
        let name = from.get(1..).unwrap_or_default();
        let name = name.strip_prefix('/').unwrap_or(name);
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            out.push('<');
            rest = from.get(1..).unwrap_or_default();
            continue;
        }
        let Some(close) = memchr::memchr(b'>', from.as_bytes()) else {
            // No tag can end any more.
            out.push_str(from);
            return out;
        };
        pace::advance(close);
        out.push('\n');
        rest = from.get(close + 1..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

fn comments_removed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once("<!--") {
        let Some((comment, after)) = inside.split_once("-->") else { break };
        pace::advance(before.len() + comment.len());
        out.push_str(before);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// `&nbsp;` and `&#160;` become a space, then `&\S+?;` becomes `entity`: the
/// shortest, but never `&;`. In `A&B;C` that eats the B, as it does there.
fn entities_replaced(text: &str, edition: Edition, entity: &str) -> String {
    let spaced = replaced(text, |from| {
        let length = from
            .get(..6)
            .filter(|name| name.eq_ignore_ascii_case("&nbsp;") || name.eq_ignore_ascii_case("&#160;"));
        (length.map_or(0, str::len), " ")
    });
    // Where the run of non-space that was searched without success ends.
    let mut hopeless = 0;
    let start = spaced.as_ptr() as usize;
    replaced(&spaced, |from| {
        let at = from.as_ptr() as usize - start;
        if at < hopeless {
            return (0, entity);
        }
        let is_space = |c: char| match edition {
            Edition::Editor => is_space(c, edition),
            // Without the flag `u` only the spaces of ASCII are any.
            Edition::Page => matches!(c, '\t'..='\r' | ' '),
        };
        let mut places = from.char_indices().skip(1);
        if places.next().is_none_or(|(_, c)| is_space(c)) {
            return (0, entity);
        }
        match places.find(|(_, c)| *c == ';' || is_space(*c)) {
            Some((length, ';')) => (length + 1, entity),
            stop => {
                hopeless = at + stop.map_or(from.len(), |(length, _)| length);
                (0, entity)
            }
        }
    })
}

/// `text` with each `&` for which `found` gives a length replaced, that many
/// bytes of it.
fn replaced<'t>(text: &'t str, mut found: impl FnMut(&'t str) -> (usize, &'t str)) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = memchr::memchr(b'&', rest.as_bytes()) {
        pace::advance(open + 1);
        let (before, from) = rest.split_at_checked(open).unwrap_or((rest, ""));
        out.push_str(before);
        let (length, replacement) = found(from);
        out.push_str(if length == 0 { "&" } else { replacement });
        rest = from.get(length.max(1)..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// `\s` of the edition.
fn is_space(c: char, edition: Edition) -> bool {
    match edition {
        Edition::Editor => (c.is_whitespace() && c != '\u{85}') || c == '\u{FEFF}',
        Edition::Page => c.is_whitespace() || c == '\u{180E}',
    }
}

/// Removed before words are counted, and with nothing in its place.
fn is_removed(c: char, edition: Edition) -> bool {
    match c {
        '0'..='9' => edition == Edition::Page,
        '!'..='@' | '['..='`' | '{'..='~' => true,
        '\u{80}'..='\u{BF}' | '\u{D7}' | '\u{F7}' => true,
        '\u{2000}'..='\u{2BFF}' | '\u{2E00}'..='\u{2E7F}' => true,
        _ => false,
    }
}
