//! What networks, proxies and servers do wrong, in every place where they can, and what comes of it: the error that
//! names it, soon, for little memory, from a client that goes on.

mod support;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use azdo::{Client, Counter, Credential, Error, Options, Params};
use support::servers::{Server, start};
use support::{Sandbox, has, until};

/// No cell takes a second on a machine that is idle.
const BOUND: Duration = Duration::from_secs(20);

const MB: usize = 1024 * 1024;

/// What a call may cost under the bound of 1 MiB that every cell has: twice that, with the buffers of a connection, and
/// in TLS the platform's trust store beside them.
const MEMORY: usize = 2 * MB + MB;
const TRUST_STORE: usize = 4 * MB;

/// Cells at a time: most of them wait.
const WORKERS: usize = 24;

/// A fault of a request: what comes of it for one record, for the second page of a list, and for a body that is read
/// as it comes. An outcome is "ok", or a cause and words that the error has; where the kernel decides which of two bounds is
/// met first, both.
struct Fault {
    spec: &'static str,
    options: &'static [(&'static str, &'static str)],
    /// How often it strikes each of them.
    strikes: [u64; 3],
    outcomes: [&'static str; 3],
}

const fn fault(spec: &'static str, outcome: &'static str) -> Fault {
    apart(spec, [outcome; 3])
}

const fn apart(spec: &'static str, outcomes: [&'static str; 3]) -> Fault {
    Fault {
        spec,
        options: &[],
        strikes: [1; 3],
        outcomes,
    }
}

impl Fault {
    const fn strikes(self, strikes: u64) -> Fault {
        Fault {
            strikes: [strikes; 3],
            ..self
        }
    }

    /// As it strikes what goes over a kept connection too, page two, and is then met on a new one.
    const fn strikes_kept_ones_twice(self) -> Fault {
        Fault {
            strikes: [1, 2, 1],
            ..self
        }
    }

    const fn with(self, options: &'static [(&'static str, &'static str)]) -> Fault {
        Fault { options, ..self }
    }
}

const FIRST_BYTE: &[(&str, &str)] = &[("first_byte_timeout_ms", "500")];
const IDLE: &[(&str, &str)] = &[("idle_timeout_ms", "500")];
const WHOLE: &[(&str, &str)] = &[("timeout_ms", "1500")];
const ONE_RETRY: &[(&str, &str)] = &[("max_retries", "1")];

const FAULTS: &[Fault] = &[
    // Nothing, or not all of it.
    fault(
        "stall-headers",
        "timeout: waiting for the answer: first_byte_timeout_ms",
    )
    .with(FIRST_BYTE),
    fault(
        "stall-body",
        "timeout: waiting for the rest of the answer: idle_timeout_ms",
    )
    .with(IDLE),
    fault("drip", "timeout: took longer than 1500 ms: timeout_ms").with(WHOLE),
    fault("slowloris", "timeout: took longer than 1500 ms: timeout_ms").with(WHOLE),
    fault("close", "connection_reset: closed before an answer came").strikes_kept_ones_twice(),
    fault("reset", "connection_reset").strikes_kept_ones_twice(),
    fault("cut", "body_truncated: ended before the answer was complete"),
    fault("reset-body", "body_truncated"),
    fault("chunk-lie", "body_truncated"),
    // What is no HTTP.
    fault("garbage", "broken_answer: not HTTP"),
    fault("two-lengths", "broken_answer: not HTTP"),
    fault("chunk-garbage", "broken_answer"),
    // Too much.
    fault("header-flood", "limit_exceeded: the answer's head"),
    fault("headers=200", "limit_exceeded: more headers"),
    fault(
        "continue-flood",
        "limit_exceeded: the answer's head | timeout: took longer than 1500 ms: timeout_ms",
    )
    .with(WHOLE),
    fault("oversize", "limit_exceeded: max_body_bytes"),
    fault("gzip-bomb=64", "limit_exceeded: max_body_bytes"),
    fault("gzip-flood", "timeout: took longer than 1500 ms: timeout_ms").with(WHOLE),
    apart(
        "deep-json",
        [
            "limit_exceeded: max_json_depth",
            "limit_exceeded: max_json_depth",
            "ok",
        ],
    ),
    fault("surplus", "ok"),
    // What is no answer.
    fault("gzip-garbage", "broken_answer: decompressed"),
    fault("gzip-cut", "broken_answer"),
    fault("html", "unexpected_content: an HTML page"),
    apart("broken-json", ["broken_json", "broken_json", "ok"]),
    apart("empty", ["broken_json", "broken_json", "ok"]),
    fault("status=203", "token_refused: sign-in page"),
    apart("status=204", ["broken_json", "broken_json", "ok"]),
    fault("redirect-signin", "token_refused: sign-in page"),
    fault("redirect-loop", "limit_exceeded: max_redirects").strikes(6),
    fault(
        "redirect-foreign=http://127.0.0.1:9/x",
        "broken_answer: not followed",
    ),
    fault(
        "redirect-foreign=https://127.0.0.1:9/x",
        "connection_refused: 127.0.0.1:9",
    ),
    fault(
        "redirect-foreign=ftp://127.0.0.1/x",
        "broken_answer: not followed",
    ),
    // What the service says of itself.
    fault("status=400", "rejected: HTTP 400"),
    fault("status=403", "permission_missing: HTTP 403"),
    fault("status=404", "not_found: HTTP 404"),
    fault("status=409", "conflict: HTTP 409"),
    fault("status=500", "unavailable: HTTP 500"),
    fault("status=502", "unavailable: HTTP 502"),
    fault("status=503", "unavailable: HTTP 503"),
    fault("status=504", "unavailable: HTTP 504"),
    fault("throttle=1", "throttled: HTTP 429"),
    fault("retry-after=1", "ok"),
    // What passes, and what does not within two tries.
    fault("status=503#1", "ok").with(ONE_RETRY),
    fault("throttle=1#1", "ok").with(ONE_RETRY),
    apart("reset#1", ["connection_reset", "ok", "connection_reset"]),
    apart("cut#1", ["ok", "ok", "body_truncated"]).with(ONE_RETRY),
    fault("status=503", "unavailable: tried 2 times")
        .with(ONE_RETRY)
        .strikes(2),
    fault("throttle=1", "throttled: tried 2 times")
        .with(ONE_RETRY)
        .strikes(2),
];

