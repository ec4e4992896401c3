//! The gate every request passes: closed for as long as the service asked to be left alone.
//!
//! The service says `Retry-After` on a 429 and, before that, on answers that are otherwise fine: the *next*
//! request is to wait, whoever sends it. It counts by identity, and so do the gates: all clients of a process that ask
//! the same host with the same credential share one.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant, SystemTime};

use crate::cancel::Interrupt;
use crate::error::{Cause, Error, Result};
use crate::process::PerProcess;
use crate::transport::{HeaderMap, HeaderName, header};

/// No answer, however hostile, closes the gate for longer.
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// As long as the service itself delays a request before it refuses one.
const LONGEST_SLOWDOWN: Duration = Duration::from_secs(30);

/// Origin and identity.
type Key = (String, u64);

/// The one state that the clients of a process share. It holds nothing of a credential but a keyed hash.
static GATES: PerProcess<Mutex<BTreeMap<Key, Weak<Gate>>>> = PerProcess::new();

#[derive(Debug)]
pub(crate) struct Gate {
    made: Instant,
    /// Nanoseconds after `made`; 0 where it never was. No locks, which a forked child might find taken.
    closed_until: AtomicU64,
    /// The same for a wait that may be cut short.
    slowed_until: AtomicU64,
}

impl Gate {
    /// The gate of everybody in this process who asks this host (and port) as this identity.
    pub(crate) fn of(origin: &str, identity: u64) -> Arc<Gate> {
        let mut gates = gates();
        let known = gates.entry((origin.to_owned(), identity)).or_default();
        if let Some(gate) = known.upgrade() {
            return gate;
        }
        let gate = Arc::new(Gate::new());
        *known = Arc::downgrade(&gate);
        gate
    }

    fn new() -> Gate {
        Gate {
            made: Instant::now(),
            closed_until: AtomicU64::new(0),
            slowed_until: AtomicU64::new(0),
        }
    }

    /// Asks for as much patience as the other does: of somebody who is the same with another token.
    pub(crate) fn inherit(&self, other: &Gate) {
        let now = Instant::now();
        for (own, others) in [
            (&self.closed_until, &other.closed_until),
            (&self.slowed_until, &other.slowed_until),
        ] {
            let left = other.left(others, now);
            if !left.is_zero() {
                self.close(own, now, left);
            }
        }
    }

    /// Waits until the gate is open, and says how long that took. Where the call could not outlast the wait it fails at
    /// once instead; but where the service only slows down, it goes on.
    pub(crate) fn pass(&self, interrupt: &Interrupt) -> Result<Duration> {
        interrupt.check()?;
        let mut waited = Duration::ZERO;
        loop {
            let now = interrupt.clock().now();
            let remaining = interrupt.remaining();
            let closed = self.left(&self.closed_until, now);
            let slowed = self.left(&self.slowed_until, now);
            let has_time = |wait: Duration| remaining.is_none_or(|remaining| wait < remaining);
            if !closed.is_zero() && !has_time(closed) {
                let message = format!(
                    "the service asked to be left alone for another {} s, longer than this call may take",
                    closed.as_millis().div_ceil(1000)
                );
                return Err(Error::new(Cause::Throttled, message).with_retry_after(Some(closed)));
            }
            let wait = if has_time(slowed) {
                closed.max(slowed)
            } else {
                closed
            };
            if wait.is_zero() {
                return Ok(waited);
            }
            interrupt.sleep(wait)?;
            waited += wait;
        }
    }

    /// Whether nobody has asked for a wait.
    pub(crate) fn is_open(&self, interrupt: &Interrupt) -> bool {
        let now = interrupt.clock().now();
        self.left(&self.closed_until, now).is_zero() && self.left(&self.slowed_until, now).is_zero()
    }

    /// Takes note of what an answer asks for.
    pub(crate) fn observe(&self, headers: &HeaderMap, interrupt: &Interrupt) {
        let now = interrupt.clock().now();
        if let Some(wait) = retry_after(headers) {
            self.close(&self.closed_until, now, wait.min(LONGEST));
        } else if let Some(wait) = slowdown(headers) {
            self.close(&self.slowed_until, now, wait);
        }
    }

    fn close(&self, slot: &AtomicU64, now: Instant, wait: Duration) {
        let until = (now + wait).saturating_duration_since(self.made);
        let until = u64::try_from(until.as_nanos()).unwrap_or(u64::MAX);
        slot.fetch_max(until, Ordering::SeqCst);
    }

