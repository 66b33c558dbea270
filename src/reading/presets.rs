//! Presets: the reading time of a known tool, from `data/presets.tsv`.

use std::sync::LazyLock;

use super::counters::{Counter, Of, is_cjk};
use super::{Basis, ReadingTime};
use crate::language::primary;
use crate::tsv;

/// How minutes come from seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// Whole minutes, the rest dropped.
    Floor,
    /// To the nearest minute, halves up.
    HalfUp,
    /// Begun minutes count whole.
    Ceil,
    /// Begun minutes, once the minutes are rounded to two places (npm
    /// `reading-time`): 2.004 minutes are 2.
    Hundredths,
    /// Whole minutes, one more when over 30 seconds are left (Foxiz).
    Foxiz,
}

impl Rounding {
    /// The roundings that presets are inferred for, by name.
    pub const COMMON: [(Rounding, &'static str); 4] = [
        (Rounding::Floor, "floor"),
        (Rounding::HalfUp, "half_up"),
        (Rounding::Ceil, "ceil"),
        (Rounding::Foxiz, "foxiz"),
    ];

    fn named(name: &str) -> Option<Rounding> {
        match name {
            "hundredths" => Some(Rounding::Hundredths),
            name => {
                Rounding::COMMON.iter().find(|(_, common)| *common == name).map(|(rounding, _)| *rounding)
            }
        }
    }

    pub(super) fn minutes(self, seconds: f64) -> u64 {
        let minutes = seconds / 60.0;
        match self {
            Rounding::Floor => minutes.floor() as u64,
            Rounding::HalfUp => (minutes + 0.5).floor() as u64,
            Rounding::Ceil => minutes.ceil() as u64,
            // Formatting rounds the binary value, as `toFixed` does.
            Rounding::Hundredths => format!("{minutes:.2}").parse().unwrap_or(minutes).ceil() as u64,
            Rounding::Foxiz => {
                let whole = minutes.floor();
                (whole as u64).saturating_add(u64::from((seconds - whole * 60.0).floor() > 30.0))
            }
        }
    }
}

/// A known tool's combination of what it counts, speed, rounding and label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Preset(&'static Row);

#[derive(Debug, PartialEq)]
struct Row {
    name: &'static str,
    counts: Choice<Vec<Counter>>,
    speed: Choice<Vec<Pace>>,
    images: Images,
    whole_seconds: bool,
    rounding: Rounding,
    minimum: u64,
    range: Range,
    label: Vec<(&'static str, &'static str)>,
    note: &'static str,
    source: &'static str,
}

/// A speed, and the tool's own spread of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pace {
    pub(super) per_minute: f64,
    spread: f64,
}

#[derive(Debug, PartialEq)]
enum Images {
    Ignored,
    Falling,
    Each(f64),
}

#[derive(Debug, PartialEq)]
enum Range {
    None,
    Spread,
    Times(f64, f64),
}

/// One value for everything, or one by language: `zh=… ja=… *=…`.
#[derive(Debug, PartialEq)]
struct Choice<T>(Vec<(&'static str, T)>);

impl<T> Choice<T> {
    fn read(cell: &'static str, value: impl Fn(&'static str) -> Option<T>) -> Option<Choice<T>> {
        let entry = |entry: &'static str| {
            let (key, text) = entry.split_once('=').unwrap_or(("*", entry));
            Some((key, value(text)?))
        };
        let entries: Option<Vec<_>> = cell.split(' ').map(entry).collect();
        entries.filter(|entries| entries.iter().any(|(key, _)| *key == "*")).map(Choice)
    }

    fn get(&self, key: &str) -> Option<&T> {
        self.0.iter().find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    /// The value for a text in `language`: that of `cjk` where the tool asks
    /// for it and the text has any, that of the language, or the general one.
    fn of(&self, text: &str, language: &str) -> Option<&T> {
        let cjk = self.get("cjk").filter(|_| is_cjk(text));
        cjk.or_else(|| self.get(language)).or_else(|| self.get("*"))
    }
}

fn parts<T>(text: &'static str, part: impl Fn(&'static str) -> Option<T>) -> Option<Vec<T>> {
    text.split('+').map(part).collect()
}

