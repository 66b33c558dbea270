//! The date that a line states: `27 June 2024`, `27.06.2024`, `2024年6月27日`.
//!
//! A line is read as words and numbers. Three numbers in a row are a date in
//! digits; a month's name with a day and a year around it is one in words. Names
//! come from `data/dates.tsv`, and those of a language that does not match the
//! rest of the page count too, where all languages agree on the month: sites
//! print dates in the language of their software.
//!
//! What has no year is no date, and neither is `2 hours ago`: there is no clock.

use std::collections::HashSet;
use std::fmt;
use std::ops::Range;
use std::sync::LazyLock;

use crate::hash::ByText;
use crate::language::primary;
use crate::tokens::{Token, fold, is_digit, may_hold_digit, tokens};
use crate::{duration, pace, span};

/// A day of the Gregorian calendar, 1990 to 2100. Shown as `2024-06-27`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

/// Articles on the web are not older, and a later year is a slip or a number.
const YEARS: std::ops::RangeInclusive<u32> = 1990..=2100;

impl Date {
    /// The date, if there is such a day.
    pub fn new(year: u32, month: u32, day: u32) -> Option<Date> {
        let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        let real = YEARS.contains(&year) && (1..=days).contains(&day);
        real.then_some(Date { year: year as u16, month: month as u8, day: day as u8 })
    }

    /// The day that begins so many days after 1 January 1970.
    pub(crate) fn from_days_since_1970(days: u32) -> Option<Date> {
        // March is the first month, and 1 March 2000 begins a cycle of 400 years;
        // before that a date in an address or a tag is a number of something else.
        let days = days.checked_sub(11_017)?;
        let (cycle, day) = (days / 146_097, days % 146_097);
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        let day_of_month = day - (153 * month + 2) / 5 + 1;
        let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
        Date::new(2000 + 400 * cycle + year, month, day_of_month)
    }

