//! The corridor goes one way: a module imports only from modules above it.

use crate::{file, names};

/// Modules in the order of `src/lib.rs`.
fn corridor() -> Vec<String> {
    let modules: Vec<String> = file("src/lib.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ").or_else(|| line.strip_prefix("mod ")))
        .filter_map(|rest| rest.strip_suffix(';'))
        .map(str::to_owned)
        .collect();
    assert!(modules.len() > 15, "the module list of src/lib.rs was not read: {modules:?}");
    modules
}

/// The files of a module: `src/name.rs`, or everything in and below `src/name/`.
fn files(module: &str) -> Vec<String> {
    let single = format!("src/{module}.rs");
    if std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&single).exists() {
        return vec![single];
    }
    let mut folders = vec![format!("src/{module}")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for name in names(&folder) {
            let path = format!("{folder}/{name}");
            if name.ends_with(".rs") {
                files.push(path);
            } else if std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&path).is_dir() {
                folders.push(path);
            }
        }
    }
    files
}

/// The modules that `source` names after `crate::`, comments left out.
fn imports(source: &str, modules: &[String]) -> Vec<String> {
    let code =
        source.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for part in code.split("crate::").skip(1) {
        let list = match part.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap_or_default(),
            None => part.split([';', ',', ')', '(', '<', ' ', '\n']).next().unwrap_or_default(),
        };
        for item in list.split(',') {
            let first = item.trim().split("::").next().unwrap_or_default();
            if modules.iter().any(|module| module == first) {
                found.push(first.to_owned());
            }
        }
    }
    found
}

#[test]
fn a_stage_imports_only_from_stages_above_it() {
    let modules = corridor();
    let mut edges = 0;
    for (at, module) in modules.iter().enumerate() {
        for path in files(module) {
            for import in imports(&file(&path), &modules) {
                let above = modules.iter().position(|other| *other == import).unwrap();
                assert!(above <= at, "{path} imports `{import}`, which stands below it in src/lib.rs");
                edges += usize::from(import != *module);
            }
        }
    }
    assert!(edges > 40, "only {edges} imports were seen: the reader of `use` lines is broken");
}

#[test]
fn only_one_file_knows_threads_and_one_folder_knows_python() {
    for module in corridor() {
        for path in files(&module) {
            let source = file(&path);
            assert!(module == "batch" || !source.contains("rayon"), "{path} uses rayon");
            assert!(module == "python" || !source.contains("pyo3"), "{path} uses pyo3");
            let unsafe_code = ["src/simd.rs", "src/room.rs", "src/python/arrow.rs"].contains(&path.as_str());
            assert!(unsafe_code || !source.contains("unsafe "), "{path} has unsafe code");
            let arrow = module == "python" || !source.contains("arrow_");
            assert!(arrow, "{path} knows Arrow");
        }
    }
}

/// No file, no network, no other process, and one setting of the environment.
#[test]
fn nothing_is_opened_and_one_setting_is_read() {
    let mut settings = 0;
    for path in corridor().iter().flat_map(|module| files(module)) {
        // Reads the standard's own tests, in tests.
        if path == "src/blocks/html/html5lib.rs" {
            continue;
        }
        let source = match path.as_str() {
            // The one function of the system's that is called: it gives memory back.
            "src/room.rs" => {
                file(&path).replacen("unsafe extern \"C\" {\n        safe fn malloc_trim(", "", 1)
            }
            _ => file(&path),
        };
        for what in
            ["fs::", "net::", "process::Command", "File::", "std::os", "libc", "extern \"C\"", "dlopen"]
        {
            assert!(!source.contains(what), "{path}: {what}");
        }
        settings += source.matches("env::var").count();
        assert!(
            !source.contains("env::var") || source.contains("env::var(\"MINREAD_NUM_THREADS\")"),
            "{path}"
        );
    }
    assert_eq!(settings, 1);
    let tests = file("src/blocks/html/mod.rs");
    assert!(tests.lines().skip_while(|line| *line != "#[cfg(test)]").any(|line| line == "mod html5lib;"));
}
