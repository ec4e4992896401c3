//! Builds and definitions are changed over the C ABI: what is sent is what was recorded of the service's own clients, and
//! nothing is done twice.

mod support;

use std::ffi::{CString, c_char};
use std::ptr::{null, null_mut};
use std::sync::atomic::{AtomicUsize, Ordering};

use azdo::ffi::*;
use azdo::{Cause, QueueStatus, Status};
use serde_json::{Value, json};
use support::c::{C, Values, outcome, with_page};
use support::echo::{Answer, Echo, Request, decoded};
use support::recordings;

const PROJECT: *const c_char = c"p".as_ptr();
const BUILD: &str = r#"{"id": 7, "status": "notStarted", "validationResults": []}"#;

fn client(echo: &Echo) -> C {
    C::new(&echo.url(), &[("max_retries", "0")])
}

fn echo(body: impl ToString) -> Echo {
    let body = body.to_string();
    Echo::start(move |_| match body.as_str() {
        "" => Answer {
            status: 204,
            headers: Vec::new(),
            body: String::new(),
        },
        body => Answer::json(200, body),
    })
}

/// The id of the one build of an answer.
fn build(
    call: impl FnOnce(*mut *mut azdo_build_page, *mut *mut azdo_error) -> Status,
) -> Result<i64, String> {
    let page = outcome(call)?;
    // SAFETY: the page and its functions; it is freed once.
    Ok(unsafe {
        with_page(
            page,
            azdo_build_page_records,
            azdo_build_page_broken,
            azdo_build_page_text,
            azdo_build_page_free,
            |builds, _| builds[0].id(),
        )
    })
}

/// The names of the tags of an answer.
fn tags(
    call: impl FnOnce(*mut *mut azdo_tag_page, *mut *mut azdo_error) -> Status,
) -> Result<Vec<String>, String> {
    let page = outcome(call)?;
    // SAFETY: as above.
    Ok(unsafe {
        with_page(
            page,
            azdo_tag_page_records,
            azdo_tag_page_broken,
            azdo_tag_page_text,
            azdo_tag_page_free,
            |tags, _| tags.iter().map(|tag| tag.name().to_owned()).collect(),
        )
    })
}

/// Revision and queue status of the one definition of an answer.
fn definition(
    call: impl FnOnce(*mut *mut azdo_definition_page, *mut *mut azdo_error) -> Status,
) -> Result<(i64, QueueStatus), String> {
    let page = outcome(call)?;
    // SAFETY: as above.
    Ok(unsafe {
        with_page(
            page,
            azdo_definition_page_records,
            azdo_definition_page_broken,
            azdo_definition_page_text,
            azdo_definition_page_free,
            |definitions, _| (definitions[0].revision(), definitions[0].queue_status()),
        )
    })
}

/// The error of a call without a handle, if there is one.
fn done(call: impl FnOnce(*mut *mut azdo_error) -> Status) -> Result<(), String> {
    let mut error = null_mut();
    let status = call(&mut error);
    assert_eq!(status == Status::Ok, error.is_null());
    if error.is_null() {
        return Ok(());
    }
    // SAFETY: the error is this function's own.
    unsafe {
        let text = std::ffi::CStr::from_ptr(azdo_error_text(error));
        let text = text.to_str().unwrap().to_owned();
        azdo_error_free(error);
        Err(text)
    }
}

fn c_texts(texts: &[&str]) -> Vec<CString> {
    texts.iter().map(|text| CString::new(*text).unwrap()).collect()
}

fn pointers(texts: &[CString]) -> Vec<*const c_char> {
    texts.iter().map(|text| text.as_ptr()).collect()
}

fn asked(request: &Request) -> String {
    format!("{} {}", request.method, request.path)
}

fn body(request: &Request) -> Value {
    serde_json::from_slice(&request.body).unwrap()
}

/// Method, path below the organization, body and answer of every recording of these names.
fn recorded(prefixes: &[&str]) -> Vec<(String, String, Vec<String>, Value, String)> {
    let Some(folder) = recordings() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let place = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !prefixes.iter().any(|prefix| place.starts_with(prefix)) {
            continue;
        }
        let recording: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let uri = recording["request"]["uri"].as_str().unwrap();
        let uri = uri.split_once("://").unwrap().1;
        let skipped = if uri.starts_with("dev.azure.com") { 2 } else { 1 };
        let segments = uri
            .split('?')
            .next()
            .unwrap()
            .split('/')
            .skip(skipped)
            .map(decoded)
            .collect();
        let sent = recording["request"]["body"]
            .as_str()
            .filter(|body| !body.is_empty());
        found.push((
            place,
            recording["request"]["method"].as_str().unwrap().to_owned(),
            segments,
            sent.map_or(Value::Null, |sent| serde_json::from_str(sent).unwrap()),
            recording["response"]["body"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        ));
    }
    assert!(!found.is_empty());
    found
}

