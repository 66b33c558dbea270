//! `tests/cases/articles/`: pages line by line, with what each line is, whether
//! it stays, and the fields that the page gives.

use std::collections::HashMap;

use minread::{Flag, Format, Keep, PageOptions, Unit};

use crate::{file, names};

/// At least so many lines in a hundred get the very kind that the case names;
/// whether a line stays must be right on every one.
const KINDS_PERCENT: usize = 90;

struct Case {
    fields: HashMap<String, String>,
    page: String,
    /// kind, kept, repaired text
    lines: Vec<(String, bool, String)>,
}

fn read(name: &str) -> Case {
    let text = file(&format!("tests/cases/articles/{name}"));
    let (head, body) = text.split_once("---\n").expect(name);
    let fields = head
        .lines()
        .map(|line| line.strip_prefix('@').and_then(|line| line.split_once(' ')).expect(name))
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect();
    let mut page = Vec::new();
    let mut lines = Vec::new();
    for line in body.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        match columns[..] {
            [""] => page.push(""),
            [kind, sign, text] => {
                page.push(text);
                lines.push((kind.to_owned(), sign == "+", text.trim().to_owned()));
            }
            [kind, sign, text, repaired] => {
                page.push(text);
                lines.push((kind.to_owned(), sign == "+", repaired.to_owned()));
            }
            _ => panic!("{name}: {line:?}"),
        }
    }
    Case { fields, page: page.join("\n"), lines }
}

#[test]
fn every_line_of_every_page() {
    let (mut lines, mut kinds, mut failures) = (0, 0, Vec::new());
    for name in names("tests/cases/articles") {
        let case = read(&name);
        let article = minread::read(&case.page, None);
        assert_eq!(article.blocks.len(), case.lines.len(), "{name}: number of blocks");
        let plain = PageOptions { format: Format::Text, ..PageOptions::default() };
        assert_eq!(minread::clean(&case.page, &plain), article.text, "{name}: clean");
        for ((part, label), (kind, kept, text)) in article.labelled().zip(&case.lines) {
            lines += 1;
            kinds += usize::from(label.kind.name() == kind);
            if label.kept != *kept {
                failures.push(format!(
                    "{name}: kept {}, {} ({}): {text}",
                    label.kept,
                    label.kind.name(),
                    label.reason
                ));
            }
            if part.text != *text {
                failures.push(format!("{name}: repaired to {:?}, expected {text:?}", part.text));
            }
        }
        let fields = &article.fields;
        let found = [
            ("language", article.language.as_deref().map(str::to_owned)),
            ("title", fields.title.clone()),
            ("authors", Some(fields.authors.join("; ")).filter(|authors| !authors.is_empty())),
            ("date", fields.date.map(|date| date.to_string())),
            ("dateline", fields.dateline.clone()),
            ("site_minutes", fields.site_minutes.map(|minutes| minutes.to_string())),
        ];
        for (key, value) in found {
            if value.as_ref() != case.fields.get(key) {
                failures.push(format!("{name}: {key} is {value:?}, expected {:?}", case.fields.get(key)));
            }
        }
    }
    assert!(lines > 600, "only {lines} lines were read");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(
        kinds * 100 >= KINDS_PERCENT * lines,
        "{kinds} of {lines} lines have the kind that the case names"
    );
}

#[test]
fn of_a_repeated_line_one_copy_stays() {
    let refrain = "Air naik dan kami tetap menunggu di tepi dermaga sampai pagi.";
    let page = format!(
        "Nyanyian Dermaga\n{refrain}\nPerahu datang satu per satu membawa beras, minyak, dan kabar dari seberang.\n{refrain}"
    );
    let kept = minread::read(&page, None)
        .labelled()
        .filter(|(part, label)| label.kept && part.text == refrain)
        .count();
    assert!(kept >= 1);
}

#[test]
fn of_one_sentence_and_nothing_else_all_copies_stay() {
    let sentence = "Sungai itu naik lagi pada malam hari dan pintu air dibuka sebelum pagi tiba. ";
    let text = format!("{}\n{}", sentence.repeat(10), format!("{sentence}\n").repeat(2_000));
    let article = minread::read(&text, Some("id"));
    assert_eq!(article.word_count(Unit::Whitespace), 2_010 * 14);
    assert_eq!(article.flags, [Flag::NoProse]);
}

/// Thousands of short lines as plain text and as a page, with `above` and `below` around.
fn around_a_list(above: &str, below: &str) -> [String; 2] {
    let entries: Vec<String> = (0..6_000).map(|number| format!("{number} kapal")).collect();
    let plain = format!("{above}\n\n{}\n\n{below}", entries.join("\n"));
    let paragraphs = |text: &str| text.lines().map(|line| format!("<p>{line}</p>")).collect::<String>();
    let page = format!("{}<ul><li>{}</ul>{}", paragraphs(above), entries.join("<li>"), paragraphs(below));
    [plain, page]
}