static PRESETS: LazyLock<Vec<Row>> =
    LazyLock::new(|| tsv::rows(include_str!("../data/presets.tsv")).filter_map(row).collect());

fn row(cells: [&'static str; 10]) -> Option<Row> {
    let [name, counts, speed, images, rounding, minimum, range, label, note, source] = cells;
    let pace = |text: &'static str| {
        let (mean, spread) = text.split_once('±').unwrap_or((text, "0"));
        Some(Pace { per_minute: mean.parse().ok()?, spread: spread.parse().ok()? })
    };
    let whole_seconds = rounding.starts_with("ceil seconds ");
    Some(Row {
        name,
        counts: Choice::read(counts, |text| parts(text, Counter::named))?,
        speed: Choice::read(speed, |text| parts(text, pace))?,
        images: match images {
            "-" => Images::Ignored,
            "falling" => Images::Falling,
            seconds => Images::Each(seconds.parse().ok()?),
        },
        whole_seconds,
        rounding: Rounding::named(rounding.trim_start_matches("ceil seconds "))?,
        minimum: minimum.parse().ok()?,
        range: match range {
            "-" => Range::None,
            "±" => Range::Spread,
            factors => {
                let (low, high) = factors.split_once('-')?;
                Range::Times(low.parse().ok()?, high.parse().ok()?)
            }
        },
        label: label.split("; ").map(|form| form.split_once('=')).collect::<Option<_>>()?,
        note,
        source,
    })
}

impl Preset {
    /// All presets, in the order of the table.
    pub fn all() -> impl Iterator<Item = Preset> {
        PRESETS.iter().map(Preset)
    }

    /// The preset of that name.
    pub fn named(name: &str) -> Option<Preset> {
        Preset::all().find(|preset| preset.name() == name)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// What is known to be wrong with the tool, and reproduced.
    pub fn note(self) -> &'static str {
        self.0.note
    }

    /// The tool, its version, and where in it the numbers stand.
    pub fn source(self) -> &'static str {
        self.0.source
    }

    /// Its speeds, the general one first, each with what is counted at it. Of
    /// parts that are counted apart only the last, which is that of words.
    pub(super) fn speeds(self) -> Vec<(Of, Pace)> {
        let row = self.0;
        let mut speeds = Vec::new();
        let (general, others): (Vec<_>, Vec<_>) = row.speed.0.iter().partition(|(key, _)| *key == "*");
        for (key, paces) in general.into_iter().chain(others) {
            let counters = row.counts.get(key).or_else(|| row.counts.get("*"));
            let counter = counters.and_then(|counters| counters.last());
            let speed = counter.zip(paces.last()).map(|(counter, pace)| (counter.of(), *pace));
            speeds.extend(speed.filter(|speed| !speeds.contains(speed)));
        }
        speeds
    }

    /// The minutes that the tool shows for `count` at one of its speeds.
    pub(super) fn minutes(self, count: f64, pace: Pace) -> u64 {
        self.0.shown(|shift| count * 60.0 / (pace.per_minute + shift * pace.spread), 0.0).minutes
    }

    /// The tool's reading time of `text`; `wpm` is taken for its speed.
    pub(super) fn reading_time(
        self,
        text: &str,
        language: Option<&str>,
        wpm: Option<f64>,
        images: u32,
    ) -> ReadingTime {
        let row = self.0;
        let language = language.map_or_else(String::new, primary);
        let counters = row.counts.of(text, &language).map_or(&[][..], Vec::as_slice);
        let paces = row.speed.of(text, &language).map_or(&[][..], Vec::as_slice);
        let counts: Vec<u64> = counters.iter().map(|counter| counter.count(text)).collect();
        let words = counts.iter().sum();
        let at = |shift: f64| {
            let speed = |pace: &Pace| {
                // A speed that is given keeps the tool's spread in proportion.
                let given = wpm.map_or(1.0, |wpm| wpm / pace.per_minute);
                wpm.unwrap_or(pace.per_minute) + shift * pace.spread * given
            };
            let parts = counts.iter().zip(paces);
            parts.map(|(count, pace)| *count as f64 * 60.0 / speed(pace)).sum::<f64>()
        };
        let shown = row.shown(at, row.images.seconds(images));
        let label = row.label(&shown);
        let Shown { seconds, low, high, minutes, .. } = shown;
        let mean = match at(0.0) {
            reading if reading > 0.0 && paces.len() > 1 => words as f64 * 60.0 / reading,
            _ => paces.last().map_or(0.0, |pace| pace.per_minute),
        };
        ReadingTime {
            seconds,
            low,
            high,
            minutes,
            words,
            unit: counters.last().map_or("", |counter| counter.name()),
            wpm: wpm.unwrap_or(mean),
            basis: if wpm.is_some() { Basis::Given } else { Basis::Preset },
            label,
        }
    }
}

