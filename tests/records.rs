//! Typed records over the C ABI: what the service was seen to answer becomes records with nothing lost, and each function
//! asks for what its operation is.

mod support;

use std::ffi::{CStr, c_char};
use std::ptr::{null, null_mut};

use azdo::ffi::*;
use azdo::{
    Artifact, BrokenElement, Change, Definition, IssueKind, Log, QueueStatus, Status, Tag, TimelineRecord,
    TimelineResult, TimelineState, WorkItem,
};
use serde_json::Value;
use support::c::{C, Values, outcome, with_page};
use support::echo::{Answer, Echo, Request};
use support::{bodies, nanoseconds, recordings};

const PROJECT: *const c_char = c"p".as_ptr();

/// What an answer holds, beside what a record tells of it.
struct Sent<'a> {
    json: &'a Value,
    place: &'a str,
}

impl Sent<'_> {
    fn text(&self, pointer: &str) -> String {
        match self.json.pointer(pointer) {
            Some(Value::String(text)) => text.clone(),
            Some(other @ (Value::Number(_) | Value::Bool(_))) => other.to_string(),
            _ => String::new(),
        }
    }

    fn texts(&self, told: &[(&str, &str)]) {
        for (told, pointer) in told {
            assert_eq!(*told, self.text(pointer), "{pointer} of {}", self.place);
        }
    }

    fn numbers(&self, told: &[(i64, &str)]) {
        for (told, pointer) in told {
            let sent = self.text(pointer).parse().unwrap_or(0);
            assert_eq!(*told, sent, "{pointer} of {}", self.place);
        }
    }

    fn times(&self, told: &[(i64, &str)]) {
        for (told, pointer) in told {
            assert_eq!(
                *told,
                nanoseconds(&self.text(pointer)),
                "{pointer} of {}",
                self.place
            );
        }
    }

    fn whole(&self, json: &str) {
        assert_eq!(
            serde_json::from_str::<Value>(json).unwrap(),
            *self.json,
            "{}",
            self.place
        );
    }
}

fn compare_definition(definition: &Definition, sent: &Sent) {
    sent.texts(&[
        (definition.name(), "/name"),
        (definition.path(), "/path"),
        (definition.type_name(), "/type"),
        (definition.quality(), "/quality"),
        (definition.queue_status_name(), "/queueStatus"),
        (definition.description(), "/description"),
        (definition.project_id(), "/project/id"),
        (definition.project_name(), "/project/name"),
        (definition.queue_name(), "/queue/name"),
        (definition.pool_name(), "/queue/pool/name"),
        (definition.repository_id(), "/repository/id"),
        (definition.repository_name(), "/repository/name"),
        (definition.repository_type(), "/repository/type"),
        (definition.default_branch(), "/repository/defaultBranch"),
        (definition.yaml_file(), "/process/yamlFilename"),
        (definition.authored_by_name(), "/authoredBy/displayName"),
        (definition.authored_by_unique_name(), "/authoredBy/uniqueName"),
        (definition.latest_build_number(), "/latestBuild/buildNumber"),
        (
            definition.latest_completed_build_number(),
            "/latestCompletedBuild/buildNumber",
        ),
        (definition.uri(), "/uri"),
        (definition.url(), "/url"),
        (definition.web_url(), "/_links/web/href"),
    ]);
    sent.numbers(&[
        (definition.id(), "/id"),
        (definition.revision(), "/revision"),
        (definition.queue_id(), "/queue/id"),
        (definition.pool_id(), "/queue/pool/id"),
        (definition.latest_build_id(), "/latestBuild/id"),
        (definition.latest_completed_build_id(), "/latestCompletedBuild/id"),
    ]);
    sent.times(&[(definition.created_time_ns(), "/createdDate")]);
    assert_eq!(definition.is_draft(), sent.text("/quality") == "draft");
    let status = match sent.text("/queueStatus").as_str() {
        "enabled" => QueueStatus::Enabled,
        "paused" => QueueStatus::Paused,
        "disabled" => QueueStatus::Disabled,
        "" => QueueStatus::None,
        _ => QueueStatus::Unknown,
    };
    assert_eq!(definition.queue_status(), status);
    for (word, pointer) in [
        (definition.latest_build_status().word(), "/latestBuild/status"),
        (definition.latest_build_result().word(), "/latestBuild/result"),
        (
            definition.latest_completed_build_result().word(),
            "/latestCompletedBuild/result",
        ),
    ] {
        assert_eq!(
            word.replace("none", ""),
            sent.text(pointer),
            "{pointer} of {}",
            sent.place
        );
    }
    sent.whole(definition.json());
}

