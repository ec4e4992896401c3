//! What another thread finds out, for as many as want to know.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How soon one who waits notices that his call has ended.
const SLICE: Duration = Duration::from_millis(5);

/// Empty until somebody puts in what he has found.
#[derive(Debug)]
pub(super) struct Awaited<T> {
    found: Mutex<Option<T>>,
    done: Condvar,
}

impl<T> Default for Awaited<T> {
    fn default() -> Awaited<T> {
        Awaited {
            found: Mutex::default(),
            done: Condvar::new(),
        }
    }
}

impl<T> Awaited<T> {
    pub(super) fn put(&self, found: T) {
        *self.lock() = Some(found);
        self.done.notify_all();
    }

    /// What `look` makes of what is there now.
    pub(super) fn peek<U>(&self, look: impl FnOnce(Option<&T>) -> U) -> U {
        look(self.lock().as_ref())
    }

    /// What `take` makes of it, or the reason that `ended` gives not to wait any longer. That may take its time, and call
    /// us again: nothing is locked meanwhile.
    pub(super) fn wait<U, E>(
        &self,
        take: impl Fn(&T) -> U,
        ended: impl Fn() -> Result<(), E>,
    ) -> Result<U, E> {
        let mut found = self.lock();
        loop {
            if let Some(found) = &*found {
                return Ok(take(found));
            }
            drop(found);
            ended()?;
            found = self.lock();
            if found.is_some() {
                continue;
            }
            found = self
                .done
                .wait_timeout(found, SLICE)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<T>> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
