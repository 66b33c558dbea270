//! The default unit, run by run, and what reading time needs to know of a text:
//! how much of it is read at which speed.

use super::{dictionary, stretches};
use crate::script::Script;
use crate::word_class::Class;
use crate::{pace, simd, span};

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
}

/// How far the vectors look before they say whether all of it is spaced: what
/// is not goes through [`Tally::read_tokens`] as a whole.
const WINDOW: usize = 1024;

/// Counts `text`.
///
/// A token (between white space) without unspaced script is one word, so on
/// such text this equals `str.split`. In a token that holds some, each Han or
/// Kana character is one, each run of Thai, Lao, Khmer or Burmese is segmented,
/// and what stands between (a Latin name, a number) is one if it holds a letter
/// or a digit: `iPhone発売。` is 1 + 2, its full stop none.
///
/// Whether Han is Chinese or Japanese is told by the Kana in its paragraph.
pub fn counts(text: &str) -> Counts {
    pace::stage("words");
    let mut tally = Tally { characters: true, ..Tally::default() };
    stretches(text).for_each(|stretch| tally.read(stretch));
    tally.counts()
}

/// The words of [`counts`], for less than their characters cost.
pub(super) fn auto(stretch: &str) -> u64 {
    let mut tally = Tally::default();
    tally.read(stretch);
    tally.counts().words()
}

#[derive(Default)]
struct Tally {
    counts: Counts,
    /// Whether characters of spaced words are wanted.
    characters: bool,
    /// Han and Kana characters of the paragraph so far.
    ideographs: u64,
    /// The paragraph has Kana.
    kana: bool,
}

impl Tally {
    /// Takes in text that ends where a token ends.
    fn read(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let window = super::until_space(rest, WINDOW);
            rest = span::cut(rest, window.len()..rest.len());
            let scan = simd::scan(window);
            if scan.unspaced {
                self.read_tokens(window);
                continue;
            }
            self.counts.spaced_words += scan.words;
            if self.characters {
                self.counts.spaced_characters += window.chars().count() as u64 - scan.spaces;
            }
            if self.ideographs > 0 && window.contains('\n') {
                self.end_paragraph();
            }
        }
    }

    /// The same, one character at a time.
    fn read_tokens(&mut self, text: &str) {
        let mut token = Token::default();
        // Where the run of a script for the dictionary began.
        let mut run = None;
        for (at, c) in text.char_indices() {
            let class = Class::of(c);
            if let (Some(start), false) = (run, class.needs_dictionary()) {
                self.read_run(span::cut(text, start..at));
                run = None;
            }
            if c.is_whitespace() {
                self.end_token(&mut token);
                if c == '\n' {
                    self.end_paragraph();
                }
            } else if !class.is_unspaced() {
                token.characters += 1;
                token.alphanumeric |= class.is_alphanumeric();
            } else {
                token.unspaced = true;
                self.end_piece(&mut token);
                if class.counts_by_character() {
                    self.ideographs += 1;
                    self.kana = self.kana || Script::of(c) == Script::Kana;
                } else {
                    run.get_or_insert(at);
                }
            }
        }
        if let Some(start) = run {
            self.read_run(span::cut(text, start..text.len()));
        }
        self.end_token(&mut token);
    }

    fn read_run(&mut self, run: &str) {
        self.counts.dictionary_words += dictionary::words(run);
        self.counts.dictionary_characters += run.chars().count() as u64;
    }

    /// Ends what stood before or between unspaced scripts in a token.
    fn end_piece(&mut self, token: &mut Token) {
        if std::mem::take(&mut token.alphanumeric) {
            self.counts.spaced_words += 1;
            self.counts.spaced_characters += token.characters;
        }
        token.characters = 0;
    }

    fn end_token(&mut self, token: &mut Token) {
        token.alphanumeric |= !token.unspaced && token.characters > 0;
        self.end_piece(token);
        token.unspaced = false;
    }

    fn end_paragraph(&mut self) {
        let ideographs = std::mem::take(&mut self.ideographs);
        if std::mem::take(&mut self.kana) {
            self.counts.japanese_characters += ideographs;
        } else {
            self.counts.chinese_characters += ideographs;
        }
    }

    fn counts(mut self) -> Counts {
        self.end_paragraph();
        self.counts
    }
}

/// The token at hand.
#[derive(Default)]
struct Token {
    /// It holds a script without spaces.
    unspaced: bool,
    /// Characters since its start, or since the last unspaced one.
    characters: u64,
    /// Whether a letter or a digit is among them.
    alphanumeric: bool,
}