    /// Days since 1 January 1970, as Arrow counts them.
    pub fn days_since_1970(self) -> i32 {
        // March is the first month: the leap day is then the last of a year.
        let (year, month) = (i32::from(self.year), i32::from(self.month));
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let days_before_month = (153 * month + 2) / 5;
        let days = year * 365 + year / 4 - year / 100 + year / 400 + days_before_month;
        days + i32::from(self.day) - 1 - 719_468
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The first date that `text` states, in words or digits.
///
/// `language` is a BCP 47 tag. It decides what a name means that two languages
/// use for two months (`listopad`), and whether `05/06/2024` is in May or in
/// June. In English that depends on the region, which a text does not tell:
/// without one (`en-GB`, `en-US`) such a date is none, for a wrong date is worse
/// than no date. The same holds without a language, and for languages that write
/// the year first.
///
/// ```
/// let date = |text, language| minread::written_date(text, language).map(|date| date.to_string());
/// assert_eq!(date("Kamis, 27 Juni 2024 | 09.15 WIB", Some("id")).as_deref(), Some("2024-06-27"));
/// assert_eq!(date("27 มิถุนายน 2567", Some("th")).as_deref(), Some("2024-06-27"));
/// assert_eq!(date("05/06/2024", Some("es")).as_deref(), Some("2024-06-05"));
/// assert_eq!(date("05/06/2024", Some("en")), None);
/// assert_eq!(date("2 hours ago", Some("en")), None);
/// ```
pub fn written_date(text: &str, language: Option<&str>) -> Option<Date> {
    pace::stage("dates");
    written(text, language).first().map(|written| written.date)
}

/// A date on a line.
pub(crate) struct Written {
    pub date: Date,
    /// Where it stands on the line, in bytes.
    pub range: Range<usize>,
    /// Whether the words in front of it say that something was changed then.
    pub updated: bool,
}

/// The dates that `text` states, in order.
pub(crate) fn written(text: &str, language: Option<&str>) -> Vec<Written> {
    pace::advance(text.len());
    if !may_hold_digit(text) || !text.contains(is_digit) {
        return Vec::new();
    }
    let line = Line { text, tokens: tokens(text), customs: Customs::of(language) };
    let mut dates = Vec::new();
    let (mut at, mut end) = (0, 0);
    while at < line.tokens.len() {
        let Some((date, first, next)) = line.date_at(at) else {
            at += 1;
            continue;
        };
        let start = line.tokens.get(first).map_or(end, |token| token.start);
        let updated = says_updated(span::cut(text, end..start));
        end = line.tokens.get(next - 1).map_or(text.len(), |token| token.end);
        dates.push(Written { date, range: start..end, updated });
        at = next;
    }
    dates
}

/// Whether a line looks as if it had a date or a time in it: a year (also of the Buddhist era, 2550 to 2579), a time of day, a date in
/// digits, or a date as CJK writes it.
fn looks_dated(text: &str) -> bool {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(b' ');
    let digits = |at: usize| {
        bytes.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count()
    };
    // Whether a word may begin or end before `at`, outside of digits.
    let is_open = |at: usize| !(byte(at).is_ascii_alphanumeric() || byte(at) == b'_');
    let mut end = 0;
    while let Some(ahead) = bytes.get(end..).unwrap_or_default().iter().position(u8::is_ascii_digit) {
        let start = end + ahead;
        let length = digits(start);
        end = start + length;
        if start == 0 || is_open(start - 1) {
            let year = || {
                matches!(
                    bytes.get(start..end),
                    Some([b'1', b'9', ..] | [b'2', b'0', ..] | [b'2', b'5', b'5'..=b'7', _])
                )
            };
            if length == 4 && is_open(end) && year() {
                return true;
            }
            let second = digits(end + 1);
            let behind = end + 1 + second;
            let time = || matches!(byte(end), b'.' | b':') && second == 2 && is_open(behind);
            let date = || {
                let third = digits(behind + 1);
                matches!((byte(end), byte(behind)), (b'.' | b'/' | b'-', b'.' | b'/' | b'-'))
                    && (1..=2).contains(&second)
                    && (2..=4).contains(&third)
                    && is_open(behind + 1 + third)
            };
            if length <= 2 && (time() || date()) {
                return true;
            }
        }
        let behind = end + usize::from(byte(end) == b' ');
        let units = ['年', '月', '日', '년', '월', '일'];
        if !byte(behind).is_ascii() && span::cut(text, behind..text.len()).starts_with(units) {
            return true;
        }
    }
    false
}

/// Whether a line has a date or a time in it, whole or not.
pub(crate) fn states_time(text: &str, language: Option<&str>) -> bool {
    looks_dated(text) || (may_hold_year(text) && !written(text, language).is_empty())
}

/// Whether four digits stand in a row, or one that is not ASCII: without a year
/// there is no date, and this is asked of every line of a page.
fn may_hold_year(text: &str) -> bool {
    let year = |digits: &[u8]| digits.iter().all(u8::is_ascii_digit);
    text.as_bytes().windows(4).any(year)
        || (!text.is_ascii() && text.contains(|c: char| !c.is_ascii() && is_digit(c)))
}

/// What stands in a date in digits first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Day,
    Month,
}

struct Table {
    /// By the words of a name, a space between two: languages and months.
    months: ByText<String, Vec<(&'static str, u32)>>,
    /// The most words a name has that begins with a word.
    longest: ByText<String, usize>,
    /// By tag in lower case; `None` where nothing says.
    orders: ByText<String, Option<Order>>,
    calendars: ByText<&'static str, u32>,
    fillers: HashSet<String>,
    updated: Vec<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let (months, longest, orders, calendars, fillers) = Default::default();
    let mut table = Table { months, longest, orders, calendars, fillers, updated: Vec::new() };
    let rows = crate::tsv::rows(include_str!("data/dates.tsv"));
    for [tag, entry, values, _source] in rows {
        let month: Option<u32> = entry.strip_prefix("month.").and_then(|month| month.parse().ok());
        for value in values.split('|') {
            match (entry, month) {
                (_, Some(month)) => {
                    let words = tokens(value);
                    let first = words.first().map_or("", |token| token.word.as_ref());
                    let longest = table.longest.entry(first.to_owned()).or_default();
                    *longest = words.len().max(*longest);
                    table.months.entry(name(&words)).or_default().push((tag, month));
                }
                ("order", _) => {
                    let order = match value {
                        "dmy" => Some(Order::Day),
                        "mdy" => Some(Order::Month),
                        _ => None,
                    };
                    table.orders.insert(tag.to_ascii_lowercase(), order);
                }
                ("calendar", _) => {
                    table.calendars.insert(tag, value.parse().unwrap_or(0));
                }
                ("filler", _) => {
                    table.fillers.insert(fold(value).into_owned());
                }
                _ => table.updated.push(fold(value).into_owned()),
            }
        }
    }
    table
});

/// The words of a month's name, as the table's key. Vietnamese says "month 6".
fn name(words: &[Token<'_>]) -> String {
    let word = |token: &Token<'_>| token.number.map_or_else(|| token.word.to_string(), |n| n.to_string());
    words.iter().map(word).collect::<Vec<_>>().join(" ")
}

/// Whether one of the words begins as a word of change does.
pub(crate) fn says_updated(before: &str) -> bool {
    let before = fold(before);
    TABLE.updated.iter().any(|word| before.contains(word.as_str()))
}

/// How dates are written where the text comes from.
struct Customs {
    language: Option<String>,
    order: Option<Order>,
    /// Years by which the calendar is ahead.
    ahead: Option<u32>,
}

impl Customs {
    fn of(language: Option<&str>) -> Customs {
        let Some(tag) = language else {
            // Nobody else is 543 years ahead.
            let ahead = TABLE.calendars.values().next().copied();
            return Customs { language: None, order: None, ahead };
        };
        let language = primary(tag);
        let region = tag.split(['-', '_']).skip(1).find(|part| part.len() == 2);
        let of_region = region.and_then(|region| {
            TABLE.orders.get(&format!("{language}-{}", region.to_ascii_lowercase())).copied()
        });
        let of_language = TABLE.orders.get(&language).copied().flatten();
        // English of the regions that the table does not name has the day first.
        let default = if language == "en" && region.is_some() { Some(Order::Day) } else { of_language };
        let ahead = TABLE.calendars.get(language.as_str()).copied();
        Customs { order: of_region.unwrap_or(default), ahead, language: Some(language) }
    }

    fn date(&self, year: u32, month: u32, day: u32) -> Option<Date> {
        let ahead = self.ahead.filter(|ahead| YEARS.contains(&year.saturating_sub(*ahead)));
        Date::new(year - ahead.unwrap_or(0), month, day)
    }

    /// The month that a name means: here, or wherever it is one, if all agree.
    fn month(&self, name: &str) -> Option<u32> {
        let meanings = TABLE.months.get(name)?;
        let here = meanings.iter().find(|(tag, _)| self.language.as_deref() == Some(tag));
        let (_, month) = here.or_else(|| meanings.first())?;
        let agreed = here.is_some() || meanings.iter().all(|(_, other)| other == month);
        agreed.then_some(*month)
    }
}

/// A date, its first token, and the token behind it.
type Found = (Date, usize, usize);

struct Line<'a> {
    text: &'a str,
    tokens: Vec<Token<'a>>,
    customs: Customs,
}

impl Line<'_> {
    /// The date in digits that begins at token `at`, or the one in words whose
    /// month's name does.
    fn date_at(&self, at: usize) -> Option<Found> {
        self.in_units(at).or_else(|| self.in_digits(at)).or_else(|| self.in_words(at))
    }

