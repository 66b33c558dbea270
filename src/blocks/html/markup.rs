//! What the markup around a block tells, in whole numbers: what a labeller
//! learns from. One pass over the blocks, one up the elements around them and one down.

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
        let all: Vec<usize> = (0..self.blocks.len()).collect();
        self.markup_of(&all)
    }

    /// What it tells of the blocks at `wanted`, which are in order. The others count as
    /// neighbours, and take next to no time and memory: a page may be 200,000 times `<li>a`.
    pub fn markup_of(&self, wanted: &[usize]) -> Vec<Markup> {
        pace::stage("markup");
        Reader::new(&self.tree, &self.blocks, wanted).read(wanted)
    }
}

/// An element around a block that is wanted or prose.
struct Container {
    node: NodeId,
    /// The container that it stands in.
    parent: u32,
    sums: Sums,
    around: Around,
}

struct Reader<'p, 'a> {
    tree: &'p Tree<'a>,
    blocks: &'p [PageBlock<'a>],
    /// In the order of the page, the root first.
    containers: Vec<Container>,
    /// Of each node its container: itself if it is one, else the nearest around it.
    places: Vec<u32>,
    /// The container with the highest score.
    best: u32,
}

impl<'p, 'a> Reader<'p, 'a> {
    fn new(tree: &'p Tree<'a>, blocks: &'p [PageBlock<'a>], wanted: &[usize]) -> Reader<'p, 'a> {
        let mut reader =
            Reader { tree, blocks, containers: Vec::new(), places: vec![0; tree.nodes.len()], best: 0 };
        reader.find_containers(wanted);
        reader.add_up();
        reader.walk_down();
        reader
    }

    fn place(&self, node: NodeId) -> u32 {
        self.places.get(node as usize).copied().unwrap_or_default()
    }

    fn node(&self, place: u32) -> NodeId {
        self.containers.get(place as usize).map_or(0, |container| container.node)
    }

    fn sums(&self, place: u32) -> Sums {
        self.containers.get(place as usize).map(|container| container.sums).unwrap_or_default()
    }

    fn around(&self, place: u32) -> Around {
        self.containers.get(place as usize).map(|container| container.around).unwrap_or_default()
    }

    fn parent(&self, place: u32) -> u32 {
        self.containers.get(place as usize).map_or(0, |container| container.parent)
    }

    /// The container that the paragraphs of a block that stands in the one at `place` stand in.
    fn home(&self, place: u32) -> u32 {
        let tag = self.tree.node(self.node(place)).map_or(Tag::Body, |node| node.tag);
        let holds = matches!(tag, Tag::Div | Tag::Section | Tag::Article | Tag::Main | Tag::Body | Tag::Html)
            || matches!(tag, Tag::Td | Tag::Th | Tag::Center | Tag::Aside | Tag::Header | Tag::Footer);
        if holds { place } else { self.parent(place) }
    }

    fn find_containers(&mut self, wanted: &[usize]) {
        const FOUND: u32 = 1;
        let mut count = 1;
        let wanted = wanted.iter().filter_map(|at| self.blocks.get(*at));
        for block in wanted.chain(self.blocks.iter().filter(|block| prose(block) > 0)) {
            let mut at = block.node;
            while let Some(place) = self.places.get_mut(at as usize).filter(|place| at > 0 && **place == 0) {
                *place = FOUND;
                count += 1;
                at = self.tree.node(at).map_or(0, |node| node.parent);
            }
        }
        let container =
            |node, parent| Container { node, parent, sums: Sums::default(), around: Around::default() };
        self.containers.reserve_exact(count);
        self.containers.push(container(0, 0));
        for (at, node) in self.tree.nodes.iter().enumerate().skip(1) {
            let parent = self.place(node.parent);
            let Some(place) = self.places.get_mut(at) else { break };
            if *place == FOUND {
                *place = self.containers.len() as u32;
                self.containers.push(container(at as NodeId, parent));
            } else {
                *place = parent;
            }
        }
        pace::advance(self.tree.nodes.len());
    }

    /// Sums of all containers, from the blocks up.
    fn add_up(&mut self) {
        for block in self.blocks {
            let place = self.place(block.node);
            let prose = prose(block);
            let home = if prose > 0 { self.home(place) } else { 0 };
            let above = self.parent(home);
            let mut sums = |place: u32, add: &dyn Fn(&mut Sums)| {
                if let Some(container) = self.containers.get_mut(place as usize) {
                    add(&mut container.sums);
                }
            };
            sums(place, &|sums| {
                sums.characters += block.characters;
                sums.linked += block.linked;
                sums.prose += prose;
            });
            if prose > 0 {
                sums(home, &|sums| sums.score += prose);
            }
            if prose > 0 && above != home {
                sums(above, &|sums| sums.score += prose / 2);
            }
        }
        let mut highest = 0;
        for at in (1..self.containers.len() as u32).rev() {
            let (sums, parent) = (self.sums(at), self.parent(at));
            if sums.score > highest {
                (highest, self.best) = (sums.score, at);
            }
            if let Some(Container { sums: of_parent, .. }) = self.containers.get_mut(parent as usize) {
                of_parent.characters += sums.characters;
                of_parent.linked += sums.linked;
                of_parent.prose += sums.prose;
            }
        }
    }

    /// What is around all containers, from the root down.
    fn walk_down(&mut self) {
        // The container of an article may be named so (a comment is a genre too): what
        // holds the headline or most of the prose does not stand beside the article.
        let all_prose = u64::from(self.sums(0).prose);
        let headline = self.blocks.iter().find(|block| block.element == Element::Heading(1));
        let headline = headline.map(|block| block.node);
        let best = self.node(self.best);
        let depth = self.tree.ancestors(best).count() as u16;
        let root = Around { score: self.sums(0).score, hops: depth, ..Around::default() };
        // Pages give a few names to many elements.
        let mut by_name: ByHash<Said> = ByHash::default();
        let mut known =
            |names: &str| *by_name.entry(hash::text(names.as_bytes())).or_insert_with(|| Said::by(names));
        if let Some(container) = self.containers.first_mut() {
            container.around = root;
        }
        for at in 1..self.containers.len() {
            let Some(&Container { node: id, parent, sums, .. }) = self.containers.get(at) else { break };
            let Some(node) = self.tree.node(id).filter(|_| sums.characters > 0) else { continue };
            let mut around = self.around(parent);
            around.depth += 1;
            around.score = around.score.max(sums.score);
            let holds_best = id <= best && best < node.end;
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
            if let Some(container) = self.containers.get_mut(at) {
                container.around = around;
            }
        }
        pace::advance(self.containers.len());
    }

    fn read(&self, wanted: &[usize]) -> Vec<Markup> {
        let all_prose = self.sums(0).prose;
        let best_score = self.sums(self.best).score;
        let best_node = self.node(self.best);
        let best = self.tree.node(best_node).map_or(0..0, |node| best_node..node.end);
        let mut signatures = Signatures::new(self.tree);
        let mut of_wanted = Vec::with_capacity(wanted.len());
        let mut left = wanted.iter().peekable();
        for (at, block) in self.blocks.iter().enumerate() {
            let prose = prose(block);
            let own = signatures.of_block(block.node, prose);
            let is_wanted = left.next_if(|wanted| **wanted == at).is_some();
            if is_wanted || prose > 0 {
                let above = self.node(self.parent(self.parent(self.place(block.node))));
                let above = signatures.of_grandparent(above, prose);
                if is_wanted {
                    of_wanted.push([own, above]);
                }
            }
        }
        let densest = densest(self.blocks);
        let title = self.blocks.iter().position(|block| block.element == Element::Heading(1));
        let best_share = share(self.sums(self.best).prose, all_prose);
        let of_home = |home: u32| {
            let (parent, grand) = (self.parent(home), self.parent(self.parent(home)));
            let links = |place| share(self.sums(place).linked, self.sums(place).characters);
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
        let mut last = (u32::MAX, Markup::default());
        let mut prose = Prose::of(self.blocks);
        let mut found = Vec::with_capacity(wanted.len());
        for (at, of_block) in wanted.iter().copied().zip(of_wanted) {
            let Some(block) = self.blocks.get(at) else { break };
            let place = self.place(block.node);
            let home = self.home(place);
            if last.0 != home {
                last = (home, of_home(home));
            }
            let around = self.around(place);
            let [own, above] = of_block.map(|number| signatures.count(number));
            let is_in = |bit: u16| i16::from(around.places & bit != 0);
            let window = self.blocks.get(at.saturating_sub(2)..(at + 3).min(self.blocks.len()));
            let (before, distance) = prose.at(at);
            found.push(Markup {
                ancestor_score: share(around.score, best_score),
                grandparent_signature_prose: share(above.prose, all_prose),
                signature_prose: share(own.prose, all_prose),
                signature_blocks: share(own.blocks, self.blocks.len() as u32),
                window: number(window.unwrap_or_default().iter().map(balance).sum()),
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
                in_article: is_in(1),
                in_main: is_in(1 << 1),
                in_aside: is_in(1 << 2),
                in_nav: is_in(1 << 3),
                in_header: is_in(1 << 4),
                in_footer: is_in(1 << 5),
                in_figure: is_in(1 << 6),
                in_table: is_in(1 << 7),
                in_list: is_in(1 << 8),
                in_form: is_in(1 << 9),
                in_article_body: is_in(ARTICLE_BODY),
                title_distance: title.map_or(0, |title| number(at as i64 - title as i64)),
                prose_before: share(before, all_prose),
                prose_distance: number(distance as i64),
                beside: around.beside,
                ..last.1
            });
        }
        found
    }
}