fn compare_timeline_record(record: &TimelineRecord, sent: &Sent) {
    sent.texts(&[
        (record.id(), "/id"),
        (record.parent_id(), "/parentId"),
        (record.type_name(), "/type"),
        (record.name(), "/name"),
        (record.ref_name(), "/refName"),
        (record.identifier(), "/identifier"),
        (record.state_name(), "/state"),
        (record.result_name(), "/result"),
        (record.result_code(), "/resultCode"),
        (record.current_operation(), "/currentOperation"),
        (record.worker_name(), "/workerName"),
        (record.task_id(), "/task/id"),
        (record.task_name(), "/task/name"),
        (record.task_version(), "/task/version"),
        (record.details_id(), "/details/id"),
        (record.log_url(), "/log/url"),
        (record.url(), "/url"),
    ]);
    sent.numbers(&[
        (record.order(), "/order"),
        (record.attempt(), "/attempt"),
        (record.percent_complete(), "/percentComplete"),
        (record.error_count(), "/errorCount"),
        (record.warning_count(), "/warningCount"),
        (record.log_id(), "/log/id"),
        (record.queue_id(), "/queueId"),
        (record.change_id(), "/changeId"),
    ]);
    sent.times(&[
        (record.start_time_ns(), "/startTime"),
        (record.finish_time_ns(), "/finishTime"),
        (record.last_modified_time_ns(), "/lastModified"),
    ]);
    let word = |word: &str| word.replace("unknown", "");
    sent.texts(&[
        (&word(record.state().word()), "/state"),
        (&word(record.result().word()), "/result"),
    ]);
    let count = |pointer: &str| {
        sent.json
            .pointer(pointer)
            .and_then(Value::as_array)
            .map_or(0, Vec::len)
    };
    assert_eq!(record.issues().len(), count("/issues"), "{}", sent.place);
    for (index, issue) in record.issues().enumerate() {
        sent.texts(&[
            (issue.kind().word(), &format!("/issues/{index}/type")),
            (issue.kind_name(), &format!("/issues/{index}/type")),
            (issue.category(), &format!("/issues/{index}/category")),
            (issue.message(), &format!("/issues/{index}/message")),
        ]);
    }
    assert_eq!(record.previous_attempts().len(), count("/previousAttempts"));
    for (index, attempt) in record.previous_attempts().enumerate() {
        sent.numbers(&[(attempt.attempt(), &format!("/previousAttempts/{index}/attempt"))]);
        sent.texts(&[
            (
                attempt.timeline_id(),
                &format!("/previousAttempts/{index}/timelineId"),
            ),
            (
                attempt.record_id(),
                &format!("/previousAttempts/{index}/recordId"),
            ),
        ]);
    }
    sent.whole(record.json());
}

fn compare_log(log: &Log, sent: &Sent) {
    sent.numbers(&[(log.id(), "/id"), (log.line_count(), "/lineCount")]);
    sent.times(&[
        (log.created_time_ns(), "/createdOn"),
        (log.last_changed_time_ns(), "/lastChangedOn"),
    ]);
    sent.texts(&[(log.type_name(), "/type"), (log.url(), "/url")]);
    sent.whole(log.json());
}

