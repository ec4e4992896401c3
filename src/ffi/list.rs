//! Lists and their pages, the same for every kind of record.

use std::ffi::{CString, c_char};
use std::sync::Arc;

use super::boundary::{Exclusive, Out, guard, is_null, quiet, token};
use super::cancel::azdo_cancel;
use super::error::azdo_error;
use crate::cancel::Cancel;
use crate::error::{Result, Status};
use crate::model::broken::BrokenElement;
use crate::model::text::Str;
use crate::model::{Held, Page, Record};
use crate::page::Pages;

/// What a page has beside itself for C.
pub(super) struct PageHandle<R> {
    page: Arc<Page<R>>,
    records: Box<[*const R]>,
    broken: Box<[*const BrokenElement]>,
    token: CString,
}

impl<R> PageHandle<R> {
    pub(super) fn new(page: Arc<Page<R>>) -> PageHandle<R> {
        PageHandle {
            records: page.records().iter().map(std::ptr::from_ref).collect(),
            broken: page.broken().iter().map(std::ptr::from_ref).collect(),
            token: CString::new(page.token()).unwrap_or_default(),
            page,
        }
    }
}

/// One record's.
impl<R> From<Held<R>> for PageHandle<R> {
    fn from(record: Held<R>) -> PageHandle<R> {
        PageHandle::new(record.page().clone())
    }
}

/// # Safety
/// `count` is NULL or a place for a number.
pub(super) unsafe fn records<R>(page: Option<&PageHandle<R>>, count: *mut usize) -> *const *const R {
    // SAFETY: the caller's promise.
    unsafe { pointers(page.map(|page| &*page.records), count) }
}

/// # Safety
/// As [`records`].
pub(super) unsafe fn broken<R>(
    page: Option<&PageHandle<R>>,
    count: *mut usize,
) -> *const *const BrokenElement {
    // SAFETY: the caller's promise.
    unsafe { pointers(page.map(|page| &*page.broken), count) }
}

/// # Safety
/// As [`records`].
unsafe fn pointers<T>(array: Option<&[*const T]>, count: *mut usize) -> *const *const T {
    quiet(std::ptr::null(), || {
        // SAFETY: the caller's promise.
        if let Some(count) = unsafe { count.as_mut() } {
            *count = array.map_or(0, <[_]>::len);
        }
        array.map_or(std::ptr::null(), <[_]>::as_ptr)
    })
}

pub(super) fn page_text<R>(page: Option<&PageHandle<R>>) -> Str {
    quiet(Str::EMPTY, || {
        page.map_or(Str::EMPTY, |page| Str::slice_of(page.page.text()))
    })
}

pub(super) fn page_token<R>(page: Option<&PageHandle<R>>) -> *const c_char {
    quiet(c"".as_ptr(), || {
        page.map_or(c"".as_ptr(), |page| page.token.as_ptr())
    })
}

/// All pages of a list, and the one that C is going through record by record.
pub(super) struct ListHandle<R: Record>(Exclusive<Walk<R>>);

struct Walk<R: Record> {
    pages: Pages<R>,
    page: Option<Arc<Page<R>>>,
    index: usize,
}

impl<R: Record> ListHandle<R> {
    pub(super) fn new(pages: Pages<R>) -> ListHandle<R> {
        ListHandle(Exclusive::new(Walk {
            pages,
            page: None,
            index: 0,
        }))
    }
}

impl<R: Record> ListHandle<R> {
    /// Gives the next record to `take`; it is good until the next step.
    pub(super) fn step(&self, cancel: Option<&Cancel>, take: impl FnOnce(&R)) -> Result<Status> {
        let mut list = self.0.enter("the list")?;
        loop {
            let index = list.index;
            if let Some(record) = list.page.as_ref().and_then(|page| page.records().get(index)) {
                take(record);
                list.index += 1;
                return Ok(Status::Ok);
            }
            match list.pages.next_page_with(cancel)? {
                Some(page) => (list.page, list.index) = (Some(page), 0),
                None => return Ok(Status::Done),
            }
        }
    }
}

/// # Safety
/// `cancel` is NULL or live, and the other two are NULL or places for pointers.
pub(super) unsafe fn next<R: Record>(
    list: Option<&ListHandle<R>>,
    cancel: *const azdo_cancel,
    record: *mut *const R,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the caller's promise.
        let (out, cancel) = unsafe { (Out::new(record, "the record", std::ptr::null())?, token(cancel)) };
        let list = list.ok_or_else(|| is_null("the list"))?;
        list.step(cancel, |record| out.set(record))
    })
}

/// # Safety
/// As [`next`].
pub(super) unsafe fn next_page<R: Record, Handle: From<PageHandle<R>>>(
    list: Option<&ListHandle<R>>,
    cancel: *const azdo_cancel,
    page: *mut *mut Handle,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the caller's promise.
        let (out, cancel) = unsafe { (Out::handle(page, "page")?, token(cancel)) };
        let mut list = list.ok_or_else(|| is_null("the list"))?.0.enter("the list")?;
        match list.pages.next_page_with(cancel)? {
            Some(page) => out.give(Handle::from(PageHandle::new(page))),
            None => Ok(Status::Done),
        }
    })
}