/// That the sandbox has; each cell asks for one of its own.
const FIRST_BUILD: usize = 1001;

const JOBS: [&str; 3] = ["record", "page two", "body"];

/// A fault of a connection, wherever it leads: what is said at once, what is said again and again after it, and what
/// comes of it where an answer, TLS, or the proxy's word is due.
struct Peer {
    name: &'static str,
    start: &'static [u8],
    more: &'static [u8],
    end: End,
    options: &'static [(&'static str, &'static str)],
    outcomes: [&'static str; 3],
}

#[derive(Clone, Copy)]
enum End {
    Hold,
    Close,
    Reset,
}

const fn peer(name: &'static str, start: &'static [u8], end: End, outcomes: [&'static str; 3]) -> Peer {
    Peer {
        name,
        start,
        more: b"",
        end,
        options: &[],
        outcomes,
    }
}

impl Peer {
    const fn with(self, options: &'static [(&'static str, &'static str)]) -> Peer {
        Peer { options, ..self }
    }

    const fn endless(self, more: &'static [u8]) -> Peer {
        Peer { more, ..self }
    }
}

const HANDSHAKES: &[(&str, &str)] = &[
    ("connect_timeout_ms", "1500"),
    ("tls_timeout_ms", "1500"),
    ("first_byte_timeout_ms", "1500"),
];

const PEERS: &[Peer] = &[
    peer(
        "stall",
        b"",
        End::Hold,
        [
            "timeout: waiting for the answer: first_byte_timeout_ms",
            "timeout: agreeing on TLS: tls_timeout_ms",
            "timeout: connecting: connect_timeout_ms",
        ],
    )
    .with(HANDSHAKES),
    peer(
        "close",
        b"",
        End::Close,
        [
            "connection_reset",
            "connection_reset",
            "proxy_refused: did not respond",
        ],
    ),
    peer(
        "reset",
        b"",
        End::Reset,
        ["connection_reset", "connection_reset", "connection_reset"],
    ),
    peer(
        "garbage",
        b"\xff\x00garbage\r\n\r\n",
        End::Close,
        ["broken_answer", "tls_failed", "broken_answer"],
    ),
    peer(
        "SSH",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        End::Hold,
        ["broken_answer", "tls_failed", "broken_answer"],
    )
    .with(HANDSHAKES),
    peer(
        "flood",
        b"HTTP/1.1 200 OK\r\n",
        End::Hold,
        ["limit_exceeded", "tls_failed", "limit_exceeded"],
    )
    .endless(b"X-Flood: and no end of it\r\n"),
    peer(
        "half a head",
        b"HTTP/1.1 200 O",
        End::Close,
        ["connection_reset", "tls_failed", "proxy_refused: did not respond"],
    ),
    peer(
        "refusal",
        b"HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n",
        End::Close,
        ["proxy_refused: HTTP 407", "tls_failed", "proxy_refused: HTTP 407"],
    ),
    peer(
        "outage",
        b"HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n",
        End::Close,
        ["unavailable: HTTP 502", "tls_failed", "proxy_refused: HTTP 502"],
    ),
    peer(
        "TLS alert",
        b"\x15\x03\x03\x00\x02\x02\x28",
        End::Close,
        ["broken_answer", "tls_failed", "broken_answer"],
    ),
    peer(
        "TLS record cut",
        b"\x16\x03\x03\x40\x00\x02\x00\x00",
        End::Close,
        ["broken_answer", "connection_reset", "broken_answer"],
    ),
];

/// One call, what may go wrong with it, and what must come of it.
struct Trial {
    name: String,
    client: Client,
    job: usize,
    mark: usize,
    outcome: &'static str,
    memory: usize,
    /// Ends the fault.
    relief: Option<Arc<AtomicBool>>,
    waits: bool,
}

/// Bytes that a thread has now, and the most that it had.
struct Counting;

thread_local! {
    static HELD: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
}

fn count(change: isize) {
    // A thread that ends has nothing more to tell.
    let _ = HELD.try_with(|held| {
        held.set(held.get() + change);
        let _ = PEAK.try_with(|peak| peak.set(peak.get().max(held.get())));
    });
}

// SAFETY: everything is the system allocator's own doing; counting allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: the caller's promise is the system's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        // SAFETY: the caller's promise is the system's.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// What this gives, and the most memory that it had at once on this thread, where every call runs.
fn peak_of<T>(run: impl FnOnce() -> T) -> (T, usize) {
    let before = HELD.get();
    PEAK.set(before);
    let given = run();
    (given, usize::try_from(PEAK.get() - before).unwrap_or(0))
}

/// How a client reaches the sandbox.
struct Way<'a> {
    name: String,
    sandbox: &'a Sandbox,
    proxy: String,
}

impl Way<'_> {
    fn client(&self, user: &str, url: &str, options: &[(&str, &str)]) -> Client {
        let mut params: Params = [
            ("max_retries", "0"),
            ("max_body_bytes", "1048576"),
            ("timeout_ms", "60000"),
            ("first_byte_timeout_ms", "60000"),
            ("idle_timeout_ms", "60000"),
            ("proxy", &self.proxy),
            ("ca_file", self.sandbox.text("ca_file")),
        ]
        .into_iter()
        .collect();
        params.extend(&options.iter().copied().collect());
        // Each user has a gate of its own: what one is asked to wait for, no other does.
        let credential = Credential::basic(user, self.sandbox.pat()).unwrap();
        Client::with_options(url, credential, Options::from_params(&params).unwrap()).unwrap()
    }

