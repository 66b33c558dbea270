//! The walk over the characters of a line: counts of them, and its words.

use super::super::characters::{Class, Traits, lower};
use super::super::phrases::Words;
use crate::hash::{Numbers, Run, Spelling};
use crate::limits::PHRASE_BYTES;
use crate::{pace, span};

/// A word of a line: 31 bits of its hash, and one that tells whether it is long
/// enough to stand for what a text is about. Once all lines are read the word has its
/// number among those of the document instead, so that it is looked up by place.
#[derive(Clone, Copy)]
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(crate) struct Token(u32);

impl Token {
    fn new(hash: u64, content: bool) -> Token {
        Token(hash as u32 & !1 | u32::from(content))
    }

    #[inline]
    pub fn numbered(self, numbers: &mut Numbers) -> Token {
        Token(numbers.of(self.0) << 1 | self.0 & 1)
    }

    #[inline]
    pub fn number(self) -> usize {
        (self.0 >> 1) as usize
    }

    #[inline]
    pub fn is_content(self) -> bool {
        self.0 & 1 == 1
    }
}

/// Counts of characters, and marks at the ends.
#[derive(Default)]
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(crate) struct Shape {
    /// The letters and digits in lower case.
    pub key: u64,
    pub chars: u32,
    pub words: u32,
    /// Runs of anything but white space.
    pub spaced_words: u32,
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
#[inline]
pub(super) fn shape(text: &str, tokens: &mut Vec<Token>, words: &mut Words) -> (Shape, bool) {
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

/// [`shape`] of a line that is one short word and nothing else.
#[inline]
pub(super) fn shape_of_word(word: &Run, tokens: &mut Vec<Token>) -> Shape {
    pace::advance(word.length);
    let (letters, upper) = (word.length as u32, word.upper());
    let key = word.hash();
    tokens.push(Token::new(key, letters >= CONTENT_LETTERS));
    Shape {
        key,
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
    }
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

#[cfg(test)]
mod tests {
    use super::super::tests::{numbers, one_of};
    use super::{CONTENT_LETTERS, Class, Shape, Spelling, Token, Traits, Words, lower, shape};
    use crate::limits::{CANCEL_BYTES, PHRASE_BYTES};
    use crate::span;

    fn class(c: char) -> Class {
        Traits::of(c).class()
    }

    fn is_letter(c: char) -> bool {
        matches!(class(c), Class::Upper | Class::Lower | Class::Letter)
    }

    fn is_unspaced(c: char) -> bool {
        Traits::of(c).is_unspaced()
    }

    fn is_hangul(c: char) -> bool {
        Traits::of(c).is_hangul()
    }

    fn small(c: char) -> char {
        if class(c) == Class::Upper { lower(c) } else { c }
    }

    fn spelled<'a>(letters: impl IntoIterator<Item = &'a char>) -> u64 {
        let mut spelling = Spelling::EMPTY;
        letters.into_iter().for_each(|c| spelling.push(small(*c)));
        spelling.hash()
    }

    /// The slow twin of [`shape`]: one count after the other, each word by its characters.
    fn shape_plainly(text: &str) -> (Shape, Vec<Token>) {
        let count = |is: &dyn Fn(char) -> bool| text.chars().filter(|c| is(*c)).count() as u32;
        let of = |wanted: Class| count(&|c| class(c) == wanted);
        let is_spelled = |c: &char| is_letter(*c) || class(*c) == Class::Digit;
        let words = || text.split(|c| class(c) == Class::Space).filter(|word| !word.is_empty());
        let starts = |wanted: Class| {
            words().filter(|word| word.chars().find(is_spelled).is_some_and(|c| class(c) == wanted)).count()
        };
        let mut tokens = Vec::new();
        for part in words()
            .flat_map(|word| word.split(|c| matches!(class(c), Class::Comma | Class::Stop | Class::Bar)))
        {
            let part: Vec<char> = part.chars().filter(is_spelled).collect();
            for token in part.chunk_by(|one, next| !is_unspaced(*one) && !is_unspaced(*next)) {
                let length: u32 = token.iter().map(|c| if is_hangul(*c) { 2 } else { 1 }).sum();
                let alone = token.iter().any(|c| is_unspaced(*c));
                tokens.push(Token::new(spelled(token), alone || length >= CONTENT_LETTERS));
            }
        }
        let (chars, spaced_words) = (count(&|_| true), words().count() as u32);
        let unspaced = |c: char| is_spelled(&c) && (is_unspaced(c) || is_hangul(c));
        let by_letters = count(&|c| unspaced(c) && Traits::of(c).needs_dictionary())
            + 2 * count(&|c| unspaced(c) && !Traits::of(c).needs_dictionary());
        let many = 10 * count(&unspaced) >= 3 * chars;
        let shape = Shape {
            key: spelled(&text.chars().filter(is_spelled).collect::<Vec<_>>()),
            chars,
            words: if many { spaced_words.max(by_letters / 4) } else { spaced_words },
            spaced_words,
            letters: count(&is_letter),
            upper: of(Class::Upper),
            lower: of(Class::Lower),
            digits: of(Class::Digit),
            symbols: count(&|c| !is_spelled(&c) && class(c) != Class::Space),
            capitalised: starts(Class::Upper) as u32,
            uncapitalised: starts(Class::Lower) as u32,
            commas: of(Class::Comma),
            stops: of(Class::Stop),
            quotes: of(Class::Quote),
            bars: of(Class::Bar),
            longest_word: words().map(|word| word.chars().count() as u32).max().unwrap_or(0),
        };
        (shape, tokens)
    }

    /// The words of a line as phrases see them, character by character.
    fn words_plainly(text: &str) -> Words {
        let mut words = Words::NONE;
        for c in span::head(text, PHRASE_BYTES).chars() {
            match class(c) {
                Class::Space | Class::Digit => words.close(),
                _ if is_letter(c) => words.letter(small(c), is_unspaced(c) || is_hangul(c)),
                _ => words.other(c),
            }
        }
        words.close();
        words
    }

    #[test]
    fn words_at_once_are_those_of_single_characters() {
        const BETWEEN: [&str; 36] = [
            " ",
            " ",
            " ",
            " ",
            " ",
            " ",
            " ",
            ", ",
            ". ",
            "; ",
            "' ",
            "\" ",
            ") ",
            "- ",
            "| ",
            "  ",
            " - ",
            ",",
            "-",
            "'",
            "/",
            "1",
            "42 ",
            "\t",
            "\u{a0}",
            "é",
            "ß ",
            "İ",
            "\u{301}",
            "½",
            "中",
            "한국",
            "ไทย่",
            "… ",
            "» ",
            "🙂",
        ];
        let mut random = numbers(7);
        let (mut tokens, mut words) = (Vec::new(), Words::NONE);
        let (mut stuck_ones, mut long) = (0, 0);
        for round in 0..600 {
            let parts = match round {
                0 => CANCEL_BYTES as usize / 8,
                _ if round % 60 == 0 => PHRASE_BYTES / 4,
                _ => 8,
            };
            // Of so many letters inside a word one is a capital.
            let capitals = [usize::MAX, 60, 2].get(random(3)).copied().unwrap_or(1);
            let mut text = one_of(&["", "", " ", "“"], &mut random).to_owned();
            for _ in 0..random(parts) + parts / 2 {
                // As many as are read at once, a few more or fewer, and twice as many.
                let length = [random(8), 7 + random(3), 15 + random(3), random(30)].get(random(4)).copied();
                for at in 0..length.unwrap_or(0) {
                    let letter = b'a' + random(26) as u8;
                    let large = random(if at == 0 { 2 } else { capitals }) == 0;
                    text.push(char::from(if large { letter.to_ascii_uppercase() } else { letter }));
                }
                text += one_of(&BETWEEN, &mut random);
            }
            tokens.clear();
            let (found, stuck) = shape(&text, &mut tokens, &mut words);
            assert_eq!((found, tokens.clone()), shape_plainly(&text), "{text}");
            assert_eq!(words.hashes(), words_plainly(&text).hashes(), "{text}");
            let behind = |is: fn(u8) -> bool| {
                let pairs = text.as_bytes().windows(2);
                pairs.filter(|pair| matches!(pair, [one, b'A'..=b'Z'] if is(*one))).count() > 0
            };
            assert!(stuck || !behind(|byte| byte.is_ascii_lowercase()), "{text}");
            // Where capitals begin words alone, none is stuck.
            assert!(!stuck || behind(|byte| !byte.is_ascii_whitespace()), "{text}");
            stuck_ones += usize::from(stuck);
            long += usize::from(text.len() > PHRASE_BYTES);
        }
        assert!((150..580).contains(&stuck_ones) && long > 5, "{stuck_ones} {long}");
    }
}
