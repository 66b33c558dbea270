//! What a list tells of the word in front of a stop.

use super::abbreviations::Classes;
use super::around::{Next, left_word};
use super::rules::{Context, before_word, is_acronym};
use crate::limits::SENTENCE_LOOK_BYTES;
use crate::span;

/// The word in front of a stop.
pub(super) struct Listed<'a> {
    pub word: &'a str,
    /// Where it begins, with what may be glued in front of it.
    pub at: usize,
    /// Where it ends.
    pub end: usize,
    pub classes: Classes,
    /// Whether a starter follows.
    pub starter: bool,
}

impl Listed<'_> {
    /// Whether a sentence ends behind it, if its classes tell.
    pub(super) fn ends(&self, context: &Context<'_>, next: &Next<'_>) -> Option<bool> {
        let language = context.language;
        let mut classes = self.classes;
        // `z. B.`, `v. Chr.`, `a. m.`: an abbreviation written with spaces.
        let mut spaced = false;
        if next.raw().contains('.') && language.joined(self.word, next.stem()).any(Classes::ABBREVIATION) {
            return Some(false);
        }
        let so_far = context.until(self.at).trim_end();
        if so_far.ends_with('.') {
            let before = left_word(so_far, so_far.len());
            let joined = language.joined(before.trim_end_matches('.'), self.word);
            spaced = joined.any(Classes::ABBREVIATION);
            classes = if spaced { joined } else { classes };
        }
        if classes.any(Classes::TITLE) {
            // `Dr. Smith`, `Jl. Sudirman`, `St. Mary`, `XII. Pluk`; but `Main St. The
            // shop`, `Ludwig XIV. Er starb`.
            return Some(classes.any(Classes::MAY_END) && self.starter);
        }
        // `co. at`, `dkk. yang`, `Co. (Jiangsu)`, `2009 r. — Visonic`
        let goes_on = next.lower() || next.dashed() || next.raw().starts_with(['(', '[']);
        if goes_on && classes.any(Classes::MAY_END | Classes::DEGREE | Classes::ERA | Classes::NUMBER) {
            return Some(false);
        }
        // `p. 55`, `hlm. 3`, `No. 12`, `Vol. II`
        if classes.any(Classes::NUMBER) && (next.digit() || is_roman(next.stem())) {
            return Some(false);
        }
        if classes.any(Classes::UNIT) {
            let before = before_word(context, self.at);
            if before.ends_with(char::is_numeric) || before.starts_with(char::is_numeric) {
                // `5 ft. 6 in. tall`, `3 oz. of`; `8 oz. The`
                return Some(!(next.lower() || next.digit()));
            }
        }
        if classes.any(Classes::ERA) {
            return Some(self.era_ends(context, next));
        }
        // `Pte. Ltd.`, `S.H., M.H. Ketua`: one abbreviation behind another.
        if classes.any(Classes::MAY_END | Classes::DEGREE) && next.word().ends_with('.') {
            let following = language.classes(next.stem());
            if following.any(Classes::DEGREE) || (following.any(Classes::MAY_END) && !is_acronym(next.stem()))
            {
                return Some(false);
            }
        }
        // `и т. д. Потом`, `her Ph.D. Tom`
        if spaced || classes.any(Classes::DEGREE) {
            return Some(true);
        }
        None
    }

    /// `5 p.m. PDT`, `At 5 a.m. Mr. Smith went`; `at 6 p.m. Mr. Smith left`.
    fn era_ends(&self, context: &Context<'_>, next: &Next<'_>) -> bool {
        let language = context.language;
        if language.classes(next.stem()).any(Classes::ZONE) {
            return false;
        }
        if self.starter {
            return true;
        }
        // `He noted: In 44 B.C. Caesar died.`
        let so_far = context.until(self.end).trim_start();
        let from = span::floor(so_far, so_far.len().saturating_sub(SENTENCE_LOOK_BYTES));
        let front = match span::cut(so_far, from..so_far.len()).rsplit_once(": ") {
            Some((_, front)) => front,
            None if from == 0 => so_far,
            None => return true,
        };
        let first = front.split_whitespace().next().unwrap_or_default();
        !language.classes(first).any(Classes::FRONT)
    }
}

/// `II`, `XIV`; one letter may be an initial.
fn is_roman(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C'))
}

#[cfg(test)]
mod tests {
    /// Three letters of Tamil or Hindi are nine bytes and more.
    #[test]
    fn parts_that_stand_apart_may_be_long() {
        for (language, text) in [("ta", "அவர் எம். பி. அவர் வந்தார்."), ("hi", "यह कंपनी प्रा. लि. वह बड़ी है।")]
        {
            assert_eq!(crate::sentences(text, Some(language)).len(), 2, "{text}");
        }
    }
}