    fn left(&self, slot: &AtomicU64, now: Instant) -> Duration {
        match slot.load(Ordering::SeqCst) {
            0 => Duration::ZERO,
            nanos => (self.made + Duration::from_nanos(nanos)).saturating_duration_since(now),
        }
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        gates().retain(|_, gate| gate.strong_count() > 0);
    }
}

fn gates() -> MutexGuard<'static, BTreeMap<Key, Weak<Gate>>> {
    GATES.get().lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) const DELAY: HeaderName = HeaderName::from_static("x-ratelimit-delay");
pub(crate) const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
pub(crate) const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

/// How long to wait of one's own accord: the service has begun to delay this user, or will with the next request.
fn slowdown(headers: &HeaderMap) -> Option<Duration> {
    let number = |name| number(headers, name);
    let delay = number(DELAY).filter(|delay| *delay > 0.0);
    let spent = number(REMAINING).is_some_and(|remaining| remaining <= 0.0);
    let until_reset = || {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?;
        number(RESET).map(|reset| reset - now.as_secs_f64())
    };
    let seconds = delay.or_else(|| spent.then(until_reset)?)?;
    let wait = Duration::try_from_secs_f64(seconds).ok()?;
    Some(wait.min(LONGEST_SLOWDOWN))
}

/// The number that a header holds.
pub(crate) fn number(headers: &HeaderMap, name: HeaderName) -> Option<f64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
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
        let gate = Gate::new();
        gate.pass(&interrupt).unwrap();
        for sent in ["7", "3", "nonsense", "-1", "NaN"] {
            gate.observe(&asking(sent), &interrupt);
        }
        gate.pass(&interrupt).unwrap();
        assert_eq!(clock.passed(), Duration::from_secs(7));
    }

    #[test]
    fn limits_slow_down_before_they_stop() {
        let in_an_hour = SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap()
            .as_secs()
            + 3600;
        for (headers, wait) in [
            (vec![("x-ratelimit-delay", "1.250".to_owned())], Some(1250)),
            (vec![("x-ratelimit-delay", "0".to_owned())], None),
            (vec![("x-ratelimit-remaining", "12".to_owned())], None),
            (
                vec![
                    ("x-ratelimit-remaining", "0".to_owned()),
                    ("x-ratelimit-reset", in_an_hour.to_string()),
                ],
                Some(30_000),
            ),
            (
                vec![
                    ("x-ratelimit-remaining", "0".to_owned()),
                    ("x-ratelimit-reset", "1000".to_owned()),
                ],
                None,
            ),
        ] {
            let map = HeaderMap::from_iter(
                headers
                    .iter()
                    .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())),
            );
            assert_eq!(slowdown(&map), wait.map(Duration::from_millis), "{headers:?}");
        }
    }

    #[test]
    fn the_same_identity_at_the_same_host_has_one_gate() {
        let (one, same) = (Gate::of("a.example", 1), Gate::of("a.example", 1));
        assert!(Arc::ptr_eq(&one, &same));
        for other in [Gate::of("a.example", 2), Gate::of("b.example", 1)] {
            assert!(!Arc::ptr_eq(&one, &other));
        }
        drop((one, same));
        assert!(!gates().keys().any(|(host, _)| host.ends_with(".example")));
    }

    #[test]
    fn a_slowdown_never_costs_a_call() {
        let clock = Arc::new(ManualClock::new());
        let interrupt = Interrupt::new(None, clock.clone(), Duration::from_secs(15));
        let gate = Gate::new();
        let delay = |seconds: &str| {
            HeaderMap::from_iter([("x-ratelimit-delay".parse().unwrap(), seconds.parse().unwrap())])
        };
        gate.observe(&delay("10"), &interrupt);
        gate.pass(&interrupt).unwrap();
        assert_eq!(clock.passed(), Duration::from_secs(10));
        gate.observe(&delay("10"), &interrupt);
        gate.pass(&interrupt).unwrap();
        assert_eq!(clock.passed(), Duration::from_secs(10), "no time for it");
    }

    #[test]
    fn another_token_of_the_same_user_waits_too() {
        let (old, new) = (Gate::new(), Gate::new());
        let interrupt = Interrupt::new(None, Arc::new(crate::clock::SystemClock), Duration::from_secs(5));
        old.observe(&asking("60"), &interrupt);
        new.inherit(&old);
        assert_eq!(new.pass(&interrupt).unwrap_err().cause(), Cause::Throttled);
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
        let gate = Gate::new();
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
