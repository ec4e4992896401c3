//! Builds.

use std::time::SystemTime;

use super::described::Described;
use super::nested::{Reference, web_link};
use super::scan::{Scan, Scanner};
use super::spelled::Text;
use super::text::{Arena, Str};
use super::{time, words};

/// How far a build has come.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BuildStatus {
    /// A word this version of the library does not know; `status_name` has it.
    Unknown = 0,
    /// No status.
    None = 1,
    /// Running.
    InProgress = 2,
    /// Finished; the result says how.
    Completed = 3,
    /// Being cancelled.
    Cancelling = 4,
    /// Put off.
    Postponed = 5,
    /// In the queue.
    NotStarted = 6,
}

impl BuildStatus {
    const WORDS: [(BuildStatus, &str); 6] = [
        (BuildStatus::None, "none"),
        (BuildStatus::InProgress, "inProgress"),
        (BuildStatus::Completed, "completed"),
        (BuildStatus::Cancelling, "cancelling"),
        (BuildStatus::Postponed, "postponed"),
        (BuildStatus::NotStarted, "notStarted"),
    ];

    /// As the service spells it; "unknown" where this version does not know the word.
    pub fn word(self) -> &'static str {
        words::word(&BuildStatus::WORDS, self)
    }

    pub(super) fn of_number(number: i32) -> BuildStatus {
        words::of_number(&BuildStatus::WORDS, number, BuildStatus::Unknown, |known| {
            known as i32
        })
    }

    pub(super) fn of_word(word: &str) -> BuildStatus {
        words::of_word(&BuildStatus::WORDS, word, BuildStatus::None, BuildStatus::Unknown)
    }
}

/// How a build ended.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BuildResult {
    /// A word this version of the library does not know; `result_name` has it.
    Unknown = 0,
    /// No result yet.
    None = 1,
    /// Everything went well.
    Succeeded = 2,
    /// Something that may fail did.
    PartiallySucceeded = 3,
    /// Something that may not fail did.
    Failed = 4,
    /// Cancelled before it was done.
    Canceled = 5,
}

impl BuildResult {
    const WORDS: [(BuildResult, &str); 5] = [
        (BuildResult::None, "none"),
        (BuildResult::Succeeded, "succeeded"),
        (BuildResult::PartiallySucceeded, "partiallySucceeded"),
        (BuildResult::Failed, "failed"),
        (BuildResult::Canceled, "canceled"),
    ];

    /// As the service spells it; "unknown" where this version does not know the word.
    pub fn word(self) -> &'static str {
        words::word(&BuildResult::WORDS, self)
    }

    pub(super) fn of_number(number: i32) -> BuildResult {
        words::of_number(&BuildResult::WORDS, number, BuildResult::Unknown, |known| {
            known as i32
        })
    }

    pub(super) fn of_word(word: &str) -> BuildResult {
        words::of_word(&BuildResult::WORDS, word, BuildResult::None, BuildResult::Unknown)
    }
}

/// Set in a build's `flags`: it is kept whatever the retention policy says (`keepForever`).
pub const BUILD_KEEP_FOREVER: u32 = 1;

/// Set in a build's `flags`: a release keeps it (`retainedByRelease`).
pub const BUILD_RETAINED_BY_RELEASE: u32 = 2;

/// Set in a build's `flags`: it has been deleted (`deleted`).
pub const BUILD_DELETED: u32 = 4;

