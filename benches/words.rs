//! `cargo bench --bench words`: counting words, beside what memory delivers and
//! beside the crates that people use, in one run.
//!
//! Texts come from `../shared/data/sentences` where that stands beside the
//! project, else from a few sentences repeated; the first column says which.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout
)]

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

fn corpus(language: &str, files: &[&str], fallback: &str) -> (String, String) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/sentences/dev/ud");
    let mut text = String::new();
    for file in files {
        for line in std::fs::read_to_string(folder.join(file)).unwrap_or_default().lines() {
            // {"id": …, "text": "…", "boundaries": …}: enough of JSON for plain text.
            let inner =
                line.split_once("\"text\": \"").and_then(|(_, rest)| rest.split_once("\", \"boundaries\""));
            if let Some((document, _)) = inner {
                text.push_str(&document.replace("\\n", "\n").replace("\\\"", "\""));
                text.push('\n');
            }
        }
    }
    let name = if text.is_empty() { format!("{language} (made up)") } else { language.to_owned() };
    if text.is_empty() {
        text = fallback.to_owned();
    }
    (name, text.repeat(BYTES / text.len() + 1))
}

fn main() {
    let mut corpora = vec![
        corpus(
            "en",
            &["en_ewt.jsonl", "en_gum.jsonl"],
            "The bridge opened at dawn, and people crossed it all day. ",
        ),
        corpus(
            "id",
            &["id_gsd.jsonl", "id_csui.jsonl"],
            "Jembatan itu dibuka pada pagi hari dan dilalui warga. ",
        ),
        corpus(
            "ru",
            &["ru_gsd.jsonl", "ru_taiga.jsonl"],
            "Мост открыли на рассвете, и люди шли по нему весь день. ",
        ),
        corpus("hi", &["hi_hdtb.jsonl"], "पुल सुबह खुला और लोग दिन भर उस पर चलते रहे। "),
        corpus("zh", &["zh_gsd.jsonl", "zh_gsdsimp.jsonl"], "大桥清晨开放，人们整天从桥上走过。"),
    ];
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
