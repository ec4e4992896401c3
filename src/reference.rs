//! Any URL that people paste becomes what it names, and back again.

use std::str::FromStr;

use crate::error::{Error, Result};
use crate::operation::is_uuid;
use crate::organization::Organization;
use crate::url::{SSH_HOSTS, Segments, Url, encode, holds_secret, not_understood};

/// What a reference names: the most particular of it.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReferenceKind {
    /// Nothing, or what this version does not know.
    Unknown = 0,
    /// An organization, or a collection of a Server.
    Organization = 1,
    /// A project.
    Project = 2,
    /// A git repository.
    Repository = 3,
    /// A definition (pipeline).
    Definition = 4,
    /// A build (run), perhaps with a job and a task of it.
    Build = 5,
    /// A log of a build.
    Log = 6,
    /// An artifact of a build.
    Artifact = 7,
}

/// What a URL names: an organization, and perhaps a project of it, and perhaps a repository, a definition or a build
/// there, and perhaps a log, an artifact or a job of that build. Two are equal if they name the same, whatever
/// their URLs looked like.
///
/// ```
/// use azdo::{Reference, ReferenceKind};
///
/// let pasted = Reference::parse("https://fabrikam.visualstudio.com/My%20Project/_build/index?buildId=42&_a=summary")?;
/// assert_eq!(pasted.kind(), ReferenceKind::Build);
/// assert_eq!((pasted.project(), pasted.build_id()), (Some("My Project"), Some(42)));
/// assert_eq!(
///     pasted.web_url().as_deref(),
///     Some("https://fabrikam.visualstudio.com/My%20Project/_build/results?buildId=42")
/// );
/// assert_eq!(
///     pasted.api_url().as_deref(),
///     Some("https://fabrikam.visualstudio.com/My%20Project/_apis/build/builds/42")
/// );
/// assert_eq!(pasted, "https://fabrikam.visualstudio.com/My%20Project/_apis/build/builds/42/timeline".parse()?);
/// # Ok::<(), azdo::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    organization: Option<Organization>,
    thing: Thing,
}

/// What is named below the organization and its project.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Thing {
    /// No more than these.
    Place,
    Repository(String),
    Definition(i64),
    Build(i64, Part),
}

/// What is named of a build.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Whole,
    /// A job, a task, or a task of a job.
    Step(Option<String>, Option<String>),
    Log(i64),
    Artifact(String),
}

impl Reference {
    /// Reads a URL of the web pages, of the API, of a git remote (https or ssh) or `vstfs:///Build/…`:
    ///
    /// - `https://dev.azure.com/{organization}`, `https://{account}.visualstudio.com[/DefaultCollection]`,
    ///   `http(s)://{server}[:port][/tfs]/{collection}`, and the hosts of the cloud's other services;
    /// - below one of them `/{project}`, perhaps with a team, and then `_git/{repository}`,
    ///   `_build?definitionId=7`, `_build/results?buildId=42&view=logs&j=…&t=…`, `_apis/build/builds/42/logs/5`, …
    ///   Without a project, `_git/{repository}` is the repository that has its project's name;
    /// - `git@ssh.dev.azure.com:v3/{organization}/{project}/{repository}`,
    ///   `{account}@vs-ssh.visualstudio.com:v3/…`, `ssh://{server}/…/_git/{repository}`, whose API is taken to be
    ///   at https;
    /// - `vstfs:///Build/Build/42` and `vstfs:///Build/Definition/7`, which name no organization.
    ///
    /// Below the project, what cannot be read or is not known is passed over: the reference names less then. Fails
    /// where there is no organization: for hosts that are known to have none, such as `www.visualstudio.com` and
    /// `github.com` (any other may be a Server's), and for URLs that hold a secret, which no error shows.
    pub fn parse(url: &str) -> Result<Reference> {
        let url = Url::parse(url)?;
        match url.scheme.as_str() {
            "https" | "http" => Reference::of_page(&url),
            "ssh" => Reference::of_remote(&url),
            "vstfs" => Ok(Reference {
                organization: None,
                thing: artifact_uri(&url).ok_or_else(|| {
                    not_understood("of vstfs URLs only those of builds and definitions are")
                })?,
            }),
            _ => Err(not_understood("its scheme is none of https, http, ssh and vstfs")),
        }
    }

