//! Timelines: stages, jobs and tasks of a build, how far they have come, and what they complain of.

use std::fmt::Display;
use std::sync::Arc;
use std::time::SystemTime;

use super::described::Described;
use super::nested::Reference;
use super::scan::{Scan, Scanner, Unusual};
use super::spelled::Text;
use super::text::{Arena, Parts, Str};
use super::{Page, Reading, json_text, outline, time, words};
use crate::error::Result;

/// How far a part of a build has come.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimelineState {
    /// A word this version of the library does not know; `state_name` has it.
    Unknown = 0,
    /// The service does not say.
    None = 1,
    /// It has not begun.
    Pending = 2,
    /// It is running.
    InProgress = 3,
    /// It is over; the result says how.
    Completed = 4,
}

impl TimelineState {
    const WORDS: [(TimelineState, &str); 3] = [
        (TimelineState::Pending, "pending"),
        (TimelineState::InProgress, "inProgress"),
        (TimelineState::Completed, "completed"),
    ];

    /// As the service spells it; "unknown" where this version does not know the word, or there is none.
    pub fn word(self) -> &'static str {
        words::word(&TimelineState::WORDS, self)
    }

    fn of_word(word: &str) -> TimelineState {
        words::of_word(
            &TimelineState::WORDS,
            word,
            TimelineState::None,
            TimelineState::Unknown,
        )
    }
}

/// How a part of a build ended: another set than that of builds.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimelineResult {
    /// A word this version of the library does not know; `result_name` has it.
    Unknown = 0,
    /// No result yet.
    None = 1,
    /// Everything went well.
    Succeeded = 2,
    /// It went well, and something is worth a look.
    SucceededWithIssues = 3,
    /// It did not go well.
    Failed = 4,
    /// Cancelled before it was done.
    Canceled = 5,
    /// Its condition was not met.
    Skipped = 6,
    /// The agent was lost.
    Abandoned = 7,
    /// It waits for somebody to start it.
    ManuallyQueued = 8,
    /// What it depends on waits for somebody to start it.
    DependentOnManualQueue = 9,
}

impl TimelineResult {
    const WORDS: [(TimelineResult, &str); 8] = [
        (TimelineResult::Succeeded, "succeeded"),
        (TimelineResult::SucceededWithIssues, "succeededWithIssues"),
        (TimelineResult::Failed, "failed"),
        (TimelineResult::Canceled, "canceled"),
        (TimelineResult::Skipped, "skipped"),
        (TimelineResult::Abandoned, "abandoned"),
        (TimelineResult::ManuallyQueued, "manuallyQueued"),
        (TimelineResult::DependentOnManualQueue, "dependentOnManualQueue"),
    ];

    /// As the service spells it; "unknown" where this version does not know the word, or there is none.
    pub fn word(self) -> &'static str {
        words::word(&TimelineResult::WORDS, self)
    }

    fn of_word(word: &str) -> TimelineResult {
        words::of_word(
            &TimelineResult::WORDS,
            word,
            TimelineResult::None,
            TimelineResult::Unknown,
        )
    }
}

/// How bad it is.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum IssueKind {
    /// A word this version of the library does not know; `kind_name` has it.
    Unknown = 0,
    /// The service does not say.
    None = 1,
    /// An error.
    Error = 2,
    /// A warning.
    Warning = 3,
}

impl IssueKind {
    const WORDS: [(IssueKind, &str); 2] = [(IssueKind::Error, "error"), (IssueKind::Warning, "warning")];

    /// As the service spells it; "unknown" where this version does not know the word, or there is none.
    pub fn word(self) -> &'static str {
        words::word(&IssueKind::WORDS, self)
    }

    fn of_word(word: &str) -> IssueKind {
        words::of_word(&IssueKind::WORDS, word, IssueKind::None, IssueKind::Unknown)
    }
}

/// Something that a part of a build complained of ("Issue" in the REST reference). Only the library makes one; a
/// program reads it through a pointer, as later versions append fields. Absent text is "". It lives exactly as long
/// as the page it is in, and any thread may read it.
#[repr(C)]
#[derive(Debug)]
pub struct Issue {
    /// Bytes that the library knows of: see `AZDO_HAS`.
    struct_size: u32,
    /// An `azdo_issue_kind`; the word itself is `kind_name`.
    kind: i32,
    /// The kind as the service spells it: "error", "warning".
    kind_name: Str,
    /// "General", "Code", …
    category: Str,
    /// What is complained of.
    message: Str,
}

