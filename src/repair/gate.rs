//! What needs no repair, told at a glance: nearly every line.
//!
//! ASCII is [looked at](simd::glance) as vectors. Other characters are looked up in a table made once from the rules
//! themselves, so the gate cannot forget one.

use std::sync::LazyLock;

use unicode_normalization::char::{canonical_combining_class, compose};
use unicode_normalization::{IsNormalized, is_nfc_quick};

use super::{codepages, invisible, ligatures, mojibake};
use crate::{simd, span};

/// What a character may need, a bit each.
type Need = u8;
const NOTHING: Need = 0;
/// A mark: its order among others decides.
const ORDER: Need = 1;
/// It may be one character with the one before it.
const COMPOSITION: Need = 2;
/// A byte of UTF-8 in some code page, and not the first of its character.
const TRAIL: Need = 4;
/// The first one.
const LEAD: Need = 8;
/// It is no character of NFC.
const DECOMPOSITION: Need = 16;
const REPAIR: Need = 32;
/// White space that can be nothing else.
const SPACE: Need = 64;

/// What a look at a line says of its repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// No repair changes it.
    Sound,
    /// None but that of white space may change it.
    Spaces,
    /// It has to be read.
    Doubtful,
}

/// Looks at a line.
pub(super) fn look(line: &str) -> Look {
    // A short word, as lists are made of.
    if line.len() <= 8 && line.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Look::Sound;
    }
    let ascii = simd::glance(line);
    if ascii.controls || ascii.entities {
        return Look::Doubtful;
    }
    match if ascii.others { others(line) } else { Look::Sound } {
        Look::Sound if ascii.spaces => Look::Spaces,
        look => look,
    }
}

/// What the characters of a line that are not ASCII say of it.
fn others(line: &str) -> Look {
    let needs = &*NEEDS;
    // Where the last character ended, if it was a lead.
    let mut led = None;
    let mut look = Look::Sound;
    for (at, c) in span::beyond_ascii(line) {
        let need = needs.of(c);
        let before = || span::cut(line, 0..at).chars().next_back().unwrap_or(' ');
        let mistaken = led == Some(at) && need & TRAIL != 0 && {
            mojibake::begins_a_run(span::cut(line, at - before().len_utf8()..line.len()))
        };
        led = (need & LEAD != 0).then_some(at + c.len_utf8());
        if mistaken || need & REPAIR != 0 || !(is_always_normal(need) || is_normal(need, before(), c)) {
            return Look::Doubtful;
        }
        if need & SPACE != 0 {
            look = Look::Spaces;
        }
    }
    look
}

/// Where characters stand that would be a whole character of UTF-8 in some code
/// page: what makes a text worth weighing.
pub(super) fn suspects(text: &str) -> impl Iterator<Item = usize> {
    let needs = &*NEEDS;
    // The last character, if it was a lead.
    let mut lead = 0..0;
    span::beyond_ascii(text).filter_map(move |(at, c)| {
        let need = needs.of(c);
        let suspect = lead.end == at && need & TRAIL != 0;
        let led = lead.start;
        lead = if need & LEAD != 0 { at..at + c.len_utf8() } else { 0..0 };
        (suspect && mojibake::begins_a_run(span::cut(text, led..text.len()))).then_some(led)
    })
}

/// Whether `text` is NFC already. May say no where it is.
pub(super) fn is_composed(text: &str) -> bool {
    let needs = &*NEEDS;
    span::beyond_ascii(text).all(|(at, c)| {
        let need = needs.of(c);
        let before = || span::cut(text, 0..at).chars().next_back().unwrap_or(' ');
        is_always_normal(need) || is_normal(need, before(), c)
    })
}

/// Whether no repair of single characters looks at `c`.
#[inline]
pub(super) fn is_ordinary(c: char) -> bool {
    match c {
        ';' => false,
        '!'..='~' => true,
        c => !c.is_ascii() && NEEDS.of(c) & (REPAIR | SPACE) == 0,
    }
}

/// Whether NFC leaves a character as it is behind any.
fn is_always_normal(need: Need) -> bool {
    need & (DECOMPOSITION | ORDER | COMPOSITION) == 0
}

/// Whether NFC leaves `c` as it is behind `before`.
fn is_normal(need: Need, before: char, c: char) -> bool {
    is_always_normal(need)
        || need & DECOMPOSITION == 0
            && is_in_order(before, c)
            && (need & COMPOSITION == 0 || is_apart(before, c))
}

fn is_in_order(before: char, mark: char) -> bool {
    let class = canonical_combining_class(mark);
    class == 0 || before.is_ascii() || canonical_combining_class(before) <= class
}

/// Whether `mark` makes no other character of the one before it. Behind another
/// mark it might make one of the letter in front of both.
fn is_apart(before: char, mark: char) -> bool {
    canonical_combining_class(before) == 0 && compose(before, mark).is_none()
}

fn need(c: char) -> Need {
    let once = || std::iter::once(c);
    // U+0085 is more than white space, see `push_character`.
    let repaired = invisible::is_watched(c) || ligatures::unfolded(c).is_some();
    let space = if c.is_whitespace() && !repaired { SPACE } else { NOTHING };
    let normal = match is_nfc_quick(once()) {
        IsNormalized::No => DECOMPOSITION,
        IsNormalized::Maybe => COMPOSITION,
        IsNormalized::Yes if canonical_combining_class(c) != 0 => ORDER,
        IsNormalized::Yes => NOTHING,
    };
    // A byte that somebody could not read may be any.
    let lost = if c == char::REPLACEMENT_CHARACTER { TRAIL } else { NOTHING };
    normal | lost | space | if repaired { REPAIR } else { NOTHING }
}

/// Needs of the characters up to U+FFFF, by blocks of 128, equal blocks once.
struct Needs {
    index: Vec<u8>,
    blocks: Vec<[Need; 128]>,
}

static NEEDS: LazyLock<Needs> = LazyLock::new(|| {
    let mut needs = Needs { index: Vec::new(), blocks: Vec::new() };
    for start in (0..0x1_0000_u32).step_by(128) {
        let mut block = [NOTHING; 128];
        for (code, slot) in (start..).zip(&mut block) {
            *slot = char::from_u32(code).map_or(NOTHING, need);
        }
        for (c, row) in codepages::rows().filter(|(c, _)| u32::from(*c) & !127 == start) {
            if let Some(slot) = block.get_mut(c as usize & 127) {
                *slot |= if row.iter().any(|byte| *byte >= 0xC2) { LEAD } else { NOTHING };
                *slot |= if row.iter().any(|byte| (0x80..0xC0).contains(byte)) { TRAIL } else { NOTHING };
            }
        }
        let known = needs.blocks.iter().position(|other| *other == block);
        let number = known.unwrap_or(needs.blocks.len());
        if known.is_none() {
            needs.blocks.push(block);
        }
        needs.index.push(u8::try_from(number).unwrap_or(u8::MAX));
    }
    needs
});

impl Needs {
    #[inline]
    fn of(&self, c: char) -> Need {
        let code = c as usize;
        match self.index.get(code >> 7).and_then(|block| self.blocks.get(usize::from(*block))) {
            Some(block) => block.get(code & 127).copied().unwrap_or(REPAIR),
            None => need(c),
        }
    }
}
