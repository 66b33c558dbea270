//! A tree to blocks: what a reader sees as a line or a paragraph of its own.
//!
//! Block elements and `<br>` begin and end lines, inline elements and `<wbr>`
//! leave words as they are, white space is collapsed but in `<pre>`, hidden text
//! is left out. A row of a table whose cells hold nothing but text is one line
//! with tabs; any other table is there for its layout, and its cells are lines
//! like any others.

use std::borrow::Cow;
use std::ops::Range;

use super::REPORTED_BYTES;
use super::attributes::Name;
use super::tags::Tag;
use super::tokenizer::{SPACES, is_space};
use super::tree::{Node, NodeId, Tree};
use crate::{pace, simd, span};

/// What a block is by its markup: the innermost of the elements around it that
/// says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Element {
    /// `div` and the like, which say nothing.
    Plain,
    /// `p`.
    Paragraph,
    /// `h1` to `h6`.
    Heading(u8),
    /// `li`, `dt`, `dd`.
    Item,
    /// `blockquote`.
    Quote,
    /// `pre`; its line ends are kept.
    Code,
    /// A row of a table, its cells parted by tabs.
    Row,
    /// `figcaption` or the caption of a table.
    Caption,
}

impl Element {
    /// The name of its tag; `""` for what says nothing.
    pub const fn name(self) -> &'static str {
        match self {
            Element::Plain => "",
            Element::Paragraph => "p",
            Element::Heading(1) => "h1",
            Element::Heading(2) => "h2",
            Element::Heading(3) => "h3",
            Element::Heading(4) => "h4",
            Element::Heading(5) => "h5",
            Element::Heading(_) => "h6",
            Element::Item => "li",
            Element::Quote => "blockquote",
            Element::Code => "pre",
            Element::Row => "tr",
            Element::Caption => "figcaption",
        }
    }
}

/// One block of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageBlock<'a> {
    /// From the first to the last byte of its text in the source.
    pub range: Range<usize>,
    /// Its text: borrowed where it stands so in the source.
    pub text: Cow<'a, str>,
    /// What it is.
    pub element: Element,
    /// The innermost block element that it begins in.
    pub node: NodeId,
    /// From its first text node to behind its last.
    pub runs: Range<NodeId>,
    /// Its characters without white space.
    pub characters: u32,
    /// Those of them that stand in links.
    pub linked: u32,
}

impl AsRef<str> for PageBlock<'_> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

/// What holds between the start and the end tag of an element.
#[derive(Clone, Copy)]
struct Context {
    node: NodeId,
    element: Element,
    link: bool,
    pre: bool,
    row: bool,
}

struct Open {
    end: NodeId,
    tag: Tag,
    around: Context,
}

impl<'a> Tree<'a> {
    /// What a reader sees, in the order of the source.
    pub fn blocks(&self) -> Vec<PageBlock<'a>> {
        blocks(self)
    }
}

fn blocks<'a>(tree: &Tree<'a>) -> Vec<PageBlock<'a>> {
    let context = Context { node: 0, element: Element::Plain, link: false, pre: false, row: false };
    let mut walk = Walk {
        tree,
        context,
        stack: Vec::new(),
        line: Line::default(),
        blocks: Vec::with_capacity(tree.nodes.len() / 4),
        unreported: 0,
    };
    let mut at = 1;
    while let Some(node) = tree.node(at) {
        while walk.stack.last().is_some_and(|open| open.end <= at) {
            walk.close();
        }
        at = walk.enter(at, node);
    }
    while !walk.stack.is_empty() {
        walk.close();
    }
    walk.end_line();
    pace::advance(walk.unreported);
    // Most nodes of a page full of tags hold no text.
    walk.blocks.shrink_to_fit();
    walk.blocks
}

struct Walk<'t, 'a> {
    tree: &'t Tree<'a>,
    context: Context,
    stack: Vec<Open>,
    line: Line,
    blocks: Vec<PageBlock<'a>>,
    /// Bytes of texts that were read since somebody was told.
    unreported: usize,
}

