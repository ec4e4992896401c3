use std::ffi::c_char;

use super::boundary::{attempt, exclusive, free, quiet, text};
use crate::error::{Result, Status};
use crate::params::Params;

/// Named values, by the REST reference's own names ("resultFilter", "$top") for an operation, or an option's
/// ("connect_timeout_ms") for a client. The caller owns it: give it back to `azdo_params_free`; what it was given
/// to keeps a copy. One thread at a time may use it.
pub struct azdo_params(pub(super) Params);

/// No values yet. NULL only where memory has run out.
#[unsafe(no_mangle)]
pub extern "C" fn azdo_params_new() -> *mut azdo_params {
    quiet(std::ptr::null_mut(), || {
        Box::into_raw(Box::new(azdo_params(Params::new())))
    })
}

/// Sets one value; the last one set for a name counts. Names are checked when the values are used, as only
/// there it is known which exist.
///
/// `AZDO_INVALID_ARGUMENT` for NULL and for text that is not UTF-8; the fault is also kept and told by the call
/// that uses the values, so that a program need not look here.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_params_set(
    params: *mut azdo_params,
    name: *const c_char,
    value: *const c_char,
) -> Status {
    // SAFETY: the header asks for texts that end with NUL.
    set(params, || unsafe {
        let name = text(name, "name")?;
        let value = text(value, "value")
            .map_err(|fault| fault.map_message(|why| format!("{name:?} was not set: {why}")))?;
        Ok((name, value))
    })
}

/// As `azdo_params_set`, for a whole number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_params_set_int(
    params: *mut azdo_params,
    name: *const c_char,
    value: i64,
) -> Status {
    // SAFETY: the header asks for a text that ends with NUL.
    set(params, || unsafe { Ok((text(name, "name")?, value)) })
}

fn set<'a, Value: ToString>(
    params: *mut azdo_params,
    read: impl FnOnce() -> Result<(&'a str, Value)>,
) -> Status {
    quiet(Status::Internal, || {
        // SAFETY: the header asks for NULL or a live handle that nobody else uses.
        let params = match unsafe { exclusive(params, "params") } {
            Ok(params) => &mut params.0,
            Err(error) => return error.status(),
        };
        let done = attempt(|| {
            let (name, value) = read()?;
            params.set(name, value);
            Ok(())
        });
        let Err(fault) = done else {
            return Status::Ok;
        };
        let status = fault.status();
        params.keep_fault(fault);
        status
    })
}

/// Frees the values; NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_params_free(params: *mut azdo_params) {
    // SAFETY: the header asks for NULL or values that have not been freed.
    unsafe { free(params) }
}

/// The values, or none for NULL.
///
/// # Safety
/// NULL, or values that nobody changes or frees while the call lasts.
pub(super) unsafe fn params_or_none(params: *const azdo_params) -> Params {
    // SAFETY: the caller's promise.
    unsafe { params.as_ref() }.map_or_else(Params::new, |params| params.0.clone())
}
