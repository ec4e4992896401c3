//! The sandbox as a client sees it: the binary is started, raw HTTP is spoken.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

/// Far more than anything here takes.
const PATIENCE: Duration = Duration::from_secs(30);
const SUPPRESS: &str = "X-TFS-FedAuthRedirect: Suppress\r\n";

struct Sandbox {
    process: Child,
    ready: Value,
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Sandbox {
    fn start(arguments: &[&str]) -> Sandbox {
        let mut process = Command::new(env!("CARGO_BIN_EXE_azdo-sandbox"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        Sandbox {
            process,
            ready: serde_json::from_str(&line).unwrap(),
        }
    }

    fn text(&self, name: &str) -> &str {
        self.ready[name].as_str().unwrap()
    }

    fn connect(&self) -> TcpStream {
        let url = self.text("organization_url");
        let authority = url.strip_prefix("http://").unwrap().split('/').next().unwrap();
        let stream = TcpStream::connect(authority).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// `path`: below the host. `headers`: whole lines.
    fn get(&self, path: &str, headers: &str) -> Answer {
        exchange(
            &mut self.connect(),
            &format!("GET {path} HTTP/1.1\r\nHost: sandbox.test:1\r\n{headers}\r\n"),
        )
    }

    fn signed(&self, path: &str) -> Answer {
        self.get(path, &basic(self.text("pat")))
    }

    fn wait(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.process.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < deadline, "the sandbox goes on");
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers(name).next()
    }

    fn headers(&self, name: &str) -> impl Iterator<Item = &str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .filter(move |(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn ids(&self) -> Vec<u64> {
        let json = self.json();
        let builds = json["value"].as_array().unwrap();
        assert_eq!(json["count"], builds.len());
        builds.iter().map(|build| build["id"].as_u64().unwrap()).collect()
    }
}

fn exchange(stream: &mut TcpStream, request: &str) -> Answer {
    stream.write_all(request.as_bytes()).unwrap();
    receive(stream)
}

fn receive(stream: &mut TcpStream) -> Answer {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert!(
            reader.read_line(&mut head).unwrap() > 0,
            "the connection ended in {head:?}"
        );
    }
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let mut answer = Answer {
        status,
        head,
        body: Vec::new(),
    };
    let length = answer
        .header("Content-Length")
        .map_or(0, |length| length.parse().unwrap());
    reader.take(length).read_to_end(&mut answer.body).unwrap();
    assert_eq!(answer.body.len() as u64, length);
    answer
}

fn basic(pat: &str) -> String {
    format!("Authorization: Basic {}\r\n", STANDARD.encode(format!(":{pat}")))
}

#[test]
fn the_ready_line_says_where_and_how() {
    let sandbox = Sandbox::start(&[]);
    assert!(sandbox.text("organization_url").ends_with("/fabrikam"));
    assert_eq!(sandbox.text("project"), "Fabrikam-Fiber");
    for file in ["ca_file", "client_cert_file", "client_key_file"] {
        assert_eq!(sandbox.text(file), "");
    }
    assert_eq!(
        (sandbox.text("pat").len(), sandbox.text("expired_pat").len()),
        (84, 84)
    );
}

#[test]
fn refusals_are_those_of_the_service() {
    let sandbox = Sandbox::start(&[]);
    let path = "/fabrikam/_apis/projects";

    let answer = sandbox.get(path, SUPPRESS);
    assert_eq!(
        (answer.status, &answer.json()["typeKey"]),
        (401, &"UnauthorizedRequestException".into())
    );
    assert!(answer.headers("WWW-Authenticate").count() > 1);

    let answer = sandbox.get(path, "");
    assert_eq!(answer.status, 302);
    assert!(
        answer
            .header("Location")
            .unwrap()
            .starts_with("http://sandbox.test:1/_signin?")
    );
    let answer = sandbox.get("/_signin?x", "");
    assert_eq!(
        (answer.status, answer.header("Content-Type")),
        (203, Some("text/html; charset=utf-8"))
    );

    let answer = sandbox.get(path, &basic(sandbox.text("expired_pat")));
    assert_eq!((answer.status, answer.body.len()), (401, 0));
    assert!(
        answer
            .header("X-TFS-ServiceError")
            .unwrap()
            .ends_with("%20used%20has%20expired.")
    );

    let canonical = basic(sandbox.text("pat"));
    let stray = canonical.replace("\r\n", "=\r\n");
    for unknown in [basic("wrong"), stray, "Authorization: Negotiate x\r\n".to_owned()] {
        let answer = sandbox.get(path, &unknown);
        assert_eq!((answer.status, answer.body.len()), (401, 0), "{unknown}");
        assert_eq!(answer.header("X-TFS-ServiceError"), None);
        assert_eq!(answer.header("X-VSS-UserData"), None);
    }

    let answer = sandbox.get(path, &basic("signin203-of-a-user"));
    assert_eq!(answer.status, 203);
    assert!(answer.body.starts_with(b"<!DOCTYPE html>"));

    let bearer = format!("Authorization: Bearer {}\r\n", sandbox.text("pat"));
    let answer = sandbox.get(path, &bearer);
    assert_eq!((answer.status, &answer.json()["count"]), (200, &3.into()));
    assert!(answer.header("X-VSS-UserData").is_some());
    assert_eq!(answer.header("ActivityId"), answer.header("X-VSS-E2EID"));
}

#[test]
fn every_build_is_on_one_page() {
    let sandbox = Sandbox::start(&["--builds", "130", "--page-limit=25"]);
    for order in [
        "queueTimeDescending",
        "queueTimeAscending",
        "startTimeDescending",
        "startTimeAscending",
        "finishTimeDescending",
        "finishTimeAscending",
    ] {
        let first = format!("/fabrikam/fabrikam-fiber/_apis/build/Builds?$top=50&queryOrder={order}");
        let mut answer = sandbox.signed(&first);
        let mut ids = answer.ids();
        while let Some(token) = answer.header("x-ms-continuationtoken") {
            assert_eq!(answer.ids().len(), 25);
            answer = sandbox.signed(&format!(
                "{first}&continuationToken={}",
                token.replace(':', "%3A")
            ));
            ids.extend(answer.ids());
        }
        assert_eq!(ids.len(), 130, "{order}");
        assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 130, "{order}");
        if order == "queueTimeDescending" {
            assert!(ids.is_sorted_by(|a, b| a > b));
        }
    }
}

#[test]
fn a_token_counts_only_under_its_order() {
    let sandbox = Sandbox::start(&[]);
    let list = "/fabrikam/Fabrikam-Fiber/_apis/build/builds?$top=10";
    let by_queue = sandbox.signed(&format!("{list}&queryOrder=queueTimeDescending"));
    let token = by_queue.header("x-ms-continuationtoken").unwrap();
    let page_two = sandbox.signed(&format!(
        "{list}&queryOrder=QUEUETIMEDESCENDING&continuationToken={token}"
    ));
    assert!(page_two.ids()[0] < by_queue.ids()[9]);

    let page_one = sandbox.signed(list);
    let again = sandbox.signed(&format!("{list}&continuationToken={token}"));
    assert_eq!(again.ids(), page_one.ids());
    let other = sandbox.signed(&format!(
        "{list}&queryOrder=queueTimeAscending&continuationToken={token}"
    ));
    assert_eq!(
        other.ids(),
        sandbox
            .signed(&format!("{list}&queryOrder=queueTimeAscending"))
            .ids()
    );

    let answer = sandbox.signed(&format!("{list}&continuationToken=2"));
    assert_eq!(
        (answer.status, &answer.json()["typeKey"]),
        (400, &"VssPropertyValidationException".into())
    );
}

#[test]
fn filters_are_honoured() {
    let sandbox = Sandbox::start(&["--builds", "400", "--project-less"]);
    let list = |query: &str| {
        sandbox
            .signed(&format!("/fabrikam/Fabrikam-Fiber/_apis/build/builds?{query}"))
            .json()["value"]
            .take()
    };
    let every = |query: &str, holds: &dyn Fn(&Value) -> bool| {
        let builds = list(query);
        let builds = builds.as_array().unwrap();
        assert!(
            !builds.is_empty() && builds.len() < 400,
            "{query}: {}",
            builds.len()
        );
        assert!(builds.iter().all(holds), "{query}");
    };
    every("statusFilter=INPROGRESS", &|build| {
        build["status"] == "inProgress"
    });
    every("resultFilter=failed,canceled", &|build| {
        build["result"] == "failed" || build["result"] == "canceled"
    });
    every("reasonFilter=schedule", &|build| build["reason"] == "schedule");
    every("definitions=1,2", &|build| {
        build["definition"]["id"].as_u64().unwrap() < 3
    });
    every("buildNumber=20261115*", &|build| {
        build["buildNumber"].as_str().unwrap().starts_with("20261115.")
    });
    every(
        "branchName=refs%2Fheads%2Ffeature%2F%E6%BC%A2%E5%AD%97",
        &|build| build["sourceBranch"] == "refs/heads/feature/漢字",
    );
    every("requestedFor=J%C3%B6rg%20M%C3%BCller", &|build| {
        build["requestedFor"]["uniqueName"] == "joerg.mueller@fabrikam.example"
    });
    every("tagFilters=release", &|build| {
        build["tags"].as_array().unwrap().contains(&"release".into())
    });
    every("minTime=2026-11-15&queryOrder=queueTimeAscending", &|build| {
        build["queueTime"].as_str().unwrap() > "2026-11-15"
    });

    let id = list("$top=1")[0]["id"].as_u64().unwrap();
    assert_eq!(list(&format!("buildIds={id},1"))[0]["id"], id);
    let everywhere = sandbox.signed("/fabrikam/_apis/build/builds");
    assert_eq!(everywhere.ids().len(), 480);
    for wrong in ["statusFilter=done", "$top=-1", "definitions=a", "minTime=now"] {
        let answer = sandbox.signed(&format!("/fabrikam/Fabrikam-Fiber/_apis/build/builds?{wrong}"));
        assert_eq!(
            (answer.status, &answer.json()["typeKey"]),
            (400, &"ArgumentException".into()),
            "{wrong}"
        );
    }
}

#[test]
fn what_is_not_there_is_a_404() {
    let sandbox = Sandbox::start(&[]);
    for (path, type_key) in [
        ("/Fabrikam-Fiber/_apis/build/builds/99", "BuildNotFoundException"),
        (
            "/Nowhere/_apis/build/builds",
            "ProjectDoesNotExistWithNameException",
        ),
    ] {
        let answer = sandbox.signed(&format!("/fabrikam{path}"));
        assert_eq!(
            (answer.status, &answer.json()["typeKey"]),
            (404, &type_key.into())
        );
    }
    for path in ["/_apis/build/builds", "/p/_apis/nothing", "/"] {
        let answer = sandbox.signed(&format!("/fabrikam{path}"));
        let text =
            format!("The controller for path '{path}' was not found or does not implement IController.");
        assert_eq!((answer.status, answer.body.as_slice()), (404, text.as_bytes()));
        assert!(
            answer
                .header("X-TFS-ServiceError")
                .unwrap()
                .starts_with("The%20controller%20for%20path%20%27%2F")
        );
    }
    let answer = sandbox.signed("/elsewhere/_apis/projects");
    assert_eq!(
        (answer.status, answer.header("Content-Type")),
        (404, Some("text/html; charset=utf-8"))
    );
    let answer = sandbox.signed("/fabrikam/_apis/projects?api-version=99.0");
    assert_eq!(
        (answer.status, &answer.json()["typeKey"]),
        (400, &"VssVersionOutOfRangeException".into())
    );
}

#[test]
fn projects_come_in_pages_and_by_any_name() {
    let sandbox = Sandbox::start(&["--projects", "4"]);
    let first = sandbox.signed("/FABRIKAM/_apis/projects?$top=3");
    assert_eq!(first.header("x-ms-continuationtoken"), Some("3"));
    assert_eq!(first.json()["value"][2]["name"], "Überbau");
    let last = sandbox.signed("/fabrikam/_apis/projects?$top=3&continuationToken=3");
    assert_eq!(
        (last.header("x-ms-continuationtoken"), &last.json()["count"]),
        (None, &1.into())
    );
    let id = first.json()["value"][2]["id"].as_str().unwrap().to_owned();
    for segment in [
        "%C3%9Cberbau",
        "%c3%bcBERBAU",
        &id,
        &id.to_uppercase(),
        "contoso%20web",
    ] {
        let answer = sandbox.signed(&format!("/fabrikam/{segment}/_apis/build/builds"));
        assert_eq!(answer.ids().len(), 25, "{segment}");
    }
    let build = sandbox
        .signed(&format!("/fabrikam/{id}/_apis/build/builds?$top=1"))
        .json()["value"][0]
        .take();
    let url = build["url"].as_str().unwrap();
    let path = url.strip_prefix("http://sandbox.test:1").unwrap();
    assert_eq!(sandbox.signed(path).json(), build);
}

#[test]
fn connections_are_kept_and_nonsense_is_refused() {
    let sandbox = Sandbox::start(&[]);
    let mut stream = sandbox.connect();
    let request = format!(
        "GET /fabrikam/_apis/projects HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n{}\r\nxx",
        basic(sandbox.text("pat"))
    );
    assert_eq!(exchange(&mut stream, &request).status, 200);
    assert_eq!(exchange(&mut stream, &request).status, 200);
    assert_eq!(exchange(&mut stream, "\u{0}\r\n\r\n").status, 400);
    assert_eq!(stream.read(&mut [0]).unwrap(), 0);
    assert_eq!(exchange(&mut sandbox.connect(), &"x".repeat(100_000)).status, 400);
}

#[test]
fn faults_are_told_apart_by_request() {
    let sandbox = Sandbox::start(&[
        "--fault",
        "cut@builds#2",
        "--fault",
        "throttle=7@projects#1",
        "--fault",
        "reset@reset",
        "--fault",
        "broken-json@/builds/",
    ]);
    let answer = sandbox.signed("/fabrikam/_apis/projects");
    assert_eq!((answer.status, answer.header("Retry-After")), (429, Some("7")));
    assert_eq!(sandbox.signed("/fabrikam/_apis/projects").status, 200);

    let whole = sandbox
        .signed("/fabrikam/Fabrikam-Fiber/_apis/build/builds")
        .body
        .len();
    let mut stream = sandbox.connect();
    let request = format!(
        "GET /fabrikam/Fabrikam-Fiber/_apis/build/builds HTTP/1.1\r\nHost: h\r\n{}\r\n",
        basic(sandbox.text("pat"))
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    assert!(
        bytes.len() > whole / 3 && bytes.len() < whole,
        "{} of {whole}",
        bytes.len()
    );

    let mut stream = sandbox.connect();
    stream
        .write_all(b"GET /reset HTTP/1.1\r\nHost: h\r\n\r\n")
        .unwrap();
    assert!(stream.read_to_end(&mut bytes).is_err());
    let broken = sandbox.signed("/fabrikam/Fabrikam-Fiber/_apis/build/builds/1003");
    assert!(serde_json::from_slice::<Value>(&broken.body).is_err());
}

#[test]
fn pages_go_wrong_as_told() {
    let list = "/fabrikam/Fabrikam-Fiber/_apis/build/builds?$top=10&queryOrder=queueTimeDescending";
    let walk = |fault: &str| -> Vec<(Vec<u64>, String)> {
        let sandbox = Sandbox::start(&["--builds", "25", "--fault", fault]);
        let mut pages = Vec::new();
        let mut target = list.to_owned();
        while pages.len() < 5 {
            let answer = sandbox.signed(&target);
            let token = answer
                .header("x-ms-continuationtoken")
                .unwrap_or_default()
                .to_owned();
            target = format!("{list}&continuationToken={}", token.replace('+', "%2B"));
            pages.push((answer.ids(), token.clone()));
            if token.is_empty() {
                break;
            }
        }
        pages
    };
    let lengths = |pages: &[(Vec<u64>, String)]| pages.iter().map(|(ids, _)| ids.len()).collect::<Vec<_>>();

    let pages = walk("empty-page");
    assert_eq!(lengths(&pages), [10, 0, 10, 5]);
    assert_ne!(pages[0].1, pages[1].1);

    let pages = walk("overlap");
    assert_eq!(lengths(&pages), [10, 10, 8]);
    assert_eq!(pages[0].0[7..], pages[1].0[..3]);

    let pages = walk("page-one-again");
    assert!(pages.iter().all(|(ids, _)| *ids == pages[0].0));
    assert_eq!(
        pages.iter().map(|(_, token)| token).collect::<HashSet<_>>().len(),
        5
    );

    let pages = walk("repeat-token");
    assert!(pages.iter().all(|(_, token)| *token == pages[0].1));
    assert_ne!(pages[0].0, pages[1].0);
}

#[test]
fn recordings_are_answered_as_they_were() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("recordings");
    std::fs::create_dir_all(&folder).unwrap();
    let record = |file: &str, method: &str, path: &str, status: u16, body: &str| {
        let exchange = serde_json::json!({
            "request": { "method": method, "uri": format!("https://dev.azure.com/Org/{path}") },
            "response": {
                "status": status,
                "reason": "As Recorded",
                "headers": { "x-twice": ["1", "2"], "content-length": ["9999"], "content-encoding": ["gzip"] },
                "body": body,
            },
        });
        std::fs::write(folder.join(file), exchange.to_string()).unwrap();
    };
    let body = "\u{feff}{\"count\":0,\"value\":[]} größe";
    record(
        "builds-list-1.json",
        "GET",
        "My%20Project/_apis/build/Builds?definitions=2",
        200,
        body,
    );
    record(
        "gone.json",
        "DELETE",
        "My%20Project/_apis/build/builds/7",
        204,
        "",
    );

    let sandbox = Sandbox::start(&["--replay", folder.to_str().unwrap()]);
    assert!(sandbox.text("organization_url").ends_with("/Org"));
    assert_eq!(sandbox.text("project"), "My Project");
    assert_eq!(sandbox.ready["organizations"][0]["project"], "My Project");

    let answer = sandbox.get("/org/my%20project/_apis/build/builds?$top=5", "");
    assert!(answer.head.starts_with("HTTP/1.1 200 As Recorded\r\n"));
    assert_eq!(answer.body, body.as_bytes());
    assert_eq!(answer.headers("x-twice").collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(answer.header("content-encoding"), None);

    let delete = "DELETE /Org/My%20Project/_apis/build/builds/7 HTTP/1.1\r\nHost: h\r\n\r\n";
    let answer = exchange(&mut sandbox.connect(), delete);
    assert_eq!((answer.status, answer.header("Content-Length")), (204, None));
    let answer = sandbox.get("/Org/other", "");
    assert_eq!(
        (answer.status, answer.header("X-Azdo-Sandbox")),
        (404, Some("no-recording"))
    );
}

#[test]
fn it_ends_with_its_standard_input() {
    let mut sandbox = Sandbox::start(&["--tls"]);
    let ca_file = std::path::PathBuf::from(sandbox.text("ca_file"));
    assert!(
        std::fs::read_to_string(&ca_file)
            .unwrap()
            .starts_with("-----BEGIN CERTIFICATE-----")
    );
    drop(sandbox.process.stdin.take());
    assert!(sandbox.wait().success());
    assert!(!ca_file.parent().unwrap().exists());
}

#[test]
fn it_ends_on_sigterm() {
    let mut sandbox = Sandbox::start(&[]);
    // SAFETY: a signal to a child that has not been waited for.
    unsafe { libc::kill(sandbox.process.id() as libc::pid_t, libc::SIGTERM) };
    assert!(sandbox.wait().success());
}

#[test]
fn a_wrong_command_line_is_named() {
    for (arguments, named) in [
        (["--nonsense", "1"], "--nonsense"),
        (["--builds", "many"], "many"),
        (["--fault", "gremlins"], "gremlins"),
        (["--replay", "/no/such/folder"], "/no/such/folder"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_azdo-sandbox"))
            .args(arguments)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains(named));
    }
}
