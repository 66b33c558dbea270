//! Bytes to text. Never fails, and says what it did.
//!
//! What decides, in this order:
//!
//! 1. a byte order mark;
//! 2. the zeros of UTF-16 that has none;
//! 3. valid UTF-8, which is borrowed as it is: no other encoding looks like it
//!    by chance, so it goes before what anybody says ("ISO-8859-1" is what many
//!    servers and templates say of every page);
//! 4. the caller's hint, such as the charset of an HTTP header, and the charset
//!    that the page declares, if the bytes can be read that way;
//! 5. UTF-8 with faults, where most sequences of it are whole;
//! 6. a guess, if what it gives looks like text;
//! 7. UTF-8, each maximal invalid part replaced by U+FFFD.
//!
//! Nothing is ever unpacked: bytes that look like an archive, a picture or a
//! program, or of which nothing is text in any encoding, are read as UTF-8 and
//! flagged [`Flag::Binary`].

mod declared;
mod guess;
mod unicode;

use std::borrow::Cow;

use encoding_rs::{DecoderResult, Encoding, ISO_2022_JP, UTF_8};

use crate::flags::Flag;
use crate::limits::{BINARY_PROBE_BYTES, CANCEL_BYTES};
use crate::pace;
use unicode::{sequences, utf8, utf16, utf16_by_zeros, utf32};

/// What [`decode`] made of some bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, borrowed where the bytes were UTF-8 already.
    pub text: Cow<'a, str>,
    /// The encoding that was read, by its name in the Encoding Standard.
    pub encoding: &'static str,
    /// What happened on the way.
    pub flags: Vec<Flag>,
}

impl Decoded<'_> {
    /// The flags of the bytes and of what was read from their text. U+FFFD that
    /// stands in for bytes is no damage that the text came with.
    pub fn with(&self, of_article: &[Flag]) -> Vec<Flag> {
        let lossy = self.flags.contains(&Flag::Lossy);
        let kept = of_article.iter().filter(|flag| !(lossy && **flag == Flag::Damaged));
        self.flags.iter().chain(kept).copied().collect()
    }
}

/// Reads `bytes` as text.
///
/// ```
/// let decoded = minread::decode(b"\xEF\xBB\xBFHalo");
/// assert_eq!(decoded.text, "Halo");
/// assert_eq!(decoded.encoding, "UTF-8");
///
/// let page = b"<meta charset=gb2312><p>\xC4\xE3\xBA\xC3";
/// assert_eq!(minread::decode(page).text, "<meta charset=gb2312><p>你好");
/// ```
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    decode_with(bytes, Hints::default())
}

/// What is known about some bytes besides themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints<'a> {
    /// The charset that somebody else says, such as an HTTP header. It goes
    /// before what the page says of itself.
    pub charset: Option<&'a str>,
    /// Where the page comes from: its country helps to guess.
    pub url: Option<&'a str>,
}

/// Reads `bytes` as text, knowing more than they say.
///
/// ```
/// use minread::Hints;
/// let header = Hints { charset: Some("latin1"), ..Hints::default() };
/// let decoded = minread::decode_with(b"caf\xE9", header);
/// assert_eq!((&*decoded.text, decoded.encoding), ("café", "windows-1252"));
/// ```
pub fn decode_with<'a>(bytes: &'a [u8], hints: Hints<'_>) -> Decoded<'a> {
    pace::stage("decode");
    pace::advance(bytes.len());
    let mut flags = Vec::new();
    let read = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        [0xFF, 0xFE, 0, 0, rest @ ..] => utf32(rest, u32::from_le_bytes, "UTF-32LE"),
        [0, 0, 0xFE, 0xFF, rest @ ..] => utf32(rest, u32::from_be_bytes, "UTF-32BE"),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes, "UTF-16LE"),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes, "UTF-16BE"),
        _ => unmarked(bytes, hints, &mut flags),
    };
    if read.lossy {
        flags.push(Flag::Lossy);
    }
    if read.encoding == "UTF-8" && is_binary(bytes) {
        flags.push(Flag::Binary);
    }
    Decoded { text: read.text, encoding: read.encoding, flags }
}

/// Bytes read in one encoding.
struct Text<'a> {
    text: Cow<'a, str>,
    encoding: &'static str,
    lossy: bool,
}

