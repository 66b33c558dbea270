#![no_main]

use minread_fuzz::invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::plain(&String::from_utf8_lossy(bytes)));
