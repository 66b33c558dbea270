//! Ligatures of typesetting, which came as characters.

use unicode_normalization::char::is_combining_mark;

use super::{Repaired, invisible};
use crate::script::Script;

/// The letters of a ligature. Full-width letters, Roman numerals and the like
/// are no ligatures: the writer chose them.
pub(super) fn unfolded(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}

impl Repaired<'_> {
    /// Writes a ligature; behind a Latin letter as the letters it is.
    ///
    /// `eﬃcient` → `efficient`
    pub(super) fn push_ligature(&mut self, c: char) {
        // A mark may yet become one with its letter, as in `ﬁ\u{304}ﬁ`.
        let before = || self.out.chars().rev().find(|c| !is_combining_mark(*c));
        match unfolded(c) {
            Some(letters) if before().is_some_and(is_latin) => self.out.push_str(letters),
            _ => {
                self.out.push(c);
                self.ligature = true;
            }
        }
    }

    /// `c` comes behind a ligature that stood alone so far.
    ///
    /// `ﬁnal` → `final`, and `the sign ﬁ` stays
    pub(super) fn unfold_before(&mut self, c: char) {
        let before = self.out.chars().next_back();
        let letters = before.and_then(unfolded);
        if let Some(letters) = letters.filter(|_| is_latin(c)) {
            self.out.pop();
            self.out.push_str(letters);
        }
        // What is dropped in between does not part them.
        self.ligature = letters.is_some() && !is_latin(c) && invisible::is_watched(c);
    }
}

fn is_latin(c: char) -> bool {
    c.is_alphabetic() && Script::of(c) == Script::Latin
}
