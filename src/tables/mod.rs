//! GENERATED tables. Never edited by hand: `make tables` writes them.

pub(crate) mod scripts;
pub(crate) mod words;
