//! Typed, tolerant views of the service's objects.
//!
//! A page's JSON is read once, straight into records whose texts lie in one block beside them. Whatever the
//! service leaves out, adds, or spells in a new way is no error: only an element that is no object, or has no
//! identity, is.

pub mod artifact;
pub mod broken;
pub mod build;
pub mod change;
pub mod definition;
mod depth;
mod described;
pub mod finding;
pub mod item;
mod list;
pub mod log;
mod nested;
pub mod project;
mod scan;
mod spelled;
pub mod tag;
pub mod text;
pub mod time;
pub mod timeline;
mod words;
pub mod work_item;

use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::ops::Deref;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::{Cause, Error, Result};
use broken::{Broken, BrokenElement};
pub(crate) use described::{outline, with_member};
use scan::Unusual;
pub(crate) use scan::{Scan, Scanner};
pub(crate) use spelled::Text;
use text::{Arena, Str};

/// An object of the service as a record.
pub trait Record: Sized + sealed::Sealed {
    /// What the service calls one: "build".
    const NAME: &'static str;

    /// The member of an answer that holds them, where they are several.
    #[doc(hidden)]
    const MEMBER: &'static str = "value";

    /// Reads one object.
    #[doc(hidden)]
    fn read(json: &str, shown: Str, arena: &mut Arena) -> std::result::Result<Self, String>;

    /// The same of the object that the scanner stands before, which passes over it.
    #[doc(hidden)]
    fn scan(scanner: &mut Scanner, keep_json: bool, arena: &mut Arena) -> std::result::Result<Self, Unusual>;

    /// What tells one from another within a list.
    type Identity: Eq + Hash + Debug;

    /// This one's.
    fn identity(&self) -> Self::Identity;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::item::Item {}
    impl Sealed for super::tag::Tag {}
}

/// How answers become records.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    /// Whether records keep their JSON.
    pub(crate) keep_json: bool,
    /// How deep objects and lists may lie in each other, in JSON that is handed out.
    pub(crate) max_depth: usize,
    /// The most elements of one list.
    pub(crate) max_records: usize,
    /// Whether elements of lists that cannot be read are passed over, and told of.
    pub(crate) skip_broken: bool,
}

impl Reading {
    /// Nothing here reads with recursion, but whoever is given the JSON may.
    pub(crate) fn refuse_deeper(&self, json: &str, place: &dyn Display) -> Result<()> {
        if !depth::exceeds(json, self.max_depth) {
            return Ok(());
        }
        let message = format!("JSON of the answer is deeper than {} ({place})", self.max_depth);
        Err(Error::new(Cause::LimitExceeded, message)
            .with_hint("The client option max_json_depth says how deep it may be."))
    }

    /// The elements of a list.
    pub(crate) fn elements<'body>(
        &self,
        body: &'body str,
        member: &'static str,
        place: &dyn Display,
    ) -> Result<Vec<&'body RawValue>> {
        let elements =
            list::elements(body, member, self.max_records).map_err(|error| no_json(&error, place))?;
        elements.ok_or_else(|| self.too_many("records", place))
    }

    fn too_many(&self, what: &str, place: &dyn Display) -> Error {
        let message = format!("the answer holds more than {} {what} ({place})", self.max_records);
        Error::new(Cause::LimitExceeded, message)
            .with_hint("Ask for less (page_size, filters), or raise the client option max_page_records.")
    }
}

/// Some records, immutable: they and their texts live exactly as long as the page.
#[derive(Debug)]
pub struct Page<R> {
    records: Box<[R]>,
    broken: Broken,
    arena: Arena,
    /// What the records' own JSON points into; empty where the client does not keep it.
    #[expect(dead_code, reason = "it is owned and read through the records")]
    body: String,
    token: String,
}

impl<R> Page<R> {
    /// The records, in the service's order.
    pub fn records(&self) -> &[R] {
        &self.records
    }

    /// The elements of the answer that could not be read, and were passed over as the client's option `skip_broken` asks.
    pub fn broken(&self) -> &[BrokenElement] {
        self.broken.elements()
    }

    /// The block that the records' texts lie in, JSON excepted; each text ends with a NUL.
    pub fn text(&self) -> &str {
        self.arena.text()
    }

    /// What to set as `continuationToken` to go on after this page; empty at the end.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Where to go on, where only the records tell.
    pub(crate) fn continue_at(&mut self, token: &str) {
        token.clone_into(&mut self.token);
    }

