//! Many documents: the only file that knows threads.
//!
//! Rows are cut into blocks by bytes, blocks are taken by workers of a pool
//! that minread owns, and the calling thread waits in short steps so that it
//! can answer a signal or draw progress. The pool is built on first use, never
//! at import, and belongs to one process: a child made by `fork` finds the
//! parent's pool under another process id and builds its own (the parent's
//! threads do not exist there).

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use crate::limits::{
    BATCH_BLOCK_BYTES, BATCH_INLINE_BYTES, MAX_THREADS, POLL_MILLIS, ROWS_BETWEEN_LOOKS, ROWS_SIZED_TOGETHER,
};
use crate::pace::{self, Cancel, Cancelled};

/// Why a batch gave no rows. It is all or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The caller asked to stop.
    Cancelled,
    /// A bug: a stage panicked.
    Internal {
        /// The row it happened in.
        row: usize,
        /// The stage that ran.
        stage: &'static str,
    },
    /// The number of threads asked for is not possible; says what is.
    Threads(String),
}

/// How far a batch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Rows that are done.
    pub done: usize,
    /// Rows in all.
    pub total: usize,
}

/// Runs `work` on every row, in parallel, and returns the results in order.
///
/// `bytes` says how large a row is. `wait` is called on the calling thread
/// every 50 ms while others work; when it returns `false` the batch is
/// cancelled. `threads` is the number of workers; `None` takes the setting
/// `MINREAD_NUM_THREADS`, else one a core.
///
/// ```
/// let rows = ["satu dua", "tiga"];
/// let words = minread::batch(&rows, |row| row.len(), |row| row.split(' ').count(), None, |_| true);
/// assert_eq!(words, Ok(vec![2, 1]));
/// ```
pub fn batch<T: Sync, R: Send>(
    rows: &[T],
    bytes: impl Fn(&T) -> usize,
    work: impl Fn(&T) -> R + Sync,
    threads: Option<usize>,
    wait: impl FnMut(Progress) -> bool,
) -> Result<Vec<R>, Failure> {
    let results = fold(
        rows.len(),
        |at| rows.get(at).map_or(0, &bytes),
        Vec::with_capacity,
        |results, at| results.extend(rows.get(at).map(&work)),
        threads,
        wait,
    )?;
    let mut all = Vec::with_capacity(rows.len());
    for mut block in results {
        all.append(&mut block);
    }
    Ok(all)
}

/// The same by row number, and each block of rows goes into a value of its own,
/// so that a column of results is built in parallel too. One worker alone puts all
/// rows into one value: nothing is left to be joined.
///
/// `start` gets the number of rows that one value is for and makes what `work` adds
/// each of them to. The values come back in order.
///
/// ```
/// let rows = ["satu dua", "tiga"];
/// let letters = minread::fold(2, |at| rows[at].len(), |_| 0, |sum, at| *sum += rows[at].len(), None, |_| true);
/// assert_eq!(letters, Ok(vec![12]));
/// ```
pub fn fold<A: Send>(
    rows: usize,
    bytes: impl Fn(usize) -> usize,
    start: impl Fn(usize) -> A + Sync,
    work: impl Fn(&mut A, usize) + Sync,
    threads: Option<usize>,
    wait: impl FnMut(Progress) -> bool,
) -> Result<Vec<A>, Failure> {
    let each = |result: &mut A, rows: Range<usize>| {
        for at in rows {
            pace::row(at);
            work(result, at);
        }
    };
    fold_blocks(rows, |some| some.map(&bytes).sum(), start, each, threads, wait)
}

