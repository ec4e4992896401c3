//! What passes by itself is waited for, as long as the caller has time; what would do harm is not repeated.

mod support;

use std::time::{Duration, Instant};

use azdo::{Build, Cancel, Cause, Client, Counter, Credential, Error, Held, Status};
use support::Sandbox;
use support::echo::{Answer, Echo};

/// With the options that everybody has who sets none.
fn patient(sandbox: &Sandbox) -> Client {
    Client::new(sandbox.url(), Credential::pat(sandbox.pat()).unwrap()).unwrap()
}

fn first(client: &Client, sandbox: &Sandbox) -> Result<Held<Build>, Error> {
    client.builds().get(sandbox.project(), 1001)
}

#[test]
fn what_passes_is_tried_again() {
    for fault in [
        "status=503",
        "status=500",
        "status=408",
        "reset",
        "cut",
        "throttle=1",
    ] {
        let sandbox = Sandbox::start(&["--builds", "3", "--fault", &format!("{fault}@builds#1")]);
        let client = patient(&sandbox);
        assert_eq!(first(&client, &sandbox).expect(fault).id(), 1001);
        let count = |counter| client.count(counter);
        assert_eq!(
            (count(Counter::Requests), count(Counter::Retries)),
            (2, 1),
            "{fault}"
        );
        assert_eq!(
            count(Counter::Throttled),
            u64::from(fault.starts_with("throttle")),
            "{fault}"
        );
        assert!(count(Counter::WaitedMs) > 100, "{fault}");
        assert!(count(Counter::ReceivedBytes) > 500, "{fault}");
    }
}

#[test]
fn what_does_not_pass_is_told_after_as_many_tries() {
    for (fault, option, tries) in [
        ("status=503", "2", 3),
        ("status=503", "0", 1),
        ("status=501", "4", 1),
        ("status=404", "4", 1),
        ("html", "4", 1),
    ] {
        let sandbox = Sandbox::start(&["--builds", "3", "--fault", &format!("{fault}@builds")]);
        let client = sandbox.client_with(sandbox.pat(), &[("max_retries", option)]);
        let error = first(&client, &sandbox).unwrap_err();
        assert_eq!(client.count(Counter::Requests), tries, "{fault}");
        let told = error.message().contains(&format!("; tried {tries} times"));
        assert_eq!(told, tries > 1, "{error}");
    }
}

#[test]
fn no_wait_is_longer_than_the_call() {
    let sandbox = Sandbox::start(&["--builds", "3", "--fault", "throttle=300@builds"]);
    let began = Instant::now();
    let error = first(&patient(&sandbox), &sandbox).unwrap_err();
    assert_eq!((error.cause(), error.http_status()), (Cause::Throttled, 429));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(300)));
    assert!(began.elapsed() < Duration::from_secs(10));

    let sandbox = Sandbox::start(&["--builds", "3", "--fault", "status=503@builds"]);
    let hurried = sandbox.client_with(sandbox.pat(), &[("timeout_ms", "700"), ("max_retries", "100")]);
    let error = first(&hurried, &sandbox).unwrap_err();
    assert_eq!(error.cause(), Cause::Unavailable, "{error}");
    assert!(hurried.count(Counter::Requests) < 5);

    let cancel = Cancel::new().unwrap();
    let other = cancel.clone();
    let thread = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(400));
        other.signal();
        Instant::now()
    });
    let client = sandbox
        .client_with(sandbox.pat(), &[("max_retries", "100")])
        .with_cancel(&cancel);
    assert_eq!(first(&client, &sandbox).unwrap_err().status(), Status::Cancelled);
    assert!(thread.join().unwrap().elapsed() < Duration::from_millis(500));
}

#[test]
fn a_call_at_the_closed_gate_can_be_cancelled() {
    let sandbox = Sandbox::start(&["--builds", "3", "--fault", "retry-after=60@builds#1"]);
    let cancel = Cancel::new().unwrap();
    let client = patient(&sandbox).with_cancel(&cancel);
    first(&client, &sandbox).unwrap();
    let other = cancel.clone();
    let thread = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(200));
        other.signal();
        Instant::now()
    });
    assert_eq!(first(&client, &sandbox).unwrap_err().status(), Status::Cancelled);
    assert!(thread.join().unwrap().elapsed() < Duration::from_millis(500));
}

#[test]
fn what_changes_something_is_sent_once_unless_nothing_was_done() {
    for (fault, requests) in [
        ("status=500", 1),
        ("status=503", 1),
        ("reset", 1),
        ("cut", 1),
        ("throttle=1", 2),
    ] {
        let sandbox = Sandbox::start(&["--builds", "3", "--fault", &format!("{fault}@builds#1")]);
        let client = patient(&sandbox);
        let path = format!(
            "{}/_apis/build/builds?api-version=7.1",
            sandbox.project().replace(' ', "%20")
        );
        // The sandbox has nothing to be changed: 405 once it answers.
        let answer = client.request("POST", &path).body("{}").send();
        assert!(answer.is_err(), "{fault}");
        assert_eq!(client.count(Counter::Requests), requests, "{fault}");
    }
    let nobody = Client::new("http://127.0.0.1:9/fabrikam", Credential::pat("a-token").unwrap()).unwrap();
    let error = nobody.request("POST", "_apis/x").send().unwrap_err();
    assert_eq!(error.cause(), Cause::ConnectionRefused);
    assert_eq!(nobody.count(Counter::Retries), 4, "nothing was sent");
}

