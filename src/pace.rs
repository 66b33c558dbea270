//! The pulse of every long loop: where a document's work can be cancelled and,
//! in tests, where its steps are counted.
//!
//! A stage calls [`advance`] with the bytes it has just walked over. That is
//! all a stage knows: it needs neither a `Result` for "cancelled" nor a handle
//! to be passed through every signature. When the batch that runs the document
//! has been cancelled, `advance` unwinds with a private payload (without
//! calling the panic hook), and the one place that starts documents,
//! `batch.rs`, catches it.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::limits::CANCEL_BYTES;
use crate::span;

/// Asks running documents to stop. Cheap to clone; all clones are one flag.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks every document that runs under this flag to stop.
    pub fn raise(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked to stop.
    pub fn is_raised(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What [`advance`] unwinds with.
#[derive(Debug)]
pub(crate) struct Cancelled;

thread_local! {
    static UNTIL_LOOK: Cell<u64> = const { Cell::new(CANCEL_BYTES) };
    static WATCHED: RefCell<Option<Cancel>> = const { RefCell::new(None) };
    static STAGE: Cell<&'static str> = const { Cell::new("") };
    static ROW: Cell<usize> = const { Cell::new(0) };
}

/// Runs `work` so that raising `cancel` ends it within
/// [`CANCEL_BYTES`] bytes of work.
pub(crate) fn watched<R>(cancel: &Cancel, work: impl FnOnce() -> R) -> R {
    struct Restore(Option<Cancel>);
    impl Drop for Restore {
        fn drop(&mut self) {
            let before = self.0.take();
            WATCHED.with(|slot| *slot.borrow_mut() = before);
        }
    }
    let _restore = Restore(WATCHED.with(|slot| slot.borrow_mut().replace(cancel.clone())));
    work()
}

/// Names the stage that runs now, for the message of an internal error.
pub(crate) fn stage(name: &'static str) {
    STAGE.with(|stage| stage.set(name));
    #[cfg(feature = "testing")]
    testing::maybe_panic(name);
}

/// The stage named last on this thread.
pub(crate) fn current_stage() -> &'static str {
    STAGE.with(Cell::get)
}

/// Names the row that runs now, or the first of those that run together, for the
/// message of an internal error. A batch can be cancelled here.
pub(crate) fn row(at: usize) {
    ROW.with(|row| row.set(at));
    look();
}

/// The row named last on this thread.
pub(crate) fn current_row() -> usize {
    ROW.with(Cell::get)
}

/// Reports `bytes` of work done since the last call.
#[inline]
pub(crate) fn advance(bytes: usize) {
    #[cfg(feature = "testing")]
    testing::count(bytes as u64);
    UNTIL_LOOK.with(|left| {
        let bytes = bytes as u64;
        if left.get() > bytes {
            left.set(left.get() - bytes);
        } else {
            left.set(CANCEL_BYTES);
            look();
        }
    });
}

/// `text` piece by piece, for walks that take their time with each character: a line
/// may be a hundred megabytes long.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let piece = span::head(rest, CANCEL_BYTES as usize);
        rest = span::cut(rest, piece.len()..rest.len());
        advance(piece.len());
        (!piece.is_empty()).then_some(piece)
    })
}

/// Ends the work if it was cancelled.
pub(crate) fn look() {
    if WATCHED.with(|slot| slot.borrow().as_ref().is_some_and(Cancel::is_raised)) {
        cancelled();
    }
}

#[cold]
fn cancelled() -> ! {
    std::panic::resume_unwind(Box::new(Cancelled));
}

/// Step counts and injected panics, for tests only.
#[cfg(feature = "testing")]
pub mod testing {
    use std::cell::Cell;
    use std::sync::Mutex;

    thread_local! { static STEPS: Cell<u64> = const { Cell::new(0) }; }
    static PANIC_IN: Mutex<Option<String>> = Mutex::new(None);

    pub(super) fn count(steps: u64) {
        STEPS.with(|total| total.set(total.get() + steps + 1));
    }

    /// Runs `work` and returns how many steps it reported on this thread.
    pub fn steps<R>(work: impl FnOnce() -> R) -> (R, u64) {
        let before = STEPS.with(Cell::get);
        let result = work();
        (result, STEPS.with(Cell::get) - before)
    }

    /// Makes the named stage panic from now on, or none.
    pub fn panic_in(stage: Option<&str>) {
        if let Ok(mut slot) = PANIC_IN.lock() {
            *slot = stage.map(str::to_owned);
        }
    }

    #[expect(clippy::panic, reason = "injecting a panic is what this is for")]
    pub(super) fn maybe_panic(stage: &str) {
        let hit = PANIC_IN.lock().is_ok_and(|slot| slot.as_deref() == Some(stage));
        if hit {
            panic!("injected");
        }
    }
}
