//! The real service's own answers: every body becomes records with nothing lost, every refusal an error that says
//! what the service said.

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use azdo::{Build, Client, Credential, Options};
use serde_json::Value;
use support::{nanoseconds, recordings};

fn named(folder: &Path, prefixes: &[&str]) -> Vec<(PathBuf, Value)> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            prefixes.iter().any(|prefix| name.starts_with(prefix)) && name.ends_with(".json")
        })
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no recordings named {prefixes:?}");
    files
        .into_iter()
        .map(|path| {
            let value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            (path, value)
        })
        .collect()
}

/// Answers one request with a recorded response, framed anew; the client's own place for it.
fn answer(response: &Value) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let mut head = format!("HTTP/1.1 {} \r\n", response["status"]);
    for (name, values) in response["headers"].as_object().unwrap() {
        let framing = [
            "content-length",
            "transfer-encoding",
            "content-encoding",
            "connection",
        ];
        if !framing.contains(&name.to_ascii_lowercase().as_str()) {
            for value in values.as_array().unwrap() {
                head.push_str(&format!("{name}: {}\r\n", value.as_str().unwrap()));
            }
        }
    }
    let body = response["body"].as_str().unwrap_or_default().to_owned();
    head.push_str(&format!(
        "Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    ));
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut line = String::new();
        while reader.read_line(&mut line).unwrap() > 2 {
            line.clear();
        }
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body.as_bytes()).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        // Until the client has read all and gone.
        let _ = stream.read(&mut [0; 1]);
    });
    format!("http://{address}/collection")
}

fn client(response: &Value) -> Client {
    let credential = Credential::pat("a-token").unwrap();
    let options = [("max_retries", "0")].into_iter().collect();
    Client::with_options(
        &answer(response),
        credential,
        Options::from_params(&options).unwrap(),
    )
    .unwrap()
}

/// Everything that a record tells is in the JSON, and all of the JSON's that we type is told.
fn compare(build: &Build, json: &Value, place: &str) {
    let text = |pointer: &str| match json.pointer(pointer) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let number = |pointer: &str| json.pointer(pointer).and_then(Value::as_i64).unwrap_or(0);
    let flag = |pointer: &str| json.pointer(pointer) == Some(&Value::Bool(true));
    for (told, pointer) in [
        (build.build_number(), "/buildNumber"),
        (build.status_name(), "/status"),
        (build.result_name(), "/result"),
        (build.reason(), "/reason"),
        (build.priority(), "/priority"),
        (build.definition_name(), "/definition/name"),
        (build.project_id(), "/project/id"),
        (build.project_name(), "/project/name"),
        (build.source_branch(), "/sourceBranch"),
        (build.source_version(), "/sourceVersion"),
        (build.repository_id(), "/repository/id"),
        (build.repository_type(), "/repository/type"),
        (build.requested_for_name(), "/requestedFor/displayName"),
        (build.requested_for_unique_name(), "/requestedFor/uniqueName"),
        (build.requested_by_name(), "/requestedBy/displayName"),
        (build.queue_name(), "/queue/name"),
        (build.uri(), "/uri"),
        (build.url(), "/url"),
        (build.web_url(), "/_links/web/href"),
        (build.pool_name(), "/queue/pool/name"),
        (build.requested_for_id(), "/requestedFor/id"),
        (build.requested_by_id(), "/requestedBy/id"),
        (build.requested_by_unique_name(), "/requestedBy/uniqueName"),
        (build.last_changed_by_id(), "/lastChangedBy/id"),
        (build.last_changed_by_name(), "/lastChangedBy/displayName"),
        (build.last_changed_by_unique_name(), "/lastChangedBy/uniqueName"),
    ] {
        assert_eq!(told, text(pointer), "{pointer} of {place}");
    }
    assert_eq!(build.id(), number("/id"), "{place}");
    assert_eq!(build.definition_id(), number("/definition/id"), "{place}");
    assert_eq!(build.queue_id(), number("/queue/id"), "{place}");
    assert_eq!(build.pool_id(), number("/queue/pool/id"), "{place}");
    assert_eq!(build.keep_forever(), flag("/keepForever"), "{place}");
    assert_eq!(build.retained_by_release(), flag("/retainedByRelease"), "{place}");
    assert_eq!(build.deleted(), flag("/deleted"), "{place}");
    for (told, pointer) in [
        (build.queue_time_ns(), "/queueTime"),
        (build.start_time_ns(), "/startTime"),
        (build.finish_time_ns(), "/finishTime"),
        (build.last_changed_time_ns(), "/lastChangedDate"),
    ] {
        assert_eq!(told, nanoseconds(&text(pointer)), "{pointer} of {place}");
    }
    assert_eq!(
        serde_json::from_str::<Value>(build.json()).unwrap(),
        *json,
        "{place}"
    );
}