    fn memory(&self) -> usize {
        if self.sandbox.url().starts_with("https") {
            MEMORY + TRUST_STORE
        } else {
            MEMORY
        }
    }
}

fn path(project: &str, mark: usize) -> String {
    format!(
        "{}/_apis/build/builds?x=cell-{mark}.",
        project.replace(' ', "%20")
    )
}

impl Trial {
    fn call(&self, project: &str) -> Result<(), Error> {
        let client = &self.client;
        match JOBS[self.job] {
            "record" => client
                .builds()
                .get(project, (FIRST_BUILD + self.mark) as i64)
                .map(|_| ()),
            "page two" => {
                // In a list of its own it goes over the kept connection, never ahead over another one.
                let page = |token: &str| {
                    let list = client.builds().list(project).page_size(2).top(2);
                    let list = list.set("properties", format!("cell-{}.", self.mark));
                    list.set("continuationToken", token).pages()?.next_page()
                };
                let first = page("")?.expect("page one");
                page(first.token()).map(|page| assert!(page.is_some(), "page two"))
            }
            _ => {
                let mut response = client.request("GET", &path(project, self.mark)).send()?;
                let mut buffer = [0; 1000];
                let mut length = 0;
                while length < MB {
                    match response.read(&mut buffer)? {
                        0 => return Ok(()),
                        count => length += count,
                    }
                }
                response.body().map(|_| ())
            }
        }
    }

