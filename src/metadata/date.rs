//! The date of publication among the dates that a page states.

use crate::blocks::{self, Statements, Time, Tree};
use crate::dates::{self, Date};
use crate::{address, span};

/// When the page was published; when it was changed, if it states that only.
pub(super) fn date(
    statements: &Statements,
    page: &Tree<'_>,
    url: Option<&str>,
    language: Option<&str>,
) -> Option<Date> {
    let read =
        |text: &str| machine_date(text).or_else(|| dates::written_date(span::head(text, 200), language));
    let json_ld = &statements.json_ld;
    let first = |names: &[&str]| names.iter().flat_map(|name| statements.metas(name)).find_map(read);
    let of_time = |time: &Time| time.machine.as_deref().and_then(read).or_else(|| read(&time.shown));
    let times = |wanted: &dyn Fn(&Time) -> bool| {
        statements.times.iter().filter(|time| wanted(time)).find_map(of_time)
    };
    None.or_else(|| read(json_ld.published.as_deref()?))
        .or_else(|| first(&PUBLISHED))
        .or_else(|| times(&|time| time.published && !time.modified))
        .or_else(|| read(json_ld.page_published.as_deref()?))
        .or_else(|| times(&|time| time.behind_headline && !time.modified))
        .or_else(|| of_path(url?))
        .or_else(|| {
            let lines = blocks::dated(page);
            let dated = |behind: bool| {
                lines.iter().filter(move |(_, is)| *is == behind).find_map(|(line, _)| read(line))
            };
            dated(true).or_else(|| dated(false))
        })
        .or_else(|| times(&|time| !time.modified))
        .or_else(|| read(json_ld.modified.as_deref()?))
        .or_else(|| first(&MODIFIED))
        .or_else(|| times(&|_| true))
}

const PUBLISHED: [&str; 25] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published_time",
    "pubdate",
    "article.published",
    "cxenseparse:recs:publishtime",
    "date",
    "originalpublicationdate",
];

const MODIFIED: [&str; 6] = [
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
];

/// `20240627`, `20240627T0915`, and seconds or milliseconds since 1970.
fn machine_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = |range: std::ops::Range<usize>| span::cut(text, range).parse::<u32>().ok();
    let behind = text.as_bytes().get(digits);
    match (digits, behind) {
        (8, None | Some(b'T' | b't' | b' ')) | (12 | 14, None) => {
            Date::new(number(0..4)?, number(4..6)?, number(6..8)?)
        }
        (10, None) | (13, None) => Date::from_days_since_1970(number(0..10)? / 86_400),
        _ => None,
    }
}

/// The date in the path of an address: `/2024/06/27/`, `/2024-06-27-judul`,
/// `/20240627/`.
fn of_path(url: &str) -> Option<Date> {
    let path = address::path(url);
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let number = |text: &str, length: std::ops::RangeInclusive<usize>| {
        let digits = length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse::<u32>().ok()).flatten()
    };
    let three = parts.windows(3).find_map(|parts| match parts {
        [year, month, day] => Date::new(number(year, 4..=4)?, number(month, 1..=2)?, number(day, 1..=2)?),
        _ => None,
    });
    three.or_else(|| {
        let whole =
            path.split('/').find(|part| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_digit()))?;
        machine_date(whole)
    })
}

#[cfg(test)]
mod tests {
    use super::{machine_date, of_path};
    use crate::metadata::tests::of;

    #[test]
    fn the_date_of_publication_goes_before_others() {
        let date = |page: &str, url| of(page, url, Some("de")).date.map(|date| date.to_string());
        let path = Some("https://a.example/2021/03/04/b");
        for (page, url, expected) in [
            (
                "<meta property=article:modified_time content=2022-01-02><time datetime=2022-01-01>",
                None,
                "2022-01-01",
            ),
            ("<meta property=article:modified_time content=2022-01-02>", None, "2022-01-02"),
            (
                "<h1>Brücke</h1><time class=updated datetime=2022-01-02></time><time>1. Januar 2022</time>",
                None,
                "2022-01-01",
            ),
            ("<time datetime=2022-01-02>", path, "2021-03-04"),
            ("<h1>Brücke</h1><time datetime=2022-01-02>", path, "2022-01-02"),
            (
                "<meta name=date content='vor 2 Stunden'><h1>Brücke</h1><p class=post-date>Am 3.4.2022</p>",
                None,
                "2022-04-03",
            ),
            ("<meta name=parsely-pub-date content=1656316800>", None, "2022-06-27"),
        ] {
            assert_eq!(date(page, url).as_deref(), Some(expected), "{page}");
        }
        assert_eq!(date("<h1>Brücke</h1><time>vor 2 Stunden</time>", None), None);
    }

    #[test]
    fn numbers_that_are_dates() {
        let shown = |text: &str| machine_date(text).map(|date| date.to_string());
        assert_eq!(shown("20240627").as_deref(), Some("2024-06-27"));
        assert_eq!(shown("20240627T0915").as_deref(), Some("2024-06-27"));
        assert_eq!(shown("20240627091500").as_deref(), Some("2024-06-27"));
        assert_eq!(shown("1719475200").as_deref(), Some("2024-06-27"));
        assert_eq!(shown("1719475200123").as_deref(), Some("2024-06-27"));
        for text in ["20241327", "202406", "12", "", "20240627x", "99999999999999"] {
            assert_eq!(shown(text), None, "{text}");
        }
        let path = |url: &str| of_path(url).map(|date| date.to_string());
        assert_eq!(path("https://a.example/2024/6/27/b").as_deref(), Some("2024-06-27"));
        assert_eq!(path("https://a.example/b/2024-06-27-c.html").as_deref(), Some("2024-06-27"));
        assert_eq!(path("https://a.example/20240627/b").as_deref(), Some("2024-06-27"));
        for url in
            ["https://a.example/2024/06/", "https://a.example/123/45/6", "https://2024.06.27.example/", ""]
        {
            assert_eq!(path(url), None, "{url}");
        }
    }
}
