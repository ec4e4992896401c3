use std::ffi::c_char;

/// The library's version, "0.1.0". Static: it is never freed. Any thread may call it.
#[unsafe(no_mangle)]
pub extern "C" fn azdo_version() -> *const c_char {
    concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast()
}

/// The library's version as a number, `AZDO_VERSION_NUMBER` of the header it was built with: 10000 * major +
/// 100 * minor + patch. A program may go on if the major number is its own and the rest is not smaller. Any
/// thread may call it.
#[unsafe(no_mangle)]
pub extern "C" fn azdo_version_number() -> u32 {
    const fn number(text: &str) -> u32 {
        let mut value = 0;
        let mut index = 0;
        while index < text.len() {
            value = value * 10 + (text.as_bytes()[index] - b'0') as u32;
            index += 1;
        }
        value
    }
    const NUMBER: u32 = 10_000 * number(env!("CARGO_PKG_VERSION_MAJOR"))
        + 100 * number(env!("CARGO_PKG_VERSION_MINOR"))
        + number(env!("CARGO_PKG_VERSION_PATCH"));
    NUMBER
}