fn compare_artifact(artifact: &Artifact, sent: &Sent) {
    sent.numbers(&[(artifact.id(), "/id")]);
    sent.texts(&[
        (artifact.name(), "/name"),
        (artifact.source(), "/source"),
        (artifact.type_name(), "/resource/type"),
        (artifact.data(), "/resource/data"),
        (artifact.download_url(), "/resource/downloadUrl"),
        (artifact.url(), "/resource/url"),
    ]);
    let size = sent.text("/resource/properties/artifactsize").parse().ok();
    assert_eq!(artifact.size(), size, "{}", sent.place);
    sent.whole(artifact.json());
}

fn compare_change(change: &Change, sent: &Sent) {
    sent.texts(&[
        (change.id(), "/id"),
        (change.type_name(), "/type"),
        (change.message(), "/message"),
        (change.author_id(), "/author/id"),
        (change.author_name(), "/author/displayName"),
        (change.author_unique_name(), "/author/uniqueName"),
        (change.pusher(), "/pusher"),
        (change.location(), "/location"),
        (change.display_url(), "/displayUri"),
    ]);
    sent.times(&[(change.time_ns(), "/timestamp")]);
    let truncated = sent.text("/messageTruncated") == "true";
    assert_eq!(change.message_truncated(), truncated, "{}", sent.place);
    sent.whole(change.json());
}

fn compare_work_item(item: &WorkItem, sent: &Sent) {
    sent.numbers(&[(item.id(), "/id")]);
    sent.texts(&[(item.url(), "/url")]);
    sent.whole(item.json());
}

fn compare_tag(tag: &Tag, sent: &Sent) {
    sent.texts(&[(tag.name(), "")]);
}

/// A server that has this one answer, and a client of it.
fn server(body: &Value) -> (Echo, C) {
    let body = body.to_string();
    let echo = Echo::start(move |_| Answer::json(200, &body));
    let c = C::new(&echo.url(), &[("max_retries", "0")]);
    (echo, c)
}

/// Compares every record with what was sent, and that none is missing.
fn compare_all<R>(
    compare: fn(&R, &Sent),
    sent: &Value,
    place: &str,
) -> impl FnOnce(&[&R], &[&BrokenElement]) -> usize {
    let elements = sent.as_array().cloned().unwrap_or_default();
    let place = place.to_owned();
    move |records, broken| {
        assert_eq!(records.len(), elements.len(), "{place}");
        assert!(broken.is_empty(), "{place}");
        for (record, json) in records.iter().zip(&elements) {
            compare(record, &Sent { json, place: &place });
        }
        records.len()
    }
}

