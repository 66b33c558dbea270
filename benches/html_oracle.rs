//! `cargo bench --bench html_oracle [-- NAME…]`: the lines of every page of the data beside those
//! of html5ever, and where they differ.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

#[path = "../tests/oracle/dom.rs"]
mod dom;
#[path = "../tests/oracle/pages.rs"]
mod pages;

const SHOWN: usize = 4;

fn main() {
    // The twin recurses.
    std::thread::Builder::new().stack_size(1 << 30).spawn(run).unwrap().join().unwrap();
}

fn run() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let asked = |name: &str| wanted.is_empty() || wanted.iter().any(|part| name.contains(part.as_str()));
    let (mut all, mut same, mut lines, mut other) = (0, 0, 0, 0);
    for page in pages::pages("", 1).iter().filter(|page| asked(&page.name)) {
        let theirs = dom::lines(&page.html);
        let ours = minread::html(&page.html);
        let ours: Vec<&str> = ours.blocks.iter().map(|block| block.text.as_ref()).collect();
        all += 1;
        lines += theirs.len();
        if ours == theirs {
            same += 1;
            continue;
        }
        let mut shown = Vec::new();
        let (mut at, mut to) = (0, 0);
        while at < ours.len() || to < theirs.len() {
            if ours.get(at) == theirs.get(to).map(String::as_str).as_ref() {
                (at, to) = (at + 1, to + 1);
                continue;
            }
            // The nearest place where both go on together.
            let next = (1..400).find_map(|sum| {
                (0..=sum).map(|one| (one, sum - one)).find(|(one, two)| {
                    ours.get(at + one)
                        .is_some_and(|line| theirs.get(to + two).is_some_and(|their| line == their))
                })
            });
            let (one, two) = next.unwrap_or((ours.len() - at, theirs.len() - to));
            let one = one.min(ours.len() - at);
            let two = two.min(theirs.len() - to);
            other += one.max(two);
            shown.push((ours[at..at + one].to_vec(), theirs[to..to + two].to_vec()));
            (at, to) = (at + one, to + two);
        }
        println!("{}: {} places", page.name, shown.len());
        for (ours, theirs) in shown.into_iter().take(SHOWN) {
            println!("   ours   {:?}", short(&ours.join(" | ")));
            println!("   theirs {:?}", short(&theirs.join(" | ")));
        }
    }
    println!(
        "{same} of {all} pages alike ({:.2} %), {other} of {lines} lines differ",
        100.0 * same as f64 / all as f64
    );
}

fn short(text: &str) -> String {
    text.chars().take(300).collect()
}
