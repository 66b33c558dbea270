//! Tests that need the whole crate, or files beside it.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, clippy::print_stdout, clippy::print_stderr)]

mod tables;
