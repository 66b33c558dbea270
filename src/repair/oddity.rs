//! How odd a text looks: pairs of neighbours that nobody writes. Text in the
//! wrong encoding is full of them, and the right one is the one without.

use crate::script::Script;
use crate::word_class::is_letter;

/// What a character is beside others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sort {
    Space,
    Digit,
    Lower(Script),
    Upper(Script),
    /// Of a script without case.
    Letter(Script),
    /// Opens what follows, and stands behind no letter: `„ ‚ ¿ ¡`.
    Opening,
    /// Ends what is before, and no small letter comes next: `” » …`.
    Closing,
    /// Belongs to a price or a notice: `€ £ ©`.
    Sign,
    /// Behind a letter only at the end of a word: `™ ® º ª`.
    Tail,
    /// Between words only, or nowhere: `¤ ¬ ‰ √ ˆ`.
    Stray,
    /// Lines of a table that was drawn.
    Drawn,
    /// No text at all: controls.
    Control,
    Other,
}

fn sort(c: char) -> Sort {
    match c {
        '\u{80}'..='\u{9F}' => Sort::Control,
        '„' | '‚' | '¿' | '¡' => Sort::Opening,
        '”' | '»' | '›' | '…' => Sort::Closing,
        '€' | '£' | '¢' | '¥' | '©' | '§' | '₧' => Sort::Sign,
        '™' | '®' | 'º' | 'ª' | '°' | '¹' | '²' | '³' | 'ⁿ' => Sort::Tail,
        '¤' | '¦' | '¨' | '¬' | '\u{AD}' | '¯' | '±' | '´' | 'µ' | '¶' | '¸' | '¼' | '½' | '¾' | '×'
        | '÷' | 'ƒ' | 'ˆ' | '˜' | 'ˇ' | '˘' | '˙' | '˛' | '˝' | '΄' | '΅' | '†' | '‡' | '•' | '‰' | '‹'
        | '‾' => Sort::Stray,
        '\u{2500}'..='\u{259F}' => Sort::Drawn,
        '\u{2190}'..='\u{25FF}' => Sort::Stray,
        c if c.is_whitespace() => Sort::Space,
        c if c.is_numeric() => Sort::Digit,
        c if is_letter(c) => match Script::of(c) {
            script if c.is_lowercase() => Sort::Lower(script),
            script if c.is_uppercase() => Sort::Upper(script),
            script => Sort::Letter(script),
        },
        _ => Sort::Other,
    }
}

/// How odd it is to write `after` directly behind `before`: 0 is usual, 2 is what
/// nobody does. Pairs of ASCII are never asked about.
fn odd(before: char, after: char) -> usize {
    use Sort::{Closing, Control, Digit, Drawn, Letter, Lower, Opening, Sign, Stray, Tail, Upper};
    let foreign = !before.is_ascii() || !after.is_ascii();
    match (sort(before), sort(after)) {
        (Control, _) | (_, Control) => 1,
        // `Ã©`, `Â°`, `ÃŸ`: two capitals of few languages, and what follows them in none.
        (Upper(_), Opening | Stray | Sign | Tail) if matches!(before, 'Ã' | 'Â') => 2,
        (Upper(_), _) if matches!((before, after), ('Ã' | 'Â', '‘')) => 2,
        (Upper(_) | Lower(_), Lower(_) | Upper(_)) if matches!(before, 'Ã' | 'Â' | 'â') && is_late(after) => {
            1
        }
        (Upper(_), _) if matches!((before, after), ('Ã' | 'Â', '\u{A0}')) => 1,
        (Upper(_), _) if after == '«' && !before.is_ascii() => 1,
        // A word does not go on with a capital: `cafÃ`; nor with another alphabet.
        (Lower(_), Upper(_)) if foreign => 2,
        (Lower(a) | Upper(a) | Letter(a), Lower(b) | Upper(b) | Letter(b)) => usize::from(a != b),
        (Digit, Upper(_)) if foreign => 1,
        (Lower(_) | Upper(_) | Letter(_), Opening | Stray | Sign) => 1,
        (Lower(_) | Upper(_), Tail) if !before.is_ascii() => 1,
        (Closing, Upper(_)) if before == '”' => 2,
        (Lower(_) | Upper(_) | Letter(_), Drawn) | (Drawn, Lower(_) | Upper(_) | Letter(_)) => 1,
        (Drawn, Sign | Tail | Stray) | (Sign | Tail | Stray, Drawn) => 1,
        (Closing | Tail | Sign | Stray, Lower(_)) => 1,
        (Stray | Tail, Upper(_) | Letter(_)) => 1,
        (Stray | Sign | Tail, Stray | Sign | Tail | Opening | Closing) => 1,
        (Opening | Closing, Stray | Sign | Tail) => 1,
        _ => 0,
    }
}

/// Letters of WINDOWS-1252 that latin-1 does not have.
fn is_late(c: char) -> bool {
    matches!(c, 'œ' | 'Œ' | 'Š' | 'š' | 'Ž' | 'ž' | 'Ÿ')
}

/// How odd a text is, with the characters around it.
pub(super) fn oddity(before: Option<char>, text: &str, after: Option<char>) -> usize {
    let mut last = before;
    let mut oddity = 0;
    for c in text.chars().chain(after) {
        oddity += last.map_or(0, |last| odd(last, c));
        last = Some(c);
    }
    oddity
}
