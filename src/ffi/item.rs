use std::ffi::c_char;

use super::boundary::{Out, free, guard, is_null, shared, text, token};
use super::cancel::azdo_cancel;
use super::client::azdo_client;
use super::error::azdo_error;
use super::list::ListHandle;
use super::params::{azdo_params, params_or_none};
use crate::error::Status;
use crate::model::item::Item;
use crate::model::text::Str;

/// The elements of a list of any operation, over all pages. It keeps what it needs of its client. One thread at a time
/// may use it; what a second one asks for meanwhile fails with `AZDO_INVALID_STATE`. The caller owns it: give it back to
/// `azdo_items_free`.
pub struct azdo_items(ListHandle<Item>);

/// Asks for every element of an operation that reads a list, over all pages where it has some: "Definitions - List".
/// Nothing is sent yet. `operation` and `params`: as for `azdo_call`, without `accept`. Where the list has pages, `$top`
/// is how many elements are wanted in all, `page_size` (1000) how many are asked for at once, and `continuationToken` or
/// `$skip` where to begin. The values may be freed at once, and so may the client.
///
/// `AZDO_INVALID_ARGUMENT`: as for `azdo_call`, or the operation does not read a list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_items_list(
    client: *const azdo_client,
    operation: *const c_char,
    params: *const azdo_params,
    items: *mut *mut azdo_items,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle, a text that ends with NUL, and live handles.
        let (out, client, operation, params) = unsafe {
            (
                Out::handle(items, "items")?,
                shared(client, "client")?,
                text(operation, "operation")?,
                params_or_none(params),
            )
        };
        let pages = client.0.items(operation)?.params(&params).pages()?;
        out.give(azdo_items(ListHandle::new(pages)))
    })
}

/// Steps to the next element, fetching the next page where it must. `*json` is the element as the service sent it, an
/// object mostly, whatever the client's option `keep_json` says; no NUL need follow it, and it is good until the next
/// step or `azdo_items_free`. It is empty unless `AZDO_OK`.
///
/// Fails as `azdo_builds_next`, `AZDO_DONE` after the last.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_items_next(
    items: *mut azdo_items,
    cancel: *const azdo_cancel,
    json: *mut Str,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the text, a live list of one thread, and NULL or a live token.
        let (out, items, cancel) =
            unsafe { (Out::new(json, "json", Str::EMPTY)?, items.as_ref(), token(cancel)) };
        let items = items.ok_or_else(|| is_null("the list"))?;
        items.0.step(cancel, |item| out.set(item.shared_json()))
    })
}

/// Frees a list; NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_items_free(items: *mut azdo_items) {
    // SAFETY: the header asks for NULL or a list that has not been freed.
    unsafe { free(items) }
}
