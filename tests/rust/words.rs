//! `tests/cases/words.tsv`: text and its count in every unit.

use minread::{Unit, count_words};

use crate::file;

#[test]
fn every_case_in_every_unit() {
    let mut cases = 0;
    for line in
        file("tests/cases/words.tsv").lines().filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        let columns: Vec<&str> = line.split('\t').collect();
        let [text, expected @ ..] = &columns[..] else { panic!("{line}") };
        let text = unescaped(text);
        assert_eq!(expected.len(), Unit::ALL.len(), "{line}");
        for (unit, expected) in Unit::ALL.into_iter().zip(expected) {
            assert_eq!(count_words(&text, unit).to_string(), *expected, "{} of {text:?}", unit.name());
        }
        cases += 1;
    }
    assert!(cases >= 20, "only {cases} cases were read");
}

/// `\n` and `\u{…}`, so that what cannot be seen can be read.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut plain = parts.next().unwrap().replace("\\n", "\n");
    for part in parts {
        let (code, rest) = part.split_once('}').unwrap();
        plain.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        plain.push_str(&rest.replace("\\n", "\n"));
    }
    plain
}

#[test]
fn long_text_counts_as_its_parts() {
    // Past the size at which the text is walked in stretches.
    let line = "Kata 東京 satu-dua ภาษาไทย don't 3.14 – слово\n";
    for unit in Unit::ALL {
        let one = count_words(line, unit);
        assert_eq!(count_words(&line.repeat(5000), unit), 5000 * one, "{unit:?}");
    }
}

/// Unicode's own cases: `÷` and `×` between code points. Read where the file
/// stands beside the project.
#[test]
fn the_conformance_file_of_unicode() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data/unicode/WordBreakTest-18.0.0.txt");
    let Ok(file) = std::fs::read_to_string(&path) else {
        println!("not run: no WordBreakTest-18.0.0.txt beside the project");
        return;
    };
    let mut cases = 0;
    for line in file.lines() {
        let case = line.split('#').next().unwrap().trim();
        if case.is_empty() {
            continue;
        }
        let mut text = String::new();
        let mut words = 0;
        let mut counted = true;
        for item in case.split_whitespace() {
            match item {
                "÷" => counted = false,
                "×" => {}
                code => {
                    let c = char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap();
                    if c.is_alphanumeric() && !counted {
                        (counted, words) = (true, words + 1);
                    }
                    text.push(c);
                }
            }
        }
        assert_eq!(count_words(&text, Unit::Unicode), words, "{line}");
        cases += 1;
    }
    assert_eq!(cases, 1944);
}