    pub(crate) fn truncate(&mut self, count: usize) {
        if count < self.records.len() {
            let mut records = std::mem::take(&mut self.records).into_vec();
            records.truncate(count);
            self.records = records.into_boxed_slice();
        }
    }

    pub(crate) fn retain(&mut self, keep: impl FnMut(&R) -> bool) {
        let mut records = std::mem::take(&mut self.records).into_vec();
        records.retain(keep);
        self.records = records.into_boxed_slice();
    }
}

impl<R: Record> Page<R> {
    /// Reads the answer of a list operation.
    pub(crate) fn read_list(
        body: Vec<u8>,
        reading: &Reading,
        token: String,
        place: &dyn Display,
    ) -> Result<Page<R>> {
        let body = json_text(body);
        let mut records = Vec::<R>::new();
        let (arena, broken) = reading.list(&body, place, &mut records)?;
        Ok(Page::of(records, arena, broken, body, reading, token))
    }

    /// Reads the answer of an operation that gives one object.
    pub(crate) fn read_one(body: Vec<u8>, reading: &Reading, place: &dyn Display) -> Result<Page<R>> {
        let body = json_text(body);
        let mut records = Vec::<R>::with_capacity(1);
        let arena = reading.one(&body, place, &mut records)?;
        Ok(Page::of(
            records,
            arena,
            Broken::new(&[]),
            body,
            reading,
            String::new(),
        ))
    }

    fn of(
        records: Vec<R>,
        arena: Arena,
        broken: Broken,
        body: String,
        reading: &Reading,
        token: String,
    ) -> Page<R> {
        Page {
            records: records.into_boxed_slice(),
            broken,
            arena: arena.finished(),
            body: if reading.keep_json { body } else { String::new() },
            token,
        }
    }
}

/// Records of one kind that an answer is read into; what reads it need not know which.
trait Records {
    fn name(&self) -> &'static str;

    fn member(&self) -> &'static str;

    /// Those there are by now are of no use.
    fn start_over(&mut self, room: usize);

    /// The next, which the scanner stands before.
    fn scan(&mut self, scanner: &mut Scanner, keep_json: bool, arena: &mut Arena) -> Scan<()>;

    /// The next; or why it is none.
    fn read(&mut self, json: &str, shown: Str, arena: &mut Arena) -> std::result::Result<(), String>;
}

impl<R: Record> Records for Vec<R> {
    fn name(&self) -> &'static str {
        R::NAME
    }

    fn member(&self) -> &'static str {
        R::MEMBER
    }

    fn start_over(&mut self, room: usize) {
        self.clear();
        self.reserve_exact(room);
    }

    fn scan(&mut self, scanner: &mut Scanner, keep_json: bool, arena: &mut Arena) -> Scan<()> {
        self.push(R::scan(scanner, keep_json, arena)?);
        Ok(())
    }

    fn read(&mut self, json: &str, shown: Str, arena: &mut Arena) -> std::result::Result<(), String> {
        self.push(R::read(json, shown, arena)?);
        Ok(())
    }
}

impl Reading {
    /// Reads a list; the texts of its records, and the elements that were passed over.
    fn list(&self, body: &str, place: &dyn Display, records: &mut dyn Records) -> Result<(Arena, Broken)> {
        if let Ok(arena) = self.scan_list(body, records) {
            return Ok((arena, Broken::new(&[])));
        }
        let elements = self.elements(body, records.member(), place)?;
        let mut broken = Vec::new();
        let name = records.name();
        let arena = self.each(body, &elements, place, records, &mut |index, why| {
            if self.skip_broken {
                broken.push((index, why));
                return Ok(());
            }
            Err(no_record(
                &format!("element {index} of the answer"),
                name,
                &why,
                place,
            ))
        })?;
        Ok((arena, Broken::new(&broken)))
    }

    /// Reads one object.
    fn one(&self, body: &str, place: &dyn Display, records: &mut dyn Records) -> Result<Arena> {
        if let Ok(arena) = self.scan_one(body, records) {
            return Ok(arena);
        }
        let name = records.name();
        self.each(body, &[parse(body, place)?], place, records, &mut |_, why| {
            Err(no_record("the answer", name, &why, place))
        })
    }

