//! One behaviour in five languages: see tests/scenarios/README.md.

mod support;

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};

use serde_json::{Map, Value, json};
use support::{PATIENCE, Sandbox, compile_c, library, root, scratch, skip, target_directory};

/// A runner, alive and waiting for calls.
struct Runner {
    language: &'static str,
    make: fn() -> Command,
    process: Child,
    calls: ChildStdin,
    lines: Receiver<String>,
}

/// Lines of an answer, unescaped, with the sandbox's place in them replaced.
#[derive(Debug, PartialEq)]
struct Answer(Vec<(String, String)>);

impl Runner {
    fn start(language: &'static str, make: fn() -> Command) -> Runner {
        let mut process = make()
            // Hosts of the cloud are out of reach, in a way that names them; this machine needs no proxy.
            .env("HTTPS_PROXY", "http://127.0.0.1:9")
            .env_remove("https_proxy")
            .env_remove("no_proxy")
            .env_remove("NO_PROXY")
            .env_remove("AZDO_PAT")
            .env_remove("AZURE_DEVOPS_EXT_PAT")
            .env_remove("SYSTEM_ACCESSTOKEN")
            .env("AZDO_LIBRARY", library())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        let output = BufReader::new(process.stdout.take().unwrap());
        std::thread::spawn(move || {
            for line in output.lines() {
                // The test is over if nobody wants it.
                let _ = sender.send(line.unwrap());
            }
        });
        Runner {
            language,
            make,
            calls: process.stdin.take().unwrap(),
            process,
            lines,
        }
    }

    /// None from a runner that has died or does not answer; it is started anew.
    fn answer(&mut self, call: &[(String, String)], authority: &str) -> Option<Answer> {
        let mut text = String::new();
        for (key, value) in call {
            let value = value.replace('\\', "\\\\").replace('\n', "\\n");
            let value = value.replace('\r', "\\r").replace('\t', "\\t");
            text.push_str(&format!("{key} {value}\n"));
        }
        text.push('\n');
        let sent = self
            .calls
            .write_all(text.as_bytes())
            .and_then(|()| self.calls.flush());
        let mut lines = Vec::new();
        loop {
            let line = self.lines.recv_timeout(PATIENCE);
            let (Ok(line), true) = (line, sent.is_ok()) else {
                *self = Runner::start(self.language, self.make);
                return None;
            };
            if line.is_empty() {
                return Some(Answer(lines));
            }
            let (key, value) = line.split_once(' ').unwrap_or((&line, ""));
            let mut value = unescaped(value);
            if key == "error_edge_ref" {
                // It ends with the time of day.
                value.truncate(value.find(" Ref C: ").unwrap_or(value.len()));
            }
            if key == "json" && call[0].1 == "items" {
                // Python has it parsed.
                let parsed: Value = serde_json::from_str(&value).unwrap();
                value = parsed.to_string();
            }
            if !authority.is_empty() {
                value = value.replace(authority, "{authority}");
            }
            lines.push((key.to_owned(), value));
        }
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        // It may have died already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        text.push(match letter {
            '\\' => match letters.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                _ => '\\',
            },
            letter => letter,
        });
    }
    text
}

impl Answer {
    fn value(&self, key: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == key);
        found.map(|(_, value)| value.as_str())
    }

    fn values<'answer>(&'answer self, key: &'answer str) -> impl Iterator<Item = &'answer str> {
        let found = self.0.iter().filter(move |(known, _)| known == key);
        found.map(|(_, value)| value.as_str())
    }

    /// The fields of each record.
    fn records(&self) -> Vec<&[(String, String)]> {
        let is_end = |key: &str| key == "record" || key == "page" || key.starts_with("error_");
        let mut records = Vec::new();
        for (place, (key, _)) in self.0.iter().enumerate() {
            if key == "record" {
                let fields = &self.0[place + 1..];
                let end = fields.iter().position(|(key, _)| is_end(key));
                records.push(&fields[..end.unwrap_or(fields.len())]);
            }
        }
        records
    }
}

