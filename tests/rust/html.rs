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
    pages.iter().for_each(|page| crate::invariants::seen(&page.html));
    let compare = move || {
        let unlike = |page: &&pages::Page| lines(&page.html) != dom::lines(&page.html);
        let unlike: Vec<&str> = pages.iter().filter(unlike).map(|page| page.name.as_str()).collect();
        assert!(unlike.is_empty(), "{unlike:?}");
    };
    // The twin recurses.
    std::thread::Builder::new().stack_size(256 << 20).spawn(compare).unwrap().join().unwrap();
}

/// Start tags, end tags and words, in any order.
fn soup(random: &mut crate::twins::Random, tags: &str) -> String {
    let tags: Vec<&str> = tags.split(' ').collect();
    // Few different tags meet each other more often.
    let pool: Vec<&str> = (0..4).map(|_| tags[random.below(tags.len())]).collect();
    let piece = |at| match (random.below(5), pool[random.below(4)]) {
        (0 | 1, tag) => format!("<{tag}>"),
        (2, tag) => format!("</{tag}>"),
        _ => format!("w{at} "),
    };
    (0..12).map(piece).collect()
}

#[test]
fn tag_soup_has_the_lines_of_html5ever() {
    let tags = "p div span b i a li ul ol dl dt dd h1 h2 button br hr select option svg title math mi section pre \
                font em nobr img article template form textarea script wbr address x-y";
    let table = "table tr td th tbody caption p div b a li ul form br select template svg";
    let mut random = crate::twins::Random(0x9E37_79B9_7F4A_7C15);
    for _ in 0..6_000 {
        let page = soup(&mut random, tags);
        crate::invariants::seen(&page);
        assert_eq!(lines(&page), dom::lines(&page), "{page}");
        // Text between rows joins what stands in front of the table there.
        let words = |lines: Vec<String>| {
            let mut words: Vec<String> =
                lines.iter().flat_map(|line| line.split_whitespace()).map(str::to_owned).collect();
            words.sort();
            words
        };
        let page = soup(&mut random, table);
        crate::invariants::seen(&page);
        assert_eq!(words(lines(&page)), words(dom::lines(&page)), "{page}");
    }
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
fn what_stands_in_for_scripts_is_read_where_nothing_else_is_seen() {
    let forum = "<head><noscript><link href=a></noscript></head><body><div id=app></div><noscript><h1>Perahu</h1>\
                 <div class=post><p>Kapan <b>perahu</b> berangkat?</div><p>Sore.</p></noscript><script>mulai()</script>";
    assert_eq!(lines(forum), ["Perahu", "Kapan perahu berangkat?", "Sore."]);
    let seen = forum.replace("<div id=app>", "<div id=app>Memuat");
    assert_eq!(lines(&seen), ["Memuat"]);
    assert_eq!(lines("<noscript>"), Vec::<String>::new());
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
fn markup_tells_the_article_from_what_is_around_it() {
    let prose =
        "Kota itu membuka jembatan baru pada pagi hari, dan warga datang berjalan kaki dari dua tepi sungai.";
    let page = format!(
        "<body><nav><ul><li><a href=a>Beranda</a><li><a href=b>Olahraga</a></ul></nav>\
         <main><article class=story><h1>Jembatan</h1><p class=t>{prose}</p><p class=t>{prose}</p>\
         <p>Singkat.</p><p class=t>{prose} <a href=c>Sungai</a></p></article></main>\
         <div class='box postRelated'><p>{prose}</p></div><footer>Kontak</footer>"
    );
    let page = html(&page);
    let found = page.markup();
    let of = |start: &str| {
        let at = page.blocks.iter().position(|block| block.text.starts_with(start)).unwrap();
        found[at]
    };
    let (menu, title, first, short, foot) =
        (of("Beranda"), of("Jembatan"), of("Kota"), of("Singkat"), of("Kontak"));
    let teaser = found[7];
    assert_eq!(found.len(), 9);

    assert_eq!((first.home_score, short.home_score, first.ancestor_score), (1000, 1000, 1000));
    assert!(teaser.home_score > 200 && teaser.home_score < 400 && menu.home_score == 0, "{teaser:?}");
    assert_eq!((first.best_hops, teaser.best_hops, first.in_best, teaser.in_best), (0, 3, 1, 0));
    assert_eq!((menu.chrome, menu.chrome_hops, first.chrome, teaser.chrome, foot.chrome), (1, 3, 0, 1, 1));
    assert_eq!((menu.links, first.links, menu.home_links, menu.in_nav, menu.in_list), (1000, 0, 1000, 1, 1));
    assert_eq!((first.in_article, first.in_main, teaser.in_article, foot.in_footer), (1, 1, 0, 1));
    assert_eq!((menu.title_distance, title.title_distance, first.title_distance), (-2, 0, 1));
    assert_eq!((title.element, first.element, menu.element, foot.element), (2, 1, 8, 0));
    assert_eq!((first.prose_distance, short.prose_distance, menu.prose_distance), (0, 1, 3));
    assert_eq!((first.densest, short.densest, menu.densest, foot.densest), (1, 1, 0, 0));
    assert!(first.signature_prose > 700 && first.signature_blocks == 333, "{first:?}");
    assert!(first.grandparent_signature_prose > 700 && teaser.grandparent_signature_prose < 300);
    assert!(first.prose_before == 0 && teaser.prose_before > 700 && first.best_share > 700);
    assert_eq!(minread::Markup::NAMES.len(), first.values().len());
    assert_eq!(first.values()[0], first.ancestor_score);
}

/// What holds for any text that is read as HTML.
fn promises(name: &str, text: &str) {
    let page = html(text);
    let nodes = &page.tree.nodes;
    for (id, node) in nodes.iter().enumerate().skip(1) {
        let (id, parent) = (id as u32, &nodes[node.parent as usize]);
        assert!(node.parent < id && id < node.end && node.end <= parent.end, "{name}: node {id} {node:?}");
    }
    let markup = page.markup();
    assert_eq!(markup.len(), page.blocks.len(), "{name}");
    assert!(markup.iter().all(|values| (0..=1000).contains(&values.ancestor_score)), "{name}");
    for (first, step) in [(0, 3), (2, 7), (1, 1000)] {
        let wanted: Vec<usize> = (first..markup.len()).step_by(step).collect();
        let of_wanted: Vec<_> = wanted.iter().map(|at| markup[*at]).collect();
        assert_eq!(page.markup_of(&wanted), of_wanted, "{name}: markup of every {step}th block");
    }
    let mut end = 0;
    for block in &page.blocks {
        assert!(block.range.start >= end, "{name}: blocks overlap");
        assert!(!text[block.range.clone()].is_empty(), "{name}: a block stands nowhere");
        end = block.range.end;
        assert!(!block.text.is_empty() && block.text.trim() == block.text, "{name}: {:?}", block.text);
        assert!(!block.text.contains('\0'), "{name}: NUL");
        assert!(block.linked <= block.characters, "{name}: {block:?}");
        let runs = &block.runs;
        let all_text = [runs.start, runs.end - 1].iter().all(|id| nodes[*id as usize].tag == Tag::Text);
        assert!(all_text, "{name}: {block:?}");
        let node = &nodes[block.node as usize];
        assert!(block.node < runs.start && runs.start < node.end, "{name}: a block outside of its element");
    }
}

#[test]
fn the_promises_hold_on_every_input() {
    for generator in crate::torture::generators::generators() {
        for n in [0, 1, 2, 1000] {
            promises(generator.name, &minread::decode(&generator.make(n)).text);
        }
    }
    for text in crate::twins::texts(5_000) {
        promises("random", &text);
    }
}

#[test]
fn deep_nesting_keeps_its_text_and_no_stack_grows() {
    let read = || {
        for tag in ["div", "ul><li", "span", "table><td", "x-y", "b"] {
            let page = format!("<{tag}>kata").repeat(100_000);
            let found = html(&page);
            assert!(found.tree.capped, "{tag}");
            let words: usize = found.blocks.iter().map(|block| block.text.matches("kata").count()).sum();
            assert_eq!(words, 100_000, "{tag}");
        }
        let page = format!("{}satu{}<p>dua", "<div>".repeat(600), "</div>".repeat(600));
        let found = html(&page);
        let last = found.blocks.last().unwrap();
        assert_eq!((last.text.as_ref(), found.tree.ancestors(last.node).count()), ("dua", 2));
        assert!(!html(&"<div>".repeat(500)).tree.capped);
    };
    std::thread::Builder::new().stack_size(256 << 10).spawn(read).unwrap().join().unwrap();
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
