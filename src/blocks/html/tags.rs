//! What is known of each tag, a line each: the only list of them.

use super::packed::{Packed, Table};

/// Its text begins and ends a line.
const LINE: u32 = 1;
/// It has no content and no end tag.
const VOID: u32 = 1 << 1;
/// "Special" in the HTML standard: an end tag of another element does not reach
/// over it.
const SPECIAL: u32 = 1 << 2;
/// Its start tag ends an open paragraph.
const ENDS_P: u32 = 1 << 3;
/// A wall: end tags inside do not end what is open outside.
const WALL: u32 = 1 << 4;
/// Its end tag may be left out before the end of what it stands in.
const IMPLIED: u32 = 1 << 5;
/// Its end tag ends it if no wall is between, whatever else is open in it.
const REACHES: u32 = 1 << 6;
/// Bold, italics and so on: its end tag ends it alone, even with blocks in it.
const FORMAT: u32 = 1 << 7;
/// Never part of the text that a reader sees.
const UNSEEN: u32 = 1 << 8;
/// Nothing but text up to its end tag.
const RAW: u32 = 1 << 9;
/// Nothing but text and character references up to its end tag.
const RCDATA: u32 = 1 << 10;
/// It belongs into the head.
const HEAD: u32 = 1 << 11;
/// Something that is seen and is no text: words on its sides are two.
const GAP: u32 = 1 << 12;
/// Its start tag ends drawings and formulas around it.
const BREAKOUT: u32 = 1 << 13;
/// A part of a table.
const TABLE: u32 = 1 << 14;
/// It belongs to a drawing or a formula.
const FOREIGN: u32 = 1 << 15;

macro_rules! tags {
    ($($tag:ident $name:literal $($fact:ident)*;)*) => {
        /// The kind of an element.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "they are the tags of HTML")]
        #[repr(u8)]
        pub enum Tag {
            $($tag,)*
            /// Text that stands in an element.
            Text,
            /// An element of SVG or MathML in which nothing of HTML begins.
            Foreign,
            /// `title` or `desc` of SVG, or a token of MathML: HTML may stand in it.
            Island,
            /// Any other element.
            Other,
        }

        impl Tag {
            /// The tag of a name.
            #[inline]
            pub(super) fn of(name: Packed) -> Tag {
                static TAGS: Table<Tag, 512> = Table::new(&[$(($name, Tag::$tag),)*], Tag::Other);
                TAGS.get(name)
            }

            #[inline(always)]
            const fn facts(self) -> u32 {
                match self {
                    $(Tag::$tag => 0 $(| $fact)*,)*
                    Tag::Island => SPECIAL | WALL | FOREIGN,
                    Tag::Foreign => FOREIGN,
                    Tag::Text | Tag::Other => 0,
                }
            }

            /// Its name; `""` for what has none of its own.
            pub fn name(self) -> &'static str {
                match self {
                    $(Tag::$tag => $name,)*
                    Tag::Text | Tag::Foreign | Tag::Island | Tag::Other => "",
                }
            }
        }
    };
}

