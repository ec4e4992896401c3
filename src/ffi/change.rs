use std::ffi::c_char;

use super::boundary::{Out, free, guard, optional_text, shared};
use super::cancel::azdo_cancel;
use super::client::azdo_client;
use super::error::azdo_error;
use super::list::{self, ListHandle, PageHandle};
use super::params::{azdo_params, params_or_none};
use crate::details::of_build;
use crate::error::Status;
use crate::model::broken::BrokenElement;
use crate::model::change::Change;
use crate::model::text::Str;

/// Some changes, immutable: records and text live exactly as long as the page. Any thread may read it. The caller
/// owns it: give it back to `azdo_change_page_free`.
pub struct azdo_change_page(PageHandle<Change>);

impl From<PageHandle<Change>> for azdo_change_page {
    fn from(page: PageHandle<Change>) -> azdo_change_page {
        azdo_change_page(page)
    }
}

/// All changes of a build, over all pages. It keeps what it needs of its client. One thread at a time may use it;
/// what a second one asks for meanwhile fails with `AZDO_INVALID_STATE`. The caller owns it: give it back to
/// `azdo_changes_free`.
pub struct azdo_changes(ListHandle<Change>);

/// The page's records in the service's order, and in `*count` (which may be NULL) how many there are. The array
/// and what it points to live as long as the page.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_change_page_records(
    page: *const azdo_change_page,
    count: *mut usize,
) -> *const *const Change {
    // SAFETY: the header asks for NULL or a live page, and NULL or a place for the count.
    unsafe { list::records(page.as_ref().map(|page| &page.0), count) }
}

/// As `azdo_build_page_broken`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_change_page_broken(
    page: *const azdo_change_page,
    count: *mut usize,
) -> *const *const BrokenElement {
    // SAFETY: as for azdo_change_page_records.
    unsafe { list::broken(page.as_ref().map(|page| &page.0), count) }
}

/// The block that every `azdo_str` of the page's records points into, `json` excepted. It lives as long as the page.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_change_page_text(page: *const azdo_change_page) -> Str {
    // SAFETY: the header asks for NULL or a live page.
    unsafe { list::page_text(page.as_ref().map(|page| &page.0)) }
}

/// What to set as "continuationToken" to go on after this page, with the same values otherwise; "" at the end. It
/// lives as long as the page.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_change_page_token(page: *const azdo_change_page) -> *const c_char {
    // SAFETY: the header asks for NULL or a live page.
    unsafe { list::page_token(page.as_ref().map(|page| &page.0)) }
}

/// Frees a page with its records; NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_change_page_free(page: *mut azdo_change_page) {
    // SAFETY: the header asks for NULL or a page that has not been freed.
    unsafe { free(page) }
}

/// Asks for the changes that a build is the first to have, over all pages: "Builds - Get Build Changes". Nothing is sent
/// yet. `project` NULL: that of the client's URL. `query`: `includeSourceChange`, `$top` and `page_size` as for
/// `azdo_builds_list`; NULL for none. The query may be freed at once, and so may the client. The service has 200 or so at
/// most.
///
/// `AZDO_INVALID_ARGUMENT`: a name or a value that the operation does not have, named with those it has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_changes_list(
    client: *const azdo_client,
    project: *const c_char,
    build_id: i64,
    query: *const azdo_params,
    changes: *mut *mut azdo_changes,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle, a text that ends with NUL, and live handles.
        let (out, client, project, query) = unsafe {
            (
                Out::handle(changes, "changes")?,
                shared(client, "client")?,
                optional_text(project, "project")?,
                params_or_none(query),
            )
        };
        let changes = client.0.builds().changes(project, build_id);
        // What the arguments say counts, whatever the query says of it.
        let query = of_build(project, build_id, &query);
        out.give(azdo_changes(ListHandle::new(changes.params(&query).pages()?)))
    })
}

/// Steps to the next change, as `azdo_builds_next` does, and fails as that does. `*change` is good until the next step or
/// `azdo_changes_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_changes_next(
    changes: *mut azdo_changes,
    cancel: *const azdo_cancel,
    change: *mut *const Change,
    error: *mut *mut azdo_error,
) -> Status {
    // SAFETY: the header asks for a live list of one thread, NULL or a live token, and places for the pointers.
    unsafe { list::next(changes.as_ref().map(|changes| &changes.0), cancel, change, error) }
}

/// Fetches the next page that holds anything, as `azdo_builds_next_page` does, and fails as that does; the caller frees it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_changes_next_page(
    changes: *mut azdo_changes,
    cancel: *const azdo_cancel,
    page: *mut *mut azdo_change_page,
    error: *mut *mut azdo_error,
) -> Status {
    // SAFETY: as for azdo_changes_next.
    unsafe { list::next_page(changes.as_ref().map(|changes| &changes.0), cancel, page, error) }
}

/// Frees a list; NULL is allowed. Pages it gave out live on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_changes_free(changes: *mut azdo_changes) {
    // SAFETY: the header asks for NULL or a list that has not been freed.
    unsafe { free(changes) }
}