    /// `2024年6月27日`, `2024년 6월 27일`.
    fn in_units(&self, at: usize) -> Option<Found> {
        const UNITS: [&[char]; 3] = [&['年', '년'], &['月', '월'], &['日', '일', '号', '號']];
        let mut numbers = [0; 3];
        for (part, (unit, number)) in UNITS.iter().zip(&mut numbers).enumerate() {
            let token = self.tokens.get(at + 2 * part)?;
            let marked = self.tokens.get(at + 2 * part + 1)?;
            let gaps = self.gap(at + 2 * part + 1).trim().is_empty()
                && (part == 0 || self.gap(at + 2 * part).trim().is_empty());
            if !gaps || !marked.text.starts_with(*unit) {
                return None;
            }
            *number = token.number?;
        }
        let [year, month, day] = numbers;
        Some((self.customs.date(year, month, day)?, at, at + 6))
    }

    /// `27/06/2024`, `27. 6. 2024`, `2024-06-27`: three numbers, one sign between
    /// them twice, and nothing around that makes them part of something longer.
    fn in_digits(&self, at: usize) -> Option<Found> {
        let parts = self.tokens.get(at..at + 3)?;
        let [first, second, third] = parts else { return None };
        let numbers = (first.number?, second.number?, third.number?);
        let lengths: Vec<usize> = parts.iter().map(|token| token.text.chars().count()).collect();
        let (gap, same) = (self.gap(at + 1).trim(), self.gap(at + 2).trim());
        let spaced = self.gap(at + 1).len() > gap.len();
        if gap != same || !(matches!(gap, "." | "/") || matches!(gap, "-" | "‑") && !spaced) {
            return None;
        }
        let glued = lengths.first() == Some(&4) && self.is_glued(at);
        if !glued && self.runs_on_before(first) || self.runs_on_behind(third, numbers.0 > 31) {
            return None;
        }
        let short = |length: &usize| (1..=2).contains(length);
        let date = match (&lengths[..], numbers) {
            ([4, month, day], (y, m, d)) if short(month) && short(day) => self.customs.date(y, m, d),
            ([one, two, 4], (a, b, y)) if short(one) && short(two) => self.in_order(a, b, y),
            // `27.06.24` where the day is known to come first, and written out so
            // that no version or score looks alike.
            ([2, 2, 2], (d, m, y)) if matches!(gap, "." | "/") => {
                let known = self.customs.order == Some(Order::Day);
                year_of(y).filter(|_| known).and_then(|year| Date::new(year, m, d))
            }
            _ => None,
        };
        Some((date?, at, at + 3))
    }

