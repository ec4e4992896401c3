//! Operations over the C ABI, as they come out on the wire: each sends what Microsoft's specification says, and what was
//! recorded of the real service is sent again and read whole.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{CStr, CString};
use std::ptr::{null, null_mut};

use azdo::Status;
use azdo::ffi::*;
use azdo::operation::{Kind, OPERATIONS, Operation};
use serde_json::Value;
use support::echo::{Answer, Echo};
use support::{recordings, swagger};

const UUID: &str = "6d3b9f3e-1b1c-4a6f-8d5a-0c5f9e1c2b7a";
const LIST: &str = r#"{"count":2,"value":[{"id":7},"ü"]}"#;

/// A client in C, and what it calls.
struct C {
    client: *mut azdo_client,
}

impl C {
    fn new(url: &str) -> C {
        let (url, pat) = (CString::new(url).unwrap(), c"a-token");
        let (mut credential, mut client) = (null_mut(), null_mut());
        // SAFETY: texts end with NUL, the places are this function's own, and the credential is freed once.
        unsafe {
            assert_eq!(
                azdo_credential_pat(null(), pat.as_ptr(), &mut credential, null_mut()),
                Status::Ok
            );
            assert_eq!(
                azdo_client_new(url.as_ptr(), credential, null(), &mut client, null_mut()),
                Status::Ok
            );
            azdo_credential_free(credential);
        }
        C { client }
    }

    /// HTTP status and body of the answer, or the error's text.
    fn call(
        &self,
        operation: &str,
        values: &[(String, String)],
        body: Option<&str>,
    ) -> Result<(i32, String), String> {
        let operation = CString::new(operation).unwrap();
        let body = body.map(|body| CString::new(body).unwrap());
        let params = params(values);
        let (mut response, mut error) = (null_mut(), null_mut());
        // SAFETY: texts end with NUL, handles are alive and freed once, and the places are this function's own.
        unsafe {
            let body = body.as_ref().map_or(null(), |body| body.as_ptr());
            let status = azdo_call(
                self.client,
                operation.as_ptr(),
                params,
                body,
                null(),
                &mut response,
                &mut error,
            );
            azdo_params_free(params);
            assert_eq!(status == Status::Ok, error.is_null());
            let told = if error.is_null() {
                let mut text = null_mut();
                let read = azdo_response_body(response, null(), &mut text, null_mut());
                assert_eq!(read, Status::Ok);
                let told = CStr::from_ptr(azdo_string_data(text, null_mut()));
                let told = (azdo_response_status(response), told.to_str().unwrap().to_owned());
                azdo_string_free(text);
                azdo_response_free(response);
                Ok(told)
            } else {
                Err(text_of(error))
            };
            azdo_error_free(error);
            told
        }
    }

    fn items(&self, operation: &str, values: &[(String, String)]) -> Result<Vec<String>, String> {
        let operation = CString::new(operation).unwrap();
        let params = params(values);
        let (mut items, mut error) = (null_mut(), null_mut());
        let mut found = Vec::new();
        // SAFETY: texts end with NUL, handles are alive and freed once, and the places are this function's own.
        unsafe {
            azdo_items_list(self.client, operation.as_ptr(), params, &mut items, &mut error);
            azdo_params_free(params);
            while error.is_null() {
                let mut json = std::mem::MaybeUninit::uninit();
                match azdo_items_next(items, null(), json.as_mut_ptr(), &mut error) {
                    Status::Ok => found.push(json.assume_init_ref().as_str().to_owned()),
                    _ => break,
                }
            }
            azdo_items_free(items);
            if error.is_null() {
                return Ok(found);
            }
            let told = text_of(error);
            azdo_error_free(error);
            Err(told)
        }
    }
}

impl Drop for C {
    fn drop(&mut self) {
        // SAFETY: it is freed once.
        unsafe { azdo_client_free(self.client) };
    }
}

fn params(values: &[(String, String)]) -> *mut azdo_params {
    // SAFETY: texts end with NUL.
    unsafe {
        let params = azdo_params_new();
        for (name, value) in values {
            let (name, value) = (
                CString::new(name.as_str()).unwrap(),
                CString::new(value.as_str()).unwrap(),
            );
            assert_eq!(azdo_params_set(params, name.as_ptr(), value.as_ptr()), Status::Ok);
        }
        params
    }
}

