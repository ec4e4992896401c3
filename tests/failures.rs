//! What a user reads when something goes wrong.

mod support;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;

use azdo::{Cancel, Cause, Client, Credential, Error, Options, Status};
use support::echo::{Answer, Echo};
use support::{Sandbox, library, root, scratch};

const SECRET: &str = "planted-secret-4f1c77d0";

fn first_page(client: &Client, sandbox: &Sandbox) -> Error {
    let mut pages = sandbox.builds(client, &[]).pages().unwrap();
    pages.next_page().expect_err("the call must fail")
}

/// What holds for every error: it has a message, and no secret.
fn check(error: &Error, cause: Cause) {
    let shown = format!("{error}\n{error:?}\n{error:#?}");
    assert_eq!(error.cause(), cause, "{shown}");
    assert_eq!(error.status(), cause.status());
    assert!(!error.message().is_empty());
    check_discreet(&shown, SECRET);
}

/// No part of a secret that would help somebody.
fn check_discreet(shown: &str, secret: &str) {
    for part in secret.as_bytes().windows(12) {
        let part = std::str::from_utf8(part).unwrap();
        assert!(!shown.contains(part), "{part}: {shown}");
    }
}

#[test]
fn tokens_that_are_not_accepted() {
    let sandbox = Sandbox::start(&["--builds", "3"]);
    let refused = first_page(&sandbox.client_with(SECRET, &[]), &sandbox);
    check(&refused, Cause::TokenRefused);
    assert_eq!(refused.http_status(), 401);
    assert!(!refused.activity_id().is_empty());
    assert!(refused.hint().contains("Personal access tokens"));

    let expired = first_page(&sandbox.client_with(sandbox.text("expired_pat"), &[]), &sandbox);
    check(&expired, Cause::TokenExpired);
    assert_eq!(expired.status(), Status::Unauthenticated);

    let page = first_page(&sandbox.client_with("signin203", &[]), &sandbox);
    check(&page, Cause::TokenRefused);
    assert_eq!(page.http_status(), 203);

    let sandbox = Sandbox::start(&["--fault", "redirect-signin"]);
    let redirected = first_page(&sandbox.client(), &sandbox);
    check(&redirected, Cause::TokenRefused);
    assert_eq!(redirected.http_status(), 302);
}

#[test]
fn a_project_that_is_not_there() {
    let sandbox = Sandbox::start(&["--builds", "3"]);
    let client = sandbox.client();
    let mut builds = client.builds().list("no such projéct").into_iter();
    let error = builds.next().unwrap().unwrap_err();
    assert!(builds.next().is_none(), "a loop that passes over errors must end");
    check(&error, Cause::ProjectNotFound);
    assert_eq!((error.status(), error.http_status()), (Status::NotFound, 404));
    assert!(error.message().contains("no such projéct"), "{error}");
    assert_eq!(error.service_code(), "ProjectDoesNotExistWithNameException");

    let missing = sandbox.client().builds().get(sandbox.project(), 1).unwrap_err();
    check(&missing, Cause::NotFound);
}

#[test]
fn answers_that_are_none() {
    for (fault, cause) in [
        ("html", Cause::UnexpectedContent),
        ("broken-json", Cause::BrokenJson),
        ("cut", Cause::BodyTruncated),
        ("reset", Cause::ConnectionReset),
        ("status=500", Cause::Unavailable),
        ("status=403", Cause::PermissionMissing),
        ("status=409", Cause::Conflict),
        ("status=400", Cause::Rejected),
        ("throttle=7", Cause::Throttled),
    ] {
        let sandbox = Sandbox::start(&["--builds", "40", "--fault", fault]);
        let error = first_page(&sandbox.client(), &sandbox);
        check(&error, cause);
        assert!(
            error.message().contains("/_apis/build/builds"),
            "{fault}: {error}"
        );
        if cause == Cause::Throttled {
            assert_eq!(error.retry_after().map(|wait| wait.as_secs()), Some(7));
            assert!(error.is_retriable());
        }
    }
}

