use std::ffi::{CString, c_char, c_void};

use super::boundary::{Exclusive, Out, free, guard, optional_text, quiet, shared, text, token};
use super::cancel::azdo_cancel;
use super::client::azdo_client;
use super::error::azdo_error;
use super::params::{azdo_params, params_or_none};
use super::string::azdo_string;
use crate::error::{Error, Status};
use crate::request::Response;

/// The answer to `azdo_request` or `azdo_call`: its head, and a body that is read as it comes. It keeps what it needs of its
/// client. One thread at a time may use it; what a second one asks for meanwhile fails with `AZDO_INVALID_STATE`.
/// The caller owns it: give it back to `azdo_response_free`, which ends the exchange if the body has not been read
/// to its end.
pub struct azdo_response {
    status: u16,
    response: Exclusive<Response>,
    /// By name in lower case.
    headers: Vec<(String, CString)>,
}

impl From<Response> for azdo_response {
    fn from(response: Response) -> azdo_response {
        let header = |(name, value): (&str, &str)| {
            let value = CString::new(value).unwrap_or_default();
            (name.to_owned(), value)
        };
        azdo_response {
            status: response.status(),
            headers: response.headers().map(header).collect(),
            response: Exclusive::new(response),
        }
    }
}

/// Sends any request to the organization, as it stands: `url_or_path` is a URL of its hosts, percent-encoded, or a
/// path below its own URL ("_apis/projects"). `method`: "GET", "POST", … `headers`: NULL for none; JSON is asked
/// for unless they hold an Accept, and a body is sent as JSON unless they hold a Content-Type. `body`: NULL for
/// none, else `body_len` bytes, not kept. Redirects of a GET are followed; the credential goes to the
/// organization's own hosts alone. The caller frees `*response`.
///
/// Its hosts are the one of its URL, by the same scheme and port, and for Azure DevOps Services dev.azure.com and all
/// names below dev.azure.com and visualstudio.com, by https. An artifact's `download_url` is one of these, but for a
/// "FilePath" (a share), and on a Server that calls itself by another name than the client's URL: a GET has the artifact,
/// zipped. Its body may be of any size when it is read by `azdo_response_read`, as it comes; `max_body_bytes` is of
/// `azdo_response_body`.
///
/// An answer that is an error (HTTP 400 and above, a sign-in page, any HTML page where `headers` has no `Accept`
/// for one) is one here too. `AZDO_INVALID_ARGUMENT`: the URL is another organization's server, or a header cannot
/// be set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_request(
    client: *const azdo_client,
    method: *const c_char,
    url_or_path: *const c_char,
    headers: *const azdo_params,
    body: *const c_void,
    body_len: usize,
    cancel: *const azdo_cancel,
    response: *mut *mut azdo_response,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle, texts that end with NUL, and live handles.
        let (out, client, method, url_or_path, headers, cancel) = unsafe {
            (
                Out::handle(response, "response")?,
                shared(client, "client")?,
                text(method, "method")?,
                text(url_or_path, "url_or_path")?,
                params_or_none(headers),
                token(cancel),
            )
        };
        let body = match (body.is_null(), isize::try_from(body_len)) {
            (true, Ok(0)) => None,
            // SAFETY: the header asks for that many readable bytes.
            (false, Ok(_)) => Some(unsafe { std::slice::from_raw_parts(body.cast::<u8>(), body_len) }),
            _ => return Err(Error::invalid("body and body_len do not fit each other")),
        };
        let mut request = client.0.request(method, url_or_path).headers(&headers);
        if let Some(body) = body {
            request = request.body(body);
        }
        out.give(azdo_response::from(request.send_with(cancel)?))
    })
}

