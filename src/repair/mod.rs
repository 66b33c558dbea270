//! Block text to clean text: what scraping broke is put right, what the writer
//! wrote stays.
//!
//! | broken | repaired | kept | where |
//! |---|---|---|---|
//! | `cafÃ© itâ€™s`, `РџСЂРёРІРµС‚` | `café it’s`, `Привет` | `MANHÃ”`, `groß“`, `É…` | `mojibake` |
//! | `Tom &amp;amp; Jerry` | `Tom & Jerry` | `AT&T`, `?a=1&copy=2` | `entities` |
//! | `eksklusifnya .` | `eksklusifnya.` | `versi .5`, `Node .js`, `...`, French ` ;` | `spacing` |
//! | `\u{A0}`, thin and double spaces, tabs, line ends | one space | ideographic space | `spacing` |
//! | zero-width space, word joiner, BOM, soft hyphen | gone | ZWNJ and ZWJ in scripts that join, in emoji | `invisible` |
//! | LRM, RLM, ALM; bidi embeddings, overrides, isolates | gone | the first three where letters run right to left | `invisible` |
//! | private use (icon fonts) | gone | | `invisible` |
//! | `\u{93}` (C1) | `“` | | `controls` |
//! | other controls, `ESC[31m` | gone | | `controls` |
//! | `ﬁnal` | `final` | `ＡＢＣ`, `Ⅳ`, a lone `ﬁ` | `ligatures` |
//! | decomposed letters | NFC | quotation marks, full width | here |
//!
//! U+FFFD stays where it is: [`Flag::Damaged`](crate::Flag::Damaged) tells.
//!
//! [`gate`] lets nearly every line pass as it is. The others are written anew in
//! one forward pass that looks back only at what it has written, so each rule
//! sees text that is already repaired, and repairing twice changes nothing.

mod codepages;
mod controls;
mod entities;
mod gate;
mod invisible;
mod ligatures;
mod mojibake;
mod oddity;
mod spacing;

use std::borrow::Cow;
use std::cell::OnceCell;

use unicode_normalization::UnicodeNormalization;

use crate::blocks::{Block, lines};
use crate::language::primary;
use crate::limits::REPAIR_ROUNDS;
use crate::script::Script;
use crate::{pace, span};
use controls::Escape;
use gate::Look;

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

/// The repaired text of one block, as a part of the stage: its lines joined, its defects
/// mended.
pub(crate) fn block<'a>(source: &'a str, block: &Block, spacing: Spacing) -> Cow<'a, str> {
    let found = span::cut(source, block.range.clone());
    if block.joined { Cow::Owned(line(&join(found), spacing).into_owned()) } else { line(found, spacing) }
}

/// Joins the lines of `wrapped`: with a space, without one between Han or Kana, and
/// without the hyphen where a word was cut (`exam-` `ple`).
fn join(wrapped: &str) -> String {
    let mut joined = String::new();
    for line in lines(wrapped) {
        let line = span::cut(wrapped, span::trim(wrapped, line));
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
    line(text, spacing)
}

/// [`text`] as a part of its stage: a document may have a million lines.
pub(crate) fn line(text: &str, spacing: Spacing) -> Cow<'_, str> {
    pace::advance(text.len());
    let out = match gate::look(text) {
        Look::Sound => return Cow::Borrowed(text),
        Look::Spaces => Cow::Owned(spaced(text, spacing)),
        Look::Doubtful => mended(text, spacing),
    };
    if out == text { Cow::Borrowed(text) } else { out }
}

/// All repairs.
fn mended(text: &str, spacing: Spacing) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(text);
    for _ in 0..REPAIR_ROUNDS {
        // `Ã&nbsp;`, and a soft hyphen that is half of `í`: before both are gone.
        let expanded = entities::expanded(&out);
        let (rewritten, in_order) = rewritten(&mojibake::unmistaken(&expanded), spacing);
        out = Cow::Owned(rewritten);
        // What was dropped may have stood between two halves of a letter.
        if in_order && matches!(mojibake::unmistaken(&out), Cow::Borrowed(_)) {
            break;
        }
    }
    out
}

