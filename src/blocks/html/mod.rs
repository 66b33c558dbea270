//! HTML to blocks: the only place that knows tags.
//!
//! [`tokenizer`] finds the tags, [`builder`] makes a [`Tree`] of them, [`lines`]
//! reads the lines off that tree, and [`markup`] says what is around each, [`class_names`]
//! what elements say of themselves.

mod attributes;
mod builder;
mod class_names;
mod json_ld;
mod lines;
mod markup;
mod metadata;
mod packed;
mod tags;
mod tokenizer;
mod tree;

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::print_stdout)]
mod html5lib;

pub use attributes::Name;
pub use class_names::Beside;
pub(crate) use json_ld::Author;
pub use lines::{Element, PageBlock};
pub use markup::Markup;
pub(crate) use metadata::{Statements, Time, bylines, dated, statements};
pub use tags::Tag;
pub use tree::{Node, NodeId, Tree};

use crate::pace;

/// So much is read between two reports of it.
const REPORTED_BYTES: usize = 4096;

/// A page that has been read: its blocks, and the tree that they stand in.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    /// The elements and texts of the page.
    pub tree: Tree<'a>,
    /// What a reader sees of it, in the order of the source.
    pub blocks: Vec<PageBlock<'a>>,
}

/// Reads an HTML page. Whatever the source is, it is read as a browser would
/// read it that runs scripts; where nothing is to be seen then, as one without.
///
/// ```
/// let page = minread::html("<h1>Judul</h1><p>Satu <b>dua</b>.<p hidden>Tiga.");
/// let texts: Vec<&str> = page.blocks.iter().map(|block| block.text.as_ref()).collect();
/// assert_eq!(texts, ["Judul", "Satu dua."]);
/// ```
pub fn html(source: &str) -> Page<'_> {
    pace::stage("html");
    let tree = Tree::read(source);
    let blocks = tree.blocks();
    // A forum that scripts would fill has its posts there, for search engines.
    if blocks.is_empty() && tree.nodes.iter().any(|node| node.tag == Tag::Noscript) {
        let tree = Tree::read_without_scripts(source);
        let blocks = tree.blocks();
        Page { tree, blocks }
    } else {
        Page { tree, blocks }
    }
}
