//! Words of Unicode Annex 29: segments that hold a letter or a digit.
//!
//! Common characters (ASCII, most letters of Latin and Cyrillic) are counted 64
//! bytes at a time, up to one that the vectors do not know. From there on the
//! rules read one character at a time, to the end of the *token*: at white space
//! of ASCII no segment goes on. The rules are written down once, in [`Rules::read`],
//! and played through once to make the table that runs.

use std::sync::LazyLock;

use crate::word_class::Class;
use crate::{simd, span};

/// Counts the words of `text`.
pub(super) fn count(text: &str) -> u64 {
    let table = &*TABLE;
    let mut words = 0;
    let mut rest = text;
    loop {
        let common = simd::common_words(rest);
        words += common.words;
        if common.end == rest.len() {
            return words;
        }
        // What stands in front of the odd character may go on behind it
        // (`naï|ﬀ`, `don'|ﬀ`): the two characters before tell, and they are
        // counted.
        let seen = span::cut(rest, 0..common.end);
        let from = seen.char_indices().rev().take(2).last().map_or(0, |(at, _)| at);
        let seen = span::cut(seen, from..seen.len());
        let mut state = seen.chars().fold(State::START, |state, c| table.after(state, Class::of(c)).0);
        let odd = span::cut(rest, common.end..rest.len());
        let end;
        (words, state, end) = table.run(odd.as_bytes(), words, state);
        rest = span::cut(odd, end..odd.len());
        if rest.is_empty() {
            return words + table.at_end(state);
        }
    }
}

/// Whether the vectors are worth calling: not for a number or a dash between two
/// words of another script.
fn pays(bytes: &[u8]) -> bool {
    let ascii = |next: &[u8; 8]| u64::from_ne_bytes(*next) & 0x8080_8080_8080_8080 == 0;
    bytes.first_chunk().is_some_and(ascii) || bytes.first().is_some_and(|first| simd::is_common_lead(*first))
}

/// Counts by the rules alone: the slow twin of [`count`].
#[cfg(test)]
pub(super) fn by_rules(text: &str) -> u64 {
    let mut rules = Rules::START;
    let words: u64 = text.chars().map(|c| rules.read(Class::of(c))).sum();
    words + rules.at_end()
}

/// What the rules remember, as a row of [`Table`].
#[derive(Clone, Copy)]
struct State(u16);

impl State {
    const START: State = State(0);
}

/// [`Rules::read`] played through: for each state and class of characters the
/// next state (in the upper bits) and the words counted (in the lower two).
struct Table {
    steps: Box<[u16; Table::ROW * Table::ROWS]>,
    at_end: Box<[u64; Table::ROWS]>,
    /// The classes of code points of one and two bytes.
    low: Box<[u8; 0x800]>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut states = vec![Rules::START];
    let mut table = Table {
        steps: Box::new([0; Table::ROW * Table::ROWS]),
        at_end: Box::new([0; Table::ROWS]),
        low: Box::new(std::array::from_fn(|code| Class::of_code(code as u32).segmentation())),
    };
    let mut row = 0;
    while let Some(state) = states.get(row).copied() {
        for class in 0..Table::ROW {
            let mut rules = state;
            let words = rules.read(Class::with_segmentation(class as u8));
            let next = states.iter().position(|known| *known == rules).unwrap_or(states.len());
            if next == states.len() {
                states.push(rules);
            }
            if let Some(step) = table.steps.get_mut(row * Table::ROW + class) {
                *step = (next * Table::ROW) as u16 | words as u16;
            }
        }
        if let Some(words) = table.at_end.get_mut(row) {
            *words = state.at_end();
        }
        row += 1;
    }
    table
});

impl Table {
    /// As many classes as [`Class::segmentation`] tells apart.
    const ROW: usize = 64;
    /// At least as many states as the rules can reach (a test counts them).
    const ROWS: usize = 64;

    #[inline]
    fn after(&self, state: State, class: Class) -> (State, u64) {
        let at = usize::from(state.0 | u16::from(class.segmentation()));
        let step = self.steps.get(at).copied().unwrap_or(0);
        (State(step & !63), u64::from(step & 63))
    }

    /// Reads valid UTF-8 up to a space behind which the vectors [pay](pays).
    fn run(&self, bytes: &[u8], mut words: u64, mut state: State) -> (u64, State, usize) {
        let byte = |at: usize| bytes.get(at).copied().map_or(0x80, u32::from);
        let mut at = 0;
        let mut first = byte(0);
        while at < bytes.len() {
            let second = byte(at + 1);
            let class = if first < 0xE0 {
                // One and two bytes are told apart without a branch: in Greek or
                // Arabic each word ends in a space, which no processor foresees.
                let two = u32::from(first >= 0xC0);
                at += 1 + two as usize;
                let code = ((first & (0x7F >> (2 * two))) << (6 * two)) | ((second & 0x3F) * two);
                self.low.get(code as usize & 0x7FF).copied().unwrap_or(0)
            } else {
                let third = ((second & 0x3F) << 6) | (byte(at + 2) & 0x3F);
                let code = if first < 0xF0 {
                    at += 3;
                    ((first & 0xF) << 12) | third
                } else {
                    let fourth = byte(at + 3) & 0x3F;
                    at += 4;
                    ((first & 0x7) << 18) | (third << 6) | fourth
                };
                Class::of_code(code).segmentation()
            };
            let step = self.steps.get(usize::from(state.0 | u16::from(class)) & 0xFFF).copied().unwrap_or(0);
            state = State(step & !63);
            words += u64::from(step & 63);
            let maybe = (first <= u32::from(b' ')) & (second < 0xE0);
            first = byte(at);
            if maybe && bytes.get(at..).is_some_and(pays) {
                break;
            }
        }
        (words, state, at)
    }

