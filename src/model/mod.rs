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
mod mended;
mod nested;
pub mod project;
mod scan;
pub mod tag;
pub mod text;
pub mod time;
pub mod timeline;
mod words;
pub mod work_item;

use std::fmt::Debug;
use std::hash::Hash;
use std::ops::Deref;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::{Cause, Error, Result};
use broken::{Broken, BrokenElement};
use scan::{Scan, Scanner, Unusual};
use text::{Arena, Str};

/// An object of the service as a record.
pub trait Record: Sized + sealed::Sealed {
    /// What the service calls one: "build".
    const NAME: &'static str;

    /// The member of an answer that holds them, where they are several.
    #[doc(hidden)]
    const MEMBER: &'static str = "value";

    /// Reads one object. `before` is the record before it in the page, whose texts it may share.
    #[doc(hidden)]
    fn read(
        json: &str,
        shown: Str,
        arena: &mut Arena,
        before: Option<&Self>,
    ) -> std::result::Result<Self, String>;

    /// The same of the object that the scanner stands before, which passes over it.
    #[doc(hidden)]
    fn scan(
        scanner: &mut Scanner,
        keep_json: bool,
        arena: &mut Arena,
        before: Option<&Self>,
    ) -> std::result::Result<Self, Unusual>;

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
    pub(crate) fn refuse_deeper(&self, json: &str, place: &str) -> Result<()> {
        if !depth::exceeds(json, self.max_depth) {
            return Ok(());
        }
        let message = format!("JSON of the answer is deeper than {} ({place})", self.max_depth);
        Err(Error::new(Cause::LimitExceeded, message)
            .with_hint("The client option max_json_depth says how deep it may be."))
    }

    /// Has elements read one by one; `broken` is told the index of each that is no record, and why.
    fn each(
        &self,
        elements: &[&RawValue],
        place: &str,
        broken: &mut dyn FnMut(usize, String) -> Result<()>,
        read: Element,
    ) -> Result<()> {
        for (index, element) in elements.iter().enumerate() {
            let json = element.get();
            self.refuse_deeper(json, place)?;
            let shown = if self.keep_json {
                Str::slice_of(json)
            } else {
                Str::EMPTY
            };
            read(json, shown).or_else(|why| broken(index, why))?;
        }
        Ok(())
    }

    /// The elements of a list.
    pub(crate) fn elements<'body>(
        &self,
        body: &'body str,
        member: &'static str,
        place: &str,
    ) -> Result<Vec<&'body RawValue>> {
        let elements =
            list::elements(body, member, self.max_records).map_err(|error| no_json(&error, place))?;
        elements.ok_or_else(|| {
            let message = format!(
                "the answer holds more than {} records ({place})",
                self.max_records
            );
            Error::new(Cause::LimitExceeded, message)
                .with_hint("Ask for less (page_size, filters), or raise the client option max_page_records.")
        })
    }
}

/// Each element of an answer, as it is read.
type Element<'a> = &'a mut dyn FnMut(&str, Str) -> std::result::Result<(), String>;

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
    pub(crate) fn read_list(body: Vec<u8>, reading: &Reading, token: String, place: &str) -> Result<Page<R>> {
        let body = json_text(body);
        if let Ok(read) = Page::scan_list(&body, reading) {
            return Ok(Page::of(read, Vec::new(), body, reading, token));
        }
        let mut broken = Vec::new();
        let elements = reading.elements(&body, R::MEMBER, place)?;
        let read = Page::read(&body, &elements, reading, place, &mut |index, why| {
            if reading.skip_broken {
                broken.push((index, why));
                return Ok(());
            }
            Err(no_record(
                &format!("element {index} of the answer"),
                R::NAME,
                &why,
                place,
            ))
        })?;
        Ok(Page::of(read, broken, body, reading, token))
    }

    /// Reads the answer of an operation that gives one object.
    pub(crate) fn read_one(body: Vec<u8>, reading: &Reading, place: &str) -> Result<Page<R>> {
        let body = json_text(body);
        let read = match Page::scan_one(&body, reading) {
            Ok(read) => read,
            Err(Unusual) => Page::read(&body, &[parse(&body, place)?], reading, place, &mut |_, why| {
                Err(no_record("the answer", R::NAME, &why, place))
            })?,
        };
        Ok(Page::of(read, Vec::new(), body, reading, String::new()))
    }

    fn of(
        (records, arena): (Box<[R]>, Arena),
        broken: Vec<(usize, String)>,
        body: String,
        reading: &Reading,
        token: String,
    ) -> Page<R> {
        Page {
            records,
            broken: Broken::new(&broken),
            arena,
            body: if reading.keep_json { body } else { String::new() },
            token,
        }
    }

    /// Reads a list in one pass, if it is as the service writes lists and within all bounds.
    fn scan_list(body: &str, reading: &Reading) -> Scan<(Box<[R]>, Arena)> {
        let mut arena = Arena::for_texts_of(body);
        let mut records: Vec<R> = Vec::new();
        scan::list(body, R::MEMBER, reading, &mut |scanner| {
            records.push(R::scan(scanner, reading.keep_json, &mut arena, records.last())?);
            Ok(())
        })?;
        Ok((records.into_boxed_slice(), arena))
    }

    fn scan_one(body: &str, reading: &Reading) -> Scan<(Box<[R]>, Arena)> {
        let mut arena = Arena::for_texts_of(body);
        let mut scanner = Scanner::new(body, reading.max_depth);
        let record = R::scan(&mut scanner, reading.keep_json, &mut arena, None)?;
        scanner.end()?;
        Ok((Box::new([record]), arena))
    }

    /// Reads elements one by one; `broken` is told the index of each that is no record, and why.
    fn read(
        body: &str,
        elements: &[&RawValue],
        reading: &Reading,
        place: &str,
        broken: &mut dyn FnMut(usize, String) -> Result<()>,
    ) -> Result<(Box<[R]>, Arena)> {
        let mut arena = Arena::for_texts_of(body);
        let mut records = Vec::<R>::with_capacity(elements.len());
        reading.each(elements, place, broken, &mut |json, shown| {
            records.push(R::read(json, shown, &mut arena, records.last())?);
            Ok(())
        })?;
        Ok((records.into_boxed_slice(), arena))
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

/// The body as text: without the byte order mark that some answers begin with, and with U+FFFD for what is no UTF-8,
/// as one bad byte must not keep a whole page from being read.
pub(crate) fn json_text(body: Vec<u8>) -> String {
    let mut text = String::from_utf8(body)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    text
}

/// Reads JSON, or says where it breaks.
pub(crate) fn parse<'body, T: Deserialize<'body>>(body: &'body str, place: &str) -> Result<T> {
    serde_json::from_str(body).map_err(|error| no_json(&error, place))
}

fn no_record(what: &str, name: &str, why: &str, place: &str) -> Error {
    Error::new(
        Cause::BrokenJson,
        format!("{what} is not a {name}: {why} ({place})"),
    )
}

fn no_json(error: &serde_json::Error, place: &str) -> Error {
    let message = format!("the answer is not JSON as expected: {} ({place})", explain(error));
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
