//! Minutes to a label.

use std::sync::LazyLock;

use super::rows;
use crate::language::primary;

/// What the table says of one locale, forwards.
struct Locale {
    tag: &'static str,
    /// Plural rules, one for each form but the last.
    plural: Vec<&'static str>,
    /// What is said of n minutes, and of n hours, form by form.
    minutes: Vec<&'static str>,
    hours: Vec<&'static str>,
    /// How hours and minutes stand together.
    list: &'static str,
    /// What a label says around them.
    label: &'static str,
}

static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(|| {
    let mut locales: Vec<Locale> = Vec::new();
    for [tag, entry, value, _source] in rows() {
        if locales.last().is_none_or(|locale| locale.tag != tag) {
            let (plural, minutes, hours) = Default::default();
            locales.push(Locale { tag, plural, minutes, hours, list: "{0} {1}", label: "{}" });
        }
        let Some(locale) = locales.last_mut() else { continue };
        match entry {
            "plural" => locale.plural = value.split('|').collect(),
            "minutes" => locale.minutes = value.split('|').collect(),
            "hours" => locale.hours = value.split('|').collect(),
            "list" => locale.list = value,
            "label" => locale.label = value,
            _ => {}
        }
    }
    locales
});

/// The locales that labels exist in, as BCP 47 tags.
pub fn locales() -> Vec<&'static str> {
    LOCALES.iter().map(|locale| locale.tag).collect()
}

/// The label of `minutes` in `locale`, or `None` for a locale without one.
/// A region falls back to its language (`pt-BR` to `pt`, `zh-TW` to `zh-Hant`).
///
/// From one hour on it says hours and minutes, full hours alone. No minutes are
/// `"0 Min Read"`.
///
/// ```
/// assert_eq!(minread::label(4, "en").as_deref(), Some("4 Min Read"));
/// assert_eq!(minread::label(65, "en").as_deref(), Some("1 Hr 5 Min Read"));
/// assert_eq!(minread::label(4, "id-ID").as_deref(), Some("4 menit baca"));
/// ```
pub fn label(minutes: u64, locale: &str) -> Option<String> {
    let locale = find(locale)?;
    let said = match (minutes / 60, minutes % 60) {
        (0, minutes) => locale.say(&locale.minutes, minutes),
        (hours, 0) => locale.say(&locale.hours, hours),
        (hours, minutes) => {
            let (hours, minutes) = (locale.say(&locale.hours, hours), locale.say(&locale.minutes, minutes));
            locale.list.replace("{0}", &hours).replace("{1}", &minutes)
        }
    };
    Some(locale.label.replace("{}", &said))
}

impl Locale {
    /// `n` in the form that the plural rules name.
    fn say(&self, forms: &[&'static str], n: u64) -> String {
        let form = self.plural.iter().position(|rule| holds(rule, n)).unwrap_or(self.plural.len());
        // Most short forms are the same for every number and stand there once.
        let form = forms.get(form).or(forms.last()).copied().unwrap_or_default();
        form.replace("{n}", &n.to_string())
    }
}

fn find(locale: &str) -> Option<&'static Locale> {
    let tag = locale.to_ascii_lowercase().replace('_', "-");
    let mut wanted = match tag.as_str() {
        "zh-tw" | "zh-hk" | "zh-mo" => "zh-hant",
        tag => tag,
    };
    let known = |tag: &str| LOCALES.iter().find(|locale| locale.tag.eq_ignore_ascii_case(tag));
    loop {
        match (known(wanted), wanted.rsplit_once('-')) {
            (Some(locale), _) => return Some(locale),
            (None, Some((shorter, _))) => wanted = shorter,
            (None, None) => return known(&primary(wanted)),
        }
    }
}

/// Whether a plural rule as CLDR writes it holds for the whole number `n`:
/// `n % 10 = 2..4 and n % 100 != 12..14 or n = 0,1`.
fn holds(rule: &str, n: u64) -> bool {
    rule.split(" or ").any(|all| all.split(" and ").all(|relation| relates(relation, n).unwrap_or(false)))
}

fn relates(relation: &str, n: u64) -> Option<bool> {
    let (left, right, equal) = match relation.split_once(" != ") {
        Some((left, right)) => (left, right, false),
        None => relation.split_once(" = ").map(|(left, right)| (left, right, true))?,
    };
    let n = match left.split_once(" % ") {
        Some((_, modulus)) => n.checked_rem(modulus.parse().ok()?)?,
        None => n,
    };
    let contains = |range: &str| {
        let (first, last) = range.split_once("..").unwrap_or((range, range));
        Some((first.parse::<u64>().ok()?..=last.parse().ok()?).contains(&n))
    };
    Some(right.split(',').any(|range| contains(range).unwrap_or(false)) == equal)
}