/// What blocks have elements of the same tag and class.
#[derive(Clone, Copy, Default)]
struct Alike {
    blocks: u32,
    prose: u32,
}

/// The tags and classes that elements of blocks have, and those of their grandparents.
struct Signatures<'t, 'a> {
    tree: &'t Tree<'a>,
    numbers: ByHash<u32>,
    counts: Vec<Alike>,
    /// The element of the last block, and what stands above the last: neighbours are mostly
    /// alike.
    last: (Tag, &'a str, u32),
    last_above: (NodeId, u32),
}

impl<'t, 'a> Signatures<'t, 'a> {
    fn new(tree: &'t Tree<'a>) -> Signatures<'t, 'a> {
        let (last, last_above) = ((Tag::Text, "", 0), (NodeId::MAX, 0));
        Signatures { tree, numbers: ByHash::default(), counts: Vec::new(), last, last_above }
    }

    fn signature(&self, id: NodeId) -> (Tag, &'a str) {
        let tag = self.tree.node(id).map_or(Tag::Other, |node| node.tag);
        (tag, self.tree.raw_attribute(id, Name::Class).unwrap_or_default())
    }

    fn number(&mut self, hash: u64) -> u32 {
        let new = self.counts.len() as u32;
        let number = *self.numbers.entry(hash).or_insert(new);
        if number == new {
            self.counts.push(Alike::default());
        }
        number
    }

