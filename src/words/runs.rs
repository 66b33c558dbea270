//! What reading time needs to know of a text: how much of it is read at which
//! speed.

use super::auto::{Piece, is_spaced, pieces};
use super::stretches;
use crate::script::Script;
use crate::{pace, span};

/// The counts of a text, apart by how they are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Words between white space, those of unspaced scripts left out.
    pub spaced_words: u64,
    /// Non-space characters of those words.
    pub spaced_characters: u64,
    /// Han characters in paragraphs without Kana.
    pub chinese_characters: u64,
    /// Han and Kana characters in paragraphs with Kana.
    pub japanese_characters: u64,
    /// Words of Thai, Lao, Khmer and Burmese.
    pub dictionary_words: u64,
    /// Characters of Thai, Lao, Khmer and Burmese.
    pub dictionary_characters: u64,
}

impl Counts {
    /// Words in the unit `auto`.
    pub fn words(&self) -> u64 {
        self.spaced_words + self.chinese_characters + self.japanese_characters + self.dictionary_words
    }

    fn add(&mut self, other: Counts) {
        self.spaced_words += other.spaced_words;
        self.spaced_characters += other.spaced_characters;
        self.chinese_characters += other.chinese_characters;
        self.japanese_characters += other.japanese_characters;
        self.dictionary_words += other.dictionary_words;
        self.dictionary_characters += other.dictionary_characters;
    }
}

/// Counts `text` paragraph by paragraph: whether Han is Chinese or Japanese is
/// told by the Kana beside it.
pub fn counts(text: &str) -> Counts {
    walk(text, |_| {})
}

/// A word, or a run that is counted as one or more words or none.
pub(crate) struct Run<'a> {
    /// Where it starts in the text.
    pub(crate) start: usize,
    pub(crate) text: &'a str,
    /// Its words in the unit `auto`.
    pub(crate) words: u64,
    /// Whether its words stand between spaces.
    pub(crate) spaced: bool,
}

/// Counts `text` and shows `see` every run on the way. The runs come in order
/// and hold every character that is not white space.
pub(crate) fn walk<'a>(text: &'a str, mut see: impl FnMut(Run<'a>)) -> Counts {
    pace::stage("words");
    let mut total = Counts::default();
    for paragraph in text.split('\n') {
        let mut here = Counts::default();
        let mut characters = 0;
        let mut kana = false;
        for token in stretches(paragraph).flat_map(str::split_whitespace) {
            let mut start = token.as_ptr().addr() - text.as_ptr().addr();
            if is_spaced(token) {
                here.spaced_words += 1;
                here.spaced_characters += token.chars().count() as u64;
                see(Run { start, text: token, words: 1, spaced: true });
                continue;
            }
            for piece in pieces(token) {
                let words = piece.words();
                let (length, spaced) = match piece {
                    Piece::Character(c) => {
                        characters += 1;
                        kana |= Script::of(c) == Script::Kana;
                        (c.len_utf8(), false)
                    }
                    Piece::Dictionary(run) => {
                        here.dictionary_words += words;
                        here.dictionary_characters += run.chars().count() as u64;
                        (run.len(), false)
                    }
                    Piece::Spaced(run) => {
                        here.spaced_words += words;
                        here.spaced_characters += words * run.chars().count() as u64;
                        (run.len(), true)
                    }
                };
                see(Run { start, text: span::cut(text, start..start + length), words, spaced });
                start += length;
            }
        }
        *if kana { &mut here.japanese_characters } else { &mut here.chinese_characters } = characters;
        total.add(here);
    }
    total
}
