// The lines of a page as html5ever's tree gives them: the slow, obvious twin of
// `minread::html`, shared by tests/rust/html.rs and benches/html_oracle.rs.
//
// The rules for lines are written a second time here, over a tree that the HTML
// standard's own algorithm has built. Lines come in the order in which their
// text came in: the standard moves text that stands between the rows of a table
// in front of it, and where it stood is all that differs.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use html5ever::tendril::StrTendril;
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, ExpandedName, QualName, ns, parse_document};

#[derive(Clone)]
pub struct Handle {
    id: usize,
    name: Option<Rc<QualName>>,
}

#[derive(Default)]
struct Node {
    name: Option<Rc<QualName>>,
    attributes: Vec<Attribute>,
    text: Option<String>,
    parent: Option<usize>,
    children: Vec<usize>,
}

#[derive(Default)]
struct Sink {
    nodes: RefCell<Vec<Node>>,
}

impl Sink {
    fn new_node(&self, node: Node) -> Handle {
        let mut nodes = self.nodes.borrow_mut();
        let name = node.name.clone();
        nodes.push(node);
        Handle { id: nodes.len() - 1, name }
    }

    fn detach(&self, id: usize) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[id].parent.take() {
            nodes[parent].children.retain(|child| *child != id);
        }
    }

    /// Puts `child` into `parent` in front of its child number `at`.
    fn put(&self, parent: usize, at: usize, child: NodeOrText<Handle>) {
        let id = match child {
            NodeOrText::AppendNode(node) => {
                self.detach(node.id);
                node.id
            }
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let before = at.checked_sub(1).map(|at| nodes[parent].children[at]);
                if let Some(old) = before.and_then(|id| nodes[id].text.as_mut()) {
                    old.push_str(&text);
                    return;
                }
                drop(nodes);
                self.new_node(Node { text: Some(text.to_string()), ..Node::default() }).id
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        let at = at.min(nodes[parent].children.len());
        nodes[parent].children.insert(at, id);
        nodes[id].parent = Some(parent);
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Vec<Node>;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Vec<Node> {
        self.nodes.into_inner()
    }
    fn parse_error(&self, _: Cow<'static, str>) {}
    fn get_document(&self) -> Handle {
        Handle { id: 0, name: None }
    }
    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.as_ref().unwrap().expanded()
    }
    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        self.new_node(Node { name: Some(Rc::new(name)), attributes, ..Node::default() })
    }
    fn create_comment(&self, _: StrTendril) -> Handle {
        self.new_node(Node::default())
    }
    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.new_node(Node::default())
    }
    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        if let NodeOrText::AppendNode(node) = &child {
            self.detach(node.id);
        }
        let at = self.nodes.borrow()[parent.id].children.len();
        self.put(parent.id, at, child);
    }
    fn append_based_on_parent_node(&self, element: &Handle, before: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.nodes.borrow()[element.id].parent.is_some();
        if has_parent { self.append_before_sibling(element, child) } else { self.append(before, child) }
    }
    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        if let NodeOrText::AppendNode(node) = &child {
            self.detach(node.id);
        }
        let parent = self.nodes.borrow()[sibling.id].parent.unwrap();
        let at = self.nodes.borrow()[parent].children.iter().position(|id| *id == sibling.id).unwrap();
        self.put(parent, at, child);
    }
    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }
    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }
    fn set_quirks_mode(&self, _: QuirksMode) {}
    fn add_attrs_if_missing(&self, _: &Handle, _: Vec<Attribute>) {}
    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.id);
    }
    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let children = self.nodes.borrow()[node.id].children.clone();
        for child in children {
            self.append(new_parent, NodeOrText::AppendNode(Handle { id: child, name: None }));
        }
    }
}

fn parsed(page: &str) -> Vec<Node> {
    let sink = Sink::default();
    sink.new_node(Node::default());
    parse_document(sink, Default::default()).one(page)
}

#[allow(dead_code, reason = "only one bench times it")]
/// How many nodes html5ever makes of a page: what a bench times.
pub fn node_count(page: &str) -> usize {
    parsed(page).len()
}

const LINES: &str = " html body address article aside blockquote center details dialog dir div dl dd dt fieldset \
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav ol p \
    plaintext pre search section summary ul xmp table caption tbody tfoot thead tr marquee optgroup option ";
const UNSEEN: &str = " head base basefont bgsound link meta noframes noscript script style template title rp rt \
    rtc audio canvas datalist iframe meter noembed object progress select textarea video svg annotation \
    annotation-xml ";
