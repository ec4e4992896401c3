//! Builds are changed: cancelled, kept, tagged, deleted.

use std::sync::Arc;

use crate::body;
use crate::builds::Builds;
use crate::client::Client;
use crate::details::of_build;
use crate::error::{Error, Result};
use crate::model::build::Build;
use crate::model::tag::Tag;
use crate::model::{Held, Page};
use crate::operation::{Kind, Operation};
use crate::params::Params;
use crate::pipeline::{Call, Gathered};

const LIST: &Operation = Operation::known("Builds - List");
const UPDATE: &Operation = Operation::known("Builds - Update Build");
const DELETE: &Operation = Operation::known("Builds - Delete");
const UPDATE_STAGE: &Operation = Operation::known("Stages - Update");
const ADD_TAG: &Operation = Operation::known("Tags - Add Build Tag");
const ADD_TAGS: &Operation = Operation::known("Tags - Add Build Tags");
const UPDATE_TAGS: &Operation = Operation::known("Tags - Update Build Tags");
const DELETE_TAG: &Operation = Operation::known("Tags - Delete Build Tag");

impl Builds<'_> {
    /// Asks for the build to be cancelled: it is then `cancelling`, until what runs has stopped. With `None`, here and
    /// below, the project is that of the client's URL.
    pub fn cancel<'name>(&self, project: impl Into<Option<&'name str>>, id: i64) -> Result<Held<Build>> {
        self.update(project, id, &[("status", "cancelling")].into_iter().collect())
    }

    /// Keeps the build whatever the retention policy says, or keeps it no longer.
    pub fn keep<'name>(
        &self,
        project: impl Into<Option<&'name str>>,
        id: i64,
        forever: bool,
    ) -> Result<Held<Build>> {
        self.update(project, id, &[("keepForever", forever)].into_iter().collect())
    }

    /// Changes what the values name: "Builds - Update Build". They are `status`, `result`, `keepForever`, `buildNumber`,
    /// `quality` and `priority`, and the operation's own: `retry` runs what has failed once more.
    pub fn update<'name>(
        &self,
        project: impl Into<Option<&'name str>>,
        id: i64,
        values: &Params,
    ) -> Result<Held<Build>> {
        let members = [
            ("status", LIST.kind_of("statusFilter")),
            ("result", LIST.kind_of("resultFilter")),
            ("keepForever", Kind::Boolean),
            ("buildNumber", Kind::Text),
            ("quality", Kind::Text),
            ("priority", Kind::Text),
        ];
        self.client().in_call(|call| {
            let parts = body::divide(UPDATE, &members, &[], &of_build(project.into(), id, values))?;
            let retries = parts.params.checked()?.iter().any(|(name, _)| name == "retry");
            if parts.members.is_empty() && !retries {
                return Err(Error::invalid("there is nothing to change")
                    .with_hint("Set status, result, keepForever, buildNumber, quality, priority or retry."));
            }
            self.client()
                .perform(UPDATE, &parts.params, Some(&parts.members.json()), call)?
                .one(self.client())
        })
    }

    /// Runs a stage once more, by its name in the pipeline's text: what has failed in it, or with `all_jobs` all of it.
    pub fn retry_stage<'name>(
        &self,
        project: impl Into<Option<&'name str>>,
        id: i64,
        stage: &str,
        all_jobs: bool,
    ) -> Result<()> {
        let body = format!("{{\"state\":\"retry\",\"forceRetryAllJobs\":{all_jobs}}}");
        self.client().in_call(|call| {
            let mut params = of_build(project.into(), id, &Params::new());
            params.set("stageRefName", stage);
            self.client()
                .perform(UPDATE_STAGE, &params, Some(&body), call)
                .map(drop)
        })
    }

    /// Deletes the build.
    pub fn delete<'name>(&self, project: impl Into<Option<&'name str>>, id: i64) -> Result<()> {
        self.client().in_call(|call| {
            let params = of_build(project.into(), id, &Params::new());
            self.client().perform(DELETE, &params, None, call).map(drop)
        })
    }

    /// Puts tags on the build; all that it then has.
    pub fn add_tags<'name>(
        &self,
        project: impl Into<Option<&'name str>>,
        id: i64,
        tags: &[&str],
    ) -> Result<Arc<Page<Tag>>> {
        self.client().in_call(|call| {
            refuse_empty(tags)?;
            let mut params = of_build(project.into(), id, &Params::new());
            let answer = match tags {
                [] => return Err(no_tags()),
                // One alone may be sent again when the connection breaks.
                [tag] if fits_path(tag) => {
                    params.set("tag", tag);
                    self.client().perform(ADD_TAG, &params, None, call)?
                }
                several => {
                    let body = body::list(several.iter().copied());
                    self.client().perform(ADD_TAGS, &params, Some(&body), call)?
                }
            };
            answer.list(self.client())
        })
    }

    /// Takes tags off the build, one after another; all that it then has.
    pub fn remove_tags<'name>(
        &self,
        project: impl Into<Option<&'name str>>,
        id: i64,
        tags: &[&str],
    ) -> Result<Arc<Page<Tag>>> {
        self.client().in_call(|call| {
            refuse_empty(tags)?;
            let params = of_build(project.into(), id, &Params::new());
            let mut left = None;
            for tag in tags {
                left = Some(if fits_path(tag) {
                    let mut params = params.clone();
                    params.set("tag", tag);
                    self.client().perform(DELETE_TAG, &params, None, call)?
                } else {
                    let body = format!("{{\"tagsToRemove\":{}}}", body::list([*tag].into_iter()));
                    self.client().perform(UPDATE_TAGS, &params, Some(&body), call)?
                });
            }
            left.ok_or_else(no_tags)?.list(self.client())
        })
    }
}

/// Whether it can be named in a URL: the service's web server refuses these there, however they are spelled.
fn fits_path(tag: &str) -> bool {
    let is_refused = |c: char| c.is_control() || "/\\:*?%&<>+#\"".contains(c);
    !matches!(tag, "." | "..") && !tag.contains(is_refused)
}

/// Before anything is sent, as they may go out one by one.
fn refuse_empty(tags: &[&str]) -> Result<()> {
    if tags.iter().any(|tag| tag.trim().is_empty()) {
        return Err(Error::invalid("a tag cannot be empty"));
    }
    Ok(())
}

fn no_tags() -> Error {
    Error::invalid("there are no tags")
}

impl Client {
    /// What an operation answers, whole, whatever its method.
    pub(crate) fn perform(
        &self,
        operation: &'static Operation,
        params: &Params,
        body: Option<&str>,
        call: &Call,
    ) -> Result<Gathered> {
        Gathered::of(self.exchange(operation, params, body, call)?, &call.interrupt)
    }
}