/// Calls any operation by its name in the REST reference, in any case: "Builds - Update Build". docs/operations.md lists
/// them. `params`: the reference's own parameters, `project` among them (or the client's URL names it); NULL for none.
/// They are checked before anything is sent. Beside them there are
///
/// - `api-version`: another than the newest released one that the service has; it is sent as it is;
/// - `accept`: another of the operation's media types, `application/zip` for logs and artifacts;
/// - `force`: names, with commas between them, whose values are sent as they are, known or not: the service grows faster
///   than any table.
///
/// `body_json`: what to send, where the operation takes something; NULL where it does not. It is one request, and the
/// answer of an operation whose list has pages is the first; `azdo_items_list` goes through all of them. Redirects of a
/// GET are followed. The caller frees `*response`. Any thread may call it.
///
/// `AZDO_INVALID_ARGUMENT`: there is no such operation, it has no such parameter, lacks one, or that cannot have such a
/// value; the body is missing, not wanted, or not JSON. The error names what there is. An answer that is an error is one
/// here, as with `azdo_request`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_call(
    client: *const azdo_client,
    operation: *const c_char,
    params: *const azdo_params,
    body_json: *const c_char,
    cancel: *const azdo_cancel,
    response: *mut *mut azdo_response,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle, texts that end with NUL, and live handles.
        let (out, client, operation, params, body, cancel) = unsafe {
            (
                Out::handle(response, "response")?,
                shared(client, "client")?,
                text(operation, "operation")?,
                params_or_none(params),
                optional_text(body_json, "body_json")?,
                token(cancel),
            )
        };
        let mut call = client.0.call(operation).params(&params);
        if let Some(body) = body {
            call = call.body(body);
        }
        out.give(azdo_response::from(call.send_with(cancel)?))
    })
}

/// The HTTP status, 200 to 399; 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_response_status(response: *const azdo_response) -> i32 {
    // SAFETY: the header asks for NULL or a live response.
    unsafe { response.as_ref() }.map_or(0, |response| response.status.into())
}

/// The first value of this header, whatever the case of its name; "" if there is none. It lives as long as the
/// response. Any thread may call it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_response_header(
    response: *const azdo_response,
    name: *const c_char,
) -> *const c_char {
    quiet(c"".as_ptr(), || {
        // SAFETY: the header asks for NULL or a live response, and for NULL or a text that ends with NUL.
        let (response, name) = unsafe { (response.as_ref(), optional_text(name, "name")) };
        let (Some(response), Ok(Some(name))) = (response, name) else {
            return c"".as_ptr();
        };
        let mut headers = response.headers.iter();
        let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map_or(c"", |(_, value)| value.as_c_str()).as_ptr()
    })
}

/// Reads up to `capacity` bytes of the body, decompressed, as soon as there are any; `*count` is 0 at its end.
/// Each read may take as long as the client's `timeout_ms`. After a failure the body cannot be read on.
///
/// `AZDO_INVALID_ARGUMENT`: a place for bytes or `count` is NULL, or `capacity` is 0 or beyond all memory.
/// `AZDO_INVALID_STATE`: another thread is reading. Any failure of the connection, and of the body: cut short, or not
/// what its headers say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_response_read(
    response: *mut azdo_response,
    buffer: *mut c_void,
    capacity: usize,
    cancel: *const azdo_cancel,
    count: *mut usize,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the count, a live response of one thread, and a live token.
        let (out, response, cancel) = unsafe {
            (
                Out::new(count, "count", 0)?,
                shared(response, "response")?,
                token(cancel),
            )
        };
        if buffer.is_null() || capacity == 0 || isize::try_from(capacity).is_err() {
            return Err(Error::invalid("buffer and capacity leave no room to read into"));
        }
        // No larger part of a buffer is worth its zeroing.
        let capacity = capacity.min(Response::AT_ONCE);
        // SAFETY: the header asks for that many bytes, which need not be initialized: zeroed first, they are.
        let buffer = unsafe {
            std::ptr::write_bytes(buffer.cast::<u8>(), 0, capacity);
            std::slice::from_raw_parts_mut(buffer.cast::<u8>(), capacity)
        };
        let mut response = response.response.enter("the response")?;
        out.set(response.read_with(buffer, cancel)?);
        Ok(Status::Ok)
    })
}

/// Reads all that is left of the body, at most the client's `max_body_bytes`; it need not be text. The caller
/// frees `*body`.
///
/// `AZDO_LIMIT`: it is larger.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_response_body(
    response: *mut azdo_response,
    cancel: *const azdo_cancel,
    body: *mut *mut azdo_string,
    error: *mut *mut azdo_error,
) -> Status {
    guard(error, || {
        // SAFETY: the header asks for a place for the handle, a live response of one thread, and a live token.
        let (out, response, cancel) = unsafe {
            (
                Out::handle(body, "body")?,
                shared(response, "response")?,
                token(cancel),
            )
        };
        let mut response = response.response.enter("the response")?;
        out.give(azdo_string::new(response.body_with(cancel)?))
    })
}

/// Frees a response; NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_response_free(response: *mut azdo_response) {
    // SAFETY: the header asks for NULL or a response that has not been freed.
    unsafe { free(response) }
}