tags! {
    Html "html" SPECIAL WALL LINE;
    Head "head" SPECIAL UNSEEN HEAD BREAKOUT;
    Body "body" SPECIAL LINE BREAKOUT;

    Base "base" SPECIAL VOID UNSEEN HEAD;
    Basefont "basefont" SPECIAL VOID UNSEEN HEAD;
    Bgsound "bgsound" SPECIAL VOID UNSEEN HEAD;
    Link "link" SPECIAL VOID UNSEEN HEAD;
    Meta "meta" SPECIAL VOID UNSEEN HEAD BREAKOUT;
    Noframes "noframes" SPECIAL RAW UNSEEN HEAD;
    Noscript "noscript" SPECIAL RAW UNSEEN HEAD;
    Script "script" SPECIAL RAW UNSEEN HEAD;
    Style "style" SPECIAL RAW UNSEEN HEAD;
    Template "template" SPECIAL WALL UNSEEN HEAD;
    Title "title" SPECIAL RCDATA UNSEEN HEAD;

    Address "address" SPECIAL LINE ENDS_P REACHES;
    Article "article" SPECIAL LINE ENDS_P REACHES;
    Aside "aside" SPECIAL LINE ENDS_P REACHES;
    Blockquote "blockquote" SPECIAL LINE ENDS_P REACHES BREAKOUT;
    Center "center" SPECIAL LINE ENDS_P REACHES BREAKOUT;
    Details "details" SPECIAL LINE ENDS_P REACHES;
    Dialog "dialog" LINE ENDS_P REACHES;
    Dir "dir" SPECIAL LINE ENDS_P REACHES;
    Div "div" SPECIAL LINE ENDS_P REACHES BREAKOUT;
    Dl "dl" SPECIAL LINE ENDS_P REACHES BREAKOUT;
    Dd "dd" SPECIAL LINE ENDS_P REACHES IMPLIED BREAKOUT;
    Dt "dt" SPECIAL LINE ENDS_P REACHES IMPLIED BREAKOUT;
    Fieldset "fieldset" SPECIAL LINE ENDS_P REACHES;
    Figcaption "figcaption" SPECIAL LINE ENDS_P REACHES;
    Figure "figure" SPECIAL LINE ENDS_P REACHES;
    Footer "footer" SPECIAL LINE ENDS_P REACHES;
    Form "form" SPECIAL LINE ENDS_P;
    Frame "frame" SPECIAL VOID;
    Frameset "frameset" SPECIAL VOID;
    H1 "h1" SPECIAL LINE ENDS_P REACHES BREAKOUT;
    H2 "h2" SPECIAL LINE ENDS_P REACHES BREAKOUT;
    H3 "h3" SPECIAL LINE ENDS_P REACHES BREAKOUT;
    H4 "h4" SPECIAL LINE ENDS_P REACHES BREAKOUT;
    H5 "h5" SPECIAL LINE ENDS_P REACHES BREAKOUT;
    H6 "h6" SPECIAL LINE ENDS_P REACHES BREAKOUT;
    Header "header" SPECIAL LINE ENDS_P REACHES;
    Hgroup "hgroup" SPECIAL LINE ENDS_P REACHES;
    Hr "hr" SPECIAL LINE ENDS_P VOID BREAKOUT;
    Legend "legend" LINE;
    Li "li" SPECIAL LINE ENDS_P REACHES IMPLIED BREAKOUT;
    Listing "listing" SPECIAL LINE ENDS_P REACHES BREAKOUT;
    Main "main" SPECIAL LINE ENDS_P REACHES;
    Menu "menu" SPECIAL LINE ENDS_P REACHES BREAKOUT;
    Nav "nav" SPECIAL LINE ENDS_P REACHES;
    Ol "ol" SPECIAL LINE ENDS_P REACHES BREAKOUT;
    P "p" SPECIAL LINE ENDS_P IMPLIED BREAKOUT;
    Plaintext "plaintext" SPECIAL LINE ENDS_P RAW;
    Pre "pre" SPECIAL LINE ENDS_P REACHES BREAKOUT;
    Search "search" SPECIAL LINE ENDS_P REACHES;
    Section "section" SPECIAL LINE ENDS_P REACHES;
    Summary "summary" SPECIAL LINE ENDS_P REACHES;
    Ul "ul" SPECIAL LINE ENDS_P REACHES BREAKOUT;
    Xmp "xmp" SPECIAL LINE ENDS_P RAW;

    Table "table" SPECIAL WALL LINE REACHES ENDS_P BREAKOUT TABLE;
    Caption "caption" SPECIAL WALL LINE REACHES TABLE;
    Colgroup "colgroup" SPECIAL REACHES TABLE;
    Col "col" SPECIAL VOID TABLE;
    Tbody "tbody" SPECIAL LINE REACHES TABLE;
    Tfoot "tfoot" SPECIAL LINE REACHES TABLE;
    Thead "thead" SPECIAL LINE REACHES TABLE;
    Tr "tr" SPECIAL LINE REACHES TABLE;
    Td "td" SPECIAL WALL REACHES TABLE;
    Th "th" SPECIAL WALL REACHES TABLE;

    A "a" FORMAT;
    B "b" FORMAT BREAKOUT;
    Big "big" FORMAT BREAKOUT;
    Code "code" FORMAT BREAKOUT;
    Em "em" FORMAT BREAKOUT;
    Font "font" FORMAT;
    I "i" FORMAT BREAKOUT;
    Nobr "nobr" FORMAT BREAKOUT;
    S "s" FORMAT BREAKOUT;
    Small "small" FORMAT BREAKOUT;
    Strike "strike" FORMAT BREAKOUT;
    Strong "strong" FORMAT BREAKOUT;
    Tt "tt" FORMAT BREAKOUT;
    U "u" FORMAT BREAKOUT;

    Abbr "abbr";
    Bdi "bdi";
    Cite "cite";
    Del "del";
    Ins "ins";
    Label "label";
    Q "q";
    Ruby "ruby" BREAKOUT;
    Rb "rb" IMPLIED;
    Rp "rp" IMPLIED UNSEEN;
    Rt "rt" IMPLIED UNSEEN;
    Rtc "rtc" IMPLIED UNSEEN;
    Span "span" BREAKOUT;
    Sub "sub" BREAKOUT;
    Sup "sup" BREAKOUT;
    Time "time";
    Var "var" BREAKOUT;
    Br "br" SPECIAL VOID BREAKOUT;
    Wbr "wbr" SPECIAL VOID;

    Applet "applet" SPECIAL WALL REACHES GAP;
    Area "area" SPECIAL VOID;
    Audio "audio" GAP UNSEEN;
    Button "button" SPECIAL REACHES GAP;
    Canvas "canvas" GAP UNSEEN;
    Datalist "datalist" UNSEEN;
    Embed "embed" SPECIAL VOID GAP BREAKOUT;
    Iframe "iframe" SPECIAL RAW UNSEEN GAP;
    Image "image";
    Img "img" SPECIAL VOID GAP BREAKOUT;
    Input "input" SPECIAL VOID GAP;
    Keygen "keygen" SPECIAL VOID GAP;
    Marquee "marquee" SPECIAL WALL REACHES LINE;
    Meter "meter" GAP UNSEEN;
    Noembed "noembed" SPECIAL RAW UNSEEN;
    Object "object" SPECIAL WALL REACHES GAP UNSEEN;
    Optgroup "optgroup" IMPLIED LINE;
    Option "option" IMPLIED LINE;
    Param "param" SPECIAL VOID;
    Picture "picture";
    Progress "progress" GAP UNSEEN;
    Select "select" SPECIAL WALL REACHES GAP UNSEEN;
    Source "source" SPECIAL VOID;
    Textarea "textarea" SPECIAL RCDATA GAP UNSEEN;
    Track "track" SPECIAL VOID;
    Video "video" GAP UNSEEN;

    Math "math" FOREIGN;
    Svg "svg" UNSEEN FOREIGN;
    Annotation "annotation" UNSEEN FOREIGN;
    AnnotationXml "annotation-xml" SPECIAL WALL UNSEEN FOREIGN;
    Desc "desc" FOREIGN;
    ForeignObject "foreignobject" SPECIAL WALL FOREIGN;
    Mi "mi" FOREIGN;
    Mn "mn" FOREIGN;
    Mo "mo" FOREIGN;
    Ms "ms" FOREIGN;
    Mtext "mtext" FOREIGN;
}