/// Every runner that can be had. Those of compiled bindings are built by make.
fn runners() -> Vec<Runner> {
    let rust = target_directory().join("examples/scenarios");
    assert!(
        rust.exists(),
        "{} is missing: `cargo build --examples` builds it",
        rust.display()
    );
    build_c_runner();
    let mut runners = vec![
        Runner::start("C", || Command::new(c_runner())),
        Runner::start("Rust", || {
            Command::new(target_directory().join("examples/scenarios"))
        }),
        Runner::start("Python", || {
            let mut python = Command::new(std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned()));
            python
                .arg(root().join("bindings/python/tests/scenarios.py"))
                .env("PYTHONPATH", root().join("bindings/python"))
                .env("PYTHONUTF8", "1");
            python
        }),
    ];
    type Made = (&'static str, fn() -> Command);
    let compiled: [Made; 2] = [
        ("C++", || Command::new(root().join("build/cpp/scenarios"))),
        ("C#", || Command::new(root().join("build/dotnet/scenarios"))),
    ];
    for (language, make) in compiled {
        if PathBuf::from(make().get_program()).exists() {
            runners.push(Runner::start(language, make));
        } else {
            skip::<()>(&format!("the runner of {language} is not built"));
        }
    }
    runners
}

fn c_runner() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("scenarios-c/scenarios")
}

fn build_c_runner() {
    scratch("scenarios-c");
    compile_c(&root().join("tests/scenarios/runner.c"), &c_runner());
}

/// The members of an object, which must be among those that there are.
fn members<'value>(value: &'value Value, known: &[&str], place: &str) -> &'value Map<String, Value> {
    let members = value
        .as_object()
        .unwrap_or_else(|| panic!("{place}: not an object: {value}"));
    for name in members.keys() {
        assert!(known.contains(&name.as_str()), "{place}: there is no {name:?}");
    }
    members
}