/// A build ("Build" in the REST reference). Only the library makes one; a program reads it through a pointer, as
/// later versions append fields. Absent text is "", an absent number 0, an absent time `AZDO_TIME_NONE`. It lives
/// exactly as long as the page it is in, and any thread may read it.
#[repr(C)]
#[derive(Debug)]
pub struct Build {
    /// Bytes that the library knows of: see `AZDO_HAS`.
    struct_size: u32,
    /// `AZDO_BUILD_KEEP_FOREVER`, `AZDO_BUILD_RETAINED_BY_RELEASE`, `AZDO_BUILD_DELETED`.
    flags: u32,
    /// The build's number in its organization.
    id: i64,
    /// Of its definition (pipeline).
    definition_id: i64,
    /// An `azdo_build_status`; the word itself is `status_name`.
    status: i32,
    /// An `azdo_build_result`, NONE until it is known; the word itself is `result_name`.
    result: i32,
    /// When it was queued, in nanoseconds since 1970-01-01T00:00:00Z, as all times here.
    queue_time_ns: i64,
    /// When it started.
    start_time_ns: i64,
    /// When it finished.
    finish_time_ns: i64,
    /// When it last changed (`lastChangedDate`).
    last_changed_time_ns: i64,
    /// Its name, such as "20261124.3".
    build_number: Str,
    /// The status as the service spells it: "inProgress", …
    status_name: Str,
    /// The result as the service spells it: "partiallySucceeded", …
    result_name: Str,
    /// Why it was queued: "manual", "individualCI", …
    reason: Str,
    /// Its priority in the queue: "normal", …
    priority: Str,
    /// The definition's (pipeline's) name.
    definition_name: Str,
    /// The project's GUID.
    project_id: Str,
    /// The project's name.
    project_name: Str,
    /// "refs/heads/main", …
    source_branch: Str,
    /// The commit.
    source_version: Str,
    /// The repository's id.
    repository_id: Str,
    /// "TfsGit", "GitHub", …; the service's case varies.
    repository_type: Str,
    /// The display name of whom the build is for.
    requested_for_name: Str,
    /// The sign-in name of whom the build is for.
    requested_for_unique_name: Str,
    /// The display name of who asked for it.
    requested_by_name: Str,
    /// The agent queue.
    queue_name: Str,
    /// "vstfs:///Build/Build/…".
    uri: Str,
    /// Of the API.
    url: Str,
    /// Of the page that a browser shows.
    web_url: Str,
    /// The object as the service sent it; no NUL follows. Empty if the client option keep_json is 0.
    json: Str,
    /// Of the agent queue.
    queue_id: i64,
    /// Of that queue's agent pool.
    pool_id: i64,
    /// That queue's agent pool.
    pool_name: Str,
    /// The GUID of whom the build is for.
    requested_for_id: Str,
    /// The GUID of who asked for it.
    requested_by_id: Str,
    /// The sign-in name of who asked for it.
    requested_by_unique_name: Str,
    /// The GUID of who last changed it, which may be a service.
    last_changed_by_id: Str,
    /// The display name of who last changed it.
    last_changed_by_name: Str,
    /// The sign-in name of who last changed it.
    last_changed_by_unique_name: Str,
}

impl Build {
    /// The build's number in its organization.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// Of its definition (pipeline).
    pub fn definition_id(&self) -> i64 {
        self.definition_id
    }

    /// How far it has come.
    pub fn status(&self) -> BuildStatus {
        BuildStatus::of_word(self.status_name())
    }

    /// How it ended.
    pub fn result(&self) -> BuildResult {
        BuildResult::of_word(self.result_name())
    }

    /// Kept whatever the retention policy says.
    pub fn keep_forever(&self) -> bool {
        self.flags & BUILD_KEEP_FOREVER != 0
    }

    /// Kept by a release.
    pub fn retained_by_release(&self) -> bool {
        self.flags & BUILD_RETAINED_BY_RELEASE != 0
    }

    /// Deleted.
    pub fn deleted(&self) -> bool {
        self.flags & BUILD_DELETED != 0
    }

    /// When it was queued; none if that is not known.
    pub fn queue_time(&self) -> Option<SystemTime> {
        time::system(self.queue_time_ns)
    }

