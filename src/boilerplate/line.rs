//! One line by itself: what one walk over its characters tells.

use std::num::NonZeroU32;
use std::ops::Range;

use super::characters::{Class, Traits, is_stop, lower};
use super::phrases::{self, Phrase, Spoken, Words};
use crate::duration::{Claim, claim, is_unit};
use crate::hash::{ByHash, Numbers, Run, Spelling, room_for};
use crate::limits::{CLAIM_CHARS, PHRASE_BYTES, SHORT_LINE_BYTES};
use crate::script::Script;
use crate::word_class::{is_alphanumeric, is_letter};
use crate::{dates, pace, span};

/// One line and what it tells by itself. Nothing here depends on a language but
/// the phrases: scripts without spaces count two characters as a word and have
/// end marks of their own. A document may have a million of them: numbers are as
/// short as they can be.
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(super) struct Line<'a> {
    pub text: &'a str,
    pub shape: Shape,
    /// Ends like a sentence, closing quotes aside.
    pub ends_sentence: bool,
    /// Long enough and ended like a sentence, or so long that no menu is.
    pub prose: bool,
    /// Prose, and certainly no headline.
    pub plainly_prose: bool,
    /// The known phrase that weighs most, if any.
    pub phrase: Option<&'static Phrase>,
    /// Whether the line states a reading time.
    pub claims: Claims,
    pub has_letters: bool,
    pub has_date: bool,
    pub has_url: bool,
    /// Holds `|`, or ends in `»` or `›`, as links do.
    pub has_bar: bool,
    /// How many lines above have the same letters and digits.
    pub copies_above: u32,
    /// The nearest of them, in lines upwards.
    pub copy_gap: Option<NonZeroU32>,
    /// How often its letters and digits stand in the document as a line.
    pub copies: u32,
    /// Where its words stand among those of the document.
    pub tokens: Range<u32>,
    /// Two to five capitalised words and nothing else.
    pub is_name: bool,
    pub is_item: bool,
    pub is_quote: bool,
}

impl<'a> Line<'a> {
    pub fn words(&self) -> usize {
        self.shape.words as usize
    }

    /// The reading time that the line states.
    pub fn claim(&self) -> Option<Claim<'a>> {
        if self.claims == Claims::Nothing { None } else { claim(self.text) }
    }
}

/// Whether a line states a reading time: beside something else, or alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Claims {
    Nothing,
    Beside,
    Alone,
}

/// A line of so many words that ends like a sentence is prose.
pub(super) const PROSE_WORDS: usize = 8;
/// A line of so many words is prose however it ends.
const LONG_PROSE_WORDS: usize = 25;
/// In a script whose sentences have no end mark a line of so many words is.
const UNMARKED_PROSE_WORDS: usize = 12;

/// Thai and Lao set a space where others set a full stop.
fn has_no_end_mark(c: char) -> bool {
    matches!(Script::of(c), Script::Thai | Script::Lao)
}

/// A word of a line: 31 bits of its hash, and one that tells whether it is long
/// enough to stand for what a text is about. Once all lines are read the word has its
/// number among those of the document instead, so that it is looked up by place.
#[derive(Clone, Copy)]
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(super) struct Token(u32);

impl Token {
    fn new(hash: u64, content: bool) -> Token {
        Token(hash as u32 & !1 | u32::from(content))
    }

    fn numbered(self, numbers: &mut Numbers) -> Token {
        Token(numbers.of(self.0) << 1 | self.0 & 1)
    }

    pub fn number(self) -> usize {
        (self.0 >> 1) as usize
    }

    pub fn is_content(self) -> bool {
        self.0 & 1 == 1
    }
}

/// Counts of characters, and marks at the ends.
#[derive(Default)]
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(super) struct Shape {
    /// The letters and digits in lower case.
    pub key: u64,
    pub chars: u32,
    pub words: u32,
    /// Runs of anything but white space.
    spaced_words: u32,
    pub letters: u32,
    pub upper: u32,
    pub lower: u32,
    pub digits: u32,
    /// Neither letter nor digit nor white space.
    pub symbols: u32,
    /// Words that begin with a capital, and with a small letter.
    pub capitalised: u32,
    pub uncapitalised: u32,
    /// Commas of all scripts.
    pub commas: u32,
    /// Marks that end a sentence, wherever they stand.
    pub stops: u32,
    pub quotes: u32,
    /// Marks that separate links: `|`, `·`, `•`, `/`, `>`, `»`.
    pub bars: u32,
    pub longest_word: u32,
}

