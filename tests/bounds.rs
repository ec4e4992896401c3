//! Servers that send more than anybody wants: it costs no more than the bound that it hits, and that one is named.

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::time::{Duration, Instant};

use azdo::{Cause, Client, Credential, Error, Options, Params};
use flate2::Compression;
use flate2::write::GzEncoder;
use support::{PATIENCE, target_directory, until};

const MB: u64 = 1024 * 1024;

/// Serves every request with what `answer`, which is told its head, writes, for as long as the test lives; gives its
/// organization's URL.
fn server(answer: impl Fn(&str, &mut TcpStream) -> std::io::Result<()> + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/collection", listener.local_addr().unwrap());
    let answer = Arc::new(answer);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let answer = answer.clone();
            std::thread::spawn(move || {
                let mut stream = stream.unwrap();
                let mut head = [0; 8192];
                while let Ok(1..) = stream.read(&mut head).inspect(|&count| head[count..].fill(0)) {
                    // A client that has had enough leaves in the middle.
                    if answer(&String::from_utf8_lossy(&head), &mut stream).is_err() {
                        return;
                    }
                }
            });
        }
    });
    url
}

/// What a call is answered in a process of its own, and the most memory that it ever had.
fn answer_and_peak(call: &[(&str, &str)]) -> (String, u64) {
    let mut process = Command::new(target_directory().join("examples/scenarios"))
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("`cargo build --examples` builds it");
    let mut input = process.stdin.take().unwrap();
    for (key, value) in call {
        writeln!(input, "{key} {value}").unwrap();
    }
    writeln!(input).unwrap();
    let mut answer = String::new();
    let mut output = BufReader::new(process.stdout.take().unwrap());
    while !answer.ends_with("\n\n") {
        assert!(output.read_line(&mut answer).unwrap() > 0, "it died: {answer}");
    }
    let status = std::fs::read_to_string(format!("/proc/{}/status", process.id())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.unwrap().trim().trim_end_matches(" kB");
    drop(input);
    assert!(process.wait().unwrap().success());
    (answer, peak.parse::<u64>().unwrap() * 1024)
}

/// This many bytes of JSON's white space, compressed to a thousandth.
fn bomb(bytes: u64) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![b' '; MB as usize]).unwrap();
    encoder.finish().unwrap().repeat((bytes / MB) as usize)
}

fn head(status: u16, more: &str, length: usize) -> String {
    format!("HTTP/1.1 {status} x\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n{more}\r\n")
}

#[test]
fn a_bomb_costs_no_more_than_twice_its_bound() {
    let folded = bomb(1024 * MB);
    assert!(folded.len() < 3 * MB as usize);
    let bomb_server = |status: u16, more: &'static str| {
        let folded = folded.clone();
        server(move |_, stream| {
            let more = format!("Content-Encoding: gzip\r\n{more}");
            stream.write_all(head(status, &more, folded.len()).as_bytes())?;
            stream.write_all(&folded)
        })
    };
    let (sound, failing, elsewhere) = (
        bomb_server(200, ""),
        bomb_server(500, ""),
        bomb_server(302, "Location: /collection/_apis/x\r\n"),
    );
    let small = server(|_, stream| {
        stream.write_all(head(200, "", 2).as_bytes())?;
        stream.write_all(b"{}")
    });
    let request = |url: &str, bound: u64, call: &[(&str, &str)]| {
        let bound = format!("max_body_bytes={bound}");
        let mut lines = call.to_vec();
        lines.extend([("url", url), ("pat", "a-token"), ("option", &bound)]);
        answer_and_peak(&lines)
    };
    let raw = [("call", "request"), ("method", "GET"), ("path", "_apis/x")];
    let list = [("call", "builds_list"), ("param", "project=p")];
    let json = [("call", "builds_get_json"), ("project", "p")];

    let (answer, base) = request(&small, MB, &raw);
    assert!(answer.contains("http_status 200\n"), "{answer}");
    for bound in [MB, 8 * MB, 32 * MB] {
        for call in [&raw[..], &list, &json] {
            let (answer, peak) = request(&sound, bound, call);
            assert!(answer.contains("error_cause limit_exceeded\n"), "{answer}");
            assert!(answer.contains("max_body_bytes"), "{answer}");
            let cost = peak.saturating_sub(base);
            assert!(
                cost <= 2 * bound + 8 * MB,
                "{call:?}: {} MB under {} MB",
                cost / MB,
                bound / MB
            );
        }
    }
    for (url, word) in [
        (&failing, "error_cause unavailable\n"),
        (&elsewhere, "max_redirects"),
    ] {
        let (answer, peak) = request(url, 32 * MB, &raw);
        assert!(answer.contains(word), "{answer}");
        let cost = peak.saturating_sub(base);
        assert!(
            cost <= 8 * MB,
            "only the start of such a body is read: {} MB",
            cost / MB
        );
    }
}

