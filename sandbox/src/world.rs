//! The seeded organization: its projects and their builds.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write as _;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde_json::Value;

use crate::http::encode;
use crate::random::Random;
use crate::template::{ORIGIN, Template};
use crate::ticks::Ticks;

const FIRST_BUILD: u32 = 1001;
const PROJECTS: [&str; 3] = ["Fabrikam-Fiber", "Contoso Web", "Überbau"];
/// Seconds between two builds of the organization, at most; at least 2, so that any precision keeps them apart.
const PACE: i64 = 900;
const HEX: &[u8] = b"0123456789abcdef";
/// How many fraction digits dates have: mostly 7 or 3, but any number is seen.
const PRECISIONS: [u32; 12] = [7, 7, 7, 7, 3, 3, 0, 1, 2, 4, 5, 6];
pub const DEFINITIONS: [&str; 6] = [
    "Fabrikam CI",
    "Nächtliche Prüfung – groß",
    "漢字ビルド",
    "Deploy 🚀 production",
    "Quotes \"and\" back\\slash",
    "ABC all in escapes äöü 🧪",
];
/// Names with this index are written with `\u` escapes, which decode to the same text.
const ESCAPED_DEFINITION: usize = 5;
pub const BRANCHES: [&str; 8] = [
    "refs/heads/main",
    "refs/heads/main",
    "refs/heads/main",
    "refs/heads/release/2026.11",
    "refs/heads/feature/größe-ändern",
    "refs/heads/feature/漢字",
    "refs/heads/feature/🚀-launch",
    "refs/heads/a\"quote",
];
const PULL_REQUEST_BRANCH: &str = "refs/pull/42/merge";
pub const TAGS: [&str; 5] = ["release", "nightly", "hotfix", "größe", "needs review"];
const PRIORITIES: [&str; 5] = ["normal", "normal", "normal", "high", "belowNormal"];
const PEOPLE: [(&str, &str); 6] = [
    ("Jamal Hartnett", "fabrikamfiber4@hotmail.com"),
    ("Norman Paulk", "fabrikamfiber16@hotmail.com"),
    ("Johnnie McLeod", "fabrikamfiber2@hotmail.com"),
    ("Jörg Müller", "joerg.mueller@fabrikam.example"),
    ("李雷", "lilei@fabrikam.example"),
    ("Seán O'Brien \"Obi\"", "obi@fabrikam.example"),
];
const SERVICE: (&str, &str) = (
    "Microsoft.VisualStudio.Services.TFS",
    "00000002-0000-8888-8000-000000000000@2c895908-04e0-4952-89fd-54b0046d6288",
);

/// Everything there is to ask for.
pub struct World {
    /// By id, which is the order they were queued in.
    builds: Vec<Build>,
    pub projects: Vec<Project>,
    /// As builds name them; the first is who asks.
    pub people: Vec<Value>,
    /// The service, as builds name it.
    pub itself: Value,
    /// Of all projects together.
    orders: Orders,
}

/// A project, with its item in the list of projects.
pub struct Project {
    pub id: String,
    pub name: String,
    pub template: Template,
    pub repository: String,
    pub deleted: bool,
    orders: Orders,
}

/// Seeded builds share theirs.
pub type Word = Cow<'static, str>;

/// What filters ask about a build, and its JSON.
pub struct Build {
    pub id: u32,
    pub number: Word,
    pub definition: u32,
    pub branch: Word,
    pub status: Word,
    pub result: Option<Word>,
    pub reason: Word,
    /// Display name and unique name.
    pub requested_for: (Word, Word),
    pub tags: Vec<Word>,
    pub project: usize,
    /// Lists pass over it, and it is found no more.
    pub deleted: bool,
    queued: Ticks,
    started: Option<Ticks>,
    finished: Option<Ticks>,
    pub template: Template,
}

/// The times that builds are ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Queue,
    Start,
    Finish,
}

