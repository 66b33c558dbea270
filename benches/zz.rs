#![allow(missing_docs, clippy::all, clippy::print_stdout)]
fn main() {
    let t = [
        "Don't can't rock'n'roll it’s O’Reilly l'homme",
        "state-of-the-art e-mail T-shirt re-enter 20-year-old",
        "See https://example.com/a-b?x=1&y=2 or http://jfid.example.co.id now",
        "Mail user.name+tag@example.co.id, please",
        "Rp 1.000,50 $3.14 10:30 27/06/2024 1,234,567 50% 3G COVID-19",
        "end—start mid–range yes--no wait...what and/or",
        "a family 👨‍👩‍👧‍👦 waves 👋🏽 flag 🇮🇩 today",
        "我喜欢 Rust 编程。東京タワーへ行く。한국어 단어",
        "ฉันรักภาษาไทย และ แมว",
        "a\u{200b}b soft\u{ad}hyphen no\u{a0}break narrow\u{202f}space wide\u{3000}space",
        "anak-anak berjalan-jalan kupu2 ke-2 meng-upload anak\u{2011}anak",
        "foo[1] bar* baz† qux^2 \"quoted\" (paren) – & 'single'",
    ];
    for l in t {
        print!("{l:?}");
        for u in minread::Unit::ALL {
            print!("\t{}", minread::count_words(l, u));
        }
        println!();
    }
}
