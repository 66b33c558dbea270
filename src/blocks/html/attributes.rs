//! The attributes that somebody reads; all others are walked over.

use super::packed::{Packed, Table};

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
            /// The attribute of a name, if it is one of those read.
            #[inline]
            pub(super) fn of(name: Packed) -> Option<Name> {
                static NAMES: Table<Option<Name>, 128> = Table::new(&[$(($text, Some(Name::$name)),)*], None);
                NAMES.get(name)
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
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen(u32);

impl Seen {
    /// Whether one was there that may hide its element.
    pub fn may_hide(self) -> bool {
        const MAY: u32 = 1 << Name::Hidden as u32 | 1 << Name::Style as u32 | 1 << Name::AriaHidden as u32;
        self.0 & MAY != 0
    }

    /// Notes `name`; `false` if it was there before.
    pub fn note(&mut self, name: Name) -> bool {
        let bit = 1 << name as u32;
        let new = self.0 & bit == 0;
        self.0 |= bit;
        new
    }
}
