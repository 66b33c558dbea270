//! Hashes for tables that every word of a document is looked up in. Equal words have
//! equal hashes on every machine.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState};
use std::sync::LazyLock;

const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// Spreads a hash over all bits.
pub(crate) fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(FACTOR);
    hash ^ (hash >> 29)
}

/// The hash of two hashes in this order.
pub(crate) fn pair(first: u64, second: u64) -> u64 {
    mixed(first.wrapping_mul(FACTOR) ^ second.rotate_left(23))
}

/// The hash of letters in a row. It is a polynomial in [`FACTOR`], so that a run of
/// letters that has been hashed is appended in one step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Spelling(u64);

impl Spelling {
    pub const EMPTY: Spelling = Spelling(1);

    #[inline]
    pub fn push(&mut self, letter: char) {
        self.0 = self.0.wrapping_mul(FACTOR).wrapping_add(u64::from(letter));
    }

    #[inline]
    pub fn append(&mut self, run: &Run) {
        let power = POWERS.get(run.length).copied().unwrap_or(FACTOR);
        self.0 = self.0.wrapping_mul(power).wrapping_add(run.hash);
    }

    #[inline]
    pub fn hash(self) -> u64 {
        mixed(self.0)
    }
}

/// Powers of [`FACTOR`].
const POWERS: [u64; Run::MOST + 1] = {
    let mut powers = [1u64; Run::MOST + 1];
    let mut at = 1;
    while at <= Run::MOST {
        #[expect(clippy::indexing_slicing, reason = "evaluated when compiled")]
        {
            powers[at] = powers[at - 1].wrapping_mul(FACTOR);
        }
        at += 1;
    }
    powers
};

/// A run of ASCII letters, read without regard to case.
#[derive(Clone, Copy, Default)]
pub(crate) struct Run {
    hash: u64,
    pub length: usize,
    /// How many of them are capitals.
    pub upper: usize,
    pub starts_upper: bool,
    /// Whether a capital stands behind a small letter in it.
    pub stuck: bool,
}

impl Run {
    /// A longer run is read as several.
    pub const MOST: usize = 16;

    /// The run that `bytes` begins with.
    #[inline]
    pub fn of(bytes: &[u8]) -> Run {
        let mut run = Run::default();
        let mut after_small = false;
        for byte in bytes.iter().take(Run::MOST) {
            let small = byte | 0x20;
            if !small.is_ascii_lowercase() {
                break;
            }
            let upper = *byte != small;
            run.hash = run.hash.wrapping_mul(FACTOR).wrapping_add(u64::from(small));
            run.upper += usize::from(upper);
            run.stuck |= after_small & upper;
            run.starts_upper |= upper && run.length == 0;
            after_small = !upper;
            run.length += 1;
        }
        run
    }
}

/// Hashes hashes. What a word of a document hashes to is known to whoever wrote it,
/// who could fill one bucket of a table with his words; a number that is drawn once a
/// process stands between.
#[derive(Clone)]
pub(crate) struct Drawn(u64);

impl Default for Drawn {
    fn default() -> Drawn {
        static DRAWN: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one(0));
        Drawn(*DRAWN)
    }
}

impl BuildHasher for Drawn {
    type Hasher = OfHash;
    fn build_hasher(&self) -> OfHash {
        OfHash(self.0)
    }
}

/// A hash of a hash for this process, spread for tables that are probed slot by slot:
/// one product leaves rows of neighbours where hashes are evenly apart.
pub(crate) fn drawn(hash: u64) -> u64 {
    mixed(Drawn::default().hash_one(hash))
}

pub(crate) struct OfHash(u64);

impl Hasher for OfHash {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }
    fn write_u64(&mut self, hash: u64) {
        // Both halves of a product of 128 bits: the low one alone would keep what two
        // hashes have in common at their low ends.
        let product = u128::from(hash ^ self.0) * u128::from(FACTOR ^ self.0.rotate_left(32) | 1);
        self.0 = product as u64 ^ (product >> 64) as u64;
    }
}

/// A map from hashes. In no order that matters.
pub(crate) type ByHash<V> = HashMap<u64, V, Drawn>;

/// Hashes the words of a data file. A document can not make it slow: its words are
/// asked for, never put in.
#[derive(Default)]
pub(crate) struct OfText(u64);

impl Hasher for OfText {
    fn finish(&self) -> u64 {
        mixed(self.0)
    }
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        let rest = rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
        for word in words.iter().map(|word| u64::from_le_bytes(*word)).chain([rest]) {
            self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(FACTOR);
        }
    }
    fn write_u8(&mut self, _end: u8) {}
    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(FACTOR);
    }
}

/// A map from words of a data file.
pub(crate) type ByText<K, V> = HashMap<K, V, BuildHasherDefault<OfText>>;

#[cfg(test)]
mod tests {
    use std::hash::BuildHasher;

    use super::{Drawn, FACTOR, Run, Spelling, drawn};

    /// Whoever wants his words in one bucket varies what the bucket is not taken from.
    #[test]
    fn hashes_that_are_alike_are_spread() {
        const MANY: u64 = 1 << 14;
        for step in (0..=48).step_by(8).map(|shift| 1 << shift).chain([FACTOR, FACTOR << 32]) {
            for of in [drawn, |hash| Drawn::default().hash_one(hash)] {
                for shift in [0, 64 - 14] {
                    let mut buckets = vec![0u32; MANY as usize];
                    for number in 0..MANY {
                        let bucket = of(number.wrapping_mul(step)) >> shift & (MANY - 1);
                        *buckets.get_mut(bucket as usize).unwrap_or(&mut 0) += 1;
                    }
                    let most = buckets.iter().max();
                    assert!(most < Some(&2000), "{most:?} of {MANY} in one, at steps of {step:#x}");
                }
            }
        }
    }

    #[test]
    fn a_run_is_spelled_as_its_letters_are() {
        for text in ["a", "Read", "MINUTES", "internationalized", "abc1", "Zürich", "", "fooBar", "`@[{"] {
            let run = Run::of(text.as_bytes());
            let letters: String =
                text.chars().take_while(char::is_ascii_alphabetic).take(Run::MOST).collect();
            let (mut spelled, mut appended) = (Spelling::EMPTY, Spelling::EMPTY);
            spelled.push('x');
            appended.push('x');
            letters.chars().for_each(|c| spelled.push(c.to_ascii_lowercase()));
            appended.append(&run);
            assert_eq!((spelled, letters.len()), (appended, run.length), "{text}");
            assert_eq!(run.upper, letters.chars().filter(char::is_ascii_uppercase).count());
            assert_eq!(run.starts_upper, letters.starts_with(|c: char| c.is_ascii_uppercase()));
        }
        assert!(Run::of(b"fooBar").stuck && !Run::of(b"FOObar").stuck);
    }
}