/// Which of two lists is meant nobody knows, and no build may be lost.
#[test]
fn a_list_that_is_there_twice_is_none() {
    let echo = Echo::start(|_| Answer::json(200, r#"{"value": [{"id": 9}], "value": []}"#));
    let error = echo
        .client()
        .builds()
        .list("p")
        .pages()
        .unwrap()
        .next_page()
        .unwrap_err();
    check(&error, Cause::BrokenJson);
}

#[test]
fn nobody_there() {
    let refused = {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}/collection", free.local_addr().unwrap())
    };
    for (url, cause) in [
        (refused.as_str(), Cause::ConnectionRefused),
        ("https://nobody.invalid/collection", Cause::HostNotFound),
    ] {
        let client = Client::new(url, Credential::pat(SECRET).unwrap()).unwrap();
        let error = client.builds().get("p", 1).unwrap_err();
        check(&error, cause);
        assert_eq!(error.status(), Status::Network);
    }
}

#[test]
fn tls_that_cannot_be_trusted() {
    let sandbox = Sandbox::start(&["--builds", "3", "--tls"]);
    assert_eq!(sandbox.builds(&sandbox.client(), &[]).into_iter().count(), 3);

    let credential = || Credential::pat(SECRET).unwrap();
    let stranger = Client::new(sandbox.url(), credential()).unwrap();
    let error = stranger.builds().get("p", 1).unwrap_err();
    check(&error, Cause::CertificateUnknown);
    assert!(error.hint().contains("ca_file"));

    // Plain HTTP where TLS is due.
    let plain = Sandbox::start(&["--builds", "3"]);
    let url = plain.url().replace("http://", "https://");
    let client = Client::new(&url, credential()).unwrap();
    check(&client.builds().get("p", 1).unwrap_err(), Cause::TlsFailed);
}

#[test]
fn the_token_goes_to_no_other_host() {
    let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap();
    let heard = std::thread::spawn({
        let elsewhere = elsewhere.try_clone().unwrap();
        move || {
            let (mut stream, _) = elsewhere.accept().unwrap();
            let mut head = vec![0; 4096];
            let count = stream.read(&mut head).unwrap();
            stream
                .write_all(
                    b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{}",
                )
                .unwrap();
            String::from_utf8_lossy(&head[..count]).into_owned()
        }
    });
    let target = format!("http://{}/elsewhere", elsewhere.local_addr().unwrap());
    let sandbox = Sandbox::start(&["--fault", &format!("redirect-foreign={target}")]);
    let error = first_page(&sandbox.client(), &sandbox);
    // Clear text to another place is not followed at all.
    check(&error, Cause::BrokenAnswer);
    TcpStream::connect(elsewhere.local_addr().unwrap())
        .unwrap()
        .write_all(b"nobody came")
        .unwrap();
    assert_eq!(heard.join().unwrap(), "nobody came");

    let request = sandbox.client().request("GET", &target).send();
    check(&request.unwrap_err(), Cause::InvalidArgument);
}

#[test]
fn arguments_are_refused_by_name_before_anything_is_sent() {
    let client = Client::new("http://127.0.0.1:9/collection", Credential::pat(SECRET).unwrap()).unwrap();
    for (name, value, word) in [
        ("resultfilter", "failed", "resultFilter"),
        ("resultFilter", "exploded", "partiallySucceeded"),
        ("$top", "-1", "$top"),
        ("page_size", "0", "page_size"),
        ("minTime", "yesterday", "minTime"),
        ("definitions", "1,x", "definitions"),
    ] {
        let error = client.builds().list("p").set(name, value).pages().unwrap_err();
        check(&error, Cause::InvalidArgument);
        assert!(error.to_string().contains(word), "{error}");
    }
    assert!(
        client
            .builds()
            .list(None)
            .pages()
            .unwrap_err()
            .to_string()
            .contains("project")
    );

    for secret in [
        format!("{SECRET}\n{SECRET}"),
        String::new(),
        format!("{SECRET}\u{7f}"),
    ] {
        check(&Credential::pat(&secret).unwrap_err(), Cause::InvalidArgument);
    }
    check(
        &azdo::basic_auth_header("a:b", SECRET).unwrap_err(),
        Cause::InvalidArgument,
    );
    let clear = Client::new("http://example.com/c", Credential::pat(SECRET).ok());
    check(&clear.unwrap_err(), Cause::InvalidArgument);
}

#[test]
fn bounds_and_deadlines_are_named() {
    let sandbox = Sandbox::start(&["--builds", "100"]);
    let error = first_page(
        &sandbox.client_with(sandbox.pat(), &[("max_body_bytes", "1000")]),
        &sandbox,
    );
    check(&error, Cause::LimitExceeded);
    assert!(error.to_string().contains("max_body_bytes"));

    for (fault, option) in [
        ("stall-headers", "first_byte_timeout_ms"),
        ("stall-body", "idle_timeout_ms"),
        ("slowloris", "first_byte_timeout_ms"),
        ("drip", "timeout_ms"),
    ] {
        let sandbox = Sandbox::start(&["--builds", "100", "--fault", fault]);
        let error = first_page(&sandbox.client_with(sandbox.pat(), &[(option, "200")]), &sandbox);
        check(&error, Cause::Timeout);
        assert!(error.to_string().contains(option), "{fault}: {error}");
    }

    let cancel = Cancel::new().unwrap();
    cancel.signal();
    let client = sandbox.client().with_cancel(&cancel);
    let error = client.builds().get("p", 1).unwrap_err();
    check(&error, Cause::Cancelled);
    cancel.reset();
    client.builds().get_json(None).unwrap();
}

#[test]
fn a_body_that_failed_says_so_again_and_does_not_wait() {
    let sandbox = Sandbox::start(&["--builds", "500", "--fault", "stall-body"]);
    let mut response = sandbox.client().request("GET", "_apis/projects").send().unwrap();
    let cancel = Cancel::new().unwrap();
    cancel.after(std::time::Duration::from_millis(100));
    check(&response.body_with(Some(&cancel)).unwrap_err(), Cause::Timeout);
    let began = std::time::Instant::now();
    for _ in 0..3 {
        check(&response.read(&mut [0; 100]).unwrap_err(), Cause::Timeout);
    }
    assert!(began.elapsed() < std::time::Duration::from_secs(10));
}

#[test]
fn a_client_is_usable_after_every_failure() {
    let sandbox = Sandbox::start(&[
        "--builds",
        "40",
        "--fault",
        "cut@builds#1",
        "--fault",
        "reset@builds#2",
    ]);
    let client = sandbox.client();
    let cancel = Cancel::new().unwrap();
    for expected in [Cause::BodyTruncated, Cause::ConnectionReset] {
        let mut pages = sandbox.builds(&client, &[]).pages().unwrap();
        check(&pages.next_page_with(Some(&cancel)).unwrap_err(), expected);
    }
    assert_eq!(sandbox.builds(&client, &[]).into_iter().count(), 40);
}

/// Answers one request on each connection, and closes it when the next one comes.
fn forgetful_server() -> (String, std::thread::JoinHandle<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/collection", listener.local_addr().unwrap());
    let served = std::thread::spawn(move || {
        let mut requests = 0;
        while let Ok((mut stream, _)) = listener.accept() {
            let mut head = vec![0; 4096];
            let length = stream.read(&mut head).unwrap();
            if !String::from_utf8_lossy(&head[..length]).contains("/_apis/") {
                return requests;
            }
            requests += 1;
            let answer =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{\"id\":1}";
            stream.write_all(answer.as_bytes()).unwrap();
            requests += usize::from(stream.read(&mut head).unwrap_or(0) > 0);
        }
        requests
    });
    (url, served)
}

#[test]
fn a_kept_connection_that_the_server_closes_is_no_failure() {
    let (url, served) = forgetful_server();
    let client = Client::new(&url, Credential::pat(SECRET).unwrap()).unwrap();
    for _ in 0..3 {
        assert_eq!(client.builds().get("p", 1).unwrap().id(), 1);
    }
    // What may change something is not sent twice.
    let error = client.request("POST", "_apis/x").body("{}").send().unwrap_err();
    check(&error, Cause::ConnectionReset);
    TcpStream::connect(url.split('/').nth(2).unwrap())
        .unwrap()
        .write_all(b"enough")
        .unwrap();
    assert_eq!(served.join().unwrap(), 6);
}

#[derive(Debug, Default)]
struct Heard(std::sync::Mutex<Vec<String>>);

impl azdo::Trace for Heard {
    fn exchange(&self, exchange: &azdo::Exchange<'_>) {
        self.0.lock().unwrap().push(format!("{exchange:?}"));
    }
}

#[test]
fn a_trace_hears_every_exchange_and_no_secret() {
    let sandbox = Sandbox::start(&["--builds", "3"]);
    let heard = Arc::new(Heard::default());
    let credential = Credential::pat(SECRET).unwrap();
    assert!(!format!("{credential:?}").contains(SECRET));
    let mut options = Options::default();
    options.trace = Some(heard.clone());
    let client = Client::with_options(sandbox.url(), credential, options).unwrap();
    first_page(&client, &sandbox);
    let heard = heard.0.lock().unwrap();
    // The second asks whether the service knows the token at all.
    assert_eq!(heard.len(), 2);
    assert!(heard[0].contains("401") && heard[0].contains("queryOrder"));
    assert!(heard[1].contains("401") && heard[1].contains("connectionData"));
    heard.iter().for_each(|line| check_discreet(line, SECRET));
    assert!(!format!("{client:?}").contains(SECRET));
}

/// Gives every request on its only connections this answer; its organization's URL.
fn server_of(answer: impl Fn(&str) -> String + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/collection", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, mut head) = (stream.unwrap(), vec![0; 16_384]);
            let length = stream.read(&mut head).unwrap();
            let answer = answer(&String::from_utf8_lossy(&head[..length]));
            // A client that has had enough leaves in the middle.
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    url
}

/// What the library cuts is cut in the middle of a secret that a server sends back.
#[test]
fn no_part_of_a_secret_is_left_where_a_text_is_cut() {
    let pat = format!(
        "{}JQQJ99BKACAAAAAAAAAAAAASAZDO4Rkc",
        "5xUhpqtzQ2bnC8vLwMfdK3ysTgXeRj71AaBiEoZHmN6kDuGFcVPl"
    );
    assert_eq!(pat.len(), 84);
    let filled = |length: usize| "x".repeat(length);
    let answer = |status: &str, headers: &str, body: &str| {
        format!(
            "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n\r\n{body}",
            body.len()
        )
    };
    let mut seen = 0;
    for before in (0..84).step_by(7) {
        let at = |limit: usize| format!("{}{pat}", filled(limit.saturating_sub(before)));
        let json = "Content-Type: application/json";
        for answer in [
            answer("200 OK", &format!("{json}\r\nActivityId: {}", at(60)), "{}"),
            answer(
                "401 x",
                &format!("{json}\r\nActivityId: {}\r\nServer: {pat}", at(60)),
                "",
            ),
            answer("302 x", &format!("Location: /collection/{}", at(460)), ""),
            answer("400 x", json, &format!("{{\"message\":\"{}\"}}", at(2000))),
            answer("400 x", json, &format!("{{\"message\":\"{}\"}}", at(3900))),
            answer(
                "400 x",
                json,
                &format!("{{\"message\":\"m\",\"typeName\":\"A.{pat}.B.{}\"}}", at(2000)),
            ),
            answer("400 x", "Content-Type: text/plain", &at(2000)),
            answer("500 x", &format!("Content-Type: text/{}", at(95)), "?"),
            answer("502 x", &format!("Server: {}", at(60)), "?"),
            answer("200 OK", &format!("Content-Encoding: gzip\r\n{json}"), &at(290)),
            format!("HTTP/1.1 {pat}\r\n{}: x\r\n\r\n", at(300)),
        ] {
            let url = server_of(move |_| answer.clone());
            let heard = Arc::new(Heard::default());
            let mut options = Options::default();
            options.trace = Some(heard.clone());
            options.max_retries = 0;
            let client = Client::with_options(&url, Credential::pat(&pat).unwrap(), options).unwrap();
            let error = client.builds().get("p", 1).unwrap_err();
            check_discreet(&format!("{error}\n{error:#?}"), &pat);
            let lines = heard.0.lock().unwrap();
            assert!(!lines.is_empty());
            lines.iter().for_each(|line| check_discreet(line, &pat));
            seen += usize::from(
                error.to_string().contains("***") || lines.iter().any(|line| line.contains("***")),
            );
        }
    }
    assert!(seen > 50, "the secret was sent back, and hidden: {seen} times");

    // Who asks.
    let who = format!("{}{pat}", filled(150));
    let body = format!("{{\"authenticatedUser\":{{\"id\":\"a\",\"providerDisplayName\":\"{who}\"}}}}");
    let url = server_of(move |_| answer("200 OK", "Content-Type: application/json", &body));
    let findings = azdo::diagnose(&url, Credential::pat(&pat).ok(), Options::default(), None).unwrap();
    let shown: Vec<_> = findings.records().iter().map(|finding| finding.text()).collect();
    assert!(shown.iter().any(|text| text.contains("***")), "{shown:?}");
    check_discreet(&format!("{shown:?}"), &pat);

    // What stands in place of Microsoft Entra has another secret to repeat.
    let body = format!(
        "{{\"error_description\":\"AADSTS1: {}{pat}\",\"trace_id\":\"{}{pat}\"}}",
        filled(550),
        filled(20)
    );
    let authority = server_of(move |_| answer("401 x", "Content-Type: application/json", &body));
    let application = azdo::Application {
        tenant: "t",
        client_id: "c",
        client_secret: &pat,
        authority: authority.trim_end_matches("/collection"),
    };
    let refused = Credential::from_client_secret(&application, &Options::default(), None).unwrap_err();
    assert_eq!(refused.cause(), Cause::EntraRefused);
    assert!(refused.message().contains("***") && refused.activity_id().contains("***"));
    check_discreet(&format!("{refused}\n{refused:#?}"), &pat);
}

#[test]
fn a_redirect_that_is_not_followed_says_where_it_leads() {
    for (location, shown, method) in [
        (
            "http://elsewhere.test:8080/secret?sig=secret",
            "to http://elsewhere.test:8080,",
            "GET",
        ),
        ("file:///etc/passwd", "to file://,", "GET"),
        ("http://anna:secret@elsewhere.test/", "to elsewhere.test,", "GET"),
        ("//elsewhere.test/secret", "to another host,", "GET"),
        (
            "https://elsewhere.test/secret",
            "a POST with HTTP 302 to https://elsewhere.test",
            "POST",
        ),
    ] {
        let echo = Echo::start(move |_| Answer::json(302, "{}").with_header("Location", location));
        let error = echo.client().request(method, "_apis/x").send().unwrap_err();
        assert_eq!(
            (error.cause(), error.http_status()),
            (Cause::BrokenAnswer, 302),
            "{error}"
        );
        assert!(error.message().contains(shown), "{error}");
        assert!(!error.message().contains("secret"), "{error}");
        assert!(error.hint().contains("Only a GET is redirected"), "{error}");
    }
    let echo = Echo::start(|_| Answer::json(302, "{}").with_header("Location", "https://127.0.0.1:9/"));
    let error = echo.client().request("GET", "_apis/x").send().unwrap_err();
    assert_eq!(error.cause(), Cause::ConnectionRefused);
    assert!(error.hint().contains("has redirected"), "{error}");
}

#[test]
fn an_odd_status_and_an_empty_answer_are_named() {
    for (status, words) in [(600, "HTTP 600"), (999, "HTTP 999"), (418, "HTTP 418")] {
        let echo = Echo::start(move |_| Answer::json(status, ""));
        let error = echo.client().builds().get("p", 1).unwrap_err();
        assert!(error.message().contains(words), "{error}");
    }
    let echo = Echo::start(|_| Answer::json(204, ""));
    let error = echo.client().builds().get("p", 1).unwrap_err();
    assert_eq!((error.cause(), error.http_status()), (Cause::BrokenJson, 204));
    assert!(error.message().contains("the answer is empty"), "{error}");
}

/// Where the host has used up its file descriptors, that is said, and nothing is tried again.
#[test]
fn a_host_without_descriptors_is_told_so() {
    const PROGRAM: &str = "
import os, sys, azdo
if sys.argv[3]:
    make = lambda: azdo.Client(sys.argv[1], sys.argv[2], ca_file=sys.argv[3])
else:
    made = azdo.Client(sys.argv[1], sys.argv[2])
    make = lambda: made.builds.get(1001, 'p')
held = []
try:
    while True:
        held.append(os.dup(0))
except OSError:
    pass
try:
    make()
except azdo.Error as error:
    held.clear()
    print(error.cause, error.status.name)
";
    let sandbox = Sandbox::start(&["--builds", "3"]);
    let file = scratch("descriptors").join("ca.pem");
    std::fs::write(&file, "").unwrap();
    for ca_file in ["", file.to_str().unwrap()] {
        let output = Command::new("sh")
            .args(["-c", "ulimit -n 64; exec \"$0\" \"$@\""])
            .arg(std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned()))
            .args(["-c", PROGRAM, sandbox.url(), sandbox.pat(), ca_file])
            .env("PYTHONPATH", root().join("bindings/python"))
            .env("AZDO_LIBRARY", library())
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stdout);
        assert_eq!(told, "out_of_descriptors IO\n", "{ca_file}: {output:?}");
    }
}