#[test]
fn a_list_of_thousands_goes_with_what_is_around_it() {
    let head = "Kapal yang Singgah di Dermaga Ini Tahun Lalu";
    let prose = "Kepala pelabuhan mencatat setiap kapal yang singgah, lalu menyusun daftar ini untuk warga.\n\
                 Daftar itu dibacakan pada pagi hari di depan kantor pelabuhan, dan warga datang mendengarnya.";
    let links =
        "Beranda Berita Olahraga Hiburan Masuk Daftar\nKebijakan Privasi | Hubungi Kami | Tentang Kami";
    for (above, below, stays) in [
        (format!("{head}\n{prose}"), prose.replace("pagi", "sore").replace("setiap", "semua"), true),
        (links.to_owned(), format!("{head}\n{prose}"), false),
        (format!("{head}\n{prose}"), links.to_owned(), false),
    ] {
        for text in around_a_list(&above, &below) {
            let article = minread::read_with(&text, &PageOptions::default());
            let listed = || article.labelled().filter(|(part, _)| part.text.ends_with(" kapal"));
            assert_eq!(listed().count(), 6_000);
            assert!(listed().all(|(_, label)| label.kept == stays), "{above}");
            for sentence in above.lines().chain(below.lines()).filter(|line| line.ends_with('.')) {
                assert!(article.text.contains(sentence), "{sentence} of {above}");
            }
        }
    }
}

#[test]
fn wrapped_paragraphs_join_and_cut_words_heal() {
    let page = "The ferry left the harbour at first light with forty passengers and\n\
                a crew of five, and by noon the wind had turned so far to the north-\n\
                west that the captain chose to wait behind the island until even-\n\
                ing before crossing the open water.";
    let article = minread::read(page, Some("en"));
    assert_eq!(article.blocks.len(), 1);
    assert!(article.text.contains("until evening before"), "{}", article.text);
}

#[test]
fn standfirst_captions_and_headings_are_the_callers_to_decide() {
    let page = "Jembatan Itu Dibuka Lagi Sesudah Dua Tahun\n\
                Warga dua desa kembali bisa menyeberang tanpa memutar jauh.\n\
                Oleh Rani Putri\n27 Juni 2024\n\
                Warga melintasi jembatan pada hari pertama (Ilustrasi)\n\
                Jembatan itu dibuka pada pagi hari dan dilalui warga yang datang berjalan kaki sejak subuh.\n\
                Kepala desa mengatakan pekerjaan selesai tiga bulan lebih cepat daripada rencana semula.\n\
                Ongkos perbaikan\n\
                Ongkosnya ditanggung bersama oleh dua desa, dan sisanya dibayar oleh kabupaten tahun depan.\n\
                Anak-anak sekolah kini hanya perlu berjalan sepuluh menit untuk sampai ke seberang sungai.";
    for wish in [None, Some(true), Some(false)] {
        let keep = Keep { standfirst: wish, captions: wish, headings: wish };
        let article =
            minread::read_with(page, &PageOptions { language: Some("id"), keep, ..PageOptions::default() });
        let kept = |text: &str| {
            let found = article.labelled().find(|(part, _)| part.text.starts_with(text));
            found.map(|(_, label)| (label.kind.name(), label.kept))
        };
        let body = kept("Kepala desa");
        assert_eq!(body, Some(("body", true)));
        assert_eq!(kept("Warga dua desa").map(|(kind, _)| kind), Some("standfirst"));
        assert_eq!(kept("Warga melintasi"), Some(("caption", wish == Some(true))));
        assert_eq!(kept("Ongkos perbaikan"), Some(("heading", wish != Some(false))));
        if let Some(wish) = wish {
            assert_eq!(kept("Warga dua desa"), Some(("standfirst", wish)));
        }
    }
}

#[test]
fn a_site_that_speaks_of_itself_far_below_the_article_is_dropped() {
    let body = "the ferry left the harbour at first light with forty passengers and a crew of five on board.";
    let links: String = (0..60).map(|at| format!("Section {at}\n")).collect();
    let about = "The Harbour Gazette has told the people of the coast what they need to know since 1921.";
    let days: String = (1..7).map(|day| format!("On day {day} {body}\n")).collect();
    let page = format!("A Ferry Leaves the Harbour\n{days}{links}{about}");
    let article = minread::read(&page, Some("en"));
    assert!(article.text.contains("On day 6"), "{}", article.text);
    assert!(!article.text.contains("since 1921"), "{}", article.text);
}
