//! Elements of an answer that are none of what it lists.

use super::text::{Arena, Str};

/// An element that could not be read and was passed over, as the client option skip_broken asks. Only the library makes
/// one; a program reads it through a pointer, as later versions append fields. It lives exactly as long as the page it
/// was found in, and any thread may read it.
#[repr(C)]
#[derive(Debug)]
pub struct BrokenElement {
    /// Bytes that the library knows of: see `AZDO_HAS`.
    struct_size: u32,
    /// None are defined yet.
    flags: u32,
    /// Its place in the service's answer, from 0.
    index: i64,
    /// What is wrong with it: "it has no id".
    reason: Str,
}

impl BrokenElement {
    /// Its place in the service's answer, from 0.
    pub fn index(&self) -> usize {
        usize::try_from(self.index).unwrap_or(usize::MAX)
    }

    /// What is wrong with it.
    pub fn reason(&self) -> &str {
        self.reason.as_str()
    }
}

/// Those of a page, and their texts.
#[derive(Debug)]
pub(super) struct Broken {
    elements: Box<[BrokenElement]>,
    #[expect(dead_code, reason = "it is owned and read through the elements")]
    arena: Arena,
}

impl Broken {
    /// Index and reason of each.
    pub(super) fn new(noted: &[(usize, String)]) -> Broken {
        let mut arena = Arena::with_room(noted.iter().map(|(_, reason)| reason.len() + 1).sum());
        let elements = noted.iter().map(|(index, reason)| BrokenElement {
            struct_size: size_of::<BrokenElement>() as u32,
            flags: 0,
            index: i64::try_from(*index).unwrap_or(i64::MAX),
            reason: arena.keep(reason),
        });
        Broken {
            elements: elements.collect(),
            arena,
        }
    }

    pub(super) fn elements(&self) -> &[BrokenElement] {
        &self.elements
    }
}
