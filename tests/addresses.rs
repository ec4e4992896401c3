//! Hosts with several addresses, the first of which lead nowhere.

mod support;

use std::ffi::{CStr, CString, c_char, c_int};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use azdo::{Cause, Client, Credential, Options};
use support::{Sandbox, resolver};

/// In place of the system's: a name server that knows `{address}.and.{address}.test` too, with an underscore for each
/// colon.
#[unsafe(no_mangle)]
extern "C" fn getaddrinfo(
    name: *const c_char,
    service: *const c_char,
    hints: *const libc::addrinfo,
    found: *mut *mut libc::addrinfo,
) -> c_int {
    let real = resolver::getaddrinfo();
    // SAFETY: the caller's name ends with NUL, and the system's own function takes what the caller gave; what it
    // finds is a list that can be hung on to another, as freeaddrinfo frees one element after another.
    unsafe {
        let text = if name.is_null() {
            ""
        } else {
            CStr::from_ptr(name).to_str().unwrap()
        };
        let Some(addresses) = text.strip_suffix(".test") else {
            return real(name, service, hints, found);
        };
        let mut end = found;
        for address in addresses.split(".and.") {
            let address = CString::new(address.replace('_', ":")).unwrap();
            let outcome = real(address.as_ptr(), service, hints, end);
            assert_eq!(outcome, 0);
            while !(*end).is_null() {
                end = &raw mut (**end).ai_next;
            }
        }
        0
    }
}

/// Connections to this address are neither made nor refused while what is given back lives.
fn dead(address: SocketAddr) -> (TcpListener, Vec<TcpStream>) {
    let full = TcpListener::bind(address).unwrap();
    let mut waiting = Vec::new();
    while let Ok(stream) = TcpStream::connect_timeout(&address, Duration::from_millis(200)) {
        waiting.push(stream);
        assert!(waiting.len() < 10_000, "the backlog never fills");
    }
    (full, waiting)
}

/// A client of the sandbox that finds it by these addresses.
fn client(sandbox: &Sandbox, addresses: &str) -> Client {
    let url = sandbox.url().replace("127.0.0.1", &format!("{addresses}.test"));
    let mut options = Options::default();
    options.allow_http = true;
    options.connect_timeout = Duration::from_secs(20);
    Client::with_options(&url, Credential::pat(sandbox.pat()).unwrap(), options).unwrap()
}

#[test]
fn an_address_that_does_not_answer_costs_its_head_start_alone() {
    let sandbox = Sandbox::start(&["--builds", "3"]);
    let authority = sandbox.url().split('/').nth(2).unwrap();
    let port = authority.parse::<SocketAddr>().unwrap().port();
    let _dead: Vec<_> = ["127.0.0.2", "127.0.0.3"]
        .map(|address| dead(SocketAddr::new(address.parse().unwrap(), port)))
        .into();

    let began = Instant::now();
    let client = client(&sandbox, "127.0.0.2.and.127.0.0.3.and.127.0.0.1");
    assert_eq!(sandbox.builds(&client, &[]).into_iter().flatten().count(), 3);
    let took = began.elapsed();
    assert!(
        took >= Duration::from_millis(450),
        "each has a head start: {took:?}"
    );
    assert!(took < Duration::from_secs(5), "{took:?}");

    // All of them together have the time that is set.
    let url = format!("http://127.0.0.2.and.127.0.0.3.test:{port}/c");
    let mut options = Options::default();
    options.allow_http = true;
    options.connect_timeout = Duration::from_millis(600);
    let client = Client::with_options(&url, Credential::pat("a-token").unwrap(), options).unwrap();
    let began = Instant::now();
    let error = client.builds().get("p", 1).unwrap_err();
    assert_eq!(error.cause(), Cause::Timeout, "{error}");
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}

#[test]
fn an_address_that_refuses_costs_nothing() {
    let sandbox = Sandbox::start(&["--builds", "3"]);
    for addresses in [
        "127.0.0.4.and.127.0.0.1",
        "__1.and.127.0.0.1",
        "127.0.0.1.and.__1",
        "2001_db8__1.and.127.0.0.1",
    ] {
        let began = Instant::now();
        let client = client(&sandbox, addresses);
        assert_eq!(
            sandbox.builds(&client, &[]).into_iter().flatten().count(),
            3,
            "{addresses}"
        );
        assert!(began.elapsed() < Duration::from_secs(5), "{addresses}");
    }
    let nobody = client(&sandbox, "127.0.0.4.and.127.0.0.5");
    let error = nobody.builds().get("p", 1).unwrap_err();
    assert_eq!(error.cause(), Cause::ConnectionRefused, "{error}");
}

#[test]
fn a_server_on_ipv6_is_reached() {
    let Ok(listener) = TcpListener::bind("[::1]:0") else {
        support::skip::<()>("this machine has no IPv6");
        return;
    };
    let url = format!("http://{}/collection", listener.local_addr().unwrap());
    let served = std::thread::spawn(move || support::answer_once(&listener, "{\"id\":7}"));
    let client = Client::new(&url, Credential::pat("a-token").unwrap()).unwrap();
    assert_eq!(client.builds().get("p", 7).unwrap().id(), 7);
    assert!(served.join().unwrap().contains("/p/_apis/build/builds/7"));
}
