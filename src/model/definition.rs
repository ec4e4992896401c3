//! Definitions: what builds are made of, and by now mostly called pipelines.

use std::time::SystemTime;

use super::build::{BuildResult, BuildStatus};
use super::described::Described;
use super::nested::{Reference, web_link, within};
use super::scan::{Scan, Scanner};
use super::spelled::Text;
use super::text::{Arena, Str};
use super::{time, words};

/// Whether builds of a definition can be queued.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum QueueStatus {
    /// A word this version of the library does not know; `queue_status_name` has it.
    Unknown = 0,
    /// The service does not say.
    None = 1,
    /// They are queued and run.
    Enabled = 2,
    /// They are queued and wait.
    Paused = 3,
    /// They are refused.
    Disabled = 4,
}

impl QueueStatus {
    const WORDS: [(QueueStatus, &str); 3] = [
        (QueueStatus::Enabled, "enabled"),
        (QueueStatus::Paused, "paused"),
        (QueueStatus::Disabled, "disabled"),
    ];

    /// As the service spells it; "unknown" where this version does not know the word, or there is none.
    pub fn word(self) -> &'static str {
        words::word(&QueueStatus::WORDS, self)
    }

    pub(crate) fn of_number(number: i32) -> QueueStatus {
        words::of_number(&QueueStatus::WORDS, number, QueueStatus::Unknown, |known| {
            known as i32
        })
    }

    fn of_word(word: &str) -> QueueStatus {
        words::of_word(&QueueStatus::WORDS, word, QueueStatus::None, QueueStatus::Unknown)
    }
}

/// Set in a definition's `flags`: it is a draft (`quality`).
pub const DEFINITION_DRAFT: u32 = 1;

/// A definition ("BuildDefinition" in the REST reference; pipeline): of a list, or whole with all that its JSON has.
/// Only the library makes one; a program reads it through a pointer, as later versions append fields. Absent text is
/// "", an absent number 0, an absent time `AZDO_TIME_NONE`. It lives exactly as long as the page it is in, and any
/// thread may read it.
#[repr(C)]
#[derive(Debug)]
pub struct Definition {
    /// Bytes that the library knows of: see `AZDO_HAS`.
    struct_size: u32,
    /// `AZDO_DEFINITION_DRAFT`.
    flags: u32,
    /// Its number in the organization.
    id: i64,
    /// How often it has been changed; a change must name the one that it is of.
    revision: i64,
    /// Of the agent queue that its builds use unless they say otherwise.
    queue_id: i64,
    /// Of that queue's agent pool.
    pool_id: i64,
    /// Of the newest build, where `includeLatestBuilds` asked for it.
    latest_build_id: i64,
    /// Of the newest build that is completed, likewise.
    latest_completed_build_id: i64,
    /// An `azdo_queue_status`; the word itself is `queue_status_name`.
    queue_status: i32,
    /// An `azdo_build_status` of the newest build; NONE where there is none.
    latest_build_status: i32,
    /// An `azdo_build_result` of the newest build.
    latest_build_result: i32,
    /// An `azdo_build_result` of the newest build that is completed.
    latest_completed_build_result: i32,
    /// When this revision was made, in nanoseconds since 1970-01-01T00:00:00Z.
    created_time_ns: i64,
    /// Its name, once in its folder.
    name: Str,
    /// The folder: "\", "\Nightly\Windows".
    path: Str,
    /// "build", or "xaml".
    type_name: Str,
    /// "definition", or "draft".
    quality: Str,
    /// Whether builds can be queued, as the service spells it: "enabled", …
    queue_status_name: Str,
    /// What its authors say of it; in lists it is absent, as are the repository and the file.
    description: Str,
    /// The project's GUID.
    project_id: Str,
    /// The project's name.
    project_name: Str,
    /// The agent queue that its builds use unless they say otherwise.
    queue_name: Str,
    /// That queue's agent pool.
    pool_name: Str,
    /// The repository's id.
    repository_id: Str,
    /// The repository's name.
    repository_name: Str,
    /// "TfsGit", "GitHub", …; the service's case varies.
    repository_type: Str,
    /// The branch that is built unless the build says otherwise: "refs/heads/main".
    default_branch: Str,
    /// The file that the pipeline is written in (`process.yamlFilename`); absent where it was drawn in a browser.
    yaml_file: Str,
    /// The display name of who made this revision.
    authored_by_name: Str,
    /// The sign-in name of who made this revision.
    authored_by_unique_name: Str,
    /// The name of the newest build: "20261124.3".
    latest_build_number: Str,
    /// The name of the newest build that is completed.
    latest_completed_build_number: Str,
    /// "vstfs:///Build/Definition/…".
    uri: Str,
    /// Of the API.
    url: Str,
    /// Of the page that a browser shows.
    web_url: Str,
    /// The object as the service sent it; no NUL follows. Empty if the client option keep_json is 0.
    json: Str,
}

