//! What a block can be.

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The headline.
    Title,
    /// A sentence or two under the headline that sum the article up.
    Standfirst,
    /// Who wrote it.
    Byline,
    /// When it was published or changed.
    Date,
    /// The page's own claim: "4 Min Read".
    ReadingTime,
    /// The text below a picture.
    Caption,
    /// Who made the picture.
    Credit,
    /// An advertising label.
    Ad,
    /// Buttons to share, print or send.
    Share,
    /// Teasers and lists of other articles.
    Related,
    /// Invitations to subscribe, follow or donate.
    Newsletter,
    /// Menus and links.
    Navigation,
    /// Consent and privacy notices.
    Cookie,
    /// Comment forms and counters.
    Comment,
    /// Topics the page is filed under.
    Tags,
    /// A few words about the author.
    AuthorBio,
    /// Rights notices.
    Copyright,
    /// A subheading of the article.
    Heading,
    /// An item of a list in the article.
    ListItem,
    /// A paragraph that is one quotation.
    Quote,
    /// A paragraph of the article.
    Body,
    /// Dropped, and no rule says what it is.
    Other,
}

impl Kind {
    /// The name used in Python and in data files.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Title => "title",
            Kind::Standfirst => "standfirst",
            Kind::Byline => "byline",
            Kind::Date => "date",
            Kind::ReadingTime => "reading_time",
            Kind::Caption => "caption",
            Kind::Credit => "credit",
            Kind::Ad => "ad",
            Kind::Share => "share",
            Kind::Related => "related",
            Kind::Newsletter => "newsletter",
            Kind::Navigation => "navigation",
            Kind::Cookie => "cookie",
            Kind::Comment => "comment",
            Kind::Tags => "tags",
            Kind::AuthorBio => "author_bio",
            Kind::Copyright => "copyright",
            Kind::Heading => "heading",
            Kind::ListItem => "list_item",
            Kind::Quote => "quote",
            Kind::Body => "body",
            Kind::Other => "other",
        }
    }
}
