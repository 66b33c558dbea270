//! `make bench`: what every stage costs on every torture input, and on prose.
//!
//! The columns are the speed, what twice, four and eight times the input cost
//! (aims: at most 2.2 and 9 times; rows that miss one are counted at the end),
//! and the cost beside as much prose, a paragraph of one sentence a line. Two rules
//! fail: four times the input cost over 6.5 times the CPU time, or 1 MiB of it, as
//! plain text or as a page, over 10 times 1 MiB of prose as plain text, through all
//! stages; each only while slower than 20 MB/s (faster than that is near memory
//! speed, where caches and clocks bend any ratio). A row that fails is measured a
//! second time, and both are printed.
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

mod clock;
#[path = "../tests/torture/generators.rs"]
mod torture;

const SMALL: usize = 256 * 1024;
const SLOW_MB_PER_S: f64 = 20.0;
const WORST_RATIO: f64 = 6.5;
const AIM_TWICE: f64 = 2.2;
const AIM_EIGHT_TIMES: f64 = 9.0;
/// The whole corridor, by its two doors: what is said of a document's cost is said of
/// these stages, beside prose that comes in by the first.
const WHOLE: [&str; 2] = ["article", "page"];
const WORST_TIMES_PROSE: f64 = 10.0;

/// The best of three, in seconds.
fn seconds(work: impl Fn() -> usize) -> f64 {
    let once = || {
        let before = clock::seconds();
        std::hint::black_box(work());
        clock::seconds() - before
    };
    let first = once();
    if first > 0.5 { first } else { first.min(once()).min(once()) }
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let asked = |name: &str| wanted.is_empty() || wanted.iter().any(|part| name.contains(part.as_str()));
    let generators = torture::generators();
    let prose = generators.iter().find(|generator| generator.name == "paragraphs").unwrap();
    println!(
        "{:18} {:26} {:>9} {:>6} {:>6} {:>6} {:>9}",
        "stage", "input", "MB/s", "×2", "×4", "×8", "of prose"
    );
    let (mut super_linear, mut dear) = (Vec::new(), Vec::new());
    let (mut rows, mut missed) = (0, Vec::new());
    for (stage, run) in torture::STAGES {
        if !wanted.is_empty() && !asked(stage) && !generators.iter().any(|generator| asked(generator.name)) {
            continue;
        }
        let text = prose.text_of_size(SMALL * 4);
        let of_prose =
            torture::STAGES.into_iter().find(|(door, _)| WHOLE.contains(&stage) && *door == WHOLE[0]);
        let of_prose = of_prose.map_or(run, |(_, whole)| whole);
        let prose_seconds = seconds(|| of_prose(&text)) / text.len() as f64;
        for generator in &generators {
            if !(asked(stage) || asked(generator.name)) {
                continue;
            }
            let texts = [1, 2, 4, 8].map(|times| generator.text_of_size(SMALL * times));
            let [_, _, large, _] = &texts;
            let measure = || {
                let [one, two, four, eight] = [0, 1, 2, 3].map(|at| seconds(|| run(&texts[at])));
                let times = four / large.len().max(1) as f64 / prose_seconds;
                (large.len() as f64 / four / 1e6, [two / one, four / one, eight / one], times)
            };
            let show = |(speed, [two, four, eight], times): (f64, [f64; 3], f64), mark: &str| {
                println!(
                    "{stage:18} {:26} {speed:9.0} {two:6.2} {four:6.2} {eight:6.2} {times:8.1}×{mark}",
                    generator.name
                );
            };
            let is_super_linear =
                |(speed, [_, four, _], _): (f64, [f64; 3], f64)| four > WORST_RATIO && speed < SLOW_MB_PER_S;
            let is_dear = |(speed, _, times): (f64, [f64; 3], f64)| {
                WHOLE.contains(&stage)
                    && large.len() > SMALL
                    && times > WORST_TIMES_PROSE
                    && speed < SLOW_MB_PER_S
            };
            let mut found = measure();
            if is_super_linear(found) || is_dear(found) {
                // A neighbour's noise does not come twice; growth does.
                show(found, "  measured again");
                found = measure();
            }
            let mark = match (is_super_linear(found), is_dear(found)) {
                (true, _) => "  SUPER-LINEAR",
                (_, true) => "  DEAR",
                _ => "",
            };
            show(found, mark);
            rows += 1;
            let (speed, [two, _, eight], _) = found;
            if speed < SLOW_MB_PER_S && (two > AIM_TWICE || eight > AIM_EIGHT_TIMES) {
                missed.push(format!("{stage} on {}", generator.name));
            }
            if is_super_linear(found) {
                super_linear.push(format!("{stage} on {}", generator.name));
            }
            if is_dear(found) {
                dear.push(format!("{stage} on {}", generator.name));
            }
        }
    }
    println!(
        "super-linear: {}",
        if super_linear.is_empty() { "none".to_owned() } else { super_linear.join(", ") }
    );
    println!(
        "dearer than {WORST_TIMES_PROSE} times prose: {}",
        if dear.is_empty() { "none".to_owned() } else { dear.join(", ") }
    );
    println!(
        "an aim missed below {SLOW_MB_PER_S} MB/s: {} of {rows} rows: {}",
        missed.len(),
        missed.join(", ")
    );
    if !super_linear.is_empty() || !dear.is_empty() {
        std::process::exit(1);
    }
}
