//! The time by which builds run: the machine's, or one that tests move.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::ticks::Ticks;

pub enum Clock {
    Real,
    /// Stands still but for what it is moved on.
    Manual {
        begun: Ticks,
        seconds: AtomicI64,
    },
}

impl Clock {
    pub fn manual() -> Clock {
        Clock::Manual {
            begun: Ticks::now(),
            seconds: AtomicI64::new(0),
        }
    }

    pub fn now(&self) -> Ticks {
        match self {
            Clock::Real => Ticks::now(),
            Clock::Manual { begun, seconds } => begun.plus_seconds(seconds.load(Ordering::SeqCst)),
        }
    }

    /// Whether it could be moved on.
    pub fn advance(&self, by: i64) -> bool {
        match self {
            Clock::Real => false,
            Clock::Manual { seconds, .. } => {
                seconds.fetch_add(by, Ordering::SeqCst);
                true
            }
        }
    }
}
