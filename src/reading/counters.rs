//! What the tools behind the presets count, where that is none of our units.
//!
//! Each function is given the text as the tool would get it and counts it as
//! the tool does, with its faults: what is wrong here is wrong there. Regular
//! expressions are used where one class of characters decides, so that every
//! search ends at the next character.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::markup;
use crate::pace;
use crate::words::{Unit, count_words, wordpress};

/// A way to count: one of our units, or a tool's own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Counter {
    Unit(Unit),
    /// By its place in the table.
    Own(usize),
}

/// What a counter counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Words,
    /// Characters that are not white space.
    Characters,
    /// Characters, white space among them.
    AllCharacters,
}

use Of::{AllCharacters, Characters, Words};

type Count = fn(&str) -> u64;

/// The counters that `data/presets.tsv` names, beside the units.
const OWN: [(&str, Of, Count); 23] = [
    ("eleventy", Characters, eleventy),
    ("firefox", AllCharacters, utf16),
    ("forem", Words, forem),
    ("foxiz", Words, foxiz),
    ("ghost", Words, ghost),
    ("hexo-han", Characters, |text| hexo_wordcount(text).0),
    ("hexo-words", Words, |text| hexo_wordcount(text).1),
    ("hexo-symbols", Characters, hexo_symbols),
    ("hexo-word-counter", Words, hexo_word_counter),
    ("hugo", Words, |text| count_words(&hugo_text(text), Unit::Whitespace)),
    ("hugo-cjk", Characters, hugo_cjk),
    ("jekyll", Words, jekyll),
    ("readtime", Words, readtime),
    ("reading-time", Words, reading_time),
    ("reading-time-wp", Words, reading_time_wp),
    ("wallabag", Words, wallabag),
    ("wordpress-page", Words, |text| wordpress::words(text, wordpress::Edition::Page)),
    ("wordpress-characters", Characters, |text| wordpress::characters(text, false)),
    ("wordpress-characters-and-spaces", AllCharacters, |text| wordpress::characters(text, true)),
    ("yoast", Words, yoast),
    ("yoast-ja", Characters, yoast_ja),
    ("zola", Words, |text| outside_fences(text, |part| count_words(part, Unit::Unicode))),
    ("zola-letters", Characters, |text| outside_fences(text, letters)),
];

impl Counter {
    /// The counter of that name: a unit or a tool's own.
    pub(super) fn named(name: &str) -> Option<Counter> {
        let own = OWN.iter().position(|(own, _, _)| *own == name).map(Counter::Own);
        own.or_else(|| Unit::named(name).map(Counter::Unit))
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Counter::Unit(unit) => unit.name(),
            Counter::Own(at) => OWN.get(at).map_or("", |(name, _, _)| name),
        }
    }

    pub(super) fn of(self) -> Of {
        match self {
            Counter::Unit(Unit::Characters) => Characters,
            Counter::Unit(_) => Words,
            Counter::Own(at) => OWN.get(at).map_or(Words, |(_, of, _)| *of),
        }
    }

    pub(super) fn count(self, text: &str) -> u64 {
        match self {
            Counter::Unit(unit) => count_words(text, unit),
            Counter::Own(at) => OWN.get(at).map_or(0, |(_, _, count)| count(text)),
        }
    }
}

/// A pattern that decides by one class of characters.
type Class = LazyLock<Option<Regex>>;

macro_rules! class {
    ($name:ident, $pattern:expr) => {
        static $name: Class = LazyLock::new(|| Regex::new($pattern).ok());
    };
}

class!(NOT_LETTER_OR_NUMBER, r"[^\p{L}\p{N}']+");
class!(NOT_PYTHON_WORD, r"[^\p{L}\p{N}_]+");
class!(CJK, r"[\p{Han}\p{Hangul}\p{Hiragana}\p{Katakana}]");

fn found<'t>(class: &'static Class, text: &'t str) -> impl Iterator<Item = &'t str> {
    class.iter().flat_map(|class| class.find_iter(text)).map(move |found| {
        pace::advance(found.len());
        found.as_str()
    })
}

