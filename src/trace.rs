//! What a program may watch of the library's traffic.

use std::fmt::{self, Debug, Write as _};
use std::fs::File;
use std::io;
use std::path::Path;
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

/// A line for each exchange, in a file or on standard error. What cannot be written is lost: a call does not fail for
/// its trace.
#[derive(Debug)]
pub(crate) enum Lines {
    StandardError,
    File(File),
}

impl Lines {
    /// "stderr", or the path of a file that lines are added to.
    pub(crate) fn to(place: &str) -> Result<Lines> {
        if place == "stderr" {
            return Ok(Lines::StandardError);
        }
        let opened = File::options().append(true).create(true).open(Path::new(place));
        opened.map(Lines::File).map_err(|error| {
            Error::new(
                Cause::FileUnwritable,
                format!("the trace {place:?} cannot be written: {error}"),
            )
        })
    }
}

impl Trace for Lines {
    fn exchange(&self, exchange: &Exchange<'_>) {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let mut line = format!("{:.3} {exchange}", now.unwrap_or_default().as_secs_f64());
        // Writing to a String cannot fail.
        let _ = line.write_char('\n');
        // At once, so that lines of other threads and processes do not mix with it.
        let _: io::Result<()> = match self {
            Lines::StandardError => os::write_without_signal(&mut io::stderr(), line.as_bytes()),
            Lines::File(file) => os::write_without_signal(&mut &*file, line.as_bytes()),
        };
    }
}
