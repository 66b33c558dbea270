//! Numbers with a stop: ordinals, list and section numbers, parts of dates.

use super::abbreviations::Classes;
use super::around::Next;
use super::rules::{Context, before_word};

/// Whether a sentence ends behind `figures.`, which begins at `at`.
pub(super) fn ends(figures: &str, context: &Context<'_>, at: usize, next: &Next<'_>) -> bool {
    let count = figures.chars().count();
    // `1. The first item`, `laws; 947. Changes of the bed`
    if count <= 4 && opens(context, at) {
        return false;
    }
    // `2021. 5. 17.에`
    if next.digit() && next.raw().contains('.') && count <= 4 {
        return false;
    }
    // `22. 5. – 21. 6.`: from day to day.
    if next.dashed() && next.digit() {
        return false;
    }
    let before = before_word(context, at);
    // The last part of `2024. 3. 12. 새`
    if before.ends_with('.') && before.starts_with(char::is_numeric) && next.uncased() {
        return false;
    }
    let language = context.language;
    if count <= 2 && language.ordinals {
        // `12. Juni`, `2. verdenskrig`, `dem 19. Jahrhundert`
        let following = Classes::ABBREVIATION | Classes::AFTER_ORDINAL;
        if next.lower()
            || language.classes(next.stem()).any(following)
            || language.classes(before).any(Classes::BEFORE_ORDINAL)
        {
            return false;
        }
    }
    !next.lower()
}

/// Whether what begins at `at` stands where a list or section number does: at
/// the start of the sentence or behind `:` or `;`.
pub(super) fn opens(context: &Context<'_>, at: usize) -> bool {
    let before = context.until(at).trim_end();
    before.is_empty() || before.ends_with([';', ':'])
}

/// `2.1.3`
pub(super) fn is_section(word: &str) -> bool {
    word.contains('.') && word.chars().all(|c| c.is_ascii_digit() || c == '.')
}
