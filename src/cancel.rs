//! Ending calls from outside, and the moment at which a call must end by itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::clock::Clock;
use crate::error::{Cause, Error, Result};
use crate::os::{self, Lookout, Waker, Watch};

/// How soon one who waits for another thread notices that his call has been ended from outside.
const SLICE: Duration = Duration::from_millis(5);

/// No deadline is set.
const NO_DEADLINE: u64 = u64::MAX;

/// Ends calls that it was given to: signalled, they end as cancelled; past its deadline, as timed out.
///
/// One token may serve many calls on many threads at once. Clones are the same token.
///
/// ```
/// use azdo::{Cancel, Client, Credential, Status};
///
/// let cancel = Cancel::new()?;
/// let client = Client::new("https://dev.azure.com/fabrikam", Credential::pat("a-token")?)?.with_cancel(&cancel);
/// cancel.signal(); // from any thread
/// assert_eq!(client.builds().get("p", 42).unwrap_err().status(), Status::Cancelled);
/// # Ok::<(), azdo::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Cancel(Arc<State>);

#[derive(Debug)]
struct State {
    waker: Waker,
    made: Instant,
    /// Nanoseconds after `made`.
    deadline: AtomicU64,
}

impl Cancel {
    /// A token that nothing has signalled yet.
    pub fn new() -> Result<Cancel> {
        let waker = Waker::new().map_err(|error| {
            Error::new(
                Cause::OutOfDescriptors,
                format!("no cancel token could be made: {error}"),
            )
        })?;
        Ok(Cancel(Arc::new(State {
            waker,
            made: Instant::now(),
            deadline: AtomicU64::new(NO_DEADLINE),
        })))
    }

    /// Ends every call that has this token, now and until [`Cancel::reset`]. Any thread may, and on Unix a
    /// signal handler.
    pub fn signal(&self) {
        self.0.waker.wake();
    }

    /// Sets the deadline of calls that begin from now on; none may end later than `timeout` from now.
    pub fn after(&self, timeout: Duration) {
        let nanos = self.0.made.elapsed().saturating_add(timeout).as_nanos();
        let nanos = u64::try_from(nanos).unwrap_or(NO_DEADLINE).min(NO_DEADLINE - 1);
        self.0.deadline.store(nanos, Ordering::SeqCst);
    }

    /// Makes the token as new: not signalled, without a deadline. No call may be using it.
    pub fn reset(&self) {
        self.0.deadline.store(NO_DEADLINE, Ordering::SeqCst);
        self.0.waker.reset();
    }

    /// Whether it has been signalled.
    pub fn is_signalled(&self) -> bool {
        self.0.waker.is_awake()
    }

    fn deadline(&self) -> Option<Instant> {
        match self.0.deadline.load(Ordering::SeqCst) {
            NO_DEADLINE => None,
            nanos => self.0.made.checked_add(Duration::from_nanos(nanos)),
        }
    }
}

/// What can end a call before it is done: its cancel token, its deadline, and what its thread looks at meanwhile. It
/// stays with that thread.
#[derive(Debug, Clone)]
pub(crate) struct Interrupt {
    cancel: Option<Cancel>,
    lookout: Option<Lookout>,
    clock: Arc<dyn Clock>,
    timeout: Duration,
    deadline: Option<Instant>,
}

impl Interrupt {
    /// A call of this thread that begins now and may take `timeout`.
    pub(crate) fn new(cancel: Option<&Cancel>, clock: Arc<dyn Clock>, timeout: Duration) -> Interrupt {
        let deadline = clock.now().checked_add(timeout);
        Interrupt {
            cancel: cancel.cloned(),
            lookout: Lookout::of_this_thread(),
            clock,
            timeout,
            deadline,
        }
    }

    /// The same call's, of which this part may take no longer than that.
    pub(crate) fn within(&self, time: Duration) -> Interrupt {
        let end = self.clock.now().checked_add(time);
        Interrupt {
            deadline: self.deadline.into_iter().chain(end).min(),
            ..self.clone()
        }
    }

