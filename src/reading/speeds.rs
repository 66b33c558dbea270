//! The speeds of `data/speeds.tsv`.

use std::sync::LazyLock;

use crate::language::primary;
use crate::tsv;

/// Silent reading is this much faster than reading aloud: 238 against 183 words
/// a minute, the means of Brysbaert 2019.
const SILENT_OVER_ALOUD: f64 = 238.0 / 183.0;

/// Non-space characters a minute of alphabetic text read aloud: IReST 2012
/// (Trauzettel-Klosinski & Dietz, IOVS 53:5452), 14 languages, 68 ms a character.
const ALOUD_CHARACTERS: f64 = 882.0;

/// The standard deviation taken where a source gives none, as a share of the
/// speed; it spans the 175 to 300 words a minute that Brysbaert 2019 states
/// for most adults.
const DEFAULT_SD: f64 = 0.25;

/// Where a speed comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Measured on people reading silently in this language.
    Silent,
    /// Measured on people reading aloud, times 1.30.
    Aloud,
    /// Computed from characters a minute of alphabetic languages: nobody has
    /// measured this language, or none is known.
    Derived,
    /// The caller's `wpm`.
    Given,
    /// The preset's.
    Preset,
}

impl Basis {
    /// The name used in Python.
    pub const fn name(self) -> &'static str {
        match self {
            Basis::Silent => "measured silent",
            Basis::Aloud => "measured aloud x 1.30",
            Basis::Derived => "derived from characters",
            Basis::Given => "given",
            Basis::Preset => "preset",
        }
    }
}

/// How fast one kind of text is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Speed {
    by_word: bool,
    per_minute: f64,
    sd: f64,
    basis: Basis,
}

struct Row {
    language: &'static str,
    speed: Speed,
}

static SPEEDS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let mut rows: Vec<Row> = tsv::rows(include_str!("../data/speeds.tsv")).filter_map(row).collect();
    // Silent before aloud before derived; the file's order within each.
    rows.sort_by_key(|row| match row.speed.basis {
        Basis::Silent => 0,
        Basis::Aloud => 1,
        _ => 2,
    });
    rows
});

fn row([language, unit, speed, sd, basis, _source]: [&'static str; 6]) -> Option<Row> {
    let measured: f64 = speed.parse().ok()?;
    let sd = sd.parse().unwrap_or(measured * DEFAULT_SD);
    let (factor, basis) = match basis {
        "silent" => (1.0, Basis::Silent),
        "aloud" => (SILENT_OVER_ALOUD, Basis::Aloud),
        "derived" => (1.0, Basis::Derived),
        _ => return None,
    };
    let by_word = unit == "word";
    Some(Row { language, speed: Speed { by_word, per_minute: measured * factor, sd: sd * factor, basis } })
}

impl Speed {
    /// The speed of a language (a BCP 47 tag), or of alphabetic text in general
    /// where none is known.
    pub(super) fn of(language: Option<&str>) -> Speed {
        let code = language.map_or_else(|| "*".to_owned(), primary);
        let found = SPEEDS.iter().find(|row| row.language == code);
        found.map_or_else(Speed::alphabetic, |row| row.speed)
    }

    /// The speed of alphabetic text of an unmeasured language, in characters.
    pub(super) fn alphabetic() -> Speed {
        let found = SPEEDS.iter().find(|row| row.language == "*");
        found.map_or(Speed { by_word: false, per_minute: 1147.0, sd: 287.0, basis: Basis::Derived }, |row| {
            row.speed
        })
    }

    /// How fast a language is read aloud: as measured aloud, else as measured
    /// silently over 1.30, else as alphabetic text in general, in characters.
    pub(super) fn aloud(language: Option<&str>) -> Speed {
        let code = language.map(primary);
        let measured = |basis| {
            SPEEDS.iter().find(|row| Some(row.language) == code.as_deref() && row.speed.basis == basis)
        };
        let found = measured(Basis::Aloud).or_else(|| measured(Basis::Silent)).map(|row| row.speed);
        match found {
            // The table is kept in speeds of silent reading.
            Some(Speed { by_word, per_minute, sd, basis }) => Speed {
                by_word,
                per_minute: per_minute / SILENT_OVER_ALOUD,
                sd: sd / SILENT_OVER_ALOUD,
                basis,
            },
            None => Speed {
                by_word: false,
                per_minute: ALOUD_CHARACTERS,
                sd: ALOUD_CHARACTERS * DEFAULT_SD,
                basis: Basis::Derived,
            },
        }
    }

    pub(super) fn basis(self) -> Basis {
        self.basis
    }

    /// Words a minute, where the speed is one of words.
    pub(super) fn words_per_minute(self) -> Option<f64> {
        self.by_word.then_some(self.per_minute)
    }

    pub(super) fn seconds(self, count: u64) -> f64 {
        count as f64 * 60.0 / self.per_minute
    }

    /// Seconds of a reader one standard deviation above the mean speed.
    pub(super) fn fast_seconds(self, count: u64) -> f64 {
        count as f64 * 60.0 / (self.per_minute + self.sd)
    }

    /// Seconds of a reader one standard deviation below the mean speed.
    pub(super) fn slow_seconds(self, count: u64) -> f64 {
        count as f64 * 60.0 / (self.per_minute - self.sd)
    }
}