    fn of_page(url: &Url) -> Result<Reference> {
        let (host, port) = url.host()?;
        let mut segments = url.segments();
        let organization = Organization::take(&url.scheme, host, port, &mut segments)?;
        // The service itself gives the organization as the user of its remotes.
        match url.user {
            Some(user) if !user.eq_ignore_ascii_case(&encode(organization.name())) => Err(holds_secret()),
            _ => Ok(Reference::below(organization, segments, &url.parameters())),
        }
    }

    fn of_remote(url: &Url) -> Result<Reference> {
        let (host, _) = url.host()?;
        let mut segments = url.segments();
        // `v3/{organization}/{project}/{repository}`; before it came paths like those of the web.
        let is_cloud = SSH_HOSTS.contains(&host.as_str());
        let version = segments.next_if(|first| is_cloud && matches!(first, Ok(text) if is_version(text)));
        let [services, accounts] = SSH_HOSTS;
        let host = if host == services {
            "dev.azure.com".to_owned()
        } else if host == accounts {
            let account = match version {
                Some(_) => segments.next().transpose()?.unwrap_or_default(),
                None => url.user.unwrap_or_default().to_owned(),
            };
            let is_label = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
            if account.is_empty() || !account.bytes().all(is_label) {
                return Err(not_understood("it names no organization or collection"));
            }
            format!("{}.visualstudio.com", account.to_ascii_lowercase())
        } else {
            host
        };
        let organization = Organization::take("https", host, None, &mut segments)?;
        if version.is_none() {
            return Ok(Reference::below(organization, segments, &[]));
        }
        let names: Vec<String> = segments.map(Result::unwrap_or_default).collect();
        Ok(Reference {
            organization: Some(organization),
            thing: repository(&names),
        })
    }

    /// What the rest of a path names, and the parameters with it.
    fn below(
        mut organization: Organization,
        segments: Segments,
        parameters: &[(String, String)],
    ) -> Reference {
        // Teams come first; what cannot be read is no word that is known.
        let names: Vec<String> = segments
            .map(Result::unwrap_or_default)
            .skip_while(|name| !name.starts_with('_'))
            .collect();
        let words: Vec<String> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let parameters = Parameters(parameters);
        let thing = match words.as_slice() {
            ["_git" | "_ssh", ..] => {
                let thing = repository(&names[1..]);
                if let Thing::Repository(name) = &thing {
                    organization.name_project(name);
                }
                thing
            }
            ["_build" | "_buildvnext", ..] => parameters.thing(),
            ["_apps", "hub", hub, ..] if hub.contains("build") => parameters.thing(),
            ["_permalink", "_build", ..] => {
                if let Some(project) = parameters.text("projectid") {
                    organization.name_project(project);
                }
                parameters.thing()
            }
            ["_apis", "projects", _, ..] => {
                organization.name_project(&names[2]);
                Thing::Place
            }
            ["_apis", "public", "build", "definitions", _, definition, ..] => {
                organization.name_project(&names[4]);
                number(definition).map_or(Thing::Place, Thing::Definition)
            }
            ["_apis", "git", "repositories", _, ..] if !names[3].is_empty() => {
                Thing::Repository(names[3].clone())
            }
            ["_apis", rest @ ..] => parameters.route(rest),
            _ => Thing::Place,
        };
        Reference {
            organization: Some(organization),
            thing,
        }
    }

    /// What it names.
    pub fn kind(&self) -> ReferenceKind {
        match &self.thing {
            Thing::Place if self.project().is_some() => ReferenceKind::Project,
            Thing::Place => ReferenceKind::Organization,
            Thing::Repository(_) => ReferenceKind::Repository,
            Thing::Definition(_) => ReferenceKind::Definition,
            Thing::Build(_, Part::Whole | Part::Step(..)) => ReferenceKind::Build,
            Thing::Build(_, Part::Log(_)) => ReferenceKind::Log,
            Thing::Build(_, Part::Artifact(_)) => ReferenceKind::Artifact,
        }
    }