/// Reads bytes without a byte order mark.
fn unmarked<'a>(bytes: &'a [u8], hints: Hints<'_>, flags: &mut Vec<Flag>) -> Text<'a> {
    if let Some(text) = utf16_by_zeros(bytes) {
        flags.push(Flag::GuessedCharset);
        return text;
    }
    let said = [hints.charset.and_then(|label| declared::named(label.as_bytes())), declared::declared(bytes)];
    let said: Vec<&'static Encoding> = said.into_iter().flatten().collect();
    let legacy = said.iter().copied().find(|encoding| *encoding != UTF_8);
    let as_utf8 = utf8(bytes);
    if !as_utf8.lossy {
        // Its bytes are all ASCII.
        if legacy == Some(ISO_2022_JP) && memchr::memchr(0x1B, bytes).is_some() {
            return in_encoding(bytes, ISO_2022_JP).0;
        }
        if said.first().is_some_and(|first| *first != UTF_8) && !bytes.is_ascii() {
            flags.push(Flag::WrongCharset);
        }
        return as_utf8;
    }
    if is_binary(bytes) {
        return as_utf8;
    }
    let (valid, invalid) = sequences(bytes);
    if valid > MIXED * invalid {
        if legacy.is_some() && legacy == said.first().copied() {
            flags.push(Flag::WrongCharset);
        }
        return as_utf8;
    }
    for encoding in said.iter().copied().filter(|encoding| *encoding != UTF_8) {
        let (text, faults) = in_encoding(bytes, encoding);
        if faults <= 1 + invalid / MOST_FAULTS {
            return text;
        }
    }
    // A mixture: more of it is UTF-8 than is not.
    if valid > invalid {
        return as_utf8;
    }
    if let Some(encoding) = guess::guess(bytes, hints.url) {
        let (text, faults) = in_encoding(bytes, encoding);
        if faults <= 1 + invalid / MOST_FAULTS {
            flags.push(Flag::GuessedCharset);
            if !said.is_empty() && !said.contains(&encoding) {
                flags.push(Flag::WrongCharset);
            }
            return text;
        }
    }
    as_utf8
}

/// So many whole sequences to one broken are UTF-8 with faults, whatever is declared. In text of other encodings nine
/// sequences in ten are broken.
const MIXED: usize = 4;

/// An encoding with one fault in fewer characters than this was not the right one.
const MOST_FAULTS: usize = 20;

/// Reads bytes in `encoding`, and says how many parts could not be read.
fn in_encoding(bytes: &[u8], encoding: &'static Encoding) -> (Text<'static>, usize) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(0).unwrap_or(0) + bytes.len());
    let mut faults = 0;
    let mut rest = bytes;
    // In pieces, so that a document of any size can be interrupted.
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(rest.len().min(CANCEL_BYTES as usize));
        pace::advance(piece.len());
        rest = behind;
        let mut piece = piece;
        loop {
            text.reserve(
                decoder.max_utf8_buffer_length_without_replacement(piece.len()).unwrap_or(piece.len() * 3),
            );
            let (result, read) =
                decoder.decode_to_string_without_replacement(piece, &mut text, rest.is_empty());
            piece = piece.get(read..).unwrap_or_default();
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    faults += 1;
                    text.push(char::REPLACEMENT_CHARACTER);
                }
            }
        }
    }
    (Text { text: Cow::Owned(text), encoding: encoding.name(), lossy: faults > 0 }, faults)
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
    !probe.is_empty()
        && (controls * 10 > probe.len() * 3
            || (broken && (controls * 20 > probe.len() || holds_no_text(probe))))
}

/// In fewer bytes a word in an encoding that is not known looks the same: `мост` in WINDOWS-1251 has no ASCII either.
const FEWEST_BYTES: usize = 16;

/// Whether bytes that no encoding fits hold nothing to read: erased memory and white pictures are `0xFF` throughout,
/// with or without a header. Text in an encoding that is not known has its spaces and digits in common with ASCII.
fn holds_no_text(probe: &[u8]) -> bool {
    if probe.len() < FEWEST_BYTES {
        return false;
    }
    let foreign = probe.iter().filter(|byte| matches!(byte, 0xC0 | 0xC1 | 0xF5..=0xFF)).count();
    foreign * 2 > probe.len() || probe.utf8_chunks().all(|chunk| chunk.valid().trim().is_empty())
}