impl Definition {
    /// Its number in the organization.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// How often it has been changed; a change must name the one that it is of.
    pub fn revision(&self) -> i64 {
        self.revision
    }

    /// Of the agent queue that its builds use unless they say otherwise.
    pub fn queue_id(&self) -> i64 {
        self.queue_id
    }

    /// Of that queue's agent pool.
    pub fn pool_id(&self) -> i64 {
        self.pool_id
    }

    /// Of the newest build, where `includeLatestBuilds` asked for it.
    pub fn latest_build_id(&self) -> i64 {
        self.latest_build_id
    }

    /// Of the newest build that is completed, likewise.
    pub fn latest_completed_build_id(&self) -> i64 {
        self.latest_completed_build_id
    }

    /// When this revision was made; none if that is not known.
    pub fn created_time(&self) -> Option<SystemTime> {
        time::system(self.created_time_ns)
    }

    /// The same in nanoseconds since 1970; [`time::NONE`] if it is not known.
    pub fn created_time_ns(&self) -> i64 {
        self.created_time_ns
    }

    /// Its name, once in its folder.
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// The folder: `\`, `\Nightly\Windows`.
    pub fn path(&self) -> &str {
        self.path.as_str()
    }

    /// `build`, or `xaml`.
    pub fn type_name(&self) -> &str {
        self.type_name.as_str()
    }

    /// `definition`, or `draft`.
    pub fn quality(&self) -> &str {
        self.quality.as_str()
    }

    /// Whether builds can be queued, as the service spells it: `enabled`, …
    pub fn queue_status_name(&self) -> &str {
        self.queue_status_name.as_str()
    }

    /// What its authors say of it; in lists it is absent, as are the repository and the file.
    pub fn description(&self) -> &str {
        self.description.as_str()
    }

    /// The project's GUID.
    pub fn project_id(&self) -> &str {
        self.project_id.as_str()
    }

    /// The project's name.
    pub fn project_name(&self) -> &str {
        self.project_name.as_str()
    }

    /// The agent queue that its builds use unless they say otherwise.
    pub fn queue_name(&self) -> &str {
        self.queue_name.as_str()
    }

    /// That queue's agent pool.
    pub fn pool_name(&self) -> &str {
        self.pool_name.as_str()
    }

    /// The repository's id.
    pub fn repository_id(&self) -> &str {
        self.repository_id.as_str()
    }

    /// The repository's name.
    pub fn repository_name(&self) -> &str {
        self.repository_name.as_str()
    }

    /// `TfsGit`, `GitHub`, …; the service's case varies.
    pub fn repository_type(&self) -> &str {
        self.repository_type.as_str()
    }

    /// The branch that is built unless the build says otherwise: `refs/heads/main`.
    pub fn default_branch(&self) -> &str {
        self.default_branch.as_str()
    }