/// The line that is being read.
#[derive(Default)]
struct Line {
    /// Where its text is, if there is any.
    held: Held,
    text: String,
    /// What stands between what is there and what comes.
    gap: Gap,
    range: Range<usize>,
    runs: Range<NodeId>,
    characters: u32,
    linked: u32,
    context: Option<Context>,
}

#[derive(Default, PartialEq, Eq)]
enum Held {
    #[default]
    Nowhere,
    InSource(Range<usize>),
    InText,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Gap {
    #[default]
    None,
    Space,
    Tabs(u32),
}

impl<'a> Walk<'_, 'a> {
    /// Takes in one node and says which comes next.
    fn enter(&mut self, at: NodeId, node: &Node) -> NodeId {
        let tag = node.tag;
        if tag == Tag::Text {
            self.run(at, node);
            return at + 1;
        }
        if tag.splits_lines() {
            self.end_line();
        } else if tag.is_gap() {
            self.space();
        }
        if node.hidden {
            return node.end;
        }
        match tag {
            Tag::Br if self.context.pre => self.line_end_in_pre(),
            Tag::Br => self.end_line(),
            Tag::Td | Tag::Th => self.begin_cell(),
            _ => {}
        }
        let link = tag == Tag::A && self.tree.raw_attribute(at, Name::Href).is_some();
        let cell = matches!(tag, Tag::Td | Tag::Th);
        if node.end > at + 1 && (tag.splits_lines() || tag.is_gap() || link || cell) {
            self.stack.push(Open { end: node.end, tag, around: self.context });
            self.open(at, tag, link);
        }
        at + 1
    }

    fn open(&mut self, at: NodeId, tag: Tag, link: bool) {
        let row = match tag {
            Tag::Tr => is_data_row(self.tree, at),
            Tag::Td | Tag::Th => self.context.row,
            _ if tag.splits_lines() => false,
            _ => self.context.row,
        };
        let context = &mut self.context;
        context.row = row;
        context.link |= link;
        context.pre |= matches!(tag, Tag::Pre | Tag::Listing | Tag::Xmp | Tag::Plaintext);
        let cell = matches!(tag, Tag::Td | Tag::Th);
        if (tag.splits_lines() && (tag != Tag::Tr || row)) || (cell && !row) {
            context.node = at;
        }
        context.element = match tag {
            Tag::H1 => Element::Heading(1),
            Tag::H2 => Element::Heading(2),
            Tag::H3 => Element::Heading(3),
            Tag::H4 => Element::Heading(4),
            Tag::H5 => Element::Heading(5),
            Tag::H6 => Element::Heading(6),
            Tag::Li | Tag::Dt | Tag::Dd => Element::Item,
            Tag::Blockquote => Element::Quote,
            Tag::Pre | Tag::Listing | Tag::Xmp | Tag::Plaintext => Element::Code,
            Tag::Figcaption | Tag::Caption => Element::Caption,
            Tag::Tr if row => Element::Row,
            Tag::P if context.element == Element::Plain => Element::Paragraph,
            _ => context.element,
        };
    }

    fn close(&mut self) {
        let Some(open) = self.stack.pop() else { return };
        if open.tag.splits_lines() {
            self.end_line();
        } else if open.tag.is_gap() {
            self.space();
        }
        self.context = open.around;
    }

    fn space(&mut self) {
        if self.line.gap == Gap::None {
            self.line.gap = Gap::Space;
        }
    }

    fn begin_cell(&mut self) {
        if !self.context.row {
            return self.end_line();
        }
        self.line.gap = match self.line.gap {
            Gap::Tabs(count) => Gap::Tabs(count + 1),
            _ => Gap::Tabs(1),
        };
    }

    fn line_end_in_pre(&mut self) {
        if self.line.held != Held::Nowhere {
            self.line.own(self.tree.source);
            self.line.text.push('\n');
        }
    }