impl Issue {
    /// The kind as the service spells it: `error`, `warning`.
    pub fn kind_name(&self) -> &str {
        self.kind_name.as_str()
    }

    /// `General`, `Code`, …
    pub fn category(&self) -> &str {
        self.category.as_str()
    }

    /// What is complained of.
    pub fn message(&self) -> &str {
        self.message.as_str()
    }

    /// How bad it is.
    pub fn kind(&self) -> IssueKind {
        IssueKind::of_word(self.kind_name())
    }
}

/// An earlier attempt at a part of a build ("TimelineAttempt" in the REST reference). Only the library makes one; a
/// program reads it through a pointer, as later versions append fields. Absent text is "", an absent number 0. It
/// lives exactly as long as the page it is in, and any thread may read it.
#[repr(C)]
#[derive(Debug)]
pub struct Attempt {
    /// Bytes that the library knows of: see `AZDO_HAS`.
    struct_size: u32,
    /// None are defined yet.
    flags: u32,
    /// Which attempt it was, from 1.
    attempt: i64,
    /// The GUID of the timeline that has it: the parameter `timelineId` of `azdo_timeline_get`.
    timeline_id: Str,
    /// The GUID that it has there.
    record_id: Str,
}

impl Attempt {
    /// Which attempt it was, from 1.
    pub fn attempt(&self) -> i64 {
        self.attempt
    }

    /// The GUID of the timeline that has it: the parameter `timelineId`.
    pub fn timeline_id(&self) -> &str {
        self.timeline_id.as_str()
    }

    /// The GUID that it has there.
    pub fn record_id(&self) -> &str {
        self.record_id.as_str()
    }
}

/// A part of a build: a stage, job, task, … ("TimelineRecord" in the REST reference), below its parent and in the
/// order of its siblings; records themselves come in no order. Only the library makes one; a program reads it through
/// a pointer, as later versions append fields. Absent text is "", an absent number 0, an absent time
/// `AZDO_TIME_NONE`. It lives exactly as long as the page it is in, and any thread may read it.
#[repr(C)]
#[derive(Debug)]
pub struct TimelineRecord {
    /// Bytes that the library knows of: see `AZDO_HAS`.
    struct_size: u32,
    /// None are defined yet.
    flags: u32,
    /// Its place among its siblings, from 1.
    order: i64,
    /// Which attempt this is, from 1.
    attempt: i64,
    /// How much of it is done; 100 says nothing of its result.
    percent_complete: i64,
    /// How many errors it had: `issues` may hold fewer.
    error_count: i64,
    /// How many warnings it had.
    warning_count: i64,
    /// Of its log, 0 until it has one.
    log_id: i64,
    /// Of the agent queue that it ran on.
    queue_id: i64,
    /// Of the timeline's last change that touched it.
    change_id: i64,
    /// An `azdo_timeline_state`; the word itself is `state_name`.
    state: i32,
    /// An `azdo_timeline_result`, NONE until it is known; the word itself is `result_name`.
    result: i32,
    /// When it started, in nanoseconds since 1970-01-01T00:00:00Z, as all times here.
    start_time_ns: i64,
    /// When it finished.
    finish_time_ns: i64,
    /// When it last changed; the service mostly does not say.
    last_modified_time_ns: i64,
    /// What it complained of, `issue_count` of them; NULL where it did not.
    issues: *const *const Issue,
    /// How many `issues` there are.
    issue_count: usize,
    /// What was tried before, `previous_attempt_count` of them; NULL where this is the first attempt.
    previous_attempts: *const *const Attempt,
    /// How many `previous_attempts` there are.
    previous_attempt_count: usize,
    /// Its GUID, the same in every attempt.
    id: Str,
    /// The GUID of what it is a part of; "" for a stage. The parent need not be in the timeline.
    parent_id: Str,
    /// "Stage", "Phase", "Job", "Task", "Checkpoint", …; an open set.
    type_name: Str,
    /// Its name, as a browser shows it.
    name: Str,
    /// Its name in the pipeline's text.
    ref_name: Str,
    /// Where it is in the pipeline: "Build.Linux.__default"; the same in every attempt.
    identifier: Str,
    /// The state as the service spells it: "inProgress", …
    state_name: Str,
    /// The result as the service spells it: "succeededWithIssues", …
    result_name: Str,
    /// More of why, mostly of what was skipped.
    result_code: Str,
    /// What it is at.
    current_operation: Str,
    /// The agent.
    worker_name: Str,
    /// The GUID of the task that it runs.
    task_id: Str,
    /// That task's name.
    task_name: Str,
    /// That task's version.
    task_version: Str,
    /// The GUID of a timeline of its own, where it has one.
    details_id: Str,
    /// Of its log.
    log_url: Str,
    /// Of the API.
    url: Str,
    /// The object as the service sent it; no NUL follows. Empty if the client option keep_json is 0.
    json: Str,
}