    /// The file that the pipeline is written in (`process.yamlFilename`); absent where it was drawn in a browser.
    pub fn yaml_file(&self) -> &str {
        self.yaml_file.as_str()
    }

    /// The display name of who made this revision.
    pub fn authored_by_name(&self) -> &str {
        self.authored_by_name.as_str()
    }

    /// The sign-in name of who made this revision.
    pub fn authored_by_unique_name(&self) -> &str {
        self.authored_by_unique_name.as_str()
    }

    /// The name of the newest build: `20261124.3`.
    pub fn latest_build_number(&self) -> &str {
        self.latest_build_number.as_str()
    }

    /// The name of the newest build that is completed.
    pub fn latest_completed_build_number(&self) -> &str {
        self.latest_completed_build_number.as_str()
    }

    /// `vstfs:///Build/Definition/…`.
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

    /// Whether it is a draft.
    pub fn is_draft(&self) -> bool {
        self.flags & DEFINITION_DRAFT != 0
    }

    /// Whether builds can be queued.
    pub fn queue_status(&self) -> QueueStatus {
        QueueStatus::of_word(self.queue_status_name())
    }

    /// How far the newest build has come, where `includeLatestBuilds` asked for it.
    pub fn latest_build_status(&self) -> BuildStatus {
        BuildStatus::of_number(self.latest_build_status)
    }

    /// How the newest build ended, likewise.
    pub fn latest_build_result(&self) -> BuildResult {
        BuildResult::of_number(self.latest_build_result)
    }

    /// How the newest build that is completed ended, likewise.
    pub fn latest_completed_build_result(&self) -> BuildResult {
        BuildResult::of_number(self.latest_completed_build_result)
    }
}

/// What is read of a definition's JSON; the rest is passed over.
#[derive(Default)]
pub struct Wire<'json> {
    id: Option<i64>,
    revision: Option<i64>,
    name: Text<'json>,
    path: Text<'json>,
    kind: Text<'json>,
    quality: Text<'json>,
    queue_status: Text<'json>,
    description: Text<'json>,
    created_date: Text<'json>,
    yaml_file: Text<'json>,
    uri: Text<'json>,
    url: Text<'json>,
    web_url: Text<'json>,
    project: Reference<'json>,
    queue: Reference<'json>,
    repository: Repository<'json>,
    authored_by: Reference<'json>,
    latest_build: Latest<'json>,
    latest_completed_build: Latest<'json>,
}

#[derive(Default)]
struct Repository<'json> {
    own: Reference<'json>,
    default_branch: Text<'json>,
}

impl<'json> Repository<'json> {
    fn scan(scanner: &mut Scanner<'json>) -> Scan<Repository<'json>> {
        let mut repository = Repository::default();
        scanner.members_or_skip(&mut |scanner, name| {
            match name {
                "defaultBranch" => repository.default_branch = scanner.text()?,
                _ => repository.own.member(name, scanner)?,
            }
            Ok(())
        })?;
        Ok(repository)
    }
}

/// A build within a definition.
#[derive(Default)]
struct Latest<'json> {
    id: Option<i64>,
    number: Text<'json>,
    status: Text<'json>,
    result: Text<'json>,
}

impl<'json> Latest<'json> {
    fn scan(scanner: &mut Scanner<'json>) -> Scan<Latest<'json>> {
        let mut latest = Latest::default();
        scanner.members_or_skip(&mut |scanner, name| {
            match name {
                "id" => latest.id = scanner.integer()?,
                "buildNumber" => latest.number = scanner.text()?,
                "status" => latest.status = scanner.text()?,
                "result" => latest.result = scanner.text()?,
                _ => scanner.skip()?,
            }
            Ok(())
        })?;
        Ok(latest)
    }

    fn status(&self) -> i32 {
        BuildStatus::of_word(&self.status.decoded()) as i32
    }

    fn result(&self) -> i32 {
        BuildResult::of_word(&self.result.decoded()) as i32
    }
}

impl Described for Definition {
    const NAME: &'static str = "definition";

