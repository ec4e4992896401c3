use std::ffi::c_char;

use super::boundary::{Out, free, guard, shared};
use super::cancel::azdo_cancel;
use super::client::azdo_client;
use super::error::azdo_error;
use super::list::{self, ListHandle, PageHandle};
use super::params::{azdo_params, params_or_none};
use crate::error::Status;
use crate::model::broken::BrokenElement;
use crate::model::project::Project;
use crate::model::text::Str;

/// Some projects, immutable: records and text live exactly as long as the page. Any thread may read it. The
/// caller owns it: give it back to `azdo_project_page_free`.
pub struct azdo_project_page(PageHandle<Project>);

impl From<PageHandle<Project>> for azdo_project_page {
    fn from(page: PageHandle<Project>) -> azdo_project_page {
        azdo_project_page(page)
    }
}

/// All projects that match, over all pages. It keeps what it needs of its client. One thread at a time may use it;
/// what a second one asks for meanwhile fails with `AZDO_INVALID_STATE`. The caller owns it: give it back to
/// `azdo_projects_free`; it fails as that does.
pub struct azdo_projects(ListHandle<Project>);

/// The page's records in the service's order, and in `*count` (which may be NULL) how many there are. The array
/// and what it points to live as long as the page.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_project_page_records(
    page: *const azdo_project_page,
    count: *mut usize,
) -> *const *const Project {
    // SAFETY: the header asks for NULL or a live page, and NULL or a place for the count.
    unsafe { list::records(page.as_ref().map(|page| &page.0), count) }
}

/// As `azdo_build_page_broken`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_project_page_broken(
    page: *const azdo_project_page,
    count: *mut usize,
) -> *const *const BrokenElement {
    // SAFETY: as for azdo_project_page_records.
    unsafe { list::broken(page.as_ref().map(|page| &page.0), count) }
}

/// The block that every `azdo_str` of the page's records points into, `json` excepted. It lives as long as the page.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_project_page_text(page: *const azdo_project_page) -> Str {
    // SAFETY: the header asks for NULL or a live page.
    unsafe { list::page_text(page.as_ref().map(|page| &page.0)) }
}

/// What to set as "continuationToken" to go on after this page, with the same values otherwise; "" at the end. It
/// lives as long as the page.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_project_page_token(page: *const azdo_project_page) -> *const c_char {
    // SAFETY: the header asks for NULL or a live page.
    unsafe { list::page_token(page.as_ref().map(|page| &page.0)) }
}

/// Frees a page with its records; NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_project_page_free(page: *mut azdo_project_page) {
    // SAFETY: the header asks for NULL or a page that has not been freed.
    unsafe { free(page) }
}

/// Asks for every project that the credential can see, over all pages: "Projects - List". Nothing is sent yet.
/// `query`: the reference's own parameters, `$top` and `page_size` as for `azdo_builds_list`; NULL for none. The
/// query may be freed at once, and so may the client.
///
/// `AZDO_INVALID_ARGUMENT`: a name or a value that the operation does not have, named with those it has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_projects_list(
    client: *const azdo_client,
    query: *const azdo_params,
    projects: *mut *mut azdo_projects,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle and for live handles.
        let (out, client, query) = unsafe {
            (
                Out::handle(projects, "projects")?,
                shared(client, "client")?,
                params_or_none(query),
            )
        };
        out.give(azdo_projects(ListHandle::new(
            client.0.projects().list().params(&query).pages()?,
        )))
    })
}

/// Steps to the next project, as `azdo_builds_next` does. `*project` is good until the next step or
/// `azdo_projects_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_projects_next(
    projects: *mut azdo_projects,
    cancel: *const azdo_cancel,
    project: *mut *const Project,
    error: *mut *mut azdo_error,
) -> Status {
    // SAFETY: the header asks for a live list of one thread, NULL or a live token, and places for the pointers.
    unsafe {
        list::next(
            projects.as_ref().map(|projects| &projects.0),
            cancel,
            project,
            error,
        )
    }
}

/// Fetches the next page that holds anything, as `azdo_builds_next_page` does, and fails as that does; the caller frees it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_projects_next_page(
    projects: *mut azdo_projects,
    cancel: *const azdo_cancel,
    page: *mut *mut azdo_project_page,
    error: *mut *mut azdo_error,
) -> Status {
    // SAFETY: as for azdo_projects_next.
    unsafe { list::next_page(projects.as_ref().map(|projects| &projects.0), cancel, page, error) }
}

/// Frees a list; NULL is allowed. Pages it gave out live on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_projects_free(projects: *mut azdo_projects) {
    // SAFETY: the header asks for NULL or a list that has not been freed.
    unsafe { free(projects) }
}