fn matches(class: &'static Class, text: &str) -> u64 {
    found(class, text).count() as u64
}

/// Whether any Han, Kana or Hangul is in `text`, as Hugo asks before it takes
/// the whole page for Chinese, Japanese or Korean.
pub(super) fn is_cjk(text: &str) -> bool {
    !text.is_ascii() && CJK.as_ref().is_some_and(|class| class.is_match(text))
}

/// The length of a string in JavaScript.
fn utf16(text: &str) -> u64 {
    pace::advance(text.len());
    text.chars().map(|c| c.len_utf16() as u64).sum()
}

/// `\s` of JavaScript.
fn is_js_space(c: char) -> bool {
    (c.is_whitespace() && c != '\u{85}') || c == '\u{FEFF}'
}

/// `\s` of PHP and of Ruby's `split`: ASCII's.
fn is_ascii_space(c: char) -> bool {
    matches!(c, '\t'..='\r' | ' ')
}

/// The parts that `preg_split('/\s+/')` gives: one more than the runs of space.
fn parts_between_spaces(text: &str) -> u64 {
    let mut parts = 1;
    let mut before = false;
    for c in text.chars() {
        parts += u64::from(is_ascii_space(c) && !before);
        before = is_ascii_space(c);
    }
    pace::advance(text.len());
    parts
}

/// Foxiz: one Han character makes it characters of any kind, one Cyrillic
/// letter words between what is neither letter, number nor apostrophe, one
/// Hangul or kana the same of *bytes* read as Latin-1 (the pattern lacks its
/// flag `u`), anything else parts between white space.
fn foxiz(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    // In front of a tag that follows a closing one a space is put, which parts
    // words of neighbouring paragraphs.
    let spaced;
    let mut text = text;
    if text.contains("><") {
        spaced = closing_tags_parted(text);
        text = &spaced;
    }
    let text = markup::php(text);
    let any = |ranges: &[(char, char)]| {
        text.chars().any(|c| ranges.iter().any(|(first, last)| (*first..=*last).contains(&c)))
    };
    if text.is_ascii() {
        parts_between_spaces(&text)
    } else if any(&[('\u{4E00}', '\u{9FA5}')]) {
        text.chars().count() as u64
    } else if any(&[('А', 'я'), ('Ё', 'Ё'), ('ё', 'ё')]) {
        1 + matches(&NOT_LETTER_OR_NUMBER, &text)
    } else if any(&[
        ('\u{1100}', '\u{11FF}'),
        ('\u{3130}', '\u{318F}'),
        ('\u{AC00}', '\u{D7A3}'),
        ('\u{3040}', '\u{30FF}'),
    ]) {
        1 + runs_of_bytes_that_are_no_letters(&text)
    } else {
        parts_between_spaces(&text)
    }
}

/// `(</[^>]+>)(<[^>/][^>]*>)` with a space between both.
fn closing_tags_parted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut closing = false;
    for part in text.split_inclusive('>') {
        pace::advance(part.len());
        let opens =
            part.strip_prefix('<').is_some_and(|tag| tag.ends_with('>') && !tag.starts_with(['/', '>']));
        if closing && opens {
            out.push(' ');
        }
        closing = part.contains("</") && !part.ends_with("</>");
        out.push_str(part);
    }
    out
}

fn runs_of_bytes_that_are_no_letters(text: &str) -> u64 {
    let is_letter = |byte: u8| match byte {
        b'\'' | 0xAA | 0xB2 | 0xB3 | 0xB5 | 0xB9 | 0xBA | 0xBC..=0xBE => true,
        0xD7 | 0xF7 => false,
        byte => byte.is_ascii_alphanumeric() || byte >= 0xC0,
    };
    let (mut runs, mut before) = (0, true);
    for byte in text.bytes() {
        runs += u64::from(before && !is_letter(byte));
        before = is_letter(byte);
    }
    pace::advance(text.len());
    runs
}

