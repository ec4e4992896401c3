use std::ffi::c_char;

use super::boundary::{Out, free, guard};
use super::cancel::azdo_cancel;
use super::client::{asked, azdo_client};
use super::error::azdo_error;
use super::list::{self, PageHandle};
use super::params::{azdo_params, params_or_none};
use crate::details;
use crate::error::Status;
use crate::model::artifact::Artifact;
use crate::model::broken::BrokenElement;
use crate::model::text::Str;

/// The artifacts of a build, immutable: records and text live exactly as long as the page. Any thread may read it. The caller
/// owns it: give it back to `azdo_artifact_page_free`.
pub struct azdo_artifact_page(PageHandle<Artifact>);

impl From<PageHandle<Artifact>> for azdo_artifact_page {
    fn from(page: PageHandle<Artifact>) -> azdo_artifact_page {
        azdo_artifact_page(page)
    }
}

/// The page's records in the service's order, and in `*count` (which may be NULL) how many there are. The array
/// and what it points to live as long as the page.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_artifact_page_records(
    page: *const azdo_artifact_page,
    count: *mut usize,
) -> *const *const Artifact {
    // SAFETY: the header asks for NULL or a live page, and NULL or a place for the count.
    unsafe { list::records(page.as_ref().map(|page| &page.0), count) }
}

/// As `azdo_build_page_broken`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_artifact_page_broken(
    page: *const azdo_artifact_page,
    count: *mut usize,
) -> *const *const BrokenElement {
    // SAFETY: as for azdo_artifact_page_records.
    unsafe { list::broken(page.as_ref().map(|page| &page.0), count) }
}

/// The block that every `azdo_str` of the page's records points into, `json` excepted. It lives as long as the page.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_artifact_page_text(page: *const azdo_artifact_page) -> Str {
    // SAFETY: the header asks for NULL or a live page.
    unsafe { list::page_text(page.as_ref().map(|page| &page.0)) }
}

/// Frees a page with its records; NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_artifact_page_free(page: *mut azdo_artifact_page) {
    // SAFETY: the header asks for NULL or a page that has not been freed.
    unsafe { free(page) }
}

/// Fetches what a build made and kept: "Artifacts - List". `project` and `query`: as for `azdo_logs_get`. The caller frees
/// `*page`. Any thread may call it. What is in an artifact, `azdo_request` gets from its record's `download_url`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_artifacts_get(
    client: *const azdo_client,
    project: *const c_char,
    build_id: i64,
    query: *const azdo_params,
    cancel: *const azdo_cancel,
    page: *mut *mut azdo_artifact_page,
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
        let artifacts = client
            .builds()
            .whole(details::ARTIFACTS, project, build_id, &query)?;
        out.give(azdo_artifact_page(PageHandle::new(artifacts)))
    })
}
