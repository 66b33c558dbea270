#![allow(missing_docs, clippy::all, clippy::print_stdout)]
fn main() {
    for p in [
        "Мост открыли на рассвете, и люди шли по нему весь день. ",
        "Мостоткрылинарассвете",
        "мост мост мост мост ",
        "Мост открыли 12 июня, и люди - все - шли (вчера) по нему весь день. ",
    ] {
        let t = p.repeat((4usize << 20) / p.len());
        let m = |f: &dyn Fn() -> u64| {
            let mut b = 1e9f64;
            for _ in 0..20 {
                let s = std::time::Instant::now();
                std::hint::black_box(f());
                b = b.min(s.elapsed().as_secs_f64());
            }
            t.len() as f64 / b / 1e6
        };
        println!(
            "{p} uni {:.0}",
            m(&|| minread::count_words(std::hint::black_box(&t), minread::Unit::Unicode))
        );
    }
}