/// Letters that a word needs to stand for what a text is about; of scripts that
/// set no spaces each character is a word.
const CONTENT_LETTERS: u32 = 5;

/// Walks over `text` once; its words go to `tokens`, and as phrases see them to
/// `words`. Says too whether a capital may stand behind a small letter.
fn shape(text: &str, tokens: &mut Vec<Token>, words: &mut Words) -> (Shape, bool) {
    words.clear();
    // What is counted fits into the numbers.
    let text = span::head(text, u32::MAX as usize);
    let mut walk = Walk {
        // One for each byte, less those that go on a character.
        shape: Shape { chars: text.len() as u32, ..Shape::default() },
        key: Spelling::EMPTY,
        token: Spelling::EMPTY,
        length: 0,
        word: 0,
        outside: true,
        tokens,
        caseless: 0,
        quarters: 0,
        unspaced: 0,
        stuck: false,
    };
    // Phrases are looked for in the front only.
    let heard = span::head(text, PHRASE_BYTES);
    pace::advance(heard.len());
    walk.over::<true>(heard, words);
    words.close();
    for piece in pace::pieces(span::cut(text, heard.len()..text.len())) {
        walk.over::<false>(piece, words);
    }
    walk.finish()
}

/// The state of a walk over a line.
struct Walk<'t> {
    shape: Shape,
    key: Spelling,
    /// The word at hand as it is compared, and how many letters it has.
    token: Spelling,
    length: u32,
    /// The characters since the last space.
    word: u32,
    /// Whether no letter has come since.
    outside: bool,
    tokens: &'t mut Vec<Token>,
    /// Letters of scripts without capitals.
    caseless: u32,
    /// Characters of scripts that set no spaces, and in quarters of a word.
    unspaced: u32,
    quarters: u64,
    /// Whether a capital may stand behind a small letter.
    stuck: bool,
}

