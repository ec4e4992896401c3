use std::ffi::c_char;

use zeroize::Zeroize;

use super::boundary::{free, quiet};

/// Text that the caller owns: give it back to `azdo_string_free`. It does not change; any thread may read it.
pub struct azdo_string {
    /// Ends with a NUL; others may stand before it.
    bytes: Vec<u8>,
    is_secret: bool,
}

impl azdo_string {
    pub(super) fn new(text: impl Into<Vec<u8>>) -> azdo_string {
        let mut bytes = text.into();
        bytes.push(0);
        azdo_string {
            bytes,
            is_secret: false,
        }
    }

    /// Text to wipe when it is freed.
    pub(super) fn secret(text: &str) -> azdo_string {
        // Reserved whole, so that no growing copy is left behind.
        let mut bytes = Vec::with_capacity(text.len() + 1);
        bytes.extend_from_slice(text.as_bytes());
        bytes.push(0);
        azdo_string {
            bytes,
            is_secret: true,
        }
    }
}

impl Drop for azdo_string {
    fn drop(&mut self) {
        if self.is_secret {
            self.bytes.zeroize();
        }
    }
}

/// The text, NUL-terminated, and in `*len` (which may be NULL) its bytes without that NUL. It lives as long as
/// `string`; that of NULL is "". Any thread may call it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_string_data(string: *const azdo_string, len: *mut usize) -> *const c_char {
    quiet(c"".as_ptr(), || {
        // SAFETY: the header asks for NULL or a live string.
        let bytes = unsafe { string.as_ref() }.map_or(&b"\0"[..], |string| &string.bytes);
        // SAFETY: the header asks for NULL or a place for the length.
        if let Some(len) = unsafe { len.as_mut() } {
            *len = bytes.len() - 1;
        }
        bytes.as_ptr().cast()
    })
}

/// Frees a string; NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn azdo_string_free(string: *mut azdo_string) {
    // SAFETY: the header asks for NULL or a string that has not been freed.
    unsafe { free(string) }
}
