//! `cargo bench --bench words`: counting words, beside what memory delivers and
//! beside the crates that people use, in one run.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout
)]

mod corpora;

use std::hint::black_box;
use std::time::Instant;

use minread::{Unit, count_words};
use unicode_segmentation::UnicodeSegmentation;

const BYTES: usize = 100 << 20;
const RUNS: usize = 9;

/// MB/s, the best of many short runs: one thread that never waits, so the best
/// is the one that nothing disturbed. `share` of the text is read.
fn speed(text: &str, share: usize, work: impl Fn(&str) -> u64) -> f64 {
    let mut end = text.len() / share;
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let text = &text[..end];
    let best = (0..RUNS).map(|_| {
        let begun = Instant::now();
        black_box(work(black_box(text)));
        begun.elapsed().as_secs_f64()
    });
    text.len() as f64 / best.fold(f64::INFINITY, f64::min) / 1e6
}

fn main() {
    let mut corpora: Vec<(String, String)> =
        corpora::corpora(BYTES).into_iter().map(|corpus| (corpus.name(), corpus.text)).collect();
    let mixed: String =
        corpora.iter().map(|(_, text)| text.chars().take(100_000).collect::<String>()).collect();
    corpora.push(("mixed".to_owned(), mixed.repeat(BYTES / mixed.len() + 1)));

    println!(
        "MB/s; {} MB a corpus, best of {RUNS}\n{:14} {:>9} {:>9} {:>10} {:>9} {:>9} {:>10} {:>10} {:>9} {:>9}",
        BYTES >> 20,
        "",
        "byte sum",
        "memchr",
        "whitespace",
        "/memchr",
        "unicode",
        "crate",
        "/crate",
        "auto",
        "str.split"
    );
    for (name, text) in &corpora {
        let sum = speed(text, 1, |text| text.bytes().map(u64::from).sum());
        let memchr = speed(text, 1, |text| memchr::memchr_iter(b' ', text.as_bytes()).count() as u64);
        let whitespace = speed(text, 1, |text| count_words(text, Unit::Whitespace));
        let unicode = speed(text, 1, |text| count_words(text, Unit::Unicode));
        let auto = speed(text, 1, |text| count_words(text, Unit::Auto));
        let reference = speed(text, 8, |text| text.unicode_words().count() as u64);
        let split = speed(text, 4, |text| text.split_whitespace().count() as u64);
        println!(
            "{name:14} {sum:9.0} {memchr:9.0} {whitespace:10.0} {:8.2}× {unicode:9.0} {reference:10.0} {:9.1}× {auto:9.0} {split:9.0}",
            whitespace / memchr,
            unicode / reference
        );
    }
}
