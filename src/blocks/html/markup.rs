//! What the markup around a block tells, in whole numbers: what a labeller
//! learns from. One pass over the blocks, one up the tree and one down.

use super::Page;
use super::attributes::Name;
use super::class_names::{Beside, Said};
use super::lines::{Element, PageBlock};
use super::tags::Tag;
use super::tree::{NodeId, Tree};
use crate::hash::{self, ByHash};
use crate::limits::{PROSE_BLOCK_BYTES, SPAN_BLOCK_COST};
use crate::pace;

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        /// What the markup tells of one block. Shares are in thousandths; what no i16 holds
        /// is the nearest that one does.
        ///
        /// *Prose* is a block of some length, most of it not linked, and its
        /// weight its characters. The *home* of a block is the element that its
        /// paragraphs stand in: the parent of a `p`, the `div` itself of bare
        /// lines. The *score* of an element is the prose that it is the home of,
        /// and half of that which its children are; the *best* element is the
        /// one with the highest.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Markup {
            $($(#[$doc])* pub $name: i16,)*
            /// What an element around the block says that it is.
            pub beside: Option<Beside>,
        }

        impl Markup {
            /// The names of the numbers, in the order of [`Markup::values`].
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name),)*];

            /// The numbers, in the order of [`Markup::NAMES`].
            pub fn values(&self) -> [i16; Self::NAMES.len()] {
                [$(self.$name,)*]
            }
        }
    };
}

features! {
    /// The highest score of an element around the block, as a share of the best.
    ancestor_score;
    /// The score of the home of the block, as a share of the best.
    home_score;
    /// The score of the parent of the home, as a share of the best.
    grandparent_score;
    /// Prose in blocks whose grandparent has the same tag and class, as a share
    /// of the page's.
    grandparent_signature_prose;
    /// Prose in blocks whose element has the same tag and class, likewise.
    signature_prose;
    /// How many blocks have an element of the same tag and class, as a share of
    /// all.
    signature_blocks;
    /// Unlinked minus linked characters of the block and two on either side.
    window;
    /// 1 in the stretch of blocks with the most unlinked text.
    densest;
    /// How many elements around say by tag, class, id or role that they hold no
    /// article.
    chrome;
    /// Steps up from the block to the nearest of these, 0 without one.
    chrome_hops;
    /// Steps through the tree from the home to the best element.
    best_hops;
    /// 1 in the best element.
    in_best;
    /// Prose in the best element, as a share of the page's.
    best_share;
    /// Linked characters of the block, as a share of its characters.
    links;
    /// The same of its home.
    home_links;
    /// The same of the parent of the home.
    grandparent_links;
    /// The same one step further up.
    great_grandparent_links;
    /// Prose of the parent of the home, as a share of its characters.
    grandparent_prose;
    /// The kind of its element: 0 plain, 1 paragraph, 2 to 7 headings, 8 item,
    /// 9 quote, 10 code, 11 row, 12 caption.
    element;
    /// Characters without white space.
    characters;
    /// Elements around it.
    depth;
    /// 1 in `article`.
    in_article;
    /// 1 in `main`.
    in_main;
    /// 1 in `aside`.
    in_aside;
    /// 1 in `nav`.
    in_nav;
    /// 1 in `header`.
    in_header;
    /// 1 in `footer`.
    in_footer;
    /// 1 in `figure`.
    in_figure;
    /// 1 in `table`.
    in_table;
    /// 1 in a list.
    in_list;
    /// 1 in `form`.
    in_form;
    /// 1 in an element with `itemprop="articleBody"`.
    in_article_body;
    /// Blocks from the first `h1` to here, negative in front of it; 0 in it and
    /// on pages without one.
    title_distance;
    /// Prose in front of the block, as a share of the page's.
    prose_before;
    /// Blocks to the nearest prose on either side, 0 in prose.
    prose_distance;
}

/// What is in an element and all below it.
#[derive(Clone, Copy, Default)]
struct Sums {
    characters: u32,
    linked: u32,
    prose: u32,
    score: u32,
}

/// What is around an element, itself with it. No element is deeper than 512.
#[derive(Clone, Copy, Default)]
struct Around {
    score: u32,
    depth: u16,
    chrome: u16,
    /// Depth of the nearest element that is chrome.
    chrome_depth: u16,
    hops: u16,
    places: u16,
    /// What the nearest element says that says it.
    beside: Option<Beside>,
}

