use std::ffi::c_char;

use super::boundary::{Out, free, guard, shared, text};
use super::cancel::azdo_cancel;
use super::client::{asked, azdo_client};
use super::error::azdo_error;
use super::list::{self, ListHandle, PageHandle};
use super::params::{azdo_params, params_or_none};
use super::string::azdo_string;
use crate::error::Status;
use crate::model::broken::BrokenElement;
use crate::model::build::Build;
use crate::model::text::Str;

/// Some builds, immutable: records and text live exactly as long as the page. Any thread may read it. The caller
/// owns it: give it back to `azdo_build_page_free`.
pub struct azdo_build_page(PageHandle<Build>);

impl From<PageHandle<Build>> for azdo_build_page {
    fn from(page: PageHandle<Build>) -> azdo_build_page {
        azdo_build_page(page)
    }
}

/// All builds that match, over all pages. It keeps what it needs of its client. Where answers take long to begin, it asks
/// for one page ahead, on a connection and a thread that end soon after it is freed. One thread at a time may use it;
/// what a second one asks for meanwhile fails with `AZDO_INVALID_STATE`. The caller owns it: give it back to
/// `azdo_builds_free`.
pub struct azdo_builds(ListHandle<Build>);

/// The page's records in the service's order, and in `*count` (which may be NULL) how many there are. The array
/// and what it points to live as long as the page.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_build_page_records(
    page: *const azdo_build_page,
    count: *mut usize,
) -> *const *const Build {
    // SAFETY: the header asks for NULL or a live page, and NULL or a place for the count.
    unsafe { list::records(page.as_ref().map(|page| &page.0), count) }
}

/// The elements of the service's answer that could not be read, and were passed over as the client option skip_broken asks;
/// in `*count` (which may be NULL) how many. The array and what it points to live as long as the page.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_build_page_broken(
    page: *const azdo_build_page,
    count: *mut usize,
) -> *const *const BrokenElement {
    // SAFETY: as for azdo_build_page_records.
    unsafe { list::broken(page.as_ref().map(|page| &page.0), count) }
}

/// The block that every `azdo_str` of the page's records points into, `json` excepted. It lives as long as the page.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_build_page_text(page: *const azdo_build_page) -> Str {
    // SAFETY: the header asks for NULL or a live page.
    unsafe { list::page_text(page.as_ref().map(|page| &page.0)) }
}

/// What to set as "continuationToken" to go on after this page, with the same values otherwise; "" at the end. It
/// lives as long as the page.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_build_page_token(page: *const azdo_build_page) -> *const c_char {
    // SAFETY: the header asks for NULL or a live page.
    unsafe { list::page_token(page.as_ref().map(|page| &page.0)) }
}

/// Frees a page with its records; NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_build_page_free(page: *mut azdo_build_page) {
    // SAFETY: the header asks for NULL or a page that has not been freed.
    unsafe { free(page) }
}

/// Asks for every build that matches, over all pages: "Builds - List". Nothing is sent yet.
///
/// `query`: the reference's own parameters, `project` among them (or the client's URL names it). `$top` is how
/// many are wanted in all, `page_size` (1000) how many are asked for at once; `continuationToken` is where to go
/// on ("" begins at the beginning); `queryOrder` is queueTimeDescending unless set. The query may be freed at
/// once, and so may the client.
///
/// `AZDO_INVALID_ARGUMENT`: a name or a value that the operation does not have, named with those it has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_builds_list(
    client: *const azdo_client,
    query: *const azdo_params,
    builds: *mut *mut azdo_builds,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle and for live handles.
        let (out, client, query) = unsafe {
            (
                Out::handle(builds, "builds")?,
                shared(client, "client")?,
                params_or_none(query),
            )
        };
        out.give(azdo_builds(ListHandle::new(
            client.0.builds().list(None).params(&query).pages()?,
        )))
    })
}

/// Steps to the next build, fetching the next page where it must. `*build` is good until the next step or
/// `azdo_builds_free`; it is NULL unless `AZDO_OK`.
///
/// `AZDO_DONE` after the last. Any failure leaves the list as it was: the next step tries again. `AZDO_PROTOCOL`
/// with the cause paging_loop: the service repeats itself, and the rest cannot be reached.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_builds_next(
    builds: *mut azdo_builds,
    cancel: *const azdo_cancel,
    build: *mut *const Build,
    error: *mut *mut azdo_error,
) -> Status {
    // SAFETY: the header asks for a live list of one thread, NULL or a live token, and places for the pointers.
    unsafe { list::next(builds.as_ref().map(|builds| &builds.0), cancel, build, error) }
}

/// Fetches the next page that holds anything; the caller frees it. It begins after the last page that either step
/// has fetched. Fails as `azdo_builds_next`, `AZDO_DONE` after the last.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_builds_next_page(
    builds: *mut azdo_builds,
    cancel: *const azdo_cancel,
    page: *mut *mut azdo_build_page,
    error: *mut *mut azdo_error,
) -> Status {
    // SAFETY: as for azdo_builds_next.
    unsafe { list::next_page(builds.as_ref().map(|builds| &builds.0), cancel, page, error) }
}

/// Frees a list; NULL is allowed. Pages it gave out live on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_builds_free(builds: *mut azdo_builds) {
    // SAFETY: the header asks for NULL or a list that has not been freed.
    unsafe { free(builds) }
}

