//! Which failures another try may mend, and how soon it is made.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use crate::error::{Cause, Error};

/// Before the first retry; twice as long before each one after it.
const FIRST_WAIT: Duration = Duration::from_millis(250);

const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// How long to wait before the request is sent once more; none where that may do harm or can do no good. `idempotent`:
/// it does no more when it is done twice. `tries` is how often it has been sent.
pub(crate) fn wait_before_next(idempotent: bool, failure: &Error, tries: u32) -> Option<Duration> {
    if !may_repeat(idempotent, failure) {
        return None;
    }
    let asked = failure.retry_after().unwrap_or_default();
    Some(asked.max(backoff(tries)))
}

fn may_repeat(idempotent: bool, failure: &Error) -> bool {
    if idempotent {
        match failure.cause() {
            Cause::ConnectionRefused
            | Cause::ConnectionReset
            | Cause::ConnectionFailed
            | Cause::ProxyUnreachable
            | Cause::BodyTruncated
            | Cause::Throttled => true,
            Cause::Unavailable => matches!(failure.http_status(), 408 | 500 | 502 | 503 | 504),
            _ => false,
        }
    } else {
        has_done_nothing(failure)
    }
}

/// Whether the service provably has not done what it was asked for.
pub(crate) fn has_done_nothing(failure: &Error) -> bool {
    match failure.cause() {
        Cause::ConnectionRefused => true,
        Cause::Throttled => failure.http_status() == 429,
        Cause::Unavailable => failure.http_status() == 503 && failure.retry_after().is_some(),
        _ => false,
    }
}

/// Doubled with each try, and between half and all of that, so that clients which failed together do not come back
/// together.
fn backoff(tries: u32) -> Duration {
    let whole = FIRST_WAIT
        .saturating_mul(1 << tries.saturating_sub(1).min(16))
        .min(LONGEST_WAIT);
    let random = RandomState::new().hash_one(tries) >> 32;
    whole.mul_f64(0.5 + 0.5 * random as f64 / f64::from(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(cause: Cause, http_status: u16, retry_after: Option<u64>) -> Error {
        Error::new(cause, "on purpose")
            .with_http_status(http_status)
            .with_retry_after(retry_after.map(Duration::from_secs))
    }

    #[test]
    fn what_is_repeated() {
        for (error, of_idempotent, of_other) in [
            (failure(Cause::ConnectionRefused, 0, None), true, true),
            (failure(Cause::ConnectionReset, 0, None), true, false),
            (failure(Cause::ProxyUnreachable, 0, None), true, false),
            (failure(Cause::ProxyRefused, 0, None), false, false),
            (failure(Cause::BodyTruncated, 200, None), true, false),
            (failure(Cause::Timeout, 0, None), false, false),
            (failure(Cause::HostNotFound, 0, None), false, false),
            (failure(Cause::Throttled, 429, None), true, true),
            (failure(Cause::Throttled, 503, None), true, false),
            (failure(Cause::Unavailable, 408, None), true, false),
            (failure(Cause::Unavailable, 500, None), true, false),
            (failure(Cause::Unavailable, 501, None), false, false),
            (failure(Cause::Unavailable, 503, None), true, false),
            (failure(Cause::Unavailable, 503, Some(1)), true, true),
            (failure(Cause::OrganizationStopped, 503, Some(1)), false, false),
            (failure(Cause::HostOffline, 503, Some(1)), false, false),
            (failure(Cause::TokenRefused, 401, None), false, false),
        ] {
            let repeats = |idempotent| wait_before_next(idempotent, &error, 1).is_some();
            assert_eq!(
                (repeats(true), repeats(false)),
                (of_idempotent, of_other),
                "{error:#?}"
            );
        }
        let asked = failure(Cause::Throttled, 429, Some(7));
        assert_eq!(wait_before_next(true, &asked, 1), Some(Duration::from_secs(7)));
        let nothing = failure(Cause::Throttled, 429, Some(0));
        assert!(wait_before_next(true, &nothing, 1).unwrap() >= FIRST_WAIT / 2);
    }

    #[test]
    fn waits_grow_to_a_bound_and_differ() {
        for (tries, longest) in [(1, 250), (2, 500), (3, 1000), (8, 30_000), (60, 30_000)] {
            let waits: Vec<_> = (0..50).map(|_| backoff(tries).as_millis()).collect();
            assert!(
                waits.iter().all(|wait| (longest / 2..=longest).contains(wait)),
                "{tries}: {waits:?}"
            );
            assert!(waits.iter().any(|wait| *wait != waits[0]), "{tries}");
        }
    }
}
