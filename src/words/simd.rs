//! Bytes at memory speed: the only file with `unsafe` code of the core, and all
//! of it is the loading of 32 bytes and the call of a function that the
//! processor was asked about. Every kernel has a twin in plain Rust beside it,
//! which other processors run and which the tests compare it with.

/// What a kernel finds in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scan {
    /// Runs of bytes that are not Unicode White_Space.
    pub words: u64,
    /// Whether a character may belong to a script without spaces: never `false`
    /// for one that does.
    pub unspaced: bool,
}

/// Counts the white-space words of `text`.
pub(super) fn scan(text: &str) -> Scan {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        return avx2::run(text.as_bytes());
    }
    plain(text)
}

/// The words of a text that is ASCII and holds no `_`, by Unicode Annex 29.
pub(super) fn ascii_words(text: &[u8]) -> u64 {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        return avx2::ascii_words(text);
    }
    plain_ascii_words(text)
}

/// [`scan`] without vectors.
pub(super) fn plain(text: &str) -> Scan {
    let unspaced = |c: char| super::class::Class::of(c).is_unspaced();
    Scan {
        words: text.split_whitespace().count() as u64,
        unspaced: !text.is_ascii() && text.contains(unspaced),
    }
}

/// [`ascii_words`] without vectors.
pub(super) fn plain_ascii_words(text: &[u8]) -> u64 {
    let at = |at: usize| text.get(at).copied().unwrap_or(b' ');
    let letter = |byte: u8| byte.is_ascii_alphabetic();
    let digit = |byte: u8| byte.is_ascii_digit();
    let joins = |here: usize| {
        let (before, byte, after) = (at(here.wrapping_sub(1)), at(here), at(here + 1));
        byte.is_ascii_alphanumeric()
            || (matches!(byte, b':' | b'.' | b'\'') && letter(before) && letter(after))
            || (matches!(byte, b',' | b';' | b'.' | b'\'') && digit(before) && digit(after))
    };
    let mut words = 0;
    let mut inside = false;
    for here in 0..text.len() {
        let joined = joins(here);
        words += u64::from(joined && !inside);
        inside = joined;
    }
    words
}

#[cfg(target_arch = "x86_64")]
#[expect(unsafe_code, reason = "vectors: each use says why it is sound")]
mod avx2 {
    use std::arch::x86_64::*;

    use super::Scan;

    /// Runs the kernel. The caller has asked the processor for AVX2.
    pub(super) fn run(bytes: &[u8]) -> Scan {
        // SAFETY: `scan` calls this only where AVX2 was detected.
        unsafe { scan(bytes) }
    }

