//! Fast paths against their slow, obvious twins, on text made at random (the
//! same on every run).

use minread::{Spacing, Unit, count_words, repair};

/// Numbers that look random: xorshift64*.
pub(crate) struct Random(pub u64);

impl Random {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % n
    }

    /// A text of pieces that stages look at.
    fn text(&mut self) -> String {
        const PIECES: [&str; 84] = [
            " ",
            " ",
            " ",
            "  ",
            "\n",
            "\n\n",
            "\r\n",
            "\t",
            "\u{A0}",
            "\u{3000}",
            ".",
            ".",
            ",",
            "!",
            "?",
            "…",
            ";",
            ":",
            "\"",
            "“",
            "”",
            "(",
            ")",
            "[",
            "]",
            "「",
            "」",
            "。",
            "！",
            "-",
            "–",
            "’",
            "a",
            "b",
            "A",
            "Dr",
            "hlm",
            "No",
            "1",
            "23",
            "3.14",
            "kata",
            "Kata",
            "é",
            "e\u{301}",
            "İ",
            "ß",
            "字",
            "かな",
            "가",
            "ภาษา",
            "नदी",
            "слово",
            "&",
            "&amp;",
            "&amp",
            "amp;",
            "&#x37E;",
            "&lt;",
            "\u{200B}",
            "\u{200D}",
            "\u{AD}",
            "\u{202E}",
            "👩",
            "Ã",
            "©",
            "â",
            "€",
            "™",
            "Ð",
            "¿",
            "Р",
            "џ",
            "├",
            "\u{85}",
            "\u{9F}",
            "ﬁ",
            "\u{1B}",
            "[31m",
            "\u{FFFD}",
            "\u{200E}",
            "א",
            "\u{E000}",
            "\u{93C}",
        ];
        (0..self.below(40)).map(|_| PIECES[self.below(PIECES.len())]).collect()
    }
}

/// Texts of random pieces in several scripts.
pub(crate) fn texts(count: usize) -> impl Iterator<Item = String> {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    (0..count).map(move |_| random.text())
}

#[test]
fn whitespace_words_are_those_of_the_standard_library() {
    for text in texts(20_000) {
        assert_eq!(count_words(&text, Unit::Whitespace), text.split_whitespace().count() as u64, "{text:?}");
    }
}

#[test]
fn auto_equals_whitespace_without_unspaced_scripts() {
    let unspaced =
        |c: char| matches!(c, '\u{E00}'..='\u{E7F}' | '\u{3005}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}');
    for text in texts(20_000).map(|text| text.replace(unspaced, "x")) {
        assert_eq!(count_words(&text, Unit::Auto), count_words(&text, Unit::Whitespace), "{text:?}");
    }
}

#[test]
fn repair_is_idempotent_and_its_fast_path_changes_nothing() {
    for text in texts(50_000) {
        for spacing in [Spacing::Tight, Spacing::French] {
            let once = repair(&text, spacing);
            assert_eq!(repair(&once, spacing), once, "{text:?}");
            // One invisible character takes the slow path and leaves no trace.
            let slow = format!("\u{200B}{text}");
            assert_eq!(repair(&slow, spacing), once, "{text:?}");
        }
    }
}

#[test]
fn the_promises_hold_on_random_text() {
    for text in texts(5_000) {
        for (_, check) in crate::invariants::TARGETS {
            check(text.as_bytes());
        }
    }
}

#[test]
fn a_text_cut_anywhere_is_read_without_panic() {
    let page = crate::file("examples/jembatan.txt");
    for at in (0..page.len()).filter(|at| page.is_char_boundary(*at)).step_by(7) {
        drop(minread::read(&page[..at], None).sentences());
        drop(minread::read(&page[at..], None).sentences());
    }
}
