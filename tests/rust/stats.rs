//! Text statistics: values worked out by hand, and a twin that anybody can
//! check.

use std::ops::Range;

use minread::{TextStats, Unit, count_words, sentences, text_stats};

use crate::twins::texts;

fn stats(text: &str, language: &str) -> TextStats {
    text_stats(text, &sentences(text, Some(language)), Some(language))
}

fn near(found: Option<f64>, expected: Option<f64>) -> bool {
    match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() < 1e-9,
        (found, expected) => found.is_none() && expected.is_none(),
    }
}

/// Equal, decimals up to rounding.
fn assert_same(found: &TextStats, expected: &TextStats, text: &str) {
    let counts = |stats: &TextStats| {
        let TextStats { characters, letters, words, sentences, longest_sentence_words, long_words, .. } =
            *stats;
        [characters, letters, words, sentences, longest_sentence_words, long_words]
    };
    assert_eq!(counts(found), counts(expected), "{text:?}");
    let measures = |stats: &TextStats| {
        [
            stats.mean_sentence_words,
            stats.median_sentence_words,
            stats.mean_word_letters,
            stats.lix,
            stats.rix,
            stats.ari,
            stats.coleman_liau,
            Some(stats.speaking_seconds),
        ]
    };
    for (found, expected) in measures(found).into_iter().zip(measures(expected)) {
        assert!(near(found, expected), "{text:?}: {found:?} is not {expected:?}");
    }
}

#[test]
fn english() {
    let text = "The old ferry left before sunrise. Nobody waved.";
    let expected = TextStats {
        characters: 41,
        letters: 3 + 3 + 5 + 4 + 6 + 7 + 6 + 5,
        words: 8,
        sentences: 2,
        mean_sentence_words: Some(4.0),
        median_sentence_words: Some(4.0),
        longest_sentence_words: 6,
        mean_word_letters: Some(4.875),
        long_words: 1, // sunrise
        lix: Some(4.0 + 12.5),
        rix: Some(0.5),
        ari: Some(22.96125 + 2.0 - 21.43),
        coleman_liau: Some(28.665 - 7.4 - 15.8),
        speaking_seconds: 8.0 * 60.0 / 183.0,
    };
    assert_same(&stats(text, "en"), &expected, text);
}

#[test]
fn indonesian_has_no_measured_speed_and_speaks_by_characters() {
    let text = "Anak-anak bermain. Mereka pulang sore nanti!";
    let expected = TextStats {
        characters: 39,
        letters: 8 + 7 + 6 + 6 + 4 + 5,
        words: 6,
        sentences: 2,
        mean_sentence_words: Some(3.0),
        median_sentence_words: Some(3.0),
        longest_sentence_words: 4,
        mean_word_letters: Some(6.0),
        long_words: 2, // Anak-anak, bermain
        lix: Some(3.0 + 200.0 / 6.0),
        rix: Some(1.0),
        ari: Some(28.26 + 1.5 - 21.43),
        coleman_liau: Some(35.28 - 0.296 * 200.0 / 6.0 - 15.8),
        speaking_seconds: 39.0 * 60.0 / 882.0,
    };
    assert_same(&stats(text, "id"), &expected, text);
}

#[test]
fn swedish() {
    let text = "Båten gick före gryningen. Ingen såg den. Hamnen låg tyst.";
    let expected = TextStats {
        characters: 49,
        letters: 22 + 11 + 13,
        words: 10,
        sentences: 3,
        mean_sentence_words: Some(10.0 / 3.0),
        median_sentence_words: Some(3.0),
        longest_sentence_words: 4,
        mean_word_letters: Some(4.6),
        long_words: 1, // gryningen
        lix: Some(10.0 / 3.0 + 10.0),
        rix: Some(1.0 / 3.0),
        ari: Some(21.666 + 5.0 / 3.0 - 21.43),
        coleman_liau: Some(27.048 - 8.88 - 15.8),
        speaking_seconds: 10.0 * 60.0 / 199.0,
    };
    assert_same(&stats(text, "sv"), &expected, text);
}

