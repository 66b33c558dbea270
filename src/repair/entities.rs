//! HTML entities that were left over, or escaped once too often.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::Repaired;
use crate::limits::ENTITY_BYTES;
use crate::{pace, span};

/// Where the entity starts that ends at the end of `text`, and what it stands
/// for. Only a known name with its `;`: `AT&T` and `&copy=2` are none.
fn at_end(text: &str) -> Option<(usize, Cow<'_, str>)> {
    if !text.ends_with(';') {
        return None;
    }
    let from = span::floor(text, text.len().saturating_sub(ENTITY_BYTES));
    let tail = span::cut(text, from..text.len());
    let at = memchr::memrchr(b'&', tail.as_bytes())?;
    let entity = span::cut(tail, at..tail.len());
    let inner = span::cut(entity, 1..entity.len().saturating_sub(1));
    if inner.is_empty() || !inner.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#') {
        return None;
    }
    let expanded = htmlize::unescape(entity);
    // Unknown, or only a part of it was known (`&notit;`).
    let whole = !expanded.ends_with(';') || expanded.len() == 1;
    whole.then_some((from + at, expanded))
}

/// `text` with its entities expanded, nothing else changed; the result can
/// complete an outer entity, and each round makes the text shorter.
///
/// `Tom &amp;amp; Jerry` → `Tom & Jerry`
pub(super) fn expanded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for part in text.split_inclusive(';') {
        pace::advance(part.len());
        out.push_str(part);
        while let Some((at, expanded)) = at_end(&out) {
            let expanded = expanded.into_owned();
            out.truncate(at);
            out.push_str(&expanded);
        }
    }
    Cow::Owned(out)
}

impl Repaired<'_> {
    /// The output has just been given a `;`: if an entity ends there, it is
    /// replaced, and what it stands for is repaired like any other text.
    ///
    /// `a&nbsp;b&#8203;c` → `a bc`
    pub(super) fn expand_entity(&mut self) {
        while let Some((at, expanded)) = at_end(&self.out) {
            let expanded: String = expanded.nfc().collect();
            self.out.truncate(at);
            for c in expanded.chars() {
                match c {
                    ';' => self.out.push(';'), // the loop looks at it again
                    c => self.push(c),
                }
            }
        }
    }
}