/// The same was sent as was recorded, but for words whose case does not count.
fn same(echo: &Echo, method: &str, segments: &[String], sent: &Value, place: &str) {
    let asked = echo.asked();
    assert_eq!(asked.len(), 1, "{place}: {asked:?}");
    assert_eq!(asked[0].method, method, "{place}");
    let lower = |segments: &[String]| segments.join("/").to_lowercase();
    assert_eq!(lower(&asked[0].segments()), lower(segments), "{place}");
    let body = match asked[0].body.as_slice() {
        [] => Value::Null,
        body => serde_json::from_slice(body).unwrap(),
    };
    let lower = |value: &Value| -> Value { serde_json::from_str(&value.to_string().to_lowercase()).unwrap() };
    assert_eq!(lower(&body), lower(sent), "{place}");
}

#[test]
fn builds_are_queued_as_recorded() {
    for (place, method, segments, sent, answer) in recorded(&["build-queue-"]) {
        let echo = echo(&answer);
        let c = client(&echo);
        let id = sent["definition"]["id"].to_string();
        let mut values = vec![("definition", id.as_str())];
        if let Some(branch) = sent["sourceBranch"].as_str() {
            values.push(("sourceBranch", branch));
        }
        let values = Values::new(&values);
        let project = CString::new(segments[0].as_str()).unwrap();
        // SAFETY: handles are alive, texts end with NUL, and the places are the closure's own; so everywhere below.
        let queued = build(|out, error| unsafe {
            azdo_build_queue(c.0, project.as_ptr(), values.0, null(), out, error)
        });
        // Other clients repeat all that they know of the definition; its id is what counts.
        let mut expected = sent.clone();
        expected["definition"] = json!({"id": sent["definition"]["id"]});
        same(&echo, &method, &segments, &expected, &place);
        let answer: Value = serde_json::from_str(&answer).unwrap();
        let invalid = answer["validationResults"].to_string().contains("error");
        match queued {
            Ok(id) => assert_eq!((Some(id), invalid), (answer["id"].as_i64(), false), "{place}"),
            Err(error) => assert!(
                invalid && error.contains("The pipeline is not valid"),
                "{place}: {error}"
            ),
        }
    }
}

#[test]
fn builds_are_cancelled_and_tagged_as_recorded() {
    for (place, method, segments, sent, answer) in recorded(&["build-update-", "build-tag"]) {
        if place.starts_with("build-tags-list-") {
            continue;
        }
        let echo = echo(&answer);
        let c = client(&echo);
        let project = CString::new(segments[0].as_str()).unwrap();
        let id = segments[4].parse().unwrap();
        let answer: Value = serde_json::from_str(&answer).unwrap();
        if place.starts_with("build-update-") {
            // SAFETY: as above.
            let cancelled = build(|out, error| unsafe {
                azdo_build_cancel(c.0, project.as_ptr(), id, null(), out, error)
            });
            assert_eq!(cancelled, Ok(id), "{place}");
        } else {
            let named: Vec<_> = match segments.get(6) {
                Some(tag) => vec![tag.as_str()],
                None => sent
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|tag| tag.as_str().unwrap())
                    .collect(),
            };
            let named = c_texts(&named);
            let array = pointers(&named);
            let call = if method == "DELETE" {
                azdo_tags_remove
            } else {
                azdo_tags_add
            };
            // SAFETY: as above; the array has as many texts as is said.
            let left = tags(|out, error| unsafe {
                call(
                    c.0,
                    project.as_ptr(),
                    id,
                    array.as_ptr(),
                    array.len(),
                    null(),
                    out,
                    error,
                )
            });
            let expected: Vec<_> = answer["value"]
                .as_array()
                .unwrap()
                .iter()
                .map(|tag| tag.as_str().unwrap())
                .collect();
            assert_eq!(left.unwrap(), expected, "{place}");
        }
        same(&echo, &method, &segments, &sent, &place);
    }
}