    /// Two numbers that are day and month, in the order of the language; in the
    /// other one where only that gives a date.
    fn in_order(&self, first: u32, second: u32, year: u32) -> Option<Date> {
        let day_first = self.customs.date(year, second, first);
        let month_first = self.customs.date(year, first, second);
        match (day_first, month_first, self.customs.order) {
            (Some(one), Some(other), None) if one != other => None,
            (_, Some(date), Some(Order::Month)) => Some(date),
            (one, other, _) => one.or(other),
        }
    }

    /// `27 June 2024`, `June 27, 2024`, `2024. június 27.`, `2024. gada 27. jūnijs`
    /// around the name of a month that begins at token `at`.
    fn in_words(&self, at: usize) -> Option<Found> {
        let (month, next) = self.month(at)?;
        let (before, behind) = (self.number_before(at), self.number_behind(next, month));
        let date = |year: usize, day: usize| {
            let (year, day) = (self.year(year)?, self.day(day)?);
            self.customs.date(year, month, day)
        };
        if let (Some(day), Some(year)) = (before, behind)
            && let Some(date) = date(year, day)
        {
            return Some((date, day, year + 1));
        }
        if let Some(day) = behind
            && let Some(year) = self.number_behind(day + 1, month)
            && let Some(date) = date(year, day)
        {
            return Some((date, at, year + 1));
        }
        if let (Some(year), Some(day)) = (before, behind)
            && let Some(date) = date(year, day)
        {
            return Some((date, year, day + 1));
        }
        let day = before?;
        let year = self.number_before(day)?;
        Some((date(year, day)?, year, next))
    }

    /// The month whose name begins at token `at`, and the token behind it; the
    /// longest name counts (`tháng 12`, not `tháng 1`).
    fn month(&self, at: usize) -> Option<(u32, usize)> {
        let first = self.tokens.get(at).filter(|token| token.number.is_none())?;
        let longest = TABLE.longest.get(first.word.as_ref()).copied()?.min(self.tokens.len() - at);
        (1..=longest).rev().find_map(|length| {
            let joined = (at + 1..at + length).all(|at| matches!(self.gap(at).trim(), "" | "."));
            let words = self.tokens.get(at..at + length).filter(|_| joined)?;
            Some((self.customs.month(&name(words))?, at + length))
        })
    }

