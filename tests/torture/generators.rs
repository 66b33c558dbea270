// The list of `generators.tsv` and the stages that are run over it: shared by
// tests/rust/torture.rs and benches/linear.rs.

/// One input that grows with n.
pub struct Generator {
    pub name: &'static str,
    #[allow(dead_code, reason = "the benches take all kinds alike")]
    pub kind: &'static str,
    prefix: Vec<u8>,
    /// Each is repeated n times before the next begins.
    units: Vec<Vec<Piece>>,
    suffix: Vec<u8>,
    #[allow(dead_code, reason = "the benches time; only the tests expect")]
    pub expect: &'static str,
}

/// A part of a unit.
enum Piece {
    Bytes(Vec<u8>),
    /// The number of the repetition.
    Number,
    /// The number of the repetition as a word of five letters.
    Word,
}

impl Piece {
    fn write(&self, at: usize, input: &mut Vec<u8>) {
        match self {
            Piece::Bytes(bytes) => input.extend_from_slice(bytes),
            Piece::Number => input.extend_from_slice(at.to_string().as_bytes()),
            Piece::Word => {
                input.extend([456_976, 17_576, 676, 26, 1].map(|power| b'a' + (at / power % 26) as u8))
            }
        }
    }
}

impl Generator {
    /// The input with `n` of each unit.
    pub fn make(&self, n: usize) -> Vec<u8> {
        let mut input = self.prefix.clone();
        for unit in &self.units {
            for at in 0..n {
                unit.iter().for_each(|piece| piece.write(at, &mut input));
            }
        }
        input.extend_from_slice(&self.suffix);
        input
    }

    /// The input that is about `size` bytes long, or longer by the numbers in it.
    pub fn of_size(&self, size: usize) -> Vec<u8> {
        let bytes = |piece: &Piece| match piece {
            Piece::Bytes(bytes) => bytes.len(),
            Piece::Number => 0,
            Piece::Word => 5,
        };
        let unit: usize = self.units.iter().flatten().map(bytes).sum();
        self.make(size / unit.max(1))
    }

    /// The input of about `size` bytes as text.
    pub fn text_of_size(&self, size: usize) -> String {
        minread::decode(&self.of_size(size)).text.into_owned()
    }
}

/// All generators.
pub fn generators() -> Vec<Generator> {
    include_str!("generators.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            let [name, kind, prefix, units, suffix, expect] = columns[..] else {
                panic!("six columns are needed: {line:?}");
            };
            assert!(matches!(kind, "text" | "bytes" | "html"), "{line:?}");
            Generator {
                name,
                kind,
                prefix: unescape(prefix),
                units: units.split("\\|").map(pieces).collect(),
                suffix: unescape(suffix),
                expect,
            }
        })
        .collect()
}

fn pieces(unit: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = unit;
    while let Some(at) = rest.find("\\#").into_iter().chain(rest.find("\\@")).min() {
        let number = if rest[at..].starts_with("\\#") { Piece::Number } else { Piece::Word };
        pieces.extend([Piece::Bytes(unescape(&rest[..at])), number]);
        rest = &rest[at + 2..];
    }
    pieces.push(Piece::Bytes(unescape(rest)));
    pieces
}

/// The texts of `naughty.txt`.
#[allow(dead_code, reason = "the benches time what grows")]
pub fn naughty() -> Vec<String> {
    include_str!("naughty.txt")
        .lines()
        .filter(|line| !line.starts_with("# "))
        .map(|line| String::from_utf8(unescape(line)).unwrap())
        .collect()
}

fn unescape(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        let escape = rest.as_bytes()[at + 1];
        let mut used = at + 2;
        match escape {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'\\' => out.push(b'\\'),
            b'x' => {
                out.push(u8::from_str_radix(&rest[used..used + 2], 16).unwrap());
                used += 2;
            }
            b'u' => {
                let end = rest[used..].find('}').unwrap() + used;
                let c = char::from_u32(u32::from_str_radix(&rest[used + 1..end], 16).unwrap()).unwrap();
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                used = end + 1;
            }
            other => panic!("unknown escape \\{}", char::from(other)),
        }
        rest = &rest[used..];
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

/// A stage by name, as something that eats text and gives a number.
pub type Stage = (&'static str, fn(&str) -> usize);

/// The lines of `text` as blocks come: none of them empty.
fn lines(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.trim().is_empty()).collect()
}

/// Every public stage.
pub const STAGES: [Stage; 18] = [
    ("decode", |text| minread::decode(text.as_bytes()).text.len()),
    ("blocks", |text| minread::plain(text).len()),
    ("html", |text| minread::html(text).markup().len()),
    ("language", |text| minread::detect_language(text).map_or(0, str::len)),
    ("repair", |text| minread::repair(text, minread::Spacing::Tight).len()),
    ("words.auto", |text| minread::count_words(text, minread::Unit::Auto) as usize),
    ("words.whitespace", |text| minread::count_words(text, minread::Unit::Whitespace) as usize),
    ("words.unicode", |text| minread::count_words(text, minread::Unit::Unicode) as usize),
    ("duration", |text| text.lines().filter_map(minread::claimed_minutes).count()),
    ("dates", |text| text.lines().filter_map(|line| minread::written_date(line, Some("id"))).count()),
    ("boilerplate", |text| minread::labels(&lines(text), None, None, Default::default()).labels.len()),
    ("fields", |text| {
        let lines = lines(text);
        let label = minread::labels(&[""], None, None, Default::default()).labels[0];
        let byline = minread::Label { kind: minread::Kind::Byline, kept: false, ..label };
        let labels = vec![byline; lines.len()];
        minread::fields(&lines, &labels, Some("id")).authors.len()
    }),
    ("cleaner", |text| {
        let mut cleaner = minread::Cleaner::default();
        cleaner.add(None, &minread::Fingerprint::of(text, minread::Format::Text));
        lines(text).iter().filter(|line| cleaner.seen(None, line).0 > 0).count()
    }),
    ("sentences", |text| minread::sentences(text, Some("en")).len()),
    ("reading", |text| {
        minread::reading_time(text, Some("en"), &minread::ReadingOptions::default()).minutes as usize
    }),
    ("stats", |text| {
        let sentences = minread::sentences(text, Some("en"));
        minread::text_stats(text, &sentences, Some("en")).letters as usize
    }),
    ("article", |text| {
        let article = minread::read(text, None);
        let time = article.reading_time(&minread::ReadingOptions::default());
        article.sentences().len() + time.minutes as usize
    }),
    ("page", |text| {
        let options = minread::PageOptions { format: minread::Format::Html, ..Default::default() };
        let article = minread::read_with(text, &options);
        article.blocks.len() + article.fields.authors.len()
    }),
];