// SAFETY: what its pointers lead to belongs to its page, and is never changed while that lives.
unsafe impl Send for TimelineRecord {}
// SAFETY: as above.
unsafe impl Sync for TimelineRecord {}

impl TimelineRecord {
    /// Its place among its siblings, from 1.
    pub fn order(&self) -> i64 {
        self.order
    }

    /// Which attempt this is, from 1.
    pub fn attempt(&self) -> i64 {
        self.attempt
    }

    /// How much of it is done; 100 says nothing of its result.
    pub fn percent_complete(&self) -> i64 {
        self.percent_complete
    }

    /// How many errors it had: `issues` may hold fewer.
    pub fn error_count(&self) -> i64 {
        self.error_count
    }

    /// How many warnings it had.
    pub fn warning_count(&self) -> i64 {
        self.warning_count
    }

    /// Of its log, 0 until it has one.
    pub fn log_id(&self) -> i64 {
        self.log_id
    }

    /// Of the agent queue that it ran on.
    pub fn queue_id(&self) -> i64 {
        self.queue_id
    }

    /// Of the timeline's last change that touched it.
    pub fn change_id(&self) -> i64 {
        self.change_id
    }

    /// When it started; none if that is not known.
    pub fn start_time(&self) -> Option<SystemTime> {
        time::system(self.start_time_ns)
    }

    /// The same in nanoseconds since 1970; [`time::NONE`] if it is not known.
    pub fn start_time_ns(&self) -> i64 {
        self.start_time_ns
    }

    /// When it finished; none if that is not known.
    pub fn finish_time(&self) -> Option<SystemTime> {
        time::system(self.finish_time_ns)
    }

    /// The same in nanoseconds since 1970; [`time::NONE`] if it is not known.
    pub fn finish_time_ns(&self) -> i64 {
        self.finish_time_ns
    }

    /// When it last changed; the service mostly does not say; none if that is not known.
    pub fn last_modified_time(&self) -> Option<SystemTime> {
        time::system(self.last_modified_time_ns)
    }

    /// The same in nanoseconds since 1970; [`time::NONE`] if it is not known.
    pub fn last_modified_time_ns(&self) -> i64 {
        self.last_modified_time_ns
    }

    /// Its GUID, the same in every attempt.
    pub fn id(&self) -> &str {
        self.id.as_str()
    }

    /// The GUID of what it is a part of; `` for a stage. The parent need not be in the timeline.
    pub fn parent_id(&self) -> &str {
        self.parent_id.as_str()
    }

    /// `Stage`, `Phase`, `Job`, `Task`, `Checkpoint`, …; an open set.
    pub fn type_name(&self) -> &str {
        self.type_name.as_str()
    }

    /// Its name, as a browser shows it.
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// Its name in the pipeline's text.
    pub fn ref_name(&self) -> &str {
        self.ref_name.as_str()
    }

    /// Where it is in the pipeline: `Build.Linux.__default`; the same in every attempt.
    pub fn identifier(&self) -> &str {
        self.identifier.as_str()
    }

    /// The state as the service spells it: `inProgress`, …
    pub fn state_name(&self) -> &str {
        self.state_name.as_str()
    }

