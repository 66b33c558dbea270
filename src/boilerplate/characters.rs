//! What a character is to a line.

use std::sync::atomic::{AtomicU8, Ordering};

use crate::script::Script;

/// What a character is to a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    Space,
    Upper,
    Lower,
    /// A letter of a script without capitals.
    Letter,
    Digit,
    Comma,
    Stop,
    Quote,
    Bar,
    Mark,
}

impl Class {
    const ALL: [Class; 10] = [
        Class::Space,
        Class::Upper,
        Class::Lower,
        Class::Letter,
        Class::Digit,
        Class::Comma,
        Class::Stop,
        Class::Quote,
        Class::Bar,
        Class::Mark,
    ];
}

/// All that is asked of a character, in a byte: four bits for the class, counted from
/// one, and three for yes and no.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Traits(u8);

const UNSPACED: u8 = 16;
const HANGUL: u8 = 32;
const DICTIONARY: u8 = 64;

impl Traits {
    #[inline]
    pub fn of(c: char) -> Traits {
        static ASCII: [Traits; 128] = ascii();
        // What has been looked up; nothing is 0. Each cell is by itself, so that no
        // thread waits for another, and no fork finds a lock that nobody opens.
        static SEEN: [AtomicU8; 1 << 16] = [const { AtomicU8::new(0) }; 1 << 16];
        if let Some(traits) = ASCII.get(c as usize) {
            return *traits;
        }
        let Some(seen) = SEEN.get(c as usize) else { return Traits::look_up(c) };
        match seen.load(Ordering::Relaxed) {
            0 => {
                let traits = Traits::look_up(c);
                seen.store(traits.0, Ordering::Relaxed);
                traits
            }
            traits => Traits(traits),
        }
    }

    #[inline]
    pub fn class(self) -> Class {
        Class::ALL.get(usize::from(self.0 & 15).wrapping_sub(1)).copied().unwrap_or(Class::Mark)
    }

    /// Of a script that sets no spaces.
    pub fn is_unspaced(self) -> bool {
        self.0 & UNSPACED != 0
    }

    pub fn is_hangul(self) -> bool {
        self.0 & HANGUL != 0
    }

    /// Of a script that sets no spaces and needs a dictionary.
    pub fn needs_dictionary(self) -> bool {
        self.0 & DICTIONARY != 0
    }

    const fn plain(class: Class) -> Traits {
        Traits(class as u8 + 1)
    }

    #[cold]
    fn look_up(c: char) -> Traits {
        let script = Script::of(c);
        let bit = |is: bool, bit: u8| if is { bit } else { 0 };
        Traits(
            Traits::plain(class(c)).0
                | bit(script.is_unspaced(), UNSPACED)
                | bit(script == Script::Hangul, HANGUL)
                | bit(script.needs_dictionary(), DICTIONARY),
        )
    }
}

fn class(c: char) -> Class {
    match c {
        '，' | '、' | '،' | '؛' => Class::Comma,
        '”' | '“' | '„' | '‘' | '’' | '«' | '「' | '」' | '『' | '』' => Class::Quote,
        '·' | '•' | '»' | '›' | '→' | '｜' | '／' => Class::Bar,
        c if is_stop(c) => Class::Stop,
        c if c.is_uppercase() => Class::Upper,
        c if c.is_lowercase() => Class::Lower,
        c if c.is_alphabetic() => Class::Letter,
        c if c.is_numeric() => Class::Digit,
        c if c.is_whitespace() => Class::Space,
        _ => Class::Mark,
    }
}

const fn ascii() -> [Traits; 128] {
    let mut table = [Traits::plain(Class::Mark); 128];
    let mut at = 0;
    while at < 128 {
        let class = match at as u8 {
            b'a'..=b'z' => Class::Lower,
            b'A'..=b'Z' => Class::Upper,
            b'0'..=b'9' => Class::Digit,
            b' ' | b'\t'..=b'\r' => Class::Space,
            b',' | b';' => Class::Comma,
            b'.' | b'!' | b'?' => Class::Stop,
            b'"' | b'\'' => Class::Quote,
            b'|' | b'/' | b'>' => Class::Bar,
            _ => Class::Mark,
        };
        #[expect(clippy::indexing_slicing, reason = "evaluated when compiled")]
        {
            table[at] = Traits::plain(class);
        }
        at += 1;
    }
    table
}

/// Marks that end a sentence in any script.
pub(super) fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '?'
            | '!'
            | '。'
            | '！'
            | '？'
            | '؟'
            | '।'
            | '॥'
            | '…'
            | '۔'
            | '։'
            | '።'
            | '။'
            | '។'
            | '།'
    )
}

/// `c` in lower case, as far as comparing words needs it: one letter for one.
pub(super) fn lower(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) }
}

#[cfg(test)]
mod tests {
    use super::{Class, Traits, class};
    use crate::script::Script;

    #[test]
    fn what_is_remembered_is_what_was_looked_up() {
        for _ in 0..2 {
            for c in (0x80..0x11_0000).filter_map(char::from_u32) {
                let traits = Traits::of(c);
                assert_eq!(traits.class(), class(c), "{c:?}");
                assert_eq!(traits.is_unspaced(), Script::of(c).is_unspaced(), "{c:?}");
                assert_eq!(traits.is_hangul(), Script::of(c) == Script::Hangul, "{c:?}");
            }
        }
        assert_eq!(Traits::of('Q').class(), Class::Upper);
        assert_eq!(Traits::of('\u{B}').class(), Class::Space);
    }
}