    /// Runs the kernel. The caller has asked the processor for AVX2.
    pub(super) fn ascii_words(bytes: &[u8]) -> u64 {
        // SAFETY: `ascii_words` calls this only where AVX2 was detected.
        unsafe { ascii(bytes) }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn load(bytes: &[u8; 32]) -> __m256i {
        // SAFETY: 32 bytes behind a reference may be read; the load is unaligned.
        unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) }
    }

    /// 64 bytes as two vectors.
    #[derive(Clone, Copy)]
    struct Block(__m256i, __m256i);

    impl Block {
        #[inline]
        #[target_feature(enable = "avx2")]
        fn at(bytes: &[u8], at: usize) -> Option<Block> {
            let (low, rest) = bytes.get(at..)?.split_first_chunk::<32>()?;
            Some(Block(load(low), load(rest.first_chunk::<32>()?)))
        }

        #[inline]
        #[target_feature(enable = "avx2")]
        fn bits(self) -> u64 {
            let (low, high) = (_mm256_movemask_epi8(self.0) as u32, _mm256_movemask_epi8(self.1) as u32);
            u64::from(low) | (u64::from(high) << 32)
        }

        /// Bytes in `from..=from + width`.
        #[inline]
        #[target_feature(enable = "avx2")]
        fn within(self, from: u8, width: u8) -> Block {
            let (from, width) = (_mm256_set1_epi8(from as i8), _mm256_set1_epi8(width as i8));
            let (low, high) = (_mm256_sub_epi8(self.0, from), _mm256_sub_epi8(self.1, from));
            Block(
                _mm256_cmpeq_epi8(_mm256_min_epu8(low, width), low),
                _mm256_cmpeq_epi8(_mm256_min_epu8(high, width), high),
            )
        }

        #[inline]
        #[target_feature(enable = "avx2")]
        fn equals(self, byte: u8) -> Block {
            let byte = _mm256_set1_epi8(byte as i8);
            Block(_mm256_cmpeq_epi8(self.0, byte), _mm256_cmpeq_epi8(self.1, byte))
        }

        #[inline]
        #[target_feature(enable = "avx2")]
        fn or(self, other: Block) -> Block {
            Block(_mm256_or_si256(self.0, other.0), _mm256_or_si256(self.1, other.1))
        }

        #[inline]
        #[target_feature(enable = "avx2")]
        fn and(self, other: Block) -> Block {
            Block(_mm256_and_si256(self.0, other.0), _mm256_and_si256(self.1, other.1))
        }
    }

    struct State {
        words: u64,
        unspaced: bool,
        /// The last byte so far was white space (bit 0).
        space: u64,
        /// Bytes of a white-space character that reach into the next block.
        reach: u64,
    }

    impl State {
        /// Takes 64 bytes in, with the one and two bytes later views of them.
        #[inline]
        #[target_feature(enable = "avx2,popcnt")]
        fn take(&mut self, here: Block, later: Option<(Block, Block)>) {
            let mut spaces = here.within(9, 4).or(here.equals(b' ')).bits() | self.reach;
            self.reach = 0;
            if let (true, Some((next, third))) = (here.bits() != 0, later) {
                let two = here.equals(0xC2).and(next.equals(0x85).or(next.equals(0xA0))).bits();
                let general = next
                    .equals(0x80)
                    .and(third.within(0x80, 10).or(third.within(0xA8, 1)).or(third.equals(0xAF)));
                let three = here
                    .equals(0xE2)
                    .and(general.or(next.equals(0x81).and(third.equals(0x9F))))
                    .or(here.equals(0xE3).and(next.equals(0x80)).and(third.equals(0x80)))
                    .or(here.equals(0xE1).and(next.equals(0x9A)).and(third.equals(0x80)))
                    .bits();
                spaces |= two | (two << 1) | three | (three << 1) | (three << 2);
                self.reach = (two >> 63) | (three >> 63) | (three >> 62);
                self.unspaced |= unspaced(here, next).bits() != 0;
            }
            self.words += u64::from((!spaces & ((spaces << 1) | self.space)).count_ones());
            self.space = spaces >> 63;
        }
    }

    /// First bytes of characters of scripts without spaces, by the second byte
    /// where the first is shared with others.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn unspaced(here: Block, next: Block) -> Block {
        let thai_lao = here.equals(0xE0).and(next.within(0xB8, 3));
        let burmese_khmer = here.equals(0xE1).and(next.within(0x80, 2).or(next.within(0x9E, 1)));
        // E3 to E9: Kana and Han; EA: Burmese beside Hangul; EF: compatibility
        // forms beside fullwidth punctuation.
        let east =
            here.within(0xE3, 7).or(here.equals(0xEF).and(next.within(0xA4, 7).or(next.within(0xBD, 1))));
        // F0 9F is emoji; the others hold old Han and Kana, and Burmese digits.
        let rare = here.equals(0xF0).and(next.within(0x91, 13).or(next.within(0xA0, 0x1F)));
        thai_lao.or(burmese_khmer).or(east).or(rare)
    }

    #[target_feature(enable = "avx2,popcnt")]
    fn scan(bytes: &[u8]) -> Scan {
        let mut state = State { words: 0, unspaced: false, space: 1, reach: 0 };
        let mut at = 0;
        while let (Some(here), true) = (Block::at(bytes, at), at + 66 <= bytes.len()) {
            let later = Block::at(bytes, at + 1).zip(Block::at(bytes, at + 2));
            state.take(here, later);
            at += 64;
        }
        // The rest, at most 65 bytes, with white space behind it.
        let mut rest = [b' '; 194];
        let tail = bytes.get(at..).unwrap_or_default();
        if let Some(room) = rest.get_mut(..tail.len()) {
            room.copy_from_slice(tail);
        }
        for at in [0, 64] {
            if let Some(here) = Block::at(&rest, at) {
                state.take(here, Block::at(&rest, at + 1).zip(Block::at(&rest, at + 2)));
            }
        }
        Scan { words: state.words, unspaced: state.unspaced }
    }

    /// Letters, digits, and marks that join letters or digits, of 64 bytes.
    #[derive(Clone, Copy, Default)]
    struct Kinds {
        letters: u64,
        digits: u64,
        between_letters: u64,
        between_digits: u64,
    }

    impl Kinds {
        #[inline]
        #[target_feature(enable = "avx2")]
        fn of(block: Block) -> Kinds {
            let lower = _mm256_set1_epi8(0x20);
            let folded = Block(_mm256_or_si256(block.0, lower), _mm256_or_si256(block.1, lower));
            let both = block.equals(b'.').or(block.equals(b'\''));
            Kinds {
                letters: folded.within(b'a', 25).bits(),
                digits: block.within(b'0', 9).bits(),
                between_letters: both.or(block.equals(b':')).bits(),
                between_digits: both.or(block.equals(b',')).or(block.equals(b';')).bits(),
            }
        }
    }

    #[target_feature(enable = "avx2,popcnt")]
    fn ascii(bytes: &[u8]) -> u64 {
        let mut words = 0;
        let (mut letter, mut digit, mut inside) = (0, 0, 0);
        let mut here = kinds_at(bytes, 0);
        let mut at = 0;
        while at < bytes.len() {
            at += 64;
            let next = if at < bytes.len() { kinds_at(bytes, at) } else { Kinds::default() };
            let Kinds { letters, digits, between_letters, between_digits } = here;
            let between =
                (between_letters & ((letters << 1) | letter) & ((letters >> 1) | (next.letters << 63)))
                    | (between_digits & ((digits << 1) | digit) & ((digits >> 1) | (next.digits << 63)));
            let joined = letters | digits | between;
            words += u64::from((joined & !((joined << 1) | inside)).count_ones());
            (letter, digit, inside) = (letters >> 63, digits >> 63, joined >> 63);
            here = next;
        }
        words
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn kinds_at(bytes: &[u8], at: usize) -> Kinds {
        if let Some(block) = Block::at(bytes, at) {
            return Kinds::of(block);
        }
        let mut rest = [b' '; 64];
        let tail = bytes.get(at..).unwrap_or_default();
        if let Some(room) = rest.get_mut(..tail.len()) {
            room.copy_from_slice(tail);
        }
        Block::at(&rest, 0).map_or_else(Kinds::default, |block| Kinds::of(block))
    }
}