/// Reading Time WP 2: `preg_split('/\s+/', wp_strip_all_tags($text))`.
fn reading_time_wp(text: &str) -> u64 {
    let mut text = Cow::Borrowed(text);
    for (open, close) in [("<script", "</script>"), ("<style", "</style>")] {
        text = markup::without_blocks(text, open, close);
    }
    parts_between_spaces(markup::php(&text).trim_matches([' ', '\t', '\n', '\r', '\0', '\u{B}']))
}

/// wallabag: the parts between what is neither letter, number nor apostrophe,
/// and between every one or two characters of Chinese, Japanese or Korean.
fn wallabag(text: &str) -> u64 {
    // Patterns of PCRE2 since 10.40 mean script extensions: the long mark of
    // Kana and the ideographic numbers belong to those scripts.
    class!(SEPARATOR, r"[^\p{L}\p{N}']+|[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]{1,2}");
    1 + matches(&SEPARATOR, &markup::php(text))
}

/// Python `readtime`: `len(re.split(r'\W+', text.strip()))`, an empty part at
/// either end counted, so that an empty text has one word.
fn readtime(text: &str) -> u64 {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{1C}'..='\u{1F}'));
    1 + matches(&NOT_PYTHON_WORD, text)
}

/// npm `reading-time`: tokens between space, tab and line ends; Han, Hiragana
/// and Hangul one each (Katakana not), and what punctuation follows such a
/// character is eaten.
fn reading_time(text: &str) -> u64 {
    let is_bound = |c: char| matches!(c, ' ' | '\n' | '\r' | '\t');
    let is_cjk =
        |c: char| matches!(c, '\u{3040}'..='\u{309F}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}');
    let is_eaten = |c: char| {
        c.is_ascii_punctuation()
            || is_bound(c)
            || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}')
    };
    let mut words = 0;
    let mut characters = text.trim_matches(is_bound).chars().peekable();
    while let Some(c) = characters.next() {
        let next = characters.peek().copied().unwrap_or('\n');
        if is_cjk(c) {
            words += 1;
            while characters.next_if(|c| is_eaten(*c)).is_some() {}
        } else if !is_bound(c) && (is_bound(next) || is_cjk(next)) {
            words += 1;
        }
    }
    pace::advance(text.len());
    words
}

/// Ghost: runs of Latin, Greek and Cyrillic; runs of Han, Hiragana and Hangul
/// by length, but as one if they begin below U+4E00 (Hiragana); Arabic and
/// Hebrew only if there is nothing else.
fn ghost(text: &str) -> u64 {
    class!(
        WORD,
        r"[a-zA-ZÀ-ÿ0-9_\x{392}-\x{3C9}\x{410}-\x{4F9}]+|[\x{4E00}-\x{9FFF}\x{3400}-\x{4DBF}\x{F900}-\x{FAFF}\x{3040}-\x{309F}\x{AC00}-\x{D7AF}]+"
    );
    class!(RIGHT_TO_LEFT, r"[\x{600}-\x{6FF}]+|[\x{591}-\x{5F4}]+");
    let text = markup::replaced(text, " ", true, |inside| !inside.is_empty());
    let by_length = |run: &str| {
        let first = run.chars().next().unwrap_or_default();
        if first >= '\u{4E00}' { run.chars().count() as u64 } else { 1 }
    };
    match found(&WORD, &text).map(by_length).sum() {
        0 => matches(&RIGHT_TO_LEFT, &text),
        words => words,
    }
}

/// The text that Hugo counts: tags removed, paragraphs and breaks apart.
fn hugo_text(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let parted = text.replace("</p>", "\n").replace("<br>", "\n").replace("<br />", "\n");
    let mut text = Cow::Owned(parted);
    for (open, close) in [("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>")] {
        text = markup::without_blocks(text, open, close);
    }
    let is_tag = |inside: &str| {
        inside.strip_prefix('/').unwrap_or(inside).starts_with(|c: char| c.is_ascii_alphabetic())
    };
    Cow::Owned(markup::replaced(&text, "", true, is_tag).into_owned())
}

