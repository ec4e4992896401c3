//! The time that waits and deadlines go by, so that a test can drive it.

use std::fmt::Debug;
use std::time::{Duration, Instant};

use crate::cancel::Interrupt;

/// Where waiting happens.
pub(crate) trait Clock: Debug + Send + Sync {
    fn now(&self) -> Instant;

    /// Waits until `duration` has passed or the call has been ended from outside.
    fn sleep(&self, duration: Duration, interrupt: &Interrupt);
}

/// The machine's own.
#[derive(Debug)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, duration: Duration, interrupt: &Interrupt) {
        interrupt.pause(duration);
    }
}

/// A clock that stands still but for the sleeps it is asked for, which pass at once.
#[cfg(test)]
#[derive(Debug)]
pub(crate) struct ManualClock {
    start: Instant,
    passed: std::sync::Mutex<Duration>,
}

#[cfg(test)]
impl ManualClock {
    pub(crate) fn new() -> ManualClock {
        ManualClock {
            start: Instant::now(),
            passed: std::sync::Mutex::default(),
        }
    }

    pub(crate) fn passed(&self) -> Duration {
        *self.passed.lock().unwrap()
    }
}

#[cfg(test)]
impl Clock for ManualClock {
    fn now(&self) -> Instant {
        self.start + self.passed()
    }

    fn sleep(&self, duration: Duration, _: &Interrupt) {
        *self.passed.lock().unwrap() += duration;
    }
}
