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
            let own = slot.0.get_or_init(|| {
                Box::new(Own {
                    process,
                    value: T::default(),
                    child: PerProcess::new(),
                })
            });
            if own.process == process {
                return &own.value;
            }
            slot = &own.child;
        }
    }
}
