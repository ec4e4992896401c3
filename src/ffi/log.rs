use std::ffi::c_char;

use super::boundary::{Out, free, guard};
use super::cancel::azdo_cancel;
use super::client::{asked, azdo_client};
use super::error::azdo_error;
use super::list::{self, PageHandle};
use super::params::{azdo_params, params_or_none};
use crate::details;
use crate::error::Status;
use crate::model::broken::BrokenElement;
use crate::model::log::Log;
use crate::model::text::Str;

/// The logs of a build, immutable: records and text live exactly as long as the page. Any thread may read it. The caller
/// owns it: give it back to `azdo_log_page_free`.
pub struct azdo_log_page(PageHandle<Log>);

impl From<PageHandle<Log>> for azdo_log_page {
    fn from(page: PageHandle<Log>) -> azdo_log_page {
        azdo_log_page(page)
    }
}

/// The page's records in the service's order, and in `*count` (which may be NULL) how many there are. The array
/// and what it points to live as long as the page.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_log_page_records(
    page: *const azdo_log_page,
    count: *mut usize,
) -> *const *const Log {
    // SAFETY: the header asks for NULL or a live page, and NULL or a place for the count.
    unsafe { list::records(page.as_ref().map(|page| &page.0), count) }
}

/// As `azdo_build_page_broken`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_log_page_broken(
    page: *const azdo_log_page,
    count: *mut usize,
) -> *const *const BrokenElement {
    // SAFETY: as for azdo_log_page_records.
    unsafe { list::broken(page.as_ref().map(|page| &page.0), count) }
}

/// The block that every `azdo_str` of the page's records points into, `json` excepted. It lives as long as the page.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_log_page_text(page: *const azdo_log_page) -> Str {
    // SAFETY: the header asks for NULL or a live page.
    unsafe { list::page_text(page.as_ref().map(|page| &page.0)) }
}

/// Frees a page with its records; NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_log_page_free(page: *mut azdo_log_page) {
    // SAFETY: the header asks for NULL or a page that has not been freed.
    unsafe { free(page) }
}

/// Fetches what logs a build has, without their lines: "Builds - Get Build Logs". `project` NULL: that of the client's
/// URL. `query`: further parameters (`api-version`), NULL for none. The caller frees `*page`. Any thread may call it.
///
/// A running build has more of them each time, and longer ones.
///
/// The lines of a log are the text that `azdo_call` answers to "Builds - Get Build Log" with `buildId` and `logId`, the
/// record's `id`; `azdo_response_read` reads them as they come. The reference does not say whether `startLine` counts from
/// 0 or 1; here it is taken for 1, as other clients do: to go on after the first N lines, ask for N + 1. Where there is no
/// such line yet, the body is empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_logs_get(
    client: *const azdo_client,
    project: *const c_char,
    build_id: i64,
    query: *const azdo_params,
    cancel: *const azdo_cancel,
    page: *mut *mut azdo_log_page,
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
        let logs = client.builds().whole(details::LOGS, project, build_id, &query)?;
        out.give(azdo_log_page(PageHandle::new(logs)))
    })
}
