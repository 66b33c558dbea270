//! What the labeller sees of documents, and what it says of them.
//!
//!     features names                              the columns, one a line
//!     features blocks < documents > blocks        the blocks of HTML pages
//!     features rows   < documents > numbers       the features of every block
//!     features labels TREES < documents > labels  labels by the trees of a file
//!
//! A document is a line of JSON: `{"text": ..., "title": line or null}`, or `{"html": ..., "title":
//! block or null}`. A block of plain text stands at a line, a block of HTML at its own number.
//! `blocks` writes for each document a line of JSON with the texts of its blocks. `rows` writes
//! 32-bit numbers, for each document its blocks (0 where it has no prose), and for each block
//! where it stands, its number of lines, whether it may be the headline, and its features.
//! `labels` writes for each document a line of JSON, for each block where it stands, its number of
//! lines, its kind, whether it stays, and why.

#![expect(clippy::string_slice, reason = "a program of training, not of the core")]

use std::cell::RefCell;
use std::error::Error;
use std::io::{BufRead, BufWriter, Write, stdin, stdout};

use minread::{Article, Format, Keep, Labels, PageHints, PageOptions, Part, training};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut out = BufWriter::new(stdout().lock());
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["names"] => {
            for name in training::feature_names() {
                writeln!(out, "{name}")?;
            }
        }
        ["blocks"] => {
            for document in documents() {
                let document = document?;
                let article = read(&document, &own);
                let texts: Vec<&str> = article.blocks.iter().map(|block| &*block.text).collect();
                writeln!(out, "{}", serde_json::to_string(&texts)?)?;
            }
        }
        ["rows"] => {
            for document in documents() {
                rows(&mut out, &document?)?;
            }
        }
        ["labels", trees] => {
            let model = training::Model::read(&std::fs::read_to_string(trees)?);
            for document in documents() {
                labels(&mut out, &document?, &model)?;
            }
        }
        _ => return Err("usage: features names | blocks | rows | labels TREES".into()),
    }
    Ok(())
}

fn documents() -> impl Iterator<Item = Result<Value, Box<dyn Error>>> {
    stdin().lock().lines().map(|line| Ok(serde_json::from_str(&line?)?))
}

type Labeller<'l> = dyn Fn(&[Part<'_>], Option<&PageHints<'_>>, Option<&str>, Keep) -> Labels + 'l;

fn own(texts: &[Part<'_>], hints: Option<&PageHints<'_>>, language: Option<&str>, keep: Keep) -> Labels {
    minread::labels(texts, hints, language, keep)
}

/// Reads a document as its door does, by `labeller`.
fn read<'a>(document: &'a Value, labeller: &Labeller<'_>) -> Article<'a> {
    let (source, format) = match document["html"].as_str() {
        Some(html) => (html, Format::Html),
        None => (document["text"].as_str().unwrap_or_default(), Format::Text),
    };
    minread::read_by(source, &PageOptions { format, ..PageOptions::default() }, labeller)
}

/// Where each block stands and how many lines it has.
fn places(document: &Value, article: &Article<'_>) -> Vec<(usize, usize)> {
    if document["html"].is_string() {
        return (0..article.blocks.len()).map(|at| (at, 1)).collect();
    }
    let (mut line, mut end) = (0, 0);
    let breaks = |from: usize, to: usize| article.source[from..to].matches('\n').count();
    article
        .blocks
        .iter()
        .map(|block| {
            let first = line + breaks(end, block.range.start);
            let inside = breaks(block.range.start, block.range.end);
            (line, end) = (first + inside, block.range.end);
            (first, inside + 1)
        })
        .collect()
}

fn rows(out: &mut impl Write, document: &Value) -> Result<(), Box<dyn Error>> {
    let places = places(document, &read(document, &own));
    let block_of =
        |line: usize| places.iter().position(|(first, many)| (*first..first + many).contains(&line));
    let title = document["title"].as_u64().and_then(|line| block_of(line as usize));
    let seen = RefCell::new(None);
    read(document, &|texts, hints, language, keep| {
        *seen.borrow_mut() = training::features(texts, hints, language, title);
        minread::labels(texts, hints, language, keep)
    });
    let mut put = |number: i32| out.write_all(&number.to_le_bytes());
    let Some((rows, candidates)) = seen.take() else { return Ok(put(0)?) };
    put(rows.len() as i32)?;
    for (at, ((first, many), row)) in places.iter().zip(rows).enumerate() {
        put(*first as i32)?;
        put(*many as i32)?;
        put(i32::from(candidates.contains(&at)))?;
        row.into_iter().try_for_each(&mut put)?;
    }
    Ok(())
}

fn labels(out: &mut impl Write, document: &Value, model: &training::Model) -> Result<(), Box<dyn Error>> {
    let article =
        read(document, &|texts, hints, language, keep| training::labels(texts, hints, language, keep, model));
    let labels: Vec<_> = places(document, &article)
        .into_iter()
        .zip(&article.labels)
        .map(|((first, many), label)| {
            serde_json::json!([first, many, label.kind.name(), label.kept, label.reason.text()])
        })
        .collect();
    writeln!(out, "{}", serde_json::to_string(&labels)?)?;
    Ok(())
}
