//! The C ABI in any order and with any arguments that its contract allows, plain, with sanitizers in the host, and under
//! valgrind.

mod support;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

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

/// Runs the program, perhaps inside of another one; gives how many calls it made, and how often each operation has
/// succeeded.
fn run(
    name: &str,
    flags: &[&str],
    inside: &[&str],
    tls: &[&str],
    usual: Duration,
) -> (u64, BTreeMap<u64, u64>) {
    let program = scratch(&format!("sequences-{name}")).join("sequences");
    compile_c_with(
        &root().join("tests/sequences.c"),
        &program,
        &[&["-O1"], flags].concat(),
    );
    let mut arguments = vec!["--builds", "60"];
    arguments.extend(FAULTS.iter().flat_map(|fault| ["--fault", fault]));
    arguments.extend(tls);
    let sandbox = Sandbox::start(&arguments);
    let seed = seed().to_string();
    let seconds = soak_time(usual).as_secs().to_string();
    let words = inside.iter().map(Path::new).chain([&*program]);
    let mut words = words.map(Path::as_os_str);
    let mut process = Command::new(words.next().unwrap())
        .args(words)
        .args([
            sandbox.url(),
            sandbox.project(),
            sandbox.text("ca_file"),
            &seed,
            &seconds,
        ])
        // Whatever would leave this machine ends here.
        .env("http_proxy", "http://127.0.0.1:9")
        .env("https_proxy", "http://127.0.0.1:9")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = process.stdin.take().unwrap();
    input.write_all(sandbox.pat().as_bytes()).unwrap();
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
        assert_eq!(done.len(), 36);
        let never: Vec<_> = done.iter().filter(|(_, count)| **count == 0).collect();
        assert!(never.is_empty(), "{never:?} of {calls} calls");
    }
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
}