    type Wire<'json> = Wire<'json>;

    type Identity = i64;

    fn member<'json>(wire: &mut Wire<'json>, name: &str, scanner: &mut Scanner<'json>) -> Scan<()> {
        match name {
            "id" => wire.id = scanner.integer()?,
            "revision" => wire.revision = scanner.integer()?,
            "name" => wire.name = scanner.text()?,
            "path" => wire.path = scanner.text()?,
            "type" => wire.kind = scanner.text()?,
            "quality" => wire.quality = scanner.text()?,
            "queueStatus" => wire.queue_status = scanner.text()?,
            "description" => wire.description = scanner.text()?,
            "createdDate" => wire.created_date = scanner.text()?,
            "uri" => wire.uri = scanner.text()?,
            "url" => wire.url = scanner.text()?,
            "_links" => wire.web_url = web_link(scanner)?,
            "process" => wire.yaml_file = within(scanner, "yamlFilename", Scanner::text)?,
            "project" => wire.project.scan(scanner)?,
            "queue" => wire.queue.scan(scanner)?,
            "repository" => wire.repository = Repository::scan(scanner)?,
            "authoredBy" => wire.authored_by.scan(scanner)?,
            "latestBuild" => wire.latest_build = Latest::scan(scanner)?,
            "latestCompletedBuild" => wire.latest_completed_build = Latest::scan(scanner)?,
            _ => scanner.skip()?,
        }
        Ok(())
    }

    fn of(wire: &Wire, json: Str, arena: &mut Arena) -> Result<Definition, &'static str> {
        let is_draft = wire.quality.decoded().eq_ignore_ascii_case("draft");
        Ok(Definition {
            struct_size: size_of::<Definition>() as u32,
            flags: if is_draft { DEFINITION_DRAFT } else { 0 },
            id: wire.id.ok_or("it has no id")?,
            revision: wire.revision.unwrap_or(0),
            queue_id: wire.queue.number(),
            pool_id: wire.queue.pool_number(),
            latest_build_id: wire.latest_build.id.unwrap_or(0),
            latest_completed_build_id: wire.latest_completed_build.id.unwrap_or(0),
            queue_status: QueueStatus::of_word(&wire.queue_status.decoded()) as i32,
            latest_build_status: wire.latest_build.status(),
            latest_build_result: wire.latest_build.result(),
            latest_completed_build_result: wire.latest_completed_build.result(),
            created_time_ns: time::of(&wire.created_date.decoded()),
            name: arena.keep_any(&wire.name),
            path: arena.keep_any(&wire.path),
            type_name: arena.keep_any(&wire.kind),
            quality: arena.keep_any(&wire.quality),
            queue_status_name: arena.keep_any(&wire.queue_status),
            description: arena.keep_any(&wire.description),
            project_id: arena.keep_any(&wire.project.id),
            project_name: arena.keep_any(&wire.project.name),
            queue_name: arena.keep_any(&wire.queue.name),
            pool_name: arena.keep_any(&wire.queue.pool_name),
            repository_id: arena.keep_any(&wire.repository.own.id),
            repository_name: arena.keep_any(&wire.repository.own.name),
            repository_type: arena.keep_any(&wire.repository.own.kind),
            default_branch: arena.keep_any(&wire.repository.default_branch),
            yaml_file: arena.keep_any(&wire.yaml_file),
            authored_by_name: arena.keep_any(&wire.authored_by.display_name),
            authored_by_unique_name: arena.keep_any(&wire.authored_by.unique_name),
            latest_build_number: arena.keep_any(&wire.latest_build.number),
            latest_completed_build_number: arena.keep_any(&wire.latest_completed_build.number),
            uri: arena.keep_any(&wire.uri),
            url: arena.keep_any(&wire.url),
            web_url: arena.keep_any(&wire.web_url),
            json,
        })
    }

    fn identity(&self) -> i64 {
        self.id
    }
}