#[test]
fn a_list_of_crumbs_costs_no_more_than_twice_its_bound() {
    const BOUND: u64 = 16 * MB;
    for crumb in ["1,", "{},", "{\"id\":1},"] {
        let list = format!("[{}1]", crumb.repeat(BOUND as usize / crumb.len() - 2));
        let url = server(move |_, stream| {
            stream.write_all(head(200, "", list.len()).as_bytes())?;
            stream.write_all(list.as_bytes())
        });
        let bound = format!("max_body_bytes={BOUND}");
        let call = [
            ("call", "builds_list"),
            ("url", &*url),
            ("pat", "a-token"),
            ("param", "project=p"),
            ("option", &*bound),
        ];
        let (answer, peak) = answer_and_peak(&call);
        assert!(answer.contains("error_cause limit_exceeded\n"), "{answer}");
        assert!(answer.contains("max_page_records"), "{answer}");
        assert!(
            peak <= 2 * BOUND + 16 * MB,
            "{crumb}: {} MB with the program itself",
            peak / MB
        );
    }
}

/// What a call of this library gives in a process of its own, this program once more, and the most memory that it had.
fn said_and_peak(call: &str, url: &str, bound: u64) -> (String, u64) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "a_call_in_a_process_of_its_own", "--nocapture"])
        .env("AZDO_TEST_CALL", format!("{call} {url} {bound}"))
        .output()
        .unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    let line = |key: &str| {
        let found = shown.lines().find_map(|line| line.split_once(key));
        found
            .unwrap_or_else(|| panic!("{call} died: {shown}"))
            .1
            .to_owned()
    };
    (line("it said "), line("it took ").parse::<u64>().unwrap() * 1024)
}

/// The other side of [`said_and_peak`], and nothing where nobody asks.
#[test]
fn a_call_in_a_process_of_its_own() {
    let Ok(call) = std::env::var("AZDO_TEST_CALL") else {
        return;
    };
    let call: Vec<_> = call.split(' ').collect();
    let options = Params::from_iter([
        ("max_body_bytes", call[2]),
        ("skip_broken", "1"),
        ("max_retries", "0"),
    ]);
    let options = Options::from_params(&options).unwrap();
    let client = Client::with_options(call[1], Credential::pat("a-token").unwrap(), options).unwrap();
    let builds = client.builds();
    let result = match call[0] {
        "timeline" => builds.timeline("p", 1).map(|timeline| timeline.records().len()),
        "build" => builds.get("p", 1).map(|build| build.id() as usize),
        "builds" => builds.list("p").pages().and_then(|mut pages| {
            let page = pages.next_page()?;
            Ok(page.map_or(0, |page| page.records().len()))
        }),
        "tags" => builds.tags("p", 1).map(|page| page.records().len()),
        "json" => builds.get_json(None).map(|json| json.len()),
        "doctor" => {
            let options = Options::from_params(&Params::from_iter([("max_body_bytes", call[2])])).unwrap();
            let token = Credential::pat("a-token").ok();
            azdo::diagnose(call[1], token, options, None).map(|findings| findings.records().len())
        }
        other => panic!("no such call: {other}"),
    };
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap();
    match result {
        Ok(count) => println!("it said {count}"),
        Err(error) => println!(
            "it said {} {}",
            error.cause().word(),
            error.to_string().replace('\n', " ")
        ),
    }
    println!("it took {}", peak.trim().trim_end_matches(" kB"));
}