    /// The number in front of token `at`, with nothing but fillers between.
    fn number_before(&self, at: usize) -> Option<usize> {
        let mut at = at;
        for _ in 0..=MOST_FILLERS {
            if !is_loose(self.gap(at)) {
                return None;
            }
            at = at.checked_sub(1)?;
            if self.tokens.get(at)?.number.is_some() {
                return Some(at);
            }
            if !self.fills(at) {
                return None;
            }
        }
        None
    }

    /// The number behind the token in front of `at`, likewise.
    fn number_behind(&self, at: usize, month: u32) -> Option<usize> {
        let mut at = at;
        for _ in 0..=MOST_FILLERS {
            let token = self.tokens.get(at).filter(|_| is_loose(self.gap(at)))?;
            if token.number.is_some() {
                return Some(at);
            }
            // `تشرين الأول/أكتوبر`: the month by another name.
            let named = self.month(at).filter(|(other, _)| *other == month);
            if named.is_none() && !self.fills(at) {
                return None;
            }
            at = named.map_or(at + 1, |(_, next)| next);
        }
        None
    }

    fn fills(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| TABLE.fillers.contains(token.word.as_ref()))
    }

    /// The day of the month at token `at`: no time, no range, no house number.
    fn day(&self, at: usize) -> Option<u32> {
        let token = self.tokens.get(at).filter(|token| token.text.chars().count() <= 2)?;
        let before = self.gap(at);
        let follows_number = at.checked_sub(1).and_then(|at| self.tokens.get(at)?.number);
        // `27–29 June`, but `10:15 - 27 June`.
        let range = before.contains(['-', '–', '—', '/']) && follows_number.is_some_and(|n| n <= 31);
        let time = at.checked_sub(1).is_some_and(|at| matches!(self.gap(at), ":" | "." | "h"));
        let part = matches!(before, ":" | "." | ",") && follows_number.is_some();
        let stuck = at > 0 && before.is_empty() && self.ascii_letter_before(token);
        let ranges_on = self.tokens.get(at + 1).is_some_and(|next| next.number.is_some_and(|n| n <= 31))
            && self.gap(at + 1).contains(['-', '–', '—', ':', '/']);
        let alone = !part && !stuck && !ranges_on && (!range || (time && before.starts_with(' ')));
        token.number.filter(|_| alone)
    }

    /// The year at token `at`: four digits, or `'24`.
    fn year(&self, at: usize) -> Option<u32> {
        let token = self.tokens.get(at)?;
        match (token.text.chars().count(), token.number?) {
            (4, year) => Some(year),
            (5 | 6, _) => self.year_before_a_time(at),
            (2, year) if matches!(self.gap(at).trim_start_matches([' ', '.', ',']), "'" | "’" | "‘") => {
                year_of(year)
            }
            _ => None,
        }
    }

    /// The year of `27 June 20248:23 PM` and `27 June 20245 mins`, elements stuck together by
    /// the scraper.
    fn year_before_a_time(&self, at: usize) -> Option<u32> {
        let (token, next) = (self.tokens.get(at)?, self.tokens.get(at + 1)?);
        let minutes = next.number.is_none() && duration::means_minutes(&next.word);
        (minutes || self.gap(at + 1) == ":").then(|| token.text.get(..4)?.parse().ok())?
    }

    /// Whether a word is stuck to the front of token `at`: `Opini2024.06.27`, but not `v2024.06.27`.
    fn is_glued(&self, at: usize) -> bool {
        let word = at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let is_word = |token: &Token<'_>| {
            token.number.is_none()
                && token.text.chars().count() > 2
                && token.text.ends_with(char::is_lowercase)
        };
        self.gap(at).is_empty() && word.is_some_and(is_word)
    }

    /// What stands between token `at` and the one in front of it.
    fn gap(&self, at: usize) -> &str {
        let end = |at: usize| self.tokens.get(at).map(|token| token.end);
        let start = at.checked_sub(1).and_then(end).unwrap_or(0);
        span::cut(self.text, start..self.tokens.get(at).map_or(self.text.len(), |token| token.start))
    }

    fn ascii_letter_before(&self, token: &Token<'_>) -> bool {
        span::cut(self.text, 0..token.start).ends_with(|c: char| c.is_ascii_alphabetic())
    }

    /// Whether a number is the tail of something: `A27`, `$27`, `+62-21`, `3.27`.
    fn runs_on_before(&self, token: &Token<'_>) -> bool {
        let before = span::cut(self.text, 0..token.start);
        let joined = before.strip_suffix(['.', '-', '/', ':', ',']);
        self.ascii_letter_before(token)
            || before.ends_with(['$', '€', '£', '¥', '#', '+', '№'])
            || joined.is_some_and(|before| before.ends_with(is_digit))
    }

    /// Whether a number goes on: `2024X`, `2024.15`. A time may follow: that of ISO
    /// 8601, or `28.04.2023-19:20`.
    fn runs_on_behind(&self, token: &Token<'_>, year_first: bool) -> bool {
        let behind = span::cut(self.text, token.end..self.text.len());
        let time_of_iso = year_first && behind.starts_with(['T', 't']);
        let rest = behind.strip_prefix(['.', '-', '/']).unwrap_or_default();
        let time = span::head(rest, 4).trim_start_matches(is_digit).starts_with(':');
        !time_of_iso && behind.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '%')
            || rest.starts_with(is_digit) && !time
    }
}