#[test]
fn chinese_and_thai_have_lengths_of_sentences_but_not_of_words() {
    let text = "今天下雨。我们在家看书。";
    let expected = TextStats {
        characters: 12,
        letters: 10,
        words: 10,
        sentences: 2,
        mean_sentence_words: Some(5.0),
        median_sentence_words: Some(5.0),
        longest_sentence_words: 6,
        speaking_seconds: 10.0 * 60.0 / 255.0,
        ..TextStats::default()
    };
    assert_same(&stats(text, "zh"), &expected, text);
    let text = "แมวกินปลา และ นอน"; // cat eat fish, and, sleep
    let expected = TextStats {
        characters: 15,
        letters: 15,
        words: 5,
        sentences: 1,
        mean_sentence_words: Some(5.0),
        median_sentence_words: Some(5.0),
        longest_sentence_words: 5,
        speaking_seconds: 15.0 * 60.0 / 882.0,
        ..TextStats::default()
    };
    assert_same(&stats(text, "th"), &expected, text);
}

#[test]
fn nine_words_of_an_alphabet_in_ten_are_enough_for_a_formula() {
    let text = "Kota 津 ramai sekali malam ini, kata seorang warga lama.";
    let expected = TextStats {
        characters: 46,
        letters: 44,
        words: 10,
        sentences: 1,
        mean_sentence_words: Some(10.0),
        median_sentence_words: Some(10.0),
        longest_sentence_words: 10,
        mean_word_letters: Some(43.0 / 9.0),
        long_words: 1, // seorang
        lix: Some(10.0 + 100.0 / 9.0),
        rix: Some(1.0),
        ari: Some(4.71 * 43.0 / 9.0 + 5.0 - 21.43),
        coleman_liau: Some(5.88 * 43.0 / 9.0 - 2.96 - 15.8),
        speaking_seconds: 45.0 * 60.0 / 882.0 + 60.0 / 255.0,
    };
    assert_same(&stats(text, "id"), &expected, text);
    let fewer = TextStats {
        characters: 47,
        letters: 45,
        words: 11,
        mean_sentence_words: Some(11.0),
        median_sentence_words: Some(11.0),
        longest_sentence_words: 11,
        lix: None,
        rix: None,
        ari: None,
        coleman_liau: None,
        speaking_seconds: 45.0 * 60.0 / 882.0 + 120.0 / 255.0,
        ..expected
    };
    let text = "Kota 東京 ramai sekali malam ini, kata seorang warga lama.";
    assert_same(&stats(text, "id"), &fewer, text);
}

#[test]
fn nothing_has_no_mean() {
    assert_eq!(stats("", "en"), TextStats::default());
    assert_eq!(stats(" \n\n\u{3000}\t", "zh"), TextStats::default());
    // Without sentences: what a caller passes is not made up for.
    let found = text_stats("satu dua", &[], None);
    assert_eq!((found.words, found.sentences, found.mean_sentence_words, found.lix), (2, 0, None, None));
    assert_eq!((found.median_sentence_words, found.longest_sentence_words), (None, 0));
}

#[test]
fn punctuation_and_numbers_are_words_but_no_text_for_a_formula() {
    let found = stats("... !!! ???", "en");
    assert_eq!((found.characters, found.letters, found.words, found.long_words), (9, 0, 3, 0));
    assert_eq!(found.mean_word_letters, Some(0.0));
    let table = stats("1987 2024 12.500", "en");
    for none in [found, table] {
        assert_eq!((none.lix, none.rix, none.ari, none.coleman_liau), (None, None, None, None));
    }
    // A Roman numeral of one character is a letter, and not a digit as well.
    assert!(near(stats("bab Ⅷ", "id").ari, Some(4.71 * 2.0 + 1.0 - 21.43)));
    // A number beside words counts as in the formulas' sources: digits in ARI alone.
    let found = stats("Tiket 2024 habis.", "id");
    assert!(near(found.ari, Some(4.71 * 14.0 / 3.0 + 1.5 - 21.43)));
    assert!(near(found.coleman_liau, Some(0.0588 * 1000.0 / 3.0 - 0.296 * 100.0 / 3.0 - 15.8)));
}