/// The same, for work that reads neighbouring rows together: it gets all rows of a
/// block at once, and names those that it is at (`pace::row`). `bytes` says how large
/// some rows are.
pub(crate) fn fold_blocks<A: Send>(
    rows: usize,
    bytes: impl Fn(Range<usize>) -> usize,
    start: impl Fn(usize) -> A + Sync,
    work: impl Fn(&mut A, Range<usize>) + Sync,
    threads: Option<usize>,
    mut wait: impl FnMut(Progress) -> bool,
) -> Result<Vec<A>, Failure> {
    let cancel = Cancel::default();
    let blocks = blocks(rows, bytes, || wait(Progress { done: 0, total: rows }))?;
    let small = blocks.len() < 2 && blocks.first().is_none_or(|block| block.bytes < BATCH_INLINE_BYTES);
    let threads = if small && threads.is_none() { 1 } else { worker_count(threads)? };
    let pool = if small { None } else { pool(threads) };
    let Some(pool) = pool else {
        // Little to do, or the system refuses threads: the calling thread works.
        let mut result = None;
        for block in &blocks {
            result = Some(block.run(result, || start(rows), &work, &cancel)?);
            if !wait(Progress { done: block.rows.end, total: rows }) {
                return Err(Failure::Cancelled);
            }
        }
        return Ok(result.into_iter().collect());
    };
    let workers = threads.min(blocks.len());
    let state = State::new(&blocks, rows, workers);
    pool.in_place_scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|_| state.work(&start, &work, &cancel));
        }
        while !state.is_finished() {
            let progress = Progress { done: state.done.load(Ordering::Relaxed), total: rows };
            if !wait(progress) {
                cancel.raise();
            }
        }
    });
    let results = state.results()?;
    if wait(Progress { done: rows, total: rows }) { Ok(results) } else { Err(Failure::Cancelled) }
}

/// Neighbouring rows of about [`BATCH_BLOCK_BYTES`] bytes.
struct Block {
    rows: Range<usize>,
    bytes: usize,
}

fn blocks(
    rows: usize,
    bytes: impl Fn(Range<usize>) -> usize,
    mut wait: impl FnMut() -> bool,
) -> Result<Vec<Block>, Failure> {
    let mut blocks = Vec::new();
    let (mut first, mut size) = (0, 0);
    // A null or an empty row still costs something.
    let cost = |some: Range<usize>| some.len() * 16 + bytes(some);
    for at in (0..rows).step_by(ROWS_SIZED_TOGETHER) {
        if at % ROWS_BETWEEN_LOOKS == 0 && at > 0 && !wait() {
            return Err(Failure::Cancelled);
        }
        let many = at..rows.min(at + ROWS_SIZED_TOGETHER);
        let together = cost(many.clone());
        // Short rows go in as they are; a long one may end the block.
        let parts = if together <= BATCH_BLOCK_BYTES / 16 { 1 } else { many.len() };
        for part in 0..parts {
            let (end, more) = match parts {
                1 => (many.end, together),
                _ => (at + part + 1, cost(at + part..at + part + 1)),
            };
            size += more;
            if size >= BATCH_BLOCK_BYTES {
                blocks.push(Block { rows: first..end, bytes: size });
                (first, size) = (end, 0);
            }
        }
    }
    if first < rows {
        blocks.push(Block { rows: first..rows, bytes: size });
    }
    Ok(blocks)
}

impl Block {
    /// Adds the rows to what the rows before were added to, if anything.
    fn run<A>(
        &self,
        before: Option<A>,
        start: impl FnOnce() -> A,
        work: &impl Fn(&mut A, Range<usize>),
        cancel: &Cancel,
    ) -> Result<A, Failure> {
        let run = || {
            pace::row(self.rows.start);
            let mut result = before.unwrap_or_else(start);
            work(&mut result, self.rows.clone());
            result
        };
        pace::watched(cancel, || catch_unwind(AssertUnwindSafe(run))).map_err(|payload| {
            if payload.is::<Cancelled>() {
                Failure::Cancelled
            } else {
                Failure::Internal { row: pace::current_row(), stage: pace::current_stage() }
            }
        })
    }
}

/// What the workers of one batch share.
struct State<'a, A> {
    blocks: &'a [Block],
    rows: usize,
    workers: usize,
    next: AtomicUsize,
    done: AtomicUsize,
    results: Vec<Mutex<Option<A>>>,
    failure: Mutex<Option<Failure>>,
    finished: Mutex<usize>,
    all_finished: Condvar,
}

impl<'a, A: Send> State<'a, A> {
    fn new(blocks: &'a [Block], rows: usize, workers: usize) -> Self {
        State {
            blocks,
            rows,
            workers,
            next: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
            results: blocks.iter().map(|_| Mutex::new(None)).collect(),
            failure: Mutex::new(None),
            finished: Mutex::new(0),
            all_finished: Condvar::new(),
        }
    }

