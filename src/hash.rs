//! Hashes for tables that every word of a document is looked up in. Equal words have
//! equal hashes on every machine.
//!
//! Each of the tables leaves out what the others need. [`Sieve`] holds words of data files
//! and is asked for those of a document, of which it has few: what comes from a document
//! never goes in, so nothing is drawn. [`Numbers`] takes every word of a document, in eight
//! bytes each. [`ByHash`] takes what else a document brings, with any value; [`ByText`] holds
//! words of data files that must be told from others of the same hash.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState};
use std::sync::LazyLock;

pub(crate) const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// Spreads a hash over all bits.
pub(crate) fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(FACTOR);
    hash ^ (hash >> 29)
}

/// The hash of two hashes in this order.
pub(crate) fn pair(first: u64, second: u64) -> u64 {
    mixed(first.wrapping_mul(FACTOR) ^ second.rotate_left(23))
}

/// The hash of letters in a row, taken eight bytes at a time: it is the same whether they
/// come one by one or in runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Spelling {
    /// Of all that filled eight bytes.
    hash: u64,
    /// What has come since, the first of it lowest, and how many bits.
    rest: u64,
    bits: u32,
}

impl Spelling {
    pub const EMPTY: Spelling = Spelling { hash: FACTOR, rest: 0, bits: 0 };

    #[inline]
    pub fn push(&mut self, letter: char) {
        let code = u64::from(letter);
        if code < 0x80 {
            self.put(code, 8);
        } else {
            // The top bit, which no letter of ASCII has, tells that three belong together.
            self.put(code | 0x80_0000, 24);
        }
    }

    #[inline]
    pub fn append(&mut self, run: &Run) {
        self.put(run.letters, 8 * run.length as u32);
    }

    /// Appends so many bits, 64 at most and whole bytes; those of `some` behind them are 0.
    #[inline]
    fn put(&mut self, some: u64, bits: u32) {
        let filled = self.bits;
        self.rest |= some << filled;
        self.bits += bits;
        if self.bits >= 64 {
            let hash = (self.hash ^ self.rest).wrapping_mul(FACTOR);
            self.hash = hash ^ (hash >> 32);
            // In two steps, for all 64 may be gone.
            self.rest = some >> 1 >> (63 - filled);
            self.bits -= 64;
        }
    }

    #[inline]
    pub fn hash(self) -> u64 {
        mixed(self.hash ^ self.rest)
    }
}

/// A run of ASCII letters, read without regard to case.
#[derive(Clone, Copy, Default)]
pub(crate) struct Run {
    /// In small letters, the first of them lowest.
    letters: u64,
    pub length: usize,
    /// The top bits of its bytes, and of those that are capitals.
    tops: u64,
    capitals: u64,
}

