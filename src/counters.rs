//! What a client has done so far, in numbers.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Something that a client counts, over all its calls.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Counter {
    /// Requests that went out, retries and redirects among them.
    Requests = 1,
    /// Requests that were sent again because of a failure.
    Retries = 2,
    /// Milliseconds that calls waited: before retries, and where the service had asked to be left alone.
    WaitedMs = 3,
    /// Bytes of bodies that were received, decompressed.
    ReceivedBytes = 4,
    /// Answers that asked to be left alone for a while: HTTP 429, or any with `Retry-After`.
    Throttled = 5,
}

impl Counter {
    const ALL: [Counter; 5] = [
        Counter::Requests,
        Counter::Retries,
        Counter::WaitedMs,
        Counter::ReceivedBytes,
        Counter::Throttled,
    ];

    /// The counter of this number, if there is one.
    pub fn from_number(number: i32) -> Option<Counter> {
        Counter::ALL.into_iter().find(|counter| *counter as i32 == number)
    }
}

#[derive(Debug, Default)]
pub(crate) struct Counters {
    pub(crate) requests: AtomicU64,
    pub(crate) retries: AtomicU64,
    waited_us: AtomicU64,
    pub(crate) throttled: AtomicU64,
}

impl Counters {
    pub(crate) fn waited(&self, wait: Duration) {
        let micros = u64::try_from(wait.as_micros()).unwrap_or(u64::MAX);
        self.waited_us.fetch_add(micros, Ordering::Relaxed);
    }

    pub(crate) fn waited_ms(&self) -> u64 {
        self.waited_us.load(Ordering::Relaxed) / 1000
    }
}