    /// Takes in a text node.
    fn run(&mut self, at: NodeId, node: &Node) {
        let range = node.source.start as usize..node.source.end as usize;
        self.unreported += range.len();
        if self.unreported >= REPORTED_BYTES {
            pace::advance(std::mem::take(&mut self.unreported));
        }
        if self.context.pre {
            return self.verbatim(at, range);
        }
        let core = trim(self.tree.source, range.clone());
        if core.start > range.start {
            self.space();
        }
        if core.is_empty() {
            return;
        }
        let written = span::cut(self.tree.source, core.clone());
        let mut behind = core.end < range.end;
        if let Some(characters) = plain_characters(self.tree.source.as_bytes(), &core) {
            return self.append(at, core, written, true, behind, characters);
        }
        let mut text = Cow::Borrowed(written);
        if memchr::memchr(b'&', written.as_bytes()).is_some() {
            text = htmlize::unescape(written);
            // White space may be written as `&#32;`.
            if text.bytes().next().is_some_and(is_space) {
                self.space();
            }
            behind |= text.bytes().next_back().is_some_and(is_space);
            if text.bytes().all(is_space) {
                return;
            }
        }
        let borrowed = matches!(text, Cow::Borrowed(_)) && is_collapsed(written.as_bytes());
        self.append(at, core, &text, borrowed, behind, characters(&text));
    }

    /// Appends the text of a node to the line: `borrowed` if it stands so in the source.
    fn append(
        &mut self,
        at: NodeId,
        core: Range<usize>,
        text: &str,
        borrowed: bool,
        behind: bool,
        characters: u32,
    ) {
        let line = &mut self.line;
        if line.held == Held::Nowhere && borrowed {
            line.held = Held::InSource(core.clone());
        } else {
            line.own(self.tree.source);
            line.bridge();
            if borrowed {
                line.text.push_str(text);
            } else {
                collapse(text, &mut line.text);
            }
        }
        line.gap = if behind { Gap::Space } else { Gap::None };
        line.note(at, core, characters, self.context);
    }

    /// Takes in a text node of a `<pre>`.
    fn verbatim(&mut self, at: NodeId, range: Range<usize>) {
        let text = self.tree.run(at);
        let core = trim(self.tree.source, range);
        if self.line.held == Held::Nowhere && core.is_empty() {
            return;
        }
        self.line.own(self.tree.source);
        self.line.bridge();
        if text.contains(['\r', '\0']) {
            let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "");
            self.line.text.push_str(&text);
        } else {
            self.line.text.push_str(&text);
        }
        if !core.is_empty() {
            self.line.note(at, core, characters(&text), self.context);
        }
    }

    /// Ends the line that is being read; between most tags that end one there is none.
    #[inline]
    fn end_line(&mut self) {
        self.line.gap = Gap::None;
        if self.line.held != Held::Nowhere {
            self.end_block();
        }
    }

    /// Makes a block of the line that was read, if there is something in it.
    fn end_block(&mut self) {
        let line = &mut self.line;
        let held = std::mem::take(&mut line.held);
        let source = self.tree.source;
        let (text, range) = match held {
            Held::Nowhere => return,
            Held::InSource(range) => {
                let range = span::trim(source, range);
                (Cow::Borrowed(span::cut(source, range.clone())), range)
            }
            Held::InText => (Cow::Owned(line.text.trim().to_owned()), line.range.clone()),
        };
        line.text.clear();
        if let Some(context) = line.context.take().filter(|_| !text.is_empty()) {
            self.blocks.push(PageBlock {
                range,
                text,
                element: context.element,
                node: context.node,
                runs: line.runs.clone(),
                characters: line.characters,
                linked: line.linked,
            });
        }
        (line.characters, line.linked) = (0, 0);
    }
}

impl Line {
    /// Moves what stands in the source into the text, for more to follow it.
    fn own(&mut self, source: &str) {
        if let Held::InSource(range) = std::mem::replace(&mut self.held, Held::InText) {
            self.text.push_str(span::cut(source, range));
        }
    }