#[test]
fn definitions_are_written_as_recorded() {
    for (place, method, segments, sent, answer) in
        recorded(&["definition-create-", "definition-put-", "definition-delete-"])
    {
        let echo = echo(&answer);
        let c = client(&echo);
        let project = CString::new(segments[0].as_str()).unwrap();
        let id = segments.get(4).map_or(0, |id| id.parse().unwrap());
        let json = CString::new(sent.to_string()).unwrap();
        // SAFETY: as above.
        let written = unsafe {
            match method.as_str() {
                "POST" => definition(|out, error| {
                    azdo_definition_create(c.0, project.as_ptr(), json.as_ptr(), null(), out, error)
                })
                .map(drop),
                "PUT" => definition(|out, error| {
                    azdo_definition_update(c.0, project.as_ptr(), id, json.as_ptr(), null(), out, error)
                })
                .map(drop),
                _ => done(|error| azdo_definition_delete(c.0, project.as_ptr(), id, null(), error)),
            }
        };
        written.expect(&place);
        same(&echo, &method, &segments, &sent, &place);
    }
}

#[test]
fn all_that_a_build_may_be_queued_with() {
    let echo = echo(BUILD);
    let c = client(&echo);
    let values = Values::new(&[
        ("definition", " 12 "),
        ("sourceBranch", "refs/heads/größe"),
        ("sourceVersion", "abc"),
        ("reason", "ScheduleForced"),
        ("priority", "high"),
        ("demands", "Agent.OS -equals Linux, docker"),
        ("queue", "5"),
        ("agentSpecification", "ubuntu-latest"),
        ("parameters.Build.Configuration", "Re\"lease"),
        ("parameters.b", "2"),
        ("templateParameters.a", "true"),
        ("ignoreWarnings", "true"),
        ("project", "another"),
    ]);
    // SAFETY: as above.
    let queued = build(|out, error| unsafe { azdo_build_queue(c.0, PROJECT, values.0, null(), out, error) });
    assert_eq!(queued, Ok(7));
    let requests = echo.asked();
    assert_eq!(asked(&requests[0]), "POST p/_apis/build/builds");
    assert_eq!(requests[0].value("ignoreWarnings"), Some("true"));
    let mut sent = body(&requests[0]);
    let variables: Value = serde_json::from_str(sent["parameters"].take().as_str().unwrap()).unwrap();
    assert_eq!(variables, json!({"Build.Configuration": "Re\"lease", "b": "2"}));
    assert_eq!(
        sent,
        json!({
            "definition": {"id": 12}, "sourceBranch": "refs/heads/größe", "sourceVersion": "abc",
            "reason": "scheduleForced", "priority": "high", "demands": ["Agent.OS -equals Linux", "docker"],
            "queue": {"id": 5}, "agentSpecification": {"identifier": "ubuntu-latest"}, "parameters": null,
            "templateParameters": {"a": "true"},
        })
    );
    // What the library does not know of yet.
    let forced = Values::new(&[
        ("definition", "12"),
        ("reason", "boredom"),
        ("newName", "1"),
        ("force", "reason,newName"),
    ]);
    // SAFETY: as above.
    let queued = build(|out, error| unsafe { azdo_build_queue(c.0, PROJECT, forced.0, null(), out, error) });
    assert_eq!(queued, Ok(7));
    let requests = echo.asked();
    assert_eq!(body(&requests[0])["reason"], "boredom");
    assert_eq!(requests[0].value("newName"), Some("1"));
}