/// Fetches what `kind` names from a server that answers `body`; how many records there are.
fn fetch(kind: &str, body: &Value, place: &str) -> usize {
    let (_echo, c) = server(body);
    let none = null();
    // SAFETY: handles are alive, texts end with NUL, and the places are the closures' own.
    unsafe {
        match kind {
            "timeline" => {
                let timeline =
                    outcome(|out, error| azdo_timeline_get(c.0, PROJECT, 7, none, null(), out, error));
                let timeline = timeline.expect(place);
                let sent = Sent { json: body, place };
                let id = CStr::from_ptr(azdo_timeline_id(timeline)).to_str().unwrap();
                sent.texts(&[(id, "/id")]);
                sent.numbers(&[(azdo_timeline_change_id(timeline), "/changeId")]);
                let look = compare_all(compare_timeline_record, &body["records"], place);
                with_page(
                    timeline,
                    azdo_timeline_records,
                    azdo_timeline_broken,
                    azdo_timeline_text,
                    azdo_timeline_free,
                    look,
                )
            }
            "logs" => {
                let page = outcome(|out, error| azdo_logs_get(c.0, PROJECT, 7, none, null(), out, error));
                let look = compare_all(compare_log, &body["value"], place);
                with_page(
                    page.expect(place),
                    azdo_log_page_records,
                    azdo_log_page_broken,
                    azdo_log_page_text,
                    azdo_log_page_free,
                    look,
                )
            }
            "artifacts" => {
                let page =
                    outcome(|out, error| azdo_artifacts_get(c.0, PROJECT, 7, none, null(), out, error));
                let look = compare_all(compare_artifact, &body["value"], place);
                with_page(
                    page.expect(place),
                    azdo_artifact_page_records,
                    azdo_artifact_page_broken,
                    azdo_artifact_page_text,
                    azdo_artifact_page_free,
                    look,
                )
            }
            "work items" => {
                let page =
                    outcome(|out, error| azdo_work_items_get(c.0, PROJECT, 7, none, null(), out, error));
                let look = compare_all(compare_work_item, &body["value"], place);
                with_page(
                    page.expect(place),
                    azdo_work_item_page_records,
                    azdo_work_item_page_broken,
                    azdo_work_item_page_text,
                    azdo_work_item_page_free,
                    look,
                )
            }
            "tags" => {
                let page = outcome(|out, error| azdo_tags_get(c.0, PROJECT, 7, none, null(), out, error));
                let look = compare_all(compare_tag, &body["value"], place);
                with_page(
                    page.expect(place),
                    azdo_tag_page_records,
                    azdo_tag_page_broken,
                    azdo_tag_page_text,
                    azdo_tag_page_free,
                    look,
                )
            }
            "changes" => {
                let list =
                    outcome(|out, error| azdo_changes_list(c.0, PROJECT, 7, none, out, error)).unwrap();
                let page = outcome(|out, error| azdo_changes_next_page(list, null(), out, error));
                let look = compare_all(compare_change, &body["value"], place);
                azdo_changes_free(list);
                with_page(
                    page.expect(place),
                    azdo_change_page_records,
                    azdo_change_page_broken,
                    azdo_change_page_text,
                    azdo_change_page_free,
                    look,
                )
            }
            "definitions" => {
                let query = Values::new(&[("project", "p")]);
                let list = outcome(|out, error| azdo_definitions_list(c.0, query.0, out, error)).unwrap();
                if body["count"] == 0 {
                    let (mut record, mut page) = (null(), null_mut());
                    let done = azdo_definitions_next(list, null(), &mut record, null_mut());
                    let over = azdo_definitions_next_page(list, null(), &mut page, null_mut());
                    assert_eq!((done, over), (Status::Done, Status::Done));
                    azdo_definitions_free(list);
                    return 0;
                }
                let page =
                    outcome(|out, error| azdo_definitions_next_page(list, null(), out, error)).expect(place);
                azdo_definitions_free(list);
                assert_eq!(CStr::from_ptr(azdo_definition_page_token(page)), c"");
                let look = compare_all(compare_definition, &body["value"], place);
                with_page(
                    page,
                    azdo_definition_page_records,
                    azdo_definition_page_broken,
                    azdo_definition_page_text,
                    azdo_definition_page_free,
                    look,
                )
            }
            "definition" => {
                let page =
                    outcome(|out, error| azdo_definition_get(c.0, PROJECT, 7, none, null(), out, error));
                let one = Value::Array(vec![body.clone()]);
                let look = compare_all(compare_definition, &one, place);
                with_page(
                    page.expect(place),
                    azdo_definition_page_records,
                    azdo_definition_page_broken,
                    azdo_definition_page_text,
                    azdo_definition_page_free,
                    look,
                )
            }
            other => panic!("{other}"),
        }
    }
}

#[test]
fn what_was_recorded_becomes_records_with_nothing_lost() {
    let Some(folder) = recordings() else { return };
    let mut told = std::collections::BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let place = path.file_name().unwrap().to_str().unwrap().to_owned();
        let kind = match place.rsplit_once('-').unwrap().0 {
            "definitions-list" => "definitions",
            "definition-get" | "definition-create" | "definition-put" => "definition",
            "build-tags-list" | "build-tags-add" | "build-tag-put" | "build-tag-delete" => "tags",
            "docs-timeline-get" => "timeline",
            _ => continue,
        };
        let recording: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let body = serde_json::from_str(recording["response"]["body"].as_str().unwrap()).unwrap();
        *told.entry(kind).or_insert(0) += fetch(kind, &body, &place);
    }
    for (kind, least) in [
        ("definitions", 4),
        ("definition", 15),
        ("tags", 20),
        ("timeline", 3),
    ] {
        assert!(told[kind] >= least, "{told:?}");
    }
}

