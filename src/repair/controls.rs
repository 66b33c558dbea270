//! Control characters: the colours of a terminal, and bytes of WINDOWS-1252 that
//! were read as latin-1.

use encoding_rs::WINDOWS_1252;

/// Begins a sequence that a terminal obeys.
pub(super) const ESCAPE: char = '\u{1B}';

/// The character that a C1 control was in WINDOWS-1252, if it was one.
///
/// `\u{93}` → `“`
pub(super) fn meant(c: char) -> Option<char> {
    let bytes = [u8::try_from(c).ok()?];
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
    text.chars().next().filter(|meant| !meant.is_control())
}

/// A terminal's sequence that is being read: `ESC[31m`, `ESC(B`.
///
/// `\u{1B}[1;31mError\u{1B}[0m` → `Error`
#[derive(Default)]
pub(super) struct Escape {
    open: bool,
    held: String,
}

impl Escape {
    /// A longer one is text.
    const MOST_BYTES: usize = 32;

    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    /// Reads one character; gives back what turned out to be text.
    pub(super) fn read(&mut self, c: char) -> String {
        if c == ESCAPE {
            let given_up = std::mem::take(self).given_up();
            self.open = true;
            return given_up;
        }
        let first = self.held.chars().next();
        let goes_on = match first {
            None => matches!(c, '[' | '('),
            Some('[') => matches!(c, '0'..='9' | ';' | ':' | '?') && self.held.len() < Escape::MOST_BYTES,
            _ => false,
        };
        if goes_on {
            self.held.push(c);
            return String::new();
        }
        let ends = first.is_some() && c.is_ascii_alphabetic();
        let mut given_up = std::mem::take(self).given_up();
        if ends {
            return String::new();
        }
        given_up.push(c);
        given_up
    }

    /// What was held of a sequence that did not end.
    pub(super) fn given_up(self) -> String {
        self.held
    }
}
