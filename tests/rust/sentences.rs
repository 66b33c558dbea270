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

/// What the options make of one text each: sentences divided by ` | `.
#[test]
fn options() {
    use minread::{Newlines, SentenceOptions, sentences_with};
    let check = |options: &SentenceOptions, expected: &str| {
        let text = expected.replace(" | ", " ").replace("⏎| ", "\n").replace('⏎', "\n");
        let spans = sentences_with(&text, options);
        let found: Vec<&str> = spans.into_iter().map(|span| &text[span]).collect();
        let wanted: Vec<String> =
            expected.replace("⏎| ", " | ").split(" | ").map(|part| part.replace('⏎', "\n")).collect();
        assert_eq!(found, wanted, "{text:?}");
    };
    let whole = SentenceOptions { split_in_quotes: false, ..SentenceOptions::default() };
    for (options, text) in [
        (&SentenceOptions::default(), "“I came. | I saw.” | She left."),
        (&whole, "“I came. I saw.” | She left."),
        (&whole, "\"I came. I saw.\" | She left. | \"Why? Why not?\" | Nobody knew."),
        (&whole, "„Ich kam. Ich sah.“ | Sie ging. | »Halt! Wer da?« | Stille."),
        (&whole, "« Il part. Elle reste. » | Puis rien. | « Ah. Bon. » | Fin."),
        // A mark that closes nothing, and one that is never closed.
        (&whole, "It is 5\" wide. | It fits. | The 6\" is sold. | \"He left. | She stayed."),
    ] {
        check(options, text);
    }
    let extra = ["Kab".to_owned(), "approx".to_owned()];
    let known = SentenceOptions { abbreviations: &extra, ..SentenceOptions::default() };
    check(&SentenceOptions::default(), "Ia tinggal di Kab. | Contoh.");
    check(&known, "Ia tinggal di Kab. Contoh. | It took approx. Three days.");
    let lines = |newlines| SentenceOptions { newlines, ..SentenceOptions::default() };
    check(&lines(Newlines::Auto), "Bridge opens⏎| Rain falls on the⏎hills");
    check(&lines(Newlines::Break), "Rain falls on the hills and on the⏎| valley, and then⏎| it stops.");
    check(&lines(Newlines::Auto), "Rain falls on the hills and on the⏎valley, and then it stops.");
    check(&lines(Newlines::Join), "Bridge opens⏎Rain falls. | It stops⏎then");
    assert_eq!(minread::sentences_with("One\n\ntwo", &lines(Newlines::Join)).len(), 2);
}