impl Tag {
    #[inline(always)]
    const fn is(self, fact: u32) -> bool {
        self.facts() & fact != 0
    }

    /// Whether its text begins and ends a line.
    #[inline]
    pub const fn splits_lines(self) -> bool {
        self.is(LINE)
    }

    /// Whether readers never see its text.
    #[inline]
    pub const fn is_unseen(self) -> bool {
        self.is(UNSEEN)
    }

    /// Whether words on both its sides are two words.
    #[inline]
    pub const fn is_gap(self) -> bool {
        self.is(GAP)
    }

    /// Whether it is one of `h1` to `h6`.
    #[inline]
    pub const fn is_heading(self) -> bool {
        matches!(self, Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6)
    }

    #[inline]
    pub(super) const fn is_void(self) -> bool {
        self.is(VOID)
    }

    #[inline]
    pub(super) const fn is_special(self) -> bool {
        self.is(SPECIAL)
    }

    #[inline]
    pub(super) const fn ends_p(self) -> bool {
        self.is(ENDS_P)
    }

    #[inline]
    pub(super) const fn is_wall(self) -> bool {
        self.is(WALL)
    }

    #[inline]
    pub(super) const fn is_implied(self) -> bool {
        self.is(IMPLIED)
    }

    #[inline]
    pub(super) const fn reaches(self) -> bool {
        self.is(REACHES)
    }

    #[inline]
    pub(super) const fn is_format(self) -> bool {
        self.is(FORMAT)
    }

    #[inline]
    pub(super) const fn is_raw(self) -> bool {
        self.is(RAW | RCDATA)
    }

    /// Whether character references in its raw text are read.
    #[inline]
    pub const fn has_references(self) -> bool {
        !self.is(RAW)
    }

    #[inline]
    pub(super) const fn is_head(self) -> bool {
        self.is(HEAD)
    }

    #[inline]
    pub(super) const fn is_breakout(self) -> bool {
        self.is(BREAKOUT)
    }

    /// Whether it belongs to a drawing or a formula.
    #[inline]
    pub(super) const fn is_foreign(self) -> bool {
        self.is(FOREIGN)
    }

    /// Whether HTML may stand in this part of a drawing or a formula.
    #[inline]
    pub(super) const fn holds_html(self) -> bool {
        matches!(self, Tag::ForeignObject | Tag::Island)
    }

    #[inline]
    pub(super) const fn is_table_part(self) -> bool {
        self.is(TABLE)
    }
}
