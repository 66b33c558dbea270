//! Every data file is well formed: a broken row would otherwise be left out in
//! silence.

use std::collections::{HashMap, HashSet};

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
fn names_of_what_stands_beside_the_article() {
    let mut seen = HashSet::new();
    for row in rows("src/data/beside_classes.tsv", 2) {
        let [word, beside] = &row[..] else { unreachable!() };
        let known = ["comments", "caption", "author", "footer", "disclaimer", "window", "box"];
        assert!(known.contains(&beside.as_str()), "{row:?}");
        let letters = word.trim_end_matches('$').trim_matches('-');
        assert!(letters.chars().all(|c| c.is_ascii_lowercase() || c == '-') && letters.len() > 2, "{row:?}");
        assert!(seen.insert(word.clone()), "{word} stands twice");
    }
}

#[test]
fn names_of_bylines_and_dates() {
    let mut seen = HashSet::new();
    for row in rows("src/data/stated_classes.tsv", 2) {
        let [word, list] = &row[..] else { unreachable!() };
        assert!(["byline", "no byline", "date", "no date", "comments"].contains(&list.as_str()), "{row:?}");
        assert!(word.chars().all(|c| c.is_ascii_lowercase()) && word.len() > 2, "{row:?}");
        assert!(seen.insert((word.clone(), list.clone())), "{row:?} stands twice");
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
    let rows = rows("src/data/presets.tsv", 10);
    assert_eq!(found, rows.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), "a row was not understood");
    for row in rows {
        assert!(row[9].len() > 10, "{row:?} names no source");
        let preset = minread::Preset::named(&row[0]).unwrap();
        assert_eq!((preset.note(), preset.source()), (row[8].as_str(), row[9].as_str()));
        let languages: Vec<&str> = [&row[1], &row[2]]
            .into_iter()
            .flat_map(|cell| cell.split(' '))
            .filter_map(|entry| entry.split_once('=').map(|(language, _)| language))
            .chain(["xx"])
            .collect();
        for language in languages {
            for text in ["", "kata", "東京", "한국어", &"kata ".repeat(20_000)] {
                let options = minread::ReadingOptions { preset: Some(preset), ..Default::default() };
                let time = minread::reading_time(text, Some(language), &options);
                assert!(time.wpm > 0.0 && time.seconds.is_finite(), "{}: {time:?}", row[0]);
                assert!(time.low <= time.seconds && time.seconds <= time.high, "{}: {time:?}", row[0]);
                assert!(!time.label.contains(['{', '}']), "{}: {time:?}", row[0]);
                let first: String = time.label.chars().skip_while(|c| !c.is_ascii_digit()).collect();
                let shown = first.split(|c: char| !c.is_ascii_digit()).next().unwrap();
                assert!(time.minutes >= 60 || shown == time.minutes.to_string(), "{}: {time:?}", row[0]);
            }
        }
    }
}

#[test]
fn languages() {
    let known: HashSet<String> =
        rows("src/data/languages.tsv", 3).into_iter().map(|row| row[0].clone()).collect();
    assert!(known.len() < 128, "their numbers are bytes, and one may have two scripts");
    for row in rows("src/data/languages.tsv", 3) {
        assert!(["word", "letter"].contains(&row[1].as_str()), "{row:?}");
        assert_eq!(row[2].to_lowercase(), row[2], "{row:?}");
        assert!(row[1] == "word" || !row[2].is_ascii(), "an ASCII letter tells nothing: {row:?}");
    }
}

#[test]
fn durations() {
    let relation =
        regex::Regex::new(r"^n( % [1-9][0-9]*)? !?= [0-9]+(\.\.[0-9]+)?(,[0-9]+(\.\.[0-9]+)?)*$").unwrap();
    let mut forms: HashMap<String, usize> = HashMap::new();
    let mut seen = HashSet::new();
    let mut spoken = HashSet::new();
    for row in rows("src/data/durations.tsv", 4) {
        let [locale, entry, value, source] = &row[..] else { unreachable!() };
        assert!(seen.insert((locale.clone(), entry.clone())), "{row:?} stands twice");
        assert!(["cldr", "foxiz", "seen", "words"].contains(&source.as_str()), "{row:?} names no source");
        let values: Vec<&str> = value.split('|').collect();
        match entry.as_str() {
            "plural" => {
                for rule in
                    values.iter().flat_map(|rule| rule.split(" or ")).flat_map(|rule| rule.split(" and "))
                {
                    assert!(relation.is_match(rule), "{row:?}: {rule}");
                }
                forms.insert(locale.clone(), values.len() + 1);
            }
            "minutes" | "hours" => {
                let forms = forms.get(locale).copied().unwrap_or(1);
                let once = values.len() == 1 && value.contains("{n}");
                assert!(values.len() == forms || once, "{row:?}: {forms} plural forms");
                assert!(values.last().unwrap().contains("{n}"), "{row:?}");
            }
            "list" => assert!(value.contains("{0}") && value.contains("{1}"), "{row:?}"),
            "label" => assert!(value.contains("{}"), "{row:?}"),
            claim => {
                let roles = ["minute", "hour", "read", "with", "alone", "beside"];
                assert!(roles.contains(&claim.strip_prefix("claim.").expect(claim)), "{row:?}");
                let words: HashSet<&str> = values.iter().copied().collect();
                assert_eq!(words.len(), values.len(), "{row:?}: a word stands twice");
                assert!(
                    words.iter().all(|word| !word.is_empty() && !word.contains(char::is_whitespace)),
                    "{row:?}"
                );
                spoken.insert((locale.clone(), claim.to_owned()));
            }
        }
    }
    // One bit each in a `u64`.
    assert!(minread::locales().len() <= 64);
    for locale in minread::locales() {
        for entry in ["minutes", "hours", "list"] {
            assert!(seen.contains(&(locale.to_owned(), entry.to_owned())), "{locale} has no {entry}");
        }
        for role in ["claim.minute", "claim.hour", "claim.read", "claim.with"] {
            assert!(spoken.contains(&(locale.to_owned(), role.to_owned())), "{locale} has no {role}");
        }
    }
}

#[test]
fn trees() {
    let text = file("src/data/labels.trees");
    assert!(text.contains("# source"));
    assert!(text.len() <= 120_000, "{} bytes", text.len());
    let mut trees: Vec<(&str, usize)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match line.strip_prefix("forest ").and_then(|forest| forest.split(' ').next()) {
            Some(name) => trees.push((name, 0)),
            None => trees.last_mut().unwrap().1 += 1,
        }
    }
    let [("title", title), ("body", body), ("page", page)] = trees[..] else { panic!("{trees:?}") };
    // Each door has the headline's and its own.
    assert!((20..=150).contains(&(title + body)) && (20..=150).contains(&(title + page)), "{trees:?}");
}
