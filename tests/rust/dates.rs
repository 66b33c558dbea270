//! `tests/cases/dates.tsv`: what lines state, and what only looks like a date.

use std::collections::{HashMap, HashSet};

use crate::file;

#[test]
fn every_line_states_its_date() {
    let (mut stated, mut unstated, mut failures) = (HashMap::new(), 0, Vec::new());
    let cases = file("tests/cases/dates.tsv");
    for line in cases.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [language, text, expected] = columns[..] else { panic!("{line:?}") };
        let found = minread::written_date(text, Some(language).filter(|language| *language != "-"));
        let found = found.map_or_else(|| "-".to_owned(), |date| date.to_string());
        if expected == "-" {
            unstated += 1;
        } else {
            *stated.entry(language).or_insert(0) += 1;
        }
        if found != expected {
            failures.push(format!("{language}: {text}: {found}, expected {expected}"));
        }
    }
    let covered = stated.values().filter(|cases| **cases >= 5).count();
    assert!(covered >= 36 && unstated >= 80, "{covered} languages, {unstated} lines without a date");
    assert!(failures.is_empty(), "{} wrong:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_language_has_twelve_months() {
    let table = file("src/data/dates.tsv");
    let mut months: HashMap<&str, HashSet<&str>> = HashMap::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [tag, entry, values, source] = columns[..] else { panic!("{line:?}") };
        assert!(!source.is_empty() && values.split('|').all(|value| !value.is_empty()), "{line:?}");
        match entry.split_once('.') {
            Some(("month", month)) => _ = months.entry(tag).or_default().insert(month),
            _ => assert!(["order", "calendar", "filler", "updated"].contains(&entry), "{line:?}"),
        }
    }
    assert!(months.len() >= 34, "{} languages", months.len());
    for (tag, months) in months {
        assert_eq!(months.len(), 12, "{tag}");
    }
}

/// The date of a page: its head as given, then two paragraphs, one of which tells
/// of another day.
fn date_of(head: &str, first: &str, language: &str) -> Option<String> {
    let body =
        "Wochenlang hatten die Leute am Hafen gewartet, bis am 3. März 2019 endlich das erste Boot anlegte.";
    let page = format!("{head}\n{first}{body}\n{body} Danach fuhr es jeden Tag.");
    minread::read(&page, Some(language)).fields.date.map(|date| date.to_string())
}

#[test]
fn a_page_has_the_date_of_its_head() {
    let title = "Das Boot kommt wieder über die Bucht";
    for (head, expected) in [
        // Never one that the article tells of.
        (format!("{title}\nVon Rike Tamm"), None),
        (format!("{title}\n27. Juni 2024\nVon Rike Tamm"), Some("2024-06-27")),
        (format!("{title}\nVon Rike Tamm | 27.06.24"), Some("2024-06-27")),
        (format!("{title}\n27.06.2024 | Lesezeit: 2 Minuten"), Some("2024-06-27")),
        (format!("27. Juni 2024\n{title}\nVon Rike Tamm"), Some("2024-06-27")),
        // One of change only where there is no other.
        (format!("{title}\nAktualisiert: 28. Juni 2024"), Some("2024-06-28")),
        (format!("{title}\nAktualisiert: 28. Juni 2024\n27. Juni 2024"), Some("2024-06-27")),
        (format!("{title}\nAktualisiert am 28.06.2024, veröffentlicht am 27.06.2024"), Some("2024-06-27")),
        // The day on which the page was read.
        (
            format!("Montag, 5. August 2024\nStart\nHafen\nMeer\n{title}\nStand: 27.06.2024"),
            Some("2024-06-27"),
        ),
    ] {
        assert_eq!(date_of(&head, "", "de").as_deref(), expected, "{head}");
    }
    let dateline = "HAMBURG, 27. Juni 2024 – ";
    assert_eq!(date_of(title, dateline, "de").as_deref(), Some("2024-06-27"));
}

#[test]
fn the_date_of_a_teaser_below_is_another_ones() {
    let body = "The ferry left the harbour at first light with forty passengers and a crew of five.";
    let page = format!(
        "A Ferry Leaves at Dawn\nBy Anneke Sallow\n{body}\n{body} It came back.\n{body} Then it slept.\nRead next\nStorms Ahead\n27 June 2024"
    );
    assert_eq!(minread::read(&page, Some("en")).fields.date, None);
}

#[test]
fn a_date_is_counted_as_it_is_written() {
    let mut days = Vec::new();
    for (year, month, day) in [(1990, 1, 1), (1999, 12, 31), (2000, 2, 29), (2024, 3, 1), (2100, 12, 31)] {
        days.push(minread::Date::new(year, month, day).unwrap().days_since_1970());
    }
    assert_eq!(days, [7305, 10_956, 11_016, 19_783, 47_846]);
    assert_eq!(minread::Date::new(2100, 2, 29), None);
}