/// The bit of an element that says where what is in it stands.
fn place(tag: Tag) -> u16 {
    match tag {
        Tag::Article => 1,
        Tag::Main => 1 << 1,
        Tag::Aside => 1 << 2,
        Tag::Nav => 1 << 3,
        Tag::Header => 1 << 4,
        Tag::Footer => 1 << 5,
        Tag::Figure => 1 << 6,
        Tag::Table => 1 << 7,
        Tag::Ul | Tag::Ol | Tag::Dl => 1 << 8,
        Tag::Form => 1 << 9,
        _ => 0,
    }
}

const ARTICLE_BODY: u16 = 1 << 10;

impl Page<'_> {
    /// What the markup tells of each block.
    pub fn markup(&self) -> Vec<Markup> {
        pace::stage("markup");
        Reader::new(&self.tree, &self.blocks).read()
    }
}

struct Reader<'p, 'a> {
    tree: &'p Tree<'a>,
    blocks: &'p [PageBlock<'a>],
    /// Of each block, its prose.
    prose: Vec<u32>,
    /// Of each node.
    sums: Vec<Sums>,
    /// Of each node that holds text, and these are few, in order.
    around: Vec<(NodeId, Around)>,
    best: NodeId,
}

impl<'p, 'a> Reader<'p, 'a> {
    fn new(tree: &'p Tree<'a>, blocks: &'p [PageBlock<'a>]) -> Reader<'p, 'a> {
        let prose = blocks.iter().map(prose).collect();
        let sums = vec![Sums::default(); tree.nodes.len()];
        let mut reader = Reader { tree, blocks, prose, sums, around: Vec::new(), best: 0 };
        reader.add_up();
        reader.walk_down();
        reader
    }

    fn sums(&self, node: NodeId) -> Sums {
        self.sums.get(node as usize).copied().unwrap_or_default()
    }

    fn around(&self, node: NodeId) -> Around {
        let place = self.around.binary_search_by_key(&node, |(id, _)| *id);
        place.ok().and_then(|at| self.around.get(at)).map_or_else(Around::default, |(_, around)| *around)
    }

    fn parent(&self, node: NodeId) -> NodeId {
        self.tree.node(node).map_or(0, |node| node.parent)
    }

    /// The element that the paragraphs of a block stand in.
    fn home(&self, block: &PageBlock<'_>) -> NodeId {
        let tag = self.tree.node(block.node).map_or(Tag::Body, |node| node.tag);
        let holds = matches!(tag, Tag::Div | Tag::Section | Tag::Article | Tag::Main | Tag::Body | Tag::Html)
            || matches!(tag, Tag::Td | Tag::Th | Tag::Center | Tag::Aside | Tag::Header | Tag::Footer);
        if holds { block.node } else { self.parent(block.node) }
    }

    /// Sums of all elements, from the blocks up.
    fn add_up(&mut self) {
        for (block, prose) in self.blocks.iter().zip(&self.prose) {
            let home = self.home(block);
            if let Some(sums) = self.sums.get_mut(block.node as usize) {
                sums.characters += block.characters;
                sums.linked += block.linked;
                sums.prose += prose;
            }
            let above = self.parent(home);
            if let Some(sums) = self.sums.get_mut(home as usize) {
                sums.score += prose;
            }
            if let Some(sums) = self.sums.get_mut(above as usize).filter(|_| above != home) {
                sums.score += prose / 2;
            }
        }
        let mut highest = 0;
        for (at, node) in self.tree.nodes.iter().enumerate().skip(1).rev() {
            let Some(sums) = self.sums.get(at).copied() else { break };
            if sums.score > highest {
                (highest, self.best) = (sums.score, at as NodeId);
            }
            if let Some(parent) = self.sums.get_mut(node.parent as usize) {
                parent.characters += sums.characters;
                parent.linked += sums.linked;
                parent.prose += sums.prose;
            }
        }
        pace::advance(self.tree.nodes.len());
    }

    /// What is around all elements that hold text, from the root down.
    fn walk_down(&mut self) {
        // The container of an article may be named so (a comment is a genre too): what
        // holds the headline or most of the prose does not stand beside the article.
        let all_prose: u64 = self.prose.iter().copied().map(u64::from).sum();
        let headline = self.blocks.iter().find(|block| block.element == Element::Heading(1));
        let headline = headline.map(|block| block.node);
        let best = self.tree.node(self.best).map_or(0..0, |node| self.best..node.end);
        let depth = self.tree.ancestors(self.best).count() as u16;
        let root = Around { score: self.sums(0).score, hops: depth, ..Around::default() };
        self.around.reserve_exact(1 + self.sums.iter().filter(|sums| sums.characters > 0).count());
        self.around.push((0, root));
        // Pages give a few names to many elements.
        let mut by_name: ByHash<Said> = ByHash::default();
        let mut known =
            |names: &str| *by_name.entry(hash::text(names.as_bytes())).or_insert_with(|| Said::by(names));
        for (at, node) in self.tree.nodes.iter().enumerate().skip(1) {
            let Some(sums) = self.sums.get(at).filter(|sums| sums.characters > 0) else { continue };
            let mut around = self.around(node.parent);
            let id = at as NodeId;
            around.depth += 1;
            around.score = around.score.max(sums.score);
            let holds_best = id <= best.start && best.start < node.end;
            around.hops = if holds_best { around.hops.saturating_sub(1) } else { around.hops + 1 };
            around.places |= place(node.tag);
            if node.attribute_count > 0 || is_chrome_tag(node.tag) {
                let (mut class, mut of_id, mut role) = (Said::default(), Said::default(), Said::default());
                for (name, value) in self.tree.raw_attributes(node) {
                    match name {
                        Name::Class => class = known(value),
                        Name::Id => of_id = known(value),
                        Name::Role => role = known(value),
                        Name::Itemprop if value.eq_ignore_ascii_case("articleBody") => {
                            around.places |= ARTICLE_BODY;
                        }
                        _ => {}
                    }
                }
                let said = class.and(of_id).and(role);
                if is_chrome_tag(node.tag) || said.chrome {
                    around.chrome += 1;
                    around.chrome_depth = around.depth;
                }
                let is_beside = |_: &Beside| {
                    let holds_headline = headline.is_some_and(|headline| (id..node.end).contains(&headline));
                    u64::from(sums.prose) * 10 < all_prose * 7 && !holds_headline
                };
                around.beside = said.beside.filter(is_beside).or(around.beside);
            }
            self.around.push((id, around));
        }
        pace::advance(self.tree.nodes.len());
    }

    fn read(&self) -> Vec<Markup> {
        let all_prose: u32 = self.prose.iter().sum();
        let best_score = self.sums(self.best).score;
        let best = self.tree.node(self.best).map_or(0..0, |node| self.best..node.end);
        let signature = |id: NodeId| {
            let tag = self.tree.node(id).map_or(Tag::Other, |node| node.tag);
            let class = self.tree.raw_attribute(id, Name::Class).unwrap_or_default();
            hash::pair(tag as u64, hash::text(class.as_bytes()))
        };
        let mut numbers: ByHash<u32> = ByHash::default();
        // Of each signature its blocks, and the prose in them.
        let mut seen: Vec<(u32, u32)> = Vec::new();
        // Above blocks in a row is mostly the same element.
        let mut last = (NodeId::MAX, 0);
        let signatures: Vec<[u32; 2]> = self
            .blocks
            .iter()
            .zip(&self.prose)
            .map(|(block, prose)| {
                let own = signature(block.node);
                // Told apart from the same signature as a block's own.
                let above = self.parent(self.parent(block.node));
                if last.0 != above {
                    last = (above, !signature(above));
                }
                [own, last.1].map(|signature| {
                    let number = *numbers.entry(signature).or_insert(seen.len() as u32);
                    if seen.len() as u32 == number {
                        seen.push((0, 0));
                    }
                    if let Some((blocks, weight)) = seen.get_mut(number as usize) {
                        (*blocks, *weight) = (*blocks + 1, *weight + prose);
                    }
                    number
                })
            })
            .collect();
        let of = |signature: u32| seen.get(signature as usize).copied().unwrap_or_default();
        let balance: Vec<i32> = self
            .blocks
            .iter()
            .map(|block| signed(block.characters).saturating_sub(signed(block.linked).saturating_mul(2)))
            .collect();
        let densest = densest(&balance);
        let distances = distances(&self.prose);
        let title = self.blocks.iter().position(|block| block.element == Element::Heading(1));
        let best_share = share(self.sums(self.best).prose, all_prose);
        let of_home = |home: NodeId| {
            let (parent, grand) = (self.parent(home), self.parent(self.parent(home)));
            let links = |id| share(self.sums(id).linked, self.sums(id).characters);
            Markup {
                home_score: share(self.sums(home).score, best_score),
                grandparent_score: share(self.sums(parent).score, best_score),
                best_hops: number(self.around(home).hops.into()),
                best_share,
                home_links: links(home),
                grandparent_links: links(parent),
                great_grandparent_links: links(grand),
                grandparent_prose: share(self.sums(parent).prose, self.sums(parent).characters),
                ..Markup::default()
            }
        };
        // Blocks in a row mostly have one home.
        let mut last = (NodeId::MAX, Markup::default());
        let mut before = 0;
        let mut found = Vec::with_capacity(self.blocks.len());
        for (at, block) in self.blocks.iter().enumerate() {
            let home = self.home(block);
            if last.0 != home {
                last = (home, of_home(home));
            }
            let around = self.around(block.node);
            let [own, above] = signatures.get(at).copied().unwrap_or_default().map(of);
            let place = |bit: u16| i16::from(around.places & bit != 0);
            let window = balance.get(at.saturating_sub(2)..(at + 3).min(balance.len())).unwrap_or_default();
            found.push(Markup {
                ancestor_score: share(around.score, best_score),
                grandparent_signature_prose: share(above.1, all_prose),
                signature_prose: share(own.1, all_prose),
                signature_blocks: share(own.0, self.blocks.len() as u32),
                window: number(window.iter().map(|value| i64::from(*value)).sum()),
                densest: i16::from(densest.contains(&at)),
                chrome: number(around.chrome.into()),
                chrome_hops: if around.chrome == 0 {
                    0
                } else {
                    number((around.depth + 1 - around.chrome_depth).into())
                },
                in_best: i16::from(best.contains(&block.node)),
                links: share(block.linked, block.characters),
                element: element(block.element),
                characters: number(block.characters.into()),
                depth: number(around.depth.into()),
                in_article: place(1),
                in_main: place(1 << 1),
                in_aside: place(1 << 2),
                in_nav: place(1 << 3),
                in_header: place(1 << 4),
                in_footer: place(1 << 5),
                in_figure: place(1 << 6),
                in_table: place(1 << 7),
                in_list: place(1 << 8),
                in_form: place(1 << 9),
                in_article_body: place(ARTICLE_BODY),
                title_distance: title.map_or(0, |title| number(at as i64 - title as i64)),
                prose_before: share(before, all_prose),
                prose_distance: number(distances.get(at).copied().unwrap_or_default().into()),
                beside: around.beside,
                ..last.1
            });
            before += self.prose.get(at).copied().unwrap_or_default();
        }
        found
    }
}

