//! How far a build's stages, jobs and tasks have come, and what they wrote.

use serde_json::{Value, json};

use crate::ask::{Ask, Outcome};
use crate::errors;
use crate::http::Answer;
use crate::random::{guid, mix};
use crate::runs::Attempt;
use crate::store::{Store, date};
use crate::ticks::Ticks;
use crate::world::By;
use crate::zip::Zip;

/// Every pipeline's stages, and the tasks of their one job.
pub const STAGES: [(&str, &[&str]); 2] = [
    (
        "Build",
        &["Initialize job", "Checkout", "Build", "Test", "Publish"],
    ),
    ("Deploy", &["Initialize job", "Download", "Deploy"]),
];
/// Which of all tasks goes wrong, where something does.
const TEST: usize = 3;
/// Builds of the seed that run stand still, ten minutes after their start.
const STILL: i64 = 600;

/// One of the tasks.
struct Task {
    stage: usize,
    name: &'static str,
    state: &'static str,
    result: Option<&'static str>,
    started: Option<Ticks>,
    finished: Option<Ticks>,
    log: u32,
    lines: usize,
}

/// A build's way from its start to its end, the last attempt or an earlier one.
struct Course {
    id: u32,
    home: String,
    attempt: usize,
    tasks: Vec<Task>,
    /// How often it was tried before this.
    before: usize,
}

fn tasks() -> impl Iterator<Item = (usize, &'static str)> {
    let stages = STAGES.iter().enumerate();
    stages.flat_map(|(stage, (_, tasks))| tasks.iter().map(move |&task| (stage, task)))
}

fn task_count() -> usize {
    tasks().count()
}

impl Course {
    /// `attempt`: from 1; the last where it is none.
    fn of(store: &Store, index: u32, attempt: Option<usize>, now: Ticks) -> Course {
        let build = store.world.at(index);
        let (started, finished) = (build.time(By::Start), build.time(By::Finish));
        let seeded = started.map(|started| Attempt {
            started,
            ends: finished.unwrap_or(started.plus_seconds(2 * STILL)),
        });
        let queued_here = store.runs.attempts(index);
        let all: Vec<Attempt> = match queued_here {
            Some(attempts) => attempts.to_vec(),
            None => seeded.into_iter().collect(),
        };
        let attempt = attempt.unwrap_or(all.len());
        let is_last = attempt == all.len();
        let now = match (queued_here, seeded) {
            (None, Some(seeded)) if finished.is_none() => seeded.started.plus_seconds(STILL),
            _ => now,
        };
        let result = if is_last {
            build.result.as_deref()
        } else {
            Some("failed")
        };
        let span = all.get(attempt.wrapping_sub(1)).copied();
        let ended = finished.filter(|_| is_last).or(span.map(|span| span.ends));
        let share = span.map_or(0, |span| span.ends.since(span.started) / task_count() as i64);
        let tasks = tasks().enumerate().map(|(number, (stage, name))| {
            let begins = span.map(|span| span.started.plus(share * number as i64));
            let ends = begins.map(|begins| begins.plus(share));
            let stopped = result == Some("canceled") && ended < ends;
            let skipped = result == Some("failed") && number > TEST || stopped && ended < begins;
            let begun = begins.is_some_and(|begins| now >= begins) && !skipped;
            let done = result.is_some() || ends.is_some_and(|ends| now >= ends);
            let outcome = match result {
                _ if skipped => "skipped",
                _ if stopped => "canceled",
                Some("failed") if number == TEST => "failed",
                Some("partiallySucceeded") if number == TEST => "succeededWithIssues",
                _ => "succeeded",
            };
            let all_lines = 6 + (mix(u64::from(build.id) << 8 | number as u64) % 20) as usize;
            let lines = match (begins, ends) {
                _ if skipped || !begun => 0,
                (Some(begins), Some(ends)) if !done => {
                    let (past, whole) = (now.since(begins), ends.since(begins).max(1));
                    (all_lines as i64 * past / whole) as usize
                }
                _ => all_lines,
            };
            Task {
                stage,
                name,
                state: match (done, begun) {
                    (true, _) => "completed",
                    (false, true) => "inProgress",
                    (false, false) => "pending",
                },
                result: done.then_some(outcome),
                started: begins.filter(|_| begun),
                finished: ends.min(ended).filter(|_| done && begun),
                log: ((attempt.max(1) - 1) * task_count() + number + 1) as u32,
                lines,
            }
        });
        let tasks = if span.is_some() {
            tasks.collect()
        } else {
            Vec::new()
        };
        Course {
            id: build.id,
            home: store.home(build.project),
            attempt,
            tasks,
            before: attempt.saturating_sub(1),
        }
    }

    fn record_id(&self, kind: u64, number: usize) -> String {
        let seed = u64::from(self.id) << 16 | kind << 8 | number as u64;
        guid(mix(seed), mix(!seed))
    }

