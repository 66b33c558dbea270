//! Counts to figures of style: how long sentences and words are, the
//! readability formulas that need no more than that, and speaking time.

use std::ops::Range;

use crate::script::Script;
use crate::word_class::Class;
use crate::words::{Counts, walk};
use crate::{pace, reading};

/// A word of more letters than this is long (Björnsson 1968).
const SHORT_WORD_LETTERS: u64 = 6;

/// What a text looks like in numbers.
///
/// Two rules hold for all of them:
///
/// * A *word* is one of [`Unit::Auto`](crate::Unit::Auto). How long words are is
///   told by *spaced* words only: those that stand between spaces, or beside
///   Han, Kana, Thai, Lao, Khmer or Burmese. So a number, a web address and a
///   dash between two spaces are words here, the last of no letters.
/// * A *letter* is a character with Unicode's property Alphabetic: `é` is one
///   however it is coded, a hyphen and an apostrophe are none.
///
/// The four readability formulas are for alphabets and were fitted to English
/// (LIX to Swedish); in another language they compare texts with each other
/// and name no school grade. They are `None` unless at least nine in ten of
/// the words that hold a letter begin with one of an alphabet, the spaced
/// scripts of India among them. So there are none for Chinese, Japanese and Thai
/// (no spaces), Korean and Amharic (a character is a syllable), Tibetan (a space
/// ends a clause), and a text without any letter.
///
/// A text without words has zeros for what is counted and `None` for what is a
/// mean of nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TextStats {
    /// Characters that are not white space.
    pub characters: u64,
    /// Letters, of any script.
    pub letters: u64,
    /// Words in the unit `auto`.
    pub words: u64,
    /// Sentences.
    pub sentences: u64,
    /// Words a sentence: `words / sentences`; `None` without a sentence.
    pub mean_sentence_words: Option<f64>,
    /// Words of the middle sentence by length, or the mean of the middle two;
    /// `None` without a sentence.
    pub median_sentence_words: Option<f64>,
    /// Words of the longest sentence.
    pub longest_sentence_words: u64,
    /// Letters a spaced word; `None` without one.
    pub mean_word_letters: Option<f64>,
    /// Spaced words of more than six letters.
    pub long_words: u64,
    /// LIX: `mean_sentence_words + 100 × long_words / spaced words`. About 25 is
    /// a children's book, 60 a law. Björnsson 1968, Läsbarhet (Stockholm: Liber).
    pub lix: Option<f64>,
    /// RIX, long words a sentence: `long_words / sentences`. Anderson 1983, Lix and
    /// Rix, J. Reading 26:490-496.
    pub rix: Option<f64>,
    /// Automated Readability Index, a school grade of the United States: `4.71 ×
    /// letters and digits a spaced word + 0.5 × mean_sentence_words - 21.43`.
    /// Smith & Senter 1967, AMRL-TR-66-220.
    pub ari: Option<f64>,
    /// Coleman-Liau index, a school grade of the United States: `0.0588 × letters
    /// per 100 spaced words - 0.296 × sentences per 100 words - 15.8`, no digits.
    /// Coleman & Liau 1975, J. Applied Psychology 60:283-284.
    pub coleman_liau: Option<f64>,
    /// Seconds that reading it aloud takes: each script at its own speed, as in
    /// reading time. The speed is the one measured aloud in the language, else
    /// the one measured silently over 1.30 (238/183, Brysbaert 2019), else 882
    /// non-space characters a minute (IReST 2012, 14 alphabetic languages); see
    /// `data/speeds.tsv`.
    pub speaking_seconds: f64,
}

/// Measures `text`, whose sentences are `sentences` (byte ranges in order, from
/// [`sentences`](crate::sentences)). A word belongs to the sentence in which it
/// starts. `language` (a BCP 47 tag) selects the speed of speaking.
///
/// ```
/// let text = "Warga datang. Mereka menyeberangi jembatan baru itu.";
/// let sentences = minread::sentences(text, Some("id"));
/// let stats = minread::text_stats(text, &sentences, Some("id"));
/// assert_eq!((stats.words, stats.sentences, stats.longest_sentence_words), (7, 2, 5));
/// // menyeberangi, jembatan
/// assert_eq!((stats.long_words, stats.rix), (2, Some(1.0)));
/// ```
pub fn text_stats(text: &str, sentences: &[Range<usize>], language: Option<&str>) -> TextStats {
    with_counts(text, sentences, language).0
}

