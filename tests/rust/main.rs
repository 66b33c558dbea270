//! Tests that need the whole crate, or files beside it.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout
)]

mod articles;
mod batch;
mod corridor;
mod crashes;
mod data;
mod decode;
mod dates;
mod durations;
mod format;
mod html;
mod pages;
mod presets;
mod reading;
mod repairs;
mod sentences;
mod stats;
mod tables;
mod torture;
mod trees;
mod twins;
mod words;

#[path = "../torture/invariants.rs"]
mod invariants;

/// The text of a file of the repository.
fn file(path: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The names in a folder of the repository, sorted.
fn names(folder: &str) -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
