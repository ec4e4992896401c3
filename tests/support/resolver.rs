//! The system's own lookup of names, for tests that stand in its place.

use std::ffi::{c_char, c_int};

pub type GetAddrInfo = unsafe extern "C" fn(
    *const c_char,
    *const c_char,
    *const libc::addrinfo,
    *mut *mut libc::addrinfo,
) -> c_int;

/// The function that comes after the test's own.
pub fn getaddrinfo() -> GetAddrInfo {
    // SAFETY: the name ends with NUL, and what the system knows under it has this type.
    unsafe {
        let found = libc::dlsym(libc::RTLD_NEXT, c"getaddrinfo".as_ptr());
        assert!(!found.is_null(), "no system's getaddrinfo");
        std::mem::transmute(found)
    }
}
