//! "4 Min Read", both ways: says a number of minutes in a locale, and reads one
//! from a page. One table, `data/durations.tsv`, run forwards and backwards.

mod claim;
mod say;

pub use claim::claimed_minutes;
pub(crate) use claim::{Claim, claim, is_unit, means_minutes};
pub use say::{label, locales};

/// The rows of the table: locale, entry, values with `|` between them, source.
fn rows() -> impl Iterator<Item = [&'static str; 4]> {
    crate::tsv::rows(include_str!("../data/durations.tsv"))
}