#[test]
fn a_letter_is_one_however_it_is_coded_and_a_hyphen_is_none() {
    for text in ["Cafés d'été", "Cafe\u{301}s d'e\u{301}te\u{301}"] {
        let found = stats(text, "fr");
        assert_eq!((found.letters, found.words, found.long_words), (9, 2, 0), "{text}");
    }
    assert_eq!(stats("re-enter", "en").long_words, 1);
    assert_eq!(stats("it's-a-b", "en").long_words, 0);
    assert_eq!(stats("abcdef 1234567 abcdefg", "en").long_words, 1);
}

#[test]
fn a_formula_needs_letters_that_are_sounds() {
    let formulas = |text: &str, language: &str| stats(text, language).lix.is_some();
    assert!(formulas("Слово за слово.", "ru"));
    assert!(formulas("شهر قديم وجسر جديد.", "ar"));
    assert!(formulas("नदी के किनारे घर है।", "hi"));
    let nine = "satu dua tiga empat lima enam tujuh delapan sembilan";
    assert!(formulas(&format!("{nine} แมว"), "id"));
    assert!(!formulas(&format!("{nine} แมวกินปลา"), "id")); // three words
    assert!(!formulas("서울에 눈이 왔다.", "ko"));
    assert!(!formulas("今日は雨です。", "ja"));
    assert!(!formulas("ሰላም ለሁሉም ሰው።", "am"));
    assert!(!formulas("བོད་ཡིག་གི་ཚིག ཡི་གེ་གཅིག", "bo"));
    // Words between spaces have a length all the same.
    assert!(near(stats("서울에 눈이 왔다.", "ko").mean_word_letters, Some(7.0 / 3.0)));
}

#[test]
fn speaking_takes_the_measured_speed_of_speaking() {
    let words = "kata ".repeat(60);
    let minutes = |language| text_stats(&words, &[], language).speaking_seconds / 60.0;
    for (language, per_minute) in
        [("en", 183.0), ("de", 179.0), ("ko", 129.7), ("ms", 200.0), ("pt-BR", 181.0)]
    {
        assert!((minutes(Some(language)) - 60.0 / per_minute).abs() < 1e-9, "{language}");
    }
    for language in [None, Some("id"), Some("sw"), Some("zh"), Some("*")] {
        assert!((minutes(language) - 240.0 / 882.0).abs() < 1e-9, "{language:?}");
    }
    let kana = text_stats("今日は雨です", &[], None).speaking_seconds;
    assert!((kana - 6.0 * 60.0 / 357.0).abs() < 1e-9);
}

/// A word of the twin: where it starts, its text, how many it counts for, and
/// whether it stands between spaces.
type Word = (usize, String, u64, bool);

fn is_character(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}')
}

fn is_thai(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{E7F}')
}

fn naive_words(text: &str) -> Vec<Word> {
    let mut tokens: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            open = false;
        } else if open {
            tokens.last_mut().unwrap().1.push(c);
        } else {
            tokens.push((at, c.to_string()));
            open = true;
        }
    }
    let mut words = Vec::new();
    for (start, token) in tokens {
        if !token.chars().any(|c| is_character(c) || is_thai(c)) {
            words.push((start, token, 1, true));
            continue;
        }
        let mut pieces: Vec<(usize, String)> = Vec::new();
        let mut last: Option<char> = None;
        for (at, c) in token.char_indices() {
            let joins = last
                .is_some_and(|last| !is_character(last) && !is_character(c) && is_thai(last) == is_thai(c));
            if joins {
                pieces.last_mut().unwrap().1.push(c);
            } else {
                pieces.push((start + at, c.to_string()));
            }
            last = Some(c);
        }
        for (at, piece) in pieces {
            if piece.chars().all(is_character) {
                words.push((at, piece, 1, false));
            } else if piece.chars().all(is_thai) {
                let count = count_words(&piece, Unit::Auto);
                words.push((at, piece, count, false));
            } else {
                let count = u64::from(piece.chars().any(char::is_alphanumeric));
                words.push((at, piece, count, true));
            }
        }
    }
    words
}

fn letters(word: &str) -> u64 {
    word.chars().filter(|c| c.is_alphabetic()).count() as u64
}