/// # Safety
/// A live error.
unsafe fn text_of(error: *const azdo_error) -> String {
    // SAFETY: the caller's promise.
    unsafe { CStr::from_ptr(azdo_error_text(error)) }
        .to_str()
        .unwrap()
        .to_owned()
}

fn pairs(values: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    values.iter().map(owned).collect()
}

/// A value that the specification allows, with what must not go onto the wire as it is where it is a text.
fn sample(parameter: &Value) -> String {
    if let Some(words) = parameter["enum"].as_array() {
        return words.last().unwrap().as_str().unwrap().to_owned();
    }
    let format = parameter["format"].as_str().unwrap_or_default();
    match (parameter["type"].as_str().unwrap(), format) {
        ("integer", _) => "7",
        ("boolean", _) => "true",
        (_, "uuid") => UUID,
        (_, "date-time") => "2026-11-16T01:02:03.4567Z",
        (_, "array (int32)") => "1,22",
        (_, "array (string)") => "a,b c",
        _ => "\\a b/ü&+=%2B?#$",
    }
    .to_owned()
}

/// What is asked for where the specification has several media types, or has one that is not what comes.
fn expected_accept(name: &str, produces: &BTreeSet<&str>) -> &'static str {
    match name {
        "Badge - Get" | "Status - Get" => "image/svg+xml",
        "Builds - Get Build Log" | "Source Providers - Get File Contents" => "text/plain",
        _ if produces.is_empty() || produces.contains("application/json") => "application/json",
        _ => "application/octet-stream",
    }
}

