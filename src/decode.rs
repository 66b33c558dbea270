//! Bytes to text. Never fails, and says what it did.
//!
//! A byte order mark decides; without one, valid UTF-8 is borrowed as it is,
//! and anything else is UTF-8 with each maximal invalid part replaced by U+FFFD
//! and [`Flag::Lossy`] set. Nothing is ever unpacked: bytes that look like an
//! archive, a picture or a program are read like any others and flagged
//! [`Flag::Binary`].

use std::borrow::Cow;

use crate::flags::Flag;
use crate::limits::BINARY_PROBE_BYTES;
use crate::pace;

/// What [`decode`] made of some bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, borrowed where the bytes were UTF-8 already.
    pub text: Cow<'a, str>,
    /// The encoding that was read, by its IANA name.
    pub encoding: &'static str,
    /// What happened on the way.
    pub flags: Vec<Flag>,
}

/// Reads `bytes` as text.
///
/// ```
/// let decoded = minread::decode(b"\xEF\xBB\xBFHalo");
/// assert_eq!(decoded.text, "Halo");
/// assert_eq!(decoded.encoding, "UTF-8");
/// ```
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    pace::stage("decode");
    pace::advance(bytes.len());
    let (text, encoding, lossy) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        [0xFF, 0xFE, 0, 0, rest @ ..] => utf32(rest, u32::from_le_bytes, "UTF-32LE"),
        [0, 0, 0xFE, 0xFF, rest @ ..] => utf32(rest, u32::from_be_bytes, "UTF-32BE"),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes, "UTF-16LE"),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes, "UTF-16BE"),
        _ => utf8(bytes),
    };
    let mut flags = Vec::new();
    if lossy {
        flags.push(Flag::Lossy);
    }
    if encoding == "UTF-8" && is_binary(bytes) {
        flags.push(Flag::Binary);
    }
    Decoded { text, encoding, flags }
}

fn utf8(bytes: &[u8]) -> (Cow<'_, str>, &'static str, bool) {
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), "UTF-8", false),
        Err(_) => (String::from_utf8_lossy(bytes), "UTF-8", true),
    }
}

fn utf16<'a>(
    bytes: &'a [u8],
    unit: fn([u8; 2]) -> u16,
    name: &'static str,
) -> (Cow<'a, str>, &'static str, bool) {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut lossy = !odd.is_empty();
    let mut text: String = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .map(|unit| {
            unit.unwrap_or_else(|_| {
                lossy = true;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    if !odd.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    (Cow::Owned(text), name, lossy)
}

fn utf32<'a>(
    bytes: &'a [u8],
    unit: fn([u8; 4]) -> u32,
    name: &'static str,
) -> (Cow<'a, str>, &'static str, bool) {
    let (units, odd) = bytes.as_chunks::<4>();
    let read = |units: &[u8; 4]| char::from_u32(unit(*units));
    let lossy = !odd.is_empty() || units.iter().any(|units| read(units).is_none());
    let text = units.iter().map(|units| read(units).unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    (Cow::Owned(text), name, lossy)
}

/// The first bytes of files that people hand over by mistake.
const MAGIC: [&[u8]; 9] = [
    b"%PDF-",
    b"\x89PNG",
    b"\x7FELF",
    b"\x1F\x8B",         // gzip
    b"\x28\xB5\x2F\xFD", // zstd
    b"PK\x03\x04",       // zip, docx, epub
    b"\xFF\xD8\xFF",     // JPEG
    b"BZh",
    b"\xFD7zXZ",
];

fn is_binary(bytes: &[u8]) -> bool {
    if MAGIC.iter().any(|magic| bytes.starts_with(magic)) {
        return true;
    }
    let probe = bytes.get(..BINARY_PROBE_BYTES).unwrap_or(bytes);
    // Text holds next to no control bytes but white space. A tenth is far above
    // what a NUL-padded or ANSI-coloured dump has, far below random bytes (11 %
    // of which are C0 controls) joined with invalid UTF-8.
    let controls = probe.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)).count();
    let broken = std::str::from_utf8(probe).is_err_and(|error| error.error_len().is_some());
    !probe.is_empty() && (controls * 10 > probe.len() * 3 || (broken && controls * 20 > probe.len()))
}
