//! Reading time of a page that mixes scripts: the sum over its runs.

use minread::{Basis, ReadingOptions, ReadingTime, reading_time};

fn read(text: &str, language: &str) -> ReadingTime {
    reading_time(text, Some(language), &ReadingOptions::default())
}

/// Seconds by hand: counts over speeds a minute (`data/speeds.tsv`).
fn check(text: &str, language: &str, parts: &[(u32, f64)]) {
    let expected: f64 = parts.iter().map(|(count, speed)| f64::from(*count) * 60.0 / speed).sum();
    let found = read(text, language).seconds;
    assert!((found - expected).abs() < 1e-9, "{text:?}: {found} and not {expected}");
}

const ENGLISH: f64 = 238.0;
const CHINESE: f64 = 439.0;
const JAPANESE: f64 = 653.0;
const KOREAN: f64 = 202.3;
const ALPHABETIC: f64 = 1147.0;

#[test]
fn each_run_is_read_at_its_own_speed() {
    check("Learn Rust 编程 today", "en", &[(3, ENGLISH), (2, CHINESE)]);
    // The same Han is Japanese where Kana stands in its paragraph, Chinese where
    // none does; the full stop between two names is nothing to read.
    check("東京タワー。\n東京 tower", "en", &[(5, JAPANESE), (2, CHINESE), (1, ENGLISH)]);
    check("한국어 단어 东京", "ko", &[(2, KOREAN), (2, CHINESE)]);
    // Thai by characters, whatever number of words a dictionary finds.
    check("Bangkok ภาษาไทย", "en", &[(1, ENGLISH), (7, ALPHABETIC)]);
    // A language of which no speed in words is known is read by characters.
    check("Mji mkuu", "sw", &[(7, ALPHABETIC)]);
}

#[test]
fn the_basis_is_that_of_the_largest_part() {
    assert_eq!(read("Learn Rust 编程语言和软件开发的基础知识", "sw").basis, Basis::Silent);
    assert_eq!(read("Mji mkuu wa nchi 东", "sw").basis, Basis::Derived);
    assert_eq!(read("", "sw").basis, Basis::Derived);
}

#[test]
fn scripts_add_up_in_any_language_of_the_document() {
    let text = "Rust 编程。\n東京タワー\nภาษาไทย word";
    let whole = read(text, "en");
    let parts: f64 = text.lines().map(|line| read(line, "en").seconds).sum();
    assert!((whole.seconds - parts).abs() < 1e-9);
    assert!(whole.low < whole.seconds && whole.seconds < whole.high);
}