#[test]
fn what_cannot_be_queued_is_told_by_name_and_not_sent() {
    let echo = echo(BUILD);
    let c = client(&echo);
    for (values, told) in [
        (&[("sourceBranch", "main")][..], &["definition is missing"][..]),
        (
            &[("definition", "1"), ("sourcebranch", "main")],
            &[
                "has no parameter \"sourcebranch\"",
                "Did you mean sourceBranch?",
                "parameters",
            ],
        ),
        (
            &[("definition", "1"), ("variables.a", "main")],
            &["has no parameter \"variables.a\""],
        ),
        (
            &[("definition", "1"), ("reason", "manul")],
            &["reason must be one of", "Did you mean manual?"],
        ),
        (
            &[("definition", "1"), ("queue", "x")],
            &["queue must be a whole number"],
        ),
    ] {
        let values = Values::new(values);
        // SAFETY: as above.
        let refused =
            build(|out, error| unsafe { azdo_build_queue(c.0, PROJECT, values.0, null(), out, error) });
        let refused = refused.unwrap_err();
        for told in told {
            assert!(refused.contains(told), "{refused}");
        }
    }
    let nothing = Values::new(&[]);
    // SAFETY: as above.
    unsafe {
        let refused = build(|out, error| azdo_build_update(c.0, PROJECT, 7, nothing.0, null(), out, error));
        assert!(refused.unwrap_err().contains("nothing to change"));
        for call in [azdo_tags_add, azdo_tags_remove] {
            let refused = tags(|out, error| call(c.0, PROJECT, 7, null(), 0, null(), out, error));
            assert!(refused.unwrap_err().contains("there are no tags"));
            let refused = tags(|out, error| call(c.0, PROJECT, 7, null(), 2, null(), out, error));
            assert!(
                refused
                    .unwrap_err()
                    .contains("tags and its count do not fit each other")
            );
            let array = [c"a".as_ptr(), c" ".as_ptr()];
            let refused = tags(|out, error| call(c.0, PROJECT, 7, array.as_ptr(), 2, null(), out, error));
            assert!(refused.unwrap_err().contains("a tag cannot be empty"));
            let array = [c"a".as_ptr(), null()];
            let refused = tags(|out, error| call(c.0, PROJECT, 7, array.as_ptr(), 2, null(), out, error));
            assert!(refused.unwrap_err().contains("tags is NULL"));
        }
        let refused =
            definition(|out, error| azdo_definition_create(c.0, PROJECT, c"{".as_ptr(), null(), out, error));
        assert!(refused.unwrap_err().contains("the body is not JSON"));
        for status in [-1, 0, 1, 5] {
            let refused = definition(|out, error| {
                azdo_definition_set_queue_status(c.0, PROJECT, 7, status, null(), out, error)
            });
            assert!(
                refused
                    .unwrap_err()
                    .contains("must be enabled, paused or disabled")
            );
        }
    }
    assert!(echo.asked().is_empty());
}

/// A definition may be named; the service takes `*` in a name for anything.
#[test]
fn a_definition_is_found_by_its_name() {
    let echo = Echo::start(|request| match request.method.as_str() {
        "GET" => {
            let all = [
                (1, "Nightly", "\\"),
                (2, "nightly", "\\a\\b"),
                (3, "N*", "\\"),
                (4, "Other", "\\"),
            ];
            let within = |path: &str| request.value("path").is_none_or(|wanted| wanted == path);
            let found = all.iter().filter(|(_, _, path)| within(path));
            let found: Vec<_> = found
                .map(|(id, name, path)| json!({"id": id, "name": name, "path": path}))
                .collect();
            Answer::json(200, json!({ "value": found }))
        }
        _ => Answer::json(200, BUILD),
    });
    let client = echo.client();
    for (name, id) in [("Other", 4), ("n*", 3), ("\\Nightly", 1), ("\\a\\b\\NIGHTLY", 2)] {
        client.builds().queue("p").definition(name).send().unwrap();
        let requests = echo.asked();
        assert_eq!(requests.len(), 2, "{name}");
        assert_eq!(asked(&requests[0]), "GET p/_apis/build/definitions");
        assert_eq!(body(&requests[1]), json!({"definition": {"id": id}}));
    }
    let several = client
        .builds()
        .queue("p")
        .definition("Nightly")
        .send()
        .unwrap_err();
    assert_eq!(
        several.message(),
        "several definitions are called \"Nightly\": 1 (\\), 2 (\\a\\b)"
    );
    let none = client
        .builds()
        .queue("p")
        .definition("Weekly")
        .send()
        .unwrap_err();
    assert_eq!((none.status(), none.cause()), (Status::NotFound, Cause::NotFound));
    assert!(echo.asked().iter().all(|request| request.method == "GET"));
}

