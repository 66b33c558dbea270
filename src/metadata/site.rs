//! The names of a site, and titles without them.

use super::{clean, key};
use crate::blocks::Statements;
use crate::repair::Spacing;
use crate::{address, span};

/// What the site is called, and by what names it may stand in titles.
pub(super) struct Site {
    pub name: Option<String>,
    /// Letters and digits of its names, in lower case.
    pub keys: Vec<String>,
}

impl Site {
    pub fn of(statements: &Statements, url: Option<&str>) -> Site {
        let host = url.and_then(address::host);
        let host = host.as_deref().map(|host| host.strip_prefix("www.").unwrap_or(host));
        let named = [
            statements.meta(&["og:site_name"]),
            statements.json_ld.publisher.as_deref(),
            statements.meta(&["application-name"]),
            statements.meta(&["apple-mobile-web-app-title"]),
            statements.meta(&["dc.publisher", "publisher"]),
        ];
        let named: Vec<String> = named
            .into_iter()
            .flatten()
            .filter(|name| !name.contains("://"))
            .map(|name| clean(name, Spacing::Tight))
            .collect();
        let labels = host.map(|host| host.split('.').collect::<Vec<_>>()).unwrap_or_default();
        let front = labels.get(..labels.len().saturating_sub(1)).unwrap_or_default();
        let of_host = host.into_iter().chain(front.iter().copied());
        let keys = named.iter().map(String::as_str).chain(of_host).map(key);
        let keys = keys.filter(|key| key.chars().count() > 2).collect();
        Site { name: named.into_iter().next().or_else(|| host.map(str::to_owned)), keys }
    }

    /// Whether a part of a title is the name of the site: the whole of it, or
    /// one of the two holds the other.
    fn is_named(&self, part: &str) -> bool {
        let part_key = key(part);
        let few = part.split_whitespace().count() <= 4;
        let holds = |long: &str, short: &str| short.chars().count() >= 5 && long.contains(short);
        self.keys
            .iter()
            .any(|site| *site == part_key || few && (holds(&part_key, site) || holds(site, &part_key)))
    }

    /// A title without the name of the site: `Judul | Kabar Pagi`.
    pub fn stripped(&self, title: &str) -> String {
        let mut title = title;
        loop {
            let parts = parts(title);
            let named = |range: &std::ops::Range<usize>| self.is_named(span::cut(title, range.clone()));
            let kept = match parts.as_slice() {
                [_] | [] => break,
                // What follows the site is about the site.
                [first, rest @ ..] if rest.iter().any(named) => {
                    let at = rest.iter().position(named).unwrap_or(0);
                    let last = at.checked_sub(1).and_then(|at| rest.get(at)).unwrap_or(first);
                    first.start..last.end
                }
                [first, second, ..] if named(first) => second.start..title.len(),
                _ => break,
            };
            title = span::cut(title, kept).trim();
        }
        // `Judul | Ekonomi`: a section.
        if let Some((front, section)) = title.rsplit_once(['|', '｜', '│']) {
            let words = |text: &str| text.split_whitespace().count();
            if words(section) <= 2 && words(front) >= 4 {
                title = front.trim();
            }
        }
        title.to_owned()
    }
}

/// The parts of a title between separators.
fn parts(title: &str) -> Vec<std::ops::Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    let mut characters = title.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let spaced =
            before.is_whitespace() && characters.peek().is_some_and(|(_, next)| next.is_whitespace());
        let separates = matches!(c, '|' | '｜' | '│')
            || spaced && matches!(c, '-' | '–' | '—' | '·' | '•' | '»' | '«' | '/' | ':');
        if separates && at > start {
            parts.push(span::trim(title, start..at));
            start = at + c.len_utf8();
        }
        before = c;
    }
    parts.push(span::trim(title, start..title.len()));
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use crate::metadata::tests::of;

    #[test]
    fn a_title_loses_the_name_of_its_site() {
        let url = Some("https://www.kabarpagi.example.id/a");
        for (page, title) in [
            ("<title>Feri Pagi Kembali Berlayar | Kabar Pagi</title>", "Feri Pagi Kembali Berlayar"),
            ("<title>Kabar Pagi: Feri Kembali</title>", "Kabar Pagi: Feri Kembali"),
            ("<title>Kabar Pagi - Feri Kembali</title>", "Feri Kembali"),
            ("<title>Feri Kembali - Kabar Pagi - Berita Pelabuhan</title>", "Feri Kembali"),
            ("<title>Feri - Kapal Tua - Kembali</title>", "Feri - Kapal Tua - Kembali"),
            ("<title>Feri Pagi Kembali Berlayar | Ekonomi</title>", "Feri Pagi Kembali Berlayar"),
            ("<title>Kabar Pagi</title><h1>Feri Pagi Kembali Berlayar</h1>", "Feri Pagi Kembali Berlayar"),
            ("<title>Feri Kembali</title><h1>Kabar Pagi</h1>", "Feri Kembali"),
            (
                "<title>Feri Pagi Kembali</title><h1>Feri Pagi Kembali Berlayar</h1>",
                "Feri Pagi Kembali Berlayar",
            ),
            ("<h1>Satu</h1>", "Satu"),
        ] {
            assert_eq!(of(page, url, None).title.as_deref(), Some(title), "{page}");
        }
        assert_eq!(of("<p>Feri", url, None).title, None);
        assert_eq!(of("<svg><title>Logo</title></svg>", url, None).title, None);
    }
}