/// Hugo on a page with any Chinese, Japanese or Korean: an ASCII token is one,
/// any other its characters, whatever they are.
fn hugo_cjk(text: &str) -> u64 {
    let text = hugo_text(text);
    pace::advance(text.len());
    let token = |token: &str| if token.is_ascii() { 1 } else { token.chars().count() as u64 };
    text.split_whitespace().map(token).sum()
}

/// Jekyll: `strip_html | number_of_words`.
fn jekyll(text: &str) -> u64 {
    let mut text = Cow::Borrowed(text);
    for (open, close) in [("<script", "</script>"), ("<!--", "-->"), ("<style", "</style>")] {
        text = markup::without_blocks(text, open, close);
    }
    let text = markup::replaced(&text, "", false, |_| true);
    pace::advance(text.len());
    text.split(is_ascii_space).filter(|token| !token.is_empty()).count() as u64
}

/// hexo-wordcount 6: Han characters, and the words of the rest.
fn hexo_wordcount(text: &str) -> (u64, u64) {
    class!(
        WORD,
        r"[a-zA-Z0-9_\x{392}-\x{3C9}\x{400}-\x{4FF}]+|[\x{4E00}-\x{9FFF}\x{3400}-\x{4DBF}\x{F900}-\x{FAFF}\x{3040}-\x{309F}\x{AC00}-\x{D7AF}\x{400}-\x{4FF}]+|[äÄåÅöÖ]+"
    );
    let is_han = |c: char| matches!(c, '\u{4E00}'..='\u{9FA5}');
    let text = markup::striptags(text);
    let han = text.chars().filter(|c| is_han(*c)).count() as u64;
    // Han is cut out, not parted at: what stood on both sides is one word.
    let rest = if han > 0 { Cow::Owned(text.replace(is_han, "")) } else { text };
    (han, matches(&WORD, &rest))
}

/// hexo-symbols-count-time 0.7: what is no white space, in UTF-16.
fn hexo_symbols(text: &str) -> u64 {
    let text = markup::striptags(text);
    pace::advance(text.len());
    text.chars().filter(|c| !is_js_space(*c)).map(|c| c.len_utf16() as u64).sum()
}

/// hexo-word-counter 0.1: words of Unicode Annex 29, the targets of Markdown's
/// links left out.
fn hexo_word_counter(text: &str) -> u64 {
    text.lines().map(|line| count_words(&without_link_targets(line), Unit::Unicode)).sum()
}

