//! Projects.

use std::time::SystemTime;

use super::described::Described;
use super::scan::{Scan, Scanner};
use super::spelled::Text;
use super::text::{Arena, Str};
use super::time;

/// A project ("TeamProjectReference" in the REST reference). Only the library makes one; a program reads it
/// through a pointer, as later versions append fields. Absent text is "", an absent number 0, an absent time
/// `AZDO_TIME_NONE`. It lives exactly as long as the page it is in, and any thread may read it.
#[repr(C)]
#[derive(Debug)]
pub struct Project {
    /// Bytes that the library knows of: see `AZDO_HAS`.
    struct_size: u32,
    /// None are defined yet.
    flags: u32,
    /// How often it has been changed.
    revision: i64,
    /// When it was last changed, in nanoseconds since 1970-01-01T00:00:00Z.
    last_update_time_ns: i64,
    /// Its GUID.
    id: Str,
    /// Its name.
    name: Str,
    /// What its administrators say of it.
    description: Str,
    /// "wellFormed", "new", "deleting", …
    state: Str,
    /// "private", "public", "organization", …
    visibility: Str,
    /// Of the API.
    url: Str,
    /// The object as the service sent it; no NUL follows. Empty if the client option keep_json is 0.
    json: Str,
}

impl Project {
    /// Its GUID.
    pub fn id(&self) -> &str {
        self.id.as_str()
    }

    /// Its name.
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// What its administrators say of it.
    pub fn description(&self) -> &str {
        self.description.as_str()
    }

    /// `wellFormed`, `new`, `deleting`, …
    pub fn state(&self) -> &str {
        self.state.as_str()
    }

    /// `private`, `public`, `organization`, …
    pub fn visibility(&self) -> &str {
        self.visibility.as_str()
    }

    /// Of the API.
    pub fn url(&self) -> &str {
        self.url.as_str()
    }

    /// How often it has been changed.
    pub fn revision(&self) -> i64 {
        self.revision
    }

    /// When it was last changed; none if that is not known.
    pub fn last_update_time(&self) -> Option<SystemTime> {
        time::system(self.last_update_time_ns)
    }

    /// The same in nanoseconds since 1970; [`time::NONE`] if it is not known.
    pub fn last_update_time_ns(&self) -> i64 {
        self.last_update_time_ns
    }

    /// The object as the service sent it.
    pub fn json(&self) -> &str {
        self.json.as_str()
    }
}

/// What is read of a project's JSON; the rest is passed over.
#[derive(Default)]
pub struct Wire<'json> {
    id: Text<'json>,
    name: Text<'json>,
    description: Text<'json>,
    state: Text<'json>,
    visibility: Text<'json>,
    url: Text<'json>,
    revision: Option<i64>,
    last_update_time: Text<'json>,
}

impl Described for Project {
    const NAME: &'static str = "project";

    type Wire<'json> = Wire<'json>;

    type Identity = String;

    fn member<'json>(wire: &mut Wire<'json>, name: &str, scanner: &mut Scanner<'json>) -> Scan<()> {
        match name {
            "id" => wire.id = scanner.text()?,
            "name" => wire.name = scanner.text()?,
            "description" => wire.description = scanner.text()?,
            "state" => wire.state = scanner.text()?,
            "visibility" => wire.visibility = scanner.text()?,
            "url" => wire.url = scanner.text()?,
            "revision" => wire.revision = scanner.integer()?,
            "lastUpdateTime" => wire.last_update_time = scanner.text()?,
            _ => scanner.skip()?,
        }
        Ok(())
    }

    fn of(wire: &Wire, json: Str, arena: &mut Arena) -> Result<Project, &'static str> {
        if wire.id.is_none() {
            return Err("it has no id");
        }
        Ok(Project {
            struct_size: size_of::<Project>() as u32,
            flags: 0,
            revision: wire.revision.unwrap_or(0),
            last_update_time_ns: time::of(&wire.last_update_time.decoded()),
            id: arena.keep_any(&wire.id),
            name: arena.keep_any(&wire.name),
            description: arena.keep_any(&wire.description),
            state: arena.keep_any(&wire.state),
            visibility: arena.keep_any(&wire.visibility),
            url: arena.keep_any(&wire.url),
            json,
        })
    }

    fn identity(&self) -> String {
        self.id().to_owned()
    }
}
