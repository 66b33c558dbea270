//! The encodings that UTF-8 gets mistaken for, read backwards: which byte a
//! character stood for.

use std::sync::LazyLock;

use encoding_rs::{
    Encoding, ISO_8859_2, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254,
    WINDOWS_1257,
};

/// The encodings, the likeliest first: of two that explain a line equally well
/// the first wins. With WINDOWS-1252 goes latin-1: bytes 80 to 9F may have
/// become controls.
static ENCODINGS: [&Encoding; 8] = [
    WINDOWS_1252,
    WINDOWS_1251,
    WINDOWS_1250,
    WINDOWS_1254,
    ISO_8859_2,
    WINDOWS_1253,
    WINDOWS_1257,
    MACINTOSH,
];

/// The upper half of code page 437, of DOS and of archives made there, which no
/// browser reads and `encoding_rs` does not hold.
const CODE_PAGE_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}";

/// How many there are, code page 437 the last.
pub(super) const PAGES: usize = ENCODINGS.len() + 1;

/// The byte of one character in each page; 0 where a page does not have it.
pub(super) type Row = [u8; PAGES];

/// In WINDOWS-1252, whose bytes no other reading of a line shares.
pub(super) const WESTERN: usize = 0;

static ROWS: LazyLock<Vec<(char, Row)>> = LazyLock::new(|| {
    let mut cells: Vec<(char, usize, u8)> = Vec::new();
    for (page, encoding) in ENCODINGS.iter().enumerate() {
        for byte in 0x80..=0xFF_u8 {
            let bytes = [byte];
            let (text, _) = encoding.decode_without_bom_handling(&bytes);
            // Bytes that the page has not come through as latin-1.
            let given =
                text.chars().map(|c| if c == char::REPLACEMENT_CHARACTER { char::from(byte) } else { c });
            cells.extend(given.map(|c| (c, page, byte)));
            if page == WESTERN && byte < 0xA0 {
                cells.push((char::from(byte), page, byte));
            }
        }
    }
    cells.extend(CODE_PAGE_437.chars().zip(0x80..=0xFF_u8).map(|(c, byte)| (c, PAGES - 1, byte)));
    cells.retain(|(_, page, byte)| is_used(*page, *byte));
    cells.sort_unstable();
    let mut rows: Vec<(char, Row)> = Vec::new();
    for (c, page, byte) in cells {
        if rows.last().is_none_or(|(last, _)| *last != c) {
            rows.push((c, [0; PAGES]));
        }
        if let Some(cell) = rows.last_mut().and_then(|(_, row)| row.get_mut(page)) {
            *cell = byte;
        }
    }
    rows
});

/// Quotation marks are leading bytes in Macintosh: `«É` and `’é` would be letters
/// that nobody uses.
fn is_used(page: usize, byte: u8) -> bool {
    let macintosh = ENCODINGS.get(page).is_some_and(|encoding| *encoding == MACINTOSH);
    !(macintosh && matches!(byte, 0xC7..=0xCA | 0xD2..=0xD5))
}

/// The bytes of `c`, `None` if no page has it.
pub(super) fn row(c: char) -> Option<&'static Row> {
    if c.is_ascii() {
        return None;
    }
    let at = ROWS.binary_search_by_key(&c, |(c, _)| *c).ok()?;
    ROWS.get(at).map(|(_, row)| row)
}

/// All characters, and their bytes.
pub(super) fn rows() -> impl Iterator<Item = (char, &'static Row)> {
    ROWS.iter().map(|(c, row)| (*c, row))
}

/// The character that has that byte in a page.
pub(super) fn character(page: usize, byte: u8) -> Option<char> {
    rows().find(|(_, row)| row.get(page) == Some(&byte)).map(|(c, _)| c)
}
