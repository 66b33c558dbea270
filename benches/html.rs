//! `cargo bench --bench html [-- SET]`: reading HTML, stage by stage, beside html5ever, on the pages
//! of the data; CPU time of one thread, the best of some runs.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout)]

mod clock;
#[allow(dead_code, reason = "only its tree is timed")]
#[path = "../tests/oracle/dom.rs"]
mod dom;
#[path = "../tests/oracle/pages.rs"]
mod pages;

use minread::Tree;

const RUNS: usize = 5;

/// The least seconds that `work` takes.
fn seconds(runs: usize, mut work: impl FnMut() -> usize) -> f64 {
    let mut once = || {
        let before = clock::seconds();
        std::hint::black_box(work());
        clock::seconds() - before
    };
    (0..runs).map(|_| once()).fold(f64::INFINITY, f64::min)
}

fn main() {
    let set = std::env::args().skip(1).find(|arg| !arg.starts_with('-')).unwrap_or_default();
    let pages = pages::pages(&set, 1);
    if pages.is_empty() {
        return;
    }
    let bytes: usize = pages.iter().map(|page| page.html.len()).sum();
    println!("{} pages, {:.0} kB each", pages.len(), bytes as f64 / 1e3 / pages.len() as f64);
    let trees: Vec<Tree> = pages.iter().map(|page| Tree::read(&page.html)).collect();
    let say = |name: &str, seconds: f64| {
        println!(
            "{name:22} {:6.0} MB/s {:7.0} pages/s",
            bytes as f64 / seconds / 1e6,
            pages.len() as f64 / seconds
        );
    };
    let all = |read: fn(&str) -> usize| pages.iter().map(|page| read(&page.html)).sum();
    say("tags and tree", seconds(RUNS, || all(|page| Tree::read(page).nodes.len())));
    say("blocks of a tree", seconds(RUNS, || trees.iter().map(|tree| tree.blocks().len()).sum()));
    say("html: both", seconds(RUNS, || all(|page| minread::html(page).blocks.len())));
    say("with features", seconds(RUNS, || all(|page| minread::html(page).markup().len())));
    let options = minread::PageOptions { format: minread::Format::Html, ..minread::PageOptions::default() };
    say(
        "the whole door",
        seconds(RUNS, || pages.iter().map(|page| minread::read_with(&page.html, &options).text.len()).sum()),
    );
    say("html5ever, the tree", seconds(1, || all(dom::node_count)));
    // One page is too short for the clock of CPU time.
    let of_page = |page: &pages::Page| {
        let once = || {
            let begun = std::time::Instant::now();
            std::hint::black_box(minread::html(&page.html).markup().len());
            begun.elapsed().as_secs_f64()
        };
        (0..RUNS).map(|_| once()).fold(f64::INFINITY, f64::min)
    };
    let mut slow: Vec<(f64, &pages::Page)> = pages.iter().map(|page| (of_page(page), page)).collect();
    slow.sort_by(|one, two| two.0.total_cmp(&one.0));
    for (seconds, page) in slow.iter().take(3) {
        println!("{:6.1} ms for {:.1} MB: {}", seconds * 1e3, page.html.len() as f64 / 1e6, page.name);
    }
}