    fn timeline_id(&self, attempt: usize) -> String {
        let seed = u64::from(self.id) << 24 | 0xff_0000 | attempt as u64;
        guid(mix(seed), mix(!seed))
    }

    fn timeline_url(&self, attempt: usize) -> String {
        format!(
            "{}/_apis/build/builds/{}/Timeline/{}",
            self.home,
            self.id,
            self.timeline_id(attempt)
        )
    }

    fn log_url(&self, log: u32) -> String {
        format!("{}/_apis/build/builds/{}/logs/{log}", self.home, self.id)
    }

    fn record(&self, kind: &str, id: String, parent: Option<String>, name: &str, order: usize) -> Value {
        json!({
            "previousAttempts": [],
            "id": id,
            "parentId": parent,
            "type": kind,
            "name": name,
            "startTime": null,
            "finishTime": null,
            "currentOperation": null,
            "percentComplete": null,
            "state": "pending",
            "result": null,
            "resultCode": null,
            "changeId": 1,
            "lastModified": "0001-01-01T00:00:00",
            "workerName": null,
            "order": order,
            "details": null,
            "errorCount": 0,
            "warningCount": 0,
            "url": null,
            "log": null,
            "task": null,
            "attempt": self.attempt.max(1),
            "identifier": name,
        })
    }

    /// Fills a record with what became of these tasks.
    fn sum_up(record: &mut Value, tasks: &[&Task]) {
        let is_all = |state| tasks.iter().all(|task| task.state == state);
        let state = match () {
            () if is_all("completed") => "completed",
            () if is_all("pending") => "pending",
            () => "inProgress",
        };
        record["state"] = json!(state);
        let started = tasks.iter().filter_map(|task| task.started).min();
        record["startTime"] = started.map_or(Value::Null, date);
        if state == "completed" {
            let worst = [
                "failed",
                "canceled",
                "succeededWithIssues",
                "succeeded",
                "skipped",
            ];
            let has = |result: &&str| tasks.iter().any(|task| task.result == Some(result));
            record["result"] = json!(worst.iter().find(|result| has(result)));
            let finished = tasks.iter().filter_map(|task| task.finished).max();
            record["finishTime"] = finished.map_or(Value::Null, date);
        }
        let count = |result| tasks.iter().filter(|task| task.result == Some(result)).count();
        record["errorCount"] = json!(count("failed"));
        record["warningCount"] = json!(count("succeededWithIssues"));
        let changed = tasks.iter().map(|task| task.lines).sum::<usize>();
        record["changeId"] = json!(changed + 1);
    }

    /// `stage`: that one alone.
    fn records(&self, stage: Option<&str>) -> Vec<Value> {
        let mut records = Vec::new();
        for (place, (name, _)) in STAGES.iter().enumerate() {
            if self.tasks.is_empty() || stage.is_some_and(|stage| !stage.eq_ignore_ascii_case(name)) {
                continue;
            }
            let of_stage: Vec<&Task> = self.tasks.iter().filter(|task| task.stage == place).collect();
            let [of, phase, job] = [1, 2, 3].map(|kind| self.record_id(kind, place));
            let mut all = [
                self.record("Stage", of.clone(), None, name, place + 1),
                self.record("Phase", phase.clone(), Some(of.clone()), "Job_1", 1),
                self.record("Job", job.clone(), Some(phase), "Job_1", 1),
            ];
            for record in &mut all {
                Course::sum_up(record, &of_stage);
            }
            all[0]["previousAttempts"] = (1..=self.before)
                .map(|attempt| {
                    json!({
                        "attempt": attempt,
                        "timelineId": self.timeline_id(attempt),
                        "recordId": of,
                    })
                })
                .collect();
            all[2]["workerName"] = json!("Azure Pipelines 1");
            records.extend(all);
            for (number, task) in of_stage.iter().enumerate() {
                let id = self.record_id(4, place << 5 | number);
                let mut record = self.record("Task", id, Some(job.clone()), task.name, number + 1);
                Course::sum_up(&mut record, &[task]);
                record["percentComplete"] = json!(if task.result.is_some() { 100 } else { 0 });
                record["workerName"] = json!("Azure Pipelines 1");
                record["task"] =
                    json!({ "id": guid(mix(number as u64), 7), "name": task.name, "version": "2.1.0" });
                if task.lines > 0 {
                    let (id, url) = (task.log, self.log_url(task.log));
                    record["log"] = json!({ "id": id, "type": "Container", "url": url });
                }
                record["issues"] = match task.result {
                    Some("failed") => json!([{
                        "type": "error",
                        "category": "General",
                        "message": "2 of 40 tests failed: größe_bleibt, \"quotes\"",
                        "data": { "type": "error", "logFileLineNumber": "5" },
                    }]),
                    Some("succeededWithIssues") => json!([{
                        "type": "warning",
                        "category": "General",
                        "message": "1 of 40 tests was skipped",
                        "data": { "type": "warning" },
                    }]),
                    _ => Value::Null,
                };
                if record["issues"].is_null() {
                    record.as_object_mut().map(|record| record.remove("issues"));
                }
                records.push(record);
            }
        }
        // In no order that means anything.
        records.reverse();
        records
    }
}

