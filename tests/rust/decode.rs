//! Bytes to text: every encoding declared and not, and what happens where the
//! declaration is wrong or the bytes are broken.

use std::borrow::Cow;

use encoding_rs::Encoding;
use minread::{Flag, Hints, decode, decode_with};

use crate::file;

/// Label, text.
fn cases() -> Vec<(String, String)> {
    let lines = file("tests/cases/charsets.tsv");
    let cases = lines.lines().filter(|line| !line.starts_with('#'));
    cases.map(|line| line.split_once('\t').map(|(a, b)| (a.to_owned(), b.to_owned())).expect(line)).collect()
}

fn encode(label: &str, text: &str) -> Vec<u8> {
    let (bytes, _, unmappable) = Encoding::for_label(label.as_bytes()).expect(label).encode(text);
    assert!(!unmappable || label == "windows-1258", "{label} cannot write {text}");
    bytes.into_owned()
}

fn flags(bytes: &[u8]) -> Vec<&'static str> {
    decode(bytes).flags.into_iter().map(Flag::name).collect()
}

fn header(charset: &str) -> Hints<'_> {
    Hints { charset: Some(charset), url: None }
}

/// Which encodings differ from another one in letters too rare to tell by text.
fn of_country(label: &str) -> Hints<'static> {
    let url = (label == "iso-8859-2").then_some("https://kikoto.example.hu/hirek/7");
    Hints { charset: None, url }
}

#[test]
fn a_declared_charset_is_read() {
    for (label, text) in cases().iter().filter(|(label, _)| label != "windows-1258") {
        let pages = [
            format!("<html><head><meta charset=\"{label}\"></head><p>{text}</p>"),
            format!("<meta http-equiv='content-type' content='text/html; charset={label}'><p>{text}</p>"),
            format!("<?xml version=\"1.0\" encoding=\"{label}\"?><html><p>{text}</p></html>"),
        ];
        for page in pages {
            let bytes = encode(label, &page);
            let decoded = decode(&bytes);
            assert_eq!(decoded.text, page, "{label}");
            assert_eq!(decoded.flags, [], "{label}");
        }
        let bytes = encode(label, text);
        assert_eq!(decode_with(&bytes, header(label)).text, *text, "{label}");
    }
}

#[test]
fn what_nobody_declared_is_guessed() {
    for (label, text) in cases() {
        // Seven bits: nothing tells them from ASCII. Vietnamese of Windows has marks of its own.
        if matches!(label.as_str(), "iso-2022-jp" | "windows-1258") {
            continue;
        }
        for page in [text.clone(), format!("<html><body><div>{text}</div></body></html>")] {
            let bytes = encode(&label, &page);
            let decoded = decode_with(&bytes, of_country(&label));
            assert_eq!(decoded.text, page, "{label} read as {}", decoded.encoding);
            assert_eq!(decoded.flags, [Flag::GuessedCharset], "{label}");
        }
    }
}

#[test]
fn valid_utf8_goes_before_what_is_declared() {
    for (_, text) in cases() {
        for label in ["iso-8859-1", "windows-1252", "gb2312", "big5", "shift_jis", "koi8-r", "utf-16"] {
            let page = format!("<meta charset={label}><p>{text}</p>");
            let decoded = decode(page.as_bytes());
            assert!(matches!(decoded.text, Cow::Borrowed(_)));
            assert_eq!(decoded.text, page);
            let wrong: &[Flag] = if label == "utf-16" { &[] } else { &[Flag::WrongCharset] };
            assert_eq!(decoded.flags, wrong, "{label}");
            // Also where the last character is cut off.
            let page = format!("<meta charset={label}><p>{text} {text} {text}é");
            let cut = &page.as_bytes()[..page.len() - 1];
            assert_eq!(decode(cut).text, format!("{}\u{FFFD}", page.trim_end_matches('é')), "{label}");
        }
    }
    assert_eq!(flags(b"<meta charset=latin1>plain"), [""; 0]);
    assert_eq!(decode_with("é".as_bytes(), header("latin1")).flags, [Flag::WrongCharset]);
}

#[test]
fn a_charset_that_does_not_fit_is_not_believed() {
    for (label, text) in cases() {
        if matches!(label.as_str(), "iso-2022-jp" | "windows-1258") {
            continue;
        }
        let page = format!("<meta charset=utf-8><p>{text}");
        let bytes = encode(&label, &page);
        let decoded = decode_with(&bytes, of_country(&label));
        assert_eq!(decoded.text, page, "{label} declared as utf-8");
        assert_eq!(decoded.flags, [Flag::GuessedCharset, Flag::WrongCharset], "{label}");
    }
    let (label, text) = ("gbk", "水湾镇的书店昨天重新开张，老板说茶水免费，看书不限时间。");
    let page = format!("<meta charset=euc-jp><p>{text}");
    assert_eq!(decode(&encode(label, &page)).text, page);
    // The hint goes before the page, if it can be read so.
    let page = format!("<meta charset=windows-1252><p>{text}");
    assert_eq!(decode_with(&encode(label, &page), header("gb2312")).text, page);
}