/// Indices of builds, ascending by each time.
struct Orders {
    queue: Vec<u32>,
    start: Vec<u32>,
    finish: Vec<u32>,
}

impl Build {
    /// As its JSON says, in which [`ORIGIN`] stands for the origin.
    pub fn of(json: &Value, project: usize) -> Build {
        let word = |pointer: &str| {
            Word::from(
                json.pointer(pointer)
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .to_owned(),
            )
        };
        let number = |pointer: &str| json.pointer(pointer).and_then(Value::as_u64).unwrap_or_default() as u32;
        let time = |name: &str| json[name].as_str().and_then(Ticks::parse);
        let tags = json["tags"].as_array().into_iter().flatten();
        Build {
            id: number("/id"),
            number: word("/buildNumber"),
            definition: number("/definition/id"),
            branch: word("/sourceBranch"),
            status: word("/status"),
            result: json["result"]
                .as_str()
                .map(|result| Word::from(result.to_owned())),
            reason: word("/reason"),
            requested_for: (
                word("/requestedFor/displayName"),
                word("/requestedFor/uniqueName"),
            ),
            tags: tags
                .filter_map(Value::as_str)
                .map(|tag| Word::from(tag.to_owned()))
                .collect(),
            project,
            deleted: false,
            queued: time("queueTime").unwrap_or(Ticks::LAST),
            started: time("startTime"),
            finished: time("finishTime"),
            template: Template::of(json),
        }
    }

    /// Its time of this kind, if it got there yet.
    pub fn time(&self, by: By) -> Option<Ticks> {
        match by {
            By::Queue => Some(self.queued),
            By::Start => self.started,
            By::Finish => self.finished,
        }
    }

    /// Where it stands in an order. Nothing that is still to come has happened before anything that has:
    /// recorded lists begin with the builds that have not finished, lower ids first.
    pub fn key(&self, by: By) -> Ticks {
        self.time(by)
            .unwrap_or_else(|| Ticks::LAST.plus(-i64::from(self.id)))
    }
}

impl World {
    /// Below `base`, the path of the organization. The first project has `builds` builds, each other one a tenth, but at least one if the first has any.
    pub fn new(seed: u64, builds: usize, projects: usize, base: &'static str) -> World {
        let mut random = Random::new(seed);
        let people: Vec<String> = PEOPLE
            .iter()
            .map(|person| identity(person, &random.guid(), "aad", base))
            .collect();
        let service = identity(&SERVICE, "00000002-0000-8888-8000-000000000000", "s2s", base);
        let drafts: Vec<Draft> = (0..projects)
            .map(|index| Draft::new(index, &mut random, base))
            .collect();
        let mut made = Maker {
            random,
            base,
            people,
            service,
            taken: HashSet::new(),
            numbers: vec![(String::new(), 0); projects],
        };

        let turns = turns(builds, projects);
        let newest = Ticks::at_midnight(2026, 11, 16).plus_seconds(8 * 3600);
        let mut now = newest.plus_seconds(-(turns.len() as i64) * PACE / 2);
        let builds: Vec<Build> = turns
            .iter()
            .zip(FIRST_BUILD..)
            .map(|(&project, id)| {
                now = now.plus_seconds(2 + made.random.below(PACE as u64 - 2) as i64);
                made.build(id, project, &drafts[project], now)
            })
            .collect();
        let projects = drafts
            .into_iter()
            .enumerate()
            .map(|(index, draft)| Project {
                template: Template::new(&draft.json),
                orders: Orders::of(&builds, |build| build.project == index),
                id: draft.id,
                name: draft.name,
                repository: draft.repository,
                deleted: false,
            })
            .collect();
        World {
            orders: Orders::of(&builds, |_| true),
            builds,
            projects,
            people: made
                .people
                .iter()
                .map(|json| Template::new(json).value())
                .collect(),
            itself: Template::new(&made.service).value(),
        }
    }

