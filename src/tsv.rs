//! Reads the tables in `data/`: one entry a line, tabs between columns, `#`
//! before a comment.

/// The rows of `table` with exactly `N` columns. A row of another width is
/// left out here and found by the test that reads every data file.
pub(crate) fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    lines(table).filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok())
}

/// The lines of `table` that are neither empty nor a comment.
pub(crate) fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}