    /// What one worker does: takes the next block until there is none.
    fn work(
        &self,
        start: &(impl Fn(usize) -> A + Sync),
        work: &(impl Fn(&mut A, Range<usize>) + Sync),
        cancel: &Cancel,
    ) {
        let alone = self.workers == 1;
        loop {
            let at = self.next.fetch_add(1, Ordering::Relaxed);
            let slot = self.results.get(if alone { 0 } else { at });
            let (Some(block), Some(slot)) = (self.blocks.get(at), slot) else { break };
            let rows = if alone { self.rows } else { block.rows.len() };
            let before = lock(slot).take();
            match block.run(before, || start(rows), work, cancel) {
                Ok(result) => {
                    self.done.fetch_add(block.rows.len(), Ordering::Relaxed);
                    *lock(slot) = Some(result);
                }
                Err(failure) => {
                    let mut first = lock(&self.failure);
                    // A bug is worth more than the cancellation that it caused.
                    if first.is_none() || *first == Some(Failure::Cancelled) {
                        *first = Some(failure);
                    }
                    cancel.raise();
                    break;
                }
            }
        }
        let mut finished = lock(&self.finished);
        *finished += 1;
        if *finished == self.workers {
            self.all_finished.notify_all();
        }
    }

    /// Waits one step; whether all workers are done.
    fn is_finished(&self) -> bool {
        let finished = lock(&self.finished);
        let step = Duration::from_millis(POLL_MILLIS);
        let waited =
            self.all_finished.wait_timeout_while(finished, step, |finished| *finished < self.workers);
        *waited.unwrap_or_else(PoisonError::into_inner).0 == self.workers
    }

    fn results(self) -> Result<Vec<A>, Failure> {
        match self.failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some(failure) => Err(failure),
            None => Ok(self
                .results
                .into_iter()
                .filter_map(|slot| slot.into_inner().unwrap_or_else(PoisonError::into_inner))
                .collect()),
        }
    }
}

/// Locks, also after a panic of another holder: what these locks guard is
/// whole at every moment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The number of workers for a call.
fn worker_count(asked: Option<usize>) -> Result<usize, Failure> {
    let checked = |count: usize, what: &str| {
        if (1..=MAX_THREADS).contains(&count) {
            Ok(count)
        } else {
            Err(Failure::Threads(format!("{what} must be between 1 and {MAX_THREADS}, got {count}")))
        }
    };
    if let Some(count) = asked {
        return checked(count, "threads");
    }
    match std::env::var("MINREAD_NUM_THREADS") {
        Ok(setting) => match setting.trim().parse() {
            Ok(count) => checked(count, "MINREAD_NUM_THREADS"),
            Err(_) => Err(Failure::Threads(format!(
                "MINREAD_NUM_THREADS must be a whole number between 1 and {MAX_THREADS}, got {setting:?}"
            ))),
        },
        Err(_) => Ok(cores()),
    }
}

/// The cores that this process may use. Asked once: on Linux the answer is read
/// from the files of its control group.
fn cores() -> usize {
    static CORES: OnceLock<usize> = OnceLock::new();
    *CORES.get_or_init(|| std::thread::available_parallelism().map_or(1, usize::from))
}

/// The pools of one process; `next` leads to those of its children.
#[derive(Default)]
struct Process {
    id: u32,
    pool: Mutex<Option<Arc<rayon::ThreadPool>>>,
    next: OnceLock<Box<Process>>,
}

/// This process's pool with at least `threads` workers; `None` where the system
/// refuses threads.
///
/// The list of processes is walked without a lock that a parent could have held
/// while it forked: each process locks only its own entry.
fn pool(threads: usize) -> Option<Arc<rayon::ThreadPool>> {
    static FIRST: OnceLock<Process> = OnceLock::new();
    let id = std::process::id();
    let mut process = FIRST.get_or_init(|| Process { id, ..Process::default() });
    while process.id != id {
        process = process.next.get_or_init(|| Box::new(Process { id, ..Process::default() }));
    }
    let mut pool = lock(&process.pool);
    if let Some(ready) = pool.as_ref().filter(|pool| pool.current_num_threads() >= threads) {
        return Some(Arc::clone(ready));
    }
    let built = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .thread_name(|at| format!("minread-{at}"))
        .build()
        .ok()?;
    let built = Arc::new(built);
    *pool = Some(Arc::clone(&built));
    Some(built)
}