impl Walk<'_> {
    /// Goes on over `text`; with `HEARD` its words go to `words` too.
    fn over<const HEARD: bool>(&mut self, text: &str, words: &mut Words) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if byte.is_ascii_alphabetic() {
                if self.word == 0 {
                    at = self.words::<HEARD>(bytes, at, words);
                    continue;
                }
                let run = Run::at(bytes, at);
                at += run.length;
                self.letters(&run);
                if HEARD {
                    words.letters(&run);
                }
                continue;
            }
            if *byte == b' ' {
                at += 1;
                self.space();
                if HEARD {
                    words.close();
                }
                continue;
            }
            let c = match byte.is_ascii() {
                true => char::from(*byte),
                false => {
                    span::cut(text, at..text.len()).chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
                }
            };
            at += c.len_utf8();
            self.shape.chars -= c.len_utf8() as u32 - 1;
            let traits = Traits::of(c);
            let small = if traits.class() == Class::Upper { lower(c) } else { c };
            self.character(small, traits);
            if HEARD {
                match traits.class() {
                    Class::Upper | Class::Lower | Class::Letter => {
                        words.letter(small, traits.is_unspaced() || traits.is_hangul());
                    }
                    Class::Space | Class::Digit => words.close(),
                    _ => words.other(c),
                }
            }
        }
    }

    /// Reads words of ASCII letters from `from` on, with a space behind each as nearly all
    /// have it, some with a mark in front of it, and the first letters of the one where that
    /// ends: what [`Walk::letters`] and [`Walk::space`] do with them. Returns where it
    /// has come to.
    fn words<const HEARD: bool>(&mut self, bytes: &[u8], from: usize, words: &mut Words) -> usize {
        let (mut at, mut count, mut capitalised) = (from, 0, 0);
        let (mut key, mut longest) = (self.key, self.shape.longest_word);
        loop {
            let mut run = Run::at(bytes, at);
            if run.length == 0 {
                break;
            }
            let mut length = run.length as u32;
            let mut word = Spelling::EMPTY;
            word.append(&run);
            key.append(&run);
            count += 1;
            if run.has_upper() {
                self.shape.upper += run.upper();
                self.stuck |= run.is_stuck();
                capitalised += u32::from(run.starts_upper());
            }
            at += run.length;
            while run.length == Run::MOST {
                run = Run::at(bytes, at);
                word.append(&run);
                key.append(&run);
                self.shape.upper += run.upper();
                self.stuck |= run.is_stuck() || run.starts_upper();
                length += run.length as u32;
                at += run.length;
            }
            self.shape.letters += length;
            let mut spaced = length;
            if bytes.get(at) != Some(&b' ')
                && let Some([mark, b' ']) = bytes.get(at..at + 2)
                && self.mark(*mark)
            {
                at += 1;
                spaced += 1;
            }
            if bytes.get(at) != Some(&b' ') {
                (self.token, self.length, self.word, self.outside) = (word, length, length, false);
                if HEARD {
                    words.begin(word);
                }
                break;
            }
            at += 1;
            longest = longest.max(spaced);
            let hash = word.hash();
            self.tokens.push(Token::new(hash, length >= CONTENT_LETTERS));
            if HEARD {
                words.push(hash);
            }
        }
        let shape = &mut self.shape;
        shape.spaced_words += count;
        shape.capitalised += capitalised;
        shape.uncapitalised += count - capitalised;
        (self.key, shape.longest_word) = (key, longest);
        at
    }

    /// Counts a mark between a word and a space, if it only ends the word.
    fn mark(&mut self, byte: u8) -> bool {
        let shape = &mut self.shape;
        match Traits::of(char::from(byte)).class() {
            _ if !byte.is_ascii() => return false,
            Class::Comma => shape.commas += 1,
            Class::Stop => shape.stops += 1,
            Class::Quote => shape.quotes += 1,
            Class::Mark => {}
            _ => return false,
        }
        shape.symbols += 1;
        true
    }

    #[inline]
    fn letters(&mut self, run: &Run) {
        let shape = &mut self.shape;
        let length = run.length as u32;
        shape.letters += length;
        shape.upper += run.upper();
        self.stuck |= run.is_stuck() || run.starts_upper();
        shape.spaced_words += u32::from(self.word == 0);
        if self.outside {
            shape.capitalised += u32::from(run.starts_upper());
            shape.uncapitalised += u32::from(!run.starts_upper());
        }
        self.outside = false;
        self.word += length;
        self.length += length;
        self.key.append(run);
        self.token.append(run);
    }

    #[inline]
    fn space(&mut self) {
        self.shape.longest_word = self.shape.longest_word.max(self.word);
        self.word = 0;
        self.outside = true;
        self.close();
    }

    /// Any character; a letter comes in lower case.
    fn character(&mut self, c: char, traits: Traits) {
        let shape = &mut self.shape;
        match traits.class() {
            Class::Upper | Class::Lower | Class::Letter | Class::Digit => {
                self.letter(c, traits);
                return;
            }
            Class::Space => {
                self.space();
                return;
            }
            Class::Comma => shape.commas += 1,
            Class::Stop => shape.stops += 1,
            Class::Quote => shape.quotes += 1,
            Class::Bar => shape.bars += 1,
            Class::Mark => {}
        }
        shape.symbols += 1;
        shape.spaced_words += u32::from(self.word == 0);
        self.word += 1;
        // `don't` is one word, and so are marks inside one: vowel signs, hyphens.
        if !matches!(traits.class(), Class::Quote | Class::Mark) {
            self.close();
        }
    }

    fn letter(&mut self, small: char, traits: Traits) {
        let shape = &mut self.shape;
        self.key.push(small);
        if traits.is_unspaced() || traits.is_hangul() {
            self.unspaced += 1;
            self.quarters += if traits.needs_dictionary() { 1 } else { 2 };
        }
        match traits.class() {
            Class::Upper => shape.upper += 1,
            Class::Letter => self.caseless += 1,
            Class::Digit => shape.digits += 1,
            _ => {}
        }
        shape.letters += u32::from(traits.class() != Class::Digit);
        shape.spaced_words += u32::from(self.word == 0);
        if self.outside {
            shape.capitalised += u32::from(traits.class() == Class::Upper);
            shape.uncapitalised += u32::from(traits.class() == Class::Lower);
        }
        self.outside = false;
        self.word += 1;
        if traits.is_unspaced() {
            self.close();
            let mut alone = Spelling::EMPTY;
            alone.push(small);
            self.tokens.push(Token::new(alone.hash(), true));
        } else {
            self.token.push(small);
            // A syllable of Hangul is worth two letters.
            self.length += if traits.is_hangul() { 2 } else { 1 };
        }
    }

    /// Ends the word at hand, if there is one.
    fn close(&mut self) {
        if self.length > 0 {
            self.tokens.push(Token::new(self.token.hash(), self.length >= CONTENT_LETTERS));
            (self.token, self.length) = (Spelling::EMPTY, 0);
        }
    }

    fn finish(mut self) -> (Shape, bool) {
        self.close();
        let shape = &mut self.shape;
        shape.longest_word = shape.longest_word.max(self.word);
        shape.lower = shape.letters - shape.upper - self.caseless;
        shape.key = self.key.hash();
        let spaced = u64::from(self.unspaced) * 10 < u64::from(shape.chars) * 3;
        shape.words =
            if spaced { shape.spaced_words } else { shape.spaced_words.max((self.quarters / 4) as u32) };
        (self.shape, self.stuck)
    }
}

