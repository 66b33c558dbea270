//! Every data file is well formed: a broken row would otherwise be left out in
//! silence.

use std::collections::HashSet;

use crate::{file, names};

fn rows(path: &str, columns: usize) -> Vec<Vec<String>> {
    let text = file(path);
    let sourced = text.contains("# source") || text.contains("\tsource\n");
    assert!(sourced, "{path} does not say where its entries come from");
    let rows: Vec<Vec<String>> = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect();
    for row in &rows {
        assert_eq!(row.len(), columns, "{path}: {row:?}");
    }
    assert!(!rows.is_empty(), "{path} is empty");
    rows
}

#[test]
fn abbreviations() {
    let code = file("src/sentences/abbreviations.rs");
    for name in names("src/data/abbreviations") {
        let path = format!("src/data/abbreviations/{name}");
        let language = name.strip_suffix(".txt").expect(&name);
        let named = code.contains(&format!("\"{language}\"")) || code.contains(&format!("/{name}"));
        assert!(named, "{path} is not named in abbreviations.rs");
        let text = file(&path);
        assert!(text.contains("# source"), "{path} names no source");
        let mut seen = HashSet::new();
        let mut class = None;
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if line.starts_with('[') {
                let classes = ["[title]", "[number]", "[may_end]", "[degree]", "[era]", "[unit]"];
                assert!(classes.contains(&line), "{path}: {line}");
                class = Some(line);
                continue;
            }
            assert!(class.is_some(), "{path}: {line} stands in no class");
            assert!(!line.ends_with('.') && !line.contains(char::is_whitespace), "{path}: {line:?}");
            assert!(seen.insert((class, line)), "{path}: {line} stands twice");
        }
    }
}

#[test]
fn sentence_words() {
    let mut seen = HashSet::new();
    for row in rows("src/data/sentence_words.tsv", 4) {
        let [language, class, words, source] = &row[..] else { unreachable!() };
        assert!((2..=3).contains(&language.len()), "{row:?}");
        let classes = [
            "starter",
            "after_ordinal",
            "before_ordinal",
            "front",
            "zone",
            "before_roman",
            "roman",
            "finals",
        ];
        assert!(classes.contains(&class.as_str()), "{row:?}");
        assert!(source.len() > 10, "{row:?} names no source");
        for word in words.split(' ') {
            assert!(!word.is_empty() && !word.ends_with('.'), "{language} {class}: {word:?}");
            assert!(
                seen.insert((language.clone(), class.clone(), word.to_owned())),
                "{language} {class}: {word} stands twice"
            );
        }
    }
}

#[test]
fn phrases() {
    let kinds = file("src/boilerplate/phrases.rs");
    for name in names("src/data/phrases") {
        let path = format!("src/data/phrases/{name}");
        assert!(kinds.contains(&format!("phrases/{name}")), "{path} is not read");
        let mut seen = HashSet::new();
        for row in rows(&path, 4) {
            let [language, place, strength, phrase] = &row[..] else { unreachable!() };
            assert!((2..=3).contains(&language.len()), "{path}: {row:?}");
            assert!(["whole", "start", "end", "any"].contains(&place.as_str()), "{path}: {row:?}");
            assert!(["weak", "strong"].contains(&strength.as_str()), "{path}: {row:?}");
            assert_eq!(phrase.to_lowercase(), *phrase, "{path}: phrases are matched in lower case");
            assert!(!phrase.contains(['’', '‘']), "{path}: apostrophes are plain: {phrase}");
            assert!(
                seen.insert((language.clone(), place.clone(), phrase.clone())),
                "{path}: {row:?} stands twice"
            );
        }
    }
}

#[test]
fn speeds() {
    for row in rows("src/data/speeds.tsv", 6) {
        assert!(["word", "character"].contains(&row[1].as_str()), "{row:?}");
        let speed: f64 = row[2].parse().expect("a number");
        assert!((100.0..2000.0).contains(&speed), "{row:?}");
        if row[3] != "-" {
            assert!(row[3].parse::<f64>().expect("a number") < speed, "{row:?}");
        }
        assert!(["silent", "aloud", "derived"].contains(&row[4].as_str()), "{row:?}");
        assert!(row[5].len() > 10, "{row:?} names no source");
    }
}

#[test]
fn a_speed_measured_silently_is_the_speed_of_reading() {
    let rows = rows("src/data/speeds.tsv", 6);
    let mut seen = HashSet::new();
    for row in rows.iter().filter(|row| row[4] == "silent" && row[1] == "word") {
        let time = minread::reading_time("kata ", Some(&row[0]), &minread::ReadingOptions::default());
        assert_eq!(time.basis, minread::Basis::Silent, "{row:?}");
        let first = seen.insert(&row[0]);
        assert!(!first || (time.wpm - row[2].parse::<f64>().unwrap()).abs() < 1e-9, "{row:?}: {}", time.wpm);
    }
    assert!(seen.len() > 10);
}

#[test]
fn presets() {
    let found: Vec<&str> = minread::Preset::all().map(|preset| preset.name()).collect();
    let rows = rows("src/data/presets.tsv", 7);
    assert_eq!(found, rows.iter().map(|row| row[0].as_str()).collect::<Vec<_>>());
}

#[test]
fn languages() {
    for row in rows("src/data/languages.tsv", 3) {
        assert!(["word", "letter"].contains(&row[1].as_str()), "{row:?}");
        assert_eq!(row[2].to_lowercase(), row[2], "{row:?}");
        assert!(row[1] == "word" || !row[2].is_ascii(), "an ASCII letter tells nothing: {row:?}");
    }
}

#[test]
fn durations_read_back_what_they_say() {
    let rows = rows("src/data/durations.tsv", 10);
    assert_eq!(rows.len(), minread::locales().len());
    for row in rows {
        for minutes in [1, 2, 3, 4, 5, 11, 12, 21, 22, 100] {
            let label = minread::label(minutes, &row[0]).expect(&row[0]);
            assert!(
                !label.contains("{n}") && !label.contains('-') && !label.is_empty(),
                "{}: {label}",
                row[0]
            );
        }
        // A claim made of the table's own words is read again.
        let claim = if row[9].is_empty() {
            String::new()
        } else {
            format!("7 {} {}", row[7].split('|').next().unwrap(), row[8].split('|').next().unwrap())
        };
        assert_eq!(minread::claimed_minutes(&claim), Some(7), "{}: {claim}", row[0]);
    }
}