#[test]
fn what_was_published_becomes_records_with_nothing_lost() {
    let Some(folder) = bodies() else { return };
    for (file, kind, pointer, count) in [
        ("public-timeline-2026", "timeline", "/body", 4),
        (
            "spec-build-GET__build_builds__knownBuildId__timeline",
            "timeline",
            "/body/200/body",
            4,
        ),
        ("vsteam-buildTimelineEmptyRecords", "timeline", "/body", 0),
        ("vsteam-Get-VSTeamBuildLog-Id568", "logs", "/body", 61),
        ("vsteam-Get-VSTeamBuildArtifact-Id568", "artifacts", "/body", 5),
        (
            "spec-build-GET__build_builds__knownBuildId__artifacts",
            "artifacts",
            "/body/200/body",
            1,
        ),
        (
            "spec-build-GET__build_builds__knownBuildId__changes",
            "changes",
            "/body/200/body",
            8,
        ),
        (
            "spec-build-GET__build_builds__knownBuildId__tags",
            "tags",
            "/body/200/body",
            4,
        ),
        ("vsteam-Get-BuildDefinition_2017", "definitions", "/body", 2),
        ("vsteam-Get-BuildDefinition_2019", "definitions", "/body", 2),
        ("vsteam-Get-BuildDefinition_AzD", "definitions", "/body", 8),
        ("vsteam-buildDefyaml", "definition", "/body/value/0", 1),
    ] {
        let path = folder.join(format!("{file}.json"));
        let published: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let body = published.pointer(pointer).unwrap();
        assert_eq!(fetch(kind, body, file), count, "{file}");
    }
    let path = folder.join("public-artifact-pipelineartifact.json");
    let published: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let list = serde_json::json!({"count": 1, "value": [published["body"]]});
    assert_eq!(fetch("artifacts", &list, "a pipeline artifact"), 1);
}

/// Made up, for what nobody has published: attempts, cut messages, work items, latest builds.
#[test]
fn what_was_never_recorded_becomes_records_too() {
    let timeline = serde_json::json!({"id": "t", "changeId": 19, "records": [{
        "id": "a", "type": "Stage", "state": "inProgress", "attempt": 3, "issues": [
            {"type": "warning", "category": "Code", "message": "größe", "data": {}},
            {"type": "error", "message": "x\ny"}],
        "previousAttempts": [
            {"attempt": 1, "timelineId": "t1", "recordId": "r1"},
            {"attempt": 2, "timelineId": "t2", "recordId": "r2"}]}]});
    assert_eq!(fetch("timeline", &timeline, "attempts"), 1);
    let changes = serde_json::json!({"count": 1, "value": [{
        "id": "C12", "messageTruncated": true, "message": "m", "pusher": "p", "displayUri": "https://a/b"}]});
    assert_eq!(fetch("changes", &changes, "a change"), 1);
    let items = serde_json::json!({"count": 2, "value": [{"id": "7", "url": "u"}, {"id": 8, "url": "v"}]});
    assert_eq!(fetch("work items", &items, "work items"), 2);
    let definitions = serde_json::json!({"count": 1, "value": [{"id": 1, "quality": "draft",
        "latestBuild": {"id": 9, "buildNumber": "9", "status": "inProgress"},
        "latestCompletedBuild": {"id": 8, "buildNumber": "8", "result": "partiallySucceeded"}}]});
    assert_eq!(fetch("definitions", &definitions, "a definition"), 1);
    for body in [Value::Null, serde_json::json!({"records": null})] {
        let (_echo, c) = server(&body);
        // SAFETY: handles are alive, and the places are the closure's own.
        let count = unsafe {
            let timeline =
                outcome(|out, error| azdo_timeline_get(c.0, PROJECT, 7, null(), null(), out, error));
            assert_eq!(CStr::from_ptr(azdo_timeline_id(timeline.clone().unwrap())), c"");
            with_page(
                timeline.unwrap(),
                azdo_timeline_records,
                azdo_timeline_broken,
                azdo_timeline_text,
                azdo_timeline_free,
                |records: &[&TimelineRecord], _: &[&BrokenElement]| records.len(),
            )
        };
        assert_eq!(count, 0);
    }
}

