//! The C ABI in any order and with any arguments that its contract allows, plain, with sanitizers in the host, and under
//! valgrind.

mod support;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use support::echo::{Answer, Echo};
use support::{Sandbox, compile_c_with, has, root, scratch, seed, soak_time};

/// What the sandbox does wrong, each now and then.
const FAULTS: [&str; 9] = [
    "cut%4",
    "reset%4",
    "stall-headers%1",
    "stall-body%1",
    "html%3",
    "broken-json%3",
    "status=500%3",
    "garbage%2",
    "surplus%2",
];

/// Those that ask for what the sandbox has not: they succeed at a server that has one answer for each.
const DETAILS: std::ops::RangeInclusive<u64> = 35..=46;

/// Whom the program calls.
struct Place {
    url: String,
    project: String,
    ca_file: String,
    pat: String,
}

/// A server that answers every request soundly, with records that have all there is.
fn server() -> (Echo, Place) {
    const ISSUES: &str = r#"[{"type": "error", "message": "größe"}, {}, 7]"#;
    const ATTEMPTS: &str = r#"[{"attempt": 1, "timelineId": "t", "recordId": "r"}]"#;
    let echo = Echo::start(|request| {
        if request.path.ends_with("/tags") || request.path.contains("/tags/") {
            return Answer::json(200, r#"{"value": ["a", "b"]}"#);
        }
        let record = format!(
            r#"{{"id": 7, "name": "ü", "issues": {ISSUES}, "previousAttempts": {ATTEMPTS}, "x": "\ud83d"}}"#
        );
        let all = format!(r#""id": 1, "value": [{record}, {{"id": 8, "name": ""}}], "records": [{record}]"#);
        Answer::json(200, format!("{{{all}}}"))
    });
    let place = Place {
        url: echo.url(),
        project: "p".to_owned(),
        ca_file: String::new(),
        pat: "a-token-of-some-length".to_owned(),
    };
    (echo, place)
}

/// As [`run_at`], at a sandbox that does much wrong.
fn run(
    name: &str,
    flags: &[&str],
    inside: &[&str],
    tls: &[&str],
    usual: Duration,
) -> (u64, BTreeMap<u64, u64>) {
    let mut arguments = vec!["--builds", "60"];
    arguments.extend(FAULTS.iter().flat_map(|fault| ["--fault", fault]));
    arguments.extend(tls);
    let sandbox = Sandbox::start(&arguments);
    let place = Place {
        url: sandbox.url().to_owned(),
        project: sandbox.project().to_owned(),
        ca_file: sandbox.text("ca_file").to_owned(),
        pat: sandbox.pat().to_owned(),
    };
    run_at(&place, name, flags, inside, usual)
}

/// Runs the program, perhaps inside of another one; gives how many calls it made, and how often each operation has
/// succeeded.
fn run_at(
    place: &Place,
    name: &str,
    flags: &[&str],
    inside: &[&str],
    usual: Duration,
) -> (u64, BTreeMap<u64, u64>) {
    let program = scratch(&format!("sequences-{name}")).join("sequences");
    compile_c_with(
        &root().join("tests/sequences.c"),
        &program,
        &[&["-O1"], flags].concat(),
    );
    let seed = seed().to_string();
    let seconds = soak_time(usual).as_secs().to_string();
    let words = inside.iter().map(Path::new).chain([&*program]);
    let mut words = words.map(Path::as_os_str);
    let mut process = Command::new(words.next().unwrap())
        .args(words)
        .args([&place.url, &place.project, &place.ca_file, &seed, &seconds])
        // Whatever would leave this machine ends here.
        .env("http_proxy", "http://127.0.0.1:9")
        .env("https_proxy", "http://127.0.0.1:9")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = process.stdin.take().unwrap();
    input.write_all(place.pat.as_bytes()).unwrap();
    drop(input);
    let output = process.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{name}, seed {seed}: {}\n{said}\n{complaint}",
        output.status
    );
    assert_eq!(complaint, "", "{name}, seed {seed}");
    let calls = said.lines().find_map(|line| line.strip_prefix("calls ")).unwrap();
    eprintln!("{name}, seed {seed}: {calls} calls in {seconds} s");
    let done = said.lines().filter_map(|line| {
        let (operation, count) = line.strip_prefix("operation ")?.split_once(" done ")?;
        Some((operation.parse().unwrap(), count.parse().unwrap()))
    });
    (calls.parse().unwrap(), done.collect())
}

#[test]
fn any_order_of_calls() {
    for tls in [&[][..], &["--tls"]] {
        let (calls, done) = run("plain", &[], &[], tls, Duration::from_secs(7));
        assert!(calls > 1000, "{calls}");
        // What never succeeds is not tested.
        assert_eq!(done.len(), 49);
        let served = done.iter().filter(|(operation, _)| !DETAILS.contains(operation));
        let never: Vec<_> = served.filter(|(_, count)| **count == 0).collect();
        assert!(never.is_empty(), "{never:?} of {calls} calls");
    }
}

#[test]
fn any_order_of_calls_at_a_server_that_answers() {
    let (_echo, place) = server();
    let sanitizers = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
    let (calls, done) = run_at(&place, "answered", &sanitizers, &[], Duration::from_secs(5));
    assert!(calls > 1000, "{calls}");
    let never: Vec<_> = done.iter().filter(|(_, count)| **count == 0).collect();
    let never: Vec<_> = never
        .iter()
        .filter(|(operation, _)| DETAILS.contains(*operation))
        .collect();
    assert!(never.is_empty(), "{never:?} of {calls} calls");
}

#[test]
fn any_order_of_calls_in_a_host_with_sanitizers() {
    let sanitizers = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
    let (calls, _) = run("sanitized", &sanitizers, &[], &[], Duration::from_secs(5));
    assert!(calls > 100, "{calls}");
}

#[test]
fn any_order_of_calls_under_valgrind() {
    if has("valgrind").is_none() {
        return;
    }
    // In clear text: valgrind takes some of the cipher's own instructions for errors.
    let valgrind = [
        "valgrind",
        "--quiet",
        "--error-exitcode=9",
        "--leak-check=full",
        "--fair-sched=yes",
    ];
    let (calls, _) = run("valgrind", &[], &valgrind, &[], Duration::from_secs(8));
    assert!(calls > 20, "{calls}");
    let (_echo, place) = server();
    let (calls, _) = run_at(
        &place,
        "valgrind-answered",
        &[],
        &valgrind,
        Duration::from_secs(8),
    );
    assert!(calls > 20, "{calls}");
}
