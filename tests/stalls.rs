//! A call that is stuck, wherever it is stuck, ends when it is cancelled or when its thread sees a reason to, and leaves
//! nothing behind.

mod support;

use std::ffi::{CStr, c_char, c_int};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use azdo::{Cancel, Client, Credential, Options, Params, Status};
use support::lookout::Lookout;
use support::{Sandbox, descriptors, resolver, run, scratch, threads, until};

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

/// A client all of whose parts of a call may take long, but for this one.
fn impatient(url: &str, pat: &str, ca_file: &str, option: &str) -> Client {
    let parts = ["resolve", "connect", "tls", "first_byte", "idle"].map(|part| format!("{part}_timeout_ms"));
    let mut options: Params = parts.iter().map(|name| (name.as_str(), "60000")).collect();
    for (name, value) in [("max_retries", "0"), ("ca_file", ca_file), (option, "200")] {
        options.set(name, value);
    }
    let options = Options::from_params(&options).unwrap();
    Client::with_options(url, Credential::pat(pat).unwrap(), options).unwrap()
}

/// A call that is stuck ends by itself, and says which option it was that ended it.
fn ends_by_itself(stage: &str, client: &Client, option: &str) {
    let began = Instant::now();
    let error = client.builds().get_json("Fabrikam-Fiber").unwrap_err();
    assert_eq!(error.status(), Status::Timeout, "{stage}: {error}");
    assert!(error.hint().contains(option), "{stage}: {error}");
    assert!(
        began.elapsed() < Duration::from_secs(5),
        "{stage}: {:?}",
        began.elapsed()
    );
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
        resolver::getaddrinfo()(name, service, hints, found)
    }
}

/// A trust store that is a pipe which nobody writes to.
fn pipe_as_trust_store() -> PathBuf {
    let pipe = scratch("trust-store").join("pipe.pem");
    let _ = std::fs::remove_file(&pipe);
    run(Command::new("mkfifo").arg(&pipe));
    // SAFETY: no other thread is there.
    unsafe { std::env::set_var("SSL_CERT_FILE", &pipe) };
    pipe
}

/// One test, for descriptors and threads are the process's.
#[test]
fn every_stage_can_be_cancelled() {
    let credential = || Credential::pat("a-token").unwrap();

    let client = Client::new("https://dev.azure.com/fabrikam", credential()).unwrap();
    let store = pipe_as_trust_store();
    let before = threads();
    cancel_again_and_again("trust store", &client);
    assert!(
        threads() <= before + 1,
        "calls that wait for the store wait for one thread"
    );
    // Empty, it is read again by the next call, where the system has it.
    std::fs::write(&store, "").unwrap();
    until("the store's thread does not end", || threads() <= before);
    // SAFETY: no other thread is there.
    unsafe { std::env::remove_var("SSL_CERT_FILE") };

    cancel_again_and_again("name lookup", &client);
    assert_eq!(
        LOOKUPS.load(Ordering::SeqCst),
        1,
        "calls that wait for one name wait for one lookup"
    );
    let hasty = impatient(
        "https://dev.azure.com/fabrikam",
        "a-token",
        "",
        "resolve_timeout_ms",
    );
    ends_by_itself("name lookup", &hasty, "resolve_timeout_ms");
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
    let hasty = impatient(
        &format!("http://{address}/c"),
        "a-token",
        "",
        "connect_timeout_ms",
    );
    ends_by_itself("connecting", &hasty, "connect_timeout_ms");
    drop((waiting, full));

    // One call is inside of the vault; the others wait for what it brings.
    let (open, vault) = std::sync::mpsc::channel::<()>();
    let vault = Mutex::new(vault);
    let slow = Credential::from_fn(move || {
        vault.lock().unwrap().recv().unwrap();
        Err::<Credential, _>("the vault is empty")
    });
    let client = Client::new(&format!("http://{address}/c"), slow).unwrap();
    let inside = std::thread::spawn({
        let client = client.clone();
        move || client.builds().get_json("p").unwrap_err().to_string()
    });
    std::thread::sleep(Duration::from_millis(100));
    cancel_again_and_again("another call's token", &client);
    open.send(()).unwrap();
    assert!(inside.join().unwrap().contains("the vault is empty"));

    for (stage, arguments, option) in [
        (
            "TLS handshake",
            vec!["--tls", "--fault", "tls-stall"],
            "tls_timeout_ms",
        ),
        (
            "headers",
            vec!["--fault", "stall-headers"],
            "first_byte_timeout_ms",
        ),
        (
            "a head without end",
            vec!["--fault", "slowloris"],
            "first_byte_timeout_ms",
        ),
        (
            "headers over TLS",
            vec!["--tls", "--fault", "stall-headers"],
            "first_byte_timeout_ms",
        ),
        ("body", vec!["--fault", "stall-body"], "idle_timeout_ms"),
        ("dripping body", vec!["--fault", "drip"], "timeout_ms"),
        (
            "a flood that decodes to nothing",
            vec!["--fault", "gzip-flood"],
            "timeout_ms",
        ),
        (
            "body over TLS",
            vec!["--tls", "--fault", "stall-body"],
            "idle_timeout_ms",
        ),
    ] {
        let sandbox = Sandbox::start(&arguments);
        cancel_again_and_again(stage, &sandbox.client());
        let hasty = impatient(sandbox.url(), sandbox.pat(), sandbox.text("ca_file"), option);
        ends_by_itself(stage, &hasty, option);
    }
}
