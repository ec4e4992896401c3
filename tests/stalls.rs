//! A call that is stuck, wherever it is stuck, ends when it is cancelled or when its thread sees a reason to, and leaves
//! nothing behind.

mod support;

use std::ffi::{CStr, c_char, c_int};
use std::net::TcpListener;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use azdo::{Cancel, Client, Credential, Options, Status};
use support::lookout::Lookout;
use support::{Sandbox, descriptors, threads, until};

/// The promise is 50 ms; a machine that is busy with other tests gets more.
const SOON: Duration = Duration::from_millis(500);

const CANCELS: usize = 50;

const LOOKS: usize = 5;

static LOOKUPS: AtomicUsize = AtomicUsize::new(0);
static NAME_SERVER_ANSWERS: AtomicBool = AtomicBool::new(false);

/// Cancels a call of `client` again and again, each time at another moment.
fn cancel_again_and_again(stage: &str, client: &Client) {
    let cancel = Cancel::new().unwrap();
    let client = client.with_cancel(&cancel);
    let stuck = || client.builds().get_json("Fabrikam-Fiber");
    cancel.after(Duration::from_millis(20));
    assert_eq!(stuck().unwrap_err().status(), Status::Timeout, "{stage}");
    let before = (descriptors(), threads());
    for index in 0..CANCELS {
        cancel.reset();
        let other = cancel.clone();
        let signalled = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_micros(400 * index as u64));
            other.signal();
            Instant::now()
        });
        let error = stuck().expect_err(stage);
        let returned = Instant::now();
        assert_eq!(error.status(), Status::Cancelled, "{stage}: {error}");
        let late = returned.saturating_duration_since(signalled.join().unwrap());
        assert!(late < SOON, "{stage}: {late:?}");
    }
    cancel.reset();
    let lookout = Lookout::new();
    for index in 0..LOOKS {
        let signs = lookout.signs();
        let signalled = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(10 * index as u64));
            signs.show(b"go on");
            std::thread::sleep(Duration::from_millis(100));
            signs.show(b"!");
            Instant::now()
        });
        let error = lookout.during(stuck).expect_err(stage);
        let returned = Instant::now();
        assert_eq!(error.status(), Status::Cancelled, "{stage}: {error}");
        let late = returned.saturating_duration_since(signalled.join().unwrap());
        assert!(late < SOON, "{stage}: {late:?}");
        assert_eq!(lookout.take_seen(), b"go on!", "{stage}");
    }
    drop(lookout);
    until(&format!("{stage}: descriptors or threads are left over"), || {
        (descriptors(), threads()) <= before
    });
}

/// In place of the system's: a name server that does not answer for one name, until the test is done with it.
#[unsafe(no_mangle)]
extern "C" fn getaddrinfo(
    name: *const c_char,
    service: *const c_char,
    hints: *const libc::addrinfo,
    found: *mut *mut libc::addrinfo,
) -> c_int {
    // SAFETY: the caller's name ends with NUL, and the system's own function takes what the caller gave.
    unsafe {
        if !name.is_null() && CStr::from_ptr(name) == c"dev.azure.com" {
            LOOKUPS.fetch_add(1, Ordering::SeqCst);
            while !NAME_SERVER_ANSWERS.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(5));
            }
            return libc::EAI_NONAME;
        }
        let real = libc::dlsym(libc::RTLD_NEXT, c"getaddrinfo".as_ptr());
        let real: unsafe extern "C" fn(
            *const c_char,
            *const c_char,
            *const libc::addrinfo,
            *mut *mut libc::addrinfo,
        ) -> c_int = std::mem::transmute(real);
        real(name, service, hints, found)
    }
}

/// One test, for descriptors and threads are the process's.
#[test]
fn every_stage_can_be_cancelled() {
    let credential = || Credential::pat("a-token").unwrap();

    let client = Client::new("https://dev.azure.com/fabrikam", credential()).unwrap();
    cancel_again_and_again("name lookup", &client);
    assert_eq!(
        LOOKUPS.load(Ordering::SeqCst),
        1,
        "calls that wait for one name wait for one lookup"
    );
    let before = threads();
    NAME_SERVER_ANSWERS.store(true, Ordering::SeqCst);
    until("the lookup's thread does not end", || threads() < before);

    // A listener that never accepts: once its backlog is full, the system answers no further SYN.
    let full = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = full.local_addr().unwrap();
    let mut waiting = Vec::new();
    while let Ok(stream) = std::net::TcpStream::connect_timeout(&address, Duration::from_millis(200)) {
        waiting.push(stream);
        assert!(waiting.len() < 10_000, "the backlog never fills");
    }
    // Where a connect cannot be taken back, its thread ends with its timeout.
    let mut options = Options::default();
    options.connect_timeout = Duration::from_secs(3);
    let client = Client::with_options(&format!("http://{address}/c"), credential(), options).unwrap();
    cancel_again_and_again("connecting", &client);
    drop((waiting, full));

    for (stage, arguments) in [
        ("TLS handshake", vec!["--tls", "--fault", "tls-stall"]),
        ("headers", vec!["--fault", "stall-headers"]),
        ("body", vec!["--fault", "stall-body"]),
        ("dripping body", vec!["--fault", "drip"]),
        ("body over TLS", vec!["--tls", "--fault", "stall-body"]),
    ] {
        let sandbox = Sandbox::start(&arguments);
        cancel_again_and_again(stage, &sandbox.client());
    }
}
