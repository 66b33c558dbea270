//! `tests/cases/pages/`: HTML with what it states about itself, and the
//! paragraphs that stay.

use std::collections::HashMap;

use minread::{Format, PageOptions};

use crate::{file, names};

pub struct Case {
    pub fields: HashMap<String, String>,
    pub source: String,
    pub paragraphs: Vec<String>,
}

pub fn read(name: &str) -> Case {
    let text = file(&format!("tests/cases/pages/{name}"));
    let mut parts = text.split("\n---\n");
    let [Some(head), Some(source), Some(paragraphs), None] = [(); 4].map(|()| parts.next()) else {
        panic!("{name}: fields, the page and its paragraphs are parted by ---");
    };
    let fields = head
        .lines()
        .map(|line| line.strip_prefix('@').and_then(|line| line.split_once(' ')).expect(name))
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect();
    let paragraphs = paragraphs.lines().map(|line| line.replace("\\t", "\t")).collect();
    Case { fields, source: source.to_owned(), paragraphs }
}

#[test]
fn every_field_and_paragraph_of_every_page() {
    let mut failures = Vec::new();
    let mut pages = 0;
    for name in names("tests/cases/pages") {
        let case = read(&name);
        pages += 1;
        let url = case.fields.get("url").map(String::as_str);
        let options = PageOptions { url, ..PageOptions::default() };
        let article = minread::read_with(&case.source, &options);
        assert_eq!(minread::clean(&case.source, &options), article.text, "{name}: clean");
        let fields = &article.fields;
        let found = [
            ("language", article.language.as_deref().map(str::to_owned)),
            ("title", fields.title.clone()),
            ("authors", Some(fields.authors.join("; ")).filter(|authors| !authors.is_empty())),
            ("date", fields.date.map(|date| date.to_string())),
            ("site_name", fields.site_name.clone()),
        ];
        for (key, value) in found {
            if value.as_ref() != case.fields.get(key) {
                failures.push(format!("{name}: {key} is {value:?}, expected {:?}", case.fields.get(key)));
            }
        }
        let kept = article.labelled().filter(|(_, label)| label.is_paragraph());
        let kept: Vec<&str> = kept.map(|(part, _)| part.text.as_ref()).collect();
        for paragraph in case.paragraphs.iter().filter(|paragraph| !kept.contains(&paragraph.as_str())) {
            failures.push(format!("{name}: dropped {paragraph:?}"));
        }
        for paragraph in
            kept.iter().filter(|paragraph| !case.paragraphs.iter().any(|case| case == *paragraph))
        {
            failures.push(format!("{name}: kept {paragraph:?}"));
        }
        assert!(article.flags.is_empty(), "{name}: {:?}", article.flags);
    }
    assert!(pages >= 10, "only {pages} pages were read");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_page_cut_anywhere_is_still_read() {
    for name in names("tests/cases/pages") {
        let source = read(&name).source;
        let step = 1 + source.len() / 200;
        for end in (0..source.len()).step_by(step).filter(|end| source.is_char_boundary(*end)) {
            let options = PageOptions {
                format: Format::Html,
                url: Some("https://a.example/b"),
                ..PageOptions::default()
            };
            let article = minread::read_with(&source[..end], &options);
            let mut before = 0;
            for part in &article.blocks {
                assert!(part.range.start >= before && part.range.end <= end, "{name}: {:?}", part.range);
                before = part.range.start;
            }
        }
    }
}

#[test]
fn a_format_that_is_named_is_obeyed() {
    let text = "Satu <b>dua</b> tiga.";
    let read = |format| {
        let article = minread::read_with(text, &PageOptions { format, ..PageOptions::default() });
        article.blocks.iter().map(|part| part.text.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(read(Format::Text), [text]);
    assert_eq!(read(Format::Auto), [text]);
    assert_eq!(read(Format::Html), ["Satu dua tiga."]);
    let page = "<p>Satu.</p><p>Dua.</p>";
    let options = PageOptions { format: Format::Text, ..PageOptions::default() };
    assert!(minread::read_with(page, &options).flags.contains(&minread::Flag::Markup));
    assert_eq!(minread::read_with(page, &PageOptions::default()).blocks.len(), 2);
}

#[test]
fn the_page_is_asked_for_its_language_where_there_is_little_text() {
    let language = |page: &str, given| {
        let options = PageOptions { format: Format::Html, language: given, ..PageOptions::default() };
        minread::read_with(page, &options).language.map(|tag| tag.into_owned())
    };
    let short = "<html lang='nb-NO'><p>Hei.</p>";
    assert_eq!(language(short, None).as_deref(), Some("nb"));
    assert_eq!(language(short, Some("nn-NO")).as_deref(), Some("nn-NO"));
    assert_eq!(language("<html lang=German><p>x1</p>", None), None);
    assert_eq!(language("<meta property=og:locale content=de_AT><p>x1</p>", None).as_deref(), Some("de"));
    let long = "Warga datang berjalan kaki sejak pagi dan berhenti lama di tengah jembatan itu. ".repeat(8);
    assert_eq!(language(&format!("<html lang=en><p>{long}</p>"), None).as_deref(), Some("id"));
}
