//! Every torture input through every stage: no panic, the promises hold, and
//! the steps grow in step with the input.

use minread::{Flag, Unit, pace::testing::steps};

#[path = "../torture/generators.rs"]
pub mod generators;

use generators::{STAGES, generators};

/// Promise: twice the input, at most so many times the steps.
const WORST_RATIO: f64 = 2.2;

#[test]
fn steps_grow_in_step_with_the_input() {
    let mut failures = Vec::new();
    for generator in generators() {
        let sizes = [4096, 8192, 16384, 32768];
        let texts: Vec<String> = sizes.iter().map(|size| generator.text_of_size(*size)).collect();
        for (stage, run) in STAGES {
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
        for n in [0, 1, 2, 1000] {
            let bytes = generator.make(n);
            let decoded = minread::decode(&bytes);
            promises(generator.name, &decoded.text);
            if n == 1000 {
                expectations(&generator, &decoded.text, &decoded.flags);
            }
        }
    }
}

/// What holds for any text.
pub fn promises(name: &str, text: &str) {
    let spans = minread::sentences(text, Some("en"));
    let mut end = 0;
    for span in &spans {
        assert!(span.start >= end && span.end > span.start, "{name}: spans overlap or are empty");
        assert!(text[end..span.start].trim().is_empty(), "{name}: text between two sentences");
        assert_eq!(
            text[span.clone()].trim(),
            &text[span.clone()],
            "{name}: a sentence has white space at its ends"
        );
        end = span.end;
    }
    assert!(text[end..].trim().is_empty(), "{name}: text after the last sentence");

    let article = minread::read(text, None);
    let mut end = 0;
    for part in &article.blocks {
        assert!(part.range.start >= end, "{name}: blocks overlap");
        assert!(text[end..part.range.start].trim().is_empty(), "{name}: text between two blocks");
        end = part.range.end;
        assert!(!part.label.reason.is_empty(), "{name}: a block without a reason");
    }
    assert!(text[end..].trim().is_empty(), "{name}: text after the last block");
    let forbidden = |c: &char| {
        (c.is_control() && *c != '\n')
            || matches!(c, '\u{FEFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    assert_eq!(article.text.chars().find(forbidden), None, "{name}: clean text holds a forbidden character");

    for line in text.lines() {
        let once = minread::repair(line, minread::Spacing::Tight);
        let twice = minread::repair(&once, minread::Spacing::Tight);
        assert_eq!(once, twice, "{name}: repairing twice is not repairing once");
    }
    for unit in Unit::ALL {
        let joined = format!("{text}\n\n{text}");
        let one = minread::count_words(text, unit);
        assert_eq!(minread::count_words(&joined, unit), 2 * one, "{name}: words({unit:?}) do not add up");
    }
    assert_eq!(minread::counts(text).words(), minread::count_words(text, Unit::Auto), "{name}");
    let time = minread::reading_time(text, None, &minread::ReadingOptions::default());
    assert!(time.low <= time.seconds && time.seconds <= time.high, "{name}: {time:?}");
    assert_eq!(time.minutes == 0, time.words == 0, "{name}: {time:?}");
    let stats = minread::text_stats(text, &spans, Some("en"));
    assert_eq!(stats.words, minread::count_words(text, Unit::Auto), "{name}: {stats:?}");
    assert_eq!(stats.characters, minread::count_words(text, Unit::Characters), "{name}: {stats:?}");
    assert!(
        stats.longest_sentence_words <= stats.words && stats.long_words <= stats.words,
        "{name}: {stats:?}"
    );
    let measures = [stats.mean_sentence_words, stats.median_sentence_words, stats.mean_word_letters];
    let formulas = [stats.lix, stats.rix, stats.ari, stats.coleman_liau, Some(stats.speaking_seconds)];
    assert!(measures.iter().chain(&formulas).flatten().all(|value| value.is_finite()), "{name}: {stats:?}");
    for preset in minread::Preset::all() {
        let options = minread::ReadingOptions { preset: Some(preset), ..Default::default() };
        let time = minread::reading_time(text, Some("en"), &options);
        assert!(time.low <= time.seconds && time.seconds <= time.high, "{name}: {time:?}");
    }
}

fn expectations(generator: &generators::Generator, text: &str, flags: &[Flag]) {
    for fact in generator.expect.split(';').filter(|fact| *fact != "-") {
        let (what, value) = fact.split_once('=').unwrap_or_else(|| panic!("{}: {fact}", generator.name));
        match what {
            "words" => {
                let expected: u64 = value.parse().unwrap();
                assert_eq!(minread::count_words(text, Unit::Auto), expected, "{}: words", generator.name);
            }
            "sentences" => {
                let expected: usize = value.parse().unwrap();
                assert_eq!(minread::sentences(text, None).len(), expected, "{}: sentences", generator.name);
            }
            "flags" => {
                let names: Vec<&str> = flags.iter().map(|flag| flag.name()).collect();
                assert_eq!(names.join("+"), value, "{}: flags", generator.name);
            }
            other => panic!("{}: unknown fact {other}", generator.name),
        }
    }
}