    /// The result as the service spells it: `succeededWithIssues`, …
    pub fn result_name(&self) -> &str {
        self.result_name.as_str()
    }

    /// More of why, mostly of what was skipped.
    pub fn result_code(&self) -> &str {
        self.result_code.as_str()
    }

    /// What it is at.
    pub fn current_operation(&self) -> &str {
        self.current_operation.as_str()
    }

    /// The agent.
    pub fn worker_name(&self) -> &str {
        self.worker_name.as_str()
    }

    /// The GUID of the task that it runs.
    pub fn task_id(&self) -> &str {
        self.task_id.as_str()
    }

    /// That task's name.
    pub fn task_name(&self) -> &str {
        self.task_name.as_str()
    }

    /// That task's version.
    pub fn task_version(&self) -> &str {
        self.task_version.as_str()
    }

    /// The GUID of a timeline of its own, where it has one.
    pub fn details_id(&self) -> &str {
        self.details_id.as_str()
    }

    /// Of its log.
    pub fn log_url(&self) -> &str {
        self.log_url.as_str()
    }

    /// Of the API.
    pub fn url(&self) -> &str {
        self.url.as_str()
    }

    /// The object as the service sent it.
    pub fn json(&self) -> &str {
        self.json.as_str()
    }

    /// How far it has come.
    pub fn state(&self) -> TimelineState {
        TimelineState::of_word(self.state_name())
    }

    /// How it ended.
    pub fn result(&self) -> TimelineResult {
        TimelineResult::of_word(self.result_name())
    }

    /// What it complained of; the service sends only so many.
    pub fn issues(&self) -> impl ExactSizeIterator<Item = &Issue> {
        let issues = Parts {
            data: self.issues,
            count: self.issue_count,
        };
        // SAFETY: both are of one array, and its page, which this is in, outlives `self`.
        unsafe { issues.iter() }
    }

    /// What was tried before.
    pub fn previous_attempts(&self) -> impl ExactSizeIterator<Item = &Attempt> {
        let attempts = Parts {
            data: self.previous_attempts,
            count: self.previous_attempt_count,
        };
        // SAFETY: as above.
        unsafe { attempts.iter() }
    }
}

/// What is read of a record's JSON; the rest is passed over.
#[derive(Default)]
pub struct Wire<'json> {
    order: Option<i64>,
    attempt: Option<i64>,
    percent_complete: Option<i64>,
    error_count: Option<i64>,
    warning_count: Option<i64>,
    queue_id: Option<i64>,
    change_id: Option<i64>,
    start_time: Text<'json>,
    finish_time: Text<'json>,
    last_modified: Text<'json>,
    id: Text<'json>,
    parent_id: Text<'json>,
    kind: Text<'json>,
    name: Text<'json>,
    ref_name: Text<'json>,
    identifier: Text<'json>,
    state: Text<'json>,
    result: Text<'json>,
    result_code: Text<'json>,
    current_operation: Text<'json>,
    worker_name: Text<'json>,
    url: Text<'json>,
    task: Reference<'json>,
    details: Reference<'json>,
    log: Reference<'json>,
    /// As they stand in the JSON, as all parts: only those that count take memory.
    issues: &'json str,
    previous_attempts: &'json str,
}

#[derive(Default)]
struct WireIssue<'json> {
    kind: Text<'json>,
    category: Text<'json>,
    message: Text<'json>,
}

impl<'json> WireIssue<'json> {
    fn scan(scanner: &mut Scanner<'json>) -> Scan<WireIssue<'json>> {
        let mut issue = WireIssue::default();
        scanner.members_or_skip(&mut |scanner, name| {
            match name {
                "type" => issue.kind = scanner.text()?,
                "category" => issue.category = scanner.text()?,
                "message" => issue.message = scanner.text()?,
                _ => scanner.skip()?,
            }
            Ok(())
        })?;
        Ok(issue)
    }

    fn keep(&self, arena: &mut Arena) -> Issue {
        Issue {
            struct_size: size_of::<Issue>() as u32,
            kind: IssueKind::of_word(&self.kind.decoded()) as i32,
            kind_name: arena.keep_any(&self.kind),
            category: arena.keep_any(&self.category),
            message: arena.keep_any(&self.message),
        }
    }
}

#[derive(Default)]
struct WireAttempt<'json> {
    attempt: Option<i64>,
    timeline_id: Text<'json>,
    record_id: Text<'json>,
}

