//! Names of tags and attributes as numbers: read, compared and looked up without a
//! loop over their letters.

use crate::simd;

/// A name in small letters: its first byte is the lowest of the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Packed {
    /// All of its bytes; of more than sixteen the last sixteen.
    pub number: u128,
    pub length: usize,
}

/// The bytes that end the name of a tag.
const ENDS: [u8; 7] = *b"> /\n\t\r\x0C";
/// Those that end the name of an attribute.
const ATTRIBUTE_ENDS: [u8; 8] = *b"> /\n\t\r\x0C=";

impl Packed {
    /// The name of a tag that `bytes` begin with.
    #[inline]
    pub fn tag(bytes: &[u8]) -> Packed {
        Packed::read(bytes, &ENDS)
    }

    /// The name of an attribute that `bytes` begin with.
    #[inline]
    pub fn attribute(bytes: &[u8]) -> Packed {
        Packed::read(bytes, &ATTRIBUTE_ENDS)
    }

    /// Reads up to one of `ends`, but at least a byte: names may begin with `=`.
    #[inline]
    fn read<const N: usize>(bytes: &[u8], ends: &[u8; N]) -> Packed {
        /// A bit that capitals lack, in each byte.
        const SMALL: u128 = u128::from_le_bytes([0x20; 16]);
        if let Some(head) = bytes.first_chunk() {
            let length = (simd::among(head, ends) & !1).trailing_zeros() as usize;
            let wanted = u128::MAX.checked_shl(8 * length as u32).map(|behind| !behind);
            let number = u128::from_le_bytes(*head);
            if let Some(wanted) = wanted.filter(|wanted| number & wanted & SMALL == wanted & SMALL) {
                return Packed { number: number & wanted, length };
            }
        }
        Packed::by_bytes(bytes, ends)
    }

    /// [`Packed::read`] of a name that is long or not written in small letters.
    fn by_bytes(bytes: &[u8], ends: &[u8]) -> Packed {
        let behind = bytes.iter().skip(1).position(|byte| ends.contains(byte));
        let name = bytes.get(..behind.map_or(bytes.len(), |behind| behind + 1)).unwrap_or_default();
        let last = name.get(name.len().saturating_sub(16)..).unwrap_or_default();
        // NUL is U+FFFD in a name, and so no byte of one that is known.
        let small = |byte: &u8| if *byte == 0 { 0xFF } else { byte.to_ascii_lowercase() };
        let number = last.iter().rev().fold(0, |number, byte| number << 8 | u128::from(small(byte)));
        Packed { number, length: name.len() }
    }

    /// Tells names apart: 24 bits, the highest of which spread best.
    #[inline]
    pub fn hash(self) -> u32 {
        hash(self.number, self.length)
    }
}

const fn hash(number: u128, length: usize) -> u32 {
    let folded = (number as u64) ^ ((number >> 64) as u64).rotate_left(29) ^ ((length as u64) << 56);
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as u32
}

/// `name`, which is in lower case and no longer than sixteen bytes, as a number.
const fn pack(name: &str) -> u128 {
    let mut bytes = name.as_bytes();
    let mut number = 0;
    while let [rest @ .., last] = bytes {
        number = number << 8 | *last as u128;
        bytes = rest;
    }
    number
}

/// Finds what a name stands for: in the first slot from that of its hash on that
/// has the name. More slots than names and a run of empty ones at the end keep that near.
pub(super) struct Table<T: 'static, const SLOTS: usize> {
    slots: [(u128, T); SLOTS],
    none: T,
}

impl<T: Copy, const SLOTS: usize> Table<T, SLOTS> {
    /// Of names, none longer than fifteen bytes, and what stands for all others.
    #[expect(clippy::indexing_slicing, reason = "evaluated when compiled")]
    pub const fn new(names: &[(&str, T)], none: T) -> Table<T, SLOTS> {
        let mut slots = [(0, none); SLOTS];
        let mut rest = names;
        while let [(name, value), behind @ ..] = rest {
            let number = pack(name);
            let mut at = Self::slot(hash(number, name.len()));
            while slots[at].0 != 0 {
                at += 1;
            }
            slots[at] = (number, *value);
            rest = behind;
        }
        assert!(slots[SLOTS - 1].0 == 0, "each search ends at a slot that is empty");
        Table { slots, none }
    }

    const fn slot(hash: u32) -> usize {
        (hash as usize * (SLOTS - MARGIN)) >> 24
    }

    #[inline]
    pub fn get(&self, name: Packed) -> T {
        let from = self.slots.get(Self::slot(name.hash())..).unwrap_or_default();
        let found = from.iter().find(|(number, _)| *number == name.number || *number == 0);
        found.map_or(self.none, |(_, value)| *value)
    }
}

/// Slots behind those that hashes lead to.
const MARGIN: usize = 16;

#[cfg(test)]
mod tests {
    use super::{ATTRIBUTE_ENDS, ENDS, Packed, Table};

    /// Names of all lengths, in small letters and others, each in front of each end.
    fn pages() -> impl Iterator<Item = String> {
        let names = [
            "a",
            "h1",
            "div",
            "DIV",
            "data-Foo",
            "=a",
            "é\u{e9}",
            "ab\0",
            "sixteen-letters-",
            "x-seventeen-letters",
        ];
        let ends = ["", ">", "/>", " b", "\n", "\t", "\r", "\x0C", "=1", "<", "\x0B>"];
        let behind = ["", "b", " class=\"long enough for sixteen\">"];
        names.into_iter().flat_map(move |name| {
            ends.into_iter().flat_map(move |end| behind.map(|behind| format!("{name}{end}{behind}")))
        })
    }

    #[test]
    fn names_are_read_as_byte_by_byte() {
        for page in pages() {
            let bytes = page.as_bytes();
            assert_eq!(Packed::tag(bytes), Packed::by_bytes(bytes, &ENDS), "{page:?}");
            assert_eq!(Packed::attribute(bytes), Packed::by_bytes(bytes, &ATTRIBUTE_ENDS), "{page:?}");
        }
    }

    #[test]
    fn a_name_ends_where_the_standard_says_and_is_in_small_letters() {
        for page in pages() {
            let ends = |at: &usize| page.as_bytes().get(*at).is_none_or(|byte| ENDS.contains(byte));
            let length = (1..).find(ends).unwrap_or_default();
            let name = page.bytes().take(length).map(|byte| if byte == 0 { 0xFF } else { byte });
            let last: Vec<u8> = name.skip(length.saturating_sub(16)).collect();
            let read = Packed::by_bytes(page.as_bytes(), &ENDS);
            let bytes = read.number.to_le_bytes();
            assert_eq!(read.length, length, "{page:?}");
            assert!(bytes.iter().copied().take(length).eq(last.to_ascii_lowercase()), "{page:?}: {bytes:?}");
        }
    }

    #[test]
    fn a_table_gives_what_was_put_in_and_nothing_else() {
        static TABLE: Table<u8, 64> = Table::new(&[("a", 1), ("div", 2), ("abcdefghijklmno", 3)], 0);
        for (name, value) in [
            ("a", 1),
            ("A", 1),
            ("DIV", 2),
            ("abcdefghijklmno", 3),
            ("abcdefghijklmnop", 0),
            ("b", 0),
            ("a\0", 0),
        ] {
            assert_eq!(TABLE.get(Packed::tag(name.as_bytes())), value, "{name:?}");
            assert_eq!(TABLE.get(Packed::tag(format!("{name} class='sixteen more'").as_bytes())), value);
        }
    }
}
