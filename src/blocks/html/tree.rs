//! A page as a tree: elements and texts in the order of the source, in one
//! vector, borrowing the source.
//!
//! The nodes below a node are those from it to its `end`, so walking down,
//! adding up and looking around are loops over a slice.

use std::borrow::Cow;
use std::ops::Range;

use super::attributes::{Attribute, Name};
use super::tags::Tag;
use super::tokenizer::{characters, is_space};
use crate::span;

/// The place of a node in its tree.
pub type NodeId = u32;

/// An element, or a text in one.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub tag: Tag,
    /// Readers do not see what is in it.
    pub hidden: bool,
    /// How many attributes it has, from `attributes` on.
    pub(super) attribute_count: u8,
    /// The element it stands in; the root stands in itself.
    pub parent: NodeId,
    /// The first node that is no longer in it.
    pub end: NodeId,
    /// Of an element its start tag, of a text the text, in the source.
    pub(super) source: Range<u32>,
    pub(super) attributes: u32,
}

/// A page whose tags have been read.
#[derive(Clone, Debug)]
pub struct Tree<'a> {
    /// The page.
    pub source: &'a str,
    /// Its nodes; the first is `html`.
    pub nodes: Vec<Node>,
    pub(super) attributes: Vec<Attribute>,
    /// Something was nested deeper than [`crate::limits::HTML_DEPTH`], or stood
    /// behind the first 4 GiB.
    pub capped: bool,
}

impl<'a> Tree<'a> {
    /// The node at `id`, if there is one.
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id as usize)
    }

    /// What is below a node, itself not among it.
    pub fn below(&self, id: NodeId) -> Range<NodeId> {
        self.node(id).map_or(0..0, |node| id + 1..node.end)
    }

    /// Where a node stands in the source: of an element its start tag.
    pub fn range(&self, id: NodeId) -> Range<usize> {
        self.node(id).map_or(0..0, |node| node.source.start as usize..node.source.end as usize)
    }

    /// The elements around a node, the nearest first.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let mut at = id;
        std::iter::from_fn(move || {
            let parent = self.node(at)?.parent;
            (parent != at).then(|| {
                at = parent;
                parent
            })
        })
    }

    /// An attribute as it is written, character references not read: enough to
    /// compare it with a word.
    pub fn raw_attribute(&self, id: NodeId, name: Name) -> Option<&'a str> {
        let found = self.attributes_of(self.node(id)?).iter().find(|attribute| attribute.name == name)?;
        Some(self.value(found))
    }

    /// All attributes of an element that are read, as [`Tree::raw_attribute`] gives each.
    pub(super) fn raw_attributes(&self, node: &Node) -> impl Iterator<Item = (Name, &'a str)> {
        self.attributes_of(node).iter().map(|attribute| (attribute.name, self.value(attribute)))
    }

    fn attributes_of(&self, node: &Node) -> &[Attribute] {
        let start = node.attributes as usize;
        self.attributes.get(start..start + usize::from(node.attribute_count)).unwrap_or_default()
    }

    fn value(&self, attribute: &Attribute) -> &'a str {
        span::cut(self.source, attribute.start as usize..attribute.end as usize)
    }

    /// An attribute of an element.
    pub fn attribute(&self, id: NodeId, name: Name) -> Option<Cow<'a, str>> {
        self.raw_attribute(id, name).map(htmlize::unescape_attribute)
    }

    /// The text of a text node, character references read.
    pub fn run(&self, id: NodeId) -> Cow<'a, str> {
        let raw = span::cut(self.source, self.range(id));
        match self.node(id).and_then(|node| self.node(node.parent)) {
            Some(parent) if parent.tag.is_raw() => characters(raw, parent.tag.has_references()),
            _ => htmlize::unescape(raw),
        }
    }

    /// All text below a node that is not hidden from it, white space collapsed:
    /// a title, a byline, the content of a script.
    pub fn text(&self, id: NodeId) -> String {
        let mut text = String::new();
        let mut space = false;
        let Range { start, end } = self.below(id);
        let mut at = start;
        while at < end {
            let Some(node) = self.node(at) else { break };
            if node.hidden {
                at = node.end;
                continue;
            }
            if node.tag == Tag::Text {
                let run = self.run(at);
                space |= run.starts_with(|c: char| c.is_ascii_whitespace());
                for word in run.split_ascii_whitespace() {
                    if space && !text.is_empty() {
                        text.push(' ');
                    }
                    text.push_str(word);
                    space = true;
                }
                space &= run.is_empty() || run.bytes().next_back().is_some_and(is_space);
            } else {
                space |= node.tag.splits_lines() || node.tag.is_gap() || node.tag == Tag::Br;
            }
            at += 1;
        }
        text
    }
}