    /// The project of this name, in any case, or of this id.
    pub fn project(&self, segment: &str) -> Option<usize> {
        let name = segment.to_lowercase();
        self.projects.iter().position(|project| {
            !project.deleted && (project.name.to_lowercase() == name || project.id == name)
        })
    }

    /// Where the build of this id is, if the project has it.
    pub fn index(&self, project: usize, id: u32) -> Option<u32> {
        let index = id.checked_sub(FIRST_BUILD)?;
        let build = self.builds.get(index as usize)?;
        (build.project == project && !build.deleted).then_some(index)
    }

    /// The id that the next build will have.
    pub fn next_build(&self) -> u32 {
        FIRST_BUILD + self.builds.len() as u32
    }

    /// A time that no other build has, at `moment` or just after it: tokens are times.
    pub fn moment(&self, moment: Ticks, by: By) -> Ticks {
        let newest = self.ascending(None, by).iter().rev().map(|&index| self.at(index));
        let newest = newest.filter_map(|build| build.time(by)).next();
        newest
            .filter(|&newest| newest >= moment)
            .map_or(moment, |newest| newest.plus(1))
    }

    /// Takes up a build that has been queued.
    pub fn push(&mut self, json: &Value, project: usize) {
        self.builds.push(Build::of(json, project));
        self.enter(self.builds.len() as u32 - 1);
    }

    /// Changes a build.
    pub fn change(&mut self, index: u32, change: impl FnOnce(&mut Value)) {
        let mut json = self.at(index).template.value();
        change(&mut json);
        self.leave(index);
        self.builds[index as usize] = Build::of(&json, self.at(index).project);
        self.enter(index);
    }

    pub fn delete(&mut self, index: u32) {
        self.builds[index as usize].deleted = true;
    }

    fn enter(&mut self, index: u32) {
        let (builds, project) = (&self.builds, self.at(index).project);
        for orders in [&mut self.orders, &mut self.projects[project].orders] {
            for (order, by) in orders.each() {
                let key = builds[index as usize].key(by);
                let place = order.partition_point(|&other| builds[other as usize].key(by) < key);
                order.insert(place, index);
            }
        }
    }

    fn leave(&mut self, index: u32) {
        let (builds, project) = (&self.builds, self.at(index).project);
        for orders in [&mut self.orders, &mut self.projects[project].orders] {
            for (order, by) in orders.each() {
                let key = builds[index as usize].key(by);
                let place = order.partition_point(|&other| builds[other as usize].key(by) < key);
                order.remove(place);
            }
        }
    }

    /// Takes up a project, without builds.
    pub fn found_project(&mut self, id: String, name: &str, json: &Value) {
        self.projects.push(Project {
            repository: id.clone(),
            id,
            name: name.to_owned(),
            template: Template::of(json),
            deleted: false,
            orders: Orders::of(&[], |_| true),
        });
    }

    /// Changes a project; the builds that it has say what they said.
    pub fn change_project(&mut self, place: usize, change: impl FnOnce(&mut Value)) {
        let project = &mut self.projects[place];
        let mut json = project.template.value();
        change(&mut json);
        project.name = json["name"].as_str().unwrap_or_default().to_owned();
        project.template = Template::of(&json);
    }

    /// The builds of one project, or of all, ascending by a time; for [`World::at`].
    pub fn ascending(&self, project: Option<usize>, by: By) -> &[u32] {
        let orders = project.map_or(&self.orders, |project| &self.projects[project].orders);
        match by {
            By::Queue => &orders.queue,
            By::Start => &orders.start,
            By::Finish => &orders.finish,
        }
    }

    pub fn at(&self, index: u32) -> &Build {
        &self.builds[index as usize]
    }
}

impl Orders {
    fn each(&mut self) -> [(&mut Vec<u32>, By); 3] {
        [
            (&mut self.queue, By::Queue),
            (&mut self.start, By::Start),
            (&mut self.finish, By::Finish),
        ]
    }

