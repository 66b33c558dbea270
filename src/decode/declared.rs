//! The charset that a page declares about itself: the prescan of the HTML
//! Standard, over [`DECLARATION_BYTES`] instead of 1,024.

use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

use crate::limits::DECLARATION_BYTES;

/// The encoding that a label names. `None` for unknown ones, and for those that
/// the Encoding Standard refuses to read.
pub(super) fn named(label: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_label(label).filter(|encoding| *encoding != REPLACEMENT)
}

/// The encoding that the first `<meta>` declares, else the XML declaration.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut scan = Scan { bytes: bytes.get(..DECLARATION_BYTES).unwrap_or(bytes), at: 0 };
    let encoding = scan.meta().or_else(|| xml(bytes))?;
    // Who could read the declaration as ASCII did not read UTF-16.
    Some(match encoding {
        encoding if encoding == UTF_16LE || encoding == UTF_16BE => UTF_8,
        encoding if encoding == X_USER_DEFINED => WINDOWS_1252,
        encoding => encoding,
    })
}

/// `<?xml version="1.0" encoding="…"?>` at the start.
fn xml(bytes: &[u8]) -> Option<&'static Encoding> {
    let probe = bytes.get(..DECLARATION_BYTES).unwrap_or(bytes);
    let rest = probe.trim_ascii_start().strip_prefix(b"<?xml")?;
    let inside = rest.get(..rest.iter().position(|byte| *byte == b'>')?)?;
    let value = after(inside, b"encoding")?;
    named(quoted(value)?)
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Goes to the next byte that `stop` knows, or to the end.
    fn skip_to(&mut self, stop: impl Fn(u8) -> bool) {
        self.at += self.rest().iter().position(|byte| stop(*byte)).unwrap_or(self.rest().len());
    }

    fn meta(&mut self) -> Option<&'static Encoding> {
        while self.at < self.bytes.len() {
            self.skip_to(|byte| byte == b'<');
            let rest = self.rest();
            let letter = |at: usize| rest.get(at).is_some_and(u8::is_ascii_alphabetic);
            if rest.starts_with(b"<!--") {
                // `<!-->` is a whole comment.
                let inside = rest.get(2..).unwrap_or_default();
                let end = memchr::memmem::find(inside, b"-->").map_or(inside.len(), |at| at + 3);
                self.at += 2 + end;
            } else if is_meta(rest) {
                self.at += b"<meta".len();
                if let Some(encoding) = self.meta_charset() {
                    return Some(encoding);
                }
            } else if letter(1) || rest.get(1) == Some(&b'/') && letter(2) {
                self.skip_to(|byte| byte.is_ascii_whitespace() || byte == b'>');
                while self.attribute().is_some() {}
            } else if matches!(rest.get(1), Some(b'!' | b'/' | b'?')) {
                self.skip_to(|byte| byte == b'>');
            } else {
                self.at += 1;
            }
        }
        None
    }

    /// What one `<meta>` says of the charset.
    fn meta_charset(&mut self) -> Option<&'static Encoding> {
        let (mut pragma, mut content, mut charset) = (false, None, None);
        while let Some((name, value)) = self.attribute() {
            match name.as_slice() {
                b"http-equiv" => pragma |= value.eq_ignore_ascii_case(b"content-type"),
                b"content" => content = content.or_else(|| of_content(value)),
                b"charset" => charset = charset.or_else(|| named(value)),
                _ => {}
            }
        }
        charset.or(content.filter(|_| pragma))
    }

    /// The next attribute of a tag, its name in lower case.
    fn attribute(&mut self) -> Option<(Vec<u8>, &'a [u8])> {
        self.skip_to(|byte| !byte.is_ascii_whitespace() && byte != b'/');
        if matches!(self.peek(), None | Some(b'>')) {
            return None;
        }
        let start = self.at;
        // An attribute may begin with `=`.
        self.at += 1;
        self.skip_to(|byte| matches!(byte, b'=' | b'/' | b'>') || byte.is_ascii_whitespace());
        let name = self.bytes.get(start..self.at)?.to_ascii_lowercase();
        let behind_name = self.at;
        self.skip_to(|byte| !byte.is_ascii_whitespace());
        if self.peek() != Some(b'=') {
            self.at = behind_name;
            return Some((name, b""));
        }
        self.at += 1;
        self.skip_to(|byte| !byte.is_ascii_whitespace());
        let start = self.at;
        match self.peek() {
            Some(quote @ (b'"' | b'\'')) => {
                self.at += 1;
                self.skip_to(|byte| byte == quote);
                let value = self.bytes.get(start + 1..self.at)?;
                self.at += 1;
                Some((name, value))
            }
            _ => {
                self.skip_to(|byte| byte.is_ascii_whitespace() || byte == b'>');
                Some((name, self.bytes.get(start..self.at)?))
            }
        }
    }
}

