//! `cargo bench --bench repair`: what stands before the labels, in MB a second of CPU
//! time: bytes to text, text to blocks, blocks mended. `changed` is the share of
//! lines that were written anew.

#![allow(missing_docs, clippy::string_slice, clippy::print_stdout)]

mod clock;
mod corpora;

use std::borrow::Cow;
use std::hint::black_box;
use std::process::Command;

use minread::{Spacing, repair};

const BYTES: usize = 8 << 20;
const RUNS: usize = 7;

/// News dumps where they stand beside the project; Python unpacks them.
fn dumps() -> Option<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/plain/dev.jsonl.gz");
    let script = "import gzip, json, sys\nfor row in gzip.open(sys.argv[1], 'rt', encoding='utf-8'): sys.stdout.buffer.write(('\\n'.join(json.loads(row)['lines']) + '\\n').encode())";
    let output = Command::new("python3").args(["-c", script, path]).output().ok()?;
    String::from_utf8(output.stdout).ok().filter(|text| !text.is_empty())
}

fn speed(bytes: usize, work: impl Fn() -> usize) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..RUNS {
        let before = clock::seconds();
        for _ in 0..4 {
            black_box(work());
        }
        best = best.min(clock::seconds() - before);
    }
    4.0 * bytes as f64 / best.max(1e-9) / 1e6
}

fn main() {
    let mut corpora: Vec<(String, String)> =
        corpora::corpora(BYTES).into_iter().map(|corpus| (corpus.name(), corpus.text)).collect();
    let mixed = corpora.iter().flat_map(|(_, text)| text.chars().take(1 << 19)).collect();
    corpora.push(("mixed".to_owned(), mixed));
    corpora.extend(dumps().map(|text| ("dumps".to_owned(), text)));
    println!(
        "{:14} {:>9} {:>9} {:>9} {:>9} {:>9}",
        "MB/s", "decode", "blocks", "repair", "together", "changed"
    );
    for (name, text) in &corpora {
        let lines: Vec<&str> = text.lines().collect();
        let decode = speed(text.len(), || minread::decode(text.as_bytes()).text.len());
        let blocks = speed(text.len(), || minread::plain(text).len());
        let mended = speed(text.len(), || lines.iter().map(|line| repair(line, Spacing::Tight).len()).sum());
        let changed =
            lines.iter().filter(|line| matches!(repair(line, Spacing::Tight), Cow::Owned(_))).count();
        let together = 1.0 / (1.0 / decode + 1.0 / blocks + 1.0 / mended);
        let share = 100.0 * changed as f64 / lines.len() as f64;
        println!("{name:14} {decode:9.0} {blocks:9.0} {mended:9.0} {together:9.0} {share:8.1}%");
    }
}
