//! Tags to a tree: which element each tag opens and which it ends.
//!
//! The rules are those of the HTML standard wherever they decide what text
//! stands in which line. Left out is what only moves text about: formatting
//! elements are not opened again in the next paragraph, and text that stands
//! between the rows of a table stays there, so the order is that of the source.

use super::REPORTED_BYTES;
use super::attributes::{Name, Seen};
use super::tags::Tag;
use super::tokenizer::{Named, Start, Token, Tokenizer, is_space};
use super::tree::{Node, NodeId, Tree};
use crate::limits::HTML_DEPTH;
use crate::{pace, span};

impl Tree<'_> {
    /// Reads the tags of `source`, as a browser does that runs scripts.
    pub fn read(source: &str) -> Tree<'_> {
        tree(source, true)
    }

    /// [`Tree::read`] as a browser does that runs none: `noscript` is an element like others.
    pub fn read_without_scripts(source: &str) -> Tree<'_> {
        tree(source, false)
    }
}

fn tree(source: &str, scripts: bool) -> Tree<'_> {
    let read = span::head(source, u32::MAX as usize - 1);
    let mut builder = Builder {
        source: read,
        tokens: Tokenizer::new(read, scripts),
        nodes: Vec::with_capacity(read.len() / 64),
        stack: Vec::with_capacity(64),
        open: [0; 256],
        unpushed: 0,
        form: None,
        phase: Phase::BeforeHead,
        capped: read.len() < source.len(),
    };
    builder.element(Named { tag: Tag::Html, hash: 0 }, &nowhere());
    builder.read();
    builder.pop_to(0);
    // Of a page full of tags up to half of the room is left over.
    builder.nodes.shrink_to_fit();
    builder.tokens.attributes.shrink_to_fit();
    Tree { source: read, nodes: builder.nodes, attributes: builder.tokens.attributes, capped: builder.capped }
}

/// The start tag of an element that no tag stands for.
fn nowhere() -> Start {
    let name = Named { tag: Tag::Other, hash: 0 };
    Start { name, range: 0..0, attributes: u32::MAX, seen: Seen::default(), closed: false }
}

/// An element that is still open.
#[derive(Clone, Copy)]
struct Open {
    /// What an end tag must have to be its.
    key: u32,
    tag: Tag,
    node: NodeId,
}

/// The key of an element that was ended while others in it stayed open.
const ENDED: u32 = u32::MAX;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    BeforeHead,
    Head,
    Body,
}

struct Builder<'a> {
    source: &'a str,
    tokens: Tokenizer<'a>,
    nodes: Vec<Node>,
    stack: Vec<Open>,
    /// How many elements of each tag are open, so that most questions about the
    /// stack are answered without a look at it.
    open: [u16; 256],
    /// Elements that are open, but too deep for the stack.
    unpushed: usize,
    /// The form that is open, if one is.
    form: Option<NodeId>,
    phase: Phase,
    capped: bool,
}