/// The lines of a document and all their words.
pub(super) struct Lines<'a> {
    pub lines: Vec<Line<'a>>,
    tokens: Vec<Token>,
    /// How many of the words are different ones.
    pub words: usize,
}

impl Lines<'_> {
    /// The words of a line, [`Lines::TOGETHER`] of them or fewer at a time.
    pub fn tokens_of(&self, line: &Line<'_>) -> impl Iterator<Item = &[Token]> {
        let range = line.tokens.start as usize..line.tokens.end as usize;
        let tokens = self.tokens.get(range).unwrap_or_default();
        tokens.chunks(Self::TOGETHER).inspect(|some| pace::advance(some.len()))
    }

    pub const TOGETHER: usize = 4095;
}

pub(super) fn read<'a, S: AsRef<str>>(texts: &'a [S], language: Option<&str>) -> Lines<'a> {
    let mut tokens = Vec::new();
    let mut words = Words::NONE;
    let language = Language::of(language);
    let mut lines: Vec<Line<'a>> =
        texts.iter().map(|text| line(text.as_ref(), language, &mut tokens, &mut words)).collect();
    // The last line with these letters, and how many there were.
    let mut seen: ByHash<(u32, u32)> = room_for(lines.len());
    for (line, at) in lines.iter_mut().zip(0..) {
        let (last, count) = seen.entry(line.shape.key).or_insert((at, 0));
        line.copies_above = *count;
        line.copy_gap = NonZeroU32::new(at - *last);
        (*last, *count) = (at, *count + 1);
    }
    for line in &mut lines {
        line.copies = seen.get(&line.shape.key).map_or(1, |(_, count)| *count);
    }
    let mut numbers = Numbers::for_some(tokens.len());
    for tokens in tokens.chunks_mut(Lines::TOGETHER) {
        pace::advance(tokens.len());
        tokens.iter_mut().for_each(|token| *token = token.numbered(&mut numbers));
    }
    Lines { lines, tokens, words: numbers.len() }
}

/// The lines of `texts` one by one: what each tells by itself, but not how often it stands
/// there nor which words it has.
pub(super) fn each<'a, S: AsRef<str>>(
    texts: &'a [S],
    language: Option<&'a str>,
) -> impl Iterator<Item = Line<'a>> {
    let (mut tokens, mut words) = (Vec::new(), Words::NONE);
    let language = Language::of(language);
    texts.iter().map(move |text| {
        tokens.clear();
        line(text.as_ref(), language, &mut tokens, &mut words)
    })
}

