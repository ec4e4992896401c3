//! What a program may watch of the library's traffic.

use std::fmt::{self, Debug};
use std::fs::File;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use crate::error::{Cause, Error, Result, printable};
use crate::os;

/// Told of every exchange when it is over: its answer has been read to the end or let go, or none has come. Called on
/// the thread where that happened.
pub trait Trace: Debug + Send + Sync {
    /// One request and its answer.
    fn exchange(&self, exchange: &Exchange<'_>);
}

/// One request and its answer. Headers are not shown: they hold the credential.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Exchange<'a> {
    /// `GET`, …
    pub method: &'a str,
    /// As sent, query included; without it where another host was asked, as whoever has such a URL may use it.
    pub url: &'a str,
    /// HTTP status; 0 where no answer came.
    pub status: u16,
    /// Of the body, decompressed, as far as it was read.
    pub bytes: u64,
    /// Before anything was sent, as the service had asked to be left alone.
    pub waited: Duration,
    /// For the lookup of the name, and for connecting; nothing where a connection was used again.
    pub resolve: Duration,
    /// See `resolve`.
    pub connect: Duration,
    /// For agreeing on TLS and sending the request, on a new connection.
    pub tls: Duration,
    /// From the beginning to the end of the answer's head, all of these included.
    pub head: Duration,
    /// From then to the end of the body.
    pub body: Duration,
    /// What Microsoft's support asks for; empty if the answer has none.
    pub activity_id: &'a str,
    /// Which try of the call this was, from 1.
    pub number: u32,
    /// Why there had to be another try than the first.
    pub after: Option<Cause>,
    /// Why no answer came.
    pub failure: Option<Cause>,
}

impl fmt::Display for Exchange<'_> {
    /// One line: `GET https://… 200, 5123 bytes; wait 0, resolve 1, connect 2, tls 12, head 35, body 3 ms; activity …`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = printable(self.url, usize::MAX);
        write!(f, "{} {url} {}, {} bytes;", self.method, self.status, self.bytes)?;
        for (name, phase) in [
            (" wait", self.waited),
            (", resolve", self.resolve),
            (", connect", self.connect),
            (", tls", self.tls),
            (", head", self.head),
            (", body", self.body),
        ] {
            write!(f, "{name} {}", phase.as_millis())?;
        }
        f.write_str(" ms")?;
        if !self.activity_id.is_empty() {
            write!(f, "; activity {}", self.activity_id)?;
        }
        if let Some(cause) = self.after {
            write!(f, "; try {} after {}", self.number, cause.word())?;
        }
        match self.failure {
            Some(cause) => write!(f, "; failed: {}", cause.word()),
            None => Ok(()),
        }
    }
}

/// A line for each exchange, in a file or on standard error. A call neither fails for its trace nor, where the system can
/// tell, waits for it: what cannot be written at once is lost, and the next line that can tells how many were.
#[derive(Debug)]
pub(crate) struct Lines {
    /// Standard error, if there is none.
    file: Option<File>,
    lost: AtomicU64,
}

impl Lines {
    /// "stderr", or the path of a file that lines are added to.
    pub(crate) fn to(place: &str) -> Result<Lines> {
        let file = match place {
            "stderr" => None,
            path => Some(os::open_to_add(Path::new(path)).map_err(|error| {
                let message = format!("the trace {place:?} cannot be written: {error}");
                Error::new(Cause::FileUnwritable, message)
                    .with_hint("Name a file that this program may write, or \"stderr\".")
            })?),
        };
        Ok(Lines {
            file,
            lost: AtomicU64::new(0),
        })
    }
}

impl Trace for Lines {
    fn exchange(&self, exchange: &Exchange<'_>) {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let now = now.unwrap_or_default().as_secs_f64();
        let lost = self.lost.swap(0, Ordering::Relaxed);
        let line = match lost {
            0 => format!("{now:.3} {exchange}\n"),
            // The last of them may have been begun.
            _ => format!("\n{now:.3} {lost} lines are missing here\n{now:.3} {exchange}\n"),
        };
        // In one piece, so that lines of other threads and processes do not mix with it.
        if os::write_at_once(self.file.as_ref(), line.as_bytes()).is_err() {
            self.lost.fetch_add(lost + 1, Ordering::Relaxed);
        }
    }
}