#[test]
fn every_operation_sends_what_its_specification_says() {
    let Some(folder) = swagger() else { return };
    let echo = Echo::start(|_| Answer::json(200, LIST));
    let c = C::new(&echo.url());
    let mut called = BTreeSet::new();
    for (file, preview) in [
        ("build-7.1.json", false),
        ("build-7.2.json", true),
        ("core-7.1.json", false),
        ("profile-7.1.json", false),
        ("accounts-7.1.json", false),
    ] {
        let spec: Value = serde_json::from_slice(&std::fs::read(folder.join(file)).unwrap()).unwrap();
        let paths = ["paths", "x-ms-paths"]
            .iter()
            .filter_map(|paths| spec[paths].as_object())
            .flatten();
        for (path, methods) in paths {
            for (method, operation) in methods.as_object().unwrap() {
                let name = operation["operationId"].as_str().unwrap().replacen('_', " - ", 1);
                let version = operation["x-ms-docs-override-version"].as_str().unwrap();
                let all = operation["parameters"].as_array().unwrap();
                let placed = |place: &'static str| all.iter().filter(move |known| known["in"] == place);
                let named = |known: &Value| (known["name"].as_str().unwrap().to_owned(), sample(known));
                let in_path: Vec<_> = placed("path")
                    .map(named)
                    .filter(|(name, _)| name != "organization")
                    .collect();
                let in_query: Vec<_> = placed("query").map(named).collect();
                let body = placed("body").next().map(|_| r#"{"a": ["ü", 1.50]}"#);

                let mut values = [in_path.clone(), in_query.clone()].concat();
                if preview && Operation::named(&name).unwrap().api_version != version {
                    values.push(("api-version".to_owned(), version.to_owned()));
                }
                let answer = c.call(&name, &values, body);
                assert_eq!(answer, Ok((200, LIST.to_owned())), "{name}");
                let asked = echo.asked();
                let [sent] = asked.as_slice() else {
                    panic!("{name}: {asked:?}")
                };

                assert_eq!(sent.method, method.to_uppercase(), "{name}");
                let mut route = path.split('?').next().unwrap().trim_matches('/').to_owned();
                route = route.replace("{DefinitionId}", "{definitionId}");
                let expected: Vec<_> = route
                    .split('/')
                    .filter(|segment| *segment != "{organization}")
                    .map(|segment| {
                        let known = in_path.iter().find(|(name, _)| segment == format!("{{{name}}}"));
                        known.map_or_else(|| segment.to_owned(), |(_, value)| value.clone())
                    })
                    .collect();
                assert_eq!(sent.segments(), expected, "{name}");
                let mut expected: BTreeMap<_, _> = in_query.iter().cloned().collect();
                expected.insert("api-version".to_owned(), version.to_owned());
                assert_eq!(
                    sent.query.iter().cloned().collect::<BTreeMap<_, _>>(),
                    expected,
                    "{name}"
                );
                assert_eq!(sent.query.len(), expected.len(), "{name}: none twice");

                let texts = |list: &Value| -> BTreeSet<String> {
                    let texts = list.as_array().into_iter().flatten();
                    texts.map(|text| text.as_str().unwrap().to_owned()).collect()
                };
                let produces = texts(&operation["produces"]);
                let produces = produces.iter().map(String::as_str).collect();
                assert_eq!(sent.header("accept"), expected_accept(&name, &produces), "{name}");
                assert_eq!(sent.header("x-tfs-fedauthredirect"), "Suppress", "{name}");
                assert_eq!(sent.header("authorization"), "Basic OmEtdG9rZW4=", "{name}");
                let consumes: Vec<_> = texts(&operation["consumes"]).into_iter().collect();
                let content_type = body.map_or(String::new(), |_| consumes.join(", "));
                assert_eq!(sent.header("content-type"), content_type, "{name}");
                assert_eq!(sent.body, body.unwrap_or_default().as_bytes(), "{name}");
                called.insert(name);
            }
        }
    }
    let of_no_specification = [
        "Connection Data - Get",
        "Resource Areas - List",
        "Resource Locations - List",
    ];
    for (name, path, version) in [
        (
            of_no_specification[0],
            "GET _apis/connectionData",
            Some("7.1-preview.1"),
        ),
        (
            of_no_specification[1],
            "GET _apis/resourceAreas",
            Some("7.1-preview.1"),
        ),
        (of_no_specification[2], "OPTIONS _apis", None),
    ] {
        assert_eq!(c.call(name, &[], None), Ok((200, LIST.to_owned())), "{name}");
        let asked = echo.asked();
        assert_eq!(format!("{} {}", asked[0].method, asked[0].path), path);
        assert_eq!(asked[0].value("api-version"), version, "{name}");
        called.insert(name.to_owned());
    }
    assert_eq!(
        called,
        OPERATIONS
            .iter()
            .map(|operation| operation.name.to_owned())
            .collect()
    );
}

/// Which operation a recording is of.
const RECORDED: [(&str, &str); 17] = [
    ("authorizedresources-get-", "Authorizedresources - List"),
    (
        "authorizedresources-update-",
        "Authorizedresources - Authorize Project Resources",
    ),
    ("build-get-", "Builds - Get"),
    ("build-queue-", "Builds - Queue"),
    ("build-update-", "Builds - Update Build"),
    ("build-tag-delete-", "Tags - Delete Build Tag"),
    ("build-tag-put-", "Tags - Add Build Tag"),
    ("build-tags-add-", "Tags - Add Build Tags"),
    ("build-tags-list-", "Tags - Get Build Tags"),
    ("definition-create-", "Definitions - Create"),
    ("definition-delete-", "Definitions - Delete"),
    ("definition-put-", "Definitions - Update"),
    ("folder-create-", "Folders - Update"),
    ("folder-delete-", "Folders - Delete"),
    ("folder-put-", "Folders - Create"),
    ("folders-list-", "Folders - List"),
    ("docs-", ""),
];

/// What a caller of today says to do the same: the recorded values by their names, and the version of then.
fn intention(operation: &Operation, path: &[String], request: &Value) -> Vec<(String, String)> {
    let accept = request["headers"]["Accept"][0].as_str().unwrap();
    let version = accept.split("api-version=").nth(1).unwrap();
    let mut values = pairs(&[("api-version", version)]);
    let mut names = operation.path_parameters().collect::<Vec<_>>();
    if operation.name.starts_with("Folders - ") && !names.contains(&"path") {
        names.push("path");
    }
    let mut given = path.iter();
    for segment in operation.route.split('/') {
        let Some(segment_given) = given.next() else { break };
        if segment.starts_with('{') {
            values.push((names.remove(0).to_owned(), segment_given.clone()));
        }
    }
    // Beyond today's route: what was in the path then.
    values.extend(
        names
            .into_iter()
            .zip(given)
            .map(|(name, value)| (name.to_owned(), value.clone())),
    );
    values
}

#[test]
fn what_was_recorded_is_sent_again_and_read_whole() {
    let Some(folder) = recordings() else { return };
    let mut replayed = BTreeMap::new();
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        let place = file.file_name().unwrap().to_str().unwrap().to_owned();
        let Some((_, name)) = RECORDED.iter().find(|(prefix, _)| place.starts_with(prefix)) else {
            continue;
        };
        let Some(operation) = Operation::named(name) else {
            continue;
        };
        let recording: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        let (request, response) = (recording["request"].clone(), recording["response"].clone());
        let uri = request["uri"]
            .as_str()
            .unwrap()
            .split_once("://")
            .unwrap()
            .1
            .to_owned();
        let (uri, query) = uri.split_once('?').unwrap_or((&uri, ""));
        // The organization is the host's first label, or the path's first segment.
        let skipped = if uri.starts_with("dev.azure.com") { 2 } else { 1 };
        let path: Vec<_> = uri.split('/').skip(skipped).map(support::echo::decoded).collect();
        let recorded_query: Vec<_> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), support::echo::decoded(value)))
            .collect();

        let body = response["body"].as_str().unwrap_or_default().to_owned();
        let status = response["status"].as_u64().unwrap() as u16;
        let echo = Echo::start({
            let body = body.clone();
            move |_| match status {
                204 => Answer {
                    status,
                    headers: Vec::new(),
                    body: String::new(),
                },
                _ => Answer::json(status, &body),
            }
        });
        let mut values = intention(operation, &path, &request);
        let version = values[0].1.clone();
        values.extend(recorded_query.iter().cloned());
        let sent_body = request["body"].as_str().filter(|body| !body.is_empty());
        let answer = C::new(&echo.url()).call(name, &values, sent_body);

        let asked = echo.asked();
        assert_eq!(asked.len(), 1, "{place}: {answer:?}");
        let lower = |segments: &[String]| segments.join("/").to_lowercase();
        assert_eq!(asked[0].method, request["method"].as_str().unwrap(), "{place}");
        assert_eq!(lower(&asked[0].segments()), lower(&path), "{place}");
        let mut expected = recorded_query;
        expected.push(("api-version".to_owned(), version));
        assert_eq!(asked[0].query, expected, "{place}");
        assert_eq!(asked[0].body, sent_body.unwrap_or_default().as_bytes(), "{place}");
        if body.contains(r#""result":"error""#) && *name == "Builds - Queue" {
            assert!(answer.unwrap_err().contains("No build runs"), "{place}");
        } else {
            assert_eq!(answer, Ok((i32::from(status), body)), "{place}");
        }
        *replayed.entry(*name).or_insert(0) += 1;
    }
    assert_eq!(replayed.len(), RECORDED.len() - 1, "{replayed:?}");
    assert!(replayed.values().sum::<i32>() > 60, "{replayed:?}");
}

