//! Work items that a build is said to serve.

use super::described::Described;
use super::nested::{Reference, number};
use super::scan::{Scan, Scanner};
use super::text::{Arena, Str};

/// A work item that changes of a build name ("ResourceRef" in the REST reference). Only the library makes one; a
/// program reads it through a pointer, as later versions append fields. Absent text is "". It lives exactly as long
/// as the page it is in, and any thread may read it.
#[repr(C)]
#[derive(Debug)]
pub struct WorkItem {
    /// Bytes that the library knows of: see `AZDO_HAS`.
    struct_size: u32,
    /// None are defined yet.
    flags: u32,
    /// Its number in the organization.
    id: i64,
    /// Of the API.
    url: Str,
    /// The object as the service sent it; no NUL follows. Empty if the client option keep_json is 0.
    json: Str,
}

impl WorkItem {
    /// Its number in the organization.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// Of the API.
    pub fn url(&self) -> &str {
        self.url.as_str()
    }

    /// The object as the service sent it.
    pub fn json(&self) -> &str {
        self.json.as_str()
    }
}

impl Described for WorkItem {
    const NAME: &'static str = "work item";

    type Wire<'json> = Reference<'json>;

    type Identity = i64;

    fn member<'json>(wire: &mut Reference<'json>, name: &str, scanner: &mut Scanner<'json>) -> Scan<()> {
        wire.member(name, scanner)
    }

    fn of(wire: &Reference, json: Str, arena: &mut Arena) -> Result<WorkItem, &'static str> {
        Ok(WorkItem {
            struct_size: size_of::<WorkItem>() as u32,
            flags: 0,
            id: number(&wire.id).ok_or("it has no id")?,
            url: arena.keep_any(&wire.url),
            json,
        })
    }

    fn identity(&self) -> i64 {
        self.id
    }
}