/// Fetches the service's first page of builds as the JSON it sent: `azdo_get_builds` on a client. `project` NULL:
/// as there. The caller frees `*json`. Any thread may call it; it fails as that does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_builds_get_json(
    client: *const azdo_client,
    project: *const c_char,
    cancel: *const azdo_cancel,
    json: *mut *mut azdo_string,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle, a text that ends with NUL, and live handles.
        let (out, (client, project)) =
            unsafe { (Out::handle(json, "json")?, asked(client, project, cancel)?) };
        out.give(azdo_string::new(client.builds().get_json(project)?))
    })
}

/// Fetches one build, in a page of its own that the caller frees: "Builds - Get". `project` NULL: that of the
/// client's URL.
///
/// `AZDO_NOT_FOUND`: there is no such build or project, or it is not visible.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_build_get(
    client: *const azdo_client,
    project: *const c_char,
    id: i64,
    cancel: *const azdo_cancel,
    page: *mut *mut azdo_build_page,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle, a text that ends with NUL, and live handles.
        let (out, (client, project)) =
            unsafe { (Out::handle(page, "page")?, asked(client, project, cancel)?) };
        let build = client.builds().get(project, id)?;
        out.give(azdo_build_page(build.into()))
    })
}

/// Queues a build, which comes in a page of its own that the caller frees: "Builds - Queue". `project` NULL: that of the
/// client's URL. Any thread may call it. `values`:
///
/// - `definition`: its id, its name, or its folder and name ("\\Nightly\\Windows");
/// - `sourceBranch` ("refs/heads/main"; the definition's own unless set), `sourceVersion`, `reason`, `priority`, `demands`
///   (with commas between them), `queue` (its id) and `agentSpecification` (its identifier, "ubuntu-latest"), as the
///   reference has them of a build;
/// - `parameters.NAME`: a variable that the definition lets be set; `templateParameters.NAME`: a parameter of its text;
/// - the operation's own: `ignoreWarnings`, `sourceBuildId`, `checkInTicket`, `api-version`, `force`.
///
/// It is sent again only where the service has done nothing, so that no build is queued twice. `AZDO_INVALID_ARGUMENT`: a
/// name or a value that there is not, or several definitions of that name. `AZDO_NOT_FOUND`: no definition of that name.
/// `AZDO_REJECTED` with the cause pipeline_invalid: the service took it, and will not run it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_build_queue(
    client: *const azdo_client,
    project: *const c_char,
    values: *const azdo_params,
    cancel: *const azdo_cancel,
    page: *mut *mut azdo_build_page,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle, a text that ends with NUL, and live handles.
        let (out, (client, project), values) = unsafe {
            (
                Out::handle(page, "page")?,
                asked(client, project, cancel)?,
                params_or_none(values),
            )
        };
        let mut queue = client.builds().queue(None).params(&values);
        if let Some(project) = project {
            queue = queue.set("project", project);
        }
        let build = queue.send()?;
        out.give(azdo_build_page(build.into()))
    })
}

/// Changes what `values` name of a build, which then comes in a page of its own that the caller frees: "Builds - Update
/// Build". They are `status` ("cancelling"), `keepForever` ("true" keeps it whatever the retention policy says), `result`,
/// `buildNumber`, `quality` and `priority`, and the operation's own: `retry` ("true") runs what has failed once more.
/// `project` NULL: that of the client's URL. Any thread may call it. It is sent again only where the service has done
/// nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_build_update(
    client: *const azdo_client,
    project: *const c_char,
    id: i64,
    values: *const azdo_params,
    cancel: *const azdo_cancel,
    page: *mut *mut azdo_build_page,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle, a text that ends with NUL, and live handles.
        let (out, (client, project), values) = unsafe {
            (
                Out::handle(page, "page")?,
                asked(client, project, cancel)?,
                params_or_none(values),
            )
        };
        let build = client.builds().update(project, id, &values)?;
        out.give(azdo_build_page(build.into()))
    })
}

/// Asks for a build to be cancelled: `azdo_build_update` with the status "cancelling", which it has until what runs has
/// stopped.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_build_cancel(
    client: *const azdo_client,
    project: *const c_char,
    id: i64,
    cancel: *const azdo_cancel,
    page: *mut *mut azdo_build_page,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle, a text that ends with NUL, and live handles.
        let (out, (client, project)) =
            unsafe { (Out::handle(page, "page")?, asked(client, project, cancel)?) };
        let build = client.builds().cancel(project, id)?;
        out.give(azdo_build_page(build.into()))
    })
}

/// Runs a stage of a build once more, by its name in the pipeline's text: what has failed in it, or with `all_jobs` other
/// than 0 all of it: "Stages - Update". `project` NULL: that of the client's URL. Any thread may call it. It is sent again
/// only where the service has done nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_build_retry_stage(
    client: *const azdo_client,
    project: *const c_char,
    id: i64,
    stage: *const c_char,
    all_jobs: i32,
    cancel: *const azdo_cancel,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for texts that end with NUL, and live handles.
        let ((client, project), stage) = unsafe { (asked(client, project, cancel)?, text(stage, "stage")?) };
        client.builds().retry_stage(project, id, stage, all_jobs != 0)?;
        Ok(Status::Ok)
    })
}

/// Deletes a build: "Builds - Delete". `project` NULL: that of the client's URL. Any thread may call it. It is sent again
/// only where the service has done nothing, as a build that is gone is not found.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_build_delete(
    client: *const azdo_client,
    project: *const c_char,
    id: i64,
    cancel: *const azdo_cancel,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a text that ends with NUL, and live handles.
        let (client, project) = unsafe { asked(client, project, cancel)? };
        client.builds().delete(project, id)?;
        Ok(Status::Ok)
    })
}
