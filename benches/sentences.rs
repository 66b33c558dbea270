//! `cargo bench --bench sentences [-- LANGUAGE…]`: splitting documents of 4 kB whose language
//! is given, spans included.

#![allow(missing_docs, clippy::indexing_slicing, clippy::string_slice, clippy::print_stdout)]

mod corpora;

use std::hint::black_box;
use std::time::Instant;

const BYTES: usize = 8 << 20;
const RUNS: usize = 9;

fn main() {
    println!(
        "documents of 4 kB, {} MB a language, best of {RUNS}\n{:14} {:>7} {:>18}",
        BYTES >> 20,
        "",
        "MB/s",
        "bytes a sentence"
    );
    let wanted: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let asked = |language: &str| wanted.is_empty() || wanted.iter().any(|name| name == language);
    for corpus in corpora::corpora(BYTES).into_iter().filter(|corpus| asked(corpus.language)) {
        let mut documents = Vec::new();
        let mut rest = corpus.text.as_str();
        while rest.len() > 4096 {
            let mut end = 4096;
            while !rest.is_char_boundary(end) {
                end += 1;
            }
            let (document, tail) = rest.split_at(end);
            documents.push(document);
            rest = tail;
        }
        let bytes: usize = documents.iter().map(|document| document.len()).sum();
        let mut best = f64::INFINITY;
        let mut sentences = 0;
        for _ in 0..RUNS {
            let begun = Instant::now();
            let split =
                |document: &&str| minread::sentences(black_box(document), Some(corpus.language)).len();
            sentences = black_box(documents.iter().map(split).sum::<usize>());
            best = best.min(begun.elapsed().as_secs_f64());
        }
        println!(
            "{:14} {:7.0} {:18.0}",
            corpus.name(),
            bytes as f64 / best / 1e6,
            bytes as f64 / sentences as f64
        );
    }
}
