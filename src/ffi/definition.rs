use std::ffi::c_char;

use super::boundary::{Out, free, guard, shared, text};
use super::cancel::azdo_cancel;
use super::client::{asked, azdo_client};
use super::error::azdo_error;
use super::list::{self, ListHandle, PageHandle};
use super::params::{azdo_params, params_or_none};
use crate::error::Status;
use crate::model::broken::BrokenElement;
use crate::model::definition::{Definition, QueueStatus};
use crate::model::text::Str;

/// Some definitions, immutable: records and text live exactly as long as the page. Any thread may read it. The caller
/// owns it: give it back to `azdo_definition_page_free`.
pub struct azdo_definition_page(PageHandle<Definition>);

impl From<PageHandle<Definition>> for azdo_definition_page {
    fn from(page: PageHandle<Definition>) -> azdo_definition_page {
        azdo_definition_page(page)
    }
}

/// All definitions that match, over all pages. It keeps what it needs of its client. One thread at a time may use it;
/// what a second one asks for meanwhile fails with `AZDO_INVALID_STATE`. The caller owns it: give it back to
/// `azdo_definitions_free`.
pub struct azdo_definitions(ListHandle<Definition>);

/// The page's records in the service's order, and in `*count` (which may be NULL) how many there are. The array
/// and what it points to live as long as the page.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_definition_page_records(
    page: *const azdo_definition_page,
    count: *mut usize,
) -> *const *const Definition {
    // SAFETY: the header asks for NULL or a live page, and NULL or a place for the count.
    unsafe { list::records(page.as_ref().map(|page| &page.0), count) }
}

/// As `azdo_build_page_broken`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_definition_page_broken(
    page: *const azdo_definition_page,
    count: *mut usize,
) -> *const *const BrokenElement {
    // SAFETY: as for azdo_definition_page_records.
    unsafe { list::broken(page.as_ref().map(|page| &page.0), count) }
}

/// The block that every `azdo_str` of the page's records points into, `json` excepted. It lives as long as the page.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_definition_page_text(page: *const azdo_definition_page) -> Str {
    // SAFETY: the header asks for NULL or a live page.
    unsafe { list::page_text(page.as_ref().map(|page| &page.0)) }
}

/// What to set as "continuationToken" to go on after this page, with the same values otherwise; "" at the end. It
/// lives as long as the page.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_definition_page_token(page: *const azdo_definition_page) -> *const c_char {
    // SAFETY: the header asks for NULL or a live page.
    unsafe { list::page_token(page.as_ref().map(|page| &page.0)) }
}

/// Frees a page with its records; NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_definition_page_free(page: *mut azdo_definition_page) {
    // SAFETY: the header asks for NULL or a page that has not been freed.
    unsafe { free(page) }
}

/// Asks for every definition (pipeline) that matches, over all pages: "Definitions - List". Nothing is sent yet.
/// `query`: the reference's own parameters, `project` among them (or the client's URL names it); `name` with `*` for any
/// part of it, `path`, `includeLatestBuilds`; `$top` and `page_size` as for `azdo_builds_list`. The query may be freed at
/// once, and so may the client.
///
/// `AZDO_INVALID_ARGUMENT`: a name or a value that the operation does not have, named with those it has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_definitions_list(
    client: *const azdo_client,
    query: *const azdo_params,
    definitions: *mut *mut azdo_definitions,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle and for live handles.
        let (out, client, query) = unsafe {
            (
                Out::handle(definitions, "definitions")?,
                shared(client, "client")?,
                params_or_none(query),
            )
        };
        out.give(azdo_definitions(ListHandle::new(
            client.0.definitions().list(None).params(&query).pages()?,
        )))
    })
}

/// Steps to the next definition, as `azdo_builds_next` does, and fails as that does. `*definition` is good until the next step or
/// `azdo_definitions_free`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_definitions_next(
    definitions: *mut azdo_definitions,
    cancel: *const azdo_cancel,
    definition: *mut *const Definition,
    error: *mut *mut azdo_error,
) -> Status {
    // SAFETY: the header asks for a live list of one thread, NULL or a live token, and places for the pointers.
    unsafe {
        list::next(
            definitions.as_ref().map(|definitions| &definitions.0),
            cancel,
            definition,
            error,
        )
    }
}