/// The repair of a text in which nothing but white space may be wrong, which brings no
/// other characters together than a word and its mark.
fn spaced(text: &str, spacing: Spacing) -> String {
    let mut repaired = Repaired::of(text, spacing);
    // White space begins with these bytes, and some other characters do.
    let first = |byte: &u8| matches!(byte, 0..=b' ' | 0xC2 | 0xE1..=0xE3);
    let bytes = text.as_bytes();
    let (mut from, mut at) = (0, 0);
    while let Some(ahead) = bytes.get(at..).and_then(|bytes| bytes.iter().position(first)) {
        at += ahead;
        // Nearly always one space behind a letter.
        let behind = bytes.get(from..at).and_then(<[u8]>::last);
        if bytes.get(at) == Some(&b' ')
            && behind.is_some_and(|byte| !matches!(byte, b' ' | b'.' | b',' | b';' | b':' | b'!' | b'?'))
        {
            at += 1;
            continue;
        }
        let Some(c) = span::cut(text, at..text.len()).chars().next() else { break };
        if c.is_whitespace() {
            pace::advance(at - from);
            repaired.out.push_str(span::cut(text, from..at));
            repaired.push_space(c);
            from = at + c.len_utf8();
        }
        at += c.len_utf8();
    }
    repaired.out.push_str(span::cut(text, from..text.len()));
    repaired.finish()
}

/// The text of code, whose spacing means something: what nobody sees is gone.
///
/// `if admin {\u{202E}\u{FEFF}` → `if admin {`
pub(crate) fn code(text: &str) -> String {
    let seen = |c: &char| matches!(c, '\n' | '\t') || !c.is_control() && !invisible::is_dropped(*c);
    text.chars().filter(seen).collect::<String>().trim().to_owned()
}

/// The forward pass: all repairs but those of a wrong encoding, and whether what each rule
/// looked back at stands there still.
fn rewritten(text: &str, spacing: Spacing) -> (String, bool) {
    let mut repaired = Repaired::of(text, spacing);
    if gate::is_composed(text) {
        repaired.read(text.chars());
    } else {
        repaired.read(text.nfc());
    }
    let out = repaired.finish();
    // Dropping an invisible can bring a letter and its mark together, and marks into another order.
    if gate::is_composed(&out) {
        return (out, true);
    }
    let composed: String = out.nfc().collect();
    let in_order = composed == out;
    (composed, in_order)
}

/// A text that is written anew.
struct Repaired<'a> {
    text: &'a str,
    spacing: Spacing,
    out: String,
    escape: Escape,
    /// Whether `out` ends in a ligature that no letter stands beside.
    ligature: bool,
    /// Whether `text` has letters that run right to left, once it was asked.
    right_to_left: OnceCell<bool>,
}

impl<'a> Repaired<'a> {
    fn of(text: &'a str, spacing: Spacing) -> Repaired<'a> {
        Repaired {
            text,
            spacing,
            out: String::with_capacity(text.len()),
            escape: Escape::default(),
            ligature: false,
            right_to_left: OnceCell::new(),
        }
    }

    fn read(&mut self, chars: impl Iterator<Item = char>) {
        const BETWEEN_LOOKS: usize = 512;
        for (c, read) in chars.zip(1..) {
            if read % BETWEEN_LOOKS == 0 {
                pace::advance(BETWEEN_LOOKS);
            }
            self.push(c);
        }
    }

    fn push(&mut self, c: char) {
        if self.escape.is_open() || c == controls::ESCAPE {
            let given_up = self.escape.read(c);
            for c in given_up.chars() {
                self.push_character(c);
            }
        } else {
            self.push_character(c);
        }
    }

    fn push_character(&mut self, c: char) {
        if self.ligature {
            self.unfold_before(c);
        }
        match c {
            c if gate::is_ordinary(c) => self.out.push(c),
            // Behind a letter of ASCII it is a line end, of which there are older ones.
            '\u{85}' if self.out.chars().next_back().is_none_or(|c| c.is_ascii()) => self.push_space(c),
            c if c.is_whitespace() && c != '\u{85}' => self.push_space(c),
            ';' => {
                self.out.push(';');
                self.expand_entity();
            }
            '\u{80}'..='\u{9F}' => {
                if let Some(meant) = controls::meant(c) {
                    self.push_character(meant);
                }
            }
            c if invisible::is_watched(c) => {
                if invisible::stays(c, self.out.chars().rev(), || self.runs_right_to_left()) {
                    self.out.push(c);
                }
            }
            c => self.push_ligature(c),
        }
    }

    fn runs_right_to_left(&self) -> bool {
        *self.right_to_left.get_or_init(|| self.text.contains(invisible::runs_right_to_left))
    }

    fn finish(mut self) -> String {
        let given_up = std::mem::take(&mut self.escape).given_up();
        for c in given_up.chars() {
            self.push_character(c);
        }
        self.close_up();
        let end = self.out.trim_end().len();
        self.out.truncate(end);
        self.out
    }
}