/// The year of which two digits are written: of this century, for 90 is a number far more often than 1990.
fn year_of(digits: u32) -> Option<u32> {
    (digits < 70).then_some(2000 + digits)
}

/// `27 de mes de`: so many words may stand between two parts of a date.
const MOST_FILLERS: usize = 3;

/// Whether what stands between two parts of a date only spaces or joins them.
fn is_loose(gap: &str) -> bool {
    let joins =
        |c: char| matches!(c, '.' | ',' | '،' | '-' | '‑' | '–' | '/' | '\'' | '’' | '‘' | '°' | '(' | ')');
    let mark = |c: char| matches!(c, '\u{200B}'..='\u{200F}' | '\u{5F3}');
    gap.chars().all(|c| c.is_whitespace() || joins(c) || mark(c))
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::{Date, looks_dated};

    #[test]
    fn dates_are_seen() {
        for text in ["May 2024", "14 มกราคม 2568", "18:30 WIB", "27/06/2024", "3.4.24", "6月14日", "2024년"]
        {
            assert!(looks_dated(text), "{text}");
        }
        for text in ["No. 12", "120345", "Kota lama", "é5"] {
            assert!(!looks_dated(text), "{text}");
        }
    }

    /// The slow twin of [`looks_dated`].
    const DATED: &str = r"(?x)(?-u:\b)(?:19[0-9]{2}|20[0-9]{2}|25[5-7][0-9])(?-u:\b)
        | (?-u:\b)[0-9]{1,2}[:.][0-9]{2}(?-u:\b)
        | (?-u:\b)[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}(?-u:\b)
        | [0-9][\x20]?(?:年|月|日|년|월|일)";

    #[test]
    fn what_looks_dated_is_what_the_pattern_finds() -> Result<(), regex::Error> {
        let pattern = Regex::new(DATED)?;
        const PARTS: [&str; 24] = [
            "1", "9", "27", "06", "2024", "1999", "2567", "2587", "24", ".", ":", "/", "-", ".", ":", " ",
            "_", "a", "é", "年", "日", "월", "¹", "٣",
        ];
        let (mut state, mut seen) = (1u32, 0);
        for _ in 0..200_000 {
            let mut text = String::new();
            for _ in 0..(state >> 8) % 8 + 1 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                text.push_str(PARTS.get((state >> 10) as usize % PARTS.len()).copied().unwrap_or_default());
            }
            assert_eq!(looks_dated(&text), pattern.is_match(&text), "{text}");
            seen += usize::from(looks_dated(&text));
        }
        assert!((20_000..180_000).contains(&seen), "{seen}");
        Ok(())
    }

    #[test]
    fn days_are_counted_from_1970() {
        let days = |year, month, day| Date::new(year, month, day).map(Date::days_since_1970);
        assert_eq!(days(2000, 1, 1), Some(10_957));
        assert_eq!(days(2000, 3, 1), Some(11_017));
        assert_eq!(days(2024, 6, 27), Some(19_901));
        for day in 11_017..30_000 {
            let date = Date::from_days_since_1970(day);
            assert_eq!(date.map(|date| date.days_since_1970() as u32), Some(day));
        }
    }
}