const GAPS: &str = " applet audio button canvas embed iframe img input keygen meter object progress select textarea \
    video ";

fn listed(list: &str, name: &str) -> bool {
    list.contains(&format!(" {name} "))
}

struct Reader<'a> {
    nodes: &'a [Node],
    line: String,
    first: usize,
    lines: Vec<(usize, String)>,
}

impl Reader<'_> {
    /// The name of an HTML element, the name behind `:` of another.
    fn name(&self, id: usize) -> String {
        match &self.nodes[id].name {
            Some(name) if name.ns == ns!(html) => name.local.to_string(),
            Some(name) if matches!(&*name.local, "svg" | "annotation" | "annotation-xml") => {
                name.local.to_string()
            }
            Some(name) => format!(":{}", name.local),
            None => String::new(),
        }
    }

    fn attribute(&self, id: usize, name: &str) -> Option<&str> {
        let found = self.nodes[id].attributes.iter().find(|attribute| &*attribute.name.local == name);
        found.map(|attribute| &*attribute.value)
    }

    fn is_hidden(&self, id: usize, name: &str) -> bool {
        let style: String = self.attribute(id, "style").unwrap_or_default().split_whitespace().collect();
        let aria = self.attribute(id, "aria-hidden").is_some_and(|value| value.eq_ignore_ascii_case("true"));
        let hides = self.attribute(id, "hidden").is_some()
            || style.to_ascii_lowercase().contains("display:none")
            || (aria && !listed(LINES, name));
        listed(UNSEEN, name) || (hides && !matches!(name, "html" | "body"))
    }

    fn is_data_row(&self, id: usize) -> bool {
        self.nodes[id].children.iter().all(|child| {
            let name = self.name(*child);
            name != "br" && !listed(LINES, &name) && self.is_data_row(*child)
        })
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.trim().is_empty() {
            self.lines.push((self.first, line));
        }
    }

    fn walk(&mut self, id: usize, pre: bool, row: bool) {
        if let Some(text) = &self.nodes[id].text {
            if self.line.trim_matches(|c: char| c.is_ascii_whitespace() || c == '\u{1}').is_empty() {
                self.first = id;
                self.line.clear();
            }
            // Within `pre`, marks stand for white space that is kept.
            let text = text.replace('\0', "");
            let kept = text.replace(' ', "\u{1}").replace('\t', "\u{2}").replace('\n', "\u{3}");
            self.line.push_str(if pre { &kept } else { &text });
            return;
        }
        let name = self.name(id);
        let splits = listed(LINES, &name);
        if splits {
            self.end_line();
        } else if listed(GAPS, &name) {
            self.line.push(' ');
        }
        if self.is_hidden(id, &name) {
            return;
        }
        let pre = pre || listed(" pre listing xmp plaintext ", &name);
        let mut row = row && !splits;
        match name.as_str() {
            "br" if pre => self.line.push('\u{3}'),
            "br" => self.end_line(),
            "td" | "th" if row => self.line.push('\u{4}'),
            "td" | "th" => self.end_line(),
            "tr" => row = self.is_data_row(id),
            _ => {}
        }
        for child in &self.nodes[id].children {
            self.walk(*child, pre, row);
        }
        if splits {
            self.end_line();
        } else if listed(GAPS, &name) {
            self.line.push(' ');
        }
    }
}

/// One space for any run of white space, tabs for the starts of cells.
fn collapsed(line: &str) -> String {
    let mut cells = line.split('\u{4}').map(|cell| {
        let words: Vec<&str> =
            cell.split(|c: char| c.is_ascii_whitespace()).filter(|word| !word.is_empty()).collect();
        words.join(" ")
    });
    let first = cells.next().unwrap_or_default();
    let line = cells.fold(first, |line, cell| line + "\t" + &cell);
    line.replace('\u{1}', " ").replace('\u{2}', "\t").replace('\u{3}', "\n").trim().to_owned()
}

/// The lines of a page.
pub fn lines(page: &str) -> Vec<String> {
    let nodes = parsed(page);
    let mut reader = Reader { nodes: &nodes, line: String::new(), first: 0, lines: Vec::new() };
    reader.walk(0, false, false);
    reader.end_line();
    reader.lines.sort_by_key(|(first, _)| *first);
    reader.lines.iter().map(|(_, line)| collapsed(line)).filter(|line| !line.is_empty()).collect()
}
