//! `cargo bench --bench plain`: what a plain-text document costs from its bytes to its clean text,
//! stage by stage, and what its sentences, words and minutes cost on top: MB of the document a second of
//! CPU time on one thread, the best of some runs that take turns. The stages are called as the whole door
//! calls them; what they leave of it is authors, date and flags.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout
)]

mod clock;
#[allow(dead_code, reason = "the pages are for the benches of HTML")]
#[path = "../tests/oracle/pages.rs"]
mod pages;

use std::hint::black_box;
use std::io::Read;

use minread::{
    Article, Format, Labels, PageOptions, ReadingOptions, Spacing, Unit, detect_language, plain, repair,
};

const RUNS: usize = 7;
/// A run is at least so long.
const BYTES: usize = 10 << 20;

/// Dumps of news pages, where the data stands beside the repository.
fn dumps() -> Vec<String> {
    let Some(folder) = pages::folder("plain") else { return Vec::new() };
    let mut text = String::new();
    let file = std::fs::File::open(folder.join("dev.jsonl.gz")).unwrap();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    let document = |line: &str| {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let lines = record["lines"].as_array().unwrap();
        lines.iter().map(|line| line.as_str().unwrap()).collect::<Vec<_>>().join("\n")
    };
    text.lines().map(document).collect()
}

/// The articles of the tests.
fn articles() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/articles");
    let document = |entry: std::io::Result<std::fs::DirEntry>| {
        let case = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let (_, lines) = case.split_once("---\n").unwrap();
        // Kind, sign, line.
        lines.lines().map(|line| line.split('\t').nth(2).unwrap_or("")).collect::<Vec<_>>().join("\n")
    };
    std::fs::read_dir(folder).unwrap().map(document).collect()
}

/// A document with what each stage has made of it.
struct Case<'a> {
    source: &'a str,
    lines: Vec<&'a str>,
    language: Option<&'static str>,
    texts: Vec<String>,
    article: Article<'a>,
}

impl<'a> Case<'a> {
    fn of(source: &'a str) -> Case<'a> {
        let article = minread::read(source, None);
        let language = detect_language(source);
        let lines = plain(source).into_iter().map(|block| &source[block.range]).collect();
        let texts = article.blocks.iter().map(|part| part.text.to_string()).collect();
        Case { source, lines, language, texts, article }
    }

    fn labels(&self) -> Labels {
        minread::labels(&self.texts, None, self.language, Default::default())
    }

    fn repaired(&self) -> usize {
        self.lines.iter().map(|line| repair(line, Spacing::Tight).len()).sum()
    }

    /// What a column of all figures has of it.
    fn figures(&self) -> usize {
        let article = minread::read(self.source, None);
        let minutes = article.reading_time(&ReadingOptions::default()).minutes as usize;
        article.sentences().len() + article.word_count(Unit::Auto) as usize + minutes
    }
}

type Stage = (&'static str, fn(&Case<'_>) -> usize);

#[rustfmt::skip]
const STAGES: [Stage; 10] = [
    ("decode", |case| minread::decode(case.source.as_bytes()).text.len()),
    ("blocks", |case| plain(case.source).len()),
    ("language", |case| detect_language(case.source).map_or(0, str::len)),
    ("repair", |case| case.repaired()),
    ("labels", |case| case.labels().labels.len()),
    ("the cleaned text", |case| {
        let text = minread::decode(case.source.as_bytes()).text;
        minread::clean(&text, &PageOptions { format: Format::Text, ..PageOptions::default() }).len()
    }),
    ("the whole door", |case| {
        let text = minread::decode(case.source.as_bytes()).text;
        minread::read(&text, None).text.len()
    }),
    ("sentences", |case| case.article.sentences().len()),
    ("words and minutes", |case| minread::reading_time(&case.article.text, case.language, &ReadingOptions::default()).minutes as usize),
    ("all figures", |case| case.figures()),
];
const WHOLE: usize = 6;

fn measure(name: &str, documents: &[String]) {
    let bytes: usize = documents.iter().map(String::len).sum();
    if bytes == 0 {
        return;
    }
    let rounds = BYTES.div_ceil(bytes);
    println!(
        "{name}: {} documents, {:.2} kB each",
        documents.len(),
        bytes as f64 / 1e3 / documents.len() as f64
    );
    let cases: Vec<Case<'_>> = documents.iter().map(|document| Case::of(document)).collect();
    let mut best = [f64::INFINITY; STAGES.len()];
    for _ in 0..RUNS {
        for (best, (_, work)) in best.iter_mut().zip(STAGES) {
            let before = clock::seconds();
            for _ in 0..rounds {
                black_box(cases.iter().map(|case| work(black_box(case))).sum::<usize>());
            }
            *best = best.min((clock::seconds() - before) / rounds as f64);
        }
    }
    println!("{:18} {:>8} {:>14} {:>14}", "", "MB/s", "µs a document", "of the door");
    for ((stage, _), seconds) in STAGES.iter().zip(best) {
        println!(
            "{stage:18} {:8.0} {:14.1} {:13.0}%",
            bytes as f64 / seconds.max(1e-9) / 1e6,
            seconds * 1e6 / documents.len() as f64,
            100.0 * seconds / best[WHOLE]
        );
    }
}

fn main() {
    measure("dumps of news pages", &dumps());
    measure("articles of the tests", &articles());
    // What every document costs, however small.
    let short = |text: &String| text.lines().next().unwrap_or_default().to_owned();
    measure("their first lines alone", &articles().iter().map(short).collect::<Vec<_>>());
}