#[test]
fn words_that_are_new_are_no_error() {
    let body = r#"{"records": [{"id": "a", "state": "dreaming", "result": "magic", "issues": [{"type": "hint"}, {}]}]}"#;
    let echo = Echo::start(move |_| Answer::json(200, body));
    let timeline = echo.client().builds().timeline("p", 7).unwrap();
    let record = &timeline.records()[0];
    assert_eq!(
        (
            record.state(),
            record.state_name(),
            record.result(),
            record.result_name()
        ),
        (
            TimelineState::Unknown,
            "dreaming",
            TimelineResult::Unknown,
            "magic"
        )
    );
    let kinds: Vec<_> = record
        .issues()
        .map(|issue| (issue.kind(), issue.kind_name()))
        .collect();
    assert_eq!(kinds, [(IssueKind::Unknown, "hint"), (IssueKind::None, "")]);
    assert_eq!(echo.asked()[0].path, "p/_apis/build/builds/7/timeline");
}

fn asked(request: &Request) -> String {
    let query: Vec<_> = request
        .query
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    format!("{} {}?{}", request.method, request.path, query.join("&"))
}

#[test]
fn each_asks_for_what_its_operation_is() {
    let (echo, c) = server(&serde_json::json!({"value": [], "records": [], "id": 1}));
    let query = Values::new(&[("$top", "9")]);
    let of_timeline = Values::new(&[
        ("changeId", "4"),
        ("timelineId", "6d3b9f3e-1b1c-4a6f-8d5a-0c5f9e1c2b7a"),
    ]);
    let of_definition = Values::new(&[("revision", "3"), ("includeLatestBuilds", "true")]);
    // SAFETY: handles are alive and freed once, texts end with NUL, and the places are the closures' own.
    unsafe {
        azdo_timeline_free(
            outcome(|out, error| azdo_timeline_get(c.0, PROJECT, 7, of_timeline.0, null(), out, error))
                .unwrap(),
        );
        azdo_work_item_page_free(
            outcome(|out, error| azdo_work_items_get(c.0, PROJECT, 7, query.0, null(), out, error)).unwrap(),
        );
        azdo_definition_page_free(
            outcome(|out, error| azdo_definition_get(c.0, PROJECT, 12, of_definition.0, null(), out, error))
                .unwrap(),
        );
        azdo_artifact_page_free(
            outcome(|out, error| azdo_artifacts_get(c.0, PROJECT, 7, null(), null(), out, error)).unwrap(),
        );
        azdo_log_page_free(
            outcome(|out, error| azdo_logs_get(c.0, PROJECT, 7, null(), null(), out, error)).unwrap(),
        );
        azdo_tag_page_free(
            outcome(|out, error| azdo_tags_get(c.0, PROJECT, 7, null(), null(), out, error)).unwrap(),
        );
        let refused =
            outcome(|out, error| azdo_logs_get(c.0, PROJECT, 7, query.0, null(), out, error)).unwrap_err();
        assert!(refused.contains("has no parameter \"$top\""), "{refused}");
        let refused =
            outcome(|out, error| azdo_logs_get(c.0, null(), 7, null(), null(), out, error)).unwrap_err();
        assert!(refused.contains("project is missing"), "{refused}");
    }
    let asked: Vec<_> = echo.asked().iter().map(asked).collect();
    assert_eq!(
        asked,
        [
            "GET p/_apis/build/builds/7/timeline/6d3b9f3e-1b1c-4a6f-8d5a-0c5f9e1c2b7a?changeId=4&api-version=7.1",
            "GET p/_apis/build/builds/7/workitems?$top=9&api-version=7.1",
            "GET p/_apis/build/definitions/12?revision=3&includeLatestBuilds=true&api-version=7.1",
            "GET p/_apis/build/builds/7/artifacts?api-version=7.1",
            "GET p/_apis/build/builds/7/logs?api-version=7.1",
            "GET p/_apis/build/builds/7/tags?api-version=7.1",
        ]
    );
}