#[test]
fn a_build_is_changed_kept_tried_again_and_deleted() {
    let echo = Echo::start(
        |request| match (request.method.as_str(), request.path.contains("/stages/")) {
            ("DELETE", _) | (_, true) => Answer {
                status: 204,
                headers: Vec::new(),
                body: String::new(),
            },
            _ => Answer::json(200, BUILD),
        },
    );
    let c = client(&echo);
    let values = Values::new(&[("keepForever", "true"), ("buildNumber", "20261124.1")]);
    let retry = Values::new(&[("retry", "true")]);
    // SAFETY: as above.
    unsafe {
        let changed = build(|out, error| azdo_build_update(c.0, PROJECT, 7, values.0, null(), out, error));
        assert_eq!(changed, Ok(7));
        let retried = build(|out, error| azdo_build_update(c.0, PROJECT, 7, retry.0, null(), out, error));
        assert_eq!(retried, Ok(7));
        for all_jobs in [0, 1] {
            done(|error| {
                azdo_build_retry_stage(c.0, PROJECT, 7, c"Deploy it".as_ptr(), all_jobs, null(), error)
            })
            .unwrap();
        }
        done(|error| azdo_build_delete(c.0, PROJECT, 7, null(), error)).unwrap();
    }
    echo.client().builds().keep("p", 7, false).unwrap();
    let requests = echo.asked();
    let sent: Vec<_> = requests
        .iter()
        .map(|request| {
            let body = match request.body.as_slice() {
                [] => Value::Null,
                body => serde_json::from_slice(body).unwrap(),
            };
            (asked(request), body)
        })
        .collect();
    let of_build = "_apis/build/builds/7";
    assert_eq!(
        sent,
        [
            (
                format!("PATCH p/{of_build}"),
                json!({"keepForever": true, "buildNumber": "20261124.1"})
            ),
            (format!("PATCH p/{of_build}"), json!({})),
            (
                format!("PATCH p/{of_build}/stages/Deploy%20it"),
                json!({"state": "retry", "forceRetryAllJobs": false})
            ),
            (
                format!("PATCH p/{of_build}/stages/Deploy%20it"),
                json!({"state": "retry", "forceRetryAllJobs": true})
            ),
            (format!("DELETE p/{of_build}"), Value::Null),
            (format!("PATCH p/{of_build}"), json!({"keepForever": false})),
        ]
    );
    assert_eq!(requests[1].value("retry"), Some("true"));
}

