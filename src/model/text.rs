//! Texts of records: one block per page, read from C as pointers and lengths.

use std::ffi::c_char;
use std::fmt;

/// UTF-8 text inside a record. It lives as long as the page that the record is in, `data` is never NULL, and
/// `data[len]` is NUL, except where the record's description says otherwise. It may hold a NUL of its own.
#[repr(C)]
pub struct Str {
    /// The first byte.
    data: *const c_char,
    /// Bytes, without the NUL.
    len: usize,
}

// SAFETY: what it points to is never changed while its page lives, and only a page's records hold one.
unsafe impl Send for Str {}
// SAFETY: as above.
unsafe impl Sync for Str {}

impl Str {
    /// The text "".
    pub(crate) const EMPTY: Str = Str {
        data: c"".as_ptr(),
        len: 0,
    };

    /// Text that the page keeps beside its records; no NUL need follow it.
    pub(crate) fn slice_of(text: &str) -> Str {
        Str {
            data: text.as_ptr().cast(),
            len: text.len(),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        // SAFETY: only this module makes one, from a `&str` whose bytes the page owns and neither moves nor
        // changes; a record never leaves its page, so `self` cannot outlive them.
        unsafe { std::str::from_utf8_unchecked(std::slice::from_raw_parts(self.data.cast(), self.len)) }
    }

    /// The same text once more.
    pub(crate) fn share(&self) -> Str {
        Str {
            data: self.data,
            len: self.len,
        }
    }
}

impl fmt::Debug for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

/// The block that a page's texts are written to, one after another. It never grows: pointers into it stay.
#[derive(Debug)]
pub struct Arena(Vec<u8>);

impl Arena {
    /// Room for every text of this JSON. A text with its NUL is never longer than what it is read from, which
    /// has its quotes. Memory that stays unwritten costs address space alone.
    pub(super) fn for_texts_of(json: &str) -> Arena {
        Arena::with_room(json.len())
    }

    /// Room for texts of so many bytes, their NULs included.
    pub(super) fn with_room(bytes: usize) -> Arena {
        let mut block = Vec::with_capacity(bytes + 1);
        block.push(0);
        Arena(block)
    }

    /// Keeps `text`, sharing the bytes of `before` where that is the same: lists repeat themselves.
    pub(super) fn keep(&mut self, text: Option<&str>, before: Option<&Str>) -> Str {
        let text = text.unwrap_or("");
        if text.is_empty() {
            return Str {
                data: self.0.as_ptr().cast(),
                len: 0,
            };
        }
        if let Some(same) = before.filter(|before| before.as_str() == text) {
            return same.share();
        }
        let start = self.0.len();
        assert!(
            start + text.len() < self.0.capacity(),
            "a text longer than the JSON it came from"
        );
        self.0.extend_from_slice(text.as_bytes());
        self.0.push(0);
        Str {
            data: self.0[start..].as_ptr().cast(),
            len: text.len(),
        }
    }

    /// The whole block.
    pub(super) fn text(&self) -> &str {
        // SAFETY: only whole texts and NULs are written to it.
        unsafe { std::str::from_utf8_unchecked(&self.0) }
    }
}
