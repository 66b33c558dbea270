//! The trees of the labeller stop early where they are sure: labels are those of all trees.

use std::io::Read;
use std::path::Path;

use flate2::read::GzDecoder;
use minread::{Article, Format, PageOptions, read_by, training};

use crate::torture::generators::generators;
use crate::{file, names};

/// The trees of the labeller, but those of plain text start so much higher, and the last takes
/// it back: what they say in the end is the same.
fn starting_higher_by(more: i32) -> training::Model {
    let text = file("src/data/labels.trees");
    let mut lines: Vec<String> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with("forest ") && std::mem::take(&mut inside) {
            lines.push((-more).to_string());
        }
        match line.strip_prefix("forest body ") {
            Some(base) => {
                inside = true;
                lines.push(format!("forest body {}", base.parse::<i32>().unwrap() + more));
            }
            None => lines.push(line.to_owned()),
        }
    }
    if inside {
        lines.push((-more).to_string());
    }
    training::Model::read(&lines.join("\n"))
}

fn labelled<'a>(text: &'a str, model: &training::Model) -> Article<'a> {
    read_by(
        text,
        &PageOptions { format: Format::Text, ..PageOptions::default() },
        &|texts, hints, language, keep| training::labels(texts, hints, language, keep, model),
    )
}

/// Every tenth dump of the data beside the project, or none with a loud word.
fn dumps() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/plain/dev.jsonl.gz");
    let Ok(dumps) = std::fs::File::open(&path) else {
        println!("NOT RUN: there is no {}", path.display());
        return Vec::new();
    };
    let mut text = String::new();
    GzDecoder::new(dumps).read_to_string(&mut text).unwrap();
    let lines = |dump: &str| {
        let dump: serde_json::Value = serde_json::from_str(dump).unwrap();
        let lines = dump["lines"].as_array().unwrap().iter();
        lines.map(|line| line.as_str().unwrap()).collect::<Vec<_>>().join("\n")
    };
    text.lines().step_by(10).map(lines).collect()
}

/// An article between two menus, long enough for batches of menu items and nothing else.
fn between_menus() -> String {
    let menu: String = (0..120).map(|at| format!("Rubrik {at}\n")).collect();
    let day = "perahu datang membawa beras, minyak dan kabar dari seberang, lalu pulang sebelum malam.";
    let days: String = (1..9).map(|at| format!("Pada hari {at} {day}\n")).collect();
    format!("{menu}Perahu Datang dari Seberang\n{days}{menu}")
}

#[test]
fn labels_are_those_of_all_trees() {
    // So high that the first trees are never sure of a no, or so low that they always are.
    let (never, always) = (starting_higher_by(1 << 24), starting_higher_by(-(1 << 24)));
    let articles = names("tests/cases/articles");
    let articles = articles.iter().map(|name| file(&format!("tests/cases/articles/{name}")));
    let inputs = generators().into_iter().map(|generator| generator.text_of_size(8192));
    let mut cut = 0;
    for text in [between_menus()].into_iter().chain(dumps()).chain(articles).chain(inputs) {
        let whole = labelled(&text, &never).labels;
        assert_eq!(minread::read(&text, None).labels, whole, "{}", &text[..text.floor_char_boundary(200)]);
        cut += usize::from(labelled(&text, &always).labels != whole);
    }
    assert!(cut > 0, "where trees stop changes no label of any text: nothing was compared");
}
