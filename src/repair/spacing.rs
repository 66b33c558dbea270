//! White space: one space for any run, none in front of a punctuation mark.

use unicode_normalization::char::is_combining_mark;

use super::{Repaired, Spacing};

impl Repaired<'_> {
    /// One space for any run of white space; an ideographic space stays wide.
    ///
    /// `satu\u{A0}\u{2009}dua` → `satu dua`
    pub(super) fn push_space(&mut self, c: char) {
        self.close_up();
        if !self.out.is_empty() && !self.out.ends_with(char::is_whitespace) {
            self.out.push(if c == '\u{3000}' { c } else { ' ' });
        }
    }

    /// The mark just written moves to the word in front of the space before it;
    /// called where white space or the end follows, so `.5` and `.js` stay.
    ///
    /// `eksklusifnya .` → `eksklusifnya.`
    pub(super) fn close_up(&mut self) {
        // `a &#x37E ; b`: what an entity stood for may be a mark again.
        while self.closes_up() == Some(';') {
            let before = self.out.len();
            self.expand_entity();
            if self.out.len() == before {
                break;
            }
        }
    }

    /// Moves the mark just written once; which one, if any was.
    fn closes_up(&mut self) -> Option<char> {
        // Nearly always a letter.
        if !matches!(self.out.as_bytes().last(), Some(b'.' | b',' | b';' | b':' | b'!' | b'?')) {
            return None;
        }
        let mut back = self.out.chars().rev();
        let (Some(mark), Some(' '), Some(word)) = (back.next(), back.next(), back.next()) else {
            return None;
        };
        let closes = match mark {
            '.' | ',' => true,
            ';' | ':' | '!' | '?' => self.spacing == Spacing::Tight,
            _ => false,
        };
        let behind_word =
            word.is_alphanumeric() || is_combining_mark(word) || matches!(word, ')' | ']' | '”' | '’' | '%');
        (closes && behind_word).then(|| {
            self.out.pop();
            self.out.pop();
            self.out.push(mark);
            mark
        })
    }
}
