//! Block text to clean text: what scraping broke is put right, what the writer
//! wrote stays.
//!
//! One forward pass writes the output and looks back only at what it has
//! written, so each rule sees text that is already repaired, and repairing
//! twice changes nothing:
//!
//! | broken | repaired | kept |
//! |---|---|---|
//! | `eksklusifnya .` | `eksklusifnya.` | `versi .5`, `Node .js`, French ` ;` |
//! | `Tom &amp;amp; Jerry` | `Tom & Jerry` | `AT&T`, `?a=1&copy=2` |
//! | zero-width space, BOM, soft hyphen, controls, bidi overrides | gone | ZWNJ and ZWJ between letters, in emoji |
//! | `\u{A0}`, thin and double spaces, tabs | one space | ideographic space |
//! | decomposed letters | NFC | quotes, full-width forms, ligatures |

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::blocks::Block;
use crate::language::primary;
use crate::limits::ENTITY_BYTES;
use crate::script::Script;
use crate::{pace, span};

/// What the writer of a document does before `; : ! ?`. French sets a space
/// there, and a whole page of it is a convention, not an accident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Spacing {
    /// No space belongs before any of `. , ; : ! ?`.
    #[default]
    Tight,
    /// A space before `; : ! ?` is kept.
    French,
}

impl Spacing {
    /// The convention of a language: French and Breton keep their spaces.
    pub fn of(language: Option<&str>) -> Spacing {
        let french = language.is_some_and(|tag| matches!(primary(tag).as_str(), "fr" | "br"));
        if french { Spacing::French } else { Spacing::Tight }
    }
}

/// The repaired text of one block: its lines joined, its defects mended.
pub(crate) fn block<'a>(source: &'a str, block: &Block, spacing: Spacing) -> Cow<'a, str> {
    match block.lines.as_slice() {
        [line] => text(span::cut(source, line.clone()), spacing),
        lines => Cow::Owned(text(&join(source, lines), spacing).into_owned()),
    }
}

/// Joins wrapped lines: with a space, without one between Han or Kana, and
/// without the hyphen where a word was cut (`exam-` `ple`).
fn join(source: &str, lines: &[std::ops::Range<usize>]) -> String {
    let mut joined = String::new();
    for line in lines {
        let line = span::cut(source, line.clone());
        let before = joined.chars().next_back();
        let after = line.chars().next();
        match (before, after) {
            (None, _) | (_, None) => {}
            (Some('-'), Some(next)) if next.is_lowercase() && ends_in_cut_word(&joined) => {
                joined.pop();
            }
            (Some(last), Some(next)) if is_cjk(last) && is_cjk(next) => {}
            _ => joined.push(' '),
        }
        joined.push_str(line);
    }
    joined
}

fn ends_in_cut_word(text: &str) -> bool {
    text.chars().rev().nth(1).is_some_and(char::is_alphabetic)
}

fn is_cjk(c: char) -> bool {
    Script::of(c).counts_by_character() || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF60}')
}

/// Repairs one line.
///
/// ```
/// use minread::{repair, Spacing};
/// assert_eq!(repair("Tom &amp; Jerry\u{200B} datang .", Spacing::Tight), "Tom & Jerry datang.");
/// assert_eq!(repair("Il vient ?", Spacing::French), "Il vient ?");
/// ```
pub fn text(text: &str, spacing: Spacing) -> Cow<'_, str> {
    pace::stage("repair");
    pace::advance(text.len());
    if is_plain(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let mut repaired = Repaired { out: String::with_capacity(text.len()), spacing };
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => repaired.read(text.chars()),
        _ => repaired.read(text.nfc()),
    }
    let mut out = repaired.finish();
    // Dropping an invisible can bring a letter and its mark together.
    if is_nfc_quick(out.chars()) != IsNormalized::Yes {
        out = out.nfc().collect();
    }
    if out == text { Cow::Borrowed(text) } else { Cow::Owned(out) }
}

/// Whether nothing in `bytes` can need repair: printable ASCII, single spaces,
/// no `&`, no space before a punctuation mark, no space at the ends. This is
/// the path that nearly all English and Indonesian lines take.
fn is_plain(bytes: &[u8]) -> bool {
    let mut before = b' ';
    let mut plain = true;
    for byte in bytes {
        let mark = matches!(byte, b'.' | b',' | b';' | b':' | b'!' | b'?' | b' ');
        plain &= matches!(byte, b' '..=b'~') & (*byte != b'&') & !(before == b' ' && mark);
        before = *byte;
    }
    plain && before != b' '
}

