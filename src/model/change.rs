//! Changes that a build is the first to have.

use std::time::SystemTime;

use super::described::Described;
use super::nested::Reference;
use super::scan::{Scan, Scanner};
use super::spelled::Text;
use super::text::{Arena, Str};
use super::time;

/// Set in a change's `flags`: the message is cut (`messageTruncated`).
pub const CHANGE_MESSAGE_TRUNCATED: u32 = 1;

/// A change that a build has and the one before it had not ("Change" in the REST reference): a commit, or a
/// changeset. Only the library makes one; a program reads it through a pointer, as later versions append fields.
/// Absent text is "", an absent number 0, an absent time `AZDO_TIME_NONE`. It lives exactly as long as the page it is
/// in, and any thread may read it.
#[repr(C)]
#[derive(Debug)]
pub struct Change {
    /// Bytes that the library knows of: see `AZDO_HAS`.
    struct_size: u32,
    /// `AZDO_CHANGE_MESSAGE_TRUNCATED`.
    flags: u32,
    /// When it was made (`timestamp`), in nanoseconds since 1970-01-01T00:00:00Z.
    time_ns: i64,
    /// The commit, or the changeset.
    id: Str,
    /// "TfsGit", "GitHub", "TfsVersionControl", …
    type_name: Str,
    /// What its author says of it; the service cuts long ones.
    message: Str,
    /// The author's GUID, where the service knows the author.
    author_id: Str,
    /// The author's display name.
    author_name: Str,
    /// The author's sign-in name.
    author_unique_name: Str,
    /// The GUID of who pushed it.
    pusher: Str,
    /// Of the API.
    location: Str,
    /// Of the page that a browser shows (`displayUri`).
    display_url: Str,
    /// The object as the service sent it; no NUL follows. Empty if the client option keep_json is 0.
    json: Str,
}

impl Change {
    /// When it was made (`timestamp`); none if that is not known.
    pub fn time(&self) -> Option<SystemTime> {
        time::system(self.time_ns)
    }

    /// The same in nanoseconds since 1970; [`time::NONE`] if it is not known.
    pub fn time_ns(&self) -> i64 {
        self.time_ns
    }

    /// The commit, or the changeset.
    pub fn id(&self) -> &str {
        self.id.as_str()
    }

    /// `TfsGit`, `GitHub`, `TfsVersionControl`, …
    pub fn type_name(&self) -> &str {
        self.type_name.as_str()
    }

    /// What its author says of it; the service cuts long ones.
    pub fn message(&self) -> &str {
        self.message.as_str()
    }

    /// The author's GUID, where the service knows the author.
    pub fn author_id(&self) -> &str {
        self.author_id.as_str()
    }

    /// The author's display name.
    pub fn author_name(&self) -> &str {
        self.author_name.as_str()
    }

    /// The author's sign-in name.
    pub fn author_unique_name(&self) -> &str {
        self.author_unique_name.as_str()
    }

    /// The GUID of who pushed it.
    pub fn pusher(&self) -> &str {
        self.pusher.as_str()
    }

    /// Of the API.
    pub fn location(&self) -> &str {
        self.location.as_str()
    }

    /// Of the page that a browser shows (`displayUri`).
    pub fn display_url(&self) -> &str {
        self.display_url.as_str()
    }

    /// The object as the service sent it.
    pub fn json(&self) -> &str {
        self.json.as_str()
    }

    /// Whether the message is cut.
    pub fn message_truncated(&self) -> bool {
        self.flags & CHANGE_MESSAGE_TRUNCATED != 0
    }
}

/// What is read of a change's JSON; the rest is passed over.
#[derive(Default)]
pub struct Wire<'json> {
    id: Text<'json>,
    kind: Text<'json>,
    message: Text<'json>,
    message_truncated: bool,
    author: Reference<'json>,
    timestamp: Text<'json>,
    pusher: Text<'json>,
    location: Text<'json>,
    display_uri: Text<'json>,
}

impl Described for Change {
    const NAME: &'static str = "change";

    type Wire<'json> = Wire<'json>;

    type Identity = String;

    fn member<'json>(wire: &mut Wire<'json>, name: &str, scanner: &mut Scanner<'json>) -> Scan<()> {
        match name {
            "id" => wire.id = scanner.text()?,
            "type" => wire.kind = scanner.text()?,
            "message" => wire.message = scanner.text()?,
            "messageTruncated" => wire.message_truncated = scanner.flag()?,
            "author" => wire.author.scan(scanner)?,
            "timestamp" => wire.timestamp = scanner.text()?,
            "pusher" => wire.pusher = scanner.text()?,
            "location" => wire.location = scanner.text()?,
            "displayUri" => wire.display_uri = scanner.text()?,
            _ => scanner.skip()?,
        }
        Ok(())
    }

    fn of(wire: &Wire, json: Str, arena: &mut Arena) -> Result<Change, &'static str> {
        if wire.id.is_none() {
            return Err("it has no id");
        }
        Ok(Change {
            struct_size: size_of::<Change>() as u32,
            flags: if wire.message_truncated {
                CHANGE_MESSAGE_TRUNCATED
            } else {
                0
            },
            time_ns: time::of(&wire.timestamp.decoded()),
            id: arena.keep_any(&wire.id),
            type_name: arena.keep_any(&wire.kind),
            message: arena.keep_any(&wire.message),
            author_id: arena.keep_any(&wire.author.id),
            author_name: arena.keep_any(&wire.author.display_name),
            author_unique_name: arena.keep_any(&wire.author.unique_name),
            pusher: arena.keep_any(&wire.pusher),
            location: arena.keep_any(&wire.location),
            display_url: arena.keep_any(&wire.display_uri),
            json,
        })
    }

    fn identity(&self) -> String {
        self.id().to_owned()
    }
}
