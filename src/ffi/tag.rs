use std::ffi::c_char;

use super::boundary::{Out, free, guard, texts};
use super::cancel::azdo_cancel;
use super::client::{asked, azdo_client};
use super::error::azdo_error;
use super::list::{self, PageHandle};
use super::params::{azdo_params, params_or_none};
use crate::details;
use crate::error::Status;
use crate::model::broken::BrokenElement;
use crate::model::tag::Tag;
use crate::model::text::Str;

/// The tags of a build, immutable: records and text live exactly as long as the page. Any thread may read it. The caller
/// owns it: give it back to `azdo_tag_page_free`.
pub struct azdo_tag_page(PageHandle<Tag>);

impl From<PageHandle<Tag>> for azdo_tag_page {
    fn from(page: PageHandle<Tag>) -> azdo_tag_page {
        azdo_tag_page(page)
    }
}

/// The page's records in the service's order, and in `*count` (which may be NULL) how many there are. The array
/// and what it points to live as long as the page.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_tag_page_records(
    page: *const azdo_tag_page,
    count: *mut usize,
) -> *const *const Tag {
    // SAFETY: the header asks for NULL or a live page, and NULL or a place for the count.
    unsafe { list::records(page.as_ref().map(|page| &page.0), count) }
}

/// As `azdo_build_page_broken`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_tag_page_broken(
    page: *const azdo_tag_page,
    count: *mut usize,
) -> *const *const BrokenElement {
    // SAFETY: as for azdo_tag_page_records.
    unsafe { list::broken(page.as_ref().map(|page| &page.0), count) }
}

/// The block that every `azdo_str` of the page's records points into, `json` excepted. It lives as long as the page.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_tag_page_text(page: *const azdo_tag_page) -> Str {
    // SAFETY: the header asks for NULL or a live page.
    unsafe { list::page_text(page.as_ref().map(|page| &page.0)) }
}

/// Frees a page with its records; NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_tag_page_free(page: *mut azdo_tag_page) {
    // SAFETY: the header asks for NULL or a page that has not been freed.
    unsafe { free(page) }
}

/// Fetches the tags of a build: "Tags - Get Build Tags". `project` and `query`: as for `azdo_logs_get`. The caller frees
/// `*page`. Any thread may call it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_tags_get(
    client: *const azdo_client,
    project: *const c_char,
    build_id: i64,
    query: *const azdo_params,
    cancel: *const azdo_cancel,
    page: *mut *mut azdo_tag_page,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle, a text that ends with NUL, and live handles.
        let (out, (client, project), query) = unsafe {
            (
                Out::handle(page, "page")?,
                asked(client, project, cancel)?,
                params_or_none(query),
            )
        };
        let tags = client.builds().whole(details::TAGS, project, build_id, &query)?;
        out.give(azdo_tag_page(PageHandle::new(tags)))
    })
}

/// Puts `count` tags on a build, and gives all that it then has: "Tags - Add Build Tag" for one that a URL can name, which
/// is sent again when the connection breaks; "Tags - Add Build Tags" for several, and for one with a slash, colon or the
/// like, which is sent again only where the service has done nothing.
/// `tags` is an array of texts, which are not kept. `project` NULL: that of the client's URL. The caller frees `*page`. Any
/// thread may call it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_tags_add(
    client: *const azdo_client,
    project: *const c_char,
    build_id: i64,
    tags: *const *const c_char,
    count: usize,
    cancel: *const azdo_cancel,
    page: *mut *mut azdo_tag_page,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle, texts that end with NUL, and live handles.
        let (out, (client, project), tags) = unsafe {
            (
                Out::handle(page, "page")?,
                asked(client, project, cancel)?,
                texts(tags, count, "tags")?,
            )
        };
        let tags = client.builds().add_tags(project, build_id, &tags)?;
        out.give(azdo_tag_page(PageHandle::new(tags)))
    })
}

/// Takes `count` tags off a build, one after another, and gives all that it then has: "Tags - Delete Build Tag", or
/// "Tags - Update Build Tags" for one that a URL cannot name. Where one fails, those before it are off; it may be called
/// again with all of them. Otherwise as `azdo_tags_add`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_tags_remove(
    client: *const azdo_client,
    project: *const c_char,
    build_id: i64,
    tags: *const *const c_char,
    count: usize,
    cancel: *const azdo_cancel,
    page: *mut *mut azdo_tag_page,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle, texts that end with NUL, and live handles.
        let (out, (client, project), tags) = unsafe {
            (
                Out::handle(page, "page")?,
                asked(client, project, cancel)?,
                texts(tags, count, "tags")?,
            )
        };
        let tags = client.builds().remove_tags(project, build_id, &tags)?;
        out.give(azdo_tag_page(PageHandle::new(tags)))
    })
}