    /// What is wrong, if anything.
    fn run(&self, project: &str) -> Result<(), String> {
        let began = Instant::now();
        let (result, peak) = peak_of(|| self.call(project));
        let took = began.elapsed();
        let shown = match &result {
            Ok(()) => "ok".to_owned(),
            Err(error) => format!("{}: {error}", error.cause().word()),
        };
        let is_due = |outcome: &str| {
            let mut words = outcome.split(": ");
            shown.split(": ").next() == words.next() && words.all(|word| shown.contains(word))
        };
        if !self.outcome.split(" | ").any(is_due) {
            return Err(format!("{:?} is due, came {shown}", self.outcome));
        }
        if took > BOUND {
            return Err(format!("took {took:?}"));
        }
        if peak > self.memory {
            return Err(format!("cost {} KiB", peak / 1024));
        }
        if let Some(relief) = &self.relief {
            relief.store(true, Ordering::SeqCst);
        }
        if self.name.starts_with("surplus") {
            // What comes later than the next request cannot be told from its answer.
            std::thread::sleep(Duration::from_millis(300));
        }
        let waited = self.client.count(Counter::WaitedMs);
        let sound = self.client.request("GET", "_apis/projects?sound").send();
        let body = sound.and_then(|mut response| response.body());
        match body {
            Err(error) => return Err(format!("and no sound call after it: {error}")),
            Ok(body) if !body.starts_with(b"{\"count\":") => {
                return Err(format!("and then {}", String::from_utf8_lossy(&body)));
            }
            Ok(_) => {}
        }
        let waited = self.client.count(Counter::WaitedMs) - waited;
        if self.waits != (waited > 0) {
            return Err(format!("the next call waited {waited} ms"));
        }
        Ok(())
    }
}

/// Runs all of them, many at a time, and says of each that went wrong what did.
fn run_all(trials: &[Trial], project: &str) -> Vec<String> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut wrong = Vec::new();
        while let Some(trial) = trials.get(next.fetch_add(1, Ordering::SeqCst)) {
            if let Err(why) = trial.run(project) {
                wrong.push(format!("{}: {why}", trial.name));
            }
        }
        wrong
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..WORKERS).map(|_| scope.spawn(work)).collect();
        let wrong = workers.into_iter().map(|worker| worker.join().unwrap());
        wrong.flatten().collect()
    })
}

/// The proxies that this machine has.
fn proxies(test: &str) -> Vec<(&'static str, Server)> {
    let squid = || {
        start(
            "squid",
            &format!("{test}-squid"),
            &["-N", "-f"],
            |port, folder| {
                format!(
                    "http_port 127.0.0.1:{port}\npid_filename none\ncache_log {folder}/cache.log\n\
                 access_log stdio:{folder}/log\ncache deny all\nvisible_hostname proxy.test\nnetdb_filename none\n\
                 shutdown_lifetime 0 seconds\nmax_filedescriptors 4096\nhttp_access allow all\n"
                )
            },
        )
    };
    let tinyproxy = || {
        start(
            "tinyproxy",
            &format!("{test}-tinyproxy"),
            &["-d", "-c"],
            |port, folder| {
                format!(
                    "Port {port}\nListen 127.0.0.1\nTimeout 30\nMaxClients 300\nLogFile \"{folder}/log\"\n\
                 LogLevel Connect\n"
                )
            },
        )
    };
    let mut found = Vec::new();
    found.extend(has("squid").map(|()| ("squid", squid())));
    found.extend(has("tinyproxy").map(|()| ("tinyproxy", tinyproxy())));
    found
}

fn ways<'a>(sandboxes: &'a [(&str, Sandbox)], proxies: &[(&str, Server)]) -> Vec<Way<'a>> {
    let mut ways = Vec::new();
    for (scheme, sandbox) in sandboxes {
        let direct = (scheme.to_string(), String::new());
        let proxied = proxies.iter().map(|(name, proxy)| {
            (
                format!("{scheme} through {name}"),
                format!("http://127.0.0.1:{}", proxy.port),
            )
        });
        ways.extend(
            std::iter::once(direct)
                .chain(proxied)
                .map(|(name, proxy)| Way { name, sandbox, proxy }),
        );
    }
    ways
}