#[test]
fn no_json_costs_more_than_twice_its_bound() {
    const BOUND: u64 = 16 * MB;
    let filled = |start: &str, crumb: &[u8], end: &str| {
        let room = BOUND as usize - start.len() - end.len();
        [
            start.as_bytes(),
            &crumb.repeat(room / crumb.len()),
            end.as_bytes(),
        ]
        .concat()
    };
    let answered = |call: &str, status: u16, body: Vec<u8>| {
        let url = server(move |_, stream| {
            stream.write_all(head(status, "", body.len()).as_bytes())?;
            stream.write_all(&body)
        });
        said_and_peak(call, &url, BOUND)
    };
    let (_, base) = answered("build", 200, b"{\"id\":1}".to_vec());
    let cost = |call: &str, status: u16, body: Vec<u8>| {
        let (answer, peak) = answered(call, status, body);
        (answer, peak.saturating_sub(base))
    };
    let many = "limit_exceeded";
    let issues = "7,".repeat(300);
    let records = format!("{{\"id\":1,\"issues\":[{issues}7]}},");
    for (call, start, crumb, end, said) in [
        (
            "timeline",
            "{\"records\":[{\"id\":1,\"issues\":[",
            "7,",
            "7]}]}",
            many,
        ),
        (
            "timeline",
            "{\"records\":[{\"id\":1,\"issues\":[",
            "{},",
            "7]}]}",
            many,
        ),
        (
            "timeline",
            "{\"records\":[{\"id\":1,\"previousAttempts\":[",
            "7,",
            "7]}]}",
            many,
        ),
        ("timeline", "{\"records\":[", &records, "{\"id\":2}]}", many),
        // What is written anew may be larger than before.
        (
            "timeline",
            "{\"records\":[{\"id\":1,\"x\":[",
            "1e9,",
            "7]}]}",
            "1",
        ),
        ("build", "{\"id\":1,\"x\":1e2,\"y\":[", "{\"\":0},", "{}]}", "1"),
        ("build", "{\"id\":1,\"x\":\"\\ud83d\",\"y\":[", "[],", "{}]}", "1"),
        (
            "build",
            "{\"id\":1,\"\\u0078\":1,\"y\":[",
            "[[[[]]]],",
            "{}]}",
            "1",
        ),
        ("build", "{\"id\":1,\"uri\":\"\\n", "a", "\"}", "1"),
        ("build", "{\"id\":1,\"uri\":\"\\ud83d", "a", "\"}", "1"),
        ("build", "{\"id\":1,\"uri\":\"", "\\n", "\"}", "1"),
        ("builds", "[{\"x\":1e2,\"y\":[", "{\"\":0},", "{}]}]", "0"),
        ("tags", "[[", "[],", "{}]]", "0"),
        (
            "doctor",
            "{\"authenticatedUser\":{\"id\":\"a\"},\"x\":[",
            "{\"\":0},",
            "7]}",
            "",
        ),
    ] {
        let body = filled(start, crumb.as_bytes(), end);
        let (answer, cost) = cost(call, 200, body);
        assert!(answer.starts_with(said), "{call} {start}: {answer}");
        assert!(said != many || answer.contains("max_page_records"), "{answer}");
        assert!(cost <= 2 * BOUND + 8 * MB, "{call} {start}: {} MB", cost / MB);
    }
    // What is no UTF-8 becomes what is larger.
    let (answer, most) = cost("build", 200, filled("{\"id\":1,\"uri\":\"", &[0xff], "\"}"));
    assert_eq!(answer, "1");
    assert!(most <= 2 * BOUND + 8 * MB, "{} MB", most / MB);
    // An answer that explains a failure is read only in part.
    for (status, start) in [(500, "{\"x\":["), (404, "{\"value\":[")] {
        let (answer, cost) = cost("build", status, filled(start, b"{\"\":0},", "7]}"));
        assert!(cost <= 8 * MB, "{start}: {} MB, {answer}", cost / MB);
    }
}

