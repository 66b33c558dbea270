// What holds for any input, stage by stage: shared by the torture inputs, the
// random texts, the kept crashes (tests/rust) and the fuzz targets (fuzz/).
// Each function panics where a promise is broken.

use std::borrow::Cow;
use std::ops::Range;

use minread::{
    Article, Claim, Cleaner, Counts, Decoded, Fingerprint, Flag, Format, Hints, Newlines, PageOptions,
    ReadingOptions, SentenceOptions, Spacing, Tag, Unit,
};
use unicode_segmentation::UnicodeSegmentation;

/// A target by name: what `fuzz/targets/` run and `tests/cases/crashes/` keeps
/// inputs of.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
#[allow(dead_code, reason = "a fuzz target runs one of them")]
pub const TARGETS: [Target; 7] = [
    ("decode", decode),
    ("plain", |bytes| plain(&text(bytes))),
    ("sentences", |bytes| sentences(&text(bytes))),
    ("words", |bytes| words(&text(bytes))),
    ("repair", |bytes| repair(&text(bytes))),
    ("pipeline", |bytes| pipeline(&text(bytes))),
    ("html", |bytes| html(&text(bytes))),
];

fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// Numbers that every input decides for itself: where it is cut, in which
/// language it is read.
fn choice(text: &str, from: usize) -> usize {
    let sum = text.bytes().fold(7_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    sum % from.max(1)
}

/// All options in the tests. Under fuzzing the one that the text picks: a run
/// is ten times as quick, and millions of texts pick them all.
fn each<T: Copy>(all: impl IntoIterator<Item = T>, text: &str) -> Vec<T> {
    // A prime between, so that this choice says nothing of the others.
    const APART: usize = 1009;
    let all: Vec<T> = all.into_iter().collect();
    if cfg!(fuzzing) { vec![all[choice(text, all.len() * APART) / APART]] } else { all }
}

/// `text` in two at a place that its bytes decide.
fn halves(text: &str) -> (&str, &str) {
    let mut at = choice(text, text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    text.split_at(at)
}

fn language(text: &str) -> Option<&'static str> {
    const LANGUAGES: [Option<&str>; 12] = [
        None,
        Some("en"),
        Some("id"),
        Some("de"),
        Some("fr"),
        Some("ja"),
        Some("zh"),
        Some("th"),
        Some("hi"),
        Some("ar"),
        Some("hy"),
        Some("tlh"),
    ];
    LANGUAGES[choice(text, LANGUAGES.len())]
}

/// Ranges are in order, apart, on character boundaries, without white space at
/// their ends, and leave nothing but white space between them.
fn cover(what: &str, text: &str, ranges: impl IntoIterator<Item = Range<usize>>) {
    let mut end = 0;
    for range in ranges {
        assert!(range.start >= end && range.end > range.start, "{what}: overlaps or is empty: {range:?}");
        let inside = text.get(range.clone()).expect("a range on character boundaries");
        assert_eq!(inside.trim(), inside, "{what}: white space at its ends: {range:?}");
        assert!(text[end..range.start].trim().is_empty(), "{what}: text in front of {range:?}");
        end = range.end;
    }
    assert!(text[end..].trim().is_empty(), "{what}: text after the last one");
}

/// The bytes as text, said plainly.
fn plainly_decoded(bytes: &[u8]) -> (String, &'static str, bool) {
    fn units<const N: usize>(bytes: &[u8]) -> (Vec<[u8; N]>, bool) {
        let (units, odd) = bytes.as_chunks::<N>();
        (units.to_vec(), !odd.is_empty())
    }
    let wide = |rest: &[u8], name, read: fn([u8; 2]) -> u16| {
        let (units, odd) = units::<2>(rest);
        let mut lossy = odd;
        let mut text = String::new();
        for unit in char::decode_utf16(units.into_iter().map(read)) {
            lossy |= unit.is_err();
            text.push(unit.unwrap_or('\u{FFFD}'));
        }
        text.extend(odd.then_some('\u{FFFD}'));
        (text, name, lossy)
    };
    let wider = |rest: &[u8], name, read: fn([u8; 4]) -> u32| {
        let (units, odd) = units::<4>(rest);
        let chars: Vec<Option<char>> = units.into_iter().map(|unit| char::from_u32(read(unit))).collect();
        let lossy = odd || chars.contains(&None);
        let chars = chars.into_iter().map(|c| c.unwrap_or('\u{FFFD}'));
        (chars.chain(odd.then_some('\u{FFFD}')).collect(), name, lossy)
    };
    match bytes {
        [0xFF, 0xFE, 0, 0, rest @ ..] => wider(rest, "UTF-32LE", u32::from_le_bytes),
        [0, 0, 0xFE, 0xFF, rest @ ..] => wider(rest, "UTF-32BE", u32::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => wide(rest, "UTF-16LE", u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, "UTF-16BE", u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => {
            (String::from_utf8_lossy(rest).into_owned(), "UTF-8", std::str::from_utf8(rest).is_err())
        }
        _ => (String::from_utf8_lossy(bytes).into_owned(), "UTF-8", std::str::from_utf8(bytes).is_err()),
    }
}

/// What callers say of bytes.
const CHARSETS: [&str; 4] = ["gb2312", "latin1", "utf-8", "no-such-thing"];

/// Flags say what happened: no byte becomes U+FFFD in silence, and none twice.
fn faithful(decoded: &Decoded<'_>) {
    let flags = &decoded.flags;
    assert!(!flags.contains(&Flag::Lossy) || decoded.text.contains('\u{FFFD}'), "{decoded:?}");
    assert!(flags.iter().enumerate().all(|(at, flag)| !flags[..at].contains(flag)), "{flags:?}");
    let of_bytes = [Flag::Lossy, Flag::GuessedCharset, Flag::WrongCharset, Flag::Binary];
    assert!(flags.iter().all(|flag| of_bytes.contains(flag)), "{flags:?}");
    assert!(!flags.contains(&Flag::Binary) || decoded.encoding == "UTF-8", "{decoded:?}");
}

/// Bytes to text.
pub fn decode(bytes: &[u8]) {
    let decoded = minread::decode(bytes);
    let marked = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let utf32 = bytes.starts_with(b"\0\0\xFE\xFF");
    // Unmarked text with NUL in it may be UTF-16 or UTF-32.
    let unmistakable = !bytes.contains(&0) && std::str::from_utf8(bytes).is_ok();
    if marked || utf32 || unmistakable {
        let (text, encoding, lossy) = plainly_decoded(bytes);
        assert_eq!((&*decoded.text, decoded.encoding), (&*text, encoding));
        assert_eq!(decoded.flags.contains(&Flag::Lossy), lossy, "{decoded:?}");
    }
    assert_eq!(minread::decode(bytes), decoded, "the same bytes twice");
    faithful(&decoded);
    let charset = choice(&decoded.text, 8).checked_sub(4).and_then(|at| CHARSETS.get(at)).copied();
    faithful(&minread::decode_with(bytes, Hints { charset, url: Some("https://example.jp/") }));
    if !marked
        && !utf32
        && unmistakable
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        assert_eq!(decoded.text, text.strip_prefix('\u{FEFF}').unwrap_or(text));
    }
}

/// Text to blocks, and the labels of its lines.
pub fn plain(text: &str) {
    let blocks = minread::plain(text);
    cover("block", text, blocks.iter().map(|block| block.range.clone()));
    for block in &blocks {
        let inside = &text[block.range.clone()];
        let ends = ['\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'];
        // A letter that somebody read in another encoding may end like a line.
        assert!(block.joined || !inside.replace('\u{85}', "").contains(ends), "a block of lines: {inside:?}");
        assert!(!block.joined || inside.contains(ends), "one line that was joined: {inside:?}");
    }
    let lines: Vec<&str> = blocks.iter().map(|block| &text[block.range.clone()]).collect();
    let detected = minread::detect_language(text);
    assert!(
        detected.is_none_or(|tag| tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')),
        "{detected:?}"
    );
    let language = language(text);
    let labelled = minread::labels(&lines, None, language, Default::default());
    assert_eq!(labelled.labels.len(), lines.len(), "a label for every block");
    for label in &labelled.labels {
        assert!(!label.reason.text().is_empty(), "a label without a reason: {label:?}");
    }
    minread::fields(&lines, &labelled.labels, language);
    for line in &lines {
        minread::written_date(line, language);
        minread::claimed_minutes(line);
    }
}

/// Text to sentences, with every option.
pub fn sentences(text: &str) {
    let language = language(text);
    let spans = minread::sentences(text, language);
    cover("sentence", text, spans.iter().cloned());
    let abbreviations = ["kata".to_owned(), "no".to_owned()];
    let line_ends = [Newlines::Auto, Newlines::Break, Newlines::Join];
    for (newlines, split_in_quotes) in each(line_ends.map(|n| [(n, true), (n, false)]).concat(), text) {
        let options = SentenceOptions { language, newlines, split_in_quotes, abbreviations: &abbreviations };
        cover("sentence with options", text, minread::sentences_with(text, &options));
    }
    let mut characters = spans.clone();
    minread::to_characters(text, &mut characters);
    let (mut byte, mut character) = (0, 0);
    for (bytes, characters) in spans.iter().zip(&characters) {
        character += text[byte..bytes.start].chars().count();
        let end = character + text[bytes.clone()].chars().count();
        assert_eq!(*characters, character..end, "{bytes:?} in characters");
        (byte, character) = (bytes.end, end);
    }
    for span in &spans {
        let inside = &text[span.clone()];
        assert!(!inside.contains("\n\n"), "a sentence goes over a blank line: {inside:?}");
    }
    // Cut anywhere.
    let (a, b) = halves(text);
    let (first, second) = (minread::sentences(a, language), minread::sentences(b, language));
    cover("first half", a, first.iter().cloned());
    cover("second half", b, second.iter().cloned());
    // A blank line between them, and each half is split as it is alone.
    let joined = format!("{a}\n\n{b}");
    let mut expected = first;
    let shift = a.len() + 2;
    expected.extend(second.into_iter().map(|span| span.start + shift..span.end + shift));
    assert_eq!(minread::sentences(&joined, language), expected, "{a:?} and {b:?} are not split as alone");
    let stats = minread::text_stats(text, &spans, language);
    assert_eq!(stats.words, minread::count_words(text, Unit::Auto), "{stats:?}");
    assert_eq!(stats.characters, minread::count_words(text, Unit::Characters), "{stats:?}");
    assert!(stats.longest_sentence_words <= stats.words && stats.long_words <= stats.words, "{stats:?}");
    let measures = [stats.mean_sentence_words, stats.median_sentence_words, stats.mean_word_letters];
    let formulas = [stats.lix, stats.rix, stats.ari, stats.coleman_liau, Some(stats.speaking_seconds)];
    assert!(measures.iter().chain(&formulas).flatten().all(|value| value.is_finite()), "{stats:?}");
}

/// Text to words and minutes.
pub fn words(text: &str) {
    let (a, b) = halves(text);
    for unit in Unit::ALL {
        let (first, second) = (minread::count_words(a, unit), minread::count_words(b, unit));
        // Tags run over blank lines: `<a` and `b>` are one tag together.
        if unit != Unit::Wordpress || !text.contains(['<', '&', '[']) {
            let joined = format!("{a}\n\n{b}");
            assert_eq!(minread::count_words(&joined, unit), first + second, "{unit:?}: {a:?} and {b:?}");
        }
    }
    assert_eq!(minread::count_words(text, Unit::Whitespace), text.split_whitespace().count() as u64);
    let characters = text.chars().filter(|c| !c.is_whitespace()).count() as u64;
    assert_eq!(minread::count_words(text, Unit::Characters), characters);
    // A joiner in front of a pictograph that is a letter too: the crate breaks
    // behind it, against WB5.
    if !text.contains('\u{200D}') {
        assert_eq!(minread::count_words(text, Unit::Unicode), text.unicode_words().count() as u64);
    }
    // Neighbouring rows counted together, and each alone.
    let rows: Vec<&str> = [a, b, ""].into_iter().chain(text.split_inclusive('\n')).collect();
    let (mut bytes, mut ends) = (Vec::new(), Vec::new());
    for row in &rows {
        bytes.extend_from_slice(row.as_bytes());
        ends.push(bytes.len());
    }
    for unit in Unit::ALL {
        let mut together = Vec::new();
        let counted = minread::count_rows(&bytes, 0, &ends, unit, &mut together).expect("all of it is UTF-8");
        let alone: Vec<i64> =
            rows.iter().take(counted).map(|row| minread::count_words(row, unit) as i64).collect();
        assert_eq!(together, alone, "{unit:?}");
    }
    let counts: Counts = minread::counts(text);
    assert_eq!(counts, minread::plain_counts(text));
    assert_eq!(counts.words(), minread::count_words(text, Unit::Auto));
    let language = language(text);
    let time = minread::reading_time(text, language, &ReadingOptions::default());
    assert!(time.low <= time.seconds && time.seconds <= time.high, "{time:?}");
    assert_eq!(time.minutes == 0, time.words == 0, "{time:?}");
    let claim = Claim { words: time.words as f64, characters: None, minutes: time.minutes as f64 };
    let found = minread::infer_preset(&[claim; 3]);
    assert!(found.agreements.iter().all(|one| one.rows <= found.rows && one.wpm > 0.0), "{found:?}");
    assert!(found.ranges.iter().all(|one| one.rows <= found.rows && one.low <= one.high), "{found:?}");
    for locale in each(minread::locales(), text) {
        let label = minread::label(time.minutes, locale).expect("a label in every locale");
        assert!(!label.is_empty() && !label.contains(['{', '}']), "{locale}: {label:?}");
    }
    for preset in each(minread::Preset::all(), text) {
        let options = ReadingOptions { preset: Some(preset), ..Default::default() };
        let time = minread::reading_time(text, language, &options);
        assert!(time.low <= time.seconds && time.seconds <= time.high, "{time:?}");
    }
}

/// What clean text never holds.
fn forbidden(c: char) -> bool {
    (c.is_control() && c != '\n')
        || c == '\u{FEFF}'
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Marks of direction, which stay on lines with letters that run right to left only.
fn stray_direction(line: &str) -> Option<char> {
    let right_to_left = |c| matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}');
    let mark = |c| matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}');
    line.chars().find(|c| mark(*c)).filter(|_| !line.chars().any(|c| right_to_left(c) && !mark(c)))
}

/// Lines to clean lines.
pub fn repair(text: &str) {
    let (a, b) = halves(text);
    for line in text.lines().chain([a, b]) {
        for spacing in each([Spacing::Tight, Spacing::French], line) {
            let once = minread::repair(line, spacing);
            assert_eq!(minread::repair(&once, spacing), once, "repairing {line:?} twice");
            assert_eq!(once.chars().find(|c| forbidden(*c)), None, "{line:?} became {once:?}");
            assert_eq!(stray_direction(&once), None, "{line:?} became {once:?}");
            assert_eq!(once.trim(), once, "{line:?}: white space at its ends");
            // An invisible character takes the slow path and leaves no trace.
            let slow = format!("\u{FEFF}{line}");
            assert_eq!(minread::repair(&slow, spacing), once, "the slow path on {line:?}");
        }
    }
}

/// What many pages of a site have in common, and that it can be kept.
fn cleaner(text: &str, a: &str) {
    let mut cleaner = Cleaner::default();
    for (at, document) in [text, a, text].into_iter().enumerate() {
        cleaner.add(Some("kabar"), &Fingerprint::of(document, Format::Text));
        assert!(cleaner.documents() <= at as u64 + 1, "a document counts once");
    }
    for line in text.lines().take(8) {
        let (on, of) = cleaner.seen(Some("kabar"), line);
        assert!(on <= of && u64::from(of) <= cleaner.documents(), "{on} of {of}: {line:?}");
    }
    assert_eq!(Cleaner::from_bytes(&cleaner.to_bytes()), Some(cleaner), "a cleaner that was kept");
    // Somebody else's bytes are none, or some other one.
    Cleaner::from_bytes(text.as_bytes());
}

/// A document through the corridor, alone, cut and in a batch.
pub fn pipeline(text: &str) {
    let language = language(text);
    let (a, b) = halves(text);
    let whole = article(text, language);
    cleaner(text, a);
    // Cut, or beside others: under fuzzing the text picks.
    let part = |at| match at {
        0 => _ = article(a, language),
        1 => _ = article(b, language),
        _ => {
            let rows = [a, "", text];
            let work = |row: &&str| {
                let article = minread::read(row, language);
                (article.text.clone(), article.sentences(), article.word_count(Unit::Auto), article.flags)
            };
            let together = minread::batch(&rows, |row| row.len(), work, None, |_| true);
            let alone = vec![article(a, language), article("", language), whole.clone()];
            assert_eq!(together, Ok(alone), "a batch is not its rows one by one");
        }
    };
    each(0..3, text).into_iter().for_each(part);
}

/// What a column has of an article.
type Row = (String, Vec<Range<usize>>, u64, Vec<Flag>);

fn article(text: &str, language: Option<&str>) -> Row {
    let article = minread::read(text, language);
    cover("part", text, article.blocks.iter().map(|part| part.range.clone()));
    assert!(!article.text.contains('\t'), "clean text: {:?}", article.text);
    let (sentences, words) = finished(&article);
    (article.text, sentences, words, article.flags)
}

/// What holds for an article of any format; its sentences and words.
fn finished(article: &Article<'_>) -> (Vec<Range<usize>>, u64) {
    let mut end = 0;
    assert_eq!(article.blocks.len(), article.labels.len(), "a label for every block");
    for (part, label) in article.labelled() {
        assert!(part.range.start >= end, "blocks overlap or are not in order: {part:?}");
        end = part.range.end;
        assert!(article.source.get(part.range.clone()).is_some(), "a range that cuts a character: {part:?}");
        assert!(!label.reason.text().is_empty(), "a block without a reason: {part:?}");
        assert!(
            article.text.contains(&*part.text) || !label.is_paragraph(),
            "a kept block is lost: {part:?}"
        );
    }
    // A tab stands between the cells of a table.
    let found = article.text.chars().find(|c| forbidden(*c) && *c != '\t');
    assert_eq!(found, None, "clean text: {:?}", article.text);
    let spans = article.sentences();
    cover("sentence", &article.text, spans.iter().cloned());
    let stats = article.stats(&spans);
    assert_eq!(stats.words, article.word_count(Unit::Auto), "{stats:?}");
    let time = article.reading_time(&ReadingOptions::default());
    assert_eq!((time.words, time.minutes == 0), (stats.words, stats.words == 0), "{time:?}");
    (spans, stats.words)
}

/// Every text of a page that a reader sees stands in one of its lines.
pub fn seen(text: &str) {
    let page = minread::html(text);
    let mut blocks = page.blocks.iter().peekable();
    let mut at = 0;
    while let Some(node) = page.tree.node(at) {
        if node.hidden || node.tag.is_unseen() {
            at = node.end;
            continue;
        }
        while blocks.next_if(|block| block.runs.end <= at).is_some() {}
        // NUL is dropped.
        let run = page.tree.run(at);
        if node.tag == Tag::Text && !run.chars().all(|c| c.is_whitespace() || c == '\0') {
            let inside = blocks.peek().is_some_and(|block| block.runs.contains(&at));
            assert!(inside, "{run:?} of {text:?} is lost");
        }
        at += 1;
    }
}

/// A page through the corridor, whole and cut.
pub fn html(text: &str) {
    seen(text);
    let options = PageOptions { format: Format::Html, language: language(text), ..PageOptions::default() };
    let (a, b) = halves(text);
    let article = minread::read_with(text, &options);
    finished(&article);
    let part = |at| match at {
        0 => _ = finished(&minread::read_with(a, &options)),
        1 => _ = finished(&minread::read_with(b, &options)),
        _ => {
            // Told from its start: either format, the same as before, and never anything else.
            let auto = minread::read_with(text, &PageOptions { format: Format::Auto, ..options });
            let other;
            let told = if minread::is_html(text) {
                &article
            } else {
                other = minread::read_with(text, &PageOptions { format: Format::Text, ..options });
                &other
            };
            assert_eq!((&auto.text, &auto.flags), (&told.text, &told.flags), "a format told from the start");
            let cleaned = minread::clean(text, &PageOptions { format: Format::Auto, ..options });
            assert_eq!(cleaned, auto.text, "the text without the fields");
        }
    };
    each(0..3, text).into_iter().for_each(part);
}