impl Builder<'_> {
    fn read(&mut self) {
        let mut reported = 0;
        while let Some(token) = self.tokens.next(self.top().is_foreign()) {
            let read = self.tokens.at() - reported;
            // A tag is read in less time than it takes to say so.
            if read >= REPORTED_BYTES {
                pace::advance(read);
                reported += read;
            }
            match token {
                Token::Text(range) | Token::Verbatim(range) => self.text(range),
                Token::Start(start) => self.start(&start),
                Token::End(name) => self.end(name),
            }
        }
        pace::advance(self.tokens.at() - reported);
    }

    fn top(&self) -> Tag {
        self.stack.last().map_or(Tag::Html, |open| open.tag)
    }

    fn is_open(&self, tag: Tag) -> bool {
        self.open.get(usize::from(tag as u8)).is_some_and(|count| *count > 0)
    }

    /// Appends a node and says whether it was put on the stack.
    fn push(&mut self, tag: Tag, key: u32, node: Node) -> bool {
        let id = self.nodes.len() as NodeId;
        self.nodes.push(node);
        if tag == Tag::Text || tag.is_void() {
            return false;
        }
        if self.stack.len() >= HTML_DEPTH {
            // Its content goes on in the deepest element that there is.
            self.unpushed += usize::from(!tag.is_implied());
            self.capped = true;
            return false;
        }
        if let Some(count) = self.open.get_mut(usize::from(tag as u8)) {
            *count += 1;
        }
        self.stack.push(Open { key, tag, node: id });
        true
    }

    /// Opens an element.
    fn element(&mut self, name: Named, start: &Start) {
        let parent = self.stack.last().map_or(0, |open| open.node);
        let attributes = self.tokens.attributes.len().saturating_sub(start.attributes as usize);
        let node = Node {
            tag: name.tag,
            hidden: name.tag.is_unseen() || start.seen.may_hide() && self.is_hidden(name.tag, start),
            attribute_count: attributes as u8,
            parent,
            end: self.nodes.len() as NodeId + 1,
            source: start.range.clone(),
            attributes: start.attributes,
        };
        self.push(name.tag, key(name), node);
    }

    /// Whether its attributes hide an element. A whole page that hides itself shows
    /// itself by a script.
    fn is_hidden(&self, tag: Tag, start: &Start) -> bool {
        let attributes = self.tokens.attributes.get(start.attributes as usize..).unwrap_or_default();
        let value = |start: u32, end: u32| span::cut(self.source, start as usize..end as usize);
        let hides = attributes.iter().any(|attribute| match attribute.name {
            Name::Hidden => true,
            Name::Style => hides(value(attribute.start, attribute.end)),
            // Around a whole article it is what an open dialog left behind.
            Name::AriaHidden => {
                !tag.splits_lines() && value(attribute.start, attribute.end).eq_ignore_ascii_case("true")
            }
            _ => false,
        });
        hides && !matches!(tag, Tag::Html | Tag::Body)
    }

    fn text(&mut self, range: std::ops::Range<usize>) {
        if range.is_empty() {
            return;
        }
        if self.phase != Phase::Body && !self.is_open(Tag::Template) {
            if span::cut(self.source, range.clone()).bytes().all(is_space) {
                return;
            }
            self.begin_body(&nowhere());
        }
        let parent = self.stack.last().map_or(0, |open| open.node);
        let node = Node {
            tag: Tag::Text,
            hidden: false,
            attribute_count: 0,
            parent,
            end: self.nodes.len() as NodeId + 1,
            source: range.start as u32..range.end as u32,
            attributes: 0,
        };
        self.push(Tag::Text, 0, node);
    }

    /// Ends all but the lowest `length` open elements.
    fn pop_to(&mut self, length: usize) {
        let end = self.nodes.len() as NodeId;
        while self.stack.len() > length {
            let Some(open) = self.stack.pop() else { break };
            if let Some(node) = self.nodes.get_mut(open.node as usize) {
                node.end = end;
            }
            if let Some(count) = self.open.get_mut(usize::from(open.tag as u8)).filter(|_| open.key != ENDED)
            {
                *count -= 1;
            }
        }
    }

    /// Ends the element at `at` for all questions to come, though others that
    /// stand in it stay open.
    fn end_alone(&mut self, at: usize) {
        if at + 1 == self.stack.len() {
            return self.pop_to(at);
        }
        let Some(open) = self.stack.get_mut(at) else { return };
        if let Some(count) = self.open.get_mut(usize::from(open.tag as u8)) {
            *count -= 1;
        }
        (open.key, open.tag) = (ENDED, Tag::Span);
    }

    /// Where the innermost open element is that `wanted` says yes to, unless
    /// one that `wall` says yes to is in front of it.
    fn innermost(&self, wanted: impl Fn(&Open) -> bool, wall: impl Fn(Tag) -> bool) -> Option<usize> {
        for (at, open) in self.stack.iter().enumerate().rev() {
            if wanted(open) {
                return Some(at);
            }
            if wall(open.tag) {
                return None;
            }
        }
        None
    }

    /// The innermost open element of `tag`, if no wall is between.
    fn in_scope(&self, tag: Tag) -> Option<usize> {
        self.is_open(tag).then(|| self.innermost(|open| open.tag == tag, Tag::is_wall)).flatten()
    }

    /// Ends the paragraph that is open, if one is.
    fn end_p(&mut self) {
        if !self.is_open(Tag::P) {
            return;
        }
        let wall = |tag: Tag| tag.is_wall() || tag == Tag::Button;
        if let Some(at) = self.innermost(|open| open.tag == Tag::P, wall) {
            self.pop_to(at);
        }
    }

    /// Ends elements whose end tags may be left out, but for `except`.
    fn end_implied(&mut self, except: Option<Tag>) {
        while self.top().is_implied() && Some(self.top()) != except {
            self.pop_to(self.stack.len() - 1);
        }
    }

    fn start(&mut self, start: &Start) {
        if self.top().is_foreign() && !self.top().holds_html() && !self.leave_foreign(start) {
            return self.foreign(start);
        }
        let mut name = start.name;
        if matches!(name.tag, Tag::Svg | Tag::Math) {
            self.begin_content();
            return self.foreign(start);
        }
        // What HTML calls so outside of drawings is unknown to it.
        if name.tag.is_foreign() {
            name.tag = Tag::Other;
        }
        match name.tag {
            Tag::Html => self.merge_into_root(start),
            Tag::Head if self.phase == Phase::BeforeHead => self.begin_head(start),
            Tag::Body if self.phase != Phase::Body => self.begin_body(start),
            Tag::Head | Tag::Body | Tag::Frameset | Tag::Frame => {
                self.forget(start);
            }
            tag if tag.is_head() => {
                if self.phase == Phase::BeforeHead {
                    self.begin_head(&nowhere());
                }
                self.insert(name, start);
            }
            _ => {
                self.begin_content();
                self.in_body(name, start);
            }
        }
    }

    /// Opens the body if the page has not come so far.
    fn begin_content(&mut self) {
        if self.phase != Phase::Body && !self.is_open(Tag::Template) {
            self.begin_body(&nowhere());
        }
    }

    /// A second `html` adds nothing but the attributes that the first lacks; of
    /// these it is only the first that counts here.
    fn merge_into_root(&mut self, start: &Start) {
        let count = self.tokens.attributes.len().saturating_sub(start.attributes as usize);
        match self.nodes.first_mut() {
            Some(root) if root.attribute_count == 0 => {
                root.attributes = start.attributes;
                root.attribute_count = count as u8;
                root.source = start.range.clone();
            }
            _ => self.forget(start),
        }
    }

    /// Forgets the attributes of a tag that opens nothing.
    fn forget(&mut self, start: &Start) {
        self.tokens.attributes.truncate(start.attributes as usize);
    }

    fn begin_head(&mut self, start: &Start) {
        self.phase = Phase::Head;
        self.element(Named { tag: Tag::Head, hash: 0 }, start);
    }

    fn begin_body(&mut self, start: &Start) {
        self.phase = Phase::Body;
        self.pop_to(1);
        self.element(Named { tag: Tag::Body, hash: 0 }, start);
    }

    /// Opens an element, and reads on to its end if there is only text in it.
    fn insert(&mut self, name: Named, start: &Start) {
        self.element(name, start);
        if name.tag.is_raw() {
            self.raw_text(name.tag);
        }
    }

    fn raw_text(&mut self, tag: Tag) {
        let range = self.tokens.raw_text(tag);
        let id = self.nodes.len() as NodeId;
        if range.is_empty() {
            return;
        }
        // Whatever the depth: this text is that element's.
        let owner = id - 1;
        if let Some(node) = self.nodes.get_mut(owner as usize) {
            node.end = id + 1;
        }
        self.nodes.push(Node {
            tag: Tag::Text,
            hidden: false,
            attribute_count: 0,
            parent: owner,
            end: id + 1,
            source: range.start as u32..range.end as u32,
            attributes: 0,
        });
    }

    fn in_body(&mut self, mut name: Named, start: &Start) {
        let tag = name.tag;
        if tag == Tag::Table {
            // Right in a table, and not in a cell of it, it takes its place.
            let cell = |tag| matches!(tag, Tag::Td | Tag::Th | Tag::Caption) || is_table_wall(tag);
            match self.innermost(|open| open.tag == Tag::Table, cell) {
                Some(at) if self.is_open(Tag::Table) => self.pop_to(at),
                _ => {}
            }
        } else if tag.is_table_part() {
            return self.table_part(name, start);
        }
        match tag {
            Tag::Form if self.form.is_some() && !self.is_open(Tag::Template) => {
                return self.forget(start);
            }
            Tag::Li => self.end_item(|tag| tag == Tag::Li),
            Tag::Dd | Tag::Dt => self.end_item(|tag| matches!(tag, Tag::Dd | Tag::Dt)),
            Tag::Button => {
                if let Some(at) = self.in_scope(Tag::Button) {
                    self.pop_to(at);
                }
            }
            Tag::A | Tag::Nobr => self.end_format(tag),
            Tag::Input | Tag::Keygen | Tag::Textarea => self.end_select(),
            Tag::Select if self.in_scope(Tag::Select).is_some() => {
                self.end_select();
                return self.forget(start);
            }
            Tag::Option | Tag::Optgroup if self.top() == Tag::Option => self.pop_to(self.stack.len() - 1),
            Tag::Rb | Tag::Rtc if self.in_scope(Tag::Ruby).is_some() => self.end_implied(None),
            Tag::Rp | Tag::Rt if self.in_scope(Tag::Ruby).is_some() => self.end_implied(Some(Tag::Rtc)),
            Tag::Image => name.tag = Tag::Img,
            _ => {}
        }
        if tag.ends_p() {
            self.end_p();
        }
        if tag.is_heading() && self.top().is_heading() {
            self.pop_to(self.stack.len() - 1);
        }
        let form = tag == Tag::Form && !self.is_open(Tag::Template);
        let id = self.nodes.len() as NodeId;
        self.insert(name, start);
        if form {
            self.form = Some(id);
        }
    }

    /// Ends the list item that a new one follows.
    fn end_item(&mut self, is_item: impl Fn(Tag) -> bool) {
        let wall = |tag: Tag| tag.is_special() && !matches!(tag, Tag::Address | Tag::Div | Tag::P);
        if let Some(at) = self.innermost(|open| is_item(open.tag), wall) {
            self.pop_to(at);
        }
    }

    fn end_select(&mut self) {
        if let Some(at) = self.in_scope(Tag::Select) {
            self.pop_to(at);
        }
    }

    /// Opens a part of a table in the table that is open, and ends what it
    /// cannot stand in; without a table it is nothing.
    fn table_part(&mut self, name: Named, start: &Start) {
        let table = match self.innermost(|open| is_table_wall(open.tag), |_| false) {
            Some(at) if self.stack.get(at).is_some_and(|open| open.tag == Tag::Table) => at,
            Some(at) if self.stack.get(at).is_some_and(|open| open.tag == Tag::Template) => {
                return self.insert(name, start);
            }
            _ => return self.forget(start),
        };
        let among = |wanted: fn(Tag) -> bool| {
            let inside = self.stack.get(table + 1..).unwrap_or_default();
            inside.iter().position(|open| wanted(open.tag)).map(|at| table + 1 + at)
        };
        let section = among(|tag| matches!(tag, Tag::Tbody | Tag::Thead | Tag::Tfoot));
        let row = among(|tag| tag == Tag::Tr);
        match name.tag {
            Tag::Td | Tag::Th => match row {
                Some(row) => self.pop_to(row + 1),
                None => {
                    self.pop_to(section.unwrap_or(table) + 1);
                    self.element(Named { tag: Tag::Tr, hash: 0 }, &nowhere());
                }
            },
            Tag::Tr => self.pop_to(section.unwrap_or(table) + 1),
            _ => self.pop_to(table + 1),
        }
        self.insert(name, start);
    }

    fn end(&mut self, name: Named) {
        if self.top().is_foreign() && self.end_foreign(name) {
            return;
        }
        if self.unpushed > 0 && !name.tag.is_implied() && !name.tag.is_void() {
            self.unpushed -= 1;
            return;
        }
        let tag = if name.tag.is_foreign() { Tag::Other } else { name.tag };
        let name = Named { tag, ..name };
        if self.ends_last(name) {
            return self.pop_to(self.stack.len() - 1);
        }
        match tag {
            Tag::Html | Tag::Body => {}
            Tag::Head => {
                if self.phase == Phase::Head && self.top() == Tag::Head {
                    self.pop_to(1);
                }
            }
            Tag::Br => {
                self.begin_content();
                self.element(name, &nowhere());
            }
            Tag::P => {
                if self.phase != Phase::Body {
                    return;
                }
                let open = self.nodes.len();
                let before = self.stack.len();
                self.end_p();
                if self.stack.len() == before && open == self.nodes.len() {
                    // An empty paragraph, and so the end of a line.
                    self.element(name, &nowhere());
                    self.end_p();
                }
            }
            Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => {
                if let Some(at) = self.innermost(|open| open.tag.is_heading(), Tag::is_wall) {
                    self.pop_to(at);
                }
            }
            Tag::Li => {
                let wall = |tag: Tag| tag.is_wall() || matches!(tag, Tag::Ul | Tag::Ol);
                if let Some(at) = self.innermost(|open| open.tag == Tag::Li, wall) {
                    self.pop_to(at);
                }
            }
            Tag::Form => self.end_form(),
            Tag::Template => {
                let at = self.innermost(|open| open.tag == Tag::Template, |_| false);
                if let Some(at) = at.filter(|_| self.is_open(Tag::Template)) {
                    self.pop_to(at);
                }
            }
            tag if tag.is_table_part() => {
                let at = self.innermost(|open| open.tag == tag, is_table_wall);
                if let Some(at) = at.filter(|_| self.is_open(tag)) {
                    self.pop_to(at);
                }
            }
            tag if tag.is_format() => self.end_format(tag),
            tag if tag.reaches() => {
                if let Some(at) = self.in_scope(tag) {
                    self.pop_to(at);
                }
            }
            tag => {
                let key = key(name);
                if !self.is_open(tag) {
                    return;
                }
                if let Some(at) = self.innermost(|open| open.key == key, Tag::is_special) {
                    self.pop_to(at);
                }
            }
        }
    }

    /// Whether an end tag ends the element that was opened last and nothing else, as most
    /// do: what the rules say for each then.
    fn ends_last(&self, name: Named) -> bool {
        let ends = self.stack.last().is_some_and(|open| open.key == key(name));
        ends && self.phase == Phase::Body && !matches!(name.tag, Tag::Html | Tag::Body | Tag::Form)
    }

    /// Ends bold or italics. Blocks that began in it stay open.
    fn end_format(&mut self, tag: Tag) {
        let Some(at) = self.in_scope(tag) else { return };
        let inside = self.stack.get(at + 1..).unwrap_or_default();
        if inside.iter().any(|open| open.tag.is_special()) {
            self.end_alone(at);
        } else {
            self.pop_to(at);
        }
    }

    /// Ends the form and nothing else: what is still open in it stays open.
    fn end_form(&mut self) {
        let Some(form) = self.form.take() else { return };
        let Some(at) = self.innermost(|open| open.node == form, Tag::is_wall) else { return };
        self.end_implied(None);
        self.end_alone(at);
    }

    /// Whether a start tag ends the drawings and formulas that are open.
    fn leave_foreign(&mut self, start: &Start) -> bool {
        if !start.name.tag.is_breakout() {
            return false;
        }
        self.pop_foreign();
        true
    }

    fn pop_foreign(&mut self) {
        while self.top().is_foreign() && !self.top().holds_html() {
            self.pop_to(self.stack.len() - 1);
        }
    }

    /// What a name means in the drawing or the formula that is open.
    fn foreign_name(&self, name: Named) -> Named {
        let formula = || {
            let root = self.innermost(|open| matches!(open.tag, Tag::Svg | Tag::Math), |_| false);
            root.and_then(|at| self.stack.get(at)).is_some_and(|open| open.tag == Tag::Math)
        };
        let tag = match name.tag {
            Tag::Title | Tag::Desc if !formula() => Tag::Island,
            Tag::Mi | Tag::Mn | Tag::Mo | Tag::Ms | Tag::Mtext if formula() => Tag::Island,
            Tag::ForeignObject if !formula() => Tag::ForeignObject,
            tag @ (Tag::Svg | Tag::Math | Tag::Annotation | Tag::AnnotationXml) => tag,
            _ => Tag::Foreign,
        };
        Named { tag, ..name }
    }

    /// Opens an element of a drawing or a formula.
    fn foreign(&mut self, start: &Start) {
        self.element(self.foreign_name(start.name), start);
        if start.closed && self.stack.last().is_some_and(|open| open.node as usize + 1 == self.nodes.len()) {
            self.pop_to(self.stack.len() - 1);
        }
    }

    /// Ends an element of a drawing or a formula; `false` if it is for HTML to
    /// say what the tag ends.
    fn end_foreign(&mut self, name: Named) -> bool {
        if matches!(name.tag, Tag::P | Tag::Br) {
            self.pop_foreign();
            return false;
        }
        let wanted = key(self.foreign_name(name));
        let html = |tag: Tag| !tag.is_foreign();
        match self.innermost(|open| open.key == wanted && open.tag.is_foreign(), html) {
            Some(at) => {
                self.pop_to(at);
                true
            }
            None => false,
        }
    }
}

/// What the end tag of an element must have to be its.
fn key(name: Named) -> u32 {
    match name.tag {
        Tag::Other | Tag::Foreign | Tag::Island => name.tag as u32 | name.hash << 8,
        tag => tag as u32,
    }
}

/// Whether parts of a table do not look over it for theirs.
fn is_table_wall(tag: Tag) -> bool {
    matches!(tag, Tag::Html | Tag::Table | Tag::Template | Tag::ForeignObject)
}

/// Whether a style hides what it is given to.
fn hides(style: &str) -> bool {
    let mut rest = style.as_bytes();
    while let Some(at) = memchr::memchr2(b'd', b'D', rest) {
        rest = rest.get(at..).unwrap_or_default();
        let (word, behind) = rest.split_at_checked(7).unwrap_or((rest, &[]));
        rest = rest.get(1..).unwrap_or_default();
        if word.eq_ignore_ascii_case(b"display") {
            let value = behind.trim_ascii_start().strip_prefix(b":").unwrap_or_default().trim_ascii_start();
            if value.get(..4).is_some_and(|value| value.eq_ignore_ascii_case(b"none")) {
                return true;
            }
        }
    }
    false
}
