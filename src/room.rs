//! Documents that take far more memory than they are long share what room there is.
//!
//! A word list of a megabyte is half a million blocks. All threads of a call may work,
//! but not on so many of those at once.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::limits::{POLL_MILLIS, ROOM_BYTES, ROOM_DOCUMENT_BYTES};
use crate::pace;

/// What the documents of one call take together beyond what is usual for their size.
#[derive(Debug, Default)]
pub(crate) struct Room {
    taken: Mutex<usize>,
    freed: Condvar,
}

#[cfg_attr(not(feature = "python"), allow(dead_code, reason = "columns come from Python"))]
impl Room {
    /// Waits until there is room for a document; one that needs all of it waits until
    /// it is alone.
    pub fn enter(&self, document: &[u8]) -> Guest<'_> {
        let needs = room_for(document);
        if needs > 0 {
            let mut taken = lock(&self.taken);
            while *taken > 0 && *taken + needs > ROOM_BYTES {
                let step = Duration::from_millis(POLL_MILLIS);
                drop(self.freed.wait_timeout(taken, step));
                // Who cancels the call does not notify, and no lock may be held by who is ended.
                pace::look();
                taken = lock(&self.taken);
            }
            *taken += needs;
        }
        Guest { room: self, needs }
    }
}

/// A document that has room until this is dropped.
#[derive(Debug)]
pub(crate) struct Guest<'r> {
    room: &'r Room,
    needs: usize,
}

impl Drop for Guest<'_> {
    fn drop(&mut self) {
        if self.needs == 0 {
            return;
        }
        // What fewer keep is not worth the time.
        if self.needs >= ROOM_BYTES / 8 {
            give_back(self.needs);
        }
        *lock(&self.room.taken) -= self.needs;
        self.room.freed.notify_all();
    }
}

/// The memory that a document takes beyond four times its size, as far as a glance tells: each
/// line is a block with a label and maybe a sentence, each tag an element, a text and maybe a
/// block.
pub fn room_for(document: &[u8]) -> usize {
    const LINE_BYTES: usize = 96;
    const TAG_BYTES: usize = 192;
    if document.len() < ROOM_DOCUMENT_BYTES {
        return 0;
    }
    // U+0085, U+2028 and U+2029 end lines too; few other characters have their first bytes.
    let ends_line = |byte: &&u8| matches!(**byte, 1..=8 | 10..=31 | 0xC2 | 0xE2);
    let lines = document.iter().filter(ends_line).count();
    let tags = memchr::memchr_iter(b'<', document).count();
    (lines * LINE_BYTES + tags * TAG_BYTES).saturating_sub(4 * document.len())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gives so many bytes that this thread has freed back to the system. The allocator of GNU systems
/// has a heap for each thread and keeps what that once needed, up to 64 MiB: the next
/// document may be read by another thread.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "a function of the system's C library")]
fn give_back(bytes: usize) {
    // It lets go of what lies free between two pieces, and not of the end of a heap: so there
    // has to be a piece behind it. Small enough for none to be mapped by itself.
    const PIECE: usize = 64 * 1024;
    let piece = || std::hint::black_box(Vec::<u8>::with_capacity(PIECE));
    let free: Vec<_> = (0..bytes.min(ROOM_BYTES) / PIECE).map(|_| piece()).collect();
    let behind = piece();
    drop(free);
    unsafe extern "C" {
        safe fn malloc_trim(keep: usize) -> std::ffi::c_int;
    }
    malloc_trim(0);
    drop(behind);
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn give_back(_: usize) {}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::pace::{Cancel, Cancelled, watched};

    /// Needs more than half of the room.
    fn flood() -> Vec<u8> {
        b"a\n".repeat(3 << 17)
    }

    #[test]
    fn prose_needs_none_and_floods_wait_for_each_other() {
        let room = Room::default();
        let flood = flood();
        let prose =
            "Warga datang pagi hari dan berjalan kaki di jembatan itu, satu per satu.\n".repeat(1 << 14);
        assert_eq!(room_for(prose.as_bytes()), 0);
        let first = room.enter(&flood);
        assert!(first.needs > ROOM_BYTES / 2);
        drop(room.enter(prose.as_bytes()));
        let left = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let second = scope.spawn(|| {
                let _guest = room.enter(&flood);
                left.load(Ordering::SeqCst)
            });
            std::thread::sleep(Duration::from_millis(2 * POLL_MILLIS));
            assert!(!second.is_finished());
            left.store(true, Ordering::SeqCst);
            drop(first);
            assert!(second.join().unwrap());
        });
        assert_eq!(*lock(&room.taken), 0);
    }

    #[test]
    fn what_needs_more_than_there_is_has_room_alone() {
        let room = Room::default();
        let guest = room.enter(&flood().repeat(4));
        assert!(guest.needs > ROOM_BYTES);
        drop(guest);
        assert_eq!(*lock(&room.taken), 0);
    }

    #[test]
    fn who_waits_can_be_cancelled() {
        let room = Room::default();
        let _first = room.enter(&flood());
        let cancel = Cancel::default();
        std::thread::scope(|scope| {
            let second = scope.spawn(|| watched(&cancel, || drop(room.enter(&flood()))));
            std::thread::sleep(Duration::from_millis(POLL_MILLIS / 2));
            cancel.raise();
            assert!(second.join().unwrap_err().is::<Cancelled>());
        });
    }
}