const fn all(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

impl Run {
    /// A longer run is read as several.
    pub const MOST: usize = 8;

    /// The run that `bytes` begins with.
    #[inline]
    pub fn of(bytes: &[u8]) -> Run {
        Run::at(bytes, 0)
    }

    /// The run that begins at a place in `bytes`.
    #[inline]
    pub fn at(bytes: &[u8], at: usize) -> Run {
        match bytes.get(at..).and_then(<[u8]>::first_chunk) {
            Some(eight) => Run::of_eight(u64::from_le_bytes(*eight)),
            None => Run::of_eight(behind(bytes, at)),
        }
    }

    /// The run that `bytes` are, if they are nothing else.
    #[inline]
    pub fn whole(bytes: &[u8]) -> Option<Run> {
        if bytes.len() > Run::MOST || bytes.is_empty() {
            return None;
        }
        let run = Run::of_eight(few(bytes));
        (run.length == bytes.len()).then_some(run)
    }

    /// What [`Spelling`] makes of it by itself.
    #[inline]
    pub fn hash(&self) -> u64 {
        let mut word = Spelling::EMPTY;
        word.append(self);
        word.hash()
    }

    /// The run that eight bytes begin with, the first of them lowest.
    #[inline]
    fn of_eight(eight: u64) -> Run {
        const TOPS: u64 = all(0x80);
        // In small letters, and each byte with its top bit set, so that none borrows from
        // the next: the top bits that stay are those of letters.
        let small = eight | all(0x20);
        let letters = ((small | TOPS) - all(b'a')) & !((small | TOPS) - all(b'z' + 1)) & !eight;
        let others = !letters & TOPS;
        let length = others.trailing_zeros() / 8;
        // The top bits in front of the first that is no letter.
        let tops = TOPS & !others & others.wrapping_sub(1);
        Run {
            // Each byte of the run whole: 0x100 less 1, and the carry of the last is lost.
            letters: small & (tops << 1).wrapping_sub(tops >> 7),
            length: length as usize,
            tops,
            capitals: !(eight << 2) & tops,
        }
    }

    /// Its letters in lower case, the first of them lowest, with zeros behind them.
    #[inline]
    pub fn letters(&self) -> u64 {
        self.letters
    }

    #[inline]
    pub fn has_upper(&self) -> bool {
        self.capitals != 0
    }

    /// How many of them are capitals.
    #[inline]
    pub fn upper(&self) -> u32 {
        // The bits of all bytes added up in the highest of them.
        ((self.capitals >> 7).wrapping_mul(all(1)) >> 56) as u32
    }

    #[inline]
    pub fn starts_upper(&self) -> bool {
        self.capitals & 0x80 != 0
    }

    #[inline]
    pub fn ends_upper(&self) -> bool {
        self.capitals > self.tops >> 1
    }

    /// Whether a capital stands behind a small letter in it.
    #[inline]
    pub fn is_stuck(&self) -> bool {
        self.capitals & (self.tops & !self.capitals) << 8 != 0
    }
}

/// The bytes from `at` on where there are fewer than eight, the first of them lowest.
#[cold]
fn behind(bytes: &[u8], at: usize) -> u64 {
    match bytes.last_chunk() {
        Some(eight) => {
            let missing = (at + 8).saturating_sub(bytes.len()) as u32;
            u64::from_le_bytes(*eight).unbounded_shr(8 * missing)
        }
        None => few(bytes.get(at..).unwrap_or_default()),
    }
}

/// Eight bytes or fewer, the first of them lowest.
#[inline]
fn few(bytes: &[u8]) -> u64 {
    let up = |bytes: u64, places: usize| bytes.unbounded_shl(8 * places as u32);
    let four = |four: &[u8; 4]| u64::from(u32::from_le_bytes(*four));
    let one = |at: usize| up(bytes.get(at).copied().map_or(0, u64::from), at);
    // What is read twice is the same in both.
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => four(first) | up(four(last), bytes.len() - 4),
        _ => one(0) | one(bytes.len() / 2) | one(bytes.len().saturating_sub(1)),
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

/// Such a map with room for so many: growing step by step hashes all again.
pub(crate) fn room_for<V>(entries: usize) -> ByHash<V> {
    ByHash::with_capacity_and_hasher(entries, Drawn::default())
}

/// Numbers hashes from 0 on in the order in which they come. In the first slot that is free
/// from where a hash falls on stands its number and one, below the hash.
pub(crate) struct Numbers {
    drawn: Drawn,
    slots: Vec<u64>,
    count: u32,
}

impl Numbers {
    /// With room for the hashes of so many words, of which some come back.
    pub fn for_some(words: usize) -> Numbers {
        const ROOM: usize = 4096;
        let slots = words.min(ROOM).next_power_of_two();
        Numbers { drawn: Drawn::default(), slots: vec![0; slots], count: 0 }
    }

    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// The number of `hash`, which may be a new one.
    #[inline]
    pub fn of(&mut self, hash: u32) -> u32 {
        let (slot, number) = self.find(hash);
        if number > 0 {
            return number - 1;
        }
        self.count += 1;
        if let Some(free) = self.slots.get_mut(slot) {
            *free = u64::from(hash) << 32 | u64::from(self.count);
        }
        let number = self.count - 1;
        // Half of the slots stay free, so that looking for a hash ends soon.
        if self.slots.len() < 2 * self.len() {
            self.grow();
        }
        number
    }

    /// The slot of `hash`, and what stands there of its number; 0 if it is free.
    #[inline]
    fn find(&self, hash: u32) -> (usize, u32) {
        let last = self.slots.len() - 1;
        let mut slot = mixed(self.drawn.hash_one(u64::from(hash))) as usize & last;
        loop {
            let found = self.slots.get(slot).copied().unwrap_or(0);
            if found == 0 || found >> 32 == u64::from(hash) {
                return (slot, found as u32);
            }
            slot = (slot + 1) & last;
        }
    }

    #[cold]
    fn grow(&mut self) {
        let twice = vec![0; 2 * self.slots.len()];
        for taken in std::mem::replace(&mut self.slots, twice).into_iter().filter(|slot| *slot != 0) {
            let (slot, _) = self.find((taken >> 32) as u32);
            if let Some(free) = self.slots.get_mut(slot) {
                *free = taken;
            }
        }
    }
}

/// What data files hold of hashes, each in the first slot that was free from where it falls
/// on. What was not put in is nearly always told by one slot.
pub(crate) struct Sieve<V> {
    hashes: Vec<u64>,
    values: Vec<Option<V>>,
}

impl<V> Sieve<V> {
    /// What stands in a free slot. As a hash it is in no sieve: no value stands beside it.
    const FREE: u64 = 0;

    /// Where `hash` stands, or would.
    #[inline]
    fn slot(&self, hash: u64) -> usize {
        let last = self.hashes.len() - 1;
        let mut slot = (hash.wrapping_mul(FACTOR) >> 32) as usize & last;
        while self.hashes.get(slot).is_some_and(|other| *other != hash && *other != Self::FREE) {
            slot = (slot + 1) & last;
        }
        slot
    }

    #[inline]
    pub fn get(&self, hash: u64) -> Option<&V> {
        let slot = self.slot(hash);
        if self.hashes.get(slot) == Some(&hash) { self.values.get(slot)?.as_ref() } else { None }
    }
}

impl<V> FromIterator<(u64, V)> for Sieve<V> {
    fn from_iter<I: IntoIterator<Item = (u64, V)>>(entries: I) -> Sieve<V> {
        let entries: Vec<(u64, V)> = entries.into_iter().filter(|(hash, _)| *hash != Self::FREE).collect();
        // Half of the slots stay free, so that looking for a hash ends soon.
        let slots = (2 * entries.len()).next_power_of_two();
        let values = std::iter::repeat_with(|| None).take(slots).collect();
        let mut sieve = Sieve { hashes: vec![Self::FREE; slots], values };
        for (hash, value) in entries {
            let slot = sieve.slot(hash);
            if let (Some(hashes), Some(values)) = (sieve.hashes.get_mut(slot), sieve.values.get_mut(slot)) {
                (*hashes, *values) = (hash, Some(value));
            }
        }
        sieve
    }
}

impl<V> From<ByHash<V>> for Sieve<V> {
    fn from(map: ByHash<V>) -> Sieve<V> {
        map.into_iter().collect()
    }
}

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

/// The hash of a text that tells how often texts stand somewhere; to key a table with it
/// takes [`Drawn`].
pub(crate) fn text(bytes: &[u8]) -> u64 {
    let mut hasher = OfText(bytes.len() as u64);
    hasher.write(bytes);
    hasher.finish()
}

/// A map from words of a data file.
pub(crate) type ByText<K, V> = HashMap<K, V, BuildHasherDefault<OfText>>;

#[cfg(test)]
mod tests {
    use std::hash::BuildHasher;

    use super::{Drawn, FACTOR, Numbers, Run, Sieve, Spelling, drawn, mixed};

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
        const WORDS: [&str; 14] = [
            "a",
            "Read",
            "MINUTES",
            "internationalized",
            "abc1",
            "Zürich",
            "",
            "fooBar",
            "`@[{",
            "together",
            "together again and again",
            "sevenlyX more",
            "internationalISED",
            "aaaaaaaaaaaaaaaAaaa",
        ];
        for text in WORDS {
            let run = Run::of(text.as_bytes());
            let later = "42 ".to_owned() + text;
            assert_eq!(Run::at(later.as_bytes(), 3).letters, run.letters, "{text}");
            let letters: String =
                text.chars().take_while(char::is_ascii_alphabetic).take(Run::MOST).collect();
            let (mut spelled, mut appended) = (Spelling::EMPTY, Spelling::EMPTY);
            for before in ["", "x", "ü", "abcdefg", "abüdefgh"] {
                before.chars().for_each(|c| spelled.push(c));
                before.chars().for_each(|c| appended.push(c));
                letters.chars().for_each(|c| spelled.push(c.to_ascii_lowercase()));
                appended.append(&run);
                assert_eq!((spelled, letters.len()), (appended, run.length), "{text}");
            }
            assert_eq!(run.upper() as usize, letters.chars().filter(char::is_ascii_uppercase).count());
            assert_eq!(run.starts_upper(), letters.starts_with(|c: char| c.is_ascii_uppercase()));
            let stuck = letters.as_bytes().windows(2).any(|pair| {
                matches!(pair, [small, large] if small.is_ascii_lowercase() && large.is_ascii_uppercase())
            });
            assert_eq!(run.is_stuck(), stuck, "{text}");
            assert_eq!(run.ends_upper(), letters.ends_with(|c: char| c.is_ascii_uppercase()), "{text}");
            let whole = Run::whole(text.as_bytes()).map(|run| run.letters);
            assert_eq!(whole, (letters == text && !text.is_empty()).then_some(run.letters), "{text}");
            let (mut alone, end) = (Spelling::EMPTY, letters.len());
            alone.append(&run);
            assert_eq!(run.hash(), alone.hash(), "{text}");
            // Fewer than eight bytes are read otherwise than the first of many.
            let front = Run::of(letters.as_bytes().get(..end.min(3)).unwrap_or_default());
            assert_eq!(front.length, end.min(3), "{text}");
        }
        assert!(Run::of(b"fooBar").is_stuck() && !Run::of(b"FOObar").is_stuck());
    }

    #[test]
    fn hashes_are_numbered_as_they_come() {
        let mut plainly: Vec<u32> = Vec::new();
        let mut numbers = Numbers::for_some(3);
        let mut state = 3u32;
        for round in 0..4000 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            // Some come back, and 0 is a hash like others.
            let hash = if round % 3 == 0 { state } else { state >> 24 };
            let known = plainly.iter().position(|other| *other == hash).unwrap_or_else(|| {
                plainly.push(hash);
                plainly.len() - 1
            });
            assert_eq!(numbers.of(hash) as usize, known);
        }
        assert_eq!(numbers.len(), plainly.len());
    }

    #[test]
    fn a_sieve_gives_what_was_put_in() {
        let sieve: Sieve<u64> = (1..300).map(|number| (mixed(number), number)).collect();
        for number in 1..10_000 {
            assert_eq!(sieve.get(mixed(number)).copied(), Some(number).filter(|number| *number < 300));
        }
        let free: Sieve<u8> = [(0, 1), (1, 2)].into_iter().collect();
        assert_eq!((free.get(0), free.get(1), free.get(2)), (None, Some(&2), None));
    }
}
