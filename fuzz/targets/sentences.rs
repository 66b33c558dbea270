#![no_main]

use minread_fuzz::invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::sentences(&String::from_utf8_lossy(bytes)));