    fn of(builds: &[Build], belongs: impl Fn(&Build) -> bool) -> Orders {
        let members: Vec<u32> = (0..builds.len() as u32)
            .filter(|&index| belongs(&builds[index as usize]))
            .collect();
        let sorted = |by| {
            let mut members = members.clone();
            members.sort_by_key(|&index| builds[index as usize].key(by));
            members
        };
        Orders {
            queue: sorted(By::Queue),
            start: sorted(By::Start),
            finish: sorted(By::Finish),
        }
    }
}

/// The id of one of [`DEFINITIONS`] in a project.
pub fn definition_id(project: usize, definition: usize) -> u32 {
    (project * 10 + definition + 1) as u32
}

/// Whose turn it is to queue a build: every project's builds are spread over the whole time.
fn turns(builds: usize, projects: usize) -> Vec<usize> {
    let count = |project| match project {
        0 => builds,
        _ if builds == 0 => 0,
        _ => (builds / 10).max(1),
    };
    let mut turns: Vec<(f64, usize)> = (0..projects)
        .flat_map(|project| {
            let count = count(project);
            (0..count).map(move |turn| ((turn as f64 + 0.5) / count as f64, project))
        })
        .collect();
    turns.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    turns.into_iter().map(|(_, project)| project).collect()
}

/// A project before its builds are known.
struct Draft {
    id: String,
    name: String,
    json: String,
    /// As a part of a build, of which some know no date of the last update.
    undated_json: String,
    repository: String,
}

impl Draft {
    fn new(index: usize, random: &mut Random, base: &str) -> Draft {
        let id = random.guid();
        let name = PROJECTS
            .get(index)
            .map_or_else(|| format!("Project {}", index + 1), |&name| name.to_owned());
        let json = |updated: &str| {
            format!(
                r#"{{"id":"{id}","name":{name},"description":{description},"url":"{ORIGIN}{base}/_apis/projects/{id}","state":"wellFormed","revision":{revision},"visibility":"{visibility}","lastUpdateTime":"{updated}"}}"#,
                name = quote(&name),
                description = quote(&format!("Builds of {name}")),
                revision = 10 + index,
                visibility = if index == 0 { "organization" } else { "private" },
            )
        };
        let repository = random.guid();
        Draft {
            json: json("2026-10-05T06:21:02.863Z"),
            undated_json: json("0001-01-01T00:00:00"),
            id,
            name,
            repository,
        }
    }
}

/// What making one build after the other needs.
struct Maker {
    random: Random,
    /// The path of the organization.
    base: &'static str,
    people: Vec<String>,
    service: String,
    /// Every time given so far: tokens are times, so no two may be the same.
    taken: HashSet<Ticks>,
    /// Per project, the day of the last build and how many builds it has had.
    numbers: Vec<(String, u32)>,
}

impl Maker {
    /// `moment` in one of the precisions that occur, moved on until no other time is the same.
    fn time(&mut self, moment: Ticks) -> Ticks {
        let digits = *self.random.pick(&PRECISIONS);
        let mut time = moment
            .plus(self.random.below(10_000_000) as i64)
            .with_digits(digits);
        while !self.taken.insert(time) {
            time = time.plus(10_i64.pow(7 - digits));
        }
        time
    }

