//! What the words of a line tell: small ones of the document, or those of its article.

use std::cmp::Reverse;
use std::ops::Range;

use crate::boilerplate::line::{Line, Lines, Token};

/// What words of the document tell, so many bits for each: whether they are small ones, and
/// of the longer ones whether they are words of the article, several paragraphs have them or
/// one of the first has. What the words of a line tell can be added up at once.
const BITS: u32 = 12;
const COMMON: u64 = 1;
const CONTENT: u64 = COMMON << BITS;
const TOPIC: u64 = CONTENT << BITS;
const AGAIN: u64 = TOPIC << BITS;
const LEADS: u64 = AGAIN << BITS;

/// What each word of a document tells, by its number.
pub(super) struct Vocabulary {
    tells: Vec<u64>,
}

/// How many words of a line tell what.
#[derive(Default)]
pub(super) struct Tally {
    pub common: usize,
    pub content: usize,
    pub topics: usize,
    pub again: usize,
    pub leading: usize,
}

impl Vocabulary {
    /// The words of `document`, whose article is in `span`.
    pub fn of(document: &Lines<'_>, span: &Range<usize>) -> Vocabulary {
        const LEAD: u32 = 3;
        let mut tells = vec![0; document.words];
        for common in common_words(document) {
            if let Some(tells) = tells.get_mut(common) {
                *tells = COMMON;
            }
        }
        // The last paragraph that had each word, from 1 on.
        let mut had: Vec<u32> = vec![0; document.words];
        let lines = document.lines.get(span.clone()).unwrap_or_default();
        for (line, paragraph) in lines.iter().filter(|line| line.prose).zip(1..) {
            let new = if paragraph <= LEAD { TOPIC | LEADS } else { TOPIC };
            for tokens in document.tokens_of(line) {
                for token in tokens.iter().filter(|token| token.is_content()) {
                    let (Some(tells), Some(had)) =
                        (tells.get_mut(token.number()), had.get_mut(token.number()))
                    else {
                        continue;
                    };
                    let again = *had != 0 && *had != paragraph;
                    *tells |= new | if again { AGAIN } else { 0 };
                    *had = paragraph;
                }
            }
        }
        Vocabulary { tells }
    }

    /// What the words of a line of `document` tell.
    pub fn of_line(&self, document: &Lines<'_>, line: &Line<'_>) -> Tally {
        let mut tally = Tally::default();
        document.tokens_of(line).for_each(|tokens| self.add(tokens, &mut tally));
        tally
    }

    fn add(&self, tokens: &[Token], tally: &mut Tally) {
        const _: () = assert!(Lines::TOGETHER < 1 << BITS, "a sum has no carry");
        let mut sum = 0;
        for token in tokens {
            let tells = self.tells.get(token.number()).copied().unwrap_or(0);
            sum += tells + CONTENT * u64::from(token.is_content());
        }
        let of = |unit: u64| (sum / unit) as usize % (1 << BITS);
        tally.common += of(COMMON);
        tally.content += of(CONTENT);
        tally.topics += of(TOPIC);
        tally.again += of(AGAIN);
        tally.leading += of(LEADS);
    }
}

/// The document's own small words: the 25 short ones that stand most often in
/// its prose, of equals the first. They are the articles and prepositions of any
/// language.
fn common_words(document: &Lines<'_>) -> impl Iterator<Item = usize> {
    const MOST: usize = 25;
    let mut counts: Vec<u32> = vec![0; document.words];
    // In the order in which they come.
    let mut words: Vec<usize> = Vec::new();
    for line in document.lines.iter().filter(|line| line.prose) {
        let unspaced = line.shape.letters > 0 && line.tokens.len() * 2 > line.shape.letters as usize;
        for tokens in document.tokens_of(line) {
            for token in tokens.iter().filter(|token| !token.is_content() || unspaced) {
                let Some(count) = counts.get_mut(token.number()) else { continue };
                if *count == 0 {
                    words.push(token.number());
                }
                *count += 1;
            }
        }
    }
    let count = |word: usize| Reverse(counts.get(word).copied().unwrap_or(0));
    let mut words: Vec<_> =
        words.into_iter().enumerate().map(|(place, word)| (count(word), place, word)).collect();
    if words.len() > MOST {
        words.select_nth_unstable(MOST);
    }
    words.into_iter().take(MOST).map(|(.., word)| word)
}