    /// An error if the call must end now.
    pub(crate) fn check(&self) -> Result<()> {
        if self.is_cancelled() {
            return Err(Error::new(Cause::Cancelled, "the call was cancelled"));
        }
        if self
            .cancel
            .as_ref()
            .and_then(Cancel::deadline)
            .is_some_and(|deadline| Instant::now() >= deadline)
        {
            return Err(Error::new(Cause::Timeout, "the call's own deadline has passed"));
        }
        if self.deadline.is_some_and(|deadline| self.clock.now() >= deadline) {
            return Err(Error::new(
                Cause::Timeout,
                format!("the call took longer than {} ms", self.timeout.as_millis()),
            )
            .with_hint("The client option timeout_ms says how long a call may take."));
        }
        Ok(())
    }

    /// As [`Interrupt::check`], after a look at what the thread looks at while it waits: for what takes long without
    /// waiting here. No lock may be held, as with every wait.
    pub(crate) fn heed(&self) -> Result<()> {
        // That it is not to go on is what the check finds.
        let _ = self.lookout.as_ref().map(Lookout::glance);
        self.check()
    }

    /// As [`Interrupt::heed`], and how long a wait for another thread may last until the next time: as long as the call
    /// has, where nothing else can end it.
    pub(crate) fn heed_again_in(&self) -> Result<Duration> {
        self.heed()?;
        if self.cancel.is_some() || self.lookout.is_some() {
            return Ok(SLICE);
        }
        Ok(self.remaining().unwrap_or(Duration::MAX))
    }

    fn is_cancelled(&self) -> bool {
        self.cancel.as_ref().is_some_and(Cancel::is_signalled)
            || self.lookout.as_ref().is_some_and(Lookout::has_ended)
    }

    /// How long the call may still take.
    pub(crate) fn remaining(&self) -> Option<Duration> {
        let own = self
            .deadline
            .map(|deadline| deadline.saturating_duration_since(self.clock.now()));
        let token = self.cancel.as_ref().and_then(Cancel::deadline);
        let token = token.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        own.into_iter().chain(token).min()
    }

    /// Waits, as long as the call may take at most.
    pub(crate) fn sleep(&self, duration: Duration) -> Result<()> {
        let duration = self
            .remaining()
            .map_or(duration, |remaining| remaining.min(duration));
        self.clock.sleep(duration, self);
        self.check()
    }

    /// Waits by the machine's own clock, whatever the call's.
    pub(crate) fn pause(&self, duration: Duration) {
        if !self.is_cancelled() {
            os::sleep(&self.watch(Some(duration)));
        }
    }

    /// A wait that begins now and may take `limit`, whatever is left of the call.
    pub(crate) fn watch(&self, limit: Option<Duration>) -> Watch<'_> {
        Watch {
            waker: self.cancel.as_ref().map(|cancel| &cancel.0.waker),
            lookout: self.lookout.as_ref(),
            until: limit.and_then(|limit| Instant::now().checked_add(limit)),
        }
    }

    pub(crate) fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Status;
    use crate::clock::{ManualClock, SystemClock};

    #[test]
    fn a_signal_ends_a_sleep() {
        let cancel = Cancel::new().unwrap();
        let other = cancel.clone();
        let thread = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(50));
            other.signal();
        });
        let interrupt = Interrupt::new(Some(&cancel), Arc::new(SystemClock), Duration::from_secs(60));
        let began = Instant::now();
        assert_eq!(
            interrupt.sleep(Duration::from_secs(30)).unwrap_err().status(),
            Status::Cancelled
        );
        assert!(began.elapsed() < Duration::from_secs(10));
        thread.join().unwrap();
        cancel.reset();
        assert!(interrupt.check().is_ok());
        interrupt.sleep(Duration::from_millis(1)).unwrap();
    }

    #[test]
    fn deadlines_of_call_and_token() {
        let clock = Arc::new(ManualClock::new());
        let interrupt = Interrupt::new(None, clock.clone(), Duration::from_secs(5));
        interrupt.sleep(Duration::from_secs(3)).unwrap();
        assert_eq!(
            interrupt.sleep(Duration::from_secs(3)).unwrap_err().status(),
            Status::Timeout
        );
        assert_eq!(clock.passed(), Duration::from_secs(5));

        let cancel = Cancel::new().unwrap();
        cancel.after(Duration::ZERO);
        let interrupt = Interrupt::new(Some(&cancel), Arc::new(SystemClock), Duration::from_secs(5));
        assert_eq!(interrupt.check().unwrap_err().status(), Status::Timeout);
        cancel.after(Duration::MAX);
        interrupt.check().unwrap();
    }
}