    /// The same in nanoseconds since 1970; [`time::NONE`] if it is not known.
    pub fn queue_time_ns(&self) -> i64 {
        self.queue_time_ns
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

    /// When it last changed; none if that is not known.
    pub fn last_changed_time(&self) -> Option<SystemTime> {
        time::system(self.last_changed_time_ns)
    }

    /// The same in nanoseconds since 1970; [`time::NONE`] if it is not known.
    pub fn last_changed_time_ns(&self) -> i64 {
        self.last_changed_time_ns
    }

    /// Its name, such as `20261124.3`.
    pub fn build_number(&self) -> &str {
        self.build_number.as_str()
    }

    /// The status as the service spells it.
    pub fn status_name(&self) -> &str {
        self.status_name.as_str()
    }

    /// The result as the service spells it.
    pub fn result_name(&self) -> &str {
        self.result_name.as_str()
    }

    /// Why it was queued: `manual`, `individualCI`, …
    pub fn reason(&self) -> &str {
        self.reason.as_str()
    }

    /// Its priority in the queue.
    pub fn priority(&self) -> &str {
        self.priority.as_str()
    }

    /// The definition's (pipeline's) name.
    pub fn definition_name(&self) -> &str {
        self.definition_name.as_str()
    }

    /// The project's GUID.
    pub fn project_id(&self) -> &str {
        self.project_id.as_str()
    }

    /// The project's name.
    pub fn project_name(&self) -> &str {
        self.project_name.as_str()
    }

    /// `refs/heads/main`, …
    pub fn source_branch(&self) -> &str {
        self.source_branch.as_str()
    }

    /// The commit.
    pub fn source_version(&self) -> &str {
        self.source_version.as_str()
    }

    /// The repository's id.
    pub fn repository_id(&self) -> &str {
        self.repository_id.as_str()
    }

    /// `TfsGit`, `GitHub`, …; the service's case varies.
    pub fn repository_type(&self) -> &str {
        self.repository_type.as_str()
    }

    /// The display name of whom the build is for.
    pub fn requested_for_name(&self) -> &str {
        self.requested_for_name.as_str()
    }

    /// The sign-in name of whom the build is for.
    pub fn requested_for_unique_name(&self) -> &str {
        self.requested_for_unique_name.as_str()
    }

    /// The display name of who asked for it.
    pub fn requested_by_name(&self) -> &str {
        self.requested_by_name.as_str()
    }

    /// The agent queue.
    pub fn queue_name(&self) -> &str {
        self.queue_name.as_str()
    }

    /// `vstfs:///Build/Build/…`.
    pub fn uri(&self) -> &str {
        self.uri.as_str()
    }

    /// Of the API.
    pub fn url(&self) -> &str {
        self.url.as_str()
    }

    /// Of the page that a browser shows.
    pub fn web_url(&self) -> &str {
        self.web_url.as_str()
    }

    /// The object as the service sent it.
    pub fn json(&self) -> &str {
        self.json.as_str()
    }

    /// Of the agent queue.
    pub fn queue_id(&self) -> i64 {
        self.queue_id
    }

    /// Of that queue's agent pool.
    pub fn pool_id(&self) -> i64 {
        self.pool_id
    }

    /// That queue's agent pool.
    pub fn pool_name(&self) -> &str {
        self.pool_name.as_str()
    }

    /// The GUID of whom the build is for.
    pub fn requested_for_id(&self) -> &str {
        self.requested_for_id.as_str()
    }

    /// The GUID of who asked for it.
    pub fn requested_by_id(&self) -> &str {
        self.requested_by_id.as_str()
    }

    /// The sign-in name of who asked for it.
    pub fn requested_by_unique_name(&self) -> &str {
        self.requested_by_unique_name.as_str()
    }

    /// The GUID of who last changed it, which may be a service.
    pub fn last_changed_by_id(&self) -> &str {
        self.last_changed_by_id.as_str()
    }

    /// The display name of who last changed it.
    pub fn last_changed_by_name(&self) -> &str {
        self.last_changed_by_name.as_str()
    }

    /// The sign-in name of who last changed it.
    pub fn last_changed_by_unique_name(&self) -> &str {
        self.last_changed_by_unique_name.as_str()
    }
}

/// What is read of a build's JSON; the rest is passed over.
#[derive(Default)]
pub struct Wire<'json> {
    id: Option<i64>,
    build_number: Text<'json>,
    status: Text<'json>,
    result: Text<'json>,
    reason: Text<'json>,
    priority: Text<'json>,
    queue_time: Text<'json>,
    start_time: Text<'json>,
    finish_time: Text<'json>,
    last_changed_date: Text<'json>,
    source_branch: Text<'json>,
    source_version: Text<'json>,
    uri: Text<'json>,
    url: Text<'json>,
    web_url: Text<'json>,
    keep_forever: bool,
    retained_by_release: bool,
    deleted: bool,
    definition: Reference<'json>,
    project: Reference<'json>,
    queue: Reference<'json>,
    repository: Reference<'json>,
    requested_for: Reference<'json>,
    requested_by: Reference<'json>,
    last_changed_by: Reference<'json>,
}

impl Described for Build {
    const NAME: &'static str = "build";

    type Wire<'json> = Wire<'json>;

    type Identity = i64;

