//! Names are looked up for connections, not for requests.

mod support;

use std::ffi::{CStr, c_char, c_int};
use std::sync::atomic::{AtomicUsize, Ordering};

use azdo::{Client, Credential};
use support::{Sandbox, resolver};

static LOOKUPS: AtomicUsize = AtomicUsize::new(0);

/// In place of the system's, which does the work.
#[unsafe(no_mangle)]
extern "C" fn getaddrinfo(
    name: *const c_char,
    service: *const c_char,
    hints: *const libc::addrinfo,
    found: *mut *mut libc::addrinfo,
) -> c_int {
    // SAFETY: the caller's name ends with NUL, and the system's own function takes what the caller gave.
    unsafe {
        if !name.is_null() && CStr::from_ptr(name) == c"localhost" {
            LOOKUPS.fetch_add(1, Ordering::SeqCst);
        }
        resolver::getaddrinfo()(name, service, hints, found)
    }
}

#[test]
fn a_kept_connection_needs_no_name() {
    let sandbox = Sandbox::start(&["--builds", "3"]);
    let url = sandbox.url().replace("127.0.0.1", "localhost");
    let client = Client::new(&url, Credential::pat(sandbox.pat()).unwrap()).unwrap();
    for _ in 0..5 {
        client.builds().get(sandbox.project(), 1001).unwrap();
    }
    assert_eq!(LOOKUPS.load(Ordering::SeqCst), 1);
}