    /// The organization, which a [`Client`](crate::Client) can be made for; none for `vstfs:///…`.
    pub fn organization(&self) -> Option<&Organization> {
        self.organization.as_ref()
    }

    pub(crate) fn into_organization(self) -> Result<Organization> {
        self.organization.ok_or_else(|| {
            not_understood("a vstfs URL names no organization")
                .with_hint("Write the organization's URL, like https://dev.azure.com/{organization}.")
        })
    }

    /// The project's name or GUID.
    pub fn project(&self) -> Option<&str> {
        self.organization.as_ref()?.project()
    }

    /// The repository's name or GUID.
    pub fn repository(&self) -> Option<&str> {
        match &self.thing {
            Thing::Repository(name) => Some(name),
            _ => None,
        }
    }

    /// The definition's (pipeline's) number; none for a build, even where the URL had both.
    pub fn definition_id(&self) -> Option<i64> {
        match self.thing {
            Thing::Definition(id) => Some(id),
            _ => None,
        }
    }

    /// The build's number, also where a part of the build is named.
    pub fn build_id(&self) -> Option<i64> {
        match self.thing {
            Thing::Build(id, _) => Some(id),
            _ => None,
        }
    }

    fn part(&self) -> &Part {
        match &self.thing {
            Thing::Build(_, part) => part,
            _ => &Part::Whole,
        }
    }

    /// The log's number in its build.
    pub fn log_id(&self) -> Option<i64> {
        match self.part() {
            Part::Log(id) => Some(*id),
            _ => None,
        }
    }

    /// The artifact's name.
    pub fn artifact_name(&self) -> Option<&str> {
        match self.part() {
            Part::Artifact(name) => Some(name),
            _ => None,
        }
    }

    /// The id that the job has in the build's timeline: a GUID in lower case.
    pub fn job_id(&self) -> Option<&str> {
        match self.part() {
            Part::Step(job, _) => job.as_deref(),
            _ => None,
        }
    }

    /// The id that the task has in the build's timeline: a GUID in lower case.
    pub fn task_id(&self) -> Option<&str> {
        match self.part() {
            Part::Step(_, task) => task.as_deref(),
            _ => None,
        }
    }

    /// The page that a browser shows; none where no organization is named, or a thing without its project. Logs and
    /// artifacts have no page of their own: their build's is given, and says in its query which one is meant.
    pub fn web_url(&self) -> Option<String> {
        let organization = self.organization()?;
        let place = organization.project_url();
        if self.thing != Thing::Place {
            organization.project()?;
        }
        Some(match &self.thing {
            Thing::Place => place,
            Thing::Repository(name) => format!("{place}/_git/{}", encode(name)),
            Thing::Definition(id) => format!("{place}/_build?definitionId={id}"),
            Thing::Build(id, part) => {
                let view = match part {
                    Part::Whole => String::new(),
                    Part::Step(job, task) => {
                        let step = |name, id: &Option<String>| {
                            id.as_ref().map_or(String::new(), |id| format!("&{name}={id}"))
                        };
                        format!("&view=logs{}{}", step("j", job), step("t", task))
                    }
                    Part::Log(log) => format!("&view=logs&logId={log}"),
                    Part::Artifact(name) => format!(
                        "&view=artifacts&pathAsName=false&type=publishedArtifacts&artifactName={}",
                        encode(name)
                    ),
                };
                format!("{place}/_build/results?buildId={id}{view}")
            }
        })
    }

    /// Where the API has it; none where no organization is named. For an organization it is the list of its
    /// projects, for a job or a task its build.
    pub fn api_url(&self) -> Option<String> {
        let organization = self.organization()?;
        let place = format!("{}/_apis", organization.project_url());
        Some(match &self.thing {
            Thing::Place => {
                let list = format!("{}/_apis/projects", organization.url());
                match organization.project() {
                    Some(project) => format!("{list}/{}", encode(project)),
                    None => list,
                }
            }
            Thing::Repository(name) => format!("{place}/git/repositories/{}", encode(name)),
            Thing::Definition(id) => format!("{place}/build/definitions/{id}"),
            Thing::Build(id, part) => {
                let part = match part {
                    Part::Whole | Part::Step(..) => String::new(),
                    Part::Log(log) => format!("/logs/{log}"),
                    Part::Artifact(name) => format!("/artifacts?artifactName={}", encode(name)),
                };
                format!("{place}/build/builds/{id}{part}")
            }
        })
    }
}