/// The language of a document.
#[derive(Clone, Copy)]
struct Language<'a> {
    code: Option<&'a str>,
    spoken: Spoken,
}

impl<'a> Language<'a> {
    fn of(code: Option<&'a str>) -> Language<'a> {
        Language { code, spoken: Spoken::on(code) }
    }
}

fn line<'a>(
    text: &'a str,
    language: Language<'_>,
    tokens: &mut Vec<Token>,
    phrase_words: &mut Words,
) -> Line<'a> {
    match Run::whole(text.as_bytes()) {
        Some(word) => one_word(text, &word, language, tokens),
        None => walked(text, language, tokens, phrase_words),
    }
}

/// [`walked`] on a line that is one short word and nothing else: floods of such lines are
/// read as fast as others.
fn one_word<'a>(text: &'a str, word: &Run, language: Language<'_>, tokens: &mut Vec<Token>) -> Line<'a> {
    pace::advance(text.len());
    let first = tokens.len();
    let (letters, upper) = (word.length as u32, word.upper());
    let hash = word.hash();
    tokens.push(Token::new(hash, letters >= CONTENT_LETTERS));
    Line {
        text,
        shape: Shape {
            key: hash,
            chars: letters,
            words: 1,
            spaced_words: 1,
            letters,
            upper,
            lower: letters - upper,
            capitalised: word.starts_upper().into(),
            uncapitalised: (!word.starts_upper()).into(),
            longest_word: letters,
            ..Shape::default()
        },
        ends_sentence: false,
        prose: false,
        plainly_prose: false,
        phrase: phrases::of_one_word(hash, text, language.spoken),
        claims: Claims::Nothing,
        has_letters: true,
        has_date: false,
        has_url: false,
        has_bar: false,
        copies_above: 0,
        copy_gap: None,
        copies: 1,
        tokens: number(first)..number(tokens.len()),
        is_name: false,
        is_item: false,
        is_quote: false,
    }
}

/// One line by a walk over its characters.
fn walked<'a>(
    text: &'a str,
    language: Language<'_>,
    tokens: &mut Vec<Token>,
    phrase_words: &mut Words,
) -> Line<'a> {
    let first = tokens.len();
    let (shape, stuck) = shape(text, tokens, phrase_words);
    let words = shape.words as usize;
    let ends_sentence = ends_sentence(text);
    let long_prose = words >= LONG_PROSE_WORDS;
    let unmarked = words >= UNMARKED_PROSE_WORDS && text.chars().next().is_some_and(has_no_end_mark);
    let prose = (words >= PROSE_WORDS && ends_sentence) || long_prose || unmarked;
    let short = text.len() <= SHORT_LINE_BYTES;
    let starts_plainly = text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    Line {
        text,
        ends_sentence,
        prose,
        plainly_prose: prose && (ends_sentence || long_prose),
        phrase: phrases::find(text, phrase_words, prose, language.spoken),
        claims: match may_claim(text, &shape, stuck, phrase_words).then(|| claim(text)).flatten() {
            None => Claims::Nothing,
            Some(claim) if claim.is_alone() => Claims::Alone,
            Some(_) => Claims::Beside,
        },
        has_letters: shape.letters > 0,
        has_date: short && shape.digits > 0 && dates::states_time(text, language.code),
        has_url: short && shape.symbols > 0 && has_url(text),
        has_bar: (shape.bars > 0 && text.contains('|')) || ends_in_arrow(text),
        copies_above: 0,
        copy_gap: None,
        copies: 1,
        tokens: number(first)..number(tokens.len()),
        is_name: short
            && shape.digits == 0
            && (2..=5).contains(&shape.spaced_words)
            && shape.capitalised == shape.spaced_words
            && (shape.symbols == 0 || is_name(text)),
        is_item: !starts_plainly && is_item(text),
        is_quote: !starts_plainly && is_quote(text),
        shape,
    }
}

