//! Text to tags and what is between them, as the HTML standard reads them. No
//! token owns anything; a byte is looked at once.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr2};

use super::attributes::{Attribute, Name, Seen};
use super::packed::Packed;
use super::tags::Tag;
use crate::{pace, simd};

/// A piece of a page.
#[derive(Clone, Debug)]
pub(super) enum Token {
    /// Text, character references not yet read.
    Text(Range<usize>),
    /// The text of a CDATA section, which has no character references.
    Verbatim(Range<usize>),
    /// A start tag.
    Start(Start),
    /// An end tag.
    End(Named),
}

/// The name of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub tag: Tag,
    /// Tells names apart that have no tag of their own.
    pub hash: u32,
}

#[derive(Clone, Debug)]
pub(super) struct Start {
    pub name: Named,
    /// From `<` to behind `>`.
    pub range: Range<u32>,
    /// Where its attributes begin in [`Tokenizer::attributes`]; they end there
    /// with the vector.
    pub attributes: u32,
    /// Which attributes they are.
    pub seen: Seen,
    /// It ends in `/>`.
    pub closed: bool,
}

/// Reads a page from front to back.
pub(super) struct Tokenizer<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Whether scripts run: what stands in for them is read where they do not.
    scripts: bool,
    /// The attributes of all start tags so far.
    pub attributes: Vec<Attribute>,
}