/// What comes of a fault on this way, where that differs.
fn on_way(outcome: &'static str, way: &Way) -> &'static str {
    match outcome {
        // It is the proxy that finds nobody there.
        "connection_refused: 127.0.0.1:9" if !way.proxy.is_empty() => "proxy_refused: 127.0.0.1:9",
        _ => outcome,
    }
}

/// The fault where it strikes one job of one cell: no other sends such a request.
fn spec(fault: &Fault, job: usize, mark: usize) -> String {
    let (name, number) = fault.spec.split_once('#').unwrap_or((fault.spec, ""));
    let place = match JOBS[job] {
        "record" => format!("builds/{}", FIRST_BUILD + mark),
        "page two" => {
            format!("cell-{mark}.&queryOrder=queueTimeDescending&api-version=7.1&$top=2&continuationToken=")
        }
        _ => format!("cell-{mark}."),
    };
    match number {
        "" => format!("{name}@{place}"),
        number => format!("{name}@{place}#{number}"),
    }
}

#[test]
fn every_fault_on_every_way() {
    let began = Instant::now();
    let proxies = proxies("faults-of-requests");
    let count_ways = 1 + proxies.len();
    // Marks are the same for both sandboxes: cells of one scheme ask one of them.
    let mut cells = Vec::new();
    for fault in FAULTS {
        for job in 0..JOBS.len() {
            for way in 0..count_ways {
                cells.push((fault, job, way));
            }
        }
    }
    let specs: Vec<String> = cells
        .iter()
        .enumerate()
        .map(|(mark, (fault, job, _))| spec(fault, *job, mark))
        .collect();
    let builds = cells.len().to_string();
    let start_sandbox = |tls: &'static [&'static str]| {
        let mut arguments = vec!["--builds", &builds, "--projects", "1"];
        arguments.extend(tls);
        arguments.extend(specs.iter().flat_map(|spec| ["--fault", spec]));
        Sandbox::start(&arguments)
    };
    let sandboxes = [("http", start_sandbox(&[])), ("https", start_sandbox(&["--tls"]))];
    let ways = ways(&sandboxes, &proxies);
    let mut trials = Vec::new();
    for (index, way) in ways.iter().enumerate() {
        for (cell, (fault, job, way_of_cell)) in cells.iter().enumerate() {
            if *way_of_cell == index % count_ways {
                trials.push(Trial {
                    name: format!("{}, {}, {}", fault.spec, JOBS[*job], way.name),
                    client: way.client(&format!("cell-{cell}"), way.sandbox.url(), fault.options),
                    job: *job,
                    mark: cell,
                    outcome: on_way(fault.outcomes[*job], way),
                    memory: way.memory(),
                    relief: None,
                    waits: (fault.spec.starts_with("throttle") && !fault.spec.contains('#'))
                        || fault.spec.starts_with("retry-after"),
                });
            }
        }
    }
    let mut wrong = run_all(&trials, sandboxes[0].1.project());
    // No cell passes that its fault has not met.
    for (scheme, sandbox) in &sandboxes {
        let struck: BTreeMap<String, u64> =
            serde_json::from_value(sandbox.tally()["faults"].clone()).unwrap();
        for ((fault, job, _), spec) in cells.iter().zip(&specs) {
            if struck[spec] != fault.strikes[*job] {
                wrong.push(format!(
                    "{scheme}, {}: {spec} struck {} times",
                    JOBS[*job], struck[spec]
                ));
            }
        }
    }
    let count = trials.len();
    eprintln!("{count} cells in {:?}", began.elapsed());
    assert!(count >= 200, "{count}");
    assert!(
        wrong.is_empty(),
        "{} of {count} cells:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    // Tunnels are logged once they are closed.
    drop(trials);
    for (name, proxy) in &proxies {
        let tunnels = || {
            std::fs::read_to_string(proxy.folder.join("log"))
                .unwrap()
                .matches("CONNECT ")
                .count()
        };
        until(&format!("not all calls went through {name}"), || {
            tunnels() >= 2 * cells.len() / count_ways
        });
    }
}

/// A server, or a proxy, that misbehaves until it is relieved; from then on, connections lead to the sandbox.
fn misbehaving(peer: &'static Peer, sandbox_port: &str, is_proxy: bool) -> (u16, Arc<AtomicBool>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let relieved = Arc::new(AtomicBool::new(false));
    let target = format!("127.0.0.1:{sandbox_port}");
    let is_relieved = relieved.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (target, stream) = (target.clone(), stream.unwrap());
            let relieved = is_relieved.load(Ordering::SeqCst);
            std::thread::spawn(move || {
                // A client that has had enough leaves in the middle.
                let _ = match relieved {
                    true => pass(stream, &target, is_proxy),
                    false => misbehave(peer, stream),
                };
            });
        }
    });
    (port, relieved)
}

