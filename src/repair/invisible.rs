//! Characters that nobody sees: what scraping left behind goes, what shapes
//! letters stays.

use unicode_normalization::char::is_combining_mark;

use crate::limits::MARKS_ON_A_LETTER;
use crate::script::Script;
use crate::word_class::is_letter;

/// Whether `c` is dropped, or stays only beside some others.
pub(super) fn is_watched(c: char) -> bool {
    is_dropped(c) || is_joiner(c) || is_direction(c)
}

/// Whether a watched character stays behind what is written; `before` gives that
/// from its end. Marks that any letter can bear tell nothing about joining: behind
/// `a\u{301}` a joiner is as idle as behind the `á` that it becomes.
pub(super) fn stays(
    c: char,
    before: impl Iterator<Item = char>,
    right_to_left: impl FnOnce() -> bool,
) -> bool {
    let mut before = before.take(MARKS_ON_A_LETTER);
    match c {
        c if is_joiner(c) => before.find(|c| !is_combining_mark(*c) || joins(*c)).is_some_and(joins),
        // One is enough: the second of a run says nothing new.
        c if is_direction(c) => before.next() != Some(c) && right_to_left(),
        _ => false,
    }
}

/// ZWNJ and ZWJ.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// ALM, LRM and RLM: they mean something only in a line with letters that run
/// right to left.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}')
}

/// Letters of Hebrew, Arabic and the scripts beside them.
pub(super) fn runs_right_to_left(c: char) -> bool {
    let range = matches!(c,
        '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}');
    range && is_letter(c)
}

/// Characters behind which a joiner means something: letters and marks of
/// scripts that join, and emoji.
///
/// `می‌خواهم`, `👩‍🚀` stay; `zero\u{200D}width` loses it
fn joins(c: char) -> bool {
    let emoji = matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{FE0F}' | '\u{20E3}' | '\u{1F000}'..='\u{1FAFF}');
    let letter = is_letter(c) || is_combining_mark(c) && Script::of(c) != Script::Other;
    emoji
        || letter
            && !matches!(
                Script::of(c),
                Script::Latin
                    | Script::Greek
                    | Script::Cyrillic
                    | Script::Armenian
                    | Script::Georgian
                    | Script::Hangul
                    | Script::Kana
                    | Script::Han
            )
}

/// What only scraping leaves behind.
pub(super) fn is_dropped(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}' // controls; C1 have a meaning
        | '\u{AD}'                                 // soft hyphen
        | '\u{200B}' | '\u{2060}'..='\u{2064}'     // zero-width space, word joiner, invisible operators
        | '\u{FEFF}'                               // BOM
        | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' // bidi embeddings, overrides, isolates
        | '\u{206A}'..='\u{206F}'                  // deprecated format characters
        | '\u{180E}'                               // Mongolian vowel separator
        | '\u{E000}'..='\u{F8FF}'                  // private use: icon fonts
        | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}'
        | '\u{FDD0}'..='\u{FDEF}'                  // noncharacters
    ) || (c as u32) & 0xFFFE == 0xFFFE
}