pub fn get(store: &Store, ask: &Ask) -> Outcome {
    let (_, index) = store.build(ask)?;
    let mut course = Course::of(store, index, None, ask.now);
    let wanted = ask.path("timelineId");
    if !wanted.is_empty() {
        let attempts = 1..=course.attempt.max(1);
        let found = attempts
            .rev()
            .find(|&attempt| course.timeline_id(attempt) == wanted);
        let attempt = found.ok_or_else(|| errors::no_such_thing("Timeline", wanted))?;
        course = Course::of(store, index, Some(attempt), ask.now);
    }
    let stage = Some(ask.path("stageName")).filter(|stage| !stage.is_empty());
    if stage.is_some_and(|stage| !STAGES.iter().any(|(name, _)| name.eq_ignore_ascii_case(stage))) {
        return Err(errors::no_such_thing("Stage", stage.unwrap_or_default()));
    }
    let mut records = course.records(stage);
    let change = |record: &Value| record["changeId"].as_u64().unwrap_or_default();
    let newest = records.iter().map(change).max().unwrap_or(1);
    if let Some(known) = ask.query_number("changeId") {
        records.retain(|record| change(record) > known as u64);
    }
    Ok(ask.json(&json!({
        "records": records,
        "lastChangedBy": "00000002-0000-8888-8000-000000000000",
        "lastChangedOn": date(ask.now),
        "id": course.timeline_id(course.attempt.max(1)),
        "changeId": newest,
        "url": course.timeline_url(course.attempt.max(1)),
    })))
}

/// Number, line count and text of every log of a build.
fn logs(store: &Store, index: u32, now: Ticks) -> Vec<(u32, Ticks, Vec<String>)> {
    let last = Course::of(store, index, None, now).attempt;
    let mut logs = Vec::new();
    for attempt in 1..=last {
        let course = Course::of(store, index, Some(attempt), now);
        for task in course.tasks.iter().filter(|task| task.lines > 0) {
            let started = task.started.unwrap_or(now);
            let lines = (0..task.lines).map(|number| {
                let said = match number {
                    0 => format!("##[section]Starting: {}", task.name),
                    1 => "==============================".to_owned(),
                    4 if task.result == Some("failed") => {
                        "##[error]2 of 40 tests failed: größe_bleibt".to_owned()
                    }
                    _ => format!(
                        "{} {number}: {:016x} – größer",
                        task.name,
                        mix(u64::from(task.log) << 32 | number as u64)
                    ),
                };
                format!("{} {said}", started.plus(number as i64 * 1_234_567).in_tokens())
            });
            logs.push((task.log, started, lines.collect()));
        }
    }
    logs
}

pub fn list_logs(store: &Store, ask: &Ask) -> Outcome {
    let (_, index) = store.build(ask)?;
    let all = logs(store, index, ask.now);
    if ask.asks_for("application/zip") || ask.query("$format") == Some("zip") {
        let mut zip = Zip::default();
        for (id, _, lines) in &all {
            zip.add(&format!("{id}.txt"), text(lines).as_bytes());
        }
        return Ok(Answer::new(200, "application/zip", zip.finish()));
    }
    let course = Course::of(store, index, None, ask.now);
    let shown = all.iter().map(|(id, started, lines)| {
        json!({
            "lineCount": lines.len(),
            "createdOn": date(*started),
            "lastChangedOn": date(started.plus(lines.len() as i64 * 1_234_567)),
            "id": id,
            "type": "Container",
            "url": course.log_url(*id),
        })
    });
    Ok(ask.list(&shown.collect::<Vec<_>>()))
}

fn text(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\r\n")).collect()
}

pub fn log(store: &Store, ask: &Ask) -> Outcome {
    let (_, index) = store.build(ask)?;
    let id = ask.number("logId");
    let all = logs(store, index, ask.now);
    let found = all.iter().find(|(known, ..)| *known == id);
    let (_, _, lines) = found.ok_or_else(|| errors::no_such_thing("Log", ask.path("logId")))?;
    // From 1, and the end counts.
    let from = ask.query_number("startLine").unwrap_or(1).max(1) - 1;
    let to = ask.query_number("endLine").unwrap_or(usize::MAX).min(lines.len());
    let lines = lines.get(from..to.max(from)).unwrap_or_default();
    if ask.asks_for("application/json") {
        return Ok(ask.json(&json!({ "count": lines.len(), "value": lines })));
    }
    if ask.asks_for("application/zip") {
        let mut zip = Zip::default();
        zip.add(&format!("{id}.txt"), text(lines).as_bytes());
        return Ok(Answer::new(200, "application/zip", zip.finish()));
    }
    Ok(Answer::new(200, "text/plain", text(lines).into_bytes()))
}
