//! Everything that differs between operating systems: sockets that a wake-up can interrupt, and programs apart from
//! the host.
//!
//! [`unix`] waits in poll(2). [`portable`] is std alone, waits in slices, and is what other systems get; it is
//! built and tested on Linux too. build.rs says which it is.

#[cfg(not(azdo_portable))]
mod unix;
#[cfg(not(azdo_portable))]
pub(crate) use unix::{Socket, Waker, is_program, kill_apart, set_apart, spawn_quiet};

#[cfg(azdo_portable)]
mod portable;
#[cfg(azdo_portable)]
pub(crate) use portable::{Socket, Waker, is_program, kill_apart, set_apart, spawn_quiet};

use std::time::{Duration, Instant};

/// What limits a wait on a socket.
pub(crate) struct Watch<'a> {
    pub(crate) waker: Option<&'a Waker>,
    pub(crate) until: Option<Instant>,
}

impl Watch<'_> {
    fn remaining(&self) -> Option<Duration> {
        self.until
            .map(|until| until.saturating_duration_since(Instant::now()))
    }
}

fn timed_out() -> std::io::Error {
    std::io::ErrorKind::TimedOut.into()
}

/// Not `Interrupted`: readers repeat what fails so.
fn woken() -> std::io::Error {
    std::io::Error::other("woken")
}
