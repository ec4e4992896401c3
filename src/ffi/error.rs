use std::ffi::{CString, c_char};

use super::boundary::{free, quiet};
use crate::error::{Error, Status};

/// What is known of a failure. The caller owns it: give it back to `azdo_error_free`. It does not change; any
/// thread may read it. All its text is NUL-terminated UTF-8 that lives as long as the error, holds no secret,
/// and is "" for NULL.
pub struct azdo_error {
    error: Error,
    text: CString,
    message: CString,
    hint: CString,
    cause: CString,
    service_code: CString,
    type_key: CString,
    message_code: CString,
    activity_id: CString,
    e2e_id: CString,
    session_id: CString,
    edge_ref: CString,
}

impl azdo_error {
    pub(super) fn new(error: Error) -> azdo_error {
        azdo_error {
            text: c_text(&error.to_string()),
            message: c_text(error.message()),
            hint: c_text(error.hint()),
            cause: c_text(error.cause().word()),
            service_code: c_text(error.service_code()),
            type_key: c_text(error.type_key()),
            message_code: c_text(error.message_code()),
            activity_id: c_text(error.activity_id()),
            e2e_id: c_text(error.e2e_id()),
            session_id: c_text(error.session_id()),
            edge_ref: c_text(error.edge_ref()),
            error,
        }
    }
}

impl azdo_error {
    pub(super) fn error(&self) -> &Error {
        &self.error
    }
}

/// What a peer put into a message may hold a NUL; C would take it for the end.
fn c_text(text: &str) -> CString {
    CString::new(text.replace('\0', " ")).unwrap_or_default()
}

unsafe fn part(error: *const azdo_error, part: fn(&azdo_error) -> &CString) -> *const c_char {
    quiet(c"".as_ptr(), || {
        // SAFETY: the header asks for NULL or a live error.
        unsafe { error.as_ref() }.map_or(c"".as_ptr(), |error| part(error).as_ptr())
    })
}

unsafe fn number<T>(error: *const azdo_error, default: T, number: impl FnOnce(&Error) -> T) -> T {
    // SAFETY: the header asks for NULL or a live error.
    match unsafe { error.as_ref() } {
        Some(error) => number(&error.error),
        None => default,
    }
}

/// The name of a status without its prefix, "UNAUTHENTICATED"; "UNKNOWN" for a number that is none. Static: it
/// is never freed. Any thread may call it.
#[unsafe(no_mangle)]
pub extern "C" fn azdo_status_name(status: i32) -> *const c_char {
    Status::from_number(status)
        .map_or(c"UNKNOWN", Status::c_name)
        .as_ptr()
}

/// How a program should react: the status that the failed function returned. `AZDO_OK` for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_error_status(error: *const azdo_error) -> Status {
    // SAFETY: as asked in the header.
    unsafe { number(error, Status::Ok, Error::status) }
}

/// Message and hint, as one prints them: at most a few lines, without a line break at the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_error_text(error: *const azdo_error) -> *const c_char {
    // SAFETY: as asked in the header.
    unsafe { part(error, |error| &error.text) }
}

/// What happened, in the service's own words where it has any, with the request and what support asks for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_error_message(error: *const azdo_error) -> *const c_char {
    // SAFETY: as asked in the header.
    unsafe { part(error, |error| &error.message) }
}

/// What a person does next; "" where nothing honest can be said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_error_hint(error: *const azdo_error) -> *const c_char {
    // SAFETY: as asked in the header.
    unsafe { part(error, |error| &error.hint) }
}

/// What happened as a stable word, "token_expired"; docs/errors.md lists them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_error_cause(error: *const azdo_error) -> *const c_char {
    // SAFETY: as asked in the header.
    unsafe { part(error, |error| &error.cause) }
}

/// The HTTP status of the answer; 0 where there was none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_error_http_status(error: *const azdo_error) -> i32 {
    // SAFETY: as asked in the header.
    unsafe { number(error, 0, |error| error.http_status().into()) }
}

/// The service's type key, or else the code of its message; "" if it gave none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_error_service_code(error: *const azdo_error) -> *const c_char {
    // SAFETY: as asked in the header.
    unsafe { part(error, |error| &error.service_code) }
}

/// The service's type key, "ProjectDoesNotExistException"; "" if it gave none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_error_type_key(error: *const azdo_error) -> *const c_char {
    // SAFETY: as asked in the header.
    unsafe { part(error, |error| &error.type_key) }
}

/// The code that the service's message begins with, "TF400813", or of Microsoft Entra "AADSTS7000215"; "" if it has
/// none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_error_message_code(error: *const azdo_error) -> *const c_char {
    // SAFETY: as asked in the header.
    unsafe { part(error, |error| &error.message_code) }
}

/// What Microsoft's support asks for: the first that the answer has of ActivityId and the three below; "" if it has
/// none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_error_activity_id(error: *const azdo_error) -> *const c_char {
    // SAFETY: as asked in the header.
    unsafe { part(error, |error| &error.activity_id) }
}

/// The answer's X-VSS-E2EID, which differs from the activity's where one service has called another; "" if it has
/// none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_error_e2e_id(error: *const azdo_error) -> *const c_char {
    // SAFETY: as asked in the header.
    unsafe { part(error, |error| &error.e2e_id) }
}

/// The answer's X-TFS-Session; "" if it has none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_error_session_id(error: *const azdo_error) -> *const c_char {
    // SAFETY: as asked in the header.
    unsafe { part(error, |error| &error.session_id) }
}

/// The answer's X-MSEdge-Ref, the front door that it came through; "" if it has none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_error_edge_ref(error: *const azdo_error) -> *const c_char {
    // SAFETY: as asked in the header.
    unsafe { part(error, |error| &error.edge_ref) }
}

/// How long the service wants to be left alone, in milliseconds; -1 if it does not say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_error_retry_after_ms(error: *const azdo_error) -> i64 {
    let milliseconds = |error: &Error| {
        error
            .retry_after()
            .map_or(-1, |wait| i64::try_from(wait.as_millis()).unwrap_or(i64::MAX))
    };
    // SAFETY: as asked in the header.
    unsafe { number(error, -1, milliseconds) }
}

/// 1 if the same call may succeed later without anybody changing anything, else 0. It is 0 too where what was asked for
/// may have been done already and would be done twice, a build queued say: the hint then says so.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_error_is_retriable(error: *const azdo_error) -> i32 {
    // SAFETY: as asked in the header.
    unsafe { number(error, 0, |error| error.is_retriable().into()) }
}

/// Frees an error; NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_error_free(error: *mut azdo_error) {
    // SAFETY: the header asks for NULL or an error that has not been freed.
    unsafe { free(error) }
}
