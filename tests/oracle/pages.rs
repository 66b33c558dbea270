// Pages of the data that lie beside the repository, if they do.

use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;

/// A folder of the data, or `None` with a loud word where there is none.
pub fn folder(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("NOT RUN: there is no {}", folder.display());
    None
}

/// One page of a set.
pub struct Page {
    pub name: String,
    pub html: String,
}

/// The pages of the sets whose names begin so, every `step`-th of them.
pub fn pages(sets: &str, step: usize) -> Vec<Page> {
    let Some(folder) = folder("html/dev") else { return Vec::new() };
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut pages = Vec::new();
    for file in files {
        let set = file.file_name().unwrap().to_str().unwrap().split('.').next().unwrap().to_owned();
        if !set.starts_with(sets) {
            continue;
        }
        let mut text = String::new();
        GzDecoder::new(std::fs::File::open(&file).unwrap()).read_to_string(&mut text).unwrap();
        for line in text.lines().step_by(step) {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            // Pages in other encodings are for the tests of decoding.
            if let Some(html) = record["html"].as_str() {
                let name = format!("{set}/{}", record["id"].as_str().unwrap_or("?"));
                pages.push(Page { name, html: html.to_owned() });
            }
        }
    }
    pages
}