/// The statistics, a list at a time. `per_minute` is the speed of speaking: of
/// words, or of characters.
fn naive(text: &str, sentences: &[Range<usize>], words_a_minute: Option<f64>) -> TextStats {
    let all = naive_words(text);
    let spaced: Vec<&Word> = all.iter().filter(|word| word.3 && word.2 > 0).collect();
    let total: u64 = all.iter().map(|word| word.2).sum();
    let mut lengths: Vec<u64> = sentences
        .iter()
        .map(|sentence| all.iter().filter(|word| sentence.contains(&word.0)).map(|word| word.2).sum())
        .collect();
    lengths.sort_unstable();
    let n = lengths.len();
    let spaced_letters: u64 = spaced.iter().map(|word| letters(&word.1)).sum();
    let digits: u64 =
        spaced.iter().map(|word| word.1.chars().filter(char::is_ascii_digit).count() as u64).sum();
    let long = spaced.iter().filter(|word| letters(&word.1) >= 7).count() as u64;
    let with_letter: u64 = all.iter().filter(|word| letters(&word.1) > 0).map(|word| word.2).sum();
    let hangul = |word: &str| word.chars().find(|c| c.is_alphabetic()) == Some('가');
    let alphabetic = spaced.iter().filter(|word| letters(&word.1) > 0 && !hangul(&word.1)).count() as u64;
    let applies = n > 0 && alphabetic > 0 && alphabetic as f64 / with_letter as f64 > 0.9 - 1e-9;
    let (w, s, k) = (total as f64, n as f64, spaced.len() as f64);
    let formula = |value: f64| applies.then_some(value);
    let speaking: f64 = text
        .split('\n')
        .map(|paragraph| {
            let words = naive_words(paragraph);
            let count =
                |of: fn(&&Word) -> bool| words.iter().filter(of).map(|word| word.2).sum::<u64>() as f64;
            let characters = |spaced| {
                let of = words.iter().filter(|word| word.3 == spaced && word.2 > 0);
                of.map(|word| word.1.chars().filter(|c| !is_character(*c)).count()).sum::<usize>() as f64
            };
            let kana = paragraph.chars().any(|c| matches!(c, '\u{3041}'..='\u{30FF}'));
            let han = paragraph.chars().filter(|c| is_character(*c)).count() as f64;
            let spaced = match words_a_minute {
                Some(speed) => count(|word| word.3) / speed,
                None => characters(true) / 882.0,
            };
            60.0 * (han / if kana { 357.0 } else { 255.0 } + thai_characters(paragraph) / 882.0 + spaced)
        })
        .sum();
    TextStats {
        characters: text.chars().filter(|c| !c.is_whitespace()).count() as u64,
        letters: letters(text),
        words: total,
        sentences: n as u64,
        mean_sentence_words: (n > 0).then_some(w / s),
        median_sentence_words: (n > 0).then(|| (lengths[(n - 1) / 2] + lengths[n / 2]) as f64 / 2.0),
        longest_sentence_words: lengths.last().copied().unwrap_or(0),
        mean_word_letters: (!spaced.is_empty()).then_some(spaced_letters as f64 / k),
        long_words: long,
        lix: formula(w / s + 100.0 * long as f64 / k),
        rix: formula(long as f64 / s),
        ari: formula(4.71 * (spaced_letters + digits) as f64 / k + 0.5 * w / s - 21.43),
        coleman_liau: formula(5.88 * spaced_letters as f64 / k - 29.6 * s / w - 15.8),
        speaking_seconds: speaking,
    }
}

fn thai_characters(text: &str) -> f64 {
    text.chars().filter(|c| is_thai(*c)).count() as f64
}

#[test]
fn the_twin_agrees() {
    let (mut with_formulas, mut without) = (0, 0);
    let mut all = String::new();
    for (at, text) in texts(6_000).enumerate() {
        let (language, speed) = if at % 2 == 0 { (Some("en"), Some(183.0)) } else { (None, None) };
        let spans = sentences(&text, language);
        let found = text_stats(&text, &spans, language);
        assert_same(&found, &naive(&text, &spans, speed), &text);
        *if found.lix.is_some() { &mut with_formulas } else { &mut without } += 1;
        if at < 600 {
            all.push_str(&text);
        }
    }
    assert!(with_formulas > 500 && without > 500, "{with_formulas} with formulas, {without} without");
    let spans = sentences(&all, None);
    assert_same(&text_stats(&all, &spans, None), &naive(&all, &spans, None), "all of them");
}