#[test]
fn every_recorded_build_becomes_a_record_with_nothing_lost() {
    let Some(folder) = recordings() else { return };
    let mut told = 0;
    for (path, recording) in named(&folder, &["builds-list-"]) {
        let response = &recording["response"];
        let mut pages = client(response)
            .builds()
            .list("p")
            .page_size(5000)
            .pages()
            .unwrap();
        let page = pages.next_page().unwrap();
        let body: Value = serde_json::from_str(response["body"].as_str().unwrap()).unwrap();
        let elements = body["value"].as_array().unwrap();
        let place = path.display().to_string();
        assert_eq!(
            page.as_ref().map_or(0, |page| page.records().len()),
            elements.len(),
            "{place}"
        );
        for (build, json) in page.iter().flat_map(|page| page.records()).zip(elements) {
            compare(build, json, &place);
            told += 1;
        }
    }
    for (path, recording) in named(&folder, &["build-get-", "build-queue-", "build-update-"]) {
        let response = &recording["response"];
        let place = path.display().to_string();
        if response["status"] != 200 {
            client(response).builds().get("p", 1).expect_err(&place);
            continue;
        }
        let build = client(response).builds().get("p", 1).expect(&place);
        let json: Value = serde_json::from_str(response["body"].as_str().unwrap()).unwrap();
        compare(&build, &json, &place);
        told += 1;
    }
    assert!(told > 20, "{told} builds");
}

#[test]
fn every_recorded_refusal_says_what_the_service_said() {
    let Some(folder) = recordings() else { return };
    for (path, recording) in named(&folder, &["error-"]) {
        let response = &recording["response"];
        let place = path.display().to_string();
        let error = client(response).builds().get("p", 1).expect_err(&place);
        assert_eq!(
            i64::from(error.http_status()),
            response["status"].as_i64().unwrap(),
            "{place}"
        );
        let text = response["body"]
            .as_str()
            .unwrap_or_default()
            .trim_start_matches('\u{feff}');
        let body: Value = serde_json::from_str(text).unwrap_or_default();
        for member in ["/message", "/Message", "/value/Message"] {
            if let Some(message) = body.pointer(member).and_then(Value::as_str) {
                let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(
                    words(error.message()).contains(&words(message)),
                    "{place}: {error}"
                );
            }
        }
        if let Some(key) = body["typeKey"].as_str() {
            assert_eq!(error.service_code(), key, "{place}");
        }
        let activity = response["headers"]
            .as_object()
            .unwrap()
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("activityid"));
        if let Some((_, values)) = activity {
            assert_eq!(error.activity_id(), values[0], "{place}");
        }
    }
}

#[test]
fn a_build_that_is_not_queued_is_no_success() {
    let Some(folder) = recordings() else { return };
    let mut refused = 0;
    for (path, recording) in named(&folder, &["build-queue-"]) {
        let place = path.display().to_string();
        let response = &recording["response"];
        if response["status"] != 200 {
            continue;
        }
        let body = response["body"].as_str().unwrap();
        let sent = client(response)
            .request("POST", "p/_apis/build/Builds?api-version=4.0")
            .body("{}")
            .send();
        if body.contains(r#""result":"error""#) {
            let error = sent.expect_err(&place);
            assert_eq!(error.cause(), azdo::Cause::PipelineInvalid, "{place}");
            assert!(
                error
                    .message()
                    .starts_with("The pipeline is not valid. Couldn't get"),
                "{error}"
            );
            assert!(
                !error.activity_id().is_empty() && !error.session_id().is_empty(),
                "{place}"
            );
            refused += 1;
        } else {
            // All of the body is still there.
            assert_eq!(sent.expect(&place).body().unwrap(), body.as_bytes(), "{place}");
        }
    }
    assert_eq!(refused, 1);
}
