//! The gate every request passes: closed for as long as the service asked to be left alone.
//!
//! The service says `Retry-After` on a 429 and, before that, on answers that are otherwise fine: the *next*
//! request is to wait, whoever sends it.

use std::sync::Mutex;
use std::time::{Duration, Instant, SystemTime};

use crate::cancel::Interrupt;
use crate::error::{Cause, Error, Result};
use crate::transport::{HeaderMap, header};

/// No answer, however hostile, closes the gate for longer.
const LONGEST: Duration = Duration::from_secs(15 * 60);

#[derive(Debug, Default)]
pub(crate) struct Gate {
    closed_until: Mutex<Option<Instant>>,
}

impl Gate {
    /// Waits until the gate is open. Where the call could not outlast the wait it fails at once instead.
    pub(crate) fn pass(&self, interrupt: &Interrupt) -> Result<()> {
        interrupt.check()?;
        loop {
            let now = interrupt.clock().now();
            let closed = self
                .closed_until()
                .map_or(Duration::ZERO, |until| until.saturating_duration_since(now));
            if closed.is_zero() {
                return Ok(());
            }
            if interrupt.remaining().is_some_and(|remaining| remaining <= closed) {
                let message = format!(
                    "the service asked to be left alone for another {} s, longer than this call may take",
                    closed.as_millis().div_ceil(1000)
                );
                return Err(Error::new(Cause::Throttled, message).with_retry_after(Some(closed)));
            }
            interrupt.sleep(closed)?;
        }
    }

    /// Takes note of what an answer asks for.
    pub(crate) fn observe(&self, headers: &HeaderMap, interrupt: &Interrupt) {
        if let Some(wait) = retry_after(headers) {
            let until = interrupt.clock().now() + wait.min(LONGEST);
            let mut closed_until = self.lock();
            *closed_until = Some(closed_until.map_or(until, |known| known.max(until)));
        }
    }

    fn closed_until(&self) -> Option<Instant> {
        *self.lock()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Instant>> {
        self.closed_until
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// `Retry-After`: seconds, which is what the service sends, or the moment that gateways may name.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    match text.parse() {
        Ok(seconds) => Duration::try_from_secs_f64(seconds).ok(),
        Err(_) => httpdate::parse_http_date(text)
            .ok()?
            .duration_since(SystemTime::now())
            .ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;
    use std::sync::Arc;

    fn asking(seconds: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::RETRY_AFTER, seconds.parse().unwrap())])
    }

    #[test]
    fn the_next_request_waits() {
        let clock = Arc::new(ManualClock::new());
        let interrupt = Interrupt::new(None, clock.clone(), Duration::from_secs(100));
        let gate = Gate::default();
        gate.pass(&interrupt).unwrap();
        for sent in ["7", "3", "nonsense", "-1", "NaN"] {
            gate.observe(&asking(sent), &interrupt);
        }
        gate.pass(&interrupt).unwrap();
        assert_eq!(clock.passed(), Duration::from_secs(7));
    }

    #[test]
    fn a_moment_counts_too() {
        let later = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(3600));
        let wait = retry_after(&asking(&later)).unwrap();
        assert!((3500..=3600).contains(&wait.as_secs()), "{wait:?}");
        assert_eq!(retry_after(&asking("Fri, 01 Feb 2019 12:49:14 GMT")), None);
    }

    #[test]
    fn a_wait_beyond_the_deadline_fails_at_once() {
        let clock = Arc::new(ManualClock::new());
        let interrupt = Interrupt::new(None, clock.clone(), Duration::from_secs(100));
        let gate = Gate::default();
        gate.observe(&asking("1e300"), &interrupt);
        gate.observe(&asking("1e12"), &interrupt);
        let error = gate.pass(&interrupt).unwrap_err();
        assert_eq!(
            (error.cause(), error.retry_after()),
            (Cause::Throttled, Some(LONGEST))
        );
        assert_eq!(clock.passed(), Duration::ZERO);
    }
}
