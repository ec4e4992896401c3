//! What a thread looks at while it waits in a call: `azdo_thread_watch`.

mod support;

use std::cell::{Cell, RefCell};
use std::io::Write;
use std::os::fd::AsRawFd;
use std::os::unix::net::UnixStream;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use azdo::ffi::azdo_thread_watch;
use azdo::{Cancel, Cause, Client, Counter, Credential, Error, Status};
use support::Sandbox;
use support::lookout::Lookout;

fn get(client: &Client, sandbox: &Sandbox) -> Result<i64, Error> {
    Ok(client.builds().get(sandbox.project(), 1001)?.id())
}

/// Has something to be seen as soon as the client has sent so many requests, and some 50 ms later once more, which
/// ends what waits.
fn show_after(lookout: &Lookout, client: &Client, requests: u64) -> std::thread::JoinHandle<()> {
    let (signs, client) = (lookout.signs(), client.clone());
    std::thread::spawn(move || {
        support::until("no request goes out", || {
            client.count(Counter::Requests) >= requests
        });
        std::thread::sleep(Duration::from_millis(20));
        signs.show(b"?");
        std::thread::sleep(Duration::from_millis(50));
        signs.show(b"!");
    })
}

/// In the middle of the waits that hold the most: of a first connection, of one that was used before, with TLS and
/// without.
#[test]
fn who_looks_may_make_calls_of_his_own() {
    for tls in [&[][..], &["--tls"]] {
        for earlier in [0, 2] {
            let stalled = format!("stall-headers@builds#{}", earlier + 1);
            let sandbox = Rc::new(Sandbox::start(
                &[&["--builds", "3", "--fault", &stalled], tls].concat(),
            ));
            let client = sandbox.client_with(sandbox.pat(), &[("timeout_ms", "20000")]);
            for _ in 0..earlier {
                assert_eq!(get(&client, &sandbox).unwrap(), 1001);
            }
            let lookout = Lookout::new();
            let listed = Rc::new(RefCell::new(Vec::new()));
            lookout.then({
                let (client, sandbox, listed) = (client.clone(), sandbox.clone(), listed.clone());
                move || listed.borrow_mut().push(get(&client, &sandbox))
            });
            let showing = show_after(&lookout, &client, earlier + 1);
            let outer = lookout.during(|| get(&client, &sandbox));
            showing.join().unwrap();
            assert_eq!(outer.unwrap_err().status(), Status::Cancelled);
            let listed: Vec<_> = listed.borrow_mut().drain(..).map(Result::unwrap).collect();
            assert_eq!(listed, [1001, 1001]);
            assert_eq!(get(&client, &sandbox).unwrap(), 1001);
            assert_eq!(lookout.take_seen(), b"?!");
        }
    }
}

/// Back-off and the gate.
#[test]
fn waits_between_requests_are_looked_after_too() {
    for (fault, earlier) in [("throttle=30@builds#1", 0), ("retry-after=30@builds#1", 1)] {
        let sandbox = Sandbox::start(&["--builds", "3", "--fault", fault]);
        let client = Client::new(sandbox.url(), Credential::pat(sandbox.pat()).unwrap()).unwrap();
        for _ in 0..earlier {
            get(&client, &sandbox).unwrap();
        }
        let lookout = Lookout::new();
        let showing = show_after(&lookout, &client, 1);
        let began = Instant::now();
        let error = lookout.during(|| get(&client, &sandbox)).unwrap_err();
        assert_eq!(error.status(), Status::Cancelled, "{fault}: {error}");
        assert!(began.elapsed() < Duration::from_secs(15), "{fault}");
        assert_eq!(lookout.take_seen(), b"?!", "{fault}");
        showing.join().unwrap();
    }
}

#[test]
fn who_needs_what_the_call_is_fetching_is_told_so() {
    let sandbox = Rc::new(Sandbox::start(&["--builds", "3"]));
    thread_local! {
        static INNER: RefCell<Option<(Client, Rc<Sandbox>)>> = const { RefCell::new(None) };
        static TOLD: Cell<Option<Cause>> = const { Cell::new(None) };
    }
    let pat = sandbox.pat().to_owned();
    let provider = Credential::from_fn(move || {
        INNER.with_borrow(|inner| {
            if let Some((client, sandbox)) = inner {
                TOLD.set(get(client, sandbox).err().map(|error| error.cause()));
            }
        });
        Credential::pat(&pat)
    });
    let client = Client::new(sandbox.url(), provider).unwrap();
    INNER.set(Some((client.clone(), sandbox.clone())));
    assert_eq!(get(&client, &sandbox).unwrap(), 1001);
    assert_eq!(TOLD.get(), Some(Cause::InvalidState));
}

#[test]
fn no_other_thread_looks() {
    let sandbox = Arc::new(Sandbox::start(&["--fault", "stall-headers"]));
    let client = sandbox.client();
    let lookout = Lookout::new();
    lookout.signs().show(b"!");
    let status = lookout.during(|| {
        let (sandbox, client) = (sandbox.clone(), client.clone());
        std::thread::spawn(move || {
            let cancel = Cancel::new().unwrap();
            cancel.after(Duration::from_millis(200));
            get(&client.with_cancel(&cancel), &sandbox).unwrap_err().status()
        })
        .join()
        .unwrap()
    });
    assert_eq!(status, Status::Timeout);
    assert_eq!(lookout.take_seen(), b"");
}

/// As an interpreter's callback that could not even begin.
#[test]
fn who_says_nothing_ends_the_call() {
    unsafe extern "C" fn fails(_: *mut i32) {}
    let sandbox = Sandbox::start(&["--fault", "stall-headers"]);
    let client = sandbox.client_with(sandbox.pat(), &[("timeout_ms", "20000")]);
    let (reading, mut writing) = UnixStream::pair().unwrap();
    writing.write_all(b"1").unwrap();
    let mut go_on = 1;
    // SAFETY: the place and the descriptor are there until it is taken away.
    unsafe { azdo_thread_watch(reading.as_raw_fd(), Some(fails), &raw mut go_on) };
    let error = get(&client, &sandbox).unwrap_err();
    // SAFETY: takes it away.
    unsafe { azdo_thread_watch(-1, None, std::ptr::null_mut()) };
    assert_eq!((error.status(), go_on), (Status::Cancelled, 0));
}

/// One that is not open has nothing to show.
#[test]
fn a_descriptor_that_is_not_open_is_passed_over() {
    unsafe extern "C" fn goes_on(go_on: *mut i32) {
        // SAFETY: the library has the place from this test.
        unsafe { go_on.write(1) };
    }
    let sandbox = Sandbox::start(&["--fault", "stall-headers"]);
    let client = sandbox.client_with(sandbox.pat(), &[("timeout_ms", "500")]);
    for descriptor in [1_000_000, -1] {
        let mut go_on = 0;
        // SAFETY: as above.
        unsafe { azdo_thread_watch(descriptor, Some(goes_on), &raw mut go_on) };
        let error = get(&client, &sandbox).unwrap_err();
        // SAFETY: takes it away.
        unsafe { azdo_thread_watch(-1, None, std::ptr::null_mut()) };
        assert_eq!(error.status(), Status::Timeout);
    }
}
