//! Every operation of the table is answered, and what is changed is seen.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use azdo::operation::{Kind, OPERATIONS, Operation, Service};
use azdo::{Cause, Client, Credential, Error, Options, Response};
use serde_json::{Value, json};

struct Sandbox {
    process: Child,
    ready: Value,
}

impl Sandbox {
    fn start(arguments: &[&str]) -> Sandbox {
        let mut process = Command::new(env!("CARGO_BIN_EXE_azdo-sandbox"))
            .args(["--clock", "manual", "--pace", "100"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let ready = serde_json::from_str(&line).unwrap();
        Sandbox { process, ready }
    }

    fn client(&self) -> Client {
        let text = |name: &str| self.ready[name].as_str().unwrap();
        let mut options = Options::default();
        options.max_retries = 0;
        options.ca_file = Some(text("ca_file").into()).filter(|file: &PathBuf| file.is_file());
        let credential = Credential::pat(text("pat")).unwrap();
        Client::with_options(text("organization_url"), credential, options).unwrap()
    }

    fn clock(&self, request: &str) -> String {
        let authority = self.ready["authority"].as_str().unwrap();
        let authority = authority.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(authority).unwrap();
        let request = format!("{request} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn advance(&self, seconds: u32) {
        let answer = self.clock(&format!("POST /_sandbox/clock?advance={seconds}"));
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn call(
    client: &Client,
    name: &str,
    values: &[(&str, &str)],
    body: Option<&Value>,
) -> Result<Response, Error> {
    let mut call = client.call(name);
    for (name, value) in values {
        call = call.set(name, value);
    }
    if let Some(body) = body {
        call = call.body(body.to_string());
    }
    call.send()
}

fn json_of(client: &Client, name: &str, values: &[(&str, &str)], body: Option<&Value>) -> Value {
    let mut answer = call(client, name, values, body).unwrap_or_else(|error| panic!("{name}: {error}"));
    let body = answer.body().unwrap();
    serde_json::from_slice(&body).unwrap_or(Value::Null)
}

fn sample(operation: &Operation, name: &str, kind: Kind) -> String {
    let text = match (name, kind) {
        ("project" | "projectId", Kind::Uuid) => "00000000-0000-4000-8000-000000000000",
        ("project" | "projectId", _) => "Fabrikam-Fiber",
        ("buildId" | "fromBuildId", _) => "1001",
        ("toBuildId", _) => "1010",
        ("definitionId" | "definition", _) => "1",
        ("logId", _) => "1",
        ("providerName", _) => "TfsGit",
        ("path", _) if operation.name == "Folders - Create" => "\\New",
        ("path", _) => "\\Größe",
        ("stageName" | "stageRefName", _) => "Build",
        ("teamId", _) => "Fabrikam-Fiber Team",
        ("deleted", _) => "false",
        (_, Kind::Uuid) => "12f1170f-54f2-53f3-20dd-22fc7dff55f9",
        (_, Kind::Integer | Kind::Integers) => "1",
        (_, Kind::Boolean) => "true",
        (_, Kind::Word(words)) => words[0],
        _ => "x",
    };
    text.to_owned()
}

/// Every one is somebody's business: a path that no controller answers is a bug.
#[test]
fn every_operation_is_answered() {
    for flavour in ["services", "server-2022"] {
        let sandbox = Sandbox::start(&["--builds", "20", "--flavour", flavour]);
        let client = sandbox.client();
        let mut answered = 0;
        // What is deleted is found no more.
        let (last, first): (Vec<&Operation>, Vec<&Operation>) = OPERATIONS
            .iter()
            .partition(|operation| operation.method.as_str() == "DELETE");
        for operation in first.into_iter().chain(last) {
            let path = operation.path().filter(|parameter| !parameter.optional);
            let path = path.map(|parameter| (parameter.name, parameter.kind));
            let needed = operation.query.iter().filter(|parameter| parameter.required);
            let needed = needed.map(|parameter| (parameter.name, parameter.kind));
            let values: Vec<(&str, String)> = path
                .chain(needed)
                .map(|(name, kind)| (name, sample(operation, name, kind)))
                .collect();
            let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, &**value)).collect();
            let body = operation.body.map(|body| {
                if body.ends_with("[]") || body == "JsonPatchDocument" {
                    json!([])
                } else {
                    json!({ "name": operation.name, "definition": { "id": 1 }, "state": "retry", "revision": 4 })
                }
            });
            match call(&client, operation.name, &values, body.as_ref()) {
                Ok(_) => answered += 1,
                Err(error) => {
                    // Some of what the samples name is not there; the profile wants OAuth.
                    let expected = match operation.service {
                        Service::Profile => error.http_status() == 401,
                        _ => error.http_status() == 404 && error.cause() != Cause::RouteUnknown,
                    };
                    assert!(expected, "{flavour}, {}: {error}", operation.name);
                }
            }
        }
        assert!(answered >= 95, "{answered} of {}", OPERATIONS.len());
    }
}

#[test]
fn a_build_goes_its_way_by_the_clock() {
    let sandbox = Sandbox::start(&["--builds", "20"]);
    let client = sandbox.client();
    let build = client
        .builds()
        .queue("Fabrikam-Fiber")
        .definition("Fabrikam CI")
        .branch("refs/heads/main")
        .send()
        .unwrap();
    assert_eq!(build.status_name(), "notStarted");
    sandbox.advance(60);
    let timeline = client.builds().timeline("Fabrikam-Fiber", build.id()).unwrap();
    let states: Vec<_> = timeline
        .records()
        .iter()
        .map(|record| record.state_name().to_owned())
        .collect();
    for state in ["completed", "inProgress", "pending"] {
        assert!(states.iter().any(|known| known == state), "{states:?}");
    }
    sandbox.advance(60);
    let ended = client.builds().get("Fabrikam-Fiber", build.id()).unwrap();
    assert_eq!(
        (ended.status_name(), ended.result_name()),
        ("completed", "succeeded")
    );
    let artifacts = client.builds().artifacts("Fabrikam-Fiber", build.id()).unwrap();
    assert_eq!(artifacts.records().len(), 2);

    let invalid = client
        .builds()
        .queue("Fabrikam-Fiber")
        .definition("1")
        .branch("refs/heads/none")
        .send();
    assert_eq!(invalid.unwrap_err().cause(), Cause::PipelineInvalid);
}

#[test]
fn artifacts_of_pipelines_are_elsewhere() {
    for arguments in [&["--builds", "30"][..], &["--builds", "30", "--tls"]] {
        artifacts_are_had(&Sandbox::start(arguments));
    }
}

fn artifacts_are_had(sandbox: &Sandbox) {
    let client = sandbox.client();
    let good = client
        .builds()
        .list("Fabrikam-Fiber")
        .set("resultFilter", "succeeded")
        .into_iter()
        .next()
        .unwrap()
        .unwrap();
    let id = good.id().to_string();
    for name in ["drop", "packages"] {
        let values = [
            ("project", "Fabrikam-Fiber"),
            ("buildId", &id),
            ("artifactName", name),
            ("accept", "application/zip"),
        ];
        let mut answer = call(&client, "Artifacts - Get Artifact", &values, None).unwrap();
        let body = answer.body().unwrap();
        assert!(body.starts_with(b"PK\x03\x04"), "{name}");
        let listed = client.builds().artifacts("Fabrikam-Fiber", good.id()).unwrap();
        let artifact = listed
            .records()
            .iter()
            .find(|artifact| artifact.name() == name)
            .unwrap();
        assert_eq!(artifact.size(), Some(body.len() as u64));
    }
    let missing = call(
        &client,
        "Artifacts - Get Artifact",
        &[
            ("project", "Fabrikam-Fiber"),
            ("buildId", &id),
            ("artifactName", "nothing"),
        ],
        None,
    );
    assert_eq!(missing.err().unwrap().type_key(), "ArtifactNotFoundException");
}

#[test]
fn what_is_set_is_seen() {
    let sandbox = Sandbox::start(&["--builds", "20"]);
    let client = sandbox.client();
    let project = ("project", "Fabrikam-Fiber");
    let in_build = [project, ("buildId", "1001")];
    let patch = json!([{ "op": "add", "path": "/größe", "value": "1" }]);
    json_of(
        &client,
        "Properties - Update Build Properties",
        &in_build,
        Some(&patch),
    );
    let seen = json_of(&client, "Properties - Get Build Properties", &in_build, None);
    assert_eq!(seen["value"]["größe"]["$value"], "1");

    let made = json!({ "name": "T", "description": "d" });
    let template = [project, ("templateId", "mine")];
    json_of(&client, "Templates - Save Template", &template, Some(&made));
    assert_eq!(
        json_of(&client, "Templates - Get", &template, None)["description"],
        "d"
    );
    call(&client, "Templates - Delete", &template, None).unwrap();
    assert!(call(&client, "Templates - Get", &template, None).is_err());

    json_of(&client, "Projects - Create", &[], Some(&json!({ "name": "Neu" })));
    let neu = json_of(&client, "Projects - Get", &[("projectId", "neu")], None);
    assert_eq!(neu["name"], "Neu");
    let id = neu["id"].as_str().unwrap();
    json_of(&client, "Projects - Delete", &[("projectId", id)], None);
    assert!(call(&client, "Projects - Get", &[("projectId", "Neu")], None).is_err());
}

#[test]
fn a_server_is_of_its_time() {
    for (flavour, version) in [
        ("server-2022", "7.0"),
        ("server-2019", "5.1"),
        ("tfs-2017", "3.2"),
    ] {
        let sandbox = Sandbox::start(&["--builds", "20", "--flavour", flavour]);
        let client = sandbox.client();
        assert!(client.organization().url().ends_with("/tfs/DefaultCollection"));
        // Learnt from a refusal, and asked for.
        for learns in [false, true] {
            let client = sandbox.client();
            if learns {
                client.learn_version().unwrap();
            }
            let builds: Vec<_> = client
                .builds()
                .list("Fabrikam-Fiber")
                .set("$top", "3")
                .into_iter()
                .map(Result::unwrap)
                .collect();
            assert_eq!(builds.len(), 3, "{flavour}");
            let answer = client
                .call("Builds - Get")
                .set("project", "Fabrikam-Fiber")
                .set("buildId", 1001)
                .send();
            let answer = answer.unwrap();
            let kind = answer.header("Content-Type").unwrap_or_default().to_owned();
            assert!(kind.contains("api-version="), "{flavour}: {kind}");
            let said = kind.rsplit('=').next().unwrap().to_owned();
            assert!(said.trim_end_matches("-preview") <= version, "{flavour}: {said}");
        }
        assert!(
            client
                .items("Resource Areas - List")
                .unwrap()
                .into_iter()
                .next()
                .is_none()
        );
    }
}

#[test]
fn the_clock_is_moved_where_it_stands_still_alone() {
    let sandbox = Sandbox::start(&[]);
    let before = sandbox.clock("GET /_sandbox/clock");
    sandbox.advance(3600);
    assert_ne!(before, sandbox.clock("GET /_sandbox/clock"));
    for wrong in [
        "GET /_sandbox/clock?advance=1",
        "POST /_sandbox/clock?advance=soon",
    ] {
        assert!(sandbox.clock(wrong).starts_with("HTTP/1.1 400"), "{wrong}");
    }
}
