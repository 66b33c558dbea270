//! `make bench`: what every stage costs on every torture input, and on prose.
//!
//! The table is for eyes. Its only failing rule: four times the input cost over
//! 6.5 times the CPU time while running slower than 20 MB/s (a stage that fast
//! is near memory speed, where caches and clocks bend any ratio). A row that
//! fails is measured a second time, and both are printed.
//!
//! `cargo bench --bench linear -- [STAGE-OR-INPUT…]` narrows it.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout
)]

use std::time::Instant;

#[path = "../tests/torture/generators.rs"]
mod torture;

const SMALL: usize = 256 * 1024;
const SLOW_MB_PER_S: f64 = 20.0;
const WORST_RATIO: f64 = 6.5;

/// Seconds of CPU time that this thread has had, where the system says so.
fn cpu() -> Option<f64> {
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(spent.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}

/// The system counts CPU time in steps of some milliseconds; what takes less
/// than this is timed by the wall clock.
const COARSE: f64 = 0.1;

/// The best of three, in seconds.
fn seconds(work: impl Fn() -> usize) -> f64 {
    let once = || {
        let (begun, before) = (Instant::now(), cpu());
        std::hint::black_box(work());
        let wall = begun.elapsed().as_secs_f64();
        match before.zip(cpu()) {
            Some((before, after)) if wall > COARSE => after - before,
            _ => wall,
        }
    };
    let first = once();
    if first > 0.5 { first } else { first.min(once()).min(once()) }
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let asked = |name: &str| wanted.is_empty() || wanted.iter().any(|part| name.contains(part.as_str()));
    let generators = torture::generators();
    let prose = generators.iter().find(|generator| generator.name == "prose").unwrap();
    println!("{:18} {:22} {:>9} {:>7} {:>9}", "stage", "input", "MB/s", "×4", "of prose");
    let mut failures = Vec::new();
    for (stage, run) in torture::STAGES {
        if !wanted.is_empty() && !asked(stage) && !generators.iter().any(|generator| asked(generator.name)) {
            continue;
        }
        let text = prose.text_of_size(SMALL * 4);
        let prose_seconds = seconds(|| run(&text)) / text.len() as f64;
        for generator in &generators {
            if !(asked(stage) || asked(generator.name)) {
                continue;
            }
            let (small, large) = (generator.text_of_size(SMALL), generator.text_of_size(SMALL * 4));
            let measure = || {
                let (once, four) = (seconds(|| run(&small)), seconds(|| run(&large)));
                (four, four / once, large.len() as f64 / four / 1e6)
            };
            let fails = |ratio: f64, speed: f64| ratio > WORST_RATIO && speed < SLOW_MB_PER_S;
            let (mut four, mut ratio, mut speed) = measure();
            if fails(ratio, speed) {
                // A neighbour's noise does not come twice; growth does.
                println!("{stage:18} {:22} {speed:9.0} {ratio:7.2}  measured again", generator.name);
                (four, ratio, speed) = measure();
            }
            let failed = fails(ratio, speed);
            let times = four / large.len().max(1) as f64 / prose_seconds;
            println!(
                "{stage:18} {:22} {speed:9.0} {ratio:7.2} {times:8.1}×{}",
                generator.name,
                if failed { "  SUPER-LINEAR" } else { "" }
            );
            if failed {
                failures.push(format!("{stage} on {}", generator.name));
            }
        }
    }
    if !failures.is_empty() {
        println!("super-linear: {}", failures.join(", "));
        std::process::exit(1);
    }
}