struct Repaired {
    out: String,
    spacing: Spacing,
}

impl Repaired {
    fn read(&mut self, chars: impl Iterator<Item = char>) {
        for c in chars {
            self.push(c);
        }
    }

    fn push(&mut self, c: char) {
        match c {
            c if c.is_whitespace() => self.push_space(c),
            '\u{200C}' | '\u{200D}' => {
                // ZWNJ and ZWJ shape Persian, Indic scripts and emoji; after a
                // space or a Latin letter they are rubbish, also where it has
                // marks: `a\u{301}\u{200D}` is `á\u{200D}` once composed.
                let letter = self.out.chars().rev().take(16).find(|c| !is_combining_mark(*c));
                if letter.is_some_and(joins) {
                    self.out.push(c);
                }
            }
            c if is_dropped(c) => {}
            ';' => {
                self.out.push(';');
                self.expand_entity();
            }
            c => self.out.push(c),
        }
    }

    /// One space for any run of white space; an ideographic space stays wide.
    fn push_space(&mut self, c: char) {
        self.close_up();
        if !self.out.is_empty() && !self.out.ends_with(char::is_whitespace) {
            self.out.push(if c == '\u{3000}' { c } else { ' ' });
        }
    }

    /// `word .` at a place where white space or the end follows: `word.`
    fn close_up(&mut self) {
        let mut back = self.out.chars().rev();
        let (Some(mark), Some(' '), Some(word)) = (back.next(), back.next(), back.next()) else {
            return;
        };
        let closes = match mark {
            '.' | ',' => true,
            ';' | ':' | '!' | '?' => self.spacing == Spacing::Tight,
            _ => false,
        };
        if closes
            && (word.is_alphanumeric()
                || is_combining_mark(word)
                || matches!(word, ')' | ']' | '”' | '’' | '%'))
        {
            self.out.pop();
            self.out.pop();
            self.out.push(mark);
            if mark == ';' {
                self.expand_entity();
            }
        }
    }

    /// The output has just been given a `;`: if an entity ends there, it is
    /// replaced. The result can end in `;` itself or complete an outer entity
    /// (`&amp;amp;`); each round makes the output shorter.
    fn expand_entity(&mut self) {
        while self.out.ends_with(';') {
            let from = span::floor(&self.out, self.out.len().saturating_sub(ENTITY_BYTES));
            let tail = span::cut(&self.out, from..self.out.len());
            let Some(at) = memchr::memrchr(b'&', tail.as_bytes()) else { return };
            let entity = span::cut(tail, at..tail.len());
            let inner = span::cut(entity, 1..entity.len().saturating_sub(1));
            if inner.is_empty() || !inner.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#') {
                return;
            }
            let expanded = htmlize::unescape(entity);
            if expanded.ends_with(';') && expanded.len() > 1 {
                return; // unknown, or only a part of it was known (`&notit;`)
            }
            let expanded: String = expanded.nfc().collect();
            self.out.truncate(from + at);
            for c in expanded.chars() {
                match c {
                    ';' => self.out.push(';'), // the loop looks at it again
                    c => self.push(c),
                }
            }
        }
    }

    fn finish(mut self) -> String {
        self.close_up();
        let end = self.out.trim_end().len();
        self.out.truncate(end);
        self.out
    }
}

/// Characters after which a joiner means something: letters of scripts that
/// join, and emoji.
fn joins(c: char) -> bool {
    !c.is_whitespace()
        && !c.is_ascii()
        && !matches!(Script::of(c), Script::Latin | Script::Greek | Script::Cyrillic)
        && !matches!(c, '\u{200C}' | '\u{200D}')
}

/// Invisible characters that only scraping leaves behind.
fn is_dropped(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}' // controls
        | '\u{AD}'                                 // soft hyphen
        | '\u{200B}' | '\u{2060}'..='\u{2064}'     // zero-width space, word joiner, invisible operators
        | '\u{FEFF}'                               // BOM
        | '\u{61C}' | '\u{200E}' | '\u{200F}'      // ALM, LRM, RLM
        | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' // bidi embeddings, overrides, isolates
        | '\u{206A}'..='\u{206F}'                  // deprecated format characters
        | '\u{180E}'                               // Mongolian vowel separator
        | '\u{E000}'..='\u{F8FF}'                  // private use: icon fonts
        | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}'
        | '\u{FDD0}'..='\u{FDEF}'                  // noncharacters
    ) || (c as u32) & 0xFFFE == 0xFFFE
}