/// A definition goes back as it came, but for what is changed: numbers to the last digit, and members that nobody knows.
#[test]
fn a_definition_is_disabled_and_nothing_else() {
    const DEFINITION: &str = r#"{"id": 12, "revision": 3, "queueStatus": "enabled", "x": 1.50, "y": 12345678901234567890123, "ü": {"z": [1e2]}}"#;
    let echo = Echo::start(|request| match request.method.as_str() {
        "GET" => Answer::json(200, DEFINITION),
        _ => Answer::json(200, DEFINITION.replace("enabled", "disabled").replace('3', "4")),
    });
    let c = C::new(&echo.url(), &[("keep_json", "0")]);
    let set = |status: QueueStatus| {
        // SAFETY: as above.
        definition(|out, error| unsafe {
            azdo_definition_set_queue_status(c.0, PROJECT, 12, status as i32, null(), out, error)
        })
    };
    assert_eq!(set(QueueStatus::Disabled), Ok((4, QueueStatus::Disabled)));
    let requests = echo.asked();
    assert_eq!(
        requests.iter().map(asked).collect::<Vec<_>>(),
        [
            "GET p/_apis/build/definitions/12",
            "PUT p/_apis/build/definitions/12"
        ]
    );
    let sent = std::str::from_utf8(&requests[1].body).unwrap();
    for as_it_was in [
        "1.50",
        "12345678901234567890123",
        r#""ü":{"z": [1e2]}"#,
        r#""revision":3"#,
    ] {
        assert!(sent.contains(as_it_was), "{sent}");
    }
    assert!(sent.contains(r#""queueStatus":"disabled""#), "{sent}");
    // It is so already.
    assert_eq!(set(QueueStatus::Enabled), Ok((3, QueueStatus::Enabled)));
    assert_eq!(
        echo.asked().iter().map(asked).collect::<Vec<_>>(),
        ["GET p/_apis/build/definitions/12"]
    );
}

/// A call, of which only the error is of interest.
type Work<'a> = Box<dyn Fn() -> Result<(), String> + 'a>;

/// What might be done twice is sent once; what does no more the second time is tried again.
#[test]
fn nothing_is_done_twice() {
    let count = AtomicUsize::new(0);
    let echo = Echo::start(move |_| match count.fetch_add(1, Ordering::Relaxed) % 2 {
        0 => Answer::json(500, r#"{"message": "a hiccup"}"#),
        _ => Answer::json(200, r#"{"id": 7, "value": ["a"]}"#),
    });
    let one = c_texts(&["a"]);
    let two = c_texts(&["a", "b"]);
    let (one, two) = (pointers(&one), pointers(&two));
    let queue = Values::new(&[("definition", "1")]);
    let update = Values::new(&[("keepForever", "true")]);
    let c = C::new(&echo.url(), &[("max_retries", "3")]);
    // SAFETY: as above.
    unsafe {
        let once: [(&str, Work); 7] = [
            (
                "queue",
                Box::new(|| {
                    build(|out, error| azdo_build_queue(c.0, PROJECT, queue.0, null(), out, error)).map(drop)
                }),
            ),
            (
                "update",
                Box::new(|| {
                    build(|out, error| azdo_build_update(c.0, PROJECT, 7, update.0, null(), out, error))
                        .map(drop)
                }),
            ),
            (
                "add several",
                Box::new(|| {
                    tags(|out, error| azdo_tags_add(c.0, PROJECT, 7, two.as_ptr(), 2, null(), out, error))
                        .map(drop)
                }),
            ),
            (
                "create",
                Box::new(|| {
                    definition(|out, error| {
                        azdo_definition_create(c.0, PROJECT, c"{}".as_ptr(), null(), out, error)
                    })
                    .map(drop)
                }),
            ),
            (
                "update definition",
                Box::new(|| {
                    definition(|out, error| {
                        azdo_definition_update(c.0, PROJECT, 7, c"{}".as_ptr(), null(), out, error)
                    })
                    .map(drop)
                }),
            ),
            (
                "delete",
                Box::new(|| done(|error| azdo_build_delete(c.0, PROJECT, 7, null(), error))),
            ),
            (
                "delete definition",
                Box::new(|| done(|error| azdo_definition_delete(c.0, PROJECT, 7, null(), error))),
            ),
        ];
        for (what, call) in once {
            assert!(call().unwrap_err().contains("a hiccup"), "{what}");
            assert_eq!(echo.asked().len(), 1, "{what}");
            // The answer that is due to come is taken.
            build(|out, error| azdo_build_get(c.0, PROJECT, 7, null(), out, error)).unwrap();
            echo.asked();
        }
        let again: [(&str, Work); 2] = [
            (
                "add one",
                Box::new(|| {
                    tags(|out, error| azdo_tags_add(c.0, PROJECT, 7, one.as_ptr(), 1, null(), out, error))
                        .map(drop)
                }),
            ),
            (
                "remove",
                Box::new(|| {
                    tags(|out, error| azdo_tags_remove(c.0, PROJECT, 7, one.as_ptr(), 1, null(), out, error))
                        .map(drop)
                }),
            ),
        ];
        for (what, call) in again {
            call().expect(what);
            assert_eq!(echo.asked().len(), 2, "{what}");
        }
    }
}

/// A slash in a path is none of a tag to the service's web server.
#[test]
fn tags_that_no_path_can_hold_go_into_the_body() {
    for (tag, methods) in [
        ("x y", ["PUT", "DELETE"]),
        ("ü", ["PUT", "DELETE"]),
        ("a/b", ["POST", "PATCH"]),
        ("c:d", ["POST", "PATCH"]),
        ("100%", ["POST", "PATCH"]),
        ("C#", ["POST", "PATCH"]),
        ("e+f", ["POST", "PATCH"]),
        ("g\\h", ["POST", "PATCH"]),
        ("\"q\"", ["POST", "PATCH"]),
        ("..", ["POST", "PATCH"]),
    ] {
        let sandbox = support::Sandbox::start(&["--builds", "3"]);
        let client = sandbox.client();
        let builds = client.builds();
        let names = |page: std::sync::Arc<azdo::Page<azdo::Tag>>| {
            let mut names: Vec<_> = page.records().iter().map(|tag| tag.name().to_owned()).collect();
            names.sort();
            names
        };
        let before = names(builds.tags(sandbox.project(), 1001).unwrap());
        let added = names(builds.add_tags(sandbox.project(), 1001, &[tag]).unwrap());
        assert!(added.contains(&tag.to_owned()), "{tag}: {added:?}");
        let left = names(builds.remove_tags(sandbox.project(), 1001, &[tag]).unwrap());
        assert_eq!(left, before, "{tag}");
        let tally = sandbox.tally();
        for method in methods {
            assert_eq!(tally["methods"][method], 1, "{tag}: {tally}");
        }
    }
}