    fn build(&mut self, id: u32, project: usize, draft: &Draft, moment: Ticks) -> Build {
        let queued = self.time(moment);
        let (day, count) = &mut self.numbers[project];
        if *day != queued.day() {
            (*day, *count) = (queued.day(), 0);
        }
        *count += 1;
        let (number, revision) = (format!("{day}.{count}"), *count);

        let status = match self.random.below(100) {
            0..76 => "completed",
            76..86 => "inProgress",
            86..94 => "notStarted",
            _ => "cancelling",
        };
        let begun = status == "completed" || status == "inProgress";
        let started = begun.then(|| {
            let wait = 3 + self.random.below(120) as i64;
            self.time(moment.plus_seconds(wait))
        });
        let finished = started.filter(|_| status == "completed").map(|started| {
            let work = 5 + self.random.below(3600) as i64;
            self.time(started.plus_seconds(work))
        });
        let result = finished.map(|_| match self.random.below(100) {
            0..65 => "succeeded",
            65..75 => "partiallySucceeded",
            75..90 => "failed",
            _ => "canceled",
        });
        let mut reason = match self.random.below(100) {
            0..45 => "individualCI",
            45..65 => "manual",
            65..80 => "pullRequest",
            80..90 => "schedule",
            90..95 => "batchedCI",
            _ => "buildCompletion",
        };
        // A later version of the service says words that no client knows yet.
        let (mut result, mut unknown) = (result, self.random.once_in(40));
        if unknown && result.is_some() && self.random.once_in(2) {
            (result, unknown) = (Some("someNewResult2027"), false);
        }
        if unknown {
            reason = "someNewReason2027";
        }
        let branch = if reason == "pullRequest" {
            PULL_REQUEST_BRANCH
        } else {
            *self.random.pick(&BRANCHES)
        };
        let tags = TAGS
            .iter()
            .filter(|_| self.random.once_in(8))
            .map(|&tag| tag.into())
            .collect();
        let definition = self.random.below(DEFINITIONS.len() as u64) as usize;
        let person = self.random.below(PEOPLE.len() as u64) as usize;

        let mut build = Build {
            id,
            number: number.into(),
            definition: definition_id(project, definition),
            branch: branch.into(),
            status: status.into(),
            result: result.map(Word::from),
            reason: reason.into(),
            requested_for: (PEOPLE[person].0.into(), PEOPLE[person].1.into()),
            tags,
            project,
            deleted: false,
            queued,
            started,
            finished,
            template: Template::new(""),
        };
        build.template = Template::new(&self.json(&build, draft, definition, person, revision));
        build
    }

