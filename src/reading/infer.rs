//! From what pages claim back to the tool that claimed it.

use super::counters::Of;
use super::presets::{Preset, Rounding};
use crate::pace;

/// One page: its counts, and the minutes that it claims.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Claim {
    /// Words between white space.
    pub words: f64,
    /// Characters that are not white space, where known.
    pub characters: Option<f64>,
    /// The minutes that the page states.
    pub minutes: f64,
}

/// What is known of where claims come from.
#[derive(Clone, Debug, PartialEq)]
pub struct Inference {
    /// How many claims were looked at.
    pub rows: usize,
    /// Every preset that could be tried, those that agree most often first.
    pub agreements: Vec<Agreement>,
    /// For each common rounding the speeds that fit most claims.
    pub ranges: Vec<SpeedRange>,
}

/// How often a preset gives the claimed minutes.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// The preset.
    pub preset: Preset,
    /// The speed at which it agrees best, of those that it has.
    pub wpm: f64,
    /// The claims that it agrees with.
    pub rows: usize,
}

/// Speeds under which a rounding gives the claimed minutes.
#[derive(Clone, Debug, PartialEq)]
pub struct SpeedRange {
    /// `floor`, `half_up`, `ceil` or `foxiz`.
    pub rounding: &'static str,
    /// The lowest and the highest words a minute; the highest is infinite where
    /// no claim bounds it. Of several stretches the widest.
    pub low: f64,
    /// See `low`.
    pub high: f64,
    /// The claims that agree anywhere in between.
    pub rows: usize,
}

/// Finds the presets and the speeds under which tools would state what `claims`
/// state. Linear in the claims for the presets, `n log n` for the speeds.
///
/// Presets that count characters are tried where every claim has them.
///
/// ```
/// use minread::{Claim, infer_preset};
/// let claims: Vec<Claim> = [(514.0, 4.0), (190.0, 1.0), (200.0, 2.0), (1300.0, 10.0)]
///     .into_iter()
///     .map(|(words, minutes)| Claim { words, characters: None, minutes })
///     .collect();
/// let found = infer_preset(&claims);
/// assert_eq!((found.agreements[0].preset.name(), found.agreements[0].rows), ("foxiz", 4));
/// ```
pub fn infer_preset(claims: &[Claim]) -> Inference {
    pace::stage("infer");
    let mut agreements: Vec<Agreement> =
        Preset::all().filter_map(|preset| agreement(preset, claims)).collect();
    agreements.sort_by_key(|agreement| std::cmp::Reverse(agreement.rows));
    let ranges = Rounding::COMMON.iter().map(|(rounding, name)| range(*rounding, name, claims)).collect();
    Inference { rows: claims.len(), agreements, ranges }
}

fn agreement(preset: Preset, claims: &[Claim]) -> Option<Agreement> {
    let mut best: Option<Agreement> = None;
    for (of, pace) in preset.speeds() {
        let agrees = |claim: &Claim| {
            pace::advance(size_of::<Claim>());
            let count = match of {
                Of::Words => Some(claim.words),
                Of::Characters => claim.characters,
                // A space between every two words.
                Of::AllCharacters => claim.characters.map(|length| length + (claim.words - 1.0).max(0.0)),
            };
            count.map(|count| preset.minutes(count, pace) as f64 == claim.minutes)
        };
        let Some(agreed) = claims.iter().map(agrees).collect::<Option<Vec<bool>>>() else { continue };
        let rows = agreed.into_iter().filter(|agreed| *agreed).count();
        if best.as_ref().is_none_or(|best| best.rows < rows) {
            best = Some(Agreement { preset, wpm: pace.per_minute, rows });
        }
    }
    best
}

/// Where most of the claims' intervals overlap: a sweep over their ends.
fn range(rounding: Rounding, name: &'static str, claims: &[Claim]) -> SpeedRange {
    // Intervals are open at one end and closed at the other, all of them at the
    // same, so at one point what ends goes before what begins.
    let mut edges: Vec<(f64, i64)> = Vec::with_capacity(2 * claims.len());
    for claim in claims {
        pace::advance(size_of::<Claim>());
        if let Some((low, high)) = interval(rounding, claim) {
            edges.push((low, 1));
            edges.push((high, -1));
        }
    }
    edges.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let (mut open, mut most, mut low, mut high) = (0, 0, 0.0, f64::INFINITY);
    for (at, edge) in edges.iter().enumerate() {
        pace::advance(1);
        open += edge.1;
        let until = edges.get(at + 1).map_or(edge.0, |next| next.0);
        let wider = open == most && until - edge.0 > high - low;
        if open > most || (wider && most > 0) {
            (most, low, high) = (open, edge.0, until);
        }
    }
    SpeedRange { rounding: name, low, high, rows: usize::try_from(most).unwrap_or(0) }
}

/// The speeds at which `claim` comes out; `None` if it does at none. One minute
/// is also what less than one is shown as.
fn interval(rounding: Rounding, claim: &Claim) -> Option<(f64, f64)> {
    let (from, until) = match rounding {
        Rounding::Floor => (0.0, 1.0),
        Rounding::HalfUp => (-0.5, 0.5),
        // Over 30 seconds, and seconds are whole: 31 of 60.
        Rounding::Foxiz => (-29.0 / 60.0, 31.0 / 60.0),
        Rounding::Ceil | Rounding::Hundredths => (-1.0, 0.0),
    };
    let Claim { words, minutes, .. } = *claim;
    if minutes.fract() != 0.0 {
        return None;
    }
    let least = if minutes <= 1.0 && rounding != Rounding::Foxiz { 0.0 } else { (minutes + from).max(0.0) };
    let most = minutes + until;
    let speed = |minutes: f64| if minutes > 0.0 { words / minutes } else { f64::INFINITY };
    match words > 0.0 {
        true => Some((speed(most), speed(least))).filter(|(low, high)| low < high),
        // No word takes no time at any speed.
        false => (least <= 0.0).then_some((0.0, f64::INFINITY)),
    }
}
