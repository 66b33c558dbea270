#![no_main]

use minread_fuzz::invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::pipeline(&String::from_utf8_lossy(bytes)));
