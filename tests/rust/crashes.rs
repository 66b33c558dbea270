//! What once broke a promise stays a test: `tests/cases/crashes/TARGET/` holds
//! the inputs that fuzzing found, each run through the target that found it.

use crate::invariants::TARGETS;
use crate::{file, names};

#[test]
fn every_input_that_fuzzing_broke_holds_now() {
    for folder in names("tests/cases/crashes") {
        if folder.ends_with(".md") {
            continue;
        }
        let (_, check) = TARGETS
            .iter()
            .find(|(name, _)| *name == folder)
            .unwrap_or_else(|| panic!("tests/cases/crashes/{folder}: no target of that name"));
        for name in names(&format!("tests/cases/crashes/{folder}")) {
            let path = format!("tests/cases/crashes/{folder}/{name}");
            let input = std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&path)).unwrap();
            println!("{path}");
            check(&input);
        }
    }
}

/// Fuzzing is worth what it checks: each target has a program of its own.
#[test]
fn every_target_is_fuzzed() {
    let mut targets: Vec<String> = TARGETS.iter().map(|(name, _)| format!("{name}.rs")).collect();
    targets.sort();
    assert_eq!(names("fuzz/targets"), targets);
}

/// What nobody calls nobody finds: every public function is in a target.
#[test]
fn every_public_function_is_in_a_target() {
    let library = file("src/lib.rs");
    let checks = file("tests/torture/invariants.rs");
    let mut functions = 0;
    let mut lines = library.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(start) = line.strip_prefix("pub use ") else { continue };
        let mut named = start.to_owned();
        while !named.ends_with(';') {
            named.push_str(lines.next().expect("the end of a `pub use`"));
        }
        let names = named.trim_end_matches([';', '}']).rsplit(['{', ':']).next().unwrap().to_owned();
        for name in names.split(',').map(|name| name.rsplit(' ').next().unwrap()) {
            // Types begin with a capital; three are of the tests themselves.
            let is_function = name.starts_with(|c: char| c.is_ascii_lowercase());
            if is_function && !["read_by", "training", "fold", "room_for"].contains(&name) {
                assert!(checks.contains(&format!("minread::{name}(")), "{name} is in no target");
                functions += 1;
            }
        }
    }
    assert!(functions > 20, "only {functions} functions were read");
}

/// What fuzzing starts from: the torture inputs, short, and the cases. Written
/// into the folder that `MINREAD_FUZZ_SEEDS` names, for `make fuzz`.
#[test]
fn seeds() {
    let mut seeds: Vec<(String, Vec<u8>)> = Vec::new();
    for generator in crate::torture::generators::generators() {
        for n in [1, 20] {
            seeds.push((format!("{}-{n}", generator.name), generator.make(n)));
        }
    }
    for kind in ["articles", "sentences"] {
        for name in names(&format!("tests/cases/{kind}")) {
            let mut text = file(&format!("tests/cases/{kind}/{name}")).into_bytes();
            text.truncate(4096);
            seeds.push((name, text));
        }
    }
    assert!(seeds.len() > 400, "only {} seeds", seeds.len());
    if let Some(folder) = std::env::var_os("MINREAD_FUZZ_SEEDS") {
        let folder = std::path::Path::new(&folder);
        std::fs::create_dir_all(folder).unwrap();
        for (name, seed) in seeds {
            std::fs::write(folder.join(name), seed).unwrap();
        }
    }
}