/// Fetches the next page that holds anything, as `azdo_builds_next_page` does, and fails as that does; the caller frees it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_definitions_next_page(
    definitions: *mut azdo_definitions,
    cancel: *const azdo_cancel,
    page: *mut *mut azdo_definition_page,
    error: *mut *mut azdo_error,
) -> Status {
    // SAFETY: as for azdo_definitions_next.
    unsafe {
        list::next_page(
            definitions.as_ref().map(|definitions| &definitions.0),
            cancel,
            page,
            error,
        )
    }
}

/// Frees a list; NULL is allowed. Pages it gave out live on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_definitions_free(definitions: *mut azdo_definitions) {
    // SAFETY: the header asks for NULL or a list that has not been freed.
    unsafe { free(definitions) }
}

/// Fetches one definition, whole, in a page of its own that the caller frees: "Definitions - Get". `project` NULL: that of
/// the client's URL. `query`: `revision` for how it was, `includeLatestBuilds`; NULL for none. Any thread may call it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_definition_get(
    client: *const azdo_client,
    project: *const c_char,
    id: i64,
    query: *const azdo_params,
    cancel: *const azdo_cancel,
    page: *mut *mut azdo_definition_page,
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
        let definition = client.definitions().get_with(project, id, &query)?;
        out.give(azdo_definition_page(definition.into()))
    })
}

/// Makes a definition of its JSON, "BuildDefinition" in the reference, and gives it as it then is: "Definitions - Create".
/// `project` NULL: that of the client's URL. The caller frees `*page`. Any thread may call it. It is sent again only where
/// the service has done nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_definition_create(
    client: *const azdo_client,
    project: *const c_char,
    json: *const c_char,
    cancel: *const azdo_cancel,
    page: *mut *mut azdo_definition_page,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle, texts that end with NUL, and live handles.
        let (out, (client, project), json) = unsafe {
            (
                Out::handle(page, "page")?,
                asked(client, project, cancel)?,
                text(json, "json")?,
            )
        };
        let definition = client.definitions().create(project, json)?;
        out.give(azdo_definition_page(definition.into()))
    })
}

/// Puts a definition in the place of the one with this id, and gives it as it then is: "Definitions - Update". `json` is all
/// of it, with the `revision` that it was read with: the service refuses it if somebody has changed the definition since.
/// Otherwise as `azdo_definition_create`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_definition_update(
    client: *const azdo_client,
    project: *const c_char,
    id: i64,
    json: *const c_char,
    cancel: *const azdo_cancel,
    page: *mut *mut azdo_definition_page,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle, texts that end with NUL, and live handles.
        let (out, (client, project), json) = unsafe {
            (
                Out::handle(page, "page")?,
                asked(client, project, cancel)?,
                text(json, "json")?,
            )
        };
        let definition = client.definitions().update(project, id, json)?;
        out.give(azdo_definition_page(definition.into()))
    })
}

/// Says whether builds of a definition can be queued, and gives it as it then is. `status`: an `azdo_queue_status`. The
/// definition is read, and sent back as it is but for that; one that is so already is left alone. Otherwise as
/// `azdo_definition_update`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_definition_set_queue_status(
    client: *const azdo_client,
    project: *const c_char,
    id: i64,
    status: i32,
    cancel: *const azdo_cancel,
    page: *mut *mut azdo_definition_page,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle, texts that end with NUL, and live handles.
        let (out, (client, project)) =
            unsafe { (Out::handle(page, "page")?, asked(client, project, cancel)?) };
        let definition =
            client
                .definitions()
                .set_queue_status(project, id, QueueStatus::of_number(status))?;
        out.give(azdo_definition_page(definition.into()))
    })
}

/// Deletes a definition, and its builds: "Definitions - Delete". `project` NULL: that of the client's URL. Any thread may
/// call it. It is sent again only where the service has done nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_definition_delete(
    client: *const azdo_client,
    project: *const c_char,
    id: i64,
    cancel: *const azdo_cancel,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a text that ends with NUL, and live handles.
        let (client, project) = unsafe { asked(client, project, cancel)? };
        client.definitions().delete(project, id)?;
        Ok(Status::Ok)
    })
}
