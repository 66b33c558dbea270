//! `tests/cases/sentences/<language>.txt`: input, `---`, one sentence a line,
//! `===`. Compared after white space is made single.

use crate::{file, names};

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_case_of_every_language() {
    let (mut cases, mut failures) = (0, Vec::new());
    for name in names("tests/cases/sentences") {
        let language = name.strip_suffix(".txt").unwrap();
        for case in file(&format!("tests/cases/sentences/{name}"))
            .split("\n===")
            .filter(|case| !case.trim().is_empty())
        {
            let (title, case) =
                case.trim_start().strip_prefix("# ").and_then(|case| case.split_once('\n')).expect(case);
            let (input, expected) = case.split_once("\n---\n").expect(case);
            let expected: Vec<String> =
                expected.lines().map(single_spaced).filter(|line| !line.is_empty()).collect();
            let found: Vec<String> = minread::sentences(input, Some(language))
                .into_iter()
                .map(|span| single_spaced(&input[span]))
                .collect();
            cases += 1;
            if found != expected {
                failures.push(format!("{language}, {title}:\n  expected {expected:#?}\n  found {found:#?}"));
            }
        }
    }
    assert!(cases > 600, "only {cases} cases were read");
    assert!(failures.is_empty(), "{} of {cases} cases fail:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn blank_text_has_no_sentence() {
    for text in ["", " ", "\n\n", "\u{3000}\t"] {
        assert!(minread::sentences(text, None).is_empty(), "{text:?}");
    }
}

#[test]
fn line_ends_of_every_kind_split_alike() {
    let lf = "Judul berita hari ini\nKalimat satu. Kalimat dua.\n\nKalimat tiga.";
    let count = minread::sentences(lf, Some("id")).len();
    assert_eq!(count, 4);
    for end in ["\r\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", "\u{B}", "\u{C}"] {
        let text = lf.replace('\n', end);
        assert_eq!(minread::sentences(&text, Some("id")).len(), count, "{end:?}");
        assert_eq!(minread::plain(&text).len(), minread::plain(lf).len(), "{end:?}");
    }
}
