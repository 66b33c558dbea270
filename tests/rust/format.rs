//! `tests/cases/formats.txt`: documents, and what they are.

use crate::file;

#[test]
fn html_is_told_from_text() {
    let cases = file("tests/cases/formats.txt");
    let mut failures = Vec::new();
    let mut read = 0;
    for case in cases.split("\n===\n") {
        let (head, document) = case.split_once('\n').unwrap_or((case, ""));
        let (format, what) = head.split_once(": ").expect(head);
        assert!(matches!(format, "html" | "text"), "{head}");
        read += 1;
        if minread::is_html(document) != (format == "html") {
            failures.push(what);
        }
    }
    assert!(read > 20);
    assert!(failures.is_empty(), "taken for the other format: {failures:?}");
}

#[test]
fn a_page_stays_a_page_behind_whatever_stands_in_front() {
    for front in ["\u{FEFF}", "\n\n  ", "<!-- a -->\n<!-- b -->", "<?xml version=\"1.0\"?>\n"] {
        assert!(minread::is_html(&format!("{front}<html><body>Satu.")), "{front:?}");
    }
}