/// Lists that have pages are walked record by record, and by the page.
#[test]
fn definitions_and_changes_are_walked() {
    let echo = Echo::start(|request| {
        let start: usize = request
            .value("continuationToken")
            .map_or(0, |token| token.parse().unwrap());
        let records: Vec<_> = (start + 1..=(start + 2).min(5))
            .map(|id| format!("{{\"id\":{id}}}"))
            .collect();
        let answer = Answer::json(200, format!("{{\"value\":[{}]}}", records.join(",")));
        match start {
            4 => answer,
            _ => answer.with_header("x-ms-continuationtoken", start + 2),
        }
    });
    let c = C::new(&echo.url(), &[]);
    let query = Values::new(&[("project", "p")]);
    // SAFETY: handles are alive and freed once, and the places are the closures' own.
    unsafe {
        let list = outcome(|out, error| azdo_definitions_list(c.0, query.0, out, error)).unwrap();
        let mut ids = Vec::new();
        let mut record = null();
        while azdo_definitions_next(list, null(), &mut record, null_mut()) == Status::Ok {
            ids.push((*record).id());
        }
        azdo_definitions_free(list);
        assert_eq!(ids, [1, 2, 3, 4, 5]);

        // The arguments count more than what the query says of the build.
        let query = Values::new(&[("buildId", "8"), ("project", "another")]);
        let list = outcome(|out, error| azdo_changes_list(c.0, PROJECT, 7, query.0, out, error)).unwrap();
        let mut record = null();
        assert_eq!(
            azdo_changes_next(list, null(), &mut record, null_mut()),
            Status::Ok
        );
        assert_eq!((*record).id(), "1");
        let asked = echo.asked();
        let path = asked.last().unwrap().segments();
        assert!(path.iter().any(|segment| segment == "7"), "{path:?}");
        let page = outcome(|out, error| azdo_changes_next_page(list, null(), out, error)).unwrap();
        assert_eq!(CStr::from_ptr(azdo_change_page_token(page)), c"4");
        azdo_change_page_free(page);
        azdo_changes_free(list);
    }
}

#[test]
fn elements_that_are_broken_fail_their_list_unless_they_are_passed_over() {
    let body = serde_json::json!({"value": [{"id": 1}, {"name": "a"}, 7, {"id": 2}]});
    let (echo, c) = server(&body);
    let lenient = C::new(&echo.url(), &[("skip_broken", "1")]);
    // SAFETY: handles are alive and freed once, and the places are the closures' own.
    let refused = unsafe { outcome(|out, error| azdo_logs_get(c.0, PROJECT, 7, null(), null(), out, error)) };
    let refused = refused.unwrap_err();
    assert!(
        refused.contains("element 1 of the answer is not a log: it has no id"),
        "{refused}"
    );
    // SAFETY: as above.
    let seen: Vec<_> = unsafe {
        let page = outcome(|out, error| azdo_logs_get(lenient.0, PROJECT, 7, null(), null(), out, error));
        with_page(
            page.unwrap(),
            azdo_log_page_records,
            azdo_log_page_broken,
            azdo_log_page_text,
            azdo_log_page_free,
            |records: &[&Log], broken: &[&BrokenElement]| {
                let records = records.iter().map(|log| format!("log {}", log.id()));
                let broken = broken
                    .iter()
                    .map(|broken| format!("{}: {}", broken.index(), broken.reason()));
                records.chain(broken).collect()
            },
        )
    };
    assert_eq!(seen, ["log 1", "log 2", "1: it has no id", "2: it is no object"]);
    // One that was asked for alone has no other beside it.
    // SAFETY: as above.
    let refused = unsafe {
        outcome(|out, error| azdo_definition_get(lenient.0, PROJECT, 7, null(), null(), out, error))
    };
    let refused = refused.unwrap_err();
    assert!(
        refused.contains("the answer is not a definition: it has no id"),
        "{refused}"
    );
}