    /// Writes what stands between the text so far and what comes.
    fn bridge(&mut self) {
        let gap = std::mem::take(&mut self.gap);
        match gap {
            _ if self.text.is_empty() => {}
            Gap::None => {}
            Gap::Space => self.text.push(' '),
            Gap::Tabs(count) => self.text.extend((0..count).map(|_| '\t')),
        }
    }

    /// Notes that the text node `at` is part of this line.
    fn note(&mut self, at: NodeId, core: Range<usize>, characters: u32, context: Context) {
        if self.context.is_none() {
            self.context = Some(context);
            self.range.start = core.start;
            self.runs.start = at;
        }
        self.range.end = core.end;
        self.runs.end = at + 1;
        self.characters += characters;
        self.linked += if context.link { characters } else { 0 };
    }
}

/// Whether all cells of a row hold nothing but text in a line. The search ends
/// at the first thing that is more, a table in it too, so that each node is
/// looked at once only.
fn is_data_row(tree: &Tree<'_>, row: NodeId) -> bool {
    let below = tree.below(row);
    let nodes = tree.nodes.get(below.start as usize..below.end as usize).unwrap_or_default();
    nodes.iter().all(|node| !node.tag.splits_lines() && node.tag != Tag::Br)
}

/// A range of `source` without HTML's white space at both ends.
fn trim(source: &str, range: Range<usize>) -> Range<usize> {
    let bytes = source.as_bytes();
    let mut start = range.start;
    // Mostly there is a line end, the indentation of the next tag, and nothing else.
    while let Some(next) = bytes.get(start..).and_then(<[u8]>::first_chunk) {
        let spaces = simd::among(next, &SPACES).trailing_ones() as usize;
        start += spaces;
        if spaces < next.len() || start >= range.end {
            break;
        }
    }
    let is_space_at = |at: usize| bytes.get(at).is_some_and(|byte| is_space(*byte));
    while start < range.end && is_space_at(start) {
        start += 1;
    }
    let mut end = range.end;
    while end > start && is_space_at(end - 1) {
        end -= 1;
    }
    start.min(end)..end
}

/// The characters without white space of a text of at most sixteen bytes, if these are of
/// ASCII, and characters that stand for themselves, with one space between words: most
/// texts of a page are names of its sections.
fn plain_characters(bytes: &[u8], range: &Range<usize>) -> Option<u32> {
    const fn all(byte: u8) -> u128 {
        u128::from_le_bytes([byte; 16])
    }
    let length = range.len();
    let chunk = bytes.get(range.start..)?.first_chunk().filter(|chunk| length <= chunk.len())?;
    // Letters for what stands behind the text.
    let behind = u128::MAX.checked_shl(8 * length as u32).unwrap_or_default();
    let text = u128::from_le_bytes(*chunk) & !behind | all(b'a') & behind;
    // From a space on, adding makes the highest bit of a byte.
    if text & all(0x80) != 0 || (text + all(0x80 - b' ')) & all(0x80) != all(0x80) {
        return None;
    }
    let inside = !u32::MAX.checked_shl(length as u32).unwrap_or_default();
    let spaces = simd::among(chunk, b" ") & inside;
    let as_written = simd::among(chunk, b"&") & inside == 0 && spaces & spaces >> 1 == 0;
    as_written.then_some(length as u32 - spaces.count_ones())
}

/// Whether collapsing white space changes nothing. All in one go, for compilers to turn
/// it into vectors.
fn is_collapsed(bytes: &[u8]) -> bool {
    let is = |byte: u8, wanted: u8| u8::from(byte == wanted);
    let other =
        |byte: u8| is(byte, b'\n') | is(byte, b'\t') | is(byte, b'\r') | is(byte, b'\x0C') | is(byte, 0);
    let mut spread = bytes.first().map_or(0, |first| other(*first));
    for (before, byte) in bytes.iter().zip(bytes.get(1..).unwrap_or_default()) {
        spread |= other(*byte) | is(*before, b' ') & is(*byte, b' ');
    }
    spread == 0
}

