//! What the labeller sees of documents, and what it says of them.
//!
//!     features names                              the columns, one a line
//!     features rows   < documents > numbers       the features of every block
//!     features labels TREES < documents > labels  labels by the trees of a file
//!
//! A document is a line of JSON: `{"text": ..., "title": line or null}`. `rows`
//! writes 32-bit numbers, for each document its blocks (0 where it has no prose),
//! and for each block its first line, its number of lines, whether it may be the
//! headline, and its features.
//! `labels` writes for each document a line of JSON, for each block its first
//! line, its number of lines, its kind, whether it stays, and why.

#![expect(clippy::indexing_slicing, clippy::string_slice, reason = "a program of training, not of the core")]

use std::error::Error;
use std::io::{BufRead, BufWriter, Write, stdin, stdout};

use minread::{Article, training};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut out = BufWriter::new(stdout().lock());
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["names"] => {
            for name in training::feature_names() {
                writeln!(out, "{name}")?;
            }
        }
        ["rows"] => {
            for document in documents() {
                let document = document?;
                rows(&mut out, document["text"].as_str().unwrap_or_default(), &document["title"])?;
            }
        }
        ["labels", trees] => {
            let model = training::Model::read(&std::fs::read_to_string(trees)?);
            for document in documents() {
                labels(&mut out, document?["text"].as_str().unwrap_or_default(), &model)?;
            }
        }
        _ => return Err("usage: features names | rows | labels TREES".into()),
    }
    Ok(())
}

fn documents() -> impl Iterator<Item = Result<serde_json::Value, Box<dyn Error>>> {
    stdin().lock().lines().map(|line| Ok(serde_json::from_str(&line?)?))
}

/// The first line and the number of lines of each block.
fn lines(article: &Article<'_>) -> Vec<(usize, usize)> {
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

fn rows(out: &mut impl Write, text: &str, title: &serde_json::Value) -> Result<(), Box<dyn Error>> {
    let article = minread::read(text, None);
    let lines = lines(&article);
    let block_of =
        |line: usize| lines.iter().position(|(first, many)| (*first..first + many).contains(&line));
    let title = title.as_u64().and_then(|line| block_of(line as usize));
    let texts: Vec<&str> = article.blocks.iter().map(|block| &*block.text).collect();
    let mut put = |number: i32| out.write_all(&number.to_le_bytes());
    let Some((rows, candidates)) = training::features(&texts, None, article.language.as_deref(), title)
    else {
        return Ok(put(0)?);
    };
    put(rows.len() as i32)?;
    for (at, ((first, many), row)) in lines.iter().zip(rows).enumerate() {
        put(*first as i32)?;
        put(*many as i32)?;
        put(i32::from(candidates.contains(&at)))?;
        row.into_iter().try_for_each(&mut put)?;
    }
    Ok(())
}

fn labels(out: &mut impl Write, text: &str, model: &training::Model) -> Result<(), Box<dyn Error>> {
    let article = minread::read(text, None);
    let texts: Vec<&str> = article.blocks.iter().map(|block| &*block.text).collect();
    let found = training::labels(&texts, None, article.language.as_deref(), model);
    let labels: Vec<_> = lines(&article)
        .into_iter()
        .zip(found.labels)
        .map(|((first, many), label)| {
            serde_json::json!([first, many, label.kind.name(), label.kept, label.reason])
        })
        .collect();
    writeln!(out, "{}", serde_json::to_string(&labels)?)?;
    Ok(())
}