impl Images {
    fn seconds(&self, images: u32) -> f64 {
        match self {
            Images::Ignored => 0.0,
            Images::Falling => super::image_seconds(images),
            Images::Each(seconds) => f64::from(images) * seconds,
        }
    }
}

/// What a tool makes of its counts.
struct Shown {
    seconds: f64,
    low: f64,
    high: f64,
    /// The first number of the label, and the last.
    minutes: u64,
    until: u64,
    /// The label says that it is less than one.
    less: bool,
}

impl Row {
    /// What the tool shows, from the seconds at its speed shifted by so many
    /// spreads, and the seconds for pictures.
    fn shown(&self, at: impl Fn(f64) -> f64, pictures: f64) -> Shown {
        let reading = if self.whole_seconds { at(0.0).ceil() } else { at(0.0) };
        let seconds = reading + pictures;
        let (low, high) = match self.range {
            Range::None => (seconds, seconds),
            Range::Spread => (at(1.0) + pictures, at(-1.0) + pictures),
            Range::Times(low, high) => (seconds * low, seconds * high),
        };
        let rounded = |seconds: f64| self.rounding.minutes(seconds).max(self.minimum);
        let is_range = self.form("range").is_some();
        let (minutes, until) = if is_range { (rounded(low), rounded(high)) } else { (rounded(seconds), 0) };
        let less = seconds < 60.0 && self.form("less").is_some();
        Shown { seconds, low, high, minutes: if less { 1 } else { minutes }, until, less }
    }

    fn form(&self, name: &str) -> Option<&'static str> {
        self.label.iter().find(|(form, _)| *form == name).map(|(_, pattern)| *pattern)
    }

    fn label(&self, shown: &Shown) -> String {
        let (n, mut until) = (shown.minutes, shown.until);
        let one = self.form("one").filter(|_| n == 1);
        let form = if shown.less {
            self.form("less")
        } else if let Some(range) = self.form("range") {
            match self.form("same").filter(|_| n == until) {
                Some(same) => one.or(Some(same)),
                None => {
                    until = until.max(n.saturating_add(1));
                    Some(range)
                }
            }
        } else {
            self.form("hours").filter(|_| n >= 60).or(one).or_else(|| self.form("other"))
        };
        let (h, m) = (n / 60, n % 60);
        let plural = |count: u64, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
        form.unwrap_or_default()
            .replace("{n}", &n.to_string())
            .replace("{low}", &n.to_string())
            .replace("{high}", &until.to_string())
            .replace("{hours}", &plural(h, "hour"))
            .replace("{minutes}", &plural(m, "minute"))
            .replace("{h}", &h.to_string())
            .replace("{mm}", &format!("{:02}", m.max(1)))
    }
}