    fn member<'json>(wire: &mut Wire<'json>, name: &str, scanner: &mut Scanner<'json>) -> Scan<()> {
        match name {
            "id" => wire.id = scanner.integer()?,
            "buildNumber" => wire.build_number = scanner.text()?,
            "status" => wire.status = scanner.text()?,
            "result" => wire.result = scanner.text()?,
            "reason" => wire.reason = scanner.text()?,
            "priority" => wire.priority = scanner.text()?,
            "queueTime" => wire.queue_time = scanner.text()?,
            "startTime" => wire.start_time = scanner.text()?,
            "finishTime" => wire.finish_time = scanner.text()?,
            "lastChangedDate" => wire.last_changed_date = scanner.text()?,
            "sourceBranch" => wire.source_branch = scanner.text()?,
            "sourceVersion" => wire.source_version = scanner.text()?,
            "uri" => wire.uri = scanner.text()?,
            "url" => wire.url = scanner.text()?,
            "keepForever" => wire.keep_forever = scanner.flag()?,
            "retainedByRelease" => wire.retained_by_release = scanner.flag()?,
            "deleted" => wire.deleted = scanner.flag()?,
            "definition" => wire.definition.scan(scanner)?,
            "project" => wire.project.scan(scanner)?,
            "queue" => wire.queue.scan(scanner)?,
            "repository" => wire.repository.scan(scanner)?,
            "requestedFor" => wire.requested_for.scan(scanner)?,
            "requestedBy" => wire.requested_by.scan(scanner)?,
            "lastChangedBy" => wire.last_changed_by.scan(scanner)?,
            "_links" => wire.web_url = web_link(scanner)?,
            _ => scanner.skip()?,
        }
        Ok(())
    }

    fn of(wire: &Wire, json: Str, arena: &mut Arena) -> Result<Build, &'static str> {
        let flag = |set: bool, flag: u32| if set { flag } else { 0 };
        Ok(Build {
            struct_size: size_of::<Build>() as u32,
            flags: flag(wire.keep_forever, BUILD_KEEP_FOREVER)
                | flag(wire.retained_by_release, BUILD_RETAINED_BY_RELEASE)
                | flag(wire.deleted, BUILD_DELETED),
            id: wire.id.ok_or("it has no id")?,
            definition_id: wire.definition.number(),
            status: BuildStatus::of_word(&wire.status.decoded()) as i32,
            result: BuildResult::of_word(&wire.result.decoded()) as i32,
            queue_time_ns: time::of(&wire.queue_time.decoded()),
            start_time_ns: time::of(&wire.start_time.decoded()),
            finish_time_ns: time::of(&wire.finish_time.decoded()),
            last_changed_time_ns: time::of(&wire.last_changed_date.decoded()),
            build_number: arena.keep_any(&wire.build_number),
            status_name: arena.keep_any(&wire.status),
            result_name: arena.keep_any(&wire.result),
            reason: arena.keep_any(&wire.reason),
            priority: arena.keep_any(&wire.priority),
            definition_name: arena.keep_any(&wire.definition.name),
            project_id: arena.keep_any(&wire.project.id),
            project_name: arena.keep_any(&wire.project.name),
            source_branch: arena.keep_any(&wire.source_branch),
            source_version: arena.keep_any(&wire.source_version),
            repository_id: arena.keep_any(&wire.repository.id),
            repository_type: arena.keep_any(&wire.repository.kind),
            requested_for_name: arena.keep_any(&wire.requested_for.display_name),
            requested_for_unique_name: arena.keep_any(&wire.requested_for.unique_name),
            requested_by_name: arena.keep_any(&wire.requested_by.display_name),
            queue_name: arena.keep_any(&wire.queue.name),
            uri: arena.keep_any(&wire.uri),
            url: arena.keep_any(&wire.url),
            web_url: arena.keep_any(&wire.web_url),
            json,
            queue_id: wire.queue.number(),
            pool_id: wire.queue.pool_number(),
            pool_name: arena.keep_any(&wire.queue.pool_name),
            requested_for_id: arena.keep_any(&wire.requested_for.id),
            requested_by_id: arena.keep_any(&wire.requested_by.id),
            requested_by_unique_name: arena.keep_any(&wire.requested_by.unique_name),
            last_changed_by_id: arena.keep_any(&wire.last_changed_by.id),
            last_changed_by_name: arena.keep_any(&wire.last_changed_by.display_name),
            last_changed_by_unique_name: arena.keep_any(&wire.last_changed_by.unique_name),
        })
    }

    fn identity(&self) -> i64 {
        self.id
    }
}
