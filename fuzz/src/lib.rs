//! What the targets check: the invariants that the tests check too.

#[path = "../../tests/torture/invariants.rs"]
pub mod invariants;