#[test]
fn a_character_cut_off_is_one_fault() {
    for (label, text) in cases() {
        let page = format!("<meta charset={label}><p>{}", text.trim_end_matches('.'));
        let mut bytes = encode(&label, &page);
        if matches!(label.as_str(), "shift_jis" | "euc-jp" | "euc-kr" | "gbk" | "big5") {
            bytes.pop();
            let decoded = decode(&bytes);
            let whole = page.trim_end_matches(|c: char| c == page.chars().last().unwrap());
            let rest =
                decoded.text.strip_prefix(whole).unwrap_or_else(|| panic!("{label}: {}", decoded.text));
            assert!(rest.contains('\u{FFFD}'), "{label}: {rest:?}");
            assert_eq!(decoded.flags, [Flag::Lossy], "{label}");
        }
    }
}

#[test]
fn utf16_with_a_mark_and_without() {
    let texts = [
        "<!DOCTYPE html><title>Kereta</title><p>Kereta pagi berangkat terlambat.</p>",
        "<html lang=\"ru\"><head><meta charset=\"utf-16\"><title>Мост</title></head><body><div class=\"a\">Мост открыт.</div></body></html>",
        "The morning train was late again.",
    ];
    for text in texts {
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, mark, name) in [(little, [0xFF, 0xFE], "UTF-16LE"), (big, [0xFE, 0xFF], "UTF-16BE")] {
            let decoded = decode(&bytes);
            assert_eq!((&*decoded.text, decoded.encoding), (text, name));
            assert_eq!(decoded.flags, [Flag::GuessedCharset]);
            let marked = [&mark, &bytes[..]].concat();
            let decoded = decode(&marked);
            assert_eq!((&*decoded.text, decoded.encoding, decoded.flags), (text, name, vec![]));
            let odd = [&bytes[..], b"x"].concat();
            assert_eq!(decode(&odd).text, format!("{text}\u{FFFD}"));
            assert!(decode(&odd).flags.contains(&Flag::Lossy));
        }
    }
}

#[test]
fn broken_utf8_is_no_other_encoding() {
    for bytes in [
        &b"kata \x80 lagi"[..],
        b"kata \x80\x80\x80\x80 lagi",
        b"kata \xE2\x82\xE2\x82\xE2\x82 lagi",
        b"kata \xC0\xAF\xC0\xAF lagi",
        b"kata \xED\xA0\x80 lagi",
        b"kata \xF8\x88\x80\x80\x80 lagi",
        b"kata \xFC\x84\x80\x80\x80\x80 lagi",
        b"kata \xFF\xFF\xFF\xFF lagi",
        "Die Brücke über den Fluß wird für Fußgänger geöffnet \u{FFFD}".as_bytes().split_last().unwrap().1,
    ] {
        assert_eq!(flags(bytes), ["lossy"], "{bytes:?} read as {}", decode(bytes).encoding);
        assert_eq!(decode(bytes).text, String::from_utf8_lossy(bytes));
    }
    let text = "Die Brücke über den Fluß wird für Fußgänger geöffnet. ".repeat(20);
    let mixed = [text.as_bytes(), b"caf\xE9"].concat();
    assert_eq!(decode(&mixed).text, format!("{text}caf\u{FFFD}"));
}

#[test]
fn a_word_or_two_are_enough_for_latin() {
    for (bytes, text) in [
        (&b"caf\xE9"[..], "café"),
        (b"It\x92s late.", "It’s late."),
        (b"\x93Stop,\x94 she said.", "“Stop,” she said."),
    ] {
        assert_eq!((&*decode(bytes).text, decode(bytes).flags), (text, vec![Flag::GuessedCharset]));
    }
}

#[test]
fn bytes_with_nothing_to_read_are_binary() {
    for byte in [0x80, 0xBF, 0xC0, 0xE9, 0xFE, 0xFF] {
        for count in [16, 1000, 100_000] {
            assert_eq!(flags(&vec![byte; count]), ["lossy", "binary"], "{byte:X} × {count}");
        }
    }
    // A header does not make a text of it, nor do lines.
    assert_eq!(flags(&[b"BM6\0\0", &[0xFF; 500][..]].concat()), ["lossy", "binary"]);
    assert_eq!(flags(&b"\x80\x81\x90 \r\n".repeat(9)), ["lossy", "binary"]);
    // One word in an encoding that nobody named, a text with faults, a text in any encoding that there is.
    for bytes in [&b"\xEC\xEE\xF1\xF2"[..], b"kata \xFF\xFF\xFF\xFF\xFF\xFF\xFF lagi", b"\xE6\xB0"] {
        assert!(!flags(bytes).contains(&"binary"), "{bytes:?}");
    }
    for (label, text) in cases() {
        for bytes in [encode(&label, &text), encode(&label, &format!("<meta charset=utf-8><p>{text}"))] {
            assert!(!flags(&bytes).contains(&"binary"), "{label}");
        }
    }
}