/// Whether [`claim`] may find something: a line of ASCII whose words are none for hours or
/// minutes claims nothing, and neither does one that is too long. `stuck` is whether there
/// may be more words than `words`, as in `24UhrLesezeit`.
fn may_claim(text: &str, shape: &Shape, stuck: bool, words: &Words) -> bool {
    let plain = shape.chars as usize == text.len() && shape.quotes == 0 && !stuck;
    shape.digits > 0
        && shape.chars as usize <= CLAIM_CHARS
        && !(plain && words.hashes().iter().all(|word| !is_unit(*word)))
}

/// The number, or the last one of words that are told apart.
fn number(word: usize) -> u32 {
    u32::try_from(word).unwrap_or(u32::MAX)
}

/// The letters and digits of `text` in lower case.
pub(super) fn key(text: &str) -> String {
    if text.is_ascii() {
        let mut key = text.as_bytes().to_ascii_lowercase();
        key.retain(u8::is_ascii_alphanumeric);
        return String::from_utf8(key).unwrap_or_default();
    }
    let mut key = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            key.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() && is_alphanumeric(c) {
            key.extend(c.to_lowercase());
        }
    }
    key
}

fn closers(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '"' | '\'' | '”' | '’' | '“' | '»' | '«' | '」' | '』' | '）' | ')' | ']')
}

/// Whether the last character is an ASCII letter or digit, as of most lines that are no
/// sentences: it is none of the marks that are looked for there.
fn ends_plainly(text: &str) -> bool {
    text.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric)
}

fn ends_in_arrow(text: &str) -> bool {
    text.as_bytes().last().is_some_and(|byte| !byte.is_ascii()) && text.ends_with(['»', '›', '→'])
}

fn ends_sentence(text: &str) -> bool {
    !ends_plainly(text) && text.trim_end_matches(closers).ends_with(is_stop)
}

/// How a line ends, as a feature: nothing, a sentence, cut off, a colon, a
/// comma, a bracket or a quotation mark.
pub(super) fn ending(text: &str) -> i16 {
    if ends_plainly(text) {
        return 0;
    }
    let bare = text.trim_end_matches(closers);
    if bare.ends_with(['…']) || bare.ends_with("...") {
        2
    } else if bare.ends_with(is_stop) {
        1
    } else if bare.ends_with([':', '：']) {
        3
    } else if bare.ends_with([',', '，', '、', '،', ';', '-', '–']) {
        4
    } else if bare.len() < text.len() {
        5
    } else {
        0
    }
}

/// How a line begins, as a feature: a capital, a small letter, a letter without
/// case, a digit, a quotation mark, anything else.
pub(super) fn beginning(text: &str) -> i16 {
    match text.chars().next().map(|c| Traits::of(c).class()) {
        Some(Class::Upper) => 0,
        Some(Class::Lower) => 1,
        Some(Class::Letter) => 2,
        Some(Class::Digit) => 3,
        Some(Class::Quote) => 4,
        _ => 5,
    }
}

/// Whether a web or mail address, or a handle, stands in a line: `https://`, `www.`,
/// a name and one of [`DOMAINS`], or `@` before a letter.
fn has_url(text: &str) -> bool {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(b' ').to_ascii_lowercase();
    let ends = |at: usize, with: &str| {
        let front = bytes.get(..at).unwrap_or_default();
        front.len() >= with.len()
            && front.iter().rev().zip(with.bytes().rev()).all(|(a, b)| a.eq_ignore_ascii_case(&b))
    };
    memchr::memchr3_iter(b'.', b':', b'@', bytes).any(|at| match byte(at) {
        b'@' => byte(at + 1).is_ascii_alphanumeric() || byte(at + 1) == b'_',
        b':' => byte(at + 1) == b'/' && byte(at + 2) == b'/' && (ends(at, "http") || ends(at, "https")),
        _ if ends(at, "www") => true,
        // The full stop of a sentence.
        _ if !byte(at + 1).is_ascii_alphabetic() => false,
        _ if at == 0 || !(byte(at - 1).is_ascii_alphanumeric() || byte(at - 1) == b'-') => false,
        _ => DOMAINS.iter().any(|domain| {
            let end = at + 1 + domain.len();
            let rest = domain.bytes().zip(at + 1..).all(|(letter, at)| byte(at) == letter);
            rest && !(byte(end).is_ascii_alphanumeric() || byte(end) == b'_')
        }),
    })
}