    fn at_end(&self, state: State) -> u64 {
        self.at_end.get(usize::from(state.0) / Table::ROW).copied().unwrap_or(0)
    }
}

/// The last character that the rules look at, marks and joiners left out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Other,
    Newline,
    Letter,
    Hebrew,
    Number,
    Katakana,
    Connector,
    /// A letter, then a mark that joins letters (`don'`).
    LetterMark,
    /// A number, then a mark that joins numbers (`3.`).
    NumberMark,
    /// A Hebrew letter, then an apostrophe, which belongs to the word whatever
    /// follows.
    HebrewApostrophe,
    /// A Hebrew letter, then a double quote.
    HebrewQuote,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Rules {
    before: Before,
    /// The segment at hand has been counted.
    counted: bool,
    /// A mark that may yet belong to the word before it has letters of its own
    /// (a vowel sign on a full stop): counted unless the word goes on.
    pending: bool,
    /// The character before was a zero-width joiner.
    joiner: bool,
}

impl Rules {
    const START: Rules = Rules { before: Before::Other, counted: false, pending: false, joiner: false };

    /// Reads a character of `class`; the words that are now known to be there.
    fn read(&mut self, class: Class) -> u64 {
        let joiner = std::mem::take(&mut self.joiner);
        let letters = matches!(self.before, Before::Letter | Before::Hebrew);
        let chain = letters || matches!(self.before, Before::Number | Before::Connector);
        let (joined, before) = match class.word_break() {
            // WB4: extending characters belong to what they follow.
            extending @ (6 | 7) => {
                self.joiner = extending == 7;
                if self.before == Before::Newline {
                    (self.before, self.counted) = (Before::Other, false);
                }
                return if class.is_alphanumeric() { self.extend() } else { 0 };
            }
            // WB5, WB7, WB10, WB13b
            1 => (
                chain || matches!(self.before, Before::LetterMark | Before::HebrewApostrophe),
                Before::Letter,
            ),
            2 => (
                chain
                    || matches!(
                        self.before,
                        Before::LetterMark | Before::HebrewApostrophe | Before::HebrewQuote
                    ),
                Before::Hebrew,
            ),
            // WB8, WB9, WB11, WB13b
            3 => (chain || self.before == Before::NumberMark, Before::Number),
            // WB13, WB13b
            4 => (matches!(self.before, Before::Katakana | Before::Connector), Before::Katakana),
            // WB13a
            5 => (chain || self.before == Before::Katakana, Before::Connector),
            // WB6, WB7a, WB12: whether these marks join is told by what follows.
            11 if self.before == Before::Hebrew => return self.wait(Before::HebrewApostrophe),
            8 | 10 | 11 if letters => return self.wait(Before::LetterMark),
            9..=11 if self.before == Before::Number => return self.wait(Before::NumberMark),
            12 if self.before == Before::Hebrew => return self.wait(Before::HebrewQuote),
            13 => (false, Before::Newline),
            _ => (false, Before::Other),
        };
        // WB3c
        let joined = joined || (joiner && class.is_pictograph());
        self.before = before;
        let mut words = u64::from(std::mem::take(&mut self.pending) && !joined);
        self.counted &= joined;
        if class.is_alphanumeric() && !self.counted {
            self.counted = true;
            words += 1;
        }
        words
    }

    /// A mark that joins or does not, as the next character tells.
    fn wait(&mut self, before: Before) -> u64 {
        self.before = before;
        0
    }

    /// A mark with a letter's standing on the character before.
    fn extend(&mut self) -> u64 {
        if matches!(self.before, Before::LetterMark | Before::NumberMark | Before::HebrewQuote) {
            self.pending = true;
            return 0;
        }
        u64::from(!std::mem::replace(&mut self.counted, true))
    }

    /// What the end of the text settles.
    fn at_end(self) -> u64 {
        u64::from(self.pending)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_letters_are_letters_to_the_rules() {
        for c in ('\u{80}'..=char::MAX).filter(|c| simd::is_common(*c)) {
            assert!(Class::of(c).segmentation() == 1 | 1 << 4, "{c:?}");
        }
    }

    #[test]
    fn the_table_has_room_for_every_state() {
        let reached = TABLE.steps.iter().map(|step| usize::from(step / 64) + 1).max();
        assert!(reached.is_some_and(|states| (20..=Table::ROWS).contains(&states)), "{reached:?} states");
    }
}
