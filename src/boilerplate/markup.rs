//! What markup tells of a block, as the labeller reads it.
//!
//! Plain lines have none. `blocks/html` fills these columns in, so that one
//! labeller, and one model, serves both doors.

/// Stands for what is not known of a block. Trees send it to the left, as less
/// than anything.
pub const MISSING: i32 = i32::MIN;

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// A column of [`Markup`]. Shares are in thousandths.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum MarkupColumn { $($(#[$doc])* $name,)* }

        impl MarkupColumn {
            /// The names that training knows the columns by.
            pub const NAMES: &'static [&'static str] = &[$($text),*];
        }
    };
}

columns! {
    /// The element: a number that `blocks/html` gives each tag.
    Tag = "tag",
    /// How deep it stands.
    Depth = "depth",
    /// Characters inside links, of all of the block.
    LinkShare = "link_share",
    /// Links in the block.
    Links = "links",
    /// Characters inside links, of all under the parent.
    ParentLinkShare = "parent_link_share",
    /// The same of the grandparent.
    GrandparentLinkShare = "grandparent_link_share",
    /// Unlinked minus linked characters of this block and two on either side.
    UnlinkedWindow = "unlinked_window",
    /// The largest paragraph score of an ancestor, of the page's largest.
    ContainerScore = "container_score",
    /// The paragraph score of the grandparent, of the page's largest.
    GrandparentScore = "grandparent_score",
    /// Elements between the block and the best container.
    ContainerHops = "container_hops",
    /// The page's prose under the best container of this block.
    ContainerShare = "container_share",
    /// The page's prose in blocks with the same tag and class.
    SignatureShare = "signature_share",
    /// The page's prose in blocks whose grandparent has the same signature.
    GrandparentSignatureShare = "grandparent_signature_share",
    /// Ancestors that are `nav`, `aside`, `footer` and their like by tag, class or id.
    ChromeAncestors = "chrome_ancestors",
    /// Elements up to the nearest of these.
    ChromeHops = "chrome_hops",
    /// Ancestors that say that they are an article.
    ArticleAncestors = "article_ancestors",
    /// Siblings with the same signature.
    Siblings = "siblings",
    /// Words shared with the title that the page's head states, of that title's.
    HeadTitleShare = "head_title_share",
    /// Words shared with the description that the page's head states, of the block's.
    DescriptionShare = "description_share",
    /// Elements up to the common ancestor with the headline.
    TitleHops = "title_hops",
}

/// How many columns there are.
pub const MARKUP_COLUMNS: usize = MarkupColumn::NAMES.len();

/// What markup tells of one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Markup {
    values: [i32; MARKUP_COLUMNS],
}

impl Default for Markup {
    fn default() -> Markup {
        Markup { values: [MISSING; MARKUP_COLUMNS] }
    }
}

impl Markup {
    /// Says what is known.
    pub fn set(&mut self, column: MarkupColumn, value: i32) {
        if let Some(cell) = self.values.get_mut(column as usize) {
            *cell = value;
        }
    }

    pub(super) fn values(&self) -> &[i32] {
        &self.values
    }
}