/// A program that goes by `is_retriable` must not queue a build twice.
#[test]
fn what_may_have_been_done_is_not_called_retriable() {
    let queue = |client: &Client, project: &str| {
        let queued = client.builds().queue(project).definition(1).send();
        queued.map(|build| build.id()).unwrap_err()
    };
    let hint = "The service may have done it all the same";
    for (fault, may_be_done) in [
        ("cut", true),
        ("reset", true),
        ("close", true),
        ("status=500", true),
        ("status=503", true),
        ("throttle=1", false),
        ("status=404", false),
    ] {
        let sandbox = Sandbox::start(&["--builds", "3", "--fault", &format!("{fault}@builds#1")]);
        let client = sandbox.client_with(sandbox.pat(), &[("max_retries", "0")]);
        let error = queue(&client, sandbox.project());
        assert_eq!(error.hint().contains(hint), may_be_done, "{fault}: {error}");
        assert_eq!(error.is_retriable(), fault == "throttle=1", "{fault}: {error}");
    }
    for fault in ["stall-headers", "stall-body", "drip"] {
        let sandbox = Sandbox::start(&["--builds", "3", "--fault", &format!("{fault}@builds#1")]);
        let hurried = sandbox.client_with(sandbox.pat(), &[("timeout_ms", "300")]);
        let error = queue(&hurried, sandbox.project());
        assert_eq!(
            (error.cause(), error.is_retriable()),
            (Cause::Timeout, false),
            "{error}"
        );
        assert!(error.hint().contains(hint), "{fault}: {error}");
    }

    // The service's own word for too many requests, with a status that does not say so.
    let busy = r#"{"message": "TF400733: The request has been canceled: too many.", "typeKey": "X"}"#;
    let echo = Echo::start(move |_| Answer::json(503, busy));
    let error = queue(&echo.client(), "p");
    assert_eq!(
        (error.cause(), error.is_retriable()),
        (Cause::Throttled, false),
        "{error}"
    );
    assert!(error.hint().contains(hint), "{error}");

    let echo = Echo::start(|_| Answer::json(200, "{}"));
    let client = Client::new(&echo.url(), Credential::pat("a-token").unwrap()).unwrap();
    let error = queue(&client, "p");
    assert_eq!(error.cause(), Cause::BrokenJson);
    assert!(error.hint().contains(hint), "{error}");

    let nobody = Client::new("http://127.0.0.1:9/fabrikam", Credential::pat("a-token").unwrap()).unwrap();
    assert!(queue(&nobody, "p").is_retriable());
    // Nor was anything sent where the handshake breaks off.
    let rude = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/fabrikam", rude.local_addr().unwrap());
    std::thread::spawn(move || rude.incoming().for_each(drop));
    let client = Client::new(&url, Credential::pat("a-token").unwrap()).unwrap();
    let error = queue(&client, "p");
    assert!(!error.hint().contains(hint), "{error}");
    // Of what only reads, it may.
    let sandbox = Sandbox::start(&["--builds", "3", "--fault", "cut@builds"]);
    let client = sandbox.client_with(sandbox.pat(), &[("max_retries", "0")]);
    let error = first(&client, &sandbox).unwrap_err();
    assert!(error.is_retriable() && !error.hint().contains(hint), "{error}");
}

#[test]
fn whoever_asks_as_the_same_user_waits_too() {
    let sandbox = Sandbox::start(&["--builds", "3", "--fault", "retry-after=2@builds#1"]);
    let (one, same) = (patient(&sandbox), patient(&sandbox));
    let other = sandbox.client_with("another-token", &[]);
    first(&one, &sandbox).unwrap();
    let began = Instant::now();
    assert_eq!(first(&other, &sandbox).unwrap_err().cause(), Cause::TokenRefused);
    assert!(began.elapsed() < Duration::from_millis(1500), "another user");
    first(&same, &sandbox).unwrap();
    assert!(began.elapsed() > Duration::from_millis(1500), "the same user");
    assert_eq!((same.count(Counter::WaitedMs) + 500) / 1000, 2);
}

/// What does no more when it is done twice is tried again, also where it changes something.
#[test]
fn operations_know_what_may_be_done_twice() {
    for (name, body, times) in [
        ("Tags - Add Build Tag", None, 2),
        ("Tags - Delete Build Tag", None, 2),
        ("Tags - Get Build Tags", None, 2),
        ("Tags - Add Build Tags", Some("[]"), 1),
        ("Builds - Update Build", Some("{}"), 1),
        ("Definitions - Update", Some("{}"), 1),
        ("Folders - Create", Some("{}"), 1),
    ] {
        let answered = std::sync::atomic::AtomicBool::new(false);
        let echo = Echo::start(
            move |_| match answered.swap(true, std::sync::atomic::Ordering::Relaxed) {
                false => Answer::json(500, "{}"),
                true => Answer::json(200, "{}"),
            },
        );
        let client = Client::new(&echo.url(), Credential::pat("a-token").unwrap()).unwrap();
        let operation = azdo::operation::Operation::named(name).unwrap();
        let mut call = client.call(name);
        for parameter in operation.path() {
            call = call.set(parameter.name, 7);
        }
        if name == "Folders - Create" {
            call = call.set("path", "a");
        }
        if let Some(body) = body {
            call = call.body(body);
        }
        assert_eq!(call.send().is_ok(), times == 2, "{name}");
        assert_eq!(echo.asked().len(), times, "{name}");
    }
}