#[test]
fn lists_that_are_put_together_cost_no_more_than_twice_their_bound() {
    const BOUND: u64 = 8 * MB;
    let merged = |projects: usize, list: String| {
        let url = server(move |request, stream| {
            let id = |index| format!("{{\"id\":\"{index:036}\",\"name\":\"p{index}\"}}");
            let ids: Vec<_> = (0..projects).map(id).collect();
            let ids = format!("{{\"value\":[{}]}}", ids.join(","));
            let (status, body) = if request.starts_with("GET /collection/_apis/projects") {
                (200, &ids)
            } else if request.starts_with("GET /collection/_apis/") {
                (404, &list)
            } else {
                (200, &list)
            };
            stream.write_all(head(status, "", body.len()).as_bytes())?;
            stream.write_all(body.as_bytes())
        });
        said_and_peak("json", &url, BOUND)
    };
    let (answer, base) = merged(3, "[{}]".to_owned());
    assert_eq!(answer, "30", "three elements, commas, and what is around them");
    for list in [
        format!("[\"{}\"]", "x".repeat(MB as usize)),
        format!("[{}1]", "1,".repeat(40_000)),
    ] {
        let (answer, peak) = merged(400, list);
        assert!(answer.starts_with("limit_exceeded"), "{answer}");
        assert!(answer.contains("max_body_bytes"), "{answer}");
        let cost = peak.saturating_sub(base);
        assert!(cost <= 2 * BOUND + 8 * MB, "{} MB", cost / MB);
    }
}

fn answered(options: &[(&str, &str)], answer: Vec<u8>) -> Result<azdo::Held<azdo::Build>, Error> {
    let url = server(move |_, stream| {
        stream.write_all(&answer)?;
        stream.shutdown(std::net::Shutdown::Write)
    });
    let params: Params = options.iter().copied().collect();
    let options = Options::from_params(&params).unwrap();
    let client = Client::with_options(&url, Credential::pat("a-token").unwrap(), options).unwrap();
    let began = Instant::now();
    let result = client.builds().get("p", 1);
    assert!(began.elapsed() < PATIENCE);
    result
}

#[test]
fn json_of_any_depth_overflows_no_stack() {
    let deep = |open: &str, inner: &str, close: &str, depth: usize| {
        let nested = open.repeat(depth) + inner + &close.repeat(depth);
        let mut found = Vec::new();
        for member in ["unheard-of", "definition", "buildNumber", "logs"] {
            let json = format!("{{\"{member}\":{nested},\"id\":1}}");
            found.push(([head(200, "", json.len()), json].concat()).into_bytes());
        }
        found
    };
    for (open, inner, close) in [
        ("[", "", "]"),
        ("{\"a\":", "1", "}"),
        ("[{\"a\":", "\"\\ud800\"", "}]"),
    ] {
        // The record is the first of them.
        for answer in deep(open, inner, close, 63) {
            let sound = answered(&[], answer).unwrap();
            assert_eq!(sound.id(), 1);
        }
        for answer in deep(open, inner, close, 128) {
            let error = answered(&[], answer).unwrap_err();
            assert_eq!(error.cause(), Cause::LimitExceeded, "{error}");
            assert!(error.hint().contains("max_json_depth"));
        }
        for answer in deep(open, inner, close, 500_000) {
            match answered(&[("max_json_depth", "4000000000")], answer) {
                Ok(build) => assert_eq!(build.id(), 1),
                // Half a character is mended by a reader that has a bound of its own.
                Err(error) => assert_eq!(error.cause(), Cause::BrokenJson, "{error}"),
            }
        }
    }
}