    /// Reads a list in one pass, if it is as the service writes lists and within all bounds.
    fn scan_list(&self, body: &str, records: &mut dyn Records) -> Scan<Arena> {
        let mut arena = Arena::for_texts_of(body, self.max_records).sharing();
        let member = records.member();
        scan::list(body, member, self, &mut |scanner| {
            records.scan(scanner, self.keep_json, &mut arena)
        })?;
        Ok(arena)
    }

    fn scan_one(&self, body: &str, records: &mut dyn Records) -> Scan<Arena> {
        let mut arena = Arena::for_texts_of(body, self.max_records);
        let mut scanner = Scanner::new(body, self.max_depth);
        records.scan(&mut scanner, self.keep_json, &mut arena)?;
        scanner.end()?;
        Ok(arena)
    }

    /// Reads elements one by one; `broken` is told the index of each that is no record, and why.
    fn each(
        &self,
        body: &str,
        elements: &[&RawValue],
        place: &dyn Display,
        records: &mut dyn Records,
        broken: &mut dyn FnMut(usize, String) -> Result<()>,
    ) -> Result<Arena> {
        let mut arena = Arena::for_texts_of(body, self.max_records).sharing();
        records.start_over(elements.len());
        for (index, element) in elements.iter().enumerate() {
            let json = element.get();
            self.refuse_deeper(json, place)?;
            let shown = if self.keep_json {
                Str::slice_of(json)
            } else {
                Str::EMPTY
            };
            let read = records.read(json, shown, &mut arena);
            if arena.has_too_many_parts() {
                return Err(self.too_many("parts of records", place));
            }
            read.or_else(|why| broken(index, why))?;
        }
        Ok(arena)
    }
}

/// One record, and the page that it lives in.
#[derive(Debug)]
pub struct Held<R> {
    page: Arc<Page<R>>,
    index: usize,
}

impl<R> Held<R> {
    /// The record at this place of the page, if it has so many.
    pub fn new(page: Arc<Page<R>>, index: usize) -> Option<Held<R>> {
        (index < page.records.len()).then_some(Held { page, index })
    }

    /// The page.
    pub fn page(&self) -> &Arc<Page<R>> {
        &self.page
    }
}

impl<R> Deref for Held<R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.page.records[self.index]
    }
}

/// Of bytes that are no UTF-8, so many become U+FFFD, which is larger than they are: the rest question marks.
const MOST_MENDED: usize = 100_000;

/// The body as text: without the byte order mark that some answers begin with, and with U+FFFD for what is no UTF-8,
/// as one bad byte must not keep a whole page from being read.
pub(crate) fn json_text(body: Vec<u8>) -> String {
    let mut text = String::from_utf8(body).unwrap_or_else(|error| mended(error.as_bytes()));
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    text
}

fn mended(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + MOST_MENDED * char::REPLACEMENT_CHARACTER.len_utf8());
    let mut mended = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            mended += 1;
            text.push(if mended > MOST_MENDED {
                '?'
            } else {
                char::REPLACEMENT_CHARACTER
            });
        }
    }
    text
}

/// A text as JSON.
pub(crate) fn quoted(text: &str) -> String {
    // Writing a text to memory does not fail.
    serde_json::to_string(text).unwrap_or_default()
}

/// Reads JSON, or says where it breaks.
pub(crate) fn parse<'body, T: Deserialize<'body>>(body: &'body str, place: &dyn Display) -> Result<T> {
    serde_json::from_str(body).map_err(|error| no_json(&error, place))
}

fn no_record(what: &str, name: &str, why: &str, place: &dyn Display) -> Error {
    let article = if name.starts_with(['a', 'i']) { "an" } else { "a" };
    Error::new(
        Cause::BrokenJson,
        format!("{what} is not {article} {name}: {why} ({place})"),
    )
}

fn no_json(error: &serde_json::Error, place: &dyn Display) -> Error {
    let message = match error.line() {
        // Not a byte of it was read.
        1 if error.is_eof() && error.column() == 0 => {
            format!("the answer is empty where JSON is expected ({place})")
        }
        _ => format!("the answer is not JSON as expected: {} ({place})", explain(error)),
    };
    Error::new(Cause::BrokenJson, message)
}

/// What is wrong with JSON, without showing any of it: it may hold anything, and any amount of it.
fn explain(error: &serde_json::Error) -> String {
    if error.is_data() {
        format!("another shape at line {} column {}", error.line(), error.column())
    } else {
        error.to_string()
    }
}
