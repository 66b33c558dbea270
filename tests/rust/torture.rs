//! Every torture input through every stage: no panic, the promises hold, and
//! the steps grow in step with the input.

use minread::{Article, Flag, Format, PageOptions, Unit, pace::testing::steps};

#[path = "../torture/generators.rs"]
pub mod generators;

use crate::invariants::TARGETS;
use generators::{STAGES, generators};

/// Promise: twice the input, at most so many times the steps.
const WORST_RATIO: f64 = 2.2;

#[test]
fn steps_grow_in_step_with_the_input() {
    let mut failures = Vec::new();
    for generator in generators() {
        let sizes = [4096, 8192, 16384, 32768, 65536];
        let texts: Vec<String> = sizes.iter().map(|size| generator.text_of_size(*size)).collect();
        for (stage, run) in STAGES {
            // Trees set in where a page has prose: below 8 kB they are the growth.
            let from = usize::from(stage == "page");
            let texts = &texts[from..from + 4];
            let counts: Vec<u64> = texts.iter().map(|text| steps(|| run(text)).1).collect();
            for (pair, text) in counts.windows(2).zip(texts.windows(2)) {
                // A stage that stops early (language) or sees no work may be flat.
                let grown = text[1].len() as f64 / text[0].len().max(1) as f64;
                let allowed = pair[0] as f64 * (WORST_RATIO * grown / 2.0).max(1.0) + 64.0;
                if pair[1] as f64 > allowed {
                    failures.push(format!("{stage} on {}: {counts:?}", generator.name));
                    break;
                }
            }
        }
    }
    assert!(failures.is_empty(), "steps grow faster than the input:\n{}", failures.join("\n"));
}

#[test]
fn no_stage_takes_more_steps_a_byte_than_a_constant() {
    for generator in generators() {
        let text = generator.text_of_size(16384);
        for (stage, run) in STAGES {
            let count = steps(|| run(&text)).1;
            assert!(
                count <= 64 * (text.len() as u64 + 64),
                "{stage} on {}: {count} steps for {} bytes",
                generator.name,
                text.len()
            );
        }
    }
}

#[test]
fn a_stage_that_reports_no_work_is_no_proof() {
    let text = "Kota itu membuka jembatan. ".repeat(200);
    for (stage, run) in STAGES {
        assert!(steps(|| run(&text)).1 > 0, "{stage} reports no steps");
    }
}

#[test]
fn the_promises_hold_on_every_input() {
    for generator in generators() {
        for n in [0, 1, 2, 100] {
            let bytes = generator.make(n);
            println!("{} × {n}", generator.name);
            for (_, check) in TARGETS {
                check(&bytes);
            }
        }
    }
}

#[test]
fn the_promises_hold_on_naughty_texts() {
    for text in generators::naughty() {
        for (_, check) in TARGETS {
            check(text.as_bytes());
        }
    }
}

/// Stack is not used in step with the input: the smallest that a thread gets
/// is enough for every stage, on text and on pages.
#[test]
fn every_input_is_read_on_a_small_stack() {
    let read = || {
        for generator in generators() {
            let bytes = generator.of_size(32_768);
            let text = minread::decode(&bytes).text;
            STAGES.iter().for_each(|(_, run)| _ = run(&text));
        }
    };
    let thread = std::thread::Builder::new().stack_size(256 * 1024);
    thread.spawn(read).unwrap().join().unwrap();
}

#[test]
fn no_two_inputs_have_one_name() {
    let mut names: Vec<&str> = generators().iter().map(|generator| generator.name).collect();
    names.sort_unstable();
    let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn every_input_is_read_as_expected() {
    let mut facts = 0;
    for generator in generators() {
        let bytes = generator.make(1000);
        let decoded = minread::decode(&bytes);
        let format = if generator.kind == "html" { Format::Html } else { Format::Text };
        let options = PageOptions { format, ..PageOptions::default() };
        let article = minread::read_with(&decoded.text, &options);
        for fact in generator.expect.split(';').filter(|fact| *fact != "-") {
            let (what, value) = fact.split_once('=').unwrap_or_else(|| panic!("{}: {fact}", generator.name));
            holds(&generator, &decoded.flags, &article, what, value);
            facts += 1;
        }
    }
    assert!(facts > 300, "only {facts} facts were read");
}

fn holds(
    generator: &generators::Generator,
    decoded: &[Flag],
    article: &Article<'_>,
    what: &str,
    value: &str,
) {
    let (name, is_page) = (generator.name, generator.kind == "html");
    let whole = format!("{}{}", article.fields.title.as_deref().unwrap_or_default(), article.text);
    match what {
        "words" => {
            let text = if is_page { &article.text } else { article.source };
            assert_eq!(minread::count_words(text, Unit::Auto).to_string(), value, "{name}: words");
            // Nothing to read takes no time and is no fault.
            let minutes = article.reading_time(&minread::ReadingOptions::default()).minutes;
            if value == "0" && !is_page {
                assert_eq!((minutes, article.flags.as_slice()), (0, &[][..]), "{name}");
            }
        }
        "sentences" => {
            let text = if is_page { &article.text } else { article.source };
            assert_eq!(minread::sentences(text, None).len().to_string(), value, "{name}: sentences");
        }
        "flags" => {
            let flags = if is_page { &article.flags } else { decoded };
            let names = flags.iter().filter(|flag| **flag != Flag::NoProse).map(|flag| flag.name());
            assert_eq!(names.collect::<Vec<_>>().join("+"), value, "{name}: flags");
        }
        "clean" => assert_eq!(article.text, value, "{name}: clean text"),
        "keeps" => assert!(whole.contains(value), "{name}: {value:?} is lost"),
        "drops" => assert!(!whole.contains(value), "{name}: {value:?} is there"),
        other => panic!("{name}: unknown fact {other}"),
    }
}