/// The weight of a block as prose. Its bytes decide, for a character of Chinese
/// says as much as three letters.
fn prose(block: &PageBlock<'_>) -> u32 {
    let unlinked = block.characters - block.linked.min(block.characters);
    let long = block.text.len() >= PROSE_BLOCK_BYTES && unlinked >= block.linked.saturating_mul(2);
    if long && !matches!(block.element, Element::Heading(_)) { unlinked } else { 0 }
}

/// Blocks from each to the nearest that is prose.
fn distances(prose: &[u32]) -> Vec<i32> {
    let mut found = vec![0; prose.len()];
    let step = |last: &mut i32, prose: u32| {
        *last = if prose > 0 { 0 } else { last.saturating_add(1) };
        *last
    };
    let mut last = prose.len() as i32;
    for (slot, prose) in found.iter_mut().zip(prose) {
        *slot = step(&mut last, *prose);
    }
    last = prose.len() as i32;
    for (slot, prose) in found.iter_mut().zip(prose).rev() {
        *slot = step(&mut last, *prose).min(*slot);
    }
    found
}

/// The stretch with the highest sum, each block costing a constant.
fn densest(balance: &[i32]) -> std::ops::Range<usize> {
    let (mut best, mut highest) = (0..0, 0_i64);
    let (mut start, mut sum) = (0, 0_i64);
    for (at, value) in balance.iter().enumerate() {
        if sum <= 0 {
            (start, sum) = (at, 0);
        }
        sum += i64::from(*value) - SPAN_BLOCK_COST;
        if sum > highest {
            (best, highest) = (start..at + 1, sum);
        }
    }
    best
}

fn element(element: Element) -> i16 {
    match element {
        Element::Plain => 0,
        Element::Paragraph => 1,
        Element::Heading(level) => 1 + i16::from(level),
        Element::Item => 8,
        Element::Quote => 9,
        Element::Code => 10,
        Element::Row => 11,
        Element::Caption => 12,
    }
}

fn signed(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// Thousandths, 0 of nothing.
fn share(part: u32, whole: u32) -> i16 {
    // Mostly nothing is linked, or no prose: no division then.
    if part == 0 || whole == 0 { 0 } else { number((u64::from(part) * 1000 / u64::from(whole)) as i64) }
}

/// The nearest number above the least, which stands for a missing one in a row of features.
fn number(number: i64) -> i16 {
    number.clamp(-i64::from(i16::MAX), i16::MAX.into()) as i16
}

fn is_chrome_tag(tag: Tag) -> bool {
    matches!(tag, Tag::Nav | Tag::Aside | Tag::Footer | Tag::Form | Tag::Button | Tag::Figcaption | Tag::Menu)
}
