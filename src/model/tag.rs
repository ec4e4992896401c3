//! Tags.

use std::borrow::Cow;

use super::scan::{Scan, Scanner, Unusual};
use super::text::{Arena, Str};
use super::{Record, mended};

/// A word that somebody has put on a build. Only the library makes one; a program reads it through a pointer, as
/// later versions append fields. It lives exactly as long as the page it is in, and any thread may read it.
#[repr(C)]
#[derive(Debug)]
pub struct Tag {
    /// Bytes that the library knows of: see `AZDO_HAS`.
    struct_size: u32,
    /// None are defined yet.
    flags: u32,
    /// The word.
    name: Str,
}

impl Tag {
    /// The word.
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    fn of(name: Option<Cow<'_, str>>, arena: &mut Arena) -> Option<Tag> {
        name.filter(|name| !name.is_empty()).map(|name| Tag {
            struct_size: size_of::<Tag>() as u32,
            flags: 0,
            name: arena.keep(&name),
        })
    }
}

impl Record for Tag {
    const NAME: &'static str = "tag";

    type Identity = String;

    fn read(json: &str, _shown: Str, arena: &mut Arena) -> Result<Tag, String> {
        Tag::of(mended::text(json).map(Cow::Owned), arena).ok_or_else(|| "it is no text".to_owned())
    }

    fn scan(scanner: &mut Scanner, _keep_json: bool, arena: &mut Arena) -> Scan<Tag> {
        match scanner.next()? {
            b'"' => Tag::of(scanner.text()?, arena).ok_or(Unusual),
            _ => Err(Unusual),
        }
    }

    fn identity(&self) -> String {
        self.name().to_owned()
    }
}