#[test]
fn what_is_wrong_is_told_by_name_and_not_sent() {
    let echo = Echo::start(|_| Answer::json(200, LIST));
    let c = C::new(&echo.url());
    let build = &[("project", "p"), ("buildId", "7")][..];
    let with = |more: &[(&'static str, &'static str)]| [build, more].concat();
    for (name, values, body, told) in [
        (
            "Builds - Lst",
            with(&[]),
            None,
            &["no operation \"Builds - Lst\"", "Did you mean \"Builds - List\"?"][..],
        ),
        (
            "Builds - Frobnicate",
            with(&[]),
            None,
            &["There are Builds - Delete, Builds - Get,"],
        ),
        (
            "",
            with(&[]),
            None,
            &["no operation \"\"", "those of Accounts, Artifacts,"],
        ),
        (
            "Builds - List",
            vec![("project", "p"), ("resultfilter", "failed")],
            None,
            &[
                "has no parameter \"resultfilter\"",
                "Did you mean resultFilter?",
                "It has project, definitions,",
            ],
        ),
        (
            "Builds - List",
            vec![("project", "p"), ("resultFilter", "fialed")],
            None,
            &[
                "resultFilter must be one of none, succeeded,",
                "Did you mean failed?",
            ],
        ),
        (
            "Builds - List",
            vec![("project", "p"), ("resultFilter", "green")],
            None,
            &["not \"green\"", "set force to \"resultFilter\""],
        ),
        (
            "Builds - List",
            vec![("project", "p"), ("page_size", "7")],
            None,
            &["has no parameter \"page_size\""],
        ),
        (
            "Builds - Get",
            vec![("project", "p")],
            None,
            &["buildId is missing: \"Builds - Get\" needs it"],
        ),
        (
            "Builds - Get",
            vec![("buildId", "7")],
            None,
            &["project is missing", "Name the project"],
        ),
        (
            "Builds - Get",
            vec![("project", "p"), ("buildId", "seven")],
            None,
            &["buildId must be a whole number, not \"seven\""],
        ),
        (
            "Timeline - Get",
            with(&[("timelineId", "7")]),
            None,
            &["timelineId must be a UUID"],
        ),
        (
            "Artifacts - Get Artifact",
            with(&[]),
            None,
            &["artifactName is missing"],
        ),
        (
            "Builds - Get",
            with(&[("accept", "application/zip")]),
            None,
            &[
                "does not answer \"application/zip\"",
                "It answers application/json.",
            ],
        ),
        (
            "Builds - Get",
            with(&[("force", "x")]),
            None,
            &["force names \"x\", which has no value"],
        ),
        (
            "Builds - Update Build",
            with(&[]),
            None,
            &["the body is missing", "Build in the reference"],
        ),
        (
            "Builds - Update Build",
            with(&[]),
            Some("{\"a\": }"),
            &["the body is not JSON: expected value at line 1 column 7"],
        ),
        (
            "Builds - Update Build",
            with(&[]),
            Some(""),
            &["the body is not JSON"],
        ),
        (
            "Builds - Get",
            with(&[]),
            Some("{}"),
            &["\"Builds - Get\" takes no body"],
        ),
    ] {
        let text = c.call(name, &pairs(&values), body).unwrap_err();
        for expected in told {
            assert!(text.contains(expected), "{name} {values:?}: {text}");
        }
    }
    for (name, told) in [
        ("Builds - Get", "does not read a list"),
        ("Tags - Add Build Tag", "does not read a list"),
    ] {
        let text = c.items(name, &pairs(build)).unwrap_err();
        assert!(text.contains(told), "{text}");
    }
    assert!(echo.asked().is_empty());
}