/// Appends `text` with one space for any run of white space, and without NUL.
fn collapse(text: &str, out: &mut String) {
    let mut first = true;
    for word in text.split_ascii_whitespace() {
        if !first {
            out.push(' ');
        }
        first = false;
        if word.contains('\0') {
            out.extend(word.chars().filter(|c| *c != '\0'));
        } else {
            out.push_str(word);
        }
    }
}

/// The characters of `text` that are no ASCII white space.
fn characters(text: &str) -> u32 {
    let counted = |byte: &u8| u8::from(*byte > b' ') & u8::from((*byte as i8) >= -64);
    // So many that their count fits into a byte: vectors of bytes are added up then.
    let some = |bytes: &[u8]| u32::from(bytes.iter().map(counted).sum::<u8>());
    text.as_bytes().chunks(255).map(some).sum()
}

#[cfg(test)]
mod tests {
    use super::{characters, collapse, is_collapsed, plain_characters, trim};

    /// Texts of all kinds of bytes that decide, short and long.
    fn texts() -> impl Iterator<Item = String> {
        const PIECES: [&str; 14] =
            ["a", "bc", " ", " ", "\n", "\t", "\r", "\x0C", "\0", "é", "界", "\u{A0}", "word", "\x0B"];
        (0..600usize).map(|size| {
            let piece = |at: usize| PIECES.get((at * at + at / 3 + size * 7) % PIECES.len()).copied();
            let spaces = " \n\t".repeat(size % 9);
            format!("{spaces}{}{spaces}", (0..size % 37).filter_map(piece).collect::<String>())
        })
    }

    #[test]
    fn white_space_at_the_ends_is_left_out() {
        let space = [' ', '\n', '\t', '\r', '\x0C'];
        for text in texts() {
            for page in [text.clone(), format!("{text}<p>behind it more than sixteen bytes")] {
                let kept = trim(&page, 0..text.len());
                assert_eq!(page.get(kept), Some(text.trim_matches(space)), "{text:?}");
            }
        }
    }

    #[test]
    fn plain_texts_are_those_that_stay_as_they_are() {
        let short = |text: &str| {
            let page = format!("{text}&\u{e9}  behind it more than sixteen bytes");
            plain_characters(page.as_bytes(), &(0..text.len()))
        };
        let pieces = ["a", "bc", " ", "&", "\u{1}", "\n", "\0", "\u{1f}", "\u{7f}", "~", "é", "word", "!"];
        let mut seed = 7_u32;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..seed >> 16 & 7 {
                seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12_345);
                // Mostly letters, or nothing were plain.
                let piece = if seed >> 20 & 3 > 0 {
                    "ab"
                } else {
                    pieces.get((seed >> 22) as usize % pieces.len()).copied().unwrap_or_default()
                };
                text.push_str(piece);
            }
            seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12_345);
            let stays = text.bytes().all(|byte| (b' '..0x80).contains(&byte) && byte != b'&');
            let plain = stays && text.len() <= 16 && is_collapsed(text.as_bytes());
            assert_eq!(short(&text), plain.then(|| characters(&text)), "{text:?}");
        }
        assert_eq!(short("sixteen bytes in"), Some(14));
        assert_eq!(short("seventeen bytes i"), None);
        assert_eq!(plain_characters(b"a", &(0..1)), None);
    }

    #[test]
    fn collapsed_is_what_collapsing_leaves() {
        for text in texts().chain(["x".repeat(300), "é ".repeat(300)]) {
            let inside = text.trim_matches([' ', '\n', '\t', '\r', '\x0C']);
            let mut out = String::new();
            collapse(inside, &mut out);
            assert_eq!(is_collapsed(inside.as_bytes()), out == inside, "{inside:?}");
            let plainly = text.chars().filter(|c| !matches!(c, '\0'..=' ')).count();
            assert_eq!(characters(&text) as usize, plainly, "{text:?}");
        }
    }
}
