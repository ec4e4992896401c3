//! Logs of builds, as the service lists them.

use std::time::SystemTime;

use super::described::Described;
use super::nested::{Reference, number};
use super::scan::{Scan, Scanner};
use super::spelled::Text;
use super::text::{Arena, Str};
use super::time;

/// A log of a build ("BuildLog" in the REST reference), without its lines. Only the library makes one; a program
/// reads it through a pointer, as later versions append fields. Absent text is "", an absent number 0, an absent time
/// `AZDO_TIME_NONE`. It lives exactly as long as the page it is in, and any thread may read it.
#[repr(C)]
#[derive(Debug)]
pub struct Log {
    /// Bytes that the library knows of: see `AZDO_HAS`.
    struct_size: u32,
    /// None are defined yet.
    flags: u32,
    /// Its number within the build.
    id: i64,
    /// How many lines it has; a running build adds to them.
    line_count: i64,
    /// When it was made, in nanoseconds since 1970-01-01T00:00:00Z, as all times here.
    created_time_ns: i64,
    /// When it last changed.
    last_changed_time_ns: i64,
    /// Where it lies: "Container", …
    type_name: Str,
    /// Of the API, which has its text there.
    url: Str,
    /// The object as the service sent it; no NUL follows. Empty if the client option keep_json is 0.
    json: Str,
}

impl Log {
    /// Its number within the build.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// How many lines it has; a running build adds to them.
    pub fn line_count(&self) -> i64 {
        self.line_count
    }

    /// When it was made; none if that is not known.
    pub fn created_time(&self) -> Option<SystemTime> {
        time::system(self.created_time_ns)
    }

    /// The same in nanoseconds since 1970; [`time::NONE`] if it is not known.
    pub fn created_time_ns(&self) -> i64 {
        self.created_time_ns
    }

    /// When it last changed; none if that is not known.
    pub fn last_changed_time(&self) -> Option<SystemTime> {
        time::system(self.last_changed_time_ns)
    }

    /// The same in nanoseconds since 1970; [`time::NONE`] if it is not known.
    pub fn last_changed_time_ns(&self) -> i64 {
        self.last_changed_time_ns
    }

    /// Where it lies: `Container`, …
    pub fn type_name(&self) -> &str {
        self.type_name.as_str()
    }

    /// Of the API, which has its text there.
    pub fn url(&self) -> &str {
        self.url.as_str()
    }

    /// The object as the service sent it.
    pub fn json(&self) -> &str {
        self.json.as_str()
    }
}

/// What is read of a log's JSON; the rest is passed over.
#[derive(Default)]
pub struct Wire<'json> {
    reference: Reference<'json>,
    line_count: Option<i64>,
    created_on: Text<'json>,
    last_changed_on: Text<'json>,
}

impl Described for Log {
    const NAME: &'static str = "log";

    type Wire<'json> = Wire<'json>;

    type Identity = i64;

    fn member<'json>(wire: &mut Wire<'json>, name: &str, scanner: &mut Scanner<'json>) -> Scan<()> {
        match name {
            "lineCount" => wire.line_count = scanner.integer()?,
            "createdOn" => wire.created_on = scanner.text()?,
            "lastChangedOn" => wire.last_changed_on = scanner.text()?,
            _ => wire.reference.member(name, scanner)?,
        }
        Ok(())
    }

    fn of(wire: &Wire, json: Str, arena: &mut Arena) -> Result<Log, &'static str> {
        let reference = &wire.reference;
        Ok(Log {
            struct_size: size_of::<Log>() as u32,
            flags: 0,
            id: number(&reference.id).ok_or("it has no id")?,
            line_count: wire.line_count.unwrap_or(0),
            created_time_ns: time::of(&wire.created_on.decoded()),
            last_changed_time_ns: time::of(&wire.last_changed_on.decoded()),
            type_name: arena.keep_any(&reference.kind),
            url: arena.keep_any(&reference.url),
            json,
        })
    }

    fn identity(&self) -> i64 {
        self.id
    }
}