fn is_meta(rest: &[u8]) -> bool {
    let name = rest.get(..5).is_some_and(|tag| tag.eq_ignore_ascii_case(b"<meta"));
    name && rest.get(5).is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'/')
}

/// `text/html; charset=…`, also without the first half.
fn of_content(value: &[u8]) -> Option<&'static Encoding> {
    let value = after(value, b"charset")?;
    let label = match value.first()? {
        b'"' | b'\'' => quoted(value)?,
        _ => value.split(|byte| *byte == b';' || byte.is_ascii_whitespace()).next()?,
    };
    named(label)
}

/// What stands behind `name` and an equals sign, in any case.
fn after<'a>(text: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let mut rest = text;
    loop {
        let at = rest.windows(name.len()).position(|window| window.eq_ignore_ascii_case(name))?;
        rest = rest.get(at + name.len()..)?;
        if let Some(value) = rest.trim_ascii_start().strip_prefix(b"=") {
            return Some(value.trim_ascii_start());
        }
    }
}

/// What stands between the quotation mark at the start and the next one.
fn quoted(value: &[u8]) -> Option<&[u8]> {
    let (quote, inside) = value.split_first().filter(|(quote, _)| matches!(quote, b'"' | b'\''))?;
    inside.get(..inside.iter().position(|byte| byte == quote)?)
}

#[cfg(test)]
mod tests {
    use super::declared;

    fn name(page: &str) -> Option<&'static str> {
        declared(page.as_bytes()).map(encoding_rs::Encoding::name)
    }

    #[test]
    fn declarations_are_found() {
        for (page, expected) in [
            ("<meta charset=gbk>", "GBK"),
            ("<META  CHARSET = 'gb2312' />", "GBK"),
            ("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=Big5\">", "Big5"),
            ("<meta content='text/html;charset=\"euc-kr\"' http-equiv=content-type>", "EUC-KR"),
            ("<!-- <meta charset=gbk> --><html><meta charset=windows-1251>", "windows-1251"),
            ("<!--><meta charset=koi8-r>", "KOI8-R"),
            ("<a title='<meta charset=gbk>'><meta charset=latin2>", "ISO-8859-2"),
            ("<?xml version='1.0' encoding='shift_jis'?><html>", "Shift_JIS"),
            ("<?xml version='1.0' encoding='shift_jis'?><meta charset=euc-jp>", "EUC-JP"),
            ("<meta charset=utf-16>", "UTF-8"),
            ("<meta charset=utf-16be>", "UTF-8"),
            ("<meta charset=x-user-defined>", "windows-1252"),
            ("<meta charset=iso-8859-1>", "windows-1252"),
            ("<meta charset=nobody><meta charset=gbk>", "GBK"),
            ("1 < 2 <metal charset=big5><meta charset=gbk", "GBK"),
        ] {
            assert_eq!(name(page), Some(expected), "{page}");
        }
    }

    #[test]
    fn what_declares_nothing() {
        for page in [
            "",
            "<meta charset>",
            "<meta content='text/html; charset=gbk'>",
            "<meta charset=hz-gb-2312>",
            "charset=gbk",
            "<!-- <meta charset=gbk>",
            "<script>var meta = 'charset=gbk'</script>",
            "<meta http-equiv=content-type content=charset>",
        ] {
            assert_eq!(name(page), None, "{page}");
        }
        assert_eq!(name(&format!("{}<meta charset=gbk>", " ".repeat(5000))), None);
        assert_eq!(name(&format!("{}<meta charset=gbk>", " ".repeat(3000))), Some("GBK"));
    }
}
