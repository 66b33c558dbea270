//! How the tools take tags out of what they count. Each has a rule of its own;
//! all of them are walked here in one pass.

use std::borrow::Cow;

use crate::{pace, span};

/// `strip_tags` of PHP: `<` opens a tag unless a space follows, tags nest, quotation marks inside
/// hide both brackets, comments run to `-->`, and a tag that never ends takes
/// the rest of the text with it.
pub(super) fn php(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    enum Inside {
        Text,
        Tag,
        Declaration,
        Comment,
    }
    let mut out = String::with_capacity(text.len());
    let mut state = Inside::Text;
    let (mut depth, mut quote, mut passed) = (0u64, None, ['\0'; 2]);
    let mut rest = text.chars();
    loop {
        if matches!(state, Inside::Text) {
            let text = rest.as_str();
            let plain = span::cut(text, 0..memchr::memchr(b'<', text.as_bytes()).unwrap_or(text.len()));
            pace::advance(plain.len());
            out.push_str(plain);
            rest = span::cut(text, plain.len()..text.len()).chars();
        }
        let Some(c) = rest.next() else { break };
        pace::advance(1);
        let next = rest.as_str().chars().next();
        match state {
            Inside::Text if next.is_some_and(|c| c.is_ascii_whitespace()) => out.push(c),
            Inside::Text => {
                (state, depth, quote) = (Inside::Tag, 0, None);
            }
            Inside::Comment => {
                if c == '>' && passed == ['-', '-'] && quote.is_none() {
                    state = Inside::Text;
                }
            }
            Inside::Tag | Inside::Declaration => match c {
                '-' if passed == ['!', '-'] && matches!(state, Inside::Declaration) => {
                    state = Inside::Comment;
                }
                '!' if passed[1] == '<' => state = Inside::Declaration,
                '"' | '\'' if quote == Some(c) => quote = None,
                '"' | '\'' if quote.is_none() => quote = Some(c),
                '<' if quote.is_none()
                    && matches!(state, Inside::Tag)
                    && !next.is_some_and(|c| c.is_ascii_whitespace()) =>
                {
                    depth += 1
                }
                '>' if depth > 0 => depth -= 1,
                '>' if quote.is_none() => state = Inside::Text,
                _ => {}
            },
        }
        passed = [passed[1], c];
    }
    Cow::Owned(out)
}

/// The `striptags` of npm, which hexo uses: made after PHP's, but `<` opens a
/// tag until a space or newline behind it closes it again, and a depth that was
/// not closed is carried into the next tag.
pub(super) fn striptags(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let (mut tag, mut comment, mut depth, mut quote) = (String::new(), false, 0u64, None);
    for c in text.chars() {
        match c {
            '<' if tag.is_empty() && !comment => tag.push(c),
            c if tag.is_empty() && !comment => out.push(c),
            '>' if comment => {
                comment = !tag.ends_with("--");
                tag.clear();
            }
            c if comment => tag.push(c),
            '<' => depth += u64::from(quote.is_none()),
            '>' if quote.is_some() => {}
            '>' if depth > 0 => depth -= 1,
            '>' => tag.clear(),
            ' ' | '\n' if tag == "<" => {
                out.push_str("< ");
                tag.clear();
            }
            c => {
                comment = c == '-' && tag == "<!-";
                match c {
                    '"' | '\'' if quote == Some(c) => quote = None,
                    '"' | '\'' => quote = quote.or(Some(c)),
                    _ => {}
                }
                tag.push(c);
            }
        }
    }
    pace::advance(text.len());
    Cow::Owned(out)
}

/// `text` without what stands from `open` to `close`, both in ASCII and found
/// in any case: `<script`…`</script>`. What is never closed stays.
pub(super) fn without_blocks<'a>(text: Cow<'a, str>, open: &str, close: &str) -> Cow<'a, str> {
    let Some(first) = find_ignoring_case(&text, 0, open) else { return text };
    let mut out = String::with_capacity(text.len());
    let (mut kept, mut next) = (0, Some(first));
    while let Some(start) = next {
        let Some(end) = find_ignoring_case(&text, start + open.len(), close) else { break };
        out.push_str(span::cut(&text, kept..start));
        kept = end + close.len();
        next = find_ignoring_case(&text, kept, open);
    }
    out.push_str(span::cut(&text, kept..text.len()));
    Cow::Owned(out)
}

/// Where `needle` (ASCII, beginning with `<` or `-`) stands at or after `from`.
fn find_ignoring_case(text: &str, from: usize, needle: &str) -> Option<usize> {
    let (first, length) = (*needle.as_bytes().first()?, needle.len());
    let mut at = from;
    loop {
        let found = memchr::memchr(first, text.as_bytes().get(at..)?)?;
        pace::advance(found + 1);
        at += found;
        if text.as_bytes().get(at..at + length)?.eq_ignore_ascii_case(needle.as_bytes()) {
            return Some(at);
        }
        at += 1;
    }
}

/// `text` with each tag replaced. A tag begins at a `<` for whose followers
/// `opens` is true and ends at the next `>`; with `quoted`, marks of quotation
/// in between hide a `>` and must be closed. A `<` that begins none stays.
pub(super) fn replaced<'a>(
    text: &'a str,
    replacement: &str,
    quoted: bool,
    opens: impl Fn(&str) -> bool,
) -> Cow<'a, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let ends = ends(text, quoted);
    let mut out = String::with_capacity(text.len());
    let mut kept = 0;
    for (start, end) in ends.into_iter().rev() {
        let inside = span::cut(text, start + 1..end);
        if start >= kept && opens(inside) {
            out.push_str(span::cut(text, kept..start));
            out.push_str(replacement);
            kept = end + 1;
        }
    }
    out.push_str(span::cut(text, kept..text.len()));
    Cow::Owned(out)
}

/// For each `<`, from the last to the first, the `>` that would end a tag
/// there. Walking backwards, the end is known at once for each of the three
/// states that a tag can be in, so no `<` is searched from twice.
fn ends(text: &str, quoted: bool) -> Vec<(usize, usize)> {
    let (mut plain, mut double, mut single) = (None, None, None);
    let mut ends = Vec::new();
    for (at, byte) in text.bytes().enumerate().rev() {
        if at % 4096 == 0 {
            pace::advance(4096);
        }
        match byte {
            b'>' => plain = Some(at),
            b'"' if quoted => (plain, double) = (double, plain),
            b'\'' if quoted => (plain, single) = (single, plain),
            b'<' => ends.extend(plain.map(|end| (at, end))),
            _ => {}
        }
    }
    ends
}

/// `text` up to the first tag that never ends.
pub(super) fn without_unclosed_tag(text: &str) -> &str {
    let from = memchr::memrchr(b'>', text.as_bytes()).map_or(0, |last| last + 1);
    let rest = span::cut(text, from..text.len());
    let opens = |(_, next): &(usize, &str)| !next.starts_with(|c: char| c.is_whitespace() || c == '<');
    let open = rest.match_indices('<').map(|(at, _)| (at, span::cut(rest, at + 1..rest.len()))).find(opens);
    span::cut(text, 0..open.map_or(text.len(), |(at, _)| from + at))
}