fn spelled(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The sandbox of a scenario; a new one for each language, so that all meet the same service. None where the
/// scenario cannot run here.
fn sandbox(given: &Value, place: &str) -> Option<Option<Sandbox>> {
    let given = members(given, &["sandbox", "exchanges", "recordings"], place);
    assert!(given.len() <= 1, "{place}: one of them is enough");
    if let Some(flags) = given.get("sandbox") {
        let flags: Vec<&str> = flags
            .as_array()
            .unwrap()
            .iter()
            .map(|flag| flag.as_str().unwrap())
            .collect();
        return Some(Some(Sandbox::start(&flags)));
    }
    if let Some(exchanges) = given.get("exchanges") {
        let folder = scratch("scenarios-exchanges");
        for (index, exchange) in exchanges.as_array().unwrap().iter().enumerate() {
            let file = folder.join(format!("{index:03}.json"));
            std::fs::write(file, recording(exchange, place).to_string()).unwrap();
        }
        return Some(Some(Sandbox::start(&["--replay", folder.to_str().unwrap()])));
    }
    if let Some(folder) = given.get("recordings") {
        let folder = root().join(folder.as_str().unwrap());
        if !folder.is_dir() {
            eprintln!("SKIPPED: {place}: there is no {}", folder.display());
            return None;
        }
        return Some(Some(Sandbox::start(&["--replay", folder.to_str().unwrap()])));
    }
    Some(None)
}

/// Host and port.
fn authority(sandbox: &Sandbox) -> &str {
    sandbox.url().split('/').nth(2).unwrap()
}

/// An exchange with what it need not say.
fn recording(exchange: &Value, place: &str) -> Value {
    let request = members(&exchange["request"], &["method", "uri"], place);
    let response = members(&exchange["response"], &["status", "headers", "body"], place);
    let method = request.get("method").cloned().unwrap_or_else(|| "GET".into());
    let headers = response.get("headers").cloned();
    json!({
        "request": { "method": method, "uri": request["uri"] },
        "response": {
            "status": response.get("status").cloned().unwrap_or_else(|| 200.into()),
            "headers": headers.unwrap_or_else(|| json!({ "content-type": ["application/json; charset=utf-8"] })),
            "body": response.get("body").map(spelled),
        },
    })
}

/// The lines of a call for this sandbox.
fn call_lines(call: &Value, sandbox: Option<&Sandbox>, place: &str) -> Vec<(String, String)> {
    let known = [
        "call",
        "url",
        "user",
        "pat",
        "project",
        "id",
        "method",
        "path",
        "operation",
        "body",
        "option",
        "param",
        "header",
        "deadline_ms",
    ];
    let mut call = members(call, &known, place).clone();
    let filled = |text: String| {
        let Some(sandbox) = sandbox else { return text };
        let url = sandbox.url();
        let origin = format!("{}//{}", url.split('/').next().unwrap(), authority(sandbox));
        [("{origin}", origin.as_str()), ("{organization_url}", url)]
            .into_iter()
            .chain(
                [
                    ("{project}", "project"),
                    ("{pat}", "pat"),
                    ("{expired_pat}", "expired_pat"),
                    ("{unscoped_pat}", "unscoped_pat"),
                    ("{ca_file}", "ca_file"),
                    ("{client_cert_file}", "client_cert_file"),
                    ("{client_key_file}", "client_key_file"),
                ]
                .map(|(name, member)| (name, sandbox.text(member))),
            )
            .fold(text, |text, (name, value)| text.replace(name, value))
    };
    let mut lines = vec![("call".to_owned(), spelled(&call.remove("call").unwrap()))];
    if sandbox.is_some() {
        call.entry("url").or_insert("{organization_url}".into());
        call.entry("pat").or_insert("{pat}".into());
    }
    if call.contains_key("url") {
        // Most faults here do not pass: no use in waiting until they have been met five times.
        let options = call.entry("option").or_insert_with(|| json!({}));
        if let Some(options) = options.as_object_mut() {
            options.entry("max_retries").or_insert(0.into());
        }
    }
    for (key, value) in call {
        match value {
            Value::Object(pairs) => lines.extend(
                pairs
                    .iter()
                    .map(|(name, value)| (key.clone(), format!("{name}={}", filled(spelled(value))))),
            ),
            Value::Null => {}
            value => lines.push((key, filled(spelled(&value)))),
        }
    }
    lines
}

/// What of the answer is not as it should be.
fn differences(answer: &Answer, then: &Value, place: &str) -> Vec<String> {
    let known = [
        "ids",
        "count",
        "records",
        "pages",
        "value",
        "json",
        "json_ids",
        "http_status",
        "content_type",
        "error",
    ];
    let mut wrong = Vec::new();
    let mut differ = |what: &str, expected: &Value, found: Value| {
        if *expected != found {
            wrong.push(format!("{what}: expected {expected}, found {found}"));
        }
    };
    let records = answer.records();
    let field = |record: &[(String, String)], name: &str| -> Value {
        let found = record.iter().find(|(known, _)| known == name);
        found.map_or(Value::Null, |(_, value)| value.clone().into())
    };
    let value = answer.value("value").unwrap_or_default();
    let parsed = || serde_json::from_str::<Value>(value).unwrap_or_else(|why| why.to_string().into());
    let then = members(then, &known, place);
    assert!(!then.is_empty(), "{place}: nothing is expected");
    for (name, expected) in then {
        match name.as_str() {
            "ids" => {
                let expected: Value = expected.as_array().unwrap().iter().map(spelled).collect();
                differ(
                    name,
                    &expected,
                    records.iter().map(|record| field(record, "id")).collect(),
                );
            }
            "count" => differ(name, expected, records.len().into()),
            "pages" => {
                let pages = answer.values("page").map(|count| count.parse::<u64>().unwrap());
                differ(name, expected, pages.collect());
            }
            "records" => {
                for (index, expected) in expected.as_array().unwrap().iter().enumerate() {
                    for (name, expected) in expected.as_object().unwrap() {
                        let found = records
                            .get(index)
                            .map_or(Value::Null, |record| field(record, name));
                        compare(&format!("{name} of record {index}"), expected, found, &mut differ);
                    }
                }
            }
            "json" => differ(name, expected, parsed()),
            "json_ids" => {
                let ids = parsed()["value"]
                    .as_array()
                    .map(|list| list.iter().map(|one| one["id"].clone()).collect());
                differ(name, expected, ids.unwrap_or_default());
            }
            "error" => {
                if answer.value("error_status").is_none() {
                    differ(name, expected, Value::Null);
                }
                for (name, expected) in expected.as_object().unwrap() {
                    let found = answer.value(&format!("error_{name}")).unwrap_or("(no error)");
                    compare(
                        &format!("{name} of the error"),
                        expected,
                        found.into(),
                        &mut differ,
                    );
                }
            }
            name => differ(
                name,
                &spelled(expected).into(),
                answer.value(name).unwrap_or("(none)").into(),
            ),
        }
    }
    if !then.contains_key("error")
        && let Some(text) = answer.value("error_text")
    {
        wrong.push(format!("an error that was not expected: {text}"));
    }
    wrong
}

/// A value must be as it is expected, or hold each of the words that are.
fn compare(what: &str, expected: &Value, found: Value, differ: &mut impl FnMut(&str, &Value, Value)) {
    match expected {
        Value::Array(words) => {
            let text = spelled(&found);
            for word in words.iter().filter(|word| !text.contains(word.as_str().unwrap())) {
                differ(&format!("{what} lacks a word"), word, found.clone());
            }
        }
        expected => differ(what, &spelled(expected).into(), found),
    }
}

/// What no answer may hold.
fn holds_secret(answer: &Answer, call: &[(String, String)]) -> bool {
    let is_header = call
        .iter()
        .any(|(key, value)| key == "call" && value == "basic_auth_header");
    let pat = call
        .iter()
        .find(|(key, _)| key == "pat")
        .map_or("", |(_, pat)| pat.trim());
    // Shorter ones are words of messages.
    pat.len() > 5 && !is_header && answer.0.iter().any(|(_, value)| value.contains(pat))
}

fn files() -> Vec<PathBuf> {
    let folder =
        std::env::var_os("AZDO_SCENARIOS").map_or_else(|| root().join("tests/scenarios"), PathBuf::from);
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap_or_else(|why| panic!("{}: {why}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension() == Some("json".as_ref()))
        .collect();
    files.sort();
    files
}

#[test]
fn every_language_gives_the_expected_answer() {
    let mut runners = runners();
    let (mut ran, mut failures) = (0, Vec::new());
    for file in files() {
        let scenarios: Vec<Value> = serde_json::from_slice(&std::fs::read(&file).unwrap())
            .unwrap_or_else(|why| panic!("{}: {why}", file.display()));
        for scenario in &scenarios {
            ran += usize::from(try_in_every_language(
                &mut runners,
                &file,
                scenario,
                &mut failures,
            ));
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
    println!("{ran} scenarios in {} languages", runners.len());
    assert!(ran > 0, "there are no scenarios");
}

/// Whether the scenario could be tried.
fn try_in_every_language(
    runners: &mut [Runner],
    file: &Path,
    scenario: &Value,
    failures: &mut Vec<String>,
) -> bool {
    let place = format!(
        "{}: {}",
        file.file_name().unwrap().to_string_lossy(),
        scenario["name"]
    );
    members(scenario, &["name", "given", "call", "then"], &place);
    let nothing = json!({});
    let mut first: Option<(&str, Answer)> = None;
    for runner in runners {
        let Some(sandbox) = sandbox(scenario.get("given").unwrap_or(&nothing), &place) else {
            return false;
        };
        let authority = sandbox.as_ref().map_or("", authority);
        let lines = call_lines(&scenario["call"], sandbox.as_ref(), &place);
        let Some(answer) = runner.answer(&lines, authority) else {
            failures.push(format!(
                "{place}: the runner of {} died or did not answer",
                runner.language
            ));
            continue;
        };
        for difference in differences(&answer, &scenario["then"], &place) {
            failures.push(format!("{place} in {}: {difference}", runner.language));
        }
        if holds_secret(&answer, &lines) {
            failures.push(format!(
                "{place} in {}: the token is in the answer",
                runner.language
            ));
        }
        match &first {
            None => first = Some((runner.language, answer)),
            Some((language, other)) if *other != answer => {
                let pairs = other.0.iter().zip(&answer.0).find(|(one, other)| one != other);
                failures.push(format!(
                    "{place}: {language} and {} differ: {pairs:?}, {} and {} lines",
                    runner.language,
                    other.0.len(),
                    answer.0.len()
                ));
            }
            Some(_) => {}
        }
    }
    true
}
