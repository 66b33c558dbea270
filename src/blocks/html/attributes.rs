//! The attributes that somebody reads; all others are walked over.

use super::tags::pack;

macro_rules! names {
    ($($name:ident $text:literal;)*) => {
        /// The name of an attribute.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "they are the attributes of HTML")]
        #[repr(u8)]
        pub enum Name {
            $($name,)*
        }

        impl Name {
            /// The attribute of a packed name, if it is one of those read.
            pub(super) fn of(packed: u128) -> Option<Name> {
                #[allow(non_upper_case_globals)]
                mod names {
                    $(pub const $name: u128 = super::pack($text);)*
                }
                match packed {
                    $(names::$name => Some(Name::$name),)*
                    _ => None,
                }
            }
        }
    };
}

names! {
    Alt "alt";
    AriaHidden "aria-hidden";
    Class "class";
    Content "content";
    Datetime "datetime";
    Hidden "hidden";
    Href "href";
    HttpEquiv "http-equiv";
    Id "id";
    Itemprop "itemprop";
    Itemscope "itemscope";
    Itemtype "itemtype";
    Lang "lang";
    Name "name";
    Property "property";
    Rel "rel";
    Role "role";
    Src "src";
    Style "style";
    Title "title";
    Type "type";
}

/// One attribute of an element: of several with one name the first. So there
/// are never more of them than names, whatever a page does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attribute {
    pub name: Name,
    /// Its value in the source, without quotes; character references are not
    /// yet read.
    pub start: u32,
    pub end: u32,
}

/// Names seen in one tag, as bits.
#[derive(Clone, Copy, Default)]
pub(super) struct Seen(u32);

impl Seen {
    /// Notes `name`; `false` if it was there before.
    pub fn note(&mut self, name: Name) -> bool {
        let bit = 1 << name as u32;
        let new = self.0 & bit == 0;
        self.0 |= bit;
        new
    }
}
