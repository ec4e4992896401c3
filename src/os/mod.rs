//! Everything that differs between operating systems: waits that a wake-up can interrupt, and programs apart from the
//! host.
//!
//! [`unix`] waits in poll(2). [`portable`] is std alone, waits in slices, and is what other systems get; it is
//! built and tested on Linux too. build.rs says which it is.

mod lookout;
pub(crate) use lookout::{Lookout, Post, set_post};

#[cfg(not(azdo_portable))]
mod unix;
#[cfg(not(azdo_portable))]
pub(crate) use unix::{
    Inbox, NEUTRAL_FOLDER, Pipe, Socket, Waker, glance, is_out_of_descriptors, is_program, kill_apart,
    open_to_add, set_apart, sleep, spawn_quiet, write_at_once, write_without_signal,
};

#[cfg(azdo_portable)]
mod portable;
#[cfg(azdo_portable)]
pub(crate) use portable::{
    Inbox, NEUTRAL_FOLDER, Pipe, Socket, Waker, glance, is_out_of_descriptors, is_program, kill_apart,
    open_to_add, set_apart, sleep, spawn_quiet, write_at_once, write_without_signal,
};

use std::time::{Duration, Instant};

/// How long an address may be tried alone (RFC 8305, 5): one that does not answer must not hold up those after it.
const HEAD_START: Duration = Duration::from_millis(250);

/// What limits a wait.
pub(crate) struct Watch<'a> {
    pub(crate) waker: Option<&'a Waker>,
    pub(crate) lookout: Option<&'a Lookout>,
    pub(crate) until: Option<Instant>,
}

impl Watch<'_> {
    fn remaining(&self) -> Option<Duration> {
        self.until
            .map(|until| until.saturating_duration_since(Instant::now()))
    }

    /// The same, but no longer than this.
    fn at_most(&self, duration: Duration) -> Watch<'_> {
        let until = Instant::now().checked_add(duration);
        Watch {
            waker: self.waker,
            lookout: self.lookout,
            until: self.until.into_iter().chain(until).min(),
        }
    }

    fn is_over(&self) -> bool {
        self.remaining().is_some_and(|remaining| remaining.is_zero())
    }
}

/// Where there was no address to connect to.
fn nowhere() -> std::io::Error {
    std::io::ErrorKind::AddrNotAvailable.into()
}

fn timed_out() -> std::io::Error {
    std::io::ErrorKind::TimedOut.into()
}

/// Not `Interrupted`: readers repeat what fails so.
fn woken() -> std::io::Error {
    std::io::Error::other("woken")
}