    fn json(
        &mut self,
        build: &Build,
        project: &Draft,
        definition: usize,
        person: usize,
        revision: u32,
    ) -> String {
        let base = self.base;
        let home = format!("{ORIGIN}{base}/{}", project.id);
        let project_json = if self.random.once_in(10) {
            &project.undated_json
        } else {
            &project.json
        };
        let (id, definition_id) = (build.id, build.definition);
        let plan = self.random.guid();
        let source = self.random.text(HEX, 40);
        let mut json = String::with_capacity(5000);
        // Writing to a String cannot fail.
        let _ = write!(
            json,
            r#"{{"_links":{{"self":{{"href":"{home}/_apis/build/Builds/{id}"}},"web":{{"href":"{home}/_build/results?buildId={id}"}},"sourceVersionDisplayUri":{{"href":"{home}/_apis/build/builds/{id}/sources"}},"timeline":{{"href":"{home}/_apis/build/builds/{id}/Timeline"}},"badge":{{"href":"{home}/_apis/build/status/{definition_id}"}}}},"properties":{properties},"tags":{tags},"validationResults":{validation},"plans":[{{"planId":"{plan}"}}],"triggerInfo":{trigger},"id":{id},"buildNumber":"{number}","status":"{status}""#,
            properties = if self.random.once_in(6) {
                r#"{"system.sourceProvider":{"$type":"System.String","$value":"TfsGit"}}"#
            } else {
                "{}"
            },
            tags = serde_json::to_string(&build.tags).unwrap_or_default(),
            validation = if build.result.as_deref() == Some("failed") && self.random.once_in(4) {
                r#"[{"result":"error","message":"Job Job_1: Step \"Tests\" has no agent.\nAdd one to the pool."}]"#
            } else {
                "[]"
            },
            trigger = self.trigger(build, project, &source),
            number = build.number,
            status = build.status,
        );
        if let Some(result) = &build.result {
            let _ = write!(json, r#","result":"{result}""#);
        }
        let _ = write!(json, r#","queueTime":"{}""#, build.queued.in_answers());
        if let Some(started) = build.started {
            let _ = write!(json, r#","startTime":"{}""#, started.in_answers());
        }
        if let Some(finished) = build.finished {
            let _ = write!(json, r#","finishTime":"{}""#, finished.in_answers());
        }
        let parameters = self.random.once_in(4);
        let changed = build
            .finished
            .or(build.started)
            .unwrap_or(build.queued)
            .plus_seconds(1)
            .with_digits(3);
        let name = DEFINITIONS[definition];
        let _ = write!(
            json,
            r#","url":"{home}/_apis/build/Builds/{id}","definition":{{"drafts":[],"id":{definition_id},"name":{name},"url":"{home}/_apis/build/Definitions/{definition_id}?revision=4","uri":"vstfs:///Build/Definition/{definition_id}","path":{path},"type":"build","queueStatus":"enabled","revision":4,"project":{project_json}}},"buildNumberRevision":{revision},"project":{project_json},"uri":"vstfs:///Build/Build/{id}","sourceBranch":{branch},"sourceVersion":"{source}","queue":{{"id":72,"name":"Azure Pipelines","pool":{pool}}},"priority":"{priority}","reason":"{reason}","requestedFor":{person},"requestedBy":{person},"lastChangedDate":"{changed}","lastChangedBy":{changer}{parameters},"orchestrationPlan":{{"planId":"{plan}"}},"logs":{{"id":0,"type":"Container","url":"{home}/_apis/build/builds/{id}/logs"}},"repository":{{"id":"{repository}","type":"TfsGit","name":{repository_name},"url":"{ORIGIN}{base}/{project_segment}/_git/{project_segment}","clean":null,"checkoutSubmodules":false}},"keepForever":{keep},"retainedByRelease":{retained},"triggeredByBuild":null,"appendCommitMessageToRunName":true}}"#,
            name = if definition == ESCAPED_DEFINITION {
                escape(name)
            } else {
                quote(name)
            },
            path = if definition.is_multiple_of(2) {
                r#""\\""#
            } else {
                r#""\\Größe\\Nightly""#
            },
            branch = quote(&build.branch),
            pool = if self.random.once_in(20) {
                "null"
            } else {
                r#"{"id":9,"name":"Azure Pipelines","isHosted":true}"#
            },
            priority = self.random.pick(&PRIORITIES),
            reason = build.reason,
            person = self.people[person],
            changed = changed.in_answers(),
            changer = if build.finished.is_some() {
                &self.service
            } else {
                &self.people[person]
            },
            parameters = if parameters {
                r#","parameters":"{\"BuildConfiguration\":\"debug\"}""#
            } else {
                ""
            },
            repository = project.repository,
            repository_name = quote(&project.name),
            project_segment = encode(&project.name),
            keep = self.random.once_in(10),
            retained = self.random.once_in(15),
        );
        json
    }

    fn trigger(&mut self, build: &Build, project: &Draft, source: &str) -> String {
        match &*build.reason {
            "individualCI" | "batchedCI" => format!(
                r#"{{"ci.sourceBranch":{branch},"ci.sourceSha":"{source}","ci.message":{message},"ci.triggerRepository":"{repository}"}}"#,
                branch = quote(&build.branch),
                message = quote("Fix the \"Größe\" of it\tand more 🎉"),
                repository = project.repository,
            ),
            "pullRequest" => format!(
                r#"{{"pr.number":"42","pr.isFork":"False","pr.sourceBranch":"refs/heads/feature/x","pr.sourceSha":"{source}","pr.title":{title},"pr.autoCancel":"True"}}"#,
                title = quote("Merge \\ or rebase?"),
            ),
            _ => "{}".to_owned(),
        }
    }
}

/// A person, or a service, as builds name them.
fn identity((name, unique_name): &(&str, &str), id: &str, kind: &str, base: &str) -> String {
    let descriptor = format!("{kind}.{}", STANDARD_NO_PAD.encode(id));
    let avatar = format!("{ORIGIN}{base}/_apis/GraphProfile/MemberAvatars/{descriptor}");
    format!(
        r#"{{"displayName":{name},"url":"{ORIGIN}{base}/_apis/Identities/{id}","_links":{{"avatar":{{"href":"{avatar}"}}}},"id":"{id}","uniqueName":{unique_name},"imageUrl":"{avatar}","descriptor":"{descriptor}"}}"#,
        name = quote(name),
        unique_name = quote(unique_name),
    )
}

/// As a JSON string.
fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// As a JSON string in which nothing stands for itself.
fn escape(text: &str) -> String {
    let mut json = String::from("\"");
    for unit in text.encode_utf16() {
        let _ = write!(json, "\\u{unit:04x}");
    }
    json.push('"');
    json
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use serde_json::{Value, json};

    use super::{By, DEFINITIONS, ESCAPED_DEFINITION, Ticks, World};

    fn json_of(build: &super::Build) -> Value {
        let mut body = Vec::new();
        build.template.write("http://h", &mut body);
        serde_json::from_slice(&body).unwrap()
    }

    #[test]
    fn tokens_of_an_order_are_unique_and_ids_follow_the_queue() {
        let world = World::new(3, 2000, 3, "/o");
        for by in [By::Queue, By::Start, By::Finish] {
            let keys: HashSet<_> = world
                .ascending(None, by)
                .iter()
                .map(|&index| world.at(index).key(by))
                .collect();
            assert_eq!(keys.len(), 2400);
        }
        assert!(
            world
                .ascending(None, By::Queue)
                .is_sorted_by_key(|&index| world.at(index).id)
        );
    }

    #[test]
    fn builds_are_json_and_say_what_filters_are_told() {
        let world = World::new(1, 300, 2, "/o");
        for &index in world.ascending(Some(0), By::Queue) {
            let build = world.at(index);
            let json = json_of(build);
            assert_eq!(json["id"], build.id);
            assert_eq!(json["status"], *build.status);
            assert_eq!(json["result"].as_str(), build.result.as_deref());
            assert_eq!(json["definition"]["id"], build.definition);
            assert_eq!(json["requestedFor"]["displayName"], *build.requested_for.0);
            assert_eq!(json["startTime"].is_string(), build.time(By::Start).is_some());
            if build.definition as usize == ESCAPED_DEFINITION + 1 {
                assert_eq!(json["definition"]["name"], DEFINITIONS[ESCAPED_DEFINITION]);
            }
        }
    }

    #[test]
    fn what_changes_keeps_its_place_in_every_order() {
        let mut world = World::new(2, 300, 2, "/o");
        for round in 0..100 {
            let index = round * 37 % 330;
            let finish = world.moment(Ticks::at_midnight(2027, 1, 1).plus(-i64::from(round)), By::Finish);
            world.change(index, |build| {
                build["status"] = json!("completed");
                build["startTime"] = json!(finish.plus(-5).in_answers());
                build["finishTime"] = json!(finish.in_answers());
            });
        }
        let mut queued = world.at(3).template.value();
        queued["id"] = json!(world.next_build());
        queued["queueTime"] = json!(
            world
                .moment(Ticks::at_midnight(2020, 1, 1), By::Queue)
                .in_answers()
        );
        world.push(&queued, 0);
        for scope in [None, Some(0), Some(1)] {
            for by in [By::Queue, By::Start, By::Finish] {
                let order = world.ascending(scope, by);
                assert!(
                    order.is_sorted_by_key(|&index| world.at(index).key(by)),
                    "{scope:?} {by:?}"
                );
                let all: HashSet<_> = order.iter().collect();
                assert_eq!(all.len(), order.len());
            }
        }
        assert_eq!(world.ascending(None, By::Queue).len(), 331);
    }

    #[test]
    fn the_same_seed_makes_the_same_world() {
        let [one, same, other] = [5, 5, 6].map(|seed| json_of(World::new(seed, 9, 1, "/o").at(8)));
        assert_eq!(one, same);
        assert_ne!(one, other);
    }
}