    /// The number of the signature of a block's element, which is counted.
    fn of_block(&mut self, id: NodeId, prose: u32) -> u32 {
        let (tag, class) = self.signature(id);
        if (tag, class) != (self.last.0, self.last.1) {
            self.last = (tag, class, self.number(hash_of(tag, class)));
        }
        self.note(self.last.2, prose)
    }

    /// That of the element two above it: told apart from the same signature as a block's own.
    fn of_grandparent(&mut self, id: NodeId, prose: u32) -> u32 {
        if self.last_above.0 != id {
            let (tag, class) = self.signature(id);
            self.last_above = (id, self.number(!hash_of(tag, class)));
        }
        self.note(self.last_above.1, prose)
    }

    fn note(&mut self, number: u32, prose: u32) -> u32 {
        if let Some(count) = self.counts.get_mut(number as usize) {
            (count.blocks, count.prose) = (count.blocks + 1, count.prose + prose);
        }
        number
    }

    fn count(&self, number: u32) -> Alike {
        self.counts.get(number as usize).copied().unwrap_or_default()
    }
}

fn hash_of(tag: Tag, class: &str) -> u64 {
    hash::pair(tag as u64, hash::text(class.as_bytes()))
}

/// The blocks that are prose, seen from others in the order of the page.
struct Prose {
    /// Where each stands, and its weight.
    blocks: std::iter::Peekable<std::vec::IntoIter<(usize, u32)>>,
    /// Of all in front.
    weight: u32,
    /// Steps from a place to the last one in front and to the end of the page.
    last: Option<usize>,
    all: usize,
}

impl Prose {
    fn of(blocks: &[PageBlock<'_>]) -> Prose {
        let weights = blocks.iter().map(prose).enumerate().filter(|(_, prose)| *prose > 0);
        let found: Vec<(usize, u32)> = weights.collect();
        Prose { blocks: found.into_iter().peekable(), weight: 0, last: None, all: blocks.len() }
    }

    /// The weight of the prose in front of the block at `at`, and blocks to the nearest.
    /// Asked in order.
    fn at(&mut self, at: usize) -> (u32, usize) {
        while let Some((place, weight)) = self.blocks.next_if(|(place, _)| *place < at) {
            self.last = Some(place);
            self.weight += weight;
        }
        // A page without prose counts as if some stood far in front of it and far behind.
        let before = self.last.map_or(self.all + at + 1, |last| at - last);
        let behind = self.blocks.peek().map_or(2 * self.all - at, |(place, _)| place - at);
        (self.weight, before.min(behind))
    }
}

/// The weight of a block as prose. Its bytes decide, for a character of Chinese
/// says as much as three letters.
fn prose(block: &PageBlock<'_>) -> u32 {
    let unlinked = block.characters - block.linked.min(block.characters);
    let long = block.text.len() >= PROSE_BLOCK_BYTES && unlinked >= block.linked.saturating_mul(2);
    if long && !matches!(block.element, Element::Heading(_)) { unlinked } else { 0 }
}

/// Unlinked minus linked characters.
fn balance(block: &PageBlock<'_>) -> i64 {
    i64::from(signed(block.characters).saturating_sub(signed(block.linked).saturating_mul(2)))
}

/// The stretch with the highest sum of balances, each block costing a constant.
fn densest(blocks: &[PageBlock<'_>]) -> std::ops::Range<usize> {
    let (mut best, mut highest) = (0..0, 0_i64);
    let (mut start, mut sum) = (0, 0_i64);
    for (at, block) in blocks.iter().enumerate() {
        if sum <= 0 {
            (start, sum) = (at, 0);
        }
        sum += balance(block) - SPAN_BLOCK_COST;
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
