//! Typed, tolerant views of the service's objects.
//!
//! A page's JSON is read once, straight into records whose texts lie in one block beside them. Whatever the
//! service leaves out, adds, or spells in a new way is no error: only an element that is no object, or has no
//! identity, is.

pub mod build;
mod depth;
pub mod finding;
pub mod item;
mod lenient;
mod list;
pub mod project;
mod scan;
pub mod text;
pub mod time;

use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::ops::Deref;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::{Cause, Error, Result};
use scan::{Scan, Scanner, Unusual};
use text::{Arena, Str};

/// An object of the service as a record.
pub trait Record: Sized + sealed::Sealed {
    /// What the service calls one: "build".
    const NAME: &'static str;

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
    impl Sealed for super::build::Build {}
    impl Sealed for super::item::Item {}
    impl Sealed for super::project::Project {}
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
        place: &dyn Display,
    ) -> Result<Vec<&'body RawValue>> {
        let elements = list::elements(body, self.max_records).map_err(|error| no_json(&error, place))?;
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

/// Some records, immutable: they and their texts live exactly as long as the page.
#[derive(Debug)]
pub struct Page<R> {
    records: Box<[R]>,
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
        let (records, arena) = match Page::scan_list(&body, reading) {
            Ok(read) => read,
            Err(Unusual) => Page::read(&body, &reading.elements(&body, place)?, reading, place)?,
        };
        Ok(Page {
            records,
            arena,
            body: if reading.keep_json { body } else { String::new() },
            token,
        })
    }

    /// Reads the answer of an operation that gives one object.
    pub(crate) fn read_one(body: Vec<u8>, reading: &Reading, place: &dyn Display) -> Result<Page<R>> {
        let body = json_text(body);
        let (records, arena) = match Page::scan_one(&body, reading) {
            Ok(read) => read,
            Err(Unusual) => Page::read(&body, &[parse(&body, place)?], reading, place)?,
        };
        Ok(Page {
            records,
            arena,
            body: if reading.keep_json { body } else { String::new() },
            token: String::new(),
        })
    }

    /// Reads a list in one pass, if it is as the service writes lists and within all bounds.
    fn scan_list(body: &str, reading: &Reading) -> Scan<(Box<[R]>, Arena)> {
        let mut arena = Arena::for_texts_of(body);
        let mut records: Vec<R> = Vec::new();
        let mut scanner = Scanner::new(body, reading.max_depth);
        let mut lists = 0;
        let mut list = |scanner: &mut Scanner| {
            lists += 1;
            scanner.deeper(|scanner| {
                scanner.array(|scanner| {
                    if records.len() == reading.max_records {
                        return Err(Unusual);
                    }
                    records.push(R::scan(scanner, reading.keep_json, &mut arena, records.last())?);
                    Ok(())
                })
            })
        };
        if scanner.next()? == b'[' {
            list(&mut scanner)?;
        } else {
            scanner.deeper(|scanner| {
                scanner.object(|scanner, name| {
                    if name == "value" {
                        list(scanner)
                    } else {
                        scanner.skip()
                    }
                })
            })?;
        }
        scanner.end()?;
        if lists != 1 {
            return Err(Unusual);
        }
        Ok((records.into_boxed_slice(), arena))
    }

    fn scan_one(body: &str, reading: &Reading) -> Scan<(Box<[R]>, Arena)> {
        let mut arena = Arena::for_texts_of(body);
        let mut scanner = Scanner::new(body, reading.max_depth);
        let record = R::scan(&mut scanner, reading.keep_json, &mut arena, None)?;
        scanner.end()?;
        Ok((Box::new([record]), arena))
    }

    fn read(
        body: &str,
        elements: &[&RawValue],
        reading: &Reading,
        place: &dyn Display,
    ) -> Result<(Box<[R]>, Arena)> {
        let mut arena = Arena::for_texts_of(body);
        let mut records = Vec::<R>::with_capacity(elements.len());
        for (index, element) in elements.iter().enumerate() {
            let json = element.get();
            reading.refuse_deeper(json, place)?;
            let shown = if reading.keep_json {
                Str::slice_of(json)
            } else {
                Str::EMPTY
            };
            let record = R::read(json, shown, &mut arena, records.last()).map_err(|why| {
                let message = format!(
                    "element {index} of the answer is not a {}: {why} ({place})",
                    R::NAME
                );
                Error::new(Cause::BrokenJson, message)
            })?;
            records.push(record);
        }
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
pub(crate) fn parse<'body, T: Deserialize<'body>>(body: &'body str, place: &dyn Display) -> Result<T> {
    serde_json::from_str(body).map_err(|error| no_json(&error, place))
}

fn no_json(error: &serde_json::Error, place: &dyn Display) -> Error {
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
