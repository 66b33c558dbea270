//! Counts to seconds, minutes and an interval.

mod counters;
mod infer;
mod markup;
mod presets;
mod speeds;

pub use infer::{Agreement, Claim, Inference, SpeedRange, infer_preset};
pub use presets::{Preset, Rounding};
pub use speeds::Basis;

use crate::duration;
use crate::pace;
use crate::words::{Counts, Unit, count_words, counts};
use speeds::Speed;

/// How long a text takes to read, and where that number comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadingTime {
    /// The estimate in seconds.
    pub seconds: f64,
    /// Seconds for a reader one standard deviation faster than the mean; with a
    /// preset the tool's own range, if it has one.
    pub low: f64,
    /// Seconds for a reader one standard deviation slower than the mean; with a
    /// preset the tool's own range, if it has one.
    pub high: f64,
    /// Whole minutes, as the label shows them: the first number of it.
    pub minutes: u64,
    /// Words, in `unit`.
    pub words: u64,
    /// What was counted: the name of a [`Unit`], or a tool's own counter.
    pub unit: &'static str,
    /// The speed that applied, in words (of `unit`) a minute: `words / seconds × 60` where
    /// scripts or characters with different speeds were mixed.
    pub wpm: f64,
    /// Where the speed comes from.
    pub basis: Basis,
    /// `"4 Min Read"` and its like.
    pub label: String,
}

/// How reading time is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadingOptions {
    /// What counts as a word. A preset brings its own.
    pub unit: Unit,
    /// Words a minute; overrides the speed of the language, and of a preset
    /// only the speed.
    pub wpm: Option<f64>,
    /// The tool to reproduce.
    pub preset: Option<Preset>,
    /// Images in the text: 12 seconds for the first, one less for each further
    /// one, never less than 3 (Medium's rule); a preset has a rule of its own.
    pub images: u32,
    /// The locale of the label, a BCP 47 tag. A preset's label is the tool's.
    pub locale: String,
}

impl Default for ReadingOptions {
    fn default() -> Self {
        ReadingOptions { unit: Unit::Auto, wpm: None, preset: None, images: 0, locale: "en".to_owned() }
    }
}

/// Estimates how long `text` takes to read.
///
/// The speed is `wpm` if given, else that of the preset, else the one measured
/// for `language`; see `data/presets.tsv` and `data/speeds.tsv`. Han and Kana are read at the speed of
/// Chinese or Japanese whatever the language of the document.
///
/// ```
/// use minread::{reading_time, ReadingOptions};
/// let text = "kata ".repeat(350);
/// let time = reading_time(&text, Some("id"), &ReadingOptions::default());
/// assert_eq!((time.minutes, time.label.as_str()), (2, "2 Min Read"));
/// assert_eq!(time.wpm, 175.0);
/// ```
pub fn reading_time(text: &str, language: Option<&str>, options: &ReadingOptions) -> ReadingTime {
    pace::stage("reading");
    if let Some(preset) = options.preset {
        return preset.reading_time(text, language, options.wpm, options.images);
    }
    let counts = counts(text);
    let words = if options.unit == Unit::Auto { counts.words() } else { count_words(text, options.unit) };
    from_counts(&counts, words, language, options)
}

/// The same without a preset, of a text that has been counted.
pub(crate) fn from_counts(
    counts: &Counts,
    words: u64,
    language: Option<&str>,
    options: &ReadingOptions,
) -> ReadingTime {
    let pictures = image_seconds(options.images);
    let (seconds, low, high, basis) = match options.wpm {
        Some(wpm) => {
            let seconds = words as f64 * 60.0 / wpm;
            (seconds, seconds, seconds, Basis::Given)
        }
        None => by_language(counts, language),
    };
    let wpm = match options.wpm {
        Some(wpm) => wpm,
        None if seconds > 0.0 => words as f64 * 60.0 / seconds,
        None => Speed::of(language).words_per_minute().unwrap_or(0.0),
    };
    let minutes = Rounding::HalfUp.minutes(seconds + pictures).max(u64::from(words > 0));
    ReadingTime {
        seconds: seconds + pictures,
        low: low + pictures,
        high: high + pictures,
        minutes,
        words,
        unit: options.unit.name(),
        wpm,
        basis,
        label: duration::label(minutes, &options.locale).unwrap_or_default(),
    }
}

/// How long reading aloud takes that was counted so, in seconds.
pub(crate) fn speaking_seconds(counts: &Counts, language: Option<&str>) -> f64 {
    parts(counts, language, Speed::aloud).into_iter().map(|(count, speed)| speed.seconds(count)).sum()
}

/// What [`Counts`] keeps apart, each with its own speed: one of words for words
/// between spaces where the language has one, else one of characters.
fn parts(counts: &Counts, language: Option<&str>, speed: fn(Option<&str>) -> Speed) -> [(u64, Speed); 4] {
    let (own, anywhere) = (speed(language), speed(None));
    [
        (counts.chinese_characters, speed(Some("zh"))),
        (counts.japanese_characters, speed(Some("ja"))),
        (counts.dictionary_characters, anywhere),
        match own.words_per_minute() {
            Some(_) => (counts.spaced_words, own),
            None => (counts.spaced_characters, anywhere),
        },
    ]
}

/// Each script at its own speed, added up. What is counted for show (`unit`)
/// changes nothing here.
fn by_language(counts: &Counts, language: Option<&str>) -> (f64, f64, f64, Basis) {
    let speed = Speed::of(language);
    let (mut seconds, mut low, mut high) = (0.0, 0.0, 0.0);
    let mut basis = (0.0, if counts.words() == 0 { speed.basis() } else { Basis::Derived });
    for (count, speed) in parts(counts, language, Speed::of) {
        let mean = speed.seconds(count);
        seconds += mean;
        low += speed.fast_seconds(count);
        high += speed.slow_seconds(count);
        if mean > basis.0 {
            basis = (mean, speed.basis());
        }
    }
    (seconds, low, high, basis.1)
}

fn image_seconds(images: u32) -> f64 {
    // 12 + 11 + … + 4, then 3 each.
    let stepped = images.min(9);
    let steps = f64::from(stepped) * (25.0 - f64::from(stepped)) / 2.0;
    steps + 3.0 * f64::from(images - stepped)
}
