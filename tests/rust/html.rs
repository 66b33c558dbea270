//! HTML: small cases by hand, and the lines of real pages beside html5ever's.

use minread::{Element, Name, Tag, html};

use crate::file;

#[path = "../oracle/dom.rs"]
mod dom;
#[path = "../oracle/pages.rs"]
mod pages;

fn lines(page: &str) -> Vec<String> {
    html(page).blocks.into_iter().map(|block| block.text.into_owned()).collect()
}

fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let (c, used) = match &rest.as_bytes()[at + 1] {
            b'n' => ('\n', 2),
            b'r' => ('\r', 2),
            b't' => ('\t', 2),
            b'0' => ('\0', 2),
            b'u' => {
                let end = rest[at..].find('}').unwrap();
                let number = u32::from_str_radix(&rest[at + 3..at + end], 16).unwrap();
                (char::from_u32(number).unwrap(), end + 1)
            }
            other => panic!("unknown escape \\{}", char::from(*other)),
        };
        out.push(c);
        rest = &rest[at + used..];
    }
    out + rest
}

/// About, page, lines.
fn cases() -> Vec<(String, String, Vec<String>)> {
    let cases = file("tests/cases/html.tsv");
    let cases = cases.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    cases
        .map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            let [about, page, lines] = columns[..] else { panic!("three columns are needed: {line:?}") };
            let lines = lines.split(" | ").filter(|line| !line.is_empty()).map(unescape).collect();
            (about.to_owned(), unescape(page), lines)
        })
        .collect()
}

#[test]
fn each_case_has_its_lines() {
    let mut failures = Vec::new();
    for (about, page, expected) in cases() {
        let found = lines(&page);
        if found != expected {
            failures.push(format!("{about}: {page}\n   found    {found:?}\n   expected {expected:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_standard_says_the_same_of_the_cases() {
    // What stands between rows is moved by the standard and joins what was
    // before it; a formatting element is not opened again.
    let known = ["<table>satu<tr>dua<td>tiga</table>"];
    let mut failures = Vec::new();
    for (about, page, expected) in cases().into_iter().filter(|case| !known.contains(&case.1.as_str())) {
        let found = dom::lines(&page);
        if found != expected {
            failures.push(format!("{about}: {page}\n   html5ever {found:?}\n   expected  {expected:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn lines_of_real_pages_are_those_of_html5ever() {
    // All pages: `cargo bench --bench html_oracle`.
    let pages = pages::pages("scrapinghub", 3);
    let compare = move || {
        let unlike = |page: &&pages::Page| lines(&page.html) != dom::lines(&page.html);
        let unlike: Vec<&str> = pages.iter().filter(unlike).map(|page| page.name.as_str()).collect();
        assert!(unlike.is_empty(), "{unlike:?}");
    };
    // The twin recurses.
    std::thread::Builder::new().stack_size(256 << 20).spawn(compare).unwrap().join().unwrap();
}

#[test]
fn a_block_knows_its_element() {
    let page = html(
        "<article><h2>a</h2><p>b</p><div>c</div><ul><li><p>d</ul><blockquote><p>e</blockquote>\
         <pre>f</pre><table><tr><td>g<td>h</table><figure><figcaption>i",
    );
    let found: Vec<Element> = page.blocks.iter().map(|block| block.element).collect();
    use Element::*;
    assert_eq!(found, [Heading(2), Paragraph, Plain, Item, Quote, Code, Row, Caption]);
    let tags: Vec<Tag> = page.blocks.iter().map(|block| page.tree.node(block.node).unwrap().tag).collect();
    assert_eq!(tags, [Tag::H2, Tag::P, Tag::Div, Tag::P, Tag::P, Tag::Pre, Tag::Tr, Tag::Figcaption]);
    let ancestors: Vec<Tag> =
        page.tree.ancestors(page.blocks[3].node).map(|id| page.tree.node(id).unwrap().tag).collect();
    assert_eq!(ancestors, [Tag::Li, Tag::Ul, Tag::Article, Tag::Body, Tag::Html]);
}

#[test]
fn a_block_knows_where_it_stands_and_what_is_linked() {
    let source = "<p> Satu <a href=x>dua&nbsp;</a> tiga. <a>empat</a></p>";
    let page = html(source);
    let [block] = &page.blocks[..] else { panic!("{:?}", page.blocks) };
    assert_eq!(&source[block.range.clone()], "Satu <a href=x>dua&nbsp;</a> tiga. <a>empat");
    assert_eq!(block.text, "Satu dua\u{A0} tiga. empat");
    assert_eq!((block.characters, block.linked), (18, 4));
    assert!(matches!(html("<p> satu dua ").blocks[0].text, std::borrow::Cow::Borrowed("satu dua")));
}

#[test]
fn attributes_are_read_and_the_first_of_a_name_counts() {
    let page = html("<html lang=id><body id=\"a&amp;b\" ID=c Class = 'd e' hidden data-x=y><p itemprop>x");
    let body = page.tree.nodes.iter().position(|node| node.tag == Tag::Body).unwrap() as u32;
    assert_eq!(page.tree.attribute(0, Name::Lang).as_deref(), Some("id"));
    assert_eq!(page.tree.attribute(body, Name::Id).as_deref(), Some("a&b"));
    assert_eq!(page.tree.raw_attribute(body, Name::Class), Some("d e"));
    assert_eq!(page.tree.attribute(body, Name::Hidden).as_deref(), Some(""));
    assert_eq!(page.tree.attribute(body, Name::Href), None);
    assert_eq!(page.tree.attribute(body + 1, Name::Itemprop).as_deref(), Some(""));
}

#[test]
fn a_tree_gives_the_text_of_titles_and_scripts() {
    let page = html(
        "<title> a &amp; b\n c</title><script>{\"x\": \"&amp;\"}</script><h1>d<b>e</b> <i hidden>f</i>g",
    );
    let text = |tag| {
        let at = page.tree.nodes.iter().position(|node| node.tag == tag).unwrap();
        page.tree.text(at as u32)
    };
    assert_eq!(text(Tag::Title), "a & b c");
    assert_eq!(text(Tag::Script), "{\"x\": \"&amp;\"}");
    assert_eq!(text(Tag::H1), "de g");
}

#[test]
fn a_page_cut_anywhere_is_read() {
    let page: String = cases().into_iter().map(|(_, page, _)| page).collect();
    for at in (0..page.len()).filter(|at| page.is_char_boundary(*at)) {
        html(&page[..at]);
        html(&page[at..]);
    }
    for (_, page, _) in cases() {
        let whole: usize = lines(&page).iter().map(String::len).sum();
        for at in (0..page.len()).filter(|at| page.is_char_boundary(*at)) {
            let part: usize = lines(&page[..at]).iter().map(String::len).sum();
            assert!(part <= whole + page.len(), "{page}");
        }
    }
}
