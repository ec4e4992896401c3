//! Texts of records: one block per page, read from C as pointers and lengths. Beside them lie the records within
//! records.

use std::any::Any;
use std::ffi::c_char;
use std::fmt;

use super::scan::{Scan, Unusual};
use super::spelled::Text;

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

/// Records within a record, which the page owns: an array of pointers, as records only grow.
pub(super) struct Parts<T> {
    /// NULL if there are none.
    pub(super) data: *const *const T,
    pub(super) count: usize,
}

impl<T> Parts<T> {
    /// The records.
    ///
    /// # Safety
    /// Both are of one [`Arena::keep_parts`], whose page lives as long as the result.
    pub(super) unsafe fn iter<'page>(self) -> impl ExactSizeIterator<Item = &'page T>
    where
        T: 'page,
    {
        let parts = if self.count == 0 {
            &[]
        } else {
            // SAFETY: the caller's promise.
            unsafe { std::slice::from_raw_parts(self.data.cast::<&T>(), self.count) }
        };
        parts.iter().copied()
    }
}

/// The block that a page's texts are written to, one after another. It never grows: pointers into it stay.
#[derive(Debug)]
pub struct Arena {
    block: Vec<u8>,
    /// Texts that may come again, each where [`place_of`] has it; none where they are not looked for.
    lately: Box<[Str]>,
    /// What the pointers of [`Parts`] lead to, and the arrays of them.
    parts: Vec<Box<dyn Any + Send + Sync>>,
    part_count: usize,
    most_parts: usize,
}

/// How many texts are remembered: far more than a list has that take turns, so that those which never come again seldom
/// drive one out.
const LATELY: usize = 1024;

/// Texts of a list tend to differ in their ends.
fn place_of(text: &[u8]) -> usize {
    let end = text.last_chunk::<8>().map_or_else(
        || text.iter().fold(0, |end, &byte| end << 8 | u64::from(byte)),
        |end| u64::from_le_bytes(*end),
    );
    let mixed = (end ^ text.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> (u64::BITS - LATELY.ilog2())) as usize
}

/// An array of pointers to parts.
struct Pointers<T>(
    #[expect(dead_code, reason = "it is owned, and read through its address")] Box<[*const T]>,
);

// SAFETY: what it points to is never changed while its page lives, and any thread may read that.
unsafe impl<T: Send + Sync> Send for Pointers<T> {}
// SAFETY: as above.
unsafe impl<T: Send + Sync> Sync for Pointers<T> {}

impl Arena {
    /// Room for every text of this JSON. A text with its NUL is never longer than what it is read from, which
    /// has its quotes. Memory that stays unwritten costs address space alone. Of parts there is room for `most_parts`.
    pub(super) fn for_texts_of(json: &str, most_parts: usize) -> Arena {
        Arena {
            most_parts,
            ..Arena::with_room(json.len())
        }
    }

    /// Looks for each text among those that came lately, as is worth it in a list.
    pub(super) fn sharing(self) -> Arena {
        Arena {
            lately: Box::new([const { Str::EMPTY }; LATELY]),
            ..self
        }
    }

    /// Room for texts of so many bytes, their NULs included.
    pub(super) fn with_room(bytes: usize) -> Arena {
        let mut block = Vec::with_capacity(bytes + 1);
        block.push(0);
        Arena {
            block,
            lately: Box::default(),
            parts: Vec::new(),
            part_count: 0,
            most_parts: 0,
        }
    }

    /// Makes room for one more part, if there may be one: a few bytes of JSON make a part of a hundred.
    pub(super) fn count_part(&mut self) -> Scan<()> {
        self.part_count += 1;
        if self.has_too_many_parts() {
            return Err(Unusual);
        }
        Ok(())
    }

    pub(super) fn has_too_many_parts(&self) -> bool {
        self.part_count > self.most_parts
    }

    /// Keeps records within a record.
    pub(super) fn keep_parts<T: Send + Sync + 'static>(&mut self, parts: Vec<T>) -> Parts<T> {
        if parts.is_empty() {
            return Parts {
                data: std::ptr::null(),
                count: 0,
            };
        }
        let parts = parts.into_boxed_slice();
        let pointers: Box<[*const T]> = parts.iter().map(std::ptr::from_ref).collect();
        let kept = Parts {
            data: pointers.as_ptr(),
            count: pointers.len(),
        };
        self.parts.push(Box::new((parts, Pointers(pointers))));
        kept
    }

    /// The text, if there is any.
    pub(super) fn keep_any(&mut self, text: &Text) -> Str {
        if !text.is_escaped() {
            return self.keep(text.spelled());
        }
        let start = self.block.len();
        self.insist_on_room(text.spelled());
        text.decode(&mut |part| self.block.extend_from_slice(part.as_bytes()));
        let kept = Str {
            data: self.block[start..].as_ptr().cast(),
            len: self.block.len() - start,
        };
        let place = place_of(&self.block[start..]);
        match self
            .lately
            .get(place)
            .filter(|late| late.as_str() == kept.as_str())
        {
            Some(same) => {
                self.block.truncate(start);
                same.share()
            }
            None => self.kept(kept, place),
        }
    }

    /// Keeps `text`, sharing the bytes of the same text where that was kept lately: lists repeat themselves.
    pub(super) fn keep(&mut self, text: &str) -> Str {
        if text.is_empty() {
            return Str {
                data: self.block.as_ptr().cast(),
                len: 0,
            };
        }
        let place = place_of(text.as_bytes());
        if let Some(same) = self.lately.get(place).filter(|late| late.as_str() == text) {
            return same.share();
        }
        let start = self.block.len();
        self.insist_on_room(text);
        self.block.extend_from_slice(text.as_bytes());
        let kept = Str {
            data: self.block[start..].as_ptr().cast(),
            len: text.len(),
        };
        self.kept(kept, place)
    }

    fn insist_on_room(&self, text: &str) {
        assert!(
            self.block.len() + text.len() < self.block.capacity(),
            "a text longer than the JSON it came from"
        );
    }

    /// What has just been written to the block's end.
    fn kept(&mut self, kept: Str, place: usize) -> Str {
        self.block.push(0);
        if let Some(late) = self.lately.get_mut(place) {
            *late = kept.share();
        }
        kept
    }

    /// Nothing more will be written to it.
    pub(super) fn finished(mut self) -> Arena {
        self.lately = Box::default();
        self
    }

    /// The whole block.
    pub(super) fn text(&self) -> &str {
        // SAFETY: only whole texts and NULs are written to it.
        unsafe { std::str::from_utf8_unchecked(&self.block) }
    }
}

#[cfg(test)]
mod tests {
    use super::Arena;

    #[test]
    fn texts_that_take_turns_are_kept_once() {
        let names = ["Jamal Hartnett", "Norman Paulk", "main", "", "李雷"];
        let mut arena = Arena::for_texts_of(&" ".repeat(1000), 0).sharing();
        for name in names.iter().cycle().take(50) {
            assert_eq!(arena.keep(name).as_str(), *name);
        }
        for name in names.iter().filter(|name| !name.is_empty()) {
            assert_eq!(arena.text().matches(name).count(), 1, "{name}");
        }
    }
}