/// What the addresses on article pages end in most often.
const DOMAINS: [&str; 9] = ["com", "org", "net", "co", "de", "id", "my", "info", "news"];

pub(super) fn is_name(text: &str) -> bool {
    let words = text.split_whitespace();
    let capitalised = |word: &str| {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_uppercase)
            && chars.all(|c| is_letter(c) || matches!(c, '.' | '\'' | '’' | '-'))
    };
    (2..=5).contains(&words.clone().count()) && words.clone().all(capitalised)
}

fn is_item(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = span::cut(text, digits..text.len());
    match digits {
        0 => {
            text.starts_with(['•', '‣', '▪', '◦', '●', '■'])
                || text.starts_with("- ")
                || text.starts_with("* ")
                || text.starts_with("– ")
        }
        1..=3 => after.starts_with(". ") || after.starts_with(") "),
        _ => false,
    }
}

fn is_quote(text: &str) -> bool {
    let opens = text.starts_with(['“', '"', '„', '«', '»', '「', '‘']);
    opens && text.ends_with(['”', '"', '“', '»', '«', '」', '’'])
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::super::phrases;
    use super::{Language, Words, has_url, line, walked};

    /// The slow twin of [`has_url`].
    const URL: &str =
        r"(?x)(?i-u)https?://|www\.|[a-z0-9-]\.(?:com|org|net|co|de|id|my|info|news)\b|@[a-z0-9_]";

    #[test]
    fn addresses_are_seen() {
        for text in
            ["HTTPS://example.net", "www.contoh", "Kunjungi contoh.co", "tulis ke a@contoh", "@contoh"]
        {
            assert!(has_url(text), "{text}");
        }
        for text in ["Selesai. Lalu pulang", "company", "3.14"] {
            assert!(!has_url(text), "{text}");
        }
    }

    #[test]
    fn addresses_are_those_of_the_pattern() -> Result<(), regex::Error> {
        let pattern = Regex::new(URL)?;
        const PARTS: [&str; 28] = [
            "http", "HTTPS", "s", ":", "/", "//", "www", "WwW", ".", "..", "com", "CO", "net", "id", "news",
            "my", "@", "_", "-", " ", "a", "9", "é", "ſ", "\u{212A}", "(", "org", "de",
        ];
        let mut state = 1u32;
        for _ in 0..200_000 {
            let mut text = String::new();
            for _ in 0..(state >> 8) % 7 + 1 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                text.push_str(PARTS.get((state >> 10) as usize % PARTS.len()).copied().unwrap_or_default());
            }
            assert_eq!(has_url(&text), pattern.is_match(&text), "{text}");
        }
        Ok(())
    }

    #[test]
    fn a_line_of_one_word_is_what_a_walk_tells() {
        let mut state = 5u32;
        let mut random = |below: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as usize % below
        };
        const OTHERS: [char; 8] = ['é', ' ', '.', '»', '3', '-', '中', 'İ'];
        let mut texts: Vec<String> = phrases::texts().map(str::to_owned).collect();
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..random(11) {
                let small = char::from(b'a' + random(26) as u8);
                text.push(match random(40) {
                    0 => OTHERS.get(random(OTHERS.len())).copied().unwrap_or_default(),
                    1..10 => small.to_ascii_uppercase(),
                    _ => small,
                });
            }
            texts.push(text);
        }
        let mut phrases = 0;
        for (at, text) in texts.iter().enumerate() {
            let text = if at % 5 == 0 { text.to_uppercase() } else { text.clone() };
            let language = Language::of(match at % 4 {
                0 => None,
                1 => Some("en"),
                2 => Some("de"),
                _ => Some("tr"),
            });
            let (mut short, mut long, mut words) = (Vec::new(), Vec::new(), Words::NONE);
            let found = line(&text, language, &mut short, &mut words);
            assert_eq!(found, walked(&text, language, &mut long, &mut words), "{text}");
            assert_eq!(short, long, "{text}");
            phrases += usize::from(found.phrase.is_some() && text.len() <= 8);
        }
        assert!(phrases > 200, "{phrases} phrases of one word");
    }
}
