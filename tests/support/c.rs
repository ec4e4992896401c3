//! The C ABI as tests call it.

use std::ffi::{CStr, CString};
use std::ptr::{null, null_mut};

use azdo::ffi::*;
use azdo::model::text::Str;
use azdo::{BrokenElement, Status};

/// A client in C.
pub struct C(pub *mut azdo_client);

impl C {
    pub fn new(url: &str, options: &[(&str, &str)]) -> C {
        let url = CString::new(url).unwrap();
        let options = Values::new(options);
        let (mut credential, mut client) = (null_mut(), null_mut());
        // SAFETY: texts end with NUL, the places are this function's own, and handles are freed once.
        unsafe {
            let made = azdo_credential_pat(null(), c"a-token".as_ptr(), &mut credential, null_mut());
            assert_eq!(made, Status::Ok);
            let made = azdo_client_new(url.as_ptr(), credential, options.0, &mut client, null_mut());
            assert_eq!(made, Status::Ok);
            azdo_credential_free(credential);
        }
        C(client)
    }
}

impl Drop for C {
    fn drop(&mut self) {
        // SAFETY: it is freed once.
        unsafe { azdo_client_free(self.0) };
    }
}

/// Parameters in C.
pub struct Values(pub *mut azdo_params);

impl Values {
    pub fn new(values: &[(&str, &str)]) -> Values {
        let made = Values(azdo_params_new());
        for (name, value) in values {
            let (name, value) = (CString::new(*name).unwrap(), CString::new(*value).unwrap());
            // SAFETY: the handle is alive, and texts end with NUL.
            let status = unsafe { azdo_params_set(made.0, name.as_ptr(), value.as_ptr()) };
            assert_eq!(status, Status::Ok);
        }
        made
    }
}

impl Drop for Values {
    fn drop(&mut self) {
        // SAFETY: it is freed once.
        unsafe { azdo_params_free(self.0) };
    }
}

/// The outcome of a call: its handle, or the error's text.
pub fn outcome<T>(call: impl FnOnce(*mut *mut T, *mut *mut azdo_error) -> Status) -> Result<*mut T, String> {
    let (mut handle, mut error) = (null_mut(), null_mut());
    let status = call(&mut handle, &mut error);
    assert_eq!(status == Status::Ok, error.is_null());
    assert_eq!(status == Status::Ok, !handle.is_null());
    if error.is_null() {
        return Ok(handle);
    }
    // SAFETY: the error is this function's own.
    unsafe {
        let text = CStr::from_ptr(azdo_error_text(error))
            .to_str()
            .unwrap()
            .to_owned();
        azdo_error_free(error);
        Err(text)
    }
}

/// Looks at the records of a page, or of a timeline, and frees it.
///
/// # Safety
/// A live page, and its own functions.
pub unsafe fn with_page<P, R, T>(
    page: *mut P,
    records: unsafe extern "C" fn(*const P, *mut usize) -> *const *const R,
    broken: unsafe extern "C" fn(*const P, *mut usize) -> *const *const BrokenElement,
    text: unsafe extern "C" fn(*const P) -> Str,
    free: unsafe extern "C" fn(*mut P),
    look: impl FnOnce(&[&R], &[&BrokenElement]) -> T,
) -> T {
    // SAFETY: the caller's promise; the page is alive until the end, and nothing of it leaves.
    unsafe {
        let records = all(page, records);
        let broken = all(page, broken);
        assert!(text(page).as_str().starts_with('\0'));
        let seen = look(&records, &broken);
        free(page);
        seen
    }
}

/// # Safety
/// As [`with_page`]; the page outlives the result.
pub unsafe fn all<'page, P, T>(
    page: *const P,
    read: unsafe extern "C" fn(*const P, *mut usize) -> *const *const T,
) -> Vec<&'page T> {
    let mut count = 99;
    // SAFETY: the caller's promise.
    unsafe {
        let array = read(page, &mut count);
        (0..count).map(|index| &**array.add(index)).collect()
    }
}