impl<'json> WireAttempt<'json> {
    fn scan(scanner: &mut Scanner<'json>) -> Scan<WireAttempt<'json>> {
        let mut attempt = WireAttempt::default();
        scanner.members_or_skip(&mut |scanner, name| {
            match name {
                "attempt" => attempt.attempt = scanner.integer()?,
                "timelineId" => attempt.timeline_id = scanner.text()?,
                "recordId" => attempt.record_id = scanner.text()?,
                _ => scanner.skip()?,
            }
            Ok(())
        })?;
        Ok(attempt)
    }

    fn keep(&self, arena: &mut Arena) -> Attempt {
        Attempt {
            struct_size: size_of::<Attempt>() as u32,
            flags: 0,
            attempt: self.attempt.unwrap_or(0),
            timeline_id: arena.keep_any(&self.timeline_id),
            record_id: arena.keep_any(&self.record_id),
        }
    }
}

/// The elements of an array, if it is one.
fn parts<'json, T: Send + Sync + 'static>(
    array: &'json str,
    arena: &mut Arena,
    read: fn(&mut Scanner<'json>, &mut Arena) -> Scan<T>,
) -> std::result::Result<Parts<T>, &'static str> {
    let mut parts = Vec::new();
    if array.starts_with('[') {
        // It has been passed over before.
        let read = Scanner::of_sound(array).array_or_skip(&mut |scanner| {
            arena.count_part()?;
            parts.push(read(scanner, arena)?);
            Ok(())
        });
        read.map_err(|Unusual| "it has too many parts")?;
    }
    Ok(arena.keep_parts(parts))
}

impl Described for TimelineRecord {
    const NAME: &'static str = "timeline record";
    const MEMBER: &'static str = "records";

    type Wire<'json> = Wire<'json>;

    type Identity = String;

    fn member<'json>(wire: &mut Wire<'json>, name: &str, scanner: &mut Scanner<'json>) -> Scan<()> {
        match name {
            "order" => wire.order = scanner.integer()?,
            "attempt" => wire.attempt = scanner.integer()?,
            "percentComplete" => wire.percent_complete = scanner.integer()?,
            "errorCount" => wire.error_count = scanner.integer()?,
            "warningCount" => wire.warning_count = scanner.integer()?,
            "queueId" => wire.queue_id = scanner.integer()?,
            "changeId" => wire.change_id = scanner.integer()?,
            "startTime" => wire.start_time = scanner.text()?,
            "finishTime" => wire.finish_time = scanner.text()?,
            "lastModified" => wire.last_modified = scanner.text()?,
            "id" => wire.id = scanner.text()?,
            "parentId" => wire.parent_id = scanner.text()?,
            "type" => wire.kind = scanner.text()?,
            "name" => wire.name = scanner.text()?,
            "refName" => wire.ref_name = scanner.text()?,
            "identifier" => wire.identifier = scanner.text()?,
            "state" => wire.state = scanner.text()?,
            "result" => wire.result = scanner.text()?,
            "resultCode" => wire.result_code = scanner.text()?,
            "currentOperation" => wire.current_operation = scanner.text()?,
            "workerName" => wire.worker_name = scanner.text()?,
            "url" => wire.url = scanner.text()?,
            "task" => wire.task.scan(scanner)?,
            "details" => wire.details.scan(scanner)?,
            "log" => wire.log.scan(scanner)?,
            "issues" => wire.issues = scanner.span(Scanner::skip)?.1,
            "previousAttempts" => wire.previous_attempts = scanner.span(Scanner::skip)?.1,
            _ => scanner.skip()?,
        }
        Ok(())
    }

