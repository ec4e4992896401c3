//! Many threads on one client while the server fails at random: every call answers, nobody's request is lost or sent
//! twice that must not be, and nothing is left behind.

mod support;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use azdo::{Cancel, Client, Counter, Error};
use serde_json::Value;
use support::{Sandbox, descriptors, random, seed, soak_time, threads, until};

const THREADS: u64 = 8;

/// What happens to a call for build 1001, 1002, …: how often, and the cause that it ends with. No answer is followed by
/// another one: where that comes late, no client can tell it from what it asked for next.
const FAULTS: [(&str, &str); 11] = [
    ("status=500%0", ""),
    ("cut%25", "body_truncated"),
    ("reset%25", "connection_reset"),
    ("close%25", "connection_reset"),
    ("reset-body%25", "body_truncated"),
    ("chunk-lie%25", "body_truncated"),
    ("html%25", "unexpected_content"),
    ("broken-json%25", "broken_json"),
    ("gzip-garbage%25", "broken_answer"),
    ("garbage%25", "broken_answer"),
    ("status=503%25", "unavailable"),
];

/// Where a POST meets connections that break.
const POSTED: &str = "reset%25@_apis/posted";

/// How often each outcome came of each thing asked for.
type Outcomes = BTreeMap<(String, String), u64>;

fn spec(index: usize) -> String {
    format!("{}@builds/{}", FAULTS[index].0, 1001 + index)
}

fn outcome<T>(result: Result<T, Error>) -> String {
    result.map_or_else(|error| error.cause().word().to_owned(), |_| "ok".to_owned())
}

/// One call of any kind.
fn call(client: &Client, project: &str, number: u64) -> (String, String) {
    let index = (number % FAULTS.len() as u64) as usize;
    match (number >> 8) % 10 {
        0 => {
            let sent = client.request("POST", "_apis/posted").body("{}").send();
            (POSTED.to_owned(), outcome(sent))
        }
        1..=3 => {
            let path = format!(
                "{}/_apis/build/builds/{}",
                project.replace(' ', "%20"),
                1001 + index
            );
            let sent = client.request("GET", &path).send();
            (
                spec(index),
                outcome(sent.and_then(|mut response| response.body())),
            )
        }
        _ => {
            let build = client.builds().get(project, 1001 + index as i64);
            if let Ok(build) = &build {
                assert_eq!(build.id(), 1001 + index as i64, "another call's answer");
            }
            (spec(index), outcome(build))
        }
    }
}

/// What `calls` calls on each of the threads come to.
fn storm(seed: u64, calls: u64, one: impl Fn(u64) -> (String, String) + Sync) -> Outcomes {
    let work = |thread: u64| {
        let mut outcomes = Outcomes::new();
        for index in 0..calls {
            *outcomes
                .entry(one(random(seed, thread * calls + index)))
                .or_default() += 1;
        }
        outcomes
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..THREADS)
            .map(|thread| scope.spawn(move || work(thread)))
            .collect();
        let mut all = Outcomes::new();
        for (key, count) in workers.into_iter().flat_map(|worker| worker.join().unwrap()) {
            *all.entry(key).or_default() += count;
        }
        all
    })
}

fn number(tally: &Value, of: &str, name: &str) -> u64 {
    tally[of][name].as_u64().unwrap_or(0)
}

fn calls_and_requests_agree(seed: u64, calls: u64, tls: &[&str]) {
    let seed_text = seed.to_string();
    let specs: Vec<String> = (0..FAULTS.len()).map(spec).collect();
    let mut arguments = vec!["--builds", "20", "--projects", "1", "--seed", &seed_text];
    arguments.extend(tls);
    let specs = specs.iter().map(String::as_str).chain([POSTED]);
    arguments.extend(specs.flat_map(|spec| ["--fault", spec]));
    let sandbox = Sandbox::start(&arguments);
    let before = (descriptors(), threads());
    let client = sandbox.client();

    let outcomes = storm(seed, calls, |number| call(&client, sandbox.project(), number));
    let of = |spec: &str, outcome: &str| *outcomes.get(&(spec.to_owned(), outcome.to_owned())).unwrap_or(&0);
    let tally = sandbox.tally();
    let struck = |spec: &str| number(&tally, "faults", spec);
    assert_eq!(
        outcomes.values().sum::<u64>(),
        THREADS * calls,
        "every call answers"
    );

    // A GET whose kept connection breaks before the answer is sent again, and on a new one no more.
    let mut sent_again = 0;
    for (index, (fault, cause)) in FAULTS.iter().enumerate() {
        let spec = spec(index);
        let failed = if cause.is_empty() { 0 } else { of(&spec, cause) };
        let in_all: u64 = outcomes
            .iter()
            .filter(|((known, _), _)| *known == spec)
            .map(|(_, count)| count)
            .sum();
        assert_eq!(failed + of(&spec, "ok"), in_all, "{spec}: {outcomes:?}");
        if fault.starts_with("reset%") || fault.starts_with("close") {
            assert!(failed > 0 && struck(&spec) > failed, "{spec}: {failed} failed");
            sent_again += struck(&spec) - failed;
        } else if fault.starts_with("broken-json") {
            // Whoever reads bytes does not mind.
            assert!(
                struck(&spec) > 0 && failed <= struck(&spec),
                "{spec}: {failed} failed"
            );
        } else {
            assert_eq!(failed, struck(&spec), "{spec}: {outcomes:?}");
        }
    }
    let posted: u64 = outcomes
        .iter()
        .filter(|((spec, _), _)| spec == POSTED)
        .map(|(_, count)| count)
        .sum();
    assert_eq!(number(&tally, "methods", "POST"), posted, "a POST is sent once");
    assert_eq!(of(POSTED, "connection_reset"), struck(POSTED));
    assert_eq!(
        number(&tally, "methods", "GET"),
        THREADS * calls - posted + sent_again
    );
    assert_eq!(tally["requests"].as_u64(), Some(client.count(Counter::Requests)));

    // Ended from outside at any moment, a call says so; what it has sent it may have sent.
    let one = |number: u64| {
        let cancel = Cancel::new().unwrap();
        let wait = Duration::from_micros(number % 3000);
        let client = client.with_cancel(&cancel);
        if number & 1 << 40 == 0 {
            cancel.after(wait);
            return call(&client, sandbox.project(), number);
        }
        std::thread::scope(|scope| {
            scope.spawn(|| {
                std::thread::sleep(wait);
                cancel.signal();
            });
            call(&client, sandbox.project(), number)
        })
    };
    let outcomes = storm(!seed, calls / 10, one);
    let ended: u64 = outcomes
        .iter()
        .filter(|((_, outcome), _)| ["timeout", "cancelled"].contains(&outcome.as_str()))
        .map(|(_, count)| count)
        .sum();
    assert!(ended > 0, "{outcomes:?}");
    assert!(sandbox.tally()["requests"].as_u64() <= Some(client.count(Counter::Requests)));
    assert_eq!(client.builds().get(sandbox.project(), 1001).unwrap().id(), 1001);

    drop(client);
    until("descriptors or threads are left over", || {
        (descriptors(), threads()) == before
    });
}

/// One test, for descriptors and threads are the process's.
#[test]
fn many_threads_share_a_client() {
    let end = Instant::now() + soak_time(Duration::ZERO);
    for seed in seed().. {
        eprintln!("seed {seed}");
        calls_and_requests_agree(seed, 2000, &[]);
        calls_and_requests_agree(seed, 500, &["--tls"]);
        if Instant::now() >= end {
            break;
        }
    }
}
