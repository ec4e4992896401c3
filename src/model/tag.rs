//! Tags.

use super::Record;
use super::scan::{Scan, Scanner, Unusual};
use super::text::{Arena, Str};

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
}

impl Record for Tag {
    const NAME: &'static str = "tag";

    type Identity = String;

    fn read(json: &str, _shown: Str, arena: &mut Arena) -> Result<Tag, String> {
        let tag = Tag::scan(&mut Scanner::of_sound(json), false, arena);
        tag.map_err(|Unusual| "it is no text".to_owned())
    }

    fn scan(scanner: &mut Scanner, _keep_json: bool, arena: &mut Arena) -> Scan<Tag> {
        if scanner.next()? != b'"' {
            return Err(Unusual);
        }
        let name = arena.keep_any(&scanner.text()?);
        if name.as_str().is_empty() {
            return Err(Unusual);
        }
        Ok(Tag {
            struct_size: size_of::<Tag>() as u32,
            flags: 0,
            name,
        })
    }

    fn identity(&self) -> String {
        self.name().to_owned()
    }
}
