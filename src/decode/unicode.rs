//! Unicode in units of one, two and four bytes.

use std::borrow::Cow;

use super::Text;
use crate::limits::UTF16_PROBE_BYTES;

/// UTF-8, each maximal invalid part replaced.
pub(super) fn utf8(bytes: &[u8]) -> Text<'_> {
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => Text { text: Cow::Borrowed(text), encoding: "UTF-8", lossy: false },
        Err(_) => Text { text: String::from_utf8_lossy(bytes), encoding: "UTF-8", lossy: true },
    }
}

/// How many sequences of several bytes `bytes` hold as UTF-8, and how many
/// maximal parts that are none.
pub(super) fn sequences(bytes: &[u8]) -> (usize, usize) {
    bytes.utf8_chunks().fold((0, 0), |(valid, invalid), chunk| {
        let leads = chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        (valid + leads, invalid + usize::from(!chunk.invalid().is_empty()))
    })
}

pub(super) fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, encoding: &'static str) -> Text<'static> {
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
    Text { text: Cow::Owned(text), encoding, lossy }
}

pub(super) fn utf32(bytes: &[u8], unit: fn([u8; 4]) -> u32, encoding: &'static str) -> Text<'static> {
    let (units, odd) = bytes.as_chunks::<4>();
    let read = |units: &[u8; 4]| char::from_u32(unit(*units));
    let lossy = !odd.is_empty() || units.iter().any(|units| read(units).is_none());
    let mut text: String =
        units.iter().map(|units| read(units).unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    if !odd.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    Text { text: Cow::Owned(text), encoding, lossy }
}

/// UTF-16 without a byte order mark, told by the zeros beside its ASCII: in
/// markup and in any text of the Latin alphabet most units have one, all on the
/// same side.
pub(super) fn utf16_by_zeros(bytes: &[u8]) -> Option<Text<'static>> {
    let probe = bytes.get(..UTF16_PROBE_BYTES).unwrap_or(bytes);
    let pairs = probe.as_chunks::<2>().0;
    let zeros = |side: fn(&[u8; 2]) -> (u8, u8)| {
        // The other byte of the unit is the character.
        let units = pairs.iter().map(side);
        units.filter(|(zero, other)| *zero == 0 && *other != 0).count()
    };
    let (big, little) =
        (zeros(|[first, second]| (*first, *second)), zeros(|[first, second]| (*second, *first)));
    let most = |count: usize| pairs.len() >= 4 && count * 10 >= pairs.len() * 7;
    match (most(little) && big == 0, most(big) && little == 0) {
        (true, _) => Some(utf16(bytes, u16::from_le_bytes, "UTF-16LE")),
        (_, true) => Some(utf16(bytes, u16::from_be_bytes, "UTF-16BE")),
        _ => None,
    }
}
