//! Which script a character belongs to, as far as words, sentences and
//! language detection need to know.

use crate::tables::scripts::{BLOCKS, INDEX};

/// A script that some stage treats apart. Everything else is [`Script::Other`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "Unicode's own names")]
pub enum Script {
    Other,
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
    Devanagari,
    Bengali,
    Gurmukhi,
    Gujarati,
    Oriya,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
    Thai,
    Lao,
    Tibetan,
    Myanmar,
    Georgian,
    Hangul,
    Ethiopic,
    Khmer,
    Kana,
    Han,
}

impl Script {
    /// How many there are.
    pub(crate) const COUNT: usize = Script::ALL.len();

    /// All of them, in the order of the table's numbers.
    #[rustfmt::skip]
    pub(crate) const ALL: [Script; 27] = [
        Script::Other, Script::Latin, Script::Greek, Script::Cyrillic, Script::Armenian, Script::Hebrew,
        Script::Arabic, Script::Devanagari, Script::Bengali, Script::Gurmukhi, Script::Gujarati, Script::Oriya,
        Script::Tamil, Script::Telugu, Script::Kannada, Script::Malayalam, Script::Sinhala, Script::Thai,
        Script::Lao, Script::Tibetan, Script::Myanmar, Script::Georgian, Script::Hangul, Script::Ethiopic,
        Script::Khmer, Script::Kana, Script::Han,
    ];

    /// The script of `c`.
    #[inline]
    pub fn of(c: char) -> Script {
        let code = c as usize;
        let block = INDEX.get(code >> 7).and_then(|block| BLOCKS.get(usize::from(*block)));
        let number = block.and_then(|block| block.get(code & 127)).copied().unwrap_or(0);
        Script::ALL.get(usize::from(number)).copied().unwrap_or(Script::Other)
    }

    /// Written without spaces between words and counted by character: Han and
    /// Kana.
    pub fn counts_by_character(self) -> bool {
        matches!(self, Script::Han | Script::Kana)
    }

    /// Written without spaces between words and segmented by a dictionary:
    /// Thai, Lao, Khmer, Burmese.
    pub fn needs_dictionary(self) -> bool {
        matches!(self, Script::Thai | Script::Lao | Script::Khmer | Script::Myanmar)
    }

    /// Written without spaces between words, however it is counted.
    pub fn is_unspaced(self) -> bool {
        self.counts_by_character() || self.needs_dictionary()
    }

    /// Written with spaces between words and with letters for sounds: alphabets,
    /// also those that leave vowels out or hang them on consonants. Not Hangul and
    /// Ethiopic, where a character is a syllable, nor Tibetan, where a space ends
    /// a clause.
    pub(crate) fn is_alphabet(self) -> bool {
        matches!(self, Script::Georgian) || (Script::Latin..=Script::Sinhala).contains(&self)
    }
}