#[test]
fn what_the_table_does_not_know_can_be_forced() {
    let echo = Echo::start(|_| Answer::json(200, LIST));
    let values = pairs(&[
        ("project", "p"),
        ("resultFilter", "green"),
        ("newFilter", "a b"),
        ("$new", "1"),
        ("accept", "application/x-new"),
        ("force", "resultFilter, newFilter,$new,accept"),
    ]);
    C::new(&echo.url()).call("builds - LIST", &values, None).unwrap();
    let asked = &echo.asked()[0];
    for (name, value) in [("resultFilter", "green"), ("newFilter", "a b"), ("$new", "1")] {
        assert_eq!(asked.value(name), Some(value));
    }
    assert_eq!(asked.value("force"), None);
    assert_eq!(asked.header("accept"), "application/x-new");
    // A route is left by no force.
    let values = pairs(&[("project", ".."), ("force", "project")]);
    let text = C::new(&echo.url())
        .call("Builds - List", &values, None)
        .unwrap_err();
    assert!(text.contains("project cannot be \"..\""), "{text}");
}

#[test]
fn lists_are_walked_whole_however_they_continue() {
    // Forty elements, seven at most at once, whatever is asked for.
    let echo = Echo::start(|request| {
        let number = |name: &str| request.value(name).and_then(|text| text.parse::<usize>().ok());
        let path = request.path.as_str();
        if path.ends_with("/tags") {
            return Answer::json(200, r#"{"count":3,"value":["a", "ü\n" ,"a"]}"#);
        }
        let skip = number("continuationToken").or(number("$skip")).unwrap_or(0);
        let count = number("$top").unwrap_or(100).min(7).min(40 - skip);
        let elements: Vec<_> = (skip..skip + count)
            .map(|id| format!("{{ \"name\": \"{id}\", \"id\":{id}}}"))
            .collect();
        let answer = Answer::json(
            200,
            format!("{{\"count\":{count},\"value\":[{}]}}", elements.join(" ,\n")),
        );
        if path.ends_with("/definitions") && skip + count < 40 {
            answer.with_header("x-ms-continuationtoken", skip + count)
        } else {
            answer
        }
    });
    let c = C::new(&echo.url());
    let all: Vec<_> = (0..40)
        .map(|id| format!("{{ \"name\": \"{id}\", \"id\":{id}}}"))
        .collect();
    for (name, requests) in [("Definitions - List", 6), ("Teams - Get All Teams", 7)] {
        let project = if name.starts_with("Teams") {
            vec![]
        } else {
            pairs(&[("project", "p")])
        };
        assert_eq!(c.items(name, &project).unwrap(), all, "{name}");
        assert_eq!(echo.asked().len(), requests, "{name}");
        let some = [project.clone(), pairs(&[("$top", "9"), ("page_size", "4")])].concat();
        assert_eq!(c.items(name, &some).unwrap(), all[..9], "{name}");
        let tops: Vec<_> = echo
            .asked()
            .iter()
            .map(|asked| asked.value("$top").unwrap().to_owned())
            .collect();
        assert_eq!(tops, ["4", "4", "1"], "{name}");
        let start = if name.starts_with("Teams") {
            "$skip"
        } else {
            "continuationToken"
        };
        let rest = [project, pairs(&[(start, "35")])].concat();
        assert_eq!(c.items(name, &rest).unwrap(), all[35..], "{name}");
        echo.asked();
    }
    // One answer holds all of it, and what is the same is there as often as it was sent.
    let tags = c.items("Tags - Get Tags", &pairs(&[("project", "p")])).unwrap();
    assert_eq!(tags, [r#""a""#, r#""ü\n""#, r#""a""#]);
    assert_eq!(echo.asked().len(), 1);
    // Without JSON in typed records, elements still are it.
    let options = azdo::Options::from_params(&[("keep_json", "0")].into_iter().collect()).unwrap();
    let client =
        azdo::Client::with_options(&echo.url(), azdo::Credential::pat("t").unwrap(), options).unwrap();
    let list = client.items("Definitions - List").unwrap().set("project", "p");
    let found: Vec<_> = list
        .into_iter()
        .map(|item| item.unwrap().json().to_owned())
        .collect();
    assert_eq!(found, all);
}

#[test]
fn a_service_that_ignores_where_to_begin_is_found_out() {
    let echo = Echo::start(|_| Answer::json(200, r#"{"count":2,"value":[{"id":1},{"id":2}]}"#));
    let text = C::new(&echo.url())
        .items("Teams - Get All Teams", &[])
        .unwrap_err();
    assert!(text.contains("began again"), "{text}");
    assert_eq!(echo.asked().len(), 2);
}

/// Kinds are checked by what they are, and sent as the service writes them.
#[test]
fn every_kind_refuses_something_else() {
    let echo = Echo::start(|_| Answer::json(200, LIST));
    let c = C::new(&echo.url());
    let mut kinds = BTreeSet::new();
    for operation in OPERATIONS {
        for parameter in operation.query {
            if matches!(parameter.kind, Kind::Text | Kind::Texts) {
                continue;
            }
            let sound = |kind| match kind {
                Kind::Uuid => UUID,
                Kind::Boolean => "true",
                _ => "7",
            };
            let others = operation.query.iter().filter(|known| known.required);
            let mut values: BTreeMap<_, _> = others.map(|known| (known.name, sound(known.kind))).collect();
            values.extend(operation.path().map(|known| (known.name, sound(known.kind))));
            values.insert(parameter.name, "no such thing");
            let values: Vec<_> = values.into_iter().collect();
            let values = pairs(&values);
            let text = c
                .call(operation.name, &values, operation.body.map(|_| "{}"))
                .unwrap_err();
            let expected = format!("{} must be ", parameter.name);
            assert!(text.starts_with(&expected), "{}: {text}", operation.name);
            kinds.insert(format!("{:?}", std::mem::discriminant(&parameter.kind)));
        }
    }
    assert_eq!(kinds.len(), 6, "{kinds:?}");
    assert!(echo.asked().is_empty());
}