impl<'a> Tokenizer<'a> {
    /// `text` is at most 4 GiB long.
    pub fn new(text: &'a str, scripts: bool) -> Tokenizer<'a> {
        Tokenizer { bytes: text.as_bytes(), at: 0, scripts, attributes: Vec::with_capacity(text.len() / 256) }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    fn rest(&self, at: usize) -> &'a [u8] {
        self.bytes.get(at..).unwrap_or_default()
    }

    /// Where `byte` stands next from `from` on; the end if nowhere.
    #[inline]
    fn find(&self, byte: u8, from: usize) -> usize {
        let rest = self.rest(from);
        // Nearly always it is near: found without a call then.
        match rest.first_chunk().map(|near| simd::among(near, &[byte])) {
            Some(near) if near != 0 => from + near.trailing_zeros() as usize,
            _ => memchr(byte, rest).map_or(self.bytes.len(), |at| from + at),
        }
    }

    /// How much of the page has been read.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The next token. `foreign` says that the page is in a drawing or formula,
    /// where CDATA sections are read.
    #[inline]
    pub fn next(&mut self, foreign: bool) -> Option<Token> {
        let mut start = self.at;
        let mut from = start;
        loop {
            let at = self.find(b'<', from);
            let next = self.byte(at + 1);
            // What opens no tag is text: `a < b`.
            let opens = match next {
                Some(b'!' | b'?') => true,
                Some(b'/') => at + 2 < self.bytes.len(),
                Some(byte) => byte.is_ascii_alphabetic(),
                None => at == self.bytes.len(),
            };
            if !opens {
                pace::advance(at + 1 - from);
                from = at + 1;
                continue;
            }
            if at > start {
                self.at = at;
                return Some(Token::Text(start..at));
            }
            match next {
                None => return None,
                Some(b'!') => {
                    if let Some(token) = self.declaration(at, foreign) {
                        return Some(token);
                    }
                }
                Some(b'?') => self.at = self.find(b'>', at + 2) + 1,
                Some(b'/') => match self.byte(at + 2) {
                    Some(byte) if byte.is_ascii_alphabetic() => return self.end_tag(at),
                    _ => self.at = self.find(b'>', at + 2) + 1,
                },
                Some(_) => return self.start_tag(at),
            }
            pace::advance(self.at.saturating_sub(at));
            self.at = self.at.min(self.bytes.len());
            start = self.at;
            from = start;
        }
    }

    /// Walks over a comment or a document type; a CDATA section is text.
    fn declaration(&mut self, at: usize, foreign: bool) -> Option<Token> {
        let rest = self.rest(at);
        if rest.starts_with(b"<!--") {
            self.at = self.comment_end(at);
        } else if foreign && rest.starts_with(b"<![CDATA[") {
            let start = at + 9;
            let length = memchr::memmem::find(self.rest(start), b"]]>");
            let end = length.map_or(self.bytes.len(), |length| start + length);
            self.at = (end + 3).min(self.bytes.len());
            return Some(Token::Verbatim(start..end));
        } else {
            self.at = self.find(b'>', at + 2) + 1;
        }
        None
    }

    /// Behind the `>` that ends the comment at `at`: `-->`, `--!>`, and right at
    /// its start `>` and `->`.
    fn comment_end(&self, at: usize) -> usize {
        let mut from = at + 4;
        loop {
            let end = self.find(b'>', from);
            if end == self.bytes.len() {
                return end;
            }
            let before = self.bytes.get(at + 2..end).unwrap_or_default();
            let inside = before.get(2..).unwrap_or_default();
            if before.ends_with(b"--") || inside.ends_with(b"--!") {
                return end + 1;
            }
            from = end + 1;
        }
    }

    #[inline]
    fn start_tag(&mut self, at: usize) -> Option<Token> {
        let attributes = self.attributes.len();
        let name = self.name(at + 1);
        match self.attributes(true) {
            Some((seen, closed)) => {
                let range = at as u32..self.at as u32;
                Some(Token::Start(Start { name, range, attributes: attributes as u32, seen, closed }))
            }
            None => {
                self.attributes.truncate(attributes);
                None
            }
        }
    }

    fn end_tag(&mut self, at: usize) -> Option<Token> {
        let name = self.name(at + 2);
        self.attributes(false)?;
        Some(Token::End(name))
    }

    /// Reads the name of a tag and stops behind it.
    #[inline]
    fn name(&mut self, at: usize) -> Named {
        let name = Packed::tag(self.rest(at));
        self.at = at + name.length;
        let tag = match Tag::of(name) {
            Tag::Noscript if !self.scripts => Tag::Div,
            tag => tag,
        };
        Named { tag, hash: name.hash() }
    }

    /// Reads attributes up to and with the `>`: says which, and whether `/` stood in
    /// front of it. `None` at the end of the page: then there is no tag.
    #[inline]
    fn attributes(&mut self, keep: bool) -> Option<(Seen, bool)> {
        // Most tags have none.
        if self.byte(self.at) == Some(b'>') {
            self.at += 1;
            return Some((Seen::default(), false));
        }
        self.some_attributes(keep)
    }

    fn some_attributes(&mut self, keep: bool) -> Option<(Seen, bool)> {
        let mut seen = Seen::default();
        loop {
            match self.byte(self.at) {
                None => return None,
                Some(b'>') => {
                    self.at += 1;
                    return Some((seen, false));
                }
                Some(b'/') => {
                    self.at += 1;
                    if self.byte(self.at) == Some(b'>') {
                        self.at += 1;
                        return Some((seen, true));
                    }
                }
                Some(byte) if is_space(byte) => self.at += 1,
                Some(_) => {
                    let name = self.attribute_name();
                    let value = self.attribute_value()?;
                    if let Some(name) = name.filter(|name| keep && seen.note(*name)) {
                        let (start, end) = (value.start as u32, value.end as u32);
                        self.attributes.push(Attribute { name, start, end });
                    }
                }
            }
        }
    }

    fn attribute_name(&mut self) -> Option<Name> {
        let name = Packed::attribute(self.rest(self.at));
        self.at += name.length;
        Name::of(name)
    }

    /// The value behind `=`, empty without one.
    fn attribute_value(&mut self) -> Option<Range<usize>> {
        self.skip_spaces();
        if self.byte(self.at) != Some(b'=') {
            return Some(self.at..self.at);
        }
        self.at += 1;
        self.skip_spaces();
        let at = self.at;
        match self.byte(at)? {
            quote @ (b'"' | b'\'') => {
                let end = self.find(quote, at + 1);
                self.at = (end + 1).min(self.bytes.len());
                (end < self.bytes.len()).then_some(at + 1..end)
            }
            _ => {
                let ends = |byte: &u8| *byte == b'>' || is_space(*byte);
                let length = self.rest(at).iter().position(ends)?;
                self.at = at + length;
                Some(at..self.at)
            }
        }
    }

    fn skip_spaces(&mut self) {
        while self.byte(self.at).is_some_and(is_space) {
            self.at += 1;
        }
    }

    /// The raw text of an element whose start tag was just read: all up to its
    /// end tag, which is the next token.
    pub fn raw_text(&mut self, tag: Tag) -> Range<usize> {
        let start = self.at;
        self.at = match tag {
            Tag::Plaintext => self.bytes.len(),
            Tag::Script => self.script_end(start),
            _ => self.raw_end(tag, start),
        };
        start..self.at
    }

    fn raw_end(&self, tag: Tag, mut from: usize) -> usize {
        loop {
            let at = self.find(b'<', from);
            if at == self.bytes.len() || self.is_tag(at + 1, true, tag) {
                return at;
            }
            from = at + 1;
        }
    }

    /// A script ends at `</script>`, but not where `<!--` and `<script` opened
    /// before it: then that `</script>` belongs to the inner one.
    fn script_end(&self, start: usize) -> usize {
        let mut from = start;
        let (mut escaped, mut doubly) = (false, false);
        loop {
            let next =
                if escaped { memchr2(b'<', b'-', self.rest(from)) } else { memchr(b'<', self.rest(from)) };
            let Some(at) = next.map(|at| from + at) else { return self.bytes.len() };
            let rest = self.rest(at);
            from = at + 1;
            if rest.starts_with(b"-->") {
                (escaped, doubly) = (false, false);
            } else if !escaped && rest.starts_with(b"<!--") {
                escaped = true;
                // Its own dashes may be those of `-->`.
                from = at + 2;
            } else if self.is_tag(at + 1, true, Tag::Script) && rest.first() == Some(&b'<') {
                if !doubly {
                    return at;
                }
                doubly = false;
            } else if escaped && rest.first() == Some(&b'<') && self.is_tag(at + 1, false, Tag::Script) {
                doubly = true;
            }
        }
    }

    /// Whether the name of `tag` stands at `at`, behind a `/` if it is an `end`,
    /// and ends there.
    fn is_tag(&self, at: usize, end: bool, tag: Tag) -> bool {
        let at = match (end, self.byte(at)) {
            (true, Some(b'/')) => at + 1,
            (true, _) => return false,
            (false, _) => at,
        };
        let name = tag.name().as_bytes();
        let found = self.bytes.get(at..at + name.len()).unwrap_or_default();
        found.eq_ignore_ascii_case(name)
            && self.byte(at + name.len()).is_some_and(|byte| is_space(byte) || matches!(byte, b'/' | b'>'))
    }
}

/// The characters that are meant by the raw text of an element.
pub(super) fn characters(raw: &str, references: bool) -> Cow<'_, str> {
    let text = if references { htmlize::unescape(raw) } else { Cow::Borrowed(raw) };
    if text.contains('\0') { Cow::Owned(text.replace('\0', "\u{FFFD}")) } else { text }
}

/// White space in HTML's sense.
#[inline]
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | b'\x0C')
}

/// The bytes of [`is_space`].
pub(super) const SPACES: [u8; 5] = *b" \n\t\r\x0C";