/// The same, and the counts that came out on the way.
pub(crate) fn with_counts(
    text: &str,
    sentences: &[Range<usize>],
    language: Option<&str>,
) -> (TextStats, Counts) {
    pace::stage("stats");
    let mut tally = Tally::default();
    let mut lengths = vec![0; sentences.len()];
    let mut open = sentences.iter().zip(&mut lengths).peekable();
    let counts = walk(text, |run| {
        while open.next_if(|(sentence, _)| sentence.end <= run.start).is_some() {}
        if let Some((_, length)) = open.peek_mut() {
            **length += run.words;
        }
        tally.add(run.text, run.words, run.spaced);
    });
    let words = counts.words();
    let mean_sentence_words = ratio(words, sentences.len() as u64);
    let mut stats = TextStats {
        characters: tally.characters,
        letters: tally.letters,
        words,
        sentences: sentences.len() as u64,
        mean_sentence_words,
        longest_sentence_words: lengths.iter().copied().max().unwrap_or(0),
        median_sentence_words: median(&mut lengths),
        mean_word_letters: ratio(tally.spaced_letters, counts.spaced_words),
        long_words: tally.long_words,
        speaking_seconds: reading::speaking_seconds(&counts, language),
        ..TextStats::default()
    };
    if let Some(mean_sentence_words) = mean_sentence_words.filter(|_| tally.is_alphabetic()) {
        let a_word = |count| ratio(count, counts.spaced_words);
        stats.lix = a_word(100 * tally.long_words).map(|percent| mean_sentence_words + percent);
        stats.rix = ratio(tally.long_words, stats.sentences);
        stats.ari = a_word(tally.spaced_letters + tally.spaced_digits)
            .map(|length| 4.71 * length + 0.5 * mean_sentence_words - 21.43);
        stats.coleman_liau = a_word(100 * tally.spaced_letters)
            .map(|letters| 0.0588 * letters - 0.296 * (100.0 / mean_sentence_words) - 15.8);
    }
    (stats, counts)
}

/// What the runs of a text add up to.
#[derive(Default)]
struct Tally {
    characters: u64,
    letters: u64,
    spaced_letters: u64,
    spaced_digits: u64,
    long_words: u64,
    /// Words that begin with a letter of an alphabet.
    alphabetic_words: u64,
    /// Words that hold a letter.
    lettered_words: u64,
}

impl Tally {
    fn add(&mut self, run: &str, words: u64, spaced: bool) {
        let (characters, letters, digits) = measure(run);
        self.characters += characters;
        self.letters += letters;
        if letters > 0 {
            self.lettered_words += words;
        }
        if spaced {
            self.spaced_letters += letters;
            self.spaced_digits += digits;
            self.long_words += u64::from(letters > SHORT_WORD_LETTERS);
            let first = run.chars().find(|c| Class::of(*c).is_letter());
            self.alphabetic_words += u64::from(first.is_some_and(|c| Script::of(c).is_alphabet()));
        }
    }

    /// Whether the formulas apply.
    fn is_alphabetic(&self) -> bool {
        self.alphabetic_words > 0 && 10 * self.alphabetic_words >= 9 * self.lettered_words
    }
}

/// Characters, letters and digits of `run`.
fn measure(run: &str) -> (u64, u64, u64) {
    if run.is_ascii() {
        let count = |is: fn(&u8) -> bool| run.bytes().filter(is).count() as u64;
        return (run.len() as u64, count(u8::is_ascii_alphabetic), count(u8::is_ascii_digit));
    }
    let (mut characters, mut letters, mut digits) = (0, 0, 0);
    for c in run.chars() {
        characters += 1;
        let class = Class::of(c);
        letters += u64::from(class.is_letter());
        digits += u64::from(class.is_alphanumeric() && !class.is_letter());
    }
    (characters, letters, digits)
}

fn ratio(count: u64, of: u64) -> Option<f64> {
    (of > 0).then(|| count as f64 / of as f64)
}

/// The middle of `lengths`, which are put into another order.
fn median(lengths: &mut [u64]) -> Option<f64> {
    pace::advance(lengths.len());
    let middle = lengths.len() / 2;
    let even = lengths.len().is_multiple_of(2);
    if lengths.is_empty() {
        return None;
    }
    let (below, upper, _) = lengths.select_nth_unstable(middle);
    let lower = if even { below.iter().max().unwrap_or(upper) } else { &*upper };
    Some((*lower as f64 + *upper as f64) / 2.0)
}
