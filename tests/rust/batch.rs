//! Many documents: the same answer as one by one, all or nothing, cancellable.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use minread::{Failure, Unit, batch, count_words, fold, pace::testing::panic_in};

/// The injected panic is one setting of the process.
static ALONE: Mutex<()> = Mutex::new(());

fn rows(count: usize) -> Vec<String> {
    (0..count).map(|at| "Satu kalimat pendek. ".repeat(1 + at % 97)).collect()
}

#[test]
fn any_number_of_threads_gives_the_same_rows() {
    let _alone = ALONE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let rows = rows(3000);
    let expected: Vec<u64> = rows.iter().map(|row| count_words(row, Unit::Auto)).collect();
    for threads in [None, Some(1), Some(2), Some(3), Some(8), Some(64)] {
        let found = batch(&rows, |row| row.len(), |row| count_words(row, Unit::Auto), threads, |_| true);
        assert_eq!(found.as_ref(), Ok(&expected), "{threads:?}");
    }
}

#[test]
fn one_worker_puts_all_rows_into_one_value() {
    let _alone = ALONE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let rows = rows(3000);
    let all: Vec<usize> = (0..rows.len()).collect();
    for (threads, one) in [(1, true), (3, false)] {
        let add = |some: &mut Vec<usize>, at| some.push(at);
        let found = fold(rows.len(), |at| rows[at].len(), Vec::with_capacity, add, Some(threads), |_| true);
        let found = found.unwrap();
        assert_eq!(found.len() == 1, one);
        assert_eq!(found.concat(), all);
    }
}

#[test]
fn a_number_of_threads_that_is_not_possible_is_refused() {
    for threads in [0, 1_000_000_000] {
        let failure = batch(&["a"], |row| row.len(), |_| (), Some(threads), |_| true).unwrap_err();
        assert!(matches!(failure, Failure::Threads(message) if message.contains("between 1 and")));
    }
}

#[test]
fn a_panic_refuses_the_batch_and_names_stage_and_row() {
    let _alone = ALONE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let rows = rows(2000);
    for stage in ["blocks", "language", "repair", "boilerplate", "fields"] {
        panic_in(Some(stage));
        let work = |row: &String| minread::read(row, None).text.len();
        let failure = batch(&rows, |row| row.len(), work, None, |_| true).unwrap_err();
        assert!(matches!(failure, Failure::Internal { stage: found, .. } if found == stage), "{failure:?}");
        panic_in(None);
        assert!(batch(&rows, |row| row.len(), work, None, |_| true).is_ok(), "the next batch works");
    }
    std::panic::set_hook(hook);
}

#[test]
fn a_batch_can_be_cancelled_between_rows_and_inside_one() {
    let _alone = ALONE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let huge = vec!["Satu kalimat pendek. ".repeat(4_000_000)];
    for rows in [rows(200_000), huge] {
        let started = AtomicUsize::new(0);
        let work = |row: &String| {
            started.fetch_add(1, Ordering::Relaxed);
            minread::read(row, Some("id")).sentences().len()
        };
        let begun = Instant::now();
        let failure = batch(&rows, |row| row.len(), work, Some(2), |_| false).unwrap_err();
        assert_eq!(failure, Failure::Cancelled);
        assert!(begun.elapsed() < Duration::from_secs(20), "cancelling took {:?}", begun.elapsed());
        assert!(started.load(Ordering::Relaxed) < rows.len().max(2), "it ran to the end");
    }
}

#[test]
fn progress_is_told_and_never_runs_backwards() {
    let _alone = ALONE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let rows = rows(20_000);
    let mut seen = Vec::new();
    let work = |row: &String| minread::read(row, Some("id")).text.len();
    batch(
        &rows,
        |row| row.len(),
        work,
        Some(2),
        |progress| {
            seen.push(progress.done);
            assert_eq!(progress.total, rows.len());
            true
        },
    )
    .unwrap();
    assert!(seen.windows(2).all(|pair| pair[0] <= pair[1]), "{seen:?}");
}
