//! `tests/cases/repairs.tsv`, and mojibake made of the sentences of
//! `tests/cases/sentences/`.

use std::collections::HashSet;

use encoding_rs::{Encoding, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};
use minread::{Flag, Spacing, repair};

use crate::{file, names};

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, escape)) = rest.split_once('\\') {
        out.push_str(before);
        let (c, after) = match escape.split_at(1) {
            ("n", after) => ('\n', after),
            ("r", after) => ('\r', after),
            ("t", after) => ('\t', after),
            ("u", after) => {
                let (code, after) = after[1..].split_once('}').unwrap();
                (char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap(), after)
            }
            other => panic!("{other:?} in {text:?}"),
        };
        out.push(c);
        rest = after;
    }
    out + rest
}

#[test]
fn every_case_is_repaired_once_and_for_all() {
    let (mut failures, mut rules, mut mistaken) = (Vec::new(), HashSet::new(), HashSet::new());
    let cases = file("tests/cases/repairs.tsv");
    for line in cases.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [input, language, output, rule] = columns[..] else { panic!("{line:?}") };
        let (input, output) = (unescaped(input), unescaped(output));
        let spacing = Spacing::of(Some(language));
        let found = repair(&input, spacing);
        if found != output {
            failures
                .push(format!("{rule}, {language}: {input:?}\n  gave     {found:?}\n  expected {output:?}"));
        }
        assert_eq!(repair(&output, spacing), output, "not stable: {line}");
        rules.insert(rule);
        if rule == "mojibake" {
            mistaken.insert(language);
        }
    }
    assert!(rules.len() >= 20 && mistaken.len() >= 35, "{} rules, {} languages", rules.len(), mistaken.len());
    assert!(failures.is_empty(), "{} wrong:\n{}", failures.len(), failures.join("\n"));
}

/// UTF-8 read as `encoding`; bytes that it does not have as latin-1.
fn mistaken(text: &str, encoding: Option<&'static Encoding>) -> String {
    let read = |byte: u8| {
        let bytes = [byte];
        let found =
            encoding.and_then(|encoding| encoding.decode_without_bom_handling(&bytes).0.chars().next());
        found.filter(|c| *c != char::REPLACEMENT_CHARACTER).unwrap_or(char::from(byte))
    };
    text.bytes().map(|byte| if byte.is_ascii() { char::from(byte) } else { read(byte) }).collect()
}

/// Lines of every language's sentences that are not ASCII.
fn lines() -> Vec<(String, String)> {
    let mut lines = Vec::new();
    for name in names("tests/cases/sentences") {
        let language = name.trim_end_matches(".txt").to_owned();
        for line in file(&format!("tests/cases/sentences/{name}")).lines() {
            if line.len() > 15 && !line.is_ascii() && !line.contains('&') {
                lines.push((language.clone(), line.to_owned()));
            }
        }
    }
    assert!(lines.len() > 1500, "{} lines", lines.len());
    lines
}

#[test]
fn what_was_mistaken_is_found_again() {
    // Layers, and of a thousand lines how many come back at least.
    let mistakes: [(&[Option<&'static Encoding>], usize); 6] = [
        (&[Some(WINDOWS_1252)], 990),
        (&[None], 990),
        (&[Some(WINDOWS_1252), Some(WINDOWS_1252)], 985),
        (&[None, None], 985),
        (&[Some(WINDOWS_1251)], 960),
        (&[Some(WINDOWS_1250)], 970),
    ];
    let lines = lines();
    for (layers, floor) in mistakes {
        let (mut found, mut missed) = (0, Vec::new());
        for (language, line) in &lines {
            let spacing = Spacing::of(Some(language));
            let broken = layers.iter().fold(line.clone(), |text, encoding| mistaken(&text, *encoding));
            let repaired = repair(&broken, spacing);
            assert_eq!(repair(&repaired, spacing), repaired, "not stable: {broken:?}");
            if repaired == repair(line, spacing) {
                found += 1;
            } else {
                missed.push(format!("{language}: {line} -> {repaired}"));
            }
        }
        let names: Vec<_> = layers.iter().map(|layer| layer.map_or("latin-1", |page| page.name())).collect();
        let share = found * 1000 / lines.len();
        assert!(share >= floor, "{names:?}: {share} of 1000, at least {floor}:\n{}", missed.join("\n"));
        println!("{names:?}: {share} of 1000");
    }
}

#[test]
fn sound_sentences_are_not_touched() {
    for (language, line) in lines() {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let found = repair(&line, Spacing::of(Some(&language)));
        // Letters that NFC writes otherwise are compared so.
        let normal = repair(&letters(&line), Spacing::Tight).into_owned();
        assert_eq!(letters(&found), letters(&normal), "{language}: {line}");
    }
}

#[test]
fn a_replacement_character_is_kept_and_flagged() {
    let article = minread::read("Satu kata hi\u{FFFD}ang dari sini.", None);
    assert_eq!(article.flags, [Flag::Damaged, Flag::NoProse]);
    assert!(article.text.contains('\u{FFFD}'));
}

#[test]
fn a_byte_of_latin_1_ends_no_line() {
    assert_eq!(minread::plain("\u{D1}\u{83}\u{D1}\u{85}\u{D0}\u{BE}").len(), 1);
    assert_eq!(minread::plain("satu\u{85}dua").len(), 2);
}
