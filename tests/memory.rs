//! Memory that a document takes, counted by the allocator: the same on every
//! machine. A program of its own, for its allocator counts in all threads.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout
)]

use minread::{Format, PageOptions, ReadingOptions};

#[path = "torture/generators.rs"]
#[allow(dead_code, reason = "the stages are run by others")]
mod generators;

use generators::generators;

fn whole_job(bytes: &[u8], format: Format) {
    let decoded = minread::decode(bytes);
    let article = minread::read_with(&decoded.text, &PageOptions { format, ..PageOptions::default() });
    let sentences = article.sentences();
    article.reading_time(&ReadingOptions::default());
    article.stats(&sentences);
}

/// Large enough for what grows to outweigh what does not.
const SIZE: usize = 96 * 1024;

/// Promise: so many times its size is the most that a document takes while it is read. Lines of two bytes need the
/// most: each is a block with a label, and a sentence.
const MOST: f64 = 48.0;

/// Promise: so many times, for prose in lines of usual length.
const MOST_OF_PROSE: f64 = 5.0;

/// What takes more shows it at a glance: it has many lines or tags. JSON-LD of small objects takes the most of the
/// rest, and its first megabyte alone is read.
const USUAL: usize = 25;

#[test]
fn memory_is_at_most_a_constant_times_the_document() {
    // Tables that are made once a process.
    for format in [Format::Text, Format::Html] {
        generators().iter().for_each(|generator| whole_job(&generator.make(20), format));
    }
    let mut prose = 0;
    for generator in generators() {
        let bytes = generator.of_size(SIZE);
        let is_prose =
            ["prose", "paragraphs", "distinct_sentences", "html_one_line"].contains(&generator.name);
        let most = if is_prose { MOST_OF_PROSE } else { MOST };
        prose += usize::from(is_prose);
        for format in [Format::Text, Format::Html] {
            let peak = allocation_counter::measure(|| whole_job(&bytes, format)).bytes_max;
            let times = peak as f64 / bytes.len().max(SIZE / 2) as f64;
            println!("{times:5.1} {} {format:?}", generator.name);
            assert!(times <= most, "{} as {format:?}: {times:.1} times its size", generator.name);
            let told = USUAL * bytes.len().max(SIZE / 2) + minread::room_for(&bytes);
            assert!(
                peak <= told as u64,
                "{} as {format:?} takes {peak} bytes, more than a glance tells: {told}",
                generator.name
            );
        }
    }
    assert_eq!(prose, 4);
}
