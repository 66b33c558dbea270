//! The tokenizer beside the tests that browsers share.

use super::packed::Packed;
use super::tags::Tag;
use super::tokenizer::{Token, Tokenizer, characters};

/// Lone surrogates are no text in Rust: `decode` has made U+FFFD of them.
const NO_TEXT: [&str; 4] = [
    "Invalid Unicode character U+D800",
    "Invalid Unicode character U+D800 with valid following character",
    "Invalid Unicode character U+DFFF",
    "Invalid Unicode character U+DFFF with valid preceding character",
];

const START: char = '\u{E000}';
const END: char = '\u{E001}';

/// What `text` is read as from `state` on: its characters, and [`START`] and
/// [`END`] for tags.
fn read(text: &str, state: &str, last: Option<&str>) -> String {
    // A stream is read with one kind of line end.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let tag = last.map_or(Tag::Plaintext, |name| Tag::of(Packed::tag(name.as_bytes())));
    let cdata = state == "CDATA section state";
    let text = if cdata { format!("<![CDATA[{text}") } else { text };
    let mut tokens = Tokenizer::new(&text, true);
    let mut out = String::new();
    let mut foreign = cdata;
    match state {
        "PLAINTEXT state" => out += &characters(&text[tokens.raw_text(Tag::Plaintext)], false),
        "RCDATA state" => out += &characters(&text[tokens.raw_text(tag)], true),
        "RAWTEXT state" | "Script data state" => out += &characters(&text[tokens.raw_text(tag)], false),
        _ => {}
    }
    while let Some(token) = tokens.next(foreign) {
        foreign = false;
        match token {
            Token::Text(range) => out += &htmlize::unescape(&text[range]),
            Token::Verbatim(range) => out += &text[range],
            Token::Start(_) => out.push(START),
            Token::End(_) => out.push(END),
        }
    }
    out
}

fn expected(output: &serde_json::Value) -> String {
    let mut text = String::new();
    for token in output.as_array().unwrap() {
        match token[0].as_str().unwrap() {
            "Character" => text += token[1].as_str().unwrap(),
            "StartTag" => text.push(START),
            "EndTag" => text.push(END),
            _ => {}
        }
    }
    text
}

/// `\uXXXX` as the character; `None` for half a character.
fn unescape(text: &str) -> Option<String> {
    let mut units = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("\\u") {
        units.extend(rest[..at].encode_utf16());
        units.push(u16::from_str_radix(&rest[at + 2..at + 6], 16).unwrap());
        rest = &rest[at + 6..];
    }
    units.extend(rest.encode_utf16());
    String::from_utf16(&units).ok()
}

#[test]
fn text_is_what_the_shared_tests_say() {
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/html5lib-tests/tokenizer");
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("NOT RUN: there is no {}", folder.display());
        return;
    };
    let (mut run, mut failures, mut halves) = (0, Vec::new(), Vec::new());
    for file in files {
        let path = file.unwrap().path();
        let tests: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        // `xmlViolation.test` is about what an XML document would need.
        let Some(tests) = tests["tests"].as_array() else { continue };
        for test in tests {
            let name = test["description"].as_str().unwrap();
            let escaped = test["doubleEscaped"] == true;
            let plain = |text: &str| if escaped { unescape(text) } else { Some(text.to_owned()) };
            let input = plain(test["input"].as_str().unwrap());
            let output = plain(&expected(&test["output"]));
            let (Some(input), Some(output)) = (input, output) else {
                halves.push(name.to_owned());
                continue;
            };
            let data = vec!["Data state".into()];
            for state in test["initialStates"].as_array().unwrap_or(&data) {
                run += 1;
                let found = read(&input, state.as_str().unwrap(), test["lastStartTag"].as_str());
                if found != output {
                    failures.push(format!("{name} ({state}): {input:?}\n   {found:?}\n   {output:?}"));
                }
            }
        }
    }
    halves.sort();
    assert_eq!(halves, NO_TEXT);
    assert!(
        failures.is_empty(),
        "{} of {run}:\n{}",
        failures.len(),
        failures[..failures.len().min(40)].join("\n")
    );
    assert!(run > 6_000, "{run} tests were run");
}