fn misbehave(peer: &Peer, mut stream: TcpStream) -> std::io::Result<()> {
    // Nobody is answered who has not asked: closing earlier would be another fault.
    let mut heard = [0; 65536];
    if stream.read(&mut heard)? == 0 {
        return Ok(());
    }
    stream.write_all(peer.start)?;
    while !peer.more.is_empty() {
        stream.write_all(peer.more)?;
    }
    match peer.end {
        End::Hold => {}
        End::Close => stream.shutdown(Shutdown::Write)?,
        End::Reset => {
            reset(&stream);
            return Ok(());
        }
    }
    // Closed with something unread, it would be a reset too.
    while stream.read(&mut heard)? > 0 {}
    Ok(())
}

/// Makes closing it a reset.
fn reset(stream: &TcpStream) {
    use std::os::fd::AsRawFd;
    let linger = libc::linger {
        l_onoff: 1,
        l_linger: 0,
    };
    // SAFETY: the descriptor is open for as long as `stream` is borrowed, and the option's value is a `linger` of the
    // length given.
    let done = unsafe {
        libc::setsockopt(
            stream.as_raw_fd(),
            libc::SOL_SOCKET,
            libc::SO_LINGER,
            (&raw const linger).cast(),
            size_of::<libc::linger>() as libc::socklen_t,
        )
    };
    assert_eq!(done, 0);
}

fn pass(mut stream: TcpStream, target: &str, is_proxy: bool) -> std::io::Result<()> {
    if is_proxy {
        let mut heard = Vec::new();
        while !heard.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte)?;
            heard.extend(byte);
        }
        stream.write_all(b"HTTP/1.1 200 Go on\r\n\r\n")?;
    }
    let mut there = TcpStream::connect(target)?;
    let (mut from, mut back) = (stream.try_clone()?, there.try_clone()?);
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut from, &mut back);
        let _ = back.shutdown(Shutdown::Write);
    });
    std::io::copy(&mut there, &mut stream)?;
    stream.shutdown(Shutdown::Write)
}

#[test]
fn every_fault_before_the_first_answer() {
    let began = Instant::now();
    let proxies = proxies("faults-of-connections");
    let arguments = ["--builds", "3", "--projects", "1"];
    let sandboxes = [
        ("http", Sandbox::start(&arguments)),
        ("https", Sandbox::start(&[&arguments[..], &["--tls"]].concat())),
    ];
    let ways = ways(&sandboxes, &proxies);
    let mut trials = Vec::new();
    for way in &ways {
        let is_tls = way.sandbox.url().starts_with("https");
        for peer in PEERS {
            for is_proxy in [false, true] {
                if is_proxy && !way.proxy.is_empty() {
                    continue;
                }
                let (port, relief) = misbehaving(peer, way.sandbox.port(), is_proxy);
                let proxy = format!("http://127.0.0.1:{port}");
                let mut options = peer.options.to_vec();
                let (url, outcome, place) = if is_proxy {
                    options.push(("proxy", &proxy));
                    (way.sandbox.url().to_owned(), peer.outcomes[2], "as the proxy")
                } else {
                    let url = way.sandbox.url().replace(way.sandbox.port(), &port.to_string());
                    (url, peer.outcomes[usize::from(is_tls)], "as the server")
                };
                trials.push(Trial {
                    name: format!("{} {place}, {}", peer.name, way.name),
                    client: way.client(&format!("peer-{port}"), &url, &options),
                    job: 0,
                    mark: 0,
                    outcome,
                    memory: way.memory(),
                    relief: Some(relief),
                    waits: false,
                });
            }
        }
    }
    let wrong = run_all(&trials, sandboxes[0].1.project());
    eprintln!("{} cells in {:?}", trials.len(), began.elapsed());
    assert!(
        wrong.is_empty(),
        "{} of {} cells:\n{}",
        wrong.len(),
        trials.len(),
        wrong.join("\n")
    );
    for (_, sandbox) in &sandboxes {
        let asked = sandbox.tally()["requests"].as_u64().unwrap();
        assert_eq!(asked as usize, trials.len() / 2, "only the sound calls get there");
    }
}
