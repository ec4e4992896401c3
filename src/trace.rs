//! What a program may watch of the library's traffic.

use std::fmt::Debug;
use std::time::Duration;

/// Told of every exchange, after its answer's head has arrived. Called on the thread of the call.
pub trait Trace: Debug + Send + Sync {
    /// One request and the head of its answer.
    fn exchange(&self, exchange: &Exchange<'_>);
}

/// One request and the head of its answer. Headers are not shown: they hold the credential.
#[derive(Debug, Clone, Copy)]
pub struct Exchange<'a> {
    /// `GET`, …
    pub method: &'a str,
    /// As sent, query included.
    pub url: &'a str,
    /// HTTP status; 0 where no answer came.
    pub status: u16,
    /// From the first byte sent to the end of the answer's head.
    pub duration: Duration,
}
