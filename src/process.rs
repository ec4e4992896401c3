//! State that belongs to one process.

use std::sync::OnceLock;

/// What each process has of its own: a forked child begins with nothing. It would otherwise read answers meant for its
/// parent, or wait for a lock that one of its parent's threads holds.
#[derive(Debug)]
pub(crate) struct PerProcess<T>(OnceLock<Box<Own<T>>>);

#[derive(Debug)]
struct Own<T> {
    process: u32,
    value: T,
    child: PerProcess<T>,
}

impl<T: Default> PerProcess<T> {
    pub(crate) const fn new() -> PerProcess<T> {
        PerProcess(OnceLock::new())
    }

    pub(crate) fn get(&self) -> &T {
        let process = std::process::id();
        let mut slot = self;
        loop {
            match slot.0.get() {
                Some(own) if own.process == process => return &own.value,
                Some(own) => slot = &own.child,
                None => {
                    // Made before it is put there: a child of fork would wait for ever for what its parent is making.
                    // Where another thread was first, that one's counts.
                    let _ = slot.0.set(Box::new(Own {
                        process,
                        value: T::default(),
                        child: PerProcess::new(),
                    }));
                }
            }
        }
    }
}
