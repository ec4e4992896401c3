//! What another thread finds out, for as many as want to know.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Empty until somebody puts in what he has found.
#[derive(Debug)]
pub(crate) struct Awaited<T> {
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
    pub(crate) fn put(&self, found: T) {
        *self.lock() = Some(found);
        self.done.notify_all();
    }

    /// What `look` makes of what is there now.
    pub(crate) fn peek<U>(&self, look: impl FnOnce(Option<&T>) -> U) -> U {
        look(self.lock().as_ref())
    }

    /// What `take` makes of it, or the reason that `look` gives not to wait any longer; else that says how long to wait
    /// before it is asked again. It may take its time, and call us again: nothing is locked meanwhile.
    pub(crate) fn wait<U, E>(
        &self,
        take: impl FnOnce(&mut T) -> U,
        look: impl Fn() -> Result<Duration, E>,
    ) -> Result<U, E> {
        let mut found = self.lock();
        loop {
            if let Some(found) = &mut *found {
                return Ok(take(found));
            }
            drop(found);
            let time = look()?;
            found = self.lock();
            if found.is_some() {
                continue;
            }
            found = self
                .done
                .wait_timeout(found, time)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<T>> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
