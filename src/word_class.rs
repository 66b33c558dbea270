//! What the word table says of a character.

use crate::tables::words::{BLOCKS, INDEX};

/// A row of `tables/words.rs`.
#[derive(Clone, Copy)]
pub(crate) struct Class(u8);

impl Class {
    /// The entry of `c`.
    #[inline]
    pub(crate) fn of(c: char) -> Class {
        Class::of_code(u32::from(c))
    }

    /// The entry of a code point.
    #[inline]
    pub(crate) fn of_code(code: u32) -> Class {
        let code = code as usize;
        let block = INDEX.get(code >> 7).and_then(|block| BLOCKS.get(usize::from(*block)));
        Class(block.and_then(|block| block.get(code & 127)).copied().unwrap_or(0))
    }

    /// What the rules of Unicode Annex 29 ask about, as a number below 64.
    #[inline]
    pub(crate) fn segmentation(self) -> u8 {
        self.0 & 63
    }

    /// The class of that [`segmentation`](Class::segmentation), of no script.
    pub(crate) fn with_segmentation(segmentation: u8) -> Class {
        Class(segmentation & 63)
    }

    /// The number of its Word_Break class, as `tests/rust/tables.rs` gives them.
    pub(crate) fn word_break(self) -> u8 {
        self.0 & 15
    }

    /// A letter, a mark that counts as one, or a number.
    pub(crate) fn is_alphanumeric(self) -> bool {
        self.0 & (1 << 4) != 0
    }

    /// What [`char::is_alphabetic`] says, which takes up to a hundred times as long
    /// (Thai): alphanumeric, and not one of the numbers 3 (of Word_Break) and 14 (all
    /// others).
    pub(crate) fn is_letter(self) -> bool {
        self.is_alphanumeric() && !matches!(self.word_break(), 3 | 14)
    }

    pub(crate) fn is_pictograph(self) -> bool {
        self.0 & (1 << 5) != 0
    }

    /// Han and Kana.
    pub(crate) fn counts_by_character(self) -> bool {
        self.0 & (1 << 6) != 0
    }

    /// Thai, Lao, Khmer, Burmese.
    pub(crate) fn needs_dictionary(self) -> bool {
        self.0 & (1 << 7) != 0
    }

    /// Written without spaces between words.
    pub(crate) fn is_unspaced(self) -> bool {
        self.0 >> 6 != 0
    }
}

/// [`char::is_alphanumeric`], from the table: outside Latin the standard library searches.
#[inline]
pub(crate) fn is_alphanumeric(c: char) -> bool {
    Class::of(c).is_alphanumeric()
}

/// [`char::is_alphabetic`], likewise.
#[inline]
pub(crate) fn is_letter(c: char) -> bool {
    Class::of(c).is_letter()
}