impl FromStr for Reference {
    type Err = Error;

    fn from_str(url: &str) -> Result<Reference> {
        Reference::parse(url)
    }
}

/// The parameters of a URL, by names in lower case.
struct Parameters<'url>(&'url [(String, String)]);

impl<'url> Parameters<'url> {
    /// The first value that can be a name.
    fn text(&self, name: &str) -> Option<&'url str> {
        let mut values = self.0.iter().filter(|(known, _)| known == name);
        values
            .find(|(_, value)| !value.is_empty() && !value.contains(char::is_control))
            .map(|(_, value)| value.as_str())
    }

    fn number(&self, name: &str) -> Option<i64> {
        self.text(name).and_then(number)
    }

    /// Jobs and tasks have gone by two names.
    fn guid(&self, name: &str, before: &str) -> Option<String> {
        let found = |name| self.text(name).filter(|text| is_uuid(text));
        found(name).or_else(|| found(before)).map(str::to_ascii_lowercase)
    }

    /// What the parameters of a page about builds name.
    fn thing(&self) -> Thing {
        if let Some(id) = self.number("buildid") {
            return Thing::Build(id, self.part());
        }
        // A page of the past says in this way of which build it is.
        let uri = self.text("builduri").and_then(|uri| Url::parse(uri).ok());
        if let Some(thing) = uri
            .filter(|uri| uri.scheme == "vstfs")
            .and_then(|uri| artifact_uri(&uri))
        {
            return thing;
        }
        let edited = self
            .text("_a")
            .is_some_and(|action| action == "edit-build-definition");
        self.number("definitionid")
            .or_else(|| self.number("pipelineid"))
            .or_else(|| self.number("id").filter(|_| edited))
            .map_or(Thing::Place, Thing::Definition)
    }

    fn part(&self) -> Part {
        if let Some(id) = self.number("logid") {
            return Part::Log(id);
        }
        if let Some(name) = self.text("artifactname") {
            return Part::Artifact(name.to_owned());
        }
        match (self.guid("j", "jobid"), self.guid("t", "taskid")) {
            (None, None) => Part::Whole,
            (job, task) => Part::Step(job, task),
        }
    }

    /// What a route of the API names.
    fn route(&self, words: &[&str]) -> Thing {
        let (id, rest) = match words {
            // A 1.0 API called its area build-release.
            ["build" | "build-release", "builds", id, rest @ ..] => (id, rest),
            ["pipelines", _, "runs", id, rest @ ..] => (id, rest),
            ["build", "definitions" | "latest" | "status", id, ..] | ["pipelines", id, ..] => {
                return number(id).map_or(Thing::Place, Thing::Definition);
            }
            _ => return Thing::Place,
        };
        let Some(id) = number(id) else {
            return Thing::Place;
        };
        let part = match rest {
            ["logs", log, ..] => number(log).map(Part::Log),
            ["artifacts", ..] => self
                .text("artifactname")
                .map(|name| Part::Artifact(name.to_owned())),
            _ => None,
        };
        Thing::Build(id, part.unwrap_or(Part::Whole))
    }
}

/// The build or the definition of `vstfs:///Build/…`.
fn artifact_uri(uri: &Url) -> Option<Thing> {
    let words: Vec<String> = uri
        .segments()
        .map(|word| word.unwrap_or_default().to_ascii_lowercase())
        .collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["build", "build", id] => Some(Thing::Build(number(id)?, Part::Whole)),
        ["build", "definition", id] => Some(Thing::Definition(number(id)?)),
        _ => None,
    }
}