    fn of(wire: &Wire, json: Str, arena: &mut Arena) -> std::result::Result<TimelineRecord, &'static str> {
        if wire.id.is_none() {
            return Err("it has no id");
        }
        let issues = parts(wire.issues, arena, |scanner, arena| {
            Ok(WireIssue::scan(scanner)?.keep(arena))
        })?;
        let attempts = parts(wire.previous_attempts, arena, |scanner, arena| {
            Ok(WireAttempt::scan(scanner)?.keep(arena))
        })?;
        Ok(TimelineRecord {
            struct_size: size_of::<TimelineRecord>() as u32,
            flags: 0,
            order: wire.order.unwrap_or(0),
            attempt: wire.attempt.unwrap_or(0),
            percent_complete: wire.percent_complete.unwrap_or(0),
            error_count: wire.error_count.unwrap_or(0),
            warning_count: wire.warning_count.unwrap_or(0),
            log_id: wire.log.number(),
            queue_id: wire.queue_id.unwrap_or(0),
            change_id: wire.change_id.unwrap_or(0),
            state: TimelineState::of_word(&wire.state.decoded()) as i32,
            result: TimelineResult::of_word(&wire.result.decoded()) as i32,
            start_time_ns: time::of(&wire.start_time.decoded()),
            finish_time_ns: time::of(&wire.finish_time.decoded()),
            last_modified_time_ns: time::of(&wire.last_modified.decoded()),
            issues: issues.data,
            issue_count: issues.count,
            previous_attempts: attempts.data,
            previous_attempt_count: attempts.count,
            id: arena.keep_any(&wire.id),
            parent_id: arena.keep_any(&wire.parent_id),
            type_name: arena.keep_any(&wire.kind),
            name: arena.keep_any(&wire.name),
            ref_name: arena.keep_any(&wire.ref_name),
            identifier: arena.keep_any(&wire.identifier),
            state_name: arena.keep_any(&wire.state),
            result_name: arena.keep_any(&wire.result),
            result_code: arena.keep_any(&wire.result_code),
            current_operation: arena.keep_any(&wire.current_operation),
            worker_name: arena.keep_any(&wire.worker_name),
            task_id: arena.keep_any(&wire.task.id),
            task_name: arena.keep_any(&wire.task.name),
            task_version: arena.keep_any(&wire.task.version),
            details_id: arena.keep_any(&wire.details.id),
            log_url: arena.keep_any(&wire.log.url),
            url: arena.keep_any(&wire.url),
            json,
        })
    }

    fn identity(&self) -> String {
        self.id().to_owned()
    }
}

/// A timeline ("Timeline" in the REST reference): what its records are parts of.
#[derive(Debug, Clone)]
pub struct Timeline {
    page: Arc<Page<TimelineRecord>>,
    id: String,
    change_id: i64,
}

impl Timeline {
    /// Its records, in no order.
    pub fn records(&self) -> &[TimelineRecord] {
        self.page.records()
    }

    /// The page that the records live in.
    pub fn page(&self) -> &Arc<Page<TimelineRecord>> {
        &self.page
    }

    /// Its GUID; empty where the build has no timeline yet.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The number of its last change: what has changed since comes with it as the parameter `changeId`.
    pub fn change_id(&self) -> i64 {
        self.change_id
    }

    /// A build that has never been planned has none: the service then answers nothing, or null.
    pub(crate) fn read(body: Vec<u8>, reading: &Reading, place: &dyn Display) -> Result<Timeline> {
        let body = json_text(body);
        if matches!(body.trim(), "" | "null") {
            let page = Page::read_list(b"[]".to_vec(), reading, String::new(), place)?;
            return Ok(Timeline {
                page: Arc::new(page),
                id: String::new(),
                change_id: 0,
            });
        }
        let head = outline(&body, Head::member);
        let page = Page::read_list(body.into_bytes(), reading, String::new(), place)?;
        Ok(Timeline {
            page: Arc::new(page),
            id: head.id,
            change_id: head.change_id,
        })
    }
}

/// What a timeline has beside its records.
#[derive(Default)]
struct Head {
    id: String,
    change_id: i64,
}

impl Head {
    fn member(&mut self, name: &str, scanner: &mut Scanner) -> Scan<()> {
        match name {
            "id" => self.id = scanner.text()?.decoded().into_owned(),
            "changeId" => self.change_id = scanner.integer()?.unwrap_or(0),
            _ => scanner.skip()?,
        }
        Ok(())
    }
}