/// `](…)` in one line becomes `]`.
fn without_link_targets(line: &str) -> Cow<'_, str> {
    if !line.contains("](") {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, target)) = rest.split_once("](") {
        let Some((target, after)) = target.split_once(')') else { break };
        pace::advance(before.len() + target.len());
        out.push_str(before);
        out.push(']');
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// eleventy-plugin-time-to-read 1: characters that are no white space, in NFC
/// and UTF-16.
fn eleventy(text: &str) -> u64 {
    let text = markup::without_blocks(Cow::Borrowed(text), "<!--", "-->");
    let is_tag = |inside: &str| {
        let name = inside.strip_prefix('/').unwrap_or(inside);
        let rest = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        rest.len() < name.len() && !rest.starts_with('_')
    };
    let text = markup::replaced(&text, "", false, is_tag);
    pace::advance(text.len());
    let length = |token: &str| {
        if is_nfc(token) { utf16(token) } else { token.nfc().map(|c| c.len_utf16() as u64).sum() }
    };
    text.split(is_js_space).map(length).sum()
}

/// Forem: `split(/\W+/)` in Ruby, where `\w` is ASCII's: an empty part at the
/// start counts, one at the end does not, and scripts other than Latin have no
/// words.
fn forem(text: &str) -> u64 {
    pace::advance(text.len());
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let (mut words, mut before) = (0, false);
    for byte in text.bytes() {
        words += u64::from(is_word(byte) && !before);
        before = is_word(byte);
    }
    words + u64::from(words > 0 && !text.bytes().next().is_some_and(is_word))
}

/// Zola: only what stands outside of ``` fences, which toggle wherever they
/// stand.
fn outside_fences(text: &str, count: impl Fn(&str) -> u64) -> u64 {
    text.split("```").step_by(2).map(count).sum()
}

fn letters(text: &str) -> u64 {
    pace::advance(text.len());
    text.chars().filter(|c| c.is_alphabetic()).count() as u64
}

/// Yoast: tokens between white space and em dashes that hold more than
/// punctuation; quotations and code are left out.
fn yoast(text: &str) -> u64 {
    let text = yoast_sanitized(&yoast_blocks(text));
    // White space beside a full stop of Chinese and Japanese is dropped.
    let (mut words, mut inside, mut stop) = (0, false, false);
    for token in text.split(is_js_space).filter(|token| !token.is_empty()) {
        let joined = stop || token.starts_with('。');
        let counts = !token.replacen("&amp", "", 1).chars().all(|c| c == '\\' || is_yoast_punctuation(c));
        if !joined {
            inside = false;
        }
        words += u64::from(counts && !inside);
        inside |= counts;
        stop = token.ends_with('。');
    }
    words
}

/// Yoast on Japanese: the characters of TinySegmenter's words, punctuation at
/// their ends left out. The long mark `ー` is punctuation to Yoast, so it counts
/// inside a run of Katakana only; where TinySegmenter cuts such a run, or
/// leaves punctuation inside a word, this differs from Yoast.
fn yoast_ja(text: &str) -> u64 {
    let is_katakana = |c: char| matches!(c, 'ァ'..='ヴ' | 'ｱ'..='ﾝ' | 'ﾞ' | 'ｰ');
    let text = yoast_sanitized(text);
    let (mut length, mut marks, mut run) = (0, 0, false);
    for c in text.chars() {
        match c {
            'ー' if run => marks += 1,
            'ー' => {}
            c if is_katakana(c) => {
                length += 1 + marks;
                (marks, run) = (0, true);
            }
            c => {
                (marks, run) = (0, false);
                let counts = !is_js_space(c) && c != '\\' && !is_yoast_punctuation(c);
                length += u64::from(counts) * c.len_utf16() as u64;
            }
        }
    }
    length
}

/// What Yoast's first parser leaves: no quotations, code or scripts, and
/// entities as the characters they stand for.
fn yoast_blocks(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    if text.contains('<') {
        text = markup::without_blocks(text, "<!--", "-->");
        for name in ["script", "style", "code", "pre", "blockquote", "textarea"] {
            text = markup::without_blocks(text, &format!("<{name}"), &format!("</{name}>"));
        }
        text = Cow::Owned(markup::without_unclosed_tag(&text).to_owned());
    }
    if text.contains('&') {
        text = Cow::Owned(htmlize::unescape(text.as_ref()).into_owned());
    }
    text
}

fn yoast_sanitized(text: &str) -> String {
    pace::advance(text.len());
    let spaced = text.replace("&nbsp;", " ").replace('\u{2014}', " ");
    markup::replaced(&spaced, " ", false, |inside| !inside.is_empty()).into_owned()
}

fn is_yoast_punctuation(c: char) -> bool {
    "–—’‘“”〝〞〟‟„¿¡«»‹›×-()_[]\"'.?!:;,+&<>\u{6D4}\u{61F}\u{60C}\u{61B}".contains(c)
        || matches!(
            c,
            '\u{203C}' | '\u{2025}' | '\u{2026}' | '\u{2047}'..='\u{2049}'
            | '\u{3001}'..='\u{3004}' | '\u{3006}'..='\u{3020}' | '\u{3036}' | '\u{303C}' | '\u{303D}'
            | '\u{30FB}' | '\u{30FC}'
            | '\u{FF01}' | '\u{FF04}'..='\u{FF0A}' | '\u{FF0F}' | '\u{FF1A}'..='\u{FF1C}'
            | '\u{FF1E}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF3D}' | '\u{FF5B}'..='\u{FF65}' | '\u{FFE5}'
        )
}
