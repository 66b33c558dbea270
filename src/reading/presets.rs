//! Presets: the reading time of a known tool, from `data/presets.tsv`.

use std::sync::LazyLock;

use crate::tsv;
use crate::words::Unit;

/// How minutes come from seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest minute, halves up.
    HalfUp,
    /// Whole minutes, one more when over 30 seconds are left (Foxiz).
    Foxiz,
}

impl Rounding {
    pub(super) fn minutes(self, seconds: f64) -> u64 {
        match self {
            Rounding::HalfUp => (seconds / 60.0 + 0.5).floor() as u64,
            Rounding::Foxiz => {
                let whole = (seconds / 60.0).floor();
                whole as u64 + u64::from((seconds - whole * 60.0).floor() > 30.0)
            }
        }
    }
}

/// A known tool's combination of unit, speed, rounding and label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Preset(&'static Row);

#[derive(Debug, PartialEq)]
struct Row {
    name: &'static str,
    unit: Unit,
    wpm: f64,
    rounding: Rounding,
    minimum: u64,
    label: &'static str,
}

static PRESETS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    tsv::rows(include_str!("../data/presets.tsv"))
        .filter_map(|[name, unit, wpm, rounding, minimum, label, _source]| {
            let rounding = match rounding {
                "half_up" => Rounding::HalfUp,
                "foxiz" => Rounding::Foxiz,
                _ => return None,
            };
            Some(Row {
                name,
                unit: Unit::named(unit)?,
                wpm: wpm.parse().ok()?,
                rounding,
                minimum: minimum.parse().ok()?,
                label,
            })
        })
        .collect()
});

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

    /// What it counts.
    pub fn unit(self) -> Unit {
        self.0.unit
    }

    /// Its words a minute.
    pub fn wpm(self) -> f64 {
        self.0.wpm
    }

    pub(super) fn minutes(self, seconds: f64) -> u64 {
        self.0.rounding.minutes(seconds).max(self.0.minimum)
    }

    pub(super) fn label(self, minutes: u64) -> String {
        self.0.label.replace("{n}", &minutes.to_string())
    }
}