#[test]
fn heads_have_bounds() {
    let flood = |count: usize, length: usize| {
        let value = "v".repeat(length);
        let headers: String = (0..count)
            .map(|index| format!("X-{index}: {value}\r\n"))
            .collect();
        [head(200, &headers, 8), "{\"id\":1}".to_owned()]
            .concat()
            .into_bytes()
    };
    assert_eq!(answered(&[], flood(100, 200)).unwrap().id(), 1);
    for (option, head, words) in [
        (
            None,
            flood(1, 40_000),
            ["larger than 32768 bytes", "max_header_bytes"],
        ),
        (
            None,
            flood(100, 1000),
            ["larger than 32768 bytes", "max_header_bytes"],
        ),
        (
            Some("3000"),
            flood(100, 200),
            ["larger than 3000 bytes", "max_header_bytes"],
        ),
        (None, flood(200, 2), ["more headers than are read, 128", ""]),
    ] {
        let options: Vec<_> = option
            .into_iter()
            .map(|bytes| ("max_header_bytes", bytes))
            .collect();
        let error = answered(&options, head).unwrap_err();
        assert_eq!(error.cause(), Cause::LimitExceeded, "{error}");
        for word in words {
            assert!(error.to_string().contains(word), "{error}");
        }
    }
    let larger = answered(&[("max_header_bytes", "200000")], flood(100, 1000));
    assert_eq!(larger.unwrap().id(), 1);
}

#[test]
fn framing_that_never_ends_is_an_error() {
    let endless = |start: &str, more: &str| {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        [head, start, &more.repeat(1_000_000)].concat().into_bytes()
    };
    for (start, more) in [
        ("8;", "extension=value;"),
        ("", "0"),
        ("fffffffffffffffff", ""),
        ("-8\r\n", "x"),
    ] {
        let error = answered(&[], endless(start, more)).unwrap_err();
        assert_eq!(error.cause(), Cause::BrokenAnswer, "{start}: {error}");
    }
    let error = answered(&[], endless("fffffff\r\n", "x")).unwrap_err();
    assert_eq!(error.cause(), Cause::BodyTruncated, "{error}");
    // The answer is complete before what follows it.
    let trailed = answered(&[], endless("8\r\n{\"id\":1}\r\n0\r\n", "X-Trailer: more\r\n"));
    assert_eq!(trailed.unwrap().id(), 1);
}

#[test]
fn of_many_connections_few_are_kept() {
    const CALLS: usize = 40;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/collection", listener.local_addr().unwrap());
    let (open, all_asked) = (Arc::new(AtomicUsize::new(0)), Arc::new(Barrier::new(CALLS)));
    std::thread::spawn({
        let open = open.clone();
        move || {
            for stream in listener.incoming() {
                let (open, all_asked) = (open.clone(), all_asked.clone());
                open.fetch_add(1, Ordering::SeqCst);
                std::thread::spawn(move || {
                    let (mut stream, mut heard) = (stream.unwrap(), [0; 8192]);
                    assert!(stream.read(&mut heard).unwrap() > 0);
                    all_asked.wait();
                    let answer = [&*head(200, "", 2), "{}"].concat();
                    stream.write_all(answer.as_bytes()).unwrap();
                    // Until the client has closed it.
                    while matches!(stream.read(&mut heard), Ok(count) if count > 0) {}
                    open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        }
    });
    let client = Client::new(&url, Credential::pat("a-token").unwrap()).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..CALLS {
            scope.spawn(|| client.request("GET", "_apis/x").send().unwrap().body().unwrap());
        }
    });
    until("too many connections are kept", || {
        open.load(Ordering::SeqCst) <= 16
    });
    assert!(open.load(Ordering::SeqCst) > 0, "none is kept");
    drop(client);
    until("connections outlive their client", || {
        open.load(Ordering::SeqCst) == 0
    });
}

#[test]
fn the_rest_of_a_redirect_holds_nobody_up() {
    let url = server(|request, stream| {
        if request.contains("/elsewhere") {
            stream.write_all(head(200, "", 8).as_bytes())?;
            return stream.write_all(b"{\"id\":1}");
        }
        stream.write_all(head(302, "Location: /collection/elsewhere\r\n", 1_000_000).as_bytes())?;
        loop {
            stream.write_all(b" ")?;
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    let client = Client::new(&url, Credential::pat("a-token").unwrap()).unwrap();
    let began = Instant::now();
    let answer = client
        .request("GET", "_apis/projects")
        .send()
        .unwrap()
        .body()
        .unwrap();
    assert_eq!(answer, b"{\"id\":1}");
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}