/// The repository that the rest of a path begins with, perhaps after the view of it that is cloned.
fn repository(names: &[String]) -> Thing {
    let name = match names {
        [view, name, ..] if matches!(view.as_str(), "_full" | "_optimized") => name,
        [name, ..] => name,
        [] => return Thing::Place,
    };
    if name.is_empty() {
        return Thing::Place;
    }
    Thing::Repository(name.clone())
}

fn is_version(text: &str) -> bool {
    let number = text.strip_prefix(['v', 'V']);
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The service counts from 1.
fn number(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|id| digits && *id > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const JOB: &str = "12f1170f-54f2-53f3-20dd-22fc7dff55f9";
    const TASK: &str = "aacf2f63-9d42-5c1e-8d3b-9e2d1f4a7b6c";

    fn parsed(url: &str) -> Reference {
        Reference::parse(url).unwrap_or_else(|error| panic!("{url}: {error}"))
    }

    /// What the project's part of a path is followed by, and what it names.
    fn things() -> [(String, Thing); 30] {
        let text = str::to_owned;
        let step = |job: Option<&str>, task: Option<&str>| {
            Thing::Build(42, Part::Step(job.map(text), task.map(text)))
        };
        let (build, definition) = (Thing::Build(42, Part::Whole), Thing::Definition(7));
        let artifact = Thing::Build(42, Part::Artifact("my drop".to_owned()));
        [
            ("_git/Fiber", Thing::Repository("Fiber".to_owned())),
            (
                "a%20team/_git/_optimized/Fiber?path=/x&version=GBmain",
                Thing::Repository("Fiber".to_owned()),
            ),
            ("_git/_full", Thing::Repository("_full".to_owned())),
            (
                "_apis/git/Repositories/Fiber/items",
                Thing::Repository("Fiber".to_owned()),
            ),
            ("_build?definitionId=7&_a=summary", definition.clone()),
            ("_build/definition?DEFINITIONID=07", definition.clone()),
            (
                "_build/designer?id=7&_a=edit-build-definition",
                definition.clone(),
            ),
            (
                "_apps/hub/ms.vss-build-web.ci-designer-hub?pipelineId=7",
                definition.clone(),
            ),
            ("_apis/build/Definitions/7?revision=3", definition.clone()),
            ("_apis/build/status/7", definition.clone()),
            ("_apis/pipelines/7", definition.clone()),
            ("_build/results?buildId=42&view=results", build.clone()),
            ("_build/results?buildId=42&view=artifacts", build.clone()),
            ("_build/results/?view=logs&BUILDID=42#line", build.clone()),
            ("_build/index?buildId=42", build.clone()),
            ("_build#buildId=42&_a=summary", build.clone()),
            (
                "_build?buildUri=vstfs%3A%2F%2F%2FBuild%2FBuild%2F42",
                build.clone(),
            ),
            ("_BuildvNext?definitionId=7&buildId=42", build.clone()),
            ("_apis/build/Builds/42/timeline/", build.clone()),
            ("_apis/build/builds/42/logs", build.clone()),
            ("_apis/pipelines/7/runs/42", build),
            (
                &format!("_build/results?buildId=42&view=logs&j={JOB}"),
                step(Some(JOB), None),
            ),
            (
                &format!("_build/results?buildId=42&amp;view=logs&amp;t={TASK}"),
                step(None, Some(TASK)),
            ),
            (
                &format!(
                    "_build/results?buildId=42&jobId={TASK}&j={}&taskId={TASK}",
                    JOB.to_uppercase()
                ),
                step(Some(JOB), Some(TASK)),
            ),
            (
                "_apis/build/builds/42/Logs/5?startLine=1",
                Thing::Build(42, Part::Log(5)),
            ),
            (
                "_apis/build/builds/42/artifacts?artifactName=my+drop",
                artifact.clone(),
            ),
            (
                "_apis/pipelines/7/runs/42/artifacts?ArtifactName=my%20drop",
                artifact,
            ),
            ("_release?definitionId=7", Thing::Place),
            ("_build/results?buildId=%FF&j=1&definitionId=-7", Thing::Place),
            ("_apis/build/builds/99999999999999999999/%FF", Thing::Place),
        ]
        .map(|(path, thing)| (path.to_owned(), thing))
    }

    #[test]
    fn everything_below_every_form_of_organization() {
        for (base, organization) in [
            ("https://dev.azure.com/fabrikam", "https://dev.azure.com/fabrikam"),
            (
                "https://fabrikam@dev.azure.com/fabrikam",
                "https://dev.azure.com/fabrikam",
            ),
            (
                "dev.azure.com/fabrikam/DefaultCollection",
                "https://dev.azure.com/fabrikam",
            ),
            (
                "https://vsrm.dev.azure.com/fabrikam",
                "https://dev.azure.com/fabrikam",
            ),
            (
                "https://Fabrikam.visualstudio.com",
                "https://fabrikam.visualstudio.com",
            ),
            (
                "https://fabrikam@fabrikam.visualstudio.com/defaultcollection",
                "https://fabrikam.visualstudio.com",
            ),
            (
                "https://fabrikam.vsrm.visualstudio.com",
                "https://fabrikam.visualstudio.com",
            ),
            (
                "http://server:8080/tfs/My%20Collection",
                "http://server:8080/tfs/My%20Collection",
            ),
            (
                "https://server/DefaultCollection",
                "https://server/DefaultCollection",
            ),
        ] {
            for (path, thing) in things() {
                let url = format!("{base}/%C3%9Cber%20uns/{path}");
                let reference = parsed(&url);
                assert_eq!(reference.organization().unwrap().url(), organization, "{url}");
                assert_eq!(reference.project(), Some("Über uns"), "{url}");
                assert_eq!(reference.thing, thing, "{url}");
                comes_back(&reference);
            }
        }
    }

    #[test]
    fn repositories_and_projects_of_one_name() {
        for url in [
            "https://dev.azure.com/fabrikam/_git/Fiber",
            "https://dev.azure.com/fabrikam/Fiber/_git/Fiber",
            "git@ssh.dev.azure.com:v3/fabrikam/Fiber/Fiber",
            "ssh://git@ssh.dev.azure.com:22/v3/fabrikam/Fiber/_full/Fiber",
        ] {
            let web = parsed(url).web_url();
            assert_eq!(
                web.as_deref(),
                Some("https://dev.azure.com/fabrikam/Fiber/_git/Fiber"),
                "{url}"
            );
        }
        for url in [
            "https://fabrikam.visualstudio.com/DefaultCollection/_git/Fiber",
            "fabrikam@vs-ssh.visualstudio.com:v3/fabrikam/Fiber/Fiber",
            "vs-ssh.visualstudio.com:v3/Fabrikam/Fiber/Fiber",
            "ssh://fabrikam@vs-ssh.visualstudio.com:22/_ssh/Fiber",
            "ssh://fabrikam@fabrikam.visualstudio.com:22/Fiber/_git/Fiber",
        ] {
            let web = parsed(url).web_url();
            assert_eq!(
                web.as_deref(),
                Some("https://fabrikam.visualstudio.com/Fiber/_git/Fiber"),
                "{url}"
            );
        }
        let server = parsed("ssh://tfs.example.com:22/tfs/c/p/_git/r");
        assert_eq!(
            server.web_url().as_deref(),
            Some("https://tfs.example.com/tfs/c/p/_git/r")
        );
        let collection = parsed("https://dev.azure.com/fabrikam/_git/DefaultCollection");
        assert_eq!(collection.project(), Some("DefaultCollection"));
        comes_back(&collection);
    }

    #[test]
    fn projects_that_stand_elsewhere() {
        for (url, project, kind) in [
            (
                "https://dev.azure.com/o/_apis/projects/Fiber/teams",
                "Fiber",
                ReferenceKind::Project,
            ),
            (
                "https://dev.azure.com/o/_apis/public/build/definitions/Fiber/7/badge",
                "Fiber",
                ReferenceKind::Definition,
            ),
            (
                "https://dev.azure.com/o/_permalink/_build/index?projectId=1-2&buildId=3",
                "1-2",
                ReferenceKind::Build,
            ),
        ] {
            let reference = parsed(url);
            assert_eq!(
                (reference.project(), reference.kind()),
                (Some(project), kind),
                "{url}"
            );
            comes_back(&reference);
        }
        let nowhere = parsed("https://dev.azure.com/o/_apis/build/builds/3");
        assert_eq!(
            (nowhere.project(), nowhere.build_id(), nowhere.web_url()),
            (None, Some(3), None)
        );
        comes_back(&nowhere);
    }

    #[test]
    fn artifact_uris_have_no_organization() {
        for (uri, kind) in [
            ("vstfs:///Build/Build/42", ReferenceKind::Build),
            ("VSTFS:///build/Definition/42/", ReferenceKind::Definition),
        ] {
            let reference = parsed(uri);
            assert_eq!(
                (reference.kind(), reference.organization()),
                (kind, None),
                "{uri}"
            );
            assert_eq!((reference.web_url(), reference.api_url()), (None, None), "{uri}");
            let refusal = Organization::parse(uri).unwrap_err();
            assert!(refusal.message().contains("names no organization"), "{refusal}");
        }
    }

    #[test]
    fn what_is_refused() {
        for (url, why) in [
            ("vstfs:///Git/PullRequestId/1", "only those of builds"),
            ("vstfs:///Build/Build/latest", "only those of builds"),
            ("git://dev.azure.com/o", "scheme"),
            (
                "https://www.visualstudio.com/team-services",
                "www.visualstudio.com is no host",
            ),
            (
                "https://app.vssps.visualstudio.com/_signin",
                "app.vssps.visualstudio.com is no host",
            ),
            (
                "https://spsprodcus3.vssps.visualstudio.com/A1/_apis",
                "is no host",
            ),
            ("https://artprodeus21.artifacts.visualstudio.com/x", "is no host"),
            ("https://a.b.c.visualstudio.com/x", "is no host"),
            ("https://visualstudio.com/x", "is no host"),
            ("https://status.dev.azure.com/x", "is no host"),
            (
                "https://github.com/microsoft/azure-pipelines-tasks",
                "github.com is no host",
            ),
            (
                "git@github.com:microsoft/azure-pipelines-tasks.git",
                "ssh remote of another service",
            ),
            ("git@ssh.dev.azure.com:v3", "names no organization"),
            ("vs-ssh.visualstudio.com:22/_ssh/Fiber", "names no organization"),
            ("x@vs-ssh.visualstudio.com:v3/a.b/p/r", "names no organization"),
            ("https://me:planted@dev.azure.com/me", "a secret"),
            ("https://planted@dev.azure.com/me/p/_git/r", "a secret"),
            ("https://me:planted@server/c?buildId=1", "a secret"),
            ("planted@dev.azure.com:443/me", "a secret"),
            ("ssh://git:planted@ssh.dev.azure.com/v3/o/p/r", "a secret"),
            ("me:planted@dev.azure.com/me", "a secret"),
        ] {
            let refusal = Reference::parse(url).unwrap_err();
            assert!(refusal.message().contains(why), "{url}: {refusal}");
            assert!(!refusal.to_string().contains("planted"), "{url}: {refusal}");
        }
    }

    #[test]
    fn as_they_stand_in_mails() {
        let plain = parsed("https://dev.azure.com/o/p/_build/results?buildId=42");
        for pasted in [
            " <https://dev.azure.com/o/p/_build/results?buildId=42>\n",
            "\"https://dev.azure.com/o/p/_build/results?buildId=42\"",
            "dev.azure.com/o/p/_build/results?buildId=42&from=https://example.com/",
        ] {
            assert_eq!(parsed(pasted), plain, "{pasted}");
        }
    }

    /// The page names the same, and so does the API's route but for the job and the task, which it has no place for.
    fn comes_back(reference: &Reference) {
        if let Some(web) = reference.web_url() {
            assert_eq!(parsed(&web), *reference, "{web}");
        }
        if let Some(api) = reference.api_url() {
            let mut named = reference.clone();
            if let Thing::Build(id, Part::Step(..)) = named.thing {
                named.thing = Thing::Build(id, Part::Whole);
            }
            assert_eq!(parsed(&api), named, "{api}");
        }
    }

    /// Whatever can be a name, in any language.
    fn name() -> impl Strategy<Value = String> {
        "[^\\p{C}]{1,12}".prop_filter("these are no names", |name| {
            !name.starts_with('_') && !matches!(name.as_str(), "." | "..")
        })
    }

    fn organization_url() -> impl Strategy<Value = String> {
        let collection = name().prop_filter("it is the root", |name| !name.eq_ignore_ascii_case("tfs"));
        prop_oneof![
            name().prop_map(|name| format!("https://dev.azure.com/{}", encode(&name))),
            "[a-z][a-z0-9-]{0,9}[0-9]".prop_map(|account| format!("https://{account}.visualstudio.com")),
            (
                prop_oneof!["https", "http"],
                "[a-z]{1,9}",
                any::<u16>(),
                prop_oneof!["", "/tfs"],
                collection
            )
                .prop_map(|(scheme, host, port, root, name)| format!(
                    "{scheme}://{host}:{port}{root}/{}",
                    encode(&name)
                )),
        ]
    }

    fn thing() -> impl Strategy<Value = Thing> {
        let id = || 1..=i64::MAX;
        let guid = || prop::option::of("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        let step = (guid(), guid()).prop_map(|ids| match ids {
            (None, None) => Part::Whole,
            (job, task) => Part::Step(job, task),
        });
        let part = prop_oneof![step, id().prop_map(Part::Log), name().prop_map(Part::Artifact)];
        prop_oneof![
            Just(Thing::Place),
            name().prop_map(Thing::Repository),
            id().prop_map(Thing::Definition),
            (id(), part).prop_map(|(id, part)| Thing::Build(id, part)),
        ]
    }

    /// What URLs are made of, and what they should not be.
    fn piece() -> impl Strategy<Value = String> {
        let pieces = "https:// http:// ssh:// vstfs:/// git@ me:pw@ dev.azure.com ssh.dev.azure.com \
            vs-ssh.visualstudio.com a.visualstudio.com server : :8080 / // /.. /. ? & # = + % %2F %2e %00 %FF %C3%BC \
            tfs DefaultCollection v3 _git _ssh _full _build _apis build builds definitions projects pipelines runs \
            logs artifacts git repositories _permalink buildId= projectId= definitionId= logId= artifactName= j= t= \
            12f1170f-54f2-53f3-20dd-22fc7dff55f9 42 0 [::1] ' \" < > \\ @";
        let pieces: Vec<&str> = pieces.split_whitespace().collect();
        prop_oneof![
            prop::sample::select(pieces).prop_map(str::to_owned),
            "[^\\p{C}]{1,3}"
        ]
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(
            url in organization_url(),
            project in prop::option::of(name()),
            thing in thing(),
        ) {
            let mut organization = Organization::parse(&url).unwrap();
            prop_assert_eq!(organization.project(), None);
            if let Some(project) = &project {
                organization.name_project(project);
                prop_assert_eq!(organization.project(), Some(project.as_str()));
            }
            let reference = Reference { organization: Some(organization), thing };
            let has_page = project.is_some() || reference.thing == Thing::Place;
            prop_assert_eq!(reference.web_url().is_some(), has_page);
            prop_assert!(reference.api_url().is_some());
            comes_back(&reference);
        }

        #[test]
        fn arbitrary_text_never_panics(text in any::<String>(), bytes in any::<Vec<u8>>()) {
            for text in [text, String::from_utf8_lossy(&bytes).into_owned()] {
                if let Ok(reference) = Reference::parse(&text) {
                    comes_back(&reference);
                }
            }
        }

        #[test]
        fn arbitrary_urls_come_back(
            base in prop_oneof!["", "https://dev\\.azure\\.com/o/", "https://server/c/p/"],
            pieces in prop::collection::vec(piece(), 0..14),
        ) {
            if let Ok(reference) = Reference::parse(&(base + &pieces.concat())) {
                comes_back(&reference);
            }
        }
    }
}
